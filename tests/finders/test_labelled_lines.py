"""Fund figures behind their labels, in lines and in pairs of cells."""

from __future__ import annotations

import pytest

from extractor.document import Document, Table
from extractor.finders.labelled_lines import find_labelled_funds
from extractor.report import FundSource
from tests.documents import ABOVE, LEFT, LIBRARY, grid, money, page, report


def read(document: Document | str, default: FundSource | None = None) -> list[str]:
    """Figures in text order; one that is read in two ways stands once."""
    seen = page(document) if isinstance(document, str) else document
    found = sorted(find_labelled_funds(seen, LIBRARY, restored=(), default=default), key=lambda draft: draft.order)
    return list(dict.fromkeys(map(money, found)))


def test_a_label_names_the_stage() -> None:
    text = "项目资金（万元）\n计划安排资金：520\n实际到位资金：500\n执行率：96%"

    assert read(text) == ["budget total 520 万元", "received total 500 万元", "rate total 96 %"]


def test_labels_and_figures_may_stand_in_pairs_of_cells() -> None:
    assert read(grid([["全年预算数", "520万元", "全年执行数", "515万元"]])) == [
        "budget total 520 万元",
        "executed total 515 万元",
    ]


def test_a_label_of_the_total_may_end_with_a_colon() -> None:
    rows = [["项目资金（万元）", "年度资金总额：", "780"], [ABOVE, "其他资金", "780"]]

    assert read(grid(rows)) == ["budget total 780 万元", "budget other 780 万元"]


@pytest.mark.parametrize("text", ["联系电话：12345678", "培训人数：300人", "索引号：11", "全年预算数："])
def test_other_labels_are_no_money(text: str) -> None:
    assert read(text) == []


def test_points_of_the_execution_rate_are_no_rate() -> None:
    assert read(grid([["三级指标", "分值", "得分"], ["预算执行率", "10", "9.5"]])) == []


def test_a_label_of_whose_money_takes_the_stage_above() -> None:
    assert read("全年预算数：520万元\n其中：中央补助：400万元\n省级资金：120万元") == [
        "budget total 520 万元",
        "budget central 400 万元",
        "budget provincial 120 万元",
    ]


def test_a_source_that_repeats_goes_through_the_stages() -> None:
    text = "项目资金（万元）\n全年预算数\n全年执行数\n中央补助：668.00\n中央补助：600.00\n"

    assert read(text) == ["budget central 668.00 万元", "executed central 600.00 万元"]


def test_labels_and_amounts_may_have_run_together() -> None:
    assert read("年度金额：208万元中央财政165万元") == ["budget total 208 万元", "budget central 165 万元"]


def test_a_cell_with_the_unit_may_stand_before_the_figure() -> None:
    assert read("计划安排资金\n（万元）\n520\n") == ["budget total 520 万元"]


@pytest.mark.parametrize("text", ["全年预算数：520", "全年预算数：12%"])
def test_an_amount_without_unit_or_with_that_of_a_rate_is_none(text: str) -> None:
    assert read(text) == []


def test_what_a_restored_table_holds_is_not_read_twice() -> None:
    document = page("项目资金（万元）\n计划安排资金：520\n")
    table = Table(0, (), 0, len(document.text), inferred=True)

    assert list(find_labelled_funds(document, LIBRARY, restored=[table], default=None)) == []


def test_a_transfer_is_money_of_its_source_and_no_spending() -> None:
    assert read("全年预算数：800万元\n转移支付资金：600万元", "central")[1:] == ["budget central 600 万元"]


def test_the_caption_of_a_block_is_no_stage() -> None:
    cells = [["资金支出情况（万元）", "预算数：", "75", "执行数：", "71"], ["其中：省级资金", "40", "省级资金", "38"]]
    found = list(find_labelled_funds(grid(cells), LIBRARY, restored=(), default=None))

    assert [f"{draft.role} {draft.source} {draft.amount.text}" for draft in found] == [
        "budget total 75",
        "executed total 71",
        "budget provincial 40",
        "executed provincial 38",
    ]


def test_a_row_label_may_need_its_frame() -> None:
    cells = [["项目资金（万元）", "资金总额", "360"], ["", "其中：财政拨款", "360"]]

    assert read(grid(cells)) == ["budget total 360 万元", "budget - 360 万元"]


