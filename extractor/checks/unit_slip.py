"""unit.slip — no figure is off by a factor of 10, 10⁴ or 10⁸."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Final

from extractor.alike import same_unit
from extractor.figures import Figure, Place, actual, figure
from extractor.fund_relations import fund_relations
from extractor.indicator_relations import growth_relations, share_relations
from extractor.intervals import EXACT, plain, scaled
from extractor.relations import Relation, confirmed, evidence_of, holds, undecidable, with_figure
from extractor.report import Finding, Indicator, Report

RULE: Final = "unit.slip"

_STEPS = tuple(Decimal(10) ** power for power in (1, 4, 8, -1, -4, -8))
_FAR = tuple(step for step in _STEPS if not Decimal("0.1") <= step <= 10)
_POINT = (Decimal(10), Decimal("0.1"))  # a rate has no 万; only its point can move
# An actual value 10⁴ or 10⁸ times its target, give or take this, is in another unit, not that much better.
_NEAR = Decimal("1.25")


def check(report: Report) -> Iterator[Finding]:
    """A finding for every relation that one scaled figure mends, and every value out of scale with its target."""
    relations = [*fund_relations(report), *share_relations(report), *growth_relations(report)]
    compared = [one for one in report.indicators if _comparable(one)]
    settled = confirmed(relations)
    failing = [relation for relation in relations if not holds(relation)]
    slips = [
        *(slip for relation in failing for slip in _slips(relation, failing, settled)),
        *(slip for one in compared for slip in _slip_of(one)),
    ]
    yield from slips
    if not slips and (relations or compared):
        facts = dict.fromkeys(
            [*(key for relation in relations for key in relation.keys), *(one.key for one in compared)]
        )
        yield Finding(
            rule=RULE, status="ok", message=f"{len(facts)}项数值中没有发现单位错位", stated=None, expected=None,
            tolerance=None, facts=tuple(facts),
        )  # fmt: skip
    elif not slips:
        yield undecidable(RULE, "没有可以互相比较数量级的数值")


def _slips(relation: Relation, failing: Sequence[Relation], settled: frozenset[Place]) -> Iterator[Finding]:
    """The figure of a failing relation that fits when scaled, of several the one that fails most relations.

    One that another relation confirms is not suspected.
    """
    mended = [
        (one, factor)
        for one in relation.figures
        if one.value and one.key and one.place not in settled
        for factor in (_POINT if one.unit == "%" else _STEPS)
        if holds(with_figure(relation, one, _times(one, factor)))
    ]
    if mended:
        one, factor = max(mended, key=lambda found: sum(found[0] in other.figures for other in failing))
        yield _finding(one, factor, [other for other in relation.figures if other != one])


def _times(one: Figure, factor: Decimal) -> Figure:
    return one._replace(value=EXACT.multiply(one.value, factor), interval=scaled(one.interval, factor))


def _comparable(indicator: Indicator) -> bool:
    """Whether target and actual value are numbers of one unit."""
    got, target = actual(indicator), indicator.target
    if got is None or not got.value or target is None or target.high is not None:
        return False
    wanted = target.normalized
    return wanted is not None and bool(wanted.value) and same_unit(wanted.unit, got.unit)


def _slip_of(indicator: Indicator) -> Iterator[Finding]:
    got, target = actual(indicator), indicator.target
    assert got and target and target.normalized  # comparable
    for factor in _FAR:
        low, high = sorted((EXACT.multiply(got.value, factor), target.normalized.value))
        if low > 0 and high <= EXACT.multiply(low, _NEAR):
            bound = target.model_copy(update={"comparator": "=", "approximate": False})
            wanted = figure(indicator.key, "target", bound, item=indicator.name)
            yield _finding(got, factor, [wanted] if wanted else [])


def _finding(one: Figure, factor: Decimal, others: list[Figure]) -> Finding:
    proposed = plain(EXACT.multiply(one.value, factor))
    against = "、".join(dict.fromkeys(other.printed for other in others))
    return Finding(
        rule=RULE,
        status="violated",
        message=f"“{one.item}”{one.printed}与{against}不符，乘以{plain(factor)}才相符，可能单位或小数点有误",
        stated=one.printed,
        expected=f"{proposed}{one.unit or ''}",
        tolerance=str(one.interval),
        facts=tuple(dict.fromkeys([one.key, *(other.key for other in others)])),
        evidence=evidence_of([one, *others]),
    )
