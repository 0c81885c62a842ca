"""RTF written by hand, as Word, WPS and report programs write it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.document import Document
from extractor.errors import InputError
from extractor.readers import read
from extractor.readers.limits import DEFAULTS

Rows = Callable[..., list[list[str]]]
FONTS = (
    r"{\fonttbl{\f0\froman Times New Roman;}{\f1\fcharset134 \'cb\'ce\'cc\'e5;}{\f2\fcharset2 Wingdings;}"
    r"{\f3\fcharset136 PMingLiU;}}"
)


def rtf(body: str) -> bytes:
    """An RTF file; characters beyond ASCII are written as bytes of GBK."""
    coded = "".join(
        char if char < "\x80" else "".join(f"\\'{byte:02x}" for byte in char.encode("gbk")) for char in body
    )
    head = r"{\rtf1\ansi\ansicpg936\deff0" + FONTS + r"{\stylesheet{\s1 heading 1;}}{\info{\author x}}"
    return (head + coded + "}").encode("ascii")


def _read(body: str) -> Document:
    return read(rtf(body), path="a.doc")


def row(ends: str, *texts: str) -> str:
    return r"\trowd\trleft-100" + ends + r"\pard\intbl " + "".join(rf"{text}\cell " for text in texts) + r"\row "


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (r"支出\b 12\b0 万元。\par", "支出12万元。"),
        (r"\loch\af0\dbch\f0 支出\par", "支出"),
        (r"\u25903?\u20986?{\uc2\u8805\'a1\'dd}15%{\uc0\u-24915}\par", "支出≥15%麭"),
        (r"\f3\'b2\'d5\par", "組"),
        (r"{\f2\'fe}是{\f2\u-3842 ?}否\par", "☑是☑否"),
        (r"12m{\super 2}，脚注{\super 1}\par", "12m²，脚注1"),
        (r"{\field{\*\fldinst REF x}{\fldrslt 98%}}\par", "98%"),
        (r"显{\v 隐}{\deleted 删}示{\pict 0102}{\*\unknown x}\par", "显示"),
        (r"{\listtext\pard 一、\tab}概况{\listtext 1.\tab}预算\par", "一、概况1. 预算"),
        ("{\\header 页眉\\par}甲\\bin3 }}}乙\\~丙\\_\\{1\\}\r\n\\par", "甲乙 丙-{1}"),
        ("甲。\\\n乙。\\par", "甲。\n乙。"),
        (r"甲\emdash 乙\line 丙", "甲—乙\n丙"),
        (r"前。{\shp{\*\shpinst{\sp{\sv 1}}{\shptxt 框。\par}}{\shprslt 框}}\par 后。", "前。\n框。\n后。"),
        (r"支出{\footnote\pard 数据来自决算。\par}万元。\par 完。\par", "支出万元。\n完。\n数据来自决算。"),
    ],
    ids=[
        "bold", "other font", "unicode", "font's code page", "symbols", "raised", "field", "left out", "list labels",
        "signs", "broken line", "characters", "text box", "footnote",
    ],
)  # fmt: skip
def test_characters_as_word_prints_them(body: str, text: str) -> None:
    assert _read(body).text == text


def test_what_is_left_out_is_noted() -> None:
    document = _read(r"显{\v 隐}{\deleted 删}示\par")

    assert [note.code for note in document.notes] == ["tracked_changes", "hidden_text"]


def test_cells_span_the_columns_in_which_they_stand(rows: Rows) -> None:
    document = _read(
        r"前文。\par"
        + row(r"\cellx2000\cellx6000", "项目", "改厕")
        + row(r"\clvmgf\cellx2010\cellx4000\cellx6000", "产出", "数量", "4个")
        + row(r"\clvmrg\cellx2000\cellx4000\cellx5990", "", "质量", "目标1；\\par 目标2。")
        + row(r"\clmgf\cellx2000\clmrg\cellx4000\cellx6000", "合计", "", "4个")
        + r"\pard 后文。\par"
    )

    places = [(cell.row, cell.column, cell.row_span, cell.column_span) for cell in document.tables[0].cells]
    assert places == [
        (0, 0, 1, 1), (0, 1, 1, 2), (1, 0, 2, 1), (1, 1, 1, 1), (1, 2, 1, 1), (2, 1, 1, 1), (2, 2, 1, 1), (3, 0, 1, 2),
        (3, 2, 1, 1),
    ]  # fmt: skip
    assert rows(document)[2:] == [["质量", "目标1；\n目标2。"], ["合计", "4个"]]
    assert [block.kind for block in document.blocks] == ["paragraph", "table", "paragraph"]


def test_tables_parted_by_a_paragraph_are_two() -> None:
    one = row(r"\cellx2000\cellx4000", "项目", "预算")

    assert len(_read(one + r"\pard 说明。\par" + one).tables) == 2


def test_definitions_may_be_missing_or_follow_the_cells(rows: Rows) -> None:
    late = r"\pard\intbl 培训\cell 12.5\cell{\trowd\cellx2000\cellx4000\row}"
    document = _read(late + r"\pard\intbl 合计\cell 12.5\cell\row\pard")

    assert rows(document) == [["培训", "12.5"], ["合计", "12.5"]]


def test_a_nested_table_is_text_of_its_cell(rows: Rows) -> None:
    inner = r"\itap2 甲\nestcell 乙\nestcell{\*\nesttableprops\trowd\cellx50\nestrow}{\nonesttables\par}丙\nestcell "

    assert rows(_read(row(r"\cellx2000\cellx4000", inner, "外"))) == [["甲 乙\n丙", "外"]]


def test_rows_set_with_tabs_are_a_table(rows: Rows) -> None:
    document = _read(r"\tab 说明。\par 项目\tab 预算\par \tab 12.5\tab 98%\par")

    assert document.text.startswith("说明。\n")
    assert rows(document) == [["项目", "预算"], ["", "12.5", "98%"]]


def test_headings_by_outline_level_and_by_number() -> None:
    document = _read(r"\pard\outlinelevel1 总体情况\par\pard 一、概况\par")

    assert [(block.kind, block.level) for block in document.blocks] == [("heading", 2), ("heading", 1)]


def test_limits_hold() -> None:
    with pytest.raises(InputError) as caught:
        read(rtf(r"\pard\intbl " + r"1\cell " * 20 + r"\row"), path="a", options=replace(DEFAULTS, max_cells=10))

    assert caught.value.code == "too_large"


def test_a_file_without_text_is_refused() -> None:
    with pytest.raises(InputError) as caught:
        _read(r"{\pict 0102}")

    assert caught.value.code == "no_text"


PIECES = st.sampled_from(
    [
        "{", "}", "\\", "\\u-1 ", "\\u55357 ", "\\'", "\\'d6", "\\cell ", "\\row ", "\\trowd", "\\cellx9",
        "\\cellx-99999999", "\\clvmrg", "\\clmrg", "\\intbl ", "\\par ", "\\bin9999 ", "\\uc9 ", "{\\shptxt ",
        "{\\footnote ", "\\ansicpg1 ", "x",
    ]
)  # fmt: skip


@settings(deadline=None)
@given(st.lists(PIECES, max_size=40))
def test_any_file_gives_a_document_or_an_input_error(pieces: list[str]) -> None:
    try:
        document = read(rtf("".join(pieces)), path="a")
    except InputError as error:
        assert "\n" not in str(error)
    else:
        for table in document.tables:
            assert [cell.column + cell.column_span <= table.column_count for cell in table.cells].count(False) == 0
            assert table.grid
