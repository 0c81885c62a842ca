"""XLS workbooks written by xlwt: what a cell shows, and what damaged and protected files give."""

from __future__ import annotations

from dataclasses import replace

import pytest
import xlwt

from extractor.document import Document
from extractor.errors import InputError
from extractor.readers import read
from extractor.readers.limits import DEFAULTS
from tests.readers.sheet_files import Fill, rows, xls


def _read(*fills: Fill) -> Document:
    return read(xls(*fills), path="a.xls")


def test_rows_and_columns_are_a_table() -> None:
    document = _read(rows([["项目", "预算"], ["培训", 12.5]]))

    assert document.text == "项目\t预算\n培训\t12.5"
    assert document.source.media_type == "application/vnd.ms-excel"


@pytest.mark.parametrize(
    ("value", "code", "text"),
    [
        (0.976, "0.0%", "97.6%"),
        (45026, 'yyyy"年"m"月"d"日"', "2023年4月10日"),
        (45026, "M/D/YY", "2023/4/10"),
        (10680, "#,##0.00", "10,680.00"),
        (15.300000000000001, "General", "15.3"),
        (True, "General", "TRUE"),
        ("十", '@"元"', "十元"),
    ],
)
def test_number_formats_are_applied(value: object, code: str, text: str) -> None:
    style = xlwt.easyxf(num_format_str=code)

    assert _read(lambda sheet: sheet.write(0, 0, value, style)).text == text


def test_merged_cells_cover_their_places() -> None:
    def fill(sheet: xlwt.Worksheet) -> None:
        sheet.write_merge(0, 1, 0, 0, "产出")
        sheet.write(0, 1, "甲")
        sheet.write(1, 1, "乙")

    cells = _read(fill).tables[0].cells

    assert [(cell.row, cell.column, cell.row_span) for cell in cells] == [(0, 0, 2), (0, 1, 1), (1, 1, 1)]


def test_raised_digits_and_symbol_fonts() -> None:
    def fill(sheet: xlwt.Worksheet) -> None:
        sheet.write_rich_text(0, 0, ["12m", ("2", xlwt.easyfont("escapement superscript"))])
        sheet.write(0, 1, "R", xlwt.easyxf("font: name Wingdings 2"))

    assert _read(fill).text == "12m²\t☑"


def test_hidden_sheets_rows_and_columns_are_left_out_and_noted() -> None:
    def hide(sheet: xlwt.Worksheet) -> None:
        rows([["项目", "藏", "预算"], ["藏", "", ""], ["培训", "", 5]])(sheet)
        sheet.row(1).hidden = True
        sheet.col(1).hidden = True

    def vanish(sheet: xlwt.Worksheet) -> None:
        rows([["底稿"]])(sheet)
        sheet.visibility = 1

    document = _read(hide, vanish)

    assert document.text == "项目\t预算\n培训\t5"
    assert [note.code for note in document.notes] == ["hidden_rows", "hidden_sheet"]


def test_formula_without_value_is_noted_never_zero() -> None:
    document = _read(lambda sheet: (sheet.write(0, 0, "执行率"), sheet.write(0, 1, xlwt.Formula("1+1"))))

    assert document.text == "执行率"
    assert [(note.code, note.message) for note in document.notes] == [
        ("formula_without_value", "工作表“表1”的公式没有保存计算结果：B1")
    ]


def test_more_cells_than_allowed_are_refused() -> None:
    with pytest.raises(InputError) as caught:
        read(xls(rows([[1, 2, 3]])), path="a", options=replace(DEFAULTS, max_cells=2))

    assert caught.value.code == "too_large"


def test_a_workbook_without_its_start_is_corrupt() -> None:
    data = xls(rows([["项目"]])).replace(b"\x09\x08\x10\x00\x00\x06\x05\x00", bytes(8), 1)

    with pytest.raises(InputError) as caught:
        read(data, path="a")

    assert str(caught.value) == (
        "the spreadsheet is damaged (XLRDError); open it in a spreadsheet program and save it as XLSX"
    )
