"""Names of bodies: how they end, and their fullest form."""

from __future__ import annotations

import pytest

from extractor.bodies import ORG_AT_START, TITLE_ORG, fuller


@pytest.mark.parametrize(
    ("title", "body"),
    [
        ("云泽市纪委监委2022年度办案经费", "云泽市纪委监委"),
        ("云泽市委组织部2022年度人才经费", "云泽市委组织部"),
        ("云泽市第二中学校园维修", "云泽市第二中学"),
        ("**县农业农村局20**年度", "**县农业农村局"),
        ("云泽市卫计委2018年度健康经费", "云泽市卫计委"),
        ("云泽县扶贫办2020年度扶贫资金", "云泽县扶贫办"),
        ("云泽县公路养护管理段2022年度养护经费", "云泽县公路养护管理段"),
        ("云泽市科学技术协会2022年度科普经费", "云泽市科学技术协会"),
        ("云泽市慈善基金会2022年度救助经费", "云泽市慈善基金会"),
        ("云泽市行业协会专项资金", None),
        ("云泽市步道建设项目", None),
    ],
)
def test_a_title_begins_with_a_body(title: str, body: str | None) -> None:
    found = TITLE_ORG.match(title)

    assert (found.group().strip() if found else None) == body


@pytest.mark.parametrize("words", ["我局", "主管部门云泽市教育局", "项目名称步道主管部门云泽市教育局"])
def test_words_of_a_form_or_sentence_are_no_name(words: str) -> None:
    assert ORG_AT_START.match(words) is None


@pytest.mark.parametrize(
    ("name", "text", "full"),
    [
        ("县档案馆", "拨付给云泽县档案馆,", "云泽县档案馆"),
        ("县档案馆", "报告,云岭省云泽县档案馆;云泽县档案馆。由云泽县档案馆", "云泽县档案馆"),
        ("县档案馆", "各县档案馆", None),
        ("云泽县档案馆", "云岭省云泽县档案馆", None),
        ("望泽镇", "望泽镇2023年项目。望泽镇人民政府下设7个机构", "望泽镇人民政府"),
        ("望泽街道", "望泽街道办事处", "望泽街道办事处"),
        ("望泽镇", "望泽镇2023年项目", None),
    ],
)
def test_a_name_is_filled_up_with_its_region(name: str, text: str, full: str | None) -> None:
    found = fuller(name, text, [False] * len(text))

    assert (text[slice(*found)] if found else None) == full


@pytest.mark.parametrize(
    ("text", "border"), [("2022年度县档案馆部门整体", None), ("一、部门概况县档案馆编制8人", len("一、部门概况"))]
)
def test_no_region_begins_in_a_year_or_goes_over_a_border(text: str, border: int | None) -> None:
    assert fuller("县档案馆", text, [place == border for place in range(len(text))]) is None
