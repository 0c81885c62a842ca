"""Which values of a sentence may be an indicator's: no background of the project, no money handed out.

Knows the words of a sentence and the headings above it; nothing of what was told before.
"""

from __future__ import annotations

import re

from extractor.outline import Sentence
from extractor.quick import quick
from extractor.statements import Statement
from extractor.subjects import Range

_BACKGROUND = quick(
    r"(?:政策|约束性|指导性)任务$|^设(?![置施备计定])[\u4e00-\u9fff]{1,6}[班站所点组队岗]$"
    r"|^(?:优于|高于|低于|超过|(?:[两三四五六各]项|上述)(?:指标|任务)?完成率)|(?<!古)建筑|编制"
    r"|在编|内设|下辖|户籍|周岁"
    r"|设立|共设|三级|第$|文件|批次$|分值|^得分$|满分|招标|开标|工期|(?<!社会)(?<!拉动)(?<!带动)(?<!均)投资|总分|问卷"
    r"|任[\u4e00-\u9fff]{0,4}组长|领导小组|中标单位|^总人口|公示期$|^(?:回收|收回)|^随机|样本"
    r"|^(?:基本|很|非常|不)?满意$|^涉及|职称|^(?:自评)?得$|抽查$|(?:到|给|向|等|付|等\d+|中|中有|中已?有?)$|指标\d"
    r"|^(?:得分|分值)\d|(?:\([^()\d]{1,5}\)[^()]+){2}\("  # cells of a form that ran together
    r"|联系|电话|^(?:相当于|折合|约合|折算|由于)"
    r"|^经[\u4e00-\u9fff]{2,6}(?:走访|调查|核查|抽查|访谈)$|^因[\u4e00-\u9fff]{1,2}$"
    r"|(?:核减|调减|扣除|剔除|追减|核销|核增|调增|追加|取消|停办)$"
)
_COUNTED = re.compile(
    r"(?:(?:数量|质量|时效|成本|经济效益|社会效益|生态效益|可持续影响|服务对象满意度|满意度|[一二三1-3]级)"
    r"(?:指标)?|.{0,6}指标|(?:全年|年终|年末)?(?:实际)?完成值|新建|铺设|购置|对?其中)"
)
_RATING = re.compile(r"(?:服务对象)?满意度")
_GENERIC = re.compile(
    r"(?:项目|年度|全年|本年|年初|当年|总体|绩效|建设|工作|同步|同时|控制|考核|目标|任务|指标|计划|预期|设定|完成"
    r"|实际|下达|增长|增加|提高|提升|上升|下降|降低|减少)*(?:任务|目标|计划|年度|全年|值|数|量|占比|比例|比重)?"
)
_FUND_RATE = re.compile(r"(?:结余|结转)(?:率)?$|(?:执行|支付|支出|到位|使用|拨付)(?:率|进度)|资金执行|完成预算|发放率$")
_EXECUTION = re.compile(r"(?:预算|资金)(?:执行|支付|支出|使用)(?:率|进度)$")
# Those among whom money or work was divided: 分解到8个市(州)及省直7家单位.
_HANDED_TO = re.compile(r"(?:分解|下达|拨付|分配)[^,。;]{0,4}[到至]")
# A list of those whom a project touches: 涉及小区3个、居民120户.
_INVOLVED = re.compile(r"(?:共|主要)?涉及")
_MONEY_TALK = re.compile(
    r"预算|下达|支付|支出|到位|拨付|执行|经费|补助|补贴|安排|财政|配套|资金(?!放大)|奖补|划出"
    r"|(?<!拉动)(?<!带动)(?<!社会)投资|保费|保险计|总额|付款|工程款|尾款|费用"
    r"|(?:资助|救助|补助|奖励|抚恤|慰问|补偿|助学)金|标准|结余|结转|收回"
)
_STANDARD = re.compile(r"(?:标准|成本|单价|造价)$|^每|户均|人均|亩均|生均")
_ONLY_GROWTH = re.compile(r"(?:同比|环比|较|比)[^,。;]{0,24}|(?:增长|增加|提高|提升|上升|下降|降低|减少)(?:率|幅度)?")
_BARE_VERB = re.compile(
    r"开展|投入|拉动|带动|合格|完成|超额|实施|建设|抽查|检查|发放|组织|举办|使用|安排|新增|达到|实现|共有|现有"
    r"|其中|改造|维修|扩建|改建|修缮|配备|采购|安装|治理|修复|养护|培训|设置|已?完工|已?竣工|在[建施]|剩余"
    r"|[尚仍还]?有|其余|已?办结|已?建成|受理|离职|去世|退出|整改|导致|造成|全部|发现问题|(?:问卷)?(?:有效|回收)率"
)
_REACHES = re.compile(r"(?:[将把]|(?:覆盖|涉及)(?:了|到)?(?:全部|所有)?|(?:尚|还|仍)有)$")
# How a value was found, which names none: 经第三方调查为88%.
_MEASURED_BY = re.compile(r"[经据][\u4e00-\u9fff]{0,8}(?:调查|测评|测算|抽查|核查|统计|检测)")
_COMPLETION = re.compile(r"(?:任务|目标|计划)?完成(?:率|比例)")
_ADMINISTRATIVE = re.compile(r"(?:个)?(?:[省市州县区旗乡镇村]|市州|县区|乡镇|街道|部门|单位)(?:\([^()]*\))?")
_MONEY_NAME = re.compile(r"(?:资金|经费|预算)$")
_RESULT_FOLLOWS = re.compile(r"[,;](?:而|但)?实际")
_POLICY = re.compile(r"(?:根据|依据|按照|对照)[^,。;]*,(?:[^。;]*[,])?(?:到|至)20\d{2}年")


