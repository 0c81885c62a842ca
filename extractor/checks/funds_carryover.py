"""funds.carryover — what was carried over and what is new make the budget of the year."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from extractor.fund_relations import fund_relations
from extractor.relations import Relation, expected, finding, holds, terms_in_words, undecidable
from extractor.report import Finding, Report

RULE: Final = "funds.carryover"


def check(report: Report) -> Iterator[Finding]:
    """A finding for every amount carried over that is told with a new one and their sum."""
    found = [relation for relation in fund_relations(report) if relation.rule == RULE]
    yield from (finding(relation, _message(relation)) for relation in found)
    if not found:
        yield undecidable(RULE, "没有同时写明结转数、当年新增数和合计数")


def _message(relation: Relation) -> str:
    total, parts = relation.result, terms_in_words(relation)
    if holds(relation):
        return f"“{total.item}”{total.printed}与当年安排加上年结转（{parts}）相符"
    return f"“{total.item}”为{total.printed}，按当年安排加上年结转{parts}应为{expected(relation)}"
