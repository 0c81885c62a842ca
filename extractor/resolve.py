"""Many drafts, one fact: which readings of the same thing belong together, and which one is kept.

Policy, in this order: a table wins over running text, an earlier statement over a later one; a target stated
in one section and a result stated in another are one indicator when number and name, or the name alone, agree.
A reading that loses and differs is kept as a conflict. Nothing is dropped silently.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from functools import lru_cache

from extractor.answers import of_other_kinds
from extractor.attainment import judge
from extractor.elsewhere import answered_elsewhere
from extractor.facts import FundDraft, IndicatorDraft, ResultDraft
from extractor.patterns import Library
from extractor.report import Conflict, FundFigure, Indicator, Measure, Result
from extractor.width import folded

_SAME_NAME = 0.82
_SAME_NUMBER_AND_NAME = 0.6
_A_LIST = 3
_LONG_NAME = 6
_RANK = {"indicator_tables": 0, "narrative": 1}


@dataclass(frozen=True, slots=True)
class Resolved:
    """Facts of one report in text order, and the readings that lost."""

    indicators: tuple[Indicator, ...]
    funds: tuple[FundFigure, ...]
    results: tuple[Result, ...]
    conflicts: tuple[Conflict, ...]


def resolve(
    indicators: Iterable[IndicatorDraft], funds: Iterable[FundDraft], results: Iterable[ResultDraft], library: Library
) -> Resolved:
    """Facts from the drafts of all finders."""
    indicators, restated = _without_restated(list(indicators), library)
    indicators, results = answered_elsewhere(indicators, [*results, *restated])
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
    return Resolved(facts, figures, other, found)


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
    return any(_likeness(known, draft, library) >= 1.0 for known in listed)


_Clash = tuple[IndicatorDraft, IndicatorDraft, str]


def _merge_all(drafts: Sequence[IndicatorDraft], library: Library) -> tuple[list[IndicatorDraft], list[_Clash]]:
    kept: list[IndicatorDraft] = []
    clashes: list[_Clash] = []
    for draft in drafts:
        place = _partner(kept, draft, library)
        if place is None:
            kept.append(draft)
            continue
        clashes += [(kept[place], draft, field) for field in ("target", "actual") if _differ(kept[place], draft, field)]
        kept[place] = _joined(kept[place], draft)
    return kept, clashes


def _partner(kept: Sequence[IndicatorDraft], draft: IndicatorDraft, library: Library) -> int | None:
    """Index of the kept draft that speaks of the same indicator."""
    best, place = 0.0, None
    for index, known in enumerate(kept):
        if known.finder == draft.finder == "indicator_tables":
            if _is_answered_in_another_table(known, draft):
                return index
            continue
        if not _compatible(known, draft):
            continue
        score = _likeness(known, draft, library)
        if score > best:
            best, place = score, index
    return place if best >= 1.0 else None


def _is_answered_in_another_table(known: IndicatorDraft, draft: IndicatorDraft) -> bool:
    """Whether one table states only the target and a later one only the result, under the same name."""
    if _two_sides(known, draft) is None or _letters(known.name) != _letters(draft.name):
        return False
    tables = {evidence.table.index for item in (known, draft) for evidence in item.evidence if evidence.table}
    return len(tables) > 1


def _likeness(known: IndicatorDraft, draft: IndicatorDraft, library: Library) -> float:
    """At least 1 when both are the same indicator."""
    ratio = similarity(known.name, draft.name)
    if ratio < 1.0 and _contrast(known.name, draft.name, library):
        return 0.0
    if known.number and draft.number and known.number != draft.number and ratio < _SAME_NAME:
        return 0.0
    sides = _two_sides(known, draft)
    if ratio < 1.0 and sides is not None and of_other_kinds(*sides):
        return 0.0
    if _complete_each_other(known, draft):
        if _same_words(known.name, draft.name):
            return 2.0
        short, long = sorted((_letters(known.name), _letters(draft.name)), key=len)
        if _put_between(known, draft):
            return 1.0 + ratio
        return 1.0 + ratio if ratio >= _SAME_NUMBER_AND_NAME or (len(short) >= _LONG_NAME and short in long) else 0.0
    numbered = known.number is not None and known.number == draft.number
    beside = known.finder != draft.finder and _same_class_and_unit(known, draft)
    threshold = _SAME_NUMBER_AND_NAME if numbered or beside else _SAME_NAME
    return ratio / threshold if ratio >= threshold else 0.0


def _contrast(first: str, second: str, library: Library) -> bool:
    """Whether two names answer a question of `patterns/contrasts.toml` in ways that exclude each other (城市, 农村)."""
    answers, others = _answers(first, library), _answers(second, library)
    return any(question in others and answers[question].isdisjoint(others[question]) for question in answers)


@lru_cache(maxsize=1024)  # each name is held against all others
def _answers(name: str, library: Library) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for pattern in library.patterns:
        if pattern.finder == "contrast" and pattern.field not in _SLIGHT and pattern.find(name):
            found.setdefault(pattern.field, set()).add(pattern.value)
    return {question: frozenset(values) for question, values in found.items()}


# What may be told in one section and not, or otherwise, in another: 培训人数, 培训; 新增, 累计.
_SLIGHT = frozenset({"counted", "form", "span", "half", "phase"})


def _same_class_and_unit(known: IndicatorDraft, draft: IndicatorDraft) -> bool:
    """A table and the text speak of the same class of indicators, and the values are of one unit."""
    if known.level2 is None or draft.level2 is None or known.level2[:2] != draft.level2[:2]:
        return False
    first, second = known.actual or known.target, draft.actual or draft.target
    if first is None or second is None or first.normalized is None or second.normalized is None:
        return False
    return first.normalized.unit == second.normalized.unit


def _complete_each_other(known: IndicatorDraft, draft: IndicatorDraft) -> bool:
    """One states only the target, the other only the result, in the same unit: section one and section two."""
    sides = _two_sides(known, draft)
    if sides is None or known.target is None:
        return False
    wanted, got = (side.normalized for side in sides)
    return wanted is not None and got is not None and wanted.unit is not None and wanted.unit == got.unit


def _two_sides(known: IndicatorDraft, draft: IndicatorDraft) -> tuple[Measure, Measure] | None:
    """Target and result, where one of the drafts states only the one and the other only the other."""
    for one, other in ((known, draft), (draft, known)):
        if one.target and not one.actual and other.actual and not other.target:
            return one.target, other.actual
    return None


def _is_framed(short: str, long: str) -> bool:
    """Whether the longer name holds the shorter one's words with others put between (购置…专用设备, 选派…进修)."""
    if len(short) < _LONG_NAME or short[:2] != long[:2] or short[-2:] != long[-2:]:
        return False
    kept = sum(block.size for block in SequenceMatcher(None, short, long, autojunk=False).get_matching_blocks())
    return kept >= _MOSTLY * len(short) and len(long) > len(short) + 2


