"""Rows whose numbers ran together: both readings are told where two remain."""

from __future__ import annotations

import pytest

from extractor.report import Indicator, Report
from tests.documents import report, stated

SIX = "三级指标年度指标值实际完成值分值得分\n"
BESIDE = "发放手册≥50册50册1010\n合格率≥95%97%1010\n"


def told(text: str) -> list[str]:
    return [one.message for one in report(text).warnings if one.code == "cells_ambiguous"]


def only(read: Report, name: str) -> Indicator:
    (found,) = [one for one in read.indicators if one.name == name]
    return found


def test_where_nothing_tells_two_readings_apart_neither_is_taken() -> None:
    read = report(f"{SIX}{BESIDE}更新渔船=80公里81212\n")

    found = only(read, "更新渔船")
    assert (stated(found.target), found.actual, found.weight, found.score) == ("= 80 公里", None, None, None)
    (warning,) = [one for one in read.warnings if one.code == "cells_ambiguous"]
    assert warning.message == (
        "“更新渔船”一行数字连在一起，可读作实际值81、分值21、得分2，也可读作实际值8、分值12、得分12，无法判断，未提取"
    )
    assert warning.evidence is not None and warning.evidence.text == "更新渔船=80公里81212"


def test_a_likely_reading_is_taken_with_less_confidence_and_without_points_in_doubt() -> None:
    read = report("三级指标指标值完成值得分\n发放手册≥50册50册10\n合格率≥95%97%10\n就业率≥92.5%91.252.7\n")

    found = only(read, "就业率")
    assert found.actual is not None and found.target is not None
    assert (stated(found.actual), found.actual.inferred, found.score) == ("= 91.25 %", ("value", "unit"), None)
    assert found.actual.confidence < 0.8 < found.target.confidence
    assert [one.code for one in read.warnings].count("cells_ambiguous") == 1


@pytest.mark.parametrize(
    "row",
    ["修缮渠道≥60米60米1010", "修缮渠道≥60米601010", "满意度≥90%92.5%109", "满意度≥90%88%87.5"],
    ids=["points alone", "a result without its unit", "decimals", "half points"],
)
def test_where_the_figures_decide_nothing_is_told(row: str) -> None:
    assert told(f"{SIX}{BESIDE}{row}\n") == []


def test_what_was_cut_out_of_digits_is_inferred() -> None:
    found = only(report(f"{SIX}{BESIDE}修缮渠道≥60米601010\n"), "修缮渠道")

    assert found.actual is not None and found.target is not None
    assert (found.actual.inferred, found.target.inferred) == (("value", "unit"), ())
    assert (found.weight, found.score) == (10, 10)


def test_weights_that_make_the_usual_total_decide() -> None:
    text = f"{SIX}发放手册≥50册50册4040\n合格率≥95%97%3939\n更新渔船=80公里81212\n"

    assert told(text) == []
    assert only(report(text), "更新渔船").weight == 21


def test_cells_with_borders_are_not_read_again() -> None:
    read = report("三级指标\n指标值\n完成值\n分值\n得分\n更新渔船\n80公里\n8\n12\n12\n合格率\n95%\n97%\n10\n10\n")

    assert [(one.name, stated(one.actual), one.weight) for one in read.indicators] == [
        ("更新渔船", "= 8 公里", 12),
        ("合格率", "= 97 %", 10),
    ]
    assert [one.actual and one.actual.inferred for one in read.indicators] == [("unit",), ()]
