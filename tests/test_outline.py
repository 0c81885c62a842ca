"""Sentences of running text and the headings that they stand under."""

from __future__ import annotations

import pytest

from extractor.document import Span
from extractor.outline import Sentence, overlong, sentences
from tests.documents import LIBRARY, grid, page

REPORT = """一、项目基本情况
项目为民办实事。
二、绩效目标完成情况分析
（一）资金投入情况分析
1.项目资金到位情况分析
到位300万元。
2.项目资金执行情况分析
支出290万元。
（二）总体绩效目标完成情况分析
总体完成。
（三）绩效指标完成情况分析
1.产出指标完成情况分析
（1）数量指标
培训300人。
（2）质量指标：合格率98%。
2.效益指标完成情况分析
（1）社会效益指标
受益2万人。
3.满意度指标完成情况分析
群众满意度96%。
三、偏离绩效目标的原因和下一步改进措施
无偏离。
"""


def told(text: str) -> tuple[Sentence, ...]:
    return sentences(page(text), LIBRARY, [])


def of(text: str) -> Sentence:
    """The sentence of the report that reads `text`."""
    (found,) = [sentence for sentence in told(REPORT) if sentence.text == text]
    return found


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("项目为民办实事。", "basic"),
        ("到位300万元。", "funds_received"),
        ("支出290万元。", "funds_executed"),
        ("总体完成。", "overall"),
        ("培训300人。", "results"),
        ("无偏离。", "reasons"),
    ],
)
def test_a_sentence_is_about_what_its_heading_says(text: str, kind: str) -> None:
    assert of(text).kind == kind


@pytest.mark.parametrize(
    ("text", "level1", "level2"),
    [
        ("培训300人。", "产出指标", "数量指标"),
        ("合格率98%。", "产出指标", "质量指标"),
        ("受益2万人。", "效益指标", "社会效益指标"),
        ("群众满意度96%。", "满意度指标", None),
        ("总体完成。", None, None),
        ("无偏离。", None, None),
    ],
)
def test_a_sentence_has_the_levels_of_its_headings(text: str, level1: str | None, level2: str | None) -> None:
    assert (of(text).level1, of(text).level2) == (level1, level2)


def test_a_sentence_stands_in_all_headings_above_it() -> None:
    sentence = of("到位300万元。")

    assert [section.depth for section in sentence.sections] == [1, 2, 3]
    assert [section.text for section in sentence.sections][-1] == "项目资金到位情况分析"
    assert sentence.within("funds")
    assert not sentence.within("reasons")


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("修路3公里。植树2万株；浇水！好？", ["修路3公里。", "植树2万株;", "浇水!", "好?"]),
        ("他说“完成了。”随后结束。", ["他说“完成了。”随后结束。"]),
        ("完成（含上年。）3公里。", ["完成(含上年。)3公里。"]),
        ("修路12.5公里", ["修路12.5公里"]),
    ],
)
def test_text_is_cut_at_the_ends_of_sentences(text: str, sentences: list[str]) -> None:
    assert [sentence.text for sentence in told(text)] == sentences


@pytest.mark.parametrize(
    "text", ["12.5公里道路已修建。", "1.2万人受益。", "一是培训300人。", "截至年底，（一）村已通车。"]
)
def test_a_number_or_a_list_word_opens_no_heading(text: str) -> None:
    assert [sentence.sections for sentence in told(text)] == [()]


def test_headings_run_into_a_paragraph_are_found() -> None:
    found = told("一、项目概况。（一）资金安排情况。安排500万元；（二）绩效目标完成情况。培训300人。")

    assert [(sentence.text, sentence.kind) for sentence in found] == [
        ("安排500万元;", "funds"),
        ("培训300人。", "results"),
    ]


def test_a_heading_of_the_same_depth_closes_the_one_before() -> None:
    found = told("一、资金投入情况\n（一）资金到位情况\n到位3万元。\n二、存在的问题\n进度偏慢。\n")

    assert [section.depth for section in found[-1].sections] == [1]


def test_levels_end_with_the_next_chapter() -> None:
    found = told("二、绩效指标完成情况\n（1）数量指标\n培训300人。\n三、存在的问题\n培训推迟。\n")

    assert [sentence.level2 for sentence in found] == ["数量指标", None]


@pytest.mark.parametrize("note", ["备注：数据截至年底。", "注：本表一式两份。", "填表说明：按年初设定填写。"])
def test_notes_are_about_the_form(note: str) -> None:
    (sentence,) = told(note)

    assert sentence.kind == "application"


def test_tables_are_not_running_text() -> None:
    document = grid([["三级指标", "指标值"], ["步道", "8公里"]], before="项目为民办实事。")

    assert [sentence.text for sentence in sentences(document, LIBRARY, [])] == ["项目为民办实事。"]


def test_what_was_read_as_a_table_is_excluded() -> None:
    assert [sentence.text for sentence in sentences(page("培训300人。\n\n修路3公里。"), LIBRARY, [Span(0, 6)])] == [
        "修路3公里。"
    ]


def test_a_sentence_knows_its_place_in_the_document() -> None:
    document = page("一、概况\n修路 ３ 公里。植树。\n")
    (first, _) = sentences(document, LIBRARY, [])

    span = first.view.span(first.start, first.end)
    assert first.text == "修路3公里。"
    assert document.text[slice(*span)] == "修路 ３ 公里。"


def test_a_sentence_that_never_ends_is_cut_at_its_pauses() -> None:
    found = told("完成道路养护12公里," * 400)

    assert {sentence.text[:4] for sentence in found} == {"完成道路"}
    assert max(len(sentence.text) for sentence in found) <= 2000
    assert "".join(sentence.text for sentence in found) == "完成道路养护12公里," * 400


@pytest.mark.parametrize("pause", [",", "1,234"], ids=["at the end", "within a number"])
def test_what_holds_no_pause_for_so_long_is_left_out_and_told(pause: str) -> None:
    document = page("养护12公里" * 400 + pause + "绿化3处。")

    told_of = [sentence.text for sentence in sentences(document, LIBRARY, [])]
    (note,) = overlong(document, [])

    assert told_of == (["绿化3处。"] if pause == "," else [])
    assert (note.code, "未读取" in note.message) == ("long_sentence", True)


def test_an_ordinary_report_has_no_sentence_that_is_too_long() -> None:
    assert list(overlong(page(REPORT), [])) == []
