"""identity.ratio — a share is the quotient of two figures of its table row or its indicator, beyond chance."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Final

from extractor.figures import Figure, actual, money, rates, related
from extractor.identities import ratios
from extractor.relations import finding, terms_in_words
from extractor.report import Finding, Report

RULE: Final = "identity.ratio"


def check(report: Report) -> Iterator[Finding]:
    """A finding for every quotient that chance does not explain, money first."""
    for relation in (*ratios(_rows(report)), *ratios(_indicators(report))):
        yield finding(relation, f"{terms_in_words(relation)}＝{relation.result.printed}，几个数可以互相印证")


def _rows(report: Report) -> Iterator[tuple[Figure, list[Figure]]]:
    rows: dict[tuple[int, int], list[Figure]] = defaultdict(list)
    for one in money(report.funds):
        if one.cell is not None:
            rows[one.cell.index, one.cell.row].append(one)
    for rate in rates(report.funds):
        if rate.cell is not None:
            yield rate, rows[rate.cell.index, rate.cell.row]


def _indicators(report: Report) -> Iterator[tuple[Figure, list[Figure]]]:
    for indicator in report.indicators:
        share = actual(indicator)
        if share is not None and share.unit == "%" and indicator.actual and indicator.actual.basis != "growth":
            levels = related(indicator)
            yield share, [one for one in levels if one.unit == levels[0].unit != "%"]
