"""What is said about a step from one year to the next."""

from __future__ import annotations

from decimal import Decimal

import pytest

from extractor.compare.build import compare
from extractor.compare.models import Change, Series
from tests.compare.conftest import MakeYear

Row = tuple[str, str, bool | None]


def _series(year: MakeYear, *rows: Row) -> Series:
    (series,) = compare([year(2021 + place, ("培训规模", *row)) for place, row in enumerate(rows)]).series
    return series


def _change(year: MakeYear, *rows: Row) -> Change:
    (change,) = _series(year, *rows).changes
    return change


def test_amounts_are_compared_after_conversion(year: MakeYear) -> None:
    change = _change(year, (">=300人", "316人", True), (">=0.04万人", "0.046万人", True))

    assert change.flags == ("unit_changed", "target_raised")
    assert (change.target_change, change.actual_change) == (100, 144)
    assert (change.target_growth, change.actual_growth) == (Decimal("33.33"), Decimal("45.57"))
    assert (change.comparable, change.why) == (True, ())


def test_areas_are_converted(year: MakeYear) -> None:
    change = _change(year, (">=15亩", "15亩", True), (">=2公顷", "2公顷", True))

    assert change.target_change == 1


@pytest.mark.parametrize(
    ("earlier", "later", "growth"),
    [
        ("<=2毫克", "<=1500微克", "-25.00"),
        (">=400公斤/亩", ">=0.5吨/亩", "25.00"),
        ("<=4立方米/亩", "<=60立方米/公顷", "0.00"),
        (">=5次/月", ">=66次/年", "10.00"),
        ("<=30元/人·月", "<=360元/人·年", "0.00"),
        (">=2兆瓦", ">=2500千瓦", "25.00"),
        ("<=40分钟", "<=2400秒", "0.00"),
        (">=8台(套)", ">=10台", "25.00"),
        (">=40棵", ">=50株", "25.00"),
    ],
)
def test_every_part_of_a_unit_is_converted(year: MakeYear, earlier: str, later: str, growth: str) -> None:
    change = _change(year, (earlier, earlier[2:], True), (later, later[2:], True))

    assert str(change.target_growth) == growth
    assert "already_exceeded" not in change.flags


@pytest.mark.parametrize(
    ("earlier", "later", "why"),
    [
        ((">=12%", "+14%", True), (">=300家", "338家", True), ("basis_differs",)),
        ((">=300人", "316人", True), (">=300户", "316户", True), ("unit_differs",)),
        ((">=300人", "316人", True), (">=300人", "", None), ("no_actual",)),
        ((">=300人", "316人", True), ("逐步提高", "逐步提高", True), ("qualitative",)),
        (("<=300元", "290元", True), (">=300元", "316元", True), ("target_form_differs",)),
        ((">=300册", "316册", True), (">=300套", "316套", True), ("unit_differs",)),
        (("<=55分贝", "52分贝", True), ("<=55毫克", "52毫克", True), ("unit_differs",)),
        ((">=3次/月", "3次/月", True), (">=3次/村", "3次/村", True), ("unit_differs",)),
        ((">=3次/月", "3次/月", True), (">=3次", "3次", True), ("unit_differs",)),
    ],
    ids=[
        "growth and level",
        "people and households",
        "nothing reached",
        "words",
        "limit and floor",
        "volumes and sets",
        "loudness and mass",
        "per month and per village",
        "per month and in all",
    ],
)
def test_what_cannot_be_compared_says_why(year: MakeYear, earlier: Row, later: Row, why: tuple[str, ...]) -> None:
    change = _change(year, earlier, later)

    assert (change.comparable, change.why) == (False, why)


@pytest.mark.parametrize(
    ("earlier", "later", "flags"),
    [
        ((">=300人", "290人", False), (">=310人", "300人", False), ("target_raised", "missed_again")),
        (
            (">=300人", "290人", False),
            (">=280人", "270人", False),
            ("target_lowered", "missed_again", "lowered_after_miss", "already_exceeded"),
        ),
        (
            ("<=300元", "310元", False),
            ("<=320元", "310元", True),
            ("target_raised", "lowered_after_miss", "already_exceeded"),
        ),
        ((">=300人", "350人", True), (">=320人", "360人", True), ("target_raised", "already_exceeded")),
        (("<=75天", "70天", True), ("<=2个月", "2个月", True), ("unit_changed", "target_lowered")),
        (("<=2个月", "2个月", True), ("<=75天", "70天", True), ("unit_changed", "target_raised")),
        (("<=60天", "55天", True), ("<=2个月", "2个月", True), ("unit_changed",)),
        ((">=300人", "310人", True), (">=320人", "360人|+10%", True), ("target_raised", "restated")),
    ],
    ids=[
        "missed again",
        "lowered after a miss",
        "a limit loosened",
        "exceeded before",
        "days, then fewer in months",
        "months, then more in days",
        "the month decides",
        "restated",
    ],
)
def test_flags(year: MakeYear, earlier: Row, later: Row, flags: tuple[str, ...]) -> None:
    assert _change(year, earlier, later).flags == flags


def test_new_and_dropped_are_about_the_programme(year: MakeYear) -> None:
    always, once = ("培训人数", ">=300人", "316人", True), ("设施验收合格率", ">=90%", "95%", True)

    found = compare([year(2021, always), year(2022, always, once), year(2023, always)])

    assert found.series[1].flags == ("new", "dropped")
