"""Cells as they stand in a CSV file, and back: RFC 4180, safe to open in a spreadsheet.

A spreadsheet runs a cell that begins with `=`, `+`, `-`, `@` (or a full-width form, a tab or a line
break before one) as a formula. Such text gets an apostrophe in front, and so does text that begins
with an apostrophe itself: to have the text back, take one leading apostrophe off every text cell that
has one. A sign alone (the comparator =, a dash) is no formula and stays as it is. Only text cells are
treated; numbers, dates and true/false are written plainly. An empty cell is a missing value.
"""

from __future__ import annotations

import csv
import datetime
from collections.abc import Callable, Iterable
from decimal import Decimal
from functools import lru_cache
from types import SimpleNamespace
from typing import Any

from extractor.writers.columns import Cell, CellType

GUARD = "'"
GUARDED = frozenset({"=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", "\n", GUARD})
SIGNS_ALONE = frozenset({"=", "+", "-", "@"})


def lines(rows: Iterable[Iterable[Cell]]) -> list[str]:
    """Each of `rows` as one line of a CSV file, its end included; a line break within a cell ends no line."""
    written: list[str] = []
    # Most cells are empty: the library knows what to make of them.
    rendered = ([cell if cell is None else _RENDERED[type(cell)](cell) for cell in row] for row in rows)
    csv.writer(SimpleNamespace(write=written.append), lineterminator="\r\n").writerows(rendered)
    return written


def guard(text: str) -> str:
    """`text` as it may stand in a spreadsheet; `unguard` undoes it."""
    return GUARD + text if text[:1] in GUARDED and text not in SIGNS_ALONE else text


def unguard(text: str) -> str:
    """The text that `guard` was given."""
    return text.removeprefix(GUARD)


def render(cell: Cell) -> str:
    """`cell` as it stands in a CSV file; numbers without exponent and without zeros at the end."""
    return "" if cell is None else _RENDERED[type(cell)](cell)


@lru_cache(maxsize=1024)
def plain(number: Decimal) -> str:
    """`number` in digits: 100.00 as 100, 1.50 as 1.5, 1E+4 as 10000."""
    digits = f"{number:f}"
    if "." in digits:
        digits = digits.rstrip("0").rstrip(".")
    return "0" if digits == "-0" else digits


def parsed(text: str, kind: CellType) -> Cell:
    """The cell of a column of type `kind` that `render` wrote as `text`. Raises: ValueError, ArithmeticError."""
    return _PARSED[kind](text) if text else None


_RENDERED: dict[type, Callable[[Any], str]] = {
    bool: lambda truth: "true" if truth else "false",
    datetime.date: datetime.date.isoformat,
    Decimal: plain,
    int: str,
    str: guard,
}
_PARSED: dict[CellType, Callable[[str], Cell]] = {
    "string": unguard,
    "integer": int,
    "number": Decimal,
    "boolean": lambda text: text == "true",
    "date": datetime.date.fromisoformat,
}
