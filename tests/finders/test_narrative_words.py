"""Targets and results told in words, names that are sentences of their own, and targets that no word calls so."""

from __future__ import annotations

import pytest

from extractor.finders.narrative import Told, find_told_indicators
from extractor.outline import sentences
from tests.documents import LIBRARY, page, report, stated

RESULTS = "二、绩效目标完成情况分析\n（二）绩效指标完成情况分析\n"
PROMISED = "1.产出指标\n一是数量。计划硬化村道18公里，加固涵洞不少于7座。\n二是时效。路面平整合格率达100%。\n"


def told(text: str) -> Told:
    document = page(RESULTS + text)
    return find_told_indicators(document, LIBRARY, sentences(document, LIBRARY, []))


def rows(text: str) -> list[str]:
    """Each indicator as name|target|actual value."""
    return [
        f"{draft.name}|{stated(draft.target) or ''}|{stated(draft.actual) or ''}" for draft in told(text).indicators
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("垃圾分类知晓率。年初目标值85%，实际完成值88%。", "垃圾分类知晓率|= 85 %|= 88 %"),
        ("验收时间。年初目标值2022年11月底前，实际于2022年11月6日完成。", "验收时间|2022年11月底前|2022年11月6日"),
        ("安全责任事故数。预期目标0起，实际发生0起。", "安全责任事故数|= 0 起|= 0 起"),
        ("巡林次数。年初目标值≥30次。实际完成35次。", "巡林次数|>= 30 次|= 35 次"),
        ("社区环境面貌。年初目标值有效改善，实际完成值有效改善。", "社区环境面貌|有效改善|有效改善"),
        ("③社区环境面貌。目标有效改善，实际有效改善。", "社区环境面貌|有效改善|有效改善"),
    ],
)
def test_a_name_may_be_the_sentence_before_its_target(text: str, expected: str) -> None:
    assert rows(text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "巡林次数。目标任务全面落实，实际效果较好。",
        "数量指标。目标值明确，完成较好。",
        "巡林工作顺利完成。目标值的设定较为合理。",
    ],
)
def test_a_sentence_that_is_no_name_or_no_target_gives_nothing(text: str) -> None:
    assert rows(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2.窗口服务水平：目标值稳步提升，实际完成值稳步提升。", "窗口服务水平|稳步提升|稳步提升"),
        ("窗口服务水平，预期目标稳步提升，实际有所提升。", "窗口服务水平|稳步提升|有所提升"),
        ("窗口服务水平：预期目标稳步提升；实际稳步提升。", "窗口服务水平|稳步提升|稳步提升"),
        ("窗口服务水平：目标值：稳步提升；完成值：有所提升。", "窗口服务水平|稳步提升|有所提升"),
        ("窗口服务水平目标值：稳步提升，完成值：有所提升。", "窗口服务水平|稳步提升|有所提升"),
        ("窗口服务水平实际稳步提升，目标为稳步提升。", "窗口服务水平|稳步提升|稳步提升"),
        ("值守制度实际完成值健全，目标值健全。", "值守制度|健全|健全"),
        ("施工进度，目标为按期完工，实际按期完工。", "施工进度|按期完工|按期完工"),
        ("施工进度：计划按期完成，实际按期完成。", "施工进度|按期完成|按期完成"),
        ("窗口服务水平目标值为稳步提升实际完成值为有所提升。", "窗口服务水平|稳步提升|有所提升"),
        ("居民获得感明显提升，已完成。", "居民获得感|明显提升|已完成"),
        ("完成时限目标2022年底，实际2022年底完成。", "完成时限|2022年底|2022年底"),
        ("村民出行条件明显改善，已达成预期指标。", "村民出行条件|明显改善|已达成预期指标"),
        ("志愿者补贴标准每人每天80元，实际按该标准发放。", "志愿者补贴标准|= 80 元|按该标准发放"),
        ("（1）居民安全感：目标值“不断增强”，实际完成“不断增强”。", "居民安全感|不断增强|不断增强"),
        ("津贴发放时间，年初目标值每月12日前，实际完成每月12日前。", "津贴发放时间|每月12日前|每月12日前"),
    ],
)
def test_target_and_result_in_words(text: str, expected: str) -> None:
    assert rows(text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "项目目标明确，完成较好。",
        "计划安排合理，实际执行规范。",
        "窗口服务水平明显改善，群众普遍认可。",
        "目标管理规范；完成情况良好。",
    ],
)
def test_words_that_hold_no_pair_give_no_indicator(text: str) -> None:
    assert rows(text) == []


