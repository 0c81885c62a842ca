"""The day that a figure is stated for."""

from __future__ import annotations

from datetime import date

import pytest

from extractor.periods import as_of


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("截至2022年底,支出", date(2022, 12, 31)),
        ("截至2022年12月", date(2022, 12, 31)),
        ("截止2024年2月末", date(2024, 2, 29)),
        ("到2023年3月31日", date(2023, 3, 31)),
        ("至2021年末", date(2021, 12, 31)),
    ],
)
def test_a_day_a_month_or_a_year_gives_its_last_day(text: str, day: date) -> None:
    assert as_of(text) == day


def test_the_last_day_before_the_figure_counts() -> None:
    assert as_of("截至2021年底结转,到2022年6月") == date(2022, 6, 30)


@pytest.mark.parametrize(
    "text",
    [
        "2022年支出",
        "截至目前",
        "截至2022年13月",
        "截至2022年2月30日",
    ],
)
def test_no_day_or_an_impossible_one_is_none(text: str) -> None:
    assert as_of(text) is None
