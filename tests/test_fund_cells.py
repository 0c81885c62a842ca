"""Cells of fund columns that say more than a number."""

from __future__ import annotations

import pytest

from extractor.fund_cells import amount_in
from tests.documents import LIBRARY, page, report

HEAD = "| 项目资金(万元) | 年初预算数 | 年中调整 | 全年预算数 | 全年执行数 | 分值 | 执行率 |"


@pytest.mark.parametrize(
    ("text", "role", "value"),
    [
        ("61.5", "budget", "61.5"),
        ("61.5(年中调减8)", "budget", "61.5"),
        ("61.5万元(含追加)", "budget", "61.5"),
        ("年中追加30万元", "other", "30"),
        ("调减2", "other", "2"),
        ("3万200", "budget", "30200"),
        ("年中追加30万元", "budget", None),
        ("收回2,结余78", "executed", None),
        ("1 234.5", "budget", None),
        ("61.5(58)", "budget", None),
        ("—", "budget", None),
    ],
)
def test_one_amount_is_stated_or_none(text: str, role: str, value: str | None) -> None:
    found = amount_in(text, role, LIBRARY.lexicon)

    assert (str(found[0].value) if found else None) == value


def read(row: str) -> tuple[list[str], list[str]]:
    found = report(page(f"某县2022年引水项目绩效自评表\n{HEAD}\n{row}\n| 年度总体目标 | 通水。 |\n"))
    figures = [f"{fund.role} {fund.amount.text}" for fund in found.funds]
    return figures, [warning.evidence.text for warning in found.warnings if warning.code and warning.evidence]


def test_money_added_and_notes_behind_amounts_are_read() -> None:
    figures, warnings = read("| 年度资金总额 | 60 | 追加15万元 | 75(含追加) | 66 | 10 | 88% |")

    assert figures == ["initial_budget 60", "other 15万元", "budget 75", "executed 66", "rate 88%"]
    assert warnings == []


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ("| 年度资金总额 | 60 | 0 | 60 | 收回2,结余58 | 10 | 88% |", "收回2,结余58"),
        ("| 年度资金总额 | 1 234.5 | 0 | 60 | 58 | 10 | 88% |", "1 234.5"),
        ("| 年度资金总额 | 60 | 0 | 60 | 58 | IO | 88% |", "IO"),
    ],
)
def test_a_cell_with_a_figure_that_is_not_sure_is_told(row: str, told: str) -> None:
    assert read(row)[1] == [told]
