"""Where one file holds several self-evaluation tables: one part of the document for each.

A new part begins where a form's head names another programme (项目名称 …) and a table of indicators or funds
follows before the next such head. Each part is the same document with only its own blocks and tables.
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

from extractor.document import Document, Table
from extractor.patterns import Library
from extractor.reading import text_at

_FORM = re.compile(r"一级指标|三级指标|执行数|预算数")
_TITLE_REACH = 3


def parts(document: Document, library: Library) -> tuple[Document, ...]:
    """The parts of `document` in text order; the document itself where it holds one report."""
    starts = _starts(document, library)
    if len(starts) < 2:
        return (document,)
    borders = [0, *starts[1:], len(document.text)]
    return tuple(_cut(document, start, end) for start, end in pairwise(borders))


def _starts(document: Document, library: Library) -> list[int]:
    found: list[tuple[int, str]] = []
    for position, name in _heads_in_tables(document, library):
        if not found or found[-1][1] != name:
            found.append((position, name))
    if len(found) < 2:
        return []  # whatever stands below a single head
    starts = []
    for rank, (position, _) in enumerate(found):
        end = found[rank + 1][0] if rank + 1 < len(found) else len(document.text)
        if _FORM.search(text_at(document, position, end)):
            starts.append(_with_title(document, library, position))
    return starts


def _heads_in_tables(document: Document, library: Library) -> list[tuple[int, str]]:
    """Start and programme of each table that names one; a second name inside a table starts no part."""
    heads = ((table, _program_named_in(document, library, table)) for table in document.tables)
    return [(table.start, name) for table, name in heads if name is not None]


def _program_named_in(document: Document, library: Library, table: Table) -> str | None:
    for row in range(table.row_count):
        cells = [cell for cell in table.row_cells(row) if cell.end > cell.start]
        texts = [text_at(document, cell.start, cell.end).rstrip(":") for cell in cells]
        for index in range(len(cells) - 1):
            if library.classify("cover_label", "program", texts[index]) and cells[index].row == row:
                return texts[index + 1]
    return None


def _with_title(document: Document, library: Library, position: int) -> int:
    """The start of the title line that stands closely above `position`, else `position`."""
    above = [block for block in document.blocks if block.end <= position][-_TITLE_REACH:]
    for block in reversed(above):
        if block.kind == "table":
            break
        text = text_at(document, block.start, block.end)
        if len(text) <= 60 and library.classify("title", "title", text):
            return block.start
    return position


def _cut(document: Document, start: int, end: int) -> Document:
    return replace(
        document,
        blocks=tuple(block for block in document.blocks if start <= block.start < end),
        tables=tuple(table for table in document.tables if start <= table.start < end),
    )
