"""The ways in which sentences state a target, its result, or both: a wording a case."""

from __future__ import annotations

from decimal import Decimal

import pytest

from extractor.facts import IndicatorDraft
from extractor.finders.narrative import find_told_indicators
from extractor.outline import sentences
from tests.documents import LIBRARY, page, stated

RESULTS = "二、绩效目标完成情况分析\n（二）绩效指标完成情况分析\n"
TARGETS = "一、绩效目标分解下达情况\n（一）年度绩效目标\n"


def rows(text: str, heading: str = RESULTS) -> list[str]:
    """Each indicator as name|target|actual value."""
    document = page(heading + text)
    told = find_told_indicators(document, LIBRARY, sentences(document, LIBRARY, []))
    return [f"{draft.name}|{stated(draft.target) or ''}|{stated(draft.actual) or ''}" for draft in told.indicators]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("就业见习人数：年初指标值为不低于230人，全年实际完成值251人。", "就业见习人数|>= 230 人|= 251 人"),
        ("1.就业见习人数。年初指标值为不低于230人，全年实际完成值251人。", "就业见习人数|>= 230 人|= 251 人"),
        ("图书采购册数，目标值3.2万册，实际完成3.5万册，超额完成。", "图书采购册数|= 3.2 万册|= 3.5 万册"),
        ("绩效指标1：巡河次数，目标值≥48次，实际完成值52次。", "巡河次数|>= 48 次|= 52 次"),
        ("治理面积，年度指标值：≥15亩，实际完成值：15.3亩。", "治理面积|>= 15 亩|= 15.3 亩"),
        ("年度任务数为205户，截至12月底已改造厕所205户。", "改造厕所|= 205 户|= 205 户"),
        ("设定目标为培训乡村医生120名，全年共培训乡村医生135名。", "培训乡村医生|= 120 名|= 135 名"),
        ("年初计划救助流浪人员150人次，全年救助168人次。", "救助流浪人员|= 150 人次|= 168 人次"),
        ("全年应完成老人体检5000人，实际体检5126人。", "老人体检|= 5000 人|= 5126 人"),
        ("建设任务为2.4万亩，实际建设良田2.4万亩。", "建设良田|= 2.4 万亩|= 2.4 万亩"),
        ("巡河次数48次，完成52次。", "巡河次数|= 48 次|= 52 次"),
        ("竣工率应达到100%，目前已竣工58户，竣工率100%。", "竣工率|= 100 %|= 100 %"),
        ("用水合格率100%，全年实际完成值100%。", "用水合格率|= 100 %|= 100 %"),
        ("服务对象满意度≥90%，实际值95%。", "服务对象满意度|>= 90 %|= 95 %"),
        ("再犯率≤0.5%，实际为0。", "再犯率|<= 0.5 %|= 0 %"),
        ("岗前体检计划补助11人，实际完成11人。", "岗前体检|= 11 人|= 11 人"),
        ("保洁面积预期86万平方米，实际86万平方米。", "保洁面积|= 86 万平方米|= 86 万平方米"),
        ("食材公开招标采购率100%，实际完成100%。", "食材公开招标采购率|= 100 %|= 100 %"),
        ("布展工期控制在45天以内，实际用时41天。", "布展工期|<= 45 天|= 41 天"),
        ("居民用水得到保障，目标值为有效保障，实际完成值为基本保障。", "居民用水得到保障|有效保障|基本保障"),
        ("资金拨付时间2023年12月底前，已完成。", "资金拨付时间|2023年12月底前|已完成"),
        ("计划4次应急演练，实际开展6次。", "应急演练|= 4 次|= 6 次"),
        ("公交到站率应不低于92%，经第三方抽样测算为93.8%。", "公交到站率|>= 92 %|= 93.8 %"),
        ("1.检查次数：年初目标180次，全年完成186次，得分10分。", "检查次数|= 180 次|= 186 次"),
        ("项目实施后预计增产粮食260吨，实际增产271吨。", "增产粮食|= 260 吨|= 271 吨"),
        ("备案时限控制在30日以内，实际用时21日。", "备案时限|<= 30 日|= 21 日"),
        ("奖励资金11月20日前兑付到位，实际于11月8日兑付完毕。", "奖励资金兑付到位|11月20日前|11月8日"),
        ("泵站计划2022年10月底前投运，实际2022年9月28日投运。", "泵站投运|2022年10月底前|2022年9月28日"),
        ("投运日期计划为2022年9月底，实际为2022年9月25日。", "投运日期|2022年9月底|2022年9月25日"),
        ("巡护费用不超过3万元，实际支出2.8万元。", "巡护费用|<= 3 万元|= 2.8 万元"),
        ("撬动社会资金投入不少于300万元，实际撬动346万元。", "撬动社会资金投入|>= 300 万元|= 346 万元"),
        ("候车条件：目标明显改善，完成明显改善。", "候车条件|明显改善|明显改善"),
        ("累计减排量目标值5万吨，实际5.6万吨。", "累计减排量|= 5 万吨|= 5.6 万吨"),
        ("驿站合格率应达到98%以上，抽查合格率为99.2%。", "驿站合格率|>= 98 %|= 99.2 %"),
        ("设备正常率要求不低于90%，实际93%。", "设备正常率|>= 90 %|= 93 %"),
        ("图书到架平均用时不超过15天，实际平均12天。", "图书到架平均用时|<= 15 天|= 12 天"),
        ("计划新建驿站40个，因用地调整实际新建36个，完成率90%。", "新建驿站|= 40 个|= 36 个"),
        ("目标2：接待读者16万人次。完成情况：全年接待读者17.3万人次。", "接待读者|= 16 万人次|= 17.3 万人次"),
        ("拉动社会投资3.2亿元以上（实际拉动3.6亿元）。", "拉动社会投资|>= 3.2 亿元|= 3.6 亿元"),
    ],
)
def test_a_target_before_its_result(text: str, expected: str) -> None:
    assert rows(text) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("护林员补助人数为86人，计划为80人。", "护林员补助人数|= 80 人|= 86 人"),
        ("实际完成河湖划界56条，计划56条。", "河湖划界|= 56 条|= 56 条"),
        ("补植面积2615亩（目标值≥2600亩）。", "补植面积|>= 2600 亩|= 2615 亩"),
        ("扶持家庭农场（目标20家）21家。", "扶持家庭农场|= 20 家|= 21 家"),
        ("培训村医135名，完成年度目标120名的112.5%。", "培训村医|= 120 名|= 135 名"),
        ("按期办结率为99%，达到不低于98%的目标。", "按期办结率|>= 98 %|= 99 %"),
        ("检查单位1260家次，超过年初设定的1200家次目标。", "检查单位|= 1200 家次|= 1260 家次"),
        ("检查单位1260家次，较目标值1200家次多60家次。", "检查单位|= 1200 家次|= 1260 家次"),
        ("入住率仅为71%，未达到80%的目标。", "入住率|= 80 %|= 71 %"),
        ("平均入学率达到99.9%，高于目标值（98%）1.9个百分点。", "平均入学率|= 98 %|= 99.9 %"),
        ("机收率由上年的82%提高到86%，高于85%的目标。", "机收率|= 85 %|= 86 %"),
        ("乘客满意度为95.6%，高于年初设定的90%。", "乘客满意度|= 90 %|= 95.6 %"),
        ("村道硬化26.4公里，占年度任务26公里的101.5%。", "村道硬化|= 26 公里|= 26.4 公里"),
        ("返工率0（目标值≤1%）。", "返工率|<= 1 %|= 0 %"),
        ("知晓率比目标值90%提高了3个百分点，达到93%。", "知晓率|= 90 %|= 93 %"),
    ],
)
def test_a_result_that_is_held_against_its_target(text: str, expected: str) -> None:
    assert rows(text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "修建步道≥8公里，实际修建8.5公里，完成率106.3%。",
        "修建步道≥8公里，实际修建8.5公里，超目标0.5公里。",
        "修建步道≥8公里，实际修建8.5公里，超任务6.3%。",
        "修建步道≥8公里，实际修建8.5公里，超额完成0.5公里。",
    ],
)
def test_how_far_a_result_goes_beyond_its_target_is_no_indicator(text: str) -> None:
    assert rows(text) == ["修建步道|>= 8 公里|= 8.5 公里"]


