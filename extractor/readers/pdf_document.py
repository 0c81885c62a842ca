"""Pages as printed -> `Document`: reading order, paragraphs and tables over page breaks, notes.

What a PDF's text layer, an OFD's text or the recognition of a scan gave is the same from here on.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from extractor.document import Document, Note, Page, Source
from extractor.errors import InputError
from extractor.readers.compose import compose
from extractor.readers.grid import hull
from extractor.readers.limits import ReadOptions, refuse_more
from extractor.readers.pdf_columns import text_blocks
from extractor.readers.pdf_flow import Item, Part, flow
from extractor.readers.pdf_footnotes import footnotes
from extractor.readers.pdf_furniture import furniture
from extractor.readers.pdf_lines import TextLine
from extractor.readers.pdf_notes import page_notes
from extractor.readers.pdf_open_tables import OpenTable, open_tables
from extractor.readers.pdf_pages import UNKNOWN, Glyph, RawPage
from extractor.readers.pdf_tables import PageGrid, page_grid
from extractor.readers.pdf_trust import inked
from extractor.readers.pdf_turned import set_down

_MAX_LOST = 0.5  # of the characters; with more of them nothing can be read

_REPAIRS = {
    "repeated_header": "跨页表格重复的表头已略去",
    "joined_cell": "跨页的合并单元格已接续",
    "joined_row": "被分页截断的表格行已拼接",
}


@dataclass(frozen=True, slots=True)
class _Seen:
    """What is to be said of a page: how many characters it has, how many of them tell nothing, and notes."""

    page: Page
    characters: int
    lost: int
    readable: bool
    recognized: bool
    notes: tuple[Note, ...]


def to_document(raw_pages: Iterable[RawPage], source: Source, options: ReadOptions) -> Document:
    """The document of `raw_pages`, which are taken one by one.

    Raises: InputError `corrupt` where no page can be read, `no_text` where none holds any text,
    `too_large` for a table beyond the limit.
    """
    pages, parts, repairs = _read(raw_pages, options)
    composed = compose(parts, options)
    return Document(
        source=replace(source, pages=len(pages), ocr_pages=sum(page.recognized for page in pages)),
        text=composed.text,
        blocks=composed.blocks,
        tables=composed.tables,
        pages=tuple(page.page for page in pages),
        runs=composed.runs,
        notes=tuple(_notes(pages, repairs)),
    )


def _read(raw_pages: Iterable[RawPage], options: ReadOptions) -> tuple[list[_Seen], Iterator[Part], Counter[str]]:
    """The pages, what is written on them from beginning to end, and how often tables are repaired for that."""
    pages, items = list[_Seen](), list[Sequence[Item]]()
    for page, found in _pages(raw_pages, options):
        pages.append(page)
        items.append(found)
    _refuse_unreadable(pages, options)
    lines = [[item for item in found if isinstance(item, TextLine)] for found in items]
    aside = furniture(lines, [page.page.height for page in pages])
    return pages, *flow([item for found in items for item in found], aside, footnotes(lines, aside))


def _pages(raw_pages: Iterable[RawPage], options: ReadOptions) -> Iterator[tuple[_Seen, Sequence[Item]]]:
    """Each page with what is on it in reading order."""
    columns: Sequence[float] = ()
    for raw in raw_pages:
        refuse_more(sum(map(len, raw.tables)), options.max_cells, "cells on a page")
        free, closed = _filled([OpenTable(boxes, ruled=True) for boxes in raw.tables], raw.glyphs, raw.number)
        free = set_down(free)
        found = open_tables(raw.rules, [glyph for glyph in free if not glyph.turn], raw.width, columns)
        rest, opened = _filled(found, free, raw.number)
        columns = _last_columns(found, opened) or columns
        tables = [[grid] for grid in (*closed, *opened) if _has_text(grid)]
        blocks: list[Sequence[Item]] = [*text_blocks(rest, raw.number), *tables]
        text = inked(raw.glyphs)
        seen = _Seen(
            page=Page(raw.number, raw.width, raw.height),
            characters=len(text),
            lost=len(text) if raw.distrust == "odd_characters" and not raw.recognized else text.count(UNKNOWN),
            readable=raw.readable,
            recognized=raw.recognized and bool(text),
            notes=tuple(page_notes(raw, text, len(opened))),
        )
        yield seen, [item for block in sorted(blocks, key=_top) for item in block]


def _filled(tables: Sequence[OpenTable], glyphs: Sequence[Glyph], page: int) -> tuple[list[Glyph], list[PageGrid]]:
    """The glyphs outside all `tables`, and the tables with the text inside; what stands in a cell's own table
    stands there alone.
    """
    left, grids = list(glyphs), dict[int, PageGrid]()
    places = range(len(tables))
    for place in sorted(places, key=lambda place: _area(tables[place])) if len(tables) > 1 else places:
        grids[place], left = page_grid(tables[place].boxes, left, page, inferred=not tables[place].ruled)
    return left, [grids[place] for place in places]


def _area(table: OpenTable) -> float:
    x0, top, x1, bottom = hull(table.boxes)
    return (x1 - x0) * (bottom - top)


def _last_columns(found: Sequence[OpenTable], grids: Sequence[PageGrid]) -> Sequence[float]:
    """Columns of the last table with rules only, for the rest of it that the next page may hold."""
    return next((grid.columns for table, grid in zip(found[::-1], grids[::-1], strict=True) if table.ruled), ())


def _has_text(grid: PageGrid) -> bool:
    return any(grid.texts)


def _top(block: Sequence[Item]) -> tuple[float, float]:
    first = block[0]
    return (first.box[1], first.box[0]) if isinstance(first, PageGrid) else (first.top, first.x0)


def _refuse_unreadable(pages: Sequence[_Seen], options: ReadOptions) -> None:
    if not any(page.readable for page in pages):
        raise InputError("corrupt", "no page of the PDF can be read", "fetch it again, or print it to a new PDF")
    characters = sum(page.characters for page in pages)
    if not characters:
        raise InputError("no_text", "the PDF holds no text (a scan?)", _remedy(options))
    if sum(page.lost for page in pages) > _MAX_LOST * characters:
        raise InputError("no_text", "the PDF's fonts do not say which characters they show", _remedy(options))


def _remedy(options: ReadOptions) -> str:
    from extractor.readers import ocr_engine

    if options.ocr == "off":
        return "allow reading its pages as images (--ocr auto)"
    return "give a PDF with a text layer, or DOCX" if ocr_engine.available() else ocr_engine.MISSING_REMEDY


def _notes(pages: Sequence[_Seen], repairs: Counter[str]) -> Iterator[Note]:
    for page in pages:
        yield from page.notes
    for code, message in _REPAIRS.items():
        if repairs[code]:
            yield Note(code, f"{message}（{repairs[code]} 处）")
