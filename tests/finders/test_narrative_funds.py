"""Fund figures in sentences: what became of the money, whose it is, and as of when."""

from __future__ import annotations

from datetime import date

import pytest

from extractor.facts import FundDraft
from extractor.finders.narrative_funds import find_told_funds
from extractor.language import language
from extractor.outline import sentences
from tests.documents import LIBRARY, money, page


def read(text: str, heading: str = "一、资金情况") -> list[FundDraft]:
    document = page(f"{heading}\n{text}")
    told = sentences(document, LIBRARY, [])
    return list(find_told_funds(document, LIBRARY, language(LIBRARY), told))


def funds(text: str, heading: str = "一、资金情况") -> list[str]:
    return [money(draft) for draft in read(text, heading)]


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("下达专项资金500万元。", "budget"),
        ("年初预算500万元。", "budget"),
        ("收到补助500万元。", "received"),
        ("资金500万元已全部到位。", "received"),
        ("累计支出500万元。", "executed"),
        ("上年结转结余资金500万元。", "carryover"),
        ("年末结余500万元。", "remaining"),
        ("未支500万元。", "remaining"),
        ("后调减500万元。", "other"),
        ("较计划少到位500万元。", "other"),
    ],
)
def test_words_say_what_became_of_an_amount(text: str, role: str) -> None:
    assert funds(text) == [f"{role} total 500 万元"]


@pytest.mark.parametrize(
    "text",
    [
        "到位率100%。",
        "支付率100%。",
        "完成预算的100%。",
        "全年预算执行率100%。",
        "预算执行率100%。",
    ],
)
def test_rates_are_figures_too(text: str) -> None:
    assert funds(text) == ["rate total 100 %"]


def test_a_rate_behind_amounts_is_that_of_money_below_a_heading_of_results_too() -> None:
    text = "全年预算数80万元,全年执行数76万元,当前预算执行率95%。"

    assert funds(text, "一、预算执行情况")[-1] == "rate total 95 %"


def test_a_rate_is_not_that_of_those_who_were_given_the_money() -> None:
    text = "中央资金60万元已全部拨付至县(区)财政,到位率100%。"

    assert funds(text)[-1] == "rate central 100 %"


def test_each_amount_has_its_own_stage() -> None:
    text = "计划安排100万元，实际到位90万元，实际支出85万元，结余5万元。"

    assert [draft.role for draft in read(text)] == ["budget", "received", "executed", "remaining"]


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("中央财政下达500万元。", "central"),
        ("省级财政下达500万元。", "provincial"),
        ("自治区下达500万元。", "provincial"),
        ("市级配套500万元。", "municipal"),
        ("区级配套500万元。", "county"),
        ("地方配套500万元。", "local"),
        ("自筹资金500万元。", "other"),
        ("中央、省级、市级资金合计500万元。", "total"),
        ("中央和省级资金合计500万元。", "total"),
    ],
)
def test_words_say_whose_money_it_is(text: str, source: str) -> None:
    assert funds(text) == [f"budget {source} 500 万元"]


@pytest.mark.parametrize(
    "text",
    [
        "下达资金1000万元，其中：省级资金600万元、市级资金400万元。",
        "下达资金1000万元（省级资金600万元，市级资金400万元）。",
        "下达资金1000万元。其中，省级资金600万元，市级资金400万元。",
    ],
)
def test_a_list_goes_on_with_the_stage_of_its_total(text: str) -> None:
    assert funds(text) == ["budget total 1000 万元", "budget provincial 600 万元", "budget municipal 400 万元"]


def test_the_total_of_a_list_with_central_money_is_the_total() -> None:
    assert funds("下达资金1000万元（中央资金600万元，省级资金400万元）。")[0] == "budget total 1000 万元"


def test_an_unnamed_amount_goes_on_with_the_total() -> None:
    assert funds("下达资金300万元，支出290万元。") == ["budget total 300 万元", "executed total 290 万元"]


