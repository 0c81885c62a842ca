"""figure.restated — the same figure is stated alike wherever it stands: table and narrative, section and section."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from typing import Final, NamedTuple

from extractor.alike import same_name, same_unit
from extractor.figures import Figure, actual, figure
from extractor.relations import evidence_of, undecidable
from extractor.report import Basis, Finding, Measure, Report

RULE: Final = "figure.restated"

# Two readings further apart than this are two figures with like names, not one figure stated twice.
_FARTHEST = 2
# Characters; a sentence that sets two figures side by side is shorter.
_APART = 100
# Figures next in size that one is compared with at most; no report has so many.
_MOST = 200
_MOST_AGAIN = 20  # restatements that one is held against: of what is told a hundred times, each against the next ones


class _Stated(NamedTuple):
    name: str
    basis: Basis
    figure: Figure


def check(report: Report) -> Iterator[Finding]:
    """A finding for every two figures of the same name, unit and kind; values whose intervals meet are the same."""
    pairs = list(_pairs(list(_stated(report))))
    differing = {
        frozenset((first.figure.key, second.figure.key)) for first, second in pairs if not _agree(first, second)
    }
    yield from (_finding(*pair) for pair in _told_once(pairs))
    readings = [found for found in _conflicts(report) if frozenset(found.facts) not in differing]
    yield from readings
    if not pairs and not readings:
        yield undecidable(RULE, "没有在两处写明的同一数值")


def _stated(report: Report) -> Iterator[_Stated]:
    """Actual values of indicators, and results; what the goals only expect is no result."""
    expected = [one for goal in report.goals if goal.expected for one in goal.expected.evidence]
    for one in report.indicators:
        yield from _named(one.name, one.actual, actual(one))
    for other in report.results:
        place = other.evidence[0]
        if not any(goal.start <= place.start < goal.end for goal in expected):
            yield from _named(other.name, other.value, figure(other.key, "value", other.value, item=other.name))


def _named(name: str, value: Measure | None, stated: Figure | None) -> Iterator[_Stated]:
    if stated is not None and value is not None and stated.value:
        yield _Stated(name, value.basis, stated)


def _pairs(stated: list[_Stated]) -> Iterator[tuple[_Stated, _Stated]]:
    """Every two of one thing, in the order of the report; only values within reach of each other are compared."""
    by_size = sorted(range(len(stated)), key=lambda index: _size(stated[index]))
    sizes = [_size(stated[index]) for index in by_size]
    near = [
        (min(by_size[rank], other), max(by_size[rank], other))
        for rank, size in enumerate(sizes)
        for other in by_size[rank + 1 : min(bisect_right(sizes, _FARTHEST * size), rank + 1 + _MOST)]
    ]
    again = Counter[int]()
    for first, second in sorted(near):
        if again[first] < _MOST_AGAIN and _same_thing(stated[first], stated[second]):
            again[first] += 1
            yield stated[first], stated[second]


def _size(one: _Stated) -> Decimal:
    return abs(one.figure.value)


def _same_thing(first: _Stated, second: _Stated) -> bool:
    a, b = first.figure, second.figure
    if abs(a.start - b.start) < _APART:
        return False  # one sentence tells two things: 45项，其中免费27项
    if a.cell and b.cell and a.cell.index == b.cell.index:
        return False  # two rows of one table are two indicators
    if a.unit == "元" and a.field == b.field == "value":
        return False  # money of the narrative may be planned in one place and spent in the other
    return first.basis == second.basis and same_unit(a.unit, b.unit) and same_name(first.name, second.name)


def _agree(first: _Stated, second: _Stated) -> bool:
    return first.figure.interval.meets(second.figure.interval)


def _told_once(pairs: list[tuple[_Stated, _Stated]]) -> Iterator[tuple[_Stated, _Stated]]:
    """Each pair of differing facts, but a figure that one restatement confirms is not set against a third."""
    agreed = {one.figure.key for pair in pairs if _agree(*pair) for one in pair}
    for first, second in pairs:
        if _agree(first, second) or not {first.figure.key, second.figure.key} <= agreed:
            yield first, second


def _finding(first: _Stated, second: _Stated) -> Finding:
    agree = _agree(first, second)
    a, b = first.figure, second.figure
    return Finding(
        rule=RULE,
        status="ok" if agree else "violated",
        message=f"“{first.name}”{a.printed}与“{second.name}”{b.printed}{'一致' if agree else '不一致'}",
        stated=a.printed,
        expected=b.printed,
        tolerance=f"{a.interval}，{b.interval}",
        facts=(a.key, b.key),
        evidence=evidence_of((a, b)),
    )


def _conflicts(report: Report) -> Iterator[Finding]:
    """Readings of one fact that lost against another one; a number that is the fact's own other side is no conflict."""
    indicators = {one.key: one for one in report.indicators}
    for conflict in report.conflicts:
        fact = indicators.get(conflict.fact)
        if fact is None or not conflict.reason.startswith("actual:") or fact.actual is None:
            continue
        kept, other = _digits(conflict.kept), _digits(conflict.other)
        target = _digits(fact.target.text) if fact.target else ""
        if kept and other and kept != other and other != target:
            yield Finding(
                rule=RULE,
                status="violated",
                message=f"“{fact.name}”一处为{conflict.kept}，另一处为{conflict.other}",
                stated=conflict.kept,
                expected=conflict.other,
                tolerance=None,
                facts=(conflict.fact,),
                evidence=conflict.evidence,
            )


def _digits(text: str) -> str:
    return "".join(character for character in text if character.isdecimal() or character == ".").strip(".")
