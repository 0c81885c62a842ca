"""What a sentence states: each value with its names, its side and its relation to what is measured."""

from __future__ import annotations

import pytest

from extractor.quantity import find
from extractor.statements import Statement, statements
from tests.documents import LIBRARY


def read(text: str) -> list[Statement]:
    return list(statements(text, find(text, LIBRARY.lexicon)))


def names(text: str) -> list[list[str]]:
    """Names of each statement in `text`."""
    return [[text[slice(*name)] for name in statement.names] for statement in read(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("培训农户≥300人,实际培训320人。", ["target", "actual"]),
        ("任务数为115户,实际完成264户", ["target", "actual"]),
        ("预计修路3公里,最终完成4公里", ["target", "actual"]),
        ("绩效目标(3)满意度≥90%:实际满意度为93%", ["target", "actual"]),
        ("计划和实际承保面积3.5万亩", ["both"]),
        ("受灾率控制在1‰以内", ["target"]),
        ("群众满意度达到93%以上", ["target"]),
        ("满意度超过95%", [None]),
        ("新建厕所12座", [None]),
    ],
)
def test_words_tell_target_and_actual_value_apart(text: str, expected: list[str | None]) -> None:
    assert [statement.side for statement in read(text)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("技术合同成交额36.2亿元,同比增长14.8%", ["level", "growth"]),
        ("人均增收比上年增加290元", ["growth"]),
        ("女性54人,占总人数的45%", ["level", "share"]),
        ("困难家庭占比12%", ["share"]),
        ("占全部企业187家", ["whole"]),
        ("增长率≥10%", ["level"]),
    ],
)
def test_growth_share_and_whole_are_told_from_the_level(text: str, expected: list[str]) -> None:
    assert [statement.relation for statement in read(text)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("培训农户≥300人", [["培训农户"]]),
        ("一是新建厕所12座,二是改造管网3公里", [["新建厕所"], ["改造管网"]]),
        ("其中男性30人", [["男性"]]),
        ("验收合格率、设备完好率和资金使用合规率均为100%", [["验收合格率", "设备完好率", "资金使用合规率"]]),
        ("卫生厕所、围墙改造合格率均为100%", [["卫生厕所、围墙改造合格率"]]),
        ("举办活动、展览及讲座共12场", [["举办活动、展览及讲座"]]),
        ("完成120人次的规范化服务", [["规范化服务"]]),
        ("每年提供240份检测报告", [["检测报告"]]),
        ("完成了30项技术改造任务", [["技术改造任务"]]),
        ("任务数为115户,实际完成264户", [[], []]),
        ("培训农户计划300人次", [["培训农户"]]),
        ("全年实际完成值116人", [[]]),
    ],
)
def test_a_value_has_the_names_that_are_said_of_it(text: str, expected: list[list[str]]) -> None:
    assert names(text) == expected


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("(1)培训人数≥300人;(2)合格率≥95%", ["1", "2"]),
        ("绩效目标(3)满意度≥90%", ["3"]),
        ("指标4:满意度≥90%", ["4"]),
        ("2.公园开放率为98%", ["2"]),
        ("公园开放率为98%", [None]),
    ],
)
def test_list_numbers_are_kept(text: str, numbers: list[str | None]) -> None:
    assert [statement.number for statement in read(text)] == numbers


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("0-6岁儿童120人", 1),
        ("1-4级残疾人30人", 1),
        ("惠及60岁以上老人500人", 1),
        ("《2022年3项工作方案》", 0),
        ("云财农〔2022〕31号", 0),
    ],
)
def test_ages_grades_numbers_and_titles_state_nothing(text: str, count: int) -> None:
    assert len(read(text)) == count


@pytest.mark.parametrize(
    ("text", "says"), [("实际完成320人", True), ("已修路3公里", True), ("累计为9处", True), ("年度目标320人", False)]
)
def test_a_value_may_say_that_it_is_reached(text: str, says: bool) -> None:
    assert [statement.says_actual for statement in read(text)] == [says]


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("2022年12月30日前", ["date"]),
        ("步道于2022年11月30日完工,绿化面积3亩", ["date", "count"]),
        ("培训农户300人", ["count"]),
    ],
)
def test_a_date_is_a_statement_of_its_own_kind(text: str, kinds: list[str]) -> None:
    assert [statement.quantity.kind for statement in read(text)] == kinds


def test_a_day_at_the_latest_is_a_target() -> None:
    assert [statement.side for statement in read("2022年12月30日前")] == ["target"]


def test_a_date_before_the_name_is_no_part_of_it() -> None:
    assert names("2022年12月30日前修建步道8公里")[-1] == ["修建步道"]


@pytest.mark.parametrize(
    ("text", "led"),
    [
        ("满意度目标值为90%", True),
        ("实际完成320人", True),
        ("绩效目标:培训农户300人", True),
        ("满意度≥90%", False),
        ("新建厕所12座", False),
    ],
)
def test_a_word_leads_to_the_side_and_not_only_a_comparator(text: str, led: bool) -> None:
    assert [statement.led for statement in read(text)] == [led]


@pytest.mark.parametrize(
    ("text", "explicit"),
    [
        ("满意度目标值为90%", True),
        ("目标为300人", True),
        ("工期目标120天", True),
        ("绩效目标:培训农户300人", False),
        ("满意度≥90%", False),
    ],
)
def test_the_word_for_a_target_may_stand_right_before_the_value(text: str, explicit: bool) -> None:
    assert [statement.explicit for statement in read(text)] == [explicit]
