"""The indicator that the sentences are speaking of, until it is closed: its name, target, values and comments."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import pairwise

from extractor.answers import answer_among
from extractor.comparands import is_comparand, is_early
from extractor.facts import Context, IndicatorDraft, qualitative, with_inferred
from extractor.measured import span_in, stated_measure
from extractor.outline import Sentence
from extractor.report import Cited, Deviation, Evidence, Measure
from extractor.statements import Statement
from extractor.worded import done_behind, kept_behind


@dataclass
class Spoken:
    """The indicator that is being spoken of, and the values said of it so far.

    `name_range` is the name's place in the sentence; `led` whether its first value was told as a result,
    `reached` whether it is a bound that was reached (达到95%以上), `weak` whether it is but a part of a whole, `bare`
    whether neither its words nor those of its list tell a side, `apart` the place of one that it is told apart from.
    `early` are values of days before the end of the year, `beside` those to compare a result with (去年为80%).
    """

    name: str
    order: int
    block: int
    sentence: Sentence
    number: str | None
    evidence: tuple[Evidence, ...]
    target: Measure | None = None
    values: list[Measure] = field(default_factory=list)
    early: list[Measure] = field(default_factory=list)
    beside: list[Measure] = field(default_factory=list)
    whole: bool = False
    name_range: tuple[int, int] = (0, 0)
    led: bool = False
    reached: bool = False
    weak: bool = False
    explicit: bool = False
    bare: bool = False
    apart: int | None = None
    claimed: str | None = None
    reason: Cited | None = None
    measures: Cited | None = None
    weight: Decimal | None = None
    score: Decimal | None = None


def opened(
    context: Context, sentence: Sentence, name: tuple[int, int], *, number: str | None, whole: bool = False
) -> Spoken:
    """The indicator that the words at `name` of a sentence name; `whole` if all of its paragraph is about it."""
    span = span_in(sentence, *name)
    return Spoken(
        name=sentence.view.printed(sentence.start + name[0], sentence.start + name[1]),
        order=span.start,
        block=sentence.block,
        sentence=sentence,
        number=number,
        whole=whole,
        name_range=name,
        evidence=(context.evidence(span, "name"),),
    )


def say(known: Spoken, context: Context, sentence: Sentence, statement: Statement) -> None:
    """Add the value of a statement to what is said of an indicator."""
    value = stated_measure(context, sentence, statement, "actual", known.name)
    if statement.relation in {"growth", "share"}:
        value = value.model_copy(update={"basis": statement.relation})
    elif known.target is not None and not value.unit and known.target.unit:
        value = with_inferred(value, context, unit=known.target.unit)
        value = value.model_copy(update={"basis": known.target.basis})
    _listed(known, sentence, statement).append(value)


def _listed(known: Spoken, sentence: Sentence, statement: Statement) -> list[Measure]:
    """The values among which one belongs that is said of an indicator: results, early ones, others to compare with."""
    left, target = statement.left, known.target
    of_a_mean = statement.quantity.kind == "money" or _MEAN.search(known.name + (target.text if target else ""))
    if statement.relation == "level" and not of_a_mean and is_comparand(sentence.text, left, statement.quantity.start):
        return known.beside
    return known.early if is_early(left, known.name) else known.values


_MEAN = re.compile(r"均|每")


def hold_against(known: Spoken, context: Context, wanted: Measure) -> None:
    """Take a target that was told behind its result."""
    answer = answer_among(wanted, known.values or known.beside)
    if answer is not None and answer.basis in {"growth", "share"} and wanted.basis == "level":
        wanted = wanted.model_copy(update={"basis": answer.basis})
    known.target, known.explicit = wanted, True
    if known.values and not known.values[0].unit and wanted.unit:
        value = with_inferred(known.values[0], context, unit=wanted.unit)
        known.values[0] = value.model_copy(update={"basis": wanted.basis})


def done_in_words(known: Spoken, context: Context, sentence: Sentence, statement: Statement) -> None:
    """Take the words behind a value as its result: 安装路灯1400盏,已全部安装完毕; 每人80元,实际按该标准发放."""
    if known.sentence != sentence:
        return
    end = statement.quantity.end
    kept = kept_behind(sentence.text, end)
    if kept and known.target is None and len(known.values) == 1 and not known.led:
        known.target = as_target(known.values.pop())
    done = kept or (done_behind(sentence.text, end) if statement.side == "target" else None)
    if done and known.target is not None and not known.values:
        known.values.append(qualitative(context, span_in(sentence, *done), field="actual"))


def with_points(told: Sequence[Spoken], context: Context) -> Iterator[Spoken]:
    """The indicators of a paragraph, each with the points told between its name and the next one's."""
    for known, following in pairwise((*told, None)):
        if known is None:
            continue
        within = following is not None and following.sentence == known.sentence
        end = following.name_range[0] if within and following is not None else len(known.sentence.text)
        points = _POINTS.search(known.sentence.text, max(known.name_range[1], 0), max(end, 0))
        if points is not None and known.target is not None and known.values:
            known.weight = Decimal(points["weight"]) if points["weight"] else None
            known.score = Decimal(points["score"] or points["own"])
            known.evidence += (context.evidence(span_in(known.sentence, points.start() + 1, points.end()), "score"),)
        yield known


