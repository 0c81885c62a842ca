"""Fund figures over the years, one series for each role and source, and each report's totals."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import pairwise

from extractor.compare import units
from extractor.compare.changes import exact, growth, ordered
from extractor.compare.gather import FundFact, Sheet
from extractor.compare.models import Flag, FundChange, FundPoint, FundSeries, Year
from extractor.patterns import Library
from extractor.report import FundRole, FundSource

Kind = tuple[FundRole, FundSource | None]
# Roles that count as the year's budget, the first that is stated.
BUDGETS: tuple[FundRole, ...] = ("budget", "initial_budget", "allocated", "received")
LEFT_OUT: frozenset[FundRole] = frozenset({"other"})


def series(
    sheets: Sequence[Sheet], key: str, who: tuple[str | None, str | None], library: Library
) -> Iterator[FundSeries]:
    """The fund series of a programme, `who` being its body and name; `sheets` are a year each."""
    by_kind: dict[Kind, list[FundPoint]] = {}
    for sheet in sheets:
        for kind, point in _stated(sheet).items():
            by_kind.setdefault(kind, []).append(point)
    years = [sheet.year for sheet in sheets]
    for (role, source), points in by_kind.items():
        told = tuple(_changes(points, (role, source), sheets, library))
        found: set[Flag] = {flag for change in told for flag in change.flags}
        if points[0].fiscal_year > years[0]:
            found.add("new")
        if points[-1].fiscal_year < years[-1]:
            found.add("dropped")
        yield FundSeries(f"{key}:{role}:{source or ''}", *who, role, source, tuple(points), told, ordered(found))


def year(sheet: Sheet) -> Year:
    """The figures of one report."""
    stated = {kind: point.amount.amount for kind, point in _stated(sheet).items()}
    budget = next((found for role in BUDGETS if (found := _total(stated, role)) is not None), None)
    executed = _total(stated, "executed")
    verdicts = [point.met for point in sheet.points]
    return Year(
        fiscal_year=sheet.year,
        report=sheet.report,
        organization=sheet.organization,
        program=sheet.program,
        indicators=len(verdicts),
        met=verdicts.count(True),
        missed=verdicts.count(False),
        undecided=verdicts.count(None),
        budget=budget,
        executed=executed,
        execution_rate=_total(stated, "rate"),
        computed_rate=round(executed / budget * 100, 2) if budget and executed is not None else None,
        score=sheet.score,
        grade=sheet.grade,
    )


def _stated(sheet: Sheet) -> dict[Kind, FundPoint]:
    """By role and source the figure of the report's own year that counts up to the latest day, the first of those."""
    found: dict[Kind, FundFact] = {}
    for fact in sheet.funds:
        kind = (fact.role, fact.source)
        if fact.role in LEFT_OUT or fact.year not in (None, sheet.year) or fact.point.amount.amount is None:
            continue
        if kind not in found or _later(fact, found[kind]):
            found[kind] = fact
    return {kind: fact.point for kind, fact in found.items()}


def _later(fact: FundFact, other: FundFact) -> bool:
    return fact.as_of is not None and other.as_of is not None and fact.as_of > other.as_of


def _total(stated: Mapping[Kind, Decimal | None], role: FundRole) -> Decimal | None:
    """The total of a role, or its only figure where that names no source."""
    return stated.get((role, "total"), stated.get((role, None)))


def _changes(
    points: Sequence[FundPoint], kind: Kind, sheets: Sequence[Sheet], library: Library
) -> Iterator[FundChange]:
    by_year = {sheet.year: sheet for sheet in sheets}
    for earlier, later in pairwise(points):
        found = units.comparable(earlier.amount, later.amount, "no_actual", library)
        one, other = earlier.amount.amount, later.amount.amount
        change = (
            exact(other - one * found.factor)
            if found.factor is not None and one is not None and other is not None
            else None
        )
        flags: set[Flag] = set()
        if any(earlier.fiscal_year < sheet.year < later.fiscal_year for sheet in sheets):
            flags.add("gap")
        if _restated(earlier, kind, by_year[later.fiscal_year]):
            flags.add("restated")
        yield FundChange(
            earlier.fiscal_year,
            later.fiscal_year,
            ordered(flags),
            change,
            growth(one, other) if change is not None and one is not None and other is not None else None,
            change is not None,
            (found.why,) if found.why else (),
        )


def _restated(earlier: FundPoint, kind: Kind, later: Sheet) -> bool:
    """Whether the later report states the earlier year's figure, and otherwise than the earlier report."""
    again = [
        fact.point.amount.amount
        for fact in later.funds
        if (fact.role, fact.source) == kind and fact.year == earlier.fiscal_year
    ]
    return bool(again) and earlier.amount.amount not in again
