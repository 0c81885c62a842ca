"""What a row and a column of a fund table mean: whose money, and what became of it.

Source: 项目支出绩效自评表 and 转移支付区域绩效目标自评表, 项目资金栏.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import cast

from extractor.patterns import Library
from extractor.reading import plain_label
from extractor.report import FundRole, FundSource

_OF_WHICH = re.compile(r"^其中[:,]?")
_UNIT_NOTE = re.compile(r"\((?:单位:)?(?:万元|元|亿元|千元)[^()]*\)")
_BUDGET_ROLES = frozenset({"initial_budget", "budget"})


def source_of(label: str, library: Library) -> FundSource | None:
    """Whose money a row or phrase speaks of; None where the level of government is not stated."""
    text = _OF_WHICH.sub("", plain_label(label))
    pattern = library.classify("fund_row", "source", text)
    return None if pattern is None or pattern.value == "null" else cast(FundSource, pattern.value)


def role_of(label: str, column: str, library: Library) -> FundRole:
    """Role of a figure in the row `label` under the column role `column`.

    Money carried over stands in the budget columns of its own row.
    """
    if column in _BUDGET_ROLES and library.classify("fund_row", "kind", label):
        return "carryover"
    return cast(FundRole, column)


def item_of(label: str) -> str:
    """The figure's name from its row label: without list number, 其中, the unit in brackets and the colon."""
    return _UNIT_NOTE.sub("", _OF_WHICH.sub("", plain_label(label))).rstrip(":")


def unit_in(label: str) -> str | None:
    """The money unit that a label, header or caption prints (项目资金(万元), 单位:元), 万兀 for a misread 万元 too."""
    found = _UNIT.findall(label)
    return next(unit for unit in found[-1] if unit) if found else None


_UNIT = re.compile(r"(?:^|[(:,、位额金])(亿元|百万元|万[元兀]|千元|元)(?=[)、,]|$)|\((亿元|百万元|万[元兀]|千元|元)")


def default_source(texts: Sequence[str]) -> FundSource | None:
    """Whose money a report is about that opens with the sentences `texts`: central for a transfer from the centre."""
    named = any(_CENTRAL_TRANSFER.search(text) for text in texts[:4])
    given = any(_GIVEN_BY_CENTRE.search(text) for text in texts[:14])
    return "central" if named or given else None


def item_told(before: str, behind: str) -> str:
    """What an amount is, from the words before it in the sentence, else from those behind it."""
    words = _IN_BRACKETS.sub("", before)
    parts = [part for part in re.split(r"[,。;:()]", words) if part]
    local = parts[-1] if parts else ""
    name = _TRAIL.sub("", _LEAD.sub("", local))
    if len(name) >= 2:
        return name
    following = re.match(r"的?([^,。;()\d]{2,30})", behind)
    return following[1] if following else (local or before or "金额")


# A ratio holds a colon: 按1:1配套.
_IN_BRACKETS = re.compile(r"\([^()]*\)|\d+:\d+(?:的?比例)?")
_LEAD = re.compile(
    r"^(?:其中|包括|包含|分别为?|的|即|由|和|与|及(?!时)|以及|另有|另外|并|再|后|又|先|共|合计|总计|共计|为|是|用于|含"
    r"|内有|[:,、\"“”])+"
)
_TRAIL = re.compile(r"(?:共计?|合计|总计|累计|为|(?<!下)达到?|(?<![审统会设总估])计|(?<!节)约|是|共有|分别|[:,、(])+$")
_CENTRAL_TRANSFER = re.compile(
    r"中央对地方|中央(?:财政)?(?:专项|转移支付)|中央[^,。;:()]{2,16}(?:救灾|补助|专项)资金"
    r"|中央[^,。;:(]{0,12}(?:补助|专项|救灾)"
)
_GIVEN_BY_CENTRE = re.compile(r"中央(?:财政)?[^,。;:()]{0,8}下达|财政部[^,。;]{0,60}下达|中央下达")
