"""Fund figures in tables: rows by source, columns by stage."""

from __future__ import annotations

from decimal import Decimal

import pytest

from extractor.document import Document
from extractor.facts import FundDraft, PointsDraft
from extractor.finders.fund_tables import find_funds
from extractor.report import FundSource
from tests.documents import ABOVE, LEFT, LIBRARY, grid, money, page, report

HEADER = ["项目资金（万元）", "年初预算数", "全年预算数（A）", "全年执行数（B）", "分值", "执行率（B/A）", "得分"]


def found(document: Document, default: FundSource | None = None) -> list[FundDraft | PointsDraft]:
    return list(find_funds(document, LIBRARY, document.tables, default))


def funds(document: Document, default: FundSource | None = None) -> list[str]:
    return [money(draft) for draft in found(document, default) if isinstance(draft, FundDraft)]


def row(label: str, header: str = "资金 全年预算数", amount: str = "520") -> str:
    """The figure of a table of one row and one amount, under a caption in 万元."""
    names = [*header.split(), "全年执行数"]
    (first, *_) = funds(grid([names, [label, amount, "515"]], before="单位：万元"))
    return first


def test_a_row_gives_a_figure_for_each_stage() -> None:
    assert funds(grid([HEADER, ["年度资金总额", "500", "520", "515", "10", "99.04%", "9.9"]])) == [
        "initial_budget total 500 万元",
        "budget total 520 万元",
        "executed total 515 万元",
        "rate total 99.04 %",
    ]


@pytest.mark.parametrize(
    ("label", "source"),
    [
        ("年度资金总额：", "total"),
        ("其中：中央财政资金", "central"),
        ("中央补助", "central"),
        ("省级财政资金", "provincial"),
        ("自治区财政资金", "provincial"),
        ("市级资金", "municipal"),
        ("县级配套", "county"),
        ("旗县财政资金", "county"),
        ("地方资金", "local"),
        ("其他资金", "other"),
        ("单位资金", "other"),
        ("财政专户管理资金", "other"),
        ("其中：当年财政拨款", "-"),
        ("一般公共预算", "-"),
    ],
)
def test_the_row_says_whose_money_it_is(label: str, source: str) -> None:
    assert row(label) == f"budget {source} 520 万元"


def test_a_row_that_names_a_purpose_is_of_the_money_that_the_report_is_about() -> None:
    document = grid([["资金（万元）", "全年预算数", "全年执行数"], ["步道维护", "20", "19"]])

    assert funds(document, "central") == ["budget central 20 万元", "executed central 19 万元"]


@pytest.mark.parametrize("label", ["上年结转资金", "年初结转结余", "其中：以前年度结转资金"])
def test_money_carried_over_stands_in_the_budget_column(label: str) -> None:
    document = grid([["资金（万元）", "全年预算数", "全年执行数"], [label, "20", "19"]])

    assert [line.split()[0] for line in funds(document)] == ["carryover", "executed"]


@pytest.mark.parametrize(
    ("label", "header", "amount", "expected"),
    [
        ("合计", "资金 预算数", "5.8万", "5.8 万元"),
        ("合计", "资金 预算数", "58000元", "58000 元"),
        ("合计", "资金 预算数", "1,200.50", "1200.50 万元"),
        ("合计（元）", "资金 预算数", "58000", "58000 元"),
        ("合计", "资金（亿元） 预算数", "2.4", "2.4 亿元"),
    ],
)
def test_the_unit_stands_in_the_cell_the_label_the_header_or_the_caption(
    label: str, header: str, amount: str, expected: str
) -> None:
    assert row(label, header, amount) == f"budget total {expected}"


def test_a_unit_from_the_header_is_inferred() -> None:
    (draft, *_) = found(grid([HEADER[:3], ["合计", "500", "520"]]))

    assert isinstance(draft, FundDraft)
    assert draft.amount.inferred == ("unit",)


def test_percentages_under_a_stage_are_rates() -> None:
    document = grid([["资金（万元）", "预算数", "执行数", "预算执行"], ["年度资金总额", "500", "480", "96%"]])

    assert funds(document) == ["budget total 500 万元", "executed total 480 万元", "rate total 96 %"]


