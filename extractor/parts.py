"""Where one file holds several self-evaluation tables: one part of the document for each.

A new part begins where a form's head names another programme (项目名称 …), in a row of a table or on a line, and a
table of indicators or funds follows before the next such head. Each part is the same document with only its own blocks
and tables; a table that holds several forms is divided between its rows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from extractor.document import Block, Cell, Document, Table
from extractor.headers import fund_headers, indicator_headers
from extractor.patterns import Library
from extractor.reading import plain_label, text_at

_FORM = re.compile(r"一级指标|三级指标|执行数|预算数")
_LINE = re.compile(r"([^:]{4,16}):(.{2,60})")
_TITLE_REACH = 3
_LONGEST_TITLE = 60
_OPENING = '“"《'
# Labels that name the programme open their row, or stand behind a caption of the head.
_FIRST_CELLS = 2


def parts(document: Document, library: Library) -> tuple[Document, ...]:
    """The parts of `document` in text order; the document itself where it holds one report."""
    starts = _starts(document, library)
    if len(starts) < 2:
        return (document,)
    borders = [0, *starts[1:], len(document.text)]
    return tuple(_cut(document, start, end) for start, end in pairwise(borders))


def _starts(document: Document, library: Library) -> list[int]:
    heads = sorted([*_heads_in_tables(document, library), *_heads_on_lines(document, library)])
    found: list[tuple[int, int, str]] = []
    for start, position, name in heads:
        if not found or found[-1][2] != name:
            found.append((start, position, name))
    if len(found) < 2:
        return []  # whatever stands below a single head
    ends = [*(position for _, position, _ in found), len(document.text)][1:]
    return [
        start
        for (start, position, _), end in zip(found, ends, strict=True)
        if _FORM.search(text_at(document, position, end))
    ]


def _heads_in_tables(document: Document, library: Library) -> Iterator[tuple[int, int, str]]:
    """Where the form begins, where its head does, and its programme, of each row that names one."""
    for table in document.tables:
        headers = (*indicator_headers(document, table, library), *fund_headers(document, table, library))
        labels = {row for header in headers for row in range(header.first, header.last)}
        for row in range(table.row_count):
            cells = [cell for cell in table.row_cells(row) if cell.end > cell.start and cell.row == row]
            name = _program_in(document, library, cells) if row not in labels else None
            if name is not None:
                yield _form_start(document, library, table, row, name), cells[0].start, name


def _program_in(document: Document, library: Library, cells: list[Cell]) -> str | None:
    texts = [text_at(document, cell.start, cell.end).rstrip(":") for cell in cells[: _FIRST_CELLS + 1]]
    pairs = (value for label, value in pairwise(texts) if library.classify("cover_label", "program", label))
    return next(pairs, None)


def _heads_on_lines(document: Document, library: Library) -> Iterator[tuple[int, int, str]]:
    for block in document.blocks:
        short = block.kind != "table" and block.end - block.start <= _LONGEST_TITLE
        line = _LINE.fullmatch(text_at(document, block.start, block.end)) if short else None
        if line and library.classify("cover_label", "program", line[1]):
            yield _with_title(document, library, block.start, line[2]), block.start, line[2]


def _form_start(document: Document, library: Library, table: Table, row: int, name: str) -> int:
    """Where the form begins whose head stands in `row`: at its title, in rows of one cell or above the table."""
    first = row
    while first and row - first < _TITLE_REACH and len(_filled(table, first - 1)) == 1:
        first -= 1
    if first == 0:
        return _with_title(document, library, table.start, name)
    titled = (above for above in range(first, row) if _is_title(document, library, _filled(table, above)[0]))
    return _filled(table, next(titled, row))[0].start


def _filled(table: Table, row: int) -> list[Cell]:
    return [cell for cell in table.row_cells(row) if cell.end > cell.start]


def _is_title(document: Document, library: Library, place: Block | Cell) -> bool:
    text = text_at(document, place.start, place.end)
    return len(text) <= _LONGEST_TITLE and library.classify("title", "title", text) is not None


def _with_title(document: Document, library: Library, position: int, name: str) -> int:
    """The start of the title line that stands closely above `position`, or of the paragraph that begins with the
    programme's `name` (河湖管护项目自评综述:…), else `position`.
    """
    above = [block for block in document.blocks if block.end <= position][-_TITLE_REACH:]
    named = position
    for block in reversed(above):
        if block.kind == "table":
            break
        if _is_title(document, library, block):
            return block.start
        if plain_label(text_at(document, block.start, block.end)).lstrip(_OPENING).startswith(name):
            named = block.start
    return named


def _cut(document: Document, start: int, end: int) -> Document:
    blocks = [block._replace(start=max(block.start, start), end=min(block.end, end)) for block in document.blocks]
    tables = [_rows_between(table, start, end) for table in document.tables]
    return replace(
        document,
        blocks=tuple(block for block in blocks if block.start < block.end),
        tables=tuple(table for table in tables if table.cells),
    )


def _rows_between(table: Table, start: int, end: int) -> Table:
    """The rows of `table` that lie in the part, under the numbers that they have in the whole."""
    if start <= table.start and table.end <= end:
        return table
    cells = tuple(cell for cell in table.cells if start <= cell.start < end)
    return replace(table, cells=cells, start=max(table.start, start), end=min(table.end, end))
