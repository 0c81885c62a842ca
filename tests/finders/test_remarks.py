"""Problems that a report admits and measures that it announces."""

from __future__ import annotations

import pytest

from extractor.finders.remarks import find_measures, find_problems
from extractor.outline import sentences
from tests.documents import LIBRARY, page


def read(text: str) -> tuple[list[str], list[str]]:
    """Problems and measures of `text`."""
    document = page(text)
    told = sentences(document, LIBRARY, [])
    problems, measures = find_problems(document, LIBRARY, told), find_measures(document, LIBRARY, told)
    return [item.text for item in problems], [item.text for item in measures]


def test_problems_and_measures_are_told_apart() -> None:
    text = "三、偏离绩效目标的原因和下一步改进措施\n部分路段排水不畅。主要受雨季影响。下一步将增设排水沟。"

    assert read(text) == (["部分路段排水不畅。", "主要受雨季影响。"], ["下一步将增设排水沟。"])


@pytest.mark.parametrize("text", ["无。", "暂无存在的问题。", "没有偏离绩效目标。", "不存在偏差。"])
def test_nothing_is_no_problem(text: str) -> None:
    assert read(f"三、存在的问题\n{text}") == ([], [])


def test_other_sections_admit_nothing() -> None:
    assert read("二、绩效目标完成情况\n部分路段排水不畅。下一步将增设排水沟。") == ([], [])


def test_the_section_ends_with_the_next() -> None:
    assert read("三、存在的问题\n部分路段排水不畅。\n四、绩效自评结果应用\n结果将在网站公开。")[0] == [
        "部分路段排水不畅。"
    ]


def test_numbered_points_are_problems_too() -> None:
    assert read("三、存在的问题\n（一）资金支付进度偏慢。\n（二）人员力量不足。")[0] == [
        "（一）资金支付进度偏慢。",
        "（二）人员力量不足。",
    ]


def test_all_that_stands_under_measures_is_one() -> None:
    assert read("四、改进措施\n按月通报工程和支付进度。") == ([], ["按月通报工程和支付进度。"])
