"""Titles of reports: where they stand, and which part of one names the programme."""

from __future__ import annotations

import pytest

from extractor.titles import find_title, is_generic, title_year, topic
from tests.documents import LIBRARY, grid, page


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("步道建设绩效自评报告\n一、基本情况", "步道建设绩效自评报告"),
        ("云泽市教育局\n2022年度校园维修项目绩效自评报告\n正文。", "2022年度校园维修项目绩效自评报告"),
        ("云泽市教育局2022年度\n绩效自评报告", "云泽市教育局2022年度绩效自评报告"),
        ("云泽市教育局\n关于校园维修项目的绩效自评报告", "云泽市教育局关于校园维修项目的绩效自评报告"),
        ("步道建设绩效自评报告步道建设绩效自评报告", "步道建设绩效自评报告"),
        ("标题：步道建设绩效自评报告", "步道建设绩效自评报告"),
        ("云泽市教育局2022年度\n校园维修项目支出绩效\n自评报告", "云泽市教育局2022年度校园维修项目支出绩效自评报告"),
        ("《步道建设绩效自评报告》", "步道建设绩效自评报告"),
        ("信息名称：步道建设绩效自评报告", "步道建设绩效自评报告"),
        ("步道建设绩效自评报告根据市财政局通知要求，" + "我局认真开展工作，" * 9, "步道建设绩效自评报告"),
        ("步道建设绩效自评报告的格式由市财政局规定，" + "我局认真开展工作，" * 9, None),
        ("一、基本情况\n步道建设绩效自评报告", None),
        ("根据绩效自评报告的要求\n开展工作", None),
        ("当前位置：首页 绩效自评报告", None),
        ("会议纪要", None),
        ("云泽市教育局\n2023年3月1日\n项目支出绩效自评表", "项目支出绩效自评表"),
        ("2023年3月1日\f项目支出绩效自评表", "项目支出绩效自评表"),
        ("2023年3月1日项目支出绩效自评表", "项目支出绩效自评表"),
        ("2023年3月1日暴雨灾害救助绩效自评报告", "2023年3月1日暴雨灾害救助绩效自评报告"),
        ("2023-03-01\n步道建设绩效自评报告", "步道建设绩效自评报告"),
        ("2023年上半年项目绩效运行监控表", "2023年上半年项目绩效运行监控表"),
    ],
)
def test_the_first_line_on_self_evaluation_is_the_title(text: str, title: str | None) -> None:
    found = find_title(page(text), LIBRARY)

    assert (found.text if found else None) == title


def test_a_table_holds_no_title() -> None:
    assert find_title(grid([["步道建设绩效自评报告"]]), LIBRARY) is None


@pytest.mark.parametrize(
    ("title", "programme"),
    [
        ("云泽市教育局2022年度校园维修项目支出绩效自评报告", "校园维修项目"),
        ("2022年度校园维修项目绩效自评报告", "校园维修项目"),
        ("附件1:步道建设补助资金绩效自评报告", "步道建设补助资金"),
        ("关于报送云泽市教育局2023年度校园维修项目绩效自评报告", "校园维修项目"),
        ("云泽县农业农村局农机购置补贴资金绩效自评报告", "农机购置补贴资金"),
        ("云泽市林业资金转移支付2022年度绩效自评报告", "云泽市林业资金"),
        ("2023年度项目支出绩效自评报告", "项目"),
    ],
)
def test_the_programme_stands_between_body_and_words_of_reporting(title: str, programme: str) -> None:
    assert title[slice(*topic(title))] == programme


@pytest.mark.parametrize(
    ("words", "generic"), [("项目支出", True), ("部门预算", True), ("", True), ("校园维修", False)]
)
def test_words_of_every_title_name_no_programme(words: str, generic: bool) -> None:
    assert is_generic(words) is generic


@pytest.mark.parametrize(
    ("title", "year"),
    [
        ("2022年度校园维修项目绩效自评报告", "2022"),
        ("2024年公布2022年度校园维修项目绩效自评报告", "2022"),
        ("2021年和2022年校园维修项目绩效自评报告", "2021"),
        ("20xx年度校园维修项目绩效自评报告", None),
    ],
)
def test_the_year_of_a_title_is_the_one_called_a_year_of_account(title: str, year: str | None) -> None:
    found = title_year(title)

    assert (found[1] if found else None) == year