# Only points that are called the indicator's: ,自评得分96分 may be the report's own.
_POINTS = re.compile(
    r"[,;(](?:(?:[该本此]项?)?指标(?:自评|评价|实际)?得分(?:为|:)?(?P<score>\d{1,2}(?:\.\d{1,2})?)分"
    r"|(?:指标)?分值(?:为|:)?(?P<weight>\d{1,2}(?:\.\d)?)分?[,、](?:自评|实际)?得分(?:为|:)?"
    r"(?P<own>\d{1,2}(?:\.\d{1,2})?)分)"
)


def closed(known: Spoken, finder: str) -> IndicatorDraft:
    """The draft of an indicator of which nothing more will be said."""
    _bound_is_result(known)
    actual = answer_among(known.target, known.values) or answer_among(known.target, known.early)
    told = sorted((*known.values, *known.early, *known.beside), key=lambda value: value.evidence[0].start)
    commented = known.reason or known.measures
    return IndicatorDraft(
        name=known.name,
        order=known.order,
        finder=finder,
        number=known.number,
        level1=known.sentence.level1,
        level2=known.sentence.level2,
        target=known.target,
        actual=actual,
        related=tuple(value for value in told if value is not actual),
        weight=known.weight,
        score=known.score,
        claimed=known.claimed,
        deviation=Deviation(reason=known.reason, measures=known.measures) if commented else None,
        apart=known.apart,
        evidence=known.evidence,
    )


def completed(draft: IndicatorDraft, others: Sequence[IndicatorDraft]) -> bool:
    """Whether one of `others` tells just the side that `draft` leaves open, under its name and in its unit.

    Of several whose names hold the draft's, or stand in it, none does: 高标准农田 may be 新建… or 改造高标准农田.
    """
    found = [other.name for other in others if _opposite(draft, other)]
    names = {name for name in found if draft.name in name or name in draft.name}
    return draft.name in names or len(names) == 1


def _opposite(draft: IndicatorDraft, other: IndicatorDraft) -> bool:
    """Whether one of two drafts states but a target and the other but a result, in one unit."""
    one, two = draft.target or draft.actual, other.target or other.actual
    if one is None or two is None or (other.target is not None and other.actual is not None):
        return False
    return (draft.target is None) != (other.target is None) and one.unit == two.unit


def adjust(known: Spoken, wanted: Measure) -> None:
    """Take a target that was changed in the year; the first one is a value beside it."""
    known.beside += [known.target] if known.target is not None else []
    known.target, known.explicit = wanted, True


def as_target(value: Measure) -> Measure:
    """The same value as a target."""
    evidence = tuple(item.model_copy(update={"field": "target"}) for item in value.evidence)
    return value.model_copy(update={"evidence": evidence})


def _bound_is_result(known: Spoken) -> None:
    """A bound that stands alone in the section of results is the result (不合格比例≤0%, 满意度达到95%以上)."""
    target = known.target
    if target is None or known.values or known.sentence.kind != "results" or known.explicit:
        return
    if known.number is not None or target.comparator not in {">=", "<="}:
        return
    in_symbols = known.sentence.level2 and re.match(r"[≥≤≧≦⩾⩽>]", target.text)
    if in_symbols or known.reached:
        evidence = tuple(item.model_copy(update={"field": "actual"}) for item in target.evidence)
        known.values.append(target.model_copy(update={"evidence": evidence}))
        known.target = None
