"""Wholes and their parts: one indicator of a year that is several in the next, or the other way round.

农村转移劳动力和失业人员培训人数 was split into 农村转移劳动力培训人数 and 失业人员培训人数: what the parts say
stands in the whole, together they say all that it says, and their values add up to about its value.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from extractor.compare import units
from extractor.compare.models import Point, Stated
from extractor.compare.names import Names, NameView, covered
from extractor.name_words import contrast

# Share of a part's words that the whole must have, and of the whole's that the parts must have together.
INSIDE = 0.9
# Most of the whole's words that a single part may have: more is a new name of the whole.
PART = 0.92
LEAST_SUM, GREATEST_SUM = Decimal("0.5"), Decimal(2)
FEWEST = 2


def parted(wholes: Sequence[Point], parts: Sequence[Point], names: Names) -> Iterator[tuple[int, tuple[int, ...]]]:
    """Each index of `wholes` that was parted, with the indices of its parts."""
    for index, whole in enumerate(wholes):
        view = names.view(whole.name)
        found = tuple(place for place, part in enumerate(parts) if _part_of(view, names.view(part.name)))
        chosen = [parts[place] for place in found]
        if len(found) >= FEWEST and _whole_of(view, chosen, names) and _adds_up(whole, chosen, names):
            yield index, found


def _part_of(whole: NameView, part: NameView) -> bool:
    return covered(whole, part) >= INSIDE and covered(part, whole) <= PART and contrast(whole.name, part.name) is None


def _whole_of(whole: NameView, parts: Sequence[Point], names: Names) -> bool:
    """Whether the parts say together what the whole says, and none of them says what another one does."""
    views = [names.view(part.name) for part in parts]
    said = {word for view in views for word in view.weights}
    known = sum(weight for word, weight in whole.weights.items() if word in said)
    apart = all(covered(one, other) < INSIDE for one in views for other in views if one is not other)
    return apart and known >= INSIDE * whole.weight


def _adds_up(whole: Point, parts: Sequence[Point], names: Names) -> bool:
    """Whether the parts' values come to about the whole's; values that cannot be compared do not speak against it."""
    total = _value(whole)
    shares = [_value(part) for part in parts]
    if total is None or not total.amount or any(share is None for share in shares):
        return True
    added = Decimal(0)
    for share in shares:
        factor = units.comparable(share, total, "no_target", names.library).factor
        if factor is None or share is None or share.amount is None:
            return False
        added += factor * share.amount
    if total.base_unit == units.PERCENT:
        return True
    return LEAST_SUM * total.amount <= added <= GREATEST_SUM * total.amount


def _value(point: Point) -> Stated | None:
    return point.target or point.actual
