"""One source as read: a single canonical text, and the place of every character in it.

Readers build a `Document`; everything after them works on it alone. All offsets are half-open
Unicode code point ranges into `Document.text`. Boxes are PDF points (1/72 inch) from the page's
top left corner, as (x0, top, x1, bottom). Pages count from 1, table rows and columns from 0.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from functools import cached_property, update_wrapper
from typing import Any, Concatenate, Literal, NamedTuple, ParamSpec, Protocol, TypeVar

_Kind = TypeVar("_Kind", bound=tuple[Any, ...])
BBox = tuple[float, float, float, float]
BlockKind = Literal["heading", "paragraph", "list_item", "table", "furniture"]


class _Quick(Protocol):
    """Makes a named tuple of the tuple of all its fields, in half the time that calling its class takes."""

    def __call__(self, kind: type[_Kind], fields: tuple[Any, ...], /) -> _Kind: ...


quick: _Quick = tuple.__new__  # for those of which a page has hundreds


class Span(NamedTuple):
    """A half-open range of the canonical text."""

    start: int
    end: int


class Place(NamedTuple):
    """Where a piece of text stands: a page (from 1), and its box there, or None without boxes."""

    page: int
    bbox: BBox | None


class Run(NamedTuple):
    """Consecutive characters on one line of one page.

    `edges` are the x coordinates of the character borders (one more than the characters), so that
    the box of any part of the run follows; empty where a format has pages but no boxes. `score`,
    0 to 1, is how sure the recognition of a scanned line was; 1 for text that was never a picture.
    """

    start: int
    end: int
    page: int
    top: float = 0.0
    bottom: float = 0.0
    edges: tuple[float, ...] = ()
    score: float = 1.0

    def bbox(self, start: int, end: int) -> BBox | None:
        """Box of the characters `start`..`end` (absolute offsets, clipped to this run)."""
        if not self.edges:
            return None
        border = self.edges[max(start - self.start, 0) : end - self.start + 1]
        return (min(border), self.top, max(border), self.bottom)


@dataclass(frozen=True, slots=True)
class Page:
    """One page: its number from 1 and its size in points."""

    number: int
    width: float
    height: float


class Block(NamedTuple):
    """One heading, paragraph, list item or table, or furniture (page header, footer, page number).

    A paragraph that a page break or a hard line break cuts is one block. `level` is a heading's
    depth from 1 where the format states it. `table` is the index of the table that it holds.
    """

    kind: BlockKind
    start: int
    end: int
    level: int | None = None
    table: int | None = None


class Cell(NamedTuple):
    """One cell of a table with the rows and columns that it covers; empty cells have start == end."""

    row: int
    column: int
    start: int
    end: int
    row_span: int = 1
    column_span: int = 1

    @property
    def rows(self) -> range:
        """Rows that the cell covers."""
        return range(self.row, self.row + self.row_span)

    @property
    def columns(self) -> range:
        """Columns that the cell covers."""
        return range(self.column, self.column + self.column_span)


@dataclass(frozen=True)
class Table:
    """A grid of cells in the document's text.

    `ragged` marks a source that keeps the order of cells but not their columns (pipe rows whose
    merged cells are left out, one cell a line): there a cell's `column` is only its rank in the row.
    `inferred` marks a grid that was put together again from running text. `turned`: rows of a table from this one on,
    set upright, so that its columns are that table's rows.
    """

    index: int
    cells: tuple[Cell, ...]
    start: int
    end: int
    ragged: bool = False
    inferred: bool = False
    title: str | None = None
    turned: int | None = None

    def __hash__(self) -> int:
        """Hash of the place alone: that of all cells would take longer than what is looked up by it."""
        return hash((self.index, self.start, self.end))

    def place(self, cell: Cell) -> tuple[int, int]:
        """Row and column where `cell` stands in the document."""
        return (cell.row, cell.column) if self.turned is None else (self.turned + cell.column, cell.row)

    @cached_property
    def row_count(self) -> int:
        """Number of rows."""
        return max((cell.row + cell.row_span for cell in self.cells), default=0)

    @cached_property
    def column_count(self) -> int:
        """Number of columns."""
        return max((cell.column + cell.column_span for cell in self.cells), default=0)

    @cached_property
    def grid(self) -> tuple[tuple[Cell | None, ...], ...]:
        """Rows of columns; a merged cell stands in every place that it covers, None where nothing is."""
        rows: list[list[Cell | None]] = [[None] * self.column_count for _ in range(self.row_count)]
        for cell in self.cells:
            for row in cell.rows:
                for column in cell.columns:
                    rows[row][column] = cell
        return tuple(tuple(row) for row in rows)

    @cached_property
    def _rows(self) -> tuple[tuple[Cell, ...], ...]:
        return tuple(
            tuple(cell for cell, left in zip(row, (None, *row), strict=False) if cell is not None and cell is not left)
            for row in self.grid
        )

    def row_cells(self, row: int) -> tuple[Cell, ...]:
        """Distinct cells that touch `row`, from left to right."""
        return self._rows[row]


@dataclass(frozen=True, slots=True)
class Note:
    """Something that reading had to guess, repair or leave out: becomes a warning of the report."""

    code: str
    message: str
    span: Span | None = None


@dataclass(frozen=True)
class Source:
    """Identity of the bytes that were read. `path` is as the user named it."""

    path: str
    sha256: str
    media_type: str
    bytes: int
    pages: int | None = None
    ocr_pages: int = 0


@dataclass(frozen=True)
class Document:
    """One source as read. `blocks` are in reading order and do not overlap; `runs` are sorted."""

    source: Source
    text: str
    blocks: tuple[Block, ...]
    tables: tuple[Table, ...] = ()
    pages: tuple[Page, ...] = ()
    runs: tuple[Run, ...] = ()
    notes: tuple[Note, ...] = field(default=())

    @cached_property
    def memory(self) -> dict[Hashable, Any]:
        """What `remembered` functions have worked out about this document; it goes with the document."""
        return {}

    @cached_property
    def _run_starts(self) -> list[int]:
        return [run.start for run in self.runs]

    def places(self, start: int, end: int) -> list[Place]:
        """Places of the characters `start`..`end`, one per line and page, in text order.

        Empty for formats without pages.
        """
        return [Place(run.page, run.bbox(start, end)) for run in self.runs_between(start, end)]

    def runs_between(self, start: int, end: int) -> list[Run]:
        """Runs that hold characters of `start`..`end`, in text order."""
        first = max(bisect_right(self._run_starts, start) - 1, 0)
        last = bisect_left(self._run_starts, end, first)
        return [run for run in self.runs[first:last] if run.end > start]

    def cell_text(self, cell: Cell) -> str:
        """Text of `cell` as it stands in the canonical text."""
        return self.text[cell.start : cell.end]

    def table_of(self, start: int, end: int) -> Table | None:
        """The table that holds all of `start`..`end`, if any."""
        for table in self.tables:
            if table.start <= start and end <= table.end:
                return table
        return None


_Arguments = ParamSpec("_Arguments")
_Result = TypeVar("_Result")


def remembered(
    function: Callable[Concatenate[Document, _Arguments], _Result],
) -> Callable[Concatenate[Document, _Arguments], _Result]:
    """`function`, which is run once for the same document and arguments, as several finders look at the same places.

    For functions whose result follows from hashable arguments and is changed by nobody. It must not hold the
    document: a document that is let go shall be gone at once.
    """

    def again(document: Document, /, *args: _Arguments.args, **kwargs: _Arguments.kwargs) -> _Result:
        key, memory = (function, args, *kwargs.items()), document.memory
        try:
            found: _Result = memory[key]
        except KeyError:
            found = memory[key] = function(document, *args, **kwargs)
        return found

    update_wrapper(again, function)
    return again
