from __future__ import annotations

from collections.abc import Callable

import pytest

from extractor.document import Document
from extractor.readers.docx_numbering import format_number

ReadDocx = Callable[..., Document]


@pytest.mark.parametrize(
    ("number", "number_format", "written"),
    [
        (1, "decimal", "1"),
        (10, "chineseCounting", "十"),
        (11, "chineseCountingThousand", "十一"),
        (20, "taiwaneseCountingThousand", "二十"),
        (105, "chineseCountingThousand", "一百零五"),
        (110, "chineseCountingThousand", "一百一十"),
        (10, "ideographDigital", "一〇"),
        (10, "chineseLegalSimplified", "壹拾"),
        (3, "decimalEnclosedCircle", "③"),
        (21, "decimalEnclosedCircle", "㉑"),
        (12, "decimalFullWidth", "１２"),
        (2, "decimalEnclosedParen", "⑵"),
        (2, "ideographTraditional", "乙"),
        (27, "lowerLetter", "aa"),
        (3, "upperLetter", "C"),
        (4, "lowerRoman", "iv"),
        (1944, "upperRoman", "MCMXLIV"),
        (7, "decimalZero", "07"),
        (7, "none", ""),
        (7, "hindiNumbers", "7"),
    ],
)
def test_number_formats(number: int, number_format: str, written: str) -> None:
    assert format_number(number, number_format) == written


def _level(index: int, number_format: str, template: str, extra: str = "") -> str:
    return (
        f'<w:lvl w:ilvl="{index}"><w:start w:val="1"/><w:numFmt w:val="{number_format}"/>{extra}'
        f'<w:lvlText w:val="{template}"/></w:lvl>'
    )


NUMBERING = (
    '<w:abstractNum w:abstractNumId="0">'
    + _level(0, "chineseCountingThousand", "%1、", '<w:pStyle w:val="H1"/>')
    + _level(1, "chineseCounting", "（%2）", '<w:pStyle w:val="H2"/>')
    + _level(2, "decimal", "%3.")
    + _level(3, "decimal", "%1.%3.%4", "<w:isLgl/>")
    + "</w:abstractNum>"
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    '<w:num w:numId="2"><w:abstractNumId w:val="0"/>'
    '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride></w:num>'
)
STYLES = (
    '<w:style w:type="paragraph" w:styleId="H1"><w:name w:val="heading 1"/>'
    '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr><w:outlineLvl w:val="0"/></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="H2"><w:name w:val="heading 2"/><w:basedOn w:val="H1"/>'
    '<w:pPr><w:outlineLvl w:val="1"/></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="T1"><w:name w:val="mine"/><w:basedOn w:val="H1"/></w:style>'
)


def _listed(text: str, level: int, list_id: int = 1) -> str:
    return (
        f'<w:p><w:pPr><w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list_id}"/></w:numPr></w:pPr>'
        f"<w:r><w:t>{text}</w:t></w:r></w:p>"
    )


def _styled(text: str, style: str) -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>'


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (_listed("甲", 0) + _listed("乙", 0), "一、甲\n二、乙"),
        (
            _listed("甲", 0) + _listed("乙", 1) + _listed("丙", 0) + _listed("丁", 1),
            "一、甲\n（一）乙\n二、丙\n（一）丁",
        ),
        (_listed("5万元", 2), "1. 5万元"),
        (_listed("甲", 0) + _listed("乙", 3), "一、甲\n1.1.1 乙"),
        (_listed("甲", 0) + _listed("乙", 0, 2) + _listed("丙", 0, 2), "一、甲\n五、乙\n六、丙"),
        (_listed("甲", 0, 0), "甲"),
        (_styled("甲", "H1") + _styled("乙", "H2") + _styled("丙", "T1"), "一、甲\n（一）乙\n二、丙"),
        (_listed("甲", 0) + _listed("", 0) + _listed("乙", 0), "一、甲\n三、乙"),
    ],
    ids=["counts", "deeper begins again", "blank before a number", "legal", "override", "none", "styles", "empty"],
)
def test_labels_as_word_prints_them(read_docx: ReadDocx, body: str, text: str) -> None:
    assert read_docx(body, numbering=NUMBERING, styles=STYLES).text == text


def test_number_alone_fills_a_cell(read_docx: ReadDocx) -> None:
    row = f"<w:tr><w:tc>{_listed('', 2)}</w:tc><w:tc><w:p><w:r><w:t>甲</w:t></w:r></w:p></w:tc></w:tr>"

    assert read_docx(f"<w:tbl>{row}{row}</w:tbl>", numbering=NUMBERING).text == "1.\t甲\n2.\t甲"


def test_list_linked_through_a_style(read_docx: ReadDocx) -> None:
    numbering = (
        '<w:abstractNum w:abstractNumId="0">' + _level(0, "decimalEnclosedCircle", "%1") + "</w:abstractNum>"
        '<w:abstractNum w:abstractNumId="1"><w:numStyleLink w:val="L"/></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>'
        '<w:num w:numId="9"><w:abstractNumId w:val="0"/></w:num>'
    )
    styles = '<w:style w:styleId="L"><w:pPr><w:numPr><w:numId w:val="9"/></w:numPr></w:pPr></w:style>'

    assert read_docx(_listed("甲", 0), numbering=numbering, styles=styles).text == "①甲"
