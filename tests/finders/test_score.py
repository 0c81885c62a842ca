"""The score and grade that a report gives itself."""

from __future__ import annotations

from decimal import Decimal

import pytest

from extractor.document import Document
from extractor.facts import PointsDraft
from extractor.finders.score import find_score
from extractor.report import Score
from tests.documents import LEFT, LIBRARY, grid, page


def read(document: Document | str) -> Score:
    return find_score(page(document) if isinstance(document, str) else document, LIBRARY, [])


@pytest.mark.parametrize(
    ("text", "score", "grade"),
    [
        ("自评得分为96.5分，自评等级为“优”。", "96.5", "优"),
        ("项目总得分99分。", "99", None),
        ("评价分100分，自评等级为优秀。", "100", "优"),
        ("总分(100分) 98 自评等级 良", "98", "良"),
        ("绩效自评分数为93分，等级为“中”。", "93", "中"),
        ("自评总分：95", "95", None),
        ("得分合计 100", "100", None),
        ("自评得分８９分", "89", None),
        ("自评结论：差。", None, "差"),
        ("满分100分，分值20分。", None, None),
        ("优抚对象等级优化。", None, None),
        ("得分92.3分，自评等级优。", "92.3", "优"),
        ("经评价，本项目得分91.7分，等级为“优”。", "91.7", "优"),
        ("四、自评结果\n综合评分88分，评价等级为“良”。", "88", "良"),
        ("总分 100 94.6 良\n填报人：", "94.6", "良"),
        ("总分\n100\n94.6\n", "94.6", None),
        ("总分 IOO 94. 65\n", "94.65", None),
        ("总分 100 94.6\n优化支出结构。", "94.6", None),
        ("尽责率目标值≥80%，实际完成值为83.6%，自评得分5分。项目总得分96分。", "96", None),
        ("完成850个，分值10分，得分10分。", None, None),
        ("自评总分100分，自评得分91.5分，等级为良。", "91.5", "良"),
        ("根据评分标准，总分100分，自评91.5分。", "91.5", None),
        ("满分为120分，实际得分103分。", "103", None),
        ("自评总分100分。", "100", None),
        ("自评得分(100分制)：91.5", "91.5", None),
        ("二、自评结论\n评价得分为91.5分，评价等级良。", "91.5", "良"),
        ("自评结果\n得分：91.5（优）", "91.5", "优"),
        ("上年度自评得分90分，本年度自评得分91.5分。", "91.5", None),
        ("财政评价得分为80分。", None, None),
        ("各镇平均得分91.5（优）。", None, None),
        ("总分10096.4\n3、注：其他资金包括自有资金。", "96.4", None),
    ],
)
def test_score_and_grade_are_read_from_sentences(text: str, score: str | None, grade: str | None) -> None:
    found = read(text)

    assert (found.self, found.grade) == (None if score is None else Decimal(score), grade)


@pytest.mark.parametrize("label", ["总分", "合计", "总计"])
def test_the_total_row_gives_weight_and_score(label: str) -> None:
    found = read(grid([["指标", "分值", "得分"], [label, "100", "98.5"]]))

    assert (found.total_weight, found.total_score, found.self) == (Decimal(100), Decimal("98.5"), Decimal("98.5"))


@pytest.mark.parametrize(
    ("row", "weight", "score"),
    [
        (["总分", "100", "", "100", "93"], "100", "93"),
        (["总分", "", "", "94.7"], None, "94.7"),
        (["总分", "100", "90", "93"], None, None),
        (["总分", "100", "见附件", "93"], "100", None),
        (["总分", "120", "108.5"], "120", "108.5"),
        (["总得分", "100", "93.5"], "100", "93.5"),
        (["合计", "120", "108"], None, None),
    ],
)
def test_the_full_score_is_never_the_score(row: list[str], weight: str | None, score: str | None) -> None:
    found = read(grid([["指标", *[""] * (len(row) - 1)], row]))

    assert (found.total_weight, found.self) == tuple(
        None if text is None else Decimal(text) for text in (weight, score)
    )


def test_the_full_score_may_have_decimals() -> None:
    found = read(grid([["指标", "分值", "得分"], ["总分", "100.00", "91.45", "优"]]))

    assert (found.total_weight, found.self, found.grade) == (Decimal(100), Decimal("91.45"), "优")


def test_the_grade_may_stand_in_the_total_row() -> None:
    assert read(grid([["总分", LEFT, "100", "98.5", "自评等级", "优"]])).grade == "优"


def test_an_empty_score_is_not_invented() -> None:
    assert read(grid([["指标", "分值", "得分"], ["总分", "100", ""]])).self is None


def test_a_report_without_score_has_none() -> None:
    assert read("项目实施顺利。") == Score()


def test_points_of_the_execution_rate_are_taken_over() -> None:
    evidence = read("总分 100 98").evidence
    points = PointsDraft(order=0, evidence=evidence, weight=Decimal(10), score=Decimal("9.5"))

    found = find_score(page("项目实施顺利。"), LIBRARY, [points])
    assert (found.execution_weight, found.execution_score) == (Decimal(10), Decimal("9.5"))
    assert found.evidence == evidence


def test_evidence_is_the_passage_that_states_it() -> None:
    found = read("全年工作顺利，自评得分为96.5分。")

    assert [(item.field, item.text) for item in found.evidence] == [("self", "自评得分为96.5")]
