"""Indicators in tables with a header that names the columns."""

from __future__ import annotations

from decimal import Decimal

import pytest

from extractor.document import Document, Note
from extractor.facts import IndicatorDraft
from extractor.finders.flattened import restore_indicator_tables
from extractor.finders.indicator_tables import find_indicators
from tests.documents import ABOVE, LEFT, LIBRARY, grid, page, report, stated

HEADER = ["一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分", "偏差原因分析及改进措施"]


def read(document: Document) -> list[IndicatorDraft]:
    found = find_indicators(document, LIBRARY, document.tables)
    return [draft for draft in found if isinstance(draft, IndicatorDraft)]


def only(labels: str, cells: str) -> IndicatorDraft:
    """The one indicator of a table of two rows; cells are parted by blanks, `_` is an empty one."""
    (draft,) = read(grid([labels.split(), ["" if cell == "_" else cell for cell in cells.split(" ")]]))
    return draft


def test_a_row_is_read_by_its_columns() -> None:
    document = grid([HEADER, ["产出指标", "数量指标", "修建步道", "≥8公里", "7.5公里", "10", "9.4", "雨季停工"]])

    (draft,) = read(document)
    assert (draft.level1, draft.level2, draft.name) == ("产出指标", "数量指标", "修建步道")
    assert (stated(draft.target), stated(draft.actual)) == (">= 8 公里", "= 7.5 公里")
    assert (draft.weight, draft.score) == (Decimal(10), Decimal("9.4"))
    assert draft.deviation is not None and draft.deviation.reason is not None
    assert draft.deviation.reason.text == "雨季停工"


def test_a_table_of_points_alone_has_its_second_level_as_names() -> None:
    document = grid(
        [
            ["一级指标", "二级指标", "指标分值", "自评得分"],
            ["投入", "编制管理", "12", "11"],
            ["过程", "预算执行", "20", "18.5"],
            [ABOVE, "预算执行率", "10", "9"],
            ["总分", LEFT, "100", "93"],
        ]
    )

    assert [(draft.level1, draft.name, draft.target, draft.weight, draft.score) for draft in read(document)] == [
        ("投入", "编制管理", None, Decimal(12), Decimal(11)),
        ("过程", "预算执行", None, Decimal(20), Decimal("18.5")),
    ]


@pytest.mark.parametrize(
    ("name", "target", "expected"),
    [
        ("修建步道（公里）", "8", ("修建步道", "= 8 公里")),
        ("修建步道（公里）", "8公里", ("修建步道（公里）", "= 8 公里")),
        ("修建步道（含便道）", "8", ("修建步道（含便道）", "= 8")),
    ],
)
def test_the_unit_of_bare_values_may_stand_behind_the_name(name: str, target: str, expected: tuple[str, str]) -> None:
    draft = only("三级指标 年度指标值 实际完成值", f"{name} {target} {target}")

    assert (draft.name, stated(draft.target)) == expected


def test_merged_levels_hold_for_all_their_rows() -> None:
    document = grid(
        [
            HEADER[:5],
            ["产出指标", "数量指标", "修建步道", "8公里", "9公里"],
            [ABOVE, ABOVE, "新建驿站", "3座", "4座"],
            [ABOVE, "质量指标", "合格率", "100%", "100%"],
            ["效益指标", "社会效益指标", "受益人口", "2万人", "2万人"],
        ]
    )

    assert [(draft.level1, draft.level2) for draft in read(document)] == [
        ("产出指标", "数量指标"),
        ("产出指标", "数量指标"),
        ("产出指标", "质量指标"),
        ("效益指标", "社会效益指标"),
    ]


def test_pipe_rows_may_leave_merged_cells_out() -> None:
    document = page(
        "| 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 |\n"
        "|---|---|---|---|---|---|---|\n"
        "| 产出指标 | 数量指标 | 修建步道 | ≥8公里 | 8.5公里 | 10 | 10 |\n"
        "| 新建驿站 | ≥3座 | 4座 | 10 | 10 |\n"
        "| 质量指标 | 合格率 | ≥95% | 93% | 10 | 9.8 |\n"
    )

    drafts = read(document)
    assert [(draft.level2, draft.name) for draft in drafts] == [
        ("数量指标", "修建步道"),
        ("数量指标", "新建驿站"),
        ("质量指标", "合格率"),
    ]
    assert [stated(draft.actual) for draft in drafts] == ["= 8.5 公里", "= 4 座", "= 93 %"]


