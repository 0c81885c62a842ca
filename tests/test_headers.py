"""Header rows: found by their words, over one row or two, in whole and in broken tables."""

from __future__ import annotations

import pytest

from extractor.document import Document
from extractor.header_grid import Header
from extractor.headers import fund_headers, indicator_headers
from tests.documents import ABOVE, LEFT, LIBRARY, grid, page


def indicator_header(document: Document) -> Header:
    (header,) = indicator_headers(document, document.tables[0], LIBRARY)
    return header


def fund_header(document: Document) -> Header:
    (header,) = fund_headers(document, document.tables[0], LIBRARY)
    return header


@pytest.mark.parametrize(
    ("labels", "roles"),
    [
        (
            "一级指标 二级指标 三级指标 年度指标值 实际完成值 分值 得分 偏差原因分析及改进措施",
            "level1 level2 name target actual weight score reason",
        ),
        (
            "三级指标 分值 年度指标值 全年实际值 得分 未完成原因及拟采取的改进措施",
            "name weight target actual score reason",
        ),
        ("指标名称 计量单位 指标性质 指标值 全年完成值 说明", "name unit comparator target actual reason"),
        ("三级指标 指标性质 指标值 度量单位 完成值 权重 得分", "name comparator target unit actual weight score"),
        ("指标内容 指标（目标）值 实际完成值", "name target actual"),
        ("三级指标 年初指标值 调整指标值 全年完成值 得分系数（%）", "name target target_adjusted actual number"),
        ("三级指标 年初目标值（Ａ） 实际完成值（Ｂ） 得分", "name target actual score"),
        ("指标名称 目标 完成", "name target actual"),
        ("指标 计划 实际 得分", "name target actual score"),
        ("指标名称 执行情况 2022年目标值", "name actual target"),
        ("三级指标（请逐条填写） 指标值（含计量单位） 全年完成值（文字描述）", "name target actual"),
    ],
)
def test_columns_have_the_role_that_their_label_says(labels: str, roles: str) -> None:
    names = labels.split()

    assert indicator_header(grid([names, ["甲"] * len(names)])).columns == tuple(roles.split())


@pytest.mark.parametrize(
    ("labels", "roles"),
    [
        (
            "年初预算数 全年预算数（A） 全年执行数（B） 分值 执行率（B/A） 得分",
            "initial_budget budget executed weight rate score",
        ),
        ("计划安排资金 实际到位资金 实际支出 结余", "budget received executed remaining"),
        ("年初预算 调整后预算数 预算执行数 预算执行率 权重 得分", "initial_budget budget executed rate weight score"),
        ("全年到位资金（D） 预算到位（D/C×100%） 全年执行资金（E）", "received rate executed"),
        ("2022年决算数 2023年预算数 2023年决算数", "executed budget executed"),
    ],
)
def test_columns_of_money_have_the_stage_that_their_label_says(labels: str, roles: str) -> None:
    names = ["项目资金（万元）", *labels.split()]

    assert fund_header(grid([names, ["1"] * len(names)])).columns == (None, *roles.split())


def test_a_header_over_two_rows_is_one() -> None:
    document = grid(
        [
            ["三级指标", "年度", "实际", "分值", "得分"],
            [ABOVE, "指标值", "完成值", ABOVE, ABOVE],
            ["修建步道", "8公里", "9公里", "10", "10"],
        ]
    )

    header = indicator_header(document)
    assert (header.first, header.last) == (0, 2)
    assert header.columns == ("name", "target", "actual", "weight", "score")


def test_a_header_of_money_over_two_rows_is_one() -> None:
    document = grid([["", "年初", "全年", "全年执行数"], ["", "预算数", "预算数", ABOVE], ["合计", "5", "6", "6"]])

    assert fund_header(document).columns == (None, "initial_budget", "budget", "executed")


def test_header_cells_that_line_breaks_cut_off_go_on_in_the_next_row() -> None:
    document = grid(
        [["三级指标", "年度指标值"], ["实际完成值", "得分"], ["修建步道", "8公里", "9公里", "10"]], ragged=True
    )

    header = indicator_header(document)
    assert (header.last, header.columns) == (2, ("name", "target", "actual", "score"))


