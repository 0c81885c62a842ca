"""The relations that indicators and scores should satisfy: shares, growth, weights and scores with their totals."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import permutations

from extractor.figures import SCORE_KEY, Figure, actual, points, related
from extractor.intervals import percentage, point, rounded, total
from extractor.recall import recalled
from extractor.relations import Relation, holds, holds_as_printed
from extractor.report import Indicator, Report

SHARE, GROWTH, WEIGHTS, SCORES = "share.part", "growth.previous", "weight.sum", "score.sum"
_HUNDRED, _PLACES = Decimal(100), 6
_ASKED = re.compile(r"满意|抽样|问卷")
_FALLS = re.compile(r"下降|减少|降低|压减|降幅")


@recalled(2)  # several checks of one report ask
def share_relations(report: Report) -> tuple[Relation, ...]:
    """Shares beside exactly two levels of one unit: the smaller is that share of the larger, or all but that share."""
    return tuple(_shares(report))


def _shares(report: Report) -> Iterator[Relation]:
    for indicator in report.indicators:
        stated, levels = actual(indicator), _pair(indicator)
        if stated is None or levels is None or stated.unit != "%" or indicator.actual is None:
            continue
        if indicator.actual.basis == "growth" or _ASKED.search(indicator.name):
            continue
        part, whole = sorted(levels, key=lambda one: one.value)
        relation = Relation(SHARE, "share", stated, (part, whole))
        if not holds(relation) and holds(relation._replace(result=_rest_of_hundred(stated))):
            continue  # 抽检100件，不合格3件，合格率97%
        yield relation


@recalled(2)
def growth_relations(report: Report) -> tuple[Relation, ...]:
    """Growth rates beside exactly two levels of one unit, the year's and the one before, in either order.

    As a share: the year's level is 100 % plus the growth of the one before.
    """
    return tuple(_growths(report))


def _growths(report: Report) -> Iterator[Relation]:
    for indicator in report.indicators:
        stated, levels = actual(indicator), _pair(indicator)
        if stated is None or levels is None or stated.unit != "%" or indicator.actual is None:
            continue
        if indicator.actual.basis != "growth":
            continue
        readings = [
            Relation(GROWTH, "share", _grown(stated, falls=falls), pair)
            for falls in _directions(indicator)
            for pair in permutations(levels)
        ]
        yield next((one for one in readings if holds_as_printed(one)), min(readings, key=_distance))


def _distance(relation: Relation) -> Decimal:
    """How far the stated share is from what the levels give, in hundredths of the earlier level."""
    now, before = relation.terms
    return abs(percentage(now.value, before.value, -_PLACES) - relation.result.value)


def _directions(indicator: Indicator) -> tuple[bool, ...]:
    named = indicator.name + (indicator.actual.text if indicator.actual else "")
    return (True, False) if _FALLS.search(named) else (False,)


def _pair(indicator: Indicator) -> tuple[Figure, Figure] | None:
    levels = related(indicator)
    if (
        len(levels) != 2
        or levels[0].unit != levels[1].unit
        or levels[0].unit == "%"
        or not all(one.value for one in levels)
    ):
        return None
    return levels[0], levels[1]


def _grown(stated: Figure, *, falls: bool) -> Figure:
    """A growth rate as the share of the earlier level that is reached: 15 % grown is 115 %, 15 % fallen is 85 %."""
    if falls:
        return _rest_of_hundred(stated)
    interval = total((stated.interval, point(_HUNDRED)))
    return stated._replace(value=stated.value + _HUNDRED, number=stated.number + _HUNDRED, interval=interval)


def _rest_of_hundred(stated: Figure) -> Figure:
    low, high = _HUNDRED - stated.interval.high, _HUNDRED - stated.interval.low
    interval = stated.interval._replace(
        low=low,
        high=high,
        low_closed=stated.interval.high_closed,
        high_closed=stated.interval.low_closed,
    )
    return stated._replace(value=_HUNDRED - stated.value, number=_HUNDRED - stated.number, interval=interval)


@recalled(2)
def weight_relation(report: Report) -> Relation | None:
    """The weights of all indicators and their total; None where a weight is missing.

    A total that is not stated is 100, of which the execution rate may have 10; fewer points than these prove nothing
    then, since indicators may be missing. Source: 财预〔2020〕10号 (预算执行率10分).
    """
    terms = [weight for one in report.indicators if (weight := _weight(one)) is not None]
    score = report.score
    if len(terms) < 2 or len(terms) != len(report.indicators):
        return None
    own = () if score.execution_weight is None else (_own(report, "execution_weight", score.execution_weight),)
    if score.total_weight is not None:
        return _fitting(WEIGHTS, points(SCORE_KEY, "total_weight", score.total_weight, score.evidence), terms, own)
    relation = _fitting(WEIGHTS, points("", "total_weight", _HUNDRED, ()), terms, own)
    return None if _sum_of(relation) < _HUNDRED else relation


def _sum_of(relation: Relation) -> Decimal:
    return sum((term.value for term in relation.terms), Decimal(0))


@recalled(2)
def score_relations(report: Report) -> tuple[Relation, ...]:
    """The scores of all indicators and the execution rate, and the stated total and the report's own score.

    Only where the weights show that no indicator is missing.
    """
    return tuple(_scores(report))


def _scores(report: Report) -> Iterator[Relation]:
    weights = weight_relation(report)
    if weights is None or not holds(weights):
        return
    terms = [awarded for one in report.indicators if (awarded := _score(one)) is not None]
    if len(terms) != len(report.indicators):
        return
    score = report.score
    own = () if score.execution_score is None else (_own(report, "execution_score", score.execution_score),)
    if weights.terms[-1].key == SCORE_KEY and not own:
        return
    for field, value in (("total_score", score.total_score), ("self", score.self)):
        if value is None or (field == "self" and value == score.total_score):
            continue
        stated = points(SCORE_KEY, field, value, score.evidence)
        exponent = value.as_tuple().exponent
        stated = stated._replace(interval=rounded(value, min(exponent, 0) if isinstance(exponent, int) else 0))
        yield _fitting(SCORES, stated, terms, own)


def _fitting(rule: str, stated: Figure, terms: Sequence[Figure], own: tuple[Figure, ...]) -> Relation:
    """With the execution rate's own points where they are stated, unless it fits only without."""
    relation = Relation(rule, "sum", stated, (*terms, *own))
    alone = Relation(rule, "sum", stated, tuple(terms))
    return alone if not holds(relation) and holds(alone) else relation


def _own(report: Report, field: str, value: Decimal) -> Figure:
    return points(SCORE_KEY, field, value, report.score.evidence, item="预算执行率")


def _weight(indicator: Indicator) -> Figure | None:
    if indicator.weight is None:
        return None
    return points(indicator.key, "weight", indicator.weight, indicator.evidence, item=indicator.name)


def _score(indicator: Indicator) -> Figure | None:
    if indicator.score is None:
        return None
    return points(indicator.key, "score", indicator.score, indicator.evidence, item=indicator.name)
