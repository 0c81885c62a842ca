"""Indicator tables that lost their rows and columns, put together again."""

from __future__ import annotations

import pytest

from extractor.document import Document, Note
from extractor.facts import IndicatorDraft
from extractor.finders.flattened import restore_indicator_tables
from extractor.finders.indicator_tables import find_indicators
from tests.documents import LIBRARY, grid, page


def rows(text: str) -> list[list[str]]:
    """Rows of the one restored table, without its header."""
    document = page(text)
    (table,) = restore_indicator_tables(document, LIBRARY)
    return [[document.cell_text(cell) for cell in table.row_cells(row)] for row in range(1, table.row_count)]


def lines(text: str) -> str:
    return text.replace(" ", "\n")


FORM = "三级指标 年度指标值 实际完成值 分值 得分 "
BODY = "培训人数 ≥300人 320人 10 10 合格率 ≥95% 97% 10 10 新增岗位 ≥20个 18个 10 9"
ROWS = [
    ["培训人数", "≥300人", "320人", "10", "10"],
    ["合格率", "≥95%", "97%", "10", "10"],
    ["新增岗位", "≥20个", "18个", "10", "9"],
]


@pytest.mark.parametrize(
    "text",
    [
        lines(FORM + BODY),
        lines(FORM + BODY).replace("\n", "\n\n"),
        FORM + BODY,
        "".join(f"{cell} |\n" for cell in (FORM + BODY).split()),
        FORM + "\n" + BODY.replace(" 合格率", "\n合格率").replace(" 新增", "\n新增"),
    ],
    ids=["a cell a line", "blank lines between", "one line", "a bar behind each cell", "rows of blanks"],
)
def test_cells_find_back_into_rows(text: str) -> None:
    assert rows(text) == ROWS


@pytest.mark.parametrize("name", ["65岁以上老人体检人数", "0-3岁婴幼儿托育率", "200吨面粉、30吨食油储备到位率"])
def test_a_name_may_begin_with_a_number(name: str) -> None:
    assert [row[0] for row in rows(lines(f"{FORM}{BODY} {name} 100% 98% 10 9"))] == [*(row[0] for row in ROWS), name]


def test_the_upper_line_of_a_broken_header_may_stand_above_the_first_label() -> None:
    text = (
        "年度 实际 分值 得分\n二级指标 三级指标 指标值 完成值 备注\n数量 培训人数 ≥300人 320人\n指标 10 10\n"
        "质量 合格率 ≥95% 93% 10\n9.5 师资不足\n时效 年度任务按期完成率 100% 96%\n指标 7 6.7\n"
    )

    assert rows(text)[1:] == [
        ["培训人数", "≥300人", "320人", "10", "10"],
        ["合格率", "≥95%", "93%", "10", "9.5", "师资不足"],
        ["年度任务按期完成率", "100%", "96%", "7", "6.7"],
    ]


def test_indicators_end_where_a_fund_block_begins() -> None:
    text = f"{FORM}{BODY}\n资金投入情况（万元）\n年初预算数 全年执行数 执行率\n年度资金总额 500 450 90%"

    assert rows(text) == ROWS


def test_satisfaction_alone_is_a_first_level() -> None:
    text = lines(f"一级指标 二级指标 {FORM}产出指标 数量指标 {BODY} 满意度指标 游客满意度 ≥90% 92% 10 10")
    document = page(text)
    (table,) = restore_indicator_tables(document, LIBRARY)

    (cell,) = [cell for cell in table.cells if document.cell_text(cell) == "满意度指标"]
    assert cell.column == 0


def test_level_labels_broken_over_lines_are_no_part_of_a_name() -> None:
    text = (
        "一级 二级\n三级指标 年度指标值 实际完成值 分值 得分\n指标 指标\n产出 数量\n培训人数 ≥300人 320人 10 10\n"
        "指标 指标\n质量 合格率 ≥95% 97% 10 10\n指标\n效益 社会效益\n新增岗位 ≥20个 18个 10 9\n指标 指标\n"
    )

    assert [row[-5:] for row in rows(text)] == ROWS