def test_a_fraction_is_a_rate_where_the_amounts_say_so() -> None:
    rows = [
        ["年度资金总额", "500", "500", "472.5", "10", "0.945", "9.5"],
        ["地方资金", "100", "100", "100", "-", "1", "-"],
    ]
    figures = [draft for draft in found(grid([HEADER, *rows])) if isinstance(draft, FundDraft) and draft.role == "rate"]

    assert [money(draft) for draft in figures] == ["rate total 94.5 %", "rate local 100 %"]
    assert figures[0].amount.inferred == ("value", "unit")


def test_a_small_rate_stays_what_it_is_where_the_amounts_agree() -> None:
    assert funds(grid([HEADER, ["年度资金总额", "500", "500", "5", "10", "1", "0.1"]]))[-1] == "rate total 1 %"


def test_a_misread_unit_is_read_as_the_one_it_can_only_be() -> None:
    header = ["项目资金（万兀）", *HEADER[1:]]

    assert (
        funds(grid([header, ["年度资金总额", "500", "520", "515", "10", "99.04%", "9.9"]]))[1]
        == "budget total 520 万元"
    )


def test_an_amount_without_any_unit_has_none() -> None:
    assert funds(grid([["资金", "全年预算数", "全年执行数"], ["合计", "520", "515"]]))[0] == "budget total 520"


def test_the_word_over_the_labels_is_no_stage() -> None:
    assert funds(grid([["支出（万元）", "预算数", "执行数"], ["合计", "5", "4"]])) == [
        "budget total 5 万元",
        "executed total 4 万元",
    ]


@pytest.mark.parametrize("cell", ["一", "", "-", "—", "无"])
def test_a_cell_without_number_states_nothing(cell: str) -> None:
    assert funds(grid([HEADER[:3], ["合计", cell, "520"]])) == ["budget total 520 万元"]


def test_weight_and_score_of_the_rate_are_points_not_money() -> None:
    drafts = found(grid([HEADER, ["年度资金总额", "500", "520", "515", "10", "99.04%", "9.9"]]))

    (points,) = [draft for draft in drafts if isinstance(draft, PointsDraft)]
    assert (points.weight, points.score) == (Decimal(10), Decimal("9.9"))
    assert [item.text for item in points.evidence] == ["10", "9.9"]


@pytest.mark.parametrize(
    ("header", "figures"),
    [
        (["预算数（万元）", "执行数（万元）", "执行率"], ["300", "280", "93.3%"]),
        (["下达资金（万元）", "到位资金（万元）", "支出资金（万元）"], ["300", "290", "280"]),
    ],
)
def test_a_row_without_label_has_a_figure_below_each_label(header: list[str], figures: list[str]) -> None:
    drafts = [draft for draft in found(grid([header, figures])) if isinstance(draft, FundDraft)]

    assert [draft.item for draft in drafts] == [name.removesuffix("（万元）") for name in header]
    assert [draft.amount.text for draft in drafts] == figures


LIST = ["项目名称", "预算数（万元）", "执行数（万元）", "执行率", "自评得分"]


@pytest.mark.parametrize(
    ("header", "rows", "scores"),
    [
        (LIST, [["灯塔维护", "20", "19", "95%", "98.5"], ["航标更新", "30", "30", "100%", "100"]], []),
        (LIST, [["灯塔维护", "20", "19", "95%", "98.5"]], []),
        (LIST, [["灯塔维护", "20", "19", "95%", "98.5"], ["合计", "20", "19", "95%", "9.5"]], ["9.5"]),
        (HEADER, [["灯塔维护经费", "20", "20", "19", "10", "95%", "9.5"]], ["9.5"]),
        (
            HEADER,
            [["灯塔维护", "20", "20", "19", "10", "95%", "9.5"], ["航标更新", "9", "9", "9", "10", "100%", "10"]],
            [],
        ),
    ],
    ids=["programmes", "one programme", "total of programmes", "one row with weight", "several rows with weight"],
)
def test_scores_of_programmes_are_not_those_of_the_reports_execution_rate(
    header: list[str], rows: list[list[str]], scores: list[str]
) -> None:
    points = [draft for draft in found(grid([header, *rows])) if isinstance(draft, PointsDraft)]

    assert [str(draft.score) for draft in points] == scores


