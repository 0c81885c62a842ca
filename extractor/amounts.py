"""Amounts of a fund row without columns, put back under the header's stages.

The order of the columns is known; cells may be missing, and digits of neighbouring cells may have run together
(202010100.00%10). Among the readings that keep the order the one wins in which the figures agree with each
other: the rate with executed ÷ budget, the score with the weight.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import islice, pairwise

_NUMBER = re.compile(r"(\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)(%|％|亿元|万元|元|万)?")
_DASH = re.compile(r"[-—–/]+")
# How much it speaks for a reading that there is one figure for each column: more than a rate that does not fit.
_ONE_A_COLUMN = 5.0
_FIGURE = re.compile(r"\d|[-—–/]")
_LONGEST_FUSED = 48
_MONEY = frozenset({"initial_budget", "budget", "received", "executed", "remaining"})
_OFTEN_EQUAL = (
    ("initial_budget", "budget"),
    ("budget", "received"),
    ("budget", "executed"),
    ("received", "executed"),
    ("weight", "score"),
)
_MOST_READINGS = 20000
_IMPOSSIBLE = -5.0
_NEARLY = Decimal("0.6")
_USUAL_WEIGHT = 30
_FEWEST_REPEATED = 2
# What the figures of a row must say for each other at least, and say more than those of other cuts.
_SAYS_ENOUGH, _CLEARLY = 0.8, 0.5
# Equal decimals alone say too little: 190.6174.85 may be 190.61 and 74.85, or 190.6 and 174.85.
_HALF = 0.5
_HALVED = 1.0


_Values = Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Placed:
    """A number of a row: the index of its column, and its range in the row's text."""

    column: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Row:
    """The figures of a row: text, borders of cells, the columns, and whether the cells may have run together."""

    text: str
    borders: frozenset[int]
    roles: tuple[str, ...]
    fused: bool


@dataclass(frozen=True, slots=True)
class _Reading:
    score: float
    placed: tuple[Placed, ...]


