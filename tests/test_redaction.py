"""Numbers and names of persons are masked before anything is read; bodies, programmes, codes and amounts are not."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor import dataset, personal
from extractor.document import Document, Note
from extractor.pipeline import extract
from extractor.redaction import redacted
from extractor.report import to_json
from extractor.writers.record import record_of
from tests.documents import ABOVE, LEFT, LIBRARY, grid, page
from tests.test_laws import evidence_of

BODY = "云泽市水务局2022年绩效自评报告\n项目名称：河道疏浚\n"


def _masked(document: Document) -> list[str]:
    found = personal.spans(personal.private(document, LIBRARY))
    return [document.text[start:end] for start, end in found]


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("如有疑问请致电13912345678。", ["13912345678"]),
        ("手机：139-1234-5678", ["139-1234-5678"]),
        ("请拨打 139 1234 5678 咨询", ["139 1234 5678"]),
        ("电话１３９１２３４５６７８", ["１３９１２３４５６７８"]),
        ("请拨打+86 13912345678", ["+86 13912345678"]),
        ("值班室0851-86543210转803", ["0851-86543210转803"]),
        ("值班室（0851）86543210", ["（0851）86543210"]),
        ("联系电话：86543210", ["86543210"]),
        ("联系电话：8654 3210、8654-3211", ["8654 3210", "8654-3211"]),
        ("联系电话：085186543210", ["085186543210"]),
        ("电子邮箱：zhang.san@example.gov.cn", ["zhang.san@example.gov.cn"]),
        ("身份证号：11010519491231002X", ["11010519491231002X"]),
        ("其本人（11010519491231002X）已签收", ["11010519491231002X"]),
        ("账号：2010 0412 3456 7890", ["2010 0412 3456 7890"]),
        ("开户行及账号：云泽农村商业银行东湖支行20100412345678", ["20100412345678"]),
        ("转入6222021234567890128", ["6222021234567890128"]),
    ],
)
def test_numbers_that_lead_to_a_person_are_masked(text: str, masked: list[str]) -> None:
    assert _masked(page(text)) == masked


@pytest.mark.parametrize(
    "text",
    [
        "到位资金13912345678元",
        "项目编码：13912345678",
        "总投资13912345678.55元",
        "预算数13912345678万元",
        "收入139,123,456,78元",
        "合同编号2013912345678",
        "云财建〔2022〕0851-86号",
        "身份代码110105194912310021",
        "51000021R000000019951",
        "12345热线办结率98%",
        "电话费12000元，电话接通率95%",
        "2022年1月至2022年12月",
        "2021-2022年度0-36月龄儿童",
    ],
)
def test_amounts_codes_and_years_are_left(text: str) -> None:
    assert _masked(page(text)) == []


def test_a_column_of_money_is_left_whatever_its_digits() -> None:
    document = grid([["资产", "原值（元）", "联系电话"], ["泵站", "13912345678", "13887654321"]])

    assert _masked(document) == ["13887654321"]


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("联系人：覃小舟", ["覃小舟"]),
        ("填报人：王 芳", ["王 芳"]),
        ("填报人：覃小舟联系电话：86543210", ["覃小舟", "86543210"]),
        ("单位负责人（签字）：覃小舟", ["覃小舟"]),
        ("法定代表人：买买提·艾力", ["买买提·艾力"]),
        ("经办人：覃小舟、侯明远", ["覃小舟", "侯明远"]),
        ("制表：覃小舟  审核：侯明远", ["覃小舟", "侯明远"]),
        ("复  核：侯明远", ["侯明远"]),
        ("项目负责人及电话覃小舟13912345678(办公)", ["覃小舟", "13912345678"]),
        ("实施单位/项目负责人云泽市农技站/覃小舟", ["覃小舟"]),
        ("联系人\n覃小舟\n联系电话\n86543210", ["覃小舟", "86543210"]),
        ("| 联系人 | 覃小舟 |", ["覃小舟"]),
        ("由覃小舟同志牵头", ["覃小舟"]),
        ("教育局局长侯明远任组长", ["侯明远"]),
        ("具体工作由覃小舟负责", ["覃小舟"]),
        ("组长：侯明远，副组长：覃小舟", ["侯明远", "覃小舟"]),
        ("欧阳小舟同志主持", ["欧阳小舟"]),
        ("联系人：覃小舟。本次评价中覃小舟全程参与", ["覃小舟", "覃小舟"]),
    ],
)
def test_names_are_masked_by_their_label_or_title(text: str, masked: list[str]) -> None:
    assert _masked(page(text)) == masked


@pytest.mark.parametrize(
    "text",
    [
        "负责人：云泽市水务局",
        "联系人：无",
        "审核：已完成",
        "项目负责人到岗率≥95%",
        "负责人满意度90%",
        "单位负责人 金额 100万元",
        "由项目办负责组织实施",
        "由水务局负责，由高新区牵头",
        "各位同志、全体同志和老干部同志",
        "局长高度重视，主任方可批准",
        "资金明细（制表符对齐）",
        "公用经费等支出",
        "成员：财政局、教育局",
        "安排高标准农田项目",
    ],
)
def test_what_is_no_name_is_left(text: str) -> None:
    assert _masked(page(text)) == []


@pytest.mark.parametrize(
    "rows",
    [
        [["联系人", "覃小舟", "联系电话", "86543210"]],
        [["项目", "联系人", "联系电话"], ["疏浚", "覃小舟", "86543210"]],
        [["联系人", LEFT, "覃小舟"], ["联系电话", LEFT, "86543210"]],
        [["项目", "联系人", "联系电话"], ["疏浚", "云泽市水务局", "0851-86500000"], [ABOVE, "覃小舟", "86543210"]],
        [["联系人及电话", "覃小舟，86543210"]],
        [["联系人：覃小舟", "电话：86543210"]],
    ],
)
def test_cells_beside_and_below_a_label_are_masked(rows: list[list[str]]) -> None:
    masked = _masked(grid(rows))

    assert {"覃小舟", "86543210"} <= set(masked)
    assert set(masked) <= {"覃小舟", "86543210", "0851-86500000"}


def test_every_character_gives_way_to_one_mask() -> None:
    document = page("联系人：王 芳\n电话：１39-1234-5678")

    assert redacted(document, LIBRARY).text == "联系人：＊ ＊\n电话：＊＊＊＊＊＊＊＊＊＊＊＊＊"


def test_the_report_says_how_much_was_masked() -> None:
    (report,) = extract(redacted(page(f"{BODY}联系人：覃小舟\n电话：86543210"), LIBRARY))

    (warning,) = [one for one in report.warnings if one.code == "redacted"]
    assert warning.message == "已隐去1处号码、1处姓名，以同样字数的＊代替"


def test_a_document_without_persons_stays_as_it_is() -> None:
    document = page(f"{BODY}年初预算数：100万元")

    assert redacted(document, LIBRARY) is document


def test_notes_of_the_reader_are_masked_too() -> None:
    document = page("联系人：覃小舟")
    noted = Document(document.source, document.text, document.blocks, notes=(Note("odd", "“覃小舟”无法辨认"),))

    assert redacted(noted, LIBRARY).notes[0].message == "“＊＊＊”无法辨认"


PLACES = [
    "联系人：{name}，联系电话：{number}",
    "填报人（签字）：{name}　电话 {number}",
    "项目负责人|{name}|联系电话|{number}",
    "{name}同志负责培训400人次，实际完成426人次，咨询请致电：{number}。",
    "联系人\n{name}\n手机号码\n{number}\n",
    "组长：{name}（手机：{number}）",
]
NAMES = st.builds(
    "".join, st.tuples(st.sampled_from("王李覃侯孟"), st.sampled_from("晓雯瑾璐"), st.sampled_from("舟骁妍琪"))
)
NUMBERS = st.one_of(
    st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True), st.from_regex(r"0851-[2-9][0-9]{7}", fullmatch=True)
)


@given(place=st.sampled_from(PLACES), name=NAMES, number=NUMBERS)
def test_nothing_planted_is_in_any_output(
    tmp_path_factory: pytest.TempPathFactory, place: str, name: str, number: str
) -> None:
    planted = place.format(name=name, number=number)
    text = (
        f"{BODY}{planted}\n数量指标：培训人数≥400人，实际完成426人，{name}验收。\n年初预算数：100万元，执行98万元。\n"
    )
    document = redacted(page(text), LIBRARY)
    reports = extract(document, LIBRARY)
    folder: Path = tmp_path_factory.mktemp("out")

    record = record_of(dataset.extracted("a.txt", reports))
    dataset.write([record], folder)

    written = "".join(path.read_text(encoding="utf-8") for path in folder.iterdir())
    assert name not in written
    assert number not in written
    assert all(document.text[one.start : one.end] == one.text for report in reports for one in evidence_of(report))


def test_figures_are_those_of_the_whole_document() -> None:
    text = f"{BODY}联系人：覃小舟\n电话：13912345678\n全年预算数：100万元，全年执行数：98万元。\n"

    (whole,), (masked,) = extract(page(text)), extract(redacted(page(text), LIBRARY))

    assert masked.funds == whole.funds
    assert masked.indicators == whole.indicators
    assert "13912345678" not in to_json(masked)
