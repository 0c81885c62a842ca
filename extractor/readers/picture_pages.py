"""Pictures of pages -> `Document`, by recognition."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from extractor.document import Document, Source
from extractor.errors import InputError
from extractor.readers import ocr
from extractor.readers.limits import ReadOptions, deadline
from extractor.readers.ocr_alignment import aligned
from extractor.readers.ocr_engine import require
from extractor.readers.ocr_glyphs import raw_page
from extractor.readers.ocr_marks import marked
from extractor.readers.ocr_page import OcrPage
from extractor.readers.pdf_document import to_document
from extractor.readers.pdf_pages import RawPage
from extractor.readers.pictures import Frame


def document_of(frames: Iterable[Frame], source: Source, options: ReadOptions) -> Document:
    """The document whose pages are the pictures `frames`, in order.

    Raises: InputError `timeout`, what decoding a frame raises, or `no_text` where recognition is off, not
    installed, or finds nothing.
    """
    if options.ocr == "off":
        raise InputError("no_text", "the text is a picture", "allow reading pictures (--ocr auto)")
    require()
    seen: dict[int, OcrPage] = {}
    try:
        document = to_document(_pages(frames, options, seen), source, options)
    except InputError as error:
        if error.code != "no_text":
            raise
        raise InputError("no_text", "no text was found on the picture", "scan it again, larger or darker") from error
    return marked(document, seen)


def _pages(frames: Iterable[Frame], options: ReadOptions, seen: dict[int, OcrPage]) -> Iterator[RawPage]:
    """The pages in order; what recognition gave for each is left in `seen`."""
    clock = deadline(options)
    for number, frame in enumerate(frames, start=1):
        clock.check()
        seen[number] = aligned(ocr.read_page(frame.image, frame.dpi, cache=options.cache), seen.get(number - 1))
        yield replace(raw_page(seen[number], number), distrust="no_text", recognized=True)
