"""Whether a value in a sentence is said of an indicator that was spoken of before it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile

from extractor.answers import answers, comparable, overlap
from extractor.background import is_named, is_policy
from extractor.comparands import names_another
from extractor.namesakes import is_same_measure, letters, of_two_subjects
from extractor.outline import Sentence
from extractor.report import Measure
from extractor.sides import Side
from extractor.spoken import Spoken
from extractor.statements import JOINS, Statement
from extractor.subjects import WORK, Range

_OF_WHICH = re.compile(r"[,;:(、]*其中[:,]?")
_COMPLETION = re.compile(r"完成(?:率|比例|进度)$")


def awaiting(told: Sequence[Spoken], sentence: Sentence, statement: Statement, name: Range) -> Spoken | None:
    """The indicator of the sentence that has the name, a target of the value's unit, and no result yet."""
    text = sentence.text[slice(*name)].removeprefix("完成")
    for known in _told_in(sentence, told):
        if known.target is None or known.values:
            continue
        same = known.name_range == name or text in known.name or known.name in text
        if same and answers(known.target, statement.quantity.unit):
            return known
    return None


def awaiting_all(told: Sequence[Spoken], sentence: Sentence, statement: Statement) -> list[Spoken | None]:
    """The indicators that a result answers, one for each of its names; without a name the only one of its unit."""
    if statement.names or not statement.left.startswith("实际"):
        return [awaiting(told, sentence, statement, name) for name in statement.names]
    unit = statement.quantity.unit
    open_ones = [known for known in _told_in(sentence, told) if known.target is not None and not known.values]
    same = [known for known in open_ones if known.target is not None and known.target.unit == unit]
    return [same[0]] if len(same) == 1 else []


def promised(
    told: Sequence[Spoken], last: Spoken | None, sentence: Sentence, statement: Statement
) -> tuple[Spoken | None, ...]:
    """Whose target a value without a name is: that of `last`, else of what the sentence told before in its unit.

    Of all that it told so where the words say 均 (分别为330天、320天,均超过300天的目标).
    """
    unit = statement.quantity.unit
    answered = [known for known in _told_in(sentence, told) if known.target is None and _said(known)]
    same = [known for known in answered if _said(known)[0].unit == unit and not known.weak]
    if same and _ALL.search(statement.left):
        return tuple(reversed(same))
    spoken = last is not None and last.target is not None and statement.left not in JOINS
    return (last if spoken or not same or last in same else same[-1],)


def _said(known: Spoken) -> list[Measure]:
    """The values said of an indicator that has a result or something to compare one with."""
    return known.values or known.beside


def _told_in(sentence: Sentence, told: Sequence[Spoken]) -> list[Spoken]:
    """What `sentence` itself has spoken of: the last ones of all that its paragraph has."""
    return list(takewhile(lambda known: known.sentence == sentence, reversed(told)))[::-1]


_ALL = re.compile(r"^[,;(]?(?:均|都|全部|皆)|[均都皆](?:应)?(?:为|是|达到?)?$")


def is_more_of(statement: Statement) -> bool:
    """Whether a value tells more of the one right before it: its growth or share, without a name."""
    return statement.relation in {"growth", "share"} and not statement.names


def is_unnamed_goal(told: Sequence[Spoken], sentence: Sentence, statement: Statement) -> bool:
    """Whether a target has no name of its own: 年初目标, or the task behind its result (完成年度减排任务3600吨)."""
    if not is_named(sentence, statement):
        return True
    named = sentence.text[slice(*statement.names[0])]
    unit = statement.quantity.unit
    before = [known for known in _told_in(sentence, told) if known.target is None and known.values]
    return _TASK.fullmatch(named) is not None and any(known.values[0].unit == unit for known in before)


_TASK = re.compile(r"(?:年度|全年|年初|下达|既定)[\u4e00-\u9fff]{0,6}(?:任务|目标|计划|指标)")


