"""What became of the money of a sentence, where other words than the nearest verb decide."""

from __future__ import annotations

import pytest

from tests.finders.test_narrative_funds import funds, read


@pytest.mark.parametrize(
    "text",
    [
        "质保金因验收推迟未在年内支付9万元。",
        "截至年底尚未拨付资金9万元。",
        "没有支付的工程款为9万元。",
        "尚有9万元资金未到位。",
        "还有9万元未能按时支付。",
    ],
)
def test_what_is_denied_is_left(text: str) -> None:
    assert funds(text) == ["remaining total 9 万元"]


def test_money_that_has_not_come_is_told_among_the_problems_too() -> None:
    assert funds("企业自筹部分尚有9万元未到位。", "三、存在问题") == ["remaining other 9 万元"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("县级应配套66万元，实际配套50万元。", ["budget county 66 万元", "received county 50 万元"]),
        ("需配套资金20万元，已到位15万元。", ["budget total 20 万元", "received total 15 万元"]),
        ("收到文件后20日内安排资金680万元。", ["budget total 680 万元"]),
        ("在收到中央文件后30日内将680万元分解到6个县。", ["budget central 680 万元"]),
        ("我市将680万元分解下达各县。其中柳河县80万元。", ["budget total 680 万元", "budget total 80 万元"]),
        ("我局把120万元拨付到各乡镇。", ["executed total 120 万元"]),
        ("资金已全部拨付到项目单位，单位自筹配套260万元。", ["budget other 260 万元"]),
        ("资金已拨付项目单位，企业自筹资金90万元。", ["budget other 90 万元"]),
        ("已拨付各学校，其中一中60万元。", ["executed total 60 万元"]),
        ("市财政局拨付我局40万元。", ["received municipal 40 万元"]),
        ("2022年省级拨付护理费40万元。", ["budget provincial 40 万元"]),
        (
            "申请预算资金90万元分三块使用：编制30万元；审计60万元。",
            ["budget total 90 万元", *["budget total 30 万元"], "budget total 60 万元"],
        ),
        ("批复预算85万元（内有年初结转项目2个，50万元）。", ["budget total 85 万元", "carryover total 50 万元"]),
    ],
)
def test_another_word_than_the_nearest_verb_may_decide(text: str, expected: list[str]) -> None:
    assert funds(text) == expected


def test_money_that_a_higher_body_pays_has_come_where_the_section_is_about_arrival() -> None:
    assert funds("县财政局下达并拨付资金200万元。", "（一）项目资金到位情况分析") == ["received county 200 万元"]


@pytest.mark.parametrize("text", ["管护经费每年需30余万元。", "项目还需资金200万元。", "节约成本2.7万元。"])
def test_money_that_is_wanted_or_saved_on_costs_is_no_fund(text: str) -> None:
    assert funds(text) == []


def test_needed_payments_are_a_plan_all_the_same() -> None:
    assert funds("急需资金30万元。") == ["budget total 30 万元"]


@pytest.mark.parametrize(
    ("text", "sources"),
    [
        ("年初预算650万元，调整后预算564万元，资金来源为县级财政资金。", ["county", "county"]),
        ("下达650万元，资金来源为中央和省级资金。", ["total"]),
    ],
)
def test_the_source_may_be_named_behind_all_amounts(text: str, sources: list[str]) -> None:
    assert [draft.source for draft in read(text)] == sources


def test_the_rate_of_all_money_is_that_of_the_total() -> None:
    assert funds("中央补助项目资金总额预算执行率为82%。") == ["rate total 82 %"]


def test_a_list_goes_on_over_semicolons_with_items_that_are_names_alone() -> None:
    assert funds("安排自治区补助320万元，具体为：保障房54万元；新建公厕252万元；人行桥14万元。") == [
        f"budget provincial {amount} 万元" for amount in (320, 54, 252, 14)
    ]


