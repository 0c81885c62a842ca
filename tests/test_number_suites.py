"""The parser against public number suites: at least 95 % of the rows that are not read differently on purpose hold."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.number_suites import SUITES, differences, differs, holds, rows, text_of

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
def test_rows_hold_that_are_not_of_a_declared_class(suite: str, numbers: Path) -> None:
    declared = differences(DECLARED, suite)
    meant_alike = [row for row in rows(numbers, suite) if not differs(declared, row)]
    wrong = [text_of(row) for row in meant_alike if not holds(suite, row)]

    assert len(wrong) <= (1 - LEAST_THAT_HOLD) * len(meant_alike), wrong


@pytest.mark.parametrize("suite", SUITES)
def test_few_rows_are_read_differently_on_purpose(suite: str, numbers: Path) -> None:
    declared = differences(DECLARED, suite)
    other = [row for row in rows(numbers, suite) if differs(declared, row) and not holds(suite, row)]

    assert len(other) <= MOST_THAT_DIFFER * len(rows(numbers, suite))


@pytest.mark.parametrize("suite", SUITES)
def test_the_rows_of_a_class_are_those_that_differ(suite: str, numbers: Path) -> None:
    """Each class names its rows: all that differ, and none that would hold."""
    listed = list(enumerate(rows(numbers, suite), start=1))
    for one in differences(DECLARED, suite):
        other = {n: text_of(row) for n, row in listed if one.form.fullmatch(text_of(row)) and not holds(suite, row)}
        assert one.rows == other, one.reason


def test_every_difference_has_its_reason_and_rows() -> None:
    declared = [one for suite in SUITES for one in differences(DECLARED, suite)]

    assert [one for one in declared if not (one.reason and one.rows)] == []
