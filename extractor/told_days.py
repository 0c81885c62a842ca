"""Days by which something was promised, and on which it was done: 资金6月底前拨付,实际于5月12日拨付.

What a day is said of is a time (完工时限) or an act. Where one paragraph promises the day of an act and another tells
the day of its doing, both are told here as weak: they count only together.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractor.facts import Context, qualitative
from extractor.items import printed
from extractor.measured import span_in
from extractor.outline import Sentence
from extractor.report import Measure
from extractor.spoken import Spoken, opened
from extractor.statements import Statement
from extractor.subjects import Range
from extractor.worded import done_behind

_SECTIONS = frozenset({"results", "targets"})


def told_day(context: Context, sentence: Sentence, statement: Statement, rest: Sequence[Statement]) -> Spoken | None:
    """The indicator that a day is told of, None where it is the day of something else; `rest` follows the day."""
    names = _deadline_name(sentence, statement, rest) if sentence.kind in _SECTIONS else ()
    if not names:
        return _day_of_an_act(context, sentence, statement)
    known = _spoken(context, sentence, statement, names)
    known.target = _day(context, sentence, statement, "target")
    done = done_behind(sentence.text, max(statement.quantity.end, names[-1][1]))
    if done is not None:
        known.values.append(qualitative(context, span_in(sentence, *done), field="actual"))
    return known


def answer_day(known: Spoken, context: Context, sentence: Sentence, statement: Statement) -> bool:
    """Take a day as the result of the one promised before it in the sentence; False where none was."""
    if known.sentence != sentence or known.target is None or known.target.value is not None:
        return False
    if statement.says_actual and not known.values:
        known.values.append(_day(context, sentence, statement, "actual"))
    return True


def _day(context: Context, sentence: Sentence, statement: Statement, field: str) -> Measure:
    return qualitative(context, span_in(sentence, statement.quantity.start, statement.quantity.end), field=field)


def _spoken(context: Context, sentence: Sentence, statement: Statement, names: tuple[Range, ...]) -> Spoken:
    known = opened(context, sentence, names[0], number=statement.number)
    known.name = printed(sentence, names)
    return known


def _day_of_an_act(context: Context, sentence: Sentence, statement: Statement) -> Spoken | None:
    """The day of an act that another paragraph may tell the other side of (11月底前投入使用; 于12月6日投入使用)."""
    day = statement.quantity
    act = _ACT.match(sentence.text, day.end)
    promised = day.comparator in {"<=", "<"} and (statement.side == "target" or sentence.kind == "targets")
    happened = day.comparator == "=" and sentence.kind == "results" and _ON.search(sentence.text[: day.start])
    names = (*_doer(sentence, statement), act.span()) if act and (promised or happened) else ()
    if not names or (len(names) == 1 and len(act.group() if act else "") < _TELLING):
        return None
    known = _spoken(context, sentence, statement, names)
    known.weak = True
    if promised:
        known.target = _day(context, sentence, statement, "target")
    else:
        known.values.append(_day(context, sentence, statement, "actual"))
    return known


def _doer(sentence: Sentence, statement: Statement) -> tuple[Range, ...]:
    """What the act is said of, before the day (步道工程|于11月18日完工)."""
    for start, end in statement.names[:1]:
        found = _OF_ACT.fullmatch(sentence.text, start, min(end, statement.quantity.start))
        if found is not None and not _NO_WORK.fullmatch(found["doer"]):
            return (found.span("doer"),)
    return ()


_OF_ACT = re.compile(r"(?!因|由于|受)(?P<doer>[\u4e00-\u9fff“”()]{2,}?)(?:应|须|需|要|拟|计划|预计|已|实际)*[于在]?")
_TELLING = 4  # characters of an act that names itself: 投入使用, but not 完成
_ON = re.compile(r"(?:于|在|已|实际)$")


def _deadline_name(sentence: Sentence, statement: Statement, rest: Sequence[Statement]) -> tuple[Range, ...]:
    """The words that name what a day is the deadline of: a time (完工时限), or what is done by then (资金6月底前拨付).

    What is done may stand behind the day and be said to be done (6月底前完成招标,已完成). Else an act, and a day that
    no word calls the last one, count only where the sentence goes on with the day of its doing (实际于5月12日拨付).
    """
    if not statement.names or (statement.says_actual and statement.side != "target"):
        return ()
    name, day = statement.names[0], statement.quantity
    answered = bool(rest) and rest[0].quantity.kind == "date" and rest[0].says_actual and rest[0].number is None
    last = day.comparator in {"<=", "<"}
    if _NO_WORK.fullmatch(sentence.text[slice(*name)]):
        return ()
    if _DEADLINE.search(sentence.text[slice(*name)]):
        return (name,) if last or (answered and statement.side == "target") else ()
    if last and name[0] >= day.end and done_behind(sentence.text, name[1]):
        return (name,)
    act = _ACT.match(sentence.text, day.end)
    if act is None or not last or not answered or name[1] > day.start:
        return ()
    return name, act.span()


_NO_WORK = re.compile(r"(?:应|须|需|要|拟|计划|预计)*(?:于|在)?")
_DEADLINE = re.compile(r"(?:时间|时限|期限|日期)$")
_ACT = re.compile(r"(?!内|前|之)[\u4e00-\u9fff]{2,8}(?=[,;(。]|$)")
