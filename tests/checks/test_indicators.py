"""Checks of indicators: shares, growth, figures told twice, duplicates, units, dates, scores and verdicts."""

from __future__ import annotations

import datetime
from decimal import Decimal

import pytest

from extractor.report import Attainment, Conflict, Indicator, Measure, Report, Score, Warning
from tests.checks.reports import (
    achieved,
    cited,
    deviation,
    evidence,
    found,
    indicator,
    measure,
    report,
    result,
    violated,
)


def _with_levels(actual: str, basis: str, levels: tuple[str, ...], name: str = "惠企比例") -> Report:
    related = tuple(measure(level, 3300 + rank) for rank, level in enumerate(levels))
    return report(indicators=(indicator("i.1", name, actual=measure(actual, 3220, basis=basis), related=related),))


@pytest.mark.parametrize(("share", "status"), [("98.1%", "ok"), ("98.7%", "violated")])
def test_a_share_is_part_through_whole(share: str, status: str) -> None:
    (finding,) = found(_with_levels(share, "share", ("258家", "263家")), "share.part", status)

    assert finding.facts == ("i.1",)
    assert finding.expected == "98.1%"


def test_a_share_of_the_rest_is_left_alone() -> None:
    assert violated(_with_levels("97%", "share", ("100件", "3件"), "抽检合格率")) == []


@pytest.mark.parametrize(("growth", "status"), [("15.3%", "ok"), ("13.5%", "violated")])
def test_growth_fits_the_two_years(growth: str, status: str) -> None:
    (finding,) = found(_with_levels(growth, "growth", ("1146次", "1321次"), "许可次数增幅"), "growth.previous", status)

    assert finding.facts == ("i.1",)
    assert finding.expected == "15.3%"


def test_a_fall_is_growth_the_other_way() -> None:
    assert violated(_with_levels("20%", "growth", ("100次", "80次"), "事故起数下降")) == []


NAMED = indicator("i.1", "通过专利开放许可（试点）达成的专利许可数量", "20次", "42次")


def test_one_figure_told_differently_in_two_sections_is_found() -> None:
    other = result("r.1", "成功达成专利开放许可交易", "45项", 900)
    (finding,) = found(report(indicators=(NAMED,), results=(other,)), "figure.restated")

    assert finding.facts == ("i.1", "r.1")
    assert finding.message == "“通过专利开放许可（试点）达成的专利许可数量”42次与“成功达成专利开放许可交易”45项不一致"


@pytest.mark.parametrize(
    ("name", "text"),
    [("成功达成专利开放许可交易", "42项"), ("高价值发明专利拥有量", "45件"), ("成功达成专利开放许可交易", "450项")],
)
def test_the_same_value_another_name_or_another_size_is_no_contradiction(name: str, text: str) -> None:
    assert found(report(indicators=(NAMED,), results=(result("r.1", name, text, 900),)), "figure.restated") == []


def test_names_that_name_two_things_are_no_contradiction() -> None:
    one = indicator("i.1", "春季山区绿道巡护出动次数", "20次", "42次")
    other = result("r.1", "秋季山区绿道巡护出动次数", "45次", 900)

    assert violated(report(indicators=(one,), results=(other,))) == []


def test_figures_of_one_sentence_are_two_figures() -> None:
    pair = (result("r.1", "达成专利开放许可交易", "45项", 900), result("r.2", "免费专利开放许可", "27项", 916))

    assert violated(report(results=pair)) == []


def test_a_reading_that_lost_is_told() -> None:
    conflict = Conflict(
        fact="i.1", kept="42次", other="45次", reason="actual: table wins", evidence=(evidence("42次"),)
    )
    (finding,) = found(report(indicators=(NAMED,), conflicts=(conflict,)), "figure.restated")

    assert (finding.facts, finding.stated, finding.expected) == (("i.1",), "42次", "45次")


def test_an_indicator_listed_twice_is_found() -> None:
    twice = tuple(indicator(f"i.{rank}", "培训人次", "400人次", "426人次") for rank in (1, 2))
    (finding,) = found(report(indicators=twice), "indicator.duplicate")

    assert finding.facts == ("i.1", "i.2")


@pytest.mark.parametrize(("actual", "fires"), [("51000人", False), ("5.1人", True), ("5.1万人", False)])
def test_a_value_in_another_unit_than_its_target_is_a_slip(actual: str, fires: bool) -> None:
    slips = found(report(indicators=(indicator("i.1", "受益人口", "5万人", actual),)), "unit.slip")

    assert [one.facts for one in slips] == ([("i.1",)] if fires else [])


