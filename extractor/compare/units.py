"""Whether two stated values may be compared, and by what factor; if not, why not.

Values of one base unit are compared as they are, units of one kind (亩, 公顷) after conversion, and two
things that are counted with different words (次, 件, 期) as counts; people, visits, households and bodies
are different things. A growth is never compared with a level.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from math import prod

from extractor.compare.models import Stated, Why
from extractor.measures import measured
from extractor.patterns import Library

PERCENT = "%"
# What stands between the parts of 元/人·月, 元/人、天, 元/人*月.
_BETWEEN = re.compile("[/·*、]")
_IN_BRACKETS = re.compile(r"\(.*\)$")
# Seconds of the shortest month and of the longest.
MONTH = (Decimal(28 * 24 * 3600), Decimal(31 * 24 * 3600))
# Directions of targets: at least, at most, exactly.
DIRECTIONS = {">=": 1, ">": 1, "<=": -1, "<": -1}


@dataclass(frozen=True, slots=True)
class Comparable:
    """`factor` brings the earlier value into the later one's base unit; None where `why` forbids it."""

    factor: Decimal | None
    why: Why | None = None


def comparable(earlier: Stated | None, later: Stated | None, missing: Why, library: Library) -> Comparable:
    """Whether two values of a series may be compared; `missing` is the reason where one is not there."""
    if earlier is None or later is None:
        return Comparable(None, missing)
    if earlier.amount is None or later.amount is None:
        return Comparable(None, "qualitative")
    if _basis(earlier) != _basis(later):
        return Comparable(None, "basis_differs")
    if (earlier.comparator == "range") != (later.comparator == "range"):
        return Comparable(None, "range")
    factor = conversion(earlier.base_unit, later.base_unit, library)
    if factor is not None:
        return Comparable(factor)
    return Comparable(None, "unit_differs" if earlier.base_unit and later.base_unit else "unit_unknown")


def comparable_targets(earlier: Stated | None, later: Stated | None, library: Library) -> Comparable:
    """Like `comparable`, for targets: at least and at most are not compared with each other."""
    found = comparable(earlier, later, "no_target", library)
    if found.factor is None or earlier is None or later is None:
        return found
    if direction(earlier) * direction(later) < 0:
        return Comparable(None, "target_form_differs")
    return found


def direction(target: Stated) -> int:
    """1 for a target to be reached from below, -1 for a limit, 0 for any other."""
    return DIRECTIONS.get(target.comparator, 0)


def later_sign(earlier: Stated, later: Stated, library: Library) -> int:
    """1 where `later` is a longer time than `earlier`, -1 where it is a shorter one, of days and months.

    0 where the length of a month decides (60天, 2个月), and for anything else.
    """
    one, other = _lasting(earlier, library), _lasting(later, library)
    if one is None or other is None or one[0] == other[0]:
        return 0
    return (other[1] > one[2]) - (other[2] < one[1])


def _lasting(stated: Stated, library: Library) -> tuple[str, Decimal, Decimal] | None:
    """The kind of a stated time (`time`, `months`), and its least and greatest length in seconds; None for others."""
    kind = measured(stated.base_unit or "", library)
    if kind is None or kind[0] not in ("time", "months") or stated.amount is None:
        return None
    least, greatest = MONTH if kind[0] == "months" else (Decimal(1), Decimal(1))
    return kind[0], stated.amount * kind[1] * least, stated.amount * kind[1] * greatest


@lru_cache(maxsize=4096)
def conversion(unit: str | None, into: str | None, library: Library) -> Decimal | None:
    """What a value in the base unit `unit` is multiplied with to be in `into`; None where they differ in kind.

    Of 公斤/亩 and 吨/公顷 each part is converted; words that count stand for each other where they are listed.
    """
    if unit == into:
        return Decimal(1)
    if unit is None or into is None:
        return None
    one, other = _BETWEEN.split(unit), _BETWEEN.split(into)
    if len(one) != len(other):
        return None
    upper, *lower = (_simple(*pair, library) for pair in zip(one, other, strict=True))
    if upper is None or None in lower:
        return None
    return upper / prod(factor for factor in lower if factor is not None)


def _simple(unit: str, into: str, library: Library) -> Decimal | None:
    """The same for units without / and ·."""
    if unit == into:
        return Decimal(1)
    one, other = measured(unit, library), measured(into, library)
    if one and other:
        return one[1] / other[1] if one[0] == other[0] else None
    counted = _counted(unit, library)
    return Decimal(1) if counted is not None and counted == _counted(into, library) else None


def _basis(stated: Stated) -> str:
    """Levels and shares in per cent are read from the same columns: 90% may be called either."""
    return "share" if stated.basis == "level" and stated.base_unit == PERCENT else stated.basis


def _counted(unit: str, library: Library) -> str | None:
    """What a unit counts; 台(套) counts what 台 does."""
    pattern = library.classify("count", "counted", _IN_BRACKETS.sub("", unit))
    return pattern.value if pattern else None
