"""The programme as first sentences name it."""

from __future__ import annotations

import pytest

from extractor import openings


@pytest.mark.parametrize(
    ("text", "program"),
    [
        ("我局对2022年步道建设专项资金开展了绩效自评。", "步道建设专项资金"),
        ("现将我镇2022年度步道建设资金绩效自评情况报告如下:", "步道建设资金"),
        ("现将我街道20xx年度步道建设资金绩效自评情况公开如下:", "步道建设资金"),
        ("我单位对该项目开展了绩效自评。", None),
        ("现将有关情况报告如下:", None),
    ],
)
def test_what_was_evaluated_is_the_programme(text: str, program: str | None) -> None:
    found = openings.evaluated(text)

    assert (text[slice(*found)] if found else None) == program


@pytest.mark.parametrize(
    ("text", "program"),
    [
        ("2022年我馆共有项目一个:步道建设项目(二)资金", "步道建设项目"),
        ("省财政厅下达我县步道建设补助资金500万元。", "步道建设补助资金"),
        ("我镇收到上级步道建设转移支付75.5万元。", "上级步道建设转移支付"),
        ("资金投向云泽市步道管理公司等9个步道项目,", "云泽市步道管理公司等9个步道项目"),
        ("云泽县林业中心2023年步道建设补助经费绩效目标:新建步道5公里。", "步道建设补助经费"),
        ("《关于下达步道建设相关转移支付预算的通知》", None),
    ],
)
def test_what_money_was_given_for_is_the_programme(text: str, program: str | None) -> None:
    found = openings.told(text)

    assert (text[slice(*found)] if found else None) == program


@pytest.mark.parametrize(
    ("text", "program"), [("一、步道建设补助资金", "步道建设补助资金"), ("一、资金使用情况", None), ("一、概况", None)]
)
def test_a_first_heading_may_name_it(text: str, program: str | None) -> None:
    found = openings.heading(text)

    assert (text[slice(*found)] if found else None) == program
