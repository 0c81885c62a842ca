"""score.limit — no score exceeds its weight, and the total no total weight."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from extractor.figures import SCORE_KEY, points
from extractor.relations import evidence_of, undecidable
from extractor.report import Evidence, Finding, Report

RULE: Final = "score.limit"

_Scored = tuple[str, str, Decimal, Decimal, tuple[Evidence, ...]]


def check(report: Report) -> Iterator[Finding]:
    """A finding for every score above its weight; else one that says how many were looked at."""
    scored = list(_scored(report))
    above = [one for one in scored if one[2] > one[3]]
    if above:
        # A total above its limit follows from a row that is: it is told only alone.
        yield from (_violated(one) for one in [one for one in above if one[0] != SCORE_KEY] or above)
    elif scored:
        facts = tuple(dict.fromkeys(one[0] for one in scored))
        yield Finding(
            rule=RULE, status="ok", message=f"{len(scored)}项得分均未超过分值", stated=None, expected=None,
            tolerance=None, facts=facts,
        )  # fmt: skip
    else:
        yield undecidable(RULE, "没有同时写明分值和得分的项目")


def _scored(report: Report) -> Iterator[_Scored]:
    for one in report.indicators:
        if one.weight is not None and one.score is not None:
            yield one.key, one.name, one.score, one.weight, one.evidence
    score = report.score
    for name, value, limit in (
        ("预算执行率", score.execution_score, score.execution_weight),
        ("总分", score.total_score, score.total_weight),
    ):
        if value is not None and limit is not None:
            yield SCORE_KEY, name, value, limit, score.evidence


def _violated(scored: _Scored) -> Finding:
    key, name, score, weight, evidence = scored
    return Finding(
        rule=RULE,
        status="violated",
        message=f"“{name}”分值{weight:f}分，得分{score:f}分，得分超过分值",
        stated=f"{score:f}分",
        expected=f"不超过{weight:f}分",
        tolerance="0",
        facts=(key,),
        evidence=evidence_of([points(key, "score", score, evidence), points(key, "weight", weight, evidence)]),
    )
