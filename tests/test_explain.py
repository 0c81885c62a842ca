"""Each fact is traced to the entries that read it, and these alone read it again."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from extractor.document import Document
from extractor.explain import explain, unexplained
from extractor.parts import parts
from extractor.patterns import load
from extractor.pipeline import extract
from extractor.readers import read_file
from extractor.report import Report
from tests.documents import LIBRARY, grid, page, report

SAMPLES = sorted((Path(__file__).parent.parent / "samples").glob("*/source.[mt][dx]*"))


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.parent.name)
def test_every_fact_of_a_sample_is_read_again_by_its_pattern_alone(sample: Path) -> None:
    document, library = read_file(sample), load()
    explained = [
        one
        for part, report in zip(parts(document, library), extract(document), strict=True)
        for one in explain(part, report, library)
    ]

    assert explained
    assert unexplained(explained) == ()


FORM = [
    ["一级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分"],
    ["产出指标", "养护绿道里程", "≥30公里", "32公里", "50", "50"],
    ["产出指标", "补植乔木数量", "≥200株", "210株", "50", "50"],
]
FUNDS = [
    ["项目资金(万元)", "全年预算数(A)", "全年执行数(B)", "执行率(B/A)"],
    ["年度资金总额", "100.00", "80.00", "80%"],
    ["其中:中央补助", "100.00", "80.00", "80%"],
]


def _steps(document: Document, field: str) -> list[list[tuple[str, str]]]:
    explained = explain(document, report(document), LIBRARY)
    return [[(step.pattern, step.text) for step in one.steps] for one in explained if one.evidence.field == field]


def test_a_cell_is_read_by_the_header_of_its_column() -> None:
    assert _steps(grid(FORM), "actual") == [[("column.actual", "实际完成值")], [("column.actual", "实际完成值")]]


def test_a_fund_figure_is_read_by_its_column_and_its_row() -> None:
    amounts = _steps(grid(FUNDS), "amount")

    assert [("fund_column.executed", "全年执行数(B)"), ("fund_source.central", "其中:中央补助")] in amounts


def test_a_told_amount_is_read_by_its_cue() -> None:
    document = page("一、项目资金情况\n本年度下达项目资金120万元，累计支出96万元。\n")

    assert [("cue.executed", "支出")] in [
        [(name, text[-2:]) for name, text in one] for one in _steps(document, "amount")
    ]


def test_a_value_on_the_cover_is_read_by_its_label() -> None:
    document = page("绩效自评报告\n项目名称：青禾县绿道养护项目\n主管部门：青禾县住房和城乡建设局\n")

    assert [one[0][0] for one in _steps(document, "program")] == ["cover.program"]


def _with_first_actual(whole: Report, **changes: object) -> Report:
    first, *others = whole.indicators
    assert first.actual is not None
    changed = first.model_copy(update={"actual": first.actual.model_copy(update=changes)})
    return whole.model_copy(update={"indicators": (changed, *others)})


@pytest.mark.parametrize("changes", [{"value": Decimal(31)}, {"unit": "米"}, {"comparator": ">="}])
def test_a_value_that_its_text_does_not_give_is_told(changes: dict[str, object]) -> None:
    document = grid(FORM)
    wrong = _with_first_actual(report(document), **changes)

    assert [one.fact for one in unexplained(explain(document, wrong, LIBRARY))] == [wrong.indicators[0].key]


def test_what_is_inferred_need_not_stand_in_the_text() -> None:
    document = grid(FORM)
    guessed = _with_first_actual(report(document), unit="米", inferred=("unit",))

    assert unexplained(explain(document, guessed, LIBRARY)) == ()
