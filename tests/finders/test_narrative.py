"""Indicators told in sentences."""

from __future__ import annotations

import pytest

from extractor.facts import IndicatorDraft
from extractor.finders.narrative import Told, find_told_indicators
from extractor.outline import sentences
from tests.documents import LIBRARY, page, report, stated


def tell(text: str) -> Told:
    document = page(text)
    return find_told_indicators(document, LIBRARY, sentences(document, LIBRARY, []))


def indicators(text: str) -> list[IndicatorDraft]:
    return list(tell("二、绩效指标完成情况\n" + text).indicators)


def only(text: str) -> IndicatorDraft:
    (draft,) = indicators(text)
    return draft


def values(text: str) -> list[tuple[str, str | None, str | None]]:
    """Name, target and actual value of each indicator."""
    return [(draft.name, stated(draft.target), stated(draft.actual)) for draft in indicators(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("修建步道≥8公里，实际修建8.5公里。", ("修建步道", ">= 8 公里", "= 8.5 公里")),
        ("租用车辆数量8辆，实际租用6辆。", ("租用车辆数量", "= 8 辆", "= 6 辆")),
        ("响应时间控制在30分钟以内，实际25分钟。", ("响应时间", "<= 30 分钟", "= 25 分钟")),
        ("游客满意度不低于90%，实际满意度为93%。", ("游客满意度", ">= 90 %", "= 93 %")),
        ("计划和实际承保面积3.5万亩。", ("承保面积", "= 3.5 万亩", "= 3.5 万亩")),
        ("公园开放率目标值90%，实际完成值95%。", ("公园开放率", "= 90 %", "= 95 %")),
        ("因灾受伤人数目标值0人，实际0人。", ("因灾受伤人数", "= 0 人", "= 0 人")),
        ("因路面破损引发的摔倒目标值≤2起，实际1起。", ("因路面破损引发的摔倒", "<= 2 起", "= 1 起")),
        ("绩效目标（1）步道长度≥8公里：步道长度8.5公里，完成既定目标。", ("步道长度", ">= 8 公里", "= 8.5 公里")),
    ],
)
def test_target_and_actual_value_in_one_sentence_are_one_indicator(
    text: str, expected: tuple[str, str | None, str | None]
) -> None:
    assert values(text) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("年度目标：骑行率≥60%。骑行率为62%。", [("骑行率", ">= 60 %", "= 62 %")]),
        ("年度目标：骑行率≥60%；步行率70%。", [("骑行率", ">= 60 %", None), ("步行率", "= 70 %", None)]),
    ],
)
def test_nothing_is_promised_twice_in_a_list_of_targets(
    text: str, expected: list[tuple[str, str | None, str | None]]
) -> None:
    assert values(text) == expected


@pytest.mark.parametrize(
    ("target", "result", "actual", "related"),
    [
        ("游客数增幅≥10%", "全年游客12万人，同比增长6.5%", "= 6.5 %", ["= 12 万人"]),
        ("女性游客占比≥40%", "女性游客5万人，占游客总数的46%", "= 46 %", ["= 5 万人"]),
        ("游客数≥10万人", "全年游客12万人，同比增长6.5%", "= 12 万人", ["= 6.5 %"]),
    ],
)
def test_growth_answers_growth_share_answers_share_and_level_level(
    target: str, result: str, actual: str, related: list[str]
) -> None:
    draft = only(f"绩效目标（1）{target}：{result}，完成既定目标。")

    assert stated(draft.actual) == actual
    assert [stated(value) for value in draft.related] == related


def test_names_that_share_a_value_are_indicators_of_their_own() -> None:
    assert values("验收合格率、设备完好率和资金合规率均为100%。") == [
        ("验收合格率", None, "= 100 %"),
        ("设备完好率", None, "= 100 %"),
        ("资金合规率", None, "= 100 %"),
    ]


def test_the_name_may_stand_behind_its_value() -> None:
    assert values("完成120人次的规范化服务。") == [("规范化服务", None, "= 120 人次")]


def test_the_level_is_that_of_the_heading() -> None:
    draft = only("1.产出指标完成情况\n（1）数量指标\n修建步道8.5公里。\n")

    assert (draft.level1, draft.level2, stated(draft.actual)) == ("产出指标", "数量指标", "= 8.5 公里")


