"""When names, values and fund figures count as the same."""

from __future__ import annotations

from decimal import Decimal

import pytest

from extractor.accuracy.forms import Facts, Item, Money, Value
from extractor.accuracy.likeness import (
    distinct,
    in_base_unit,
    likeness,
    pair_funds,
    pair_items,
    same_meta,
    same_points,
    same_value,
    without_doubtful,
)


def _value(number: str | None, unit: str | None = None, comparator: str | None = None, text: str = "") -> Value:
    return Value(comparator, Decimal(number) if number else None, None, unit, text)


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("培训人数", "培训人数", 1.0),
        ("培训人数(人)", "培训人数 (人)", 1.0),
        ("ＡＢ指标", "ab指标", 1.0),
        ("社区设施数量", "新建社区设施数量", 0.95),
        ("人数", "参加人数", pytest.approx(2 / 3)),
        ("", "人数", 0.0),
        ("、", "。", 0.0),
    ],
)
def test_texts_are_alike_without_width_case_spaces_and_marks(one: str, other: str, alike: float) -> None:
    assert likeness(one, other) == alike


@pytest.mark.parametrize(
    ("number", "unit", "expected"),
    [
        ("1.5", "万元", (Decimal(15000), "元")),
        ("2", "亿元", (Decimal("2e8"), "元")),
        ("1.54", "万次", (Decimal(15400), "次")),
        ("3", "百万人", (Decimal("3e6"), "人")),
        ("3", "万", (Decimal(30000), None)),
        ("3", "千克", (Decimal(3), "千克")),
        ("15", "百分比", (Decimal(15), "%")),
        ("10", "个工作日", (Decimal(10), "工作日")),
        ("5", None, (Decimal(5), None)),
    ],
)
def test_values_are_compared_in_base_units(number: str, unit: str | None, expected: tuple[Decimal, str | None]) -> None:
    assert in_base_unit(Decimal(number), unit) == expected


@pytest.mark.parametrize(
    ("gold", "predicted", "right"),
    [
        (_value("15", "%", ">="), _value("15", "%", ">="), True),
        (_value("15", "%", ">="), _value("15", "%", "="), False),
        (_value("15", "%", ">="), _value("15", None, ">="), False),
        (_value("15", "次", ">="), _value("15", None, ">="), True),
        (_value("1.5", "万人", "="), _value("15000", "人", "="), True),
        (_value("15", "人", "="), _value("15", "家", "="), False),
        (_value("15", "人"), _value("15", "人", "<="), True),
        (_value(None, None, "qualitative", "明显提高"), _value(None, None, "qualitative", "有效改善"), True),
        (_value(None, None, None, "已完成"), _value(None, None, None, "已完成。"), True),
        (_value(None, None, None, "已完成"), _value(None, None, None, "无"), False),
        (_value(None, None, None, "已完成"), _value("100", "%"), False),
        (_value("100", "%"), _value(None, None, None, "已完成"), False),
        (_value("100", "%"), None, False),
        (None, None, True),
        (None, _value(None, None, "qualitative", "已完成"), True),
        (None, _value("3", "次"), False),
    ],
)
def test_a_value_is_right_by_comparator_number_and_unit(
    gold: Value | None, predicted: Value | None, right: bool
) -> None:
    assert same_value(gold, predicted, comparator=True) is right


@pytest.mark.parametrize(("high", "right"), [("20", True), ("21", False), (None, False)])
def test_a_range_needs_its_upper_end(high: str | None, right: bool) -> None:
    gold = Value("range", Decimal(10), Decimal(20), "人", "10-20人")
    predicted = Value("range", Decimal(10), Decimal(high) if high else None, "人", "")

    assert same_value(gold, predicted, comparator=True) is right


@pytest.mark.parametrize(
    ("gold", "predicted", "right"),
    [(None, None, True), (None, Decimal(5), True), (Decimal(5), Decimal("5.0"), True), (Decimal(5), None, False)],
)
def test_points_count_where_gold_states_them(gold: Decimal | None, predicted: Decimal | None, right: bool) -> None:
    assert same_points(gold, predicted) is right


@pytest.mark.parametrize(
    ("gold", "predicted", "right"),
    [
        (Decimal(2022), Decimal(2022), True),
        (Decimal(2022), "2022", False),
        ("云泽市教育局", "云泽市财政局", False),
        ("云泽市教育局", "云泽市 教育局", True),
        ("优", None, False),
    ],
)
def test_metadata_is_right_by_number_or_by_likeness(
    gold: str | Decimal, predicted: str | Decimal | None, right: bool
) -> None:
    assert same_meta(gold, predicted) is right


def test_of_two_with_the_same_name_the_one_with_the_right_target_is_taken() -> None:
    gold = [Item("培训人数", target=_value("15", "人", ">="))]
    wrong, right = Item("培训人数"), Item("培训人数", target=_value("15", "人", ">="))

    assert pair_items(gold, [wrong, right]) == [(gold[0], right)]


def test_an_indicator_pairs_once() -> None:
    gold = [Item("培训人数")]

    assert pair_items(gold, [Item("培训人数"), Item("培训人数")]) == [(gold[0], Item("培训人数"))]


def test_ambiguous_indicators_are_excused_after_the_certain_ones_are_paired() -> None:
    gold = Facts((Item("培训人数"),), (Item("培训场次数"),), (), {})
    predicted = Facts((Item("培训人数"), Item("培训场次数"), Item("其他")), (), (), {})

    assert without_doubtful(gold, predicted) == (Item("培训人数"), Item("其他"))


def test_repeated_figures_and_zeros_do_not_count() -> None:
    figure = Money(Decimal("1.5"), "万元", "budget", "total")
    again = Money(Decimal(15000), "元", "budget", "total")
    zero = Money(Decimal(0), "万元", "budget", "total")
    none = Money(None, None, "budget", "total")

    assert distinct([figure, again, zero, none]) == [figure]


def test_a_bare_wan_is_money_in_a_fund_figure() -> None:
    gold, predicted = Money(Decimal(3), "万元", "budget", None), Money(Decimal(3), "万", "budget", None)

    assert pair_funds([gold], [predicted]) == [(gold, predicted)]


def test_of_two_equal_amounts_the_one_with_the_same_role_is_taken() -> None:
    gold = Money(Decimal(100), "元", "executed", "total")
    budget, executed = Money(Decimal(100), "元", "budget", "total"), Money(Decimal(100), "元", "executed", "local")

    assert pair_funds([gold], [budget, executed]) == [(gold, executed)]


def test_a_rate_is_never_an_amount() -> None:
    assert pair_funds([Money(Decimal(95), "%", "rate", None)], [Money(Decimal(95), "元", "rate", None)]) == []
