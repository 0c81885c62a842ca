"""Many drafts, one fact: which readings of the same thing belong together, and which one is kept.

Policy, in this order: a table wins over running text, an earlier statement over a later one; a target stated
in one section and a result stated in another are one indicator when number and name, or the name alone, agree.
A reading that loses and differs is kept as a conflict. Nothing is dropped silently.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from extractor.attainment import judge
from extractor.document import Note, Span
from extractor.elsewhere import answered_elsewhere
from extractor.facts import FundDraft, IndicatorDraft, ResultDraft
from extractor.partners import differ, likeness, partner, put_between, unjoined
from extractor.patterns import Library
from extractor.report import Conflict, FundFigure, Indicator, Measure, Result

_A_LIST = 3
_RANK = {"indicator_tables": 0, "narrative": 1}


@dataclass(frozen=True, slots=True)
class Resolved:
    """Facts of one report in text order, the readings that lost, and what was nearly taken for one."""

    indicators: tuple[Indicator, ...]
    funds: tuple[FundFigure, ...]
    results: tuple[Result, ...]
    conflicts: tuple[Conflict, ...]
    notes: tuple[Note, ...] = ()


def resolve(
    indicators: Iterable[IndicatorDraft], funds: Iterable[FundDraft], results: Iterable[ResultDraft], library: Library
) -> Resolved:
    """Facts from the drafts of all finders."""
    indicators, restated = _without_restated(list(indicators), library)
    indicators, results = answered_elsewhere(indicators, [*results, *restated], library)
    ranked = sorted(indicators, key=lambda draft: (_RANK.get(draft.finder, 2), draft.order))
    merged, conflicts = _merge_all(ranked, library)
    ordered = sorted(merged, key=lambda draft: draft.order)
    facts = tuple(_indicator(draft, rank, library) for rank, draft in enumerate(ordered, start=1))
    figures = tuple(_fund(draft, rank) for rank, draft in enumerate(_distinct(_no_indicators(funds, ordered)), start=1))
    other = tuple(_result(draft, rank) for rank, draft in enumerate(sorted(results, key=lambda d: d.order), start=1))
    keys = {draft.order: fact.key for draft, fact in zip(ordered, facts, strict=True)}
    found = tuple(
        _conflict(kept, lost, keys[kept.order], field) for kept, lost, field in conflicts if kept.order in keys
    )
    notes = tuple(_kept_apart(wanted, told) for wanted, told in unjoined(ordered, library))
    return Resolved(facts, figures, other, found, notes)


def _kept_apart(wanted: IndicatorDraft, told: IndicatorDraft) -> Note:
    place = told.evidence[0]
    message = f"“{told.name}”的实际值与“{wanted.name}”的目标值名称相近而所指不同，没有合并，请核对"
    return Note("names_apart", message, Span(place.start, place.end))


def _without_restated(drafts: list[IndicatorDraft], library: Library) -> tuple[list[IndicatorDraft], list[ResultDraft]]:
    """Where a table lists the indicators, figures told elsewhere without their label are results, not indicators.

    Source: conventions of the forms: 年度总体目标 and its completion restate in words what the list below states.
    """
    listed = [draft for draft in drafts if draft.finder == "indicator_tables"]
    if len(listed) < _A_LIST:
        return drafts, []
    kept, results = [], []
    for draft in drafts:
        if draft.finder == "indicator_tables" or draft.number or _told_again(listed, draft, library):
            kept.append(draft)
        elif draft.actual is not None and draft.actual.value is not None:
            results.append(ResultDraft(name=draft.name, value=draft.actual, growth=None, order=draft.order))
    return kept, results


def _told_again(listed: Sequence[IndicatorDraft], draft: IndicatorDraft, library: Library) -> bool:
    return any(likeness(known, draft, library) >= 1.0 for known in listed)


_Clash = tuple[IndicatorDraft, IndicatorDraft, str]


def _merge_all(drafts: Sequence[IndicatorDraft], library: Library) -> tuple[list[IndicatorDraft], list[_Clash]]:
    kept: list[IndicatorDraft] = []
    clashes: list[_Clash] = []
    for draft in drafts:
        place = partner(kept, draft, library)
        if place is None:
            kept.append(draft)
            continue
        clashes += [(kept[place], draft, field) for field in ("target", "actual") if differ(kept[place], draft, field)]
        kept[place] = _joined(kept[place], draft)
    return kept, clashes


def _joined(known: IndicatorDraft, draft: IndicatorDraft) -> IndicatorDraft:
    return replace(
        known,
        name=draft.name if draft.level2 and not known.level2 and not put_between(known, draft) else known.name,
        number=known.number or draft.number,
        level1=known.level1 or draft.level1,
        level2=known.level2 or draft.level2,
        target=_both(known.target, draft.target),
        actual=_both(known.actual, draft.actual),
        related=(*known.related, *draft.related),
        weight=known.weight if known.weight is not None else draft.weight,
        score=known.score if known.score is not None else draft.score,
        claimed=known.claimed or draft.claimed,
        deviation=known.deviation or draft.deviation,
        evidence=(*known.evidence, *draft.evidence),
    )


def _both(first: Measure | None, second: Measure | None) -> Measure | None:
    if first is None or second is None:
        return first or second
    if first.normalized != second.normalized:
        return first
    if first.comparator == "=" != second.comparator:  # a bound says more: ≥12, told as 12
        first, second = second, first
    return first.model_copy(update={"evidence": (*first.evidence, *second.evidence)})


def _indicator(draft: IndicatorDraft, rank: int, library: Library) -> Indicator:
    return Indicator(
        key=f"indicator.{rank}",
        id=draft.number or str(rank),
        name=draft.name,
        level1=draft.level1,
        level2=draft.level2,
        target=draft.target,
        actual=draft.actual,
        related=draft.related,
        attainment=judge(draft, library),
        weight=draft.weight,
        score=draft.score,
        deviation=draft.deviation,
        evidence=draft.evidence,
    )


def _no_indicators(funds: Iterable[FundDraft], indicators: Sequence[IndicatorDraft]) -> list[FundDraft]:
    """The fund figures that are no values of indicators with a target (成本控制在120万元以内,实际支出116.3万元)."""
    asked = [draft for draft in indicators if draft.target is not None]
    values = [value for draft in asked for value in (draft.target, draft.actual) if value is not None]
    places = {place for value in values for item in value.evidence for place in range(item.start, item.end)}
    return [draft for draft in funds if draft.amount.evidence[0].start not in places]


def _distinct(drafts: Iterable[FundDraft]) -> list[FundDraft]:
    """Drafts in text order, without second readings of the very same place."""
    seen: set[tuple[int, int]] = set()
    kept = []
    for draft in sorted(drafts, key=lambda draft: (draft.order, draft.finder)):
        evidence = draft.amount.evidence[0]
        if (evidence.start, evidence.end) not in seen:
            seen.add((evidence.start, evidence.end))
            kept.append(draft)
    return kept


def _fund(draft: FundDraft, rank: int) -> FundFigure:
    return FundFigure(
        key=f"fund.{rank}",
        item=draft.item,
        role=draft.role,
        source=draft.source,
        year=draft.year,
        as_of=datetime.date.fromisoformat(draft.as_of) if draft.as_of else None,
        amount=draft.amount,
        evidence=draft.amount.evidence,
    )


def _result(draft: ResultDraft, rank: int) -> Result:
    return Result(
        key=f"result.{rank}", name=draft.name, value=draft.value, growth=draft.growth, evidence=draft.value.evidence
    )


def _conflict(kept: IndicatorDraft, lost: IndicatorDraft, fact: str, field: str) -> Conflict:
    first: Measure = getattr(kept, field)
    second: Measure = getattr(lost, field)
    return Conflict(
        fact=fact,
        kept=first.text,
        other=second.text,
        reason=f"{field}: a table wins over running text, and the earlier statement over the later",
        evidence=(*first.evidence, *second.evidence),
    )
