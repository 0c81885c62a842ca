"""Whether two stated values measure one thing, and by what both must be multiplied to be set side by side."""

from __future__ import annotations

import re
from decimal import Decimal

from extractor.patterns import Library
from extractor.quantity.lexicon import kind_of

# Kinds of units that are converted into each other: 公里 and 米, 亩 and 公顷, 吨 and 公斤, 天 and 小时, 年 and 个月.
_KINDS = ("length", "area", "volume", "mass", "power", "energy", "data", "time", "months")
_SAME = (Decimal(1), Decimal(1))


def measured(unit: str, library: Library) -> tuple[str, Decimal] | None:
    """The kind of a unit of measure, and how many of the kind's own unit one of it is; None for any other."""
    for kind in _KINDS:
        pattern = library.classify("unit", kind, unit)
        if pattern:
            return kind, Decimal(pattern.value)
    return None


def scales(unit: str | None, other: str | None, library: Library) -> tuple[Decimal, Decimal] | None:
    """What values in `unit` and in `other`, both base units, are multiplied with to be compared exactly.

    The values are stated of one indicator, so words that count (个, 家, 名) stand for each other, and a unit or a
    denominator (元/亩) that one side leaves out is taken from the other. None for what is never the same: a length
    and an area, money and a count, a share and a count.
    """
    if unit == other or unit is None or other is None:
        return None if "%" in (unit, other) and unit != other else _SAME
    (one, one_below), (two, two_below) = _parts(unit), _parts(other)
    if one_below and two_below and one_below != two_below:
        return None
    if one == two:
        return _SAME
    first, second = measured(one, library), measured(two, library)
    if first or second:
        return (first[1], second[1]) if first and second and first[0] == second[0] else None
    kinds = {kind_of(one, library.lexicon), kind_of(two, library.lexicon)}
    return _SAME if kinds in ({"count"}, {"number", "count"}) else None


def _parts(unit: str) -> tuple[str, str]:
    """元/人·月 as 元 and 人·月."""
    base, _, below = unit.partition("/")
    return re.sub(r"\(.*", "", base), below
