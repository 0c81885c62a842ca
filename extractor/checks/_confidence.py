"""What findings do to the confidence of figures: arithmetic that holds lends some, a contradiction takes some.

Only relations between figures count, not verdicts about targets. Half of what a confidence lacks to 1 is lent once,
however many relations hold. A figure in a contradiction keeps nine tenths: mostly the report is wrong, not the reading.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from extractor.report import Finding, FundFigure, Indicator, Measure, Report

_ARITHMETIC = ("funds.rate", "funds.parts", "funds.remaining", "funds.carryover", "funds.restated")
_IDENTITIES = ("identity.sum", "identity.difference", "identity.ratio")
_OF_INDICATORS = ("share.part", "growth.previous", "figure.restated")
_LENT, _KEPT, _PLACES = Decimal("0.5"), Decimal("0.9"), Decimal("0.0001")


def with_confidence(report: Report, findings: Sequence[Finding]) -> Report:
    """The report with the confidence of its fund figures and actual values adjusted."""
    counted = [one for one in findings if one.rule in (*_ARITHMETIC, *_IDENTITIES, *_OF_INDICATORS)]
    supported = {key for one in counted if one.status == "ok" for key in one.facts}
    doubted = {key for one in counted if one.status == "violated" for key in one.facts}
    return report.model_copy(
        update={
            "funds": tuple(_fund(one, supported, doubted) for one in report.funds),
            "indicators": tuple(_indicator(one, supported, doubted) for one in report.indicators),
        }
    )


def _fund(fund: FundFigure, supported: set[str], doubted: set[str]) -> FundFigure:
    amount = _measure(fund.amount, fund.key, supported, doubted)
    return fund if amount is fund.amount else fund.model_copy(update={"amount": amount})


def _indicator(indicator: Indicator, supported: set[str], doubted: set[str]) -> Indicator:
    if indicator.actual is None:
        return indicator
    actual = _measure(indicator.actual, indicator.key, supported, doubted)
    return indicator if actual is indicator.actual else indicator.model_copy(update={"actual": actual})


def _measure(measure: Measure, key: str, supported: set[str], doubted: set[str]) -> Measure:
    confidence = measure.confidence
    if key in supported:
        confidence = 1 - (1 - confidence) * _LENT
    if key in doubted:
        confidence *= _KEPT
    if confidence == measure.confidence:
        return measure
    return measure.model_copy(update={"confidence": confidence.quantize(_PLACES)})
