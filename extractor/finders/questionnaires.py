"""Indicators of a questionnaire: a heading names each, labelled lines below it explain, record and answer it.

The target stands in the explanation (指标解释:…,年初目标值≥95%) or on its own line, the actual value in the answer
(完成情况:实际完成值96%). Source: 绩效自评调查表. Items without a target are no indicators; the narrative reads them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from extractor.document import Document, Span
from extractor.facts import Context, IndicatorDraft, measure, qualitative, stated_value
from extractor.measured import stated_measure
from extractor.names import indicator_name
from extractor.outline import Sentence
from extractor.patterns import Library
from extractor.quantity import find
from extractor.reading import View, view
from extractor.report import Measure
from extractor.spoken import Spoken, closed, say
from extractor.statements import Statement, statements
from extractor.told_reasons import comment
from extractor.width import Folded, fold

FINDER = "questionnaires"
_ASKS = re.compile(r"(?:指标(?:解释|说明|含义|内涵|值)|考核(?:内容|要求)|评价要点|(?:绩效|年度|年初)?目标(?:值)?):")
_ANSWERS = re.compile(r"(?:实际)?(?:完成|实现)(?:情况|结果|值):|自评(?:情况|结果):")


@dataclass(frozen=True, slots=True)
class Asked:
    """The indicators of a questionnaire, and the sentences that belong to none of them."""

    indicators: tuple[IndicatorDraft, ...]
    rest: tuple[Sentence, ...]


def find_asked_indicators(document: Document, library: Library, told: Sequence[Sentence]) -> Asked:
    """Drafts of the indicators that a questionnaire among the sentences `told` asks for."""
    context = Context(document, library.lexicon, FINDER)
    lines = list(_in_lines(context, library))
    drafts, rest = [draft for _, draft in lines], []
    told = [sentence for sentence in told if sentence.block not in {rank for rank, _ in lines}]
    for _, below in groupby(told, key=lambda sentence: sentence.sections):
        item = list(below)
        draft = _indicator(context, item)
        drafts += [draft] if draft else []
        rest += [sentence for sentence in item if not draft or not _LABELLED.match(sentence.view.text)]
    return Asked(tuple(drafts), tuple(rest))


_LABELLED = re.compile(f"{_ASKS.pattern}|{_ANSWERS.pattern}")


def _indicator(context: Context, item: list[Sentence]) -> IndicatorDraft | None:
    """The indicator of the lines below one heading; None where they ask for none, or tell no target."""
    asking = [sentence for sentence in item if _ASKS.match(sentence.view.text)]
    answering = [sentence for sentence in item if _ANSWERS.match(sentence.view.text)]
    heading = _heading(context.document, item[0]) if asking and answering and item[0].sections else None
    named = indicator_name(heading) if heading else None
    wanted = next(_targets(context, asking), None)
    if named is None or wanted is None:
        return None
    name = context.evidence(named.span, "name")
    known = Spoken(named.text, named.span.start, item[0].block, item[0], named.number, (name,))
    known.target = stated_measure(context, *wanted, "target", named.text)
    for sentence in answering:
        found = [one for one in _statements(context, sentence) if one.relation != "margin"]
        for statement in found:
            say(known, context, sentence, statement)
        # The answer's line tells its verdict and, in the same sentence, the reason.
        comment(known, context, sentence, spoken=bool(found))
        comment(known, context, sentence, spoken=False)
    return closed(known, FINDER)


# A row of the form on a line of its own: 学员满意度 …,目标≥90% 记录:… 完成情况:95%.
_ROW = re.compile(
    r"(?:年初|年度|年|全年|预期|绩效|总体)?目标(?:值)?[:为]?(?P<target>[^\s,。;:]+).*?"
    r"(?:完成情况|实际完成(?:情况|值)?):\s*(?P<actual>[^\s,。;]+)"
)


def _in_lines(context: Context, library: Library) -> Iterator[tuple[int, IndicatorDraft]]:
    """Indicators that have a line each, with the rank of its block; words of the levels stand before the name."""
    levels: dict[str, str] = {}
    for rank, block in enumerate(context.document.blocks):
        for line in _LINE.finditer(context.document.text, block.start, block.end if block.kind != "table" else 0):
            folded = fold(line.group())
            row = _ROW.search(folded.text)
            words = list(re.finditer(r"\S+", folded.text[: row.start()])) if row else []
            while words and (level := _level_of(library, words[0].group())):
                levels = {role: name for role, name in levels.items() if role < level}
                levels[level] = words.pop(0).group()
            if row is not None and words and not re.search(r"[\d:,。;]", words[0].group()):
                places = (words[0].span(), row.span("target"), row.span("actual"))
                yield rank, _row(context, levels, [_span(line.start(), folded, place) for place in places])


_LINE = re.compile(r".+")


def _row(context: Context, levels: Mapping[str, str], places: Sequence[Span]) -> IndicatorDraft:
    name, target, actual = places
    return IndicatorDraft(
        name=context.document.text[name.start : name.end],
        order=name.start,
        finder=FINDER,
        level1=levels.get("level1"),
        level2=levels.get("level2"),
        target=_value(context, target, "target"),
        actual=_value(context, actual, "actual"),
        evidence=(context.evidence(name, "name"),),
    )


def _level_of(library: Library, word: str) -> str | None:
    roles = ("level2", "level1") if "指标" not in word else ("level1", "level2")
    return next((role for role in roles if library.classify("level", role, word)), None)


def _span(base: int, folded: Folded, place: tuple[int, int]) -> Span:
    first, last = folded.source(*place)
    return Span(base + first, base + last)


def _value(context: Context, place: Span, field: str) -> Measure:
    seen = view(context.document, *place)
    quantity = stated_value(seen, context.lexicon)
    if quantity is None:
        return qualitative(context, place, field=field)
    return measure(context, quantity, seen.span(quantity.start, quantity.end), field=field)


def _heading(document: Document, first: Sentence) -> View | None:
    """The name in the heading closest above the first line of an item."""
    text = first.sections[-1].text
    for block in reversed(document.blocks[: first.block]):
        seen = view(document, block.start, block.end)
        start = seen.text.find(text)
        if start >= 0:
            return view(document, *seen.span(start, start + len(text)))
    return None


def _targets(context: Context, asking: Sequence[Sentence]) -> Iterator[tuple[Sentence, Statement]]:
    for sentence in asking:
        for statement in _statements(context, sentence):
            if statement.side == "target" and statement.relation == "level":
                yield sentence, statement


def _statements(context: Context, sentence: Sentence) -> list[Statement]:
    found = statements(sentence.text, find(sentence.text, context.lexicon))
    return [statement for statement in found if statement.quantity.kind != "date"]
