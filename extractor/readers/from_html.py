"""HTML and MHTML pages -> `Document`: the article as a browser shows it, with its title and publication lines.

Spreadsheets and reports saved as web pages are read the same way. Not read: pictures, scripts, frames
in files of their own.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extractor.document import Document, Note, Source
from extractor.errors import InputError
from extractor.readers.compose import Paragraph, compose
from extractor.readers.docx_flow import settle
from extractor.readers.html_flow import Part, Reading, parts_of
from extractor.readers.html_head import article_parts, head_parts
from extractor.readers.html_region import Region, region_of
from extractor.readers.html_source import pages_in
from extractor.readers.html_tree import Page, parse
from extractor.readers.limits import ReadOptions, deadline, refuse_more

_MAX_BYTES = 64 * 1024 * 1024  # the tree of a page takes thirty times as much
_NOTABLE_REST = 0.25  # of the page's characters


def read(data: bytes, source: Source, *, options: ReadOptions) -> Document:
    """The web page `data` as read; it has no pages in the sense of paper.

    Raises: InputError `no_text`, `too_large`, `timeout`.
    """
    refuse_more(len(data), min(options.max_bytes, _MAX_BYTES), "bytes, which is no web page")
    time = deadline(options)
    parts: list[Part] = []
    notes: list[Note] = []
    reading = Reading(options)
    for text, unreadable in pages_in(data):
        page = parse(text, time)
        region = region_of(page.body)
        article = [part for element in region.article for part in article_parts(parts_of(element, reading))]
        head = _head(page, region, article, options)
        parts += [*head, *article]
        notes += [*unreadable, *_page_notes(page, region, head)]
    composed = compose(list(settle(parts)), options)
    if not composed.text:
        raise InputError("no_text", "the page shows no text", "save the page with its content, not its frame")
    return Document(source, composed.text, composed.blocks, composed.tables, notes=(*notes, *_notes(reading)))


def _head(page: Page, region: Region, article: Sequence[Part], options: ReadOptions) -> list[Paragraph]:
    unread = Reading(options)
    before = [part for element in region.before for part in parts_of(element, unread)]
    return list(head_parts(before, article, page.title, page.stated_title))


def _page_notes(page: Page, region: Region, head: Sequence[Paragraph]) -> Iterator[Note]:
    if page.cut:
        yield Note("html_nesting", "页面元素嵌套过深，部分结构已展平")
    if page.revealed:
        yield Note("hidden_article", "网页把正文设为隐藏（由脚本显示），已读取")
    rest = region.rest - sum(len(part.text) for part in head)
    if rest > _NOTABLE_REST * page.body.length:
        yield Note("page_rest", f"网页正文以外有 {rest} 个字未读取，请核对是否属于报告")


def _notes(reading: Reading) -> Sequence[Note]:
    notes = []
    if reading.deleted:
        notes.append(Note("tracked_changes", f"文档有 {reading.deleted} 处删除的文字，按接受修订读取"))
    if reading.hidden:
        notes.append(Note("hidden_text", f"{reading.hidden} 处隐藏内容未读取"))
    return notes
