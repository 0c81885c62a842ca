"""Rounding intervals: what printed digits stand for, and exact arithmetic with them."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.intervals import (
    EXACT,
    Interval,
    is_growth,
    is_share,
    negated,
    of_measure,
    point,
    printed_exponent,
    product,
    rounded,
    total,
)
from tests.checks.reports import measure


def _printed(text: str) -> Interval:
    interval = of_measure(measure(text))
    assert interval is not None
    return interval


@pytest.mark.parametrize(
    ("text", "interval"),
    [
        ("54%", "[53.5, 54.5)"),
        ("54.0%", "[53.95, 54.05)"),
        ("5352.8元", "[5352.75, 5352.85)"),
        ("5352.8万元", "[53527500, 53528500)"),
        ("95.00%", "[94.995, 95.005)"),
        ("-6.4%", "(-6.45, -6.35]"),
        ("0万元", "0"),
        ("0.0%", "(-0.05, 0.05)"),
        ("1亿元", "[50000000, 150000000)"),
    ],
)
def test_a_printed_figure_stands_for_what_rounds_to_it(text: str, interval: str) -> None:
    assert str(_printed(text)) == interval


@pytest.mark.parametrize(
    ("text", "value", "exponent"),
    [
        ("≥95.00%", "95", -2),
        ("5,352.80万元", "5352.8", -2),
        ("１２．５０％", "12.5", -2),
        ("捌万元", "8", 0),
        ("8 架", "8", 0),
    ],
)
def test_the_printed_digits_give_the_place(text: str, value: str, exponent: int) -> None:
    assert printed_exponent(text, Decimal(value)) == exponent


def test_an_approximate_value_or_a_bound_has_no_interval() -> None:
    stated = measure("54%")

    assert of_measure(stated.model_copy(update={"approximate": True})) is None
    assert of_measure(stated.model_copy(update={"comparator": ">="})) is None


@pytest.mark.parametrize(
    ("first", "second", "meets"),
    [("54%", "54.4%", True), ("54%", "54.46%", True), ("54%", "54.6%", False), ("54%", "53%", False)],
)
def test_half_open_ends_do_not_touch(first: str, second: str, meets: bool) -> None:
    assert _printed(first).meets(_printed(second)) is meets
    assert _printed(second).meets(_printed(first)) is meets


@pytest.mark.parametrize(
    ("part", "whole", "share", "holds"),
    [
        ("3144.5万元", "5680万元", "55.4%", True),
        ("5352.8万元", "10000万元", "54%", True),
        ("5947.2万元", "6124.8万元", "97.10%", True),
        ("5947.2万元", "6124.8万元", "97.91%", False),
        ("258元", "263元", "98.1%", True),
        ("258元", "263元", "98.7%", False),
    ],
)
def test_a_share_holds_where_some_values_inside_the_digits_give_it(
    part: str, whole: str, share: str, holds: bool
) -> None:
    assert is_share(_printed(part), _printed(whole), _printed(share)) is holds


def test_growth_is_a_share_of_the_year_before() -> None:
    assert is_growth(point(Decimal(1321)), point(Decimal(1146)), _printed("15.3%"))
    assert not is_growth(point(Decimal(1321)), point(Decimal(1100)), _printed("15.3%"))


values = st.decimals(min_value=-(10**9), max_value=10**9, places=4, allow_nan=False)
exponents = st.integers(min_value=-3, max_value=0)


def _rounds_to(value: Decimal, exponent: int) -> Decimal:
    return value.quantize(Decimal(1).scaleb(exponent), ROUND_HALF_UP)


def _holds(interval: Interval, value: Decimal) -> bool:
    return interval.meets(point(value))


@given(values, exponents)
def test_a_value_lies_in_the_interval_of_what_it_is_rounded_to(value: Decimal, exponent: int) -> None:
    printed = _rounds_to(value, exponent)

    assert _holds(rounded(printed, exponent), value) or (not printed and exponent == 0)


@given(values, values, exponents)
def test_a_sum_lies_in_the_sum_of_the_intervals(first: Decimal, second: Decimal, exponent: int) -> None:
    parts = [_of(first, exponent), _of(second, exponent)]

    assert _holds(total(parts), EXACT.add(first, second))
    assert _holds(total([parts[0], negated(parts[1])]), EXACT.subtract(first, second))


@given(values, values, exponents)
def test_a_product_lies_in_the_product_of_the_intervals(first: Decimal, second: Decimal, exponent: int) -> None:
    assert _holds(product(_of(first, exponent), _of(second, exponent)), EXACT.multiply(first, second))


def _of(value: Decimal, exponent: int) -> Interval:
    """The interval of the rounded value; a printed 0 stands for itself, so there for the value."""
    printed = _rounds_to(value, exponent)
    return rounded(printed, exponent) if printed or exponent else point(value)
