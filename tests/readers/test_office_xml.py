"""Documents of Word and Excel as one XML file, written by hand as report programs write them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from extractor.document import Document
from extractor.errors import InputError
from extractor.readers import read
from extractor.readers.limits import DEFAULTS

Rows = Callable[..., list[list[str]]]
_W = 'xmlns:w="http://schemas.microsoft.com/office/word/2003/wordml"'
_WX = 'xmlns:wx="http://schemas.microsoft.com/office/word/2003/auxHint"'
_AML = 'xmlns:aml="http://schemas.microsoft.com/aml/2001/core" xmlns:v="urn:schemas-microsoft-com:vml"'
_SS = "urn:schemas-microsoft-com:office:spreadsheet"
_MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def _word(body: str, styles: str = "") -> Document:
    root = f"<w:wordDocument {_W} {_WX} {_AML}><w:styles>{styles}</w:styles>"
    whole = f'<?xml version="1.0"?>{root}<w:body><wx:sect>{body}</wx:sect></w:body></w:wordDocument>'
    return read(whole.encode(), path="a.doc")


def _paragraph(text: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def _cell(text: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{_paragraph(text)}</w:tc>"


def _change(kind: str, inner: str) -> str:
    return f'<aml:annotation w:type="Word.{kind}"><aml:content>{inner}</aml:content></aml:annotation>'


def _numbered(number: str) -> str:
    return f'<w:listPr><w:ilvl w:val="0"/><wx:t wx:val="{number}"/></w:listPr>'


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (f"<wx:sub-section>{_paragraph('概况')}</wx:sub-section>", "概况"),
        (_paragraph("概况", _numbered("一、")) + _paragraph("5万元", _numbered("1.")), "一、概况\n1. 5万元"),
        (_paragraph("概况", '<w:listPr><w:ilvl w:val="0"/></w:listPr>'), "概况"),
        (
            f"<w:p>{_change('Insertion', '<w:r><w:t>76%</w:t></w:r>')}"
            f"{_change('Deletion', '<w:r><w:delText>54%</w:delText></w:r>')}{_change('Bookmark.Start', '')}</w:p>",
            "76%",
        ),
        (
            "<w:p><w:r><w:t>支出</w:t></w:r><w:r><w:footnote>"
            + _paragraph("来自决算。")
            + "</w:footnote></w:r><w:r><w:t>万元。</w:t></w:r></w:p>",
            "支出万元。\n来自决算。",
        ),
        (
            _paragraph("正文。")
            + f"<w:p><w:r><w:pict><w:binData w:name='x'>{'A' * 99}</w:binData><v:shape/></w:pict></w:r></w:p>",
            "正文。",
        ),
    ],
    ids=["section", "list numbers", "number not printed", "tracked changes", "footnote", "picture"],
)
def test_word_2003_xml_reads_as_word_prints_it(body: str, text: str) -> None:
    document = _word(body)

    assert document.text == text
    assert document.source.media_type == "application/xml"


def test_cells_of_word_2003_xml_span_rows_and_columns(rows: Rows) -> None:
    upper = _cell("产出", '<w:vmerge w:val="restart"/>') + _cell("数量") + _cell("4个")
    lower = _cell("", "<w:vmerge/>") + _cell("合计", '<w:gridSpan w:val="2"/>')
    document = _word(f"<w:tbl><w:tr>{upper}</w:tr><w:tr>{lower}</w:tr></w:tbl>")

    spans = [(cell.row_span, cell.column_span) for cell in document.tables[0].cells]
    assert (rows(document), spans) == ([["产出", "数量", "4个"], ["合计"]], [(2, 1), (1, 1), (1, 1), (1, 2)])


def test_styles_of_word_2003_xml_make_headings() -> None:
    style = '<w:style w:type="paragraph" w:styleId="H"><w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:style>'

    assert _word(_paragraph("总体情况", '<w:pStyle w:val="H"/>'), style).blocks[0].level == 1


def _flat(parts: str) -> bytes:
    head = '<?xml version="1.0"?><?mso-application progid="Word.Document"?>'
    package = "http://schemas.microsoft.com/office/2006/xmlPackage"
    return f'{head}<pkg:package xmlns:pkg="{package}">{parts}</pkg:package>'.encode()


def test_a_document_as_one_xml_file_reads_as_its_parts() -> None:
    body = _paragraph("支出12万元。")
    main = f'<w:document xmlns:w="{_MAIN}"><w:body>{body}</w:body></w:document>'
    part = f'<pkg:part pkg:name="/word/document.xml"><pkg:xmlData>{main}</pkg:xmlData></pkg:part>'
    other = '<pkg:part pkg:name="/word/a.png"><pkg:binaryData>!</pkg:binaryData></pkg:part><pkg:part/>'

    assert read(_flat(part + other), path="a.xml").text == "支出12万元。"


@pytest.mark.parametrize(
    "data",
    [
        _flat(""),
        _flat("<")[:-9],
        f'<?xml version="1.0"?><w:wordDocument {_W}'.encode(),
        f'<?xml version="1.0"?><Workbook xmlns="{_SS}">'.encode(),
        f'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><Workbook xmlns="{_SS}">&b;</Workbook>'.encode(),
    ],
    ids=["no parts", "cut off", "cut off Word", "cut off Excel", "nothing shown"],
)
def test_damaged_files_are_refused(data: bytes) -> None:
    with pytest.raises(InputError) as caught:
        read(data, path="a.xml")

    assert caught.value.code in ("corrupt", "no_text")


def _excel(table: str, extra: str = "") -> bytes:
    formats = {"rate": "0.0%", "date": "Short Date", "money": "#,##0.00"}
    styles = "".join(
        f'<Style ss:ID="{name}"><NumberFormat ss:Format="{code}"/></Style>' for name, code in formats.items()
    )
    return (
        f'<?xml version="1.0"?><Workbook xmlns="{_SS}" xmlns:ss="{_SS}"><Styles>{styles}</Styles>'
        f'<Worksheet ss:Name="自评表"><Table>{table}</Table></Worksheet>{extra}</Workbook>'
    ).encode()


def _data(text: str, kind: str = "String", attributes: str = "") -> str:
    return f'<Cell {attributes}><Data ss:Type="{kind}">{text}</Data></Cell>'


def _row(*cells: str, attributes: str = "") -> str:
    return f"<Row {attributes}>{''.join(cells)}</Row>"


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (_data("0.976", "Number", 'ss:StyleID="rate"'), "97.6%"),
        (_data("1234.5", "Number", 'ss:StyleID="money"'), "1,234.50"),
        (_data("15.300000000000001", "Number"), "15.3"),
        (_data("2023-04-10T00:00:00.000", "DateTime", 'ss:StyleID="date"'), "2023/4/10"),
        (_data("2023-04-10T00:00:00.000", "DateTime"), "2023/4/10"),
        (_data("<B>加</B>粗"), "加粗"),
        (_data("1", "Boolean"), "TRUE"),
        (_data("4个", attributes='ss:StyleID="none"'), "4个"),
    ],
)
def test_cells_of_excel_2003_xml_as_shown(rows: Rows, cell: str, text: str) -> None:
    document = read(_excel(_row(_data("项目"), _data("值")) + _row(_data("培训"), cell)), path="a.xls")

    assert rows(document)[1] == ["培训", text]


def test_cells_of_excel_2003_xml_span_and_skip(rows: Rows) -> None:
    document = read(
        _excel(
            _row(
                _data("产出", attributes='ss:MergeDown="1"'),
                _data("数量", attributes='ss:MergeAcross="1"'),
                _data("4个"),
            )
            + _row(_data("质量", attributes='ss:Index="4"'), attributes='ss:Index="2"')
        ),
        path="a.xls",
    )

    spans = [(cell.row, cell.column, cell.row_span, cell.column_span) for cell in document.tables[0].cells]
    assert spans == [(0, 0, 2, 1), (0, 1, 1, 1), (0, 2, 1, 1), (1, 1, 1, 1), (1, 2, 1, 1)]
    assert rows(document) == [["产出", "数量", "4个"], ["", "质量"]]


def test_what_excel_2003_xml_hides_or_leaves_open_is_noted() -> None:
    hidden = (
        '<Worksheet ss:Name="底稿"><Table><Row><Cell><Data ss:Type="Number">1</Data></Cell></Row></Table>'
        "<WorksheetOptions><Visible>SheetHidden</Visible></WorksheetOptions></Worksheet>"
    )
    table = (
        '<Column ss:Index="3" ss:Hidden="1"/>'
        + _row(_data("项目"), _data("值"), _data("藏"))
        + _row(_data("培训"), '<Cell ss:Formula="=A1"/>', _data("#REF!", "Error"))
        + _row(_data("藏"), attributes='ss:Hidden="1"')
    )

    document = read(_excel(table, hidden), path="a.xls")

    assert "藏" not in document.text
    assert {note.code for note in document.notes} == {
        "hidden_rows", "formula_without_value", "formula_error", "hidden_sheet",
    }  # fmt: skip


def test_the_limit_of_cells_holds() -> None:
    many = _excel(_row(*[_data("1")] * 20))

    with pytest.raises(InputError) as caught:
        read(many, path="a.xls", options=replace(DEFAULTS, max_cells=10))

    assert caught.value.code == "too_large"
