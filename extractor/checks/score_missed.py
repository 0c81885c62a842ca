"""score.missed — a target that was missed does not get all its points.

Source: 财预〔2020〕10号, 单位自评: 未完成指标值的，按照完成值与指标值的比例记分.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from extractor.alike import missed
from extractor.figures import points
from extractor.relations import evidence_of, undecidable
from extractor.report import Finding, Indicator, Report

RULE: Final = "score.missed"


def check(report: Report) -> Iterator[Finding]:
    """A finding for every scored indicator that missed its target."""
    found = [one for one in report.indicators if missed(one) and one.score is not None and one.weight]
    yield from map(_finding, found)
    if not found:
        yield undecidable(RULE, "没有未达到目标值而又有得分的指标")


def _finding(indicator: Indicator) -> Finding:
    target, actual, score, weight = indicator.target, indicator.actual, indicator.score, indicator.weight
    assert target and actual and score is not None and weight is not None  # missed, scored
    full = score >= weight
    told = f"“{indicator.name}”目标{target.text}，实际{actual.text}，未达到目标"
    figures = [points(indicator.key, name, score, indicator.evidence) for name in ("score", "weight")]
    return Finding(
        rule=RULE,
        status="violated" if full else "ok",
        message=f"{told}，仍得满分{score:f}分" if full else f"{told}，分值{weight:f}分，得{score:f}分",
        stated=f"{score:f}分",
        expected=f"低于{weight:f}分",
        tolerance="0",
        facts=(indicator.key,),
        evidence=(*target.evidence[:1], *actual.evidence[:1], *evidence_of(figures)),
    )
