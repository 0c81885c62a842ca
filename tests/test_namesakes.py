"""Whether two names of one report name the same thing."""

from __future__ import annotations

import pytest

from extractor.namesakes import similarity


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
