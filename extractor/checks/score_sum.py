"""score.sum — the scores of the indicators, and the execution rate's own, make the report's total.

Source: 财预〔2020〕10号, 单位自评: 总分由各项指标得分汇总形成.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from extractor.indicator_relations import score_relations
from extractor.relations import Relation, expected, finding, holds, undecidable
from extractor.report import Finding, Report

RULE: Final = "score.sum"

_NAMES = {"total_score": "总分", "self": "自评得分"}


def check(report: Report) -> Iterator[Finding]:
    """A finding for the stated total of the scores, and one for the report's own score where it is another figure."""
    found = list(score_relations(report))
    yield from (finding(relation, _message(relation)) for relation in found)
    if not found:
        yield undecidable(RULE, "没有总分，或不是每项指标都有分值和得分，无法核对得分合计")


def _message(relation: Relation) -> str:
    verdict = "相符" if holds(relation) else "不符"
    name = _NAMES[relation.result.field]
    return f"{len(relation.terms)}项得分合计{expected(relation)}，与{name}{relation.result.printed}{verdict}"