def test_points_above_the_target_are_no_result() -> None:
    assert rows("安全感目标值为≥97%，测评结果为98.1%，高于目标值1.1个百分点。") == ["安全感|>= 97 %|= 98.1 %"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "补植面积2615亩（目标2600亩），苗木成活率91%（目标≥85%）。",
            ["补植面积|= 2600 亩|= 2615 亩", "苗木成活率|>= 85 %|= 91 %"],
        ),
        (
            "巩固率95.2%（目标值≥95%）、入园率91.3%（目标值≥90%）。",
            ["巩固率|>= 95 %|= 95.2 %", "入园率|>= 90 %|= 91.3 %"],
        ),
        (
            "保洁长度：目标45公里，完成47公里；水质达标率：目标≥90%，完成93.3%。",
            ["保洁长度|= 45 公里|= 47 公里", "水质达标率|>= 90 %|= 93.3 %"],
        ),
        (
            "计划实施护岸工程3.6公里、清淤疏浚8公里，实际实施护岸工程3.6公里、清淤疏浚8.4公里。",
            ["护岸工程|= 3.6 公里|= 3.6 公里", "清淤疏浚|= 8 公里|= 8.4 公里"],
        ),
        (
            "计划采购一体机40台、课桌600套，实际分别采购40台、620套。",
            ["采购一体机|= 40 台|= 40 台", "课桌|= 600 套|= 620 套"],
        ),
        (
            "科普讲座、健康讲座的年度目标分别为10场、24场，实际完成值分别为12场、24场。",
            ["科普讲座|= 10 场|= 12 场", "健康讲座|= 24 场|= 24 场"],
        ),
        (
            "亮灯率、完好率和投诉处理率目标均为95%，实际均达到98%。",
            ["亮灯率|= 95 %|= 98 %", "完好率|= 95 %|= 98 %", "投诉处理率|= 95 %|= 98 %"],
        ),
    ],
)
def test_several_indicators_of_one_sentence_keep_their_own_values(text: str, expected: list[str]) -> None:
    assert rows(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("为560户困难家庭提供了上门保洁服务。", "困难家庭||= 560 户"),
        ("对全乡42座塘坝的溢洪道、涵管进行了除险加固。", "塘坝||= 42 座"),
        ("带动320人就业。", "带动就业||= 320 人"),
        ("知晓率由2021年的76%提升至2022年的89.3%。", "知晓率||= 89.3 %"),
        ("接待咨询4100余人次。", "接待咨询||> 4100 人次"),
        ("共对86名退役士兵开展了技能培训。", "退役士兵||= 86 名"),
    ],
)
def test_those_who_were_dealt_with_and_what_changed_are_the_name(text: str, expected: str) -> None:
    assert rows(text) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "完成植树300亩、补植500亩、抚育180亩，分别完成年度任务的101.7%、100%、91.1%。",
            ["完成植树||= 300 亩", "补植||= 500 亩", "抚育||= 180 亩"],
        ),
        (
            "植树补助标准500元/亩，实际500元/亩；补植补助标准为每亩100元，实际为每亩100元。",
            ["植树补助标准|= 500 元/亩|= 500 元/亩", "补植补助标准|= 100 元|= 100 元"],
        ),
    ],
)
def test_rates_of_completion_and_standards_of_others_stay_apart(text: str, expected: list[str]) -> None:
    assert rows(text) == expected