def is_generic(name: str) -> bool:
    """Whether words before a value name no indicator (年度任务, 建设目标): the value is said of what follows."""
    return _GENERIC.fullmatch(name) is not None


def is_named(sentence: Sentence, statement: Statement) -> bool:
    """Whether one of a value's names is one, no mere words of planning."""
    named = [sentence.text[slice(*name)] for name in statement.names]
    return any(not is_generic(name) and not _BARE_VERB.fullmatch(name) for name in named)


def may_be_named(sentence: Sentence, statement: Statement, name: Range, *, listed: bool) -> bool:
    """Whether a name is one of an indicator: no background, no count of indicators, no rate of the money.

    A rate of the money is one where it is `listed` with other indicators among targets or results.
    """
    text = sentence.text[slice(*name)]
    rate = statement.quantity.kind == "rate" and _RATING.fullmatch(text) is not None
    if _ADMINISTRATIVE.fullmatch(text) or (is_background(text) and not _is_measured(statement, text)):
        return False
    if (_COUNTED.fullmatch(text) and not rate) or is_generic(text) or _is_of_a_review(sentence, statement):
        return False
    if _COMPLETION.fullmatch(text) and statement.side != "target" and not sentence.level2:
        return False
    clause = re.split(r"[,。;:]", sentence.text[: statement.quantity.start])[-1]
    if _HANDED_TO.search(clause) or (_INVOLVED.match(clause) and not statement.explicit):
        return False
    if _BARE_VERB.fullmatch(text) or _MEASURED_BY.fullmatch(text) or _REACHES.search(statement.left):
        return False
    if _ONLY_GROWTH.fullmatch(text) or (statement.quantity.kind == "count" and _MONEY_NAME.search(text)):
        return False
    stated = statement.explicit and not _EXECUTION.search(text)
    if bool(sentence.level2) or stated or not _FUND_RATE.search(text):
        return True
    return listed and sentence.kind in {"targets", "results"} and is_fund_rate(text)


def is_fund_rate(name: str) -> bool:
    """Whether a name is the rate of money that was spent or arrived, and nothing more (预算执行率)."""
    return _ONLY_FUND_RATE.fullmatch(name) is not None


_ONLY_FUND_RATE = re.compile(r"(?:项目|财政|专项)?(?:预算|资金)(?:执行|支付|支出|到位|使用)率")


def _is_of_a_review(sentence: Sentence, statement: Statement) -> bool:
    """Whether a count tells how the review was carried out (成立自评小组,抽查项目12个)."""
    return statement.quantity.kind == "count" and statement.side != "target" and bool(_REVIEW.search(sentence.text))


