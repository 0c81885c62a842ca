"""PDF -> `Document`: pages, a box for every character, paragraphs and tables over page breaks.

Takes the text layer where it can be relied on and recognises the picture of a page where not.
Watermarks set at an angle are left out, headers, footers and page numbers kept apart.
"""

from __future__ import annotations

from extractor.document import Document, Source
from extractor.readers.limits import DEFAULTS, ReadOptions
from extractor.readers.pdf_document import to_document
from extractor.readers.pdf_reading import PdfReading


def read(data: bytes, source: Source, *, options: ReadOptions = DEFAULTS) -> Document:
    """The PDF file `data` as read.

    Raises: InputError `corrupt`, `encrypted`, `too_large`, `timeout`, or `no_text` where no page has text
    to rely on and pages cannot be recognised.
    """
    from extractor.readers.ocr_marks import marked

    reading = PdfReading(data, options)
    return marked(to_document(reading.pages(), source, options), reading.seen)