def is_no_value(told: Sequence[Spoken], sentence: Sentence, statement: Statement) -> bool:
    """Whether a value is no indicator's: quoted from a plan, a distance, or a target of another unit than its name's.

    The last is a list of values for names of the sentence before (…2处,目标任务数分别为1200户、2处).
    """
    if is_policy(sentence, statement) or statement.relation == "margin":
        return True
    same = [known for known in _told_in(sentence, told) if known.name_range in statement.names and known.values]
    unit = statement.quantity.unit
    return statement.side == "target" and any(not answers(known.values[0], unit) for known in same)


def is_answered(known: Spoken, wanted: Measure) -> bool:
    """Whether a value told of an indicator answers a target that follows it: a growth a growth, a rate a rate."""
    if wanted.basis == "growth":
        return any(value.basis == "growth" for value in known.values)
    rates = wanted.unit == "%" and any(value.unit == "%" for value in _said(known))
    return rates or (bool(_said(known)) and answers(wanted, _said(known)[0].unit))


def was_target(known: Spoken, sentence: Sentence, statement: Statement) -> bool:
    """租用直升机数量8架,实际租用7架: what was told first in the sentence is the target when its result follows.

    So is a numbered item that the next sentence answers (7.验收合格率100%。2021年验收合格率为100%).
    """
    if known.target is not None or len(known.values) != 1:
        return False
    if known.sentence != sentence:
        named = sentence.text[slice(*statement.names[0])] if statement.names else ""
        told = overlap(named, known.name) or (not named and not known.led and statement.left.startswith("实际"))
        return known.number is not None and statement.number is None and told
    if known.led:
        return False
    if statement.relation != "level" or statement.number is not None:
        return False
    left = _WHEN_AND_WHY.sub("", statement.left).lstrip(",:(")
    done = _is_done(left, known.name) and known.values[0].unit == statement.quantity.unit
    return done or (left.startswith("实际") and answers(known.values[0], statement.quantity.unit))


def is_doubled(known: Spoken, sentence: Sentence, statement: Statement) -> bool:
    """Whether a value stands right behind another of its unit: cells of a form without header (路灯 80盏 78盏)."""
    if known.sentence != sentence or known.target is not None or len(known.values) != 1 or known.led:
        return False
    bare = not statement.left.strip() and not statement.names and statement.relation == "level"
    bare = bare and statement.side is None
    return bool(bare and (sentence.level1 or sentence.level2) and known.values[0].unit == statement.quantity.unit)


def _is_done(left: str, name: str) -> bool:
    """Whether the words before a value say but that so much was done of what was named (建设步道2公里,已建成)."""
    verb = _DONE.fullmatch(left)
    return verb is not None and (verb["work"] is None or verb["work"] in name)


_DONE = re.compile(rf"(?:(?:已|全年)?完成了?|(?:已经?|均已|现已)(?:全部)?(?:建成|(?P<work>{WORK}))了?)")
_WHEN_AND_WHY = re.compile(r"^[,:;]*(?:全年|年末|年底|最终|目前|\d{4}年|(?:因|由于|受)[^,。;]{2,20}?)?(?=实际)")


def is_beside(known: Spoken | None, sentence: Sentence, statement: Statement, rest: Sequence[Statement]) -> bool:
    """A count between a rate's target and its result (占比≥30%,现有66家,占33%): a related value."""
    if known is None or known.target is None or known.values[0:1] or known.sentence != sentence:
        return False
    if known.target.unit != "%" or statement.quantity.kind == "rate" or statement.number is not None:
        return False
    return not statement.explicit and statement.quantity.comparator == "=" and _answered_by(known, rest)


def _answered_by(known: Spoken, rest: Sequence[Statement]) -> bool:
    for later in rest:
        if later.quantity.comparator != "=" or later.explicit:
            return False
        if later.quantity.kind == "rate":
            named = known.sentence.text[slice(*later.names[0])] if later.names else ""
            return later.relation in {"growth", "share"} or not named or overlap(named, known.name)
    return False


