"""Checks of money: rates, parts, what remains, what was carried over, what is told twice, units."""

from __future__ import annotations

import datetime

import pytest

from extractor.report import FundFigure
from tests.checks.reports import found, fund, fund_table, report, told, violated

TABLE = fund_table(
    [
        ("年度资金总额", "total", "9900万元", "9516.3万元", "96.12%"),
        ("中央财政资金", "central", "6400万元", "6212.8万元", "97.08%"),
        ("地方资金", "local", "3250万元", "3103.5万元", "95.49%"),
        ("其他资金", "other", "250万元", "200万元", "80.00%"),
    ]
)


def _with(key: str, text: str) -> tuple[FundFigure, ...]:
    """The table with one figure printed otherwise."""
    return tuple(
        fund(one.key, text, one.role, item=one.item, source=one.source, start=one.evidence[0].start, place=_cell(one))
        if one.key == key
        else one
        for one in TABLE
    )


def _cell(one: FundFigure) -> tuple[int, int]:
    place = one.evidence[0].table
    assert place is not None
    return place.row, place.column


def test_a_consistent_table_violates_nothing() -> None:
    assert violated(report(funds=TABLE)) == []


def test_a_wrong_rate_is_told_with_both_amounts() -> None:
    (finding,) = found(report(funds=_with("f.0.rate", "96.61%")), "funds.rate")

    assert finding.facts == ("f.0.rate", "f.0.executed", "f.0.budget")
    assert finding.message == "“年度资金总额”印为96.61%，按执行数÷预算数（9516.3万元÷9900万元）应为96.12%"
    assert (finding.stated, finding.expected) == ("96.61%", "96.12%")
    assert finding.tolerance == "[96.605, 96.615)%，按各数的进位区间计算为[96.1188, 96.1297]%"
    assert [one.text for one in finding.evidence] == ["96.61%", "9516.3万元", "9900万元"]


def test_parts_that_do_not_make_the_total_are_all_named() -> None:
    funds = tuple(one for one in _with("f.0.budget", "9850万元") if one.key != "f.0.rate")
    (finding,) = found(report(funds=funds), "funds.parts")

    assert finding.facts == ("f.0.budget", "f.1.budget", "f.2.budget", "f.3.budget")
    assert finding.message == "“年度资金总额”为9850万元，各项之和6400万元＋3250万元＋250万元＝9900万元，两者不符"


def test_a_rate_of_what_was_received_says_so() -> None:
    funds = told(
        ("9653.00万元", "budget", "total", "预算资金"),
        ("8525.06万元", "received", "total", "已到位专项资金"),
        ("5995.28万元", "executed", "total", "项目累计支出"),
        ("70.33%", "rate", "total", "资金执行率"),
    )
    (finding,) = found(report(funds=funds), "funds.rate", "ok")

    assert finding.message == "“资金执行率”70.33%与执行数÷到位数（5995.28万元÷8525.06万元）相符"


@pytest.mark.parametrize(("budget", "statuses"), [("500万元", ["violated"]), ("300万元", [])])
def test_a_told_rate_of_more_than_the_budget_is_of_other_money_too(budget: str, statuses: list[str]) -> None:
    funds = told(
        (budget, "budget", "total", "预算资金"),
        ("460万元", "executed", "total", "实际支出"),
        ("95%", "rate", "total", "执行率"),
    )

    assert [finding.status for finding in found(report(funds=funds), "funds.rate") if finding.facts] == statuses


def test_parts_of_parts_are_no_parts_of_the_total() -> None:
    funds = fund_table(
        [
            ("年度资金总额", "total", "100万元", "", ""),
            ("中央财政资金", "central", "60万元", "", ""),
            ("地方资金", "local", "40万元", "", ""),
            ("省级资金", "provincial", "25万元", "", ""),
            ("县级资金", "county", "15万元", "", ""),
        ]
    )
    (finding,) = found(report(funds=funds), "funds.parts", "ok")

    assert finding.facts == ("f.0.budget", "f.1.budget", "f.2.budget")


