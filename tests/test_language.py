"""Chinese text as spaCy sees it: whole words, quantities and cue words."""

from __future__ import annotations

import pytest

from extractor.language import Language, language
from tests.documents import LIBRARY


@pytest.fixture(scope="module")
def pipeline() -> Language:
    return language(LIBRARY)


def cues(text: str) -> list[tuple[str, str]]:
    """The words of the cues in `text` with their meanings."""
    return [(text[cue.start : cue.end], cue.value) for cue in language(LIBRARY).analyse(text).cues]


def test_text_is_cut_into_words_not_characters(pipeline: Language) -> None:
    words = [token.text for token in pipeline.nlp("省级财政下达专项资金")]

    assert words == ["省级财政", "下达", "专项资金"]


@pytest.mark.parametrize("word", ["支出责任", "绩效目标", "上年结转结余", "全年执行数"])
def test_words_of_the_house_stay_whole(pipeline: Language, word: str) -> None:
    assert word in [token.text for token in pipeline.nlp(f"本单位{word}明确")]


@pytest.mark.parametrize("text", ["", " ", "支出 480\n万元", "A、B\t—😀𠮷"])
def test_words_join_to_the_text_again(pipeline: Language, text: str) -> None:
    assert pipeline.nlp(text).text == text


def test_quantities_are_spans_of_the_document(pipeline: Language) -> None:
    document = pipeline.nlp("下达500万元,支出480万元,执行率96%")

    assert [(span.text, span.label_) for span in document.spans["quantities"]] == [
        ("500万元", "money"),
        ("480万元", "money"),
        ("96%", "rate"),
    ]


def test_cues_are_found_from_left_to_right() -> None:
    assert cues("省级下达专项资金500万元,全年支出480万元,执行率96%") == [
        ("下达", "budget"),
        ("专项资金", "budget"),
        ("支出", "executed"),
        ("执行率", "rate"),
    ]


@pytest.mark.parametrize(
    ("text", "word"),
    [("上年结转结余资金", "上年结转结余"), ("全年执行数", "全年执行数"), ("资金到位率", "资金到位率")],
)
def test_the_longest_cue_wins(text: str, word: str) -> None:
    assert word in [found for found, _ in cues(text)]


def test_a_cue_inside_another_word_is_none() -> None:
    assert cues("落实支出责任") == []


def test_a_cue_names_its_pattern_and_field() -> None:
    (cue,) = language(LIBRARY).analyse("经济损失严重").cues

    assert (cue.start, cue.end, cue.field, cue.pattern) == (0, 4, "no_fund", "cue.no_fund")


@pytest.mark.parametrize(
    "text",
    [
        "落实支出责任",
        "全年执行数为12万元",
        "培训学员300人",
        "资金到位率100%",
        "",
        "截至6月30日,培训学员300人;省级下达专项资金500万元,按季度调度(全年支出480万元),支出责任落实,执行率96%。",
    ],
)
def test_a_glance_says_what_the_whole_analysis_says(pipeline: Language, text: str) -> None:
    glance, whole = pipeline.glance(text), pipeline.analyse(text)

    assert (glance.quantities, glance.cues) == (whole.quantities, whole.cues)


def test_an_empty_text_says_nothing() -> None:
    said = language(LIBRARY).analyse("")

    assert (said.quantities, said.cues) == ((), ())


def test_the_pipeline_is_built_once(pipeline: Language) -> None:
    assert language(LIBRARY) is pipeline
