"""Fund blocks that lost their rows and columns, put together again."""

from __future__ import annotations

import pytest

from extractor.finders.flattened_funds import restore_fund_tables
from tests.documents import LIBRARY, page


def rows(text: str) -> list[list[str]]:
    """Rows of the one restored table, without its header."""
    document = page(text)
    (table,) = restore_fund_tables(document, LIBRARY, 0)
    first = max(cell.row for cell in table.cells if cell.column == 2 and not document.cell_text(cell)[0].isdigit()) + 1
    return [[document.cell_text(cell) for cell in table.row_cells(row)] for row in range(first, table.row_count)]


FORM = "年初预算数 全年预算数 全年执行数 分值 执行率 得分 "


def test_rows_begin_with_their_labels() -> None:
    text = FORM + "年度资金总额 500 520 515 10 99.04% 9.9 其中：当年财政拨款 500 500 495 99%"

    assert rows(text) == [
        ["年度资金总额", "500", "520", "515", "10", "99.04%", "9.9"],
        ["其中：当年财政拨款", "500", "500", "495", "99%"],
    ]


def test_a_cell_a_line_is_read_too() -> None:
    text = "全年预算数\n全年执行数\n年度资金总额\n520\n515\n地方资金\n220\n215\n"

    assert rows(text) == [["年度资金总额", "520", "515"], ["地方资金", "220", "215"]]


def test_digits_without_any_border_are_parted_by_what_agrees() -> None:
    assert rows("全年预算数全年执行数执行率得分年度资金总额52051599.04%9.9")[0][1:] == ["520", "515", "99.04%", "9.9"]


def test_three_stages_in_a_row_are_a_header_whatever_their_words() -> None:
    text = "计划安排资金\n实际到位资金\n实际支出\n结余\n年度资金总额\n520\n520\n515\n5\n"

    assert rows(text) == [["年度资金总额", "520", "520", "515", "5"]]


def test_figures_before_the_first_label_belong_to_the_total() -> None:
    text = "全年预算数 全年执行数 执行率 7165 6992 97.59% 年度资金总额 其中：中央财政资金 5000 4900 98%"

    assert rows(text)[0] == ["年度资金总额", "7165", "6992", "97.59%"]


def test_the_total_gets_the_figures_before_it_where_the_last_row_is_empty_too() -> None:
    text = (
        "全年预算数 全年执行数 执行率 71 64 90.14% 年度资金总额 其中：中央补助 50 45 90% 地方资金 21 19 90.48% 其他资金"
    )

    assert rows(text)[:2] == [["年度资金总额", "71", "64", "90.14%"], ["其中：中央补助", "50", "45", "90%"]]


def test_a_source_repeated_for_each_stage_makes_no_rows() -> None:
    text = "计划安排资金 实际到位资金 实际支出 中央财政 60 中央财政 50 中央财政 48 年度总体目标"

    assert not restore_fund_tables(page(text), LIBRARY, 0)


def test_all_labels_may_stand_behind_their_figures() -> None:
    body = "900 855 95% 年度资金总额 600 570 95% 其中：中央补助 300 285 95% 地方资金 年度总体目标"
    text = f"全年预算数 全年执行数 执行率 {body}"

    assert rows(text) == [
        ["年度资金总额", "900", "855", "95%"],
        ["其中：中央补助", "600", "570", "95%"],
        ["地方资金", "300", "285", "95%"],
    ]


def test_appropriated_money_is_a_row_of_its_own() -> None:
    text = "全年预算数全年执行数分值执行率得分年度资金总额41041010100%10其中：财政拨款410410—100%—"

    assert rows(text)[1] == ["其中：财政拨款", "410", "410", "100%"]


@pytest.mark.parametrize("end", ["年度总体目标", "一级指标", "绩效指标", "情况说明"])
def test_the_block_ends_where_something_else_begins(end: str) -> None:
    text = f"全年预算数 全年执行数 年度资金总额 520 515 {end} 其他资金 3 3"

    assert rows(text) == [["年度资金总额", "520", "515"]]


@pytest.mark.parametrize(
    "text", ["预算安排和执行情况良好，支出520万元。", "全年预算数520万元。", "全年预算数 全年执行数"], ids=str
)
def test_sentences_and_empty_forms_are_no_fund_block(text: str) -> None:
    assert restore_fund_tables(page(text), LIBRARY, 0) == ()


def test_the_only_label_may_stand_in_front_of_the_header() -> None:
    text = "项目资金(万元)年度资金总额年初预算数调整预算数全年执行数执行率36.236.236.2100%年度总体目标"

    assert rows(text) == [["年度资金总额", "36.2", "36.2", "36.2", "100%"]]