def test_each_target_of_a_sentence_takes_the_words_right_behind_it() -> None:
    assert rows("安装路灯≥30盏，已完成，清淤≥5公里，实际6公里。") == [
        "安装路灯|>= 30 盏|已完成",
        "清淤|>= 5 公里|= 6 公里",
    ]


@pytest.mark.parametrize("result", ["2座水池因备料影响延期", "2个村尚未开工", "3处塘坝受降雨影响推迟"])
def test_what_was_hindered_is_no_indicator(result: str) -> None:
    assert rows(f"实际硬化村道18公里，{result}。") == ["硬化村道||= 18 公里"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("系统验收合格率目标值≥90%，因供电改造推迟，暂未检测。", "系统验收合格率|>= 90 %|暂未检测"),
        ("计划改造泵站3座，尚未开工。", "改造泵站|= 3 座|尚未开工"),
        ("计划改造泵站3座，未完成年度任务。", "改造泵站|= 3 座|"),
        ("开挖沟渠2.4公里，已建成2.4公里。", "开挖沟渠|= 2.4 公里|= 2.4 公里"),
        ("改造沟渠3公里，现已改造2公里。", "改造沟渠|= 3 公里|= 2 公里"),
    ],
)
def test_what_has_come_about_or_not_is_the_result(text: str, expected: str) -> None:
    assert rows(text) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("12345热线按期办结率100%，年初目标为≥98%。", "12345热线按期办结率|>= 98 %|= 100 %"),
        (
            "60岁以上老人补助标准，年初目标值120元/月，实际完成120元/月。",
            "60岁以上老人补助标准|= 120 元/月|= 120 元/月",
        ),
        ('数量指标"重阳"慰问人数，年初目标值≥90人，实际完成92人。', '"重阳"慰问人数|>= 90 人|= 92 人'),
        ("（四）群众满意度测评为87%，达到85%的年度目标。", "群众满意度|= 85 %|= 87 %"),
        ("问卷调查显示居民满意度为88.2%。", "居民满意度||= 88.2 %"),
        ("全年免费开放268天。", "免费开放||= 268 天"),
        ("补助人数，年初目标值72人，实际完成70人（迁出2人）。", "补助人数|= 72 人|= 70 人"),
        ("全年受理咨询事项48件，办结45件。", "受理咨询事项||= 48 件"),
        ("累计借阅人次不少于300人次，实际320人次。", "累计借阅人次|>= 300 人次|= 320 人次"),
        ("累计建成充电桩目标400个，实际累计建成412个。", "建成充电桩|= 400 个|= 412 个"),
        ("年初目标完成改厕400座，实际完成436座。", "改厕|= 400 座|= 436 座"),
        ("完成及时率≥95%，实际96%。", "完成及时率|>= 95 %|= 96 %"),
        ("返工率降至3%以下，实际为2.6%。", "返工率|<= 3 %|= 2.6 %"),
    ],
)
def test_names_begin_and_end_where_the_thing_does(text: str, expected: str) -> None:
    assert rows(text) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("路灯安装80盏（完成78盏）。", "路灯安装|= 80 盏|= 78 盏"),
        ("年初设定路灯安装80盏。", "路灯安装|= 80 盏|"),
        ("设定路灯验收合格率为100%，已验收完毕。", "路灯验收合格率|= 100 %|已验收完毕"),
        ("年度目标任务为清运垃圾112吨，已清运112吨。", "清运垃圾|= 112 吨|= 112 吨"),
        ("应发放津贴300户，实际发放津贴287户。", "发放津贴|= 300 户|= 287 户"),
        ("居民投诉率≤1%，实际无投诉。", "居民投诉率|<= 1 %|无投诉"),
        ("2023年任务为培育驿站30家，实际培育33家。", "培育驿站|= 30 家|= 33 家"),
        ("2.津贴发放：应发放1260人，实发放1248人。", "津贴发放|= 1260 人|= 1248 人"),
        ("开展轮训58期，目标60期，因雨2期轮训取消。", "开展轮训|= 60 期|= 58 期"),
        ("因灾返贫户数目标0户，实际0户。", "因灾返贫户数|= 0 户|= 0 户"),
        ("因栏杆缺损引发的事故目标值0起，实际发生0起。", "因栏杆缺损引发的事故|= 0 起|= 0 起"),
        ("②准点率：≥90%，88.7%。", "准点率|>= 90 %|= 88.7 %"),
        ("②投诉率：不高于0.5‰，实际0.3‰。", "投诉率|<= 0.5 ‰|= 0.3 ‰"),
        ("①日均客流：较上年增长5%以上，实际下降2.1%。", "日均客流|>= 5 %|= 2.1 %"),
        ("展厅免费开放312天，目标300天。", "展厅免费开放|= 300 天|= 312 天"),
        ("新建水闸3座（计划4座，1座因征地未开工）。", "新建水闸|= 4 座|= 3 座"),
    ],
)
def test_more_words_of_a_promise_and_its_result(text: str, expected: str) -> None:
    assert rows(text) == [expected]


