"""Many readings, one fact: which belong together, which one is kept, and what becomes of the other."""

from __future__ import annotations

from dataclasses import replace

import pytest

from extractor.document import Span
from extractor.facts import Context, FundDraft, IndicatorDraft, ResultDraft, measure
from extractor.quantity import parse
from extractor.report import Measure
from extractor.resolve import Resolved, resolve
from tests.documents import LIBRARY, page, report, stated

TABLE, TOLD = "indicator_tables", "narrative"


def value(text: str, start: int = 0) -> Measure:
    """The value that `text` states, told to stand at `start`."""
    document = page("　" * start + text)
    quantity = parse(text, LIBRARY.lexicon)
    assert quantity is not None
    return measure(Context(document, LIBRARY.lexicon, "test"), quantity, Span(start, start + len(text)), field="value")


def draft(name: str, target: str = "", actual: str = "", *, finder: str = TOLD, order: int = 0) -> IndicatorDraft:
    context = Context(page(name), LIBRARY.lexicon, "test")
    return IndicatorDraft(
        name=name,
        order=order,
        finder=finder,
        evidence=(context.evidence(Span(0, len(name)), "name"),),
        target=value(target) if target else None,
        actual=value(actual) if actual else None,
    )


def resolved(*drafts: IndicatorDraft) -> Resolved:
    return resolve(drafts, [], [], LIBRARY)


def facts(*drafts: IndicatorDraft) -> list[tuple[str, str | None, str | None]]:
    return [(fact.name, stated(fact.target), stated(fact.actual)) for fact in resolved(*drafts).indicators]


def test_a_target_here_and_a_result_there_are_one_indicator() -> None:
    assert facts(draft("步道长度", "≥8公里", order=1), draft("步道长度", "", "8.5公里", order=9)) == [
        ("步道长度", ">= 8 公里", "= 8.5 公里")
    ]


def test_the_fact_keeps_the_evidence_of_both_places() -> None:
    (fact,) = resolved(draft("步道长度", "≥8公里", order=1), draft("步道长度", "", "8.5公里", order=9)).indicators

    assert [item.text for item in fact.evidence] == ["步道长度", "步道长度"]


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        ("步道长度", "步道长度", True),
        ("接受转让许可的企业数量增幅", "接受转让许可企业的数量增幅", True),
        ("新建步道长度", "步道长度", True),
        ("群众对公共服务（含文体）满意度", "群众对公共服务含文体满意度", True),
        ("步道长度", "绿地面积", False),
        ("新建步道长度", "改造步道数量", False),
    ],
)
def test_names_may_be_worded_slightly_differently(first: str, second: str, same: bool) -> None:
    found = facts(draft(first, "≥8公里", order=1), draft(second, "", "8.5公里", order=9))

    assert (len(found) == 1) is same


ALIKE = [
    ("哮喘患者规范管理率", "痛风患者规范管理率"),
    ("中专教师培训合格率", "职高教师培训合格率"),
    ("绿道一期工程完成率", "绿道二期工程完成率"),
    ("男童入园率", "女童入园率"),
    ("春季补苗成活率", "秋季补苗成活率"),
    ("7岁以下儿童建档率", "3岁以下儿童建档率"),
]


@pytest.mark.parametrize(("wanted", "told"), ALIKE)
@pytest.mark.parametrize("number", [None, "2"])
def test_a_result_of_another_thing_answers_no_target_and_is_told(wanted: str, told: str, number: str | None) -> None:
    first, second = draft(wanted, "≥60%", order=1), draft(told, "", "62%", order=9)
    found = resolved(replace(first, number=number), replace(second, number=number))

    assert [(one.name, stated(one.target), stated(one.actual)) for one in found.indicators] == [
        (wanted, ">= 60 %", None),
        (told, None, "= 62 %"),
    ]
    (note,) = found.notes
    assert note.code == "names_apart"
    assert wanted in note.message
    assert told in note.message


def test_a_result_is_told_once_with_the_target_most_like_it() -> None:
    wanted = [draft(name, "≥60%", order=rank) for rank, name in enumerate(("东城骑行达标率", "西城绿道骑行达标率"))]

    (note,) = resolved(*wanted, draft("北城绿道骑行达标率", "", "62%", order=9)).notes
    assert "西城绿道骑行达标率" in note.message


