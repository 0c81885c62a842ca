"""Statements in a sentence: each value with the words that name it and the words that tell its side.

Pure grammar of the sentence; which statements become indicators is decided by the finder that knows the sections.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from extractor.quantity import Quantity

Side = Literal["target", "actual", "both"]
Relation = Literal["level", "growth", "share", "whole"]

_TARGET_LEAD = re.compile(
    r"(?:绩效|总体|年度|预期|具体|阶段性?)目标(?!完成|实现|情况|管理|自评|的?执行|\(\d)(?:分解)?(?:为|是|如下|任务|内容为)?[:,]?|计划(?!和实际|与实际)(?:实施|完成)?:?|目标任务[:为是]|(?:年初)?(?:指标|目标)值(?:为|是)|任务数为|预计|预定|指标为|目标(?=\d)|拟(?:新建|完成|建设)"
)
_ACTUAL_LEAD = re.compile(
    r"实际完成(?:情况|值)?[:为]?|(?:绩效|指标)?(?:目标|指标|任务)?(?:实际)?完成情况:|实施完成|全年(?:实际)?完成(?!目标)|实际实现|完成值为|目标实现情况"
)
_BOTH_LEAD = re.compile(r"计划(?:和|与|及)实际")
_LIST_HEAD = re.compile(
    r"(?:绩效目标|绩效指标|指标|目标)?\((\d{1,2})\)|(?:绩效目标|绩效指标|指标)(\d{1,2})[.:、]?|(?<![\d.])(\d{1,2})[.、](?=[\u4e00-\u9fff])"
)
_SAYS_ACTUAL = re.compile(
    r"(?:而|但)?(?:\d{4}年度?|年末|年底|年内|全年|最终|目前|现|当年)?(?:实际|已|均已|现已|最终|全年实际)"
)
_REACHED = re.compile(r"(?:已|实际)(?:实现|达到|完成)$")
_ONLY_VERB = re.compile(
    r"(?:\d{4}年度?)?(?:全年|年末|最终|目前|本年度?|其)?(?:实际|已|共|累计|均|全部|总计)*(?:完成|达到?|实现|发生|改造|租用|配备|发放)?(?:值|数|率|量|数量|情况)?(?:约|为|达|是|至|到|了)*"
)
_GROWTH = re.compile(
    r"(?:同比|环比|较上?一?年|比上?年|较.{0,6}年|分别同比)?[^,。;]{0,4}(?:增长|增加|提高|提升|上升|增幅|下降|降低|减少)(?:了|率|幅度)?(?:为|到|至|达|约)?$"
)
_SHARE = re.compile(r"占[^,。;]{0,30}?(?:的|比例?|比重)(?:约?为|达|约)?$|占比(?:为|达|约)?$")
_SHARE_OF_MONEY = re.compile(r"[,(]?(?:计|即|为|合)\d")
_WHOLE = re.compile(r"占(?:全部|总|全年|全[市省县区国])?[^,。;\d]{0,12}$")
_SHARED_VALUE = re.compile(r"(?:均|都|全部|皆)(?:为|达到?|是|保持在|实现)?$")
_RATE_END = re.compile(r"(?:率|比例|程度|满意度|比重|达标)$")
_LEAD_WORDS = re.compile(
    r"(?:[一二三四五六七八九]是|其中|另外|同时|并且|并|以及|及|和|且|即|其|将|对照|[:,、;“”\"(]|\d{4}年度?末?底?|20xx年度?末?底?|(?:截至|截止|到|至)\d{4}年(?:\d{1,2}月)?(?:\d{1,2}日|末|底)?|[\u4e00-\u9fff]{2,8}\d{4}年度|(?:\d{4}年)?\d{1,2}月(?:\d{1,2}日|底|末)?(?:之?前)|项目区|项目总体|已对|全年|年底|累计|共计?|总计|计划(?:和实际|与实际)?|实际|实施|用于|预计|目标是?|为|是|要|全[省市县区](?!域)|我[省市县区镇局]|(?:绩效|总体|年度|阶段性|具体)目标(?:为|是)?:?|指标(?=[\u4e00-\u9fff]{3})|完成(?=[\u4e00-\u9fff]{4})|实现(?=[\u4e00-\u9fff]{4})|增加(?=[\u4e00-\u9fff]{4}))+"
)
_TRAIL_WORDS = re.compile(
    r"(?:的?(?:年度|全年|年初|预期)?(?:绩效目标|目标值?|指标值)|任务数|计划数?|指标|预期)?(?:应|需|须|要|力争)?(?:控制在|保持在|维持在|达到?|为|是|约|共计?|完成|实际|实现|至|均|有|[:、,(“\"])*$"
)
_CLAUSE_MARK = re.compile(r"[,。;!?]|(?<!\d):")
_OF_NAME = re.compile(r"的(?!标准|目标|比例|任务)[\u4e00-\u9fff]{4}")
_NAME_BEHIND = re.compile(r"的?([\u4e00-\u9fff“”()、]{3,40}?)(?=[,。;:(]|$|\d)")


@dataclass(frozen=True, slots=True)
class Statement:
    """One value of a sentence. Ranges are offsets in the sentence's text.

    `names` are what the value is said of (several where A、B均为 shares it); empty where it is said of what was
    spoken of before. `side` is None where no word tells it; `led` whether a word did, not only a comparator;
    `explicit` whether the word for a target stands right before the value. `number` is the list number before the
    name. Dates are statements too.
    """

    quantity: Quantity
    names: tuple[tuple[int, int], ...]
    side: Side | None
    relation: Relation
    number: str | None
    says_actual: bool
    led: bool
    explicit: bool
    left: str


def statements(text: str, quantities: Sequence[Quantity]) -> Iterator[Statement]:
    """Statements of a sentence, from left to right."""
    leads = _leads(text)
    previous = 0
    answered = 0
    listed = _List(())
    for quantity in quantities:
        if not _counts(text, quantity):
            continue
        clause = _clause_start(text, quantity.start)
        start = max(previous, clause)
        number = _number(text, min(clause, start), quantity.start)
        if number is not None:
            start = max(start, number[1])
        known = [lead for lead in leads if lead[0] > answered]
        left = text[start : quantity.start]
        listed = _listed(text, start, left, listed)
        side, led = _side(text, quantity, start, known)
        explicit = _EXPLICIT.search(left) is not None
        if explicit or (number is not None and text[quantity.end : quantity.end + 1] == ":"):
            side, led = "target", True
        yield Statement(
            quantity=quantity,
            names=listed.current() if listed.goes_on else tuple(_names(text, start, quantity)),
            side=side,
            led=led,
            explicit=explicit,
            relation=_relation(quantity, left, text[clause : quantity.start], text[quantity.end : quantity.end + 8]),
            number=number[0] if number else None,
            says_actual=_says_actual(left),
            left=left,
        )
        if quantity.kind == "date":
            continue
        previous = quantity.end
        if text[previous : previous + 1] == ":":
            answered = previous


def _relation(quantity: Quantity, left: str, whole: str, behind: str) -> Relation:
    if quantity.comparator != "=":
        return "level"
    rate = (quantity.unit or "") in {"%", "％", "‰", "个百分点", "百分点"}
    if _GROWTH.search(left) and (rate or re.search(r"同比|较上|比上|环比", left)):
        return "growth"
    if rate and (_SHARE.search(whole) or _SHARE_OF_MONEY.match(behind)):
        return "share"
    return "whole" if _WHOLE.search(left) and not rate else "level"


def _says_actual(left: str) -> bool:
    plain = left.lstrip(",:、;")
    return _ONLY_VERB.fullmatch(plain) is not None or _SAYS_ACTUAL.match(plain) is not None


@dataclass(frozen=True, slots=True)
class _List:
    """Names that share a row of values (A、B的目标分别为x、y; A、B均为x): `rank` of the value at hand."""

    names: tuple[tuple[int, int], ...]
    rank: int = -1
    together: bool = False
    goes_on: bool = False

    def current(self) -> tuple[tuple[int, int], ...]:
        """Names that the value at hand is said of."""
        if self.together:
            return self.names
        return (self.names[self.rank],) if 0 <= self.rank < len(self.names) else ()


def _listed(text: str, start: int, left: str, before: _List) -> _List:
    """The list that the value behind `left` belongs to, if any."""
    opening = _RESPECTIVELY.search(left)
    if opening is not None:
        first, last = _trimmed(text, start, start + opening.start())
        names = tuple(_listed_names(text, first, last)) if last - first >= 2 else ()
        names = names if len(names) > 1 else before.names
        return _List(names, 0, goes_on=len(names) > 1)
    if before.names and _SHARED_VALUE.search(left) and _ONLY_VERB.fullmatch(_SHARED_VALUE.sub("", left).lstrip(",")):
        return _List(before.names, together=True, goes_on=True)
    if before.goes_on and not before.together and left in {"、", "和", "及", "与", ","}:
        return _List(before.names, before.rank + 1, goes_on=True)
    shared = _SHARED_VALUE.search(left)
    if shared is not None:
        return _List(tuple(_shared(text, *_trimmed(text, start, start + len(left)))))
    return _List(before.names)


_EXPLICIT = re.compile(r"(?:目标|指标|任务)(?:值|数)?(?:均|分别)?(?:为|是|达到?)?$")
_RESPECTIVELY = re.compile(
    r"(?:的?(?:年度|年初|预期|绩效)?(?:目标|指标|计划)(?:值|数)?)?(?:应)?分别(?:为|是|达到?|完成)?$"
)


def _side(text: str, quantity: Quantity, start: int, leads: list[tuple[int, Side]]) -> tuple[Side | None, bool]:
    left = text[start : quantity.start]
    if _BOTH_LEAD.search(left):
        return "both", True
    lead = next((side for position, side in reversed(leads) if position <= quantity.start), None)
    near = next((side for position, side in reversed(leads) if start <= position <= quantity.start), None)
    if near is not None:
        return near, True
    if _SAYS_ACTUAL.match(left.lstrip(",:、;")) or _REACHED.search(left):
        return "actual", True
    if quantity.comparator != "=" and text[quantity.start : quantity.start + 1] not in "超逾":
        return "target", False
    return lead, lead is not None


def _leads(text: str) -> list[tuple[int, Side]]:
    found: list[tuple[int, Side]] = [(match.end(), "target") for match in _TARGET_LEAD.finditer(text)]
    found += [(match.end(), "actual") for match in _ACTUAL_LEAD.finditer(text)]
    return sorted(found)


def _clause_start(text: str, end: int) -> int:
    start = 0
    for match in _CLAUSE_MARK.finditer(text, 0, end):
        start = match.end()
    return start


def _in_title(text: str, position: int) -> bool:
    return text.rfind("《", 0, position) > text.rfind("》", 0, position)


def _counts(text: str, quantity: Quantity) -> bool:
    """Whether a quantity may be a value: no date, year, length of time, no number of a title or name."""
    if _in_title(text, quantity.start) or _is_grade(text, quantity) or _OF_THE_TARGET.search(text[: quantity.start]):
        return False
    if quantity.kind == "date":
        return True
    if quantity.unit == "分" and re.search(r"[得评总]分[^,。]*$", text[: quantity.start]):
        return False
    if quantity.kind == "duration" and quantity.comparator in {"=", "range"}:
        return re.search(r"时间|时限|期限|时长|天数|工期|周期", text[: quantity.start]) is not None
    if _CONTENTS.search(text[max(quantity.start - 8, 0) : quantity.start]):
        return False
    return not (quantity.unit is None and re.fullmatch(r"(?:19|20)\d{2}", text[quantity.start : quantity.end]))


_OF_THE_TARGET = re.compile(r"(?:目标|任务|计划)(?:任务)?(?:值|数)?的$")
_CONTENTS = re.compile(r"[.…]{4,} ?$")


def _is_grade(text: str, quantity: Quantity) -> bool:
    """Digits of a name: ages, grades of disability, months of life (0-6岁, 1-4级)."""
    return (
        _GRADE.match(text, quantity.number_end) is not None
        or _GRADE.search(text[quantity.start : quantity.end]) is not None
    )


_GRADE = re.compile(r"[”\"]?(?:周?岁|月龄|级(?!指标))")


def _number(text: str, start: int, end: int) -> tuple[str, int] | None:
    """The list number at the start of a clause or after its colon, and where it ends."""
    found = None
    for match in _LIST_HEAD.finditer(text, start, end):
        found = (next(group for group in match.groups() if group), match.end())
    return found


def _names(text: str, start: int, quantity: Quantity) -> Iterator[tuple[int, int]]:
    first, last = _trimmed(text, start, quantity.start)
    left = text[start : quantity.start]
    behind = _NAME_BEHIND.match(text, quantity.end)
    if behind and left.endswith("的") and last - first >= 4 and not behind.group().startswith("的"):
        yield first, _without_verb(text, first, behind.end(1))
        return
    if behind and (
        re.search(r"(?:完成|提供|实施|开展|新增|建成|接受|建立|[\u4e00-\u9fff]{2}了)$", left)
        or _OF_NAME.match(text, quantity.end)
    ):
        yield behind.start(1), _without_verb(text, *behind.span(1))
        return
    if last - first >= 2 and re.search(r"[\u4e00-\u9fff]{2}", text[first:last]):
        shared = _SHARED_VALUE.search(left)
        yield from _shared(text, first, last) if shared else [(first, last)]
        return
    if behind and not re.match(r"以上|以下|以内|已|的?(?:标准|目标|比例)", text[quantity.end :]):
        yield behind.span(1)


def _listed_names(text: str, first: int, last: int) -> Iterator[tuple[int, int]]:
    start = first
    for match in re.finditer(r"、|及|和|与|$", text[first:last]):
        stop = first + match.start()
        if stop - start >= 2:
            yield start, stop
            start = first + match.end()


def _without_verb(text: str, start: int, end: int) -> int:
    verb = re.search(r"(?:已|实际|均|全部)*(?:实现|达到|完成|为|是)*$", text[start:end])
    return start + verb.start() if verb else end


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    lead = _LEAD_WORDS.match(text, start, end)
    first = lead.end() if lead else start
    trail = _TRAIL_WORDS.search(text, first, end)
    return first, max(first, trail.start()) if trail else end


def _shared(text: str, first: int, last: int) -> Iterator[tuple[int, int]]:
    """Names that share a value; a part that does not end like a rate belongs to the part behind it."""
    start = first
    for match in re.finditer(r"、|及|和|与|$", text[first:last]):
        stop = first + match.start()
        if _RATE_END.search(text[start:stop]) or stop == last:
            if stop > start:
                yield start, stop
            start = first + match.end()