@pytest.mark.parametrize(
    ("rows", "columns"),
    [
        (
            [
                ["绩效指标", "", "年度指标值", "", "", "", "实际完成值", "分值", "得分"],
                ["一级指标", "二级指标", "三级指标", "指标性质", "指标值", "度量单位"],
            ],
            "level1 level2 name comparator target unit actual weight score",
        ),
        (
            [["绩效指标", "年度指标值", "实际完成值", "得分"], ["一级指标", "二级指标", "三级指标"]],
            "level1 level2 name target actual score",
        ),
    ],
    ids=["captions over names and values", "a caption over names"],
)
def test_captions_over_columns_take_no_column_of_their_own(rows: list[list[str]], columns: str) -> None:
    document = grid([*rows, ["产出指标", "数量指标", "步道", "=", "8", "公里", "9", "10", "10"]], ragged=True)

    assert indicator_header(document).roles == tuple(columns.split())


def test_captions_of_a_whole_grid_may_be_merged_or_empty_beside_their_columns() -> None:
    rows = [
        ["绩效指标", LEFT, "年度指标值", "", "实际完成值", "得分"],
        ["二级指标", "三级指标", "指标值", "度量单位", "", ""],
        ["数量指标", "步道", "8", "公里", "9", "10"],
    ]

    assert indicator_header(grid(rows)).columns == ("level2", "name", "target", "unit", "actual", "score")


@pytest.mark.parametrize(
    ("labels", "columns"),
    [
        ("绩效指标 目标值 完成值 自评分", "name target actual score"),
        ("绩效内容 计划数 实际数 完成比例", "name target actual number"),
        ("绩效指标 指标名称 指标值 完成值", "ignored name target actual"),
        ("二级指标 绩效指标 指标值 完成值", "level2 name target actual"),
        ("绩效指标 二级指标 指标值 完成值", "ignored level2 target actual"),
        ("一级指标 分值 二级指标 分值 三级指标 指标分值 自评得分", "level1 number level2 number name weight score"),
        ("分值 二级指标 得分", "weight level2 score"),
    ],
)
def test_what_a_label_means_follows_from_those_beside_it(labels: str, columns: str) -> None:
    names = labels.split()

    assert indicator_header(grid([names, ["甲"] * len(names)])).columns == tuple(columns.split())


def test_counts_beside_names_of_indicators_are_no_money() -> None:
    document = grid([["绩效内容", "计划数", "实际数", "完成率"], ["修建步道（公里）", "8", "9", "112%"]])

    assert fund_headers(document, document.tables[0], LIBRARY) == ()


def test_a_merged_header_cell_covers_its_columns() -> None:
    document = grid([["三级指标", "指标值", LEFT, "得分"], ["修建步道", "≥8", "公里", "10"]])

    assert indicator_header(document).columns == ("name", "target", "target", "score")
    assert indicator_header(document).roles == ("name", "target", "score")


def test_a_table_may_hold_several_headers() -> None:
    document = grid(
        [["三级指标", "年度指标值"], ["步道", "8公里"], ["年初预算数", "全年执行数"], ["三级指标", "实际完成值"]]
    )

    assert [header.first for header in indicator_headers(document, document.tables[0], LIBRARY)] == [0, 3]


@pytest.mark.parametrize(
    "labels",
    [["三级指标", "备注"], ["年度指标值", "实际完成值"], ["姓名", "电话"], ["年初预算数", "全年预算数"]],
    ids=["no value", "no name", "other table", "money"],
)
def test_a_row_without_name_and_value_is_no_header(labels: list[str]) -> None:
    document = grid([labels, ["甲", "乙"]])

    assert list(indicator_headers(document, document.tables[0], LIBRARY)) == []


def test_one_stage_alone_is_no_header_of_money() -> None:
    document = grid([["项目", "预算数"], ["步道", "5"]])

    assert list(fund_headers(document, document.tables[0], LIBRARY)) == []


def test_a_header_is_found_in_pipe_rows() -> None:
    document = page("| 三级指标 | 年度指标值 | 实际完成值 |\n|---|---|---|\n| 步道 | 8公里 | 9公里 |\n")

    assert indicator_header(document).columns == ("name", "target", "actual")


def test_a_column_is_asked_for_by_its_role() -> None:
    header = indicator_header(grid([["三级指标", "年度指标值"], ["步道", "8公里"]]))

    assert (header.column("target"), header.column("score")) == (1, None)
