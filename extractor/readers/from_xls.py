"""XLS and ET -> `Document`, by xlrd: every cell as the spreadsheet shows it.

Takes the binary formats of Excel 2 to 2003 and of WPS. Otherwise as `from_xlsx`; there is no telling a
formula without a stored value from one that gives an empty text.
"""

from __future__ import annotations

import io
import math
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from extractor.document import Document, Source
from extractor.errors import InputError
from extractor.readers.limits import Deadline, ReadOptions, deadline, refuse_more
from extractor.readers.office_lock import unlocked
from extractor.readers.sheet_document import document_of
from extractor.readers.sheet_formats import GENERAL, built_in, exact, shown, shown_text
from extractor.readers.sheet_merges import Area, merged
from extractor.readers.sheet_model import Sheet, place_name
from extractor.readers.sheet_text import Inline, text_in

if TYPE_CHECKING:
    from xlrd.book import Book
    from xlrd.sheet import Cell
    from xlrd.sheet import Sheet as StoredSheet

_TEXT, _NUMBER, _DATE, _BOOLEAN, _ERROR = 1, 2, 3, 4, 5  # xlrd's kinds of cells
_MAX_BYTES = 64 * 1024 * 1024  # cells take twenty times as much
_RAISED = 1  # escapement of a font


def read(data: bytes, source: Source, *, options: ReadOptions) -> Document:
    """The XLS file `data` as read; it has no pages.

    Raises: InputError `corrupt`, `encrypted`, `too_large`, `timeout`, or `no_text` where its sheets show nothing.
    """
    refuse_more(len(data), min(options.max_bytes, _MAX_BYTES), "bytes")
    return document_of(_sheets(data, deadline(options), options), source, options)


def _sheets(data: bytes, time: Deadline, options: ReadOptions) -> list[Sheet]:
    book = _open(data, options)
    try:
        return [_sheet(book, sheet, time, options) for sheet in book.sheets()]
    except (LookupError, ValueError, TypeError, AttributeError) as error:  # references that lead nowhere
        raise _corrupt(error) from error


def _open(data: bytes, options: ReadOptions, *, shut: bool = True) -> Book:
    """The workbook; decrypted where it is `shut`."""
    import xlrd

    try:
        return xlrd.open_workbook(file_contents=data, logfile=io.StringIO(), formatting_info=True, ragged_rows=True)
    except xlrd.XLRDError as error:
        if shut and "encrypted" in str(error):
            return _open(unlocked(data, "the spreadsheet", options), options, shut=False)
        raise _corrupt(error) from error
    except RecursionError as error:
        raise _corrupt(error) from error
    except Exception as error:  # xlrd checks little: damaged bytes end in errors of any class
        raise _corrupt(error) from error


def _corrupt(error: Exception) -> InputError:
    return InputError(
        "corrupt",
        f"the spreadsheet is damaged ({type(error).__name__})",
        "open it in a spreadsheet program and save it as XLSX",
    )


def _sheet(book: Book, stored: StoredSheet, time: Deadline, options: ReadOptions) -> Sheet:
    texts: dict[tuple[int, int], str] = {}
    valueless: list[str] = []
    failed: list[str] = []
    for row, column, cell in _cells(stored, time):
        text = _text_of(book, stored, cell, (row, column))
        if cell.ctype == _ERROR:
            failed.append(f"{place_name(row, column)} {text}")
        elif cell.ctype == _TEXT and cell.value == "":
            valueless.append(place_name(row, column))
        elif text:
            texts[row, column] = text
            refuse_more(len(texts), options.max_cells, "cells on one sheet")
    areas = [Area(top, left, bottom, right) for top, bottom, left, right in stored.merged_cells]
    return Sheet(
        stored.name,
        tuple(merged(texts, areas, time)),
        stored.visibility != 0,
        frozenset(row for row, info in stored.rowinfo_map.items() if info.hidden),
        frozenset(column for column, info in stored.colinfo_map.items() if info.hidden),
        tuple(valueless),
        tuple(failed),
    )


def _cells(stored: StoredSheet, time: Deadline) -> Iterator[tuple[int, int, Cell]]:
    for row in range(stored.nrows):
        time.check()
        for column, cell in enumerate(stored.row(row)):
            yield row, column, cell


def _text_of(book: Book, stored: StoredSheet, cell: Cell, place: tuple[int, int]) -> str:
    style = book.xf_list[cell.xf_index]
    code = _code(book, style.format_key)
    if cell.ctype in (_NUMBER, _DATE):
        if not math.isfinite(cell.value):
            return ""
        return shown(exact(cell.value), code, from_1904=book.datemode == 1)
    if cell.ctype == _TEXT:
        pieces = _inlines(book, cell.value, stored.rich_text_runlist_map.get(place, ()))
        return shown_text(text_in(pieces, book.font_list[style.font_index].name), code)
    if cell.ctype == _BOOLEAN:
        return "TRUE" if cell.value else "FALSE"
    return _error_text(cell.value) if cell.ctype == _ERROR else ""


def _code(book: Book, key: int) -> str:
    """Number format of that key; those that files do not spell out are a Chinese system's."""
    spelled = book.format_map.get(key)
    if key in _LOCAL or spelled is None or not spelled.format_str:
        return built_in(key)
    return str(spelled.format_str) or GENERAL


_LOCAL = frozenset({14, 22})  # short dates, which every system shows in its own manner


def _inlines(book: Book, text: str, runs: Sequence[tuple[int, int]]) -> Iterator[Inline]:
    """Pieces of `text` in the fonts that begin at the runs' offsets."""
    ends = [*(start for start, _ in runs), len(text)]
    yield Inline(text[: ends[0]])
    for rank, (start, number) in enumerate(runs):
        font = book.font_list[number]
        yield Inline(text[start : ends[rank + 1]], font.name, font.escapement == _RAISED)


def _error_text(code: int) -> str:
    from xlrd import error_text_from_code

    return str(error_text_from_code.get(code, "#ERROR"))