@pytest.mark.parametrize(
    ("levels", "name", "expected"),
    [
        ("经济效益指标社会效益指标", "受益农户户数", ["社会效益指标", "受益农户户数"]),
        ("数量指标数量指标", "渠道清淤长度", ["数量指标", "渠道清淤长度"]),
        ("数量指标", "数量指标完成率", ["数量指标", "数量指标完成率"]),
    ],
)
def test_the_last_of_several_levels_is_that_of_the_row(levels: str, name: str, expected: list[str]) -> None:
    text = f"二级指标三级指标年度指标值全年完成值{levels}{name}100%100%质量指标验收合格率95%97%时效指标完工及时率90%92%"

    assert rows(text)[0][:2] == expected


def test_cells_without_any_border_find_back_into_rows() -> None:
    text = (
        "一级指标二级指标三级指标分值年度指标值全年实际值得分"
        "产出指标数量指标安装监测杆10≥266米≥266米10质量指标验收合格率10≥95%97%10"
        "效益指标社会效益指标受益人口30≥2万人2.1万人30"
    )

    assert rows(text) == [
        ["产出指标", "数量指标", "安装监测杆", "10", "≥266米", "≥266米", "10"],
        ["质量指标", "验收合格率", "10", "≥95%", "97%", "10"],
        ["效益指标", "社会效益指标", "受益人口", "30", "≥2万人", "2.1万人", "30"],
    ]


@pytest.mark.parametrize(
    ("rows_of_text", "expected"),
    [
        (
            ["维修渠道≥3.5公里2.88公里", "整修道路≥18.5公里18.5公里"],
            [["维修渠道", "≥3.5公里", "2.88公里"], ["整修道路", "≥18.5公里", "18.5公里"]],
        ),
        (
            ["水质状况有所好转达成预期指标", "设施持续发挥作用年限≥5年6年"],
            [["水质状况", "有所好转", "达成预期指标"], ["设施持续发挥作用年限", "≥5年", "6年"]],
        ),
    ],
    ids=["decimals", "judgements"],
)
def test_short_rows_below_a_header_that_ran_together_are_parted(
    rows_of_text: list[str], expected: list[list[str]]
) -> None:
    assert rows("\n".join(["三级指标指标值完成值", *rows_of_text])) == expected


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ("夜校授课人次1300人次1412人次1010", ["夜校授课人次", "1300人次", "1412人次", "10", "10"]),
        ("夜校授课人次不少于1300人次1412人次10%10", ["夜校授课人次", "不少于1300人次", "1412人次", "10%", "10"]),
        ("拆除旧窑炉90窑位90窑位1010", ["拆除旧窑炉", "90窑位", "90窑位", "10", "10"]),
        ("粮油抽检批次≥1.2万人次1.3万人次1010", ["粮油抽检批次", "≥1.2万人次", "1.3万人次", "10", "10"]),
        ("新装门禁不少于320套310套109.7", ["新装门禁", "不少于320套", "310套", "10", "9.7"]),
        ("出苗率不低于97%97.5%1010", ["出苗率", "不低于97%", "97.5%", "10", "10"]),
    ],
    ids=[
        "compound unit",
        "with a comparator",
        "unknown unit",
        "scale",
        "comparator of a count",
        "comparator of a rate",
    ],
)
def test_values_that_ran_together_keep_their_units_and_comparators(row: str, expected: list[str]) -> None:
    text = (
        "一级指标二级指标三级指标年度指标值实际完成值分值得分产出指标数量指标安装监测杆≥266米270米1010"
        f"{row}质量指标验收合格率≥95%97%1010时效指标完工及时率100%100%1010总分100100"
    )

    assert rows(text)[1] == expected


