"""Figures of a fund row without columns, put back under the stages of the header."""

from __future__ import annotations

from itertools import accumulate

import pytest

from extractor.amounts import assign

FORM = ["initial_budget", "budget", "executed", "weight", "rate", "score"]


def placed(cells: list[str], roles: list[str]) -> dict[str, str]:
    """Figure by role; each cell ends at a border."""
    text = "".join(cells)
    borders = list(accumulate(map(len, cells)))
    return {roles[item.column]: text[item.start : item.end] for item in assign(text, borders, roles)}


def test_figures_stand_in_the_order_of_the_columns() -> None:
    assert placed(["480", "512.6", "486.97", "10", "95%", "9.5"], FORM) == {
        "initial_budget": "480",
        "budget": "512.6",
        "executed": "486.97",
        "weight": "10",
        "rate": "95%",
        "score": "9.5",
    }


def test_a_rate_tells_which_cells_are_missing() -> None:
    assert placed(["3500", "3325", "95%"], ["budget", "received", "executed", "rate"])["executed"] == "3325"


def test_a_dash_holds_the_place_of_a_figure() -> None:
    assert placed(["—", "480", "480"], ["initial_budget", "budget", "executed"]) == {"budget": "480", "executed": "480"}


def test_thousands_are_parted_by_commas() -> None:
    assert placed(["1,200.00", "1,150.00"], ["budget", "executed"]) == {"budget": "1,200.00", "executed": "1,150.00"}


def test_an_amount_may_carry_its_unit() -> None:
    assert placed(["1200万元", "1150万元", "95.83%"], ["budget", "executed", "rate"]) == {
        "budget": "1200万元",
        "executed": "1150万元",
        "rate": "95.83%",
    }


def test_a_score_is_not_over_its_weight() -> None:
    assert (
        placed(["480", "480", "10", "100%", "10"], ["budget", "executed", "weight", "rate", "score"])["score"] == "10"
    )


def test_a_cut_through_decimals_makes_no_weight_without_score() -> None:
    found = placed(["586.5513.9587.63%"], ["budget", "executed", "weight", "rate", "score"])

    assert found == {"budget": "586.5", "executed": "513.95", "rate": "87.63%"}


@pytest.mark.parametrize(
    ("cell", "roles", "expected"),
    [
        ("1020万元20万元10", "weight budget executed score", "10 20万元 20万元 10"),
        ("202010100.00%10", "budget executed weight rate score", "20 20 10 100.00% 10"),
        ("10001000100%20", "budget executed rate score", "1000 1000 100% 20"),
        ("612498.381.42%", "budget executed rate", "612 498.3 81.42%"),
        ("40004000100%", "budget executed rate", "4000 4000 100%"),
        ("64.864.864.8100%", "initial_budget budget executed rate", "64.8 64.8 64.8 100%"),
    ],
)
def test_digits_that_ran_together_are_parted(cell: str, roles: str, expected: str) -> None:
    assert placed([cell], roles.split()) == dict(zip(roles.split(), expected.split(), strict=True))


@pytest.mark.parametrize("text", ["", "资金", "——"])
def test_a_text_without_numbers_has_no_figures(text: str) -> None:
    assert assign(text, [len(text)], FORM) == []


def test_words_between_the_figures_are_passed_over() -> None:
    assert placed(["约", "480", "万"], ["budget"]) == {"budget": "480"}


@pytest.mark.parametrize(
    ("form", "cells"),
    [
        ("budget ignored budget received rate executed rate", "301.60 0 301.60 295.57 98.0% 301.60 100.00%"),
        ("other_year budget executed", "962.26 1374.66 1237.19"),
        ("budget received executed remaining", "457.5 457.5 381.65 75.85"),
    ],
    ids=["two rates", "equal decimals", "what is left"],
)
def test_what_the_figures_say_of_each_other_parts_digits_that_ran_together(form: str, cells: str) -> None:
    text, roles = cells.replace(" ", ""), form.replace("other_year", "executed").split()

    assert [text[item.start : item.end] for item in assign(text, [len(text)], roles)] == cells.split()


@pytest.mark.parametrize(
    ("cell", "expected"),
    [("5050", "50 50"), ("730730", "730 730"), ("16.416.4", "16.4 16.4")],
)
def test_one_amount_printed_twice_is_that_of_both_columns(cell: str, expected: str) -> None:
    roles = ["budget", "executed", "weight", "rate", "score"]

    assert placed([cell], roles) == dict(zip(roles, expected.split(), strict=False))