def is_part(
    known: Spoken | None, sentence: Sentence, statement: Statement, rest: Sequence[Statement], *, within: bool
) -> bool:
    """Whether a value is a part of the one before it (7处,其中省级2处、市级5处; 12场,线上5场,线下8场)."""
    left = statement.left
    if known is None or known.sentence != sentence:
        return False
    named = not statement.says_actual and names_part(known, sentence, statement)
    goes_on = within and (named or left.startswith(("、", ",", "和")))
    if not (_OF_WHICH.match(left) or goes_on or _is_one_of_two(sentence, statement, rest)):
        return False
    whole = known.target or (known.values[-1] if known.values else None)
    return whole is not None and whole.unit == statement.quantity.unit and statement.quantity.comparator == "="


def _is_one_of_two(sentence: Sentence, statement: Statement, rest: Sequence[Statement]) -> bool:
    """Whether the next value has the same unit and a name of the same form (线上5场,线下8场)."""
    pair = [statement, *rest[:1]]
    if not rest or any(one.says_actual or len(one.names) != 1 for one in pair):
        return False
    first, second = (sentence.text[slice(*one.names[0])] for one in pair)
    alike = len(first) == len(second) <= _SHORTEST_OWN and any(map(str.__eq__, first, second)) and first != second
    return alike and statement.quantity.unit == rest[0].quantity.unit


def names_part(known: Spoken | None, sentence: Sentence, statement: Statement) -> bool:
    """Whether a value that may be a part's has a name of its own, not the whole's, and no word for how it was measured.

    平均91% behind 1号断面88% is the whole's.
    """
    names = [sentence.text[slice(*name)] for name in statement.names]
    return any(_HOW.search(name) is None and (known is None or name not in known.name) for name in names)


def belongs(known: Spoken | None, sentence: Sentence, statement: Statement, side: Side | None) -> bool:
    """Whether a value is said of the open indicator."""
    if known is None or statement.number is not None:
        return False
    if known.target is not None and known.sentence == sentence and names_another(statement.left):
        return True
    named = sentence.text[slice(*statement.names[0])] if statement.names else ""
    if statement.relation in {"growth", "share", "whole"}:
        return not has_own_name(known, sentence, statement)
    if known.sentence == sentence and _COMPLETION.search(named) and known.values:
        return True
    if known.target is None or has_own_subject(known, sentence, statement):
        return False
    unanswered = not any(comparable(known.target, value) for value in known.values)
    said = known.sentence == sentence and statement.side != "target" and unanswered
    if said and (known.explicit or _is_cost(known)) and _answers(known, statement):
        return True
    if side == "target":
        return _is_told_after(known, statement, named)
    if statement.quantity.kind == "money" and not _is_money(known):
        return False
    fits = known.number is not None or known.target.unit == "%" or answers(known.target, statement.quantity.unit)
    if fits and statement.says_actual and unanswered and not statement.names[1:]:
        return True
    return known.number is not None or (fits and not named) or _is_named_again(known, named)


def is_adjusted(known: Spoken | None, sentence: Sentence, statement: Statement) -> bool:
    """Whether a value is what a target was changed to in the year (年初计划30公里,年中调整为28公里)."""
    if known is None or known.sentence != sentence or known.target is None or known.values:
        return False
    return known.target.unit == statement.quantity.unit and _ADJUSTED.fullmatch(statement.left) is not None


_ADJUSTED = re.compile(
    r"[,;:(、]*(?:年中|中期|期中|后|经批准|经批复|根据实际|因[\u4e00-\u9fff]{2,12}|[,、])*"
    r"(?:调整|调增|调减|核减|压减|变更|修订|修改)(?:为|至|到|成)"
)


