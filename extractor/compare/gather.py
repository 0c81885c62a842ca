"""From reports to sheets: what a comparison needs of each report, a tenth of its size.

Reports are read one at a time from `reports.jsonl` of a dataset or from report JSON files, and let go
again, so that a comparison of ten thousand reports fits into memory.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from extractor.compare.models import FundPoint, Place, Point, Stated
from extractor.errors import InputError
from extractor.report import (
    Evidence,
    FundFigure,
    FundRole,
    FundSource,
    Grade,
    Indicator,
    Measure,
    Number,
    Report,
    from_json,
)
from extractor.writers import to_jsonl


@dataclass(frozen=True, slots=True)
class FundFact:
    """A fund figure with what tells it apart from others; `year` as stated, or None."""

    role: FundRole
    source: FundSource | None
    year: int | None
    as_of: datetime.date | None
    point: FundPoint


@dataclass(frozen=True, slots=True)
class Sheet:
    """One report as the comparison sees it. `report` is its path, with #part from the second part on."""

    report: str
    year: int
    organization: str | None
    program: str | None
    title: str | None
    region: str | None
    points: tuple[Point, ...]
    funds: tuple[FundFact, ...] = ()
    score: Number | None = None
    grade: Grade | None = None


def read(path: Path) -> Iterator[Report]:
    """The reports of a dataset folder, or of a file with a report JSON a line. Raises: InputError."""
    file = path / to_jsonl.NAME if path.is_dir() else path
    try:
        with file.open("rb") as lines:
            for number, line in enumerate(lines, start=1):
                if line.strip():
                    yield _report(line, number)
    except FileNotFoundError as error:
        problem = f"{file.name} is missing" if path.is_dir() else "does not exist"
        raise InputError("not_found", problem, "name the folder of a dataset, or report JSON files") from error
    except OSError as error:
        raise InputError("unreadable", f"cannot be read ({error.strerror})", "check its rights") from error


def sheets(reports: Iterable[Report]) -> Iterator[Sheet | str]:
    """The sheet of each report; for a report without a fiscal year its name alone."""
    for report in reports:
        yield sheet(report) if report.meta.fiscal_year else report_name(report)


def sheet(report: Report) -> Sheet:
    """What is compared of `report`, which states its fiscal year."""
    meta, name = report.meta, report_name(report)
    year = meta.fiscal_year.value if meta.fiscal_year else 0
    return Sheet(
        report=name,
        year=year,
        organization=meta.organization.value if meta.organization else None,
        program=meta.program.value if meta.program else None,
        title=meta.title.value if meta.title else None,
        region=meta.region.value if meta.region else None,
        points=tuple(_point(fact, year, name) for fact in report.indicators),
        funds=tuple(_fund(fact, year, name) for fact in report.funds),
        score=report.score.self,
        grade=report.score.grade,
    )


def report_name(report: Report) -> str:
    """How a comparison names `report`: its path, with #part from the second part on."""
    source = report.source
    return source.path if source.part == 1 else f"{source.path}#{source.part}"


def _report(line: bytes, number: int) -> Report:
    try:
        return from_json(line)
    except ValueError as error:
        problem = f"line {number} is no report JSON of this version ({error})"
        raise InputError("corrupt", problem, "write it with jixiao extract") from error


def _point(fact: Indicator, year: int, report: str) -> Point:
    return Point(
        fiscal_year=year,
        report=report,
        indicator=fact.key,
        name=fact.name,
        level1=fact.level1,
        level2=fact.level2,
        target=_stated(fact.target) if fact.target else None,
        actual=_stated(fact.actual) if fact.actual else None,
        related=tuple(_stated(measure) for measure in fact.related),
        met=fact.attainment.met,
        ratio=fact.attainment.ratio,
        weight=fact.weight,
        score=fact.score,
        evidence=_place(fact.evidence[0]),
    )


def _fund(fact: FundFigure, year: int, report: str) -> FundFact:
    point = FundPoint(fiscal_year=year, report=report, fund=fact.key, item=fact.item, amount=_stated(fact.amount))
    return FundFact(fact.role, fact.source, fact.year, fact.as_of, point)


def _stated(measure: Measure) -> Stated:
    base = measure.normalized
    return Stated(
        comparator=measure.comparator,
        value=measure.value,
        high=measure.high,
        unit=measure.unit,
        basis=measure.basis,
        text=measure.text,
        amount=base.value if base else None,
        high_amount=base.high if base else None,
        base_unit=base.unit if base else None,
        date=measure.date,
        evidence=_place(measure.evidence[0]),
    )


def _place(evidence: Evidence) -> Place:
    return Place(evidence.page, evidence.start, evidence.end)
