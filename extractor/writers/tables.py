"""The tables of a dataset: which facts make rows, and which columns each table has.

Keys of the document come first, then the fact, then the columns that say where it stands. One row is
one fact; what has no row of its own (goals, conflicts, proposals …) stands in `reports.jsonl`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, Any, Generic, Literal, TypeVar

from extractor.writers.columns import (
    Column,
    Entry,
    Row,
    document_columns,
    evidence_columns,
    measure_columns,
    primary,
)

if TYPE_CHECKING:
    from extractor.report import Cited, Evidence, Finding, FundFigure, Indicator, Report, Result, Warning

Fact = TypeVar("Fact")
Subject = TypeVar("Subject")

Status = Literal["ok", "partial", "failed", "duplicate"]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one input. `code` and `message` say why it is not ok; None where it is.

    `path` is relative to the input root, with `/`. `sha256` is None where not even the bytes could be read.
    """

    path: str
    status: Status
    sha256: str | None = None
    code: str | None = None
    message: str | None = None
    media_type: str | None = None
    bytes: int | None = None
    pages: int | None = None
    ocr_pages: int | None = None
    reports: tuple[Report, ...] = ()

    def count(self, facts: Callable[[Report], Sequence[object]]) -> int:
        """How many `facts` all its reports hold."""
        return sum(len(facts(report)) for report in self.reports)


@dataclass(frozen=True, slots=True)
class Table(Generic[Subject]):
    """One CSV file, `<name>.csv`. `key` names the columns that together tell its rows apart, if any do.

    `subjects` gives what the rows are about, in their order.
    """

    name: str
    title: str
    description: str
    key: tuple[str, ...]
    groups: tuple[tuple[Column[Subject], ...], ...]
    subjects: Callable[[Iterable[Outcome]], Iterable[Subject]]

    @property
    def columns(self) -> tuple[Column[Subject], ...]:
        """All columns, in their order."""
        return tuple(chain.from_iterable(self.groups))

    def rows(self, outcomes: Iterable[Outcome]) -> Iterator[Row]:
        """The cells of each row, in the order of the columns."""
        columns = self.columns
        for subject in self.subjects(outcomes):
            yield tuple(column.value(subject) for column in columns)


def _entries(facts: Callable[[Report], Sequence[Fact]]) -> Callable[[Iterable[Outcome]], Iterator[Entry[Fact]]]:
    def subjects(outcomes: Iterable[Outcome]) -> Iterator[Entry[Fact]]:
        for outcome in outcomes:
            for report in outcome.reports:
                for fact in facts(report):
                    yield Entry(report, fact)

    return subjects


def _words(cited: Cited | None) -> str | None:
    return cited.text if cited else None


def _first(evidence: tuple[Evidence, ...]) -> Evidence | None:
    return evidence[0] if evidence else None


DOCUMENTS: Table[Outcome] = Table(
    name="documents",
    title="文件",
    description="One row for every input, failed ones too.",
    key=("path",),
    subjects=lambda outcomes: outcomes,
    groups=(
        (
            Column("path", "string", "文件", "path of the file, relative to the input root", lambda o: o.path),
            Column("sha256", "string", "摘要", "SHA-256 of the file's bytes", lambda o: o.sha256),
            Column("status", "string", "状态", "ok, partial, failed or duplicate", lambda o: o.status),
            Column("error", "string", "错误代码", "error code of a failed document", lambda o: o.code),
            Column("message", "string", "说明", "what is wrong and what to do", lambda o: o.message),
            Column("media_type", "string", "格式", "what the content is", lambda o: o.media_type),
            Column("bytes", "integer", "字节数", "size of the file", lambda o: o.bytes),
            Column("pages", "integer", "页数", "pages; empty for formats without pages", lambda o: o.pages),
            Column(
                "ocr_pages",
                "integer",
                "识别页数",
                "pages whose text was recognised from an image",
                lambda o: o.ocr_pages,
            ),
            Column("reports", "integer", "报告数", "reports found in the file", lambda o: len(o.reports)),
            Column(
                "indicators",
                "integer",
                "指标数",
                "indicators of all its reports",
                lambda o: o.count(lambda r: r.indicators),
            ),
            Column("funds", "integer", "资金数", "fund figures", lambda o: o.count(lambda r: r.funds)),
            Column("results", "integer", "成果数", "other quantified results", lambda o: o.count(lambda r: r.results)),
            Column("checks", "integer", "核对数", "findings of the checks", lambda o: o.count(lambda r: r.checks)),
            Column("warnings", "integer", "提示数", "warnings", lambda o: o.count(lambda r: r.warnings)),
        ),
    ),
)

