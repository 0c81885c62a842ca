"""Whether two names of one report name the same thing."""

from __future__ import annotations

import pytest

from extractor.namesakes import of_two_subjects, similarity


@pytest.mark.parametrize(
    ("first", "second", "least", "most"),
    [
        ("步道长度", "步道长度", 1, 1),
        ("步道（长度）", "步道长度", 1, 1),
        ("Ａ类步道", "A类步道", 1, 1),
        ("新建步道长度", "步道长度", 0.9, 0.99),
        ("步道长度", "绿地面积", 0, 0.1),
        ("", "步道长度", 0, 0),
        ("——", "——", 0, 0),
    ],
)
def test_similarity_looks_at_letters_alone(first: str, second: str, least: float, most: float) -> None:
    assert least <= similarity(first, second) <= most
    assert similarity(first, second) == similarity(second, first)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("城区路灯完好率", "乡村路灯完好率"),
        ("A村步道硬化", "B村步道硬化率"),
        ("一期泵站合格率", "二期泵站合格率"),
        ("春季补种", "秋季补种"),
        ("学员结业率", "设备正常率"),
        ("护林员", "读者"),
    ],
)
def test_names_with_heads_of_their_own_are_of_two_subjects(first: str, second: str) -> None:
    assert of_two_subjects(first, second)
    assert of_two_subjects(second, first)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("举办读书班", "开展读书班"),
        ("读者满意度", "全市读者满意度"),
        ("路灯完好率", "抽查完好率"),
        ("服务对象满意度", "读者满意度"),
        ("补贴发放", "发放到位"),
        ("步道硬化", "步道硬化率"),
    ],
)
def test_names_that_say_more_or_less_of_it_are_of_one(first: str, second: str) -> None:
    assert not of_two_subjects(first, second)
