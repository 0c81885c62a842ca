"""A value of a sentence as a Measure, with its place in the document."""

from __future__ import annotations

import re

from extractor.document import Span
from extractor.facts import Context, measure
from extractor.outline import Sentence
from extractor.report import Measure
from extractor.statements import Statement

_GROWN = re.compile(
    r"(?:同比|环比|[较比](?:上一?年度?|去年|往年|\d{4}年度?)(?:同期)?|(?<=[标划期计为争:到成现于过]))"
    r"(?:增长|增加|提高|提升|上升|下降|降低|减少)(?:(?:目标|任务|计划)值?(?:为|是|:)?|了|约)?$"
)


def span_in(sentence: Sentence, start: int, end: int) -> Span:
    """The document's span of a range of the sentence."""
    return sentence.view.span(sentence.start + start, sentence.start + end)


def stated_measure(context: Context, sentence: Sentence, statement: Statement, field: str, name: str) -> Measure:
    """The statement's value, said of `name`; a growth with its words (同比增长5%)."""
    quantity = statement.quantity
    grown = _GROWN.search(sentence.text[: quantity.start])
    start = grown.start() if grown else quantity.start
    return measure(context, quantity, span_in(sentence, start, quantity.end), field=field, name=name)
