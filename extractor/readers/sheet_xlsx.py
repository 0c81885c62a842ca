"""Parts of an XLSX package -> sheets. Source: ECMA-376 part 1, 18.2-18.8."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from extractor.readers.limits import Deadline, ReadOptions, refuse_more
from extractor.readers.sheet_dates import serial_of
from extractor.readers.sheet_formats import number_in, shown, shown_text
from extractor.readers.sheet_merges import Area, merged
from extractor.readers.sheet_model import Sheet, place_name
from extractor.readers.sheet_package import SheetPackage
from extractor.readers.sheet_styles import PLAIN, CellStyle, read_styles
from extractor.readers.sheet_text import Inline, text_in
from extractor.readers.xml_elements import Element, child, children, local, number_of, value_of

_MAX_ROW, _MAX_COLUMN = 1_048_576, 16_384
_MAX_TEXTS = 2_000_000  # texts that cells share; the largest sheets of a table of 200 000 cells have fewer
_PLACE = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]{1,7})")
_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
_TRUE = ("1", "true", "on")


@dataclass(frozen=True, slots=True)
class Workbook:
    """What all sheets of a package share."""

    package: SheetPackage
    texts: tuple[tuple[Inline, ...], ...]
    styles: tuple[CellStyle, ...]
    from_1904: bool


@dataclass(slots=True)
class _Cells:
    """What was gathered of one sheet."""

    texts: dict[tuple[int, int], str] = field(default_factory=dict)
    valueless: list[str] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    areas: list[Area] = field(default_factory=list)


def read_sheets(package: SheetPackage, time: Deadline, options: ReadOptions) -> Iterator[Sheet]:
    """Sheets in the workbook's order, hidden ones too; chart sheets are none.

    Raises: InputError.
    """
    main = next((part for kind, part in package.related("").values() if kind == "officeDocument"), "xl/workbook.xml")
    root = package.root(main)
    if root is None:
        raise package.corrupt("it has no workbook")
    related = package.related(main)
    book = _workbook(package, root, dict(related.values()))
    for entry in children(child(root, "sheets"), "sheet"):
        kind, part = related.get(value_of(entry, "id") or "", ("", ""))
        if kind == "worksheet":
            cells = _read_cells(book, part, time, options)
            hidden = value_of(entry, "state") in ("hidden", "veryHidden")
            yield _sheet(value_of(entry, "name") or "", cells, time, hidden=hidden)


def _workbook(package: SheetPackage, root: Element, parts: dict[str, str]) -> Workbook:
    texts: list[tuple[Inline, ...]] = []
    for item in package.elements(parts.get("sharedStrings", ""), "si"):
        texts.append(tuple(_inlines(item)))
        refuse_more(len(texts), _MAX_TEXTS, "shared texts")
    from_1904 = value_of(child(root, "workbookPr"), "date1904") in _TRUE
    return Workbook(package, tuple(texts), read_styles(package.root(parts.get("styles", ""))), from_1904)


def _sheet(name: str, cells: _Cells, time: Deadline, *, hidden: bool) -> Sheet:
    return Sheet(
        name,
        tuple(merged(cells.texts, cells.areas, time)),
        hidden,
        frozenset(cells.hidden_rows),
        frozenset(cells.hidden_columns),
        tuple(cells.valueless),
        tuple(cells.failed),
    )


def _read_cells(book: Workbook, part: str, time: Deadline, options: ReadOptions) -> _Cells:
    if not book.package.has(part):
        raise book.package.corrupt(f"its part {part} is missing")
    cells = _Cells()
    row = -1
    for element in book.package.elements(part, "row", "col", "mergeCell"):
        name = local(element)
        if name == "row":
            time.check()
            row = min(number_of(element, "r", default=row + 2) - 1, _MAX_ROW - 1)
            _take_row(cells, book, element, row)
            refuse_more(len(cells.texts), options.max_cells, "cells on one sheet")
        elif name == "col" and value_of(element, "hidden") in _TRUE:
            first, last = number_of(element, "min", default=1), number_of(element, "max", default=0)
            cells.hidden_columns.update(range(max(first - 1, 0), min(last, _MAX_COLUMN)))
        elif name == "mergeCell":
            cells.areas += _area(value_of(element, "ref") or "")
    return cells


def _area(reference: str) -> Iterator[Area]:
    corners = [_place(corner) for corner in reference.split(":")]
    if len(corners) == 2 and corners[0] and corners[1]:
        (top, left), (bottom, right) = corners[0], corners[1]
        if top <= bottom and left <= right:
            yield Area(top, left, bottom + 1, right + 1)


def _place(name: str) -> tuple[int, int] | None:
    """Row and column (from 0) of a cell's name; None where it is none."""
    found = _PLACE.fullmatch(name)
    if found is None:
        return None
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    row = int(found[2])
    return (row - 1, column - 1) if 1 <= row <= _MAX_ROW and column <= _MAX_COLUMN else None