INDICATORS: Table[Entry[Indicator]] = Table(
    name="indicators",
    title="绩效指标",
    description="One row for every indicator, with its target and the value that answers it.",
    key=("path", "part", "key"),
    subjects=_entries(lambda report: report.indicators),
    groups=(
        document_columns(),
        (
            Column("key", "string", "键", "unique in its report and stable over runs", lambda e: e.fact.key),
            Column("id", "string", "序号", "the report's own number, or the row", lambda e: e.fact.id),
            Column("name", "string", "指标", "name without number, comparator and value", lambda e: e.fact.name),
            Column("level1", "string", "一级指标", "first level", lambda e: e.fact.level1),
            Column("level2", "string", "二级指标", "second level", lambda e: e.fact.level2),
        ),
        measure_columns("target", "目标", lambda fact: fact.target),
        measure_columns("actual", "完成", lambda fact: fact.actual),
        (
            Column(
                "related",
                "string",
                "其他数值",
                "other values stated for the same indicator, as printed, separated by ' | '",
                lambda e: " | ".join(measure.text for measure in e.fact.related) or None,
            ),
            Column(
                "met",
                "boolean",
                "达标",
                "whether actual reaches target; empty if undecidable",
                lambda e: e.fact.attainment.met,
            ),
            Column("ratio", "number", "完成比", "actual ÷ target", lambda e: e.fact.attainment.ratio),
            Column("claimed", "string", "自述", "the report's own verdict", lambda e: e.fact.attainment.claimed),
            Column("agrees", "boolean", "自述相符", "whether claimed fits met", lambda e: e.fact.attainment.agrees),
            Column("weight", "number", "分值", "points that can be had", lambda e: e.fact.weight),
            Column("score", "number", "得分", "points given", lambda e: e.fact.score),
            Column(
                "deviation_reason",
                "string",
                "偏差原因",
                "why the target was missed, in the report's words",
                lambda e: _words(e.fact.deviation.reason) if e.fact.deviation else None,
            ),
            Column(
                "deviation_measures",
                "string",
                "改进措施",
                "what will be done about it",
                lambda e: _words(e.fact.deviation.measures) if e.fact.deviation else None,
            ),
        ),
        evidence_columns("evidence", "指标", lambda fact: _first(fact.evidence)),
        evidence_columns("target_evidence", "目标", lambda fact: primary(fact.target)),
        evidence_columns("actual_evidence", "完成", lambda fact: primary(fact.actual)),
    ),
)

FUNDS: Table[Entry[FundFigure]] = Table(
    name="funds",
    title="资金",
    description="One row for every figure about the money.",
    key=("path", "part", "key"),
    subjects=_entries(lambda report: report.funds),
    groups=(
        document_columns(),
        (
            Column("key", "string", "键", "unique in its report and stable over runs", lambda e: e.fact.key),
            Column("item", "string", "资金项", "what the figure is, in the report's words", lambda e: e.fact.item),
            Column("role", "string", "性质", "budget, executed, rate …", lambda e: e.fact.role),
            Column("source", "string", "来源", "whose money: total, central, provincial …", lambda e: e.fact.source),
            Column("year", "integer", "所属年度", "fiscal year of the figure", lambda e: e.fact.year),
            Column("as_of", "date", "截至", "day up to which it counts", lambda e: e.fact.as_of),
        ),
        measure_columns("amount", "金额", lambda fact: fact.amount),
        evidence_columns("evidence", "资金项", lambda fact: _first(fact.evidence)),
        evidence_columns("amount_evidence", "金额", lambda fact: primary(fact.amount)),
    ),
)

RESULTS: Table[Entry[Result]] = Table(
    name="results",
    title="其他成果",
    description="One row for every other quantified result of the narrative.",
    key=("path", "part", "key"),
    subjects=_entries(lambda report: report.results),
    groups=(
        document_columns(),
        (
            Column("key", "string", "键", "unique in its report and stable over runs", lambda e: e.fact.key),
            Column("name", "string", "成果", "what was counted", lambda e: e.fact.name),
        ),
        measure_columns("value", "数值", lambda fact: fact.value),
        measure_columns("growth", "增幅", lambda fact: fact.growth),
        evidence_columns("evidence", "成果", lambda fact: _first(fact.evidence)),
        evidence_columns("value_evidence", "数值", lambda fact: primary(fact.value)),
        evidence_columns("growth_evidence", "增幅", lambda fact: primary(fact.growth)),
    ),
)

CHECKS: Table[Entry[Finding]] = Table(
    name="checks",
    title="核对",
    description="One row for every finding of a check.",
    key=(),
    subjects=_entries(lambda report: report.checks),
    groups=(
        document_columns(),
        (
            Column("rule", "string", "规则代码", "code of the check", lambda e: e.fact.rule),
            Column("status", "string", "结果", "ok, violated or undecidable", lambda e: e.fact.status),
            Column("message", "string", "说明", "the finding in a sentence", lambda e: e.fact.message),
            Column("stated", "string", "所载", "what the report states", lambda e: e.fact.stated),
            Column("expected", "string", "应为", "what it should be", lambda e: e.fact.expected),
            Column("tolerance", "string", "容差", "how far apart they may be", lambda e: e.fact.tolerance),
            Column(
                "facts",
                "string",
                "涉及",
                "keys of the facts, separated by spaces",
                lambda e: " ".join(e.fact.facts) or None,
            ),
        ),
        evidence_columns("evidence", "核对", lambda fact: _first(fact.evidence)),
    ),
)

WARNINGS: Table[Entry[Warning]] = Table(
    name="warnings",
    title="提示",
    description="One row for everything that was unreadable, ambiguous, guessed or left out.",
    key=(),
    subjects=_entries(lambda report: report.warnings),
    groups=(
        document_columns(),
        (
            Column("code", "string", "代码", "code of the warning", lambda e: e.fact.code),
            Column("message", "string", "说明", "the warning in a sentence", lambda e: e.fact.message),
        ),
        evidence_columns("evidence", "提示", lambda fact: fact.evidence),
    ),
)

TABLES: tuple[Table[Any], ...] = (DOCUMENTS, INDICATORS, FUNDS, RESULTS, CHECKS, WARNINGS)
