"""Values told beside a result that are none: last year's, those of all, means, parts, early ones, less of a goal."""

from __future__ import annotations

import pytest

from tests.documents import report, stated

RESULTS = "二、绩效目标完成情况分析\n（二）绩效指标完成情况分析\n"


def rows(text: str) -> list[str]:
    """Each indicator of the report as name|target|actual value|related values."""
    return [
        f"{fact.name}|{stated(fact.target) or ''}|{stated(fact.actual) or ''}|"
        + ",".join(stated(value) or "" for value in fact.related)
        for fact in report(RESULTS + text).indicators
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("图书借阅率去年为80%，今年目标90%，实际91%。", "图书借阅率|= 90 %|= 91 %|= 80 %"),
        ("图书借阅率目标90%，去年同期为80%，实际91%。", "图书借阅率|= 90 %|= 91 %|= 80 %"),
        (
            "接待量2021年为8.5万人次，2022年目标9万人次，2022年达到9.2万人次。",
            "接待量|= 9 万人次|= 9.2 万人次|= 8.5 万人次",
        ),
        ("留任率全省平均70%，我县目标75%，实际73%。", "留任率|= 75 %|= 73 %|= 70 %"),
        ("留任率目标75%，全省平均水平为70%，实际73%。", "留任率|= 75 %|= 73 %|= 70 %"),
        ("巡护目标365次，平均每天1次，全年巡护372次。", "巡护|= 365 次|= 372 次|= 1 次"),
        ("路灯改造目标100盏，截至6月底完成50盏，年底完成95盏。", "路灯改造|= 100 盏|= 95 盏|= 50 盏"),
        ("专家坐诊目标150人次，前三季度120人次，全年156人次。", "专家坐诊|= 150 人次|= 156 人次|= 120 人次"),
        ("种子补贴目标500户，其中脱贫户80户，实际补贴486户。", "种子补贴|= 500 户|= 486 户|"),
        ("种子补贴目标500户，其中脱贫户80户，全年补贴486户。", "种子补贴|= 500 户|= 486 户|"),
        ("净水合格率目标90%，其中1号池88%，2号池93%，全年平均91%。", "净水合格率|= 90 %|= 91 %|"),
        ("展演目标12场，线上5场，线下8场。", "展演|= 12 场||"),
        ("展演目标12场，第一季度3场，第二季度4场，实际13场。", "展演|= 12 场|= 13 场|= 3 场,= 4 场"),
        ("危桥改造目标120座，实际开工120座、竣工112座。", "危桥改造|= 120 座|= 112 座|= 120 座"),
        ("研修计划300人，报名420人，录取295人。", "研修|= 300 人|= 295 人|= 420 人"),
        ("设备完好率目标95%，最低为94.1%，实际96.2%。", "设备完好率|= 95 %|= 96.2 %|= 94.1 %"),
        ("抽检茶叶目标800批次，不合格12批次，实际抽检826批次。", "抽检茶叶|= 800 批次|= 826 批次|= 12 批次"),
        ("减少排放目标50吨，相当于节约标煤20吨，实际减排55吨。", "减少排放|= 50 吨|= 55 吨|"),
        ("危桥改造目标100座，复核后核减2座，实际98座。", "危桥改造|= 100 座|= 98 座|"),
    ],
)
def test_a_value_to_compare_with_does_not_answer_the_target(text: str, expected: str) -> None:
    assert rows(text) == [expected]


def test_a_result_without_a_name_goes_back_to_the_only_target_of_its_unit() -> None:
    assert rows("灌溉面积目标1.2万亩，亩均节水80立方米，实际1.25万亩。")[0] == "灌溉面积|= 1.2 万亩|= 1.25 万亩|"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("未办结件数目标不超过5件，未办结3件。", "未办结件数|<= 5 件|= 3 件|"),
        ("路灯改造目标100盏，截至11月底完成95盏。", "路灯改造|= 100 盏|= 95 盏|"),
        ("危桥开工目标120座，实际开工118座。", "危桥开工|= 120 座|= 118 座|"),
        ("接待量2022年为9.2万人次。", "接待量2022年||= 9.2 万人次|"),
        ("授课成本控制在每人260元以内，人均248元。", "授课成本|<= 260 元|= 248 元|"),
    ],
)
def test_the_same_words_may_tell_the_result(text: str, expected: str) -> None:
    assert rows(text) == [expected]


def test_a_value_of_last_year_alone_is_a_result_under_its_whole_name() -> None:
    found = report(RESULTS + "图书借阅率去年为80%。")

    assert found.indicators == ()
    assert [(one.name, one.value.text) for one in found.results] == [("图书借阅率去年", "80%")]
