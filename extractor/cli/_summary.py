"""What `extract` says at its end: a row for each document, and the totals."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from extractor.cli._terminal import Heading, table

if TYPE_CHECKING:
    from extractor.report import Report
    from extractor.writers.tables import Outcome

# More documents than this push the totals off the screen: then only those that went wrong are listed.
LISTED = 40
HEADINGS = (
    Heading("document", fit="wrapped"),
    Heading("status"),
    Heading("year"),
    Heading("program", fit="cut"),
    Heading("indicators", right=True),
    Heading("met", right=True),
    Heading("funds", right=True),
    Heading("warnings", right=True),
)


def show(outcomes: Sequence[Outcome], folder: Path) -> None:
    """Print what became of each document, and how much of what is in `folder` now, on stderr."""
    listed = [one for one in outcomes if len(outcomes) <= LISTED or one.status in ("failed", "partial")]
    if listed:
        table(HEADINGS, map(_row, listed), sys.stderr)
    click.echo(_totals(outcomes, folder), err=True)


def _row(outcome: Outcome) -> tuple[str, ...]:
    if not outcome.reports:
        return (outcome.path, outcome.status, "", "", "", "", "", "")
    meta = outcome.reports[0].meta
    return (
        outcome.path,
        outcome.status,
        str(meta.fiscal_year.value) if meta.fiscal_year else "",
        meta.program.value if meta.program else "",
        str(outcome.count(lambda report: report.indicators)),
        _met(outcome.reports),
        str(outcome.count(lambda report: report.funds)),
        str(outcome.count(lambda report: report.warnings)),
    )


def _met(reports: Sequence[Report]) -> str:
    """Indicators met, of those where it can be decided."""
    verdicts = [indicator.attainment.met for report in reports for indicator in report.indicators]
    decided = [verdict for verdict in verdicts if verdict is not None]
    return f"{sum(decided)}/{len(decided)}" if decided else ""


def _totals(outcomes: Sequence[Outcome], folder: Path) -> str:
    counts = [(status, sum(one.status == status for one in outcomes)) for status in ("partial", "duplicate", "failed")]
    others = ", ".join(f"{count} {status}" for status, count in counts if count)
    indicators = sum(one.count(lambda report: report.indicators) for one in outcomes)
    funds = sum(one.count(lambda report: report.funds) for one in outcomes)
    documents = f"{len(outcomes)} ({others})" if others else str(len(outcomes))
    return f"documents: {documents}, indicators: {indicators}, fund figures: {funds}, written to {folder}"
