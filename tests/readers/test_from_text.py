from __future__ import annotations

from collections.abc import Callable

import pytest

from extractor.document import Document

ReadText = Callable[[str], Document]
Texts = Callable[[Document], list[tuple[str, str]]]
Rows = Callable[..., list[list[str]]]


def test_line_ends_are_folded_and_nothing_else(read_text: ReadText) -> None:
    assert read_text("资金１２万元\r\n⾦额 $\\geq 15\\%$\r完").text == "资金１２万元\n⾦额 $\\geq 15\\%$\n完"


def test_lines_are_blocks(read_text: ReadText, texts: Texts) -> None:
    document = read_text("自评报告\n\n一、基本情况\n项目已完成。\n1.第一期已验收。\n")

    assert texts(document) == [
        ("paragraph", "自评报告"),
        ("heading", "一、基本情况"),
        ("paragraph", "项目已完成。"),
        ("list_item", "1.第一期已验收。"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "目标（3）：2022年惠及中小微企业数量为\n\n263 家，同比增长 143.5%，完成目标。",
        "为加强资金使用成效，我局在 2023\n\n年市级财政预算中加大了投入力度。",
        "纳入有关部门签署的合作协议或者政策文件，\n进一步加强部门联动联建。",
        "根据管理规定，本单位就\n2017 年整体支出开展了评价，自评得分\n90 分，等级为优。",
        "全县农村低保对象、特困供养对象的基本生活得到了有效保障，群众满意程度进一\n步提高，各项任务均已完成。",
        "新建骑行驿站\n14 座;购置座椅\n52 套;驿站验收合格率\n100%。",
        "驿站支出\n26.8 万元,付\n5 次,余\n2 万元。",
        "　　2022年安排救助资金1200万元，其中中央资金800万元，市级资金400万元，全年支出\n1180万元。",
        "3.灯具完好率为\n97.2%；",
    ],
    ids=[
        "为",
        "number and unit",
        "comma",
        "number after text",
        "within a word",
        "before a list",
        "short pieces",
        "indented",
        "numbered item",
    ],
)
def test_cut_sentence_is_one_block(read_text: ReadText, texts: Texts, text: str) -> None:
    assert [block for _, block in texts(read_text(text))] == [text.strip()]


@pytest.mark.parametrize(
    "text",
    [
        "转移支付预算执行\n绩效自评报告",
        "沿江县2024年度中央对地方转移支付公共卫生服务项目绩效自评报告\n日期:2025-03-26",
        "发布日期： 2024-04-22\n某市药品监管资金自评报告",
        "一、绩效目标完成情况分析\n专项资金使用情况较好。",
        "全年支出共计1200万元，结余20万元\n　　二是加强管理。",
        "全年支出共计1200万元，结余20万元，详见下文各部分所列的资金使用情况说明\n（一）资金情况",
        "主管部门\n30\n30\n10\n100%\n10\n目标，\n12",
        "1.灯具完好率\n97.2%",
    ],
    ids=["short title", "long title", "date", "heading", "indent", "numbered", "cells", "item of a table"],
)
def test_lines_that_do_not_go_on_stay_apart(read_text: ReadText, texts: Texts, text: str) -> None:
    assert len(texts(read_text(text))) == text.count("\n") + 1


def test_markdown_table_keeps_empty_cells(read_text: ReadText, rows: Rows) -> None:
    document = read_text("| 指标 | 目标 | 说明 |\n|---|:-:|---|\n| 改造 | ≥4个 | |\n| 培训 | | 顺延 |\n")

    assert rows(document) == [["指标", "目标", "说明"], ["改造", "≥4个", ""], ["培训", "", "顺延"]]
    assert not document.tables[0].ragged


def test_pipe_rows_without_their_merged_cells_are_ragged(read_text: ReadText, rows: Rows) -> None:
    document = read_text(
        "项目名称 | 农村改厕 | ||||\n项目资金 (万元) |\n"
        "全年预算数(A) | 全年执行数(B) | ||||\n总额: | 811.5 | 811.5 | ||||"
    )

    assert rows(document) == [
        ["项目名称", "农村改厕"],
        ["项目资金 (万元)"],
        ["全年预算数(A)", "全年执行数(B)"],
        ["总额:", "811.5", "811.5"],
    ]
    assert document.tables[0].ragged