def test_the_budget_is_told_where_a_report_tells_how_the_project_came_about() -> None:
    text = "项目投资约300万元，列入部门预算，年初批复预算198万元。"

    assert "budget total 198 万元" in funds(text, "（一）项目立项背景")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "预算总额120万元，其中基本支出90万元，项目支出30万元。",
            ["budget total 120 万元", "budget - 90 万元", "budget - 30 万元"],
        ),
        ("全年总支出110万元。", ["executed total 110 万元"]),
        ("累计支付进度款126万元。", ["executed total 126 万元"]),
        ("合同价款320万元，已支付合同款256万元。", ["other total 320 万元", "executed total 256 万元"]),
        ("市财政局追加预算25万元。", ["budget municipal 25 万元"]),
        ("财政拨款80万元，支出80万元。", ["budget total 80 万元", "executed total 80 万元"]),
    ],
)
def test_nouns_of_spending_and_prices_are_told_from_payments(text: str, expected: list[str]) -> None:
    assert funds(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("项目资金支出占预算的94.5%。", ["rate total 94.5 %"]),
        (
            "中央、省级、市县资金到位率分别为100%、95%、80%。",
            ["rate central 100 %", "rate provincial 95 %", "rate municipal 80 %"],
        ),
    ],
)
def test_rates_may_be_shares_or_stand_in_a_list(text: str, expected: list[str]) -> None:
    assert funds(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("县财政局拨付到账90万元，实际支出85万元，预算执行率94.44%。", ["county", "total", "total"]),
        ("县级财政资金90万元，实际支出85万元。", ["county", "county"]),
        (
            "全年支出95万元，其中专款支出60万元，县级配套资金支出35万元，资金执行率95%。",
            ["total", "total", "county", "total"],
        ),
        ("全年支出95万元，其中县级配套资金支出35万元，执行率70%。", ["total", "county", "county"]),
        ("镇财政预算安排经费46万元。", ["local"]),
        ("下达旅游厕所补助地方资金46万元。", ["total"]),
    ],
)
def test_who_paid_and_the_last_part_do_not_say_whose_the_rest_is(text: str, expected: list[str]) -> None:
    assert [figure.split()[1] for figure in funds(text)] == expected


@pytest.mark.parametrize("told", ["比2020年减少12万元", "较上年增加12万元", "同比减少12万元", "比上年度多支出12万元"])
def test_how_much_more_or_less_an_amount_is_is_no_sum_spent(told: str) -> None:
    assert funds(f"运行经费支出90万元，{told}。")[1:] == ["other - 12 万元"]


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        ("收入合计90万元，其中一般公共预算财政拨款80万元，其他收入10万元。", ["received", "received", "received"]),
        ("一般公共预算财政拨款80万元。", ["budget"]),
        ("2022年年初预算收入90万元，收入预算80万元。", ["budget", "budget"]),
        ("截至年底已支付80万元，预留质保金9万元。", ["executed", "remaining"]),
        ("已支付质保金9万元。", ["executed"]),
        ("分两批下达我县车辆税收入补助资金90万元。", ["budget"]),
    ],
)
def test_income_and_budgets_of_income_are_told_apart(text: str, roles: list[str]) -> None:
    assert [figure.split()[0] for figure in funds(text)] == roles


@pytest.mark.parametrize(
    ("told", "source"),
    [
        ("确保第二批专项资金剩余9万元用完", "central"),
        ("首批补助资金结余9万元", "central"),
        ("第二批专项资金和省级资金合计结余9万元", "total"),
        ("专项资金结余9万元", "total"),
    ],
)
def test_a_batch_is_of_the_transfer_also_behind_its_parts(told: str, source: str) -> None:
    parts = "中央财政下达补助资金共计52万元，其中：中央资金38万元、省级资金14万元。"

    assert funds(f"{parts}\n二、存在问题\n下一步，{told}。")[-1] == f"remaining {source} 9 万元"
