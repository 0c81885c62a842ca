"""Identities that nobody stated: which sums of money of a report add up to another one, and which rates tie them.

A figure with many digits seldom hits another by chance, one among many figures often does. So an identity counts only
where the printed digits satisfy it exactly and where, over all combinations tried in its family, fewer than
`LEVEL` hits were to be expected among unrelated figures (Bonferroni). The chance that an unrelated figure hits a given
total is its grain ÷ the total: the grain is the largest power of ten that divides all figures of the combination
exactly, so 5000, 680 and 5680 have 10 and prove little, 2464.5, 680 and 3144.5 have 0.1. That is an upper bound as long
as figures spread over at least a factor of e, as they do. Figures of equal value count once.

Families: sums of any two figures; sums of two among neighbours in the text; differences of two allotments that are
those of two spendings; quotients within one table row or one indicator. All are bounded.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import combinations

from extractor.figures import Figure
from extractor.intervals import EXACT
from extractor.recall import recalled
from extractor.relations import Relation, holds_as_printed

SUM, DIFFERENCE, RATIO = "identity.sum", "identity.difference", "identity.ratio"

# Hits expected by chance in one family of combinations: one false identity in twenty reports at most.
LEVEL = Fraction(1, 20)
# More different figures than these are not all tried against each other; neighbours always are.
_MOST, _NEIGHBOURS = 80, 6
_ALLOTTED = {"initial_budget", "budget", "allocated", "received", "carryover"}


@dataclass(frozen=True, slots=True)
class Scale:
    """Figures as whole numbers: what one stands for, and the figures by their number, each list in text order."""

    unit: Decimal
    by_number: dict[int, list[Figure]]


def whole_numbers(figures: Iterable[Figure]) -> Scale:
    """The figures as whole multiples of the finest place that any of them prints; zeros are left out."""
    stated = sorted((one for one in figures if one.value > 0), key=lambda one: (one.start, one.key))
    finest = min((_exponent(one.value) for one in stated), default=0)
    by_number: dict[int, list[Figure]] = defaultdict(list)
    for one in stated:
        by_number[int(one.value.scaleb(-finest, EXACT))].append(one)
    return Scale(Decimal(1).scaleb(finest), dict(by_number))


def _exponent(value: Decimal) -> int:
    exponent = value.normalize(EXACT).as_tuple().exponent
    return exponent if isinstance(exponent, int) else 0


@recalled(2)  # several checks of one report ask
def sums(amounts: Sequence[Figure]) -> tuple[Relation, ...]:
    """Figures that are the sum of two others, beyond chance; by total, then by parts, each set of values once."""
    scale = whole_numbers(amounts)
    numbers = sorted(scale.by_number)
    found: dict[tuple[int, int, int], Fraction] = {}
    if len(numbers) <= _MOST:
        tests = len(numbers) * (len(numbers) - 1) * (len(numbers) - 2) // 6
        found.update(_significant(_adding(numbers, frozenset(numbers)), tests))
    near = set(_neighbouring(scale))
    found.update(_significant((one for one in sorted(near) if one[0] + one[1] == one[2]), len(near)))
    return tuple(_sum(scale, *one) for one in sorted(found, key=lambda one: (one[2], one[0])))


def _adding(numbers: Sequence[int], known: frozenset[int]) -> Iterator[tuple[int, int, int]]:
    return ((low, high, low + high) for low, high in combinations(numbers, 2) if low + high in known)


def _neighbouring(scale: Scale) -> Iterator[tuple[int, int, int]]:
    """All triples of different values that stand within a few figures of each other."""
    ordered = sorted(((one.start, number) for number, ones in scale.by_number.items() for one in ones))
    for index in range(len(ordered)):
        window = {number for _, number in ordered[index : index + _NEIGHBOURS]}
        for low, high, top in combinations(sorted(window), 3):
            if ordered[index][1] in (low, high, top):
                yield low, high, top


def _significant(hits: Iterable[tuple[int, int, int]], tests: int) -> Iterator[tuple[tuple[int, int, int], Fraction]]:
    for hit in hits:
        expected = tests * chance(hit)
        if expected <= LEVEL:
            yield hit, expected


def chance(numbers: Sequence[int]) -> Fraction:
    """How likely an unrelated figure makes the identity hold: grain ÷ the largest."""
    return Fraction(grain(numbers), max(numbers))


def grain(numbers: Sequence[int]) -> int:
    """The largest power of ten that divides all."""
    power = 1
    while all(number % (power * 10) == 0 for number in numbers):
        power *= 10
    return power


def _sum(scale: Scale, low: int, high: int, top: int) -> Relation:
    """The identity in the figures that stand closest together; as a difference where a part is what remains."""
    first, second, result = _closest([scale.by_number[low], scale.by_number[high], scale.by_number[top]])
    for rest, other in ((first, second), (second, first)):
        if rest.role == "remaining":
            return Relation(SUM, "sum", rest, (result, other), less=1)
    return Relation(SUM, "sum", result, tuple(sorted((first, second), key=lambda one: one.start)))


def _closest(choices: Sequence[Sequence[Figure]]) -> list[Figure]:
    """One figure from each list, near to one of the shortest list: a bounded search, the first of equals."""
    anchors = min(choices, key=len)
    best = min(anchors[:_NEIGHBOURS], key=lambda anchor: (_reach(anchor, choices), anchor.start))
    return [min(listed, key=lambda one: (abs(one.start - best.start), one.start)) for listed in choices]


def _reach(anchor: Figure, choices: Sequence[Sequence[Figure]]) -> int:
    return sum(min(abs(one.start - anchor.start) for one in listed) for listed in choices)


@recalled(2)
def differences(amounts: Sequence[Figure]) -> tuple[Relation, ...]:
    """Spendings that are another spending and what lies between two allotments: (5000 − 3445) + 3797.8 = 5352.8.

    What lies between is stated nowhere; else two sums say the same.
    """
    scale = whole_numbers(amounts)
    allotted = _numbers(scale, lambda one: one.role in _ALLOTTED)
    spent = _numbers(scale, lambda one: one.role == "executed")
    if not 1 < len(allotted) <= _MOST or not 1 < len(spent) <= _MOST:
        return ()
    between = defaultdict(list)
    for low, high in combinations(spent, 2):
        between[high - low].append((low, high))
    tests = len(allotted) * (len(allotted) - 1) * len(spent) * (len(spent) - 1) // 4
    hits: dict[tuple[int, int], tuple[int, int, int, int]] = {}
    for taken, given in combinations(allotted, 2):
        for low, high in between.get(given - taken, []):
            hit = taken, given, low, high
            if not _derived(hit, scale) and tests * chance(hit) <= LEVEL:
                hits.setdefault((low, high), hit)
    return tuple(_difference(scale, hit) for hit in hits.values())


def _derived(hit: tuple[int, int, int, int], scale: Scale) -> bool:
    """Whether a figure of the report stands between any two of the four, so that sums say it already."""
    taken, given, low, high = hit
    between = {given - taken, abs(given - high), given + low}
    return len(set(hit)) < 4 or any(number in scale.by_number for number in between)


def _numbers(scale: Scale, wanted: Callable[[Figure], bool]) -> list[int]:
    return sorted(number for number, ones in scale.by_number.items() if any(wanted(one) for one in ones))


def _difference(scale: Scale, hit: tuple[int, int, int, int]) -> Relation:
    taken, given, low, high = (scale.by_number[number] for number in hit)
    minus, plus = (_first(ones, _ALLOTTED) for ones in (taken, given))
    part, result = (_first(ones, {"executed"}) for ones in (low, high))
    return Relation(DIFFERENCE, "sum", result, (plus, part, minus), less=1)


def _first(ones: Sequence[Figure], roles: set[str]) -> Figure:
    return next(one for one in ones if one.role in roles)


def ratios(groups: Iterable[tuple[Figure, Sequence[Figure]]]) -> tuple[Relation, ...]:
    """Shares with the part and the whole that give them, beyond chance; each group is a share and its candidates.

    The chance that an unrelated quotient rounds to a stated share is the width of its interval ÷ the share.
    """
    tried = [
        Relation(RATIO, "share", share, (part, whole))
        for share, amounts in groups
        if share.value > 0
        for part in amounts
        for whole in amounts
        if part.value > 0 and part.value != whole.value and (part.value < whole.value) == (share.value < 100)
    ]
    limit = Fraction(LEVEL) / max(len(tried), 1)
    return tuple(one for one in tried if _width(one.result) <= limit and holds_as_printed(one))


def _width(share: Figure) -> Fraction:
    return Fraction(share.interval.high - share.interval.low) / Fraction(share.value)
