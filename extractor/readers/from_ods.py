"""ODS -> `Document`, by lxml over its content: every cell as the spreadsheet shows it.

The file holds the shown text of every cell beside its value; where a program left it out, the value is
written out plainly. Hidden sheets, rows and columns are left out and noted.
Source: OASIS OpenDocument 1.3 part 3, chapter 9.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from extractor.document import Document, Source
from extractor.errors import InputError
from extractor.readers.cell_text import cell_text
from extractor.readers.limits import Deadline, ReadOptions, deadline, refuse_more
from extractor.readers.sheet_document import document_of
from extractor.readers.sheet_formats import general, number_in
from extractor.readers.sheet_model import Sheet, SheetCell
from extractor.readers.sheet_package import SheetPackage, open_sheets
from extractor.readers.sheet_text import Inline, text_in
from extractor.readers.xml_elements import Element, children, local, number_of, value_of

_MAX_ROW, _MAX_COLUMN = 1_048_576, 16_384
_MAX_BLANKS = 1000  # of one `text:s`
_SPACE = re.compile(r"[ \t\r\n]+")
_HIDDEN = ("collapse", "filter")
_BLANKS = {"s": " ", "tab": " ", "line-break": "\n"}
_SKIPPED = frozenset({"annotation", "note", "tracked-changes", "ruby-text"})


@dataclass(slots=True)
class _Cells:
    """What was gathered of one sheet, and how far reading came."""

    found: list[SheetCell] = field(default_factory=list)
    valueless: list[str] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    rows: int = 0
    columns: int = 0


def read(data: bytes, source: Source, *, options: ReadOptions) -> Document:
    """The ODS file `data` as read; it has no pages.

    Raises: InputError `corrupt`, `encrypted`, `unsafe_archive`, `too_large`, `timeout`, or `no_text` where its
    sheets show nothing.
    """
    package = open_sheets(data, "ODS", options)
    try:
        return document_of(list(_sheets(package, deadline(options), options)), source, options)
    except RecursionError as error:
        raise package.corrupt("it is nested too deeply") from error


def _sheets(package: SheetPackage, time: Deadline, options: ReadOptions) -> Iterator[Sheet]:
    _refuse_encrypted(package)
    if not package.has("content.xml"):
        raise package.corrupt("it has no content")
    hidden: set[str] = set()
    raised: set[str] = set()
    cells = _Cells()
    for element in package.elements("content.xml", "style", "table-column", "table-row", "table"):
        name = local(element)
        if name == "style":
            key = value_of(element, "name") or ""
            hidden |= {key} if _property(element, "table-properties", "display") == "false" else set()
            raised |= {key} if _property(element, "text-properties", "text-position").startswith("super") else set()
        elif name == "table-column":
            _take_column(cells, element)
        elif name == "table-row":
            time.check()
            _take_row(cells, element, frozenset(raised), options)
        else:
            yield _sheet(element, cells, hidden=value_of(element, "style-name") in hidden)
            cells = _Cells()


def _refuse_encrypted(package: SheetPackage) -> None:
    manifest = package.elements("META-INF/manifest.xml", "encryption-data")
    if next(manifest, None) is not None:
        raise InputError(
            "encrypted", "the spreadsheet is protected by a password", "remove the password and save it again"
        )


def _property(style: Element, group: str, name: str) -> str:
    return next((value_of(properties, name) or "" for properties in children(style, group)), "")


def _sheet(table: Element, cells: _Cells, *, hidden: bool) -> Sheet:
    return Sheet(
        value_of(table, "name") or "",
        tuple(cells.found),
        hidden,
        frozenset(cells.hidden_rows),
        frozenset(cells.hidden_columns),
        tuple(cells.valueless),
        tuple(cells.failed),
    )


def _take_column(cells: _Cells, element: Element) -> None:
    count = _repeated(element, "number-columns-repeated", _MAX_COLUMN - cells.columns)
    if value_of(element, "visibility") in _HIDDEN:
        cells.hidden_columns.update(range(cells.columns, cells.columns + count))
    cells.columns += count


def _take_row(cells: _Cells, element: Element, raised: frozenset[str], options: ReadOptions) -> None:
    """Cells of the row, and of the rows that repeat it; repeated empty rows cost nothing."""
    count = _repeated(element, "number-rows-repeated", _MAX_ROW - cells.rows)
    filled = list(_filled(element, raised))
    for row in range(cells.rows, cells.rows + (count if filled else 0)):
        for column, cell, text in filled:
            _take_cell(cells, cell, SheetCell(row, column, text, *_spans(cell)))
        refuse_more(len(cells.found), options.max_cells, "cells on one sheet")
    if filled and value_of(element, "visibility") in _HIDDEN:
        cells.hidden_rows.update(range(cells.rows, cells.rows + count))
    cells.rows += count


def _take_cell(cells: _Cells, element: Element, cell: SheetCell) -> None:
    formula = value_of(element, "formula") is not None
    if formula and cell.text.startswith(("#", "Err:")):
        cells.failed.append(f"{cell.place} {cell.text}")
    elif cell.text:
        cells.found.append(cell)
    elif formula and value_of(element, "value-type") is None:
        cells.valueless.append(cell.place)


def _filled(row: Element, raised: frozenset[str]) -> Iterator[tuple[int, Element, str]]:
    """Column, element and text of the cells that show something or hold a formula, repeated ones too."""
    column = 0
    for cell in row:
        name = local(cell)
        if name not in ("table-cell", "covered-table-cell"):
            continue
        count = _repeated(cell, "number-columns-repeated", _MAX_COLUMN - column)
        text = _text_of(cell, raised) if name == "table-cell" else ""
        if text or (name == "table-cell" and value_of(cell, "formula") is not None):
            yield from ((place, cell, text) for place in range(column, column + count))
        column += count


def _repeated(element: Element, name: str, room: int) -> int:
    return max(min(number_of(element, name, default=1), room), 0)


def _spans(cell: Element) -> tuple[int, int]:
    rows, columns = (number_of(cell, f"number-{kind}-spanned", default=1) for kind in ("rows", "columns"))
    return max(min(rows, _MAX_ROW), 1), max(min(columns, _MAX_COLUMN), 1)


def _text_of(cell: Element, raised: frozenset[str]) -> str:
    lines = [text_in(_inlines(paragraph, raised), None) for paragraph in children(cell, "p")]
    return cell_text(lines) if lines else _plain_value(cell)


def _inlines(element: Element, raised: frozenset[str]) -> Iterator[Inline]:
    """Pieces of a paragraph; remarks that hang on it are no part of it."""
    is_raised = value_of(element, "style-name") in raised and local(element) == "span"
    if element.text:
        yield Inline(_SPACE.sub(" ", element.text), None, is_raised)
    for inner in element:
        name = local(inner)
        if name in _BLANKS:
            yield Inline(_BLANKS[name] * min(number_of(inner, "c", default=1), _MAX_BLANKS))
        elif name and name not in _SKIPPED:
            yield from _inlines(inner, raised)
        if inner.tail:
            yield Inline(_SPACE.sub(" ", inner.tail), None, is_raised)


def _plain_value(cell: Element) -> str:
    """The value of a cell that has no text of its own, in the plainest format of its kind."""
    kind = value_of(cell, "value-type")
    if kind in ("float", "percentage", "currency"):
        number = number_in(value_of(cell, "value") or "")
        if number is None:
            return ""
        return general(number * 100) + "%" if kind == "percentage" else general(number)
    if kind == "date":
        return (value_of(cell, "date-value") or "").removesuffix("T00:00:00")
    return value_of(cell, "string-value") or ""