STEPS = "步道里程|>= 12 公里|= 12.5 公里"
LAMPS = "路灯数|= 80 盏|= 78 盏"


@pytest.mark.parametrize(
    "text",
    [
        "步道里程\n年初目标值≥12公里，实际完成值12.5公里。\n路灯数\n年初目标值80盏，实际完成值78盏。",
        "步道里程：\n年初目标值：≥12公里\n实际完成值：12.5公里\n路灯数：\n年初目标值：80盏\n实际完成值：78盏",
        "（1）步道里程\n目标值≥12公里，完成值12.5公里。\n（2）路灯数\n目标值80盏，完成值78盏。",
        "指标名称：步道里程\n目标值：≥12公里\n完成值：12.5公里\n指标名称：路灯数\n目标值：80盏\n完成值：78盏",
        "●步道里程：≥12公里；实际完成：12.5公里。\n●路灯数：目标80盏；实际完成：78盏。",
        "目标：步道里程≥12公里、路灯数80盏。完成：步道里程12.5公里、路灯数78盏。",
    ],
    ids=["one line", "two lines", "numbered", "labelled", "bullets", "all targets, then all results"],
)
def test_a_name_target_and_result_may_stand_on_lines_of_their_own(text: str) -> None:
    found = report(RESULTS + text).indicators

    assert [f"{one.name}|{stated(one.target)}|{stated(one.actual)}" for one in found] == [STEPS, LAMPS]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("路灯 80盏 78盏", "路灯|= 80 盏|= 78 盏"),
        ("指标1：步道里程 524m 510m 10 9.5", "步道里程|= 524 m|= 510 m"),
        ("指标1：合格率 100% 98%", "合格率|= 100 %|= 98 %"),
    ],
)
def test_of_two_values_side_by_side_below_a_level_the_first_is_taken_for_the_target(text: str, expected: str) -> None:
    found = told(f"1.数量指标\n{text}")

    (only,) = found.indicators
    assert f"{only.name}|{stated(only.target)}|{stated(only.actual)}" == expected
    assert [note.code for note in found.notes] == ["side_guessed"]


@pytest.mark.parametrize("text", ["路灯80盏、78盏。", "路灯80盏 12公里", "全年安装路灯80盏，另有78盏待装。"])
def test_values_that_do_not_stand_side_by_side_are_not_guessed_at(text: str) -> None:
    assert told(f"1.数量指标\n{text}").notes == ()


