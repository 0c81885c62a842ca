"""Whether two names of one report name the same thing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.namesakes import apart, is_same_measure, of_two_subjects, of_two_things, similarity
from tests.documents import LIBRARY

# Things that fit the same frames, none of which stands for another one.
THINGS = ("哮喘患者", "痛风患者", "中专", "职高", "春季", "秋季", "男童", "女童", "甲级", "乙级", "左岸", "右岸")
FRAMES = ("{}建档管理率", "开展{}随访人数", "山区{}补贴标准", "{}和其他对象救助金额", "{}满意度")
ADDED = ("全县", "新增", "2023年", "开展", "重点")
# Wordings of one thing, as patterns/synonyms.toml lists them.
SAME = (("采购", "购置"), ("维修", "修缮"), ("演练", "演习"), ("宣传", "宣讲"), ("及时", "按时"))
REWORDED = ("灯具{}数量", "{}次数", "渡口设施{}合格率")


@given(st.permutations(THINGS), st.sampled_from(FRAMES))
def test_a_replaced_word_names_another_thing(things: list[str], frame: str) -> None:
    first, second = (frame.format(thing) for thing in things[:2])

    assert apart(first, second, LIBRARY)
    assert apart(second, first, LIBRARY)


@given(st.sampled_from(THINGS), st.sampled_from(FRAMES), st.sampled_from(ADDED))
def test_an_added_word_names_the_same_thing(thing: str, frame: str, added: str) -> None:
    name = frame.format(thing)

    assert not apart(name, name, LIBRARY)
    assert not apart(name, added + name, LIBRARY)
    assert not apart(added + name, name, LIBRARY)


@given(st.sampled_from(SAME), st.sampled_from(REWORDED))
def test_a_word_that_stands_for_another_names_the_same_thing(words: tuple[str, str], frame: str) -> None:
    first, second = (frame.format(word) for word in words)

    assert not apart(first, second, LIBRARY)
    assert not apart(second, first, LIBRARY)


@pytest.mark.parametrize(
    ("first", "second"),
    [("基本支出控制率", "项目支出控制率"), ("人员经费节约率", "公用经费节约率"), ("主干道保洁面积", "次干道保洁面积")],
)
def test_words_that_say_little_may_be_what_tells_two_things_apart(first: str, second: str) -> None:
    assert apart(first, second, LIBRARY)


@pytest.mark.parametrize(
    ("first", "second", "two"),
    [
        ("冬小麦保险面积", "春小麦保险面积", True),
        ("二氧化硫减排量", "氮氧化物减排量", True),
        ("图书馆藏书册数", "图书册数", False),
        ("7岁以下儿童体检率", "3岁以下儿童体检率", True),
        ("2022年儿童体检率", "2023年儿童体检率", False),
        ("参训人数", "参训人数比例", False),
        ("纳凉居民满意度", "纳凉居民满意率", False),
        ("步道硬化里程", "步道硬化长度", False),
        ("新建凉亭座数", "修建凉亭数量", False),
        ("选派药师外出进修", "选派药师到省医学院进修", False),
        ("村医和护士轮训人数", "护士轮训人数", True),
    ],
)
def test_what_makes_two_things_of_two_names(first: str, second: str, two: bool) -> None:
    assert of_two_things(first, second, LIBRARY) is two


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


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("城区路灯完好率", "乡村路灯完好率"),
        ("A村步道硬化", "B村步道硬化率"),
        ("一期泵站合格率", "二期泵站合格率"),
        ("春季补种", "秋季补种"),
        ("学员结业率", "设备正常率"),
        ("护林员", "读者"),
    ],
)
def test_names_with_heads_of_their_own_are_of_two_subjects(first: str, second: str) -> None:
    assert of_two_subjects(first, second)
    assert of_two_subjects(second, first)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("举办读书班", "开展读书班"),
        ("读者满意度", "全市读者满意度"),
        ("路灯完好率", "抽查完好率"),
        ("服务对象满意度", "读者满意度"),
        ("补贴发放", "发放到位"),
        ("步道硬化", "步道硬化率"),
    ],
)
def test_names_that_say_more_or_less_of_it_are_of_one(first: str, second: str) -> None:
    assert not of_two_subjects(first, second)


def test_the_same_measure_may_say_whom_was_asked_or_how() -> None:
    assert is_same_measure("受益群众满意度", "抽样调查满意度")
    assert not is_same_measure("学员结业率", "设备正常率")
    assert not is_same_measure("城区路灯完好率", "乡村路灯完好率")
