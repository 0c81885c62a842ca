"""The best reading of a run of cells: which piece of text stands in which column of which row.

A run is text with cut positions; each cut has a price for being used and a price for being read over. The
reading with the best sum of column scores (`align.Scorer`) less prices wins; rows follow each other in the
order of the columns. Weights and scores, targets and actual values support each other within a row.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import accumulate

from extractor.align import DEFAULT_SKIP_COST, SKIP_COST, Scorer

_LONGEST = 120
_MOST_CUTS = 24
_DEAREST_CROSSING = 6.0
_SKIPPED_PIECE = 2.0
_HOPELESS = -4.0
_NUMBER_SIGNS = "≥≤><=0123456789.,-~～"
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
    """A reading up to a cut: `last` is the column of its last piece (-1 before the first)."""

    total: float
    last: int
    row: int
    texts: Mapping[str, str]
    piece: Piece | None
    before: _Reading | None


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


def segment(text: str, cuts: Sequence[Cut], roles: Sequence[str], scorer: Scorer) -> list[Piece]:
    """Pieces of the best reading of `text` between the first and the last of `cuts`, in text order."""
    columns = _Columns(tuple(roles), tuple(accumulate(map(_skip, roles), initial=0.0)))
    at: list[dict[int, _Reading]] = [{} for _ in cuts]
    at[0][-1] = _Reading(0.0, -1, 0, {}, None, None)
    for index in range(len(cuts) - 1):
        skipped = text[cuts[index].position : cuts[index + 1].position]
        price = 0.0 if scorer.features(skipped).part and not cuts[index].price else _SKIPPED_PIECE
        for reading in at[index].values():
            _keep(at[index + 1], replace(reading, total=reading.total - price, piece=None, before=reading))
        for stop, crossed in _stops(cuts, index):
            piece = text[cuts[index].position : cuts[stop].position]
            price = cuts[stop].price + crossed
            for column, fit in enumerate(scorer.scores(piece, columns.roles)):
                if fit - price < _HOPELESS or (cuts[index].price and _begins_inside(piece, columns.roles[column])):
                    continue
                candidate = _Candidate(column, piece, cuts[index].position, fit - price)
                for reading in at[index].values():
                    _extend(at[stop], reading, columns, candidate)
    best = max(at[-1].values(), key=lambda reading: reading.total - columns.skipping(reading.last + 1, len(roles)))
    return _pieces(best)


def _begins_inside(piece: str, role: str) -> bool:
    """A name that would begin with a number where no border stands before it: the number may be another cell's end."""
    return role == "name" and piece[:1].isdigit()


def _keep(readings: dict[int, _Reading], reading: _Reading) -> None:
    known = readings.get(reading.last)
    if known is None or reading.total > known.total:
        readings[reading.last] = reading


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


def _extend(readings: dict[int, _Reading], reading: _Reading, columns: _Columns, candidate: _Candidate) -> None:
    """Put `reading` with the candidate behind it among `readings`, if it is the best one that ends in this column."""
    column = candidate.column
    role = columns.roles[column]
    if column > reading.last:
        row, texts = reading.row, reading.texts
        price = columns.skipping(reading.last + 1, column)
    else:
        row, texts = reading.row + 1, _NO_TEXTS
        price = columns.skipping(reading.last + 1, len(columns.roles)) + columns.skipping(0, column)
    total = reading.total + candidate.fit - price + _support(role, candidate.text, texts)
    known = readings.get(column)
    if known is not None and total <= known.total:
        return
    piece = Piece(row, role, candidate.start, candidate.start + len(candidate.text))
    readings[column] = _Reading(total, column, row, {**texts, role: candidate.text}, piece, reading)


_NO_TEXTS: Mapping[str, str] = {}


def _skip(role: str) -> float:
    return SKIP_COST.get(role, DEFAULT_SKIP_COST)


def _support(role: str, piece: str, texts: Mapping[str, str]) -> float:
    """How much the row's other cells speak for this one."""
    if role == "actual" and "target" in texts:
        return _same_value(texts["target"], piece)
    if role == "score" and "weight" in texts:
        return _within_weight(texts["weight"], piece)
    if role == "weight" and "score" in texts:
        return _within_weight(piece, texts["score"])
    return 0.0


def _same_value(target: str, actual: str) -> float:
    """How much it speaks for target and actual value that they are equal, close, or of one unit."""
    if target == actual:
        return 1.5
    tail, other = target.lstrip(_NUMBER_SIGNS), actual.lstrip(_NUMBER_SIGNS)
    if tail and tail == other:
        return 1.0
    wanted, reached = _points(target), _points(actual)
    return 0.8 if wanted and reached and _CLOSE[0] <= reached / wanted <= _CLOSE[1] else 0.0


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