@pytest.mark.parametrize(
    ("heading", "role"),
    [
        ("（一）项目资金到位情况分析", "received"),
        ("（一）项目资金执行情况分析", "executed"),
        ("一、资金情况", "budget"),
    ],
)
def test_an_amount_without_a_word_is_what_its_section_is_about(heading: str, role: str) -> None:
    assert funds("资金1200万元。", heading) == [f"{role} total 1200 万元"]


def test_money_of_a_report_on_a_central_transfer_is_central() -> None:
    assert funds("中央财政补助资金已落实。下达600万元。") == ["budget central 600 万元"]


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("下达1.5亿元。", "1.5 亿元"),
        ("下达300万。", "300 万元"),
        ("下达一亿二千万元。", "120000000 元"),
        ("下达3,000元。", "3000 元"),
        ("下达约300万元。", "300 万元"),
    ],
)
def test_amounts_keep_their_printed_unit(text: str, amount: str) -> None:
    assert funds(text) == [f"budget total {amount}"]


@pytest.mark.parametrize(
    "text",
    [
        "直接经济损失30万元。",
        "实现销售收入300万元。",
        "补助标准不超过500元。",
        "满意度为96%。",
        "落实支出责任。",
        "云财社〔2022〕15号文件印发。",
        "每户补助2500元。",
        "每人每月补助1300元。",
        "年初目标值30万元。",
        "配套资金缺口60万元。",
        "成果转化合同金额96万元。",
    ],
)
def test_other_money_is_no_fund_figure(text: str) -> None:
    assert funds(text) == []


def test_a_document_number_before_the_amount_is_no_amount() -> None:
    assert funds("下达资金（云财社〔2022〕15号）300万元。") == ["budget total 300 万元"]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("截至2022年底，支出800万元。", date(2022, 12, 31)),
        ("截至2022年9月，支出800万元。", date(2022, 9, 30)),
        ("截止2024年2月底，支出800万元。", date(2024, 2, 29)),
        ("截至2023年3月15日，支出800万元。", date(2023, 3, 15)),
        ("全年支出800万元。", None),
        ("截至2022年13月，支出800万元。", None),
    ],
)
def test_a_figure_is_stated_as_of_a_day(text: str, day: date | None) -> None:
    (draft,) = read(text)

    assert draft.as_of == (day.isoformat() if day else None)


def test_the_year_of_an_amount_is_the_one_before_it() -> None:
    found = read("2021年结转资金20万元，2022年下达资金100万元。")

    assert [(draft.role, draft.year) for draft in found] == [("carryover", 2021), ("budget", 2022)]


def test_an_amount_that_names_the_money_of_the_next_is_its_budget() -> None:
    assert funds("1亿元专项资金累计执行9000万元。") == ["budget total 1 亿元", "executed total 9000 万元"]


@pytest.mark.parametrize(
    ("text", "item"),
    [
        ("其中：省级财政资金600万元。", "省级财政资金"),
        ("年末结余12万元。", "年末结余"),
        ("计划安排100万元。", "计划安排"),
        ("下达资金（云财社〔2022〕15号）300万元。", "下达资金"),
    ],
)
def test_the_item_is_what_the_report_calls_it(text: str, item: str) -> None:
    assert [draft.item for draft in read(text)] == [item]


def test_evidence_is_the_amount_alone() -> None:
    (draft,) = read("全年支出约 480 万元。")

    assert [(item.field, item.text) for item in draft.amount.evidence] == [("amount", "480 万元")]


def test_the_section_on_the_use_of_results_states_no_money() -> None:
    assert funds("安排资金1200万元。", "四、绩效自评结果拟应用和公开情况") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "中央、省级、市级财政资金分别安排300万元、160万元、100万元。",
            ["budget central 300 万元", "budget provincial 160 万元", "budget municipal 100 万元"],
        ),
        ("预算、支出分别为500万元、480万元。", ["budget total 500 万元", "executed total 480 万元"]),
    ],
)
def test_amounts_of_a_list_have_the_names_of_their_rank(text: str, expected: list[str]) -> None:
    assert funds(text) == expected


