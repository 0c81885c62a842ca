"""The whole line of work: samples against their gold, and what only shows when all parts work together."""

from __future__ import annotations

import json
from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest

from extractor import accuracy
from extractor.accuracy import Scored, forms
from extractor.document import Note, Span
from extractor.pipeline import extract
from extractor.readers import read_file
from extractor.report import Report, to_json
from tests.documents import grid, money, page, report, stated

SAMPLES = Path(__file__).parent.parent / "samples"
METRICS = ("indicators.name", "indicators.full", "funds.value", "funds.role")
# Least F1 of each sample in the order of METRICS. Raised with every version, never lowered.
FLOORS = {
    "cell-per-line": ("0.98", "0.98", "1", "1"),
    "department-table": ("1", "1", "1", "1"),
    "deviation-narrative": ("0.98", "0.79", "0.98", "0.98"),
    "final-accounts": ("0.98", "0.73", "1", "1"),
    "fitness-2021": ("0.98", "0.98", "1", "0.98"),
    "fitness-2022": ("1", "1", "1", "1"),
    "fitness-2023": ("1", "1", "1", "1"),
    "project-table": ("1", "1", "1", "1"),
    "target-declaration": ("1", "1", "0.78", "0.78"),
    "transfer-narrative": ("0.98", "0.98", "0.89", "0.89"),
    "transfer-table": ("1", "1", "1", "1"),
    "written-numerals": ("0.92", "0.61", "1", "0.61"),
}


def source(sample: str) -> Path:
    (path,) = [path for path in (SAMPLES / sample).glob("source.*") if path.suffix != ".toml"]
    return path


def scored(sample: str) -> Scored:
    """The sample as read, compared with its gold."""
    reports = extract(read_file(source(sample)))
    predicted = forms.facts([json.loads(to_json(one), parse_float=Decimal, parse_int=Decimal) for one in reports])
    return accuracy.score(sample, forms.read(SAMPLES / sample / "gold.json"), predicted)


def test_every_sample_has_its_floors() -> None:
    assert sorted(FLOORS) == sorted(path.parent.name for path in SAMPLES.glob("*/gold.json"))


@pytest.mark.parametrize("sample", FLOORS)
def test_a_sample_is_read_as_well_as_it_was(sample: str) -> None:
    found = scored(sample)
    reached = {name: found.counts[name].f1 for name in METRICS}

    assert {
        name: f1
        for name, f1 in reached.items()
        if f1 < dict(zip(METRICS, map(Decimal, FLOORS[sample]), strict=True))[name]
    } == {}


@pytest.mark.parametrize("sample", FLOORS)
def test_a_sample_is_one_report_with_keys_that_stand_once(sample: str) -> None:
    (found,) = extract(read_file(source(sample)))
    keys = Counter(
        [
            *(fact.key for fact in found.indicators),
            *(fact.key for fact in found.funds),
            *(fact.key for fact in found.results),
            *(fact.key for fact in found.goals),
        ]
    )

    assert [key for key, count in keys.items() if count > 1] == []


# --- layouts


NARRATIVE = """步道建设补助资金2022年度绩效自评报告
一、绩效目标情况
（1）步道修建长度≥8公里；（2）游客人数增幅≥10%；（3）女性游客占比≥40%。
二、绩效目标完成情况
（1）步道修建长度为8.5公里，完成既定目标。
（2）游客人数12万人，同比增长6.5%。主要原因是雨季较长。下一步，将加强宣传。
（3）女性游客5万人，占游客总数的46%，完成既定目标。
"""


def test_targets_of_one_section_are_answered_in_another() -> None:
    fact = report(NARRATIVE).indicators[0]

    assert (fact.id, fact.name, stated(fact.target), stated(fact.actual)) == (
        "1",
        "步道修建长度",
        ">= 8 公里",
        "= 8.5 公里",
    )
    assert fact.attainment.met is True


@pytest.mark.parametrize(
    "text",
    [
        "成本指标：机房总成本控制在120万元以内，实际支出116.3万元。",
        "经济效益指标：村集体经济收入增加30万元以上，实际增加33.5万元。",
    ],
)
def test_money_that_is_the_value_of_an_indicator_is_no_fund_figure(text: str) -> None:
    found = report(f"二、绩效目标完成情况分析\n（二）绩效指标完成情况分析\n{text}")

    assert len(found.indicators) == 1
    assert found.funds == ()


