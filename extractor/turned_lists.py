"""Lists of indicators that lie on their side: an indicator in each column, its target and result in rows of their own.

指标 | 修建步道(公里) | 新建驿站(座)
目标值 | 8 | 3
完成值 | 9 | 4
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby, takewhile

from extractor.align import Scorer
from extractor.document import Cell, Document, Table
from extractor.header_grid import Grid, labels_of
from extractor.patterns import Library
from extractor.stream import Stream

_FITTING = frozenset({"name", "target", "actual", "weight", "score"})
_VALUES = frozenset({"target", "actual", "so_far"})
_FEWEST_ROWS = 3
_LONGEST_LABEL = 24


def with_turned(document: Document, tables: Sequence[Table], library: Library) -> tuple[Table, ...]:
    """`tables`, each followed by the lists in it that lie on their side, set upright."""
    return tuple(one for table in tables for one in (table, *_turned(document, table, library)))


def _turned(document: Document, table: Table, library: Library) -> Iterator[Table]:
    if table.ragged or table.inferred:
        return
    roles = {row: role for row, role in enumerate(_roles(document, table, library)) if role}
    for _, run in groupby(roles.items(), key=lambda item: item[0] - list(roles).index(item[0])):
        rows = dict(run)
        if _is_list(rows):
            yield _upright(table, rows)


def _roles(document: Document, table: Table, library: Library) -> Iterator[str | None]:
    """What the first cell of each row calls the others; None where it stands over several rows or columns."""
    grid = Grid(table, labels_of(document, table), library, "indicator_column", {})
    for row, labels in enumerate(grid.labels):
        cell = table.grid[row][0]
        role = grid.role(labels[0][0]) if cell and (cell.row_span, cell.column_span) == (1, 1) else None
        yield "name" if role == "caption" else role


def _is_list(rows: Mapping[int, str]) -> bool:
    """Whether rows name the indicators and, below, their values, each once."""
    roles = list(rows.values())
    named = "name" in roles and bool(_VALUES & set(roles[roles.index("name") :]))
    return named and len(roles) >= _FEWEST_ROWS and len(set(roles)) == len(roles)


def turned_in_text(text: Stream, scorer: Scorer, index: int) -> Iterator[Table]:
    """Such lists in running text, numbered from `index` on: labels with as many cells behind each of them."""
    cells = text.cells(0, len(text.text))
    marks = {place: role for place, cell in enumerate(cells) if (role := _label(text, cell, scorer.library))}
    done = 0
    for first in (place for place, role in marks.items() if role == "name"):
        step = next((place - first for place in marks if place > first), 0)
        places = takewhile(marks.__contains__, range(first, len(cells), step)) if step > 1 else ()
        rows = {place: marks[place] for place in places}
        parts = {place: cells[place : place + step] for place in rows}
        inner = {place + behind for place in rows for behind in range(1, step)}
        whole = first >= done and _is_list(rows) and max(inner) < len(cells) and inner.isdisjoint(marks)
        if whole and all(_fits(text, parts[place][1:], role, scorer) for place, role in rows.items()):
            done = max(rows) + step
            yield _of_rows(text, list(parts.values()), index)
            index += 1


def _label(text: Stream, cell: tuple[int, int], library: Library) -> str | None:
    words = text.text[slice(*cell)] if cell[1] - cell[0] <= _LONGEST_LABEL else ""
    pattern = library.classify("indicator_column", "role", words.rstrip(":")) if words else None
    return pattern.value if pattern else None


def _fits(text: Stream, cells: Sequence[tuple[int, int]], role: str, scorer: Scorer) -> bool:
    """Whether cells may be what the label before them says."""
    return role not in _FITTING or all(scorer.score(text.text[slice(*cell)], role) > 0 for cell in cells)


def _of_rows(text: Stream, rows: Sequence[Sequence[tuple[int, int]]], index: int) -> Table:
    """The list upright: an indicator in each row."""
    placed = [
        Cell(row, column, *text.span(*cell)) for column, cells in enumerate(rows) for row, cell in enumerate(cells)
    ]
    ordered = tuple(sorted(placed, key=lambda cell: (cell.row, cell.column)))
    return Table(index, ordered, placed[0].start, placed[-1].end, inferred=True)


def _upright(table: Table, rows: Mapping[int, str]) -> Table:
    first = min(rows)
    cells = tuple(
        cell._replace(row=cell.column, column=cell.row - first, row_span=cell.column_span, column_span=cell.row_span)
        for cell in table.cells
        if cell.row in rows
    )
    ordered = tuple(sorted(cells, key=lambda cell: (cell.row, cell.column)))
    return Table(table.index, ordered, min(cell.start for cell in cells), max(cell.end for cell in cells), turned=first)