def test_targets_that_are_answered_are_not_told_again() -> None:
    drafts = [draft(name, "≥60%", order=rank) for rank, name in enumerate(ALIKE[0])]
    answers = [draft(name, "", "62%", order=9 + rank) for rank, name in enumerate(ALIKE[0])]

    found = resolved(*drafts, *answers)
    assert [fact.name for fact in found.indicators] == list(ALIKE[0])
    assert found.notes == ()


@pytest.mark.parametrize("result", ["8.5公里", "95%"])
def test_a_result_of_another_kind_does_not_answer_a_name_that_only_resembles_its_own(result: str) -> None:
    assert len(facts(draft("步道建设成本", "≤80万元/公里", order=1), draft("步道建设", "", result, order=9))) == 2


@pytest.mark.parametrize(("number", "count"), [("2", 1), ("3", 2), (None, 2)])
def test_the_same_number_joins_names_that_differ_more(number: str | None, count: int) -> None:
    first = replace(draft("培训人数", "≥300人", order=1), number="2")
    second = replace(draft("参训人数", "", "320", order=9), number=number)

    assert len(facts(first, second)) == count


def test_another_number_is_another_indicator() -> None:
    first = replace(draft("培训人数", "≥300人", order=1), number="2")
    second = replace(draft("参训人数", "", "320人", order=9), number="3")

    assert len(facts(first, second)) == 2


def test_two_rows_of_tables_stay_two_indicators() -> None:
    rows = [draft("培训人数", "≥300人", finder=TABLE, order=1), draft("培训人数", "≥50人", finder=TABLE, order=2)]

    assert len(facts(*rows)) == 2


def test_a_table_wins_over_running_text() -> None:
    told = draft("步道长度", "", "8.9公里", order=1)
    listed = draft("步道长度", "≥8公里", "8.5公里", finder=TABLE, order=9)

    assert facts(told, listed) == [("步道长度", ">= 8 公里", "= 8.5 公里")]


def test_what_loses_and_differs_is_a_conflict() -> None:
    told = draft("步道长度", "", "8.9公里", order=1)
    listed = draft("步道长度", "≥8公里", "8.5公里", finder=TABLE, order=9)

    (conflict,) = resolved(told, listed).conflicts
    assert (conflict.fact, conflict.kept, conflict.other) == ("indicator.1", "8.5公里", "8.9公里")
    assert conflict.reason.startswith("actual: ")
    assert [item.text for item in conflict.evidence] == ["8.5公里", "8.9公里"]


def test_the_same_amount_in_other_units_is_no_conflict() -> None:
    told = draft("绿地面积", "", "1万亩", order=1)
    listed = draft("绿地面积", "≥1万亩", "10000亩", finder=TABLE, order=9)

    assert resolved(told, listed).conflicts == ()


def test_facts_stand_in_the_order_of_the_text_and_are_numbered() -> None:
    found = resolved(draft("绿地面积", "≥3亩", order=9), draft("步道长度", "≥8公里", order=1)).indicators

    assert [(fact.key, fact.id, fact.name) for fact in found] == [
        ("indicator.1", "1", "步道长度"),
        ("indicator.2", "2", "绿地面积"),
    ]


def test_the_id_is_the_number_of_the_report() -> None:
    (fact,) = resolved(replace(draft("步道长度", "≥8公里"), number="7")).indicators

    assert (fact.key, fact.id) == ("indicator.1", "7")


def test_figures_told_again_beside_a_list_are_results() -> None:
    listed = [
        draft(name, "≥1个", "2个", finder=TABLE, order=rank) for rank, name in enumerate(["步道", "驿站", "绿地"])
    ]
    found = resolved(*listed, draft("惠及游客总数", "", "9万人", order=50))

    assert [fact.name for fact in found.indicators] == ["步道", "驿站", "绿地"]
    assert [(fact.key, fact.name, stated(fact.value)) for fact in found.results] == [
        ("result.1", "惠及游客总数", "= 9 万人")
    ]


