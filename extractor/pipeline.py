"""The order of work: a document in, its reports out. This file is the tour guide.

Document ─parts→ tables (as read, and put together again) ─finders→ drafts ─resolve→ facts → Report ─checks→ findings
"""

from __future__ import annotations

from collections.abc import Sequence

from extractor import checks
from extractor.confidence import with_confidence
from extractor.document import Document, Note, Span, Table
from extractor.facts import FundDraft, IndicatorDraft, PointsDraft
from extractor.finders.cover import find_meta
from extractor.finders.flattened import restore_indicator_tables
from extractor.finders.flattened_funds import restore_fund_tables
from extractor.finders.fund_tables import find_funds
from extractor.finders.goals import find_goals
from extractor.finders.indicator_tables import find_indicators
from extractor.finders.labelled_lines import find_labelled_funds
from extractor.finders.narrative import find_told_indicators
from extractor.finders.narrative_funds import find_told_funds
from extractor.finders.questionnaires import find_asked_indicators
from extractor.finders.remarks import find_measures, find_problems
from extractor.finders.score import find_score
from extractor.finders.text_answers import find_answers
from extractor.fund_rows import default_source
from extractor.language import language
from extractor.misread_signs import with_misread_signs
from extractor.outline import overlong, sentences
from extractor.parts import parts
from extractor.patterns import Library, load
from extractor.report import Report, SourceFile
from extractor.resolve import resolve
from extractor.told_reasons import explained
from extractor.unread import unread_columns, unread_lines, unread_numbers, unread_rows
from extractor.warnings import warnings_of


def extract(document: Document, library: Library | None = None) -> tuple[Report, ...]:
    """The reports that `document` holds, one per self-evaluation table or programme; at least one."""
    known = library or load()
    return tuple(_extract_part(part, known, number) for number, part in enumerate(parts(document, known), start=1))


def _extract_part(document: Document, library: Library, number: int) -> Report:
    restored = restore_indicator_tables(document, library)
    restored_funds = restore_fund_tables(document, library, len(document.tables) + len(restored))
    covered = _spans((*restored, *restored_funds))
    told = sentences(document, library, covered)
    rows = list(find_indicators(document, library, (*document.tables, *restored)))
    listed = [draft for draft in rows if isinstance(draft, IndicatorDraft)]
    notes = [
        *(note for note in rows if isinstance(note, Note)),
        *unread_columns(document, document.tables, library),
        *overlong(document, covered),
        *unread_numbers(told, library),
    ]
    given = default_source([sentence.text for sentence in told])
    asked = find_asked_indicators(document, library, told)
    spoken = find_told_indicators(document, library, asked.rest)
    money = list(find_funds(document, library, (*document.tables, *restored, *restored_funds), given))
    funds = [draft for draft in money if isinstance(draft, FundDraft)]
    notes += [note for note in money if isinstance(note, Note)]
    notes += spoken.notes
    points = [draft for draft in (*money, *rows) if isinstance(draft, PointsDraft)]
    facts = resolve(
        [*listed, *asked.indicators, *find_answers(document, library, listed, asked.rest), *spoken.indicators],
        [
            *funds,
            *find_labelled_funds(document, library, restored_funds, given),
            *find_told_funds(document, library, language(library), asked.rest),
        ],
        spoken.results,
        library,
    )
    report = Report(
        source=_source(document, number),
        meta=find_meta(document, library),
        indicators=explained(facts.indicators, document, library, told),
        funds=facts.funds,
        results=facts.results,
        goals=find_goals(document, library),
        score=find_score(document, library, points),
        problems=find_problems(document, library, told),
        measures=find_measures(document, library, told),
        conflicts=facts.conflicts,
    )
    notes += facts.notes
    notes += [*unread_rows(document, library, report, notes), *unread_lines(document, library, report)]
    report = report.model_copy(update={"warnings": warnings_of(document, facts, (*restored, *restored_funds), notes)})
    return checks.run(with_confidence(with_misread_signs(report), document, (*restored, *restored_funds)))


def _spans(tables: Sequence[Table]) -> list[Span]:
    return [Span(table.start, table.end) for table in tables]


def _source(document: Document, number: int) -> SourceFile:
    source = document.source
    return SourceFile(
        path=source.path,
        sha256=source.sha256,
        media_type=source.media_type,
        bytes=source.bytes,
        pages=source.pages,
        ocr_pages=source.ocr_pages,
        part=number,
    )
