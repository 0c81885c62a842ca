"""Fund figures behind their labels, in lines and in pairs of cells."""

from __future__ import annotations

import pytest

from extractor.document import Document
from extractor.finders.labelled_lines import find_labelled_funds
from tests.documents import LIBRARY, grid, money, page


def read(document: Document | str) -> list[str]:
    seen = page(document) if isinstance(document, str) else document
    return [money(draft) for draft in find_labelled_funds(seen, LIBRARY, restored=(), default=None)]


def test_a_label_names_the_stage() -> None:
    text = "项目资金（万元）\n计划安排资金：520\n实际到位资金：500\n执行率：96%"

    assert read(text) == ["budget total 520 万元", "received total 500 万元", "rate total 96 %"]


def test_labels_and_figures_may_stand_in_pairs_of_cells() -> None:
    assert read(grid([["全年预算数", "520万元", "全年执行数", "515万元"]])) == [
        "budget total 520 万元",
        "executed total 515 万元",
    ]


@pytest.mark.parametrize("text", ["联系电话：12345678", "培训人数：300人", "索引号：11", "全年预算数："])
def test_other_labels_are_no_money(text: str) -> None:
    assert read(text) == []


@pytest.mark.xfail(reason="weight and score of the execution rate are read as a rate of 10 %")
def test_points_of_the_execution_rate_are_no_rate() -> None:
    assert read(grid([["三级指标", "分值", "得分"], ["预算执行率", "10", "9.5"]])) == []
