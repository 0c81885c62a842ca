"""Paragraphs that explain a mark of the text, and lists that open with the same signs."""

from __future__ import annotations

import pytest

from extractor.footnotes import is_footnote, marks_referred_to
from tests.documents import report

SPENT = "2021年引水项目预算300万元{0},实际支出280万元{1},完成管道3公里。"


def notes(*lines: str) -> list[str]:
    marks = marks_referred_to(lines)
    return [line for line in lines if is_footnote(line, marks)]


def money_of(text: str) -> list[str]:
    return [f"{fund.role} {fund.amount.text}" for fund in report(text).funds]


@pytest.mark.parametrize("marks", [("①", "②"), ("[1]", "[2]"), ("〔1〕", "〔2〕"), ("*", "**")])
def test_a_paragraph_with_a_mark_of_the_text_is_a_footnote(marks: tuple[str, str]) -> None:
    explained = [f"{mark}2020年为260万元。" for mark in marks]

    assert notes(SPENT.format(*marks), *explained) == explained


def test_a_mark_that_the_page_parts_from_its_word_is_one_of_the_text() -> None:
    assert notes("受益人口2万人", "①,满意度96%。", "①据抽样调查。") == ["①据抽样调查。"]


@pytest.mark.parametrize(
    "lines",
    [
        ("主要做法:", "①新建水池3座;", "②改造管道2公里。"),
        ("包括①新建水池3座;②改造管道2公里。", "①新建水池投入40万元。"),
        ("安排资金300万元。", "*新建水池投入40万元。"),
    ],
)
def test_items_of_a_list_are_no_footnotes(lines: tuple[str, ...]) -> None:
    assert notes(*lines) == []


def test_a_remark_needs_no_mark_in_the_text() -> None:
    assert notes("安排资金300万元。", "※每处补助5万元。") == ["※每处补助5万元。"]


@pytest.mark.parametrize(
    "below",
    ["①2020年预算260万元。\n②每公里补助标准40万元。", "※2020年预算260万元。", "注1：2020年安排资金260万元。"],
)
def test_money_of_a_footnote_is_none_of_the_report(below: str) -> None:
    text = f"某县引水项目绩效自评报告\n一、资金情况\n{SPENT.format('①', '②')}\n{below}"

    assert money_of(text) == ["budget 300万元", "executed 280万元"]


def test_what_follows_a_footnote_at_the_foot_of_a_page_belongs_to_the_text() -> None:
    text = f"某县引水项目绩效自评报告\n一、资金情况\n{SPENT.format('①', '')}\n①2020年预算260万元。\n年末结余20万元。"

    assert money_of(text) == ["budget 300万元", "executed 280万元", "remaining 20万元"]
