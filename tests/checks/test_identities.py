"""Identities that nobody stated: found where chance does not explain them, and not found among unrelated figures."""

from __future__ import annotations

import random

import pytest

from extractor.identities import LEVEL, chance, grain
from extractor.report import FundFigure, FundRole
from tests.checks.reports import found, fund, fund_table, indicator, measure, report

ROLES: tuple[FundRole, ...] = ("budget", "carryover", "received", "executed", "executed", "other")

# One programme of two years: two allotments, of the first a part carried over, spendings up to two days, own money.
PROGRAMME = (
    ("5000万元", "budget"),
    ("3445万元", "carryover"),
    ("8445万元", "budget"),
    ("3797.8万元", "executed"),
    ("680万元", "budget"),
    ("2464.5万元", "executed"),
    ("3144.5万元", "executed"),
    ("5680万元", "budget"),
    ("8144.5万元", "executed"),
    ("7464.5万元", "executed"),
    ("5352.8万元", "executed"),
    ("2535.5万元", "remaining"),
)
FIGURES = tuple(fund(text, text, role, item=f"第{at}笔", start=40 * at) for at, (text, role) in enumerate(PROGRAMME))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("result", "terms"),
    [
        ("8445万元", ("5000万元", "3445万元")),
        ("3144.5万元", ("680万元", "2464.5万元")),
        ("2535.5万元", ("5000万元", "2464.5万元")),
        ("8144.5万元", ("680万元", "7464.5万元")),
    ],
)
def test_sums_and_differences_are_found_with_their_figures(result: str, terms: tuple[str, ...]) -> None:
    told = [one.facts for one in found(report(funds=FIGURES), "identity.sum", "ok")]

    assert (result, *terms) in told


def test_what_two_allotments_differ_by_two_spendings_do() -> None:
    (finding,) = found(report(funds=FIGURES), "identity.difference", "ok")

    assert finding.facts == ("5352.8万元", "5000万元", "3797.8万元", "3445万元")
    assert finding.message == "（5000万元－3445万元）＋3797.8万元＝5352.8万元，几个数可以互相印证"


def test_a_rate_of_a_row_is_tied_to_its_amounts() -> None:
    rows = fund_table([("第二批专项资金", "total", "5680万元", "3144.5万元", "55.4%")])

    assert [one.facts for one in found(report(funds=rows), "identity.ratio", "ok")] == [
        ("f.0.rate", "f.0.executed", "f.0.budget")
    ]


def test_a_share_is_tied_to_the_levels_beside_it() -> None:
    levels = (measure("258家", 3300), measure("263家", 3310))
    share = indicator("i.1", "惠企比例", actual=measure("98.1%", 3220, basis="share"), related=levels)

    assert [one.message for one in found(report(indicators=(share,)), "identity.ratio", "ok")] == [
        "258家÷263家＝98.1%，几个数可以互相印证"
    ]


def test_round_figures_prove_nothing() -> None:
    funds = tuple(fund(text, text, "budget", start=40 * at) for at, text in enumerate(("1000元", "2000元", "3000元")))

    assert found(report(funds=funds), "identity.sum", "ok") == []


@pytest.mark.parametrize(
    ("numbers", "size"), [((50000, 6800, 56800), 100), ((24645, 6800, 31445), 1), ((7, 3), 1), ((100, 1000), 100)]
)
def test_the_grain_is_the_largest_power_of_ten_that_divides_all(numbers: tuple[int, ...], size: int) -> None:
    assert grain(numbers) == size
    assert chance(numbers) == chance([number // size for number in numbers])


def test_figures_that_nothing_supports_stand_alone() -> None:
    alone = fund("a", "1234.5万元", "other", item="中标价", start=2000)
    (finding,) = found(report(funds=(*FIGURES, alone)), "identity.alone", "undecidable")

    assert finding.message == "1个金额没有其他数可以印证：“中标价”1234.5万元"
    assert finding.facts == ("a",)


def _unrelated(chosen: random.Random, count: int) -> tuple[FundFigure, ...]:
    """Figures over four orders of magnitude with three to seven digits, some of them round, in any roles."""
    figures = []
    for at in range(count):
        digits = chosen.randint(3, 7)
        number = int(chosen.uniform(1, 10) * 10 ** (digits - 1))
        rounded = number // 10 ** (digits // 2) * 10 ** (digits // 2) if chosen.random() < 0.2 else number
        text = f"{rounded / 10 ** chosen.randint(0, 2):.2f}".rstrip("0").rstrip(".") + "万元"
        figures.append(fund(f"u.{at}", text, chosen.choice(ROLES), item=f"第{at}笔", start=40 * at))
    return tuple(figures)


@pytest.mark.parametrize("count", [6, 12, 25, 40])
def test_unrelated_figures_show_no_more_identities_than_chance_is_given(count: int) -> None:
    chosen = random.Random(count)
    reports = [report(funds=_unrelated(chosen, count)) for _ in range(100)]
    told = [one for stated in reports for rule in RULES for one in found(stated, rule, "ok")]

    assert len(told) <= 3 * LEVEL * len(reports)  # three families of sums of money


RULES = ("identity.sum", "identity.difference")
