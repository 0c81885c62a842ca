"""Repairs: proposed where one misprint explains a failing relation and nothing else does."""

from __future__ import annotations

from decimal import Decimal

import pytest

from extractor.checks import run
from extractor.report import Proposal, Report, Score
from tests.checks.reports import evidence, fund_table, indicator, report, told


def _proposed(stated: Report) -> list[tuple[str, str, str, str]]:
    return [(one.fact, one.field, one.printed, one.proposed) for one in run(stated).proposals]


def _row(budget: str, executed: str, rate: str) -> Report:
    """A total row over two parts whose sums support budget and execution; the printed figures replace true ones."""
    rows = [
        ("年度资金总额", "total", budget, executed, rate),
        ("中央财政资金", "central", "4326.4万元", "4240.38万元", "98.01%"),
        ("地方资金", "local", "500万元", "473.2万元", "94.64%"),
    ]
    return report(funds=fund_table(rows))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("budget", "executed", "rate", "proposal"),
    [
        ("4826.4万元", "4713.58万元", "97.66%", []),
        ("4826.4万元", "4713.58万元", "91.66%", [("f.0.rate", "amount", "91.66%", "97.66%")]),
        ("4826.4万元", "4713.58万元", "9.766%", [("f.0.rate", "amount", "9.766%", "97.66%")]),
        ("4826.4元", "4713.58万元", "97.66%", [("f.0.budget", "amount", "4826.4元", "4826.4万元")]),
        ("48.264万元", "4713.58万元", "97.66%", [("f.0.budget", "amount", "48.264万元", "4826.4万元")]),
        ("4826.4万元", "4773.58万元", "97.66%", [("f.0.executed", "amount", "4773.58万元", "4713.58万元")]),
        ("4826.49713万元", "4713.58万元", "97.66%", []),
        ("48264713.58万元", "4713.58万元", "97.66%", []),
    ],
)
def test_one_misprint_is_repaired(
    budget: str, executed: str, rate: str, proposal: list[tuple[str, str, str, str]]
) -> None:
    assert _proposed(_row(budget, executed, rate)) == proposal


def test_two_numbers_printed_as_one_are_parted() -> None:
    stated = _row("4826.4万元", "4713.58万元", "97.6610%")

    assert _proposed(_row("1004826.4万元", "4713.58万元", "97.66%")) == [
        ("f.0.budget", "amount", "1004826.4万元", "4826.4万元")
    ]
    assert _proposed(stated) == []


def test_where_two_figures_could_be_wrong_nothing_is_proposed() -> None:
    funds = told(
        ("321.25万元", "budget", "total", "年度预算资金总额"),
        ("166.00万元", "budget", "central", "中央补助"),
        ("136.00万元", "budget", "municipal", "市级资金"),
        ("20.25万元", "budget", "local", "本级资金"),
    )

    assert _proposed(report(funds=funds)) == []


def test_nothing_is_applied() -> None:
    stated = _row("4826.4元", "4713.58万元", "97.66%")

    assert [one.amount.text for one in run(stated).funds] == [one.amount.text for one in stated.funds]


def test_both_readings_and_the_reason_are_told() -> None:
    (proposal,) = run(_row("4826.4万元", "4713.58万元", "91.66%")).proposals

    assert isinstance(proposal, Proposal)
    assert proposal.reason == (
        "funds.rate：4713.58万元÷4826.4万元应为97.66%，报告为91.66%；若一位数字印错，91.66%应为97.66%，"
        "则4713.58万元÷4826.4万元与97.66%相符，没有其他单处改动能使其成立"
    )
    assert [one.text for one in proposal.evidence] == ["91.66%"]


def test_a_wrong_total_of_scores_is_repaired() -> None:
    rows = tuple(
        indicator(f"i.{rank}", f"指标{rank}号", "4个", "4个", weight=Decimal(50), score=Decimal(score))
        for rank, score in enumerate(("47.31", "48.52"), start=1)
    )
    score = Score(total_weight=Decimal(100), total_score=Decimal("9.583"), evidence=(evidence("9.583", 5000),))

    assert _proposed(report(indicators=rows, score=score)) == [("score", "total_score", "9.583分", "95.83分")]
