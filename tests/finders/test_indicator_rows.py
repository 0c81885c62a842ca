"""Rows of indicator tables: which belong to a list, and which cells and levels they have."""

from __future__ import annotations

import pytest

from extractor.document import Document
from extractor.facts import IndicatorDraft
from extractor.finders.indicator_tables import find_indicators
from tests.documents import LEFT, LIBRARY, grid, page, report, stated

HEADER = ["一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值"]


def read(document: Document) -> list[IndicatorDraft]:
    found = find_indicators(document, LIBRARY, document.tables)
    return [draft for draft in found if isinstance(draft, IndicatorDraft)]


@pytest.mark.parametrize(
    ("row", "names"),
    [
        (["新建驿站", "≥3座", "4座"], ["修建步道", "新建驿站"]),
        (["王某某", "科长", "联系人"], ["修建步道"]),
        (["会议室", "3座", "4人"], ["修建步道"]),
    ],
    ids=["values of one unit", "words", "values of two units"],
)
def test_a_list_without_levels_goes_on_in_a_table_of_such_rows(row: list[str], names: list[str]) -> None:
    def table(*rows: list[str]) -> str:
        return "\n".join(f"| {' | '.join(cells)} |" for cells in rows)

    text = f"{table(HEADER[2:5], ['修建步道', '8公里', '9公里'])}\n\n续表\n\n{table(row, row)}"
    assert list(dict.fromkeys(draft.name for draft in read(page(text)))) == names


def test_levels_go_on_below_a_header_that_is_repeated() -> None:
    document = grid(
        [
            HEADER,
            ["产出指标", "数量指标", "修建步道", "8公里", "9公里"],
            HEADER,
            ["", "", "新建驿站", "3座", "4座"],
            ["", "质量指标", "合格率", "100%", "100%"],
        ]
    )

    assert [(draft.level1, draft.level2) for draft in read(document)] == [
        ("产出指标", "数量指标"),
        ("产出指标", "数量指标"),
        ("产出指标", "质量指标"),
    ]


@pytest.mark.parametrize(
    ("between", "row", "names"),
    [
        ("续表", "| | | 新建驿站 | 3座 | 4座 |", ["修建步道", "新建驿站"]),
        ("效益指标与满意度", "| 效益指标 | 社会效益指标 | 受益人口 | 3人 | 4人 |", ["修建步道", "受益人口"]),
        ("项目单位的其他情况说明如下：", "| 分管领导 | 财务科 | 值班电话 | 3号 | 4号 |", ["修建步道"]),
        (
            "全年共召开会议三次，研究了项目推进中的困难和问题，形成了会议纪要并且印发。",
            "| | | 会议 | 3次 | 4次 |",
            ["修建步道"],
        ),
    ],
    ids=["open cells", "a level", "other people", "other text"],
)
def test_a_table_without_header_goes_on_where_its_first_row_says_so(between: str, row: str, names: list[str]) -> None:
    head = f"| {' | '.join(HEADER)} |\n|---|---|---|---|---|\n| 产出指标 | 数量指标 | 修建步道 | 8公里 | 9公里 |"

    found = read(page(f"{head}\n\n{between}\n\n{row}\n{row}"))
    assert list(dict.fromkeys(draft.name for draft in found)) == names


def test_an_empty_cell_in_a_row_of_a_broken_table_keeps_its_column() -> None:
    labels = ["一级指标", "二级指标", "三级指标", "分值", "年度指标值", "实际完成值", "得分", "说明"]
    rows = [["产出指标", "数量指标", "修建步道", "5", "1条", "", "0", "尚未开工"], ["总分", "", "", "5"]]

    (draft,) = read(grid([labels, *rows], ragged=True))

    assert (stated(draft.target), draft.actual) == ("= 1 条", None)


