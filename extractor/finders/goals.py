"""The overall goal of the year beside what became of it, or in a row of its own, from the goal rows of the forms.

Source: 项目支出绩效自评表, 年度总体目标: 预期目标 | 实际完成情况; 项目支出绩效目标申报表, 总体目标.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractor.document import Cell, Document, Span, Table
from extractor.facts import Context, cited
from extractor.patterns import Library
from extractor.reading import label_text
from extractor.report import Cited, Goal

_EXPECTED = re.compile(
    r"(?:年度|年初)?(?:预期|总体|设定|绩效|年初设定|年度总体|年度绩效)目标|年初设定目标|预期目标(?:\(.*\))?"
)
_ACHIEVED = re.compile(
    r"(?:全年|年度|目标)?(?:总体目标)?(?:实际)?完成情况(?:综述)?|实际完成情况.*|目标实际完成情况|全年实际完成(?:情况)?"
)


def find_goals(document: Document, library: Library) -> tuple[Goal, ...]:
    """Goals of all tables, in text order."""
    found = [goal for table in document.tables for goal in _goals(document, library, table)]
    return tuple(goal.model_copy(update={"key": f"goal.{rank}"}) for rank, goal in enumerate(found, start=1))


def _goals(document: Document, library: Library, table: Table) -> Iterator[Goal]:
    context = Context(document, library.lexicon, "goals.row", table)
    for row in range(table.row_count):
        cells = [cell for cell in table.row_cells(row) if cell.end > cell.start and cell.row == row]
        labels = [label_text(document, cell.start, cell.end) for cell in cells]
        alone = _alone(context, cells, labels)
        if alone is not None:
            yield alone
            continue
        achieved = _labelled(cells, labels, _ACHIEVED)
        expected = _labelled(cells, labels, _EXPECTED) if achieved else None
        if achieved is None or expected is None or expected is achieved or row + 1 == table.row_count:
            continue
        below = [_below(table, row + 1, label) for label in (expected, achieved)]
        if table.ragged:
            filled = [cell for cell in table.row_cells(row + 1) if cell.end > cell.start]
            below = [*filled[-2:]] if len(filled) >= 2 else [None, None]
        first, second = (_text(context, cell) for cell in below)
        if first or second:
            yield Goal(key="", expected=first, achieved=second)


def _alone(context: Context, cells: list[Cell], labels: list[str]) -> Goal | None:
    """The goal of a row that holds nothing else: 总体目标 | 目标1:…;目标2:…."""
    if len(cells) != _LABEL_AND_TEXT or not _EXPECTED.fullmatch(labels[0]) or len(labels[1]) < _SHORTEST:
        return None
    if any(pattern.fullmatch(labels[1]) for pattern in (_EXPECTED, _ACHIEVED)):
        return None
    return Goal(key="", expected=_text(context, cells[1]), achieved=None)


_LABEL_AND_TEXT, _SHORTEST = 2, 6


def _labelled(cells: list[Cell], labels: list[str], pattern: re.Pattern[str]) -> Cell | None:
    matching = [cell for cell, label in zip(cells, labels, strict=True) if pattern.fullmatch(label)]
    return matching[-1] if matching else None


def _below(table: Table, row: int, label: Cell) -> Cell | None:
    cell = table.grid[row][label.column]
    return cell if cell is not None and cell.end > cell.start and cell is not label else None


def _text(context: Context, cell: Cell | None) -> Cited | None:
    return cited(context.at(cell), Span(cell.start, cell.end), field="goal") if cell else None
