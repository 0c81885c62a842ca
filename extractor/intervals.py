"""Rounding intervals: what a printed figure says about the value behind it, and exact arithmetic with such intervals.

54 % stands for every value that rounds to it, [53.5, 54.5); trailing zeros count, 54.0 % is [53.95, 54.05).
Ends are exact Decimals. Quotients are not formed, since they are not exact: `part ÷ whole = share` is asked as
whether `part` meets `share × whole`, which is the same question and needs no division.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import MAX_EMAX, MIN_EMIN, ROUND_HALF_UP, Context, Decimal
from typing import NamedTuple

from extractor.report import Measure
from extractor.width import folded

# Wide enough that no sum or product of printed figures is ever rounded.
EXACT = Context(prec=400, Emax=MAX_EMAX, Emin=MIN_EMIN)
_HALF = Decimal("0.5")
_NUMBER = re.compile(r"\d[\d,，]*(?:\.\d+)?")


class Interval(NamedTuple):
    """Values from `low` to `high`; each end belongs to it or not."""

    low: Decimal
    high: Decimal
    low_closed: bool = True
    high_closed: bool = False

    def __str__(self) -> str:
        if self.low == self.high:
            return plain(self.low)
        return (
            f"{'[' if self.low_closed else '('}{plain(self.low)}, {plain(self.high)}{']' if self.high_closed else ')'}"
        )

    def meets(self, other: Interval) -> bool:
        """Whether the two have a value in common."""
        return _starts_before_end(self, other) and _starts_before_end(other, self)

    def below(self, other: Interval) -> bool:
        """Whether every value here is smaller than every value there."""
        return not _starts_before_end(other, self)


def _starts_before_end(first: Interval, second: Interval) -> bool:
    return first.low < second.high or (first.low == second.high and first.low_closed and second.high_closed)


def point(value: Decimal) -> Interval:
    """The one value: for what is counted or awarded, not measured."""
    return Interval(value, value, True, True)


def rounded(value: Decimal, exponent: int) -> Interval:
    """What rounds, half away from zero, to `value` with its last digit at ten to the power of `exponent`.

    A printed 0 without decimals says that there is nothing, and stands for itself.
    """
    if not value and exponent >= 0:
        return point(value)
    half = _HALF.scaleb(exponent, EXACT)
    low, high = EXACT.subtract(value, half), EXACT.add(value, half)
    return Interval(low, high, value > 0, value < 0)


def printed_exponent(text: str, value: Decimal) -> int:
    """The place of the last printed digit of `value` in `text`: -2 for 95.00, 0 for 5,000 and for numerals in words."""
    printed = abs(value)
    for match in _NUMBER.finditer(folded(text)):
        digits = Decimal(match[0].replace(",", "").replace("，", ""))
        if digits == printed:
            return _exponent(digits)
    return _exponent(value)


def _exponent(value: Decimal) -> int:
    exponent = value.as_tuple().exponent
    return min(exponent, 0) if isinstance(exponent, int) else 0


def of_measure(measure: Measure) -> Interval | None:
    """The interval of a stated value in base units; None for bounds, dates, words and what is only about so much."""
    base = measure.normalized
    if measure.value is None or base is None or measure.approximate or measure.comparator not in ("=", "range"):
        return None
    stated = rounded(measure.value, printed_exponent(measure.text, measure.value))
    if measure.high is not None:
        upper = rounded(measure.high, printed_exponent(measure.text, measure.high))
        stated = Interval(stated.low, upper.high, stated.low_closed, upper.high_closed)
    return scaled(stated, _factor(measure.value, base.value))


def _factor(printed: Decimal, base: Decimal) -> Decimal:
    """What one of the printed unit is in base units: 10000 for 万元, 0.1 for ‰."""
    return EXACT.divide(base, printed) if printed else Decimal(1)


def scaled(interval: Interval, factor: Decimal) -> Interval:
    """The interval times a positive number."""
    if factor == 1:
        return interval
    return Interval(
        EXACT.multiply(interval.low, factor),
        EXACT.multiply(interval.high, factor),
        interval.low_closed,
        interval.high_closed,
    )


def negated(interval: Interval) -> Interval:
    """The interval with the sign turned."""
    return Interval(-interval.high, -interval.low, interval.high_closed, interval.low_closed)


def total(intervals: Iterable[Interval]) -> Interval:
    """All sums of one value from each; 0 for none."""
    low = high = Decimal(0)
    low_closed = high_closed = True
    for interval in intervals:
        low, high = EXACT.add(low, interval.low), EXACT.add(high, interval.high)
        low_closed, high_closed = low_closed and interval.low_closed, high_closed and interval.high_closed
    return Interval(low, high, low_closed, high_closed)


def product(first: Interval, second: Interval) -> Interval:
    """All products of one value from each."""
    if first.low > 0 and second.low > 0 and first.low < first.high and second.low < second.high:
        return Interval(
            EXACT.multiply(first.low, second.low),
            EXACT.multiply(first.high, second.high),
            first.low_closed and second.low_closed,
            first.high_closed and second.high_closed,
        )
    ends = [
        (EXACT.multiply(a, b), (a_closed and b_closed) or (not a and a_closed) or (not b and b_closed))
        for a, a_closed in ((first.low, first.low_closed), (first.high, first.high_closed))
        for b, b_closed in ((second.low, second.low_closed), (second.high, second.high_closed))
    ]
    low, high = min(end for end, _ in ends), max(end for end, _ in ends)
    return Interval(
        low, high, any(closed for end, closed in ends if end == low), any(closed for end, closed in ends if end == high)
    )


def is_share(part: Interval, whole: Interval, percent: Interval) -> bool:
    """Whether `part` can be `percent` per cent of `whole`."""
    return scaled(part, Decimal(100)).meets(product(percent, whole))


def is_growth(now: Interval, before: Interval, percent: Interval) -> bool:
    """Whether `now` can have grown by `percent` per cent over `before`."""
    return is_share(now, before, total((percent, point(Decimal(100)))))


def percentage(part: Decimal, whole: Decimal, exponent: int) -> Decimal:
    """`part` in per cent of `whole`, rounded half up to the place `exponent`: for messages. `whole` is not 0."""
    quotient = EXACT.divide(EXACT.multiply(part, Decimal(100)), whole)
    return quotient.quantize(Decimal(1).scaleb(min(exponent, 0)), ROUND_HALF_UP, EXACT)


def plain(value: Decimal) -> str:
    """Digits without exponent and without zeros at the end."""
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
