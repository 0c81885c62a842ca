"""Documents by hand: a page of text, a table of cells; and facts as short strings to compare with."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import takewhile

from extractor.document import Document, Source
from extractor.facts import FundDraft
from extractor.patterns import load
from extractor.pipeline import extract
from extractor.readers import read
from extractor.readers.compose import Grid, GridCell, Paragraph, compose, plain
from extractor.readers.limits import DEFAULTS
from extractor.report import FundFigure, Measure, Report

LIBRARY = load()
LEFT, ABOVE = "←", "↑"


def page(text: str) -> Document:
    """`text` as a text file that was read."""
    return read(text.encode(), path="a.txt")


def grid(rows: Sequence[Sequence[str]], *, before: str = "", after: str = "", ragged: bool = False) -> Document:
    """A table between two paragraphs; LEFT and ABOVE join a cell with the one beside or over it."""
    cells = tuple(_cells(rows))
    parts: list[Paragraph | Grid] = [Paragraph(plain(before)), Grid(cells, ragged=ragged), Paragraph(plain(after))]
    composed = compose(parts, DEFAULTS)
    source = Source(path="a.docx", sha256="00", media_type="application/test", bytes=1)
    return Document(source, composed.text, composed.blocks, composed.tables)


def _cells(rows: Sequence[Sequence[str]]) -> Iterator[GridCell]:
    for row, texts in enumerate(rows):
        for column, text in enumerate(texts):
            if text in (LEFT, ABOVE):
                continue
            below = [line[column] for line in rows[row + 1 :] if column < len(line)]
            yield GridCell(
                row,
                column,
                plain(text),
                row_span=1 + len(list(takewhile(ABOVE.__eq__, below))),
                column_span=1 + len(list(takewhile(LEFT.__eq__, texts[column + 1 :]))),
            )


def report(document: Document | str) -> Report:
    """The one report of a document or page."""
    (only,) = extract(page(document) if isinstance(document, str) else document)
    return only


def stated(measure: Measure | None) -> str | None:
    """A measure as comparator, value and unit (`>= 95 %`, `= 10~15 天`), one in words as its text."""
    if measure is None:
        return None
    if measure.value is None:
        return measure.text
    high = "" if measure.high is None else f"~{measure.high}"
    return f"{measure.comparator} {measure.value}{high} {measure.unit or ''}".rstrip()


def money(figure: FundDraft | FundFigure) -> str:
    """A fund figure as role, source and amount: `executed central 480 万元`; `-` where no source is stated."""
    return f"{figure.role} {figure.source or '-'} {figure.amount.value} {figure.amount.unit or ''}".rstrip()
