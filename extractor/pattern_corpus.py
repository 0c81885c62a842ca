"""A pattern library measured on documents: entries that never fire, facts that another library reads differently."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from extractor.document import Document
from extractor.pattern_tests import fires
from extractor.patterns import Library
from extractor.pipeline import extract
from extractor.report import Cited, CitedText, CitedType, CitedYear, Evidence, Measure, Report


@dataclass(frozen=True, slots=True)
class Change:
    """One fact that differs: what it is, where it stands in the document, and how it reads with each library."""

    document: str
    kind: str
    start: int
    before: str | None
    after: str | None


def firing(document: Document, library: Library) -> frozenset[str]:
    """Ids of the patterns that match a cell, a line or a passage of `document`."""
    return fires(library, _texts(document))


def changes(document: Document, before: Library, after: Library) -> tuple[Change, ...]:
    """Facts of `document` that the two libraries read differently, in text order."""
    old, new = (_facts(extract(document, library)) for library in (before, after))
    places = sorted(old.keys() | new.keys(), key=lambda place: (place[1], place[0], place[2]))
    return tuple(
        Change(document.source.path, kind, start, old.get((kind, start, rank)), new.get((kind, start, rank)))
        for kind, start, rank in places
        if old.get((kind, start, rank)) != new.get((kind, start, rank))
    )


def _texts(document: Document) -> Iterator[str]:
    for table in document.tables:
        yield from (document.cell_text(cell) for cell in table.cells if cell.end > cell.start)
        for row in range(table.row_count):
            yield "".join(document.cell_text(cell) for cell in table.row_cells(row))
    for block in document.blocks:
        text = document.text[block.start : block.end]
        yield text
        for line in text.splitlines():
            yield line
            yield from line.replace("：", ":").replace("|", ":").split(":")


_Place = tuple[str, int, int]


def _facts(reports: tuple[Report, ...]) -> dict[_Place, str]:
    """Each fact in words, by its kind, the place of its evidence, and its rank among those of the same place."""
    found: dict[_Place, str] = {}
    for report in reports:
        for kind, evidence, words in _stated(report):
            start = evidence[0].start if evidence else 0
            rank = sum(place[:2] == (kind, start) for place in found)
            found[(kind, start, rank)] = words
    return found


def _stated(report: Report) -> Iterator[tuple[str, tuple[Evidence, ...], str]]:
    for name in type(report.meta).model_fields:
        value: object = getattr(report.meta, name)
        for one in value if isinstance(value, tuple) else (value,):
            if isinstance(one, CitedText | CitedYear | CitedType):
                yield f"meta.{name}", one.evidence, str(one.value)
    for fact in report.indicators:
        points = f"{fact.weight}/{fact.score}"
        words = f"{fact.name}: {_value(fact.target)} → {_value(fact.actual)}, {points}, met {fact.attainment.met}"
        yield "indicator", fact.evidence, words
    for fund in report.funds:
        yield "fund", fund.evidence, f"{fund.item}: {fund.role}, {fund.source}, {_value(fund.amount)}"
    for result in report.results:
        yield "result", result.evidence, f"{result.name}: {_value(result.value)}"
    yield "score", report.score.evidence, f"{report.score.self} {report.score.grade}"
    for kind, texts in (("problem", report.problems), ("measure", report.measures)):
        yield from ((kind, text.evidence, _shortened(text)) for text in texts)


def _value(measure: Measure | None) -> str:
    if measure is None:
        return "–"
    if measure.value is None:
        return measure.text
    return f"{measure.comparator}{measure.value}{measure.unit or ''}"


def _shortened(text: Cited) -> str:
    return text.text if len(text.text) <= 40 else f"{text.text[:40]}…"
