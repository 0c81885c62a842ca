"""Paragraphs as a DOCX file holds them -> paragraphs and tables as they were meant.

Rows set with tab stops become tables. A sentence that was cut into two paragraphs (files made from
a PDF) is one again. Tabs that are left are blanks.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from extractor.readers import outline
from extractor.readers.compose import Grid, GridCell, Paragraph, plain
from extractor.readers.cut_sentences import joined

Part = Paragraph | Grid


def settle(parts: Sequence[Part]) -> Iterator[Part]:
    """`parts` with tab rows made tables and cut sentences joined, in the same order."""
    for is_grid, group in groupby(_with_tab_grids(parts), key=lambda part: isinstance(part, Grid)):
        if is_grid:
            yield from group
        else:
            yield from joined([_without_tabs(part) for part in group if isinstance(part, Paragraph)])


def _with_tab_grids(parts: Sequence[Part]) -> Iterator[Part]:
    for is_row, group in groupby(parts, key=_is_tab_row):
        members = list(group)
        if is_row and len(members) > 1:
            yield _tab_grid([part.text for part in members if isinstance(part, Paragraph)])
        else:
            yield from members


def _is_tab_row(part: Part) -> bool:
    return isinstance(part, Paragraph) and "\t" in part.text.strip() and part.kind not in ("heading", "furniture")


def _tab_grid(rows: Sequence[str]) -> Grid:
    indent = min(len(row) - len(row.lstrip("\t")) for row in rows)  # empty in every row: no column
    texts = [[cell.strip() for cell in row[indent:].split("\t")] for row in rows]
    cells = (
        GridCell(row, column, plain(text)) for row, columns in enumerate(texts) for column, text in enumerate(columns)
    )
    return Grid(tuple(cells), ragged=len({len(columns) for columns in texts}) > 1)


def _without_tabs(paragraph: Paragraph) -> Paragraph:
    return replace(paragraph, pieces=plain(paragraph.text.lstrip("\t").replace("\t", " ")))


def lines_apart(text: str) -> Sequence[str]:
    """Lines of a paragraph broken by hand, stripped: apart where a sentence ends or something new starts."""
    pieces: list[str] = []
    for line in filter(None, (line.strip() for line in text.split("\n"))):
        if pieces and not _parts(pieces[-1], line):
            pieces[-1] += "\n" + line
        else:
            pieces.append(line)
    return pieces


def _parts(upper: str, lower: str) -> bool:
    last = upper.rpartition("\n")[2]
    return outline.ends_sentence(last) or outline.shape_of(lower) != outline.PARAGRAPH
