"""Web pages written by hand: what a browser shows of the article, and what is furniture around it."""

from __future__ import annotations

from base64 import b64encode
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.document import Document
from extractor.errors import InputError
from extractor.readers import read
from extractor.readers.limits import DEFAULTS

PROSE = "2022年度共支出12万元，完成年度预算的98.5%，培训基层人员1520人次，超额完成既定目标。" * 5


def page(body: str, head: str = "") -> str:
    return f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>"


def _read(body: str, head: str = "") -> Document:
    return read(page(body, head).encode(), path="a.html")


def texts(document: Document) -> list[str]:
    return [document.text[block.start : block.end] for block in document.blocks]


def grid(document: Document, index: int = 0) -> list[list[tuple[str, int, int]]]:
    """Text and spans of a table's own cells, row by row."""
    table = document.tables[index]
    return [
        [(document.cell_text(cell), cell.row_span, cell.column_span) for cell in table.cells if cell.row == row]
        for row in range(table.row_count)
    ]


def table(*rows: str) -> str:
    return f"<table>{''.join(f'<tr>{row}</tr>' for row in rows)}</table>"


def cells(*values: str) -> str:
    return "".join(f"<td>{value}</td>" for value in values)


FORM = table(cells("项目", "预算"), cells("培训", "12.5"))


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("<p>一&nbsp;二&#8203;三</p>", "一 二三"),
        ("<p>支出\n   12万元，\n执行率\n98%</p>", "支出12万元，执行率98%"),
        ("<p>the\n budget</p>", "the budget"),
        ("<p>甲<!--注--><script>x</script><style>y</style>乙</p>", "甲乙"),
        ("<p>显<span style='display: none'>隐</span><i hidden>藏</i>示</p>", "显示"),
        ("<p>12m<sup>2</sup>，脚注<sup>1</sup></p>", "12m²，脚注1"),
        ("<p><span style='font-family:\"Wingdings 2\"'>R</span>是<span style='font-family:宋体'>R</span></p>", "☑是R"),
        ("<p><font face='Wingdings'>&#61694;</font>是</p>", "☑是"),
        ("<p><input type=checkbox checked>是<input type=checkbox>否<input value=650></p>", "☑是☐否650"),
        ("<p><select><option>甲<option selected>乙</select></p>", "乙"),
        ("<ol start=3><li>甲项<li>2.乙项<li>丙项</ol>", "3. 甲项\n2.乙项\n5. 丙项"),
        ("<p>原<del>54%</del><ins>76.3%</ins></p>", "原76.3%"),
        ("<p>第一句。<br>第二句，<br>还没完</p>", "第一句。\n第二句，\n还没完"),
        ("<pre>甲 乙\n丙</pre>", "甲 乙\n丙"),
    ],
    ids=[
        "blanks", "source lines", "latin lines", "scripts", "hidden", "raised", "symbol font", "symbol face", "fields",
        "choice", "numbers", "deleted", "breaks", "preformatted",
    ],
)  # fmt: skip
def test_characters_as_a_browser_shows_them(body: str, text: str) -> None:
    assert _read(body).text == text


def test_lines_broken_by_hand_part_where_a_sentence_ends() -> None:
    assert texts(_read("<div>第一句。<br>第二句，<br>还没完<br>一、概况</div>")) == [
        "第一句。",
        "第二句，\n还没完",
        "一、概况",
    ]


def test_headings_state_their_level() -> None:
    document = _read("<h2>总体情况</h2><p>一、概况</p><p>支出12万元。</p>")

    assert [(block.kind, block.level) for block in document.blocks] == [
        ("heading", 2),
        ("heading", 1),
        ("paragraph", None),
    ]


def test_hidden_and_deleted_text_is_noted() -> None:
    document = _read("<p>显<b style='display:none'>隐</b><del>删</del></p>")

    assert [note.code for note in document.notes] == ["tracked_changes", "hidden_text"]


def test_an_article_hidden_until_a_script_shows_it_is_read() -> None:
    body = f"<h1>甲县培训项目绩效自评</h1><div style='visibility: hidden'><p>{PROSE}</p><i hidden>草稿</i></div>"
    document = _read(body, "<meta property='og:title' content='甲县培训项目绩效自评'>")

    assert document.text == f"甲县培训项目绩效自评\n{PROSE}"
    assert [note.code for note in document.notes] == ["hidden_article", "hidden_text"]


def test_a_hidden_copy_of_the_article_is_not_read() -> None:
    assert _read(f"<p>{PROSE}</p><div style='display:none'><p>{PROSE}</p></div>").text == PROSE


def test_spans_cover_rows_and_columns() -> None:
    document = _read(
        table('<td rowspan=2>产出</td><td colspan="2">数量</td>', cells("甲", "4个"), "<td colspan=3>合计</td>")
    )

    assert grid(document) == [
        [("产出", 2, 1), ("数量", 1, 2)],
        [("甲", 1, 1), ("4个", 1, 1)],
        [("合计", 1, 3)],
    ]


