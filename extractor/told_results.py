"""Quantified results that belong to no indicator: named, in a section about results, no money moved."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from extractor.background import is_background, is_fund_rate, speaks_of_money
from extractor.facts import Context, IndicatorDraft, ResultDraft
from extractor.measured import span_in, stated_measure
from extractor.outline import Sentence
from extractor.report import Evidence, Measure
from extractor.spoken import Spoken
from extractor.statements import Statement

_SECTIONS = frozenset({"overall", "results", "basic", None})


def with_result(
    results: tuple[ResultDraft, ...], context: Context, sentence: Sentence, statement: Statement
) -> tuple[ResultDraft, ...]:
    """`results` with what the statement adds: a result, or the growth or share of the last one."""
    if sentence.kind not in _SECTIONS or not sentence.sections:
        return results
    if statement.relation == "level":
        return (*results, *_level(context, sentence, statement))
    last = results[-1] if results else None
    if last is None or last.value.evidence[0].end <= span_in(sentence, 0, 1).start:
        return results
    value = stated_measure(context, sentence, statement, "value", last.name)
    if statement.relation == "growth" and last.growth is None:
        growth = value.model_copy(update={"basis": "growth", "evidence": _as_growth(value.evidence)})
        return (*results[:-1], replace(last, growth=growth))
    if statement.relation == "share" and last.value.basis != "share":
        share = value.model_copy(update={"basis": "share"})
        return (*results, ResultDraft(name=last.name, value=share, growth=None, order=value.evidence[0].start))
    return results


def as_results(parts: Iterable[IndicatorDraft]) -> tuple[ResultDraft, ...]:
    """What was told of mere parts of a whole, as results; rates of the money are fund figures."""
    told = [(part, part.actual) for part in parts if not is_fund_rate(part.name)]
    return tuple(
        result
        for part, value in told
        if value and _is_number(value)
        for result in (_whole(part, value), *_shares(part))
    )


def _whole(part: IndicatorDraft, value: Measure) -> ResultDraft:
    growth = next((other for other in part.related if other.basis == "growth"), None)
    if growth is not None:
        growth = growth.model_copy(update={"evidence": _as_growth(growth.evidence)})
    return ResultDraft(part.name, value, growth, part.order)


def _shares(part: IndicatorDraft) -> tuple[ResultDraft, ...]:
    shares = [value for value in part.related if value.basis == "share"]
    return tuple(ResultDraft(part.name, share, None, share.evidence[0].start) for share in shares)


def is_compared_only(known: Spoken) -> bool:
    """Whether all that is told of an indicator is what a result would be compared with (图书借阅率去年为80%)."""
    return known.target is None and not known.values and not known.early


def compared_only(told: Iterable[Spoken]) -> tuple[ResultDraft, ...]:
    """Values without a result or target of their own, under the words that say whose or of which year they are."""
    found = [known for known in told if is_compared_only(known)]
    return tuple(
        ResultDraft(name=_named_at_length(known, value), value=value, growth=None, order=value.evidence[0].start)
        for known in found
        for value in known.beside
    )


def _named_at_length(known: Spoken, value: Measure) -> str:
    """The words from the name up to its value."""
    end = known.sentence.view.offset(value.evidence[0].start)
    return known.sentence.view.printed(known.sentence.start + known.name_range[0], end).rstrip("为是达到:：")


def _is_number(value: Measure) -> bool:
    return value.value is not None


def _as_growth(evidence: tuple[Evidence, ...]) -> tuple[Evidence, ...]:
    return tuple(item.model_copy(update={"field": "growth"}) for item in evidence)


def _level(context: Context, sentence: Sentence, statement: Statement) -> tuple[ResultDraft, ...]:
    if not statement.names or statement.quantity.comparator != "=":
        return ()
    name = statement.names[0]
    if is_background(sentence.text[slice(*name)]) or speaks_of_money(statement.left):
        return ()
    text = sentence.view.printed(sentence.start + name[0], sentence.start + name[1])
    value = stated_measure(context, sentence, statement, "value", text)
    return (ResultDraft(name=text, value=value, growth=None, order=value.evidence[0].start),)
