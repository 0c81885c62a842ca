"""Header rows of tables, found by their words: which column plays which role."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from extractor.document import Cell, Document, Table, remembered
from extractor.patterns import Library
from extractor.reading import label_text

_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?(?:%|万元|元|亿元)?")
_UNIT = re.compile(r"\((?:单位:)?(?:万元|元|亿元|千元)\)$")
_CAPTION = re.compile(r"情况(?:\([^()]*\))*$")
AMOUNT_ROLES = frozenset({"initial_budget", "budget", "received", "executed", "rate", "remaining"})


class Header(NamedTuple):
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
    grid = _Grid(table, _labels(document, table), library, finder, {})
    row = 0
    while row < table.row_count:
        header = None if _holds_numbers(grid.labels[row]) else _best_header(grid, row)
        if header is not None and good(header):
            yield header
            row = header.last
        else:
            row += 1


def _holds_numbers(labels: tuple[tuple[str, bool], ...]) -> bool:
    """A row of labels with their figures (计划安排资金 | 1088.00) is no header."""
    return any(fresh and _NUMBER.fullmatch(label) for label, fresh in labels)


# Rows of columns: the label of every place, and whether another cell than in the row above stands there.
_Labels = tuple[tuple[tuple[str, bool], ...], ...]


@remembered
def _labels(document: Document, table: Table) -> _Labels:
    above: tuple[Cell | None, ...] = (None,) * table.column_count
    rows = []
    for cells in table.grid:
        labels = ["" if cell is None else label_text(document, cell.start, cell.end) for cell in cells]
        fresh = [cell is not over for cell, over in zip(cells, above, strict=True)]
        rows.append(tuple(zip(labels, fresh, strict=True)))
        above = cells
    return tuple(rows)


@dataclass(frozen=True, slots=True)
class _Grid:
    """The labels of a table, and what those that were asked about mean to `finder`."""

    table: Table
    labels: _Labels
    library: Library
    finder: str
    known: dict[str, str | None]

    def role(self, label: str) -> str | None:
        """The role of a column with this label, its unit left out."""
        if label not in self.known:
            plain = _UNIT.sub("", label) if label.endswith(")") else label
            pattern = self.library.classify(self.finder, "role", plain) if label else None
            self.known[label] = pattern.value if pattern else None
        return self.known[label]

    def single(self, row: int) -> tuple[str | None, ...]:
        """Roles of the columns by the labels of one row."""
        return _without_caption([self.role(label) for label, _ in self.labels[row]], self.labels[row][0][0])

    def double(self, row: int) -> tuple[str | None, ...]:
        """Roles of the columns by the labels of `row` and the next; a cell that covers both counts once."""
        pairs = zip(self.labels[row], self.labels[row + 1], strict=True)
        roles = [self.role(upper + lower if fresh else upper) for (upper, _), (lower, fresh) in pairs]
        return _without_caption(roles, self.labels[row][0][0])


def _without_caption(roles: list[str | None], first: str) -> tuple[str | None, ...]:
    """`roles`, the first left out where its label only heads the block (资金支出情况 | 预算数 | 执行数)."""
    again = roles[0] in AMOUNT_ROLES and roles[0] in roles[1:]
    return (None, *roles[1:]) if again and _CAPTION.search(first) else tuple(roles)


def _best_header(grid: _Grid, row: int) -> Header:
    single = Header(row, row + 1, grid.single(row), grid.finder)
    if row + 1 >= grid.table.row_count:
        return single
    if grid.table.ragged:
        return _continued(grid, single)
    double = grid.double(row)
    if double.count(None) < single.columns.count(None):
        return Header(row, row + 2, double, grid.finder)
    return single


def _continued(grid: _Grid, header: Header) -> Header:
    """`header` with the rows that go on with it, where line breaks inside header cells cut it into pieces."""
    while header.roles and header.last < grid.table.row_count:
        new = [role for role in grid.single(header.last) if role]
        filled = [cell for cell in grid.table.row_cells(header.last) if cell.end > cell.start]
        if len(new) < len(filled) or not new or set(new) & set(header.roles):
            break
        columns = (*(role for role in header.columns if role), *new)
        header = Header(header.first, header.last + 1, columns, grid.finder)
    return header


def _is_indicator_header(header: Header) -> bool:
    roles = set(header.roles)
    named = "name" in roles or "level2" in roles
    return named and bool(roles & {"target", "actual", "score", "weight"})


def _is_fund_header(header: Header) -> bool:
    return len(set(header.roles) & AMOUNT_ROLES) >= (1 if "label" in header.roles else 2)
