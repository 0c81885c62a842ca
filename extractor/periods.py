"""The day that a figure is stated for, from the words before it."""

from __future__ import annotations

import re
from datetime import date

_AS_OF = re.compile(r"(?:截至|截止|到|至)(20\d{2})年(?:(\d{1,2})月(?:(\d{1,2})日)?)?(?:底|末)?")


def as_of(text: str) -> date | None:
    """The day that a figure is stated for: 截至2022年底, 到2023年3月31日; a month gives its last day."""
    found = None
    for match in _AS_OF.finditer(text):
        found = match
    if found is None:
        return None
    year, month, day = int(found[1]), int(found[2] or 12), found[3]
    if not 1 <= month <= 12:
        return None
    if day is None:
        return date(year, month, _last_day(year, month))
    return date(year, month, int(day)) if 1 <= int(day) <= _last_day(year, month) else None


def _last_day(year: int, month: int) -> int:
    return (date(year + month // 12, month % 12 + 1, 1) - date(year, month, 1)).days