def test_signs_in_cells_of_their_own_are_parted_from_their_numbers() -> None:
    text = "三级指标计量单位指标性质指标值完成值权重得分\n培训人数人≥3003001010\n新增岗位个≥20181010"

    assert rows(text) == [
        ["培训人数", "人", "≥", "300", "300", "10", "10"],
        ["新增岗位", "个", "≥", "20", "18", "10", "10"],
    ]


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ("修缮磨坊154台4台13.5", ["修缮磨坊", "15", "4台", "4台", "13.5"]),
        ("渔船完好率1595%95%13.5", ["渔船完好率", "15", "95%", "95%", "13.5"]),
        ("更新护栏10≥57.4米57.410", ["更新护栏", "10", "≥57.4米", "57.4", "10"]),
        ("巡检晒场10=1070棚位1070棚位10", ["巡检晒场", "10", "=1070棚位", "1070棚位", "10"]),
        ("新建晒场5≥71万株713", ["新建晒场", "5", "≥71万株", "71", "3"]),
        ("观测井合格率8≥85%91.258", ["观测井合格率", "8", "≥85%", "91.25", "8"]),
    ],
    ids=[
        "the score is within the weight",
        "a rate",
        "no unit behind the result",
        "an unknown unit twice",
        "the result is near the target",
        "points have two decimals at most",
    ],
)
def test_numbers_that_ran_together_are_parted_by_what_the_row_says(row: str, expected: list[str]) -> None:
    text = f"三级指标分值年度指标值全年实际值得分\n安装监测杆10≥266米266米10\n{row}\n验收合格率10≥95%97%10\n"

    assert rows(text)[1] == expected


def test_rows_may_run_together_under_a_header_that_did_not() -> None:
    body = ["培训人数≥300人320人1010", "出行条件有所改善有所改善55", "新增岗位≥20个18个109"]
    text = "\n".join(["三级指标 年度指标值 实际完成值 分值 得分", *body])

    assert rows(text) == [
        ["培训人数", "≥300人", "320人", "10", "10"],
        ["出行条件", "有所改善", "有所改善", "5", "5"],
        ["新增岗位", "≥20个", "18个", "10", "9"],
    ]


def test_a_judgement_printed_twice_ends_the_name_before_it() -> None:
    text = "三级指标指标值完成值未完成原因\n出行条件有所改善有所改善修建步道≥8公里9公里河道水质明显好转明显好转\n"

    assert rows(text) == [
        ["出行条件", "有所改善", "有所改善"],
        ["修建步道", "≥8公里", "9公里"],
        ["河道水质", "明显好转", "明显好转"],
    ]


def test_nothing_to_say_is_no_part_of_the_next_name() -> None:
    text = "三级指标年度指标值实际完成值偏差原因\n培训人数≥300人320人无合格率≥95%97%无无害化率100%100%无\n"

    assert rows(text) == [
        ["培训人数", "≥300人", "320人", "无"],
        ["合格率", "≥95%", "97%", "无"],
        ["无害化率", "100%", "100%", "无"],
    ]


def test_comparators_in_words_belong_to_the_value() -> None:
    body = ["救助人次不少于1100人次1247人次1010", "好转比例不低于78.5%80.3%1515", "压减产能120蒸吨120蒸吨1010"]
    text = "\n".join(["三级指标年度指标值实际完成值分值得分", *body])

    assert rows(text) == [
        ["救助人次", "不少于1100人次", "1247人次", "10", "10"],
        ["好转比例", "不低于78.5%", "80.3%", "15", "15"],
        ["压减产能", "120蒸吨", "120蒸吨", "10", "10"],
    ]


def test_weight_and_score_that_ran_together_are_parted() -> None:
    text = (
        "一级指标二级指标三级指标年度指标值实际完成值分值得分"
        "产出指标数量指标安装监测杆≥266米270米1010质量指标验收合格率≥95%97%1010时效指标完工及时率100%100%1010"
    )

    assert [row[-2:] for row in rows(text)] == [["10", "10"]] * 3


def test_a_unit_of_many_parts_is_not_cut() -> None:
    text = (
        "一级指标二级指标三级指标年度指标值实际完成值分值得分"
        "产出指标数量指标安装监测杆≥266米270米1010成本指标供热补贴标准≤18元/立方米·季15元/立方米·季1010质量指标验收合格率≥95%97%1010"
    )

    assert rows(text)[1][1:] == ["供热补贴标准", "≤18元/立方米·季", "15元/立方米·季", "10", "10"]


