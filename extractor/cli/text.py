"""`jixiao text`: the canonical text, which every evidence's `start` and `end` index."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from extractor.cli._reading import with_options

if TYPE_CHECKING:
    from extractor.document import Block, Document, Table
    from extractor.readers.limits import ReadOptions


@click.command()
@click.argument("file", metavar="FILE")
@click.option("--blocks", is_flag=True, help="Show the blocks, cells and places that the reader saw, one a line.")
@with_options
def command(file: str, blocks: bool, options: ReadOptions) -> None:
    """Print a document's canonical text.

    It is printed as it is, in UTF-8, with nothing added: the start and end of every evidence count its
    characters from 0. FILE may be - for standard input. With --blocks each line is START..END, the page,
    the kind and the text of a block; the cells of a table follow it with row, column and what they span,
    and after all blocks stands what reading had to guess or leave out.

    \b
    Examples:
      jixiao text report.pdf > report.txt
      jixiao text --blocks report.pdf
    """
    from extractor.cli import _reading

    document = _reading.document(file, options)
    if not blocks:
        sys.stdout.buffer.write(document.text.encode())
        return
    tables = {table.index: table for table in document.tables}
    for block in document.blocks:
        for line in _lines(document, block, tables):
            sys.stdout.buffer.write(f"{line}\n".encode())
    for note in document.notes:
        sys.stdout.buffer.write(f"note {note.code}: {note.message}\n".encode())


def _lines(document: Document, block: Block, tables: dict[int, Table]) -> Iterator[str]:
    kind = f"{block.kind} {block.level}" if block.level else block.kind
    if block.table is None:
        yield _line(document, block.start, block.end, kind)
        return
    table = tables[block.table]
    yield f"{table.start}..{table.end} {_page(document, table.start, table.end)}{kind} {table.index}" + (
        f" {table.row_count}×{table.column_count}"
    )
    for cell in table.cells:
        spans = f"+{cell.row_span}×{cell.column_span}" if (cell.row_span, cell.column_span) != (1, 1) else ""
        yield "  " + _line(document, cell.start, cell.end, f"[{cell.row},{cell.column}]{spans}")


def _line(document: Document, start: int, end: int, kind: str) -> str:
    text = document.text[start:end].replace("\n", "⏎")
    return f"{start}..{end} {_page(document, start, end)}{kind} {text}".rstrip()


def _page(document: Document, start: int, end: int) -> str:
    pages = sorted({place.page for place in document.places(start, end)})
    return f"p{'+'.join(str(page) for page in pages)} " if pages else ""
