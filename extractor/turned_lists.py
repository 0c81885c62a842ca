"""Lists of indicators that lie on their side: an indicator in each column, its target and result in rows of their own.

指标 | 修建步道(公里) | 新建驿站(座)
目标值 | 8 | 3
完成值 | 9 | 4
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from extractor.document import Document, Table
from extractor.header_grid import Grid, labels_of
from extractor.patterns import Library

_VALUES = frozenset({"target", "actual", "so_far"})
_FEWEST_ROWS = 3


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


def _upright(table: Table, rows: Mapping[int, str]) -> Table:
    first = min(rows)
    cells = tuple(
        cell._replace(row=cell.column, column=cell.row - first, row_span=cell.column_span, column_span=cell.row_span)
        for cell in table.cells
        if cell.row in rows
    )
    ordered = tuple(sorted(cells, key=lambda cell: (cell.row, cell.column)))
    return Table(table.index, ordered, min(cell.start for cell in cells), max(cell.end for cell in cells), turned=first)
