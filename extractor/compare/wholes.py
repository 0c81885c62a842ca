"""Wholes and their parts: one indicator of a year that is several in the next, or the other way round.

农村转移劳动力和失业人员培训人数 was split into 农村转移劳动力培训人数 and 失业人员培训人数: what the parts say
stands in the whole, together they say all that it says, and their values add up to about its value. Or each part says
what the whole says, and of whom (培训人次: 村医培训人次 and 护士培训人次): counts, each less than the whole.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import combinations

from extractor.compare import units
from extractor.compare.models import Point, Stated
from extractor.compare.names import Names, NameView, covered
from extractor.name_words import contrast
from extractor.wording import why_apart

# Share of a part's words that the whole must have, and of the whole's that the parts must have together.
INSIDE = 0.9
# Most of the whole's words that a single part may have: more is a new name of the whole.
PART = 0.92
LEAST_SUM, GREATEST_SUM = Decimal("0.5"), Decimal(2)
# The same where nothing but the values says that parts are meant.
LEAST_SHARED, GREATEST_SHARED = Decimal("0.7"), Decimal("1.5")
FEWEST = 2


def parted(wholes: Sequence[Point], parts: Sequence[Point], names: Names) -> Iterator[tuple[int, tuple[int, ...]]]:
    """Each index of `wholes` that was parted, with the indices of its parts."""
    for index, whole in enumerate(wholes):
        found = _told_together(whole, parts, names) or _shared_out(whole, parts, names)
        if len(found) >= FEWEST:
            yield index, found


def _told_together(whole: Point, parts: Sequence[Point], names: Names) -> tuple[int, ...]:
    """The parts that say together what the whole says; none where their values do not come to about its value."""
    view = names.view(whole.name)
    found = tuple(place for place, part in enumerate(parts) if _part_of(view, names.view(part.name)))
    chosen = [parts[place] for place in found]
    return found if _whole_of(view, chosen, names) and _adds_up(whole, chosen, names) else ()


def _shared_out(whole: Point, parts: Sequence[Point], names: Names) -> tuple[int, ...]:
    """The parts that say what the whole says of one thing each; none where their values are not its shares."""
    found = tuple(place for place, part in enumerate(parts) if _narrows(whole, part, names))
    views = [names.view(parts[place].name).name for place in found]
    apart = all(why_apart(one, other, names.library) for one, other in combinations(views, 2))
    added = sum((_share(whole, parts[place], names) or Decimal(0) for place in found), Decimal(0))
    return found if apart and LEAST_SHARED <= added <= GREATEST_SHARED else ()


def _narrows(whole: Point, part: Point, names: Names) -> bool:
    """Whether the name of `part` says all that the whole's says, and more, and its value is less."""
    view, narrower = names.view(whole.name), names.view(part.name)
    said = covered(narrower, view) >= INSIDE and covered(view, narrower) <= PART
    share = _share(whole, part, names)
    return said and contrast(view.name, narrower.name) is None and share is not None and 0 < share < 1


def _share(whole: Point, part: Point, names: Names) -> Decimal | None:
    """The value of `part` as a share of the whole's; None where they cannot be added up, as rates cannot."""
    total, value = _value(whole), _value(part)
    factor = units.comparable(value, total, "no_target", names.library).factor
    if factor is None or total is None or not total.amount or value is None or value.amount is None:
        return None
    return None if total.base_unit == units.PERCENT else factor * value.amount / total.amount


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
