"""Targets for growth or for a share that another section answers beside the level.

外贸进出口额增幅≥8% in the section on targets, 外贸进出口额86.4亿元,同比增长9.2% in the one on results: the level
stays beside the answer as a related value. Only one result may carry the name, else nothing is joined; nor is what
another section tells under the target's very name.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from extractor.answers import overlap
from extractor.facts import IndicatorDraft, ResultDraft
from extractor.namesakes import letters, of_two_things
from extractor.patterns import Library
from extractor.report import Measure

_SHORTEST = 4


@dataclass(frozen=True, slots=True)
class _Answer:
    """A growth or share with the name of what it is said of, the level beside it, and the draft that told it."""

    name: str
    value: Measure
    level: Measure
    told_by: IndicatorDraft | ResultDraft


def answered_elsewhere(
    indicators: Sequence[IndicatorDraft], results: Sequence[ResultDraft], library: Library
) -> tuple[list[IndicatorDraft], list[ResultDraft]]:
    """Drafts whose growth or share is answered by the result of another; what answered is no fact of its own."""
    answers = [*_in_indicators(indicators), *_in_results(results)]
    spent: list[IndicatorDraft | ResultDraft] = []
    told = {letters(draft.name) for draft in indicators if draft.actual is not None}
    joined = [
        draft if letters(draft.name) in told else _answered(draft, answers, spent, library) for draft in indicators
    ]
    kept = [new for old, new in zip(indicators, joined, strict=True) if not _is_in(old, spent)]
    return kept, [result for result in results if not _is_in(result, spent)]


def _is_in(draft: object, spent: Iterable[object]) -> bool:
    return any(draft is other for other in spent)


def _in_indicators(drafts: Sequence[IndicatorDraft]) -> list[_Answer]:
    return [
        _Answer(draft.name, value, draft.actual, draft)
        for draft in drafts
        if draft.target is None and draft.actual is not None and draft.actual.basis == "level"
        for value in draft.related
        if value.basis in {"growth", "share"}
    ]


def _in_results(results: Sequence[ResultDraft]) -> list[_Answer]:
    grown = [_Answer(result.name, result.growth, result.value, result) for result in results if result.growth]
    shares = [
        _Answer(share.name, share.value, level.value, share)
        for level, share in pairwise(results)
        if share.value.basis == "share" and share.name == level.name
    ]
    return grown + shares


def _is_of(told: str, wanted: str, library: Library) -> bool:
    return len(told) >= _SHORTEST and overlap(told, wanted) and not of_two_things(told, wanted, library)


def _answered(
    draft: IndicatorDraft, answers: Sequence[_Answer], spent: list[IndicatorDraft | ResultDraft], library: Library
) -> IndicatorDraft:
    target = draft.target
    if target is None or draft.actual is not None or target.basis not in {"growth", "share"}:
        return draft
    fitting = [
        answer for answer in answers if answer.value.basis == target.basis and _is_of(answer.name, draft.name, library)
    ]
    if len(fitting) != 1:
        return draft
    (answer,) = fitting
    spent.append(answer.told_by)
    return replace(draft, actual=answer.value, related=(*draft.related, answer.level))