def test_pipe_rows_that_keep_merged_cells_as_empty_ones_keep_their_columns(read_text: ReadText, rows: Rows) -> None:
    document = read_text("| 指标 | 年度 | 得分 |\n| | 目标值 | |\n| 改造 | 4个 | |\n")

    assert not document.tables[0].ragged
    assert rows(document)[1] == ["", "目标值", ""]


def test_words_on_a_line_before_a_row_that_begins_with_a_bar_are_its_first_cell(
    read_text: ReadText, rows: Rows
) -> None:
    document = read_text("类别 | 指标 | 目标\n产出\n| 改造 | 4个\n| 培训 | 2次\n效益\n| 受益户 | 90户\n")

    assert rows(document)[1:] == [["产出", "改造", "4个"], ["", "培训", "2次"], ["效益", "受益户", "90户"]]
    assert len(document.tables) == 1


def test_a_line_between_tables_with_outer_bars_is_no_cell(read_text: ReadText) -> None:
    document = read_text("| 指标 | 目标 |\n| 改造 | 4个 |\n资金情况\n| 预算 | 支出 |\n| 8万元 | 7万元 |\n")

    assert len(document.tables) == 2


def test_cell_broken_over_lines_belongs_to_the_table(read_text: ReadText, rows: Rows) -> None:
    document = read_text("指标 | 目标 | 说\n明 | 完成 |\n改造 | 4个 | 无 |")

    assert rows(document) == [["指标", "目标", "说"], ["明", "完成"], ["改造", "4个", "无"]]


@pytest.mark.parametrize(
    "text",
    [
        "项目名称 |\n困难救助 |\n|\n|||||\n主管部门 |\n某县民政局 |",
        "项目名称\n|\n春节慰问\n|\n||||",
        "首页 | 新闻\n正文",
        "产出 |\n数量 |\n步道 |\n8公里 | 9公里 |\n质量 |\n安全 |\n是 | 是 |\n效益 |\n满意度 |\n≥90% | 92% |",
    ],
    ids=["closed by a bar", "bars between", "one row", "values of two cells below labels alone"],
)
def test_one_cell_a_line_is_no_table(read_text: ReadText, texts: Texts, text: str) -> None:
    document = read_text(text)

    assert document.tables == ()
    assert len(texts(document)) == text.count("\n") + 1


def test_tab_table_with_rule_and_blank_line_is_one_table(read_text: ReadText, rows: Rows) -> None:
    document = read_text(
        "见下表：\n截至3月底\t资金预算\t预算执行\n-----\t----\t----\n\n"
        "首批\t5000 万元\t\t100%\n合计\t8000 万元\t\t76%\n以上。"
    )

    assert rows(document) == [
        ["截至3月底", "资金预算", "预算执行"],
        ["首批", "5000 万元", "", "100%"],
        ["合计", "8000 万元", "", "76%"],
    ]
    assert document.tables[0].ragged


def test_table_block_holds_the_table(read_text: ReadText, texts: Texts) -> None:
    document = read_text("前文。\n甲\t乙\n丙\t丁\n后文。")

    assert texts(document) == [("paragraph", "前文。"), ("table", "甲\t乙\n丙\t丁"), ("paragraph", "后文。")]
    assert document.blocks[1].table == 0


def test_a_label_on_the_line_before_its_figures_is_their_first_cell(read_text: ReadText, rows: Rows) -> None:
    document = read_text(
        "| 资金 | 预算数 | 执行数 |\n资金总额：\n| 42 | 40 |\n其中：县级\n| 42 | 40 |\n| 目标 | 说明 |"
    )

    assert rows(document)[1:3] == [["资金总额：", "42", "40"], ["其中：县级", "42", "40"]]
    assert len(document.tables) == 1
