"""Whether an actual value reaches its target."""

from __future__ import annotations

import tomllib
from decimal import Decimal
from pathlib import Path

import pytest

from extractor.attainment import judge, lower_is_better
from extractor.document import Span
from extractor.facts import Context, IndicatorDraft, measure, qualitative, stated_value
from extractor.reading import view
from extractor.report import Attainment, Measure
from tests.documents import LIBRARY, page

CASES = tomllib.loads((Path(__file__).parent / "cases" / "verdicts.toml").read_text("utf-8"))
VERDICTS = [
    pytest.param(*row, met, id="-".join(row))
    for kind, met in (("met", True), ("missed", False), ("undecided", None))
    for row in CASES[kind]
]


def value(text: str) -> Measure:
    """What a table cell with `text` states."""
    document = page(text)
    context = Context(document, LIBRARY.lexicon, "test")
    quantity = stated_value(view(document, 0, len(text)), LIBRARY.lexicon)
    span = Span(0, len(text))
    if quantity is None:
        return qualitative(context, span, field="value")
    return measure(context, quantity, span, field="value")


@pytest.mark.parametrize(("name", "level2", "target", "actual", "met"), VERDICTS)
def test_a_form_s_row_is_judged(name: str, level2: str, target: str, actual: str, met: bool | None) -> None:
    assert verdict(target, actual, name, level2=level2).met is met


def verdict(
    target: str, actual: str, name: str = "培训人数", claimed: str | None = None, *, level2: str | None = None
) -> Attainment:
    draft = IndicatorDraft(
        name=name,
        level2=level2,
        order=0,
        finder="test",
        evidence=(),
        target=value(target) if target else None,
        actual=value(actual) if actual else None,
        claimed=claimed,
    )
    return judge(draft, LIBRARY)


@pytest.mark.parametrize(
    ("target", "actual", "met"),
    [
        ("≥300人", "300人", True),
        ("≥300人", "299人", False),
        ("≤300人", "300人", True),
        ("≤300人", "301人", False),
        (">300人", "300人", False),
        ("<300人", "300人", False),
        ("<300人", "299人", True),
        ("不低于90%", "92.5%", True),
        ("10-15天", "12天", True),
        ("10-15天", "16天", False),
        ("10-15天", "9天", False),
        ("≥90%", "≥90%", True),
        ("≥5%", "-1.2%", False),
    ],
)
def test_a_comparator_decides(target: str, actual: str, met: bool) -> None:
    assert verdict(target, actual).met is met


@pytest.mark.parametrize(
    ("target", "actual", "met"),
    [
        ("≥1万亩", "12000亩", True),
        ("≥1万亩", "9999亩", False),
        ("≥2亿元", "21000万元", True),
        ("≤1‰", "0.05%", True),
        ("≥8公里", "8.5", True),
        ("≥90%", "95人", None),
    ],
)
def test_values_are_compared_in_base_units(target: str, actual: str, met: bool | None) -> None:
    assert verdict(target, actual).met is met


@pytest.mark.parametrize(
    ("name", "target", "actual", "met"),
    [
        ("培训人数", "300人", "280人", False),
        ("培训人数", "300人", "320人", True),
        ("项目成本", "400万元", "380万元", True),
        ("项目成本", "400万元", "420万元", False),
        ("完成时限", "30天", "25天", True),
        ("森林火灾受害率", "0.9‰", "0.2‰", True),
        ("差错率", "1%", "2%", False),
    ],
)
def test_a_bare_target_is_a_bound_in_the_direction_of_its_indicator(
    name: str, target: str, actual: str, met: bool
) -> None:
    assert verdict(target, actual, name).met is met


@pytest.mark.parametrize(
    ("name", "lower"),
    [
        ("单位造价", True),
        ("响应时间", True),
        ("安全事故", True),
        ("失业率", True),
        ("就业率", False),
        ("验收合格率", False),
        ("成本节约率", False),
        ("投诉办结率", False),
    ],
)
def test_costs_times_and_harm_are_better_when_lower(name: str, lower: bool) -> None:
    assert lower_is_better(name, None, LIBRARY) is lower


@pytest.mark.parametrize(
    ("level2", "lower"), [("成本指标", True), ("经济成本指标", True), ("数量指标", False), (None, False)]
)
def test_an_indicator_of_cost_is_better_when_lower(level2: str | None, lower: bool) -> None:
    assert lower_is_better("每户补助", level2, LIBRARY) is lower


@pytest.mark.parametrize(
    ("target", "actual", "met"),
    [
        ("0起", "0起", True),
        ("0起", "1起", False),
        ("0起", "未发生", True),
        ("≤2起", "未发生", True),
        ("=0件", "0", True),
        ("≥2场", "未发生", None),
    ],
)
def test_a_target_of_nothing_is_met_where_nothing_happened(target: str, actual: str, met: bool | None) -> None:
    assert verdict(target, actual, "安全事故").met is met


@pytest.mark.parametrize(
    ("target", "actual", "met"),
    [
        ("2022年12月底前", "2022年11月30日", True),
        ("2022年12月底前", "2023年1月", False),
        ("2022年9月30日", "2022年9月30日", True),
        ("12月底前", "11月", True),
        ("6月底", "8月", False),
    ],
)
def test_dates_are_met_when_they_are_kept(target: str, actual: str, met: bool) -> None:
    assert verdict(target, actual, "完成时间").met is met


@pytest.mark.parametrize(
    ("target", "actual", "met"),
    [
        ("健全", "健全", True),
        ("健全", "达成预期指标", True),
        ("显著提升", "已完成", True),
        ("应覆盖尽覆盖", "100%", True),
        ("100%", "完成", True),
        ("健全", "部分达成预期指标", None),
        ("健全", "基本健全", None),
        ("健全", "较为良好", None),
        ("≥300人", "有所增加", None),
    ],
)
def test_words_are_met_by_the_same_words_or_by_completion(target: str, actual: str, met: bool | None) -> None:
    assert verdict(target, actual).met is met


@pytest.mark.parametrize(("target", "actual"), [("≥300人", ""), ("", "300人"), ("", "")])
def test_one_side_alone_decides_nothing(target: str, actual: str) -> None:
    assert verdict(target, actual) == Attainment(met=None, ratio=None, claimed=None, agrees=None)


@pytest.mark.parametrize(
    ("target", "actual", "ratio"),
    [
        ("≥300人", "320人", "1.0667"),
        ("≥1万亩", "9999亩", "0.9999"),
        ("≥15%", "5.1%", "0.3400"),
        ("0起", "0起", None),
        ("10-15天", "12天", None),
        ("≥90%", "95人", None),
        ("健全", "100%", None),
    ],
)
def test_the_ratio_is_actual_over_target(target: str, actual: str, ratio: str | None) -> None:
    assert verdict(target, actual).ratio == (None if ratio is None else Decimal(ratio))


@pytest.mark.parametrize(
    ("actual", "claimed", "agrees"),
    [
        ("320人", "超额完成目标", True),
        ("280人", "完成既定目标", False),
        ("280人", "未完成目标", True),
        ("320人", "未达到预期目标", False),
        ("320人", None, None),
        ("", "完成既定目标", None),
    ],
)
def test_the_claim_of_the_report_is_set_against_the_verdict(
    actual: str, claimed: str | None, agrees: bool | None
) -> None:
    found = verdict("≥300人", actual, claimed=claimed)

    assert (found.claimed, found.agrees) == (claimed, agrees)
