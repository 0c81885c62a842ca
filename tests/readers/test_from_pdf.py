from __future__ import annotations

from collections.abc import Callable

import pytest

from extractor.document import Document
from extractor.errors import InputError
from extractor.readers import read
from extractor.readers.limits import ReadOptions

Bytes = Callable[..., bytes]
ReadPdf = Callable[..., Document]
Draw = Callable[..., object]
Texts = Callable[[Document], list[tuple[str, str]]]
Rows = Callable[..., list[list[str]]]

FULL = "本年度全县财政安排困难群众救助资金共计一千二百万元，其中中央资"  # 31 characters: 72 to 444 points
LEFT = 72


def test_paragraph_is_joined_by_indent_and_width(read_pdf: ReadPdf, write: Draw, texts: Texts) -> None:
    document = read_pdf(
        write(
            (LEFT + 24, 100, FULL[:-2]),
            (LEFT, 120, FULL),
            (LEFT, 140, "金已经下达。"),
            (LEFT + 24, 160, FULL[:-2]),
            (LEFT, 180, "资金已经拨付。"),
        )
    )

    assert texts(document) == [
        ("paragraph", FULL[:-2] + FULL + "金已经下达。"),
        ("paragraph", FULL[:-2] + "资金已经拨付。"),
    ]


def test_furniture_comes_after_the_paragraph_that_the_page_break_cuts(
    read_pdf: ReadPdf, write: Draw, texts: Texts
) -> None:
    document = read_pdf(
        write((LEFT, 40, "某县民政局"), (LEFT + 24, 700, FULL[:-2]), (LEFT, 720, FULL), (290, 800, "— 1 —")),
        write((LEFT, 40, "某县民政局"), (LEFT, 100, "金已经下达。"), (290, 800, "— 2 —")),
    )

    assert texts(document) == [
        ("furniture", "某县民政局"),
        ("paragraph", FULL[:-2] + FULL + "金已经下达。"),
        ("furniture", "— 1 —"),
        ("furniture", "某县民政局"),
        ("furniture", "— 2 —"),
    ]


def test_places_are_pages_and_boxes(read_pdf: ReadPdf, write: Draw) -> None:
    document = read_pdf(write((LEFT, 100, "预算12万元")), write((LEFT, 100, "支出10万元")))
    start = document.text.index("支出")

    (place,) = document.places(start, start + 2)

    assert place.page == 2
    assert place.bbox is not None
    x0, top, x1, bottom = place.bbox
    assert (round(x0), round(x1)) == (72, 96)
    assert 98 <= top <= bottom <= 116
    assert [(page.number, page.width, page.height) for page in document.pages] == [(1, 595, 842), (2, 595, 842)]
    assert document.source.pages == 2


def test_title_set_with_spaces_loses_them(read_pdf: ReadPdf, write: Draw) -> None:
    assert read_pdf(write((LEFT, 100, "自 评 报 告"))).text == "自评报告"


def test_overprinted_characters_are_one(read_pdf: ReadPdf, write: Draw) -> None:
    assert read_pdf(write((72, 100, "得分96分"), (72.3, 100, "得分96分"))).text == "得分96分"


def test_slanted_watermark_is_left_out_and_noted(read_pdf: ReadPdf) -> None:
    def draw(canvas: object) -> None:
        canvas.drawString(72, 700, "执行率98.5%")  # type: ignore[attr-defined]
        canvas.rotate(45)  # type: ignore[attr-defined]
        canvas.drawString(500, 100, "内部资料")  # type: ignore[attr-defined]

    document = read_pdf(draw)

    assert document.text == "执行率98.5%"
    assert [note.code for note in document.notes] == ["watermark"]


def test_turned_page_is_read_upright(read_pdf: ReadPdf) -> None:
    def draw(canvas: object) -> None:
        canvas.rotate(90)  # type: ignore[attr-defined]
        canvas.drawString(72, -100, "横向表格页513个")  # type: ignore[attr-defined]

    document = read_pdf(draw)

    assert document.text == "横向表格页513个"
    assert (document.pages[0].width, document.pages[0].height) == (842, 595)
    assert [note.code for note in document.notes] == ["turned_page"]


