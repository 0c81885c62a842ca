"""Results in the text under the names of a table of targets."""

from __future__ import annotations

import pytest

from extractor.facts import IndicatorDraft
from extractor.finders.indicator_tables import find_indicators
from extractor.finders.text_answers import find_answers
from extractor.outline import sentences
from tests.documents import LIBRARY, page, report, stated

TABLE = (
    "| 指标名称 | 计量单位 | 指标性质 | 指标值 |\n|---|---|---|---|\n"
    "| 培训课时 | 课时 | = | 160 |\n| 设备采购成本 | 万元 | ≤ | 42 |\n| 就业率 | % | ≥ | 90 |\n"
    "| 接待读者人次 | 万人次 | ≥ | 35 |\n| 采购图书册数 | 册 | ≥ | 12000 |\n\n"
)


def answers(text: str) -> list[tuple[str, str | None]]:
    document = page(text)
    listed = [one for one in find_indicators(document, LIBRARY, document.tables) if isinstance(one, IndicatorDraft)]
    found = find_answers(document, LIBRARY, listed, sentences(document, LIBRARY, ()))
    return [(draft.name, stated(draft.actual)) for draft in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1.培训课时164课时。", [("培训课时", "= 164 课时")]),
        ("2.设备采购成本为41.5万元。", [("设备采购成本", "= 41.5 万元")]),
        ("3.就业率达到93.2%，其中本地就业率41%。", [("就业率", "= 93.2 %")]),
        (
            "全年采购图书12436册，接待读者33.7万人次。",
            [("接待读者人次", "= 33.7 万人次"), ("采购图书册数", "= 12436 册")],
        ),
        ("采购图书126万元，接待读者代表30人。", []),
        ("设备采购成本为98%。", []),
        ("本地就业率41%。", []),
        ("设备采购成本为41.5万元。经审计，设备采购成本为43万元。", []),
    ],
    ids=[
        "a unit in the name",
        "money",
        "a part behind it",
        "counted",
        "no count",
        "another unit",
        "a longer name",
        "two values",
    ],
)
def test_a_value_right_behind_the_name_answers_its_target(text: str, expected: list[tuple[str, str]]) -> None:
    assert answers(f"{TABLE}四、绩效目标完成情况\n{text}\n") == expected


def test_what_the_text_plans_is_no_result() -> None:
    assert answers(f"二、绩效目标\n设备采购成本40万元。\n{TABLE}") == []


def test_the_answer_completes_the_indicator() -> None:
    found = report(f"{TABLE}四、绩效目标完成情况\n设备采购成本为41.5万元。\n")

    assert [stated(one.actual) for one in found.indicators if one.name == "设备采购成本"] == ["= 41.5 万元"]