def test_loans_promised_among_goals_are_a_target() -> None:
    assert rows("发放创业担保贷款3000万元；发放补助资金200万元。", "一、目标设定情况\n") == [
        "发放创业担保贷款|= 3000 万元|"
    ]


@pytest.mark.parametrize(
    "text",
    [
        "共发放问卷300份，收回291份。",
        "随机抽取200户开展问卷调查。",
        "圆满完成任务，完成率100%。",
        "目标2：接待读者16万人次。",
        "泵站2022年10月底前投运。",
        "泵站于2022年10月8日投运，12月验收。",
        "带动社会资金300万元。",
    ],
)
def test_questionnaires_lone_days_and_money_that_nobody_promised_are_no_indicators(text: str) -> None:
    assert rows(text) == []


def test_a_share_with_a_name_of_its_own_is_an_indicator() -> None:
    text = "资助学员126名；公办班在读学员占比达51.8%；毕业生96名，其中女生占比60%。"

    assert rows(text, "二、绩效目标完成情况\n（一）效益指标\n")[1] == "公办班在读学员占比||= 51.8 %"


def test_a_level_without_a_number_is_the_indicator_under_a_numbered_heading() -> None:
    assert rows("（三）满意度\n服务对象满意度：目标90%，实际93%。") == ["服务对象满意度|= 90 %|= 93 %"]


