"""`dataset.xlsx`: the tables as sheets, for people. All text is written as text: nothing in it can become a formula.

A sheet that is full goes on in another one. A number that no double is printed as is written as text, with all
its digits. Text beyond what a cell can hold is cut, and how often is counted.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from extractor.writers import exact, whole_file, workbook
from extractor.writers.columns import Cell, Row
from extractor.writers.record import Record
from extractor.writers.tables import TABLES, Table

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

NAME = "dataset.xlsx"
WIDTH, FROZEN_COLUMNS = 14, 1
# Characters that XML has no form for; those below U+0020 the library writes in the format's own escapes.
NO_XML = re.compile("[\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class _Formats:
    header: Format
    text: Format
    day: Format


def write(records: Iterable[Record], folder: Path) -> Mapping[str, int]:
    """Write the workbook into `folder`, in one pass; gives how many texts it had to cut.

    Raises: OSError, ModuleNotFoundError without xlsxwriter.
    """
    with whole_file.opened(folder / NAME) as file, workbook.streamed(file, "绩效自评报告数据集") as book:
        formats = _Formats(
            header=book.add_format({"bold": True, "bg_color": "#DDE6F0", "border": 1, "text_wrap": True}),
            text=book.add_format({"num_format": "@"}),
            day=book.add_format({"num_format": "yyyy-mm-dd"}),
        )
        sheets = {table.name: _Sheets(book, table, formats) for table in TABLES}
        for record in records:
            for table, rows in record.tables().items():
                sheets[table].add(rows)
        for sheet in sheets.values():
            sheet.end()
    return {NAME: sum(sheet.cut for sheet in sheets.values())}


class _Sheets:
    """The sheet of one table, and those that it goes on in: `title (2)` and so on."""

    def __init__(self, book: Workbook, table: Table[Any], formats: _Formats) -> None:
        self.book = book
        self.table = table
        self.formats = formats
        self.number = 0
        self.cut = 0
        self._begin()

    def add(self, rows: Iterable[Row]) -> None:
        """Write `rows` below those that stand there."""
        for row in rows:
            if self.row == workbook.ROWS:
                self.end()
                self._begin()
            for place, cell in enumerate(row):
                self._write(place, cell)
            self.row += 1

    def end(self) -> None:
        """Say up to where the sheet is filled."""
        self.sheet.autofilter(0, 0, max(self.row - 1, 1), len(self.table.columns) - 1)

    def _begin(self) -> None:
        self.number += 1
        title = self.table.title if self.number == 1 else f"{self.table.title} ({self.number})"
        self.sheet: Worksheet = self.book.add_worksheet(title)
        self.sheet.set_column(0, len(self.table.columns) - 1, WIDTH)
        self.sheet.freeze_panes(1, FROZEN_COLUMNS)
        for place, column in enumerate(self.table.columns):
            self.sheet.write_string(0, place, column.title, self.formats.header)
        self.row = 1

    def _write(self, place: int, cell: Cell) -> None:
        match cell:
            case None:
                return
            case bool():
                self.sheet.write_boolean(self.row, place, cell)
            case datetime.date():
                day = datetime.datetime.combine(cell, datetime.time())
                self.sheet.write_datetime(self.row, place, day, self.formats.day)
            case Decimal():
                self._write_number(place, cell)
            case int():
                self.sheet.write_number(self.row, place, cell)
            case str():
                self._write_text(place, cell)

    def _write_number(self, place: int, number: Decimal) -> None:
        double = exact.double(number)
        if double is None:
            self._write_text(place, f"{number:f}")
        else:
            self.sheet.write_number(self.row, place, double)

    def _write_text(self, place: int, text: str) -> None:
        self.cut += len(text) > workbook.LONGEST_TEXT
        kept = NO_XML.sub("\ufffd", text[: workbook.LONGEST_TEXT])
        self.sheet.write_string(self.row, place, kept, self.formats.text)
