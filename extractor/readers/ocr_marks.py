"""A document of which pages were recognised -> the same with scores, places on the pages as scanned, and notes.

The flow of text works on levelled pages in plausible points; here everything goes back to where it
stands on the page that a person sees.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from extractor.document import Document, Note, Page, Run, Span
from extractor.readers.ocr_image import point
from extractor.readers.ocr_page import OcrLine, OcrPage

_LOW_SCORE = 0.8  # lines below it were wrong, or page numbers
_STROKE = re.compile(
    r"[\[［|｜][0-9.,]+[%％]?|[0-9.,]+[%％]?[\]］|｜]"
)  # a cell's border read as a sign, or a 1 as a border
_MANY_MISSED = 15  # figures of the size of characters; fewer are specks and ornaments


def marked(document: Document, pages: Mapping[int, OcrPage]) -> Document:
    """`document`, made of `pages` (by number) among others, with what recognition knows about them.

    Runs on those pages get the mean score of their lines, and boxes on the page as turned upright.
    """
    if not pages:
        return document
    runs = tuple(_marked_run(run, pages[run.page]) if run.page in pages else run for run in document.runs)
    scored = replace(document, runs=runs, pages=tuple(_stated(page, pages) for page in document.pages))
    return replace(
        scored,
        notes=(*document.notes, *_notes(document, scored, pages)),
    )


def _stated(page: Page, pages: Mapping[int, OcrPage]) -> Page:
    found = pages.get(page.number)
    return page if found is None else Page(page.number, round(found.page_width, 2), round(found.page_height, 2))


def _marked_run(run: Run, page: OcrPage) -> Run:
    box = run.bbox(run.start, run.end)
    if box is None:
        return run
    middle, level = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    x, y = point(page.to_page, middle, level)
    scale = _scale(page)
    return run._replace(
        score=_score(run, page),
        top=round(y + (run.top - level) * scale, 2),
        bottom=round(y + (run.bottom - level) * scale, 2),
        edges=tuple(round(x + (edge - middle) * scale, 2) for edge in run.edges),
    )


def _scale(page: OcrPage) -> float:
    a, b, _, d, e, _ = page.to_page
    return math.sqrt(abs(a * e - b * d))


def _score(run: Run, page: OcrPage) -> float:
    """Mean score of the lines under the run, by how much of it each covers; 1 where none does."""
    shares = [(_shared(run, line), line.score) for line in page.lines]
    whole = sum(share for share, _ in shares)
    return round(sum(share * score for share, score in shares) / whole, 4) if whole > 0 else 1.0


def _shared(run: Run, line: OcrLine) -> float:
    """Width that the run and the line have in common, 0 unless the line stands at the run's height."""
    x0, top, x1, bottom = line.box
    if not top <= (run.top + run.bottom) / 2 <= bottom:
        return 0.0
    return max(min(x1, max(run.edges)) - max(x0, min(run.edges)), 0.0)


def _notes(levelled: Document, scored: Document, pages: Mapping[int, OcrPage]) -> Iterator[Note]:
    for number, page in sorted(pages.items()):
        yield from _page_notes(number, page)
    for run in _body(scored):
        if run.score < _LOW_SCORE:
            text = scored.text[run.start : run.end]
            yield Note("ocr_low_score", f"“{text}”识别把握不大（{run.score:.2f}），请核对", Span(run.start, run.end))
        elif _STROKE.fullmatch(scored.text, run.start, run.end):
            text = scored.text[run.start : run.end]
            yield Note("ocr_stroke", f"“{text}”像是数字旁有多余的笔画，未作数字读取，请核对", Span(run.start, run.end))
    for number, page in sorted(pages.items()):
        yield from _repairs(levelled, page, number)


def _page_notes(number: int, page: OcrPage) -> Iterator[Note]:
    if page.seals:
        yield Note("seal", f"第 {number} 页有 {page.seals} 处红色印章，印章范围内按红光图像识别，印文未读取")
    if page.unread:
        yield Note("ocr_unread", f"第 {number} 页有 {page.unread} 行文字无法辨认，未读取")
    if page.missed >= _MANY_MISSED:
        yield Note("ocr_missed", f"第 {number} 页有 {page.missed} 处像文字的墨迹不在识别出的行内")


def _repairs(levelled: Document, page: OcrPage, number: int) -> Iterator[Note]:
    """What was read otherwise than the engine said, where it stands in the text."""
    runs = [run for run in levelled.runs if run.page == number]
    for line in page.lines:
        if line.as_read:
            under = next((Span(run.start, run.end) for run in runs if _shared(run, line) > 0), None)
            yield Note("ocr_repaired", f"识别结果“{line.as_read}”按字形读作“{line.text}”，请核对", under)


def _body(document: Document) -> Iterator[Run]:
    """Runs that are no page furniture."""
    aside = [block for block in document.blocks if block.kind == "furniture"]
    for run in document.runs:
        if not any(block.start <= run.start < block.end for block in aside):
            yield run