def test_page_without_text_is_noted(pdf: Bytes, write: Draw) -> None:
    data = pdf(write((72, 100, "正文。")), lambda canvas: canvas.rect(72, 72, 100, 100))

    document = read(data, path="a.pdf", options=ReadOptions(ocr="off"))

    assert [(note.code, note.message) for note in document.notes] == [
        ("page_without_text", "第 2 页没有文字层（可能是扫描图像）")
    ]


def test_closed_table_gives_cells_with_spans(read_pdf: ReadPdf, grid: Draw) -> None:
    document = read_pdf(grid([72, 172, 272, 372], [100, 125, 150], [["项目", "改厕", None], ["数量", "", "4个"]]))

    cells = [
        (document.cell_text(cell), cell.row, cell.column, cell.row_span, cell.column_span)
        for cell in document.tables[0].cells
    ]
    assert cells == [
        ("项目", 0, 0, 1, 1),
        ("改厕", 0, 1, 1, 2),
        ("数量", 1, 0, 1, 1),
        ("", 1, 1, 1, 1),
        ("4个", 1, 2, 1, 1),
    ]
    assert document.text == "项目\t改厕\n数量\t\t4个"


XS = [72, 172, 272, 372]


def test_table_over_two_pages_is_one(read_pdf: ReadPdf, grid: Draw, rows: Rows) -> None:
    document = read_pdf(
        grid(XS, [700, 725, 750], [["指标", "目标", "完成"], ["改造", "4个", "5个"]]),
        grid(XS, [72, 97, 122], [["指标", "目标", "完成"], ["培训", "6次", "7次"]]),
    )

    assert rows(document) == [["指标", "目标", "完成"], ["改造", "4个", "5个"], ["培训", "6次", "7次"]]
    assert [note.code for note in document.notes] == ["repeated_header"]
    places = document.places(document.tables[0].start, document.tables[0].end)
    assert {place.page for place in places} == {1, 2}


def test_header_in_the_middle_of_a_form_is_dropped_where_the_next_page_repeats_it(
    read_pdf: ReadPdf, grid: Draw, rows: Rows
) -> None:
    header = ["指标", "2022年目标值", "得分(10分)"]
    form = [["项目名称", "厕改", "区住建局"], header, ["改造", "4个", "5个"]]
    document = read_pdf(grid(XS, [675, 700, 725, 750], form), grid(XS, [72, 97, 122], [header, ["培训", "6次", "7次"]]))

    assert rows(document) == [*form, ["培训", "6次", "7次"]]
    assert [note.code for note in document.notes] == ["repeated_header"]


def test_row_with_figures_is_no_repeated_header(read_pdf: ReadPdf, grid: Draw, rows: Rows) -> None:
    lines = [["指标", "目标", "完成"], ["改造", "4个", "5个"], ["培训", "6次", "7次"]]
    document = read_pdf(grid(XS, [675, 700, 725, 750], lines), grid(XS, [72, 97, 122], lines[1:]))

    assert rows(document) == [*lines, *lines[1:]]


def test_the_limit_of_cells_holds_for_a_table_over_several_pages(pdf: Bytes, grid: Draw) -> None:
    data = pdf(
        grid(XS, [700, 725, 750], [["指标", "目标", "完成"], ["改造", "4个", "5个"]]),
        grid(XS, [72, 97, 122], [["培训", "6次", "7次"], ["检测", "8次", "9次"]]),
    )

    assert read(data, path="a.pdf", options=ReadOptions(max_cells=12)).tables[0].row_count == 4
    with pytest.raises(InputError, match="12 cells in one table"):
        read(data, path="a.pdf", options=ReadOptions(max_cells=11))


