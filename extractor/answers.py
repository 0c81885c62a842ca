"""Which of the values said of an indicator answers its target: one of its basis, dimension and unit."""

from __future__ import annotations

from collections.abc import Sequence

from extractor.report import Measure


def answer_among(target: Measure | None, values: Sequence[Measure]) -> Measure | None:
    """The value that answers the target: of its basis and dimension, else of its dimension, else words (已完成)."""
    if target is None:
        return values[0] if values else None
    fitting = [value for value in values if comparable(target, value)]
    same = [value for value in fitting if value.basis == target.basis]
    if same:
        return next((value for value in same if same_unit(target, value)), same[0])
    if fitting and target.basis not in {"growth", "share"}:
        return fitting[0]
    return next((value for value in values if value.value is None), None)


def same_unit(target: Measure, value: Measure) -> bool:
    """Whether both values are stated in the same base unit."""
    wanted, got = target.normalized, value.normalized
    return wanted is not None and got is not None and wanted.unit == got.unit


def answers(target: Measure, unit: str | None) -> bool:
    """Whether a value of `unit` may answer the target: in the same words, or where one of them states none.

    A standard may be printed with its measure or without (每亩300元, 300元/亩).
    """
    if not unit or not target.unit:
        return True
    first, second = (_scaled(name) for name in (unit, target.unit))
    return first == second or (first.partition("/")[0] == second.partition("/")[0] == "元")


def _scaled(unit: str) -> str:
    return unit.lstrip("万亿千")


def comparable(target: Measure, value: Measure) -> bool:
    """Whether both values are numbers of one dimension: both rates, or neither."""
    wanted, got = target.normalized, value.normalized
    if wanted is None or got is None:
        return wanted is None and got is None
    return wanted.unit == got.unit or (wanted.unit != "%" and got.unit != "%")


def of_other_kinds(target: Measure, value: Measure) -> bool:
    """Whether two values cannot be of one thing: one is money, a rate or a count, and the other is not."""
    wanted, got = _kind(target), _kind(value)
    return wanted is not None and got is not None and wanted != got


def _kind(value: Measure) -> str | None:
    unit = value.normalized.unit if value.normalized else None
    if unit is None or unit == "%":
        return unit
    return "money" if unit.startswith("元") else "count"


def overlap(first: str, second: str) -> bool:
    """Whether two names share most of the shorter one's characters in order of pairs."""
    short, long = sorted((first, second), key=len)
    pairs = {short[index : index + 2] for index in range(len(short) - 1)}
    if not pairs:
        return False
    return sum(pair in long for pair in pairs) / len(pairs) > 0.5
