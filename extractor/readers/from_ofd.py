"""OFD (GB/T 33190) -> `Document`: characters and lines as drawn, in points; pages of pictures alone by recognition.

Stamps, watermarks and remarks, which stand in annotations and signatures beside the pages, are left out.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from extractor.document import Document, Note, Source
from extractor.errors import InputError
from extractor.readers import ocr
from extractor.readers.grid import ruled
from extractor.readers.limits import DEFAULTS, ReadOptions, deadline
from extractor.readers.ocr_alignment import aligned
from extractor.readers.ocr_engine import MISSING_REMEDY
from extractor.readers.ocr_glyphs import raw_page
from extractor.readers.ocr_marks import marked
from extractor.readers.ocr_page import OcrPage
from extractor.readers.ofd_document import OfdPage, annotated, ofd_pages
from extractor.readers.ofd_objects import POINTS, Drawn, drawn
from extractor.readers.ofd_package import OfdPackage, open_ofd
from extractor.readers.ofd_pictures import page_picture
from extractor.readers.pdf_document import to_document
from extractor.readers.pdf_overprint import without_overprint
from extractor.readers.pdf_pages import RawPage


@dataclass
class _Reading:
    """A file being read: what recognition gave for its pages, and what was noticed."""

    package: OfdPackage
    options: ReadOptions
    seen: dict[int, OcrPage] = field(default_factory=dict)
    notes: list[Note] = field(default_factory=list)


def read(data: bytes, source: Source, *, options: ReadOptions = DEFAULTS) -> Document:
    """The OFD file `data` as read.

    Raises: InputError `corrupt`, `encrypted`, `too_large`, `timeout`, `unsafe_archive`, or `no_text` where no
    page holds text and pictures cannot be recognised.
    """
    reading = _Reading(open_ofd(data, options), options)
    try:
        document = to_document(_pages(reading), source, options)
    except InputError as error:
        if error.code != "no_text":
            raise
        raise _no_text(options) from error
    if annotated(reading.package):
        reading.notes.append(Note("annotations", "页面之外的批注、水印或印章未读取"))
    return marked(replace(document, notes=(*document.notes, *reading.notes)), reading.seen)


def _no_text(options: ReadOptions) -> InputError:
    problem = "the OFD file holds no text (pictures or outlines of characters?)"
    if options.ocr == "off":
        return InputError("no_text", problem, "allow reading its pages as images (--ocr auto)")
    return InputError("no_text", problem, "give a PDF or DOCX" if ocr.available() else MISSING_REMEDY)


def _pages(reading: _Reading) -> Iterator[RawPage]:
    clock = deadline(reading.options)
    for page in ofd_pages(reading.package):
        clock.check()
        yield _page(page, reading)


def _page(page: OfdPage, reading: _Reading) -> RawPage:
    found = drawn(page)
    text = any(not glyph.text.isspace() for glyph in found.glyphs)
    if found.pictures and (reading.options.ocr == "force" or (not text and reading.options.ocr == "auto")):
        recognized = _recognized(page, found, reading)
        if recognized is not None:
            return recognized
    lines = ruled(found.edges)
    _, _, width, height = page.area
    return RawPage(
        number=page.number,
        width=width * POINTS,
        height=height * POINTS,
        glyphs=without_overprint(tuple(found.glyphs)),
        tables=lines.tables,
        rules=lines.rules,
        slanted=found.slanted,
        crowded=lines.crowded,
        readable=page.readable,
        blank=not (text or found.pictures or found.edges),
        distrust=None if text or not (found.pictures or found.edges) else "no_text",
    )


def _recognized(page: OfdPage, found: Drawn, reading: _Reading) -> RawPage | None:
    """The page read from its pictures; None where they cannot be read or nothing is installed to do it."""
    if not ocr.available():
        return None
    picture, lost = page_picture(page, found.pictures, reading.package, ocr.RENDER_DPI)
    if lost:
        reading.notes.append(Note("picture_unreadable", f"第 {page.number} 页的图像未能读取（{'、'.join(lost)}）"))
    if picture is None:
        return None
    found_there = ocr.read_page(picture, ocr.RENDER_DPI, cache=reading.options.cache)
    seen = reading.seen[page.number] = aligned(found_there, reading.seen.get(page.number - 1))
    return replace(raw_page(seen, page.number), distrust="no_text", recognized=True)
