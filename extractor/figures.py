"""The figures of a report as the checks compare them: each with its rounding interval and the fact that states it."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from extractor.intervals import EXACT, Interval, of_measure, point
from extractor.recall import recalled
from extractor.report import CellPlace, Evidence, FundFigure, FundRole, FundSource, Indicator, Measure

# The key under which the report's own score and totals stand in findings: they are one fact.
SCORE_KEY = "score"

# Key, field, place in the text and unit: what tells a figure from every other one of its report.
Place = tuple[str, str, int, str | None]


class Figure(NamedTuple):
    """One stated figure in base units (元, %, 个, points).

    `printed` is what the report says, with the unit; `number` the printed number alone and `scale` what one of it
    is in base units. `start` is its place in the text, `cell` its place in a table.
    """

    key: str
    field: str
    printed: str
    number: Decimal
    scale: Decimal
    value: Decimal
    interval: Interval
    unit: str | None
    evidence: tuple[Evidence, ...]
    item: str = ""
    role: FundRole = "other"
    source: FundSource | None = None

    @property
    def place(self) -> Place:
        """What tells it from every other figure of the report."""
        return self.key, self.field, self.start, self.unit

    @property
    def start(self) -> int:
        """Where it stands in the canonical text."""
        return self.evidence[0].start if self.evidence else -1

    @property
    def cell(self) -> CellPlace | None:
        """The table cell that states it."""
        return self.evidence[0].table if self.evidence else None


@recalled(512)  # several checks of one report ask
def of_fund(fund: FundFigure) -> Figure | None:
    """A fund figure; None where its amount is no definite number."""
    stated = figure(fund.key, "amount", fund.amount, item=fund.item)
    return stated._replace(role=fund.role, source=fund.source) if stated else None


def figure(key: str, field: str, measure: Measure, *, item: str = "") -> Figure | None:
    """The figure that `measure` states; None for bounds, ranges, words and approximate values."""
    interval = of_measure(measure)
    if interval is None or measure.value is None or measure.normalized is None or measure.high is not None:
        return None
    value = measure.normalized.value
    return Figure(
        key=key,
        field=field,
        printed=_printed(measure),
        number=measure.value,
        scale=EXACT.divide(value, measure.value) if measure.value else Decimal(1),
        value=value,
        interval=interval,
        unit=measure.normalized.unit,
        evidence=measure.evidence,
        item=item,
    )


def _printed(measure: Measure) -> str:
    number = format(measure.value, "f") if measure.value is not None else measure.text
    return f"{number}{measure.unit or ''}"


@recalled(2)
def money(funds: tuple[FundFigure, ...]) -> tuple[Figure, ...]:
    """Fund figures that are amounts of money, in text order."""
    return tuple(one for one in _of_funds(funds) if one.unit == "元")


@recalled(2)
def rates(funds: tuple[FundFigure, ...]) -> tuple[Figure, ...]:
    """Fund figures that are rates, in text order."""
    return tuple(one for one in _of_funds(funds) if one.unit == "%")


@recalled(2)
def _of_funds(funds: tuple[FundFigure, ...]) -> tuple[Figure, ...]:
    found = (of_fund(fund) for fund in funds)
    return tuple(sorted((one for one in found if one), key=lambda one: one.start))


def points(key: str, field: str, value: Decimal, evidence: tuple[Evidence, ...], *, item: str = "") -> Figure:
    """A weight or score: awarded, not measured, so that its printed value is meant."""
    named = tuple(one for one in evidence if one.field == field) or evidence[:1]
    return Figure(
        key=key,
        field=field,
        printed=f"{value:f}分",
        number=value,
        scale=Decimal(1),
        value=value,
        interval=point(value),
        unit="分",
        evidence=named,
        item=item,
    )


@recalled(512)
def actual(indicator: Indicator) -> Figure | None:
    """The actual value of an indicator."""
    return figure(indicator.key, "actual", indicator.actual, item=indicator.name) if indicator.actual else None


@recalled(512)
def related(indicator: Indicator) -> tuple[Figure, ...]:
    """The other levels that an indicator states, in text order."""
    found = (
        figure(indicator.key, "related", measure, item=indicator.name)
        for measure in indicator.related
        if measure.basis == "level"
    )
    return tuple(sorted((one for one in found if one is not None), key=lambda one: one.start))
