"""Which declared pattern read each fact, where, and whether that pattern alone reads it again (law 7).

Evidence names the entry or the rule that read it. A rule that goes through a table or a sentence rests on entries:
the header of the column, the label of the row, the cue beside the amount. They are looked for here and asked alone: a
library with nothing but the entry must give the role that the fact has, and the grammar of quantities the value.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from extractor.document import Cell, Document, Span, Table
from extractor.finders.flattened import restore_indicator_tables
from extractor.finders.flattened_funds import restore_fund_tables
from extractor.header_grid import Header
from extractor.headers import fund_headers, indicator_headers
from extractor.language import language
from extractor.patterns import Library, Pattern
from extractor.quantity import Quantity, find, parse
from extractor.reading import label_text, text_at, view
from extractor.report import Cited, Evidence, FundFigure, Indicator, Measure, Report, Result

_SENTENCE = re.compile(r"[^。；;\n]*\Z")
_REACH = 200


@dataclass(frozen=True, slots=True)
class Step:
    """One entry that an evidence rests on: what it matched and where, and whether it does so alone."""

    pattern: str
    start: int
    end: int
    text: str
    alone: bool


@dataclass(frozen=True, slots=True)
class Explanation:
    """One evidence of one fact: `rule` is the id that it carries, `steps` the entries that it rests on.

    `again` says whether the printed text alone gives the value again, None where it is no value.
    """

    fact: str
    evidence: Evidence
    rule: str
    steps: tuple[Step, ...]
    again: bool | None


def explain(document: Document, report: Report, library: Library) -> tuple[Explanation, ...]:
    """Explanations of all evidence of `report`, which was read from `document` (one part of a file)."""
    trace = _Trace(document, library)
    return tuple(trace.of(item) for item in _stated(report))


@dataclass(frozen=True, slots=True)
class _Stated:
    """An evidence with what it must give: the role of a column or fund figure, and the measure."""

    fact: str
    evidence: Evidence
    role: str
    source: str | None = None
    measure: Measure | None = None


def _stated(report: Report) -> Iterator[_Stated]:
    for name in type(report.meta).model_fields:
        value = getattr(report.meta, name)
        for one in value if isinstance(value, tuple) else (value,):
            yield from _texts(f"meta.{name}", one.evidence if one else (), name)
    for indicator in report.indicators:
        yield from _indicator(indicator)
    for fund in report.funds:
        yield from _fund(fund)
    for result in report.results:
        yield from _result(result)
    for goal in report.goals:
        yield from _cited(goal.key, (goal.expected, goal.achieved))
    yield from _texts("score", report.score.evidence, "")
    yield from _cited("problems", report.problems)
    yield from _cited("measures", report.measures)


def _texts(fact: str, evidence: Iterable[Evidence], role: str) -> Iterator[_Stated]:
    return (_Stated(fact, item, role or item.field) for item in evidence)


def _cited(fact: str, texts: Iterable[Cited | None]) -> Iterator[_Stated]:
    return (_Stated(fact, item, item.field) for text in texts if text for item in text.evidence)


def _indicator(fact: Indicator) -> Iterator[_Stated]:
    yield from _texts(fact.key, fact.evidence, "")
    for role, values in (("target", (fact.target,)), ("actual", (fact.actual,)), ("actual", fact.related)):
        yield from (_Stated(fact.key, item, role, measure=one) for one in values if one for item in one.evidence[:1])
    if fact.deviation:
        yield from _cited(fact.key, (fact.deviation.reason, fact.deviation.measures))


def _fund(fact: FundFigure) -> Iterator[_Stated]:
    for item in fact.amount.evidence[:1]:
        yield _Stated(fact.key, item, fact.role, fact.source, fact.amount)


def _result(fact: Result) -> Iterator[_Stated]:
    for value in (fact.value, fact.growth):
        yield from (_Stated(fact.key, item, "result", measure=value) for item in (value.evidence[:1] if value else ()))


class _Trace:
    """Finds the entries behind evidence; the tables of the document are looked through once."""

    def __init__(self, document: Document, library: Library) -> None:
        self._document = document
        self._library = library
        indicators = restore_indicator_tables(document, library)
        funds = restore_fund_tables(document, library, len(document.tables) + len(indicators))
        self._tables = {table.index: table for table in (*document.tables, *indicators, *funds)}

    def of(self, item: _Stated) -> Explanation:
        """The explanation of one evidence."""
        steps = tuple(self._steps(item))
        return Explanation(item.fact, item.evidence, item.evidence.pattern, steps, self._again(item))

    def _steps(self, item: _Stated) -> Iterator[Step]:
        named = self._library.get(item.evidence.pattern)
        place = item.evidence.table
        table = self._tables.get(place.index) if place else None
        if table is not None and place is not None:
            yield from self._in_table(item, table, place.row, place.column)
        elif named is not None and named.finder != "cover_label":
            yield from self._step(named, Span(item.evidence.start, item.evidence.end), named.value)
        elif named is not None:
            yield from self._label_before((named,), item.evidence)
        elif item.evidence.pattern == "cover.table":
            yield from self._label_before(self._library.of("cover_label", item.evidence.field), item.evidence)
        elif item.source or item.evidence.field == "amount":
            yield from self._in_sentence(item)

    def _in_table(self, item: _Stated, table: Table, row: int, column: int) -> Iterator[Step]:
        headers = fund_headers if item.evidence.field in _OF_FUNDS else indicator_headers
        above = [header for header in headers(self._document, table, self._library) if header.first <= row]
        if above:
            yield from self._column(item, table, above[-1], column)
        if item.evidence.field == "amount":
            yield from self._row(table, row)

    def _column(self, item: _Stated, table: Table, header: Header, column: int) -> Iterator[Step]:
        """The header cell that names the column: the one above the value, else the first with the same meaning."""
        cells = [cell for row in range(header.first, header.last) for cell in table.row_cells(row)]
        wanted = item.role.removeprefix("execution_")
        ordered = sorted(cells, key=lambda cell: column not in cell.columns)
        for cell in ordered:
            pattern = self._classified(header.pattern, cell)
            if pattern and (pattern.value == wanted or (pattern.value in _SAME.get(wanted, ()))):
                yield from self._step(pattern, Span(cell.start, cell.end), pattern.value)
                return

    def _classified(self, finder: str, cell: Cell) -> Pattern | None:
        if cell.end <= cell.start:
            return None
        label = _UNIT_NOTE.sub("", label_text(self._document, cell.start, cell.end))
        return self._library.classify(finder, "role", label)

    def _row(self, table: Table, row: int) -> Iterator[Step]:
        for cell in table.row_cells(row):
            text = re.sub("^其中[:,]?", "", label_text(self._document, cell.start, cell.end))
            pattern = self._library.classify("fund_row", "source", text) if text else None
            if pattern:
                yield self._said(pattern, Span(cell.start, cell.end), text, pattern.value)
                return

    def _label_before(self, patterns: Sequence[Pattern], evidence: Evidence) -> Iterator[Step]:
        """The label that stands before a value on the cover, the last one that an entry fits."""
        start = max(evidence.start - _REACH, 0)
        before = view(self._document, start, evidence.start)
        found = [(match, pattern) for pattern in patterns for match in pattern.regex.finditer(before.text)]
        if found:
            match, pattern = max(found, key=lambda one: (one[0].end(), -one[0].start()))
            yield self._said(pattern, before.span(*match.span()), match.group(), pattern.value)

    def _in_sentence(self, item: _Stated) -> Iterator[Step]:
        """The cue of the figure's role that stands nearest to it in its sentence, one before it first."""
        evidence = item.evidence
        start = evidence.start - len(_match(_SENTENCE, self._document.text[: evidence.start]))
        stop = re.compile(r"[。；;\n]|\Z").search(self._document.text, evidence.end)
        seen = view(self._document, start, stop.start() if stop else evidence.end)
        if not seen.text:
            return
        place = seen.offset(evidence.start)
        cues = [cue for cue in language(self._library).analyse(seen.text).cues if cue.value == item.role]
        for cue in sorted(cues, key=lambda cue: (cue.start > place, abs(cue.start - place)))[:1]:
            span = seen.span(cue.start, cue.end)
            pattern = self._library.get(cue.pattern)
            alone = pattern is not None and seen.text[cue.start : cue.end] in pattern.labels
            yield Step(cue.pattern, *span, self._document.text[slice(*span)], alone)

    def _step(self, pattern: Pattern, span: Span, value: str) -> Iterator[Step]:
        text = _UNIT_NOTE.sub("", label_text(self._document, *span).replace("|", ""))
        yield self._said(pattern, span, text, value)

    def _said(self, pattern: Pattern, span: Span, text: str, value: str) -> Step:
        alone = Library(patterns=(pattern,), words=(), lexicon=self._library.lexicon)
        again = alone.classify(pattern.finder, pattern.field, text)
        return Step(pattern.id, *span, self._document.text[slice(*span)], again is not None and again.value == value)

    def _again(self, item: _Stated) -> bool | None:
        """Whether the printed text alone gives the measure, but for the fields that were inferred."""
        if item.evidence.field in _NUMBERS:
            return re.search(r"\d", item.evidence.text) is not None
        if item.measure is None:
            return None
        if item.measure.value is None:
            return item.measure.text == item.evidence.text
        text = text_at(self._document, item.evidence.start, item.evidence.end)
        whole = parse(text, self._library.lexicon)
        read = [whole] if whole else find(text, self._library.lexicon)
        return any(_gives(one, item.measure) for one in read)


