"""How the rows of the public number suites are compared with what the quantity parser reads.

Where the suites and this project mean the same but write it differently, the comparison says so here: amounts are
compared in base units, shares as numbers or per cents, JioNLP's money to the cent, dates without the time of day, and
periods by their last day (with 起, 以来, 开始 by their first). 以上, 以下 and 以内 include their number here (Civil
Code, article 1259), so do both ends of a range and the day of 之前 and 之后, also where a suite leaves them out. Where
they mean something else, the row stands in `cases/number_differences.toml`.
"""

from __future__ import annotations

import calendar
import datetime
import json
import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

from extractor.patterns import load
from extractor.quantity import Quantity, find, normalize, parse
from extractor.width import fold

Row = Mapping[str, Any]

WORDS = load().lexicon
_SHARES = {"%": Decimal("0.01"), "‰": Decimal("0.001"), "‱": Decimal("0.0001")}
_SIGNS = {"under": "<=", "above": ">=", "between": "range"}
_SINCE, _BEFORE = {"since", "after"}, {"before", "until"}
_MEASURES = (Decimal(1), Decimal(1000), Decimal("0.001"), Decimal(500), Decimal(50))  # kg and g, m and mm, 斤, 两
_INCLUSIVE_HERE = re.compile("以上|以下|以内|之间|左右")
_TO = re.compile("[~～—–−至到-]")


def rows(folder: Path, suite: str) -> list[Row]:
    """The rows of one suite, in the order of its file."""
    return [json.loads(line) for line in (folder / f"{suite}.jsonl").read_text(encoding="utf-8").splitlines()]


def text_of(row: Row) -> str:
    """The part of the input that is meant, by default all of it."""
    return str(row["text"] or row["input"])


@dataclass(frozen=True, slots=True)
class Difference:
    """A class of texts (`form`, the whole of the text) that is read differently on purpose, with its rows (from 1)."""

    form: re.Pattern[str]
    reason: str
    rows: Mapping[int, str]


def differences(file: Path, suite: str) -> list[Difference]:
    """The declared differences of `suite`."""
    declared = tomllib.loads(file.read_text(encoding="utf-8"))["difference"]
    return [
        Difference(re.compile(one["form"]), one["reason"], {row["row"]: row["text"] for row in one["rows"]})
        for one in declared
        if one["suite"] == suite
    ]


def differs(declared: list[Difference], row: Row) -> bool:
    """Whether the text of `row` is of a class that is declared to be read differently."""
    return any(one.form.fullmatch(text_of(row)) for one in declared)


def holds(suite: str, row: Row) -> bool:
    """Whether the parser reads `row` as the suite wants it."""
    return _SUITES[suite](row)


def _parsed(text: str) -> Quantity | None:
    return parse(fold(text).text, WORDS)


def _found(text: str) -> list[Quantity]:
    return find(fold(text).text, WORDS)


def _base(quantity: Quantity) -> tuple[Decimal | None, Decimal | None, str | None]:
    return normalize(quantity.value, quantity.high, quantity.unit, WORDS)


def _same(value: Decimal | Fraction | None, wanted: object) -> bool:
    """Equal, but for the digits that a suite's floating point leaves out."""
    if value is None:
        return False
    number = Fraction(str(wanted))
    return abs(Fraction(value) - number) <= abs(number) * Fraction(1, 10**9)


def _number(row: Row) -> bool:
    expected = row["expected"]
    if expected.get("none"):
        return not _found(row["input"])
    quantity = _parsed(text_of(row))
    if expected.get("error"):
        return quantity is None
    if quantity is None or quantity.value is None:
        return False
    value = _base(quantity)[0] if quantity.unit not in _SHARES else quantity.value * _SHARES[quantity.unit]
    return _same(value, expected["value"])


def _percent(row: Row) -> bool:
    expected = row["expected"]
    if expected.get("none"):
        return not any(quantity.kind == "rate" for quantity in _found(row["input"]))
    quantity = _parsed(text_of(row))
    if quantity is None or quantity.value is None:
        return False
    value = _base(quantity)[0] if quantity.unit else quantity.value * 100
    return _same(value, expected["value"].rstrip("%"))


def _money(row: Row) -> bool:
    expected = row["expected"]
    quantity = _parsed(text_of(row))
    if expected.get("none"):
        return not any(found.kind == "money" for found in _found(row["input"]))
    wanted = expected.get("value", expected.get("num"))
    if quantity is None:
        return wanted is None
    value, high, unit = _base(quantity)
    if wanted is None or value is None:
        return False
    if expected.get("op") and quantity.comparator != _SIGNS[expected["op"]]:
        return False
    if isinstance(wanted, list):
        return _same(value, wanted[0]) and _same(value if high is None else high, wanted[1])
    cents = expected.get("ctor", "").startswith("simple Cent") and unit == "元"
    rounded = "num" in expected and abs(value - Decimal(wanted)) <= Decimal("0.005")
    return rounded or _same(value * 100 if cents else value, wanted)


def _quantity(row: Row) -> bool:
    expected = row["expected"]
    if expected.get("none"):
        return not _found(row["input"])
    quantity = _parsed(text_of(row))
    if quantity is None:
        return False
    value, high, _ = _base(quantity)
    wanted = expected["value"]
    if isinstance(wanted, list):
        return _same(value, wanted[0]) and _same(high, wanted[1])
    if expected.get("op") and quantity.comparator != _SIGNS[expected["op"]]:
        return False
    return value is not None and any(_same(value * factor, wanted) for factor in _MEASURES)


