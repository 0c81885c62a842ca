"""The overall goal of the year and what became of it."""

from __future__ import annotations

import pytest

from extractor.document import Document
from extractor.finders.goals import find_goals
from tests.documents import ABOVE, LEFT, LIBRARY, grid, page


def read(document: Document) -> list[tuple[str | None, str | None]]:
    return [
        (goal.expected.text if goal.expected else None, goal.achieved.text if goal.achieved else None)
        for goal in find_goals(document, LIBRARY)
    ]


def test_a_goal_stands_beside_what_became_of_it() -> None:
    document = grid([["年度总体目标", "预期目标", "实际完成情况"], [ABOVE, "修建步道8公里。", "修建步道8.5公里。"]])

    assert read(document) == [("修建步道8公里。", "修建步道8.5公里。")]


@pytest.mark.parametrize("label", ["预期目标", "年初设定目标", "年度绩效目标"])
@pytest.mark.parametrize("result", ["实际完成情况", "全年实际完成情况", "目标实际完成情况"])
def test_forms_word_the_labels_differently(label: str, result: str) -> None:
    assert read(grid([[label, result], ["修建步道", "已修建"]])) == [("修建步道", "已修建")]


def test_merged_cells_and_empty_ones() -> None:
    document = grid([["年度总体目标", "预期目标", LEFT, "实际完成情况"], [ABOVE, "修建步道", LEFT, ""]])

    assert read(document) == [("修建步道", None)]


def test_pipe_rows_may_leave_the_merged_label_out() -> None:
    document = page("| 年度总体目标 | 预期目标 | 实际完成情况 |\n| 修建步道8公里 | 已修建 |\n| 甲 | 乙 |\n")

    assert read(document) == [("修建步道8公里", "已修建")]


@pytest.mark.parametrize("label", ["总体目标", "年度总体目标：", "年度绩效目标"])
def test_a_goal_may_have_a_row_of_its_own(label: str) -> None:
    document = grid([["项目属性", "新增"], [label, "目标1：修建步道；目标2：改造绿地。"], ["三级指标", "指标值"]])
    last = grid([["项目属性", "新增"], [label, "目标1：修建步道；目标2：改造绿地。"]])

    assert read(document) == read(last) == [("目标1：修建步道；目标2：改造绿地。", None)]


@pytest.mark.parametrize(
    "row", [["总体目标", "年初设定目标"], ["总体目标", "良好"], ["总体目标", "修建步道8公里", "无"]]
)
def test_a_row_with_other_labels_or_more_cells_is_no_goal_by_itself(row: list[str]) -> None:
    assert read(grid([row, ["甲", "乙"]])) == []


def test_goals_are_numbered() -> None:
    document = grid([["预期目标", "实际完成情况"], ["甲", "乙"], ["预期目标", "实际完成情况"], ["丙", "丁"]])

    assert [goal.key for goal in find_goals(document, LIBRARY)] == ["goal.1", "goal.2"]


@pytest.mark.parametrize(
    "rows", [[["预期目标"], ["甲"]], [["预期目标", "实际完成情况"]], [["预期目标", "实际完成情况"], ["", ""]]]
)
def test_a_form_without_both_labels_or_without_text_has_no_goal(rows: list[list[str]]) -> None:
    assert read(grid(rows)) == []
