"""identity.alone — money that nothing else in the report supports: told once, and part of no sum or quotient."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Final

from extractor.figures import money
from extractor.fund_relations import fund_relations
from extractor.identities import differences, sums
from extractor.relations import evidence_of, holds
from extractor.report import Finding, Report

RULE: Final = "identity.alone"


def check(report: Report) -> Iterator[Finding]:
    """One finding that names them all; none where every figure is supported."""
    amounts = money(report.funds)
    ties = [*(one for one in fund_relations(report) if holds(one)), *sums(amounts), *differences(amounts)]
    supported = {figure.value for tie in ties for figure in tie.figures}
    told = Counter(figure.value for figure in amounts)
    alone = [one for one in amounts if one.value and one.value not in supported and told[one.value] == 1]
    if alone:
        named = "、".join(f"“{one.item}”{one.printed}" for one in alone)
        yield Finding(
            rule=RULE,
            status="undecidable",
            message=f"{len(alone)}个金额没有其他数可以印证：{named}",
            stated=None,
            expected=None,
            tolerance=None,
            facts=tuple(one.key for one in alone),
            evidence=evidence_of(alone),
        )
