"""A DOCX or XLSX file with a password -> `Document`: opened, then read as what it is inside."""

from __future__ import annotations

from dataclasses import replace

from extractor import readers
from extractor.document import Document, Source
from extractor.readers.limits import ReadOptions
from extractor.readers.office_lock import unlocked
from extractor.readers.sniff import kind_of


def read(data: bytes, source: Source, *, options: ReadOptions) -> Document:
    """The file `data` as read; the source keeps its hash, and has the media type of what is inside.

    Raises: InputError as `unlocked` and the reader of what is inside do.
    """
    package = unlocked(data, "the Office file", options)
    kind = kind_of(package, source.path)
    return readers.reader_of(kind)(package, replace(source, media_type=kind.media_type), options=options)