_MOSTLY = 0.75


def _put_between(known: IndicatorDraft, draft: IndicatorDraft) -> bool:
    return _is_framed(*sorted((_letters(known.name), _letters(draft.name)), key=len))


def _same_words(first: str, second: str) -> bool:
    """Whether two names hold the same words: turned round (更新图书, 图书更新), or told at length (对…的满意度)."""
    a, b = (_CONTENT_WITH.sub("", _letters(name)) for name in (first, second))
    return len(a) >= _SHORTEST_TURNED and sorted(a) == sorted(b)


_SHORTEST_TURNED = 4
_CONTENT_WITH = re.compile(r"对.{2,20}?的?(?=满意[度率]$)")


def similarity(first: str, second: str) -> float:
    """Likeness of two names, 0 to 1; one that holds most of the other counts as nearly equal."""
    a, b = _letters(first), _letters(second)
    if not a or not b:
        return 0.0
    if a == b:
        return 1.0
    short, long = sorted((a, b), key=len)
    if len(short) >= 4 and short in long and len(short) / len(long) > 0.5:
        return 0.95
    return SequenceMatcher(None, a, b, autojunk=False).ratio()


def _letters(name: str) -> str:
    return _MARKS.sub("", folded(name)).lower()


_MARKS = re.compile(r"[\W_]+")


def _compatible(known: IndicatorDraft, draft: IndicatorDraft) -> bool:
    """Whether one draft may complete the other: they do not state two different values for the same side."""
    if known.finder != draft.finder:
        return True
    return not (_differ(known, draft, "target") or _differ(known, draft, "actual"))


def _differ(known: IndicatorDraft, draft: IndicatorDraft, field: str) -> bool:
    a: Measure | None = getattr(known, field)
    b: Measure | None = getattr(draft, field)
    if a is None or b is None:
        return False
    if a.value is None or b.value is None:
        return (a.value is None) != (b.value is None)
    one, other = a.normalized, b.normalized
    if one is None or other is None:
        return one is not other
    return one.value != other.value or one.high != other.high or one.unit != other.unit


def _joined(known: IndicatorDraft, draft: IndicatorDraft) -> IndicatorDraft:
    return replace(
        known,
        name=draft.name if draft.level2 and not known.level2 and not _put_between(known, draft) else known.name,
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
