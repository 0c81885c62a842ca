"""funds.remaining — what remains is the budget less what was executed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from extractor.fund_relations import fund_relations
from extractor.relations import Relation, expected, finding, holds, terms_in_words, undecidable
from extractor.report import Finding, Report

RULE: Final = "funds.remaining"


def check(report: Report) -> Iterator[Finding]:
    """A finding for every amount that is left over."""
    found = [relation for relation in fund_relations(report) if relation.rule == RULE]
    yield from (finding(relation, _message(relation)) for relation in found)
    if not found:
        yield undecidable(RULE, "没有可与预算数、执行数对应的结余数")


def _message(relation: Relation) -> str:
    rest, difference = relation.result, terms_in_words(relation)
    if holds(relation):
        return f"“{rest.item}”{rest.printed}与预算数减执行数（{difference}）相符"
    return f"“{rest.item}”为{rest.printed}，按预算数减执行数{difference}应为{expected(relation)}"
