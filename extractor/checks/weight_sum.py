"""weight.sum — the weights of the indicators, and the execution rate's own, make the total.

The total is 100 where none is stated; beside the 10 of the execution rate the indicators have 90.

Source: 财预〔2020〕10号, 权重: 预算执行率10%.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from extractor.indicator_relations import weight_relation
from extractor.relations import expected, finding, holds, undecidable
from extractor.report import Finding, Report

RULE: Final = "weight.sum"


def check(report: Report) -> Iterator[Finding]:
    """One finding: the sum of all weights against the stated total, 100 where none is stated."""
    relation = weight_relation(report)
    if relation is None:
        yield undecidable(RULE, "不是每项指标都有分值，或指标不全，无法核对分值合计")
        return
    verdict = "相符" if holds(relation) else "不符"
    yield finding(
        relation, f"{len(relation.terms)}项分值合计{expected(relation)}，与总分值{relation.result.printed}{verdict}"
    )
