"""The best reading of a run of cells: which piece of text stands in which column of which row.

A run is text with cut positions; each cut has a price for being used and a price for being read over. The
reading with the best sum of column scores (`align.Scorer`) less prices wins; rows follow each other in the
order of the columns. Weights and scores, targets and actual values support each other within a row. A number
stands in columns as a whole or not at all: no digits of it are left over.
"""

from __future__ import annotations

import re
from bisect import insort
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import accumulate, pairwise

from extractor.align import DEFAULT_SKIP_COST, SKIP_COST, Scorer

# The rest of a date begins no name, 年度 and 日均 do.
_END_OF_DATE = re.compile(r"[年月日](?![度均末初产处])")
_DATE_BEGUN = re.compile(r"(?:19|20)\d\d(?=年)|\d(?=[月日])")
_LONGEST = 120
_MOST_CUTS = 24
# Readings kept for each last column: of 154台4台13.5 the right one (15, 4台) may be second until the score is seen.
_KEPT = 4
_DEAREST_CROSSING = 6.0
_SKIPPED_PIECE = 2.0
_HOPELESS = -4.0
NUMERALS = "0123456789."
# Prices of cuts where no border is printed: between words and numbers, inside a number.
BORDER, INSIDE_NUMBER = 0.3, 1.8
_FIGURE = re.compile(r"[≥≤><=]*(\d+(?:\.\d+)?)([^\d]*)")
_NUMBER_SIGNS = "≥≤><=0123456789.,-~～"
_RATE = re.compile(r"率$|满意度$")
_SIGNED_NUMBER = re.compile(r"[≥≤><=]\d+(?:\.\d+)?")
_MOST_SUPPORT = 1.5
# Results are mostly between half and twice of what was aimed at.
_CLOSE = (Decimal("0.5"), Decimal(2))


@dataclass(frozen=True, slots=True)
class Cut:
    """A place where a piece may begin or end: its offset, the price of using it, of reading over it."""

    position: int
    price: float
    crossing: float


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of the run under the column `role`; `row` counts from 0."""

    row: int
    role: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Reading:
    """A reading up to a cut: `last` is the column of its last piece (-1 before the first); one that reads over text
    since then has no `piece`. `ahead` is what the rest of a row will be held against in which a number was torn.
    """

    total: float
    last: int
    row: int
    texts: Mapping[str, str]
    piece: Piece | None
    before: _Reading | None
    ahead: tuple[str | None, ...] | None = None

    @property
    def passes_over(self) -> bool:
        """Whether the text right before the cut stands in no column."""
        return self.piece is None and self.before is not None


# Readings up to a cut, by the column of their last piece and whether they read over a number; the best first.
_Readings = dict[tuple[int, bool], list[_Reading]]


@dataclass(frozen=True, slots=True)
class _Columns:
    """Roles of the columns; `prices[n]` is what it costs to skip the first n."""

    roles: tuple[str, ...]
    prices: tuple[float, ...]

    def skipping(self, first: int, last: int) -> float:
        """Price of leaving the columns `first`..`last` empty."""
        return self.prices[last] - self.prices[first]


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A piece under a column, with its score less its prices."""

    column: int
    text: str
    start: int
    fit: float
    torn: bool


def segment(text: str, cuts: Sequence[Cut], roles: Sequence[str], scorer: Scorer) -> list[Piece]:
    """Pieces of the best reading of `text` between the first and the last of `cuts`, in text order."""
    return readings(text, cuts, roles, scorer)[0][1]


def readings(text: str, cuts: Sequence[Cut], roles: Sequence[str], scorer: Scorer) -> list[tuple[float, list[Piece]]]:
    """The best readings of `text`, each with its worth and its pieces in text order, the best one first."""
    columns = _Columns(tuple(roles), tuple(accumulate(map(_skip, roles), initial=0.0)))
    at: list[_Readings] = [{} for _ in cuts]
    at[0][-1, False] = [_Reading(0.0, -1, 0, {}, None, None)]
    torn = [is_inside_number(text, cut.position) for cut in cuts]
    for index, (cut, following) in enumerate(pairwise(cuts)):
        skipped = scorer.features(text[cut.position : following.position])
        price = 0.0 if skipped.part and not cut.price else _SKIPPED_PIECE
        for reading in _all(at[index]):
            if reading.passes_over or not torn[index]:
                over = replace(reading, total=reading.total - price, piece=None, before=reading)
                _keep(at[index + 1], over, over_number=torn[index + 1])
        before = _before(_standing(at[index], torn=torn[index]), columns)
        for stop, crossed in _stops(cuts, index):
            piece = text[cut.position : cuts[stop].position]
            price = cuts[stop].price + crossed
            for column, fit in enumerate(scorer.scores(piece, columns.roles)):
                if fit - price < _HOPELESS or _begins_inside(text, cut, piece, columns.roles[column]):
                    continue
                candidate = _Candidate(column, piece, cut.position, fit - price, torn[index] or torn[stop])
                for reading in before[column]:
                    _extend(at[stop], reading, columns, candidate)
    whole = [(one.total - columns.skipping(one.last + 1, len(roles)), one) for one in _all(at[-1])]
    return [(worth, _pieces(one)) for worth, one in sorted(whole, key=lambda found: -found[0])]


def _all(known: _Readings) -> list[_Reading]:
    return [reading for readings in known.values() for reading in readings]


def _standing(here: _Readings, *, torn: bool) -> list[_Reading]:
    """Readings that a piece may follow at a cut: of a number that is `torn` here all stands in columns or nothing."""
    return [reading for reading in _all(here) if not (torn and reading.passes_over)]