def test_the_object_of_the_work_is_found_under_the_name_of_its_target() -> None:
    assert rows("项目总体绩效目标为88座小型水库维修养护。", TARGETS) == ["小型水库维修养护|= 88 座|"]


@pytest.mark.parametrize("text", ["受益群众满意度达到95%以上。", "受益群众对项目的满意度均在95%以上。"])
def test_a_bound_that_was_reached_is_the_result(text: str) -> None:
    (row,) = rows(text)

    assert row.endswith("||>= 95 %")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("修缮文物点7处，其中省级保护单位2处、市级保护单位5处。", ["修缮文物点||= 7 处"]),
        ("本次共发放问卷200份，回收196份，满意度98%。", ["满意度||= 98 %"]),
        ("较上年减少交通事故12起，同比下降8.5%。", []),
        ("根据《农业发展规划》，到2030年利用率达到95%以上。", []),
        ("验收组抽查30个点位，合格30个，合格率100%。", ["合格率||= 100 %"]),
        ("项目覆盖全部18个行政村。", []),
        ("该指标满分10分，自评得9分。", []),
        ("更新投影设备21套，尚有3套待供货。", ["更新投影设备||= 21 套"]),
        ("指标结余4.7万元。", []),
        ("资金分解到14个市72个县（市、区）。", []),
    ],
)
def test_parts_questionnaires_changes_and_plans_are_no_indicators(text: str, expected: list[str]) -> None:
    assert rows(text) == expected


def test_parts_that_are_promised_and_reached_are_indicators() -> None:
    text = "年度目标：治理坡地900亩，其中坡改梯300亩。\n共治理坡地900亩，其中坡改梯310亩。"

    assert "坡改梯|= 300 亩|" in rows(text)


@pytest.mark.parametrize(
    ("text", "heading", "expected"),
    [
        ("建设内容以新建冷库3座为主。", TARGETS, ["新建冷库|= 3 座|"]),
        ("拟实施坡地整治3200亩，配套道路7.5公里。", TARGETS, ["坡地整治|= 3200 亩|", "配套道路|= 7.5 公里|"]),
        ("建设内容为新建冷库3座。", "一、项目概况\n", []),
        ("建设内容为新建冷库3座。全年新建冷库3座已完成。", "一、项目概况\n", []),
    ],
)
def test_contents_of_the_work_are_targets_where_targets_are_told(text: str, heading: str, expected: list[str]) -> None:
    assert rows(text, heading) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("生均经费成本控制在650元/生以内，实际为648元/生。", ["生均经费成本|<= 650 元/生|= 648 元/生"]),
        ("每亩补贴标准为300元，实际按300元/亩发放。", ["每亩补贴标准|= 300 元|= 300 元/亩"]),
        ("低保标准定为1300元/人/月。", []),
    ],
)
def test_standards_are_indicators_where_a_result_answers_them(text: str, expected: list[str]) -> None:
    assert rows(text) == expected


def test_a_deadline_is_answered_by_a_day() -> None:
    document = page(RESULTS + "项目完成时间为2022年11月底前，实际于2022年10月完成。")
    (draft,) = find_told_indicators(document, LIBRARY, sentences(document, LIBRARY, [])).indicators

    assert draft.target is not None and draft.actual is not None
    assert (draft.name, draft.target.text, draft.actual.text) == ("项目完成时间", "2022年11月底前", "2022年10月")


def test_a_count_between_a_rate_and_its_result_is_a_related_value() -> None:
    document = page(RESULTS + "企业占比目标为不低于30%，现有企业66家，占全县企业的33%。")
    (draft,) = find_told_indicators(document, LIBRARY, sentences(document, LIBRARY, [])).indicators

    assert (stated(draft.actual), [stated(value) for value in draft.related]) == ("= 33 %", ["= 66 家"])


