"""Values told beside the one that answers a target: growth, shares, the year before, both counts of a share."""

from __future__ import annotations

import pytest

from extractor.facts import IndicatorDraft
from extractor.finders.narrative import find_told_indicators
from extractor.outline import sentences
from tests.documents import LIBRARY, page, stated

RESULTS = "二、绩效目标完成情况分析\n（二）绩效指标完成情况分析\n"


def told(text: str) -> list[IndicatorDraft]:
    document = page(RESULTS + text)
    return list(find_told_indicators(document, LIBRARY, sentences(document, LIBRARY, [])).indicators)


def rows(text: str) -> list[str]:
    """Each indicator as name|target|actual value|related values."""
    return [
        f"{draft.name}|{stated(draft.target) or ''}|{stated(draft.actual) or ''}|"
        + ",".join(stated(value) or "" for value in draft.related)
        for draft in told(text)
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "古树保护512株，占应保护总数530株的96.6%，目标值≥95%。",
            ["古树保护|>= 95 %|= 96.6 %|= 512 株,= 530 株"],
        ),
        (
            "参赛女职工412人，占参赛总人数1030人的40%，年度目标为占比不低于35%。",
            ["参赛女职工|>= 35 %|= 40 %|= 412 人,= 1030 人"],
        ),
        (
            "绿化率由2022年的41.2%提高到41.8%，提高0.6个百分点，年度目标为41.5%。",
            ["绿化率|= 41.5 %|= 41.8 %|= 0.6 个百分点"],
        ),
        (
            "竹业产值完成86亿元，较上年增长7.7%，未达到增长8%的目标。",
            ["竹业产值|= 8 %|= 7.7 %|= 86 亿元"],
        ),
        (
            "惠及商户263家，同比增长43%，完成增长20%的目标；融资担保额4.2亿元，同比增长12%，高于10%的目标。",
            ["惠及商户|= 20 %|= 43 %|= 263 家", "融资担保额|= 10 %|= 12 %|= 4.2 亿元"],
        ),
        (
            "累计建成充电桩1260个，其中公共桩820个，占65.1%，年度目标为1200个。",
            ["建成充电桩|= 1200 个|= 1260 个|"],
        ),
    ],
)
def test_what_is_told_beside_the_answer_is_related(text: str, expected: list[str]) -> None:
    assert rows(text) == expected


def test_growth_of_what_is_no_indicator_is_said_of_no_other() -> None:
    assert rows("惠及商户263家；企业获得贷款4.2亿元，同比增长12%。") == ["惠及商户||= 263 家|"]


@pytest.mark.parametrize(
    ("text", "basis"),
    [("担保额4.2亿元，同比增长12%，高于10%的目标。", "growth"), ("女职工412人，占总人数的40%，目标为35%。", "share")],
)
def test_a_bare_rate_takes_the_basis_of_what_answers_it(text: str, basis: str) -> None:
    (draft,) = told(text)

    assert draft.target is not None and draft.target.basis == basis
