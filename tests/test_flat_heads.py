"""Column labels that follow each other in running text."""

from __future__ import annotations

import re

import pytest

from extractor.flat_heads import FlatHead, flat_heads
from extractor.stream import stream
from tests.documents import LIBRARY, page


def read(text: str, finder: str = "indicator_column", anchor: str = "三级指标") -> list[tuple[str, str]]:
    """Roles of each header, and the text behind it."""
    seen = stream(page(text))
    heads = flat_heads(seen, LIBRARY, finder, re.compile(anchor), lambda roles, _: len(roles) > 1)
    return [(" ".join(head.roles), seen.text[head.body :]) for head in heads]


@pytest.mark.parametrize(
    "text",
    [
        "三级指标 年度指标值 实际完成值 分值 得分 培训人数",
        "三级指标\n年度指标值\n实际完成值\n分值\n得分\n培训人数",
        "三级指标年度指标值实际完成值分值得分培训人数",
        "三级指标（20分）年度指标值：实际完成值 分值、得分 培训人数",
        "三级指标 年度指标值（含数字及文字描述） 实际完成值（按指标逐项填写） 分值 得分 培训人数",
    ],
    ids=["blanks", "lines", "nothing between", "notes and marks between", "remarks"],
)
def test_labels_that_follow_each_other_are_a_header(text: str) -> None:
    assert read(text) == [("name target actual weight score", "培训人数")]


def test_the_weight_may_stand_behind_a_mark() -> None:
    assert read("三级指标、分值、得分、培训人数") == [("name weight score", "、培训人数")]


def test_a_label_alone_is_none() -> None:
    assert read("三级指标很好。") == []


def test_headers_repeat() -> None:
    assert [roles for roles, _ in read("三级指标 分值 得分 甲 三级指标 分值 得分 乙")] == ["name weight score"] * 2


def test_one_label_that_is_two_in_a_row_is_read_as_two() -> None:
    assert read("全年预算数执行率得分500", "fund_column", "全年预算数") == [("budget rate score", "500")]


def test_rows_may_begin_elsewhere() -> None:
    labels = (("name", 2, 6), ("score", 6, 8))

    assert (FlatHead(labels).start, FlatHead(labels).end, FlatHead(labels).body) == (2, 8, 8)
    assert FlatHead(labels, body_start=11).body == 11


@pytest.mark.parametrize(
    ("header", "roles"),
    [
        ("三级指标 年度 实际 分值 得分\n指标值 完成值", "name target actual weight score"),
        (
            "三级指标 分值 年度指标 全年实际 得分 偏差原因\n值 完成值 及改进措施",
            "name weight target actual score reason",
        ),
    ],
    ids=["two words wrapped", "the last word wrapped too"],
)
def test_labels_that_break_inside_their_cells_are_joined_with_the_line_below(header: str, roles: str) -> None:
    assert read(f"{header}\n培训人数 300人") == [(roles, "培训人数300人")]


def test_a_line_below_a_whole_header_belongs_to_the_rows() -> None:
    assert read("三级指标 分值 得分\n培训人数 10 10") == [("name weight score", "培训人数1010")]
