"""Names that differ by a reworded word, and names that differ by what they name."""

from __future__ import annotations

import pytest

from extractor.compare.build import compare
from tests.compare.conftest import MakeYear


def _joined(earlier: str, later: str, unit: str, year: MakeYear) -> bool:
    reports = [year(2021, (earlier, f">=90{unit}", f"92{unit}", True)), year(2022, (later, f">=92{unit}", "95", True))]
    return len(compare(reports).series) == 1


@pytest.mark.parametrize(
    ("earlier", "later"),
    [
        ("早稻种植面积", "晚稻种植面积"),
        ("油菜良种推广面积", "大豆良种推广面积"),
        ("国道大修里程", "省道大修里程"),
        ("水库加固数量", "水闸加固数量"),
        ("图书馆开放天数", "纪念馆开放天数"),
        ("消防车购置数量", "救护车购置数量"),
        ("男生床位新增数", "女生床位新增数"),
        ("机电产品出口金额", "机电产品进口金额"),
        ("预算公开完整度", "决算公开完整度"),
        ("火灾起数降低比例", "火灾伤亡人数降低比例"),
        ("粮库开工座数", "粮库竣工座数"),
        ("肉兔出栏数量", "肉兔存栏数量"),
        ("非营利幼儿园补助个数", "营利幼儿园补助个数"),
        ("轻度残疾人护理人数", "重度残疾人托养人数"),
        ("网格员和楼栋长走访户数", "楼栋长走访户数"),
        ("PM10年均浓度", "PM2.5年均浓度"),
        ("冬小麦补种面积", "春小麦补种面积"),
    ],
)
def test_another_thing_in_the_same_place_is_another_indicator(earlier: str, later: str, year: MakeYear) -> None:
    assert not _joined(earlier, later, "个", year)


@pytest.mark.parametrize(
    ("earlier", "later"),
    [
        ("水渠维修长度", "水渠修缮长度"),
        ("除草剂施用量", "除草剂使用量"),
        ("广场舞骨干培训人数", "广场舞骨干培育人数"),
        ("河湖巡查次数", "河湖巡检频次"),
        ("票务系统验收个数", "系统建设验收个数"),
        ("河湖清淤长度", "河湖疏浚长度"),
        ("网络课程采购数量", "网络课程来购数量"),
        ("非物质遗产申报数量", "非物质文化遗产申报数量"),
        ("校舍加固面积", "校含加固面积"),
        ("公厕改建座数", "改造公厕数量"),
        ("慢病筛查人数", "65岁以上老人慢病筛查人数"),
        ("惠企政策兑现笔数", "企业政策兑现笔数"),
        ("细颗粒物年均浓度", "PM2.5年均浓度"),
        ("规上企业入库个数", "规模以上企业入库个数"),
        ("柴油叉车淘汰数量", "柴油叉车报废数量"),
        ("大气监测站建设个数", "空气监测站修建个数"),
        ("单台水泵补贴标准", "每台水泵补贴标准"),
        ("0-6岁儿童涂氟人数", "7岁以下儿童涂氟人数"),
        ("危桥加固座数", "山区危旧桥梁加固数量"),
    ],
)
def test_a_reworded_name_is_the_same_indicator(earlier: str, later: str, year: MakeYear) -> None:
    assert _joined(earlier, later, "个", year)


@pytest.mark.parametrize(
    ("earlier", "later"),
    [
        ("创新主体对成果评价服务的满意度", "院所、企业对成果评价服务的满意度"),
        ("住户满意度", "住户及物业满意度"),
        ("受益居民满意度", "服务对象满意度"),
        ("辖区居民满意度", "居民对社区养老服务的满意度"),
        ("工程交工验收合格率", "工程质量验收合格率"),
        ("幼儿园消防设施达标率", "幼儿园消防设施合格率"),
        ("苗木补栽及时率", "苗木及时补栽率"),
    ],
)
def test_a_reworded_rate_is_the_same_indicator(earlier: str, later: str, year: MakeYear) -> None:
    assert _joined(earlier, later, "%", year)


def test_what_is_kept_apart_is_told_as_the_nearest(year: MakeYear) -> None:
    found = compare(
        [year(2021, ("早稻种植面积", ">=9亩", "9亩", True)), year(2022, ("晚稻种植面积", ">=9亩", "9亩", True))]
    )

    assert ["replaced" in one.nearest.reason for one in found.unmatched if one.nearest] == [True, True]


def test_last_years_value_proves_that_another_word_is_the_same_thing(year: MakeYear) -> None:
    first = year(2021, ("书店图书销售增幅", ">=5%", "+5%|500册", True))
    later = year(2022, ("门店图书销售增幅", ">=5%", "+10%|550册", True))

    assert len(compare([first, later]).series) == 1


@pytest.mark.parametrize(
    ("parts", "flags"),
    [
        ([("村医轮训人次", 180), ("护士轮训人次", 121)], ["split"]),
        ([("村医轮训人次", 180)], []),
        ([("村医轮训人次", 280), ("护士轮训人次", 290)], []),
        ([("新村医轮训人次", 180), ("村医轮训人次", 121)], []),
    ],
    ids=["two shares", "one share", "too much", "one of the other"],
)
def test_an_indicator_may_be_split_by_whom_it_counts(
    parts: list[tuple[str, int]], flags: list[str], year: MakeYear
) -> None:
    rows = [(name, f">={count}人次", f"{count}人次", True) for name, count in parts]

    found = compare([year(2021, ("轮训人次", ">=300人次", "310人次", True)), year(2022, *rows)])

    assert [flag for flag in found.series[0].flags if flag == "split"] == flags


def test_a_part_may_be_one_word_where_the_whole_has_two(year: MakeYear) -> None:
    whole = ("小学和初中教师轮岗人次", ">=300人次", "310人次", True)
    parts = [("小学教师轮岗人次", ">=180人次", "184人次", True), ("初中教师轮岗人次", ">=120人次", "121人次", True)]

    found = compare([year(2021, whole), year(2022, *parts)])

    assert [series.flags for series in found.series] == [("dropped", "split"), ("new", "split"), ("new", "split")]
