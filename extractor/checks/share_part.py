"""share.part — a stated share is the part ÷ the whole that stand beside it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from extractor.fund_relations import fund_relations
from extractor.indicator_relations import share_relations
from extractor.relations import Relation, expected, finding, holds, terms_in_words, undecidable
from extractor.report import Finding, Report

RULE: Final = "share.part"


def check(report: Report) -> Iterator[Finding]:
    """A finding for every share that is stated with its part and its whole."""
    told = (relation for relation in fund_relations(report) if relation.rule == RULE)
    found = [*share_relations(report), *told]
    yield from (finding(relation, _message(relation)) for relation in found)
    if not found:
        yield undecidable(RULE, "没有同时写明部分数和总数的比例")


def _message(relation: Relation) -> str:
    share, quotient = relation.result, terms_in_words(relation)
    if holds(relation):
        return f"“{share.item}”{share.printed}与{quotient}相符"
    return f"“{share.item}”为{share.printed}，按{quotient}应为{expected(relation)}"
