"""How sure a value is, from how it was read: the confidence of every measure of a report.

A value starts with what its way of reading is worth and loses for everything that was not plainly printed. The levels
are those that made the stated confidence the share of right values on gold; `docs/confidence.md` shows the table, and
`benchmarks/confidence.py` measures it on any gold. What arithmetic says comes later, from the checks.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from extractor.document import Document, Table
from extractor.report import Evidence, FundFigure, Indicator, Measure, Report, Result

Way = Literal["table", "restored", "told"]

# What each way of reading is worth where nothing speaks against it.
INDICATORS: dict[Way, Decimal] = {"table": Decimal("0.99"), "restored": Decimal("0.97"), "told": Decimal("0.95")}
FUNDS: dict[Way, Decimal] = {"table": Decimal("0.99"), "restored": Decimal("0.99"), "told": Decimal("0.98")}
# A figure behind its own label, on a line or in a cell, is read as surely as a row of a table.
_LABELLED = "labelled_lines"
RESULTS = Decimal("0.85")
# What each thing that was not plainly printed leaves of it.
INFERRED, APPROXIMATE, IN_WORDS, DISPUTED = (Decimal(factor) for factor in ("0.99", "0.98", "0.97", "0.8"))
# A value whose other side (target or result) is missing; values in words are then mostly other text.
WORDS_ALONE, TARGET_TOLD_ALONE, RESULT_TOLD_ALONE = Decimal("0.45"), Decimal("0.5"), Decimal("0.98")
# A printed ≥ or 不低于 says that a value is a target: this much of the doubt is left.
SIGNED = Decimal("0.3")
# What a sign of a misreading leaves: a proposal says that a comparator was read as a digit; words hold digits that are
# no number (9l.8%); a date or a list number stands in the name, whose row was then cut in the wrong place, or the name
# asks for an area and the value is money.
MISREAD, GARBLED, MISNAMED = (Decimal(factor) for factor in ("0.1", "0.2", "0.2"))
_SIGN = re.compile(r"[≥≤≧≦⩾⩽<>＜＞]|[不高低大小多少超至以]")
_NO_NUMBER = re.compile(r"[^年月日号]*\d[^年月日号]*")
_TORN_NAME = re.compile(r"^年\d{1,2}月|(?:20\d\d年|\d月底?|\d日)前?$|[\u4e00-\u9fff]\d{1,2}[、．](?!\d)")
_MEASURED_NAME = re.compile(r"(?:面积|里程|长度|人数|人次|户数|天数|座数)$")
_PLACES = Decimal("0.0001")


@dataclass(frozen=True, slots=True)
class _Reading:
    """What is known of how the facts of one report were read."""

    document: Document
    restored: frozenset[int]
    disputed: Collection[str]
    misread: Collection[tuple[str, str]]  # facts and their fields
    ambiguous: Sequence[tuple[int, int]]
    printed: bool  # nothing of the document was recognised in a picture

    def way(self, evidence: Evidence) -> Way:
        """Whether a value stands in a table, in one put together again (or behind a label), or in running text."""
        if evidence.table is None:
            return "restored" if evidence.pattern == _LABELLED else "told"
        return "restored" if evidence.table.index in self.restored else "table"

    def of(self, measure: Measure, start: Decimal, key: str) -> Decimal:
        """`start`, less what the measure itself gives reason to doubt."""
        sure = start if self.printed else start * self._recognised(measure.evidence[0])
        if measure.inferred:
            sure *= INFERRED ** len(measure.inferred)
        if measure.approximate:
            sure *= APPROXIMATE
        return sure * DISPUTED if key in self.disputed or self._ambiguous(measure) else sure

    def _ambiguous(self, measure: Measure) -> bool:
        """Whether the value was cut out of a run of digits that has another reading."""
        place = measure.evidence[0].start
        return "value" in measure.inferred and any(start <= place < end for start, end in self.ambiguous)

    def _recognised(self, evidence: Evidence) -> Decimal:
        """How sure the recognition of a scanned page was of the evidence's lines."""
        runs = self.document.runs_between(evidence.start, evidence.end)
        return Decimal(str(min((run.score for run in runs), default=1.0)))


def with_confidence(report: Report, document: Document, restored: Sequence[Table]) -> Report:
    """`report` with the confidence of all its measures; `restored` are the tables put together again from text."""
    inferred = (*restored, *(table for table in document.tables if table.inferred))
    disputed = {conflict.fact for conflict in report.conflicts}
    misread = {(proposal.fact, proposal.field) for proposal in report.proposals}
    ambiguous = tuple(
        (one.evidence.start, one.evidence.end)
        for one in report.warnings
        if one.code == "cells_ambiguous" and one.evidence
    )
    reading = _Reading(
        document, frozenset(table.index for table in inferred), disputed, misread, ambiguous, _is_printed(document)
    )
    return report.model_copy(
        update={
            "indicators": tuple(_indicator(fact, reading) for fact in report.indicators),
            "funds": tuple(_fund(fact, reading) for fact in report.funds),
            "results": tuple(_result(fact, reading) for fact in report.results),
        }
    )


def _is_printed(document: Document) -> bool:
    return all(run.score == 1.0 for run in document.runs)


def _indicator(fact: Indicator, reading: _Reading) -> Indicator:
    def sure(measure: Measure, field: str, other: Measure | None) -> Measure:
        start = _start(measure, reading.way(measure.evidence[0]), field, other)
        if _is_misnamed(fact.name, measure):
            start *= MISNAMED
        if (fact.key, field) in reading.misread:
            start *= MISREAD
        return _with(measure, reading.of(measure, start, fact.key))

    target, actual = fact.target, fact.actual
    return fact.model_copy(
        update={
            "target": target and sure(target, "target", actual),
            "actual": actual and sure(actual, "actual", target),
            "related": tuple(sure(measure, "related", target) for measure in fact.related),
        }
    )


def _is_misnamed(name: str, measure: Measure) -> bool:
    """Whether a name cannot be the value's: a row that was cut in the wrong place, or money below 面积, 人数."""
    unit = measure.normalized.unit if measure.normalized else None
    money = unit is not None and unit.startswith("元") and "/" not in unit
    return _TORN_NAME.search(name) is not None or (money and _MEASURED_NAME.search(name) is not None)


def _start(measure: Measure, way: Way, field: str, other: Measure | None) -> Decimal:
    """What a value is worth by its way of reading, its words and signs, and whether its `other` side is told."""
    start = INDICATORS[way]
    if measure.value is None:
        start *= IN_WORDS if other is not None else WORDS_ALONE
        return start * GARBLED if _NO_NUMBER.fullmatch(measure.text) else start
    if other is None and way == "told":
        start *= TARGET_TOLD_ALONE if field == "target" else RESULT_TOLD_ALONE
    if _SIGN.search(measure.text) and measure.comparator != "=":
        return 1 - (1 - start) * SIGNED
    return start


def _fund(fact: FundFigure, reading: _Reading) -> FundFigure:
    start = FUNDS[reading.way(fact.amount.evidence[0])]
    return fact.model_copy(update={"amount": _with(fact.amount, reading.of(fact.amount, start, fact.key))})


def _result(fact: Result, reading: _Reading) -> Result:
    value, growth = (one and _with(one, reading.of(one, RESULTS, fact.key)) for one in (fact.value, fact.growth))
    return fact.model_copy(update={"value": value, "growth": growth})


def _with(measure: Measure, confidence: Decimal) -> Measure:
    return measure.model_copy(update={"confidence": confidence.quantize(_PLACES)})
