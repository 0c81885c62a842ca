"""Quantities in a text: `find` for running text, `parse` for a whole cell. One expression, one pass."""

from __future__ import annotations

import calendar
import datetime
import re
from dataclasses import dataclass, replace
from decimal import Decimal

from extractor.quantity.lexicon import Comparator, Kind, Lexicon
from extractor.quantity.numerals import Amount, read_amount, read_numeral

_SHARE_UNITS = {"百分之": "%", "千分之": "‰", "万分之": "‱"}


@dataclass(frozen=True, slots=True)
class Quantity:
    """One stated amount, or range from `value` to `high`, or date, and where it stands in the text given.

    `start`..`end` covers comparator words, `number_start`..`number_end` number and unit alone. `value` is the
    printed number (1.54 with unit 万次); it is None for dates. `date` is None where the year is not stated.
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


def find(text: str, lexicon: Lexicon) -> list[Quantity]:
    """Quantities in running text, from left to right, not overlapping. Full width must be folded before.

    Numbers that are no amounts are passed over: document and telephone numbers, codes, list marks, ages,
    years. Chinese numerals count only before money, rates and measuring units.
    """
    found = []
    position = 0
    while match := lexicon.running.search(text, position):
        position = match.end()
        if match["skip"]:
            continue
        quantity = _read(match, lexicon)
        if quantity and _stands(quantity, match, lexicon):
            found.append(quantity)
            position = max(quantity.end, match.start() + 1)
    return found


def parse(text: str, lexicon: Lexicon) -> Quantity | None:
    """The quantity that the whole of `text` states, such as a table cell; None if it states anything else.

    Units that the lexicon does not know are taken too, if they are short.
    """
    match = lexicon.whole.fullmatch(text)
    return _read(match, lexicon) if match else None


def _stands(quantity: Quantity, match: re.Match[str], lexicon: Lexicon) -> bool:
    """Whether a number in running text is an amount; Chinese numerals in prose mostly are not."""
    if not quantity.spelled or quantity.kind in ("money", "rate", "date"):
        return True
    base = (match["unit2"] or match["unit1"] or "").lstrip("万亿")
    if base not in lexicon.spelled:
        return False
    return match["amount1"] != "一" or base not in lexicon.never_one


def _read(match: re.Match[str], lexicon: Lexicon) -> Quantity | None:
    if match["date"]:
        return _read_date(match)
    first = _amount(match, "1", lexicon)
    if first is None:
        return None
    second = _amount(match, "2", lexicon) if match["to"] else None
    if match["to"] and second is None:
        return None
    return _quantity(match, first, second, lexicon)


def _amount(match: re.Match[str], which: str, lexicon: Lexicon) -> Amount | None:
    amount = read_amount(match[f"amount{which}"], lexicon.scales, lexicon.vague)
    if amount is not None and match[f"share{which}"] and amount.scale:
        return None
    return amount


def _quantity(match: re.Match[str], first: Amount, second: Amount | None, lexicon: Lexicon) -> Quantity | None:
    unit = _unit(match, second or first, lexicon)
    value, high = first.value, second.value if second else None
    if second and first.scale and first.scale != second.scale:
        value, high, unit = _one_scale(match, first, second, unit, lexicon)
    if high is not None and high < value:
        value, high = high, value
    last = match.end("around") if match["around"] else match.end("whole_yuan") if match["whole_yuan"] else -1
    number_end = max(last, *(match.end(name) for name in ("amount1", "unit1", "more1", "amount2", "unit2", "more2")))
    starts = [match.start(name) for name in ("currency", "share1", "amount1") if match[name]]
    return Quantity(
        start=match.start("before") if match["before"] else match.start("about") if match["about"] else min(starts),
        end=match.end("after") if match["after"] else number_end,
        number_start=min(starts),
        number_end=number_end,
        value=value,
        high=high,
        unit=unit,
        comparator="range" if high is not None else _comparator(match, lexicon),
        kind=_kind(unit, lexicon),
        approximate=bool(match["about"] or match["around"] or match["more1"] or first.vague or (second and second.vague)),
        spelled=first.spelled or bool(second and second.spelled),
    )


def _one_scale(
    match: re.Match[str], first: Amount, second: Amount, unit: str | None, lexicon: Lexicon
) -> tuple[Decimal, Decimal, str | None]:
    """5千~1万元: both ends without their scales."""
    bare = (unit or "").removeprefix(second.scale) or None
    return (
        first.value * lexicon.scales.get(first.scale, 1),
        second.value * lexicon.scales.get(second.scale, 1),
        bare,
    )


def _unit(match: re.Match[str], amount: Amount, lexicon: Lexicon) -> str | None:
    if match["share1"]:
        return _SHARE_UNITS[match["share1"]]
    word = (match["unit2"] or match["unit1"] or "").strip()
    if word in lexicon.not_units:
        word = ""
    if word.startswith("("):
        word = word.strip("()")
    if not word and match["currency"]:
        word = "元"
    return amount.scale + word or None


def _comparator(match: re.Match[str], lexicon: Lexicon) -> Comparator:
    if match["after"]:
        return lexicon.after[match["after"]]
    before = (match["before"] or "").replace(" ", "")
    for length in range(len(before), 0, -1):
        if before[:length] in lexicon.before:
            return lexicon.before[before[:length]]
    return "="


def _kind(unit: str | None, lexicon: Lexicon) -> Kind:
    if unit is None or unit in lexicon.scales:
        return "number"
    base = _without_scale(unit, lexicon)[1]
    return lexicon.kinds.get(base) or lexicon.kinds.get(re.split(r"[/(]", base)[0], "count")


def _without_scale(unit: str, lexicon: Lexicon) -> tuple[int, str]:
    if unit in lexicon.kinds:
        return 1, unit
    for scale, factor in lexicon.scales.items():
        if unit.startswith(scale):
            return factor, unit[len(scale) :]
    return 1, unit


def _read_date(match: re.Match[str]) -> Quantity:
    start, end = match.span("date")
    comparators: dict[str, Comparator] = {"前": "<=", "内": "<=", "后": ">="}
    return Quantity(
        start=start,
        end=end,
        number_start=start,
        number_end=match.start("when") if match["when"] else end,
        value=None,
        high=None,
        unit=None,
        comparator=comparators.get((match["when"] or "=")[-1], "="),
        kind="date",
        spelled=bool(match["year"] and not match["year"].isascii()),
        date=_date(match),
    )


def _date(match: re.Match[str]) -> datetime.date | None:
    if not match["year"]:
        return None
    year = int(read_numeral(match["year"]) or 0) if not match["year"].isascii() else int(match["year"])
    month = _ordinal(match["month"]) or _last_month(match)
    if not 1 <= month <= 12:
        return None
    last = calendar.monthrange(year, month)[1]
    day = _ordinal(match["day"]) or last
    return datetime.date(year, month, day) if 1 <= day <= last else None


def _last_month(match: re.Match[str]) -> int:
    if match["quarter"]:
        return 3 * ("一二三四".find(match["quarter"]) + 1 or int(match["quarter"]))
    return 6 if match["half"] == "上" else 12


def _ordinal(text: str | None) -> int:
    if not text:
        return 0
    return int(text) if text.isascii() else int(read_numeral(text) or 0)


__all__ = ["Quantity", "find", "parse", "replace"]
