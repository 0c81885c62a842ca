"""Which drafts of a report speak of one indicator, by their names, numbers, classes and values."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extractor.answers import of_other_kinds
from extractor.facts import IndicatorDraft
from extractor.namesakes import LONG_NAME, apart, is_framed, letters, same_words, similarity
from extractor.patterns import Library
from extractor.report import Measure

_SAME_NAME = 0.82
_SAME_NUMBER_AND_NAME = 0.6


def partner(kept: Sequence[IndicatorDraft], draft: IndicatorDraft, library: Library) -> int | None:
    """Index of the kept draft that speaks of the same indicator."""
    best, place = 0.0, None
    for index, known in enumerate(kept):
        if known.finder == draft.finder == "indicator_tables":
            if _is_answered_in_another_table(known, draft):
                return index
            continue
        if not _compatible(known, draft):
            continue
        score = likeness(known, draft, library)
        annual = score == best and known.actual is None and draft.target is None
        if score > best or annual:  # 总体目标 stands before 年度目标, which the year's result answers
            best, place = score, index
    return place if best >= 1.0 else None


def unjoined(drafts: Sequence[IndicatorDraft], library: Library) -> Iterator[tuple[IndicatorDraft, IndicatorDraft]]:
    """Each result alone that only the words of the names keep from a target alone, behind the most alike of those."""
    wanted = [draft for draft in drafts if draft.target is not None and draft.actual is None]
    for told in drafts:
        if told.target is not None or told.actual is None:
            continue
        near = [(similarity(one.name, told.name), one) for one in wanted]
        kept_apart = [
            (ratio, one)
            for ratio, one in near
            if _alike(one, told, ratio) >= 1.0 and apart(one.name, told.name, library)
        ]
        if kept_apart:
            yield max(kept_apart, key=lambda found: found[0])[1], told


def _is_answered_in_another_table(known: IndicatorDraft, draft: IndicatorDraft) -> bool:
    """Whether one table states only the target and a later one only the result, under the same name."""
    if _two_sides(known, draft) is None or letters(known.name) != letters(draft.name):
        return False
    tables = {evidence.table.index for item in (known, draft) for evidence in item.evidence if evidence.table}
    return len(tables) > 1


def likeness(known: IndicatorDraft, draft: IndicatorDraft, library: Library) -> float:
    """How surely two drafts speak of one indicator: they do from 1 on."""
    if known.order == draft.apart or draft.order == known.apart:
        return 0.0
    ratio = similarity(known.name, draft.name)
    alike = _alike(known, draft, ratio)
    if alike >= 1.0 > ratio and (apart(known.name, draft.name, library) or _count_other_things(known, draft, library)):
        return 0.0
    return alike


def _alike(known: IndicatorDraft, draft: IndicatorDraft, ratio: float) -> float:
    """The same by the letters of both names, whatever their words mean; `ratio` is the similarity of the names."""
    if known.number and draft.number and known.number != draft.number and ratio < _SAME_NAME:
        return 0.0
    sides = _two_sides(known, draft)
    if ratio < 1.0 and sides is not None and of_other_kinds(*sides):
        return 0.0
    if _complete_each_other(known, draft):
        return _completed(known.name, draft.name, ratio)
    numbered = known.number is not None and known.number == draft.number
    beside = known.finder != draft.finder and _same_class_and_unit(known, draft)
    threshold = _SAME_NUMBER_AND_NAME if numbered or beside else _SAME_NAME
    return ratio / threshold if ratio >= threshold else 0.0


def _completed(wanted: str, got: str, ratio: float) -> float:
    """The same for the names of a target alone and of a result alone in its unit, which need less to agree."""
    if same_words(wanted, got):
        return 2.0
    short, long = sorted((letters(wanted), letters(got)), key=len)
    held = len(short) >= LONG_NAME and short in long
    return 1.0 + ratio if ratio >= _SAME_NUMBER_AND_NAME or held or is_framed(short, long) else 0.0


def _count_other_things(known: IndicatorDraft, draft: IndicatorDraft, library: Library) -> bool:
    """Whether both state a target, or both a result, in words that count other things (4286户, 39个)."""
    sides = ((known.target, draft.target), (known.actual, draft.actual))
    counted = [(_counted(one, library), _counted(other, library)) for one, other in sides]
    return any(one and other and one != other for one, other in counted)


def _counted(value: Measure | None, library: Library) -> str | None:
    """What a value counts, by its unit; None for measures. Bodies are counted as things are (5家, 5个)."""
    unit = value.normalized.unit if value is not None and value.normalized is not None else None
    pattern = library.classify("count", "counted", unit) if unit else None
    return pattern.value.replace("bodies", "things") if pattern else None


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


def put_between(known: IndicatorDraft, draft: IndicatorDraft) -> bool:
    """Whether the name of one draft is that of the other with words put between."""
    return is_framed(*sorted((letters(known.name), letters(draft.name)), key=len))


def _compatible(known: IndicatorDraft, draft: IndicatorDraft) -> bool:
    """Whether one draft may complete the other: they do not state two different values for the same side."""
    if known.finder != draft.finder:
        return True
    return not (differ(known, draft, "target") or differ(known, draft, "actual"))


def differ(known: IndicatorDraft, draft: IndicatorDraft, field: str) -> bool:
    """Whether both drafts state `field` (target, actual), with other values."""
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
