"""A run of cells read back into rows: which piece of text stands in which column."""

from __future__ import annotations

import pytest

from extractor.align import Scorer
from extractor.segment import Cut, segment
from tests.documents import LIBRARY

SCORER = Scorer(LIBRARY)


def read(run: str, roles: str) -> list[str]:
    """Rows as texts joined by blanks. In `run` a blank is a sure border, a dot one that may be read over."""
    cuts, text = [Cut(0, 0.0, 0.0)], ""
    for mark in run:
        if mark == " ":
            cuts.append(Cut(len(text), 0.0, 20.0))
        elif mark == "·":
            cuts.append(Cut(len(text), 0.3, 0.0))
        else:
            text += mark
    pieces = segment(text, [*cuts, Cut(len(text), 0.0, 0.0)], roles.split(), SCORER)
    rows = sorted({piece.row for piece in pieces})
    return [" ".join(text[piece.start : piece.end] for piece in pieces if piece.row == row) for row in rows]


@pytest.mark.parametrize(
    ("run", "roles", "rows"),
    [
        (
            "产出指标 数量指标 培训人数 ≥300人 320人 10 10 质量指标 合格率 100% 98% 10 9.8",
            "level1 level2 name target actual weight score",
            ["产出指标 数量指标 培训人数 ≥300人 320人 10 10", "质量指标 合格率 100% 98% 10 9.8"],
        ),
        (
            "培训人数 300人 320人 发放手册 2000册 1800册",
            "name target actual",
            ["培训人数 300人 320人", "发放手册 2000册 1800册"],
        ),
        (
            "安装监测杆·10·≥266米·≥266米·10 合格率·10·≥95%·97%·10",
            "name weight target actual score",
            ["安装监测杆 10 ≥266米 ≥266米 10", "合格率 10 ≥95% 97% 10"],
        ),
        (
            "新增站点 ≥3个 5 农户满意度 ≥90% 93% 10 10",
            "name target actual weight score",
            ["新增站点 ≥3个 5", "农户满意度 ≥90% 93% 10 10"],
        ),
    ],
    ids=["levels left out", "three columns", "run together", "empty cell"],
)
def test_a_run_is_read_back_into_rows(run: str, roles: str, rows: list[str]) -> None:
    assert read(run, roles) == rows


def test_no_digits_of_a_number_are_left_over() -> None:
    run = "安装监测杆·1·5·4·台·4·台·1·3.5 合格率·1·0·≥95%·97%·1·0"

    assert read(run, "name weight target actual score")[0] == "安装监测杆 15 4台 4台 13.5"


def test_pieces_stand_in_the_order_of_the_text() -> None:
    pieces = segment(
        "步道8公里9公里", [Cut(0, 0, 0), Cut(2, 0, 9), Cut(5, 0, 9), Cut(8, 0, 0)], ["name", "target", "actual"], SCORER
    )

    assert [(piece.role, piece.start, piece.end) for piece in pieces] == [
        ("name", 0, 2),
        ("target", 2, 5),
        ("actual", 5, 8),
    ]