def test_what_stands_under_a_heading_of_goals_alone_is_a_target() -> None:
    assert rows("全区新增托位450个，每千人口托位数达到3.2个。", TARGETS) == [
        "新增托位|= 450 个|",
        "每千人口托位数|= 3.2 个|",
    ]


def told(text: str, heading: str = RESULTS) -> list[IndicatorDraft]:
    document = page(heading + text)
    return list(find_told_indicators(document, LIBRARY, sentences(document, LIBRARY, [])).indicators)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("牦牛存栏由1.8万头增加到2.1万头，增长16.7%，目标增长12%。", ["牦牛存栏|= 12 %|= 16.7 %"]),
        ("客运量目标值为增长6%以上，全年运送旅客218万人次，同比增长7.4%。", ["客运量|>= 6 %|= 7.4 %"]),
        ("盗窃警情数较上年下降9.6%，群众安全感提升至98.4%。", ["盗窃警情数||= 9.6 %", "群众安全感||= 98.4 %"]),
        ("护林培训成本控制在每人每天260元以内，实际人均每天248元。", ["护林培训成本|<= 260 元|= 248 元"]),
        ("结对企业目标数为24家，实际27家。", ["结对企业|= 24 家|= 27 家"]),
        ("年初目标值：检测水样900份；全年完成值：检测水样936份。", ["检测水样|= 900 份|= 936 份"]),
        (
            "维修18处渠道闸门，受益耕地4.2万亩，计划维修16处。",
            ["维修渠道闸门|= 16 处|= 18 处", "受益耕地||= 4.2 万亩"],
        ),
        ("计划为26个社区安装消防栓310个，已全部安装完毕。", ["安装消防栓|= 310 个|已全部安装完毕"]),
        ("在9个乡镇建成气象监测站9个。", ["建成气象监测站||= 9 个"]),
        ("平均出警时间由11分钟缩短到8.5分钟，优于9分钟的目标。", ["平均出警时间|= 9 分钟|= 8.5 分钟"]),
        ("全年发放助业贷款420万元，超过400万元的年度目标。", ["发放助业贷款|= 400 万元|= 420 万元"]),
        (
            "本年度拟放映电影60场，观众不少于4000人，实际放映66场，观众4300余人。",
            ["放映电影|= 60 场|= 66 场", "观众|>= 4000 人|> 4300 人"],
        ),
    ],
)
def test_growth_standards_and_those_who_are_served_are_told_apart(text: str, expected: list[str]) -> None:
    assert rows(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "体育馆、游泳馆、健身馆开放天数分别为330天、320天、310天，均超过300天的目标。",
            [
                "体育馆开放天数|= 300 天|= 330 天",
                "游泳馆开放天数|= 300 天|= 320 天",
                "健身馆开放天数|= 300 天|= 310 天",
            ],
        ),
        ("小学、初中巩固率分别为99.8%、98.7%。", ["小学巩固率||= 99.8 %", "初中巩固率||= 98.7 %"]),
        ("电影放映、图书流动分别为30场、24场。", ["电影放映||= 30 场", "图书流动||= 24 场"]),
    ],
)
def test_names_of_a_list_share_the_end_of_the_last_one(text: str, expected: list[str]) -> None:
    assert rows(text) == expected


@pytest.mark.parametrize(
    ("text", "level2"),
    [
        ("数量指标：采购药箱≥12个，实际完成14个；质量指标：验收合格率≥98%，实际完成99%。", ["数量指标", "质量指标"]),
        ("产出指标完成情况：数量指标方面，计划采购药箱12个，实际采购14个。", ["数量指标"]),
    ],
)
def test_names_of_the_second_level_inside_a_paragraph_count(text: str, level2: list[str]) -> None:
    assert [draft.level2 for draft in told(text)] == level2


def test_circled_numbers_are_list_numbers() -> None:
    drafts = told("①巡田次数≥30次，全年完成32次。\n②虫情测报灯≥18台，全年完成18台。")

    assert [(draft.number, draft.name) for draft in drafts] == [("1", "巡田次数"), ("2", "虫情测报灯")]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("更新公交车目标40辆，因招标流标，仅完成26辆。", "因招标流标"),
        ("更新公交车目标40辆，实际完成26辆，主要原因是供货延迟。", "主要原因是供货延迟"),
    ],
)
def test_why_a_target_was_missed_may_stand_beside_the_values(text: str, reason: str) -> None:
    (draft,) = told(text)

    assert draft.deviation is not None and draft.deviation.reason is not None
    assert draft.deviation.reason.text == reason