def test_row_cut_by_the_page_break_is_one(read_pdf: ReadPdf, grid: Draw, rows: Rows) -> None:
    document = read_pdf(
        grid(XS, [700, 725, 750], [["指标", "目标", "完成"], ["专利转让相关政", "4个", "5个"]]),
        grid(XS, [72, 97, 122], [["策和手续满意度", "", ""], ["培训", "6次", "7次"]]),
    )

    assert rows(document)[1:] == [["专利转让相关政策和手续满意度", "4个", "5个"], ["培训", "6次", "7次"]]
    assert [note.code for note in document.notes] == ["joined_row"]


def test_caption_between_keeps_tables_apart(read_pdf: ReadPdf, grid: Draw, write: Draw) -> None:
    second, caption = grid(XS, [97, 122], [["培训", "6次", "7次"]]), write((72, 72, "表2 培训情况"))

    def both(canvas: object) -> None:
        caption(canvas)
        second(canvas)

    document = read_pdf(grid(XS, [700, 725], [["改造", "4个", "5个"]]), both)

    assert len(document.tables) == 2


def _rules(canvas: object, *tops: float, x0: float = 72, x1: float = 372) -> None:
    for top in tops:
        canvas.line(x0, 842 - top, x1, 842 - top)  # type: ignore[attr-defined]


def test_table_with_horizontal_rules_only(read_pdf: ReadPdf, write: Draw) -> None:
    text = write(
        (80, 103, "一级指标"), (180, 103, "指标"), (280, 103, "完成"),
        (80, 140, "产出指标"), (180, 128, "改造数量"), (280, 128, "4个"),
        (180, 153, "培训人次"), (280, 153, "6次"),
    )  # fmt: skip

    def draw(canvas: object) -> None:
        _rules(canvas, 100, 125, 175)
        _rules(canvas, 150, x0=172)
        text(canvas)

    document = read_pdf(draw)

    cells = [(document.cell_text(cell), cell.row, cell.column, cell.row_span) for cell in document.tables[0].cells]
    assert cells == [
        ("一级指标", 0, 0, 1),
        ("指标", 0, 1, 1),
        ("完成", 0, 2, 1),
        ("产出指标", 1, 0, 2),
        ("改造数量", 1, 1, 1),
        ("4个", 1, 2, 1),
        ("培训人次", 2, 1, 1),
        ("6次", 2, 2, 1),
    ]
    assert [note.code for note in document.notes] == ["open_table"]


@pytest.mark.parametrize("ruled", [True, False], ids=["three rules", "no rules"])
def test_table_of_aligned_text(read_pdf: ReadPdf, write: Draw, rows: Rows, ruled: bool) -> None:
    text = write(
        (80, 103, "序号"), (180, 103, "项目名称"), (320, 103, "预算数"),
        (80, 128, "1"), (180, 128, "改厕"), (320, 128, "12.5"),
        (80, 148, "2"), (180, 148, "培训"), (320, 148, "30.0"),
    )  # fmt: skip

    def draw(canvas: object) -> None:
        if ruled:
            _rules(canvas, 100, 122, 170)
        text(canvas)

    document = read_pdf(draw)

    assert rows(document) == [["序号", "项目名称", "预算数"], ["1", "改厕", "12.5"], ["2", "培训", "30.0"]]
    assert document.tables[0].inferred is not ruled


