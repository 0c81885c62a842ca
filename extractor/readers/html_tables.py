"""A table element -> a grid of cells with the rows and columns that they really cover.

Spans are clamped to the table: pages say colspan="10000" for "to the end", "abc" and 0. Only the
table's own rows count, not those of tables in its cells.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from extractor.readers.compose import Grid, GridCell, Piece, text_of
from extractor.readers.html_tree import Element
from extractor.readers.limits import ReadOptions, refuse_more

ReadCell = Callable[[Element], tuple[Piece, ...]]

_SECTIONS = frozenset({"thead", "tbody", "tfoot"})
_NUMBER = re.compile(r"\s*\+?([0-9]{1,9})")
_WIDEST = 64  # columns; a cell that asks for more asks for the whole width
_LONG_TEXT = 400  # characters; cells of data tables are shorter, columns of laid out pages longer
_MAX_TITLE = 60  # characters
_BLOCKS = frozenset({"p", "div", "ul", "ol", "h1", "h2", "h3", "h4", "table", "center", "section"})


@dataclass(frozen=True, slots=True)
class Row:
    """A table row: its cell elements in order."""

    cells: tuple[Element, ...]


def own_rows(table: Element) -> list[Row]:
    """Rows of the table itself, in order."""
    return [Row(tuple(_elements(row, "td", "th"))) for row in _row_elements(table)]


def is_layout(table: Element) -> bool:
    """Whether the table only lays out the page: cells of text blocks and tables rather than a grid of short texts."""
    rows = own_rows(table)
    if table.attribute("role") in ("presentation", "none") or all(len(row.cells) <= 1 for row in rows):
        return True
    nested = sum(inner.length for row in rows for cell in row.cells for inner in _outer_tables(cell))
    if nested * 2 >= table.length:
        return True
    longest = max((cell for row in rows for cell in row.cells), key=lambda cell: cell.length)
    blocks = sum(1 for inner in longest.walk() if inner.tag in _BLOCKS)
    return len(rows) <= 3 and longest.length > _LONG_TEXT and blocks >= 3 and longest.length * 2 > table.length


def read_grids(table: Element, read_cell: ReadCell, options: ReadOptions) -> Grid:
    """Grid of the table element; `read_cell` gives the text of a cell element and is called in text order.

    Raises: InputError `too_large`.
    """
    rows = own_rows(table)
    width = max((row[-1].column + row[-1].span for row in _placed(rows, None) if row), default=0)
    refuse_more(width * len(rows), options.max_cells, "cells in one table")
    cells = [
        GridCell(place.row, place.column, read_cell(place.cell), place.height, place.span)
        for row in _placed(rows, width)
        for place in row
    ]
    return Grid(tuple(cells))


def title_rows(grid: Grid) -> tuple[list[str], Grid]:
    """Titles that stand in full-width cells above the grid's first real row, and the grid without them."""
    width = max((cell.column + cell.column_span for cell in grid.cells), default=0)
    titles: list[str] = []
    for cell in grid.cells:
        text = text_of(cell.pieces)
        whole = cell.column_span == width and cell.row_span == 1 and width > 1
        if not whole or not 0 < len(text) <= _MAX_TITLE or cell.row != len(titles):
            break
        titles.append(text)
    rest = tuple(cell._replace(row=cell.row - len(titles)) for cell in grid.cells[len(titles) :])
    return titles, replace(grid, cells=rest)


@dataclass(frozen=True, slots=True)
class _Place:
    row: int
    column: int
    cell: Element
    height: int
    span: int


def _placed(rows: Sequence[Row], width: int | None) -> Iterator[list[_Place]]:
    """Cells of every row with their places; absurd spans take what is left of `width`, or one column without it."""
    busy: dict[int, int] = {}  # column -> first row in which it is free again
    for number, row in enumerate(rows):
        places: list[_Place] = []
        column = 0
        for cell in row.cells:
            while busy.get(column, 0) > number:
                column += 1
            asked = _asked(cell, "colspan") or 1
            span = asked if asked <= _WIDEST else 1 if width is None else max(width - column, 1)
            span = _room(busy, number, column, span)
            below = len(rows) - number
            height = min(_asked(cell, "rowspan") or below, below)
            busy.update(dict.fromkeys(range(column, column + span), number + height))
            places.append(_Place(number, column, cell, height, span))
            column += span
        yield places


def _room(busy: dict[int, int], row: int, column: int, span: int) -> int:
    """Columns from `column` on, up to `span`, that no cell from above covers."""
    return next((count for count in range(span) if busy.get(column + count, 0) > row), span)


def _asked(cell: Element, name: str) -> int:
    """The stated span; 1 where it is no number."""
    found = _NUMBER.match(cell.attribute(name))
    return 1 if found is None else int(found[1])


def _row_elements(table: Element) -> Iterator[Element]:
    for child in table.children:
        if isinstance(child, Element) and child.tag == "tr":
            yield child
        elif isinstance(child, Element) and child.tag in _SECTIONS:
            yield from _elements(child, "tr")


def _elements(parent: Element, *tags: str) -> Iterator[Element]:
    return (child for child in parent.children if isinstance(child, Element) and child.tag in tags)


def _outer_tables(element: Element) -> Iterator[Element]:
    for child in element.children:
        if isinstance(child, Element):
            yield from [child] if child.tag == "table" else _outer_tables(child)
