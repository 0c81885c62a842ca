"""Dates among quantities: 2022年12月底前, 2021年11月30日, 2021年第三季度, 9月前, 2021年3月1日至6月30日, 2022年9月起."""

from __future__ import annotations

import calendar
import datetime
import re

from extractor.quantity.model import Comparator, Quantity
from extractor.quantity.numerals import read_numeral

# By the last character: 之前, 以内, 之后, 以来, 起, 开始.
_COMPARATORS: dict[str, Comparator] = {"前": "<=", "内": "<=", "后": ">=", "来": ">=", "起": ">=", "始": ">="}
_SINCE = ("以来", "来", "起", "开始")


def read_date(match: re.Match[str]) -> Quantity | None:
    """The date of a match of the quantity expressions; None for days that no calendar has."""
    if match["year"] and _date(match) is None:
        return None
    number_start, end = match.span("date")
    when = match["when"] or ("内" if match["limit"] else "")
    return Quantity(
        start=match.start("limit") if match["limit"] else number_start,
        end=end,
        number_start=number_start,
        number_end=match.start("when") if match["when"] else end,
        value=None,
        high=None,
        unit=None,
        comparator=_COMPARATORS[when[-1]] if when else "=",
        kind="date",
        spelled=bool(match["year"]) and not match["year"].isascii(),
        date=_date(match),
    )


def is_bare_year(match: re.Match[str]) -> bool:
    """Whether a match is a year and nothing more, which in running text is no stated value."""
    marks = ("month", "month_number", "quarter", "half", "yearless", "edge")
    return not any(match[name] for name in marks) and (not match["when"] or match["when"] in _SINCE)


def _date(match: re.Match[str]) -> datetime.date | None:
    if not match["year"]:
        return None
    year, month = _number(match["year"]), _number(match["month"] or match["month_number"]) or _month_of_part(match)
    if not (1 <= month <= 12 and year):
        return None
    last = calendar.monthrange(year, month)[1]
    day = _number(match["day"] or match["day_number"]) or (1 if match["when"] in _SINCE else last)
    return datetime.date(year, month, day) if day <= last else None


def _month_of_part(match: re.Match[str]) -> int:
    """The last month of a quarter, half or whole year; the first one of 第三季度起."""
    months = 3 if match["quarter"] else 6 if match["half"] else 12
    last = 3 * _number(match["quarter"]) if match["quarter"] else 6 if match["half"] == "上" else 12
    return last - months + 1 if match["when"] in _SINCE else last


def _number(text: str | None) -> int:
    return int(read_numeral(text) or 0) if text and not text.isascii() else int(text or 0)
