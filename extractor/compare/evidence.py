"""What speaks for and against two indicators of different years being the same one.

The likeness of the names is where the score starts; everything else moves it by the amounts below. They
were set on samples/ and on pairs of different indicators of one report, which must stay apart: the least
alike names that belong together (培训合格率, 参训人员考核合格率: 0.51) pass with what else agrees.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from extractor import wording
from extractor.compare import units
from extractor.compare.models import Point, Stated
from extractor.compare.names import Names, likeness
from extractor.name_words import NameWords, contrast

# Least score of a link, and of one over a year in which the programme has a report without the indicator.
LEAST, LEAST_OVER_GAP = 0.6, 0.65
# Below this a pair is not even told as the nearest one.
TOLD = 0.35

MOVES = {
    "same_level2": 0.04,
    "other_level2": -0.04,
    "other_level1": -0.04,
    "same_unit": 0.04,
    "convertible_unit": 0.02,
    "other_unit": -0.08,
    "other_basis": -0.05,
    "opposite_target": -0.15,
    "equal_values": 0.06,
    "close_values": 0.05,
    "far_values": -0.1,
    "implied_base": 0.15,
    "restated_actual": 0.1,
    "same_asked": 0.12,
    "reworded": 0.1,
    "narrower": -0.08,
    "other_numbers": -0.2,
}
# Questions (patterns/contrasts.toml) to which only one of two names of the same indicator rarely has an answer.
SCOPE = ("served", "place", "span", "phase", "half", "rank", "school", "care", "works", "relief", "illness", "goods")
# What the values prove, whatever the names say; and the greatest score of names that say different things.
PROOF, CAP = frozenset({"implied_base", "restated_actual"}), 0.55
CLOSE, FAR = Decimal("1.5"), Decimal(20)


@dataclass(frozen=True, slots=True)
class Verdict:
    """A score from 0 to 1 and its reasons; `strength` is the score before it was cut off at 1, to rank by."""

    score: float
    reasons: tuple[str, ...]
    strength: float = 0.0


def weigh(earlier: Point, later: Point, names: Names, alike: float | None = None) -> Verdict:
    """How certain it is that `later` continues `earlier`; `alike` where the likeness of the names is known."""
    views = names.view(earlier.name), names.view(later.name)
    one, other = (view.name for view in views)
    apart = contrast(one, other)
    same = likeness(*views) if alike is None else alike
    if apart:
        return Verdict(0.0, (f"name {same:.2f}", f"contrast_{apart}"))
    if same < TOLD:
        return Verdict(same, (f"name {same:.2f}",))
    moved = (*_moves(earlier, later, names), *_words(one, other, names))
    score = same + sum(MOVES[reason] for reason in moved)
    if alike is None or alike < 1:
        # What the values prove, they prove whatever the names say.
        capped = None if PROOF.intersection(moved) else wording.why_apart(one, other, names.library)
        moved, score = ((*moved, capped), min(score, CAP)) if capped else (moved, score)
    return Verdict(min(max(score, 0.0), 1.0), (f"name {same:.2f}", *moved), score)


def implied_base(point: Point) -> tuple[Decimal, Decimal, str | None] | None:
    """What the value of the year before must have been: least and greatest, in base unit, or None.

    A level and its growth stand in `point` (1001次，同比增长16.1%); printed digits stand for intervals.
    """
    stated = [value for value in (point.actual, *point.related) if value is not None and value.amount is not None]
    level = next((value for value in stated if value.basis == "level" and value.base_unit != units.PERCENT), None)
    growth = next((value for value in stated if value.basis == "growth" and value.base_unit == units.PERCENT), None)
    if level is None or growth is None or level.amount is None or growth.amount is None or growth.amount <= -90:
        return None
    spread, blur = _half_step(level), _half_step(growth)
    least = (level.amount - spread) / (1 + (growth.amount + blur) / 100)
    greatest = (level.amount + spread) / (1 + (growth.amount - blur) / 100)
    return least, greatest, level.base_unit


def level_of(point: Point) -> Stated | None:
    """The level stated for `point`, be it the answer to its target or beside it; no share."""
    values = (point.actual, *point.related)
    return next(
        (v for v in values if v and v.basis == "level" and v.amount is not None and v.base_unit != units.PERCENT), None
    )


def follows(earlier: Point, later: Point, slack: Decimal = Decimal("0.002")) -> bool | None:
    """Whether the growth stated in `later` starts from the level of `earlier`; None without both.

    `slack` widens the interval on both sides, as a share.
    """
    base, level = implied_base(later), level_of(earlier)
    if base is None or level is None or level.amount is None or level.base_unit != base[2]:
        return None
    spread = _half_step(level)
    return base[0] * (1 - slack) <= level.amount + spread and level.amount - spread <= base[1] * (1 + slack)


def _moves(earlier: Point, later: Point, names: Names) -> Iterator[str]:
    yield from _levels(earlier, later)
    one, other = earlier.target or earlier.actual, later.target or later.actual
    if one is not None and other is not None:
        yield from _forms(one, other, names)
    if follows(earlier, later):
        yield "implied_base"
    if _stated_again(earlier, later):
        yield "restated_actual"


def _levels(earlier: Point, later: Point) -> Iterator[str]:
    if earlier.level2 and later.level2:
        yield "same_level2" if earlier.level2 == later.level2 else "other_level2"
    if earlier.level1 and later.level1 and earlier.level1 != later.level1:
        yield "other_level1"


def _forms(one: Stated, other: Stated, names: Names) -> Iterator[str]:
    found = units.comparable(one, other, "no_target", names.library)
    if found.factor is not None:
        yield "same_unit" if one.base_unit == other.base_unit else "convertible_unit"
        yield from _values(one, other, found.factor)
    elif found.why in ("unit_differs", "unit_unknown"):
        yield "other_unit"
    elif found.why == "basis_differs":
        yield "other_basis"
    if units.direction(one) * units.direction(other) < 0:
        yield "opposite_target"


def _values(one: Stated, other: Stated, factor: Decimal) -> Iterator[str]:
    if not one.amount or not other.amount or one.amount < 0 or other.amount < 0:
        return
    low, high = sorted((one.amount * factor, other.amount))
    if high == low:
        yield "equal_values"
    elif high <= low * CLOSE:
        yield "close_values"
    elif high > low * FAR:
        yield "far_values"


def _stated_again(earlier: Point, later: Point) -> bool:
    """Whether `later` repeats the actual value of `earlier` beside its own (a rate of 100 % says nothing)."""
    before = earlier.actual
    if before is None or before.amount is None or before.base_unit == units.PERCENT:
        return False
    return any(value.amount == before.amount and value.base_unit == before.base_unit for value in later.related)


def _words(one: NameWords, other: NameWords, names: Names) -> Iterator[str]:
    if one.text != other.text and _same_asked(one, other, names):
        yield "same_asked"
    elif wording.reworded(one, other, names.library):
        yield "reworded"
    if any(one.answers.get(question) != other.answers.get(question) for question in SCOPE):
        yield "narrower"
    if one.numbers and other.numbers and one.numbers != other.numbers:
        yield "other_numbers"


def _same_asked(one: NameWords, other: NameWords, names: Names) -> bool:
    return wording.satisfied(one) and wording.satisfied(other) and wording.widened(one, other, names.library)


def _half_step(stated: Stated) -> Decimal:
    """Half of the last printed digit, in base unit: 33.8亿元 stands for anything within 0.05亿元."""
    if not stated.value or stated.amount is None:
        return Decimal(0)
    exponent = stated.value.as_tuple().exponent
    step = Decimal(1).scaleb(exponent) if isinstance(exponent, int) else Decimal(0)
    return abs(step * stated.amount / stated.value) / 2
