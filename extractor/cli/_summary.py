"""What `extract` says at its end: a row for each document, why some failed, and the totals."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from extractor.cli._terminal import Heading, table

if TYPE_CHECKING:
    from extractor.bulk.listing import Row, Tally

# More documents than this push the totals off the screen: then only those that went wrong are listed, and as many.
SHOWN = 40
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


def show(told: Tally, folder: Path) -> None:
    """Print what became of the documents, and how much of what is in `folder` now, on stderr."""
    listed = told.first if told.inputs <= SHOWN else told.bad
    if listed:
        table(HEADINGS, map(_row, listed), sys.stderr)
    bad = told.statuses["failed"] + told.statuses["partial"]
    if told.inputs > SHOWN and bad > len(listed):
        click.echo(f"… and {bad - len(listed)} more that are not ok: see documents.csv", err=True)
    if told.codes:
        reasons = ", ".join(f"{code} {count}" for code, count in sorted(told.codes.items()))
        click.echo(f"failed: {reasons}; why: documents.csv, run.jsonl", err=True)
    click.echo(_totals(told, folder), err=True)


def _row(row: Row) -> tuple[str, ...]:
    status, facts = row.verdict.status, row.facts
    if not facts:
        return (row.path, status, "", "", "", "", "", "")
    return (
        row.path,
        status,
        str(facts["year"] or ""),
        facts["program"] or "",
        str(facts["indicators"]),
        f"{facts['met']}/{facts['decided']}" if facts["decided"] else "",
        str(facts["funds"]),
        str(facts["warnings"]),
    )


def _totals(told: Tally, folder: Path) -> str:
    counts = [(status, told.statuses[status]) for status in ("partial", "duplicate", "failed")]
    others = ", ".join(f"{count} {status}" for status, count in counts if count)
    documents = f"{told.inputs} ({others})" if others else str(told.inputs)
    indicators, funds = told.facts["indicators"], told.facts["funds"]
    return f"documents: {documents}, indicators: {indicators}, fund figures: {funds}, written to {folder}"
