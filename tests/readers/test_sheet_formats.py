from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.readers.sheet_formats import built_in, exact, general, number_in, shown, shown_text

ACCOUNTING = '_ * #,##0.00_ ;_ * \\-#,##0.00_ ;_ * "-"??_ ;_ @_ '
DATE = 'yyyy"年"m"月"d"日"'


@pytest.mark.parametrize(
    ("value", "code", "text"),
    [
        (0.976, "0.0%", "97.6%"),
        (0.762593632958801, "0.00%", "76.26%"),
        (1, "0%", "100%"),
        (10680, "#,##0.00", "10,680.00"),
        (1234567.891, "#,##0", "1,234,568"),
        (2.5, "0", "3"),
        (1.005, "0.00", "1.01"),
        (-0.001, "0.00", "0.00"),
        (0.1, "#.00", ".10"),
        (0.1234, "0.##%", "12.34%"),
        (12, "000000", "000012"),
        (13800138000, "000-0000-0000", "138-0013-8000"),
        (0, ACCOUNTING, "-"),
        (1234567.891, ACCOUNTING, "1,234,567.89"),
        (-5, ACCOUNTING, "-5.00"),
        (-1, "0;[Red](0)", "(1)"),
        (0, "0;-0;;@", ""),
        (123456, '0!.0,"万"', "12.3万"),
        (1234, "[$¥-804]#,##0.00", "¥1,234.00"),
        (5, '"≥"0"个"', "≥5个"),
        (5, 'General"元"', "5元"),
        (1, '[>=100]0"大";0"小"', "1小"),
        (100, '[>=100]0"大";0"小"', "100大"),
        (0.5, "# ?/?", "1/2"),
        (1.25, "# ?/?", "1 1/4"),
        (12345, "0.00E+00", "1.23E+04"),
        (3, "@", "3"),
        (12305, "[DBNum2][$-804]General", "壹万贰仟叁佰零伍"),
        (10500, "[DBNum1]General", "一万〇五百"),
        (123, "[DBNum1]0", "一二三"),
        (15.300000000000001, "General", "15.3"),
        (652.4, "General", "652.4"),
        (138, "", "138"),
    ],
)
def test_numbers_as_their_format_shows_them(value: float, code: str, text: str) -> None:
    assert shown(exact(value), code) == text


@pytest.mark.parametrize(
    ("serial", "code", "text"),
    [
        (45026, DATE, "2023年4月10日"),
        (45026, "yyyy-mm-dd", "2023-04-10"),
        (45026.75, "yyyy-mm-dd", "2023-04-10"),
        (45026, "yy/m/d", "23/4/10"),
        (45026, "[$-F800]dddd, mmmm dd, yyyy", "2023年4月10日"),
        (45026, "[DBNum1][$-804]" + DATE, "二〇二三年四月十日"),
        (45026, "aaaa", "星期一"),
        (45026, "d-mmm-yy", "10-Apr-23"),
        (44927.5, "yyyy/m/d h:mm", "2023/1/1 12:00"),
        (0.75, "h:mm AM/PM", "6:00 PM"),
        (0.75, '上午/下午h"时"mm"分"', "下午6时00分"),
        (1.5, "[h]:mm:ss", "36:00:00"),
        (44561.04, "mm:ss.0", "57:36.0"),
        (1, DATE, "1900年1月1日"),
        (-1, DATE, "-1"),
        (3e6, DATE, "3000000"),
    ],
)
def test_dates_as_their_format_shows_them(serial: float, code: str, text: str) -> None:
    assert shown(exact(serial), code) == text


def test_dates_that_count_from_1904() -> None:
    assert shown(Decimal(43564), DATE, from_1904=True) == "2023年4月10日"


@pytest.mark.parametrize(
    ("number", "text"),
    [(14, "2023/4/10"), (31, "2023年4月10日"), (57, "2023年4月"), (58, "4月10日"), (4, "45,026.00"), (23, "45026")],
)
def test_formats_named_by_number_are_those_of_a_chinese_system(number: int, text: str) -> None:
    assert shown(Decimal(45026), built_in(number)) == text


def test_texts_take_what_their_format_adds() -> None:
    assert [shown_text("十", '@"元"'), shown_text("十", "@"), shown_text("十", "0.00")] == ["十元", "十", "十"]


@pytest.mark.parametrize("text", ["", "abc", "nan", "inf"])
def test_what_is_no_number(text: str) -> None:
    assert number_in(text) is None


@given(st.decimals(-(10**9), 10**9, places=4))
def test_general_keeps_the_value(value: Decimal) -> None:
    assert Decimal(general(value)) == value


@given(
    st.floats(allow_nan=False, allow_infinity=False), st.text('0#?.,%;ymdhs[]DBNum12"_*@/E+- 元General', max_size=20)
)
def test_any_format_gives_a_text(value: float, code: str) -> None:
    assert isinstance(shown(exact(value), code), str)
