"""Indicators as a sentence opens them: by a value with its name, or by the label of an item that values follow."""

from __future__ import annotations

import re

from extractor.background import is_background
from extractor.facts import Context, qualitative
from extractor.items import label_of, list_item, name_text, printed
from extractor.measured import span_in, stated_measure
from extractor.outline import Sentence
from extractor.spoken import Spoken, opened, say
from extractor.statements import Statement
from extractor.subjects import Range

_SAYS_BOTH = re.compile(
    r"目标值|指标值|目标(?:为|是)|任务数|(?:目标|任务)(?=[\d≥≤])|计划(?!和|与)[^,。]{0,6}\d"
    r"|应(?:达|控制|不|[\u4e00-\u9fff]{2}\d)|(?:^|:)(?:较上年(?:增长|提高|下降|降低|减少))?"
    r"(?:[≥≤><]=?\d|(?:不低于|不少于|不超过|不高于|不大于|控制在)\d|\d+(?:\.\d+)?[%‰\u4e00-\u9fff]{1,3}以[上内下],)"
)
_SHORT_NAME = 4
_REACHED = re.compile(r"(?:达到?|在)$")


def begun(context: Context, sentence: Sentence, statement: Statement, name: Range) -> Spoken:
    """The indicator of which a statement is the first to tell, without its value."""
    known = opened(context, sentence, name, number=statement.number)
    known.name = name_text(sentence, statement.quantity, name)
    if statement.tail is not None:
        known.name += printed(sentence, [statement.tail])
        known.evidence += (context.evidence(span_in(sentence, *statement.tail), "name"),)
    item = list_item(sentence) if len(known.name) <= _SHORT_NAME else None
    if item:
        known.name = item[0] + known.name
        known.evidence = (context.evidence(item[1], "name"), *known.evidence)
    known.explicit, known.led = statement.explicit, statement.says_actual
    known.weak = "建设内容" in sentence.text[: name[0]] and sentence.kind != "targets"
    reached = _REACHED.search(sentence.text[: statement.quantity.number_start]) is not None
    known.reached = statement.side == "target" and not statement.led and reached
    return known


def item_told(sentence: Sentence, *, worded: bool) -> tuple[Range, str | None] | None:
    """The name and number of the list item whose target and result a sentence tells (（2）培训人次:目标值…,实际…).

    None where it tells of no item; `worded` says that it tells them in words.
    """
    item = label_of(sentence)
    if item is None or not (worded or _SAYS_BOTH.search(sentence.text)):
        return None
    start, end = item[0]
    return None if is_background(sentence.view.text[sentence.start + start : sentence.start + end]) else item


def fill(known: Spoken, context: Context, sentence: Sentence, statement: Statement) -> None:
    """Take a value that is told of the item that the paragraph is about."""
    if any(is_background(sentence.text[slice(*name)]) for name in statement.names):
        return
    target = known.target is None and (statement.side == "target" or statement.quantity.comparator != "=")
    if statement.quantity.kind == "date":
        _fill_date(known, context, sentence, statement)
    elif target and statement.relation == "level":
        known.target = stated_measure(context, sentence, statement, "target", known.name)
    elif statement.relation != "margin":
        say(known, context, sentence, statement)


def _fill_date(known: Spoken, context: Context, sentence: Sentence, statement: Statement) -> None:
    span = span_in(sentence, statement.quantity.start, statement.quantity.end)
    if known.target is None and statement.side == "target":
        known.target = qualitative(context, span, field="target")
    elif statement.side == "actual" and known.target is not None and known.target.value is None:
        known.values.append(qualitative(context, span, field="actual"))
