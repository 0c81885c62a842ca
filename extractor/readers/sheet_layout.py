"""A sheet as stored -> paragraphs and tables as a reader sees them.

Hidden rows and columns are left out, empty ones too. Lines above, between and below tables (titles, 填报单位,
单位：万元, 注) are paragraphs. A sheet with several tables, parted by title lines, gives several.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, product, takewhile

from extractor.readers import outline
from extractor.readers.compose import Grid, GridCell, Paragraph, plain
from extractor.readers.limits import ReadOptions, refuse_more
from extractor.readers.sheet_model import Sheet, SheetCell

Part = Paragraph | Grid

_LABELLED = re.compile(
    r"[^：:，。；]{1,12}[：:].*|[（(].{1,20}[)）]|(?:金额)?单位.{0,3}万?元|20\d\d\s*年度?", re.DOTALL
)
_TITLE = re.compile(
    r"附[件表]?\s*[0-9一二三四五六七八九十]*\s*[:：]?|(?:附[件表]|表)\s*[0-9一二三四五六七八九十]+.*"
    r"|.*表(?:[（(].*[)）])?",
    re.DOTALL,
)
_REMARK = re.compile(r"[（(]?(?:备?注|说明|填[表报]说明)\s*[:：1一]|\*|※")
_LONG = 12  # characters; a row of a table that has no more than one cell holds a short word (合计)


@dataclass(frozen=True, slots=True)
class Row:
    """Cells that begin in one row; `covered`: a cell from above reaches into it; `gap`: an empty row lies above."""

    cells: tuple[SheetCell, ...]
    covered: bool
    gap: bool


def parts_of(sheet: Sheet, options: ReadOptions) -> Iterator[Part]:
    """Paragraphs and tables of `sheet`, from top to bottom.

    Raises: InputError `too_large`.
    """
    rows = _rows(_visible(sheet))
    for is_line, group in groupby(zip(_lines(rows), rows, strict=True), key=lambda pair: pair[0]):
        members = [row for _, row in group]
        if is_line:
            yield from map(_paragraph, members)
        else:
            yield _grid(members, options)


def _lines(rows: Sequence[Row]) -> list[bool]:
    """Of every row, whether it is a line of text rather than a row of a table."""
    first = min((cell.column for row in rows for cell in row.cells), default=0)
    width = max((cell.column + cell.column_span for row in rows for cell in row.cells), default=0)
    lines = [_is_line(row, first, width) for row in rows]
    top = sum(1 for _ in takewhile(lambda pair: pair[0] or _is_top_line(pair[1]), zip(lines, rows, strict=True)))
    upward = zip(reversed(lines), reversed(rows), strict=True)
    bottom = sum(1 for _ in takewhile(lambda pair: pair[0] or _is_labelled(pair[1]), upward))
    return [line or place < top or place >= len(rows) - bottom for place, line in enumerate(lines)]


def _is_top_line(row: Row) -> bool:
    alone = len(row.cells) == 1 and row.cells[0].row_span == 1 and not row.covered
    return alone or _is_labelled(row)


def _is_labelled(row: Row) -> bool:
    """Whether all cells of the row are labels with their values (填报单位：… 单位：万元)."""
    single = not row.covered and all(cell.row_span == 1 for cell in row.cells)
    return single and all(_LABELLED.fullmatch(cell.text) for cell in row.cells)


def _is_line(row: Row, first: int, width: int) -> bool:
    """Whether the row is a line of text wherever it stands: one cell, set off from the rows around it."""
    cell = row.cells[0]
    if row.covered or len(row.cells) > 1 or cell.row_span > 1:
        return False
    wide = cell.column == first and cell.column + cell.column_span == width
    if _REMARK.match(cell.text) or (wide and _TITLE.fullmatch(cell.text)):
        return True
    return row.gap and (wide or cell.column_span > 1 or len(cell.text) > _LONG)


def _paragraph(row: Row) -> Paragraph:
    text = " ".join(cell.text for cell in row.cells)
    shape = outline.shape_of(text)
    return Paragraph(plain(text), shape.kind, shape.level)


def _visible(sheet: Sheet) -> list[SheetCell]:
    """Cells without the hidden rows and columns, which close up."""
    rows, columns = sorted(sheet.hidden_rows), sorted(sheet.hidden_columns)
    if not rows and not columns:
        return list(sheet.cells)
    kept = []
    for cell in sheet.cells:
        row, row_span = _closed(rows, cell.row, cell.row_span)
        column, column_span = _closed(columns, cell.column, cell.column_span)
        if row_span and column_span:
            kept.append(SheetCell(row, column, cell.text, row_span, column_span))
    return sorted(kept, key=lambda cell: (cell.row, cell.column))


def _closed(hidden: Sequence[int], start: int, span: int) -> tuple[int, int]:
    """Start and span with the sorted `hidden` rows or columns taken out."""
    before = bisect_left(hidden, start)
    inside = bisect_left(hidden, start + span) - before
    return start - before, span - inside


def _rows(cells: Sequence[SheetCell]) -> list[Row]:
    """Rows that hold the start of a cell, numbered without the empty ones."""
    starts = sorted({cell.row for cell in cells})
    rows: list[Row] = []
    reach = 0
    for number, (row, group) in enumerate(groupby(cells, key=lambda cell: cell.row)):
        members = tuple(group)
        gap = number > 0 and row > max(starts[number - 1] + 1, reach)
        rows.append(Row(tuple(_renumbered(cell, number, starts) for cell in members), row < reach, gap))
        reach = max(reach, *(row + cell.row_span for cell in members))
    return rows


def _renumbered(cell: SheetCell, row: int, starts: Sequence[int]) -> SheetCell:
    last = bisect_left(starts, cell.row + cell.row_span)
    return replace(cell, row=row, row_span=max(last - row, 1))


def _grid(rows: Sequence[Row], options: ReadOptions) -> Grid:
    """A grid of `rows`, with the columns that are used in them and with its empty cells."""
    cells = [cell for row in rows for cell in row.cells]
    columns = sorted({cell.column for cell in cells})
    refuse_more(len(rows) * len(columns), options.max_cells, "cells in one table")
    taken: set[tuple[int, int]] = set()
    placed: list[GridCell] = []
    sound = True
    for cell in cells:
        found = _on_grid(cell, cells[0].row, len(rows), columns)
        covered = set(product(range(found.row, found.row + found.row_span), _columns(found))) if sound else set()
        sound = sound and not covered & taken
        if not sound:  # merges that overlap, in damaged files
            found, covered = found._replace(row_span=1, column_span=1), {(found.row, found.column)}
        taken |= covered
        placed.append(found)
    every = product(range(len(rows)), range(len(columns)))
    empty = [GridCell(row, column) for row, column in every if (row, column) not in taken]
    return Grid(tuple(sorted([*placed, *empty], key=lambda cell: (cell.row, cell.column))))


def _on_grid(cell: SheetCell, top: int, height: int, columns: Sequence[int]) -> GridCell:
    first, last = bisect_left(columns, cell.column), bisect_left(columns, cell.column + cell.column_span)
    row = cell.row - top
    return GridCell(row, first, plain(cell.text), min(cell.row_span, height - row), last - first)


def _columns(cell: GridCell) -> range:
    return range(cell.column, cell.column + cell.column_span)
