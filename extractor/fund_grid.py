"""Rows of a fund block: the label of each, and its figures under the columns of the header.

Which cells make a row depends on the grid: whole tables by their columns, ragged ones by what the figures are, blocks
with labels beside labels in pairs. What the figures mean is not decided here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from extractor.align import is_dash
from extractor.amounts import Placed, assign, is_decided, may_be_several
from extractor.document import Cell, Document, Note, Span, Table
from extractor.fund_blocks import is_labelled, pairs_of
from extractor.fund_heads import SIDE_TOTAL
from extractor.header_grid import BESIDE, Header
from extractor.patterns import Library
from extractor.quantity import find, parse
from extractor.reading import label_text, plain_label, text_at, view

AMOUNTS = ("initial_budget", "budget", "received", "executed", "rate", "remaining", "carryover", "other")
_STAGES = (*AMOUNTS, "by_row")
# The label of a row that numbers the columns.
_COUNTED = re.compile(r"[列栏行]次|栏号")
_OF_WHICH = re.compile(r"^其中[:,]?")


class FundRow(NamedTuple):
    """One row of a fund block: its label cell, that of a broken label's lower half, and its figures by column."""

    label: Cell
    figures: tuple[RowFigure, ...]
    below: Cell | None = None
    stage: str = ""


class RowFigure(NamedTuple):
    """A figure under the header's column; `label` is what its own cell says before it (地方配套 680万元)."""

    column: int
    span: Span
    cell: Cell
    label: str = ""


def _row(label: Cell, cells: list[tuple[int, Cell]]) -> FundRow:
    return FundRow(label, tuple(RowFigure(column, Span(cell.start, cell.end), cell) for column, cell in cells))


