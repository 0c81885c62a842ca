"""growth.previous — a growth is (this year − the year before) ÷ the year before, where both levels are stated."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from extractor.indicator_relations import growth_relations
from extractor.intervals import EXACT, percentage, plain
from extractor.relations import Relation, finding, holds, undecidable
from extractor.report import Finding, Report

RULE: Final = "growth.previous"


def check(report: Report) -> Iterator[Finding]:
    """A finding for every growth rate that is stated with the levels of both years."""
    found = list(growth_relations(report))
    for relation in found:
        told = finding(relation, _message(relation))
        yield told.model_copy(update={"stated": relation.result.printed, "expected": _growth(relation)})
    if not found:
        yield undecidable(RULE, "没有同时写明本年数和上年数的增长率")


def _growth(relation: Relation) -> str:
    now, before = relation.terms
    exponent = relation.result.number.as_tuple().exponent
    places = exponent if isinstance(exponent, int) else 0
    return f"{plain(abs(percentage(EXACT.subtract(now.value, before.value), before.value, places)))}%"


def _message(relation: Relation) -> str:
    now, before = relation.terms
    growth = relation.result
    change = f"{before.printed}到{now.printed}"
    if holds(relation):
        return f"“{growth.item}”{growth.printed}与{change}的变化相符"
    return f"“{growth.item}”为{growth.printed}，从{change}的变化为{_growth(relation)}"