def test_a_misprinted_unit_is_told_once() -> None:
    assert NAMED.actual is not None
    warning = Warning(code="unit_misprint", message="42后的“此”不是单位", evidence=NAMED.actual.evidence[0])
    (finding,) = found(report(indicators=(NAMED,), warnings=(warning,)), "unit.misprint")

    assert (finding.facts, finding.message) == (("i.1",), "42后的“此”不是单位")


def _on(key: str, name: str, day: datetime.date) -> Indicator:
    actual = Measure(
        comparator="qualitative",
        value=None,
        unit=None,
        basis="qualitative",
        text=str(day),
        normalized=None,
        date=day,
        evidence=(evidence(str(day)),),
    )
    return indicator(key, name, actual=actual)


def test_an_end_before_its_start_is_out_of_order() -> None:
    works = (
        _on("i.1", "工程开工时间", datetime.date(2022, 6, 1)),
        _on("i.2", "工程完工时间", datetime.date(2022, 5, 1)),
    )
    (finding,) = found(report(indicators=works), "date.order")

    assert finding.facts == ("i.1", "i.2")


def _scored(*scores: str, total: str = "100") -> Report:
    rows = tuple(
        indicator(f"i.{rank}", f"指标{rank}号", "4个", "4个", weight=Decimal(30), score=Decimal(score))
        for rank, score in enumerate(scores, start=1)
    )
    score = Score(
        total_weight=Decimal(100),
        total_score=Decimal(total),
        execution_weight=Decimal(10),
        execution_score=Decimal("9.59"),
    )
    return report(indicators=rows, score=score)


def test_scores_add_up_to_the_total_with_the_execution_rate() -> None:
    assert violated(_scored("30", "28.5", "30", total="98.09")) == []


def test_a_total_above_its_scores_names_all_of_them() -> None:
    (finding,) = found(_scored("30", "28.5", "30", total="99.29"), "score.sum")

    assert finding.facts == ("score", "i.1", "i.2", "i.3")
    assert finding.message == "4项得分合计98.09分，与总分99.29分不符"


def test_scores_are_not_rounded_but_their_total_may_be() -> None:
    assert violated(_scored("30", "28.5", "30", total="98")) == []
    assert violated(_scored("30", "28.5", "30", total="97")) == ["score.sum"]


def test_weights_that_miss_the_total_are_found_and_scores_left_open() -> None:
    stated = _scored("30", "30", total="69.59")

    assert violated(stated) == ["weight.sum"]
    assert found(stated, "score.sum", "undecidable")


def test_a_score_above_its_weight_is_found() -> None:
    (finding,) = found(_scored("30", "31", "30", total="100.59"), "score.limit")

    assert finding.facts == ("i.2",)
    assert finding.message == "“指标2号”分值30分，得分31分，得分超过分值"


def _missed(**given: object) -> Report:
    return report(indicators=(indicator("i.1", "河道清淤长度", "46公里", "43.5公里", **given),))


def test_full_points_for_a_missed_target_are_found() -> None:
    full = _missed(weight=Decimal(5), score=Decimal(5), deviation=deviation())
    part = _missed(weight=Decimal(5), score=Decimal("4.7"), deviation=deviation())

    assert violated(full) == ["score.missed"]
    assert violated(part) == []


def test_a_missed_target_without_a_reason_is_found() -> None:
    assert [one.facts for one in found(_missed(), "attainment.reason")] == [("i.1",)]
    assert violated(_missed(deviation=deviation())) == []


def test_a_reason_may_stand_among_the_problems() -> None:
    stated = _missed().model_copy(update={"problems": (cited("受汛期影响，河道清淤长度未达到目标。"),)})

    assert violated(stated) == []


def test_a_missed_target_called_met_is_found_once() -> None:
    claimed = Attainment(met=False, ratio=None, claimed="完成既定目标", agrees=False)

    assert violated(_missed(attainment=claimed)) == ["attainment.claimed"]


@pytest.mark.parametrize(
    ("words", "fires"),
    [
        ("较好完成了年度绩效目标", True),
        ("总体绩效目标完成情况较好", True),
        ("基本完成年度目标任务", False),
        ("除清淤外均完成目标", False),
        ("完成改造4家", False),
    ],
)
def test_good_completion_is_not_claimed_over_a_missed_target(words: str, fires: bool) -> None:
    stated = _missed(deviation=deviation()).model_copy(update={"goals": (achieved(words),)})

    assert [one.facts for one in found(stated, "attainment.overall")] == ([("i.1",)] if fires else [])


def test_values_in_units_that_cannot_be_compared_miss_nothing() -> None:
    attainment = Attainment(met=False, ratio=None, claimed="超额完成", agrees=False)
    taught = indicator("i.1", "数据要素领域培训", "2000人次", "18期", attainment=attainment)

    assert violated(report(indicators=(taught,))) == []