@pytest.mark.parametrize(("told", "conflicts"), [("39户", 1), ("39个", 0)])
def test_a_figure_that_counts_other_things_disputes_none_of_a_name_that_differs(told: str, conflicts: int) -> None:
    listed = draft("旧宅院翻修户数", "≥40户", "41户", finder=TABLE, order=9)

    assert len(resolved(listed, draft("旧宅院翻修", "", told, order=1)).conflicts) == conflicts


def fund(amount: str, start: int, finder: str) -> FundDraft:
    return FundDraft(
        item="资金", role="budget", source="total", amount=value(amount, start), order=start, finder=finder
    )


def test_one_place_gives_one_fund_figure() -> None:
    found = resolve([], [fund("5万元", 3, "b"), fund("5万元", 3, "a"), fund("5万元", 9, "a")], [], LIBRARY).funds

    assert [(figure.key, figure.evidence[0].start) for figure in found] == [("fund.1", 3), ("fund.2", 9)]


def test_a_month_or_day_of_a_figure_becomes_a_date() -> None:
    (figure,) = resolve([], [replace(fund("5万元", 0, "a"), as_of="2022-12-31")], [], LIBRARY).funds

    assert figure.as_of is not None
    assert figure.as_of.isoformat() == "2022-12-31"


def test_results_stand_in_the_order_of_the_text() -> None:
    later = ResultDraft(name="绿地", value=value("3处"), growth=None, order=9)
    found = resolve([], [], [later, replace(later, name="步道", order=1)], LIBRARY).results

    assert [(fact.key, fact.name) for fact in found] == [("result.1", "步道"), ("result.2", "绿地")]


@pytest.mark.parametrize(
    ("target", "actual", "joined"),
    [
        ("更新绘本", "绘本更新", True),
        ("读者满意度", "读者对借阅服务的满意度", True),
        ("读者满意度", "馆员对借阅服务的满意度", False),
        ("更新绘本", "更新书架", False),
    ],
)
def test_a_name_turned_round_or_told_at_length_is_the_same(target: str, actual: str, joined: bool) -> None:
    found = resolved(draft(target, target="90%", order=1), draft(actual, actual="95%", order=2)).indicators

    assert (len(found) == 1) is joined


@pytest.mark.parametrize(
    ("target", "actual", "joined"),
    [
        ("购置胃镜、肠镜等专用设备", "购置专用设备", True),
        ("选派骨干教师外出进修", "选派骨干教师到师范学院进修", True),
        ("新建城市公厕", "新建农村公厕", False),
        ("购置设备", "购置胃镜、肠镜等专用设备", False),
    ],
)
def test_a_name_with_words_put_between_is_the_same_and_keeps_the_first_form(
    target: str, actual: str, joined: bool
) -> None:
    found = resolved(draft(target, target="9台", order=1), draft(actual, actual="11台", order=2)).indicators

    assert found[0].name == target
    assert (len(found) == 1) is joined


TABLES = """表1 年度目标
指标名称 | 指标值 | 权重
渠道清淤长度 | ≥12公里 | 10
灌溉保证率 | ≥90% | 10
逐项核实如下。
表2 完成情况
指标名称 | {column} | 得分
渠道清淤长度 | 13公里 | 10
灌溉保证率 | 88% | 9
管护人员 | 5人 | 9
"""


def test_targets_in_one_table_are_answered_by_the_next() -> None:
    found = report(TABLES.format(column="实际完成值")).indicators

    assert [(one.name, stated(one.target), stated(one.actual), one.weight, one.score) for one in found] == [
        ("渠道清淤长度", ">= 12 公里", "= 13 公里", 10, 10),
        ("灌溉保证率", ">= 90 %", "= 88 %", 10, 9),
        ("管护人员", None, "= 5 人", None, 9),
    ]


def test_tables_that_both_state_targets_are_two_lists() -> None:
    found = report(TABLES.format(column="年度指标值")).indicators

    assert [one.name for one in found] == ["渠道清淤长度", "灌溉保证率", "渠道清淤长度", "灌溉保证率", "管护人员"]