def test_levels_below_a_heading_of_targets_hold_targets() -> None:
    text = (
        "一、绩效目标情况\n1.数量指标：新建步道≥12公里；改造公厕8座。\n2.满意度指标：群众满意度≥90%。\n"
        "二、完成情况\n1.数量指标：新建步道12.6公里；改造公厕7座。\n2.满意度指标：群众满意度92%。\n"
    )
    assert [f"{one.name}|{stated(one.target)}|{stated(one.actual)}" for one in report(text).indicators] == [
        "新建步道|>= 12 公里|= 12.6 公里",
        "改造公厕|= 8 座|= 7 座",
        "群众满意度|>= 90 %|= 92 %",
    ]


def test_a_standard_without_a_sign_is_a_target_in_a_numbered_list_of_targets() -> None:
    goals = "一、绩效目标分解下达情况\n（二）绩效目标\n1.义诊人次≥300人次。\n2.餐补标准79元。\n"
    told = report(goals + "二、绩效目标完成情况分析\n1.义诊人次310人次。\n2.餐补标准79元。\n").indicators

    assert [(stated(one.target), stated(one.actual)) for one in told] == [
        (">= 300 人次", "= 310 人次"),
        ("= 79 元", "= 79 元"),
    ]


def test_costs_below_their_own_heading_are_results() -> None:
    goals = "一、绩效目标\n年度绩效指标：开展轮训60期，人均轮训成本控制在150元以内。\n二、绩效目标完成情况\n"
    told = report(goals + "（一）产出指标。开展轮训58期。\n（二）成本指标。人均轮训成本142.5元。\n").indicators

    assert [stated(one.actual) for one in told] == ["= 58 期", "= 142.5 元"]


def test_a_list_of_goals_goes_on_behind_a_bound() -> None:
    goals = "年度绩效目标如下：1.义诊人次≥300人次;2.餐补标准79元;3.义诊合格率100%。"

    assert rows(goals) == ["义诊人次|>= 300 人次|", "餐补标准|= 79 元|", "义诊合格率|= 100 %|"]


def test_a_numbered_standard_is_answered_behind_a_semicolon() -> None:
    assert rows("4.餐补标准79元;实际完成78元。") == ["餐补标准|= 79 元|= 78 元"]


def test_the_number_of_a_goal_is_no_value() -> None:
    assert rows("目标1完成情况：新建步道12.6公里，完成率105%。") == ["新建步道||= 12.6 公里"]


def test_words_on_lines_of_their_own() -> None:
    assert rows("村容村貌\n目标值：有效提升\n完成值：有所提升") == ["村容村貌|有效提升|有所提升"]


@pytest.mark.parametrize("name", ["社会效益指标", "目标完成情况", "项目已全部完成，"])
def test_a_heading_over_a_pair_is_no_name(name: str) -> None:
    assert name.rstrip("，") not in "".join(rows(f"{name}\n目标值：12公里\n完成值：12.5公里"))


@pytest.mark.parametrize(
    "text",
    ["该事权包含指导性任务4个。", "中心管养道路，设养护工班25个。", "改造尾款已付，涉及改造小区数3个、改造户数120户。"],
)
def test_tasks_posts_and_those_whom_a_project_touches_are_background(text: str) -> None:
    assert rows(text) == []


@pytest.mark.parametrize(
    ("promised", "done", "expected"),
    [
        (
            "目标是购置设备56台，2019年11月底前投入使用。",
            "因安装滞后，于12月6日投入使用。",
            ["投入使用|2019年11月底前|", "投入使用||12月6日"],
        ),
        (
            "计划新建步道，步道工程于2021年11月底前完工。",
            "全部步道工程已于11月18日完工。",
            ["步道工程完工|2021年11月底前|", "全部步道工程完工||11月18日"],
        ),
        ("计划购置设备，2019年11月底前投入使用。", "设备运行正常。", []),
        ("计划购置设备。", "设备于12月6日投入使用，于11月3日验收。", []),
        ("计划新建步道，2021年11月底前完成。", "于11月18日完成。", []),
    ],
    ids=[
        "an act that names itself",
        "an act of something",
        "not told again",
        "not promised",
        "an act that names nothing",
    ],
)
def test_the_day_of_an_act_counts_where_one_paragraph_promises_it_and_another_tells_it(
    promised: str, done: str, expected: list[str]
) -> None:
    assert [row for row in rows(f"{promised}\n{done}") if "月" in row] == expected