def assign(text: str, borders: Sequence[int], roles: Sequence[str]) -> list[Placed]:
    """Numbers of `text` under `roles`; `borders` are the offsets where one cell may end and another begin."""
    repeated = _repeated_amounts(text, roles)
    if repeated:
        return repeated
    plain = tuple(_one_a_column(text, borders, roles))
    best = _Reading(float("-inf"), ())
    fused = len(borders) <= max(1, len(roles) // 3)
    row = _Row(text, frozenset(borders), tuple(roles), fused)
    for count, placed in enumerate(_readings(row, 0, 0)):
        score = _score(text, roles, placed, fused=fused) + (_ONE_A_COLUMN if placed == plain else 0.0)
        if score > best.score:
            best = _Reading(score, placed)
        if count >= _MOST_READINGS:
            break
    return list(best.placed)


def is_decided(text: str, borders: Sequence[int], roles: Sequence[str], placed: Sequence[Placed]) -> bool:
    """Whether the figures of a row say themselves that digits which ran together were cut rightly.

    Their rate or what remains fits the amounts, or amounts are the same, which equal decimals may bear out; and other
    cuts between the `borders` into as many figures have less to say for them.
    """
    taken = tuple(placed)
    worth = _borne_out(text, roles, taken)
    row = _Row(text, frozenset(borders), tuple(roles), fused=True)
    others = islice(_readings(row, 0, 0), _MOST_READINGS)
    rivals = (one for one in others if one != taken and len(one) == len(taken) and _reads_all(text, one))
    return worth >= _SAYS_ENOUGH and all(worth - _borne_out(text, roles, one) >= _CLEARLY for one in rivals)


def may_be_several(text: str, roles: Sequence[str]) -> bool:
    """Whether a number could be the amounts of several columns that ran together, none of them nothing."""
    row = _Row(text, frozenset({len(text)}), tuple(roles), fused=True)
    found = (one for one in islice(_readings(row, 0, 0), _MOST_READINGS) if len(one) > 1 and _reads_all(text, one))
    values = ([(roles[item.column], text[item.start : item.end]) for item in one] for one in found)
    return any(not _zeros(one) and all(role in _MONEY for role, _ in one) for one in values)


def _reads_all(text: str, placed: Sequence[Placed]) -> bool:
    return sum(item.end - item.start for item in placed) == sum(map(len, re.findall(r"[\d.,%％亿万元]+", text)))


def _borne_out(text: str, roles: Sequence[str], placed: Sequence[Placed]) -> float:
    """How much the figures say for each other."""
    values = [(roles[item.column], text[item.start : item.end]) for item in placed]
    money = sum(role in _MONEY for role, _ in values)
    whole = money == sum(role in _MONEY for role in roles)
    points = dict(values).get("weight"), dict(values).get("score")
    odd = sum(_fit_points("weight", one) < 0 for one in points if one)
    same = _repeated([one for one in values if one[0] in _MONEY]) + (_alike(values) * _HALF if whole else 0.0)
    return _agreement(text, roles, placed) + _remainder(values) + same - _zeros(values) - odd


def _repeated_amounts(text: str, roles: Sequence[str]) -> list[Placed]:
    """One amount printed once for every money column without any border and nothing else (410410)."""
    columns = [column for column, role in enumerate(roles) if role in _MONEY]
    if len(columns) < _FEWEST_REPEATED:
        return []
    found = re.fullmatch(rf"([1-9]\d*(?:\.\d+)?)\1{{{len(columns) - 1}}}", text)
    if found is None:
        return []
    size = len(found[1])
    return [Placed(column, rank * size, (rank + 1) * size) for rank, column in enumerate(columns)]


def _one_a_column(text: str, borders: Sequence[int], roles: Sequence[str]) -> list[Placed]:
    """The reading of one whole figure or dash for each column, or for each but those of words (原因).

    None such where the header has columns whose figures nobody knows: a number of rows may stand in the place of one.
    """
    if {"", "other"} & set(roles):
        return []
    cells = [(start, end) for start, end in pairwise([0, *borders]) if _FIGURE.search(text, start, end)]
    for columns in (range(len(roles)), [column for column, role in enumerate(roles) if role != "ignored"]):
        if len(columns) == len(cells) > 1 and all(
            _DASH.fullmatch(text, *cell)
            or (_NUMBER.fullmatch(text, *cell) and _fit(roles[column], text[slice(*cell)]) > _IMPOSSIBLE)
            for column, cell in zip(columns, cells, strict=True)
        ):
            found = zip(columns, cells, strict=True)
            return [Placed(column, *cell) for column, cell in found if not _DASH.fullmatch(text, *cell)]
    return []


def _readings(row: _Row, position: int, column: int) -> Iterator[tuple[Placed, ...]]:
    position = _skip_noise(row.text, position)
    if position >= len(row.text) or (column >= len(row.roles) and not row.fused):
        yield ()
        return
    if column >= len(row.roles):
        return
    dash = _DASH.match(row.text, position)
    if dash:
        yield from _readings(row, dash.end(), column + 1)
        return
    for end in _ends(row, position):
        if _fit(row.roles[column], row.text[position:end]) <= _IMPOSSIBLE:
            continue
        for rest in _readings(row, end, column + 1):
            yield (Placed(column, position, end), *rest)
    yield from _readings(row, position, column + 1)


def _skip_noise(text: str, position: int) -> int:
    while position < len(text) and not (text[position].isdigit() or _DASH.match(text, position)):
        position += 1
    return position


def _ends(row: _Row, start: int) -> list[int]:
    """Where a number that begins at `start` may end: at its border, or inside digits that ran together."""
    limit = min((border for border in row.borders if border > start), default=len(row.text))
    whole = _NUMBER.match(row.text, start, limit)
    if whole is None:
        return []
    plain = whole.end() >= limit or _DASH.match(row.text, whole.end()) is not None
    if (plain and not row.fused) or limit - start > _LONGEST_FUSED:
        return [whole.end()]
    return list(_cuts(row.text, start, limit))


def _cuts(text: str, start: int, limit: int) -> Iterator[int]:
    for end in range(limit, start, -1):
        found = _NUMBER.fullmatch(text, start, end)
        if found and not _leading_zero(found[1]) and not (end < limit and text[end] in ".%％"):
            yield end


def _leading_zero(digits: str) -> bool:
    return len(digits) > 1 and digits[0] == "0" and digits[1] != "."


def _score(text: str, roles: Sequence[str], placed: tuple[Placed, ...], *, fused: bool) -> float:
    values = [(roles[item.column], text[item.start : item.end]) for item in placed]
    read = sum(item.end - item.start for item in placed)
    score = (0.3 if fused else 1.0) * len(placed) - 0.6 * (len(text) - read)
    score += sum(_fit(role, value) for role, value in values)
    score += _repeated(values) + _alike(values) - _zeros(values) if fused else 0.0
    score += _agreement(text, roles, placed) + _remainder(values) + _points(dict(values))
    score -= _HALVED if fused and {"weight", "score"} <= set(roles) and _weighed_only(dict(values)) else 0.0
    score -= sum(_torn(text, item) for item in placed)
    return score - 0.05 * sum(item.column for item in placed) - 0.4 * _skipped(roles, placed)


def _skipped(roles: Sequence[str], placed: tuple[Placed, ...]) -> int:
    """How many amount columns are left empty before the last filled column."""
    last = max((item.column for item in placed), default=0)
    filled = {item.column for item in placed}
    return sum(
        role not in {"", "other", "weight", "score", "ignored", "rate"} and i not in filled
        for i, role in enumerate(roles[:last])
    )


def _torn(text: str, item: Placed) -> float:
    """Price of a cut through digits behind a decimal point (100.0|0%)."""
    inside = item.end < len(text) and text[item.end].isdigit() and text[item.end - 1].isdigit()
    return 0.8 if inside and "." in text[item.start : item.end] else 0.0


def _fit(role: str, value: str) -> float:
    percent = value[-1] in "%％"
    if role == "rate":
        return 2.0 if percent else -0.3
    if not role:
        return -0.1
    if role == "other" and not percent:
        return -0.3
    if percent:
        return -6.0
    if role == "ignored":
        return 0.2 if len(value) <= 2 else -0.5
    if role in {"weight", "score"}:
        return _fit_points(role, value)
    return 0.0


def _fit_points(role: str, value: str) -> float:
    number = _number(value)
    if not number and role == "weight":
        return -2.0
    if number > 100 or value.endswith(("元", "万")):
        return -6.0
    return 0.5 if number <= _USUAL_WEIGHT and len(value.partition(".")[2]) <= 2 else -1.0


def _zeros(values: _Values) -> float:
    """Price of amounts of nothing, which a wrong cut makes easily."""
    return sum(1.0 for role, value in values if role in _MONEY and not _number(value))


def _repeated(values: _Values) -> float:
    """How much equal neighbours speak for a cut through digits that ran together (64.864.864.8100%)."""
    known = dict(values)
    return sum(0.8 for first, second in _OFTEN_EQUAL if first in known and known[first] == known.get(second))


def _alike(values: _Values) -> float:
    """How much it speaks for a cut through digits that all amounts print as many decimals."""
    places = {_decimals(value) for role, value in values if role in _MONEY}
    return 1.5 if len(places) == 1 and places != {0} else 0.0


def _decimals(value: str) -> int:
    return len(value.rstrip("亿万元").partition(".")[2])


def _agreement(text: str, roles: Sequence[str], placed: Sequence[Placed]) -> float:
    """How well each rate fits the amount of the column before it, as a share of one that stands further before."""
    found = {item.column: text[item.start : item.end] for item in placed}
    score = 0.0
    for column, rate in found.items():
        money = [index for index in range(column) if roles[index] in _MONEY]
        if roles[column] == "rate" and money and money[-1] in found:
            wholes = [found[index] for index in money[:-1] if index in found]
            score += _fits_rate(rate, found[money[-1]], wholes) if wholes else 0.0
    return score


def _remainder(values: _Values) -> float:
    """How much it speaks for a reading that what is left is what came less what was spent."""
    known = {role: _number(value) for role, value in values if role in _MONEY}
    if not {"remaining", "executed"} <= known.keys():
        return 0.0
    left = known["remaining"] + known["executed"]
    return 3.0 if left in {known.get("budget"), known.get("received")} else 0.0


def _fits_rate(rate: str, amount: str, wholes: Sequence[str]) -> float:
    part = _number(amount)
    if part and not _number(rate):
        return -2.0
    shares = [part * 100 / _number(whole) for whole in wholes if part and _number(whole)]
    apart = min((abs(share - _number(rate)) for share in shares), default=Decimal(100))
    if apart <= _rounding(rate):
        return 4.0
    return 2.0 if apart <= _NEARLY else -2.0


def _rounding(rate: str) -> Decimal:
    """Half a unit of the last digit that the rate prints."""
    digits = rate.rstrip("%％")
    places = len(digits.partition(".")[2])
    return Decimal(5).scaleb(-places - 1)


def _points(values: dict[str, str]) -> float:
    weight, score = values.get("weight"), values.get("score")
    if values.keys() <= {"weight", "score"}:
        return -3.0
    if weight is None or score is None:
        return 0.0
    return 1.0 if _number(score) <= _number(weight) else -4.0


def _weighed_only(values: dict[str, str]) -> bool:
    """Whether there is a weight without its score, as a cut through the decimals of an amount makes it."""
    return "weight" in values and "score" not in values


def _number(value: str) -> Decimal:
    return Decimal(re.sub(r"[^\d.]", "", value))
