"""Names of indicators, freed of what forms print around them."""

from __future__ import annotations

import pytest

from extractor.names import Named, indicator_name
from extractor.reading import view
from tests.documents import page


def named(text: str) -> Named | None:
    document = page(text)
    return indicator_name(view(document, 0, len(text)))


def name_of(text: str) -> str | None:
    found = named(text)
    return found.text if found else None


@pytest.mark.parametrize(
    ("cell", "name"),
    [
        ("指标1：培训人数", "培训人数"),
        ("指标 5.新建道路", "新建道路"),
        ("（3）开工率", "开工率"),
        ("1、步道长度", "步道长度"),
        ("①站点数量", "站点数量"),
        ("2.0-6岁儿童体检率", "0-6岁儿童体检率"),
        ("5.2型糖尿病患者管理率", "2型糖尿病患者管理率"),
        ("3.5级以上道路占比", "3.5级以上道路占比"),
        ("★★★合格率", "合格率"),
        ("其中：女性人数", "女性人数"),
        ("其中:指标2：女性人数", "女性人数"),
        ("培训人数：", "培训人数"),
    ],
)
def test_list_marks_are_no_part_of_the_name(cell: str, name: str) -> None:
    assert name_of(cell) == name


@pytest.mark.parametrize(
    ("cell", "number"), [("指标3：培训人数", "3"), ("4、培训人数", "4"), ("（5）培训人数", "5"), ("培训人数", None)]
)
def test_the_number_of_the_report_is_kept(cell: str, number: str | None) -> None:
    found = named(cell)

    assert found is not None
    assert found.number == number


@pytest.mark.parametrize(
    "name",
    [
        "0-6岁儿童建档率",
        "60岁以上老人补贴人数",
        "1-4级残疾人补助人数",
        "30件民生实事",
        "12月底完工率",
        "10kV线路长度",
        "3D打印设备数",
        "500吨稻谷储备到位率",
        "2.16个农家书屋",
    ],
)
def test_digits_of_a_name_stay_in_it(name: str) -> None:
    assert name_of(name) == name


@pytest.mark.parametrize(
    ("cell", "comparator", "unit"),
    [
        ("培训人数（≥**人）", ">=", "人"),
        ("培训人数≥**人", ">=", "人"),
        ("新建泊位（≥个）", ">=", "个"),
        ("补助标准（<**元/户·年）——一户年最高4100元", "<", "元/户·年"),
        ("培训人数≥**", ">=", None),
    ],
)
def test_a_template_gives_comparator_and_unit_to_the_target(cell: str, comparator: str, unit: str | None) -> None:
    found = named(cell)

    assert found is not None
    assert found.text in {"培训人数", "新建泊位", "补助标准"}
    assert (found.comparator, found.unit) == (comparator, unit)


def test_a_weight_behind_the_name_is_taken_off() -> None:
    found = named("方案契合性（5分）")

    assert found is not None and found.weight is not None
    assert (found.text, found.weight[0]) == ("方案契合性", "5")


@pytest.mark.parametrize("cell", ["……", "指标2：", "—", "/", "1、"])
def test_a_cell_may_name_nothing(cell: str) -> None:
    assert named(cell) is None


def test_line_breaks_of_the_layout_are_not_in_the_name_but_in_its_span() -> None:
    document = page("指标1：新建步\n道 长度")

    found = indicator_name(view(document, 0, len(document.text)))

    assert found is not None
    assert found.text == "新建步道长度"
    assert document.text[slice(*found.span)] == "新建步\n道 长度"
