"""XLSX -> `Document`, by lxml over the parts: every cell as the spreadsheet shows it.

Dates, percentages and thousands stand as their number formats write them; formulas give their
stored values. Hidden sheets, rows and columns are left out and noted, so are formulas without a
value. Not read: drawings, comments, headers and footers.
"""

from __future__ import annotations

from extractor.document import Document, Source
from extractor.readers.limits import ReadOptions, deadline
from extractor.readers.sheet_document import document_of
from extractor.readers.sheet_package import open_sheets
from extractor.readers.sheet_xlsx import read_sheets


def read(data: bytes, source: Source, *, options: ReadOptions) -> Document:
    """The XLSX file `data` as read; it has no pages.

    Raises: InputError `corrupt`, `encrypted`, `unsafe_archive`, `too_large`, `timeout`, or `no_text` where its
    sheets show nothing.
    """
    package = open_sheets(data, "XLSX", options)
    return document_of(list(read_sheets(package, deadline(options), options)), source, options)
