"""XLSX packages written by hand: what a cell shows, which cells are a table, what is left out and said."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.document import Document
from extractor.errors import InputError
from extractor.readers import read
from extractor.readers.limits import DEFAULTS

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"

Value = str | int | float | None


def _cell(name: str, value: Value, style: int = 0) -> str:
    """A cell: text, number, or the XML of its content."""
    if isinstance(value, str) and not value.startswith("<"):
        return f'<c r="{name}" s="{style}" t="inlineStr"><is><t xml:space="preserve">{value}</t></is></c>'
    content = value if isinstance(value, str) else f"<v>{value!r}</v>"
    return f'<c r="{name}" s="{style}">{content}</c>'


def _rows(rows: Sequence[Sequence[Value]]) -> str:
    """Rows of cells from A1 on; None leaves a cell out."""
    written = []
    for number, values in enumerate(rows, start=1):
        cells = "".join(
            _cell(f"{chr(64 + column)}{number}", value)
            for column, value in enumerate(values, start=1)
            if value is not None
        )
        written.append(f'<row r="{number}">{cells}</row>')
    return "".join(written)


def _sheet(rows: str, merges: Sequence[str] = (), columns: str = "") -> str:
    merged = "".join(f'<mergeCell ref="{reference}"/>' for reference in merges)
    return f"{columns}<sheetData>{rows}</sheetData><mergeCells>{merged}</mergeCells>"


def xlsx(*sheets: str, formats: Sequence[str] = (), shared: str = "", names: Sequence[tuple[str, str]] = ()) -> bytes:
    """A package of sheets given as XML; `formats` are the number formats of the styles 1, 2, …"""
    called = list(names) or [(f"Sheet{number}", "visible") for number in range(1, len(sheets) + 1)]
    entries = "".join(
        f'<sheet name="{name}" sheetId="{number}" state="{state}" r:id="r{number}"/>'
        for number, (name, state) in enumerate(called, start=1)
    )
    relations = "".join(
        f'<Relationship Id="r{number}" Type="{_OFFICE}/worksheet" Target="worksheets/sheet{number}.xml"/>'
        for number in range(1, len(sheets) + 1)
    )
    others = "".join(
        f'<Relationship Id="{kind}" Type="{_OFFICE}/{kind}" Target="{kind}.xml"/>'
        for kind in ("styles", "sharedStrings")
    )
    codes = "".join(f'<numFmt numFmtId="{199 + n}" formatCode="{code}"/>' for n, code in enumerate(formats, start=1))
    styles = "".join(f'<xf numFmtId="{199 + n}"/>' for n in range(1, len(formats) + 1))
    parts = {
        "_rels/.rels": f'<Relationships xmlns="{_RELATIONS}">'
        f'<Relationship Id="r1" Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_RELATIONS}">{relations}{others}</Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>{entries}</sheets></workbook>',
        "xl/styles.xml": f'<styleSheet xmlns="{_MAIN}"><numFmts>{codes}</numFmts>'
        f'<cellXfs><xf numFmtId="0"/>{styles}</cellXfs></styleSheet>',
        "xl/sharedStrings.xml": f'<sst xmlns="{_MAIN}">{shared}</sst>',
    }
    parts |= {
        f"xl/worksheets/sheet{number}.xml": f'<worksheet xmlns="{_MAIN}">{sheet}</worksheet>'
        for number, sheet in enumerate(sheets, start=1)
    }
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return target.getvalue()


def _read(*sheets: str, formats: Sequence[str] = (), names: Sequence[tuple[str, str]] = ()) -> Document:
    return read(xlsx(*sheets, formats=formats, names=names), path="a.xlsx")


Grid = list[list[tuple[str, int, int]]]


def grid(document: Document, index: int = 0) -> Grid:
    """Text and spans of a table's own cells, row by row."""
    table = document.tables[index]
    return [
        [(document.cell_text(cell), cell.row_span, cell.column_span) for cell in table.cells if cell.row == row]
        for row in range(table.row_count)
    ]


def texts(document: Document) -> list[tuple[str, str]]:
    return [(block.kind, document.text[block.start : block.end]) for block in document.blocks]


FORM = [["项目", "预算", "执行"], ["培训", 12.5, 10]]


def test_rows_and_columns_are_a_table() -> None:
    assert _read(_sheet(_rows(FORM))).text == "项目\t预算\t执行\n培训\t12.5\t10"