def test_an_unreadable_unit_is_that_of_the_target() -> None:
    draft = only("绩效目标（2）参加培训人数≥40人：参加培训42 此，超额完成既定目标。")

    assert stated(draft.actual) == "= 42 人"
    assert draft.actual is not None and draft.actual.inferred == ("unit",)


@pytest.mark.parametrize(
    ("verdict", "claimed"),
    [
        ("完成既定目标", "完成既定目标"),
        ("超额完成目标", "超额完成目标"),
        ("未完成指标", "未完成指标"),
        ("成效明显", None),
    ],
)
def test_the_claim_of_the_report_is_kept(verdict: str, claimed: str | None) -> None:
    assert only(f"修建步道≥8公里，实际修建8.5公里，{verdict}。").claimed == claimed


def test_reason_and_measures_behind_a_missed_target_are_kept() -> None:
    draft = only("绩效目标（1）步道长度≥8公里：步道长度6公里。主要原因是征地推迟。下一步，将加快征地。")

    assert draft.deviation is not None
    assert draft.deviation.reason is not None and draft.deviation.reason.text == "主要原因是征地推迟。"
    assert draft.deviation.measures is not None and draft.deviation.measures.text == "下一步，将加快征地。"


@pytest.mark.parametrize(
    ("text", "number"),
    [("绩效目标（3）步道长度≥8公里：步道长度8.5公里。", "3"), ("步道长度≥8公里，实际8.5公里。", None)],
)
def test_the_number_of_the_report_is_kept(text: str, number: str | None) -> None:
    assert only(text).number == number


@pytest.mark.parametrize(
    "text",
    [
        "本项目共设三级指标12个。",
        "内设科室5个。",
        "支付步道工程款300万元。",
        "资金支付率95%。",
        "依据《2022年3项工作方案》实施。",
        "项目于2022年11月30日完工。",
    ],
)
def test_background_money_and_dates_are_no_indicators(text: str) -> None:
    assert indicators(text) == []


def test_a_target_in_words_stays_a_target() -> None:
    draft = only("培训人数目标为300人。")

    assert (stated(draft.target), draft.actual) == ("= 300 人", None)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("培训人数≥400人。2021年实际培训426人。", id="a year before 实际"),
        pytest.param("1.新建驿站数量≥60处。实际新建63处。", id="a numbered target is read as a heading"),
    ],
)
def test_the_result_behind_its_target_answers_it(text: str) -> None:
    draft = only(text)

    assert draft.target is not None and draft.actual is not None


def test_a_result_that_names_its_target_by_number_is_a_result() -> None:
    draft = only("绩效目标（1）步道长度8.5公里，完成既定目标。")

    assert (draft.target, stated(draft.actual)) == (None, "= 8.5 公里")


def test_a_level_before_the_colon_is_no_part_of_the_name() -> None:
    assert only("1.数量指标：修建步道≥8公里，实际修建8.5公里。").name == "修建步道"


def test_other_results_stand_beside_the_indicators() -> None:
    told = tell("一、基本情况\n（二）总体绩效目标完成情况\n全年修建步道8.5公里，同比增长12%；新增绿地3处。")

    assert told.indicators == ()
    assert [(draft.name, stated(draft.value), stated(draft.growth)) for draft in told.results] == [
        ("修建步道", "= 8.5 公里", "= 12 %"),
        ("新增绿地", "= 3 处", None),
    ]


def test_the_section_on_the_use_of_results_states_nothing() -> None:
    told = tell("四、绩效自评结果拟应用和公开情况\n培训人数≥400人，实际培训426人。")

    assert (told.indicators, told.results) == ((), ())


def test_evidence_is_the_name_and_the_values_where_they_stand() -> None:
    draft = only("修建步道\u3000≥8公里，实际修建 8.5 公里。")

    assert [item.text for item in draft.evidence] == ["修建步道"]
    assert draft.target is not None and draft.actual is not None
    assert draft.target.evidence[0].text == "≥8公里"
    assert draft.actual.evidence[0].text == "8.5 公里"


def test_digits_behind_a_list_number_may_begin_the_name() -> None:
    text = (
        "1.高血压患者管理率目标值≥65%，实际完成66%。\n"
        "2.0-6岁儿童体检率目标值≥90%，实际完成92%。\n"
        "3.2型糖尿病患者管理率目标值≥60%，实际完成65%。"
    )

    assert [one.name for one in report(text).indicators] == [
        "高血压患者管理率",
        "0-6岁儿童体检率",
        "2型糖尿病患者管理率",
    ]
