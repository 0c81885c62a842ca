"""Which side of an indicator a value tells: its target or its result, and by which words.

Pure grammar of one sentence. A word for a target that stands right before its value speaks of that value alone
(满意度目标值≥90%); one that opens a list goes for the list (计划新建A 3处、B 4处) until a word for results follows.
"""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

from extractor.quantity import Quantity
from extractor.quick import quick

Side = Literal["target", "actual", "both"]

_POINTS = frozenset({"个百分点", "百分点"})
RATES = frozenset({"%", "％", "‰"}) | _POINTS
_GOAL_WORD = r"(?:目标|任务|指标|计划)(?:任务|要求)?(?:值|数)?"
_TARGET_LEAD = quick(
    r"(?:绩效|总体|年度|年初|预期|具体|设定|阶段性?)目标(?!完成|实现|情况|管理|自评|的?执行|\(\d)(?:分解)?"
    r"(?:为|是|如下|任务|内容为)?[:,]?|(?<!完成)(?<!对照)(?<!按)计划(?!和实际|与实际|的|完成情况)(?:实施|完成)?:?"
    r"|目标任务[:为是]|(?:年初)?(?:指标|目标)值(?:为|是|:|(?=\d))|任务数?:|(?:目标|指标):(?=[\d≥≤><])|任务数为"
    r"|预期(?=(?:达到?|控制在|完成|为)?[≥≤><\d不])|(?:年初|年度)设定(?!的|了?(?:绩效|总体|年度)?目标|情况)"
    r"|设定(?=[\u4e00-\u9fff]{4,20}?(?:为|达到?)\d)(?!的|了?(?:绩效|总体|年度)?目标)"
    r"|(?:^|(?<=[。;:,]))(?:目标|计划):|预计|预定|指标为"
    r"|目标(?=\d(?!\d?[:.、])|(?:为|是)?(?:增长|增加|提高|提升|下降|降低|减少))"
    r"|(?<![虚模])拟(?!定|订|采|用|人|态|合|稿)|建设内容(?:主要)?(?:以|为|是|有|包括)"
)
_ACTUAL_LEAD = quick(
    r"实际完成(?:情况|值)?[:为]?|(?:绩效|指标)?(?:目标|指标|任务)?(?:实际)?完成情况(?:为|是)?:|实施完成"
    r"|全年(?:实际)?完成(?!目标)|实际实现|完成(?:数:|情况:(?=\d)|:(?=\d))|完成值[为:]"
    r"|(?:^|(?<=[。;:,]))(?:完成|实现):|目标实现情况"
    r"|(?:^|(?<=[,;:]))(?:而|但)?(?:\d{4}年度?|年末|年底|全年|最终|目前)?实际(?!情况|需要|工作)"
)
ONLY_VERB = re.compile(
    r"(?:\d{4}年度?)?(?:全年|年末|年底|最终|目前|本年度?|其|第三方"
    r"|经?[\u4e00-\u9fff]{0,8}(?:结果|调查|测算|测评|抽查|核查|检测|统计))?"
    r"(?:实际|实测|已|共|累计|均|全部|总计|现)*(?:完成|达到?|实现|发生|改造|租用|配备|发放|执行|按)?"
    r"(?:值|数|率|量|数量|情况)?(?:约|为|达|是|至|到|了)*"
)
_BOTH_LEAD = re.compile(r"计划(?:和|与|及)实际")
_SAYS_ACTUAL = re.compile(
    r"(?:而|但)?(?:(?:因|由于|受)[^,。;]{2,20}?(?=实际))?(?:\d{4}年度?|年末|年底|年内|全年|最终|目前|现|当年)?"
    r"(?:实际|实测|实(?=[发补收到有][\u4e00-\u9fff]{0,2}\d?$)|已|均已|现已|最终|全年实际)"
)
_REACHED = re.compile(
    r"(?:已|实际)(?:实现|达到|完成)$|[\u4e00-\u9fff]{2}实际(?!需要?|应|情况)(?:[\u4e00-\u9fff]{1,3})?$"
)
_MODAL = re.compile(r"(?:应|须|需要?|力争|确保)(?:达到?|为|控制在|保持在)?$")
_WORDS_OF_A_GOAL = r"(?:控制|考核|年初|年度|全年|预期|预定|既定|原定|绩效|设定|确定|下达|计划|的)*"
_AGAINST = re.compile(
    rf"[,;、(]*(?:但|并|仍)?(?:已|均|全部|尚)?(?:未|没有)?(?:超额)?"
    rf"(?:达到?|完成|实现|超过|高于|低于|优于|超出|较|比|占)了?{_WORDS_OF_A_GOAL}(?:{_GOAL_WORD})?(?:为|的|\()?"
    rf"(?:增长|增加|提高|下降|减少|降低)?$"
)
_GOAL_BEHIND = re.compile(rf"的?{_WORDS_OF_A_GOAL}(?:目标|任务(?!书)|计划|指标|要求)|的[\u4e00-\u9fff]{{2,6}}目标")
_BARE_GOAL = re.compile(rf"[,;、(]*{_WORDS_OF_A_GOAL}{_GOAL_WORD}(?:为|是|[:])?$")
_EXCESS = re.compile(
    rf"(?:超|超出|超过|超额完成|高于|高出|低于|优于|多于|少于){_WORDS_OF_A_GOAL}(?:目标|任务|指标|计划)(?:任务)?"
    rf"(?P<value>值|数)?$"
)