def _before(standing: Sequence[_Reading], columns: _Columns) -> list[list[_Reading]]:
    """Per column the readings that a piece there may follow: all of one row, the best where it begins a new one."""
    end = len(columns.roles)
    closed = sorted(standing, key=lambda one: columns.skipping(one.last + 1, end) - one.total)
    return [
        [*(one for one in standing if one.last < column), *[one for one in closed if one.last >= column][:1]]
        for column in range(end)
    ]


def _begins_inside(text: str, cut: Cut, piece: str, role: str) -> bool:
    """A name that would begin with a number or the rest of a date where no border stands before it.

    The number may be another cell's end. Behind a year in a cell of its own 年 goes on with it, behind 10 it does not.
    """
    if role != "name":
        return False
    if _END_OF_DATE.match(piece):
        begun = _DATE_BEGUN.search(text, max(cut.position - 4, 0), cut.position + 1)
        return cut.price > 0 or (begun is not None and begun.end() == cut.position)
    return cut.price > 0 and piece[:1].isdigit()


def is_inside_number(text: str, position: int) -> bool:
    """Whether the digits of a number stand on both sides of a place."""
    return 0 < position < len(text) and text[position - 1] in NUMERALS and text[position] in NUMERALS


def _keep(known: _Readings, reading: _Reading, *, over_number: bool = False) -> None:
    """Put `reading` among those that end alike, if it is one of the best; of two that go on alike the better stays."""
    listed = known.setdefault((reading.last, over_number), [])
    same = next((rank for rank, one in enumerate(listed) if one.ahead == reading.ahead), None)
    if same is not None:
        if reading.total <= listed[same].total:
            return
        del listed[same]
    insort(listed, reading, key=lambda one: -one.total)
    del listed[_KEPT:]


def _stops(cuts: Sequence[Cut], index: int) -> list[tuple[int, float]]:
    """Where a piece that begins at the cut `index` may end, and the price of the cuts inside it."""
    found = []
    crossed = 0.0
    for stop in range(index + 1, min(len(cuts), index + 1 + _MOST_CUTS)):
        if cuts[stop].position - cuts[index].position > _LONGEST or crossed > _DEAREST_CROSSING:
            break
        found.append((stop, crossed))
        crossed += cuts[stop].crossing
    return found


def _extend(known: _Readings, reading: _Reading, columns: _Columns, candidate: _Candidate) -> None:
    """Put `reading` with the candidate behind it among the `known` ones."""
    column = candidate.column
    role = columns.roles[column]
    if column > reading.last:
        row, texts, torn = reading.row, reading.texts, reading.ahead is not None or candidate.torn
        price = columns.skipping(reading.last + 1, column)
    else:
        row, texts, torn = reading.row + 1, _NO_TEXTS, candidate.torn
        price = columns.skipping(reading.last + 1, len(columns.roles)) + columns.skipping(0, column)
    total = reading.total + candidate.fit - price
    listed = known.get((column, False))
    full = listed and (len(listed) == _KEPT or not (torn or listed[-1].ahead))
    least = listed[-1].total if listed and full else float("-inf")
    if total + _MOST_SUPPORT <= least:
        return
    total += _support(role, candidate.text, texts)
    if total <= least:
        return
    texts = {**texts, role: candidate.text}
    piece = Piece(row, role, candidate.start, candidate.start + len(candidate.text))
    ahead = tuple(map(texts.get, _HELD_AGAINST)) if torn else None
    _keep(known, _Reading(total, column, row, texts, piece, reading, ahead))


_NO_TEXTS: Mapping[str, str] = {}
_HELD_AGAINST = ("target", "weight", "score")


def _skip(role: str) -> float:
    return SKIP_COST.get(role, DEFAULT_SKIP_COST)


def _support(role: str, piece: str, texts: Mapping[str, str]) -> float:
    """How much the row's other cells speak for this one."""
    if role == "target" and "name" in texts:
        return _share(texts["name"], piece)
    if role == "actual" and "target" in texts:
        return _same_value(texts["target"], piece)
    if role == "score" and "weight" in texts:
        return _within_weight(texts["weight"], piece)
    if role == "weight" and "score" in texts:
        return _within_weight(piece, texts["score"])
    return 0.0


def _share(name: str, target: str) -> float:
    """How much it speaks against the target of a rate that it is a number with a sign, and no share (≥9|8%)."""
    return -1.5 if _RATE.search(name) and _SIGNED_NUMBER.fullmatch(target) else 0.0


def _same_value(target: str, actual: str) -> float:
    """How much it speaks for target and actual value that they are equal, close, or of one unit."""
    if target == actual:
        return _MOST_SUPPORT
    one, two = _FIGURE.fullmatch(target), _FIGURE.fullmatch(actual)
    if one is None or two is None:
        return 1.0 if target.lstrip(_NUMBER_SIGNS) == actual.lstrip(_NUMBER_SIGNS) != "" else 0.0
    if one[2] and two[2]:
        return 1.0 if one[2] == two[2] else 0.0
    wanted, reached = Decimal(one[1]), Decimal(two[1])
    if not wanted:
        return 0.0
    return 1.2 if wanted == reached else 0.8 if _CLOSE[0] <= reached / wanted <= _CLOSE[1] else 0.0


def _within_weight(weight: str, score: str) -> float:
    most, got = _points(weight), _points(score)
    if most is None or got is None:
        return 0.0
    if got > most:
        return -5.0
    return 1.0 if got == most else 0.4


def _points(text: str) -> Decimal | None:
    digits = text.rstrip("分%")
    return Decimal(digits) if digits.replace(".", "", 1).isdigit() else None


def _pieces(reading: _Reading) -> list[Piece]:
    found = []
    step: _Reading | None = reading
    while step is not None:
        if step.piece is not None:
            found.append(step.piece)
        step = step.before
    return found[::-1]
