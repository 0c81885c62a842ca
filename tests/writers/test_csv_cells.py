"""Cells that open safely in a spreadsheet, and come back as they were."""

from __future__ import annotations

import datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.writers import csv_cells


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (None, ""),
        (True, "true"),
        (False, "false"),
        (3, "3"),
        (-3, "-3"),
        (Decimal("100.00"), "100"),
        (Decimal("-1.50"), "-1.5"),
        (Decimal("1E+4"), "10000"),
        (Decimal("0.00"), "0"),
        (Decimal("-0.0"), "0"),
        (datetime.date(2022, 6, 30), "2022-06-30"),
        ("1,000万元", "1,000万元"),
    ],
    ids=str,
)
def test_cells_are_written_plainly(cell: object, text: str) -> None:
    assert csv_cells.render(cell) == text


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20", "\t", "\r", "\n", "'"])
def test_text_that_a_spreadsheet_would_run_is_guarded(start: str) -> None:
    assert csv_cells.render(f"{start}1+1") == f"'{start}1+1"


@pytest.mark.parametrize("sign", ["=", "-"])
def test_a_sign_alone_stays_as_it_is(sign: str) -> None:
    assert csv_cells.guard(sign) == sign


@given(st.text(alphabet="=+-@'\t\r\n文a") | st.text())
def test_guarding_can_be_undone(text: str) -> None:
    assert csv_cells.unguard(csv_cells.guard(text)) == text


def test_every_row_is_one_line_whatever_stands_in_its_cells() -> None:
    assert csv_cells.lines([["a", None, 'b"\r\nc'], [None, 1, True]]) == ['a,,"b""\r\nc"\r\n', ",1,true\r\n"]
