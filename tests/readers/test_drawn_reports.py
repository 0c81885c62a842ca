"""The reports that readers are measured with: their tables come out as they were drawn."""

from __future__ import annotations

import pytest
from reportlab.pdfbase.pdfmetrics import getFont

from benchmarks.drawn_reports import FONT, KINDS, draw, register_font
from benchmarks.readers import document_of, with_this_reader
from extractor.document import Cell, Run


@pytest.mark.parametrize("kind", KINDS)
def test_tables_of_a_drawn_report_are_read_as_drawn(kind: str) -> None:
    drawn = draw(4, kind)

    assert len(drawn.tables) >= 2
    assert with_this_reader(drawn.data) == drawn.tables


def test_runs_and_cells_of_a_drawn_report_have_all_their_fields() -> None:
    document = document_of(draw(2, "tables").data)

    assert {len(run) for run in document.runs} == {len(Run._fields)}
    assert {len(cell) for table in document.tables for cell in table.cells} == {len(Cell._fields)}


@pytest.mark.parametrize("kind", KINDS)
def test_a_drawn_report_has_no_more_fonts_than_its_kind_says(kind: str) -> None:
    assert (b"/FontFile2" in draw(2, kind).data) is (kind != "foreign")


def test_kinds_and_the_corpus_do_not_take_each_others_font() -> None:
    fonts = [FONT, *(kind.font for kind in KINDS.values())]
    register_font("甲", "One")
    register_font("乙", "Other")

    assert len(set(fonts)) == len(fonts)
    assert ord("乙") in getFont("Other").face.charToGlyph
