"""`jixiao show`: a report for the eye, in the terminal."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import click

from extractor.cli._reading import PATTERNS, with_options
from extractor.cli._terminal import Heading, table

if TYPE_CHECKING:
    from decimal import Decimal
    from pathlib import Path

    from extractor.readers.limits import ReadOptions
    from extractor.report import FundFigure, Indicator, Report

INDICATORS = (
    Heading("id"),
    Heading("indicator", fit="wrapped"),
    Heading("target", fit="wrapped"),
    Heading("actual", fit="wrapped"),
    Heading("met"),
    Heading("weight", right=True),
    Heading("score", right=True),
)
FUNDS = (
    Heading("fund figure", fit="wrapped"),
    Heading("role"),
    Heading("source"),
    Heading("year"),
    Heading("amount", right=True),
)
VERDICTS = {True: "yes", False: "NO", None: "?"}


@click.command()
@click.argument("file", metavar="FILE")
@PATTERNS
@with_options
def command(file: str, own: Path | None, options: ReadOptions) -> None:
    """Show a report in the terminal.

    Facts, indicators, fund figures, findings and warnings of every report in FILE; - is standard input.

    \b
    Example:
      jixiao show report.pdf
    """
    from extractor.cli import _reading

    for report in _reading.reports(file, _reading.library(own), options):
        _show(report)


def _show(report: Report) -> None:
    for name, value in _facts(report):
        click.echo(f"{name:14}{value}")
    _table(INDICATORS, [_indicator(indicator) for indicator in report.indicators])
    _table(FUNDS, [_fund(fund) for fund in report.funds])
    for indicator in report.indicators:
        if indicator.deviation and indicator.deviation.reason:
            click.echo(f"{indicator.name}: {indicator.deviation.reason.text}")
    for finding in report.checks:
        if finding.status == "violated":
            click.echo(f"check {finding.rule}: {finding.message}")
    for warning in report.warnings:
        click.echo(f"warning {warning.code}: {warning.message}")


def _table(headings: Sequence[Heading], rows: Sequence[Sequence[str]]) -> None:
    if rows:
        table(headings, rows, sys.stdout)


def _facts(report: Report) -> Iterator[tuple[str, str]]:
    meta, score = report.meta, report.score
    stated = {
        "title": meta.title,
        "fiscal year": meta.fiscal_year,
        "organization": meta.organization,
        "program": meta.program,
        "report type": meta.report_type,
    }
    yield "file", f"{report.source.path} (part {report.source.part})"
    yield from ((name, str(cited.value)) for name, cited in stated.items() if cited)
    if score.self is not None:
        yield "own score", f"{score.self} {score.grade or ''}".strip()


def _indicator(indicator: Indicator) -> tuple[str, ...]:
    return (
        indicator.id,
        indicator.name,
        indicator.target.text if indicator.target else "",
        indicator.actual.text if indicator.actual else "",
        VERDICTS[indicator.attainment.met],
        _digits(indicator.weight),
        _digits(indicator.score),
    )


def _fund(fund: FundFigure) -> tuple[str, ...]:
    unit = fund.amount.unit or ""
    printed = fund.amount.text if unit in fund.amount.text else f"{fund.amount.text}{unit}"
    return (fund.item, fund.role, fund.source or "", str(fund.year or ""), printed)


def _digits(number: Decimal | None) -> str:
    return "" if number is None else str(number)