@pytest.mark.parametrize("filled_up", [False, True], ids=["short rows", "rows filled up with bars"])
def test_a_level_alone_on_its_line_leads_the_row_below(filled_up: bool) -> None:
    lines = (
        "绩效指标 | 一级指标 | 二级指标 | 三级指标 | 指标值 | 全年实际完成值 | 未完成原因 |",
        "产出指标",
        "| 数量指标 | 修建步道 | ≥8公里 | 8.5公里 | |",
        "| | 新建驿站 | 3座 | 2座 | 选址变更 |",
        "质量指标",
        "| 合格率 | ≥95% | 96% | |",
        "时效指标",
        "| | 完工时限 | 30日以内 | 28日 | |",
    )
    document = page("\n".join(line + " |" * (7 - line.count("|")) * (filled_up and "|" in line) for line in lines))

    assert [(draft.level2, draft.name, stated(draft.target), stated(draft.actual)) for draft in read(document)] == [
        ("数量指标", "修建步道", ">= 8 公里", "= 8.5 公里"),
        ("数量指标", "新建驿站", "= 3 座", "= 2 座"),
        ("质量指标", "合格率", ">= 95 %", "= 96 %"),
        ("时效指标", "完工时限", "<= 30 日", "= 28 日"),
    ]


def test_a_name_that_is_a_level_too_goes_before_the_explanation_beside_it() -> None:
    document = page(
        "指标内容 | 指标解释 | 年度目标 | 完成情况 | 备注\n"
        "修建步道 | 含桥梁，以图纸为准 | 8公里 | 7公里 | 雨季停工\n"
        "服务对象满意度 | 满意游客数/受访游客数 | ≥90% | 92% |\n"
    )

    assert [(draft.name, stated(draft.target), stated(draft.actual)) for draft in read(document)] == [
        ("修建步道", "= 8 公里", "= 7 公里"),
        ("服务对象满意度", ">= 90 %", "= 92 %"),
    ]


def test_the_value_planned_to_be_completed_is_the_target() -> None:
    document = page(
        "指标类型 | 指标名称 | 计划完成值 | 实际完成值 | 未完成原因 |\n"
        "产出指标 | 修建步道 | ≥8公里 | 9公里 | |\n"
        "| 新建驿站 | 3座 | 2座 | 选址变更 |\n"
    )

    assert [(draft.name, stated(draft.target), stated(draft.actual)) for draft in read(document)] == [
        ("修建步道", ">= 8 公里", "= 9 公里"),
        ("新建驿站", "= 3 座", "= 2 座"),
    ]


def test_one_pipe_line_may_hold_several_rows_and_the_header_too() -> None:
    document = page(
        "| 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 全年完成值 "
        "| 产出指标 | 数量指标 | 修建步道 | ≥8公里 | 8.5公里 |\n"
        "| 新建驿站 | 不少于3座 | 4座 | 补种苗木 | 60株 | 60株 | 质量指标 | 合格率 | 100% | 98% |\n"
        "| 成活率 | ≥95% | 96% | 时效指标 | 完工时限 | 30日以内 | 28日 |\n"
    )

    assert [(draft.level2, draft.name, stated(draft.target), stated(draft.actual)) for draft in read(document)] == [
        ("数量指标", "修建步道", ">= 8 公里", "= 8.5 公里"),
        ("数量指标", "新建驿站", ">= 3 座", "= 4 座"),
        ("数量指标", "补种苗木", "= 60 株", "= 60 株"),
        ("质量指标", "合格率", "= 100 %", "= 98 %"),
        ("质量指标", "成活率", ">= 95 %", "= 96 %"),
        ("时效指标", "完工时限", "<= 30 日", "= 28 日"),
    ]


def test_words_behind_a_header_are_no_row() -> None:
    document = page(
        "| 三级指标 | 指标值 | 完成值 | 甲 | 乙 | 丙 |\n| 修建步道 | ≥8公里 | 8.5公里 |\n| 合格率 | 100% | 98% |\n"
    )

    assert [draft.name for draft in read(document)] == ["修建步道", "合格率"]


def test_weight_may_stand_before_the_target() -> None:
    draft = only("三级指标 分值 年度指标值 全年实际值 得分", "修建步道 20 8公里 9公里 20")

    assert (draft.weight, stated(draft.target), stated(draft.actual), draft.score) == (
        Decimal(20),
        "= 8 公里",
        "= 9 公里",
        Decimal(20),
    )


@pytest.mark.parametrize(
    ("comparator", "unit", "target", "actual"),
    [
        ("≥", "公里", ">= 8 公里", "= 8.5 公里"),
        ("＝", "%", "= 8 %", "= 8.5 %"),
        ("小于等于", "天", "<= 8 天", "= 8.5 天"),
    ],
)
def test_comparator_number_and_unit_in_three_cells_are_one_value(
    comparator: str, unit: str, target: str, actual: str
) -> None:
    draft = only("三级指标 指标性质 指标值 度量单位 完成值", f"步道 {comparator} 8 {unit} 8.5")

    assert (stated(draft.target), stated(draft.actual)) == (target, actual)
    assert draft.target is not None and "unit" in draft.target.inferred


