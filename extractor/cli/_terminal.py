"""The progress bar and the tables of the terminal; the one place that knows rich."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import IO, Literal, TypeVar

Item = TypeVar("Item")

Row = Sequence[str]

# Width of what goes to a file or a log, where no terminal says how wide it is.
WIDTH_WITHOUT_TERMINAL = 120
# Widest cell that is cut, and narrowest terminal that has room for such cells, in Latin letters.
CUT_AT, ROOMY = 24, 100


@dataclass(frozen=True, slots=True)
class Heading:
    """A column's heading; `fit` says what happens to long cells: kept whole, wrapped, or cut short.

    A column of cells that may be cut is left out where there is little room.
    """

    title: str
    fit: Literal["whole", "cut", "wrapped"] = "whole"
    right: bool = False


def tracked(items: Iterable[Item], *, total: int) -> Iterator[Item]:
    """The `items`, with a progress bar on stderr while they are taken if that is a terminal."""
    if not sys.stderr.isatty():
        yield from items
        return
    from rich.console import Console
    from rich.progress import track

    console = Console(file=sys.stderr)
    yield from track(items, total=total, description="reading", console=console, transient=True)


def table(headings: Sequence[Heading], rows: Iterable[Row], file: IO[str]) -> None:
    """Print a table on `file`: in colour and as wide as it is on a terminal, plain text elsewhere."""
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    console = Console(file=file, width=None if file.isatty() else WIDTH_WITHOUT_TERMINAL)
    shown = [index for index, heading in enumerate(headings) if heading.fit != "cut" or console.width >= ROOMY]
    drawn = Table(box=box.SIMPLE, pad_edge=False)
    for index in shown:
        heading = headings[index]
        drawn.add_column(
            heading.title,
            justify="right" if heading.right else "left",
            no_wrap=heading.fit != "wrapped",
            overflow="fold" if heading.fit == "wrapped" else "ellipsis",
            max_width=CUT_AT if heading.fit == "cut" else None,
        )
    for row in rows:
        drawn.add_row(*(Text(row[index]) for index in shown))
    console.print(drawn)


class Bar:
    """A progress bar on stderr, which ends with what `say` gives each time that it is drawn. A context manager."""

    def __init__(self, say: Callable[[], str]) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, ProgressColumn, Task, TimeRemainingColumn
        from rich.text import Text

        class Said(ProgressColumn):
            """What `say` gives."""

            def render(self, task: Task) -> Text:
                return Text(say())

        columns = (BarColumn(), MofNCompleteColumn(), TimeRemainingColumn(), Said())
        console = Console(file=sys.stderr)
        self._drawn = Progress(*columns, console=console, transient=True, refresh_per_second=2)
        self._task = self._drawn.add_task("", total=None)

    def __enter__(self) -> Bar:
        self._drawn.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._drawn.stop()

    def show(self, done: int, total: int) -> None:
        """So many are `done` of `total`."""
        self._drawn.update(self._task, completed=done, total=total)