@pytest.mark.parametrize("note", ["注1：每处补助5万元。", "※每处补助5万元。", "（注：每处补助5万元。）"])
def test_a_block_ends_with_the_remarks_below_it(note: str) -> None:
    rows = [["合计", "500", "520", "515", "10", "99%", "9.9"], [note, *[LEFT] * 6], ["每处", "5", "5", "5", "", "", ""]]

    assert len(funds(grid([HEADER, *rows]))) == 4


def test_last_years_accounts_are_other_money() -> None:
    document = grid([["项目（万元）", "2022年决算数", "2023年预算数", "2023年决算数"], ["合计", "5", "6", "7"]])

    assert funds(document) == ["other total 5 万元", "budget total 6 万元", "executed total 7 万元"]


def test_rows_of_a_form_with_a_merged_caption_cell_are_read() -> None:
    document = page(
        "| 项目资金 | | 全年预算数 | 全年执行数 | 执行率 |\n"
        "| （万元） | 年度资金总额 | 110 | 99 | 90% |\n"
        "| | 其中：省级财政资金 | 60 | 60 | 100% |\n"
    )

    assert funds(document) == [
        "budget total 110 万元",
        "executed total 99 万元",
        "rate total 90 %",
        "budget provincial 60 万元",
        "executed provincial 60 万元",
        "rate provincial 100 %",
    ]


def test_plan_arrival_spending_and_rest_stand_side_by_side() -> None:
    document = grid(
        [["资金（万元）", "计划安排资金", "实际到位资金", "实际支出", "结余"], ["合计", "50", "50", "48", "2"]]
    )

    assert [line.split()[0] for line in funds(document)] == ["budget", "received", "executed", "remaining"]


@pytest.mark.parametrize("end", ["年度总体目标", "一级指标", "绩效指标", "备注"])
def test_the_block_ends_where_something_else_begins(end: str) -> None:
    document = grid([HEADER[:3], ["合计", "500", "520"], [end, "3", "4"]])

    assert len(funds(document)) == 2


def test_a_header_over_merged_cells_counts_once() -> None:
    document = grid([["资金（万元）", "全年预算数", LEFT, "全年执行数"], ["合计", "520", LEFT, "515"]])

    assert funds(document) == ["budget total 520 万元", "executed total 515 万元"]


def test_the_item_is_the_label_without_its_frame() -> None:
    (draft, *_) = found(grid([HEADER[:3], ["其中：中央财政资金（万元）：", "500", "520"]]))

    assert isinstance(draft, FundDraft)
    assert draft.item == "中央财政资金"


def test_the_caption_of_a_block_is_no_column() -> None:
    table = [["预算执行情况（万元）", "年初预算", "预算执行数", "预算执行率"], ["总金额", "61", "58", "95.08%"]]

    assert funds(grid(table)) == ["initial_budget total 61 万元", "executed total 58 万元", "rate total 95.08 %"]


