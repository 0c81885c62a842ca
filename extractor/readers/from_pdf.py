"""Text PDF -> `Document`: pages, a box for every character, paragraphs and tables over page breaks.

Reads what is in the text layer; pages that are pictures are noted, and a file of nothing else is
refused. Watermarks set at an angle are left out, headers, footers and page numbers kept apart.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from extractor.document import Document, Note, Page, Source
from extractor.errors import InputError
from extractor.readers.compose import compose
from extractor.readers.limits import DEFAULTS, ReadOptions
from extractor.readers.pdf_flow import Item, flow
from extractor.readers.pdf_furniture import furniture
from extractor.readers.pdf_lines import TextLine, to_lines
from extractor.readers.pdf_open_tables import OpenTable, open_tables
from extractor.readers.pdf_pages import UNKNOWN, RawPage, read_pages
from extractor.readers.pdf_tables import PageGrid, is_within, page_grid

_MAX_UNKNOWN = 0.5  # of the characters; with more of them nothing can be read

_REPAIRS = {
    "repeated_header": "跨页表格重复的表头已略去",
    "joined_cell": "跨页的合并单元格已接续",
    "joined_row": "被分页截断的表格行已拼接",
}


@dataclass(frozen=True, slots=True)
class PageItems:
    """One page: what is on it in reading order, how many characters, and what was noticed in reading it."""

    page: Page
    items: tuple[Item, ...]
    characters: int
    unknown: int
    readable: bool
    notes: tuple[Note, ...]


def read(data: bytes, source: Source, *, options: ReadOptions = DEFAULTS) -> Document:
    """The PDF file `data` as read.

    Raises: InputError `corrupt`, `encrypted`, or `no_text` where no page has a text layer.
    """
    pages = list(_pages(read_pages(data)))
    _refuse_unreadable(pages)
    lines = [[item for item in page.items if isinstance(item, TextLine)] for page in pages]
    aside = furniture(lines, [page.page.height for page in pages])
    parts, repairs = flow([item for page in pages for item in page.items], aside)
    composed = compose(parts)
    return Document(
        source=replace(source, pages=len(pages)),
        text=composed.text,
        blocks=composed.blocks,
        tables=composed.tables,
        pages=tuple(page.page for page in pages),
        runs=composed.runs,
        notes=tuple(_notes(pages, repairs)),
    )


def _pages(raw_pages: Iterable[RawPage]) -> Iterator[PageItems]:
    columns: Sequence[float] = ()
    for raw in raw_pages:
        free = [glyph for glyph in raw.glyphs if not any(is_within(glyph, boxes) for boxes in raw.tables)]
        found = open_tables(raw.rules, free, raw.width, columns)
        closed = [page_grid(boxes, raw.glyphs, raw.number) for boxes in raw.tables]
        opened = [page_grid(table.boxes, free, raw.number, inferred=not table.ruled) for table in found]
        rest = [glyph for glyph in free if not any(is_within(glyph, table.boxes) for table in found)]
        grids = [grid for grid in (*closed, *opened) if _has_text(grid)]
        items: list[Item] = [*to_lines(rest, raw.number), *grids]
        columns = _last_columns(found, opened) or columns
        inked = [glyph.text for glyph in raw.glyphs if not glyph.text.isspace()]
        yield PageItems(
            page=Page(raw.number, raw.width, raw.height),
            items=tuple(sorted(items, key=_top)),
            characters=len(inked),
            unknown=inked.count(UNKNOWN),
            readable=raw.readable,
            notes=tuple(_page_notes(raw, inked, opened)),
        )


def _last_columns(found: Sequence[OpenTable], grids: Sequence[PageGrid]) -> Sequence[float]:
    """Columns of the last table with rules only, for the rest of it that the next page may hold."""
    return next((grid.columns for table, grid in zip(found[::-1], grids[::-1], strict=True) if table.ruled), ())


def _has_text(grid: PageGrid) -> bool:
    return any(pieces for _, pieces in grid.cells)


def _top(item: Item) -> tuple[float, float]:
    return (item.box[1], item.box[0]) if isinstance(item, PageGrid) else (item.top, item.x0)


def _refuse_unreadable(pages: Sequence[PageItems]) -> None:
    if not any(page.readable for page in pages):
        raise InputError("corrupt", "no page of the PDF can be read", "fetch it again, or print it to a new PDF")
    characters = sum(page.characters for page in pages)
    remedy = "OCR is not part of this version: give a PDF with a text layer, or DOCX"
    if not characters:
        raise InputError("no_text", "the PDF holds no text (a scan?)", remedy)
    if sum(page.unknown for page in pages) > _MAX_UNKNOWN * characters:
        raise InputError("no_text", "the PDF's fonts do not say which characters they show", remedy)


def _notes(pages: Sequence[PageItems], repairs: Counter[str]) -> Iterator[Note]:
    for page in pages:
        yield from page.notes
    for code, message in _REPAIRS.items():
        if repairs[code]:
            yield Note(code, f"{message}（{repairs[code]} 处）")


def _page_notes(raw: RawPage, inked: Sequence[str], opened: Sequence[PageGrid]) -> Iterator[Note]:
    name, unknown = f"第 {raw.number} 页", inked.count(UNKNOWN)
    if not raw.readable:
        yield Note("page_unreadable", f"{name}损坏，未能读取")
    elif not inked:
        yield Note("page_without_text", f"{name}没有文字层（可能是扫描图像）")
    if raw.slanted:
        yield Note("watermark", f"{name}有 {raw.slanted} 个倾斜的字符（水印）未读取")
    if raw.turned:
        yield Note("turned_page", f"{name}的文字旋转了 {raw.turned} 度，已转正读取，坐标按转正后的页面")
    if unknown:
        yield Note("unknown_characters", f"{name}有 {unknown} 个字符的字体没有编码信息，已用 {UNKNOWN} 代替")
    if raw.crowded:
        yield Note("drawing_skipped", f"{name}的线条过多（图形？），未识别表格")
    if opened:
        yield Note("open_table", f"{name}的表格没有竖线，列是按文字位置推定的")