def test_a_name_may_begin_with_a_part_of_a_date() -> None:
    text = f"一级指标 二级指标 {FORM}产出指标 数量指标 {BODY} 时效指标 年开馆天数 ≥280天 291天 10 10"

    assert rows(text)[-1] == ["时效指标", "年开馆天数", "≥280天", "291天", "10", "10"]


@pytest.mark.parametrize("reason", ["供货单位交付滞后", "场地协调不到位", "前期手续办理较晚"])
def test_a_reason_right_before_a_name_is_no_part_of_it(reason: str) -> None:
    text = (
        "一级指标二级指标三级指标年度指标值实际完成值分值得分偏差原因分析及改进措施"
        f"产出指标数量指标安装监测杆266米250米109{reason}维护水尺数量≥40根42根1010质量指标验收合格率≥95%97%1010"
    )

    assert rows(text)[0][-2:] == ["9", reason]
    assert rows(text)[1] == ["维护水尺数量", "≥40根", "42根", "10", "10"]


def test_a_label_set_downwards_beside_the_rows_is_no_part_of_a_name() -> None:
    text = (
        "绩 一级指标 二级指标 三级指标 年度指标值 实际完成值 分值 得分\n"
        "效 产出指标 数量指标 培训人数 ≥300人 320人 10 10\n"
        "指 新增岗位 ≥20个 21个 10 10\n标 发放手册 ≥500册 510册 10 10\n质量指标 合格率 ≥95% 97% 10 10\n"
    )

    assert [row[-5] for row in rows(text)] == ["培训人数", "新增岗位", "发放手册", "合格率"]


def test_words_printed_twice_are_target_and_actual_value() -> None:
    text = (
        "一级指标二级指标三级指标年度指标值实际完成值分值得分产出指标质量指标验收合格率≥95%97%1010"
        "效益指标社会效益指标出行条件明显改善明显改善1010"
    )

    assert rows(text)[-1] == ["效益指标", "社会效益指标", "出行条件", "明显改善", "明显改善", "10", "10"]


@pytest.mark.parametrize("end", ["总分 100 98", "备注：1.按比例计分", "二、存在问题", "联系人 略"])
def test_the_table_ends_with_its_total_or_what_follows(end: str) -> None:
    assert rows(lines(FORM + BODY) + "\n" + end) == ROWS


def test_a_restored_table_says_so_and_is_numbered_behind_the_others() -> None:
    document = page("甲\t乙\n丙\t丁\n\n" + lines(FORM + BODY))

    (table,) = restore_indicator_tables(document, LIBRARY)
    assert (len(document.tables), table.index, table.inferred) == (1, 1, True)


def test_cells_lie_in_the_text_and_the_table() -> None:
    document = page(lines(FORM + BODY))
    (table,) = restore_indicator_tables(document, LIBRARY)

    assert all(table.start <= cell.start < cell.end <= table.end for cell in table.cells)
    assert [document.cell_text(cell) for cell in table.row_cells(0)] == FORM.split()


@pytest.mark.parametrize(
    "document",
    [
        grid([FORM.split(), ROWS[0]]),
        page("本项目共设三级指标12个，年度指标值均已完成。"),
        page("项目绩效目标全部完成。"),
    ],
    ids=["a sound table", "a sentence", "no table"],
)
def test_what_was_not_flattened_is_left_alone(document: Document) -> None:
    assert restore_indicator_tables(document, LIBRARY) == ()


GROUP = "指标1:修建步道 指标2:新建驿站"
AFTER = " 质量指标 指标1:合格率 ≥95% 97% 10 10 指标2:复检率 100% 100% 5 5 指标3:抽检率 ≥30% 31% 5 5"


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ("≥8公里 3座 9公里 2座 10 5 10 4", [["≥8公里", "9公里", "10", "10"], ["3座", "2座", "5", "4"]]),
        ("提升 良好 提升 良好 10 5 10 5 1座驿站停工", [["提升", "提升", "10", "10"], ["良好", "良好", "5", "5"]]),
    ],
)
def test_cells_column_by_column_find_back_into_rows(values: str, expected: list[list[str]]) -> None:
    found = rows(f"{FORM}产出指标 数量指标 {GROUP} {values}{AFTER}")

    first = next(place for place, row in enumerate(found) if row[0] == "指标1:修建步道")
    assert found[first : first + 2] == [["指标1:修建步道", *expected[0]], ["指标2:新建驿站", *expected[1]]]
    assert ["指标1:合格率", "≥95%", "97%", "10", "10"] in found