# How far apart: 高出目标值0.8个百分点, 与目标差2.4个百分点, 比目标值多12天.
_APART = re.compile(
    rf"(?:(?:高出|超出|多出){_WORDS_OF_A_GOAL}(?:目标|任务|计划|指标)(?:任务)?值?"
    rf"|[与较比距]{_WORDS_OF_A_GOAL}(?:目标|任务|计划|指标)(?:任务)?值?(?:相?差距?|低|高|少|多)[了为]?)$"
)
_EXCESS_OF = re.compile(_EXCESS.pattern.removesuffix("$") + r"\([^()]*\)$")


class Lead(NamedTuple):
    """A word that tells a side; `attribute` where the value stands right behind it and nothing else is meant."""

    end: int
    side: Side
    attribute: bool

    def spent(self, previous: int) -> bool:
        """Whether the value that the word speaks of ends by `previous`."""
        return self.attribute and self.end < previous


def is_bound(quantity: Quantity) -> bool:
    """Whether a value is printed as a bound; 余 and 多 only round it (4100余人次)."""
    return quantity.comparator != "=" and not quantity.approximate


def side_of(text: str, quantity: Quantity, start: int, leads: list[Lead]) -> tuple[Side | None, bool]:
    """The side of a value whose words begin at `start`, and whether a word told it, not only a comparator."""
    left = text[start : quantity.start]
    if _BOTH_LEAD.search(left):
        return "both", True
    before = [lead for lead in leads if lead.end <= quantity.start]
    near = [lead for lead in before if start <= lead.end]
    if near:
        return near[-1].side, True
    if _SAYS_ACTUAL.match(left.lstrip(",:、;()")) or _REACHED.search(left):
        return "actual", True
    if is_bound(quantity) and text[quantity.start : quantity.start + 1] not in "超逾":
        return "target", bool(before) and before[-1].side == "target"
    return (before[-1].side, True) if before else (None, False)


def leads_of(text: str) -> list[Lead]:
    """Words of a sentence that tell a side, from left to right."""
    found = [_lead(text, match, "target") for match in _TARGET_LEAD.finditer(text)]
    found += [_lead(text, match, "actual") for match in _ACTUAL_LEAD.finditer(text)]
    return sorted(found, key=lambda lead: lead.end)


def _lead(text: str, match: re.Match[str], side: Side) -> Lead:
    attribute = side == "target" and _VALUE_NEXT.match(text, match.end()) is not None
    return Lead(match.end(), side, attribute)


_VALUE_NEXT = re.compile(
    r"(?:为|是|值|应|要|达到?|控制在|[:])*(?:增长|增加|提高|提升|下降|降低|减少)?(?:不|大于|小于|超过|[≥≤><=\d])"
)


