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

_NUMBER = re.compile(r"(\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)(%|％|亿元|万元|元|万)?")
_DASH = re.compile(r"[-—–/]+")
_LONGEST_FUSED = 48
_BUDGETS = ("budget", "initial_budget", "received")
_MOST_READINGS = 20000


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
    best = _Reading(float("-inf"), ())
    fused = len(borders) <= max(1, len(roles) // 3)
    row = _Row(text, frozenset(borders), tuple(roles), fused)
    for count, placed in enumerate(_readings(row, 0, 0)):
        score = _score(text, roles, placed)
        if score > best.score:
            best = _Reading(score, placed)
        if count >= _MOST_READINGS:
            break
    return list(best.placed)


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


def _score(text: str, roles: Sequence[str], placed: tuple[Placed, ...]) -> float:
    values = {roles[item.column]: text[item.start : item.end] for item in placed}
    read = sum(item.end - item.start for item in placed)
    score = 1.0 * len(placed) - 0.6 * (len(text) - read)
    score += sum(_fit(role, value) for role, value in values.items())
    score += _agreement(values) + _points(values)
    return score - 0.05 * sum(item.column for item in placed)


def _fit(role: str, value: str) -> float:
    percent = value[-1] in "%％"
    if role == "rate":
        return 2.0 if percent else -0.3
    if percent:
        return -6.0
    if role == "ignored":
        return 0.2 if len(value) <= 2 else -0.5
    if role in {"weight", "score"}:
        return 0.5 if _number(value) <= 100 and not value.endswith("元") else -6.0
    return 0.0


def _agreement(values: dict[str, str]) -> float:
    rate, executed = values.get("rate"), values.get("executed")
    if rate is None or executed is None:
        return 0.0
    bases = [_number(values[role]) for role in _BUDGETS if role in values]
    if not bases:
        return 0.0
    share = [_number(executed) * 100 / base for base in bases if base]
    return 4.0 if any(abs(part - _number(rate)) <= Decimal("0.6") for part in share) else -2.0


def _points(values: dict[str, str]) -> float:
    weight, score = values.get("weight"), values.get("score")
    if weight is None or score is None:
        return 0.0
    return 1.0 if _number(score) <= _number(weight) else -4.0


def _number(value: str) -> Decimal:
    return Decimal(re.sub(r"[^\d.]", "", value))