def _gives(quantity: Quantity, measure: Measure) -> bool:
    """Whether `quantity` is `measure`, but for the fields that do not come from its text."""
    read = {"comparator": quantity.comparator, "unit": quantity.unit}
    printed = [name for name in read if name not in measure.inferred]
    same = all(read[name] == getattr(measure, name) for name in printed)
    return same and (quantity.value, quantity.high) == (measure.value, measure.high)


def _match(expression: re.Pattern[str], text: str) -> str:
    found = expression.search(text)
    return found.group() if found else ""


def unexplained(explanations: Sequence[Explanation]) -> tuple[Explanation, ...]:
    """Those that cannot be reproduced: the value is not read again, or an entry does not match alone."""
    return tuple(one for one in explanations if one.again is False or any(not step.alone for step in one.steps))


_UNIT_NOTE = re.compile(r"\((?:单位:)?(?:万元|元|亿元|千元)\)$")
_OF_FUNDS = frozenset({"amount", "execution_weight", "execution_score"})
_NUMBERS = frozenset({"weight", "score", "execution_weight", "execution_score"})
# What else a column of a role may mean: an adjusted target, names in forms without a third level, carried-over money.
_SAME = {
    "target": ("target_adjusted",),
    "name": ("level2",),
    "measures": ("reason",),
    "carryover": ("budget", "initial_budget"),
    "other": ("executed", "budget"),
    "allocated": ("budget",),
}
