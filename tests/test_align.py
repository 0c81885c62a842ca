"""Cells without columns under the roles of a header."""

from __future__ import annotations

import pytest

from extractor.align import Scorer, align
from tests.documents import LIBRARY

FORM = ["level1", "level2", "name", "target", "actual", "weight", "score", "reason"]
SCORER = Scorer(LIBRARY)


def roles_of(cells: str, roles: list[str]) -> list[str | None]:
    """The role that each of the space-separated cells is put under."""
    return [None if place is None else roles[place] for place in align(cells.split(), roles, SCORER)]


@pytest.mark.parametrize(
    ("cells", "roles"),
    [
        ("产出指标 数量指标 培训人数 ≥300人 320人 10 10", "level1 level2 name target actual weight score"),
        ("质量指标 合格率 100% 98% 10 9.8", "level2 name target actual weight score"),
        ("培训人数 ≥300人 320人 10 10", "name target actual weight score"),
        ("培训人数 300 320 10 10", "name target actual weight score"),
        ("修复长度 ≥26公里 23公里 8 7.2 因降雨停工，已列入下年计划", "name target actual weight score reason"),
        ("服务能力 显著提升 显著提升 5 5", "name target actual weight score"),
        ("管护机制 健全 达成预期指标 5 5 无", "name target actual weight score reason"),
        ("效益指标 社会效益指标 受益人口 ≥2万人 2.1万人 - -", "level1 level2 name target actual weight score"),
    ],
)
def test_cells_find_their_columns_where_merged_ones_are_left_out(cells: str, roles: str) -> None:
    assert roles_of(cells, FORM) == roles.split()


@pytest.mark.parametrize(
    ("form", "cells"),
    [
        ("name weight target actual score", "培训人数 10 300人 320人 10"),
        ("name comparator target unit actual weight score", "培训人数 ≥ 300 人 320 10 10"),
        ("name unit comparator target actual", "培训人数 人 ≥ 300 320"),
        ("name target actual score", "培训人数 300人 320人 20"),
        ("name comparator target unit actual weight score", "培训人数 正向指标 300 人 320 10 10"),
        ("name comparator target actual weight score", "服务能力 定性 显著提升 显著提升 5 5"),
        ("name target actual number weight score number", "培训人数 300人 320人 100 10 10 10"),
    ],
)
def test_the_order_of_the_form_decides(form: str, cells: str) -> None:
    assert roles_of(cells, form.split()) == form.split()


def test_a_judgement_is_no_unit() -> None:
    form = ["name", "comparator", "target", "unit", "actual", "weight", "score"]

    assert roles_of("居民生活 定性 有所好转 有所好转 5 5", form) == [role for role in form if role != "unit"]


def test_a_cell_that_fits_nowhere_has_no_column() -> None:
    assert roles_of("培训人数 甲乙丙丁 ≥300人 320人", ["name", "target", "actual"]) == [
        "name",
        None,
        "target",
        "actual",
    ]


@pytest.mark.parametrize(
    ("text", "role", "better"),
    [
        ("≥95%", "target", "name"),
        ("产出指标", "level1", "name"),
        ("数量指标", "level2", "level1"),
        ("10", "weight", "level2"),
        ("由于雨季较长，下一步加快进度", "reason", "target"),
        ("大于等于", "comparator", "unit"),
        ("万人次", "unit", "name"),
    ],
)
def test_a_text_fits_one_column_better(text: str, role: str, better: str) -> None:
    assert SCORER.score(text, role) > SCORER.score(text, better)


@pytest.mark.parametrize("text", ["1335.", "7.57.5", "708人次423"])
def test_pieces_of_numbers_are_no_values(text: str) -> None:
    assert SCORER.score(text, "actual") < 0 < SCORER.score("2022.6.30", "actual")


def test_a_reason_begins_with_no_piece_of_a_number() -> None:
    assert SCORER.score("7.3因雨季较长", "reason") < 0 < SCORER.score("2022年雨季较长,下一步加快进度", "reason")


@pytest.mark.parametrize("text", ["3人调离", "2处用地未批"])
def test_a_reason_may_begin_with_what_is_counted(text: str) -> None:
    assert SCORER.score(text, "reason") > SCORER.score("7.3因雨季较长", "reason")


@pytest.mark.parametrize("text", ["250", "007", "10.5.1"])
def test_what_is_no_number_of_points_is_a_bad_weight(text: str) -> None:
    assert SCORER.score(text, "weight") < 0 < SCORER.score("10", "weight")


def test_no_cells_have_no_columns() -> None:
    assert align([], FORM, SCORER) == []