@pytest.mark.parametrize(
    ("span", "columns"), [("abc", 1), ("0", 1), ("10000", 2), ("-1", 1), ("99999999999999999999", 2), ("2.5", 2)]
)
def test_odd_column_spans_are_clamped_to_the_table(span: str, columns: int) -> None:
    document = _read(table(cells("项目", "预算"), f'<td colspan="{span}">合计</td>'))

    assert document.tables[0].cells[2].column_span == columns
    assert document.tables[0].column_count == 2


@pytest.mark.parametrize(("span", "rows"), [("abc", 1), ("0", 2), ("10000", 2)])
def test_odd_row_spans_are_clamped_to_the_table(span: str, rows: int) -> None:
    document = _read(table(f'<td rowspan="{span}">产出</td><td>甲</td>', cells("乙")))

    assert document.tables[0].cells[0].row_span == rows
    assert document.tables[0].row_count == 2


def test_paragraphs_of_a_cell_are_lines_but_upright_words_are_one() -> None:
    assert grid(_read(table(cells("<p>绩</p><p>效</p>", "目标1；<br>目标2。"), cells("a", "b"))))[0] == [
        ("绩效", 1, 1),
        ("目标1；\n目标2。", 1, 1),
    ]


def test_unclosed_rows_and_cells_are_closed() -> None:
    assert grid(_read("<table><tr><td>甲<td>乙<tr><td>丙<td>丁</table>")) == [
        [("甲", 1, 1), ("乙", 1, 1)],
        [("丙", 1, 1), ("丁", 1, 1)],
    ]


def test_title_rows_of_a_table_are_paragraphs() -> None:
    document = _read(table("<td colspan=2>项目支出绩效自评表</td>", cells("项目", "预算"), cells("培训", "5")))

    assert texts(document) == ["项目支出绩效自评表", "项目\t预算\n培训\t5"]


def test_nested_table_follows_the_outer() -> None:
    document = _read(
        table(cells("外", f"旁{table(cells('内甲', '内乙'), cells('1', '2'))}"), cells("这是外表的文字", "更多"))
    )

    assert texts(document) == ["外\t旁\n这是外表的文字\t更多", "内甲\t内乙\n1\t2"]


def test_layout_tables_are_unwrapped() -> None:
    inner = f"<p>一、概况</p><p>{PROSE}</p>{FORM}<p>完。</p>"

    document = _read(table(cells("<a href=a>首页</a>"), cells("侧栏", table(cells(inner)))))

    assert len(document.tables) == 1
    assert texts(document)[-4:] == ["一、概况", PROSE, "项目\t预算\n培训\t12.5", "完。"]


FURNITURE = (
    "<div class='nav'><a href=1>首页</a><a href=2>公开</a></div>",
    "<ul><li><a href=1>相关通知一</a><li><a href=2>相关通知二</a><li><a href=3>相关通知三</a></ul>",
    "<div class='share'>分享到：<a>微信</a></div><div id='footer'>主办单位：某局 电话123</div>",
)


@pytest.mark.parametrize(
    "name", ["class=TRS_Editor", "id=zoom", "id='UCAP-CONTENT'", "class='x pages_content'", "id=content"]
)
def test_known_containers_hold_the_article(name: str) -> None:
    body = f"{FURNITURE[0]}<div {name}><p>{PROSE}</p>{FORM}</div>{FURNITURE[1]}{FURNITURE[2]}"

    assert _read(body).text == f"{PROSE}\n项目\t预算\n培训\t12.5"


def test_much_text_outside_the_article_is_noted() -> None:
    document = _read(f"<div id=zoom><p>{PROSE}</p></div><div>{PROSE}</div>")

    assert document.text == PROSE
    assert [(note.code, note.message) for note in document.notes] == [
        ("page_rest", "网页正文以外有 245 个字未读取，请核对是否属于报告")
    ]


def test_without_a_known_container_the_densest_part_is_the_article() -> None:
    body = f"{FURNITURE[0]}<div><div class=q><p>{PROSE}</p>{FORM}{FURNITURE[1]}</div></div>{FURNITURE[2]}"

    assert _read(body).text == f"{PROSE}\n项目\t预算\n培训\t12.5"


def test_title_and_publication_lines_before_the_article_are_kept() -> None:
    body = (
        f"{FURNITURE[0]}<h1>某局2022年度绩效自评报告</h1>"
        "<div><span>发布时间：2023-04-20</span><span>来源：某局</span>浏览次数：12 次 字体：[大 中 小]</div>"
        f"<div id=zoom><p>{PROSE}</p></div>"
    )

    document = _read(body, "<title>某局2022年度绩效自评报告_预决算公开_某局</title>")

    assert texts(document) == ["某局2022年度绩效自评报告", "发布时间：2023-04-20 来源：某局", PROSE]


def test_rows_of_an_index_table_are_publication_lines() -> None:
    index = table(
        cells("索引号：", "31-1", "发布机构：", "某局"), cells("文号", "某〔2023〕1号", "公开日期", "2023-04-20")
    )

    assert texts(_read(f"{index}<div id=zoom><p>{PROSE}</p></div>"))[:2] == [
        "索引号：31-1 发布机构：某局",
        "文号：某〔2023〕1号 公开日期：2023-04-20",
    ]


