"""date.order — a start comes before its end, and a year's spending is not counted up to a day before that year."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from itertools import combinations
from typing import Final

from extractor.relations import undecidable
from extractor.report import Finding, FundFigure, Indicator, Report

RULE: Final = "date.order"

_START = re.compile(r"开工|启动|开始|招标|签订")
_END = re.compile(r"竣工|完工|完成|结束|验收|交付|归档")


def check(report: Report) -> Iterator[Finding]:
    """A finding for every start with its end and every spending with year and day."""
    found = [*_works(report.indicators), *map(_spending, filter(_dated, report.funds))]
    violated = [one for one in found if one.status == "violated"]
    yield from violated or found[:1]
    if not found:
        yield undecidable(RULE, "没有可以比较先后的日期")


def _works(indicators: tuple[Indicator, ...]) -> Iterator[Finding]:
    dated = [(one, one.actual.date) for one in indicators if one.actual and one.actual.date]
    for (first, started), (second, ended) in combinations(dated, 2):
        if _is_start_and_end(first, second):
            yield _order(first, started, second, ended)
        elif _is_start_and_end(second, first):
            yield _order(second, ended, first, started)


def _is_start_and_end(first: Indicator, second: Indicator) -> bool:
    return (
        bool(_START.search(first.name) and _END.search(second.name))
        and not _END.search(first.name)
        and _START.sub("", first.name) == _END.sub("", second.name)
    )


def _order(first: Indicator, started: datetime.date, second: Indicator, ended: datetime.date) -> Finding:
    fits = started <= ended
    assert first.actual and second.actual  # dated
    return Finding(
        rule=RULE,
        status="ok" if fits else "violated",
        message=f"“{first.name}”为{started}，“{second.name}”为{ended}，先后{'相符' if fits else '颠倒'}",
        stated=str(ended),
        expected=f"不早于{started}",
        tolerance="0",
        facts=(first.key, second.key),
        evidence=(first.actual.evidence[0], second.actual.evidence[0]),
    )


def _dated(fund: FundFigure) -> bool:
    return fund.role == "executed" and fund.year is not None and fund.as_of is not None


def _spending(fund: FundFigure) -> Finding:
    assert fund.year is not None and fund.as_of is not None  # dated
    fits = fund.as_of.year >= fund.year
    return Finding(
        rule=RULE,
        status="ok" if fits else "violated",
        message=f"“{fund.item}”是{fund.year}年的支出，截止日为{fund.as_of}，先后{'相符' if fits else '颠倒'}",
        stated=str(fund.as_of),
        expected=f"不早于{fund.year}-01-01",
        tolerance="0",
        facts=(fund.key,),
        evidence=fund.evidence[:1],
    )