def test_merged_cells_cover_their_places_and_hide_what_is_below() -> None:
    rows = [["产出", "数量", "4个"], ["藏", "质量", "好"], ["合计", "藏", "5"]]

    document = _read(_sheet(_rows(rows), ["A1:A2", "A3:B3"]))

    assert grid(document) == [
        [("产出", 2, 1), ("数量", 1, 1), ("4个", 1, 1)],
        [("质量", 1, 1), ("好", 1, 1)],
        [("合计", 1, 2), ("5", 1, 1)],
    ]


def test_empty_cells_inside_are_kept_and_empty_borders_are_not() -> None:
    rows = [[None, None, None], [None, "项目", "预算"], [None, None, None], [None, None, 3]]

    assert grid(_read(_sheet(_rows(rows)))) == [[("项目", 1, 1), ("预算", 1, 1)], [("", 1, 1), ("3", 1, 1)]]


def test_lines_around_a_table_are_paragraphs() -> None:
    rows = [["附件1"], ["项目支出绩效自评表"], ["填报单位：某局", None, "单位：万元"], *FORM, ["注：含上年结转。"]]

    assert texts(_read(_sheet(_rows(rows), ["A2:C2"]))) == [
        ("paragraph", "附件1"),
        ("paragraph", "项目支出绩效自评表"),
        ("paragraph", "填报单位：某局 单位：万元"),
        ("table", "项目\t预算\t执行\n培训\t12.5\t10"),
        ("paragraph", "注：含上年结转。"),
    ]


def test_a_title_after_an_empty_row_begins_another_table() -> None:
    rows = [*FORM, [None], ["附表2 支出明细表"], ["科目", "金额"], ["劳务费", 3]]

    assert [text for _, text in texts(_read(_sheet(_rows(rows), ["A4:C4"])))] == [
        "项目\t预算\t执行\n培训\t12.5\t10",
        "附表2 支出明细表",
        "科目\t金额\n劳务费\t3",
    ]


def test_a_single_cell_inside_a_table_stays_in_it() -> None:
    rows = [["项目", "预算"], ["（一）培训", None], ["场次", 3]]

    assert len(_read(_sheet(_rows(rows))).tables[0].grid) == 3


def test_upright_words_are_one() -> None:
    assert _read(_sheet(_rows([["绩\n效\n指\n标", "第一行\n第二行"], ["a", "b"]]))).text.startswith(
        "绩效指标\t第一行\n第二行"
    )


def test_several_sheets_follow_each_other_under_their_names() -> None:
    document = _read(_sheet(_rows(FORM)), _sheet(_rows(FORM)), names=[("培训自评", "visible"), ("Sheet2", "visible")])

    assert [kind for kind, _ in texts(document)] == ["heading", "table", "table"]
    assert document.text.startswith("培训自评\n项目")


def test_hidden_sheets_rows_and_columns_are_left_out_and_noted() -> None:
    rows = (
        f'<row r="1">{_cell("A1", "项目")}{_cell("B1", "藏列")}{_cell("C1", "预算")}</row>'
        f'<row r="2" hidden="1">{_cell("A2", "藏行")}</row>'
        f'<row r="3">{_cell("A3", "培训")}{_cell("C3", 5)}</row>'
    )
    columns = '<cols><col min="2" max="2" hidden="1"/></cols>'

    document = _read(
        _sheet(rows, columns=columns), _sheet(_rows([["底稿"]])), names=[("表", "visible"), ("底", "hidden")]
    )

    assert document.text == "项目\t预算\n培训\t5"
    assert [(note.code, note.message) for note in document.notes] == [
        ("hidden_rows", "工作表“表”有 1 行、1 列内容是隐藏的，未读取"),
        ("hidden_sheet", "工作表“底”是隐藏的，未读取"),
    ]


def test_merged_cell_with_hidden_rows_shrinks() -> None:
    rows = (
        f'<row r="1" hidden="1">{_cell("A1", "产出")}{_cell("B1", "藏")}</row>'
        f'<row r="2">{_cell("B2", "甲")}</row><row r="3">{_cell("B3", "乙")}</row>'
    )

    assert grid(_read(_sheet(rows, ["A1:A3"]))) == [[("产出", 2, 1), ("甲", 1, 1)], [("乙", 1, 1)]]


def test_formula_without_value_is_noted_never_zero() -> None:
    cells = _cell("A1", "执行率") + _cell("B1", "<f>B2/C2</f>") + _cell("C1", "<f>A1</f><v>7</v>")

    document = _read(_sheet(f'<row r="1">{cells}</row>'))

    assert document.text == "执行率\t7"
    assert [(note.code, note.message) for note in document.notes] == [
        ("formula_without_value", "工作表“Sheet1”的公式没有保存计算结果：B1")
    ]


