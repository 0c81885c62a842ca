"""What rows and columns of a fund table mean."""

from __future__ import annotations

import pytest

from extractor.fund_rows import default_source, item_of, item_told, role_of, source_of, unit_in
from tests.documents import LIBRARY


@pytest.mark.parametrize(
    ("label", "source"),
    [
        ("年度资金总额", "total"),
        ("其中:中央资金", "central"),
        ("省级资金", "provincial"),
        ("县级资金", "county"),
        ("地方资金", "local"),
        ("其他资金", "other"),
        ("省", "provincial"),
        ("市", "municipal"),
        ("其中:县", "county"),
        ("上年结转资金", None),
        ("培训人数", None),
    ],
)
def test_a_row_says_whose_money_it_is(label: str, source: str | None) -> None:
    assert source_of(label, LIBRARY) == source


@pytest.mark.parametrize(
    ("label", "column", "role"),
    [
        ("中央资金", "budget", "budget"),
        ("上年结转资金", "budget", "carryover"),
        ("上年结转资金", "initial_budget", "carryover"),
        ("上年结转资金", "executed", "executed"),
    ],
)
def test_money_carried_over_stands_in_the_budget_columns(label: str, column: str, role: str) -> None:
    assert role_of(label, column, LIBRARY) == role


@pytest.mark.parametrize(
    ("label", "item"),
    [("其中:中央资金", "中央资金"), ("年度资金总额(单位:万元):", "年度资金总额"), ("其他资金", "其他资金")],
)
def test_an_item_is_named_without_its_notes(label: str, item: str) -> None:
    assert item_of(label) == item


@pytest.mark.parametrize(
    ("label", "unit"),
    [
        ("项目资金(万元)", "万元"),
        ("单位:元", "元"),
        ("金额万元", "万元"),
        ("(元)单位:亿元", "亿元"),
        ("项目资金", None),
        ("5元", None),
    ],
)
def test_a_label_names_the_unit(label: str, unit: str | None) -> None:
    assert unit_in(label) == unit


@pytest.mark.parametrize(
    ("texts", "source"),
    [
        (["中央财政补助资金已落实。"], "central"),
        (["概况。", "财政部于3月下达资金。"], "central"),
        (["省级资金已落实。"], None),
        (["概况。"] * 4 + ["中央财政专项资金已落实。"], None),
        (["概况。"] * 13 + ["中央下达资金。"], "central"),
        (["概况。"] * 14 + ["中央下达资金。"], None),
        ([], None),
    ],
)
def test_the_opening_tells_a_transfer_from_the_centre(texts: list[str], source: str | None) -> None:
    assert default_source(texts) == source


@pytest.mark.parametrize(
    ("before", "behind", "item"),
    [
        ("其中省级财政资金", "", "省级财政资金"),
        ("全年下达,支出共计", "", "支出"),
        ("下达资金(云财社)", "", "下达资金"),
        ("计划安排", "", "计划安排"),
        ("其中:", "用于步道建设,其余", "用于步道建设"),
        ("", "", "金额"),
    ],
)
def test_an_amount_in_a_sentence_is_named_by_the_words_about_it(before: str, behind: str, item: str) -> None:
    assert item_told(before, behind) == item