LISTED = "农膜回收率≥80%，受益农户满意度≥85%，资金执行率≥90%。\n"


def test_a_rate_of_the_money_is_an_indicator_where_it_is_promised_in_a_list_of_them() -> None:
    results = "农膜回收率82%；受益农户满意度91%；资金执行率88.5%，未达到年度目标。"

    assert [row for row in rows(LISTED + results) if "资金" in row] == ["资金执行率|>= 90 %|", "资金执行率||= 88.5 %"]


def test_a_rate_of_the_money_that_was_not_promised_is_none() -> None:
    found = told("农膜回收率82%；受益农户满意度91%；资金执行率88.5%。")

    assert [draft.name for draft in found.indicators] == ["农膜回收率", "受益农户满意度"]
    assert [draft.name for draft in found.results] == []


@pytest.mark.parametrize(
    "text",
    [
        "共设置绩效目标33个，其中产出指标23个、效益指标8个、满意度指标2个，全部完成31个。",
        "成立由局长任组长、3名副局长任副组长的自评领导小组，抽查项目12个，发放问卷200份，有效率98%。",
        "自评得分96分，其中投入20分、过程20分、产出指标35分。",
        "根据办法规定，完成率90%以上得10分，80%（含80%）至90%得8分。",
        "公示期不少于7天，无异议。",
        "工程分3个标段实施，中标单位5家。",
        "下一步将新建5个站点，力争覆盖率达到95%。",
        "附件2：佐证材料12份。",
        "未完成原因是资金到位晚，导致15公里管网停工。",
    ],
    ids=[
        "indicators",
        "the review",
        "points",
        "a rule",
        "a procedure",
        "a contract",
        "plans",
        "attachments",
        "reasons",
    ],
)
def test_counts_of_the_review_its_rules_and_plans_are_no_indicators(text: str) -> None:
    assert rows(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("新建站点绩效目标14个，实际新建14个。", "新建站点|= 14 个|= 14 个"),
        ("考核得分率目标≥90%，实际95%。", "考核得分率|>= 90 %|= 95 %"),
        ("累计建成充电桩60个，年度目标为50个。", "建成充电桩|= 50 个|= 60 个"),
    ],
)
def test_words_of_the_review_may_name_an_indicator(text: str, expected: str) -> None:
    assert rows(text) == [expected]


def test_what_a_paragraph_tells_as_reasons_is_no_indicator_until_its_end() -> None:
    text = (
        "1.步道项目绩效自评综述：完成情况：巡查率目标≥90%，实际95%。发现的主要问题及原因：人员流失，年内离岗5人。"
        "下一步改进措施：力争开班9期。\n2.物业项目绩效自评综述：保障面积300平方米，年初目标为300平方米。"
    )
    assert rows(text) == ["巡查率|>= 90 %|= 95 %", "保障面积|= 300 平方米|= 300 平方米"]


def test_a_bare_value_among_targets_is_one_where_a_later_paragraph_answers_them() -> None:
    found = told(PROMISED + "截至年末，硬化村道实际完成17公里，加固涵洞实际完成7座；路面平整合格率94%。")
    by_name = [(draft.name, stated(draft.target), stated(draft.actual)) for draft in found.indicators]

    assert ("路面平整合格率", "= 100 %", None) in by_name
    assert ("路面平整合格率", None, "= 94 %") in by_name
    assert [(note.code, note.span and note.span.end - note.span.start) for note in found.notes] == [("side_guessed", 4)]


@pytest.mark.parametrize(
    "later",
    ["", "截至年末，硬化村道实际完成17公里。", "截至年末，路面平整合格率94%。"],
    ids=["nothing", "its result is not told", "the targets are not answered"],
)
def test_a_bare_value_stays_a_result_where_nothing_shows_it_was_promised(later: str) -> None:
    found = told(PROMISED + later)

    assert "路面平整合格率||= 100 %" in rows(PROMISED + later)
    assert found.notes == ()
