"""Paragraphs and grids in reading order -> canonical text with blocks, tables and placed characters.

Used by readers of formats that have no text of their own (DOCX, PDF). Blocks stand on lines of
their own; a table's rows are lines, its cells are parted by tabs, and a merged cell's text stands
once, where the merged cell begins.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from extractor.document import Block, BlockKind, Cell, Run, Table, quick
from extractor.readers.limits import ReadOptions, refuse_more


class Piece(NamedTuple):
    """Consecutive characters, on one line of one page where the format has pages.

    `page` 0: without a place. `edges` as in `Run`.
    """

    text: str
    page: int = 0
    top: float = 0.0
    bottom: float = 0.0
    edges: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A block that is no table; `pieces` follow each other without separators."""

    pieces: tuple[Piece, ...]
    kind: BlockKind = "paragraph"
    level: int | None = None

    @property
    def text(self) -> str:
        """The paragraph's characters."""
        return text_of(self.pieces)


class GridCell(NamedTuple):
    """A cell before its text has a place in the document; rows and columns from 0."""

    row: int
    column: int
    pieces: tuple[Piece, ...] = ()
    row_span: int = 1
    column_span: int = 1


@dataclass(frozen=True, slots=True)
class Grid:
    """A table before its text has a place in the document; cells in row order, flags as in `Table`."""

    cells: tuple[GridCell, ...]
    ragged: bool = False
    inferred: bool = False

    @property
    def row_count(self) -> int:
        """Number of rows."""
        return max([cell.row + cell.row_span for cell in self.cells], default=0)

    @property
    def column_count(self) -> int:
        """Number of columns."""
        return max([cell.column + cell.column_span for cell in self.cells], default=0)


@dataclass(frozen=True, slots=True)
class Composed:
    """What `compose` gives: the parts of a `Document` that hang together by offsets."""

    text: str
    blocks: tuple[Block, ...]
    tables: tuple[Table, ...]
    runs: tuple[Run, ...]


def text_of(pieces: Sequence[Piece]) -> str:
    """Characters of `pieces`, one after the other."""
    return "".join(piece.text for piece in pieces)


def plain(text: str) -> tuple[Piece, ...]:
    """`text` as pieces without a place."""
    return (Piece(text),) if text else ()


def compose(parts: Iterable[Paragraph | Grid], options: ReadOptions) -> Composed:
    """Canonical text of `parts`, one after the other; parts without any text are left out.

    Raises: InputError `too_large` for a table of more cells than `options` allow, covered places counted.
    """
    writing = _Writing()
    for part in parts:
        if isinstance(part, Grid):
            rows = part.row_count
            refuse_more(rows * part.column_count, options.max_cells, "cells in one table")
            writing.add_grid(part, rows)
        else:
            writing.add_paragraph(part)
    return Composed("".join(writing.texts), tuple(writing.blocks), tuple(writing.tables), tuple(writing.runs))


class _Writing:
    """The text written so far and what was found at which offset of it."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self.length = 0
        self.blocks: list[Block] = []
        self.tables: list[Table] = []
        self.runs: list[Run] = []

    def add_paragraph(self, paragraph: Paragraph) -> None:
        if not paragraph.text.strip():
            return
        self._part_from_last()
        start, end = self._write("", paragraph.pieces)
        self.blocks.append(Block(paragraph.kind, start, end, level=paragraph.level))

    def add_grid(self, grid: Grid, rows: int) -> None:
        if not any(piece.text.strip() for cell in grid.cells for piece in cell.pieces):
            return
        self._part_from_last()
        start, index = self.length, len(self.tables)
        cells = tuple(self._write_rows(grid, rows))
        self.tables.append(Table(index, cells, start, self.length, ragged=grid.ragged, inferred=grid.inferred))
        self.blocks.append(Block("table", start, self.length, table=index))

    def _write_rows(self, grid: Grid, rows: int) -> Iterator[Cell]:
        row, between = 0, ""
        for at, column, pieces, row_span, column_span in grid.cells:
            start, end = self._write("\n" * (at - row) or between, pieces)
            row, between = at, "\t"
            yield quick(Cell, (at, column, start, end, row_span, column_span))
        self._write("\n" * (rows - 1 - row))

    def _part_from_last(self) -> None:
        if self.length:
            self._write("\n")

    def _write(self, between: str, pieces: Sequence[Piece] = ()) -> tuple[int, int]:
        """Write `between` and then `pieces`; where these begin and end."""
        self.texts.append(between)
        start = end = self.length + len(between)
        for text, page, top, bottom, edges in pieces:
            begin, end = end, end + len(text)
            self.texts.append(text)
            if page and text:
                self.runs.append(quick(Run, (begin, end, page, top, bottom, edges, 1.0)))
        self.length = end
        return start, end
