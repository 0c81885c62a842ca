"""What a worker does with an order: bytes → document → reports → what is kept of them.

A document is read under no name: what is kept of it holds for every file with the same content.
"""

from __future__ import annotations

import errno
import gc
import hashlib
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from extractor.bulk import guards
from extractor.bulk.orders import OUT_OF_MEMORY, Answer, Order, Quote, failed
from extractor.bulk.settings import Settings
from extractor.errors import InputError

if TYPE_CHECKING:
    from extractor.bulk.archives import OpenArchive
    from extractor.document import Document
    from extractor.patterns import Library
    from extractor.report import Report
    from extractor.writers.tables import Outcome

_UNNAMED = ""
# Read and extracted from before the first document, so that all is loaded that any document needs.
_FIRST = (
    "一、资金情况\n全年预算数10万元，全年执行数9万元，执行率90%。\n"
    "二、指标完成情况\n建档数量指标值≥3个，实际完成3个。\n"
)
_NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT})
# How many more objects than before there are when cycles are looked for; Python's own 700 is reached within a page.
_COLLECTED_FROM = 20_000


class Desk:
    """What is kept from document to document: options, patterns, and the archive that is open.

    One that `reads_only` gives documents as read, for others to extract from.
    """

    def __init__(self, settings: Settings, *, reads_only: bool = False) -> None:
        self._settings, self._reads_only = settings, reads_only
        self._options = settings.read_options()
        self._archive: OpenArchive | None = None
        self._known: Library | None = None

    @property
    def _library(self) -> Library:
        if self._known is None:
            self._known = self._settings.library()
        return self._known

    def warm(self) -> None:
        """Load what every document needs, so that none of them is charged for it.

        Raises: PatternError where the user's own patterns cannot be used, or their examples do not hold.
        """
        from extractor import readers  # noqa: F401

        if self._reads_only:
            return
        from extractor import pattern_tests
        from extractor.readers import from_pdf  # noqa: F401  what most documents are

        self._read(_UNNAMED, _FIRST.encode(), None, lambda: None)
        if self._settings.patterns:
            pattern_tests.refuse_failing(self._library)
        collect_seldom()

    def answer(self, order: Order, begin_extraction: Callable[[], None] = lambda: None) -> Answer:
        """What becomes of the document that `order` names.

        Raises: OSError where there is no room for temporary files: that is no fault of the document.
        """
        try:
            answer = self._answer(order, begin_extraction)
        except InputError as error:
            answer = failed(error.code, str(error))
        except MemoryError:
            self._archive = None
            answer = failed("out_of_memory", OUT_OF_MEMORY)
        return replace(answer, resident=guards.resident_bytes())

    def _answer(self, order: Order, begin_extraction: Callable[[], None]) -> Answer:
        if order.document is not None:
            from extractor.document_bytes import from_bytes

            begin_extraction()
            return self._extracted(from_bytes(order.document))
        started = time.monotonic()
        data = self._bytes(order)
        sha256 = hashlib.sha256(data).hexdigest()
        try:
            answer = self._read(order.name, data, order.quoted, begin_extraction)
        except InputError as error:
            answer = replace(failed(error.code, str(error)), facts={"bytes": len(data)})
        _, extraction = answer.seconds
        return replace(answer, sha256=sha256, seconds=(time.monotonic() - started - extraction, extraction))

    def _bytes(self, order: Order) -> bytes:
        from extractor import readers
        from extractor.bulk.archives import OpenArchive

        if order.member is None:
            return readers.bytes_of(Path(order.path), self._options)
        if self._archive is None or self._archive.path != order.path:
            self._archive = OpenArchive(order.path, self._options)
        return self._archive.member(order.member)

    def _read(
        self, name: str, data: bytes, quoted: Sequence[Quote] | None, begin_extraction: Callable[[], None]
    ) -> Answer:
        from extractor.bulk.archives import list_members
        from extractor.document_bytes import to_bytes
        from extractor.readers import bundle

        if bundle.is_bundle(data, name):
            members, error = list_members(data, self._options)
            answer = Answer("archive", members=tuple(members), facts={"bytes": len(data)})
            return replace(answer, code=error.code, message=str(error)) if error else answer
        document = self._document(name, data)
        if quoted is not None:
            return _compared(document.text, quoted)
        kept = to_bytes(document)
        if self._reads_only:
            return Answer("read", document=kept)
        begin_extraction()
        return replace(self._extracted(document), document=kept)

    def _document(self, name: str, data: bytes) -> Document:
        from extractor import readers

        try:
            document = readers.read(data, path=name, options=self._options)
        except (InputError, MemoryError):
            raise
        except Exception as defect:
            raise _defect(defect) from defect
        if self._settings.redact:  # before anything is kept of it
            from extractor.redaction import redacted

            document = redacted(document, self._library)
        return replace(document, source=replace(document.source, path=_UNNAMED))

    def _extracted(self, document: Document) -> Answer:
        from extractor import dataset, pipeline
        from extractor.writers.record import record_of

        started = time.monotonic()
        try:
            outcome = dataset.extracted(_UNNAMED, pipeline.extract(document, self._library))
            record = record_of(outcome)
        except MemoryError:
            raise
        except Exception as defect:
            error = _defect(defect)
            return failed(error.code, str(error), "extract")
        return Answer(
            "partial" if outcome.status == "partial" else "ok",
            "extract",
            message=outcome.message,
            facts=facts_of(outcome),
            seconds=(0.0, time.monotonic() - started),
            reports=record.packed_reports,
            rows=record.packed_rows,
        )


def collect_seldom() -> None:
    """Leave what is loaded by now out of every search for cycles, and search seldom: documents hold hardly any.

    What is loaded is not searched first: that takes 40 ms and finds twenty objects.
    """
    gc.freeze()
    gc.set_threshold(_COLLECTED_FROM)


def _compared(text: str, quoted: Sequence[Quote]) -> Answer:
    wrong = [quote for quote in quoted if text[quote.start : quote.end] != quote.text]
    return Answer("ok", facts={"quotes": len(quoted), "wrong": len(wrong), "first": wrong[0].text if wrong else None})


def facts_of(outcome: Outcome) -> dict[str, Any]:
    """What lists and summaries show of a document that was read."""
    meta = outcome.reports[0].meta
    return {
        "media_type": outcome.media_type,
        "bytes": outcome.bytes,
        "pages": outcome.pages,
        "ocr_pages": outcome.ocr_pages,
        "year": meta.fiscal_year.value if meta.fiscal_year else None,
        "program": meta.program.value if meta.program else None,
        "reports": len(outcome.reports),
        "indicators": outcome.count(lambda report: report.indicators),
        "funds": outcome.count(lambda report: report.funds),
        "warnings": outcome.count(lambda report: report.warnings),
        **_met(outcome.reports),
    }


def _met(reports: tuple[Report, ...]) -> dict[str, int]:
    verdicts = [indicator.attainment.met for report in reports for indicator in report.indicators]
    return {
        "met": sum(verdict is True for verdict in verdicts),
        "decided": sum(verdict is not None for verdict in verdicts),
    }


def _defect(defect: Exception) -> InputError:
    """What is told of a failure that is ours: the other documents are still read. Raises: `defect` for want of room."""
    if isinstance(defect, OSError) and defect.errno in _NO_ROOM:
        raise defect
    problem = f"a defect of jixiao stopped the reading ({type(defect).__name__}: {defect})"
    return InputError("crashed", problem, "report what jixiao -v says on it")
