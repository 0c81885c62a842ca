"""The progress bar and the tables of the terminal. Owns rich; everything goes to stderr but `show`'s report."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from rich.console import Console

    from extractor.report import Report
    from extractor.writers.tables import Outcome

Item = TypeVar("Item")

# Columns of a summary that goes to a file or a log, where no terminal says how wide it is.
WIDTH_WITHOUT_TERMINAL = 110
# More documents than this would push the totals off the screen: then only what went wrong is listed.
LISTED = 40


def tracked(items: Iterable[Item], *, total: int) -> Iterator[Item]:
    """The `items`, with a progress bar while they are taken if stderr is a terminal."""
    if not sys.stderr.isatty():
        yield from items
        return
    from rich.progress import track

    yield from track(items, total=total, description="reading", console=_console(), transient=True)


def summary(outcomes: Sequence[Outcome], folder: Path) -> None:
    """Print what became of each document and the totals."""
    from rich import box
    from rich.table import Table

    listed = outcomes if len(outcomes) <= LISTED else [one for one in outcomes if one.status in ("failed", "partial")]
    table = Table(box=box.SIMPLE)
    table.add_column("document", overflow="fold")
    table.add_column("status")
    table.add_column("year")
    table.add_column("program", overflow="ellipsis", no_wrap=True)
    for title in ("indicators", "met", "funds", "warnings"):
        table.add_column(title, justify="right")
    for outcome in listed:
        table.add_row(*_row(outcome))
    console = _console()
    if listed:
        console.print(table)
    console.print(_totals(outcomes, folder), highlight=False, markup=False, soft_wrap=True)


def _row(outcome: Outcome) -> tuple[str, ...]:
    from rich.markup import escape

    path = escape(outcome.path)
    if not outcome.reports:
        return (path, outcome.status, "", "", "", "", "", "")
    meta = outcome.reports[0].meta
    return (
        path,
        outcome.status,
        str(meta.fiscal_year.value) if meta.fiscal_year else "",
        escape(meta.program.value) if meta.program else "",
        str(outcome.count(lambda report: report.indicators)),
        _met(outcome.reports),
        str(outcome.count(lambda report: report.funds)),
        str(outcome.count(lambda report: report.warnings)),
    )


def _met(reports: Sequence[Report]) -> str:
    verdicts = [indicator.attainment.met for report in reports for indicator in report.indicators]
    decided = [verdict for verdict in verdicts if verdict is not None]
    return f"{sum(decided)}/{len(decided)}" if decided else ""


def _totals(outcomes: Sequence[Outcome], folder: Path) -> str:
    counts = [(status, sum(one.status == status for one in outcomes)) for status in ("partial", "duplicate", "failed")]
    told = "".join(f", {count} {status}" for status, count in counts if count)
    indicators = sum(one.count(lambda report: report.indicators) for one in outcomes)
    funds = sum(one.count(lambda report: report.funds) for one in outcomes)
    return f"{len(outcomes)} documents{told}: {indicators} indicators, {funds} fund figures in {folder}"


def _console() -> Console:
    from rich.console import Console

    return Console(stderr=True, width=None if sys.stderr.isatty() else WIDTH_WITHOUT_TERMINAL)
