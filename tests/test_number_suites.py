"""The parser against public number suites: at least 95 % of the rows that are not read differently on purpose hold."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.number_suites import SUITES, differences, holds, rows, text_of

DECLARED = Path(__file__).parent / "cases" / "number_differences.toml"
LEAST_THAT_HOLD = 0.95
MOST_THAT_DIFFER = 0.15


@pytest.fixture(scope="session")
def numbers(shared: Path) -> Path:
    """The folder of the number suites."""
    return shared / "numbers"


def test_every_suite_is_compared(numbers: Path) -> None:
    assert sorted(file.stem for file in numbers.glob("*.jsonl")) == sorted(SUITES)


@pytest.mark.parametrize("suite", SUITES)
def test_rows_hold_that_are_not_read_differently_on_purpose(suite: str, numbers: Path) -> None:
    declared = differences(DECLARED, suite)
    meant_alike = [row for number, row in enumerate(rows(numbers, suite), start=1) if number not in declared]
    wrong = [text_of(row) for row in meant_alike if not holds(suite, row)]

    assert len(wrong) <= (1 - LEAST_THAT_HOLD) * len(meant_alike), wrong


@pytest.mark.parametrize("suite", SUITES)
def test_few_rows_are_read_differently_on_purpose(suite: str, numbers: Path) -> None:
    assert len(differences(DECLARED, suite)) <= MOST_THAT_DIFFER * len(rows(numbers, suite))


@pytest.mark.parametrize("suite", SUITES)
def test_what_is_declared_as_different_is_that_row_and_still_differs(suite: str, numbers: Path) -> None:
    listed = rows(numbers, suite)
    declared = differences(DECLARED, suite)

    assert {number: text for number, (text, _) in declared.items()} == {n: text_of(listed[n - 1]) for n in declared}
    assert [number for number in declared if holds(suite, listed[number - 1])] == []


def test_every_difference_has_its_reason() -> None:
    assert [text for suite in SUITES for text, reason in differences(DECLARED, suite).values() if not reason] == []
