"""Quick expressions match what they match as they are written."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.patterns import Pattern
from extractor.quick import quick
from extractor.width import folded
from tests.documents import LIBRARY

SEARCHED = [pattern for pattern in LIBRARY.patterns if pattern.match == "search"]
SHAPES = (
    "(?:甲|乙丙)?丁", r"(?:\d{1,2}|[一二])?、甲", "(?:甲?)乙", "甲*", "(?:.乙)?甲", "[^甲]乙", "(?:^|(?<=乙))甲",
    "(?!乙)[甲乙]{2}", r"(?P<first>甲)?[\^\]\-乙]", "(?>甲|乙)丙", "(甲)?(?(1)乙|丙)", "甲(?:乙|)丙|丁", "(?i:a)?乙",
    r"\s?甲|\w", "[a-甲]1", "",
)  # fmt: skip


def places(expression: re.Pattern[str], text: str) -> list[tuple[tuple[int, int], tuple[str | None, ...]]]:
    """All matches with their groups."""
    return [(match.span(), match.groups()) for match in expression.finditer(text)]


@pytest.mark.parametrize("expression", SHAPES)
@given(text=st.text("甲乙丙丁一二、12aA^]- \n", max_size=12))
def test_a_quick_expression_matches_what_it_says(expression: str, text: str) -> None:
    assert places(quick(expression), text) == places(re.compile(expression), text)


@pytest.mark.parametrize("expression", ["甲*", "(?:.乙)?甲", "[^甲]乙", "甲|"])
def test_nothing_is_looked_for_where_anything_may_begin_a_match(expression: str) -> None:
    assert quick(expression).pattern == expression


@pytest.mark.parametrize("pattern", SEARCHED, ids=[pattern.id for pattern in SEARCHED])
def test_patterns_that_are_searched_for_match_as_they_are_written(pattern: Pattern) -> None:
    examples = [*(hit.text for hit in pattern.hits), *pattern.misses]
    text = "。".join(folded(example) for example in examples)

    assert places(quick(pattern.regex.pattern), text) == places(pattern.regex, text)
