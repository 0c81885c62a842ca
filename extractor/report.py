"""What is known about one document: typed, frozen facts, each with the place that it was read from.

These models are the source of truth of the report JSON (`jixiao schema` prints them). A fact without
evidence cannot be built. Numbers are Decimal here and plain numbers in JSON.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from decimal import Decimal
from typing import Annotated, Final, Literal

from pydantic import BaseModel, ConfigDict, Field, PlainSerializer, ValidationError, ValidationInfo, field_validator

SCHEMA: Final = "jixiao/report/1"

ReportType = Literal["transfer", "project", "department", "policy", "other"]
Comparator = Literal[">=", "<=", ">", "<", "=", "range", "qualitative"]
Basis = Literal["level", "growth", "share", "qualitative"]
FundRole = Literal[
    "initial_budget", "budget", "allocated", "received", "executed", "carryover", "remaining", "rate", "other"
]
FundSource = Literal["total", "central", "provincial", "municipal", "county", "local", "other"]
Grade = Literal["优", "良", "中", "差"]
FindingStatus = Literal["ok", "violated", "undecidable"]


def _plain_number(value: Decimal) -> int | float:
    return int(value) if value == value.to_integral_value() else float(value)


Number = Annotated[Decimal, PlainSerializer(_plain_number, return_type=int | float, when_used="json")]
Coordinate = Annotated[float, PlainSerializer(lambda value: round(value, 2), return_type=float)]
Box = tuple[Coordinate, Coordinate, Coordinate, Coordinate]


class Model(BaseModel):
    """Base of all models: immutable, unknown fields refused."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class PageBox(Model):
    """A box on a page (from 1), in points from the top left corner."""

    page: int
    bbox: Box


class CellPlace(Model):
    """A table cell: the table's index in the document, row and column, all from 0."""

    index: int
    row: int
    column: int


class Evidence(Model):
    """Where a value was read: a slice of the canonical text, and its place on the page.

    `field` names the field of the fact that this supports; `pattern` the pattern or table rule that
    read it. `bbox` and `page` are those of the first piece; `boxes` lists all where there are several.
    """

    field: str
    page: int | None
    bbox: Box | None
    boxes: tuple[PageBox, ...]
    start: int = Field(ge=0)
    end: int
    text: str = Field(min_length=1)
    table: CellPlace | None
    pattern: str

    @field_validator("text")  # of a field, not of the model: that would be asked again for every fact that it goes into
    @classmethod
    def _slice_has_the_length_of_its_text(cls, text: str, info: ValidationInfo) -> str:
        start, end = info.data.get("start"), info.data.get("end")
        if start is not None and end is not None and end - start != len(text):
            raise ValueError(f"evidence {start}..{end} does not hold {len(text)} characters")
        return text


EvidenceList = Annotated[tuple[Evidence, ...], Field(min_length=1)]


class Cited(Model):
    """A piece of text with its evidence."""

    text: str
    evidence: EvidenceList


class Normalized(Model):
    """The value in base units: 元 for money, % for rates, 个/人/次… without 万."""

    value: Number
    high: Number | None = None
    unit: str | None


class Measure(Model):
    """A stated value. See CONTRACT: `unit` and `text` as printed, `high` the upper end of a range.

    `inferred` names the fields that the text does not print but that follow from it. `date` is the
    ISO day of a date value (the last day of a month, quarter or year).
    """

    comparator: Comparator
    value: Number | None
    high: Number | None = None
    unit: str | None
    basis: Basis
    text: str
    normalized: Normalized | None
    inferred: tuple[str, ...] = ()
    confidence: Number = Decimal(1)
    approximate: bool = False
    date: datetime.date | None = None
    evidence: EvidenceList


class Attainment(Model):
    """Whether the actual value reaches the target; `met` is None where that cannot be decided.

    `ratio` is actual ÷ target (four decimals), None without two comparable numbers or with a zero
    target. `claimed` is the report's own verdict in its words, `agrees` whether it fits `met`.
    """

    met: bool | None
    ratio: Number | None
    claimed: str | None
    agrees: bool | None


class Deviation(Model):
    """Why a target was missed and what will be done, in the report's words."""

    reason: Cited | None
    measures: Cited | None


