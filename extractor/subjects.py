"""What a value is said of: the names before it in its clause, behind it, or shared with other values.

Pure grammar of one sentence. Ranges are offsets in its text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from extractor.quantity import Quantity
from extractor.quick import quick
from extractor.sides import ONLY_VERB

Range = tuple[int, int]

# What a project does to what is counted.
WORK = (
    r"(?:安装|建设|建成|新建|改建|扩建|修建|修缮|维修|改造|配备|配置|购置|采购|发放"
    r"|培训|开展|提供|实施|铺设|治理|种植|救助|资助|举办|组织|聘用|更换|检测|检查|监测)"
)
_DOES = re.compile(WORK)
_SHARED_VALUE = re.compile(r"(?:均|都|全部|皆)(?:已|应|要)?(?:为|达到?|是|保持在|在|实现)?$")
_RATE_END = re.compile(r"(?:率|比例|程度|满意度|比重|达标)$")
_LEAD_WORDS = re.compile(
    rf"(?:年度(?={WORK})|\([一二三四五六七八九十]{{1,3}}\)"
    rf"|(?:[\u4e00-\u9fff]{{0,8}}(?:调查|测评|抽查|监测|统计|评估|回访|问卷)(?:结果)?(?:显示|表明|反映))"
    rf"|[一二三四五六七八九]是|[①-⑳]|其中|另外|同时|并且|并|以及|及(?!时)|和|且|即|其|将|对照|但|[:,、;“”\"()]"
    rf"|\d{{4}}年(?:初(?!结转))?度?末?底?"
    rf"|20xx年度?末?底?|(?:截至|截止|到|至)(?:\d{{4}}年)?(?:\d{{1,2}}月)?(?:\d{{1,2}}日|末|底)?"
    rf"(?=[,:\u4e00-\u9fff])(?<=[年月日末底])|[\u4e00-\u9fff]{{2,8}}\d{{4}}年度"
    rf"|(?:\d{{4}}年)?\d{{1,2}}月(?:\d{{1,2}}日|底|末)?(?:之?前)|项目区|(?:通过)?项目(?:的)?(?:实施|建成|完成)后,?"
    rf"|项目总体|已对|本年度?|今年|前[一二三]季度|第?[一二三四]季度|[上下]半年"
    rf"|全年|年初(?!结转)|年底|年末|(?:共|现|已|仍)有"
    rf"|累计(?!(?!完成|实现)[\u4e00-\u9fff]{{1,4}}(?:量|率|额|时长|里程|长度)(?:应|要|达|为|是|目标|不|[≥≤:\d])"
    rf"|(?!完成|实现)[\u4e00-\u9fff]{{2,10}}?(?:数|人次|面积|产值|收入)(?:应|要|达|目标|不|[≥≤]|$))"
    rf"|共计?|总计|年度内|[A-Z][.、]|(?:年度|全年)?(?:目标)?任务(?:为|是):?"
    rf"|(?:年初|年度)?设定(?=[\u4e00-\u9fff]{{4}})(?!的|目标|绩效)"
    rf"|(?:设定|设立|制定|确定)(?:的)?(?:(?=目标)|(?<=的)(?=[\u4e00-\u9fff]{{3}})"
    rf"|(?:绩效|年度|总体)+目标(?:为|是)?:?)|计划(?:和实际|与实际)?|实际|实测|实施|用于|预计|拟"
    rf"|应(?=完成|达到|建|培|新|实|{WORK})|目标(?!人群|群体|对象|客户)是?|为|是|要"
    rf"|全(?:[省市县区](?!域)|[州盟旗乡镇街院校局系]统?(?![^,。;]{{0,2}}[员面]))"
    rf"|[我本](?:[省市县区镇乡州盟旗厅局院校所站馆办委会]|单位|部门|中心|街道)"
    rf"|(?:因|由于|受)[\u4e00-\u9fff]{{2,16}}?(?=实际)"
    rf"|(?:下达)?(?:绩效|总体|年度|阶段性|具体)目标(?:为|是)?:?"
    rf"|建设内容(?:主要)?(?:以|为|是|有|包括)|(?:项目|主要)(?=建设内容)|指标(?=[\u4e00-\u9fff]{{3}})"
    rf"|(?:已|共|均|现|目前)*完成(?!时限|时间|日期|期限|进度|质量|情况|及时|率)(?=[\u4e00-\u9fff]{{4}})"
    rf"|(?<=目标|计划|任务|全年|实际)完成(?!{WORK}|[\u4e00-\u9fff]?[数量值额率度比]|工|投资|任务|目标|计划|指标|年度)"
    rf"(?=[\u4e00-\u9fff]{{2}})"
    rf"|实现(?=[\u4e00-\u9fff]{{4}})|增加(?=[\u4e00-\u9fff]{{4}})|已(?=[\u4e00-\u9fff]{{4}}))+"
)
_QUOTED = re.compile(r"“[^“”]{1,12}”(?=[\u4e00-\u9fff])")
_CHANGED = re.compile(
    r"(?:由|从)[^,。;]{0,12}?\d[^,。;]{0,8}?"
    r"(?:提高|提升|上升|增加|增长|下降|降低|减少|压缩|压减|压降|缩短|缩减|延长|扩大|降|增|升)(?:到|至)?了?"
    r"(?:\d{4}年度?的?)?$"
)
_TRAIL_WORDS = re.compile(
    r"(?:(?<=满意度)(?:问卷)?(?:测评|调查)(?:结果)?"
    r"|的?(?:年度|全年|年初|预期|既定)?(?:设定的?)?(?:绩效目标|目标[值数]?|指标[值数]|目标任务|任务目标)|任务数"
    r"|要求|(?:年度|全年|年初)?计划(?:数|补助|实施|完成|安排)?|指标|预期)?"
    r"(?:(?<!占)比|较)?(?:应|需|须|要|力争|确保)?(?:仅|只|已)*"
    r"(?:不低于|不少于|不超过|不高于|不大于|不小于)?"
    r"(?:控制在|保持在|维持在|稳定在|达到?|为|是|约|共计?|完成|实际|实现|至|突破|(?<![人户亩生年月日平])均在?|在"
    r"|有|(?<![响适对供反相效感])应[建发补配修种收]"
    r"|(?<=[为是在过于])(?:(?:每[\u4e00-\u9fff]){1,2}|[人户亩生]均)|(?:每[\u4e00-\u9fff]){2}"
    r"|(?<=[\u4e00-\u9fff]{4})[人户亩生]均|(?:达到?|占到?)[\u4e00-\u9fff]{2,8}的"
    r"|(?<=成本|标准|费用|单价|补助|补贴)每[\u4e00-\u9fff]|[:、,(“\"])*$"
)
_RISES = r"(?:增长|增加|提高|提升|上升|下降|降低|减少|压降|压减)"
# How far a value moved: 较上年下降…, 提升至…, 目标值为增长…. Without such words 增加 is of the name (收入增加30万元).
_MOVED = re.compile(
    rf"(?:(?:[较比](?:上一?年度?|去年|往年|\d{{4}}年度?)(?:同期)?|同比|环比){_RISES}?"
    rf"|(?:{_RISES}|[降升增减])(?=了?[到至])"
    rf"|(?:(?:目标|指标)值?(?:为|是|:)?|计划|预期|预计|力争){_RISES})(?:[到至了约达为]|幅度)*$"
)
_OF_NAME = re.compile(r"的(?!标准|目标|比例|任务|指标|要求)[\u4e00-\u9fff]{4}")
_NAME_BEHIND = re.compile(r"的?([\u4e00-\u9fff“”][\u4e00-\u9fff“”()、]{2,40}?)(?=[,。;:(]|$|\d)")
_TAKES_OBJECT = re.compile(
    r"(?:完成|提供|实施|开展|新增|建成|接受|建立|(?:^|[,、;])(?:共|已|累计|全年|分别|计划|预计|拟|实际)*[对为向给]"
    r"(?:全[省市县区乡镇村])?|全部|所有|[\u4e00-\u9fff]{2}了)$"
)
_VERB_BEHIND = re.compile(r"(?:提供|开展|进行|实施|发放|给予|落实|组织|办理|建立)(?:了|过)?[\u4e00-\u9fff、“”()]+$")
_NO_NAME_BEHIND = re.compile(
    r"(?:全年|年末|年终)?(?:实际|完成[值情数:])|以上|以下|以内|已|因|由于|受(?![益训理助])"
    r"|[尚仍暂]?未|的?(?:标准|目标|比例|任务|指标|要求)|[)、]"
)
_VERDICT = re.compile(r"完成(?!率|数|量|时)|达标(?!率)|达到|实现|未|超额|顺利|良好|较好|如下|如期|按期")
_LABEL = re.compile(r"(?:[\u4e00-\u9fff]|[“”\"、A-Za-z()]|\d{1,2}(?=-\d|[级岁]))+")
_LED_VERB = re.compile(
    r"带动|解决|吸纳|帮助|促进|惠及|救助|资助|组织|引导|安装|新建|改建|扩建|修建|修缮|维修|改造|配备|购置|采购"
    r"|发放|培训|铺设|治理|种植|举办|聘用|更换|检测|检查|监测|慰问|排查|整治|修复|抽检|巡查|处理|办理|养护|清理"
    r"|清运"
)
_LED_TO = re.compile(r"[\u4e00-\u9fff]{2,20}(?=[,。;]|$)")
_VALUE_WORD = re.compile(r"(?:(?:目标|指标|任务)[值数]|指标)(?:均|分别)?(?:为|是|达到?)?$")
_SIDE_ALONE = re.compile(r"(?:全年|年终|年末|年度|年初)?(?:实际)?(?:完成|指标|目标|任务)值")
RESPECTIVELY = quick(
    r"(?:的?(?:年度|年初|预期|绩效)?(?:目标|指标|计划|任务)(?:值|数)?)?(?:实际)?(?:完成(?:值|数)?)?"
    r"(?:应|已|实际)?分别(?:为|是|达到?|[\u4e00-\u9fff]{2,4})?$"
)


class Listed(NamedTuple):
    """Names that share a row of values (A、B的目标分别为x、y; A、B均为x): `rank` of the value at hand.

    `said` are all names of the sentence so far, of which a later 分别 or 均 may speak again.
    """

    names: tuple[Range, ...] = ()
    rank: int = -1
    together: bool = False
    goes_on: bool = False
    said: tuple[Range, ...] = ()

    def current(self) -> tuple[Range, ...]:
        """Names that the value at hand is said of."""
        if self.together:
            return self.names
        return (self.names[self.rank],) if 0 <= self.rank < len(self.names) else ()

    def tail(self, text: str) -> Range | None:
        """The end of the last name that the name at hand lacks (小学、初中|巩固率分别为…)."""
        if not self.goes_on or self.together or not 0 <= self.rank < len(self.names) - 1:
            return None
        (start, end), (first, last) = self.names[self.rank], self.names[-1]
        alike = {stop - begin for begin, stop in self.names[:-1]} == {end - start}
        shared_end = first + end - start
        lacks = not _MEASURED.search(text, start, end) and _MEASURED.search(text, shared_end, last)
        return (shared_end, last) if alike and lacks and last - shared_end >= 2 else None


_MEASURED = re.compile(r"(?:率|数|量|度|额|面积|里程|人次|比例|比重|标准|成本|时间|时长|收入)$")


def listed(text: str, start: int, left: str, before: Listed) -> Listed:
    """The list that the value behind `left` belongs to, if any."""
    said = before.said
    opening = RESPECTIVELY.search(left)
    if opening is not None and "分别" in opening.group():
        first, last = trimmed(text, start, start + opening.start())
        names = tuple(_listed_names(text, first, last)) if last - first >= 2 else ()
        names = names if len(names) > 1 else before.names if len(before.names) > 1 else said
        return Listed(names, 0, goes_on=len(names) > 1, said=said)
    plain = _SHARED_VALUE.sub("", left).lstrip(",")
    if before.names[1:] and _SHARED_VALUE.search(left) and ONLY_VERB.fullmatch(plain):
        return Listed(before.names, together=True, goes_on=True, said=said)
    if before.goes_on and not before.together and left in {"、", "和", "及", "与", ","}:
        return Listed(before.names, before.rank + 1, goes_on=True, said=said)
    if _SHARED_VALUE.search(left) is not None:
        return Listed(tuple(shared(text, *trimmed(text, start, start + len(left)))), said=said)
    return Listed(before.names, said=said)


def names_of(text: str, start: int, quantity: Quantity) -> Iterator[Range]:
    """Names that the clause from `start` gives to `quantity`, before it or behind it."""
    first, last = trimmed(text, _behind_whom(text, start, quantity.start), quantity.start)
    left = text[start : quantity.start]
    behind = _NAME_BEHIND.match(text, quantity.end)
    if behind and left.endswith("的") and last - first >= 4 and not behind.group().startswith("的"):
        yield first, _without_end(text, first, behind.end(1))
        return
    if behind and _TAKES_OBJECT.search(left) and not _NO_NAME_BEHIND.match(text, quantity.end):
        yield behind.start(1), _object(text, left, *behind.span(1))
        return
    if behind and _OF_NAME.match(text, quantity.end):
        yield behind.start(1), without_verb(text, *behind.span(1))
        return
    if _SIDE_ALONE.fullmatch(text, first, last):
        return
    led = _LED_TO.match(text, quantity.end) if _LED_VERB.fullmatch(text, first, last) else None
    if led and not _NO_NAME_BEHIND.match(text, quantity.end):
        yield first, _without_end(text, first, led.end())
        return
    if last - first >= 2 and re.search(r"[\u4e00-\u9fff]{2}", text[first:last]):
        yield from shared(text, first, last) if _SHARED_VALUE.search(left) else [(first, last)]
        return
    if _VALUE_WORD.search(left):
        return
    if behind and not _NO_NAME_BEHIND.match(text, quantity.end):
        yield behind.span(1)


def is_for_whom(text: str, start: int, quantity: Quantity) -> bool:
    """Whether a value counts those for whom something is done that is counted behind it (为35个村安装路灯1400盏).

    Or those of whom a rate is told (已竣工的11个小区验收合格率为100%).
    """
    behind = _NAME_BEHIND.match(text, quantity.end)
    if behind is None or not text[behind.end(1) : behind.end(1) + 1].isdigit() or quantity.kind == "rate":
        return False
    left = text[start : quantity.start]
    if _FOR.search(left) is not None and _DOES.search(behind[1], 1) is not None:
        return True
    return _OF_THOSE.search(left) is not None and _RATE_OF.search(behind[1]) is not None


def _behind_whom(text: str, start: int, end: int) -> int:
    """Where the words of a value begin behind another value: at what is done for those counted there (35个村|安装…)."""
    done = _DOES.search(text, start + 1, end) if start and _HAN_PAIR.match(text, start - 1) else None
    return done.start() if done else start


_HAN_PAIR = re.compile(r"[\u4e00-\u9fff]{2}")
_OF_THOSE = re.compile(r"(?:^|的|[,;、])$")
_RATE_OF = re.compile(r"^[^、]+(?:率|比例|满意度|比重)(?:为|达到?|是|均)*$")
_FOR = re.compile(r"(?:^|[,、;])[^,。;:、]{0,8}[对为向给在](?:全[省市县区乡镇村])?$")


def label_before(text: str, start: int) -> Range | None:
    """The bare name that heads the part of a sentence before `start` (巡河次数,目标值…), None where it says more."""
    part = max(text.rfind(mark, 0, max(start - 1, 0)) for mark in ";。") + 1
    first, last = part, start
    said = _SAID_BEFORE.search(text, first, last)
    last = said.start() if said else last
    while last > first and text[last - 1] in ",:、(":
        last -= 1
    head = _LIST_NUMBER.match(text, first, last)
    first = head.end() if head else first
    piece = text[first:last]
    first += piece.rfind(":") + 1
    head = _LIST_NUMBER.match(text, first, last) or _CLASS_BEFORE.match(text, first, last)
    first = head.end() if head else first
    piece = text[first:last]
    if piece.endswith("指标") and len(piece) >= _LONG_LABEL:
        piece, last = piece[:-2], last - 2
    if not 3 <= len(piece) <= _LONGEST_LABEL or not _LABEL.fullmatch(piece) or _VERDICT.search(piece):
        return None
    return first, last


# A class right before its name: 数量指标|"敬老月"慰问人数.
_CLASS_BEFORE = re.compile(
    r"(?:数量|质量|时效|成本|(?:经济|社会|生态)效益|可持续影响|(?:服务对象)?满意度)指标(?=[“\"\u4e00-\u9fff]{4})"
    r"(?![值达完])"
)
_LONGEST_LABEL = 36
_LONG_LABEL = 6  # 数量指标 is a class, 档案数字化率指标 names one
_SAID_BEFORE = re.compile(
    r"(?:[,:(、](?:年度|全年|年初|预期|绩效|设定的?)*(?:目标|指标|任务|计划)(?:值|数)?"
    r"|(?<=[\u4e00-\u9fff]{2})(?:年度|全年|年初|预期|绩效|设定的?)*(?:目标|指标|任务)[值数]):$"
)
_LIST_NUMBER = re.compile(
    r"(?:[-—–●■◆▲★※·•]+|[一二三四五六七八九]是|\(\d{1,2}\)|(?:绩效)?(?:目标|指标)?\(?\d{1,2}\)?[.、:,]|[①-⑳])[:,]?"
)


def _listed_names(text: str, first: int, last: int) -> Iterator[Range]:
    start = first
    for match in re.finditer(r"、|及|和|与|$", text[first:last]):
        stop = first + match.start()
        if stop - start >= 2:
            yield start, stop
            start = first + match.end()


def _object(text: str, left: str, start: int, end: int) -> int:
    """Where the name of what was dealt with ends: at its 的 (对42座塘坝的涵管进行加固), before the verb."""
    stop = without_verb(text, start, end)
    whole = text.find("的", start, stop) if _TREATED.search(left) else -1
    return whole if whole - start >= 2 else stop


_TREATED = re.compile(r"[对为向给将](?:全[省市县区乡镇村])?$")


def _without_end(text: str, start: int, end: int) -> int:
    verb = re.search(r"(?:已|实际|均|全部)*(?:实现|达到|完成|为|是)*$", text[start:end])
    return start + verb.start() if verb else end


def without_verb(text: str, start: int, end: int) -> int:
    """Where the name from `start` ends: before what was done with it."""
    stop = _without_end(text, start, end)
    done = _VERB_BEHIND.search(text, start, stop)
    return done.start() if done and done.start() - start >= 2 else stop


def trimmed(text: str, start: int, end: int) -> Range:
    """The range of a name between `start` and `end`, without the words that lead to it and to its value."""
    lead = _LEAD_WORDS.match(text, start, end)
    first = lead.end() if lead else start
    if first > start and text[first - 1] in '“"' and _QUOTED.match(text, first - 1):
        first -= 1
    changed = _CHANGED.search(text, first, end)
    last = changed.start() if changed else end
    while True:
        trail = _MOVED.search(text, first, last) or _TRAIL_WORDS.search(text, first, last)
        stop = max(first, trail.start()) if trail else last
        if stop == last:
            return first, last
        last = stop


def shared(text: str, first: int, last: int) -> Iterator[Range]:
    """Names that share a value; a part that does not end like a rate belongs to the part behind it."""
    start = first
    for match in re.finditer(r"、|及|和|与|$", text[first:last]):
        stop = first + match.start()
        if _RATE_END.search(text[start:stop]) or stop == last:
            if stop > start:
                yield start, stop
            start = first + match.end()
