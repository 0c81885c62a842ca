"""Evidence is taken off a document as validation would let it pass, and never off a place without text."""

from __future__ import annotations

from dataclasses import replace

import pytest

from extractor.citing import cite
from extractor.document import Cell, Document, Run, Source, Span, Table
from extractor.report import Evidence

TEXT = "培训人数\n320人次"
RUNS = (Run(0, 4, 1, 10, 20, (0, 12, 24, 36, 48)), Run(5, 10, 2, 30, 40, (0, 6, 12, 18, 30, 42)))
DOCUMENT = Document(Source("report.pdf", "0" * 64, "application/pdf", 1), TEXT, (), runs=RUNS)
CELL = Cell(2, 3, 5, 10)
TABLE = Table(1, (CELL,), 5, 10)


@pytest.mark.parametrize(
    ("document", "span", "pages"),
    [
        (DOCUMENT, Span(5, 8), []),
        (DOCUMENT, Span(2, 8), [1, 2]),
        (replace(DOCUMENT, runs=()), Span(2, 8), []),
        (replace(DOCUMENT, runs=tuple(run._replace(edges=()) for run in RUNS)), Span(2, 8), []),
    ],
    ids=["one line", "two lines on two pages", "no pages", "pages without boxes"],
)
def test_evidence_is_what_validation_makes_of_it(document: Document, span: Span, pages: list[int]) -> None:
    found = cite(document, span, field="actual", pattern="test", cell=(TABLE, CELL))

    checked = Evidence.model_validate(found.model_dump())
    assert (found, found.model_dump_json(), hash(found)) == (checked, checked.model_dump_json(), hash(checked))
    assert found.text == TEXT[slice(*span)]
    assert [box.page for box in found.boxes] == pages


@pytest.mark.parametrize("span", [Span(3, 3), Span(4, 2), Span(8, 99), Span(-2, 3)])
def test_no_evidence_is_taken_off_a_place_without_its_text(span: Span) -> None:
    with pytest.raises(ValueError, match="no evidence"):
        cite(DOCUMENT, span, field="name", pattern="test")
