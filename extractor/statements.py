"""Statements in a sentence: each value with the words that name it and the words that tell its side.

Pure grammar of the sentence; which statements become indicators is decided by the finder that knows the sections.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from extractor.counted import CLAUSE_MARK, is_of_the_review, is_value
from extractor.quantity import Quantity
from extractor.quick import quick
from extractor.reading import DIGITS_OF_NAME
from extractor.sides import (
    RATES,
    Lead,
    Side,
    bare_goal,
    is_explicit,
    is_goal_behind,
    is_margin,
    is_unnamed,
    leads_of,
    says_actual,
    side_of,
)
from extractor.subjects import Listed, is_for_whom, label_before, listed, names_of

Relation = Literal["level", "growth", "share", "whole", "margin"]

_LIST_HEAD = quick(
    r"(?:绩效目标|绩效指标|指标|目标)?\((\d{1,2})\)|(?:绩效目标|绩效指标|指标|目标(?=\d{1,2}:))(\d{1,2})[.:、]?"
    rf"|(?<![\d.])(\d{{1,2}})[.、](?=[\u4e00-\u9fff]|20\d\d[年届级]|{DIGITS_OF_NAME})|([①-⑳])"
)
_GROWTH = re.compile(
    r"(?:同比|环比|较上?一?年|比上?年|较.{0,6}年|分别同比)?[^,。;]{0,4}"
    r"(?:增长|增加|提高|提升|上升|增幅|下降|降低|减少)(?:了|率|幅度)?(?:为|达|约)?$"
)
_SHARE = re.compile(
    r"占(?!比(?!例))[^,。;]{0,30}?(?:的|比例?|比重)(?:约?为|达|约)?$"
    r"|(?:^|[,;:(、]|其中)[^,。;:(、]{0,4}占比(?:为|达|约)?$"
)
_SHARE_OF_MONEY = re.compile(r"[,(]?(?:计|即|为|合)\d")
_WHOLE = re.compile(r"占(?:全部|总|全年|全[市省县区国])?[^,。;\d]{0,12}$")


class Statement(NamedTuple):
    """One value of a sentence. Ranges are offsets in the sentence's text.

    `names` are what the value is said of (several where A、B均为 shares it); empty where it is said of what was
    spoken of before. `side` is None where no word tells it; `led` whether a word did, not only a comparator;
    `explicit` whether the word for a target stands right before the value. `number` is the list number before the
    name, `tail` an end that the name shares with the last one of its list. Dates are statements too. A `margin` is
    said against the target: an excess, a rate of completion.
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
    tail: tuple[int, int] | None = None


class _Place(NamedTuple):
    """Where the words of a value begin: behind the value before it, its clause and its list number."""

    clause: int
    start: int
    number: str | None


class _ListNumber(NamedTuple):
    """A list number, where it ends, and which position it needs to have before the value that it counts."""

    text: str
    end: int
    needed: int


class _Marks(NamedTuple):
    """Where the clauses of a sentence begin, and its list numbers: both from left to right, looked for once."""

    clauses: list[int]
    numbers: list[_ListNumber]

    @classmethod
    def of(cls, text: str) -> _Marks:
        """The marks of `text`."""
        return cls([mark.end() for mark in CLAUSE_MARK.finditer(text)], list(map(_number, _LIST_HEAD.finditer(text))))

    def clause(self, end: int) -> int:
        """Where the clause begins in which a value at `end` stands."""
        rank = bisect_right(self.clauses, end)
        return self.clauses[rank - 1] if rank else 0

    def number(self, clause: int, end: int) -> _ListNumber | None:
        """The list number at the start of a clause or after its colon, for a value at `end`."""
        rank = bisect_right(self.numbers, end, key=lambda number: number.needed)
        last = self.numbers[rank - 1] if rank else None
        return last if last and last.end > clause else None


def _number(found: re.Match[str]) -> _ListNumber:
    before_a_word = found.group(3) is not None
    text = _digits(next(group for group in found.groups() if group))
    return _ListNumber(text, found.end(), found.end() + before_a_word)


def statements(text: str, quantities: Sequence[Quantity]) -> Iterator[Statement]:
    """Statements of a sentence, from left to right."""
    if not quantities:
        return
    leads = leads_of(text)
    marks = _Marks.of(text)
    previous = spent = answered = dated = 0
    known = Listed()
    side: Side | None = None
    last: Statement | None = None
    for quantity in quantities:
        if not is_value(text, quantity) and not _is_time_beside(last, text, quantity):
            continue
        place = _place(marks, max(previous, dated) if quantity.kind == "date" else previous, quantity)
        if is_for_whom(text, place.start, quantity) or is_of_the_review(text, quantity):
            previous = quantity.end
            continue
        known = listed(text, place.start, text[place.start : quantity.start], known)
        standing = [lead for lead in leads if lead.end > answered and not lead.spent(spent)]
        statement = _statement(text, quantity, place, known, standing)
        if known.goes_on and not known.together and known.rank > 0:
            statement = statement._replace(side=side, led=True)
        statement = _beside(last, statement)
        yield statement
        side, last = statement.side, statement
        if quantity.kind == "date":
            dated = quantity.end
            continue
        known = known._replace(said=(*known.said, *(name for name in statement.names if name not in known.said)))
        previous = spent = quantity.end
        if text[previous : previous + 1] == ":":
            answered = previous


