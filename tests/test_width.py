"""Folding and squeezing: one form for matching, and every character still knows its source."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.width import Folded, fold, folded, squeeze, unfolded

# Text of what folding changes, so that the properties below meet every rule.
mixed = st.text(
    alphabet="１２3４5．,，.%％≥≧>＞=＝< ＜　\n\t㎡①⒈㈠㊀⼾⺠⻓\u200b\ufeff$\\geq{}^2中万元Aa()（）︵﹥-－～",
    max_size=40,
)


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("１２．５％", "12.5%"),
        ("（万元）：ＡＢ", "(万元):AB"),
        ("２０２１\u3000年", "2021 年"),
        ("≧5 ⩾5 ＞＝5 >=5 > =5", "≥5 ≥5 ≥5 ≥5 ≥5"),
        ("≦5 ⩽5 ＜＝5 <=5", "≤5 ≤5 ≤5 ≤5"),
        ("═100%", "=100%"),
        ("≥≥98%", "≥≥98%"),
        ("3～5", "3~5"),
        ("⼾⺠⽬⻓⾦", "户民目长金"),
        ("㈠总体", "(一)总体"),
        ("⒈总体", "1.总体"),
        ("︵一︶", "(一)"),
        ("绩\u200b效\ufeff", "绩效"),
        ("82，225.00元", "82，225.00元"),
        ("８２，２２５", "82,225"),
    ],
)
def test_width_and_compatibility_forms_are_folded(written: str, folded: str) -> None:
    assert fold(written).text == folded


@pytest.mark.parametrize("kept", ["①5户", "100㎡", "5m²", "½", "Ⅱ级", "20℃", "5‰"])
def test_marks_that_would_glue_a_digit_to_a_number_are_kept(kept: str) -> None:
    assert fold(kept).text == kept


def test_a_dotted_list_mark_stays_apart_from_the_number_behind_it() -> None:
    assert squeeze(fold("⒈5户")).text == "1. 5户"


@pytest.mark.parametrize(
    ("latex", "folded"),
    [
        ("$\\geq 15\\%$", "≥15%"),
        ("$\\geqslant 8 5 \\%$", "≥85%"),
        ("$\\leq 3$ 次", "≤3 次"),
        ("$3 \\sim 5$", "3~5"),
        ("$\\mathrm{≥} 9 0 \\%$", "≥90%"),
        ("$100 \\mathrm{m}^{2}$", "100m²"),
        ("\\geq 15\\%", "≥15%"),
        ("12\\%", "12%"),
        ("$5 与 $6 万元", "$5 与 $6 万元"),
    ],
)
def test_latex_that_ocr_left_is_folded(latex: str, folded: str) -> None:
    assert fold(latex).text == folded


def test_a_formula_is_quoted_with_its_dollars() -> None:
    source = "目标值 $\\geq 15\\%$ 以上"
    folded = fold(source)

    start, end = folded.source(folded.text.index("≥"), folded.text.index("%") + 1)

    assert source[start:end] == "$\\geq 15\\%$"


@pytest.mark.parametrize(
    ("loose", "squeezed"),
    [
        ("绩 效\n自\t评", "绩效自评"),
        ("263 \n家", "263家"),
        ("22.8 22.8 1", "22.8 22.8 1"),
        ("100% 95%", "100% 95%"),
        ("20 \n -5", "20 -5"),
        ("5000 万元", "5000万元"),
        ("524 m\n524 m", "524 m 524 m"),
        ("1, 234", "1, 234"),
        ("  ", ""),
    ],
)
def test_squeezing_keeps_a_blank_only_between_ascii_words(loose: str, squeezed: str) -> None:
    assert squeeze(unfolded(loose)).text == squeezed


def test_places_are_found_again_through_both_steps() -> None:
    source = "改造 ２６３ \n家"
    view = squeeze(fold(source))

    start, end = view.source(view.text.index("2"), len(view.text))

    assert source[start:end] == "２６３ \n家"


def test_an_empty_range_has_an_empty_source() -> None:
    assert unfolded("绩效").source(2, 2) == (2, 2)


def _is_map(folded: Folded, source: str) -> bool:
    pairs = list(zip(folded.starts, folded.ends, strict=True))
    inside = all(0 <= start < end <= len(source) for start, end in pairs)
    rising = all(left[0] <= right[0] and left[1] <= right[1] for left, right in pairwise(pairs))
    return len(pairs) == len(folded.text) and inside and rising


@given(mixed)
def test_folding_keeps_a_rising_map_into_the_source(source: str) -> None:
    assert _is_map(fold(source), source)


@given(mixed)
def test_squeezing_keeps_a_rising_map_into_the_source(source: str) -> None:
    assert _is_map(squeeze(fold(source)), source)


@given(mixed)
def test_squeezing_twice_changes_nothing(source: str) -> None:
    once = squeeze(fold(source)).text

    assert squeeze(unfolded(once)).text == once


@given(st.text(max_size=40))
def test_any_text_can_be_folded(source: str) -> None:
    assert _is_map(squeeze(fold(source)), source)


@given(mixed)
def test_folding_without_a_map_gives_the_same_text(text: str) -> None:
    assert folded(text) == squeeze(fold(text)).text