_Interval = tuple[Decimal | None, bool, Decimal | None, bool]


def _interval(quantity: Quantity) -> _Interval:
    """Lower end, whether it belongs to the interval, and the same of the upper end."""
    value, high, _ = _base(quantity)
    ends: dict[str, _Interval] = {
        "range": (value, True, high, True),
        ">=": (value, True, None, False),
        ">": (value, False, None, False),
        "<=": (None, False, value, True),
        "<": (None, False, value, False),
        "=": (value, True, value, True),
    }
    return ends[quantity.comparator]


def _range(row: Row) -> bool:
    text = text_of(row)
    whole = _parsed(text)
    parts = [_interval(quantity) for quantity in ([whole] if whole else _found(text))]
    wanted = re.fullmatch(r"([\[(])([^,]*),([^,]*)([\])])", row["expected"]["value"])
    if wanted is None or not parts:
        return False
    lows = [(low, closed) for low, closed, _, _ in parts if low is not None]
    highs = [(high, closed) for _, _, high, closed in parts if high is not None]
    sides = ((lows, max, wanted[2], wanted[1] == "["), (highs, min, wanted[3], wanted[4] == "]"))
    return all(_side(text, ends, tightest, end, closed) for ends, tightest, end, closed in sides)


def _side(
    text: str,
    ends: list[tuple[Decimal, bool]],
    tightest: Callable[..., tuple[Decimal, bool]],
    wanted: str,
    closed: bool,
) -> bool:
    if not wanted:
        return not ends
    if not ends:
        return False
    value, belongs = tightest(ends)
    open_there_alone = belongs and not closed and bool(_INCLUSIVE_HERE.search(text) or _TO.search(text))
    return _same(value, wanted) and (belongs == closed or open_there_alone)


def _digits(row: Row) -> bool:
    quantity = _parsed(row["input"])
    return quantity is not None and _same(quantity.value, row["expected"]["string"])


def _money_span(row: Row) -> bool:
    text = row["input"]
    folded = fold(text)
    spans = [folded.source(one.number_start, one.number_end) for one in _found(text) if one.kind == "money"]
    found = [text[start:end] for start, end in spans]
    return not found if row["expected"].get("none") else row["text"] in found


_WRITTEN = re.compile(r"(-?\d+(?:[./]\d+)?[%℃]?)")


def _sentence(row: Row) -> bool:
    """Each numeral that the suite writes in digits has their value; where it writes none, none is found."""
    wanted = _WRITTEN.split(row["expected"]["string"])
    places = "(.+?)".join(re.escape(part) for part in wanted[::2])
    written = re.fullmatch(places, row["input"])
    if written is None:
        return False
    if len(wanted) == 1:
        return not _found(row["input"])
    return all(_means(numeral, number) for numeral, number in zip(written.groups(), wanted[1::2], strict=True))


def _means(numeral: str, number: str) -> bool:
    quantity = _parsed(numeral)
    if quantity is None:
        return False
    unit = {"%": "%", "℃": "摄氏度"}.get(number[-1])
    return _same(quantity.value, number.rstrip("%℃")) and quantity.unit == unit


def _datetime(row: Row) -> bool:
    expected = row["expected"]
    wanted = (expected.get("values") or expected.get("result") or [expected.get("FutureResolution")])[0]
    text = text_of(row)
    whole = _parsed(text)
    dates = [quantity for quantity in ([whole] if whole else _found(text)) if quantity.kind == "date"]
    day, sign = _day(wanted)
    return [(date.date, date.comparator) for date in dates] == [(day, sign)]


def _day(wanted: Mapping[str, str]) -> tuple[datetime.date | None, str]:
    """The day that a suite's resolution means here, and how it is compared."""
    if wanted.get("Mod") in _SINCE:
        return datetime.date.fromisoformat(wanted["start"]), ">="
    if wanted.get("Mod") in _BEFORE:
        return datetime.date.fromisoformat(wanted["end"]), "<="
    moment = wanted.get("value") or wanted.get("date") or wanted.get("dateTime") or wanted.get("text")
    if moment:
        return (datetime.date.fromisoformat(moment[:10]) if moment[0].isdigit() else None), "="
    start, end = (wanted.get(name) or wanted[f"{name}Date"] for name in ("start", "end"))
    return _last_day(datetime.date.fromisoformat(start), datetime.date.fromisoformat(end)), "="


def _last_day(start: datetime.date, end: datetime.date) -> datetime.date:
    """The end of a month or year is the day before the suite's; years from 2016 to 2018 end with 2018."""
    if (start.month, start.day, end.month, end.day) == (1, 1, 1, 1) and end.year - start.year > 1:
        return datetime.date(end.year, 12, 31)
    whole = end.day == 1 and (end - start).days in (365, 366, calendar.monthrange(start.year, start.month)[1])
    return end - datetime.timedelta(days=1) if whole else end


_SUITES: dict[str, Callable[[Row], bool]] = {
    "number": _number,
    "percent": _percent,
    "money": _money,
    "quantity": _quantity,
    "range": _range,
    "digits": _digits,
    "money_span": _money_span,
    "sentence": _sentence,
    "datetime": _datetime,
}
SUITES = tuple(_SUITES)
