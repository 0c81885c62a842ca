"""Header rows of tables, found by their words: which column plays which role."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from extractor.document import Document, Table, remembered
from extractor.fund_heads import fund_head
from extractor.header_grid import AMOUNT_ROLES, Grid, Header, holds_numbers, labels_of
from extractor.patterns import Library

_BEFORE_NAMES = frozenset({"level1", "level2", "number"})
_NAMES = frozenset({"level1", "level2", "name"})
# 执行, 支出 and the like say it as well: nothing but money is executed or paid.
_MONEY = re.compile(
    r"预[算匏]|资金|金额|经费|费用|[支执][出付行]|到[位账]|结[余转]|投[资入]|拨[付款入]|决算|收入|[万亿]?元"
)
_FEWEST_LABELS = 4


@remembered
def indicator_headers(document: Document, table: Table, library: Library) -> tuple[Header, ...]:
    """Headers of indicator lists in `table`, from top to bottom."""
    return tuple(_headers(document, table, library, "indicator_column"))


@remembered
def fund_headers(document: Document, table: Table, library: Library) -> tuple[Header, ...]:
    """Headers of fund blocks in `table`, from top to bottom; 计划数 | 实际数 beside names of indicators is none."""
    lists = {header.first for header in indicator_headers(document, table, library)}
    return tuple(one for one in _headers(document, table, library, "fund_column") if one.first not in lists)


def _headers(document: Document, table: Table, library: Library, finder: str) -> Iterator[Header]:
    good = _is_indicator_header if finder == "indicator_column" else _is_fund_header
    grid = Grid(table, labels_of(document, table), library, finder, {})
    row = 0
    while row < table.row_count:
        header = _before_rows(grid, row) if holds_numbers(grid.labels[row]) else _header_at(grid, row)
        header = header and _settled(header)
        if header is not None and good(grid, header):
            yield from _beside_each_other(grid, header)
            row = header.last
        else:
            row += 1


def _beside_each_other(grid: Grid, header: Header) -> Iterator[Header]:
    """`header`, or one for each of several lists of indicators that stand beside each other in the same rows."""
    cells, columns = grid.table.grid[header.last - 1], header.columns
    found = [place for place, role in enumerate(columns) if role == "name" and cells[place] is not cells[place - 1]]
    begins = [_with_levels(columns, place) for place in found] if not grid.table.ragged else []
    lists = [slice(first, last) for first, last in pairwise([*begins, len(columns)])]
    if len(lists) < 2 or not all({"target", "actual"} & set(columns[place]) for place in lists):
        yield header
        return
    for place in lists:
        own = (role if place.start <= column < place.stop else None for column, role in enumerate(columns))
        yield header._replace(columns=tuple(own))


def _with_levels(columns: Sequence[str | None], place: int) -> int:
    """Where a list begins whose names stand at `place`: at the levels and numbers before them."""
    while place and columns[place - 1] in _BEFORE_NAMES:
        place -= 1
    return place


def _before_rows(grid: Grid, row: int) -> Header | None:
    """A header of indicators with its first rows on the same line (… | 分值 | 得分 | 产出指标 | 数量指标 | …)."""
    if grid.finder != "indicator_column" or not grid.table.ragged:
        return None
    columns = grid.single(row)
    first = next((place for place, role in enumerate(columns) if role), 0)
    last = next((place for place in range(first, len(columns)) if columns[place] is None), len(columns))
    if last - first < _FEWEST_LABELS or holds_numbers(grid.labels[row][:last]):
        return None
    return Header(row, row + 1, (*columns[:last], *(None for _ in columns[last:])), grid.finder)


def _settled(header: Header) -> Header:
    """`header` with what its labels mean beside each other.

    绩效指标 names the indicators where no other column does, else it is a caption; of several weights the one behind
    the names is that of the indicators, those of the levels stand before. What was reached in a part of the year is the
    actual value where no column tells that of the whole year.
    """
    columns = list(header.columns)
    so_far = "so_far" in columns and "actual" not in columns
    if so_far:
        columns[columns.index("so_far")] = "actual"
    if "caption" in columns:
        place = columns.index("caption")
        is_name = "name" not in columns and "level2" not in columns[place:]
        columns = ["ignored" if role == "caption" else role for role in columns]
        columns[place] = "name" if is_name else "ignored"
    if "name" in columns and "weight" in columns[columns.index("name") :]:
        names = columns.index("name")
        columns[:names] = ["number" if role == "weight" else role for role in columns[:names]]
    return header._replace(columns=tuple(columns), so_far=so_far)


def _header_at(grid: Grid, row: int) -> Header:
    of_money = fund_head(grid, row) if grid.finder == "fund_column" else None
    return of_money or _best_header(grid, row)


def _best_header(grid: Grid, row: int) -> Header:
    single = Header(row, row + 1, grid.single(row), grid.finder)
    if row + 1 >= grid.table.row_count:
        return single
    if grid.table.ragged:
        return _continued(grid, single)
    double = () if holds_numbers(grid.labels[row + 1]) else grid.double(row)
    if double and double.count(None) < single.columns.count(None):
        return Header(row, row + 2, double, grid.finder)
    return single


def _continued(grid: Grid, header: Header) -> Header:
    """`header` with the rows that go on with it: rows of captions and what they head, or one row in pieces."""
    while header.roles and header.last < grid.table.row_count:
        new = [role for role in grid.single(header.last) if role]
        filled = [cell for cell in grid.table.row_cells(header.last) if cell.end > cell.start]
        columns = _joined(header.roles, new)
        if len(new) < len(filled) or not new or columns is None:
            break
        header = Header(header.first, header.last + 1, columns, grid.finder)
    return header


def _joined(upper: Sequence[str], lower: Sequence[str]) -> tuple[str, ...] | None:
    """Columns of two rows: below the caption 绩效指标 the names and levels, below a repeated role the values it heads.

    None where more is repeated: the lower row is a header of its own.
    """
    repeated = set(upper) & set(lower)
    if len(repeated) > 1:
        return None
    names = [role for role in lower if role in _NAMES] if "caption" in upper else []
    values = [role for role in lower if role not in names]
    heads = {"caption": names, **dict.fromkeys(repeated, values)}
    return (*(new for role in upper for new in heads.get(role, [role])), *([] if repeated else values))


def _is_indicator_header(_: Grid, header: Header) -> bool:
    roles = set(header.roles)
    named = "name" in roles or "level2" in roles
    return named and bool(roles & {"target", "actual", "score", "weight"})


def _is_fund_header(grid: Grid, header: Header) -> bool:
    return _speaks_of_money(grid, header) and (
        bool(header.parts) or len(set(header.roles) & AMOUNT_ROLES) >= (1 if "label" in header.roles else 2)
    )


def _speaks_of_money(grid: Grid, header: Header) -> bool:
    """Whether a label says that amounts stand below: 计划数 | 实际数 | 完成率 may count anything."""
    rows = grid.labels[header.first : header.last]
    return any(_MONEY.search(label) for row in rows for label, _ in row)