def _beside(last: Statement | None, statement: Statement) -> Statement:
    """A value on the side that the one right before it says: more of its list, or so much done of it."""
    if last is not None and _goes_on(last, statement):
        return statement._replace(side="target", led=True, explicit=last.explicit)
    done = last is not None and _is_done(last, statement)
    return statement._replace(side="actual") if done else statement


def _goes_on(last: Statement, statement: Statement) -> bool:
    """Whether a value goes on a list of targets without names (年初目标为5期、280人次)."""
    return last.side == "target" and not (last.names or statement.names) and statement.left in JOINS


def _is_done(last: Statement, statement: Statement) -> bool:
    """Whether a value says but that so much was done of what was promised right before it (计划桥梁2座,完成1座)."""
    alike = last.side == "target" and last.quantity.unit == statement.quantity.unit and not statement.names
    return alike and statement.number is None and _ONLY_DONE.fullmatch(statement.left) is not None


_ONLY_DONE = re.compile(r"(?:已|全部|共|均)*(?:完成|实现|达到|建成)了?")
JOINS = frozenset({"、", "和", "及", "与"})


def _place(marks: _Marks, previous: int, quantity: Quantity) -> _Place:
    clause = marks.clause(quantity.start)
    start = max(previous, clause)
    number = marks.number(clause, quantity.start)
    if number is None or number.end < previous:  # a number counts for the first value behind it
        return _Place(clause, start, None)
    return _Place(clause, max(start, number.end), number.text)


def _statement(text: str, quantity: Quantity, place: _Place, known: Listed, leads: list[Lead]) -> Statement:
    quantity = _within_budget(text, place.start, quantity)
    left = text[place.start : quantity.start]
    relation = _relation(quantity, left, text[place.clause : quantity.start], text[quantity.end : quantity.end + 8])
    side, led = side_of(text, quantity, place.start, leads)
    explicit = is_explicit(left) or text[quantity.start] in "应须需要"
    if explicit or (place.number is not None and text[quantity.end : quantity.end + 1] == ":"):
        side, led = "target", True
    goal = bare_goal(text, place.start, quantity) if relation in {"level", "growth", "whole"} else None
    if goal is not None:
        quantity, relation, side, led, explicit = goal, "level", "target", True, True
    return Statement(
        quantity=quantity,
        names=() if goal is not None or relation == "margin" else _named(text, place.start, quantity, known),
        side=side,
        led=led,
        explicit=explicit,
        relation=relation,
        number=place.number,
        says_actual=says_actual(left),
        left=left,
        tail=known.tail(text),
    )


def _within_budget(text: str, start: int, quantity: Quantity) -> Quantity:
    """A bound that names the budget before its amount: 总成本不超过预算680万元."""
    found = _NOT_OVER.search(text, start, quantity.start) if quantity.comparator == "=" else None
    return quantity._replace(start=found.start(), comparator="<=") if found else quantity


_NOT_OVER = re.compile(
    r"不(?:得|能|会)?(?:超过|突破|超)(?:项目|批复|核定|年度)?(?:预算|概算|投资|计划)(?:总额|金额|数)?$"
)


def _named(text: str, start: int, quantity: Quantity, known: Listed) -> tuple[tuple[int, int], ...]:
    """The names of a value: of its list, of its clause, or the label that the clause before consists of."""
    if known.goes_on:
        return known.current()
    names = tuple(names_of(text, start, quantity))
    left = text[start : quantity.start]
    if names or not is_unnamed(left):
        return names
    label = label_before(text, start)
    return (label,) if label else ()


def _relation(quantity: Quantity, left: str, whole: str, behind: str) -> Relation:
    if quantity.comparator != "=":
        return "level"
    rate = (quantity.unit or "") in RATES
    if is_margin(quantity, left, whole) and not is_goal_behind(behind):
        return "margin"
    if _SINCE.match(left) or (_GROWTH.search(left) and (rate or re.search(r"同比|较上|比上|环比", left))):
        return "growth"
    if rate and (_SHARE.search(whole) or _SHARE_OF_MONEY.match(behind)):
        return "share"
    return "whole" if _WHOLE.search(left) and not rate else "level"


_SINCE = re.compile(r"[,;(]?(?:同比|环比|较上|比上|较\d{4}年|比\d{4}年)(?![^,。;]*(?:到|至)$)")


def _is_time_beside(last: Statement | None, text: str, quantity: Quantity) -> bool:
    """Whether a length of time is the result of the one promised right before it (≤8.5天,实际7.9天), or its goal."""
    if last is None or {last.quantity.kind, quantity.kind} != {"duration"}:
        return False
    left = text[last.quantity.end : quantity.start]
    if left[:1] not in {",", ";"}:
        return False
    if last.side == "target":
        return _RESULT.search(left) is not None and says_actual(left)
    return is_unnamed(left.lstrip(",;")) and last.quantity.unit == quantity.unit


_RESULT = re.compile(r"实际|实测|完成值")


def _digits(number: str) -> str:
    """A list number in digits, ② too."""
    return str(ord(number) - ord("①") + 1) if number in _CIRCLED else number


_CIRCLED = frozenset("①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳")