@pytest.mark.parametrize(
    ("row", "codes"),
    [
        (["修建步道", "8公里", "", "10", "", "9"], ["cells_moved"]),
        (["修建步道", "8公里", "", "9公里", "10", "9"], []),
        (["修建步道", "8公里", "", "10", "9"], []),
    ],
    ids=["no column fits", "nothing is missing", "each column fits"],
)
def test_a_row_that_lacks_a_value_and_fits_no_column_is_told(row: list[str], codes: list[str]) -> None:
    rows = [["三级指标", "年度指标值", "实际完成值", "分值", "得分"], row, ["新建驿站", "3座", "4座", "10", "9"]]

    found = report(grid(rows, ragged=True))
    assert [one.code for one in found.warnings] == codes


def test_rows_may_follow_the_header_on_its_line() -> None:
    labels = ["一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分"]
    first = ["产出指标", "数量指标", "修建步道", "≥8公里", "9公里", "10", "10", "新建驿站", "≥3座", "4座", "10", "9"]
    second = ["质量指标", "验收合格率", "≥95%", "98%", "10", "10", "总分", "100", "97"]

    drafts = read(grid([[*labels, *first], second], ragged=True))

    assert [(draft.name, stated(draft.target), stated(draft.actual)) for draft in drafts] == [
        ("修建步道", ">= 8 公里", "= 9 公里"),
        ("新建驿站", ">= 3 座", "= 4 座"),
        ("验收合格率", ">= 95 %", "= 98 %"),
    ]


def test_results_of_half_a_year_answer_no_target() -> None:
    labels = ["三级指标", "指标值", "度量单位", "1-6月执行情况", "全年预计完成情况", "备注"]

    read = report(grid([labels, ["新建驿站", "4", "座", "1", "4", ""], ["修建步道", "8", "公里", "9", "9", ""]]))

    assert [(stated(one.target), stated(one.actual), one.attainment.met) for one in read.indicators] == [
        ("= 4 座", "= 1 座", None),
        ("= 8 公里", "= 9 公里", None),
    ]
    assert [one.code for one in read.warnings] == ["within_the_year"]


def test_where_both_are_told_the_result_of_the_year_counts() -> None:
    read = report(grid([["三级指标", "指标值", "上半年完成值", "全年完成值"], ["新建驿站", "4座", "1座", "5座"]]))

    (found,) = read.indicators
    assert (stated(found.actual), found.attainment.met, read.warnings) == ("= 5 座", True, ())


def test_a_title_or_remark_below_the_list_is_no_indicator() -> None:
    rows = [["新建驿站", "3座", "4座"], ["四、自评结论", LEFT, LEFT], ["存在问题", "开工偏晚", LEFT]]

    drafts = read(grid([["指标内容", "预期目标", "实际完成"], *rows]))
    assert [(draft.name, stated(draft.target), stated(draft.actual)) for draft in drafts] == [
        ("新建驿站", "= 3 座", "= 4 座")
    ]


def test_lists_beside_each_other_are_read_one_after_the_other() -> None:
    labels = ["指标名称", "目标值", "完成值", "得分"]
    rows = [
        ["新建驿站", "3座", "4座", "10", "合格率", "≥95%", "97%", "9"],
        ["修建步道", "8公里", "9公里", "8"] + [""] * 4,
    ]

    drafts = read(grid([labels * 2, *rows, ["总分", LEFT, LEFT, "18", "等级", LEFT, LEFT, "优"]]))
    assert [(draft.name, stated(draft.target), stated(draft.actual), draft.score) for draft in drafts] == [
        ("新建驿站", "= 3 座", "= 4 座", 10),
        ("修建步道", "= 8 公里", "= 9 公里", 8),
        ("合格率", ">= 95 %", "= 97 %", 9),
    ]


@pytest.mark.parametrize("between", ["\n", " "])
def test_lists_beside_each_other_that_lost_their_cells_are_read_row_by_row(between: str) -> None:
    labels = ["指标名称", "目标值", "完成值", "得分"] * 2
    rows = [["新建驿站", "3座", "4座", "10", "合格率", "≥95%", "97%", "9"], ["修建步道", "8公里", "9公里", "8"]]

    found = report("\n".join(between.join(cells) for cells in [labels, *rows])).indicators
    assert [(one.name, stated(one.target), stated(one.actual), one.score) for one in found] == [
        ("新建驿站", "= 3 座", "= 4 座", 10),
        ("合格率", ">= 95 %", "= 97 %", 9),
        ("修建步道", "= 8 公里", "= 9 公里", 8),
    ]