@pytest.mark.parametrize("tops", [(100, 122, 170, 240, 262, 310), (100, 170, 240, 310), (100, 170, 240, 262, 310)])
def test_tables_of_few_rules_with_text_between_them_are_two(
    read_pdf: ReadPdf, write: Draw, tops: tuple[float, ...]
) -> None:
    text = write(
        (80, 103, "来源"), (180, 103, "下达"), (320, 103, "支出"),
        (80, 128, "中央"), (180, 128, "816"), (320, 128, "794"),
        (80, 148, "省级"), (180, 148, "320"), (320, 148, "311"),
        (80, 180, "截至年底，资金支出率97.2%，其余结转下年使用，详见附表。"),
        (80, 200, "表2"), (180, 200, "绩效目标"),
        (80, 222, "二、年度绩效目标设定情况"),
        (80, 243, "指标名称"), (200, 243, "单位"), (260, 243, "指标值"), (340, 243, "权重"),
        (80, 268, "改厕"), (200, 268, "户"), (260, 268, "680"), (340, 268, "15"),
        (80, 288, "培训"), (200, 288, "人次"), (260, 288, "240"), (340, 288, "10"),
    )  # fmt: skip

    def draw(canvas: object) -> None:
        _rules(canvas, *tops)
        text(canvas)

    document = read_pdf(draw)

    assert [[document.cell_text(cell) for cell in table.cells] for table in document.tables] == [
        ["来源", "下达", "支出", "中央", "816", "794", "省级", "320", "311"],
        ["指标名称", "单位", "指标值", "权重", "改厕", "户", "680", "15", "培训", "人次", "240", "10"],
    ]


def test_row_of_text_between_ruled_rows_is_part_of_the_table(read_pdf: ReadPdf, write: Draw) -> None:
    text = write(
        (80, 103, "来源"), (180, 103, "下达"), (320, 103, "支出"),
        (80, 128, "中央"), (180, 128, "816"), (320, 128, "794"),
        (80, 153, "以下为地方资金"),
        (80, 178, "省级"), (180, 178, "320"), (320, 178, "311"),
    )  # fmt: skip

    def draw(canvas: object) -> None:
        _rules(canvas, 100, 125, 150, 175, 200)
        text(canvas)

    document = read_pdf(draw)

    assert [table.row_count for table in document.tables] == [4]


def test_table_within_a_cell_is_a_table_of_its_own(read_pdf: ReadPdf, grid: Draw, write: Draw, rows: Rows) -> None:
    outer = grid([72, 222, 402], [100, 160, 190], [["总体目标", ""], ["得分", "96"]])
    inner = grid([232, 312, 392], [125, 150], [["数量", "4个"]])
    text = write((225, 103, "分项如下"))

    def draw(canvas: object) -> None:
        outer(canvas)
        inner(canvas)
        text(canvas)

    document = read_pdf(draw)

    assert rows(document, 0) == [["总体目标", "分项如下"], ["得分", "96"]]
    assert rows(document, 1) == [["数量", "4个"]]


def test_lines_of_a_cell_run_on_unless_they_end_early(read_pdf: ReadPdf, grid: Draw, write: Draw, rows: Rows) -> None:
    frame = grid([72, 172, 372], [100, 150], [["", ""]])
    text = write(
        (75, 103, "居民健康档案规范"), (75, 120, "化建档率"), (175, 103, "目标一完成；"), (175, 120, "目标二完成。")
    )

    def draw(canvas: object) -> None:
        frame(canvas)
        text(canvas)

    assert rows(read_pdf(draw)) == [["居民健康档案规范化建档率", "目标一完成；\n目标二完成。"]]


@pytest.mark.parametrize(
    "lines",
    [
        ("省级补助1200万元", "合计3860.5万元", "\n"),
        ("县级配套：90元", "其他收入8万元", "\n"),
        ("省级补助1200万", "元合计3860万元", ""),
        ("全年投入达1200万元", "用于三个镇的补助", ""),
        ("省级补助1200万元，", "合计3860.5万元", ""),
    ],
    ids=["amounts", "colon", "cut unit", "sentence", "comma"],
)
def test_each_amount_with_its_name_is_a_line_of_its_own(
    read_pdf: ReadPdf, grid: Draw, write: Draw, rows: Rows, lines: tuple[str, str, str]
) -> None:
    upper, lower, between = lines
    width = 12 * len(upper)
    frame = grid([72, 78 + width, 372], [100, 150], [["", "96"]])
    text = write((75, 103, upper), (75, 120, lower))

    def draw(canvas: object) -> None:
        frame(canvas)
        text(canvas)

    assert rows(read_pdf(draw))[0][0] == upper + between + lower
