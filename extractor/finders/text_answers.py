"""Results that the text tells of indicators whose table has targets alone: the same name, a value behind it.

Source: 自评报告 with a small table of targets (指标名称, 计量单位, 指标值) and a list of results in sentences.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extractor.answers import answers
from extractor.document import Document
from extractor.facts import Context, IndicatorDraft, measure
from extractor.measured import span_in
from extractor.outline import Sentence
from extractor.patterns import Library
from extractor.quantity import Quantity, find

FINDER = "text_answers"
_SAYS = re.compile(r"(?:实际|全年|共|完成|达到?|为|是|约|[:,])*")
_BORDER = re.compile(r"(?:^|[^\u4e00-\u9fff]|全年|年内|共|累计|实际)$")
# Names from this length on are known inside longer ones too (2022届毕业生“双证”获取率).
_LONG_NAME = 8
_GOALS = frozenset({"targets", "application"})


def find_answers(
    document: Document, library: Library, listed: Sequence[IndicatorDraft], told: Sequence[Sentence]
) -> Iterator[IndicatorDraft]:
    """A draft with the result of each listed indicator that has a target alone and is told of once with a value."""
    context = Context(document, library.lexicon, FINDER)
    for draft in listed:
        if draft.target is None or draft.target.unit is None or draft.actual is not None:
            continue
        names = _names(draft.name, draft.target.unit)
        found = [
            (sentence, quantity)
            for sentence in told
            if sentence.kind not in _GOALS
            for name in names
            if name in sentence.text
            for quantity in _values(context, sentence, name)
            if answers(draft.target, quantity.unit) and quantity.unit
        ]
        if len({quantity.value for _, quantity in found}) == 1:
            sentence, quantity = found[0]
            span = span_in(sentence, quantity.start, quantity.end)
            actual = measure(context, quantity, span, field="actual", name=draft.name)
            yield IndicatorDraft(draft.name, span.start, FINDER, (context.evidence(span, "actual"),), actual=actual)


def _names(name: str, unit: str) -> list[str]:
    """A name as printed, and without the word for its count that the unit repeats (接待读者人次, 33.7万人次)."""
    printed = re.sub(r"\s+", "", name)
    plain = re.sub(rf"(?:{re.escape(unit.lstrip('万亿千'))}数?|数量?)$", "", printed)
    return [printed, plain] if plain != printed and len(plain) >= _SHORTEST else [printed]


_SHORTEST = 4


def _values(context: Context, sentence: Sentence, name: str) -> Iterator[Quantity]:
    """The plain values that stand right behind the name."""
    for place in re.finditer(re.escape(name), sentence.text):
        if len(name) < _LONG_NAME and not _BORDER.search(sentence.text[: place.start()]):
            continue
        begin = _SAYS.match(sentence.text, place.end())
        start = begin.end() if begin else place.end()
        behind = find(sentence.text[start:], context.lexicon)
        if behind and behind[0].start == 0 and behind[0].comparator == "=" and behind[0].kind != "date":
            yield next(one for one in find(sentence.text, context.lexicon) if one.end >= start + behind[0].end)
