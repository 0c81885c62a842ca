"""Columns whose label nobody knows, and rows that gave nothing, are not read, and that is said."""

from __future__ import annotations

import pytest

from extractor.outline import sentences
from extractor.unread import unread_columns, unread_numbers
from tests.documents import LEFT, LIBRARY, grid, page, report, stated

INDICATORS = ["三级指标", "年度指标值", "实际完成值", "分值"]


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        (
            [
                [*INDICATORS, "折算系数"],
                ["培训人数", "120人", "130人", "10", "0.9"],
                ["合格率", "95%", "96%", "10", "1"],
            ],
            ["“折算系数”一列含义不明，其中 2 行未提取"],
        ),
        ([[*INDICATORS, "折算系数"], ["培训人数", "120人", "130人", "10", ""]], []),
        ([["绩效表", *INDICATORS], ["产出", "培训人数", "120人", "130人", "10"]], []),
        ([[*INDICATORS, "折算系数"], ["说明", LEFT, LEFT, LEFT, LEFT]], []),
        ([[*INDICATORS, "偏差原因分析"], ["培训人数", "120人", "90人", "10", "雨季"]], []),
        (
            [["资金来源", "全年预算数", "全年执行数", "审减数"], ["年度资金总额", "10", "9", "1"]],
            ["“审减数”一列含义不明，其中 1 行未提取"],
        ),
    ],
    ids=["values", "empty", "before the names", "one cell over all", "known", "money"],
)
def test_values_under_an_unknown_label_are_told(rows: list[list[str]], told: list[str]) -> None:
    document = grid(rows)

    notes = list(unread_columns(document, document.tables, LIBRARY))

    assert [note.message for note in notes] == told
    assert {note.code for note in notes} <= {"column_unknown"}


def test_a_table_whose_cells_are_not_aligned_says_nothing_of_columns() -> None:
    document = grid([[*INDICATORS, "折算系数"], ["培训人数", "120人", "130人", "10", "0.9"]], ragged=True)

    assert list(unread_columns(document, document.tables, LIBRARY)) == []


UNKNOWN = ["三级指标", "甲栏", "乙栏"]


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        (
            [UNKNOWN, ["培训人数", "120人", "130人"], ["合格率", "95%", "96%"]],
            ["表中有 2 行含有数值而未提取，第一行为“培训人数”，请核对"],
        ),
        (
            [["在编人数", "41人", "38人"], UNKNOWN, ["合格率", "95%", "96%"]],
            ["表中有 1 行含有数值而未提取，第一行为“合格率”，请核对"],
        ),
        ([UNKNOWN, ["开工时间", "2023年3月", "2023年4月"], ["验收", "合格", "合格"]], []),
        ([UNKNOWN, ["序号", "1", ""]], []),
        ([["设备名称", "单价", "数量"], ["水泵", "1200元", "3台"]], []),
        ([INDICATORS, ["培训人数", "120人", "130人", "10"]], []),
    ],
    ids=["unknown columns", "above the form", "no numbers", "a bare number", "no form", "read"],
)
def test_rows_of_the_form_that_gave_nothing_are_told(rows: list[list[str]], told: list[str]) -> None:
    warnings = report(grid(rows)).warnings

    assert [warning.message for warning in warnings if warning.code == "rows_unread"] == told


def test_rows_whose_values_stand_elsewhere_are_not_told() -> None:
    rows = [UNKNOWN, ["培训人数", "120人", "130人"]]

    told = report(grid(rows, before="培训人数目标值120人，实际完成130人。")).warnings

    assert "rows_unread" not in {warning.code for warning in told}


def test_a_number_of_a_sentence_that_blanks_part_is_told_and_not_read() -> None:
    document = page("二、绩效目标完成情况分析\n发放手册目标3 125本，实际3200本。")

    notes = list(unread_numbers(sentences(document, LIBRARY, []), LIBRARY))

    assert [note.message for note in notes] == ["“3 125本”不是一个可以确定的数，未提取"]


@pytest.mark.parametrize(
    ("cell", "value"), [("640 3人调离", None), ("12 450", None), ("640", "= 640 人"), ("2023 11月", "2023 11月")]
)
def test_a_cell_with_two_numbers_has_no_value_and_that_is_told(cell: str, value: str | None) -> None:
    found = report(grid([["三级指标", "年度指标值", "实际完成值"], ["护路员人数", "650人", cell]]))

    assert stated(found.indicators[0].actual) == value
    assert [warning.code for warning in found.warnings] == ([] if value else ["value_unreadable"])


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("总投资 中央资金 县级配套\n300 200 100", ["“总投资”等标签下一行的数值未提取，请核对"]),
        (
            "| 总投资 | 中央资金 | 县级配套 |\n| 300 | 200 | 100 |",
            ["表中有 1 行含有数值而未提取，第一行为“300”，请核对"],
        ),
        ("总投资 中央资金 县级配套\n300 200", []),
        ("水池 管道 阀门\n3 2 1", []),
        ("资金来源 全年预算数 全年执行数\n年度资金总额 300 280", []),
    ],
    ids=["blanks", "cells", "fewer figures", "no money", "read"],
)
def test_bare_figures_below_labels_of_money_are_told(text: str, told: list[str]) -> None:
    warnings = report(page(f"某县引水项目绩效自评表\n{text}\n")).warnings

    assert [warning.message for warning in warnings if warning.code == "rows_unread"] == told
