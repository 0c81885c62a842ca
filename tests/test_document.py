"""What is worked out about a document is worked out once, and goes with it; its small parts are made quickly."""

from __future__ import annotations

import gc
import weakref
from dataclasses import replace

from extractor.document import Document, Run, Table, quick, remembered
from extractor.pipeline import extract
from tests.documents import grid, page


def test_a_remembered_function_runs_once_for_each_document_and_argument() -> None:
    asked: list[tuple[str, int]] = []

    @remembered
    def head(document: Document, length: int) -> str:
        asked.append((document.text, length))
        return document.text[:length]

    one, other = page("甲乙丙"), page("丁戊己")
    found = [head(one, 1), head(other, 1), head(one, 2), head(one, 1), head(other, 1)]

    assert found == ["甲", "丁", "甲乙", "甲", "丁"]
    assert asked == [("甲乙丙", 1), ("丁戊己", 1), ("甲乙丙", 2)]


def test_a_document_made_from_another_remembers_nothing_of_it() -> None:
    document = page("甲")
    document.memory["what"] = 1

    assert replace(document, text="乙").memory == {}


def test_a_document_that_was_extracted_is_gone_when_it_is_let_go() -> None:
    document = grid(
        [["一级指标", "三级指标", "年度指标值", "实际完成值"], ["产出指标", "修桥", "≥3座", "3座"]], before="绩效自评表"
    )
    extract(document)
    gc.collect()
    gc.disable()
    try:
        left = weakref.ref(document)
        del document

        assert left() is None
    finally:
        gc.enable()


def test_tables_are_told_apart_by_their_cells_too() -> None:
    (table,) = grid([["甲", "乙"]]).tables
    other = Table(table.index, table.cells[:1], table.start, table.end)

    assert hash(table) == hash(other)
    assert table != other


def test_a_named_tuple_is_quickly_made_of_all_its_fields() -> None:
    made = quick(Run, (0, 2, 1, 70.0, 80.0, (30.0, 40.0, 50.0), 1.0))

    assert type(made) is Run
    assert made == Run(0, 2, 1, top=70.0, bottom=80.0, edges=(30.0, 40.0, 50.0))
