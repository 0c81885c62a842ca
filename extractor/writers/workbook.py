"""Workbooks: opened so that nothing in them can run as a formula, and the same cells give the same bytes.

Owns xlsxwriter for the writers of datasets and of comparisons alike.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, BinaryIO

if TYPE_CHECKING:
    from xlsxwriter.workbook import Workbook

# Limits of the file format: rows of a sheet with its header, characters of a cell.
ROWS = 1_048_576
LONGEST_TEXT = 32_767
# A day that never changes, so that the same content gives the same bytes.
CREATED = datetime.datetime(2000, 1, 1)
_INERT = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


@contextmanager
def opened(file: BinaryIO, title: str) -> Iterator[Workbook]:
    """A workbook whose cells may be written in any order; it is in `file` when the block ends."""
    import xlsxwriter

    with xlsxwriter.Workbook(file, {**_INERT, "in_memory": True}) as book:
        book.set_properties({"title": title, "created": CREATED})
        yield book


@contextmanager
def streamed(file: BinaryIO, title: str) -> Iterator[Workbook]:
    """A workbook that holds one row of each sheet at a time: rows must be written from top to bottom.

    Raises: OSError where there is no room for it.
    """
    import xlsxwriter
    from xlsxwriter.exceptions import FileCreateError

    try:
        with xlsxwriter.Workbook(file, {**_INERT, "constant_memory": True}) as book:
            book.set_properties({"title": title, "created": CREATED})
            yield book
    except FileCreateError as error:
        raise OSError(str(error)) from error