_REVIEW = re.compile(r"(?:自评|评价|核查)(?:工作)?(?:小组|工作组|组由)|领导小组|(?:发放|收回|回收)(?:调查)?问卷")


def _is_measured(statement: Statement, name: str) -> bool:
    """Whether words of the background name an indicator after all: a rate of it, or a bound of time."""
    if statement.quantity.kind == "rate":
        return _RATE_NAME.search(name) is not None
    return statement.quantity.comparator != "=" and name.endswith("工期")


_RATE_NAME = re.compile(r"(?:率|比例|比重)$")


def is_background(text: str) -> bool:
    """Whether a name is one of the project's circumstances, or tells what was hindered (水池|因备料影响延期)."""
    return _BACKGROUND.search(text) is not None or _HINDERED.search(text) is not None


_HINDERED = re.compile(
    r".(?:因|由于|受)[^,。;]{1,14}(?:影响|延期|推迟|滞后|停工|停产|中止|终止|取消|暂停|搁置|未)"
    r"|(?:尚|仍|还|暂|均)未[\u4e00-\u9fff]{2,4}$|未(?:开工|完工|验收|启动|竣工|建成)$"
    r"|(?:延期|推迟|停工|缓建|停建)[\u4e00-\u9fff]{0,2}$|^未完成$"
)


def speaks_of_money(text: str) -> bool:
    """Whether words before an amount say that money was promised, moved or spent."""
    return _MONEY_TALK.search(text) is not None


def money_counts(sentence: Sentence, statement: Statement, *, listed: bool) -> bool:
    """Whether money may be an indicator's value: promised or reached, not handed out; `listed` under a side."""
    promised = statement.side is not None or statement.quantity.comparator != "="
    if _is_standard(sentence, statement, listed=listed):
        answered = _RESULT_FOLLOWS.match(sentence.text, statement.quantity.end) is not None
        costs = "成本" in (sentence.level2 or sentence.level1 or "")
        return promised or listed or costs or answered or tells_goals(sentence) or _is_item(sentence, statement)
    if _is_cost(sentence, statement) or _RAISED.search(statement.left):
        return promised
    if speaks_of_money(statement.left):
        return False
    return promised or listed or bool(sentence.level1 or sentence.level2) or tells_goals(sentence)


def _is_standard(sentence: Sentence, statement: Statement, *, listed: bool) -> bool:
    """Money for one of many (650元/生, 每亩补贴标准为300元): never an amount of the funds."""
    if "/" in (statement.quantity.unit or ""):
        return True
    told = listed or sentence.kind in {"results", "targets"}
    return told and any(_STANDARD.search(sentence.text[slice(*name)]) for name in statement.names)


def _is_item(sentence: Sentence, statement: Statement) -> bool:
    """Whether a numbered result tells a cost and nothing else (5.设备采购成本418.6万元)."""
    named = [sentence.text[slice(*name)] for name in statement.names]
    return statement.number is not None and sentence.kind == "results" and any(map(_STANDARD.search, named))


_RAISED = re.compile(r"(?:带动|撬动|拉动|吸引)[^,。;]{0,12}(?:资金|资本|投资|投入)")


def _is_cost(sentence: Sentence, statement: Statement) -> bool:
    """A bound of costs among the results (管护费用不超过3万元): nobody grants it."""
    named = [sentence.text[slice(*name)] for name in statement.names]
    return statement.quantity.comparator != "=" and sentence.kind == "results" and any(map(_COST.search, named))


_COST = re.compile(r"(?:费用|费|成本|投资|造价)$")


def is_policy(sentence: Sentence, statement: Statement) -> bool:
    """Whether a bound is quoted from a plan of later years (根据《…》,到2030年…达到95%以上)."""
    before = sentence.text[: statement.quantity.start]
    return statement.quantity.comparator != "=" and _POLICY.match(before) is not None


def tells_goals(sentence: Sentence) -> bool:
    """Whether the heading right above the sentence is one of goals and of nothing else (年度绩效目标)."""
    return bool(sentence.sections) and _GOALS.fullmatch(sentence.sections[-1].text) is not None


_GOALS = re.compile(r"(?:年度|年初|总体|阶段性|项目|绩效|设定|预期|的|\d{4}年度?)*目标(?:内容|设定情况|设定|情况)?")
