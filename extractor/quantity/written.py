"""Quantities in base units, and written back in one canonical way."""

from __future__ import annotations

from decimal import Decimal

from extractor.quantity.grammar import Quantity, _without_scale
from extractor.quantity.lexicon import Lexicon

_SIGNS = {">=": "≥", "<=": "≤", ">": ">", "<": "<", "=": "", "range": ""}


def normalize(
    value: Decimal | None, high: Decimal | None, unit: str | None, lexicon: Lexicon
) -> tuple[Decimal | None, Decimal | None, str | None]:
    """`value`, `high` and `unit` in base units: 元 for money, % for rates, 人次 for 万人次, no 万."""
    if unit is None:
        return value, high, None
    if unit in lexicon.percents:
        factor, base = lexicon.percents[unit], "%"
    elif unit in lexicon.scales:
        factor, base = Decimal(lexicon.scales[unit]), ""
    else:
        scale, base = _without_scale(unit, lexicon)
        factor = Decimal(scale)
    return (
        None if value is None else value * factor,
        None if high is None else high * factor,
        base or None,
    )


def render(quantity: Quantity) -> str:
    """`quantity` in one canonical way of writing: ≥85%, 10~15天, 2022-12-31前."""
    unit = quantity.unit or ""
    if quantity.kind == "date":
        when = {"<=": "前", ">=": "后"}.get(quantity.comparator, "")
        return f"{quantity.date:%Y年%-m月%-d日}{when}" if quantity.date else ""
    if quantity.high is not None:
        return f"{quantity.value:f}~{quantity.high:f}{unit}"
    return f"{_SIGNS[quantity.comparator]}{quantity.value:f}{unit}"
