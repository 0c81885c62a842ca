"""Header rows of tables, found by their words: which column plays which role."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from extractor.document import Cell, Document, Table, remembered
from extractor.patterns import Library
from extractor.reading import label_text

_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?(?:%|万元|元|亿元)?")
_UNIT = re.compile(r"\((?:单位:)?(?:万元|元|亿元|千元)\)$")
_AMOUNT_ROLES = frozenset({"initial_budget", "budget", "received", "executed", "rate", "remaining"})


@dataclass(frozen=True, slots=True)
class Header:
    """A header in rows `first`..`last` (half-open); `columns` gives the role of each column, or None."""

    first: int
    last: int
    columns: tuple[str | None, ...]
    pattern: str

    def column(self, role: str) -> int | None:
        """First column that plays `role`."""
        return self.columns.index(role) if role in self.columns else None

    @property
    def roles(self) -> tuple[str, ...]:
        """Roles from left to right, each once."""
        return tuple(dict.fromkeys(role for role in self.columns if role))


@remembered
def indicator_headers(document: Document, table: Table, library: Library) -> tuple[Header, ...]:
    """Headers of indicator lists in `table`, from top to bottom."""
    return tuple(_headers(document, table, library, "indicator_column"))


@remembered
def fund_headers(document: Document, table: Table, library: Library) -> tuple[Header, ...]:
    """Headers of fund blocks in `table`, from top to bottom."""
    return tuple(_headers(document, table, library, "fund_column"))


def _headers(document: Document, table: Table, library: Library, finder: str) -> Iterator[Header]:
    good = _is_indicator_header if finder == "indicator_column" else _is_fund_header
    row = 0
    while row < table.row_count:
        header = _best_header(document, table, library, finder, row)
        if header is not None and good(header) and not _holds_numbers(document, table, row):
            yield header
            row = header.last
        else:
            row += 1


def _holds_numbers(document: Document, table: Table, row: int) -> bool:
    """A row of labels with their figures (计划安排资金 | 1088.00) is no header."""
    cells = [cell for cell in table.row_cells(row) if cell.row == row]
    return any(_NUMBER.fullmatch(label_text(document, cell.start, cell.end)) for cell in cells)


def _best_header(document: Document, table: Table, library: Library, finder: str, row: int) -> Header | None:
    single = _roles(document, table, library, finder, range(row, row + 1))
    if row + 1 >= table.row_count:
        return Header(row, row + 1, single, finder)
    if table.ragged:
        return _continued(document, table, library, finder, Header(row, row + 1, single, finder))
    double = _roles(document, table, library, finder, range(row, row + 2))
    if sum(role is not None for role in double) > sum(role is not None for role in single):
        return Header(row, row + 2, double, finder)
    return Header(row, row + 1, single, finder)


def _continued(document: Document, table: Table, library: Library, finder: str, header: Header) -> Header:
    """`header` with the rows that go on with it, where line breaks inside header cells cut it into pieces."""
    while header.roles and header.last < table.row_count:
        following = _roles(document, table, library, finder, range(header.last, header.last + 1))
        new = [role for role in following if role]
        filled = [cell for cell in table.row_cells(header.last) if cell.end > cell.start]
        if len(new) < len(filled) or not new or set(new) & set(header.roles):
            break
        columns = (*(role for role in header.columns if role), *new)
        header = Header(header.first, header.last + 1, columns, finder)
    return header


def _roles(document: Document, table: Table, library: Library, finder: str, rows: range) -> tuple[str | None, ...]:
    found: list[str | None] = []
    for column in range(table.column_count):
        cells: list[Cell] = []
        for row in rows:
            cell = table.grid[row][column]
            if cell is not None and cell.end > cell.start and cell not in cells:
                cells.append(cell)
        label = "".join(label_text(document, cell.start, cell.end) for cell in cells)
        pattern = library.classify(finder, "role", _UNIT.sub("", label)) if label else None
        found.append(pattern.value if pattern else None)
    return tuple(found)


def _is_indicator_header(header: Header) -> bool:
    roles = set(header.roles)
    named = "name" in roles or "level2" in roles
    return named and bool(roles & {"target", "actual", "score", "weight"})


def _is_fund_header(header: Header) -> bool:
    return len(set(header.roles) & _AMOUNT_ROLES) >= (1 if "label" in header.roles else 2)
