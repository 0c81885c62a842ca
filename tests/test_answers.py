"""Which value answers a target."""

from __future__ import annotations

import pytest

from extractor.answers import answer_among, comparable, overlap, same_unit
from extractor.document import Span
from extractor.facts import Context, measure, qualitative
from extractor.quantity import parse
from extractor.report import Measure
from tests.documents import LIBRARY, page, stated


def value(text: str) -> Measure:
    """The value that `text` states; words state a quality."""
    context, span = Context(page(text), LIBRARY.lexicon, "test"), Span(0, len(text))
    quantity = parse(text, LIBRARY.lexicon)
    return measure(context, quantity, span, field="value") if quantity else qualitative(context, span, field="value")


@pytest.mark.parametrize(
    ("target", "values", "answer"),
    [
        ("≥300人", ["320人"], "= 320 人"),
        ("≥300人", ["97%", "320人"], "= 320 人"),
        ("≥300人", ["3场", "320人"], "= 320 人"),
        ("≥300人", ["3场"], "= 3 场"),
        ("≥95%", ["320人", "97%"], "= 97 %"),
        ("≥1万元", ["3人", "9000元"], "= 9000 元"),
        ("良好", ["320人", "优秀"], "优秀"),
        ("≥300人", ["97%"], None),
        ("≥300人", [], None),
    ],
)
def test_the_value_of_the_targets_dimension_and_unit_answers_it(
    target: str, values: list[str], answer: str | None
) -> None:
    assert stated(answer_among(value(target), [value(text) for text in values])) == answer


def test_a_level_does_not_answer_a_growth() -> None:
    growth = value("≥5%").model_copy(update={"basis": "growth"})

    assert answer_among(growth, [value("97%")]) is None


@pytest.mark.parametrize(("values", "answer"), [(["320人", "97%"], "= 320 人"), ([], None)])
def test_without_a_target_the_first_value_counts(values: list[str], answer: str | None) -> None:
    assert stated(answer_among(None, [value(text) for text in values])) == answer


@pytest.mark.parametrize(
    ("first", "second", "same", "alike"),
    [
        ("300人", "320人", True, True),
        ("1万元", "9000元", True, True),
        ("300人", "3场", False, True),
        ("300人", "97%", False, False),
        ("良好", "优秀", False, True),
        ("良好", "97%", False, False),
    ],
)
def test_units_and_dimensions_are_compared(first: str, second: str, same: bool, alike: bool) -> None:
    assert same_unit(value(first), value(second)) is same
    assert comparable(value(first), value(second)) is alike


@pytest.mark.parametrize(
    ("first", "second", "shared"),
    [
        ("培训人数", "参加培训人数", True),
        ("新建驿站数量", "驿站新建数量", True),
        ("步道", "步道长度", True),
        ("培训人数", "合格率", False),
        ("人", "人数", False),
        ("", "", False),
    ],
)
def test_names_overlap_by_pairs_of_characters(first: str, second: str, shared: bool) -> None:
    assert overlap(first, second) is shared
    assert overlap(second, first) is shared
