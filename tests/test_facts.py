"""Drafts of facts, and how a stated value becomes a Measure."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from extractor.document import Span
from extractor.facts import Context, basis_of, cited, deviation, measure, qualitative, stated_value, with_inferred
from extractor.quantity import find
from extractor.reading import View, view
from extractor.report import CellPlace, Measure
from tests.documents import LIBRARY, grid, page, stated


def context(text: str) -> Context:
    return Context(page(text), LIBRARY.lexicon, "test.rule")


def value(text: str) -> Measure:
    """The one value of `text`."""
    (quantity,) = find(text, LIBRARY.lexicon)
    return measure(context(text), quantity, Span(quantity.start, quantity.end), field="target")


def test_a_measure_keeps_what_is_printed_and_its_base_value() -> None:
    found = value("投入1.5万元")

    assert (stated(found), found.text) == ("= 1.5 万元", "1.5万元")
    assert found.normalized is not None
    assert (found.normalized.value, found.normalized.unit) == (Decimal(15000), "元")
    assert [(item.field, item.text, item.pattern) for item in found.evidence] == [("target", "1.5万元", "test.rule")]


def test_a_place_in_a_table_is_part_of_the_evidence() -> None:
    document = grid([["目标", "≥300人"]])
    (table,) = document.tables
    cell = table.cells[1]

    found = Context(document, LIBRARY.lexicon, "test", table).at(cell).evidence(Span(cell.start, cell.end), "target")
    assert (found.text, found.table) == ("≥300人", CellPlace(index=0, row=0, column=1))


@pytest.mark.parametrize(("text", "day"), [("2022年11月底", date(2022, 11, 30)), ("良好", None)])
def test_words_and_dates_claim_no_number(text: str, day: date | None) -> None:
    found = qualitative(context(text), Span(0, len(text)), field="target")

    assert (found.comparator, found.value, found.normalized, found.text, found.date) == (
        "qualitative",
        None,
        None,
        text,
        day,
    )


def test_what_is_inferred_is_named_and_less_sure() -> None:
    base = value("320")
    found = with_inferred(base, context("320"), unit="万元", comparator=">=")

    assert (stated(found), found.inferred) == (">= 320 万元", ("comparator", "unit"))
    assert found.normalized is not None and found.normalized.value == Decimal(3200000)
    assert found.confidence < base.confidence


def test_what_is_printed_is_not_inferred() -> None:
    base = value("320人")

    assert with_inferred(base, context("320人"), unit="人", comparator="=") is base


def test_cited_text_has_its_evidence() -> None:
    found = cited(context("雨季 较长。"), Span(0, 5), field="reason")

    assert (found.text, found.evidence[0].field) == ("雨季 较长", "reason")


def seen(text: str) -> View:
    document = page(text)
    return view(document, 0, len(document.text))


@pytest.mark.parametrize(
    ("text", "reason", "measures"),
    [
        ("雨季较长。", "雨季较长。", None),
        ("雨季较长。下一步加强宣传。", "雨季较长。", "下一步加强宣传。"),
        ("下一步加强宣传。", None, "下一步加强宣传。"),
    ],
)
def test_reason_and_measures_of_one_cell_are_told_apart(text: str, reason: str | None, measures: str | None) -> None:
    found = deviation(context(text), seen(text))

    assert found is not None
    assert (found.reason and found.reason.text, found.measures and found.measures.text) == (reason, measures)


@pytest.mark.parametrize(
    "text",
    [
        "无",
        "—",
        "/",
        "无偏差",
        "无偏差。",
    ],
)
def test_nothing_is_no_deviation(text: str) -> None:
    assert deviation(context(text), seen(text)) is None


@pytest.mark.parametrize(
    ("text", "name", "basis"),
    [
        ("同比增长5%", "", "growth"),
        ("5%", "游客增幅", "growth"),
        ("5%", "女性占比", "share"),
        ("5%", "游客", "level"),
        ("5人", "游客增幅", "level"),
        ("2倍", "占比", "level"),
    ],
)
def test_growth_and_share_are_told_by_unit_and_words(text: str, name: str, basis: str) -> None:
    (quantity,) = find(text, LIBRARY.lexicon)

    assert basis_of(quantity, text, name) == basis


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        ("≥300人", Decimal(300)),
        ("完成447户", Decimal(447)),
        ("实际满意度为90%", Decimal(90)),
        ("（320人）", Decimal(320)),
        ("降至3%以下", Decimal(3)),
        ("提高到95%以上", Decimal(95)),
        ("稳定在11度", Decimal(11)),
        ("由8天缩短至4天", None),
        ("2022年11月", None),
        ("培训3场320人", None),
        ("≥**人", None),
        ("达成预期指标", None),
    ],
)
def test_a_cell_states_one_quantity_or_none(cell: str, number: Decimal | None) -> None:
    found = stated_value(seen(cell), LIBRARY.lexicon)

    assert (found.value if found else None) == number
