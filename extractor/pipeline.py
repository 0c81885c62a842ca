"""The order of work: a document in, its report out. This file is the tour guide."""

from __future__ import annotations

from extractor.document import Document, Span
from extractor.facts import FundDraft, IndicatorDraft, PointsDraft
from extractor.finders.cover import find_meta
from extractor.finders.flattened import restore_indicator_tables
from extractor.finders.flattened_funds import restore_fund_tables
from extractor.finders.fund_tables import find_funds
from extractor.finders.indicator_tables import find_indicators
from extractor.finders.narrative import find_told_indicators
from extractor.finders.narrative_funds import default_source, find_told_funds
from extractor.language import language
from extractor.outline import sentences
from extractor.patterns import Library, load
from extractor.report import Report, Score, SourceFile
from extractor.resolve import resolve


def extract(document: Document, library: Library | None = None) -> tuple[Report, ...]:
    """The reports that `document` holds, one per self-evaluation table or programme; at least one."""
    library = library or load()
    restored = restore_indicator_tables(document, library)
    tables = (*document.tables, *restored)
    fund_tables = (*tables, *restore_fund_tables(document, library, len(tables)))
    indicators: list[IndicatorDraft] = list(find_indicators(document, library, tables))
    told = sentences(document, library, [Span(table.start, table.end) for table in fund_tables])
    money = list(find_funds(document, library, fund_tables, default_source(told)))
    funds = [draft for draft in money if isinstance(draft, FundDraft)]
    funds += find_told_funds(document, library, language(library), told)
    points = [draft for draft in money if isinstance(draft, PointsDraft)]
    spoken = find_told_indicators(document, library, told)
    indicators += spoken.indicators
    facts = resolve(indicators, funds, spoken.results, library)
    return (
        Report(
            source=_source(document),
            meta=find_meta(document, library),
            indicators=facts.indicators,
            funds=facts.funds,
            results=facts.results,
            score=Score(execution_weight=points[0].weight if points else None),
            conflicts=facts.conflicts,
        ),
    )


def _source(document: Document) -> SourceFile:
    source = document.source
    return SourceFile(
        path=source.path,
        sha256=source.sha256,
        media_type=source.media_type,
        bytes=source.bytes,
        pages=source.pages,
        ocr_pages=source.ocr_pages,
        part=1,
    )