def test_what_is_said_behind_a_list_is_said_of_all_its_amounts() -> None:
    assert funds("中央补助150万元、省级补助90万元全部拨付到位。") == [
        "received central 150 万元",
        "received provincial 90 万元",
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("收到上级拨付的专项资金126万元。", ["received total 126 万元"]),
        (
            "原安排90万元，因采购节约实际支出83万元，节约资金7万元。",
            ["budget total 90 万元", "executed total 83 万元", "remaining total 7 万元"],
        ),
        ("预算安排人员支出326万元、公用支出48万元。", ["budget total 326 万元", "budget total 48 万元"]),
        ("兑付奖补资金268万元，户均1443元。", ["executed total 268 万元"]),
        ("实现旅游收入6亿元，投入资金350万元。", ["budget total 350 万元"]),
        (
            "收到资金210万元，其中中央补助160万元，县级安排50万元。",
            ["received total 210 万元", "received central 160 万元", "received county 50 万元"],
        ),
        ("应支付440万元，实际支付350万元。", ["budget total 440 万元", "executed total 350 万元"]),
        ("上年结转资金36万元，本年财政拨款210万元。", ["carryover total 36 万元", "budget total 210 万元"]),
        ("资金结转至下年使用22万元。", ["remaining total 22 万元"]),
    ],
)
def test_the_word_that_governs_the_clause_decides(text: str, expected: list[str]) -> None:
    assert funds(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "投入资金1860万元，其中：中央900万元、省360万元、市320万元、县280万元。",
            ["total", "central", "provincial", "municipal", "county"],
        ),
        ("区财政局以（云财预〔2023〕12号）文件下达资金78万元。", ["county"]),
    ],
)
def test_the_level_of_government_may_be_told_in_short_or_before_a_document(text: str, expected: list[str]) -> None:
    assert [draft.source for draft in read(text)] == expected


def test_a_standard_beside_the_amount_that_it_makes_up_is_kept_apart() -> None:
    assert funds("下达直接补助费180万元（每亩150元）。")[1] == "other - 150 元"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "结余资金96万元，其中70万元为质保金；26万元为采购节约资金，已交回。",
            ["remaining total 96 万元", "remaining - 70 万元", "remaining - 26 万元"],
        ),
        (
            "共支出350万元，其中210万元为中央资金，140万元为县级配套。",
            ["executed total 350 万元", "executed central 210 万元", "executed county 140 万元"],
        ),
        (
            "项目预算430万元，其中390万元为当年财政拨款，40万元为上年结转。",
            ["budget total 430 万元", "budget - 390 万元", "carryover - 40 万元"],
        ),
    ],
    ids=["over a semicolon", "whose money", "carried over"],
)
def test_a_part_may_be_named_behind_its_amount(text: str, expected: list[str]) -> None:
    assert funds(text) == expected


def test_a_part_so_named_is_called_by_that_name() -> None:
    assert [draft.item for draft in read("结余96万元，其中70万元为质保金。")] == ["结余", "质保金"]


@pytest.mark.parametrize("part", ["上级补助150万元", "上年结转15万元", "财政拨款90万元"])
def test_money_of_an_open_level_is_not_that_of_the_part_before_it(part: str) -> None:
    assert [draft.source for draft in read(f"预算资金400万元，其中区级财政安排220万元、{part}。")][1:] == [
        "county",
        None,
    ]


