"""Growth targets and shares that another section answers."""

from __future__ import annotations

import pytest

from extractor.pipeline import extract
from tests.documents import page, stated

REPORT = """云泽市商务局2023年度开放型经济项目绩效自评报告
一、绩效目标分解下达情况
（一）年度绩效目标
{targets}
二、绩效目标完成情况分析
（二）总体绩效目标完成情况分析
{results}
"""


@pytest.mark.parametrize(
    ("targets", "results", "actual", "related"),
    [
        ("外贸进出口额增幅≥8%。", "全年外贸进出口额86.4亿元，同比增长9.2%。", "= 9.2 %", ["= 86.4 亿元"]),
        ("研发投入占比≥2.5%。", "研发投入3.6亿元，占营业收入的2.7%。", "= 2.7 %", ["= 3.6 亿元"]),
        ("游客人数增幅≥8%。", "全年外贸进出口额86.4亿元，同比增长9.2%。", None, []),
        ("小麦播种面积增幅≥8%。", "玉米播种面积9万亩，同比增长9%。", None, []),
        ("外贸进出口额增幅≥8%。", "外贸进出口额9亿元，同比增长9%；外贸进出口额5亿元，同比增长2%。", None, []),
    ],
)
def test_only_the_one_result_of_the_name_answers(
    targets: str, results: str, actual: str | None, related: list[str]
) -> None:
    (report,) = extract(page(REPORT.format(targets=targets, results=results)))
    (fact,) = report.indicators

    assert (stated(fact.actual), [stated(value) for value in fact.related]) == (actual, related)


def test_a_result_under_the_very_name_of_the_target_goes_before_one_that_resembles_it() -> None:
    results = (
        "全年小微企业贷款投放215笔，同比增长38.7%。\n（三）绩效目标完成情况\n"
        "小微企业贷款惠及企业数量增幅≥25%：惠及企业187家，同比增长61.2%。"
    )
    (report,) = extract(page(REPORT.format(targets="小微企业贷款惠及企业数量增幅≥25%。", results=results)))

    assert [stated(fact.actual) for fact in report.indicators] == ["= 61.2 %"]
