"""Plain text and Markdown -> `Document`. The canonical text is the decoded text, line ends folded.

Also takes what OCR tools and converters leave behind: pipe and tab tables, sentences cut by line
and page breaks. LaTeX, full-width forms and page furniture stay in the text as they are.
"""

from __future__ import annotations

from collections.abc import Sequence

from extractor.document import Block, Document, Source, Table
from extractor.errors import InputError
from extractor.readers.encoding import decode
from extractor.readers.limits import DEFAULTS, ReadOptions, refuse_more
from extractor.readers.paragraphs import Line, split_lines, to_blocks
from extractor.readers.text_tables import find_runs, to_table


def read(data: bytes, source: Source, *, options: ReadOptions = DEFAULTS) -> Document:
    """The text file `data` as read, with its headings, list items, paragraphs and tables.

    Raises: InputError `empty` where there is nothing but blanks, `too_large` for a table beyond the limit.
    """
    decoded = decode(data)
    text = decoded.text.replace("\r\n", "\n").replace("\r", "\n")
    lines = split_lines(text)
    if not lines:
        raise InputError("empty", "the file holds nothing but blanks", "check that it is the right file")
    blocks, tables = _blocks_and_tables(lines, options)
    return Document(source, text, tuple(blocks), tuple(tables), notes=decoded.notes)


def _blocks_and_tables(lines: Sequence[Line], options: ReadOptions) -> tuple[list[Block], list[Table]]:
    blocks: list[Block] = []
    tables: list[Table] = []
    done = 0
    for run in find_runs(lines):
        table = to_table(lines, run, len(tables))
        if not table.cells or table.row_count < 2:
            continue
        refuse_more(table.row_count * table.column_count, options.max_cells, "cells in one table")
        blocks += to_blocks(lines[done : run.first])
        blocks.append(Block("table", table.start, table.end, table=table.index))
        tables.append(table)
        done = run.last
    return blocks + to_blocks(lines[done:]), tables