def test_title_that_the_editing_system_states_stands_first() -> None:
    document = _read(f"<div id=zoom><p>{PROSE}</p></div>", "<meta name=ArticleTitle content='某局绩效自评报告'>")

    assert texts(document) == ["某局绩效自评报告", PROSE]


def test_title_inside_the_article_stands_once() -> None:
    document = _read(
        f"<div id=zoom><p>某局绩效自评报告</p><p>{PROSE}</p></div>", "<title>某局绩效自评报告-某局</title>"
    )

    assert texts(document) == ["某局绩效自评报告", PROSE]


@pytest.mark.parametrize(
    ("encoding", "declared"),
    [("gb18030", "gb2312"), ("gb18030", "utf-8"), ("utf-8", "gb2312"), ("big5hkscs", "gbk"), ("utf-16", "utf-8")],
)
def test_bytes_decide_on_the_encoding(encoding: str, declared: str) -> None:
    head = f"<meta charset={declared}><style>{'a{b:c} ' * 20000}</style>"
    text = (
        "某局預算執行情況報告，支出十二萬元。"
        if encoding.startswith("big5")
        else "某局支出12㎡〇二—二三年·预算执行情况报告。"
    )

    assert read(page(f"<p>{text}</p>", head).encode(encoding), path="a").text == text


def test_saved_page_with_parts_is_read() -> None:
    content = b64encode(page("<p>某局绩效自评报告。</p>").encode("gb18030")).decode()
    mhtml = (
        'MIME-Version: 1.0\nContent-Type: multipart/related; boundary="b"\n\n--b\nContent-Type: text/html\n'
        f"Content-Transfer-Encoding: base64\n\n{content}\n--b\nContent-Type: image/png\n\nxx\n--b--\n"
    )

    document = read(mhtml.encode(), path="a.doc")

    assert (document.text, document.source.media_type) == ("某局绩效自评报告。", "multipart/related")


def test_saved_page_whose_parts_nest_without_end_is_damaged() -> None:
    header = 'Content-Type: multipart/related; boundary="b{}"\n\n--b{}\n'
    nested = "MIME-Version: 1.0\n" + "".join(header.format(number, number) for number in range(3000))

    with pytest.raises(InputError, match="the saved web page is damaged; save it again, as HTML"):
        read(nested.encode(), path="a.mht")


def test_spreadsheet_that_is_a_page_is_read() -> None:
    assert read(FORM.encode("gb18030"), path="a.xls").text == "项目\t预算\n培训\t12.5"


def test_page_without_text_says_so() -> None:
    with pytest.raises(InputError, match="the page shows no text; save the page with its content, not its frame"):
        _read("<script>x</script>")


@pytest.mark.parametrize(
    ("body", "limit"),
    [
        ("<div>" * 30_000, "elements inside each other"),
        ("".join(f"<p><b id={number}>x" for number in range(3000)), "elements opened again"),
        (f"<table>{'<tr><td>1<td>2' * 60}</table>", "cells in one table"),
    ],
    ids=["depth", "unclosed", "cells"],
)
def test_what_would_explode_is_refused(body: str, limit: str) -> None:
    with pytest.raises(InputError, match=limit) as caught:
        read(page(body).encode(), path="a", options=replace(DEFAULTS, max_cells=100))

    assert caught.value.code == "too_large"


@pytest.mark.parametrize(
    "deep",
    ["<div>" * 500, "<table><tr><td>" * 500, *("<div>" * depth + "<table><tr><td>" * 100 for depth in (1, 2, 3))],
    ids=["blocks", "tables", "tables in 1", "tables in 2", "tables in 3"],
)
def test_deep_nesting_is_flattened_and_noted(deep: str) -> None:
    document = _read(f"{deep}<p>甲。</p><p>乙。</p>")

    assert document.text == "甲。\n乙。"
    assert [note.code for note in document.notes] == ["html_nesting"]


@settings(deadline=None)
@given(
    st.lists(
        st.sampled_from(
            ["<table>", "</table>", "<tr>", "<td colspan=3>", "<td rowspan=0>", "</td>", "<p>", "</p>", "<br>", "<b>",
             "<div id=zoom>", "</div>", "<a href=x>", "</a>", "<ol><li>", "甲", "12%", "。", "\n", "&nbsp;", "<h1>"]
        ),
        max_size=60,
    )
)  # fmt: skip
def test_any_tags_give_a_document_or_an_input_error(pieces: list[str]) -> None:
    try:
        document = read(f"<html>{''.join(pieces)}".encode(), path="a")
    except InputError as error:
        assert "\n" not in str(error)
    else:
        assert all(table.row_count for table in document.tables)


@settings(deadline=None)
@given(st.binary(max_size=200))
def test_any_bytes_in_a_page_give_a_document_or_an_input_error(data: bytes) -> None:
    try:
        read(b"<html><body><p>" + data, path="a")
    except InputError as error:
        assert "\n" not in str(error)
