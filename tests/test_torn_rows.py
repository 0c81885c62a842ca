"""Whether a row put together again was understood."""

from __future__ import annotations

import pytest

from extractor.torn_rows import is_parted, is_torn


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("设备完好率", ["290%"]),
        ("课程满意度", ["290%", "14例"]),
        ("上门服务签约率", ["14例", "14例"]),
        ("新增岗位", ["5=50%"]),
        ("受雨季影响进度滞后,下一步加快实施培训人数", ["≥300人"]),
        ("月底前", ["100%"]),
        ("设备完好率", ["96.8%", "$95%"]),
        ("设备完好率", ["$95%"]),
        ("年底前完工率", ["100%"]),
        ("开展讲座", ["分值 得分", "420人"]),
        ("三级指标", ["12次"]),
        ("不少于6种116次", ["6次"]),
        ("指标1:修建步道指标2:新建驿站", ["8公里"]),
        ("发放资料", ["不少于12", "种"]),
    ],
)
def test_what_no_form_says_is_torn(name: str, values: list[str]) -> None:
    assert is_torn(name, values)


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("产值增长率", ["290%", "295%"]),
        ("设备完好率", ["290%", "95%"]),
        ("课程满意度", ["≥90%", "2100%"]),
        ("设备完好率", ["≥95%", "96%"]),
        ("巡查频率", ["12次", "12次"]),
        ("年度任务完成率", ["100%", "96%"]),
        ("设备完好率", ["$95%", "96.8%"]),
        ("年开馆天数", ["≥280天", "291天"]),
        ("是否公示", ["是", "是"]),
        ("关心、理解,支持残疾人的氛围", ["提升"]),
        ("培训人数", ["≥300人", "320人"]),
    ],
)
def test_what_a_form_says_is_not(name: str, values: list[str]) -> None:
    assert not is_torn(name, values)


@pytest.mark.parametrize("value", ["640 3人调离", "12 450.5亩", "1 300", "≥98 2个标段停工"])
def test_digits_that_a_blank_parts_are_no_value(value: str) -> None:
    assert is_parted(value)


@pytest.mark.parametrize("value", ["2023 11月", "新增3处 改造5处", "补种10 2.扩种", "640人", "3人调离,另有 12"])
def test_other_blanks_part_no_value(value: str) -> None:
    assert not is_parted(value)
