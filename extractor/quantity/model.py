"""What a quantity is."""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import Literal, NamedTuple

Kind = Literal["money", "rate", "count", "number", "date", "duration"]
Comparator = Literal[">=", "<=", ">", "<", "=", "range"]


class Quantity(NamedTuple):
    """One stated amount, or range from `value` to `high`, or date, and where it stands in the text given.

    `start`..`end` covers comparator words (不低于85%, 80%以上), `number_start`..`number_end` the number and its
    unit alone. `value` is the printed number (1.54 with unit 万次), None for dates; numbers with scales in
    their middle are multiplied out (3亿5千万元 is 350000000 元). `unit` is as printed, None where there is none.
    `approximate` is set by 约, 近, 左右 and by 余, 多, 几, 逾, which also make the number a lower bound (`>`).
    `date` is the day, or the last day of the month, quarter, year or period (with 起, 以来, 开始: the first); None
    where the year is not stated.
    """

    start: int
    end: int
    number_start: int
    number_end: int
    value: Decimal | None
    high: Decimal | None
    unit: str | None
    comparator: Comparator
    kind: Kind
    approximate: bool = False
    spelled: bool = False
    date: datetime.date | None = None