def _take_row(cells: _Cells, book: Workbook, element: Element, row: int) -> None:
    if element.get("hidden") in _TRUE:
        cells.hidden_rows.add(row)
    column = -1
    for cell in children(element, "c"):
        place = _place(cell.get("r", ""))
        column = min(column + 1, _MAX_COLUMN - 1) if place is None else place[1]
        if len(cell) == 0:
            continue
        text = _text_of(cell, book)
        if text is None:
            cells.valueless.append(place_name(row, column))
        elif cell.get("t") == "e":
            cells.failed.append(f"{place_name(row, column)} {text}")
        elif text:
            cells.texts[row, column] = text


def _text_of(cell: Element, book: Workbook) -> str | None:
    """What the cell shows; None for a formula whose value is not stored."""
    kind = cell.get("t", "n")
    stored = child(cell, "v")
    value = "" if stored is None else stored.text or ""
    style = _style(cell, book)
    if kind == "inlineStr":
        return shown_text(text_in(_inlines(child(cell, "is")), style.font), style.code)
    if not value:
        return None if kind == "n" and child(cell, "f") is not None else ""
    if kind == "s":
        return shown_text(text_in(_shared(book, value), style.font), style.code)
    if kind == "b":
        return "TRUE" if value in _TRUE else "FALSE"
    if kind in ("str", "e"):
        return shown_text(text_in((Inline(_unescaped(value)),), style.font), style.code)
    return _number_text(value, kind, style, book)


def _shared(book: Workbook, index: str) -> tuple[Inline, ...]:
    place = int(index) if index.isdecimal() and len(index) < 10 else -1
    if not 0 <= place < len(book.texts):
        raise book.package.corrupt(f"the shared text number {index[:10]} is missing")
    return book.texts[place]


def _number_text(value: str, kind: str, style: CellStyle, book: Workbook) -> str:
    number = serial_of(value, from_1904=book.from_1904) if kind == "d" else number_in(value)
    return value if number is None else shown(number, style.code, from_1904=book.from_1904)


def _style(cell: Element, book: Workbook) -> CellStyle:
    index = number_of(cell, "s", default=0)
    return book.styles[index] if 0 <= index < len(book.styles) else PLAIN


def _inlines(item: Element | None) -> Iterator[Inline]:
    """Pieces of a text item; readings of characters (`rPh`) are no part of it."""
    for element in () if item is None else item:
        name = local(element)
        if name == "t":
            yield Inline(_unescaped(element.text or ""))
        elif name == "r":
            properties = child(element, "rPr")
            text = "".join(inner.text or "" for inner in children(element, "t"))
            is_raised = value_of(child(properties, "vertAlign")) == "superscript"
            yield Inline(_unescaped(text), value_of(child(properties, "rFont")), is_raised)


def _unescaped(text: str) -> str:
    return _ESCAPE.sub(lambda found: chr(int(found[1], 16)), text) if "_x" in text else text
