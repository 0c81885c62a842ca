"""indicator.duplicate — no indicator stands twice: same name, same levels, same target."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Final

from extractor.relations import undecidable
from extractor.report import Finding, Indicator, Report
from extractor.width import folded

RULE: Final = "indicator.duplicate"


def check(report: Report) -> Iterator[Finding]:
    """A finding for every group of indicators that are the same; else one that says how many there are."""
    if len(report.indicators) < 2:
        yield undecidable(RULE, "指标不足两项")
        return
    groups: dict[tuple[object, ...], list[Indicator]] = defaultdict(list)
    for indicator in report.indicators:
        if indicator.target is not None:
            groups[_identity(indicator)].append(indicator)
    twice = [group for group in groups.values() if len(group) > 1]
    yield from map(_violated, twice)
    if not twice:
        yield Finding(
            rule=RULE, status="ok", message=f"{len(report.indicators)}项指标没有重复", stated=None, expected=None,
            tolerance=None, facts=tuple(one.key for one in report.indicators),
        )  # fmt: skip


def _identity(indicator: Indicator) -> tuple[object, ...]:
    target = indicator.target
    base = target.normalized if target else None
    wanted = (base.value, base.high, base.unit) if base else target and target.text
    # by its digits: 1.0 and 1 are one Decimal
    return folded(indicator.name), indicator.level1, indicator.level2, target and target.comparator, repr(wanted)


def _violated(group: list[Indicator]) -> Finding:
    first = group[0]
    target = first.target.text if first.target else "无"
    return Finding(
        rule=RULE,
        status="violated",
        message=f"指标“{first.name}”（目标{target}）重复列出{len(group)}次",
        stated=str(len(group)),
        expected="1",
        tolerance=None,
        facts=tuple(one.key for one in group),
        evidence=tuple(one.evidence[0] for one in group),
    )
