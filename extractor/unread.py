"""Columns of a known table whose meaning is not known: what stands in them is not read, and that is said."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extractor.document import Document, Note, Span, Table
from extractor.headers import AMOUNT_ROLES, Header, fund_headers, indicator_headers
from extractor.patterns import Library
from extractor.reading import label_text

_NAMES = frozenset({"name", "level2"})


def unread_columns(document: Document, tables: Sequence[Table], library: Library) -> Iterator[Note]:
    """A Note `column_unknown` for each such column that stands behind the names or the first amounts and has values."""
    for table in (table for table in tables if not table.ragged):
        lists = [(header, _NAMES) for header in indicator_headers(document, table, library)]
        blocks = [(header, AMOUNT_ROLES) for header in fund_headers(document, table, library)]
        found = sorted([*lists, *blocks], key=lambda pair: pair[0].first)
        ends = [*(header.first for header, _ in found), table.row_count][1:]
        for (header, begin), last in zip(found, ends, strict=True):
            yield from _unread(document, table, header, (begin, last))


def _unread(document: Document, table: Table, header: Header, reach: tuple[frozenset[str], int]) -> Iterator[Note]:
    """The columns of `header` behind the first of the roles in `reach`, by the rows down to its second part."""
    begin, last = reach
    first = next(column for column, role in enumerate(header.columns) if role in begin)
    for column in range(first + 1, table.column_count):
        cell = table.grid[header.last - 1][column]
        label = "" if cell is None else label_text(document, cell.start, cell.end)
        if cell is None or not label or header.columns[column] or cell.column != column:
            continue
        filled = sum(_has_value(table, row, column, first) for row in range(header.last, last))
        if filled:
            message = f"“{label}”一列含义不明，其中 {filled} 行未提取"
            yield Note("column_unknown", message, Span(cell.start, cell.end))


def _has_value(table: Table, row: int, column: int, first: int) -> bool:
    """Whether a value of its own stands in the column, in a row that is named."""
    cell, name = table.grid[row][column], table.grid[row][first]
    return bool(
        cell is not None
        and name is not None
        and (cell.row, cell.column, cell.column_span) == (row, column, 1)
        and name.end > name.start
        and cell.end > cell.start
    )
