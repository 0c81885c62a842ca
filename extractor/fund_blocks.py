"""Fund blocks of tables: a header, and the rows that belong to it, in the next table too where the block goes on."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from extractor.document import Cell, Document, Table
from extractor.fund_rows import item_of
from extractor.header_grid import AMOUNT_ROLES, BESIDE, NUMBER, Header
from extractor.headers import fund_headers, indicator_headers
from extractor.patterns import Library
from extractor.reading import closely_above, label_text, text_at

_SIDES = frozenset({"name", "level2", "target", "actual"})
_FUNDS_END = re.compile(
    r"(?:年度)?(?:总体|绩效)目标|年度目标|绩效指标|一级指标|情况说明|资金管理|预期目标|目标1|预算绩效管理"
    r"|\(?附?注释?[\d①-⑳]{0,2}:|※|备注|说明:"
    r"|[一二三四五六七八九十][、.](?:项目|部门|整体)*(?:支出)?(?:绩效|指标|目标|产出|自评|评价)"
)


def fund_blocks(document: Document, tables: Sequence[Table], library: Library) -> Iterator[tuple[Table, Header, range]]:
    """Fund blocks of `tables`: their headers, and the rows below down to the first that belongs to something else.

    A block that reaches the end of its table may go on in the next one, below a header that stands `above`.
    """
    open_block: tuple[Table, Header] | None = None
    for table in tables:
        blocks = fund_headers(document, table, library)
        goes_on = open_block is not None and _goes_on(document, *open_block, table, library)
        headers = [_standing_above(*open_block), *blocks] if open_block and goes_on else list(blocks)
        stops = [one.first for one in (*indicator_headers(document, table, library), *blocks)] if headers else []
        open_block = None
        for header in headers:
            last = min((stop for stop in stops if stop >= max(header.last, 1)), default=table.row_count)
            ends = (row for row in range(header.last, last) if _ends_funds(document, table, row, library))
            rows = range(header.last, next(ends, last))
            yield table, _from_the_first(document, table, header, rows, library), rows
            open_block = (table, header) if rows.stop == table.row_count else None


def _from_the_first(document: Document, table: Table, header: Header, rows: range, library: Library) -> Header:
    """`header`, its first column one of amounts too where the rows have no labels (预算数 | 执行数 over 300 | 280)."""
    if table.ragged or header.above or header.columns[0] or not rows:
        return header
    cells = [table.grid[row][0] for row in range(header.last - 1, rows.stop)]
    head, *below = ["" if cell is None else label_text(document, cell.start, cell.end) for cell in cells]
    role = library.classify("fund_column", "role", item_of(head))
    if role is None or role.value not in AMOUNT_ROLES or not all(map(NUMBER.fullmatch, below)):
        return header
    return header._replace(columns=(role.value, *header.columns[1:]))


def _standing_above(table: Table, header: Header) -> Header:
    return header._replace(first=0, last=0, above=header.place(table))


def _goes_on(document: Document, before: Table, header: Header, table: Table, library: Library) -> bool:
    """Whether a table begins with a row of the fund block that ends closely above it."""
    whole = not any(one.ragged or one.inferred for one in (before, table)) and not header.parts
    if not whole or before.column_count != table.column_count or not closely_above(document, before, table):
        return False
    labels = [label_text(document, cell.start, cell.end) for cell in table.row_cells(0) if cell.end > cell.start]
    return any(library.classify("fund_row", field, label) for label in labels[:2] for field in ("source", "kind"))


def _ends_funds(document: Document, table: Table, row: int, library: Library) -> bool:
    """Whether a row begins something else: by its words, or by those of a side of indicators (年初目标值)."""
    filled = [cell for cell in table.row_cells(row) if cell.end > cell.start]
    labels = [label_text(document, cell.start, cell.end) for cell in filled[:2]]
    side = library.classify("indicator_column", "role", labels[0]) if labels else None
    return any(map(_FUNDS_END.match, labels)) or (side is not None and side.value in _SIDES)


def pairs_of(table: Table, header: Header, row: int) -> Iterator[tuple[Cell, list[tuple[int, Cell]]]]:
    """Labels of a row and the amounts beside each with their columns, below stages that stand side by side."""
    labels = [column for column, role in enumerate(header.columns) if role == BESIDE]
    for first, last in pairwise([*labels, len(header.columns)]):
        label, *cells = table.grid[row][first:last]
        columns = range(first + 1, last)
        found = [(column, cell) for column, cell in zip(columns, cells, strict=True) if cell and cell.end > cell.start]
        if label and label.end > label.start:
            yield label, [(column, cell) for column, cell in found if cell.column == column]


def is_labelled(document: Document, table: Table, row: int) -> bool:
    """Whether each cell of a row holds a label and its own figure (其他资金:20 | 项目支出:35), right of merged ones."""
    filled = [cell for cell in table.row_cells(row) if cell.end > cell.start and cell.row == row]
    return bool(filled) and all(LABELLED.fullmatch(text_at(document, cell.start, cell.end)) for cell in filled)


LABELLED = re.compile(r"(?P<label>.{2,24}?)[:)]{1,2}(?P<number>\d[\d,]*(?:\.\d+)?(?:万元|亿元|元|万|%)?)")
