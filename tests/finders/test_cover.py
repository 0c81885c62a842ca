"""What the head of a report says about itself."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from extractor.document import Document
from extractor.finders.cover import find_meta
from extractor.report import Meta
from tests.documents import LIBRARY, grid, page

CASES = tomllib.loads((Path(__file__).parent.parent / "cases" / "covers.toml").read_text("utf-8"))["cover"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][:40])
def test_a_head_is_read(case: dict[str, Any]) -> None:
    meta = read(case["text"])

    stated = {field: wanted for field, wanted in case.items() if field != "text"}
    assert {field: value(meta, field) for field in stated} == stated


def read(document: Document | str) -> Meta:
    return find_meta(page(document) if isinstance(document, str) else document, LIBRARY)


def value(meta: Meta, field: str) -> object:
    found = getattr(meta, field)
    return found.value if found else None


FORM = "项目支出绩效自评表\n（2022年度）\n项目名称：步道建设\n主管部门：云泽市城市管理局\n实施单位：云泽市公园管理处\n"


@pytest.mark.parametrize(
    ("field", "expected"),
    [
        ("title", "云泽市公园管理局2022年度步道建设补助资金绩效自评报告"),
        ("fiscal_year", 2022),
        ("organization", "云泽市公园管理局"),
        ("region", "云泽市"),
        ("program", "步道建设补助资金"),
        ("department", None),
    ],
)
def test_a_title_tells_body_year_and_programme(field: str, expected: object) -> None:
    assert value(read("云泽市公园管理局2022年度步道建设补助资金绩效自评报告\n一、概况\n"), field) == expected


@pytest.mark.parametrize(
    ("field", "expected"),
    [
        ("fiscal_year", 2022),
        ("organization", "云泽市公园管理处"),
        ("department", "云泽市城市管理局"),
        ("program", "步道建设"),
    ],
)
def test_labels_of_a_form_tell_it_too(field: str, expected: object) -> None:
    assert value(read(FORM), field) == expected


def test_labels_may_stand_in_a_table() -> None:
    document = grid(
        [["项目名称", "步道建设", "", ""], ["主管部门", "云泽市城市管理局", "实施单位", "云泽市公园管理处/张三"]],
        before="项目支出绩效自评表",
    )

    meta = read(document)
    assert (value(meta, "program"), value(meta, "department")) == ("步道建设", "云泽市城市管理局")
    assert value(meta, "organization") == "云泽市公园管理处"


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("步道建设项目2021年度绩效自评报告", 2021),
        ("绩效自评表\n（2023年度）", 2023),
        ("步道建设项目绩效自评报告\n我单位2021年实施步道建设。", 2021),
        ("发布日期：2024-05-06\n步道建设项目绩效自评报告\n2023年实施。", 2023),
        ("步道建设项目绩效自评报告", None),
    ],
)
def test_the_year_is_the_one_reported_on(text: str, year: int | None) -> None:
    assert value(read(text), "fiscal_year") == year


@pytest.mark.parametrize(
    ("first", "program"), [("困难群众救助经费", "困难群众救助经费"), ("项目资金(万元)", None), ("项目经费", None)]
)
def test_a_programme_that_lost_its_label_stands_before_that_of_the_body_above(first: str, program: str | None) -> None:
    head = [first, "主管部门", "云泽市民政局", "实施单位", "云泽市救助站"]
    form = grid([head, ["年度资金总额", "95", "112", "112", "10"]], before="云泽市救助站2021年项目支出绩效自评表")

    assert value(read(form), "program") == program


@pytest.mark.parametrize(
    ("cells", "year"),
    [
        (["项目名称", "步道建设", "年度", "2024"], 2024),
        (["评价年份", "2023年", "项目名称", "步道建设"], 2023),
        (["年度", "步道建设", "项目编码", "2024"], None),
        (["年度目标", "2024", "项目名称", "步道建设"], None),
    ],
)
def test_a_year_in_a_cell_of_its_own_is_the_one_behind_its_label(cells: list[str], year: int | None) -> None:
    assert value(read(grid([cells, ["主管部门", "云泽市城市管理局", "自评总分", "93"]])), "fiscal_year") == year


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("2022年度中央对地方转移支付区域绩效目标自评表", "transfer"),
        ("云泽市教育局2022年度部门整体支出绩效自评报告", "department"),
        ("项目支出绩效自评表", "project"),
        ("专项资金（政策）绩效自评表", "policy"),
        ("会议纪要", None),
    ],
)
def test_the_kind_of_report_follows_from_its_title(title: str, kind: str | None) -> None:
    assert value(read(title), "report_type") == kind


@pytest.mark.parametrize(
    ("text", "organization"),
    [
        ("云泽市第一中学2023年度部门整体支出绩效自评表", "云泽市第一中学"),
        ("关于报送云泽市教育局2023年度校园维修项目绩效自评报告", "云泽市教育局"),
        ("来源：云泽市财政局\n培训经费绩效自评报告", "云泽市财政局"),
        ("绩效自评报告\n按要求，云泽市文化馆组织对演出补贴项目开展了绩效自评。", "云泽市文化馆"),
        ("步道建设项目绩效自评报告", None),
        ("云泽县农业农村局农机购置补贴资金绩效自评报告", "云泽县农业农村局"),
    ],
)
def test_the_body_that_reports_is_found(text: str, organization: str | None) -> None:
    assert value(read(text), "organization") == organization


def test_a_table_of_another_kind_has_no_metadata() -> None:
    assert read("会议纪要\n今天开会。") == Meta()


def test_cited_documents_are_listed_once() -> None:
    meta = read("绩效自评报告\n（云财绩〔2023〕5号）\n（云财绩〔2023〕5号，云财监【2022】8号）")

    assert [item.value for item in meta.documents_cited] == ["云财绩〔2023〕5号", "云财监【2022】8号"]


def test_a_cited_document_begins_with_its_office() -> None:
    meta = read("绩效自评报告\n根据云财绩〔2023〕5号要求开展。")

    assert [item.value for item in meta.documents_cited] == ["云财绩〔2023〕5号"]


def test_values_stand_where_their_evidence_says() -> None:
    document = page(FORM)
    meta = find_meta(document, LIBRARY)

    assert meta.program is not None
    (evidence,) = meta.program.evidence
    assert document.text[evidence.start : evidence.end] == "步道建设"


@pytest.mark.parametrize(
    ("text", "program"),
    [
        ("项目名称：2020年步道建设资金\n实施单位：云泽市公园管理处\n", "2020年步道建设资金"),
        ("项目名称：10302 步道建设资金\n实施单位：云泽市公园管理处\n", "步道建设资金"),
        ("云泽市公园管理处2023年度步道建设专项资金绩效自评报告\n", "步道建设专项资金"),
    ],
    ids=["a year is kept", "a code is not", "a fund's kind is kept"],
)
def test_a_programme_is_named_in_full(text: str, program: str) -> None:
    assert value(read(text), "program") == program


@pytest.mark.parametrize(
    ("text", "organization"),
    [
        ("县档案馆2022年度库房改造经费绩效自评报告\n按要求，云泽县档案馆对该经费开展了自评。", "云泽县档案馆"),
        ("县档案馆2022年度库房改造经费绩效自评报告\n资金拨付给云泽县档案馆。", "云泽县档案馆"),
        ("县档案馆2022年度库房改造经费绩效自评报告\n我馆开展了自评。", "县档案馆"),
    ],
    ids=["behind a mark", "behind a word", "nowhere"],
)
def test_a_body_without_its_region_is_named_in_full(text: str, organization: str) -> None:
    assert value(read(text), "organization") == organization


def test_a_form_s_year_counts_behind_the_date_of_a_page_that_lost_its_lines() -> None:
    head = "云泽镇步道维修项目绩效自评表公示时间：2022年3月9日来源：云泽镇公园管理站项目支出绩效目标自评表（2021年度）"

    assert value(read(head + "项目名称步道维修"), "fiscal_year") == 2021


def test_a_budget_body_of_a_level_is_who_reports() -> None:
    assert value(read("县级预算单位名称：云泽县公园管理处\n"), "organization") == "云泽县公园管理处"


def test_the_head_of_a_list_of_programmes_names_none() -> None:
    document = grid([["序号", "项目名称", "预算数", "执行数"], ["1", "步道维修", "20", "19"]])

    assert value(read(document), "program") is None
