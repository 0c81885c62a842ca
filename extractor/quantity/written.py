"""Quantities in base units, and written back in one canonical way."""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache

from extractor.quantity.lexicon import Lexicon, split_scale
from extractor.quantity.model import Quantity
from extractor.quantity.numerals import scale_factor

_SIGNS = {">=": "≥", "<=": "≤", ">": ">", "<": "<", "=": "", "range": ""}
_READ_AS_DATES = ("月", "年", "日")


def normalize(
    value: Decimal | None, high: Decimal | None, unit: str | None, lexicon: Lexicon
) -> tuple[Decimal | None, Decimal | None, str | None]:
    """`value`, `high` and `unit` in base units: 元 for money, % for rates, 人次 for 万人次, no 万.

    Percentage points, 倍 and measures (公里, 亩) stay as they are.
    """
    factor, base = _base(unit, lexicon)
    return (None if value is None else value * factor, None if high is None else high * factor, base)


@lru_cache(maxsize=1024)  # documents have few units
def _base(unit: str | None, lexicon: Lexicon) -> tuple[Decimal, str | None]:
    if unit is None:
        return Decimal(1), None
    if unit in lexicon.percents:
        return lexicon.percents[unit], "%"
    scale, printed = split_scale(unit, lexicon)
    factor, base = lexicon.currencies.get(printed, (Decimal(1), printed))
    return factor * scale_factor(scale), base or None


def render(quantity: Quantity) -> str:
    """`quantity` in one canonical way of writing: ≥85%, 10~15天, 2022年12月31日前.

    `parse` gives it back with the same value, high, unit, comparator and date. A date without its year cannot
    be written and gives the empty text.
    """
    if quantity.kind == "date":
        return _render_date(quantity)
    unit = quantity.unit or ""
    if quantity.high is not None:
        return f"{quantity.value:f}~{quantity.high:f}{unit}"
    sign = "=" if quantity.comparator == "=" and unit in _READ_AS_DATES else _SIGNS[quantity.comparator]
    return f"{sign}{quantity.value:f}{unit}"


def _render_date(quantity: Quantity) -> str:
    if quantity.date is None:
        return ""
    when = {"<=": "前", ">=": "后"}.get(quantity.comparator, "")
    return f"{quantity.date.year}年{quantity.date.month}月{quantity.date.day}日{when}"