def has_own_subject(known: Spoken, sentence: Sentence, statement: Statement) -> bool:
    """Whether a result says itself whose it is, another's than the target's (甲村目标70%,乙村为65%; A目标…,B实际…)."""
    left = statement.left.lstrip(",;:、(")
    if not statement.names:
        return _LETTER.match(left) is not None
    start, end = statement.names[0]
    named = sentence.text[start:end]
    could_answer = known.target is not None and answers(known.target, statement.quantity.unit)
    if not could_answer or named in known.name or known.name in named or not of_two_subjects(known.name, named):
        return False
    if named[-2:] == known.name[-2:]:
        return True
    whole = len(named) >= _SHORTEST_OWN or _IS.match(sentence.text, end) is not None
    return left.startswith(named) and whole and _HOW.search(named) is None


_LETTER = re.compile(r"[A-Z](?![A-Za-z])")
_IS = re.compile(r"[为是达]")
# How a result was found, or that it is one: 抽样调查结果, 经测产, 实现值, 完成率, 中标价合计.
_HOW = re.compile(
    r"^(?:经|据|按|由|通过)|调查|测评|测算|测产|测定|检测|监测|抽查|抽样|核查|统计|验收|评估|审计|回访|显示|结果"
    r"|值$|完成|实现|达标|中标|合同|结算|决算|审定|采购|成交|竣工|平均|人均|户均|用时|耗时|历时|合计|总[计数额]|共"
    r"|最[高低大小]|得分|成绩"
)


def has_own_name(known: Spoken | None, sentence: Sentence, statement: Statement) -> bool:
    """Whether a growth or share is said of something new (…到8天;事故起数计划下降10%; 科室药占比27%)."""
    if statement.relation == "whole" or not is_named(sentence, statement):
        return False
    named = sentence.text[slice(*statement.names[0])]
    if len(named) < _SHORTEST_OWN or (known is not None and overlap(named, known.name)):
        return False
    if statement.relation == "growth":
        return statement.side != "target" or re.search("计划|目标|预期|预计", statement.left) is not None
    return re.search("(?:占比|比例|比重)$", named) is not None and (known is None or known.sentence != sentence)


_SHORTEST_OWN = 4


def is_aside(known: Spoken | None, sentence: Sentence, statement: Statement) -> bool:
    """Whether a value is no indicator of its own: a share that tells more of a level, a count in brackets behind it."""
    if known is not None and known.values and known.sentence == sentence and statement.left.startswith("("):
        return statement.quantity.comparator == "=" and not statement.explicit
    own = statement.relation == "share" and has_own_name(known, sentence, statement)
    return statement.relation in {"share", "whole"} and not own


def _is_cost(known: Spoken) -> bool:
    """Whether a target is an upper bound of money, which the amount behind it answers (32万元以内,中标价31万元)."""
    return known.target is not None and known.target.comparator in {"<=", "<"} and _is_money(known)


def _is_told_after(known: Spoken, statement: Statement, named: str) -> bool:
    """Whether a plain value repeats the name of a bound that nothing answered: its result, in a list of targets too.

    年度目标:骑行率≥60%。骑行率为62%: nothing is promised twice.
    """
    plain = statement.side is None and statement.quantity.comparator == "="
    asked = known.target is not None and known.target.comparator in {">=", "<=", ">", "<"} and not known.values
    return plain and asked and bool(named) and letters(named) == letters(known.name)


def _is_named_again(known: Spoken, named: str) -> bool:
    """Whether a value's name is the indicator's; once that is answered, one like it is another's (A标准…;B标准…)."""
    if not known.values:
        return overlap(named, known.name) or (bool(named) and is_same_measure(named, known.name))
    return bool(named) and (named in known.name or known.name in named)


def _answers(known: Spoken, statement: Statement) -> bool:
    """A value of the target's unit in the same sentence answers it, whatever it is called (问卷调查结果为92.6%)."""
    unit = statement.quantity.unit
    return (
        known.target is not None
        and unit is not None
        and unit == known.target.unit
        and statement.quantity.comparator == "="
        and not statement.explicit
    )


def _is_money(known: Spoken) -> bool:
    unit = known.target.normalized.unit if known.target and known.target.normalized else None
    return (unit or "").startswith("元") or (known.target is not None and known.target.basis == "growth")
