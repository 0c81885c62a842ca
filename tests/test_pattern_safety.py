"""Expressions that could hang a run are refused, ordinary ones are not."""

from __future__ import annotations

import time

import pytest

from extractor.pattern_safety import why_unsafe
from extractor.patterns import Pattern, load


@pytest.mark.parametrize(
    "expression",
    [
        "(a+)+$",
        "(a*)*b",
        "(a+?)+$",
        r"(?:\d+)+x",
        r"(\w+\s?)*$",
        "(?:[\u4e00-\u9fff]+、?)+$",
        "(x+x+)+y",
        "((?:ab)+)+c",
        "(?:资金|资金(?:安排)*)*(?:a*b?)*c",
    ],
)
def test_an_endless_repeat_in_another_is_refused(expression: str) -> None:
    assert "endless repeat" in str(why_unsafe(expression))


@pytest.mark.parametrize(
    "expression", ["(a|aa)+$", "(a|a)*$", "(.*a){20}$", "(?:其中|其中中央|中央)+资金$", "a*a*a*a*$"]
)
def test_an_expression_that_takes_too_long_is_refused_in_short_time(expression: str) -> None:
    started = time.thread_time()

    assert "takes too long" in str(why_unsafe(expression))
    assert time.thread_time() - started < 10


@pytest.mark.parametrize(
    "expression",
    [
        "三级指标(?:名称)?",
        "(?:年度|全年|年初)*(?:指标|目标)值",
        r"(?:\s*,\s*\w+)*x",
        r"([a-z]+\d+)*$",
        r"\d+(?:\.\d+)?%",
    ],
)
def test_an_ordinary_expression_is_taken(expression: str) -> None:
    assert why_unsafe(expression) is None


@pytest.mark.parametrize("pattern", load().patterns, ids=lambda pattern: pattern.id)
def test_the_library_itself_would_be_taken(pattern: Pattern) -> None:
    assert why_unsafe(pattern.regex.pattern) is None
