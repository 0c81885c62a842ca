"""Numbers of OFD: lists of them, transformations, and straight lines of paths. All in millimetres."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

_NUMBER = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")
_PATH_TOKEN = re.compile(rf"[A-Za-z]|{_NUMBER.pattern}")
_OPERANDS = {"S": 2, "M": 2, "L": 2, "Q": 4, "B": 6, "A": 7, "C": 0}
_MAX_TOKENS = 2_000_000  # of one path; a drawing, never a rule
_HUGE = 1e5  # millimetres, beyond any page

Point = tuple[float, float]


class Matrix(NamedTuple):
    """x' = a x + c y + e, y' = b x + d y + f, as in CTM attributes."""

    a: float = 1.0
    b: float = 0.0
    c: float = 0.0
    d: float = 1.0
    e: float = 0.0
    f: float = 0.0

    def point(self, x: float, y: float) -> Point:
        """Where the point comes to lie."""
        return self.a * x + self.c * y + self.e, self.b * x + self.d * y + self.f

    def after(self, first: Matrix) -> Matrix:
        """This transformation carried out after `first`."""
        x, y = self.point(first.e, first.f)
        return Matrix(
            self.a * first.a + self.c * first.b,
            self.b * first.a + self.d * first.b,
            self.a * first.c + self.c * first.d,
            self.b * first.c + self.d * first.d,
            x,
            y,
        )

    @property
    def scale(self) -> float:
        """How much larger things become, both directions taken together."""
        return math.sqrt(abs(self.a * self.d - self.b * self.c))

    @property
    def angle(self) -> float:
        """Direction of what ran to the right before, in degrees clockwise, 0 to 360."""
        return math.degrees(math.atan2(self.b, self.a)) % 360


def numbers(text: str | None) -> list[float]:
    """Numbers in `text`, those beyond any page left out."""
    found = (float(number) for number in _NUMBER.findall(text or ""))
    return [number for number in found if abs(number) < _HUGE]


def box(text: str | None) -> tuple[float, float, float, float] | None:
    """x, y, width and height of a box; None where `text` is not one."""
    found = numbers(text)
    return (found[0], found[1], found[2], found[3]) if len(found) == 4 else None


def matrix(text: str | None) -> Matrix:
    """The transformation of a CTM; none where `text` is not one."""
    found = numbers(text)
    return Matrix(*found) if len(found) == 6 else Matrix()


def deltas(text: str | None, count: int) -> list[float]:
    """Steps between characters, at most `count`, from a list that may repeat: "g 3 2.5" is 2.5 2.5 2.5."""
    steps: list[float] = []
    tokens = iter((text or "").split())
    for token in tokens:
        times, value = (next(tokens, "0"), next(tokens, "")) if token == "g" else ("1", token)
        found = numbers(value)
        if found and times.isdigit():
            steps += found[:1] * min(int(times[:9]), count)
        if len(steps) >= count:
            break
    return steps[:count]


def straight_lines(path: str) -> Iterator[tuple[Point, Point]]:
    """Straight strokes of a path's `AbbreviatedData`, in order; curves only move the pen."""
    start = pen = (0.0, 0.0)
    for operator, operands in _operations(path):
        if operator == "C":
            if pen != start:
                yield pen, start
            pen = start
            continue
        end = (operands[-2], operands[-1])
        if operator == "L":
            yield pen, end
        elif operator in "SM":
            start = end
        pen = end


def _operations(path: str) -> Iterator[tuple[str, Sequence[float]]]:
    tokens = _PATH_TOKEN.findall(path[:_MAX_TOKENS])
    place = 0
    while place < len(tokens):
        operator = tokens[place]
        wanted = _OPERANDS.get(operator)
        operands = tokens[place + 1 : place + 1 + (wanted or 0)]
        if wanted is None or len(operands) < wanted or any(operand.isalpha() for operand in operands):
            place += 1
            continue
        yield operator, [min(max(float(operand), -_HUGE), _HUGE) for operand in operands]
        place += 1 + wanted
