"""Laws of the checks: a consistent report violates nothing, a planted error fires its rule, many figures are quick."""

from __future__ import annotations

import time
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.checks import NAMES, findings, run
from extractor.report import FundSource, Report, Score
from tests.checks.reports import (
    achieved,
    deviation,
    evidence,
    found,
    fund,
    fund_table,
    indicator,
    measure,
    report,
    result,
    violated,
)

SOURCES: tuple[FundSource, ...] = ("central", "local", "other")
NAMES_OF_INDICATORS = ("河道清淤长度", "培训农民人次", "水质抽检合格率", "受益人口", "设备购置", "道路养护里程")


@dataclass(frozen=True)
class World:
    """What is true before it is printed: money of each source, counts, weights and scores."""

    budgets: tuple[Decimal, ...]
    executed: tuple[Decimal, ...]
    whole: int
    part: int
    before: int
    now: int
    targets: tuple[int, ...]
    scores: tuple[int, ...]


money = st.decimals(min_value=100, max_value=90_000, places=4, allow_nan=False)


@st.composite
def worlds(draw: st.DrawFn) -> World:
    """Worlds of two or three sources and two to six indicators, in which every target is met."""
    count = draw(st.integers(2, 3))
    budgets = tuple(draw(money) for _ in range(count))
    shares = [draw(st.decimals(min_value="0.3", max_value=1, places=3)) for _ in range(count)]
    whole = draw(st.integers(50, 5000))
    before = draw(st.integers(50, 5000))
    targets = tuple(draw(st.lists(st.integers(10, 900), min_size=2, max_size=6)))
    return World(
        budgets=budgets,
        executed=tuple(budget * share for budget, share in zip(budgets, shares, strict=True)),
        whole=whole,
        part=draw(st.integers(10, whole)),
        before=before,
        now=draw(st.integers(before, 2 * before)),
        targets=targets,
        scores=tuple(draw(st.integers(300, 600)) for _ in targets),
    )


def _round(value: Decimal, places: int = 2) -> str:
    return f"{value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP):f}"


def _rate(part: Decimal, whole: Decimal) -> str:
    return f"{_round(part * 100 / whole)}%"


def printed(world: World) -> Report:
    """The report that tells a world truly, each figure rounded on its own."""
    budget, executed = sum(world.budgets, Decimal(0)), sum(world.executed, Decimal(0))
    rows = [
        ("年度资金总额", "total", f"{_round(budget)}万元", f"{_round(executed)}万元", _rate(executed, budget)),
        *(
            (f"{source}资金", source, f"{_round(given)}万元", f"{_round(spent)}万元", _rate(spent, given))
            for source, given, spent in zip(SOURCES, world.budgets, world.executed, strict=False)
        ),
    ]
    rest = fund("rest", f"{_round(budget - executed)}万元", "remaining", item="结余资金", start=2000)
    return report(funds=(*fund_table(rows), rest), indicators=_indicators(world), score=_score(world))  # type: ignore[arg-type]


def _indicators(world: World) -> tuple[object, ...]:
    listed = [
        indicator(
            f"i.{rank}",
            NAMES_OF_INDICATORS[rank],
            f"{target}个",
            f"{target + 3}个",
            weight=Decimal(6),
            score=Decimal(score) / 100,
        )
        for rank, (target, score) in enumerate(zip(world.targets, world.scores, strict=True))
    ]
    levels = (measure(f"{world.part}家", 4900), measure(f"{world.whole}家", 4910))
    years = (measure(f"{world.before}次", 5100), measure(f"{world.now}次", 5110))
    full = {"weight": Decimal(5), "score": Decimal(5)}
    share = measure(_rate(Decimal(world.part), Decimal(world.whole)), 4890, basis="share")
    growth = measure(_rate(Decimal(world.now - world.before), Decimal(world.before)), 5090, basis="growth")
    return (
        *listed,
        indicator("i.8", "惠企数量占比", actual=share, related=levels, **full),
        indicator("i.9", "许可次数增幅", actual=growth, related=years, **full),
    )


def _score(world: World) -> Score:
    weights = 6 * len(world.targets) + 10
    return Score(
        total_weight=Decimal(weights + 10),
        total_score=Decimal(sum(world.scores)) / 100 + 10 + 9,
        execution_weight=Decimal(10),
        execution_score=Decimal(9),
        evidence=(evidence("总分", 6000),),
    )


@given(worlds())
@settings(max_examples=60)
def test_a_consistent_report_violates_nothing(world: World) -> None:
    assert violated(printed(world)) == []


@given(worlds(), st.sampled_from([Decimal("1.07"), Decimal("0.9")]))
@settings(max_examples=30)
def test_a_changed_amount_fires_every_rule_that_it_stands_in(world: World, factor: Decimal) -> None:
    stated = printed(world)
    wrong = fund(
        "f.0.executed", f"{_round(sum(world.executed, Decimal(0)) * factor)}万元", "executed", place=(0, 1), start=1001
    )
    changed = stated.model_copy(update={"funds": tuple(wrong if one.key == wrong.key else one for one in stated.funds)})

    assert "f.0.executed" in found(changed, "funds.rate")[0].facts
    assert {one.facts[0] for one in found(changed, "funds.parts")} == {"f.0.executed"}


