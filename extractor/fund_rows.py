"""What a row and a column of a fund table mean: whose money, and what became of it.

Source: 项目支出绩效自评表 and 转移支付区域绩效目标自评表, 项目资金栏.
"""

from __future__ import annotations

import re
from typing import cast

from extractor.patterns import Library
from extractor.report import FundRole, FundSource

_OF_WHICH = re.compile(r"^其中[:,]?")
_UNIT_NOTE = re.compile(r"\((?:单位:)?(?:万元|元|亿元|千元)[^()]*\)")
_BUDGET_ROLES = frozenset({"initial_budget", "budget"})


def source_of(label: str, library: Library) -> FundSource | None:
    """Whose money a row or phrase speaks of; None where the level of government is not stated."""
    text = _OF_WHICH.sub("", label)
    pattern = library.classify("fund_row", "source", text)
    return None if pattern is None or pattern.value == "null" else cast(FundSource, pattern.value)


def role_of(label: str, column: str, library: Library) -> FundRole:
    """Role of a figure in the row `label` under the column role `column`.

    Money carried over stands in the budget columns of its own row.
    """
    if column in _BUDGET_ROLES and library.classify("fund_row", "kind", label):
        return "carryover"
    return cast(FundRole, column)


def item_of(label: str) -> str:
    """The figure's name from its row label: without 其中, the unit in brackets and the colon."""
    return _UNIT_NOTE.sub("", _OF_WHICH.sub("", label)).rstrip(":")


def unit_in(label: str) -> str | None:
    """The money unit that a label, header or caption names (项目资金(万元), 单位:元)."""
    found = re.findall(r"(?:^|[(:,、位额金])(亿元|百万元|万元|千元|元)(?=[)、,]|$)|\((亿元|百万元|万元|千元|元)", label)
    return next(unit for unit in found[-1] if unit) if found else None
