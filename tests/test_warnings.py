"""What a reader must know about how facts were read."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from extractor.document import Document, Note, Span
from extractor.facts import Context, measure, with_inferred
from extractor.quantity import find
from extractor.report import Indicator, Report, Warning
from extractor.resolve import Resolved
from extractor.warnings import warnings_of
from tests.documents import LIBRARY, grid, page, report

NOTHING = Resolved((), (), (), ())


def told(document: Document, facts: Resolved = NOTHING, *notes: Note) -> list[tuple[str, str | None]]:
    """Code and quote of each warning."""
    return [_brief(warning) for warning in warnings_of(document, facts, (), notes)]


def _brief(warning: Warning) -> tuple[str, str | None]:
    return warning.code, warning.evidence.text if warning.evidence else None


def test_a_report_read_without_guesses_has_none() -> None:
    assert told(page("步道修建完成。")) == []


def test_notes_stand_in_text_order_those_without_place_first() -> None:
    notes = (Note("b", "乙", Span(2, 4)), Note("a", "甲", Span(0, 2)), Note("c", "丙"), Note("d", "丁", Span(3, 3)))

    assert told(page("步道修建完成。"), NOTHING, *notes) == [("c", None), ("d", None), ("a", "步道"), ("b", "修建")]


def test_a_restored_table_is_cited_by_its_first_cell() -> None:
    document = grid([["三级指标", "得分"]])

    assert [_brief(item) for item in warnings_of(document, NOTHING, document.tables, ())] == [
        ("table_restored", "三级指标")
    ]


@pytest.mark.parametrize(("unit", "codes"), [(None, ["unit_missing"]), ("万元", [])])
def test_money_without_unit_is_warned_about(
    unit: str | None, codes: list[str], make_report: Callable[..., Report]
) -> None:
    (figure,) = make_report().funds
    money = figure.model_copy(update={"amount": figure.amount.model_copy(update={"unit": unit})})

    found = told(page("正文"), Resolved((), (money,), (), ()))
    assert [code for code, _ in found] == codes


@pytest.mark.parametrize(
    ("text", "codes"),
    [("培训42此，完成。", ["unit_misprint"]), ("培训42，完成。", []), ("培训42次，完成。", [])],
)
def test_a_character_in_place_of_the_unit_is_a_misprint(
    text: str, codes: list[str], make_indicator: Callable[..., Indicator]
) -> None:
    document = page(text)
    context = Context(document, LIBRARY.lexicon, "test")
    (quantity,) = find(text, LIBRARY.lexicon)
    printed = measure(context, quantity, Span(quantity.start, quantity.end), field="actual")
    actual = printed if printed.unit else with_inferred(printed, context, unit="人")

    found = told(document, Resolved((make_indicator(actual=actual),), (), (), ()))
    assert [code for code, _ in found] == codes


@pytest.mark.parametrize(
    ("name", "unit", "codes"),
    [
        ("签约服务率", "人", ["rate_as_count"]),
        ("签约服务率", "%", []),
        ("火灾发生率", "次/10万公顷", []),
        ("签约人数", "人", []),
    ],
)
def test_a_rate_told_as_a_count_is_warned_about(
    name: str, unit: str, codes: list[str], make_indicator: Callable[..., Indicator]
) -> None:
    fact = make_indicator()
    target = None if fact.target is None else fact.target.model_copy(update={"unit": unit})
    odd = fact.model_copy(update={"name": name, "target": target, "actual": None})

    found = told(page("正文"), Resolved((odd,), (), (), ()))
    assert [code for code, _ in found] == codes


def test_a_decimal_that_was_joined_is_told_and_inferred() -> None:
    funds = "资金（万元） 全年预算数 全年执行数\n年度资金总额 436. 5 428. 15\n\n"
    read = report(page(f"{funds}三级指标 年度指标值 实际完成值 分值 得分\n护岸长度 ≥16公里 17. 2公里 10 10\n"))

    joined = [item.evidence.text for item in read.warnings if item.code == "decimal_joined" and item.evidence]
    amounts = [item.amount for item in read.funds]
    assert joined == ["436. 5", "428. 15", "17. 2公里"]
    assert [(str(amount.value), "value" in amount.inferred) for amount in amounts] == [
        ("436.5", True),
        ("428.15", True),
    ]