def test_growth_and_share_of_another_section_answer_too() -> None:
    assert [stated(fact.actual) for fact in report(NARRATIVE).indicators] == ["= 8.5 公里", "= 6.5 %", "= 46 %"]


TARGETS = "三级指标\t年度指标值\t分值\n步道修建长度\t≥8公里\t20\n游客满意度\t≥90%\t10\n"


def test_a_form_of_targets_gives_no_actual_values() -> None:
    found = report("项目支出绩效目标申报表\n" + TARGETS)

    assert [(fact.actual, fact.score, fact.attainment.met) for fact in found.indicators] == [(None, None, None)] * 2


def test_a_template_without_numbers_states_nothing() -> None:
    rows = [["三级指标", "年度指标值", "实际完成值"], ["培训人数（≥**人）", "", ""], ["补助标准", "≥**元", ""]]

    assert report(grid(rows)).indicators == ()


def test_an_empty_form_gives_an_empty_report() -> None:
    found = report("本年度无项目。")

    assert (found.indicators, found.funds, found.results, found.conflicts, found.warnings) == ((), (), (), (), ())


def test_funds_and_indicators_of_one_table_do_not_mix() -> None:
    found = report(
        grid(
            [
                ["项目资金（万元）", "年初预算数", "全年预算数", "全年执行数"],
                ["年度资金总额", "500", "520", "515"],
                ["二级指标", "三级指标", "年度指标值", "实际完成值"],
                ["数量指标", "步道修建长度", "≥8公里", "8.5公里"],
            ]
        )
    )

    assert [fact.name for fact in found.indicators] == ["步道修建长度"]
    assert [money(figure) for figure in found.funds] == [
        "initial_budget total 500 万元",
        "budget total 520 万元",
        "executed total 515 万元",
    ]


# --- what is told about guesses


def codes(found: Report) -> list[str]:
    return [warning.code for warning in found.warnings]


def test_a_misprinted_unit_is_warned_about() -> None:
    found = report("二、绩效目标完成情况\n绩效目标（1）参加培训人数≥40人：参加培训42 此，超额完成既定目标。")

    (warning,) = found.warnings
    assert warning.code == "unit_misprint"
    assert "“此”" in warning.message and "“人”" in warning.message
    assert warning.evidence is not None and warning.evidence.text.startswith("42")


def test_a_restored_table_is_warned_about() -> None:
    assert codes(report("三级指标\n年度指标值\n实际完成值\n培训人数\n≥40人\n42人\n合格率\n≥95%\n97%\n")) == [
        "table_restored"
    ]


def test_an_amount_without_unit_is_warned_about() -> None:
    assert codes(report(grid([["资金", "全年预算数", "全年执行数"], ["合计", "52", "51"]]))) == ["unit_missing"] * 2


def test_notes_of_the_reader_become_warnings_with_their_place() -> None:
    document = page("步道修建完成。")
    noted = type(document)(
        document.source,
        document.text,
        document.blocks,
        notes=(Note("joined_cell", "已接续", Span(0, 2)), Note("encoding", "按GB18030读取")),
    )

    found = report(noted)
    assert [(warning.code, warning.evidence and warning.evidence.text) for warning in found.warnings] == [
        ("encoding", None),
        ("joined_cell", "步道"),
    ]


def test_table_and_text_that_differ_are_a_conflict() -> None:
    found = report(
        "二、绩效目标完成情况\n三级指标\t年度指标值\t实际完成值\n步道修建长度\t≥8公里\t8.5公里\n\n（一）产出指标\n步道修建长度8.9公里。\n"
    )

    assert [(conflict.kept, conflict.other) for conflict in found.conflicts] == [("8.5公里", "8.9公里")]


def test_the_report_says_what_it_was_read_from() -> None:
    document = page("步道修建完成。")
    found = report(document)

    assert (found.source.path, found.source.sha256, found.source.bytes, found.source.part) == (
        "a.txt",
        document.source.sha256,
        21,
        1,
    )