def test_money_that_an_evaluation_covers_is_the_budget_of_its_projects() -> None:
    text = "我单位对2022年度项目支出开展绩效自评，共涉及项目6个，资金73.5万元，占支出总额的100%。"

    assert funds(text, "（一）绩效管理工作开展情况")[0].startswith("budget")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("年中调增14万元。", ["other total 14 万元"]),
        ("年中调减预算40万元。", ["other total 40 万元"]),
        ("调减后预算280万元。", ["budget total 280 万元"]),
        ("收回财政统筹20万元。", ["other total 20 万元"]),
        ("从省级专项资金中调剂30万元用于校园安保。", ["other provincial 30 万元"]),
        ("市级安排200万元，调整150万元至水库维修项目。", ["budget municipal 200 万元", "other municipal 150 万元"]),
        ("较预算节约8万元。", ["remaining total 8 万元"]),
        ("设备年检费用因结算滞后未在年内支付7万元。", ["remaining total 7 万元"]),
        ("村集体自筹资金未到位5万元。", ["remaining other 5 万元"]),
        ("市县应配套资金12万元，实际配套9万元。", ["budget municipal 12 万元", "received municipal 9 万元"]),
        ("资金全部拨付到项目单位，单位自筹配套18万元。", ["budget other 18 万元"]),
        ("收到文件后30日内将286万元分解到8个市。其中甲市67万元。", ["budget total 286 万元", "budget total 67 万元"]),
        ("调整后预算56万元，资金来源为县级财政资金。", ["budget county 56 万元"]),
        ("村集体自筹资金尚有6万元未到位。", ["remaining other 6 万元"]),
        ("管护经费每年需30万元。", []),
        ("待竣工验收后再付10万元。", []),
        ("尚有24万元正在办理支付手续。", ["remaining total 24 万元"]),
        ("年底账面余额36万元。", ["remaining total 36 万元"]),
        ("2021年结转2022年使用资金42万元。", ["carryover total 42 万元"]),
        ("验收后拨付剩余80万元。", ["executed total 80 万元"]),
        ("企业获得贷款贴息86万元，撬动银行贷款430万元。", ["budget total 86 万元"]),
        ("签约项目23个，协议资金46亿元。", []),
        ("预算执行率目标值为100%，实际执行率92.5%。", ["rate total 92.5 %"]),
        ("剩余3万元已由财政收回。", ["remaining total 3 万元"]),
        ("尚有19万元未支付。", ["remaining total 19 万元"]),
        ("应发放补贴52万元，未发放4万元结转下年。", ["budget total 52 万元", "remaining total 4 万元"]),
        ("第1笔100万元于3月到账。", ["received total 100 万元"]),
        ("累计收到上级下拨资金420万元。", ["received total 420 万元"]),
        ("全年公用经费支出32万元。", ["executed total 32 万元"]),
        ("下达农业保险保费补贴资金68万元。", ["budget total 68 万元"]),
        ("获得省级福利彩票公益金45万元。", ["budget provincial 45 万元"]),
        ("每人补助标准由500元提高到550元，补助总额11万元。", ["other - 550 元", "budget total 11 万元"]),
    ],
)
def test_money_that_is_moved_owed_or_left(text: str, expected: list[str]) -> None:
    assert funds(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "中央、省级资金分别为30万元、20万元，已全部到位。",
            ["received central 30 万元", "received provincial 20 万元"],
        ),
        (
            "支付中央资金48万元、省级资金17万元，支付率分别为96%、86%。",
            ["executed central 48 万元", "executed provincial 17 万元", "rate central 96 %", "rate provincial 86 %"],
        ),
        (
            "争取中央资金40万元、省级资金10万元，下达各县（区）50万元，其中：甲县30万元、乙区20万元。",
            ["budget central 40 万元", "budget provincial 10 万元", *[f"budget total {n} 万元" for n in (50, 30, 20)]],
        ),
        (
            "中央资金20万元、省级资金12万元于2022年5月全部到位，到位率100%。",
            ["received central 20 万元", "received provincial 12 万元", "rate total 100 %"],
        ),
        (
            "中央资金30万元、省级资金8万元，共38万元，分解下达到3个市，其中：甲市6万元、乙市5万元。",
            ["budget central 30 万元", "budget provincial 8 万元", *[f"budget total {n} 万元" for n in (38, 6, 5)]],
        ),
        ("分配至甲街道20万元、乙街道25万元。", ["budget total 20 万元", "budget total 25 万元"]),
        (
            "下达补助资金126万元（某财农〔2022〕45号），其中：中央资金86万元，省级资金40万元。",
            ["budget total 126 万元", "budget central 86 万元", "budget provincial 40 万元"],
        ),
        (
            "预算共计12万元，其中一般公共预算拨款9万元，其他资金3万元。",
            ["budget total 12 万元", "budget - 9 万元", "budget other 3 万元"],
        ),
        (
            "年初结转26万元（其中：中央16万元、自治区10万元）。",
            ["carryover total 26 万元", "carryover central 16 万元", "carryover provincial 10 万元"],
        ),
        (
            "上年结转35万元，收到市财政局拨付资金20万元，合计可用资金55万元。",
            ["carryover total 35 万元", "received municipal 20 万元", "received total 55 万元"],
        ),
    ],
)
def test_lists_and_recipients_do_not_mix_up_whose_money_it_is(text: str, expected: list[str]) -> None:
    assert funds(text) == expected


