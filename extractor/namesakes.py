"""Whether two names of one report name one thing: their letters, the order of their words, what keeps them apart."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import pairwise, takewhile

from extractor.name_words import contrast, words_of
from extractor.patterns import Library
from extractor.width import folded
from extractor.wording import why_apart

# Fewest letters of a name that is the same one where another holds it whole.
LONG_NAME = 6


def similarity(first: str, second: str) -> float:
    """Likeness of two names, 0 to 1; one that holds most of the other counts as nearly equal."""
    a, b = letters(first), letters(second)
    if not a or not b:
        return 0.0
    if a == b:
        return 1.0
    short, long = sorted((a, b), key=len)
    if len(short) >= 4 and short in long and len(short) / len(long) > 0.5:
        return 0.95
    return SequenceMatcher(None, a, b, autojunk=False).ratio()


@lru_cache(maxsize=4096)  # each name of a report is held against all others
def letters(name: str) -> str:
    """`name` in half width and small letters, without marks and spaces."""
    return _MARKS.sub("", folded(name)).lower()


_MARKS = re.compile(r"[\W_]+")


def same_words(first: str, second: str) -> bool:
    """Whether two names hold the same words: turned round (更新图书, 图书更新), or told at length (对…的满意度)."""
    a, b = (_CONTENT_WITH.sub("", letters(name)) for name in (first, second))
    return len(a) >= _SHORTEST_TURNED and sorted(a) == sorted(b)


_SHORTEST_TURNED = 4
_CONTENT_WITH = re.compile(r"对.{2,20}?的?(?=满意[度率]$)")


def is_framed(short: str, long: str) -> bool:
    """Whether the longer name holds the shorter one's words with others put between (购置…专用设备, 选派…进修)."""
    if len(short) < LONG_NAME or short[:2] != long[:2] or short[-2:] != long[-2:]:
        return False
    kept = sum(block.size for block in SequenceMatcher(None, short, long, autojunk=False).get_matching_blocks())
    return kept >= _MOSTLY * len(short) and len(long) > len(short) + 2


_MOSTLY = 0.75


def apart(first: str, second: str, library: Library) -> bool:
    """Whether two names, however alike, are not of one indicator: of two things, or of the number and the share of one.

    Where a word is only added or dropped, or stands for the other one, they may be of one.
    """
    contrasted = contrast(words_of(first, library), words_of(second, library)) is not None
    return contrasted or of_two_things(first, second, library)


def of_two_things(first: str, second: str, library: Library) -> bool:
    """Whether two names name two things: 高血压患者…, 糖尿病患者…; 5岁以下…, 3岁以下…; not 参训人数, 参训人数比例."""
    one, other = words_of(first, library), words_of(second, library)
    numbered = bool(one.numbers and other.numbers and one.numbers != other.numbers)
    return numbered or why_apart(one, other, library) is not None


def of_two_subjects(first: str, second: str) -> bool:
    """Whether two names told in one breath are of two things: they end alike with heads of their own, or share nothing.

    So are 城镇污水处理率 and 农村污水处理率; 举办培训班 and 开展培训班 say but that something was done.
    """
    heads = _heads(first, second)
    one, other = heads or (_measured(first), _measured(second))
    apart_in_words = not set(pairwise(one)) & set(pairwise(other))
    return apart_in_words and (heads is None or all(heads))


def is_same_measure(first: str, second: str) -> bool:
    """Whether two names end alike and one says no more but whom was asked and how (受益群众满意度, 抽样调查满意度)."""
    heads = _heads(first, second)
    return heads is not None and not all(heads)


def _heads(first: str, second: str) -> tuple[str, str] | None:
    """What stands before the end that two names share, without words of no subject; None if they share no end."""
    one, other = _measured(first), _measured(second)
    ends = zip(reversed(one), reversed(other), strict=False)
    tail = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], ends))
    if tail < _SHORTEST_TAIL:
        return None
    return _OF_NO_SUBJECT.sub("", one[: len(one) - tail]), _OF_NO_SUBJECT.sub("", other[: len(other) - tail])


def _measured(name: str) -> str:
    """The letters of a name without the word for what is measured of it."""
    return _MEASURED.sub("", letters(name))


_SHORTEST_TAIL = 2
_MEASURED = re.compile(r"(?:率|度|数量?|量|比例|面积|里程|人数|情况)$")
# What is said of any subject: who is asked, when and how it was measured, and that something is done.
_OF_NO_SUBJECT = re.compile(
    r"^(?:全[省市县区州盟旗乡镇村校院]|[我本](?:[省市县区州盟旗乡镇村校院]|单位|部门)|服务对象|受益(?:对象|群众)?"
    r"|社会公众|年初|年度|全年|当年|年|项目|实际|累计|最终|全部|计划|预期|目标|任务|指标|值|完成|实现|开展|举办|组织"
    r"|实施|进行|提供|抽[查样检]|检[测查]|监测|调查|问卷|测[评算产]|核查|验收|统计|第三方|平均|综合|总体|整体"
    r"|[对为将与和共已现的数])+|(?:完成|实际)+$"
)
