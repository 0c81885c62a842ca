"""Excel 2003 XML, which report programs write and call .xls -> `Document`: every cell as the spreadsheet shows it.

Source: XML Spreadsheet Reference (Office XP). Cells and rows say their place only where some before them are left out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from extractor.document import Document, Source
from extractor.readers.docx_package import parse
from extractor.readers.limits import ReadOptions, deadline, refuse_more
from extractor.readers.sheet_dates import serial_of
from extractor.readers.sheet_document import document_of
from extractor.readers.sheet_formats import GENERAL, number_in, shown, shown_text
from extractor.readers.sheet_merges import Area, merged
from extractor.readers.sheet_model import Sheet, place_name
from extractor.readers.sheet_text import Inline, text_in
from extractor.readers.xml_elements import Element, child, children, number_of, value_of

_MAX_ROW, _MAX_COLUMN = 1_048_576, 16_384
_NAMED = {
    "Percent": "0.00%", "Fixed": "0.00", "Standard": "#,##0.00", "Currency": '"¥"#,##0.00', "Scientific": "0.00E+00",
    "Short Date": "yyyy/m/d", "Medium Date": "d-mmm-yy", "Long Date": 'yyyy"年"m"月"d"日"',
    "General Date": "yyyy/m/d h:mm", "General Number": GENERAL,
}  # fmt: skip


@dataclass(slots=True)
class _Cells:
    """What was gathered of one sheet."""

    texts: dict[tuple[int, int], str] = field(default_factory=dict)
    areas: list[Area] = field(default_factory=list)
    valueless: list[str] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)


def read(data: bytes, source: Source, *, options: ReadOptions) -> Document:
    """The file `data` as read; it has no pages.

    Raises: InputError `corrupt`, `too_large`, `timeout`, or `no_text` where its sheets show nothing.
    """
    root = parse(data, "XML spreadsheet")
    codes = {value_of(style, "ID"): _code_of(style) for style in children(child(root, "Styles"), "Style")}
    sheets = [_sheet(sheet, codes, options) for sheet in children(root, "Worksheet")]
    return document_of(sheets, source, options)


def _code_of(style: Element) -> str:
    code = value_of(child(style, "NumberFormat"), "Format") or GENERAL
    return _NAMED.get(code, code)


def _sheet(sheet: Element, codes: Mapping[str | None, str], options: ReadOptions) -> Sheet:
    cells, time = _Cells(), deadline(options)
    table = child(sheet, "Table")
    for column, element in _placed(table, "Column", "Span", _MAX_COLUMN):
        if value_of(element, "Hidden") == "1":
            last = column + number_of(element, "Span", default=0)
            cells.hidden_columns.update(range(column, min(last, _MAX_COLUMN) + 1))
    for row, element in _placed(table, "Row", "Span", _MAX_ROW):
        if value_of(element, "Hidden") == "1":
            cells.hidden_rows.add(row)
        for column, cell in _placed(element, "Cell", "MergeAcross", _MAX_COLUMN):
            _take(cells, row, column, cell, codes.get(value_of(cell, "StyleID"), GENERAL))
        refuse_more(len(cells.texts), options.max_cells, "cells on one sheet")
    visible = child(sheet, "WorksheetOptions", "Visible")
    return Sheet(
        value_of(sheet, "Name") or "",
        tuple(merged(cells.texts, cells.areas, time)),
        visible is not None and (visible.text or "") in ("SheetHidden", "SheetVeryHidden"),
        frozenset(cells.hidden_rows),
        frozenset(cells.hidden_columns),
        tuple(cells.valueless),
        tuple(cells.failed),
    )


def _placed(parent: Element | None, name: str, extent: str, limit: int) -> Iterator[tuple[int, Element]]:
    """Children of that name with their place, from 0; `extent` names how many more places each takes."""
    place = 0
    for element in children(parent, name):
        place = max(number_of(element, "Index", default=place + 1) - 1, place)
        if place >= limit:
            return
        yield place, element
        place += 1 + max(number_of(element, extent, default=0), 0)


def _take(cells: _Cells, row: int, column: int, cell: Element, code: str) -> None:
    down, across = (max(number_of(cell, name, default=0), 0) for name in ("MergeDown", "MergeAcross"))
    if down or across:
        cells.areas.append(Area(row, column, min(row + down, _MAX_ROW) + 1, min(column + across, _MAX_COLUMN) + 1))
    data = child(cell, "Data")
    if data is None:
        cells.valueless += [place_name(row, column)] if value_of(cell, "Formula") else []
        return
    written = "".join(str(text) for text in data.itertext())
    if value_of(data, "Type") == "Error":
        cells.failed.append(f"{place_name(row, column)} {written}")
        return
    text = text_in([Inline(_shown(written, value_of(data, "Type"), code))], None)
    if text:
        cells.texts[row, column] = text


def _shown(written: str, kind: str | None, code: str) -> str:
    if kind == "Boolean":
        return "TRUE" if written.strip() == "1" else "FALSE"
    number = serial_of(written) if kind == "DateTime" else number_in(written) if kind == "Number" else None
    if number is None:
        return shown_text(written, code)
    return shown(number, "yyyy/m/d" if kind == "DateTime" and code == GENERAL else code)