PARTS = ["小计", "中央", "县级"]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (
            [
                ["单位", "收入合计", "上年结转", "公共财政拨款", "其他收入", "支出合计", "基本支出", "项目支出"],
                ["河湾乡", "86", "4", "70", "12", "81", "50", "31"],
            ],
            "budget total 86|carryover - 4|budget - 70|budget other 12|executed total 81|executed - 50|executed - 31",
        ),
        (
            [
                ["单位", "本年收入", LEFT, LEFT, "本年支出", LEFT, LEFT],
                [ABOVE, "合计", "财政拨款", "其他收入", "合计", "基本支出", "项目支出"],
                ["河湾乡", "86", "70", "16", "81", "50", "31"],
            ],
            "budget total 86|budget - 70|budget other 16|executed total 81|executed - 50|executed - 31",
        ),
        (
            [
                ["项目", "计划安排资金", LEFT, LEFT, "实际到位资金", LEFT, LEFT, "结余"],
                [ABOVE, *PARTS, *PARTS, ABOVE],
                ["修桥", "90", "60", "30", "85", "60", "25", "5"],
            ],
            "budget total 90|budget central 60|budget county 30|received total 85|received central 60"
            "|received county 25|remaining total 5",
        ),
        (
            [
                ["资金来源", "合计", "其中:中央", "省级", "自筹"],
                ["计划安排", "90", "60", "20", "10"],
                ["实际支出", "80", "60", "20", "0"],
            ],
            "budget total 90|budget central 60|budget provincial 20|budget other 10"
            "|executed total 80|executed central 60|executed provincial 20|executed other 0",
        ),
    ],
    ids=["income and spending", "sides over their parts", "sources below stages", "stages as rows"],
)
def test_columns_may_be_parts_of_the_money(rows: list[list[str]], expected: str) -> None:
    assert funds(grid(rows, before="单位：万元")) == [f"{figure} 万元" for figure in expected.split("|")]


def test_sources_alone_over_other_rows_are_no_header() -> None:
    assert funds(grid([["资金来源", "中央", "省级", "自筹"], ["负责人", "90", "60", "20"]])) == []


def test_a_second_block_in_a_table_ends_the_first() -> None:
    rows = [["资金(万元)", "预算数", "执行数"], ["合计", "5", "4"], ["项目", "执行数", "预算数"], ["合计", "2", "3"]]

    assert funds(grid(rows)) == [f"{figure} 万元" for figure in ("budget total 5", "executed total 4")] + [
        f"{figure} 万元" for figure in ("executed total 2", "budget total 3")
    ]


def test_parts_may_stand_behind_their_stage() -> None:
    header = ["项目", "计划投资", "其中：财政奖补", "村集体自筹", "到位资金", "其中：财政奖补", "村集体自筹"]
    document = grid([header, ["合计", "66", "50", "16", "60", "50", "10"]], before="单位：万元")

    assert funds(document) == [
        "budget total 66 万元",
        "budget - 50 万元",
        "budget other 16 万元",
        "received total 60 万元",
        "received - 50 万元",
        "received other 10 万元",
    ]


@pytest.mark.parametrize("header", ["内容 计划数 实际数 完成比例", "物资 计划数 完成进度"])
def test_columns_that_may_count_anything_are_no_money(header: str) -> None:
    names = header.split()

    assert funds(grid([names, ["培训人次", "150", "118", "78.7%"][: len(names)]], before="单位：万元")) == []


def test_a_row_with_all_its_cells_is_read_by_its_columns() -> None:
    header = ["资金(万元)", "预算数", "挂账数", "执行数", "执行率"]
    document = grid([["项目", "引水"], header, ["合计", "50", "7", "50", "100%"]], ragged=True)

    assert funds(document) == ["budget total 50 万元", "executed total 50 万元", "rate total 100 %"]


def test_a_column_of_unknown_meaning_keeps_its_figures_where_cells_are_missing() -> None:
    rows = [["资金(万元)", "预算数", "挂账数", "执行数", "执行率", "说明"], ["合计", "50", "7", "50", "100%"]]

    assert funds(grid(rows, ragged=True)) == ["budget total 50 万元", "executed total 50 万元", "rate total 100 %"]


def test_two_rows_may_stand_in_one_line() -> None:
    header = ["项目资金(万元)", "预算数", "执行数", "执行率"]
    line = ["年度资金总额", "60", "54", "90%", "其中：本年财政拨款", "40", "34", "85%", "其他资金", "20", "20", "100%"]

    assert funds(grid([header, line], ragged=True)) == [
        "budget total 60 万元",
        "executed total 54 万元",
        "rate total 90 %",
        "budget - 40 万元",
        "executed - 34 万元",
        "rate - 85 %",
        "budget other 20 万元",
        "executed other 20 万元",
        "rate other 100 %",
    ]