def test_goals_that_are_restated_with_their_results_are_no_indicators() -> None:
    assert rows("目标1：开展演出50场。\n实际完成情况：目标1：开展演出55场。") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("课后服务水平目标值逐步提升，完成值有所提升。", "课后服务水平|逐步提升|有所提升"),
        ("灌区节水意识年度指标值进一步增强，全年完成值进一步增强。", "灌区节水意识|进一步增强|进一步增强"),
        ("护理服务水平，目标明显改善，完成明显改善。", "护理服务水平|明显改善|明显改善"),
        ("疫苗采购完成时间年度指标值2022年9月底实际完成值2022年9月20日", "疫苗采购完成时间|2022年9月底|2022年9月20日"),
        ("补助标准按规定执行率年初指标值为100%，全年实际完成值100%。", "补助标准按规定执行率|= 100 %|= 100 %"),
        ("校园欺凌案件数计划下降10％，实际下降12.5％。", "校园欺凌案件数|= 10 %|= 12.5 %"),
        ("泵房总成本控制在86万元以内，中标价合计84万元。", "泵房总成本|<= 86 万元|= 84 万元"),
        ("卷宗扫描46万页，超过年初计划40万页。", "卷宗扫描|= 40 万页|= 46 万页"),
        ("平均办结日由6.4天下降至5.1天。", "平均办结日||= 5.1 天"),
        ("已竣工的9个泵站工程质量合格率为100%。", "泵站工程质量合格率||= 100 %"),
        ("2.2022届学员结业率为96.5%。", "2022届学员结业率||= 96.5 %"),
        ("5.检测设备采购成本61.5万元。", "检测设备采购成本||= 61.5 万元"),
        ("病房药占比为24.6%。", "病房药占比||= 24.6 %"),
        ("人均候诊日目标值≤9天，实际8.2天。", "人均候诊日|<= 9 天|= 8.2 天"),
        ("1.抢修响应时间：年初目标值不超过6小时，全年实际完成值4小时。", "抢修响应时间|<= 6 小时|= 4 小时"),
        ("牧户户均补助控制在3万元以内，实际2.7万元。", "牧户户均补助|<= 3 万元|= 2.7 万元"),
        ("2021年8月底前完成圈舍改造，已按期完成。", "完成圈舍改造|2021年8月底前|已按期完成"),
        ("三、满意度指标。公众满意度指标值≥82%，经第三方测评为86%。", "公众满意度|>= 82 %|= 86 %"),
        ("改造锅炉目标值8台，实际完成6台，未完成原因是2家企业停产。", "改造锅炉|= 8 台|= 6 台"),
        ("种草目标值9亩，实际8亩，主要受春季3次沙尘影响。", "种草|= 9 亩|= 8 亩"),
    ],
)
def test_values_in_words_days_costs_and_rates_of_those_counted(text: str, expected: str) -> None:
    assert rows(text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "险情发生后12小时内受灾群众得到救助。",
        "因13户外出务工无法施工。",
        "绩效目标共设置11个三级指标。",
        "将资金分解到8个市（州）及省直7家单位。",
        "已完工38个，在施47个，剩余7具。",
        "预算编制科学，目标明确，完成较好。",
    ],
)
def test_settings_reasons_and_those_who_are_handed_money_are_no_indicators(text: str) -> None:
    assert rows(text) == []


def test_results_of_the_whole_without_a_target_are_no_indicators() -> None:
    overall = "二、绩效目标完成情况分析\n（二）总体绩效目标完成情况分析\n"

    assert rows("共为620名老人发放补贴。", overall) == []
    assert rows("计划修渠3公里，实际修渠3.2公里。", overall) == ["修渠|= 3 公里|= 3.2 公里"]


