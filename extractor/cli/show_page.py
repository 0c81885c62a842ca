"""`jixiao show-page`: a page as a picture, with its blocks, cells and the facts that were found on it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from extractor.cli._messages import Failure, Stopped
from extractor.cli._reading import PATTERNS, with_options

if TYPE_CHECKING:
    from extractor.document import Document
    from extractor.readers.limits import ReadOptions
    from extractor.readers.page_picture import Frame
    from extractor.report import Evidence, Report

BLOCK, CELL, INDICATOR, FUND = "#4a78c0", "#9aa0a6", "#c62828", "#2e7d32"


@click.command()
@click.argument("file", metavar="FILE")
@click.argument("number", metavar="N", type=click.IntRange(min=1))
@click.option(
    "-o", "--output", required=True, metavar="PNG", type=click.Path(dir_okay=False, path_type=Path), help="Where to."
)
@PATTERNS
@with_options
def command(file: str, number: int, output: Path, own: Path | None, options: ReadOptions) -> None:
    """Draw a page with what was read on it.

    Page N of FILE is drawn (from 1): lines of blocks in blue, cells of tables in grey, names and values of
    indicators in red, fund figures in green. FILE must have pages: a PDF, an OFD (its frames alone, on
    white), or a picture.

    \b
    Example:
      jixiao show-page report.pdf 3 -o page3.png
    """
    from extractor import pipeline
    from extractor.cli import _reading
    from extractor.readers import page_picture

    document, data = _reading.document_and_bytes(file, options)
    if number > len(document.pages):
        has = f"has {len(document.pages)} pages" if document.pages else "has no pages in its format"
        raise Failure(file, f"{has}; name a page from 1 on, of a PDF, OFD or picture")
    reports = pipeline.extract(document, _reading.library(own))
    png = page_picture.draw(data, document, number, _frames(document, reports, number), options)
    try:
        output.write_bytes(png)
    except OSError as error:
        raise Stopped(output, f"cannot be written ({error.strerror}); name another file") from error


def _frames(document: Document, reports: tuple[Report, ...], number: int) -> Iterator[Frame]:
    from extractor.readers.page_picture import Frame

    for block in document.blocks:
        if block.table is None:
            yield from (Frame(box, BLOCK) for box in _boxes(document, block.start, block.end, number))
    for table in document.tables:
        for cell in table.cells:
            yield from (Frame(box, CELL) for box in _boxes(document, cell.start, cell.end, number))
    for report in reports:
        for color, evidence in _evidence(report):
            for box in _boxes(document, evidence.start, evidence.end, number):
                yield Frame(box, color, 3)


def _boxes(document: Document, start: int, end: int, number: int) -> Iterator[tuple[float, float, float, float]]:
    for place in document.places(start, end):
        if place.page == number and place.bbox is not None:
            yield place.bbox


def _evidence(report: Report) -> Iterator[tuple[str, Evidence]]:
    for color, facts in ((INDICATOR, report.indicators), (FUND, report.funds)):
        yield from ((color, evidence) for fact in facts for evidence in fact.all_evidence())