def test_figures_without_any_label_make_no_block() -> None:
    assert restore_fund_tables(page("全年预算数全年执行数执行率36.236.2100%"), LIBRARY, 0) == ()


def test_a_label_with_its_amount_in_its_own_cell_ends_the_row_above() -> None:
    text = "全年预算数\n全年执行数\n年度资金总额\n520\n515\n财政专户管理资金\n其他资金：85\n"

    assert rows(text) == [["年度资金总额", "520", "515"]]


def test_columns_of_income_and_spending_have_a_figure_in_every_row() -> None:
    text = (
        "单位 收入合计 财政拨款 其他收入 支出合计 项目支出\n"
        "河湾乡 86 70 16 81 31\n河湾乡文化站 9 9 - 8 2\n三、绩效情况 2 3 4\n"
    )

    assert rows(text) == [["河湾乡", "86", "70", "16", "81", "31"], ["河湾乡文化站", "9", "9", "-", "8", "2"]]


def test_a_label_that_breaks_in_its_cell_has_its_figures_between_its_halves() -> None:
    text = "全年预算数 全年执行数 执行率\n年度资金总额 90 81 90%\n其中：当年财 70 63 90%\n政拨款\n其他资金 20 18 90%\n"

    assert rows(text)[1:] == [["其中：当年财", "政拨款", "70", "63", "90%"], ["其他资金", "20", "18", "90%"]]


def test_the_total_may_stand_behind_its_figures_where_other_rows_hold_dashes() -> None:
    text = "全年预算数 全年执行数\n90 81\n年度资金总额\n其中：当年财政拨款 90 81\n上年结转资金 - -\n"

    assert rows(text) == [["年度资金总额", "90", "81"], ["其中：当年财政拨款", "90", "81"]]


def test_a_header_may_break_over_lines_around_the_name_of_the_block() -> None:
    text = (
        "年初 全年 全年执行数\n项目资金\n预算数 预算数 (B) 分值 执行率 得分\n(万元)\n"
        "年度资金总额 60 64 48 10 75% 7.5\n年度总体目标\n"
    )

    assert rows(text) == [["年度资金总额", "60", "64", "48", "10", "75%", "7.5"]]


@pytest.mark.parametrize("gap", [" ", "\n", "\n\n"], ids=["blanks", "lines", "empty lines"])
def test_words_that_no_pattern_knows_begin_a_row_where_all_figures_follow(gap: str) -> None:
    text = gap.join(
        ["计划投资", "到位资金", "已支出资金", "桥梁加固", "58.6", "56.4", "—", "水渠清淤", "41", "39.5", "36.85"]
    )

    assert rows(text) == [["桥梁加固", "58.6", "56.4"], ["水渠清淤", "41", "39.5", "36.85"]]


def test_rows_behind_other_words_are_no_rows_of_the_block() -> None:
    text = "全年预算数 全年执行数 年度资金总额 74 70 指标 目标 完成 查螺面积 310 318 灭螺面积 85 85"

    assert rows(text) == [["年度资金总额", "74", "70"]]


@pytest.mark.parametrize(
    "text", ["执行情况（万元） 预算数：95 执行数：67", "预算数：5 执行数：4\n其中：中央补助 5 其中：中央补助 4"]
)
def test_labels_with_their_own_figures_are_no_header(text: str) -> None:
    assert restore_fund_tables(page(text), LIBRARY, 0) == ()


@pytest.mark.parametrize("border", [" ", "\n", " |\n"], ids=["blanks", "a cell a line", "a bar behind each cell"])
@pytest.mark.parametrize(
    ("head", "figures"),
    [
        ("执行数（B） 预算数（A） 执行率（B/A）", "51 90 73.2%"),
        ("执行率得分 分值 执行率 年初预算数 全年执行数", "9.8 10 73.2% 51 90"),
        ("计划安排资金 实际到位资金 实际支出 结余", "78763 1541.43 424 478"),
        ("实际支出 实际到位资金 计划安排资金 结余", "8,424.10 61 3 0.52"),
    ],
)
def test_one_figure_for_each_column_stands_in_its_place(border: str, head: str, figures: str) -> None:
    cells = f"项目资金（元） {head} 年度资金总额 {figures} 地方资金 {figures}".split()

    assert rows(border.join(cells) + border) == [
        ["年度资金总额", *figures.split()],
        ["地方资金", *figures.split()],
    ]


def test_labels_that_no_pattern_knows_may_stand_behind_their_figures() -> None:
    body = "90 81\n年度资金总额\n60 54\n桥梁加固\n30 27\n水渠清淤\n年度总体目标\n"
    text = f"项目资金 全年预算数 全年执行数\n（万元）\n{body}"

    assert rows(text) == [["年度资金总额", "90", "81"], ["桥梁加固", "60", "54"], ["水渠清淤", "30", "27"]]
