"""attainment.reason — a missed target comes with its reason.

Source: 自评表, 偏差原因分析及改进措施栏.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from extractor.alike import mentions, missed
from extractor.relations import undecidable
from extractor.report import Finding, FindingStatus, Indicator, Measure, Report

RULE: Final = "attainment.reason"


def check(report: Report) -> Iterator[Finding]:
    """One finding for the missed targets that have a reason, one for those that have none.

    A target that the report calls met is left to `attainment.claimed`; a reason may also stand among the problems.
    """
    found = [one for one in report.indicators if missed(one) and one.attainment.agrees is not False]
    problems = [cited.text for cited in (*report.problems, *report.measures)]
    explained = [one for one in found if _explained(one, problems)]
    keys = {one.key for one in explained}
    bare = [one for one in found if one.key not in keys]
    if bare:
        yield _finding(bare, "violated", "没有说明原因")
    if explained:
        yield _finding(explained, "ok", "已说明原因")
    if not found:
        yield undecidable(RULE, "没有确定未达到目标值的指标")


def _explained(indicator: Indicator, problems: list[str]) -> bool:
    deviation = indicator.deviation
    if deviation is not None and (deviation.reason or deviation.measures):
        return True
    return any(mentions(text, indicator.name) for text in problems)


def _finding(indicators: list[Indicator], status: FindingStatus, verdict: str) -> Finding:
    told = "；".join(f"“{one.name}”目标{_text(one.target)}，实际{_text(one.actual)}" for one in indicators)
    cited = [side for one in indicators for side in (one.target, one.actual) if side]
    return Finding(
        rule=RULE,
        status=status,
        message=f"{told}，未达到目标，{verdict}",
        stated=None,
        expected="偏差原因",
        tolerance=None,
        facts=tuple(one.key for one in indicators),
        evidence=tuple(dict.fromkeys(side.evidence[0] for side in cited)),
    )


def _text(value: Measure | None) -> str:
    return value.text if value else ""
