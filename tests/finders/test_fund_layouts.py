"""One fund block in every layout that converters leave: the same figures are read from each."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.documents import grid, money, page, report

Rows = list[list[str]]
STANDARD = ["项目资金(万元)", "年初预算数", "全年预算数(A)", "全年执行数(B)", "分值", "执行率(B/A)", "得分"]
CAPTIONED = ["预算执行情况（万元）", "年初预算", "调整后预算数", "预算执行数", "权重", "预算执行率", "得分"]
REST = ["资金来源(万元)", "计划安排资金", "实际到位资金", "实际支出", "结余"]
INVESTED = ["资金来源(万元)", "计划投资", "已到位资金", "累计完成投资", "未支出金额"]
LABELS = ["年度资金总额:", "其中:中央财政补助", "本级资金(包括结转结余)", "村集体自筹", "财政专户管理资金"]
LAYOUTS: dict[str, Callable[[Rows], str]] = {
    "bars": lambda rows: "\n".join(f"| {' | '.join(row)} |" for row in rows) + "\n| 年度总体目标 | 通水。 |\n",
    "blanks": lambda rows: "\n".join(map(" ".join, rows)) + "\n年度总体目标 通水。\n",
    "cells": lambda rows: "\n".join(map("\n".join, rows)) + "\n年度总体目标\n通水。\n",
    "closed cells": lambda rows: "".join(f"{cell} |\n" for row in rows for cell in row) + "年度总体目标 |\n通水。\n",
    "empty lines": lambda rows: "\n\n".join(map("\n\n".join, rows)) + "\n\n年度总体目标\n",
    "one line": lambda rows: " ".join(map(" ".join, rows)) + " 年度总体目标 通水。\n",
    "label alone": lambda rows: "\n".join(f"{row[0]}\n{' '.join(row[1:])}" for row in rows) + "\n年度总体目标\n",
}


def read(text: str) -> list[str]:
    found = report(page(f"某县2022年引水项目绩效自评表\n{text}")).funds
    return [f"{fund.role} {fund.source or '-'} {fund.amount.text}" for fund in found]


@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=LAYOUTS.keys())
@pytest.mark.parametrize("header", [STANDARD, CAPTIONED])
def test_budget_execution_and_rate_are_read_in_every_layout(header: list[str], layout: Callable[[Rows], str]) -> None:
    rows = [
        [label, f"{rank}10", f"{rank}20", f"{rank}15.5", "10", "96.25%", "9.6"] for rank, label in enumerate(LABELS, 1)
    ]

    assert read(layout([header, *rows])) == [
        figure
        for rank, source in enumerate(["total", "central", "local", "other", "other"], 1)
        for figure in (
            f"initial_budget {source} {rank}10",
            f"budget {source} {rank}20",
            f"executed {source} {rank}15.5",
            f"rate {source} 96.25%",
        )
    ]


@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=LAYOUTS.keys())
@pytest.mark.parametrize("header", [REST, INVESTED])
def test_plan_arrival_spending_and_rest_are_read_in_every_layout(
    header: list[str], layout: Callable[[Rows], str]
) -> None:
    rows = [[label, f"{rank}20", f"{rank}19", f"{rank}15.5", "3.5"] for rank, label in enumerate(LABELS[:3], 1)]

    assert read(layout([header, *rows])) == [
        figure
        for rank, source in enumerate(["total", "central", "local"], 1)
        for figure in (
            f"budget {source} {rank}20",
            f"received {source} {rank}19",
            f"executed {source} {rank}15.5",
            f"remaining {source} 3.5",
        )
    ]


LEDGER = [
    ["项目", "行次", "金额"],
    ["一、收入合计", "1", "900.5"],
    ["(一)上年结转", "2", "40"],
    ["(二)公共财政拨款", "3", "800.5"],
    ["(三)其他收入", "4", "60"],
    ["二、支出合计", "5", "870"],
    ["(一)设备购置费", "6", "870"],
    ["三、年末结余", "7", "30.5"],
]


@pytest.mark.parametrize("layout", [LAYOUTS[name] for name in ("bars", "blanks", "cells", "empty lines", "one line")])
def test_rows_of_income_and_spending_tell_the_stage_of_one_column(layout: Callable[[Rows], str]) -> None:
    assert read(f"单位：元\n{layout(LEDGER)}") == [
        "received total 900.5",
        "carryover - 40",
        "received - 800.5",
        "received other 60",
        "executed total 870",
        "executed - 870",
        "remaining - 30.5",
    ]


def test_a_column_of_amounts_over_other_rows_is_no_ledger() -> None:
    assert read("单位：元\n| 项目 | 行次 | 金额 |\n| 甲村 | 1 | 900.5 |\n| 乙村 | 2 | 40 |\n| 丙村 | 3 | 7 |\n") == []


PARALLEL = [
    ["项目", "计划投资", "其中:财政奖补", "自筹资金", "到位资金", "其中:财政奖补", "自筹资金"],
    ["合计", "124.6", "98", "26.6", "119.4", "98", "21.4"],
    ["东村渡槽", "58.6", "46", "12.6", "56.4", "46", "10.4"],
]


@pytest.mark.parametrize("layout", [LAYOUTS[name] for name in ("bars", "blanks", "cells", "empty lines", "one line")])
def test_parts_behind_their_stage_are_read_in_every_layout(layout: Callable[[Rows], str]) -> None:
    assert read(f"单位：万元\n{layout(PARALLEL)}") == [
        f"{stage} {source} {amount}"
        for row in PARALLEL[1:]
        for stage, source, amount in zip(
            ["budget"] * 3 + ["received"] * 3, ["total", "-", "other"] * 2, row[1:], strict=True
        )
    ]


def test_sources_in_columns_are_read_beside_rows_that_end_early() -> None:
    text = (
        "项目名称 | 修渠 | 项目单位 | 水利站 |\n资金类别 | 合计 | 其中：中央财政 | 县级财政 | 自筹 |\n"
        "计划投入资金 | 90 | 60 | 30 | |\n实际到位资金 | 85 | 60 | 20 | 5 |\n"
    )

    assert read(f"单位：万元\n{text}") == [
        *("budget total 90", "budget central 60", "budget county 30"),
        *("received total 85", "received central 60", "received county 20", "received other 5"),
    ]


SIDE_BY_SIDE = """
计划安排资金 | | 实际到位资金 | | 实际支出 | | 结余 |
合计 | 95 | 合计 | 90 | 合计 | 81.5 | 8.5 |
中央财政 | 60 | {source} | 50 | 中央财政 | 48 | 2 |
"""


@pytest.mark.parametrize(("source", "received"), [("中央财政", "central"), ("县级财政", "county")])
def test_amounts_side_by_side_have_the_label_before_them(source: str, received: str) -> None:
    assert read(f"单位：万元\n{SIDE_BY_SIDE.format(source=source)}") == [
        *("budget total 95", "received total 90", "executed total 81.5", "remaining total 8.5"),
        *("budget central 60", f"received {received} 50", "executed central 48", "remaining central 2"),
    ]


def test_amounts_side_by_side_are_left_out_where_a_stage_is_not_known() -> None:
    text = SIDE_BY_SIDE.format(source="中央财政").replace("实际到位资金", "某某栏")

    assert not any(figure.endswith((" 90", " 50")) for figure in read(f"单位：万元\n{text}"))


def test_columns_may_have_units_of_their_own() -> None:
    text = "| 资金名称 | 预算金额（万元） | 实际支出（元） |\n| 修渠 | 12 | 119000 |\n"

    assert [money(fund) for fund in report(page(text)).funds] == ["budget - 12 万元", "executed - 119000 元"]


@pytest.mark.parametrize("header", ["追加数 预算数 执行数", "预算数 追加数 执行数", "预算数 执行数 追加数"])
def test_money_added_has_a_column_of_its_own(header: str) -> None:
    names = {"追加数": "other total", "预算数": "budget total", "执行数": "executed total"}

    assert read(f"资金来源(万元) {header}\n年度资金总额 51 7 48\n年度总体目标 通水\n") == [
        f"{names[name]} {amount}" for name, amount in zip(header.split(), ["51", "7", "48"], strict=True)
    ]


def test_a_row_with_more_figures_than_known_columns_is_left_out_with_a_warning() -> None:
    text = "资金来源(万元) 划转数 预算数 执行数\n年度资金总额 51 7 48\n其中:中央补助 30 5 33\n年度总体目标 通水\n"
    found = report(page(text))

    assert found.funds == ()
    assert [item.code for item in found.warnings].count("row_unreadable") == 2


def test_a_figure_among_others_in_its_line_is_no_figure_of_its_label() -> None:
    assert read("资金来源(万元) 预算数 某某数 执行数\n年度资金总额 51 7 48\n其中:中央补助 30 5 33\n") == []


@pytest.mark.parametrize("label", ["年度金额:", "年度总金额:"])
def test_the_sum_may_be_called_the_amount_of_the_year(label: str) -> None:
    rows = f"资金情况(万元) 年初预算数 全年执行数 执行率\n{label} 61.5 58.2 94.63%\n其中:旗县资金 21.5 21.5 100%\n"

    assert [figure.rsplit(" ", 1)[0] for figure in read(rows)] == [
        f"{role} {source}" for source in ("total", "county") for role in ("initial_budget", "executed", "rate")
    ]


@pytest.mark.parametrize(
    ("upper", "lower"),
    [
        ("年初 全年 全年 分值 执行率 得分", "预算数 预算数 执行数"),
        ("年初预算数 全年 全年 分值 执行率 得分", "预算数 执行数"),
    ],
)
def test_a_header_whose_labels_break_may_stand_in_one_line(upper: str, lower: str) -> None:
    rows = "年度资金总额 61.5 71.5 57.2 10 80% 8 其中:当年财政拨款 61.5 71.5 57.2 - 80% -"

    assert read(f"项目资金(万元) {upper} {lower} {rows}") == [
        f"{role} {source} {amount}"
        for source in ("total", "-")
        for role, amount in (("initial_budget", "61.5"), ("budget", "71.5"), ("executed", "57.2"), ("rate", "80%"))
    ]


def test_labels_with_figures_below_other_labels_are_no_header() -> None:
    rows = [
        ["项目单位", "某校", "", "", "", ""],
        ["预算执行情况(万元)", "预算数:", "46", "执行数:", "41", ""],
        ["", "其他资金", "16", "其他资金", "11", ""],
    ]

    expected = ["budget total 46", "executed total 41", "budget other 16", "executed other 11"]
    assert read("".join(f"{' | '.join(row)} |\n" for row in rows)) == expected


def test_money_carried_over_may_begin_a_row_in_the_line_of_another() -> None:
    head = "项目资金(万元) | | 年初预算数 | 全年预算数 | 全年执行数 | 分值 | 执行率 | 得分 |"
    rows = "年度资金总额 | 95 | 110 | 110 | 10 | 100% | 10 | 上年结转资金 | | 15 | 15 | - | 100% | - |"

    assert read(f"{head}\n{rows}\n")[4:] == ["carryover - 15", "executed - 15", "rate - 100%"]


def test_columns_of_half_a_year_and_of_an_estimate_have_their_stages() -> None:
    header = ["项目资金", "年初预算数（万元）", "1-7月执行数（万元）", "1-7月执行率（%）", "全年预计执行数（万元）"]

    assert [money(one) for one in report(grid([header, ["年度资金总额", "80", "36", "45", "78"]])).funds] == [
        "initial_budget total 80 万元",
        "executed total 36 万元",
        "rate total 45 %",
        "other total 78 万元",
    ]


def test_a_row_that_numbers_the_columns_holds_no_amounts() -> None:
    header = [
        "资金（万元）",
        "全年预算数（A）",
        "统筹整合资金数（B）",
        "扣除统筹整合资金后预算金额（C=A-B）",
        "执行数（D）",
    ]

    rows = [["列次", "1", "2", "3", "4"], ["年度资金总额", "90", "5", "85", "82"]]
    assert [money(one) for one in report(grid([header, *rows])).funds] == [
        "budget total 90 万元",
        "other total 5 万元",
        "budget total 85 万元",
        "executed total 82 万元",
    ]


@pytest.mark.parametrize("row", ["二、绩效目标完成情况", "年初目标值", "年终完成值"])
def test_a_block_ends_where_indicators_begin(row: str) -> None:
    header = ["支出内容", "预算数（万元）", "执行数（万元）"]

    rows = [["设备购置", "40", "38"], [row, "300", "310"]]
    assert [money(one) for one in report(grid([header, *rows])).funds] == ["budget - 40 万元", "executed - 38 万元"]


@pytest.mark.parametrize("label", ["总额", "合计", "总计", "资金合计", "项目总投资", "总资金"])
def test_figures_of_a_total_by_any_name_are_not_those_of_the_row_below(label: str) -> None:
    text = (
        "项目资金执行情况(万元) 年初预算 调整后预算数 预算执行数 预算执行率 权重 得分 原因\n"
        f"{label} 96 88 86 97.73% 10 9.8\n其中:财政资金 90 82 80 97.56%\n单位资金\n其他资金 6 6 6 100%\n年度绩效指标\n"
    )

    assert read(text)[:4] == ["initial_budget total 96", "budget total 88", "executed total 86", "rate total 97.73%"]
    assert read(text)[4] == "initial_budget - 90"
