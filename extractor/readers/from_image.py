"""Pictures of pages (PNG, JPEG, TIFF of several pages, BMP) -> `Document`, by recognition.

Boxes are 1/72 inch at the resolution that the picture states, or 200 pixels an inch.
"""

from __future__ import annotations

from extractor.document import Document, Source
from extractor.readers.limits import DEFAULTS, ReadOptions
from extractor.readers.picture_pages import document_of
from extractor.readers.pictures import frames


def read(data: bytes, source: Source, *, options: ReadOptions = DEFAULTS) -> Document:
    """The picture file `data` as read.

    Raises: InputError `corrupt`, `too_large`, `timeout`, or `no_text` where recognition is off, not
    installed, or finds nothing.
    """
    return document_of(frames(data, options), source, options)
