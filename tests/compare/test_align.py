"""Which indicators of several years become one series."""

from __future__ import annotations

import pytest

from extractor.compare.build import compare
from extractor.compare.models import Comparison
from tests.compare.conftest import MakeYear


def _names(comparison: Comparison) -> list[list[str]]:
    return [[point.name for point in series.points] for series in comparison.series]


@pytest.mark.parametrize(
    ("earlier", "later"),
    [
        ("专利转让许可次数", "受让专利的企业数量"),
        ("城市低保对象救助人数", "农村低保对象救助人数"),
        ("文化活动参与人数", "文化活动参与人次"),
        ("文化活动参与人数", "文化活动场次"),
        ("新增高价值发明专利拥有量", "累计高价值发明专利拥有量"),
        ("经常参加体育锻炼人数", "经常参加体育锻炼人数比例"),
        ("产业园一期工程投资", "产业园二期工程投资"),
        ("护士轮训人数", "护士轮训合格人数"),
        ("高血压患者规范管理人数", "糖尿病患者规范管理人数"),
    ],
)
def test_contrasts_are_kept_apart(earlier: str, later: str, year: MakeYear) -> None:
    found = compare([year(2021, (earlier, ">=30", "31", True)), year(2022, (later, ">=30", "31", True))])

    assert _names(found) == [[earlier], [later]]


@pytest.mark.parametrize(
    ("earlier", "later"),
    [
        ("举办健身赛事活动场次", "组织健身赛事活动场次"),
        ("参与健身赛事活动人数", "健身赛事活动参与人数"),
        ("社会体育指导员培训人数", "健身指导员培训人数"),
        ("培训合格率", "参训人员考核合格率"),
        ("补贴性技能培训场次", "补贴性技能培训期数"),
        ("质押融资金额增幅", "企业质押融资金额增幅"),
    ],
)
def test_reworded_names_are_joined(earlier: str, later: str, year: MakeYear) -> None:
    found = compare([year(2021, (earlier, ">=30%", "31%", True)), year(2022, (later, ">=30%", "31%", True))])

    assert _names(found) == [[earlier, later]]
    assert "renamed" in found.series[0].flags


def test_the_order_of_a_report_does_not_matter(year: MakeYear) -> None:
    one, other = ("培训人数", ">=300人", "316人", True), ("设施验收合格率", ">=90%", "95%", True)

    found = compare([year(2022, other, one), year(2021, one, other)])

    assert _names(found) == [["培训人数", "培训人数"], ["设施验收合格率", "设施验收合格率"]]


def test_two_indicators_of_a_year_never_share_a_series(year: MakeYear) -> None:
    rows = [("群众满意度", ">=80%", "85%", True), ("群众满意度", ">=90%", "95%", True)]

    found = compare([year(2021, *rows), year(2022, *reversed(rows))])

    assert [[p.target.text for p in s.points if p.target] for s in found.series] == [
        [">=80%", ">=80%"],
        [">=90%", ">=90%"],
    ]


def test_a_growth_that_starts_from_last_years_value_joins(year: MakeYear) -> None:
    first = year(2021, ("高校专利转让许可次数增幅", ">=12%", "+14.6%|862次", True))
    later = year(2022, ("院所向企业让渡专利次数增幅", ">=15%", "+16.1%|1001次", True))

    found = compare([first, later])

    assert "implied_base" in found.series[0].match[0].reason


def test_a_year_may_be_passed_over(year: MakeYear) -> None:
    other = ("培训人数", ">=300人", "316人", True)
    kept = ("补贴资金拨付及时率", "100%", "100%", True)

    found = compare([year(2021, other, kept), year(2022, other), year(2023, other, kept)])

    assert [(len(series.points), series.flags) for series in found.series] == [
        (3, ("already_exceeded",)),
        (2, ("gap",)),
    ]


def test_a_whole_is_split_into_its_parts(year: MakeYear) -> None:
    whole = ("农村转移劳动力和失业人员培训人数", ">=2200人", "2267人", True)
    parts = [("农村转移劳动力培训人数", ">=1500人", "1572人", True), ("失业人员培训人数", ">=750人", "768人", True)]

    found = compare([year(2021, whole), year(2022, *parts)])

    assert [(s.flags, [(one.kind, one.series) for one in s.lineage]) for s in found.series] == [
        (("dropped", "split"), [("split_into", ("2022.txt:i1", "2022.txt:i2"))]),
        (("new", "split"), [("split_from", ("2021.txt:i1",))]),
        (("new", "split"), [("split_from", ("2021.txt:i1",))]),
    ]


def test_parts_are_merged_into_a_whole(year: MakeYear) -> None:
    whole = ("农村转移劳动力和失业人员培训人数", ">=2200人", "2267人", True)
    parts = [("农村转移劳动力培训人数", ">=1500人", "1572人", True), ("失业人员培训人数", ">=750人", "768人", True)]

    found = compare([year(2021, *parts), year(2022, whole)])

    assert [series.flags for series in found.series] == [
        ("dropped", "merged"),
        ("dropped", "merged"),
        ("new", "merged"),
    ]


def test_what_stays_alone_tells_what_came_nearest(year: MakeYear) -> None:
    found = compare(
        [
            year(2021, ("补贴性技能培训人数", ">=300人", "316人", True)),
            year(2022, ("技能竞赛获奖人数", ">=30人", "31人", True)),
        ]
    )

    assert [(one.name, one.nearest.to if one.nearest else None) for one in found.unmatched] == [
        ("补贴性技能培训人数", "2022.txt:i1"),
        ("技能竞赛获奖人数", "2022.txt:i1"),
    ]
