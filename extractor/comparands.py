"""Values that a sentence sets beside a result and that are none: of another year, of all, a mean, or an early one.

Pure grammar of one sentence. Ranges are offsets in its text.
"""

from __future__ import annotations

import re

from extractor.subjects import Range

_LAST_YEAR = r"(?:去年|上年度?|上一年度?|往年|前年)(?:同期)?"
_OF_ALL = r"(?:全[国省市州县区]|(?:全)?行业|区域)(?:的)?(?:平均|总体|整体)(?:水平)?"
_END = r"(?:的|仅|只|已|约|为|是|达到?|有|完成)*$"
_AT_NAMES_END = re.compile(rf"(?:{_LAST_YEAR}|{_OF_ALL}|全国|(?P<year>20\d\d)年度?)$")
_EXTREME = r"(?:其中)?最[高低大小多少]值?"
_OF_A_TERM = r"(?:第?[一二三四1-4]季度|下半年)"
_BEFORE_VALUE = re.compile(rf"^[,;:(、]*(?:而)?(?:{_LAST_YEAR}|{_OF_ALL}|全国|{_EXTREME}|{_OF_A_TERM}){_END}")
_MEAN = re.compile(r"(?:每[天日周月年人户次场期亩村]|每季度?|[日月周人户]均)[\u4e00-\u9fff]{0,2}$")
_YEAR = re.compile(r"(20\d\d)年")
# A day of the year on which its result was not yet known.
_EARLY = re.compile(
    r"^[,;:(、]*(?:截[至止到]|到)?(?:20\d\d年)?(?:前[一二三1-3]个?季度|上半年|年中"
    r"|(?:1-)?(?:\d|1[01])月(?:底|末|\d{1,2}日)?)(?!前)"
)


def ends_before(text: str, name: Range) -> int | None:
    """Where a name ends before the words that say whose its value is: of another year, of all (门诊量|去年).

    It ends where it does if the year stands before it (到2025年森林覆盖率达到45%,2022年目标43.5%,实际43.8%).
    """
    found = _AT_NAMES_END.search(text, *name)
    if found is None or found.start() - name[0] < _SHORTEST:
        by = _BY_YEAR.search(text[: name[0]])
        return name[1] if by is not None and _answered_later(text[name[1] :], int(by["year"])) else None
    year = found["year"]
    return found.start() if year is None or _answered_later(text[name[1] :], int(year)) else None


_BY_YEAR = re.compile(r"到(?P<year>20\d\d)年末?底?,?$")
_SHORTEST = 2


def _answered_later(behind: str, year: int) -> bool:
    """Whether the sentence goes on with the target of another year and its result (2022年目标9万,2022年达到9.2万)."""
    goal = _LATER_GOAL.search(behind)
    return goal is not None and (goal["year"] is None or int(goal["year"]) != year)


_LATER_GOAL = re.compile(
    r"(?:今年|本年|当年|(?P<year>20\d\d)年)[^,;。]{0,6}(?:目标|计划)[^。]*?[,;](?:实际|20\d\d年|今年|达|完成)"
)


def names_another(left: str) -> bool:
    """Whether the words before a value say nothing but whose it is or of which year (,去年同期为80%)."""
    return _BEFORE_VALUE.match(left) is not None


def is_comparand(text: str, left: str, position: int) -> bool:
    """Whether a value at `position` behind the words `left` is one to compare the result with (去年为80%)."""
    if names_another(left) or (_MEAN.search(left) and "实际" not in left):
        return True
    if _FAILED.fullmatch(left) and not _OF_FAILURES.search(text[: position - len(left)]):
        return True
    years = [int(year) for year in _YEAR.findall(left)]
    return bool(years) and years[-1] < max(map(int, _YEAR.findall(text[:position])))


# So many of those counted did not pass, which is no result unless the target is one of failures (不合格率).
_FAILED = re.compile(
    r"[,;:(、]*(?:其中|[仍尚]?有|发现)?"
    r"(?:不(?:合格|达标|满意|及格)|[尚仍]?未(?!来)[\u4e00-\u9fff]{1,4}|剩余|返工|退出|淘汰|损坏)"
    r"(?:样品|批次|问题|人员|项目)?(?:的|有|共|为|仅)*"
)
_OF_FAILURES = re.compile(r"不(?:合格|达标|满意|及格)|未|剩余|返工|退出|淘汰|损坏")


def is_early(left: str, name: str) -> bool:
    """Whether a value is no last one of what is named: of a day before the end of the year, or of what was but begun.

    截至6月底完成50盏; 实际开工120户.
    """
    begun = _BEGUN.fullmatch(left)
    return _EARLY.match(left) is not None or (begun is not None and begun["act"] not in name)


_BEGUN = re.compile(
    r"[,;:(、]*(?:实际|已|全部|均|共|累计|完成)*"
    r"(?P<act>开工|动工|启动|在建|招标|立项|申报|报名|签约|[\u4e00-\u9fff]{0,2}设计)(?:建设|实施)?了?"
)
