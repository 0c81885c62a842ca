"""funds.rate — the rate of execution is what was executed ÷ the budget, or ÷ what was received.

Source: 项目支出绩效自评表, 项目资金栏, 执行率(B/A).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from extractor.fund_relations import fund_relations
from extractor.relations import Relation, expected, finding, holds, terms_in_words, undecidable
from extractor.report import Finding, Report

RULE: Final = "funds.rate"

_ROLES = {
    "initial_budget": "年初预算数",
    "budget": "预算数",
    "allocated": "下达数",
    "received": "到位数",
    "executed": "执行数",
    "carryover": "结转数",
}


def check(report: Report) -> Iterator[Finding]:
    """A finding for every rate whose amounts are stated beside it; it says which quotient fits."""
    found = [relation for relation in fund_relations(report) if relation.rule == RULE]
    yield from (finding(relation, _message(relation)) for relation in found)
    if not found:
        yield undecidable(RULE, "没有可与执行数、预算数或到位数对应的执行率")


def _message(relation: Relation) -> str:
    roles = "÷".join(_ROLES.get(term.role, "金额") for term in relation.terms)
    quotient = f"{roles}（{terms_in_words(relation)}）"
    rate = relation.result
    if holds(relation):
        return f"“{rate.item}”{rate.printed}与{quotient}相符"
    return f"“{rate.item}”印为{rate.printed}，按{quotient}应为{expected(relation)}"