def test_errors_of_formulas_are_noted_and_not_read() -> None:
    cells = _cell("A1", "执行率") + '<c r="B1" t="e"><f>1/0</f><v>#DIV/0!</v></c>'

    document = _read(_sheet(f'<row r="1">{cells}</row>'))

    assert document.text == "执行率"
    assert document.notes[0].message == "工作表“Sheet1”的公式结果是错误值，未读取：B1 #DIV/0!"


def test_number_formats_of_cells_are_applied() -> None:
    cells = _cell("A1", 0.976, 1) + _cell("B1", 45026, 2) + _cell("C1", 10680, 3) + _cell("D1", 15.300000000000001)

    document = _read(f"<sheetData><row>{cells}</row></sheetData>", formats=["0.0%", "yyyy\\年m\\月d\\日", "#,##0.00"])

    assert document.text == "97.6%\t2023年4月10日\t10,680.00\t15.3"


@pytest.mark.parametrize(
    ("item", "text"),
    [
        ("<t>文字</t>", "文字"),
        ("<r><t>12m</t></r><r><rPr><vertAlign val='superscript'/></rPr><t>2</t></r>", "12m²"),
        ("<r><rPr><rFont val='Wingdings 2'/></rPr><t>R</t></r><r><t>是</t></r>", "☑是"),
        ("<t>上海</t><rPh sb='0' eb='1'><t>shang</t></rPh>", "上海"),
        ("<t>甲；_x000D_\n乙。</t>", "甲；\n乙。"),
    ],
    ids=["plain", "raised", "symbol font", "reading", "escape"],
)
def test_shared_texts_as_shown(item: str, text: str) -> None:
    sheet = _sheet('<row><c t="s"><v>0</v></c></row>')

    assert read(xlsx(sheet, shared=f"<si>{item}</si>"), path="a").text == text


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ('<c t="b"><v>1</v></c>', "TRUE"),
        ('<c t="str"><f>A2</f><v>合格</v></c>', "合格"),
        ('<c t="d"><v>2023-04-10T00:00:00</v></c>', "45026"),
    ],
    ids=["truth", "formula's text", "iso date under General"],
)
def test_kinds_of_cells(cell: str, text: str) -> None:
    assert _read(_sheet(f"<row>{cell}</row>")).text == text


def test_a_missing_shared_text_is_damage() -> None:
    with pytest.raises(InputError, match="the shared text number 9 is missing") as caught:
        _read(_sheet('<row><c t="s"><v>9</v></c></row>'))

    assert caught.value.code == "corrupt"


def test_names_of_parts_may_differ_in_case_and_slashes() -> None:
    data = xlsx(_sheet(_rows(FORM))).replace(b"xl/worksheets/sheet1.xml", b"xl\\Worksheets\\Sheet1.xml")

    assert len(read(data, path="a").tables) == 1


def test_sheets_that_show_nothing_have_no_text() -> None:
    with pytest.raises(InputError, match="its sheets show no text; check that the figures are not on hidden sheets"):
        _read(_sheet(""))


def test_more_cells_than_allowed_are_refused() -> None:
    with pytest.raises(InputError) as caught:
        read(xlsx(_sheet(_rows(FORM))), path="a", options=replace(DEFAULTS, max_cells=5))

    assert str(caught.value) == "it has 6 cells on one sheet, more than the limit of 5; split it"


def test_a_bomb_is_refused() -> None:
    with pytest.raises(InputError) as caught:
        _read(_sheet(_rows([["文" * 5_000_000]])))

    assert caught.value.code == "unsafe_archive"


@settings(deadline=None)
@given(st.data())
def test_damaged_parts_give_a_document_or_an_input_error(data: st.DataObject) -> None:
    part = bytearray(_sheet(_rows([*FORM, ["合计", None, 4]]), ["A1:B1", "A2:A3"]).encode())
    for place, value in data.draw(
        st.lists(st.tuples(st.integers(0, len(part) - 1), st.sampled_from(b"0129AZ:\"<>/'=-")), max_size=15)
    ):
        part[place] = value

    try:
        document = read(xlsx(part.decode(errors="replace")), path="a")
    except InputError as error:
        assert "\n" not in str(error)
    else:
        assert all(table.row_count for table in document.tables)
