"""unit.misprint — what stands in the unit's place is a unit."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from extractor.report import Evidence, Finding, Report

RULE: Final = "unit.misprint"


def check(report: Report) -> Iterator[Finding]:
    """A finding for every value whose unit could not be read and was taken from its target."""
    found = [warning for warning in report.warnings if warning.code == "unit_misprint"]
    for warning in found:
        yield Finding(
            rule=RULE,
            status="violated",
            message=warning.message,
            stated=warning.evidence.text if warning.evidence else None,
            expected=None,
            tolerance=None,
            facts=_facts(report, warning.evidence),
            evidence=(warning.evidence,) if warning.evidence else (),
        )
    if not found:
        yield Finding(rule=RULE, status="ok", message="没有发现误印的单位", stated=None, expected=None, tolerance=None)


def _facts(report: Report, place: Evidence | None) -> tuple[str, ...]:
    if place is None:
        return ()
    return tuple(
        one.key
        for one in report.indicators
        if any(place in value.evidence for value in (one.target, one.actual, *one.related) if value)
    )