_EXPLICIT = re.compile(r"(?:(?:目标|指标|任务)(?:值|数)?|(?<=[\u4e00-\u9fff]{2})计划数?)(?:均|分别)?(?:为|是|达到?)?$")


# 全年完成步道建设任务2.8公里 tells a result, 完成年度任务3公里 the goal.
_CARRIED_OUT = re.compile(
    r"(?:全年|已|共|累计|实际|全部)(?:完成|实施)(?:(?!年度|下达|既定|预定|目标|计划|全年)[^,。;:]){4,}任务$"
)
_DUE = re.compile(r"(?<![响适对供反相效感])应[发补收到拨配建修种][\u4e00-\u9fff]?$")


def is_explicit(left: str) -> bool:
    """Whether the words right before a value call it a target (目标值为, 应达到)."""
    if _CARRIED_OUT.search(left) is not None:
        return False
    return _EXPLICIT.search(left) is not None or _DUE.search(left) is not None or _MODAL.search(left) is not None


def is_unnamed(left: str) -> bool:
    """Whether the clause before a value says nothing but that it is a target."""
    return _BARE_GOAL.fullmatch(left) is not None or _BARE_BOUND.fullmatch(left) is not None


_BARE_BOUND = re.compile(r"[,:(]*(?:为|是|要|应)?(?:达到?|控制在)?")


def says_actual(left: str) -> bool:
    """Whether the words before a value say that it was reached, or are but a verb."""
    plain = left.lstrip(",:、;()")
    return ONLY_VERB.fullmatch(plain) is not None or _SAYS_ACTUAL.match(plain) is not None


_BEYOND = re.compile(r"[,;]?(?:超额(?:完成)?|多|少|超|多出|超出|高出)了?")


def is_goal_behind(text: str) -> bool:
    """Whether the words behind a value call it the goal (超额完成12.5平方米|的目标)."""
    return _GOAL_BEHIND.match(text) is not None


def is_margin(quantity: Quantity, left: str, clause: str) -> bool:
    """Whether a value tells how far a result lies from its target (超目标2场, 高于目标值1个百分点, 目标20家的105%)."""
    if left == "的" and quantity.unit in RATES:
        return "占" not in clause and re.search(_GOAL_WORD, clause) is not None
    if left == ")" and quantity.unit in _POINTS:
        return _EXCESS_OF.search(clause) is not None
    if _APART.search(left) is not None:
        return True
    excess = _EXCESS.search(left)
    if excess is not None and _GOAL_NAMED.search(left) and quantity.unit not in RATES:
        return False
    if excess is None:
        return _BEYOND.fullmatch(left) is not None
    return quantity.unit in _POINTS or not (excess["value"] or quantity.unit in RATES)


def bare_goal(text: str, start: int, quantity: Quantity) -> Quantity | None:
    """The target that a value before it is held against: 完成年度目标120名的…, 高于85%的目标, 较目标值1200户多….

    The words 高于, 未达到, 多 compare; they are no bound of the target.
    """
    end = quantity.number_end
    while end > quantity.number_start and text[end - 1] in "多余":
        end -= 1
    left = text[start : quantity.number_start]
    if _EXCESS.search(left) is None:
        if _AGAINST.fullmatch(left) is None:
            return None
        if re.search(rf"{_GOAL_WORD}|[设确预既原]定", left) is None and _GOAL_BEHIND.match(text, quantity.end) is None:
            return None
    if quantity.comparator == "=" or _NO_BOUND.search(left) or end != quantity.number_end:
        return quantity._replace(start=quantity.number_start, end=end, number_end=end, comparator="=")
    return quantity


# 超过年初计划80万页 names the goal, 超计划5公里 what goes beyond it.
_GOAL_NAMED = re.compile(
    r"(?:超过|超出|高于|低于|优于|多于|少于)(?:年初|年度|全年|预期|预定|既定|原定|设定|确定|下达|的)+"
    r"(?:目标|任务|指标|计划)(?:任务)?$"
)
_NO_BOUND = re.compile(r"(?:高于|低于|超过|超出|优于|未达到?|没有达到)(?:.{0,12})$")