@given(worlds(), st.sampled_from([2, 3]))
@settings(max_examples=30)
def test_a_changed_rate_fires_its_rule_alone(world: World, points: int) -> None:
    stated = printed(world)
    rate = next(one for one in stated.funds if one.key == "f.1.rate")
    assert rate.amount.value is not None
    wrong = fund("f.1.rate", f"{rate.amount.value + points}%", "rate", source=SOURCES[0], place=(1, 2), start=1102)
    changed = stated.model_copy(update={"funds": tuple(wrong if one.key == wrong.key else one for one in stated.funds)})

    assert violated(changed) == ["funds.rate"]
    assert found(changed, "funds.rate")[0].facts == ("f.1.rate", "f.1.executed", "f.1.budget")


@given(worlds())
@settings(max_examples=30)
def test_a_changed_remainder_fires_its_rule_or_nothing_can_be_said(world: World) -> None:
    stated = printed(world)
    rest = fund("rest", "0.37万元", "remaining", item="结余资金", start=2000)
    changed = stated.model_copy(update={"funds": (*stated.funds[:-1], rest)})

    assert found(changed, "funds.remaining", "ok") == []


@given(worlds(), st.integers(0, 1), st.sampled_from(["weight", "score"]))
@settings(max_examples=30)
def test_a_changed_weight_or_score_fires_the_rule_of_its_total(world: World, rank: int, field: str) -> None:
    stated = printed(world)
    one = stated.indicators[rank]
    wrong = one.model_copy(update={field: getattr(one, field) - Decimal("0.75")})
    changed = stated.model_copy(
        update={"indicators": tuple(wrong if other.key == one.key else other for other in stated.indicators)}
    )
    rule = f"{field}.sum"

    assert rule in violated(changed)
    assert one.key in found(changed, rule)[0].facts


MET = indicator("i.1", "河道清淤长度", "46公里", "47公里")
MISSED = indicator("i.2", "培训农民人次", "400人", "380人", deviation=deviation())
PLANTED = {
    "attainment.reason": report(indicators=(MET, MISSED.model_copy(update={"deviation": None}))),
    "attainment.overall": report(indicators=(MET, MISSED), goals=(achieved("圆满完成年度目标任务"),)),
    "attainment.claimed": report(
        indicators=(
            MET,
            MISSED.model_copy(
                update={"attainment": MISSED.attainment.model_copy(update={"claimed": "已完成", "agrees": False})}
            ),
        )
    ),
    "score.missed": report(indicators=(MET, MISSED.model_copy(update={"weight": Decimal(10), "score": Decimal(10)}))),
    "score.limit": report(indicators=(MET, MISSED.model_copy(update={"weight": Decimal(5), "score": Decimal(6)}))),
    "indicator.duplicate": report(indicators=(MISSED, MISSED.model_copy(update={"key": "i.3"}))),
    "figure.restated": report(indicators=(MET, MISSED), results=(result("r.1", "培训农民人次", "384人", 100),)),
    "unit.slip": report(indicators=(MET, indicator("i.2", "受益人口", "5万人", "5.2人", deviation=deviation()))),
}


@pytest.mark.parametrize("rule", PLANTED)
def test_a_planted_error_fires_its_rule_and_names_the_fact(rule: str) -> None:
    (finding,) = found(PLANTED[rule], rule)

    assert "i.2" in finding.facts
    assert "i.1" not in finding.facts


def test_every_check_says_something_about_an_empty_report_once() -> None:
    told = findings(report())

    assert [one.rule.replace(".", "_") for one in told if not one.rule.startswith("identity.")] == [
        name for name in NAMES if not name.startswith("identity_")
    ]
    assert {one.status for one in told} <= {"ok", "undecidable"}


def test_the_same_report_gives_the_same_findings_in_the_same_order() -> None:
    stated = PLANTED["figure.restated"]

    assert run(stated) == run(stated)


def test_arithmetic_lends_confidence_and_a_contradiction_takes_it() -> None:
    rows = [
        ("年度资金总额", "total", "4826.4万元", "4713.58万元", "97.66%"),
        ("其他资金", "other", "500万元", "400万元", "81%"),
    ]
    funds = {one.key: one.amount.confidence for one in run(report(funds=fund_table(rows))).funds}  # type: ignore[arg-type]

    assert funds["f.0.rate"] == Decimal("0.975")
    assert funds["f.1.rate"] == Decimal("0.855")


def test_a_thousand_figures_take_less_than_a_second() -> None:
    rows = [("年度资金总额", "total", "123456.78万元", "99999.99万元", "81.00%")]
    rows += [
        (f"第{rank}项资金", "other", f"{1000 + 7 * rank}.{rank:02}万元", f"{900 + 7 * rank}万元", "90.1%")
        for rank in range(80)
    ]  # type: ignore[misc]
    told = [
        fund(
            f"t.{rank}",
            f"{3000 + 11 * rank}.{rank % 97:02}万元",
            ("budget", "executed", "remaining")[rank % 3],
            start=40 * rank,
        )  # type: ignore[arg-type]
        for rank in range(260)
    ]
    listed = [
        indicator(f"i.{rank}", f"第{rank}批道路养护里程", f"{rank + 10}公里", f"{rank + 9}公里") for rank in range(250)
    ]
    results = [
        result(f"r.{rank}", f"第{rank}批道路养护里程", f"{rank + 9}公里", 90_000 + 300 * rank) for rank in range(250)
    ]
    stated = report(funds=(*fund_table(rows), *told), indicators=listed, results=results)  # type: ignore[arg-type]
    start = time.process_time()
    run(stated)

    assert len(stated.funds) + len(stated.indicators) + len(stated.results) >= 1000
    assert time.process_time() - start < 1