def test_standards_under_costs_are_indicators() -> None:
    text = "2.成本指标。倒房重建补助标准为户均1.8万元，冬春救助标准为人均160元。"

    assert rows(text) == ["倒房重建补助标准||= 1.8 万元", "冬春救助标准||= 160 元"]


def test_money_spent_in_a_section_on_funds_opens_no_list_of_results() -> None:
    funds = "二、资金使用及管理情况\n"

    assert rows("实际支出452万元，预算执行率为94.2%。其中设备购置391万元，人才培养38万元。", funds) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "举办讲座6期，参训民警310人次，年初目标为5期、280人次。",
            ["举办讲座|= 5 期|= 6 期", "参训民警|= 280 人次|= 310 人次"],
        ),
        (
            "答复率100%，群众满意率91%（目标值≥85%），重复信访量同比下降23%（目标值：下降15%以上）。",
            ["答复率||= 100 %", "群众满意率|>= 85 %|= 91 %", "重复信访量|>= 15 %|= 23 %"],
        ),
        ("人均绿地面积达到12.8平方米，超额完成12.5平方米的目标。", ["人均绿地面积|= 12.5 平方米|= 12.8 平方米"]),
        ("志愿服务时长人均达到36小时，高于30小时目标值。", ["志愿服务时长|= 30 小时|= 36 小时"]),
        ("抽检批次完成率100%（计划1500批次，实际1520批次）。", ["抽检批次完成率||= 100 %"]),
        ("化肥使用量比上年减少1.8%（年度目标：减少1.5%）。", ["化肥使用量|= 1.5 %|= 1.8 %"]),
        ("机房可用性≥99.9%，实测99.95%。", ["机房可用性|>= 99.9 %|= 99.95 %"]),
        ("供水合格率99.6%，优于国家标准95%的要求。", ["供水合格率||= 99.6 %"]),
        ("卷宗数字化率指标，目标值≥80%，实际值85%。", ["卷宗数字化率|>= 80 %|= 85 %"]),
        ("年初设定绩效目标为“新改建村道不少于30公里”，实际完成新改建村道32公里。", ["新改建村道|>= 30 公里|= 32 公里"]),
        ("A.水稻承保面积完成12.36万亩，目标12万亩。", ["水稻承保面积|= 12 万亩|= 12.36 万亩"]),
        ("2.产出质量：展柜完好率目标值为≥98%，实际99.2%。", ["展柜完好率|>= 98 %|= 99.2 %"]),
        ("4.产出成本：讲座成本每场不超过3000元，实际每场2860元。", ["讲座成本|<= 3000 元|= 2860 元"]),
        (
            "我单位计划完成土样检测3000份，实际完成3120份；两项指标完成率分别为104%、108.7%。",
            ["土样检测|= 3000 份|= 3120 份"],
        ),
        ("（1）应急物资采购，目标：1200件，完成：1250件。", ["应急物资采购|= 1200 件|= 1250 件"]),
        (
            "（1）采购完成时间，目标：2022年10月底前，完成：2022年9月28日。",
            ["采购完成时间|2022年10月底前|2022年9月28日"],
        ),
        ("妇女筛查目标任务1.2万人，完成筛查12368人。", ["妇女筛查|= 1.2 万人|= 12368 人"]),
        (
            "下达我县任务：扩种油菜3.5万亩、建设示范片10个。",
            ["扩种油菜|= 3.5 万亩|", "建设示范片|= 10 个|"],
        ),
    ],
)
def test_targets_stay_with_what_they_are_targets_of(text: str, expected: list[str]) -> None:
    assert rows(text) == expected


def test_classes_of_output_are_levels() -> None:
    assert [draft.level2 for draft in told("1.产出数量：计划办展40场，实际办展46场。")] == ["产出数量"]


def test_points_that_are_called_an_indicator_s_are_its_own() -> None:
    text = "灯杆更换目标值9根，实际完成9根，指标得分8.5分；灯杆刷漆目标值7根，实际完成6根，分值10分，得分6分。"

    assert [(draft.weight, draft.score) for draft in told(text)] == [(None, Decimal("8.5")), (Decimal(10), Decimal(6))]


def test_points_of_the_report_are_no_indicator_s() -> None:
    assert [draft.score for draft in told("灯杆更换目标值9根，实际完成9根，自评得分96分。")] == [None]