def test_a_total_at_the_foot_of_the_table_is_a_total() -> None:
    rows = [("首批", "central", "5000万元", "", ""), ("第二批", "central", "5680万元", "", "")]
    funds = fund_table([*rows, ("合计", "total", "10860万元", "", "")])

    assert [one.facts for one in found(report(funds=funds), "funds.parts")] == [
        ("f.2.budget", "f.0.budget", "f.1.budget")
    ]


def test_sources_told_after_their_total_must_make_it() -> None:
    funds = told(
        ("321.25万元", "budget", "total", "年度预算资金总额"),
        ("166.00万元", "budget", "central", "中央补助"),
        ("136.00万元", "budget", "municipal", "市级资金"),
        ("20.25万元", "budget", "local", "本级资金"),
    )
    (finding,) = found(report(funds=funds), "funds.parts")

    assert finding.facts == ("t.0", "t.1", "t.2", "t.3")


def test_shares_that_leave_a_rest_to_others_are_not_all_parts() -> None:
    funds = told(
        ("343万元", "budget", "total", "总保费"),
        ("171.5万元", "budget", "central", "中央财政补贴50%"),
        ("102.9万元", "budget", "provincial", "省级财政补贴30%"),
    )

    assert violated(report(funds=funds)) == []


def test_a_unit_left_out_shows_where_a_share_is_told() -> None:
    funds = told(
        ("1293.45万元", "budget", "total", "总保费"),
        ("614.39万元", "budget", "central", "中央财政补贴47.5%"),
        ("420.37元", "budget", "provincial", "省级财政补贴32.5%"),
    )
    (finding,) = found(report(funds=funds), "unit.slip")

    assert finding.facts[0] == "t.2"
    assert finding.message.endswith("乘以10000才相符，可能单位或小数点有误")


REMAINING = ("2100万元", "budget", "total", "预算资金"), ("1953万元", "executed", "total", "累计支出")


@pytest.mark.parametrize(("rest", "status"), [("147万元", "ok"), ("174万元", "violated")])
def test_what_remains_is_budget_less_execution(rest: str, status: str) -> None:
    (finding,) = found(
        report(funds=told(*REMAINING, (rest, "remaining", "total", "结余资金"))), "funds.remaining", status
    )

    assert finding.facts == ("t.2", "t.0", "t.1")
    assert finding.expected == "147万元"


@pytest.mark.parametrize(("total", "status"), [("8445万元", "ok"), ("8545万元", "violated")])
def test_carried_over_and_new_money_make_the_sum(total: str, status: str) -> None:
    funds = told(
        ("5000万元", "budget", "central", "第二批专项资金"),
        ("3445万元", "carryover", "central", "首批专项资金结转"),
        (total, "budget", "central", "共计"),
    )
    (finding,) = found(report(funds=funds), "funds.carryover", status)

    assert finding.facts == ("t.2", "t.0", "t.1")
    assert finding.expected == "8445万元"


def test_a_total_told_differently_in_table_and_text_is_found() -> None:
    (spoken,) = told(("9990万元", "budget", "total", "项目预算资金"))
    (finding,) = found(report(funds=(spoken, *TABLE)), "funds.restated")

    assert finding.facts == ("f.0.budget", "t.0")
    assert finding.message == "“年度资金总额”9900万元与另一处“项目预算资金”9990万元不一致"


def test_one_name_for_many_sums_is_no_restatement() -> None:
    items = ("central", "中央财政困难群众补助资金")
    funds = told(*((text, "budget", *items) for text in ("10万元", "20万元", "30万元")))

    assert found(report(funds=funds), "funds.restated") == []


def test_a_total_ten_times_its_parts_is_a_slip() -> None:
    (finding,) = found(report(funds=_with("f.0.budget", "99000万元")), "unit.slip")[:1]

    assert finding.facts[0] == "f.0.budget"
    assert finding.message.endswith("乘以0.1才相符，可能单位或小数点有误")


def test_spending_up_to_a_day_before_its_year_is_out_of_order() -> None:
    spent = fund("s", "5万元", "executed", year=2022, as_of=datetime.date(2021, 12, 31))

    assert [one.facts for one in found(report(funds=(spent,)), "date.order")] == [("s",)]