class Indicator(Model):
    """One performance indicator with its target and the actual value that answers it.

    `id` is the report's own number or, without one, its table row or rank. Source: 绩效自评表, 三级指标.
    """

    key: str
    id: str
    name: str
    level1: str | None = None
    level2: str | None = None
    target: Measure | None = None
    actual: Measure | None = None
    related: tuple[Measure, ...] = ()
    attainment: Attainment
    weight: Number | None = None
    score: Number | None = None
    deviation: Deviation | None = None
    evidence: EvidenceList

    def all_evidence(self) -> tuple[Evidence, ...]:
        """Where it and its measures stand."""
        measures = (measure for measure in (self.target, self.actual, *self.related) if measure)
        return (*self.evidence, *(one for measure in measures for one in measure.evidence))


class FundFigure(Model):
    """One figure about the money: budget, execution, rate… `source` is whose money it is."""

    key: str
    item: str
    role: FundRole
    source: FundSource | None
    year: int | None
    as_of: datetime.date | None
    amount: Measure
    evidence: EvidenceList

    def all_evidence(self) -> tuple[Evidence, ...]:
        """Where it and its amount stand."""
        return (*self.evidence, *self.amount.evidence)


class Result(Model):
    """Another quantified result of the narrative; `growth` is its change beside the level."""

    key: str
    name: str
    value: Measure
    growth: Measure | None = None
    evidence: EvidenceList


class Goal(Model):
    """The overall goal of the year and what became of it. Source: 年度总体目标 / 完成情况."""

    key: str
    expected: Cited | None
    achieved: Cited | None


class Score(Model):
    """The report's own score and grade, stated totals, and weight and score of the execution rate."""

    self: Number | None = None
    grade: Grade | None = None
    total_weight: Number | None = None
    total_score: Number | None = None
    execution_weight: Number | None = None
    execution_score: Number | None = None
    evidence: tuple[Evidence, ...] = ()


class CitedText(Model):
    """A metadata value in words."""

    value: str
    evidence: EvidenceList


class CitedYear(Model):
    """A metadata value that is a year."""

    value: int
    evidence: EvidenceList


class CitedType(Model):
    """The kind of report."""

    value: ReportType
    evidence: EvidenceList


class Meta(Model):
    """What the report says about itself; None where it does not say."""

    title: CitedText | None = None
    fiscal_year: CitedYear | None = None
    organization: CitedText | None = None
    region: CitedText | None = None
    department: CitedText | None = None
    program: CitedText | None = None
    report_type: CitedType | None = None
    documents_cited: tuple[CitedText, ...] = ()


class Conflict(Model):
    """The same thing stated differently: the reading kept, the other one, and why."""

    fact: str
    kept: str
    other: str
    reason: str
    evidence: EvidenceList


class Proposal(Model):
    """A repair that the arithmetic or a paired value suggests; never applied."""

    fact: str
    field: str
    printed: str
    proposed: str
    reason: str
    evidence: EvidenceList


class Finding(Model):
    """What a check noticed."""

    rule: str
    status: FindingStatus
    message: str
    stated: str | None
    expected: str | None
    tolerance: str | None
    facts: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()


class Warning(Model):
    """Something unreadable, ambiguous, guessed or left out."""

    code: str
    message: str
    evidence: Evidence | None


def in_text_order(warnings: Iterable[Warning]) -> tuple[Warning, ...]:
    """Warnings by where they stand, those of no place first."""
    return tuple(sorted(warnings, key=lambda one: (one.evidence.start if one.evidence else -1, one.code)))


class SourceFile(Model):
    """The file that was read; `part` counts the reports of one file from 1."""

    path: str
    sha256: str
    media_type: str
    bytes: int
    pages: int | None
    ocr_pages: int
    part: int


class Report(Model):
    """All that one self-evaluation report says."""

    schema_: Literal["jixiao/report/1"] = Field(default=SCHEMA, alias="schema")
    source: SourceFile
    meta: Meta
    indicators: tuple[Indicator, ...] = ()
    funds: tuple[FundFigure, ...] = ()
    results: tuple[Result, ...] = ()
    goals: tuple[Goal, ...] = ()
    score: Score = Score()
    problems: tuple[Cited, ...] = ()
    measures: tuple[Cited, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    proposals: tuple[Proposal, ...] = ()
    checks: tuple[Finding, ...] = ()
    warnings: tuple[Warning, ...] = ()


def from_json(line: str | bytes) -> Report:
    """The report that `to_json` was given. Raises: ValueError, which names the first field that does not fit."""
    try:
        return Report.model_validate_json(line)
    except ValidationError as error:
        first = error.errors()[0]
        raise ValueError(f"{'.'.join(map(str, first['loc'])) or 'line'}: {first['msg']}") from error


def to_json(report: Report) -> str:
    """The report as one line of JSON, keys in the order of the models."""
    return report.model_dump_json(by_alias=True)