@pytest.mark.parametrize(
    ("text", "items"),
    [
        ("中央、省级资金分别为30万元、20万元。", ["中央", "省级资金"]),
        ("分两批下达补助资金15万元和9万元。", ["分两批下达补助资金", "分两批下达补助资金"]),
        ("区级财政按1:1配套15万元。", ["区级财政按配套"]),
        ("当年下达31万元，较预算节约2万元。", ["当年下达", "较预算节约"]),
        ("全年执行数为75万元，资金总额80万元。", ["全年执行数", "资金总额"]),
    ],
)
def test_items_are_whole_words(text: str, items: list[str]) -> None:
    assert [draft.item for draft in read(text)] == items


def test_money_of_a_transfer_that_was_broken_down_is_that_of_all() -> None:
    text = (
        "中央财政下达补助资金共计52万元，其中：中央资金38万元、省级资金14万元。\n"
        "二、资金执行情况\n截至年底，已支付补助资金51万元。"
    )

    assert funds(text)[-1] == "executed total 51 万元"


def test_a_budget_told_again_as_received_stays_a_budget() -> None:
    assert funds("年度公用经费预算资金12万元。实际到位12万元。") == ["budget total 12 万元", "received total 12 万元"]


def test_parts_by_the_kind_of_spending_are_of_no_source() -> None:
    text = "全年支出900万元，其中：基本支出600万元，项目支出300万元。"

    assert funds(text) == ["executed total 900 万元", "executed - 600 万元", "executed - 300 万元"]


def test_a_sum_of_money_with_and_without_a_level_is_all_of_it() -> None:
    text = "2021年下达资金300万元，县级财政配套200万元，共计500万元。"

    assert funds(text) == ["budget total 300 万元", "budget county 200 万元", "budget total 500 万元"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "中央资金800万元已全部到位。县级配套资金300万元，实际到位180万元。",
            ["received central 800 万元", "budget county 300 万元", "received county 180 万元"],
        ),
        ("县财政资金160万元已拨付到账，实际支出171万元。", ["received county 160 万元", "executed total 171 万元"]),
        ("县财政资金160万元已拨付到账，实际支出151万元。", ["received county 160 万元", "executed county 151 万元"]),
    ],
    ids=["planned and come", "more than came", "of what came"],
)
def test_what_came_of_an_amount_tells_what_it_was(text: str, expected: list[str]) -> None:
    assert funds(text, "1.项目资金到位情况") == expected


def test_money_below_a_heading_of_spending_is_spent() -> None:
    assert funds("人员经费60万元，公用经费20万元。", "（一）基本支出情况") == [
        "executed total 60 万元",
        "executed total 20 万元",
    ]


@pytest.mark.parametrize(
    ("heading", "expected"), [("一、预算资金情况", []), ("1.项目资金到位情况", ["received total 42.73 万元"])]
)
def test_a_bare_amount_is_what_its_heading_says_or_nothing(heading: str, expected: list[str]) -> None:
    assert funds("42.73 万元.", heading) == expected