def test_a_template_in_the_name_completes_the_target() -> None:
    draft = only("三级指标 年度指标值 实际完成值", "修建步道（≥**公里） 8 8.5")

    assert draft.name == "修建步道"
    assert (stated(draft.target), stated(draft.actual)) == (">= 8 公里", "= 8.5 公里")
    assert draft.target is not None and draft.target.inferred == ("comparator", "unit")


def test_a_template_is_no_target() -> None:
    assert only("三级指标 年度指标值 实际完成值", "修建步道 ≥**公里 8公里").target is None


def test_the_adjusted_target_counts() -> None:
    assert stated(only("三级指标 年初指标值 调整指标值 全年完成值", "步道 10公里 8公里 8公里").target) == "= 8 公里"


def test_a_weight_may_stand_behind_the_name() -> None:
    draft = only("三级指标 得分", "方案契合性（5分） 4.5")

    assert (draft.name, draft.weight, draft.score) == ("方案契合性", Decimal(5), Decimal("4.5"))


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("完成320人", "= 320 人"),
        ("实际完成值≥90%", ">= 90 %"),
        ("约320人", "= 320 人"),
        ("达成预期指标", "达成预期指标"),
        ("2022年11月30日", "2022年11月30日"),
        ("—", None),
        ("_", None),
        ("培训人数为320人", "= 320 人"),
    ],
)
def test_an_actual_value_may_stand_among_words(cell: str, expected: str | None) -> None:
    assert stated(only("三级指标 年度指标值 实际完成值", f"培训 ≥300 {cell}").actual) == expected


@pytest.mark.parametrize(
    ("name", "cell", "actual", "related"),
    [
        ("粮食产量增长率", "12.8万吨，同比增长6.1%", "= 6.1 %", "= 12.8 万吨"),
        ("粮食产量", "12.8万吨，同比增长6.1%", "= 12.8 万吨", "= 6.1 %"),
        ("女性学员占比", "54人，占学员的45%", "= 45 %", "= 54 人"),
    ],
)
def test_growth_answers_growth_and_the_level_stands_beside_it(name: str, cell: str, actual: str, related: str) -> None:
    draft = only("三级指标 年度指标值 实际完成值", f"{name} ≥5 {cell}")

    assert stated(draft.actual) == actual
    assert [stated(value) for value in draft.related] == [related]


def test_a_target_printed_in_the_name_is_taken_out_of_it() -> None:
    draft = only("三级指标 年度指标值 实际完成值", "按期开工率100% _ 98%")

    assert (draft.name, stated(draft.target), stated(draft.actual)) == ("按期开工率", "= 100 %", "= 98 %")


@pytest.mark.parametrize(
    "row", ["总分", "评价结论", "项目负责人：覃小舟", "合计", "备注：按年度填列", "注：略", "自评得分", "得分合计"]
)
def test_the_list_ends_at_its_total_or_notes(row: str) -> None:
    document = grid([["三级指标", "年度指标值"], ["步道", "8公里"], [row, "100"], ["驿站", "3座"]])

    assert [draft.name for draft in read(document)] == ["步道"]


@pytest.mark.parametrize("cells", ["……  ", "指标2：  ", "培训人数  "], ids=["dots", "empty number", "no values"])
def test_a_row_that_states_nothing_is_no_indicator(cells: str) -> None:
    assert read(grid([["三级指标", "年度指标值", "实际完成值"], cells.split(" ")])) == []


@pytest.mark.parametrize("label", ["预算执行率", "预算执行率得分", "资金执行情况(10分)"])
def test_a_row_of_the_execution_rate_is_no_indicator(label: str) -> None:
    document = grid([["三级指标", "分值", "得分"], [label, "10", "9.5"], ["方案合理性", "5", "5"]])

    assert [draft.name for draft in read(document)] == ["方案合理性"]


def test_a_form_without_a_third_level_names_by_the_second() -> None:
    document = grid([["一级指标", "二级指标", "三级指标", "指标值"], ["产出", "步道长度", LEFT, "8公里"]])

    (draft,) = read(document)
    assert (draft.level1, draft.level2, draft.name) == ("产出", None, "步道长度")


def test_the_number_of_the_report_is_kept() -> None:
    assert only("三级指标 年度指标值", "指标3：步道 8公里").number == "3"


def test_evidence_points_to_the_cells() -> None:
    document = grid([["三级指标", "年度指标值", "分值"], ["指标1：修建步道", "≥8公里", "10"]])

    (draft,) = read(document)
    assert [(item.field, item.text) for item in draft.evidence] == [("name", "修建步道"), ("weight", "10")]
    assert draft.target is not None
    assert [(item.field, item.text) for item in draft.target.evidence] == [("target", "≥8公里")]


