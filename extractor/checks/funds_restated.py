"""funds.restated — the same sum of money is stated alike in the table and in the narrative.

The same: one name and role, no other source, year or day; or the only total of its role in the table and in the text.
A name that stands for several sums in one place (中央补助 of each of three programmes) says nothing.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Final

from extractor.alike import core
from extractor.figures import Figure, of_fund
from extractor.fund_relations import fund_relations
from extractor.relations import evidence_of, holds, undecidable
from extractor.report import Finding, FundFigure, Report

RULE: Final = "funds.restated"

_Stated = tuple[FundFigure, Figure]

_CHANGE = re.compile(r"^(?:较|比)|增加|减少|[%％]$|^其中")
_TOTAL_BUDGET = re.compile(r"(?:预算|资金)(?:总额|总量|合计|资金|数)$|项目预算|全年预算")
_SHORTEST, _FARTHEST = 6, 2


def check(report: Report) -> Iterator[Finding]:
    """A finding for every sum that is told twice."""
    told = [(fund, figure) for fund in report.funds if (figure := of_fund(fund)) is not None and figure.value]
    settled = {
        figure.key for one in fund_relations(report) if one.form == "sum" and holds(one) for figure in one.figures
    }
    pairs = [*_named(told), *_totals(told)]
    found = [
        _finding(first[1], second[1])
        for first, second in {(one[0].key, other[0].key): (one, other) for one, other in pairs}.values()
        if _agree(first, second) or not {first[1].key, second[1].key} <= settled
    ]
    yield from found
    if not found:
        yield undecidable(RULE, "没有在两处写明的同一资金数")


def _named(told: Sequence[_Stated]) -> Iterator[tuple[_Stated, _Stated]]:
    """Two figures of one name; a name with three different values is no name of one figure."""
    groups: dict[tuple[object, ...], list[_Stated]] = defaultdict(list)
    for one in told:
        fund, figure = one
        if figure.unit == "元" and len(core(fund.item)) >= _SHORTEST and not _CHANGE.search(fund.item):
            groups[core(fund.item), fund.role, fund.source].append(one)
    for group in groups.values():
        values = {figure.value: None for _, figure in group}
        if len(group) > 1 and len(values) <= 2:
            first = group[0]
            other = next((one for one in group if one[1].value != first[1].value), group[1])
            if _same_thing(first, other):
                yield first, other


def _totals(told: Sequence[_Stated]) -> Iterator[tuple[_Stated, _Stated]]:
    """The total of the table and that of the text, where each is the only one."""
    budgets = [one for one in told if one[0].role == "budget" and one[0].source == "total" and one[1].unit == "元"]
    listed = [one for one in budgets if one[1].cell]
    spoken = [one for one in budgets if not one[1].cell and _TOTAL_BUDGET.search(one[0].item)]
    if len({one[1].value for one in listed}) == 1 == len({one[1].value for one in spoken}) and _same_thing(
        listed[0], spoken[0]
    ):
        yield listed[0], spoken[0]


def _same_thing(first: _Stated, second: _Stated) -> bool:
    """One year and one day, as far as they are stated, not two places of one table, and no very different sums."""
    (one, a), (other, b) = first, second
    if (None not in (one.year, other.year) and one.year != other.year) or one.as_of != other.as_of:
        return False
    if a.cell and b.cell and a.cell.index == b.cell.index:
        return False
    low, high = sorted((abs(a.value), abs(b.value)))
    return high <= _FARTHEST * low or _TOTAL_BUDGET.search(one.item) is None


def _agree(first: _Stated, second: _Stated) -> bool:
    return first[1].interval.meets(second[1].interval)


def _finding(first: Figure, second: Figure) -> Finding:
    agree = first.interval.meets(second.interval)
    return Finding(
        rule=RULE,
        status="ok" if agree else "violated",
        message=f"“{first.item}”{first.printed}与另一处“{second.item}”{second.printed}{'一致' if agree else '不一致'}",
        stated=first.printed,
        expected=second.printed,
        tolerance=f"{first.interval}元，{second.interval}元",
        facts=(first.key, second.key),
        evidence=evidence_of((first, second)),
    )