def test_label_and_figure_may_share_a_cell() -> None:
    rows = [
        ["按收入性质分：86.5", "按支出性质分：80.2"],
        ["其中：一般公共预算：70", "其中：基本支出：52"],
        ["其他资金：", ""],
    ]

    assert read(grid(rows, before="单位：万元")) == [
        "budget total 86.5 万元",
        "executed total 80.2 万元",
        "budget - 70 万元",
        "executed - 52 万元",
    ]


def test_the_unit_of_a_labelled_figure_has_its_own_evidence() -> None:
    document = grid([["全年预算数", "520"]], before="单位：万元")

    (draft,) = find_labelled_funds(document, LIBRARY, restored=(), default=None)
    assert [(item.field, item.text) for item in draft.amount.evidence] == [("amount", "520"), ("unit", "万元")]


def test_rows_of_a_fund_table_are_no_pairs() -> None:
    cells = [["资金(万元)", "行次", "预算数", "执行数"], ["其中：中央财政资金", "2", "9", "8"]]

    assert read(grid(cells)) == []


PARTS = "防控资金(万元)\n中央下达资金总额: {whole}\n其中:免疫规划 14.5\n艾滋病防治 32.8\n结核病防治 8\n"


def test_names_below_an_amount_are_its_parts_where_they_make_it_up() -> None:
    assert read(PARTS.format(whole="55.3")) == [
        f"budget central {amount} 万元" for amount in ("55.3", "14.5", "32.8", "8")
    ]


def test_names_below_an_amount_are_nothing_where_they_do_not() -> None:
    assert read(PARTS.format(whole="60")) == ["budget central 60 万元"]


@pytest.mark.parametrize(
    ("label", "role"),
    [
        ("截至2023年12月底实际支出(万元)", "executed total"),
        ("省级财政安排资金(万元)", "budget provincial"),
        ("2022年累计到位资金(万元)", "received total"),
        ("到位资金总额(万元)", "received total"),
    ],
)
def test_a_label_may_name_a_day_or_who_gives_before_the_stage(label: str, role: str) -> None:
    assert read(f"资金使用情况\n{label}: 98.6\n") == [f"{role} 98.6 万元"]


def test_cells_of_labels_with_figures_below_a_fund_block_take_no_column_of_it() -> None:
    text = (
        "部门预算（万元） | | 年初预算数 | 全年预算数 | 全年执行数 |\n年度资金总额 | 310.5 | 322 | 322 |\n"
        "其中：一般公共预算：292 | 其中：基本支出：104.6 |\n其他资金：30 | 项目支出：217.4 |\n"
    )
    found = report(page(f"某局2022年度部门整体支出绩效自评表\n{text}")).funds

    assert [f"{fund.role} {fund.source or '-'} {fund.amount.text}" for fund in found] == [
        "initial_budget total 310.5",
        "budget total 322",
        "executed total 322",
        "budget - 292",
        "executed - 104.6",
        "budget other 30",
        "executed - 217.4",
    ]


def test_labels_with_their_figures_stand_right_of_a_merged_cell() -> None:
    rows = [
        ["年度预算申请（万元）", LEFT, "年初预算数", "全年预算数", "全年执行数"],
        [ABOVE, "年度资金总额", "90", "95", "85"],
        [ABOVE, "按收入性质分：95", LEFT, "按支出性质分：85", LEFT],
        [ABOVE, "其中：一般公共预算：80", LEFT, "其中：基本支出：60", LEFT],
        [ABOVE, "政府性基金拨款：15", LEFT, "项目支出：25", LEFT],
    ]

    assert read(grid(rows)) == [
        "budget total 95 万元",
        "executed total 85 万元",
        "budget - 80 万元",
        "executed - 60 万元",
        "budget - 15 万元",
        "executed - 25 万元",
    ]


def test_a_source_has_the_stage_that_stands_over_it() -> None:
    rows = [
        ["预算数（万元）", "90", "其中：财政拨款", "70", "执行数（万元）", "84", "其中：财政拨款", "66"],
        ["其他", LEFT, LEFT, "20", "其他", LEFT, LEFT, "18"],
    ]

    assert read(grid(rows)) == [
        "budget total 90 万元",
        "budget - 70 万元",
        "executed total 84 万元",
        "executed - 66 万元",
        "budget other 20 万元",
        "executed other 18 万元",
    ]