def test_reason_and_measures_in_one_cell_are_parted() -> None:
    draft = only("三级指标 年度指标值 偏差原因及改进措施", "步道 8公里 雨季停工。下一步加快进度")

    assert draft.deviation is not None
    assert draft.deviation.reason is not None and draft.deviation.reason.text == "雨季停工。"
    assert draft.deviation.measures is not None and draft.deviation.measures.text == "下一步加快进度"


def test_a_row_whose_cells_all_began_above_is_no_second_indicator() -> None:
    rows = [
        ["二级指标", "三级指标", "年度指标值", "实际完成值", "得分"],
        ["数量指标", "步道", "8公里", "9公里", "10"],
        ["成本指标", ABOVE, ABOVE, ABOVE, ABOVE],
        [ABOVE, "造价", "≤5万元", "4万元", "9"],
    ]

    assert [(one.name, one.level2) for one in report(grid(rows)).indicators] == [
        ("步道", "数量指标"),
        ("造价", "成本指标"),
    ]


@pytest.mark.parametrize("cell", ["无", "—", "/", "无偏差"])
def test_no_deviation_is_none(cell: str) -> None:
    assert only("三级指标 年度指标值 偏差原因", f"步道 8公里 {cell}").deviation is None


@pytest.mark.parametrize(
    ("sign", "target"),
    [
        ("正向指标", ">= 300 人"),
        ("反向", "<= 300 人"),
        ("大于等于", ">= 300 人"),
        ("＞", "> 300 人"),
        ("定量", "= 300 人"),
    ],
)
def test_a_sign_in_a_cell_of_its_own_is_the_comparator(sign: str, target: str) -> None:
    draft = only("三级指标 指标性质 指标值 度量单位 完成值", f"培训人数 {sign} 300 人 320")

    assert stated(draft.target) == target


@pytest.mark.parametrize(
    ("row", "target"),
    [
        ("培训人数 正向 等于 300 人 320", "= 300 人"),
        ("培训人数 反向 大于等于 300 人 320", ">= 300 人"),
        ("培训人数 反向 定量 300 人 320", "<= 300 人"),
        ("培训人数 正向 定量 =300 人 320", "= 300 人"),
    ],
)
def test_a_direction_gives_way_to_a_printed_comparator(row: str, target: str) -> None:
    draft = only("三级指标 指标方向 指标性质 指标值 度量单位 完成值", row)

    assert stated(draft.target) == target


@pytest.mark.parametrize(
    "row",
    ["培训人数880%^80%8", "受雨季影响进度滞后,下一步加快实施培训人数≥300人320人10"],
    ids=["characters that belong to no cell", "the reason of the row above"],
)
def test_a_row_that_was_not_understood_is_left_out_and_told(row: str) -> None:
    document = page(
        f"三级指标年度指标值实际完成值得分\n合格率≥95%97%10\n{row}\n新增岗位≥20个18个10\n发放手册≥50册50册9"
    )
    tables = restore_indicator_tables(document, LIBRARY)

    found = list(find_indicators(document, LIBRARY, tables))
    assert [draft.name for draft in found if isinstance(draft, IndicatorDraft)] == ["合格率", "新增岗位", "发放手册"]
    assert [note.code for note in found if isinstance(note, Note)] == ["row_unreadable"]


def test_a_flattened_header_may_break_inside_its_cells() -> None:
    document = page(
        "三级指标 年度 实际 分值 得分\n指标值 完成值\n"
        "修建步道 ≥8公里 8.5公里 10 10\n新建驿站 3座 2座 10\n9\n合格率 100% 100% 10 10"
    )

    found = find_indicators(document, LIBRARY, restore_indicator_tables(document, LIBRARY))
    drafts = [draft for draft in found if isinstance(draft, IndicatorDraft)]
    assert [(draft.name, stated(draft.target), stated(draft.actual), draft.score) for draft in drafts] == [
        ("修建步道", ">= 8 公里", "= 8.5 公里", Decimal(10)),
        ("新建驿站", "= 3 座", "= 2 座", Decimal(9)),
        ("合格率", "= 100 %", "= 100 %", Decimal(10)),
    ]


def test_a_number_with_a_misread_dash_is_no_value() -> None:
    read = report(
        grid([["三级指标", "年度指标值", "实际完成值"], ["投诉件数", "0一", "1一"], ["培训人数", "5人", "6人"]])
    )

    found = read.indicators[0]
    assert found.target is not None and found.actual is not None
    assert (found.target.value, found.actual.value, found.attainment.met) == (None, None, None)
    assert [one.code for one in read.warnings] == ["value_unreadable"] * 2
