"""Quantities: what a cell states, what running text holds, and what is no amount. Cases: cases/quantities.toml."""

from __future__ import annotations

import datetime
import tomllib
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from extractor.quantity import Lexicon, Quantity, find, lexicon, normalize, parse, render
from extractor.width import fold

TESTS = Path(__file__).parent
CASES: dict[str, Any] = tomllib.loads((TESTS / "cases" / "quantities.toml").read_text("utf-8"))
WORDS: Lexicon = lexicon(tomllib.loads((TESTS.parent / "patterns" / "units.toml").read_text("utf-8")))


def _each_way(kind: str) -> list[Any]:
    """One case per way of writing, named after it."""
    return [pytest.param(written, case, id=written) for case in CASES[kind] for written in case["written"]]


def _stated(text: str) -> Quantity:
    quantity = parse(fold(text).text, WORDS)
    assert quantity is not None
    return quantity


def _measure(quantity: Quantity, *, normalized: bool) -> tuple[Decimal | None, Decimal | None, str | None]:
    if not normalized:
        return quantity.value, quantity.high, quantity.unit
    return normalize(quantity.value, quantity.high, quantity.unit, WORDS)


@pytest.mark.parametrize(("written", "case"), _each_way("stated"))
def test_every_way_of_writing_a_value_gives_it(written: str, case: dict[str, Any]) -> None:
    quantity = _stated(written)

    high = Decimal(case["high"]) if "high" in case else None
    unit = case.get("unit")
    assert _measure(quantity, normalized=case.get("normalized", False)) == (Decimal(case["value"]), high, unit)
    assert quantity.comparator == case.get("comparator", "=")


@pytest.mark.parametrize(
    "written", [way for case in CASES["stated"] if case.get("approximate") for way in case["written"]]
)
def test_rough_numbers_are_marked(written: str) -> None:
    assert _stated(written).approximate


@pytest.mark.parametrize(("written", "case"), _each_way("dated"))
def test_dates_give_the_last_day_that_they_mean(written: str, case: dict[str, Any]) -> None:
    quantity = _stated(written)

    assert (quantity.kind, quantity.date, quantity.comparator) == ("date", case.get("date"), case["comparator"])


@pytest.mark.parametrize("text", CASES["unstated"][0]["texts"])
def test_a_cell_without_a_value_states_none(text: str) -> None:
    assert parse(fold(text).text, WORDS) is None


@pytest.mark.parametrize("case", CASES["running"], ids=lambda case: case["text"])
def test_running_text_gives_its_amounts_in_order(case: dict[str, Any]) -> None:
    folded = fold(case["text"])

    found = find(folded.text, WORDS)

    assert [folded.text[quantity.start : quantity.end] for quantity in found] == case["found"]


@pytest.mark.parametrize("text", CASES["passed"][0]["texts"])
def test_running_text_without_amounts_gives_none(text: str) -> None:
    assert find(fold(text).text, WORDS) == []


KINDS = {
    "money": ["861.46万元", "25元/人·天", "捌佰万元整"],
    "rate": ["98%", "2倍", "0.5个百分点", "百分之五", "九成"],
    "count": ["46起", "6.5次/10万公顷", "3匝"],
    "duration": ["3个工作日", "3年", "≤12月"],
    "number": ["22.8", "12万"],
    "date": ["2021年底", "12月"],
}


@pytest.mark.parametrize(("text", "kind"), [(text, kind) for kind, texts in KINDS.items() for text in texts])
def test_the_unit_tells_the_kind(text: str, kind: str) -> None:
    assert _stated(text).kind == kind


@pytest.mark.parametrize(
    ("value", "unit", "base_value", "base_unit"),
    [
        ("861.46", "万元", "8614600", "元"),
        ("2.4", "亿元", "240000000", "元"),
        ("10", "百万元", "10000000", "元"),
        ("6.5", "万元/公里", "65000", "元/公里"),
        ("2", "角", "0.2", "元"),
        ("100", "块钱", "100", "元"),
        ("1.54", "万人次", "15400", "人次"),
        ("29.6", "万", "296000", None),
        ("3", "亿斤", "300000000", "斤"),
        ("5", "千米", "5", "千米"),
        ("15", "%", "15", "%"),
        ("5", "‰", "0.5", "%"),
        ("100", "百分比", "100", "%"),
        ("3", "个百分点", "3", "个百分点"),
        ("22.8", None, "22.8", None),
    ],
)
def test_values_in_base_units(value: str, unit: str | None, base_value: str, base_unit: str | None) -> None:
    assert normalize(Decimal(value), None, unit, WORDS) == (Decimal(base_value), None, base_unit)


def test_the_number_stands_apart_from_its_comparator() -> None:
    text = "指标值不低于85%（含）以上"
    (quantity,) = find(fold(text).text, WORDS)

    assert text[quantity.start : quantity.end] == "不低于85%（含）以上"
    assert text[quantity.number_start : quantity.number_end] == "85%"


def test_numerals_are_marked_as_spelled() -> None:
    assert [quantity.spelled for quantity in find("补助三百元和300元", WORDS)] == [True, False]


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("不少于12 种", "≥12种"),
        ("３万元至５万元", "3~5万元"),
        ("2022年12月底前", "2022年12月31日前"),
        ("≤12月", "≤12月"),
        ("九月前", ""),
        ("负百分之五", "-5%"),
    ],
)
def test_there_is_one_canonical_way_of_writing(text: str, written: str) -> None:
    quantity = parse(fold(text).text, WORDS)

    assert (render(quantity) if quantity else "") == written


def test_a_date_that_no_calendar_has_is_none() -> None:
    assert parse("2023年2月29日", WORDS) is None


def test_a_leap_day_is_one() -> None:
    assert _stated("2024年2月").date == datetime.date(2024, 2, 29)


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("36. 4公里", "36.4"),
        ("≥95. 5%", "95.5"),
        ("8. 25", "8.25"),
        ("128. 06", "128.06"),
        ("3. 5个", None),
        ("12. 5. 6公里", None),
    ],
)
def test_a_blank_behind_the_point_belongs_to_the_number_of_a_cell(cell: str, value: str | None) -> None:
    quantity = parse(cell, WORDS)

    assert (quantity and quantity.value) == (value and Decimal(value))
    assert quantity is None or quantity.end == len(cell)
