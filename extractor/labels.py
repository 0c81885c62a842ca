"""Values behind the labels of a form's or page's head (项目名称 …, 实施单位: …), in tables and in running text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from extractor.document import Cell, Document, Span, Table
from extractor.patterns import Library
from extractor.reading import label_text
from extractor.stream import Border, Stream
from extractor.titles import is_generic

_FIELDS = ("program", "unit", "department", "finance", "region", "publisher", "ignored")
# 年度 names the year only in a cell of its own; in text it is part of other words.
_FIELDS_OF_CELLS = (*_FIELDS, "year")
_BODIES = frozenset({"unit", "department", "finance", "publisher"})
_HEAD_LENGTH = 2500
_LONGEST_VALUE = 60
_NEAR = 90


class Labelled(NamedTuple):
    """A value behind a label, with the field and the label's words."""

    field: str
    label: str
    span: Span
    text: str
    pattern: str


# The head of a form stands in its first rows.
_HEAD_ROWS = 14


def labelled_values(document: Document, text: Stream, library: Library) -> list[Labelled]:
    """All labelled values, those of tables first; `text` is the document's stream."""
    return [*_in_tables(document, library), *_in_text(text, library)]


def _in_tables(document: Document, library: Library) -> Iterator[Labelled]:
    for table in document.tables:
        first = min((cell.row for cell in table.cells), default=0)
        for row in range(first, min(table.row_count, first + _HEAD_ROWS)):
            cells = [cell for cell in table.row_cells(row) if cell.end > cell.start]
            yield from _pairs(document, library, table, cells)


def _pairs(document: Document, library: Library, table: Table, cells: list[Cell]) -> Iterator[Labelled]:
    labels = [label_text(document, cell.start, cell.end) for cell in cells]
    kinds = [_field_of(library, label) for label in labels]
    if kinds[:2] == [None, "department"] and _ALONE.fullmatch(labels[0]) and not is_generic(labels[0]):
        yield Labelled(WITHOUT_LABEL, "", Span(cells[0].start, cells[0].end), labels[0], "cover.table")
    for index in range(len(cells) - 1):
        if kinds[index] and kinds[index + 1] is None and cells[index].row == cells[index + 1].row:
            value = cells[index + 1]
            yield Labelled(
                kinds[index] or "", labels[index], Span(value.start, value.end), labels[index + 1], "cover.table"
            )


# A programme that lost its label, before that of the body above it: 救助经费 | 主管部门 | 某市民政局.
WITHOUT_LABEL = "program_alone"
_ALONE = re.compile(r"[\u4e00-\u9fff“”()]{3,40}(?:经费|项目|工程|补助|补贴|资金)")


def _field_of(library: Library, label: str) -> str | None:
    label = _SEAL.sub("", label)
    if library.fits_none("cover_label", label):
        return None
    return next((field for field in _FIELDS_OF_CELLS if library.classify("cover_label", field, label)), None)


def _in_text(text: Stream, library: Library) -> Iterator[Labelled]:
    marks = list(_marks(text, library))
    for number, (field, start, end) in enumerate(marks):
        if field == "ignored":
            continue
        following = marks[number + 1][1] if number + 1 < len(marks) else len(text.text)
        last = _value_end(text, end, following)
        first = end + 1 if text.text[end : end + 1] == ":" else end
        if field in _BODIES:
            last = min(last, first + _LONGEST_VALUE)
        if last > first and last - first <= _LONGEST_VALUE:
            value = text.text[first:last].strip(":,、")
            yield Labelled(field, text.text[start:end], text.span(first, last), value, f"cover.{field}")


def _marks(text: Stream, library: Library) -> Iterator[tuple[str, int, int]]:
    """Labels in the head of the text as (field, start, end), from left to right, not overlapping."""
    head = text.text[:_HEAD_LENGTH]
    found: list[tuple[int, int, str]] = []
    for field in _FIELDS:
        for pattern in library.of("cover_label", field):
            found += [
                (_label_start(text, *match.span()), -_label_end(head, match.end()), field)
                for match in pattern.all_in(head)
            ]
    strict = [mark for mark in found if _stands_as_label(text, mark[0], -mark[1], mark[2])]
    found = [mark for mark in found if mark in strict or _stands_in_a_form(text, mark, found)]
    for match in _STOP.finditer(head):
        found.append((match.start(), -match.end(), "ignored"))
    position = 0
    for start, negative, field in sorted(found):
        if start >= position:
            position = -negative
            yield field, start, position


def _label_start(text: Stream, start: int, end: int) -> int:
    """Where a label begins: 项目 that stands apart from it and close to the words before is their end."""
    behind = start + len("项目")
    apart = text.text.startswith("项目", start, end) and behind < end and text.borders[behind] != Border.NONE
    return behind if apart and start and text.borders[start] == Border.NONE else start


def _label_end(text: str, end: int) -> int:
    """Where a label ends, with the mark of a seal behind it: 项目单位(公章)."""
    seal = _SEAL.match(text, end)
    return seal.end() if seal else end


_SEAL = re.compile(r"\((?:加?盖?公?章|签章|盖章|全称|名称)\)")
_LIST_NUMBER = re.compile(r"(?:\(?(?:\d{1,2}|[一二三四五六七八九十]{1,2})[.、)]\.?)$")
_STOP = re.compile(
    r"(?:年初|全年|调整后?)预[算匏](?:数|将)?|资金情况|资金投入情况|项目资金|预算执行情况|年度资金总额|年度金额"
    r"|年度总体|基本支出|年度目标|绩效目标|指标解释|填报日期|联系人|填报人|自评得分|索引号"
    r"|\d{4}年\d{1,2}月\d{1,2}日|一级指标|点击数"
)


def _stands_as_label(text: Stream, start: int, end: int, field: str) -> bool:
    colon = text.text[end : end + 1] == ":"
    bordered = start == 0 or text.borders[start] != Border.NONE or _numbered(text, start)
    if field == "publisher":
        return colon or (bordered and end < len(text.text) and text.borders[end] != Border.NONE)
    closed = colon or (end < len(text.text) and text.borders[end] != Border.NONE)
    return bordered and closed


def _numbered(text: Stream, start: int) -> bool:
    """Whether a list number stands before a label, and a border before that: 1.项目名称:…."""
    number = _LIST_NUMBER.search(text.text, max(0, start - 4), start)
    return number is not None and (number.start() == 0 or text.borders[number.start()] != Border.NONE)


def _stands_in_a_form(text: Stream, mark: tuple[int, int, str], marks: list[tuple[int, int, str]]) -> bool:
    """A label without borders counts where others stand near it in the same sentence: a form that has run together."""
    start, end = mark[0], -mark[1]
    if end - start < 4 or mark[2] == "publisher":
        return False
    near = {
        text.text[other[0] : -other[1]]
        for other in marks
        if abs(other[0] - start) <= _NEAR
        and "。" not in text.text[min(start, other[0]) : max(start, other[0])]
        and not any(_holds(whole, other) for whole in marks)
    }
    return len(near) >= 3


def _holds(whole: tuple[int, int, str], part: tuple[int, int, str]) -> bool:
    """Whether a mark lies in a longer one: 部门 in 财政部门 is no label of its own."""
    return whole[0] <= part[0] and part[1] >= whole[1] and (whole[0], whole[1]) != (part[0], part[1])


def _value_end(text: Stream, start: int, following: int) -> int:
    for position in range(start + 1, following):
        if text.borders[position] >= Border.LINE or text.text[position] in "。；":
            return position if position > start + 1 or text.text[start] != ":" else start
    return following
