"""What the words around an amount of a sentence say of it, beyond its cues: standards, lists that share an ending."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractor.quantity import Quantity
from extractor.quick import quick

_FOR_ONE = re.compile(
    r"(?:每(?![年月季批笔])[^\d,。;()]{1,14}|[人户亩生次床日件车村校]均[^\d,。;()]{0,6}"
    r"|(?:标准|单价)(?:[由从][\d.]+元[^,。;\d]{0,4})?(?:定|调整|提高)?(?:为|是|到|至)?)$"
)
_FOR_EACH = re.compile(r"的(?:补助|补贴|奖补)?标准|/|每[人户亩]")
Range = tuple[int, int]

_JOINS = re.compile(r"[、和及与][^,。;:()\d]{0,24}")
_NEXT = re.compile(r"[、和及与,]")
_RESPECTIVELY = quick(r"(?P<names>[^,。;:()]+)分别(?:为|是|达到?|[\u4e00-\u9fff]{0,4})?$")
_NAME = re.compile(r"[^、和及与]+")
_GOAL = re.compile(r"(?:目标|指标)值(?:为|是)?$")
_CALLED = re.compile(r"(?:为|是|属于|系)(?P<name>[^,。;:、()\d为]{2,16})")
_OPENING = re.compile(r"(?:其中|另外?|还有|有)*")
_NOTICE = re.compile(r"\([^()]*号\)")


def is_standard(text: str, quantity: Quantity) -> bool:
    """Whether an amount is that for one of many (每户2500元, 按89元的标准)."""
    return _FOR_ONE.search(text[: quantity.start]) is not None or _FOR_EACH.match(text, quantity.end) is not None


def is_idle(text: str, quantity: Quantity) -> bool:
    """Whether an amount is needed only (管护每年需30万元), or what another was before (由500元提高到550元)."""
    before = text[: quantity.start]
    was = _FROM.search(before) is not None and _RAISED_TO.match(text, quantity.end) is not None
    return was or _NEEDED.search(before) is not None


_NEEDED = re.compile(
    r"(?<![必按所急应])(?:需要?|尚缺|还缺|短缺)(?:资金|经费|投入|费用)*(?:约|达|为)?$|待[^,。;]{2,20}再[支拨]?付$"
)


_FROM = re.compile(r"[由从](?:原来?的?)?(?:每[\u4e00-\u9fff]){0,2}$")
_RAISED_TO = re.compile(r"(?:/[\u4e00-\u9fff]+)?(?:提高|提升|调整|增加|上调|降低|下调|减少)[到至为]")


def is_difference(text: str, quantity: Quantity) -> bool:
    """Whether an amount is how much more or less another is than it was (比上年减少12万元): no sum of money."""
    return _DIFFERENCE.search(text[: quantity.start]) is not None


_DIFFERENCE = re.compile(
    r"(?:同比|(?:较|比|与)[^,。;:()]{0,6}?(?:上年|上一年|去年|上期|前年|往年|同期|\d{4}年)[^,。;:()\d]{0,8}?)"
    r"(?:净|约|共)?(?:增加|减少|增长|增支|减支|下降|降低|提高|[多少](?:支出|到位|收入)?)了?(?:约|近)?$"
)


def is_goal(text: str, quantity: Quantity) -> bool:
    """Whether an amount is called the target of an indicator (目标值30万元)."""
    return _GOAL.search(text[: quantity.start]) is not None


def end_of_list(text: str, quantities: Sequence[Quantity], quantity: Quantity) -> int:
    """Where the list ends that an amount stands in (150万元、省级资金90万元和市级30万元|全部到位)."""
    end = quantity.end
    for other in quantities:
        if other.start >= end and other.kind == "money" and _JOINS.fullmatch(text, end, other.start):
            end = other.end
    return end


def name_in_list(text: str, quantities: Sequence[Quantity], quantity: Quantity) -> Range | None:
    """The name that an amount has in a list of names and amounts (中央、省级资金分别为300万元、160万元)."""
    run = [quantity]
    for other in reversed([item for item in quantities if item.end <= quantity.start]):
        if not _NEXT.fullmatch(text, other.end, run[0].start):
            break
        run.insert(0, other)
    opening = _RESPECTIVELY.search(text, 0, run[0].start)
    if opening is None:
        return None
    names = [match.span() for match in _NAME.finditer(text, *opening.span("names"))]
    return names[len(run) - 1] if len(names) > 1 and len(run) <= len(names) else None


def run_of(text: str, quantities: Sequence[Quantity], quantity: Quantity) -> tuple[Quantity, ...]:
    """The row of values of one kind that a value stands in (分别为96%、86.2%和75%), itself alone if there is none."""
    run: list[Quantity] = []
    for other in quantities:
        if run and not _NEXT.fullmatch(text, run[-1].end, other.start):
            if quantity in run:
                break
            run = []
        if other.kind == quantity.kind:
            run.append(other)
    return tuple(run)


def words_of(text: str, quantities: Sequence[Quantity], quantity: Quantity, start: int) -> str:
    """The words that say what an amount is, from `start`: its name in a list, else those that the row shares."""
    name = called(text, quantity) or name_in_list(text, quantities, quantity)
    if name is not None:
        return text[slice(*name)]
    first = run_of(text, quantities, quantity)[0]
    if first is quantity or not _NEXT.fullmatch(text, start, quantity.start):
        return text[start : quantity.start]
    stop = max((other.end for other in quantities if other.end <= first.start), default=0)
    return re.split("[。;]", text[stop : first.start])[-1]


def called(text: str, quantity: Quantity) -> Range | None:
    """What the sentence calls an amount that opens its clause (其中126万元为|设备尾款)."""
    found = _CALLED.match(text, quantity.end)
    if found is None:
        return None
    clause = re.split(r"[,。;:()、]", text[: quantity.start])[-1]
    return found.span("name") if _OPENING.fullmatch(clause) else None


def without_recipients(text: str) -> str:
    """`text` without those who were given money (已拨付至县(市)财政): whose it is, they do not say."""
    return _GIVEN_TO.sub("", text)


_GIVEN_TO = re.compile(r"(?:下达|拨付?|分配|分解|下拨|转拨|划拨)[到至给](?:\([^()]*\)|[^,。;:()])*")


def without_notices(text: str) -> str:
    """`text` without bracketed document numbers, so that the words around them adjoin in one clause."""
    return _NOTICE.sub("", text)
