"""What happened between two points of a series, and what can be said about the series as a whole."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import lru_cache
from itertools import pairwise
from typing import get_args

from extractor.compare import evidence, units
from extractor.compare.models import Change, Flag, Point, Stated, Why
from extractor.name_words import plain
from extractor.patterns import Library

ORDER: tuple[Flag, ...] = get_args(Flag)
# How far the base that a growth implies may be off before the earlier value counts as restated.
RESTATED_SLACK = Decimal("0.01")


def changes(points: Sequence[Point], years: Sequence[int], library: Library) -> tuple[Change, ...]:
    """The changes between the points that follow each other; `years` are those with a report of the programme."""
    pairs = pairwise(points)
    return tuple(_change(earlier, later, years, library) for earlier, later in pairs)


def flags(points: Sequence[Point], years: Sequence[int], told: Sequence[Change]) -> tuple[Flag, ...]:
    """The flags of its changes, and whether the series began later or ended earlier than the programme."""
    found: set[Flag] = {flag for change in told for flag in change.flags}
    if points[0].fiscal_year > years[0]:
        found.add("new")
    if points[-1].fiscal_year < years[-1]:
        found.add("dropped")
    return ordered(found)


def ordered(found: set[Flag]) -> tuple[Flag, ...]:
    """Flags in the order in which the contract lists them."""
    return _ordered(frozenset(found))


@lru_cache(maxsize=1 << 12)
def _ordered(found: frozenset[Flag]) -> tuple[Flag, ...]:
    return tuple(flag for flag in ORDER if flag in found)


@lru_cache(maxsize=1 << 14)
def growth(earlier: Decimal, later: Decimal) -> Decimal | None:
    """Change in per cent of the earlier value, two decimals; None where that is zero."""
    return round((later - earlier) / abs(earlier) * 100, 2) + 0 if earlier else None


def _change(earlier: Point, later: Point, years: Sequence[int], library: Library) -> Change:
    target = units.comparable_targets(earlier.target, later.target, library)
    actual = units.comparable(earlier.actual, later.actual, "no_actual", library)
    target_change, target_growth = _moved(earlier.target, later.target, target.factor)
    actual_change, actual_growth = _moved(earlier.actual, later.actual, actual.factor)
    why: tuple[Why, ...] = tuple(dict.fromkeys(one.why for one in (target, actual) if one.why))
    found = {
        *_of_names(earlier, later, years),
        *_of_forms(earlier, later),
        *_of_targets(earlier, later, target_change or _longer(earlier.target, later.target, library)),
        *_of_actuals(earlier, later, library),
    }
    return Change(
        from_year=earlier.fiscal_year,
        to_year=later.fiscal_year,
        flags=ordered(found),
        target_change=target_change,
        target_growth=target_growth,
        actual_change=actual_change,
        actual_growth=actual_growth,
        comparable=not why,
        why=why,
    )


def _moved(
    earlier: Stated | None, later: Stated | None, factor: Decimal | None
) -> tuple[Decimal | None, Decimal | None]:
    if factor is None or earlier is None or later is None or earlier.amount is None or later.amount is None:
        return None, None
    before = earlier.amount * factor
    return exact(later.amount - before), growth(before, later.amount)


@lru_cache(maxsize=1 << 14)
def exact(number: Decimal) -> Decimal:
    """`number` to six decimals: a conversion (亩 into 公顷) has more digits than anybody stated."""
    return round(number, 6).normalize() + 0


def _of_names(earlier: Point, later: Point, years: Sequence[int]) -> Iterator[Flag]:
    if any(earlier.fiscal_year < year < later.fiscal_year for year in years):
        yield "gap"
    if plain(earlier.name) != plain(later.name):
        yield "renamed"
    if any(one and other and one != other for one, other in _levels(earlier, later)):
        yield "moved"


def _levels(earlier: Point, later: Point) -> Iterator[tuple[str | None, str | None]]:
    yield earlier.level1, later.level1
    yield earlier.level2, later.level2


def _of_forms(earlier: Point, later: Point) -> Iterator[Flag]:
    one, other = _pair(earlier, later)
    if one is None or other is None:
        return
    if one.unit and other.unit and one.unit != other.unit:
        yield "unit_changed"
    if one.basis != other.basis and {one.basis, other.basis} != {"level", "share"}:
        yield "basis_changed"


def _pair(earlier: Point, later: Point) -> tuple[Stated | None, Stated | None]:
    """The targets of both, or the actual values of both where one has no target."""
    if earlier.target and later.target:
        return earlier.target, later.target
    return earlier.actual, later.actual


def _longer(earlier: Stated | None, later: Stated | None, library: Library) -> Decimal | None:
    """1 or -1 where a target in days became a longer or shorter one in months, or the other way round."""
    if earlier is None or later is None or units.direction(earlier) * units.direction(later) < 0:
        return None
    return Decimal(units.later_sign(earlier, later, library))


def _of_targets(earlier: Point, later: Point, change: Decimal | None) -> Iterator[Flag]:
    if not change or later.target is None:
        return
    yield "target_raised" if change > 0 else "target_lowered"
    easier = change > 0 if units.direction(later.target) < 0 else change < 0
    if easier and earlier.met is False:
        yield "lowered_after_miss"


def _of_actuals(earlier: Point, later: Point, library: Library) -> Iterator[Flag]:
    if earlier.met is False and later.met is False:
        yield "missed_again"
    if evidence.follows(earlier, later, RESTATED_SLACK) is False:
        yield "restated"
    if _exceeded(earlier.actual, later.target, library):
        yield "already_exceeded"


def _exceeded(before: Stated | None, target: Stated | None, library: Library) -> bool:
    """Whether last year's value was beyond this year's target already; a growth starts anew every year."""
    factor = units.comparable(before, target, "no_actual", library).factor
    if factor is None or before is None or target is None or before.amount is None or target.amount is None:
        return False
    if target.basis == "growth" or target.comparator == "range":
        return False
    beyond = exact(before.amount * factor - target.amount)
    return beyond < 0 if units.direction(target) < 0 else beyond > 0
