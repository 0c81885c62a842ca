from __future__ import annotations

from collections.abc import Callable

import pytest

from extractor.document import Document

ReadDocx = Callable[..., Document]
Texts = Callable[[Document], list[tuple[str, str]]]
Rows = Callable[..., list[list[str]]]


def _run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def _paragraph(*runs: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{''.join(runs)}</w:p>"


def _cell(text: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{_paragraph(_run(text))}</w:tc>"


def _table(*rows: str) -> str:
    return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in rows)}</w:tbl>"


SUPERSCRIPT = '<w:vertAlign w:val="superscript"/>'
FIELD = (
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>REF x</w:instrText></w:r>'
    '<w:r><w:t>藏</w:t></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>98%</w:t></w:r>'
    '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
)
CHECK_BOX = (
    '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox><w:default w:val="0"/>'
    '<w:checked/></w:checkBox></w:ffData></w:fldChar></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
)


@pytest.mark.parametrize(
    ("inline", "text"),
    [
        (_run("原") + f"<w:ins>{_run('76.3%')}</w:ins><w:del><w:r><w:delText>54%</w:delText></w:r></w:del>", "原76.3%"),
        (f"<w:moveFrom>{_run('甲')}</w:moveFrom><w:moveTo>{_run('乙')}</w:moveTo>", "乙"),
        (f"<w:sdt><w:sdtPr/><w:sdtContent>{_run('控件96.5分')}</w:sdtContent></w:sdt>", "控件96.5分"),
        (f"<w:hyperlink>{_run('财监〔2023〕1号')}</w:hyperlink>", "财监〔2023〕1号"),
        (_run("显") + _run("隐", "<w:vanish/>") + _run("示", '<w:vanish w:val="0"/>'), "显示"),
        (_run("率") + FIELD, "率98%"),
        (CHECK_BOX + _run("是"), "☑是"),
        ('<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>' + _run("是"), "☑是"),
        (_run("R", '<w:rFonts w:ascii="Wingdings 2"/>') + _run("是"), "☑是"),
        ('<w:r><w:sym w:font="Symbol" w:char="F0B3"/></w:r>' + _run("15%"), "≥15%"),
        (_run("12m") + _run("2", SUPERSCRIPT), "12m²"),
        (_run("3.5万m") + _run("3", SUPERSCRIPT) + _run("/日"), "3.5万m³/日"),
        (_run("执行率") + _run("1", SUPERSCRIPT), "执行率1"),
        (_run("第一行") + "<w:r><w:br/></w:r>" + _run("第二行"), "第一行\n第二行"),
        (_run("甲") + "<w:r><w:tab/></w:r>" + _run("乙"), "甲 乙"),
        ("<w:r><w:t>一</w:t><w:noBreakHyphen/><w:t>二</w:t></w:r>", "一-二"),
    ],
    ids=[
        "tracked change", "move", "content control", "link", "hidden", "field", "form box", "symbol", "symbol font",
        "comparator", "square", "cube", "note mark", "break", "tab", "hyphen",
    ],
)  # fmt: skip
def test_characters_as_word_prints_them(read_docx: ReadDocx, inline: str, text: str) -> None:
    assert read_docx(_paragraph(inline)).text == text


def test_left_out_text_is_noted(read_docx: ReadDocx) -> None:
    document = read_docx(_paragraph(_run("显"), _run("隐", "<w:vanish/>"), f"<w:ins>{_run('增')}</w:ins>"))

    assert [note.code for note in document.notes] == ["tracked_changes", "hidden_text"]


def test_paragraph_whose_end_was_deleted_goes_on(read_docx: ReadDocx) -> None:
    first = _paragraph(_run("支出"), properties="<w:rPr><w:del/></w:rPr>")

    assert read_docx(first + _paragraph(_run("12万元"))).text == "支出12万元"


def test_text_box_comes_once_after_its_paragraph(read_docx: ReadDocx) -> None:
    box = (
        "<w:r><mc:AlternateContent><mc:Choice><wps:txbx><w:txbxContent>"
        + _paragraph(_run("框内"))
        + "</w:txbxContent></wps:txbx></mc:Choice><mc:Fallback><v:textbox><w:txbxContent>"
        + _paragraph(_run("框内"))
        + "</w:txbxContent></v:textbox></mc:Fallback></mc:AlternateContent></w:r>"
    )

    assert read_docx(_paragraph(_run("正文。"), box) + _paragraph(_run("后文。"))).text == "正文。\n框内\n后文。"


def test_footnotes_stand_at_the_end(read_docx: ReadDocx) -> None:
    body = _paragraph(_run("支出"), '<w:r><w:footnoteReference w:id="2"/></w:r>', _run("万元。"))
    notes = f'<w:footnote w:id="2">{_paragraph(_run("数据来自决算。"))}</w:footnote>'

    assert read_docx(body + _paragraph(_run("完。")), footnotes=notes).text == "支出万元。\n完。\n数据来自决算。"


def test_headings_by_outline_level_and_by_number(read_docx: ReadDocx) -> None:
    document = read_docx(
        _paragraph(_run("总体情况"), properties='<w:outlineLvl w:val="1"/>') + _paragraph(_run("一、概况"))
    )

    assert [(block.kind, block.level) for block in document.blocks] == [("heading", 2), ("heading", 1)]


def test_contents_lines_are_furniture(read_docx: ReadDocx) -> None:
    styles = '<w:style w:type="paragraph" w:styleId="C"><w:name w:val="toc 1"/></w:style>'
    document = read_docx(_paragraph(_run("一、概况"), properties='<w:pStyle w:val="C"/>'), styles=styles)

    assert document.blocks[0].kind == "furniture"


