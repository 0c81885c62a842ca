"""Whether names speak of the same thing, units count the same, and targets are missed for sure."""

from __future__ import annotations

import re
from functools import lru_cache

from extractor.namesakes import of_two_things
from extractor.patterns import load
from extractor.report import Indicator, Measure
from extractor.width import fold

# Words that say that something was done or counted, not what: 通过专利开放许可（试点）达成的数量 is 专利开放许可.
_EMPTY = re.compile(
    r"\(试点\)|[\W_]|成功|达成|通过|累计|实现|完成|开展|全年|年度|全市|全县|全区|全省|本年|共计|合计|实际|交易"
    r"|数量|人数|户数|次数|个数|面积|金额|规模|的|了|数$"
)
_YEAR = re.compile(r"20\d\d年?")
# What counts the same things: 42次 and 45项 may be one figure, 18期 and 2316人次 are not.
_COUNTING = ("人名位", "个项家处所座件次宗起例笔场", "户家")
_CLOSE, _MOST = 0.82, 0.7
_SHORTEST = 5


@lru_cache(maxsize=4096)
def core(name: str) -> str:
    """The name without marks, years and words that say nothing about what is meant."""
    return _EMPTY.sub("", _YEAR.sub("", fold(name).text)).lower()


def same_name(first: str, second: str) -> bool:
    """Whether nearly all pairs of neighbouring characters of the shorter core stand in the longer one.

    A shorter core that the longer one holds whole may mean the more general thing, so at most half may be added. A
    word that names another thing (春季…, 秋季…) makes two names of them.
    """
    short, long = core(first), core(second)
    if short == long:
        return len(short) >= 2
    if len(short) > len(long):
        short, long = long, short
    if len(short) < _SHORTEST or len(long) > 2 * len(short):
        return False
    pairs = _pairs(short)
    return len(pairs & _pairs(long)) >= _CLOSE * len(pairs) and not of_two_things(short, long, load())


@lru_cache(maxsize=4096)
def _pairs(text: str) -> frozenset[str]:
    return frozenset(text[at : at + 2] for at in range(len(text) - 1))


def mentions(text: str, name: str) -> bool:
    """Whether a passage speaks of what is named: most pairs of neighbouring characters of the name stand in it."""
    named = _pairs(core(name))
    return bool(named) and len(named & _pairs(core(text))) >= _MOST * len(named)


def same_unit(first: str | None, second: str | None) -> bool:
    """Whether values of the two base units can be compared: 人 and 名, 次 and 项."""
    if first == second:
        return True
    if first is None or second is None:
        return False
    return any(first in group and second in group for group in _COUNTING)


def missed(indicator: Indicator) -> bool:
    """Whether the actual value misses its target, both being stated in units that can be compared."""
    target, actual = indicator.target, indicator.actual
    if indicator.attainment.met is not False or target is None or actual is None:
        return False
    return _comparable(target, actual)


def _comparable(target: Measure, actual: Measure) -> bool:
    if target.normalized is None or actual.normalized is None:
        return target.value is None and actual.value is None
    return same_unit(target.normalized.unit, actual.normalized.unit)
