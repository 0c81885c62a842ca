"""Whether a row that was put together again from text without borders was understood.

What says that it was not: characters of a misread sign, values that no rate takes, a name that is none. Such a row is
left out with a warning: a wrong figure is worse than none.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractor.facts import GROWTH_NAME

_GARBLED = re.compile(r"[$^]|\d%.*%|[^\d]%|%\d|\d=")
_PLAIN_VALUE = re.compile(r"[≥≤><=]*\d+(?:\.\d+)?%?(?:[-~～]\d+(?:\.\d+)?%?)?")
_NO_NAME = re.compile(r"\d$|^指标$|^[月日](?![度均末初产处])|^年[底前内]|不[少低高超]于\d")
# Names of several rows, whose values stand column by column.
_TWO_NAMES = re.compile(r"指标\d{1,2}[:.、].*指标\d{1,2}[:.、]")
# Words of the header, which a converter scattered among the rows.
_HEADER_WORD = re.compile(r"(?:指标|完成)值|分值|得分|[一二三]级指标")
_ONE_WORD = frozenset("是否有无高低优良中差好零一")  # 一 is a misread dash
_GIVES_REASON = re.compile(r"^(?:因|由于|受.{1,10}影响)|下一步|(?:将|拟|已)(?:加快|加强|加大|继续|进一步)|滞后|原因")
_RATE_NAME = re.compile(r"(?<![频速倍利税费功汇])率$|满意度$")
_SIGN_READ_AS_TWO = re.compile(r"2(?:\d{2}|100)(?:\.\d+)?%")
_SHARE = re.compile(r"[≥≤><=2]?(?:\d{1,2}(?:\.\d+)?|100)%")
_MISREAD_SIGN = re.compile(r"[$^]\d+(?:\.\d+)?%")
# What is counted one by one: no share is stated in it.
_COUNT = re.compile(r"[≥≤><=]*\d+(?:\.\d+)?[人户例件次个家名项台套处]")


def is_torn(name: str, values: Sequence[str]) -> bool:
    """Whether `name` and the row's target and actual value, folded, cannot be what the form says."""
    if len(values) > 1 and _MISREAD_SIGN.fullmatch(values[0]):  # of a target: proposed, see `misread_signs`
        values = [values[0][1:], *values[1:]]
    garbled = any(_GARBLED.search(value) and not _PLAIN_VALUE.fullmatch(value) for value in values)
    garbled = garbled or any(map(_HEADER_WORD.search, (name, *values))) or any(map(_is_rest, values))
    garbled = garbled or bool(_NO_NAME.search(name) or _TWO_NAMES.search(name))
    return garbled or _holds_a_reason(name) or _cannot_be_a_share(name, values)


def is_parted(value: str) -> bool:
    """Whether a blank parts digits of a value that is no date: two cells, or groups of a number (858 4人退出)."""
    return len(value) <= _LONGEST_PARTED and _PARTED.search(value) is not None


_LONGEST_PARTED = 30
# 10 2.补种 begins the next item of a list; 2023 12月 is a date.
_PARTED = re.compile(r"\d(?<!(?:19|20)\d\d) \d+(?:\.\d+)?(?![.、\d])")


def _is_rest(value: str) -> bool:
    """Whether a value is but the end of another cell (种 of 不少于12种, 数 of a name)."""
    return len(value) == 1 and "\u4e00" <= value <= "\u9fff" and value not in _ONE_WORD


def _holds_a_reason(name: str) -> bool:
    """Whether the reason of the row above stands before a name without any border (进度滞后,将加快实施培训人数)."""
    clauses = name.split(",")
    return len(clauses) > 1 and any(_GIVES_REASON.search(clause) for clause in clauses)


def _cannot_be_a_share(name: str, values: Sequence[str]) -> bool:
    """Whether a rate got a count (14例), or more than 200 % (≥ read as 2: 290%) without a share that tells why.

    Beside a share the misread sign is plain, and proposed: see `misread_signs`.
    """
    if not _RATE_NAME.search(name) or GROWTH_NAME.search(name):
        return False
    if any(map(_COUNT.fullmatch, values)):
        return True
    misread = any(map(_SIGN_READ_AS_TWO.fullmatch, values))
    return misread and not (len(values) > 1 and all(map(_SHARE.fullmatch, values)))
