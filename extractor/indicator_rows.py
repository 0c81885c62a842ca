"""Rows of indicator tables: their cells by role, and the levels that hold for them.

Levels stand in merged cells and hold for the rows below, over a header that a page repeats and into a table that goes
on without a header of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from extractor.align import Scorer
from extractor.document import Cell, Document, Span, Table
from extractor.header_grid import Header
from extractor.headers import fund_headers, indicator_headers
from extractor.patterns import Library
from extractor.ragged_rows import cells_by_content, has_moved_cells, lines_below
from extractor.reading import closely_above, text_at

_END = re.compile(
    r"(?:[一二三四五六七八九]、)?(?:总分|总计|合计|得分合计|自评(?:总|得)?分|总得分|注:|备注|说明(?::|$)|偏差大"
    r"|改进措施|其他需要|联系人|填表"
    r"|评价人|自评等级|(?:自评|评价)结论|(?:项目|财务|单位)?负责人(?::|$))"
)
_POINTS_OF_LEVEL = re.compile(r"\(\d+(?:\.\d+)?分?\)$")
_NUMBERED = re.compile(r"指标\d")
_FIRST_CELLS = 3
_LEVELS = ("level1", "level2")
_VALUES = frozenset({"target", "actual", "weight", "score"})
# None of them stands in one cell with another: such a cell is a title or a remark.
_OWN = frozenset({"name", "target", "actual"})


class Row(NamedTuple):
    """One body row: its table, its cells by role, and the levels that hold for it.

    `so_far`: the year was not over; `guessed`: it lacks a value, and its cells stand under no labels that they fit.
    """

    table: Table
    cells: Mapping[str, Cell]
    levels: Mapping[str, Cell]
    level1: str | None
    level2: str | None
    so_far: bool
    guessed: bool = False

    @property
    def span(self) -> Span:
        """From the first of its cells to the last."""
        cells = self.cells.values()
        return Span(min(cell.start for cell in cells), max(cell.end for cell in cells))


class _List(NamedTuple):
    """Rows `first`..`last` of a table below a header; `goes_on` where they go on with the list before."""

    table: Table
    header: Header
    last: int
    goes_on: bool


def indicator_rows(document: Document, tables: Sequence[Table], library: Library) -> Iterator[Row]:
    """The rows of all indicators in `tables`, in table and row order."""
    scorer = Scorer(library)
    levels: Mapping[str, Cell] = {}
    for part in _lists(document, tables, scorer):
        levels = levels if part.goes_on else {}
        for row in _rows(document, part, levels, scorer):
            levels = row.levels
            yield row


def _lists(document: Document, tables: Sequence[Table], scorer: Scorer) -> Iterator[_List]:
    before: _List | None = None
    library = scorer.library
    for table in tables:
        headers = indicator_headers(document, table, library)
        if before is not None and not headers and _goes_on(document, before, table, scorer):
            headers = (before.header._replace(first=0, last=0),)
        for header in headers:
            last = min((other.first for other in headers if other.first > header.first), default=table.row_count)
            again = before is not None and before.header.columns == header.columns
            before = _List(table, header, last, again)
            yield before


def _goes_on(document: Document, before: _List, table: Table, scorer: Scorer) -> bool:
    """Whether a table without header begins with a row of the list that ends closely above it."""
    if table.inferred or before.table.inferred or not closely_above(document, before.table, table):
        return False
    ragged = before.table.ragged or table.ragged
    same = before.table.column_count == table.column_count
    if fund_headers(document, table, scorer.library) or not (ragged or same):
        return False
    texts = [text_at(document, cell.start, cell.end) if cell else "" for cell in table.grid[0]]
    levels = [scorer.features(text) for text in texts[:_FIRST_CELLS]]
    opens = any(cell.level1 or cell.level2 or _NUMBERED.match(cell.text) for cell in levels)
    return opens or (not ragged and (not texts[0] or _is_row_of(before.header, texts, scorer)))


def _is_row_of(header: Header, texts: Sequence[str], scorer: Scorer) -> bool:
    """Whether every cell fits the column that it stands in, and target and actual value are of one unit."""
    cells = [(role, scorer.features(text)) for role, text in zip(header.columns, texts, strict=True) if role and text]
    fits = all(scorer.score(cell.text, role) > 0 for role, cell in cells)
    values = [cell.quantity.unit if cell.quantity else None for role, cell in cells if role in {"target", "actual"}]
    return fits and len(values) > 1 and values[0] is not None and len(set(values)) == 1


def _rows(document: Document, part: _List, levels: Mapping[str, Cell], scorer: Scorer) -> Iterator[Row]:
    table, header = part.table, part.header
    ragged = table.ragged or table.column_count != len(header.columns)
    for filled, row in lines_below(document, table, header, part.last):
        texts = [text_at(document, cell.start, cell.end) for cell in filled]
        if texts and _END.match(texts[0]):
            return
        before = _levels_in_front(filled, texts, header, scorer) if ragged else {}
        filled, texts = filled[len(before) :], texts[len(before) :]
        placed = cells_by_content(filled, texts, header, scorer) if ragged else [_by_column(table, header, row)]
        moved = ragged and has_moved_cells(filled, texts, header, scorer)
        for cells in ({**before, **cells} for cells in placed):
            if "name" in cells and _END.fullmatch(_label_of(document, cells["name"]) or ""):
                return
            levels = _levels(document, levels, cells)
            if "name" in cells or ("level2" in cells and cells.keys() & _answers(header)):
                level1, level2 = (_label_of(document, levels.get(role)) for role in _LEVELS)
                yield Row(table, cells, levels, level1, level2, header.so_far, moved and not _is_full(header, cells))


def _levels_in_front(filled: list[Cell], texts: list[str], header: Header, scorer: Scorer) -> dict[str, Cell]:
    """The levels that lead a ragged row where no column is theirs (产出指标 | 数量指标 | 步道 | 8公里)."""
    columns = sum(role != "ignored" for role in header.roles)
    found: dict[str, Cell] = {}
    for cell, text in zip(filled[: max(len(filled) - columns, 0)], texts, strict=False):
        seen = scorer.features(text)
        second = seen.level2 and not text.startswith("满意度")
        role = "level2" if second else "level1" if seen.level1 else None
        if role is None or role in found:
            break
        found[role] = cell
    return found if header.roles and not set(_LEVELS) & set(header.roles) else {}


def _is_full(header: Header, cells: Mapping[str, Cell]) -> bool:
    """Whether each column of values has one: then what the cells hold leaves no choice."""
    return _VALUES & set(header.roles) <= cells.keys()


def _answers(header: Header) -> set[str]:
    """Columns that make a row of a second level an indicator: where no column has names, its points alone do."""
    return {"target", "actual"} if "name" in header.roles else {"target", "actual", "weight", "score"}


def _levels(document: Document, before: Mapping[str, Cell], cells: Mapping[str, Cell]) -> dict[str, Cell]:
    """Level cells that hold for a row: its own, else those above it; a new first level ends the second."""
    levels = {role: cells[role] for role in _LEVELS if role in cells}
    same = "level1" not in levels or _label_of(document, levels["level1"]) == _label_of(document, before.get("level1"))
    return {**(before if same else {}), **levels}


def _label_of(document: Document, cell: Cell | None) -> str | None:
    text = text_at(document, cell.start, cell.end) if cell is not None else ""
    return (_POINTS_OF_LEVEL.sub("", text) if text.endswith(")") else text) or None


def _by_column(table: Table, header: Header, row: int) -> dict[str, Cell]:
    """The cells of a row by their roles; its levels alone where all others belong to the row above as well.

    None of a row that has one cell for name and value (四、自评结论).
    """
    found: dict[str, Cell] = {}
    for column, role in enumerate(header.columns):
        cell = table.grid[row][column]
        if role and cell is not None and cell.end > cell.start:
            found.setdefault(role, cell)
    if len({found[role] for role in _OWN if role in found}) < len(_OWN & found.keys()):
        return {}
    if "name" not in found:
        found.update(_name_left_of_values(header, found))
    read = all(cell.row < row for role, cell in found.items() if role not in _LEVELS)
    return {role: found[role] for role in _LEVELS if role in found} if read else found


def _name_left_of_values(header: Header, found: Mapping[str, Cell]) -> dict[str, Cell]:
    """A level-2 cell that spans the name column stands for the name too (a form without a third level)."""
    column = header.column("name")
    if column is None or "level2" not in found:
        return {}
    return {"name": found["level2"]} if column in found["level2"].columns else {}