TURNED = [
    ["指标", "新建驿站（座）", "投诉件数（件）"],
    ["指标方向", "≥", "≤"],
    ["年初目标值", "3", "5"],
    ["年终完成值", "4", "2"],
    ["分值", "10", "8"],
]


@pytest.mark.parametrize("above", [[], [["支出内容", "预算数（万元）", "执行数（万元）"], ["设备购置", "40", "38"]]])
def test_a_list_that_lies_on_its_side_is_set_upright(above: list[list[str]]) -> None:
    found = report(grid([*above, *TURNED]))

    assert [(one.name, stated(one.target), stated(one.actual), one.weight) for one in found.indicators] == [
        ("新建驿站", ">= 3 座", "= 4 座", 10),
        ("投诉件数", "<= 5 件", "= 2 件", 8),
    ]
    assert [fund.amount.text for fund in found.funds] == (["40", "38"] if above else [])
    places = [(item.table.row, item.table.column) for item in found.indicators[1].all_evidence() if item.table]
    assert places == [(len(above) + row, 2) for row in (0, 4, 2, 3)]


@pytest.mark.parametrize("between", ["\n", " "], ids=["cells", "blanks"])
def test_a_list_on_its_side_that_lost_its_cells_is_set_upright(between: str) -> None:
    rows = [
        ["指标名称", "新建驿站", "合格率"],
        ["目标值", "3座", "≥95%"],
        ["完成值", "4座", "97%"],
        ["得分", "10", "9"],
    ]

    found = report("\n".join(between.join(cells) for cells in rows))
    assert [(one.name, stated(one.target), stated(one.actual), one.score) for one in found.indicators] == [
        ("新建驿站", "= 3 座", "= 4 座", 10),
        ("合格率", ">= 95 %", "= 97 %", 9),
    ]
    assert [one.code for one in found.warnings] == ["table_restored"]


@pytest.mark.parametrize("rows", [["目标值 3座 ≥95%", "完成值 4座"], ["目标值 座 率", "完成值 4座 97%"]])
def test_rows_of_other_lengths_or_contents_are_no_list_on_its_side(rows: list[str]) -> None:
    found = report("\n".join(["指标名称 新建驿站 合格率", *rows, "得分 10 9"]))

    assert "table_restored" not in [one.code for one in found.warnings]


def test_what_ran_together_of_several_rows_is_no_indicator() -> None:
    assert report("指标名称新建驿站（座）培训农户（人次）满意度（%）目标值3020090完成值3218093").indicators == ()


def test_levels_may_lead_rows_of_a_header_that_has_no_columns_for_them() -> None:
    rows = [
        ["二、绩效指标", "指标内容", "目标值", "完成值"],
        ["产出指标", "数量指标", "新建驿站", "3座", "4座"],
        ["修建步道", "8公里", "9公里"],
        ["成本指标", "每公里造价", "≤30万元", "28万元"],
        ["满意度指标", "游客满意度", "≥90%", "93%"],
        ["三、自评得分", "94", "自评等级", "优"],
    ]

    assert [(draft.level1, draft.level2, draft.name) for draft in read(grid(rows, ragged=True))] == [
        ("产出指标", "数量指标", "新建驿站"),
        ("产出指标", "数量指标", "修建步道"),
        ("产出指标", "成本指标", "每公里造价"),
        ("满意度指标", None, "游客满意度"),
    ]


def test_a_reason_without_an_end_is_no_part_of_the_next_name() -> None:
    head = "三级指标指标值全年完成值未完成原因和改进措施"
    rows = "修建步道≥8公里8公里举办徒步比赛≥20场16场受暴雨影响停办部分比赛资助登山协会≥3个3个培训向导≥60人71人"

    found = report(f"某县2022年步道项目绩效自评表{head}{rows}").indicators
    assert [one.name for one in found] == ["修建步道", "举办徒步比赛", "资助登山协会", "培训向导"]
    reason = found[1].deviation and found[1].deviation.reason
    assert reason is not None and reason.text == "受暴雨影响停办部分比赛"