def test_sentence_cut_into_two_paragraphs_is_one_block(read_docx: ReadDocx, texts: Texts) -> None:
    document = read_docx(_paragraph(_run("2022年惠及中小微企业数量为")) + _paragraph(_run("263家，完成目标。")))

    assert texts(document) == [("paragraph", "2022年惠及中小微企业数量为\n263家，完成目标。")]


def test_merged_cells_cover_their_places(read_docx: ReadDocx) -> None:
    document = read_docx(
        _table(
            _cell("项目", '<w:gridSpan w:val="2"/>') + _cell("改厕"),
            _cell("产出", '<w:vMerge w:val="restart"/>') + _cell("数量") + _cell("4个"),
            _cell("", "<w:vMerge/>") + _cell("质量") + _cell(""),
        )
    )

    cells = [
        (document.cell_text(cell), cell.row, cell.column, cell.row_span, cell.column_span)
        for cell in document.tables[0].cells
    ]
    assert cells == [
        ("项目", 0, 0, 1, 2),
        ("改厕", 0, 2, 1, 1),
        ("产出", 1, 0, 2, 1),
        ("数量", 1, 1, 1, 1),
        ("4个", 1, 2, 1, 1),
        ("质量", 2, 1, 1, 1),
        ("", 2, 2, 1, 1),
    ]
    assert document.text == "项目\t改厕\n产出\t数量\t4个\n质量\t"


def test_merge_that_goes_on_nothing_is_a_cell(read_docx: ReadDocx, rows: Rows) -> None:
    assert rows(read_docx(_table(_cell("甲", "<w:vMerge/>") + _cell("乙")))) == [["甲", "乙"]]


def test_deleted_rows_and_cells_are_left_out(read_docx: ReadDocx, rows: Rows) -> None:
    document = read_docx(
        _table(
            _cell("甲") + _cell("乙") + _cell("丙", "<w:cellDel/>"),
            "<w:trPr><w:del/></w:trPr>" + _cell("删"),
            _cell("丁") + _cell("戊"),
        )
    )

    assert rows(document) == [["甲", "乙"], ["丁", "戊"]]


def test_paragraphs_of_a_cell_are_lines_but_upright_words_are_one(read_docx: ReadDocx, rows: Rows) -> None:
    two = f"<w:tc>{_paragraph(_run('目标1；'))}{_paragraph(_run('目标2。'))}</w:tc>"
    upright = f"<w:tc>{_paragraph(_run('绩'))}{_paragraph(_run('效'))}</w:tc>"

    assert rows(read_docx(_table(two + upright))) == [["目标1；\n目标2。", "绩效"]]


def test_nested_table_follows_the_outer(read_docx: ReadDocx, rows: Rows) -> None:
    inner = f"<w:tc>{_paragraph(_run('外'))}{_table(_cell('内甲') + _cell('内乙'))}</w:tc>"
    document = read_docx(_table(inner + _cell("旁")))

    assert [rows(document, 0), rows(document, 1)] == [[["外", "旁"]], [["内甲", "内乙"]]]


def test_rows_set_with_tabs_are_a_table(read_docx: ReadDocx, rows: Rows) -> None:
    tab = "<w:r><w:tab/></w:r>"
    document = read_docx(
        _paragraph(_run("序号"), tab, _run("项目"), tab, _run("预算"))
        + _paragraph(_run("1"), tab, _run("培训"), tab, _run("12.5"))
    )

    assert rows(document) == [["序号", "项目", "预算"], ["1", "培训", "12.5"]]


def test_tabs_before_a_row_are_empty_cells_where_other_rows_have_none(read_docx: ReadDocx, rows: Rows) -> None:
    tab = "<w:r><w:tab/></w:r>"
    document = read_docx(
        _paragraph(_run("培训"), tab, _run("办班"), tab, _run("12.5"))
        + _paragraph(tab, _run("合计"), tab, _run("12.5"))
    )

    assert rows(document) == [["培训", "办班", "12.5"], ["", "合计", "12.5"]]


def test_tabs_that_only_indent_are_no_cells(read_docx: ReadDocx, rows: Rows) -> None:
    tab = "<w:r><w:tab/></w:r>"
    document = read_docx(
        _paragraph(tab, _run("支出按进度拨付。"))
        + _paragraph(tab, _run("项目"), tab, _run("预算"))
        + _paragraph(tab, _run("培训"), tab, _run("12.5"))
    )

    assert document.text.startswith("支出按进度拨付。\n")
    assert rows(document) == [["项目", "预算"], ["培训", "12.5"]]


COLUMNS = '<w:tblGrid><w:gridCol w:w="900"/><w:gridCol w:w="700"/></w:tblGrid>'


@pytest.mark.parametrize(
    ("between", "upper", "count"),
    [
        ('<w:bookmarkEnd w:id="1"/>', COLUMNS, 1),
        ("<w:p/>", COLUMNS, 2),
        ("", COLUMNS.replace("700", "701"), 2),
        ("", COLUMNS.replace("<w:tblGrid>", "<w:tblPr><w:tblpPr/></w:tblPr><w:tblGrid>"), 2),
        ("", "", 2),
    ],
    ids=["unseen mark", "paragraph", "other columns", "floating", "unknown columns"],
)
def test_tables_with_nothing_between_them_and_the_same_columns_are_one(
    read_docx: ReadDocx, between: str, upper: str, count: int
) -> None:
    first, second = _table(_cell("项目") + _cell("预算")), _table(_cell("培训") + _cell("12.5"))
    body = first.replace("<w:tbl>", f"<w:tbl>{upper}") + between + second.replace("<w:tbl>", f"<w:tbl>{COLUMNS}")

    document = read_docx(body)

    assert len(document.tables) == count
    assert document.text == "项目\t预算\n培训\t12.5"
