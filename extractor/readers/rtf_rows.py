"""Rows of an RTF table, each with cell definitions of its own -> one grid.

A row knows where its cells end, in twentieths of a point, not which columns they span: columns are the places at
which cells of any row end. Source: Rich Text Format Specification 1.9.1, "Table Definitions".
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import zip_longest
from typing import Literal

from extractor.readers.compose import Grid, GridCell, plain

Merge = Literal["none", "left", "above"]

_NEAR = 60  # twentieths of a point: rows of one table are seldom drawn to the same hair
_USUAL = 1000  # wide is a cell of which the width is not known


@dataclass(frozen=True, slots=True)
class Definition:
    """Where a cell ends, and whether it only goes on the one to its left or above."""

    end: int
    merge: Merge = "none"


@dataclass(frozen=True, slots=True)
class Row:
    """Texts of the cells of a row, where the row begins, and the definitions of its cells."""

    texts: tuple[str, ...]
    start: int = 0
    definitions: tuple[Definition, ...] = field(default=())


def grid_of(rows: Sequence[Row]) -> Grid:
    """The grid of `rows`; ragged where cells have no definition."""
    bounds = _bounds(edge for row in rows for edge in (row.start, *(one.end for one, _ in _cells(row))))
    cells: list[GridCell] = []
    reaching: dict[int, int] = {}  # column -> the last cell that begins in it
    for number, row in enumerate(rows):
        start = row.start
        for definition, text in _cells(row):
            first, last = _column(bounds, start), max(_column(bounds, definition.end), _column(bounds, start) + 1)
            start = definition.end
            above = reaching.get(first)
            if definition.merge == "above" and above is not None and _ends_above(cells[above], number):
                cells[above] = cells[above]._replace(row_span=number + 1 - cells[above].row)
            elif definition.merge == "left" and cells and cells[-1].row == number:
                cells[-1] = cells[-1]._replace(column_span=last - cells[-1].column)
            else:
                reaching[first] = len(cells)
                cells.append(GridCell(number, first, plain(text), column_span=last - first))
    return Grid(tuple(cells), ragged=any(len(row.texts) > len(row.definitions) for row in rows))


def _cells(row: Row) -> Iterator[tuple[Definition, str]]:
    """Definitions with the texts of their cells; those without a definition follow at the usual width."""
    end = row.start
    for definition, text in zip_longest(row.definitions, row.texts):
        known = definition or Definition(end + _USUAL)
        end = max(known.end, end)
        yield known, text or ""


def _bounds(edges: Iterable[int]) -> list[int]:
    """Places that part columns: of edges near each other, the leftmost."""
    bounds: list[int] = []
    for edge in sorted(set(edges)):
        if not bounds or edge > bounds[-1] + _NEAR:
            bounds.append(edge)
    return bounds


def _column(bounds: Sequence[int], edge: int) -> int:
    return bisect_right(bounds, edge) - 1


def _ends_above(cell: GridCell, row: int) -> bool:
    return cell.row + cell.row_span == row
