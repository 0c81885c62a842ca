"""Indicators of a questionnaire: a heading, and labelled lines below it."""

from __future__ import annotations

from extractor.finders.questionnaires import Asked, find_asked_indicators
from extractor.outline import sentences
from tests.documents import LIBRARY, page, report, stated

FORM = """示范村建设绩效自评调查表

一、资金落实
指标解释：补助资金是否到位。
完成情况：资金到位率100%。

二、改造厕所数量
指标解释：年度改造厕所的个数，年初指标值为不低于120个。
记录：2021年4月3日12号凭证。
完成情况：全年实际完成值96个，未完成指标，原因是雨季停工。

三、群众满意度（10分）
考核内容：受访群众的满意程度。
目标值：≥85%
记录：发放问卷120份，回收110份。
自评情况：实际满意度为91.5%。
"""


def read(text: str) -> Asked:
    document = page(text)
    return find_asked_indicators(document, LIBRARY, sentences(document, LIBRARY, ()))


def test_the_heading_names_what_the_lines_below_ask_and_answer() -> None:
    found = read(FORM).indicators

    assert [(draft.name, stated(draft.target), stated(draft.actual)) for draft in found] == [
        ("改造厕所数量", ">= 120 个", "= 96 个"),
        ("群众满意度", ">= 85 %", "= 91.5 %"),
    ]


def test_an_item_without_target_is_left_to_others() -> None:
    assert [sentence.text for sentence in read(FORM).rest if "资金到位率" in sentence.text]


def test_the_reason_stands_in_the_answer() -> None:
    toilets = read(FORM).indicators[0]

    assert toilets.deviation is not None and toilets.deviation.reason is not None
    assert "雨季停工" in toilets.deviation.reason.text


def test_what_was_asked_is_told_once() -> None:
    found = report(FORM)

    assert [indicator.name for indicator in found.indicators] == ["改造厕所数量", "群众满意度"]
    assert [(figure.role, figure.amount.text) for figure in found.funds] == [("rate", "100%")]


def test_a_line_may_hold_a_whole_row_of_the_form() -> None:
    text = (
        "产出指标 数量指标 完成改厕村数 纳入计划的村，目标≥20个 记录：验收单22份 完成情况：22个\n"
        "厕所合格率 合格数/抽查数×100%，目标≥95% 记录：抽查120户，合格117户 完成情况：97.5% 个别渗漏\n"
        "效益指标 社会效益 村民生活习惯 目标：逐步改善 完成情况：有所改善\n"
    )

    found = read(text)
    assert [(draft.level1, draft.level2, draft.name) for draft in found.indicators] == [
        ("产出指标", "数量指标", "完成改厕村数"),
        ("产出指标", "数量指标", "厕所合格率"),
        ("效益指标", "社会效益", "村民生活习惯"),
    ]
    assert [(stated(draft.target), stated(draft.actual)) for draft in found.indicators] == [
        (">= 20 个", "= 22 个"),
        (">= 95 %", "= 97.5 %"),
        ("逐步改善", "有所改善"),
    ]
    assert found.rest == ()


def test_headings_over_sentences_are_no_questionnaire() -> None:
    assert read("一、改造厕所数量\n年初目标值120个。\n二、完成情况\n实际完成96个。").indicators == ()


def test_a_goal_told_with_its_results_is_no_row_of_the_form() -> None:
    text = "年初目标为按时发放护理补贴，保障重度残疾人生活。全年完成情况：为全镇86名残疾人发放补贴。"

    assert read(text).indicators == ()
