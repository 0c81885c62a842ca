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


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "毕业率95.8%，对口就业率82.4%，分别高出目标值0.8和2.4个百分点。",
            ["毕业率||= 95.8 %|", "对口就业率||= 82.4 %|"],
        ),
        ("床位利用率目标85%，平均利用率82.6%，与目标差2.4个百分点。", ["床位利用率|= 85 %|= 82.6 %|"]),
        ("交通死亡人数同比下降目标5%，实际下降8.7%。", ["交通死亡人数|= 5 %|= 8.7 %|"]),
        ("氮氧化物削减量3860吨，完成年度减排任务3600吨。", ["氮氧化物削减量|= 3600 吨|= 3860 吨|"]),
        (
            "供水能耗18.6千克标煤/立方米，低于19千克标煤/立方米的年度控制目标。",
            ["供水能耗|= 19 千克标煤/立方米|= 18.6 千克标煤/立方米|"],
        ),
        ("任务数：改造户厕1500座；完成数：改造户厕1486座。", ["改造户厕|= 1500 座|= 1486 座|"]),
        ("总成本不超过预算68万元，实际支出67.2万元。", ["总成本|<= 68 万元|= 67.2 万元|"]),
        ("药占比（不含饮片）由31.2%降至28.6%。", ["药占比（不含饮片）||= 28.6 %|"]),
        ("粮食亩产提高45公斤，目标为提高40公斤。", ["粮食亩产提高|= 40 公斤|= 45 公斤|"]),
        ("资助面达到在校生的20%左右。", ["资助面||= 20 %|"]),
        ("应于2022年12月31日前完成，实际于2022年12月15日完成。", []),
    ],
)
def test_how_far_apart_is_no_value_and_tasks_are_targets(text: str, expected: list[str]) -> None:
    assert rows(text) == expected


def test_a_class_before_several_ratings_names_none_and_one_target_is_that_of_all() -> None:
    assert rows("6.满意度：教师满意度95.8%，家长满意度93.4%，指标值均为≥90%。") == [
        "教师满意度|>= 90 %|= 95.8 %|",
        "家长满意度|>= 90 %|= 93.4 %|",
    ]


def test_a_bound_of_money_in_a_section_on_funds_is_no_indicator() -> None:
    document = page("一、资金投入情况分析\n补助标准C级每户不超过1.5万元。")

    assert find_told_indicators(document, LIBRARY, sentences(document, LIBRARY, [])).indicators == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("指标1 推广面积 年度指标值≥12万亩 实际完成值12.6万亩 分值10 得分10", ["推广面积|>= 12 万亩|= 12.6 万亩|"]),
        ("公墓建设2处，完成率100%，目标任务数分别为1200户、2处。", ["公墓建设||= 2 处|= 100 %,= 2 处"]),
    ],
)
def test_points_and_targets_of_another_unit_are_no_values(text: str, expected: list[str]) -> None:
    assert rows(text) == expected
