"""attainment.claimed — what the report says about a target fits what the figures say."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from extractor.alike import missed
from extractor.relations import undecidable
from extractor.report import Finding, Indicator, Report

RULE: Final = "attainment.claimed"


def check(report: Report) -> Iterator[Finding]:
    """A finding for every indicator with a verdict in words and figures that decide."""
    found = [one for one in report.indicators if one.attainment.claimed and _decided(one)]
    yield from map(_finding, found)
    if not found:
        yield undecidable(RULE, "没有既写明完成情况、又能与目标值比较的指标")


def _decided(indicator: Indicator) -> bool:
    return missed(indicator) or indicator.attainment.met is True


def _finding(indicator: Indicator) -> Finding:
    target, actual, verdict = indicator.target, indicator.actual, indicator.attainment
    assert target and actual  # decided
    word = "达到" if verdict.met else "未达到"
    fits = verdict.agrees is not False
    return Finding(
        rule=RULE,
        status="ok" if fits else "violated",
        message=f"“{indicator.name}”目标{target.text}，实际{actual.text}，{word}目标，"
        f"{'' if fits else '而'}报告称“{verdict.claimed}”",
        stated=verdict.claimed,
        expected=f"{word}目标",
        tolerance="0",
        facts=(indicator.key,),
        evidence=(*target.evidence[:1], *actual.evidence[:1]),
    )
