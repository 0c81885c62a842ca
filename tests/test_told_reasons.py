"""Why a target was missed: in the words behind its values, in the next sentence, or elsewhere under its name."""

from __future__ import annotations

import pytest

from extractor.report import Report
from tests.documents import grid, report

RESULTS = "二、绩效目标完成情况分析\n（二）绩效指标完成情况分析\n"
ROWS = [
    ["三级指标", "年度指标值", "实际完成值"],
    ["示范田面积", "1500亩", "1386亩"],
    ["农膜回收率", "80%", "76%"],
    ["读者人数", "90人", "96人"],
]


def reasons(found: Report) -> dict[str, str]:
    """The reason of each indicator that has one."""
    told = {one.name: one.deviation.reason for one in found.indicators if one.deviation}
    return {name: reason.text for name, reason in told.items() if reason}


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("，实际完成75眼，未完成目标，主要原因是用地未批。", "主要原因是用地未批"),
        ("，实际完成75眼，未完成的主要原因是用地未批，队伍更换。", "主要原因是用地未批，队伍更换"),
        ("，实际完成75眼，系连续阴雨所致。", "系连续阴雨所致"),
        ("，实际完成75眼，主要受3次暴雨影响。", "主要受3次暴雨影响"),
        ("，实际完成75眼，其原因在于设备检修。", "其原因在于设备检修"),
        ("，实际完成75眼，是因为部分队伍退出。", "是因为部分队伍退出"),
        ("，因招标流标，仅完成75眼。", "因招标流标"),
        ("，实际完成75眼，未完成原因是设备供货延迟。", "原因是设备供货延迟"),
        ("，实际完成75眼，另有5眼因选址有争议尚未动工。", "另有5眼因选址有争议尚未动工"),
        ("，实际完成75眼。未完成，是因为补偿协议签订滞后。", "未完成，是因为补偿协议签订滞后。"),
        ("，实际完成75眼。这主要是因为补偿协议签订滞后。", "这主要是因为补偿协议签订滞后。"),
        ("，实际完成75眼。系钻机故障导致。", "系钻机故障导致。"),
        ("，实际完成75眼。其原因在于设备检修。", "其原因在于设备检修。"),
    ],
)
def test_a_cause_is_told_in_many_ways(text: str, reason: str) -> None:
    assert reasons(report(RESULTS + "新打机井目标值80眼" + text)) == {"新打机井": reason}


@pytest.mark.parametrize(
    "text",
    ["，实际完成75眼，受益农户300户。", "，实际完成75眼，受训人员到岗。", "，实际完成75眼。工作有序推进。"],
)
def test_other_words_are_no_cause(text: str) -> None:
    assert reasons(report(RESULTS + "新打机井目标值80眼" + text)) == {}


def test_verdict_and_cause_are_those_of_the_indicator_before_them() -> None:
    found = report(
        RESULTS + "评审目标20个，实际完成18个，未完成目标，主要原因是停电;宣讲目标10次，实际10次，完成目标。"
    )

    assert reasons(found) == {"评审": "主要原因是停电"}
    assert [one.attainment.claimed for one in found.indicators] == ["未完成目标", "完成目标"]


def test_the_cause_beside_a_result_counts_for_a_target_told_elsewhere_where_it_fell_short() -> None:
    goal = "一、绩效目标\n数量指标：走访商户不少于860家。\n" + RESULTS

    assert reasons(report(goal + "走访商户821家，较目标少39家，主要原因是宣传不到位。")) == {
        "走访商户": "主要原因是宣传不到位"
    }
    assert reasons(report(goal + "走访商户921家，主要原因是宣传到位。")) == {}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("示范田面积未完成，是因为两户退出。", {"示范田面积": "是因为两户退出"}),
        ("示范田面积未达目标。主要原因是两户退出。", {"示范田面积": "主要原因是两户退出"}),
        ("农膜回收率偏低，主要受网点偏少影响;读者人数未完成，是因为停电。", {"农膜回收率": "主要受网点偏少影响"}),
        ("示范田面积未完成年度任务，主要是管护队伍更换。", {"示范田面积": "主要是管护队伍更换"}),
        ("示范田面积稳步扩大，主要原因是补贴到位。", {}),
    ],
)
def test_the_text_may_give_the_cause_of_a_row_under_its_name(text: str, told: dict[str, str]) -> None:
    assert reasons(report(grid(ROWS, after="\n二、完成情况\n" + text))) == told
