"""ODS packages written by hand."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.document import Document
from extractor.errors import InputError
from extractor.readers import read
from extractor.readers.limits import DEFAULTS

_NAMESPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text", "style")
)


def ods(body: str, *, styles: str = "", prolog: str = "", manifest: str = "") -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet", zipfile.ZIP_STORED)
        archive.writestr("META-INF/manifest.xml", f"<manifest>{manifest}</manifest>")
        archive.writestr(
            "content.xml",
            f"{prolog}<office:document-content {_NAMESPACES}>"
            f"<office:automatic-styles>{styles}</office:automatic-styles>"
            f"<office:body><office:spreadsheet>{body}</office:spreadsheet></office:body></office:document-content>",
        )
    return target.getvalue()


def _cell(content: str = "", attributes: str = "") -> str:
    text = f"<text:p>{content}</text:p>" if content else ""
    return f"<table:table-cell {attributes}>{text}</table:table-cell>"


def _row(*cells: str, attributes: str = "") -> str:
    return f"<table:table-row {attributes}>{''.join(cells)}</table:table-row>"


def _table(*rows: str, attributes: str = "") -> str:
    return f'<table:table table:name="表" {attributes}>{"".join(rows)}</table:table>'


def _read(*rows: str, styles: str = "") -> Document:
    return read(ods(_table(*rows), styles=styles), path="a.ods")


def test_shown_texts_with_merged_and_repeated_cells() -> None:
    document = _read(
        _row(_cell("产出", 'table:number-rows-spanned="2"'), _cell("10,680.00", 'table:number-columns-repeated="2"')),
        _row("<table:covered-table-cell/>", _cell("甲"), _cell("乙")),
        _row(_cell("", 'table:number-columns-repeated="16384"'), attributes='table:number-rows-repeated="1048574"'),
    )

    assert document.text == "产出\t10,680.00\t10,680.00\n甲\t乙"
    assert document.tables[0].cells[0].row_span == 2


@pytest.mark.parametrize(
    ("content", "text"),
    [
        ("上<text:s text:c='2'/>海<text:tab/>市", "上  海 市"),
        ("目标一；<text:line-break/>目标二。", "目标一；\n目标二。"),
        ("12m<text:span text:style-name='S'>2</text:span>", "12m²"),
        ("人<office:annotation><text:p>批注</text:p></office:annotation>数", "人数"),
        ("<text:a>链接</text:a>尾", "链接尾"),
    ],
    ids=["blanks", "break", "raised", "remark", "link"],
)
def test_characters_of_a_cell(content: str, text: str) -> None:
    raised = '<style:style style:name="S"><style:text-properties style:text-position="super 58%"/></style:style>'

    assert _read(_row(_cell(content)), styles=raised).text == text


@pytest.mark.parametrize(
    ("attributes", "text"),
    [
        ('office:value-type="percentage" office:value="0.976"', "97.6%"),
        ('office:value-type="float" office:value="15.300000000000001"', "15.3"),
        ('office:value-type="date" office:date-value="2023-04-10T00:00:00"', "2023-04-10"),
        ('office:value-type="string" office:string-value="合格"', "合格"),
    ],
)
def test_values_without_a_shown_text(attributes: str, text: str) -> None:
    assert _read(_row(_cell("", attributes))).text == text


def test_hidden_sheets_rows_and_columns_are_left_out_and_noted() -> None:
    styles = '<style:style style:name="H"><style:table-properties table:display="false"/></style:style>'
    columns = '<table:table-column/><table:table-column table:visibility="collapse"/>'
    visible = _table(
        columns,
        _row(_cell("项目"), _cell("藏列"), _cell("预算")),
        _row(_cell("藏行"), attributes='table:visibility="filter"'),
    )
    hidden = _table(_row(_cell("底稿")), attributes='table:style-name="H"')

    document = read(ods(visible + hidden, styles=styles), path="a")

    assert document.text == "项目\t预算"
    assert [note.code for note in document.notes] == ["hidden_rows", "hidden_sheet"]


def test_formulas_without_value_and_with_errors_are_noted() -> None:
    document = _read(
        _row(_cell("执行率"), _cell("", 'table:formula="of:=[.A2]"'), _cell("#DIV/0!", 'table:formula="of:=1/0"'))
    )

    assert document.text == "执行率"
    assert [(note.code, note.message) for note in document.notes] == [
        ("formula_without_value", "工作表“表”的公式没有保存计算结果：B1"),
        ("formula_error", "工作表“表”的公式结果是错误值，未读取：C1 #DIV/0!"),
    ]


def test_protected_files_say_so() -> None:
    with pytest.raises(InputError) as caught:
        read(ods("", manifest="<encryption-data/>"), path="a")

    assert caught.value.code == "encrypted"


def test_text_that_is_left_to_entities_is_neither_fetched_nor_left_out_in_silence() -> None:
    prolog = '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname">]>'

    with pytest.raises(InputError, match="leaves text to entities") as caught:
        read(ods(_table(_row(_cell("甲&x;乙"))), prolog=prolog), path="a")

    assert caught.value.code == "corrupt"


def test_repeated_cells_beyond_the_limit_are_refused() -> None:
    row = _row(_cell("甲", 'table:number-columns-repeated="16384"'), attributes='table:number-rows-repeated="1048576"')

    with pytest.raises(InputError) as caught:
        read(ods(_table(row)), path="a", options=replace(DEFAULTS, max_cells=100))

    assert caught.value.code == "too_large"


def test_damaged_xml_is_corrupt() -> None:
    with pytest.raises(InputError, match=r"the ODS file is damaged \(its part content.xml cannot be read\)"):
        read(ods("<table:table>"), path="a")


@settings(deadline=None)
@given(st.text("<>/=\"' table:p-cel0129甲", max_size=60))
def test_any_content_gives_a_document_or_an_input_error(content: str) -> None:
    try:
        document = _read(_row(_cell("甲"), content))
    except InputError as error:
        assert "\n" not in str(error)
    else:
        assert "甲" in document.text