@dataclass(frozen=True)
class FundBlock:
    """A fund block: a header and the rows below it."""

    document: Document
    library: Library
    table: Table
    header: Header

    def rows(self, rows: range) -> Iterator[FundRow]:
        """Those of the block's `rows` that have a figure at least, with the stage that their labels tell."""
        side = ""
        for row in rows:
            filled = [cell for cell in self.table.row_cells(row) if cell.end > cell.start]
            counted = any(_COUNTED.fullmatch(self.label(cell)) for cell in filled)
            if counted or is_labelled(self.document, self.table, row):
                continue
            if BESIDE in self.header.columns:
                found: list[FundRow | None] = [_row(*pair) for pair in pairs_of(self.table, self.header, row)]
            elif self.header.columns[0] in AMOUNTS and not self.table.ragged:
                found = [*self._unlabelled(row)]
            elif not self.table.ragged or self._lines_up(row):
                found = [self._by_column(row)]
            else:
                found = [] if self.header.parts else [self._ragged(cells) for cells in self._rows_in_line(filled)]
            for read in found:
                if read is not None and read.figures:
                    own, side = self._told_by(plain_label(self.label(read.label)), side)
                    yield read._replace(stage=own)

    def unread(self, rows: range) -> Iterator[Note]:
        """Rows of a restored table that had more figures than columns: none of these stands in a column."""
        first = self.header.columns.index(self.header.roles[0])
        for row in rows if self.table.inferred else ():
            cells = self.table.row_cells(row)
            if all(cell.column < first for cell in cells):
                message = f"“{self.label(cells[0])}”一行的金额无法与表头各列对应，未提取"
                yield Note("row_unreadable", message, Span(cells[0].start, cells[-1].end))

    def _lines_up(self, row: int) -> bool:
        """Whether a row that may lack cells has as many as the header, which begins with the labels as the row does."""
        single = self.header.last - self.header.first == 1 and self.header.columns[0] not in _STAGES
        as_many = self._printed(row) == self._printed(self.header.last - 1)
        return single and as_many and not self._is_figure(self.table.row_cells(row)[0])

    def _printed(self, row: int) -> int:
        """How many cells a row has; below parts of the money with the empty ones at its end that only bars show."""
        cells = self.table.row_cells(row)
        if not self.header.parts:
            return len(cells)
        rest = self.document.text[cells[-1].end : self.document.text.find("\n", cells[-1].end)]
        return len(cells) + max(rest.count("|") - 1, 0)

    def _rows_in_line(self, filled: list[Cell]) -> Iterator[list[Cell]]:
        """The rows that stand in one line: each begins with a source or kind of money behind the figures of another."""
        starts = [0] + [
            index
            for index in range(2, len(filled) - 1)
            if self._is_figure(filled[index - 1])
            and self._is_figure(filled[index + 1])
            and any(self.library.classify("fund_row", field, self.label(filled[index])) for field in ("source", "kind"))
            and self.label(filled[index]) != self.label(filled[0])
        ]
        for first, last in pairwise([*starts, len(filled)]):
            yield filled[first:last]

    def _by_column(self, row: int) -> FundRow | None:
        first = next(index for index, role in enumerate(self.header.columns) if role in _STAGES)
        left = [
            cell
            for column, cell in enumerate(self.table.grid[row][:first])
            if cell and cell.end > cell.start and self.header.columns[column] in {None, "label"}
        ]
        halves = left if self.table.inferred else left[-1:]
        if not halves or halves[0].row < self.header.last:
            return None
        figures = []
        for column, role in enumerate(self.header.columns):
            cell = self.table.grid[row][column]
            if role and cell and cell.end > cell.start and cell.column == column:
                part = self.header.parts[column] if self.header.parts else ""
                figures.append(RowFigure(column, Span(cell.start, cell.end), cell, _OF_WHICH.sub("", part)))
        return FundRow(halves[0], tuple(figures), halves[1] if halves[1:] else None)

    def _unlabelled(self, row: int) -> Iterator[FundRow]:
        """The figures of a row that has nothing but figures, each below the label of its column."""
        for column, cell in enumerate(self.table.grid[row]):
            head = self.table.grid[self.header.last - 1][column]
            if head and cell and cell.end > cell.start and cell.column == column and self.header.columns[column]:
                yield _row(head, [(column, cell)])

    def _ragged(self, filled: list[Cell]) -> FundRow | None:
        """A row whose merged or empty cells are left out: its figures by what they are."""
        label = next((cell for cell in filled if not self._is_number(cell)), None)
        if label is None:
            return None
        cells = filled[filled.index(label) + 1 :]
        columns = self.figure_columns()
        named: list[RowFigure] = []
        while cells and not self._is_figure(cells[0]):
            inside = self._named_amounts(cells[0], columns[0])
            named += inside
            label, cells = label if inside else cells[0], cells[1:]
        return FundRow(label, (*named, *self._placed(cells, columns[1:] if named else columns)))

    def figure_columns(self) -> list[int]:
        """Columns of figures, from the first stage on: one of unknown meaning holds its own figures too."""
        first = next(index for index, role in enumerate(self.header.columns) if role in _STAGES)
        labelled = [index for index, cell in enumerate(self.table.grid[self.header.last - 1]) if cell is not None]
        known = [index for index, role in enumerate(self.header.columns) if role and role != "label"]
        single = self.header.last - self.header.first == 1
        return sorted({*known, *(index for index in labelled if single and index > first)})

    def _named_amounts(self, cell: Cell, column: int) -> list[RowFigure]:
        """Amounts with words of their own inside one cell."""
        seen = view(self.document, cell.start, cell.end)
        figures, position = [], 0
        for quantity in find(seen.text, self.library.lexicon):
            if quantity.kind == "money":
                words = seen.text[position : quantity.start].strip(",:、;")
                figures.append(RowFigure(column, seen.span(quantity.start, quantity.end), cell, words))
                position = quantity.end
        return figures

    def _placed(self, cells: list[Cell], columns: list[int]) -> Iterator[RowFigure]:
        borders, joined = [], ""
        for cell in cells:
            joined += text_at(self.document, cell.start, cell.end)
            borders.append(len(joined))
        for item in assign(joined, borders, [self.header.columns[index] or "" for index in columns]):
            cell = cells[next(index for index, border in enumerate(borders) if border > item.start)]
            yield RowFigure(columns[item.column], Span(cell.start, cell.end), cell)

    def label(self, cell: Cell) -> str:
        """The words of a cell."""
        return label_text(self.document, cell.start, cell.end)

    def _is_number(self, cell: Cell) -> bool:
        return parse(text_at(self.document, cell.start, cell.end), self.library.lexicon) is not None

    def _is_figure(self, cell: Cell) -> bool:
        return is_dash(text_at(self.document, cell.start, cell.end)) or self._is_number(cell)

    def undecided(self, row: FundRow) -> Note | None:
        """What is said of a row whose amounts ran together, where they do not tell themselves how to be parted."""
        columns, text = self.figure_columns(), ""
        figures = sorted((one for one in row.figures if one.column in columns), key=lambda figure: figure.span)
        placed, borders = [], []
        for figure, following in zip(figures, [*figures[1:], None], strict=True):
            number = text_at(self.document, *figure.span)
            placed.append(Placed(columns.index(figure.column), len(text), len(text) + len(number)))
            text += number
            if following is None or following.span.start > figure.span.end or not text[-1].isdigit():
                borders.append(len(text))
        roles = [self.header.columns[column] or "" for column in columns]
        alone = len(figures) == 1 and figures[0].span.start == row.label.end and may_be_several(text, roles)
        if not alone and (len(borders) == len(figures) or is_decided(text, borders, roles, placed)):
            return None
        message = f"“{self.label(row.label)}”一行的金额连在一起，无法判断在何处分开，未提取"
        return Note("cells_ambiguous", message, Span(figures[0].span.start, figures[-1].span.end))

    def _told_by(self, label: str, side: str) -> tuple[str, str]:
        """The stage that a row tells, and the side that the rows below stand on: that of the sum above them."""
        if "by_row" not in self.header.columns:
            return "", side
        part = self.library.classify("fund_part", "role", label)
        stage = self.library.classify("fund_column", "role", label) if part is None else None
        told = part.value if part else stage.value if stage and stage.value in AMOUNTS else side
        if part and told in {"budget", "executed"} and SIDE_TOTAL.search(label):
            side = "received" if told == "budget" else told
        return ("received" if part and told == "budget" else told), side
