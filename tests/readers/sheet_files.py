"""XLS workbooks written by xlwt."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence

import xlwt

Fill = Callable[[xlwt.Worksheet], object]


def xls(*fills: Fill) -> bytes:
    """A workbook of sheets called 表1, 表2, …, each filled by a function."""
    book = xlwt.Workbook(encoding="utf-8")
    for number, fill in enumerate(fills, start=1):
        fill(book.add_sheet(f"表{number}", cell_overwrite_ok=True))
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def rows(values: Sequence[Sequence[object]]) -> Fill:
    def fill(sheet: xlwt.Worksheet) -> None:
        for row, cells in enumerate(values):
            for column, value in enumerate(cells):
                sheet.write(row, column, value)

    return fill
