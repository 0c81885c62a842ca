"""A result answers a target of its own subject; one that names another subject is another indicator's."""

from __future__ import annotations

import pytest

from tests.documents import report, stated

RESULTS = "二、绩效目标完成情况分析\n（二）绩效指标完成情况分析\n"


def rows(text: str) -> list[str]:
    """Each indicator of the report as name|target|actual value."""
    return rows_below("", text)


def rows_below(goals: str, text: str) -> list[str]:
    """The same for a text with goals before the section of results."""
    return [
        f"{fact.name}|{stated(fact.target) or ''}|{stated(fact.actual) or ''}"
        for fact in report(goals + RESULTS + text).indicators
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A村步道硬化目标70%，B村步道硬化率为65.8%。", ["A村步道硬化|= 70 %|", "B村步道硬化率||= 65.8 %"]),
        ("甲村参训目标90%，乙村为85.8%。", ["甲村参训|= 90 %|", "乙村||= 85.8 %"]),
        ("A片区绿化目标70%，B为65.8%。", ["A片区绿化|= 70 %|"]),
        ("一期泵站合格率目标98%，二期泵站合格率为97%。", ["一期泵站合格率|= 98 %|", "二期泵站合格率||= 97 %"]),
        ("春季补种年初目标为3000亩，秋季补种实际完成2600亩。", ["春季补种|= 3000 亩|", "秋季补种||= 2600 亩"]),
        ("年初目标夜间巡查1200户，白天巡查实际走访300户。", ["夜间巡查|= 1200 户|", "白天巡查实际走访||= 300 户"]),
        ("城区路灯完好率目标95%。乡村路灯完好率为65.8%。", ["城区路灯完好率|= 95 %|", "乡村路灯完好率||= 65.8 %"]),
        ("学员结业率目标92%，设备正常率为98%。", ["学员结业率|= 92 %|", "设备正常率||= 98 %"]),
        ("社区食堂开办率计划达到100%，老年食堂开办率实际99%。", ["社区食堂开办率|= 100 %|", "老年食堂开办率||= 99 %"]),
    ],
)
def test_a_result_with_a_subject_of_its_own_does_not_answer_the_target_before_it(
    text: str, expected: list[str]
) -> None:
    assert rows(text) == expected


def test_results_of_the_summary_answer_targets_of_another_section_under_their_names() -> None:
    goals = "一、绩效目标分解下达情况\n年度绩效目标：新建驿站15座，读者满意度90%以上。\n"
    summary = "二、绩效目标完成情况分析\n（一）总体绩效目标完成情况分析\n新建驿站14座，更换标牌30块，读者满意度92%。\n"
    found = report(goals + summary)

    assert [(one.name, stated(one.target), stated(one.actual)) for one in found.indicators] == [
        ("新建驿站", "= 15 座", "= 14 座"),
        ("读者满意度", ">= 90 %", "= 92 %"),
    ]
    assert [one.name for one in found.results] == ["更换标牌"]


def test_a_result_of_the_summary_that_may_be_of_two_targets_answers_none() -> None:
    goals = "一、绩效目标分解下达情况\n年度绩效目标：新建林带12.4亩，改造提升林带3亩。\n"
    summary = "二、绩效目标完成情况分析\n（一）总体绩效目标完成情况分析\n全市建成12.4亩林带。\n"

    assert [stated(one.actual) for one in report(goals + summary).indicators] == [None, None]


def test_a_bound_told_again_says_more_than_its_plain_number() -> None:
    goals = "一、绩效目标分解下达情况\n下达绩效目标为新建林带12.4亩。\n"

    assert rows_below(goals, "新建林带面积目标值≥12.4亩，实际完成12.5亩。") == ["新建林带|>= 12.4 亩|= 12.5 亩"]


def test_the_result_of_a_year_answers_the_goal_of_the_year_not_that_of_all_years() -> None:
    goals = "一、绩效目标\n（一）总体目标。计划新建驿站80座。\n（二）年度目标。计划新建驿站15座。\n"
    found = report(goals + RESULTS + "新建驿站14座。").indicators

    assert [(stated(one.target), stated(one.actual)) for one in found] == [("= 80 座", None), ("= 15 座", "= 14 座")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("读者满意度90%以上，抽样调查满意度94%。", "读者满意度|>= 90 %|= 94 %"),
        ("读者满意度目标90%，电话回访200人，满意188人，满意率94%。", "读者满意度|= 90 %|= 94 %"),
        ("亩均投资控制在1500元以内，实际亩均投资1468元。", "亩均投资|<= 1500 元|= 1468 元"),
        ("全年完成步道建设任务2.8公里，占年度任务3公里的93.3%。", "步道建设任务|= 3 公里|= 2.8 公里"),
        (
            "（1）指标名称：新建驿站，年度指标值：12座，实际完成值：11座，未完成原因：1座选址变更。",
            "新建驿站|= 12 座|= 11 座",
        ),
        ("产出指标\n孵化企业18家，未达到20家的目标。", "孵化企业|= 20 家|= 18 家"),
        ("产出指标\n到岗率88.5%，低于90%的目标1.5个百分点。", "到岗率|= 90 %|= 88.5 %"),
        ("读者满意度目标90%，问卷调查为95%。", "读者满意度|= 90 %|= 95 %"),
        ("举办读书班目标10期，开展读书班12期。", "举办读书班|= 10 期|= 12 期"),
        ("路灯完好率目标值95%，抽查完好率为96%。", "路灯完好率|= 95 %|= 96 %"),
        ("学生体检目标1200人，最终体检1230人。", "学生体检|= 1200 人|= 1230 人"),
        ("垃圾清运目标值300吨，清运垃圾310吨。", "垃圾清运|= 300 吨|= 310 吨"),
        ("绩效目标（7）护林员轮训≥200人次：组织线上讲座18期，轮训231人次。", "护林员轮训|>= 200 人次|= 231 人次"),
        ("设备采购成本控制在90万元以内，合同价86万元。", "设备采购成本|<= 90 万元|= 86 万元"),
    ],
)
def test_a_result_told_in_other_words_answers_its_target(text: str, expected: str) -> None:
    assert rows(text) == [expected]
