"""funds.parts — the parts of a sum of money make the sum: sources, rows under a total, 其中, 合计.

Source: 项目支出绩效自评表, 项目资金栏.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from extractor.fund_relations import fund_relations
from extractor.relations import Relation, expected, finding, holds, terms_in_words, undecidable
from extractor.report import Finding, Report

RULE: Final = "funds.parts"


def check(report: Report) -> Iterator[Finding]:
    """A finding for every total with its parts."""
    found = [relation for relation in fund_relations(report) if relation.rule == RULE]
    yield from (finding(relation, _message(relation)) for relation in found)
    if not found:
        yield undecidable(RULE, "没有列出构成的资金总额")


def _message(relation: Relation) -> str:
    total, parts = relation.result, terms_in_words(relation)
    if holds(relation):
        return f"“{total.item}”{total.printed}与各项之和（{parts}）相符"
    return f"“{total.item}”为{total.printed}，各项之和{parts}＝{expected(relation)}，两者不符"
