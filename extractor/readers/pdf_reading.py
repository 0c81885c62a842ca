"""PDF bytes -> its pages, each by whichever way gives text to rely on: PDFium, pdfplumber, recognition.

Two parsers are each other's second opinion: what PDFium cannot open goes to pdfplumber, and so does a page
that it cannot load or may have left text out of: characters without a shape (codes that
their font does not have) seem to it to lie in one place, and so to be the same. Pages whose text is not to be relied on
are recognised from their picture where that is wanted and installed.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from typing import TYPE_CHECKING

from extractor.errors import InputError
from extractor.readers.grid import ruled
from extractor.readers.limits import ReadOptions, deadline, refuse_more
from extractor.readers.pdf_guard import refuse_harmful, try_apart
from extractor.readers.pdf_overprint import without_overprint, without_watermark
from extractor.readers.pdf_pages import Content, RawPage, beyond, length_of
from extractor.readers.pdf_pdfium import Pdfium, Picture, open_pdfium
from extractor.readers.pdf_plumber import Plumber, open_plumber
from extractor.readers.pdf_repair import headed, repaired
from extractor.readers.pdf_trust import distrust, inked

if TYPE_CHECKING:
    from extractor.readers.ocr_page import OcrPage


class PdfReading:
    """A PDF being read; `seen` is what recognition gave for pages, by number."""

    def __init__(self, data: bytes, options: ReadOptions) -> None:
        self._data, self._options = headed(data), options
        self._is_mended = self._data is not data
        self._drawable: bool | None = None
        self.seen: dict[int, OcrPage] = {}

    def pages(self) -> Iterator[RawPage]:
        """Pages in order, each released before the next is read.

        A page that cannot be interpreted comes back without content and `readable` off.
        Raises: InputError `corrupt`, `encrypted`, `too_large` or `timeout`.
        """
        clock = deadline(self._options)
        refuse_harmful(self._data, self._options)
        with closing(_Parsers(self._data, self._options)) as parsers:
            refuse_more(len(parsers), self._options.max_pages, "pages")
            for index in range(len(parsers)):
                clock.check()
                page = parsers.page(index)
                if parsers.mended or self._is_mended:
                    page = replace(page, mended=True)
                yield self._recognized(page, parsers) if self._is_wanted(page) else page

    def _is_wanted(self, page: RawPage) -> bool:
        """Whether the page is to be read from its picture."""
        if not page.readable or page.blank:
            return False
        return self._options.ocr == "force" or (page.distrust is not None and self._options.ocr == "auto")

    def _recognized(self, page: RawPage, parsers: _Parsers) -> RawPage:
        """The page read from its picture; as it is where it cannot be drawn, nothing is installed to read it, or its
        text is set unseen and there is nothing else to be read.
        """
        from extractor.readers import ocr
        from extractor.readers.ocr_alignment import aligned
        from extractor.readers.ocr_glyphs import raw_page

        picture = parsers.picture(page.number - 1) if ocr.available() and self._is_drawable() else None
        if picture is None:
            return page
        found = ocr.read_page(picture.image, picture.dpi, cache=self._options.cache)
        self.seen[page.number] = aligned(found, self.seen.get(page.number - 1))
        seen = raw_page(self.seen[page.number], page.number)
        if page.distrust == "hidden_text" and not inked(seen.glyphs):
            return page
        return replace(seen, distrust=page.distrust, recognized=True)

    def _is_drawable(self) -> bool:
        """Whether pages can be drawn without harm; tried once a file."""
        if self._drawable is None:
            try:
                try_apart(self._data, self._options, draw=True)
                self._drawable = True
            except InputError:
                self._drawable = False
        return self._drawable


class _Parsers:
    """A file opened with PDFium, and with pdfplumber too as soon as that is asked; `mended` as in `RawPage`."""

    def __init__(self, data: bytes, options: ReadOptions) -> None:
        self._data, self._options = data, options
        self._first: Pdfium | None = open_pdfium(data, options)
        self._second: Plumber | None = None
        self._asked = self.mended = False
        if self._first is None and self._other() is None:
            self._first, self._asked, self.mended = _mended(data, options), True, True

    def __len__(self) -> int:
        return len(self._first or self._second or ())

    def close(self) -> None:
        """Let go of the file."""
        for parser in (self._first, self._second):
            if parser is not None:
                parser.close()

    def picture(self, index: int) -> Picture | None:
        """The page `index` as it looks; None where PDFium cannot draw it."""
        from extractor.readers import ocr

        return self._first.picture(index, ocr.RENDER_DPI, self._options) if self._first else None

    def page(self, index: int) -> RawPage:
        """The page `index` as its text layer has it."""
        content = self._first.read(index) if self._first else None
        if content is not None and not content.doubtful:
            return _raw(content, index + 1)
        other = self._other()
        second = other.read(index) if other is not None and index < len(other) else None
        if second is not None and (content is None or _characters(second) > _characters(content)):
            return replace(_raw(second, index + 1), second=True)
        if content is not None:
            return _raw(content, index + 1)
        return RawPage(index + 1, 0.0, 0.0, readable=False)

    def _other(self) -> Plumber | None:
        if not self._asked:
            self._second, self._asked = open_plumber(self._data, self._options), True
        return self._second


def _mended(data: bytes, options: ReadOptions) -> Pdfium:
    """What is left of a file that no parser opens as it is.

    Raises: InputError `corrupt` where nothing is.
    """
    left = repaired(data)
    opened = None if left is None else open_pdfium(left, options)
    if opened is None:
        raise InputError("corrupt", "the PDF is damaged", "fetch it again, or print it to a new PDF")
    return opened


def _characters(content: Content) -> int:
    return len(inked(content.glyphs)) + len(inked(content.hidden))


def _raw(content: Content, number: int) -> RawPage:
    found = ruled(content.edges)
    why = distrust(content)
    printed = without_overprint(content.hidden if why == "hidden_text" else content.glyphs)
    shown = without_watermark(printed)
    return RawPage(
        number=number,
        width=content.width,
        height=content.height,
        glyphs=shown,
        tables=found.tables,
        rules=found.rules,
        slanted=content.slanted,
        stamped=0 if shown is printed else length_of(printed) - length_of(shown),
        turned=content.turned,
        crowded=found.crowded,
        hidden=len(content.hidden),
        cut=0 if why == "hidden_text" else beyond(shown, content.width, content.height),
        blank=content.blank,
        distrust=why,
    )
