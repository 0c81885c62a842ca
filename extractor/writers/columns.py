"""How a fact becomes a row: columns as data, each with its name, type, title, meaning and source.

`tables.py` puts columns together into tables. The same list writes the CSV files, describes them in
`datapackage.json` and is held against `docs/output.md` by a test. Declaring them loads no models, so that a
process which only writes rows starts small.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Generic, Literal, NamedTuple, TypeVar

if TYPE_CHECKING:
    from extractor.report import Evidence, Measure, Report

Cell = str | int | bool | Decimal | datetime.date | None
Row = tuple[Cell, ...]
CellType = Literal["string", "integer", "number", "boolean", "date"]

Subject = TypeVar("Subject")
Fact = TypeVar("Fact")
Part = TypeVar("Part")


class Entry(NamedTuple, Generic[Fact]):
    """What a row of facts is about: the fact and the report that states it."""

    report: Report
    fact: Fact


@dataclass(frozen=True, slots=True)
class Column(Generic[Subject]):
    """One column: `type` is a Frictionless field type, `value` reads the cell from a row's subject."""

    name: str
    type: CellType
    title: str
    description: str
    value: Callable[[Subject], Cell]


DOCUMENT: tuple[Column[Report], ...] = (
    Column("path", "string", "文件", "path of the file, relative to the input root", lambda r: r.source.path),
    Column("part", "integer", "表序", "which report of the file, from 1", lambda r: r.source.part),
    Column("sha256", "string", "摘要", "SHA-256 of the file's bytes", lambda r: r.source.sha256),
    Column(
        "fiscal_year",
        "integer",
        "年度",
        "fiscal year that the report is about",
        lambda r: r.meta.fiscal_year.value if r.meta.fiscal_year else None,
    ),
    Column(
        "organization",
        "string",
        "单位",
        "body that reports on itself",
        lambda r: r.meta.organization.value if r.meta.organization else None,
    ),
    Column(
        "program",
        "string",
        "项目",
        "project, fund or policy that is reported on",
        lambda r: r.meta.program.value if r.meta.program else None,
    ),
)

MEASURE: tuple[Column[Measure], ...] = (
    Column("comparator", "string", "比较", ">=, <=, >, <, =, range or qualitative", lambda m: m.comparator),
    Column("value", "number", "数值", "printed number, or a range's lower end", lambda m: m.value),
    Column("high", "number", "上限", "a range's upper end", lambda m: m.high),
    Column("unit", "string", "计量单位", "unit as printed", lambda m: m.unit),
    Column("basis", "string", "口径", "level, growth, share or qualitative", lambda m: m.basis),
    Column("text", "string", "原文", "as printed", lambda m: m.text),
    Column(
        "base_value",
        "number",
        "基准数值",
        "value in base units (元, %, 个 …)",
        lambda m: m.normalized.value if m.normalized else None,
    ),
    Column(
        "base_high",
        "number",
        "基准上限",
        "upper end in base units",
        lambda m: m.normalized.high if m.normalized else None,
    ),
    Column("base_unit", "string", "基准单位", "the base unit", lambda m: m.normalized.unit if m.normalized else None),
    Column("approximate", "boolean", "约数", "true where the text says 约, 余, 近 …", lambda m: m.approximate),
    Column("date", "date", "日期", "day of a date value", lambda m: m.date),
    Column(
        "inferred",
        "string",
        "推断项",
        "fields that the text does not print but that follow from it, separated by spaces",
        lambda m: " ".join(m.inferred) or None,
    ),
    Column("confidence", "number", "置信度", "from 0 to 1", lambda m: m.confidence),
)

EVIDENCE: tuple[Column[Evidence], ...] = (
    Column("page", "integer", "页码", "page, from 1; empty for formats without pages", lambda e: e.page),
    Column("start", "integer", "起", "first character in the canonical text, from 0", lambda e: e.start),
    Column("end", "integer", "止", "the character after the last", lambda e: e.end),
    Column("text", "string", "证据", "exactly that slice of the canonical text", lambda e: e.text),
    Column("pattern", "string", "规则", "pattern or table rule that read it", lambda e: e.pattern),
)


def document_columns() -> tuple[Column[Entry[Fact]], ...]:
    """The columns that open every table of facts: which report of which file."""
    return tuple(Column(part.name, part.type, part.title, part.description, _of_report(part)) for part in DOCUMENT)


def measure_columns(prefix: str, title: str, read: Callable[[Fact], Measure | None]) -> tuple[Column[Entry[Fact]], ...]:
    """The columns `<prefix>_…` of the measure that `read` gives; all empty where it gives None."""
    return _bound(MEASURE, prefix, title, read)


def evidence_columns(
    prefix: str, title: str, read: Callable[[Fact], Evidence | None]
) -> tuple[Column[Entry[Fact]], ...]:
    """The columns `<prefix>_…` of the evidence that `read` gives; all empty where it gives None."""
    return _bound(EVIDENCE, prefix, title, read)


def primary(measure: Measure | None) -> Evidence | None:
    """The first evidence of `measure`: where its value stands."""
    return measure.evidence[0] if measure else None


def _bound(
    parts: tuple[Column[Part], ...], prefix: str, title: str, read: Callable[[Fact], Part | None]
) -> tuple[Column[Entry[Fact]], ...]:
    return tuple(
        Column(f"{prefix}_{part.name}", part.type, f"{title}{part.title}", part.description, _of_fact(part, read))
        for part in parts
    )


def _of_report(part: Column[Report]) -> Callable[[Entry[Fact]], Cell]:
    return lambda entry: part.value(entry.report)


def _of_fact(part: Column[Part], read: Callable[[Fact], Part | None]) -> Callable[[Entry[Fact]], Cell]:
    def cell(entry: Entry[Fact]) -> Cell:
        subject = read(entry.fact)
        return None if subject is None else part.value(subject)

    return cell
