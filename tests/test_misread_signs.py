"""Comparators that recognition misread: the printed value stays, the other reading is proposed."""

from __future__ import annotations

import pytest

from extractor.report import Report
from tests.documents import grid, report

LABELS = ["三级指标", "年度指标值", "实际完成值", "分值", "得分"]


def table(name: str, target: str, actual: str, score: str = "10") -> Report:
    return report(grid([LABELS, [name, target, actual, "10", score]]))


def proposed(read: Report) -> list[tuple[str, str, str]]:
    return [(one.field, one.printed, one.proposed) for one in read.proposals]


@pytest.mark.parametrize(
    ("name", "target", "actual", "proposals"),
    [
        ("设备完好率", "290%", "92.5%", [("target", "290%", "≥90%")]),
        ("设备完好率", "297.5%", "98%", [("target", "297.5%", "≥97.5%")]),
        ("设备完好率", "290%", "290%", [("target", "290%", "≥90%"), ("actual", "290%", "≥90%")]),
        ("设备完好率", "≥90%", "295%", [("actual", "295%", "≥95%")]),
        ("设备完好率", "$90%", "92.5%", [("target", "$90%", "≥90%")]),
        ("设备完好率", "5=90%", "92.5%", [("target", "5=90%", "≥90%")]),
        ("巡查次数", "^6次", "6次", [("target", "^6次", "≥6次")]),
        ("巡查次数", "工6次", "7次", [("target", "工6次", "≥6次")]),
        ("巡查次数", "26次", "7次", [("target", "26次", "≥6次")]),
    ],
)
def test_what_the_paired_value_says_is_proposed(
    name: str, target: str, actual: str, proposals: list[tuple[str, str, str]]
) -> None:
    read = table(name, target, actual)

    assert proposed(read) == proposals
    assert [one.code for one in read.warnings] == ["sign_misread"] * len(proposals)


@pytest.mark.parametrize(
    ("name", "target", "actual", "score"),
    [
        ("产值增长率", "290%", "95%", "3"),
        ("资金放大率", "290%", "310%", "10"),
        ("设备完好率", "90%", "92.5%", "10"),
        ("综合费用率", "≤20%", "21.3%", "8"),
        ("女性学员占比", "25%", "28.4％", "10"),
        ("巡查次数", "26次", "7次", "2.7"),
        ("巡查次数", "26次", "24次", "10"),
        ("巡查次数", "26次", "26次", "10"),
        ("投诉次数", "26次", "6次", "10"),
        ("巡查次数", "26次", "7个", "10"),
    ],
    ids=[
        "growth",
        "both beyond",
        "sound",
        "begins with 2",
        "begins with 2 on both sides",
        "points lost",
        "far from the rest",
        "met",
        "less is better",
        "another unit",
    ],
)
def test_what_may_be_as_printed_is_left_alone(name: str, target: str, actual: str, score: str) -> None:
    assert proposed(table(name, target, actual, score)) == []


def test_nothing_is_applied_and_the_verdict_is_left_open() -> None:
    read = table("设备完好率", "290%", "92.5%")

    (found,) = read.indicators
    assert found.target is not None and found.target.text == "290%" and found.target.value == 290
    assert found.target.confidence < 0.8
    assert (found.attainment.met, found.attainment.ratio) == (None, None)
    assert [one.rule for one in read.checks if one.status == "violated"] == []
    assert read.proposals[0].reason == "比率不应为290%，另一方为92.5%；若“≥”误识，应为≥90%"


def test_it_is_proposed_in_tables_put_together_again_too() -> None:
    rows = "发放手册 ≥50册 50册 10 10 设备完好率 290% 92.5% 10 10 合格率 ≥95% 97% 10 10"

    read = report("\n".join([*LABELS, *rows.split()]))

    assert proposed(read) == [("target", "290%", "≥90%")]
    assert [one.name for one in read.indicators] == ["发放手册", "设备完好率", "合格率"]


def test_a_misread_sign_is_seen_before_a_torn_decimal() -> None:
    read = table("护岸长度", "216. 5公里", "17. 2公里")

    assert proposed(read) == [("target", "216. 5公里", "≥16.5公里")]
    assert read.indicators[0].attainment.met is None
