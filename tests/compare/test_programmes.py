"""Which reports are about the same programme."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from extractor.compare import links
from extractor.compare.build import compare
from extractor.compare.models import Comparison
from tests.compare.conftest import MakeYear

ROW = ("培训人数", ">=300人", "316人", True)
Who = tuple[str | None, str | None]


def _years(comparison: Comparison) -> list[list[int]]:
    return [[year.fiscal_year for year in one.years] for one in comparison.programmes]


@pytest.mark.parametrize(
    ("earlier", "later"),
    [
        (("云泽市教育局", "2021年学生营养改善资金"), ("云泽市教育局", "学生营养改善专项资金")),
        (("云泽市教育局", "学生营养改善补助资金"), ("云泽市教育局", "学生营养餐改善补助资金")),
        (("云泽市体育局", "全民健身专项资金"), ("云泽市文化旅游体育局", "全民健身专项资金")),
        (("云泽市体育局", "全民健身专项资金"), (None, "全民健身专项资金")),
        (("云泽市农牧局", "草场轮牧资金"), ("云泽市农业农村局", "草场轮牧资金")),
        (("云泽市卫计委", "乡村医生补助"), ("云泽市卫生健康委员会", "乡村医生补助")),
    ],
    ids=["year and frame", "programme renamed", "bodies merged", "body not stated", "reform", "reform of a short name"],
)
def test_one_programme(earlier: Who, later: Who, year: MakeYear) -> None:
    found = compare(
        [
            year(2021, ROW, organization=earlier[0], program=earlier[1]),
            year(2022, ROW, organization=later[0], program=later[1]),
        ]
    )

    assert _years(found) == [[2021, 2022]]


@pytest.mark.parametrize(
    ("earlier", "later"),
    [
        (("云泽市教育局", "学生营养改善资金"), ("栖霖市教育局", "学生营养改善资金")),
        (("云泽市教育局", "学生营养改善资金"), ("云泽市教育局", "校舍维修改造资金")),
    ],
    ids=["two regions", "two programmes"],
)
def test_two_programmes(earlier: Who, later: Who, year: MakeYear) -> None:
    found = compare(
        [
            year(2021, ROW, organization=earlier[0], program=earlier[1]),
            year(2022, ROW, organization=later[0], program=later[1]),
        ]
    )

    assert sorted(_years(found)) == [[2021], [2022]]


TASKS = [(f"{one}巡展场次", ">=9场", "10场", True) for one in ("书法", "年画", "剪纸", "皮影")]
OTHERS = [(f"{one}验收面积", ">=9亩", "10亩", True) for one in ("苗圃", "温室", "果园", "茶园")]


@pytest.mark.parametrize(
    ("program", "rows", "joined"),
    [
        ("乡土艺术传承高质量发展资金", TASKS, True),
        ("乡土艺术传承高质量发展资金", OTHERS, False),
        ("少儿艺术传承体系建设资金", TASKS, False),
        ("校园足球推广资金", TASKS, False),
    ],
    ids=["same indicators", "other indicators", "another thing", "another name"],
)
def test_half_a_name_and_the_same_indicators_are_one_programme(
    program: str, rows: list[tuple[str, str, str, bool]], joined: bool, year: MakeYear
) -> None:
    found = compare([year(2021, *TASKS, program="乡土艺术传承体系建设资金"), year(2022, *rows, program=program)])

    assert _years(found) == ([[2021, 2022]] if joined else [[2021], [2022]])
    assert [one.code for one in found.warnings] == (["program_uncertain"] if joined else [])


@pytest.mark.parametrize(
    ("later", "rows", "joined"),
    [
        ("云泽市生态环境局", TASKS, True),
        ("栖霖市生态环境局", TASKS, False),
        ("云泽市农业农村局", TASKS, False),
        ("云泽市生态环境局", OTHERS, False),
    ],
    ids=["reform", "another place", "another line of bodies", "other indicators"],
)
def test_a_programme_may_be_renamed_with_its_body(
    later: str, rows: list[tuple[str, str, str, bool]], joined: bool, year: MakeYear
) -> None:
    found = compare(
        [
            year(2018, *TASKS, organization="云泽市环境保护局", program="湿地巡护补助资金"),
            year(2019, *rows, organization=later, program="湿地巡护项目经费"),
        ]
    )

    assert sorted(_years(found)) == ([[2018, 2019]] if joined else [[2018], [2019]])
    flags = ("program_renamed", "organization_changed") if joined else ()
    assert next(one.flags for one in found.programmes) == flags
    assert [one.code for one in found.warnings] == (["program_uncertain"] if joined else [])


@pytest.mark.parametrize(("rows", "joined"), [(TASKS, True), (OTHERS, False)], ids=["same", "other"])
def test_bodies_of_one_region_that_are_not_alike_need_the_same_indicators(
    rows: list[tuple[str, str, str, bool]], joined: bool, year: MakeYear
) -> None:
    found = compare(
        [
            year(2021, *TASKS, organization="云泽市教育局", program="办公设备购置"),
            year(2022, *rows, organization="云泽市档案馆", program="办公设备购置"),
        ]
    )

    assert sorted(_years(found)) == ([[2021, 2022]] if joined else [[2021], [2022]])


def test_the_same_works_in_two_places_are_two_programmes(year: MakeYear) -> None:
    found = compare(
        [
            year(2021, *TASKS, program="青石片区农村生活污水治理设施运行维护"),
            year(2022, *TASKS, program="文昌片区农村生活污水治理设施运行维护"),
        ]
    )

    assert sorted(_years(found)) == [[2021], [2022]]


def test_a_person_joins_programmes(year: MakeYear, tmp_path: Path) -> None:
    rows = "decision,kind,from_report,from_indicator,to_report,to_indicator\nsame,programme,2021.txt,,2022.txt,\n"
    (tmp_path / "links.csv").write_text(rows, encoding="utf-8")
    reports = [year(2021, ROW, program="甲项目"), year(2022, ROW, program="文体设施补短板")]

    assert _years(compare(reports, links.read(tmp_path / "links.csv"))) == [[2021, 2022]]


def test_a_second_report_of_a_year_is_left_out_and_told(year: MakeYear) -> None:
    found = compare([year(2021, ROW), year(2021, ROW, path="copy.txt"), year(2022, ROW)])

    assert [(one.code, one.report) for one in found.warnings] == [("same_year_twice", "copy.txt")]
    assert _years(found) == [[2021, 2022]]


def test_funds_are_followed_too(year: MakeYear) -> None:
    one = year(2021, ROW, funds=(("budget", "total", "1200万元"), ("executed", "total", "1128万元")))
    other = year(2022, ROW, funds=(("budget", "total", "1362万元"), ("rate", "total", "94.7%")))

    found = compare([one, other])

    assert [(s.role, [c.change for c in s.changes], s.flags) for s in found.funds] == [
        ("budget", [1_620_000], ()),
        ("executed", [], ("dropped",)),
        ("rate", [], ("new",)),
    ]
    assert [(y.execution_rate, y.computed_rate) for y in found.programmes[0].years] == [
        (None, 94),
        (Decimal("94.7"), None),
    ]


def test_bodies_are_ranked_in_one_year(year: MakeYear) -> None:
    reports = [
        year(2022, ("培训人数", ">=300人", f"{300 + number}人", True), organization=body, path=f"{number}.txt")
        for number, body in enumerate(["云泽市教育局", "栖霖市教育局", "临沅市教育局"])
    ]

    (found,) = compare(reports).across

    assert [(one.organization, one.rank) for one in found.units] == [
        ("临沅市教育局", 1),
        ("栖霖市教育局", 2),
        ("云泽市教育局", 3),
    ]
    assert (found.least, found.median, found.greatest) == (300, 301, 302)