def test_the_unit_may_be_told_pages_before() -> None:
    caption = "单位：元\n单位：千元\n" + "项目概况。" * 90
    (draft, *_) = found(grid([["资金", "预算数", "执行数"], ["合计", "5", "4"]], before=caption))

    assert isinstance(draft, FundDraft)
    assert (draft.amount.unit, draft.amount.inferred) == ("千元", ("unit",))
    assert [item.text for item in draft.amount.evidence] == ["5", "千元"]


def test_points_in_front_of_the_amounts_are_no_label() -> None:
    rows = [["资金（万元）", "分值", "预算数", "执行数"], ["其中：中央财政资金", "10", "52", "51"]]

    assert funds(grid(rows)) == ["budget central 52 万元", "executed central 51 万元"]


@pytest.mark.parametrize(
    ("row", "figures"),
    [
        (
            "84.384.384.3100%",
            ["budget total 84.3 万元", "received total 84.3 万元", "executed total 84.3 万元", "rate total 100 %"],
        ),
        ("930930855.691.94%", ["budget total 930 万元", "received total 930 万元", "executed total 855.6 万元"]),
    ],
    ids=["the same amount", "the rate"],
)
def test_amounts_that_ran_together_are_parted_where_they_say_how(row: str, figures: list[str]) -> None:
    read = report(f"资金情况(万元)\n全年预算数实际到位数全年执行数执行率\n年度资金总额{row}\n")

    assert [money(figure) for figure in read.funds][: len(figures)] == figures
    assert [one.code for one in read.warnings if one.code == "cells_ambiguous"] == []


@pytest.mark.parametrize(
    ("head", "row"),
    [
        ("全年预算数全年执行数", "7153"),
        ("年初预算数全年预算数全年执行数", "49637.4414.3"),
        ("年初预算数全年预算数全年执行数执行率", "830.71111100%"),
        ("计划支出数实际支出数", "190.6174.85"),
        ("年初预算数全年预算数全年执行数", "491306.3949"),
    ],
    ids=["nothing tells", "sizes alone", "two readings fit the rate", "equal decimals alone", "one number"],
)
def test_amounts_that_can_be_parted_in_several_ways_are_left_out_and_told(head: str, row: str) -> None:
    read = report(f"资金情况(万元)\n{head}\n年度资金总额{row}\n")

    assert read.funds == ()
    (warning,) = [one for one in read.warnings if one.code == "cells_ambiguous"]
    assert warning.message == "“年度资金总额”一行的金额连在一起，无法判断在何处分开，未提取"
    assert warning.evidence is not None and warning.evidence.text == row


@pytest.mark.parametrize(
    "amount", ["5", "100", " 491306.3949"], ids=["one digit", "no second amount", "a border before it"]
)
def test_one_amount_that_can_be_no_others_stays(amount: str) -> None:
    read = report(f"资金情况(万元)\n年初预算数全年预算数全年执行数\n年度资金总额{amount}\n")

    assert [(figure.role, figure.amount.text) for figure in read.funds] == [("initial_budget", amount.strip())]


@pytest.mark.parametrize(
    ("between", "label", "expected"),
    [
        ("续表", "地方资金", ["executed local 38 万元", "budget local 40 万元"]),
        ("", "地方资金", ["executed local 38 万元", "budget local 40 万元"]),
        ("续表", "值班人员", []),
        ("项目实施过程中召开了三次推进会，研究了资金使用和工程进度中的问题和改进的办法。", "地方资金", []),
    ],
    ids=["a caption", "nothing", "other rows", "other text"],
)
def test_a_block_goes_on_in_the_next_table(between: str, label: str, expected: list[str]) -> None:
    rule = "|---|---|---|\n"
    first = f"| 资金（万元） | 执行数 | 预算数 |\n{rule}| 年度资金总额 | 90 | 100 |\n| 中央资金 | 52 | 60 |\n"
    rows = f"| {label} | 38 | 40 |\n{rule}| 一级指标 | 三级指标 | 年度指标值 |\n| 产出指标 | 修建步道 | 8 |\n"

    assert funds(page(f"{first}\n{between}\n\n{rows}"))[4:] == expected