@pytest.mark.parametrize(
    "values",
    [
        "8公里 3座 9公里 10 5 10 4",
        "8 3 9 2 10 5 10 4",
        "8公里 3座 9座 2公里 10 5 10 4",
        "8公里 3座 9公里 2座 10 5 11 4",
    ],
    ids=["a value missing", "rows fit as well", "other units", "more points than there are"],
)
def test_cells_column_by_column_are_left_out_where_they_may_be_another_rows(values: str) -> None:
    document = page(f"{FORM}产出指标 数量指标 {GROUP} {values}{AFTER}")
    found = list(find_indicators(document, LIBRARY, restore_indicator_tables(document, LIBRARY)))

    drafts = [draft.name for draft in found if isinstance(draft, IndicatorDraft)]
    assert drafts == ["合格率", "复检率", "抽检率"]
    assert [note.code for note in found if isinstance(note, Note)] == ["row_unreadable"]


def test_a_name_without_values_takes_none_of_the_next_ones() -> None:
    found = rows(f"{FORM}产出指标 数量指标 {GROUP} 3座 2座 5 4{AFTER}")

    assert ["指标2:新建驿站", "3座", "2座", "5", "4"] in found


PLAIN = " 质量指标 合格率 ≥95% 97% 10 10 复检率 100% 100% 5 5 抽检率 ≥30% 31% 5 5"


def test_names_without_numbers_find_their_values_column_by_column() -> None:
    found = rows(f"{FORM}产出指标 数量指标 修建步道 新建驿站 8公里 3座 9公里 2座 10 5 10 4{PLAIN}")

    first = next(place for place, row in enumerate(found) if row[0] == "修建步道")
    assert found[first : first + 2] == [
        ["修建步道", "8公里", "9公里", "10", "10"],
        ["新建驿站", "3座", "2座", "5", "4"],
    ]


@pytest.mark.parametrize("values", ["8公里 3座 9公里 2座 10 5 10", "8公里 3座 9座 2公里 10 5 10 4"])
def test_names_without_numbers_stay_together_where_the_values_are_not_certain(values: str) -> None:
    found = rows(f"{FORM}产出指标 数量指标 修建步道 新建驿站 {values}{PLAIN}")

    assert [
        row for row in found if row[0] in {"修建步道", "新建驿站"} and row[1:3] in (["8公里", "9公里"], ["3座", "2座"])
    ] == []


def test_second_levels_of_the_framework_for_whole_bodies_are_no_part_of_a_name() -> None:
    document = page(
        "一级指标 二级指标 三级指标 指标分值 自评得分 扣分原因\n"
        "投入(20分) 预算配置 在编人员控制率 5 5\n公务接待费变动率 5 5\n"
        "过程(40分) 预算执行 预算完成率 6 5 项目结转较大\n预算调整率 4 2 追加较多\n"
        "资产管理 资产利用率 4 4\n效果(20分) 履职效益 生态效益 12 12\n读者满意度 8 7\n"
    )
    found = find_indicators(document, LIBRARY, restore_indicator_tables(document, LIBRARY))

    assert [draft.name for draft in found if isinstance(draft, IndicatorDraft)] == [
        "在编人员控制率",
        "公务接待费变动率",
        "预算完成率",
        "预算调整率",
        "资产利用率",
        "生态效益",
        "读者满意度",
    ]


@pytest.mark.parametrize("foot", ["上一篇:驿站招标公告 下一篇:没有了", "责任编辑:乙", "打印本页 关闭窗口"])
def test_the_foot_of_a_web_page_is_no_row(foot: str) -> None:
    assert rows(f"{FORM}\n{BODY} {foot}") == ROWS
