"""The words of quantities with the expressions compiled from them: the data of `patterns/units.toml`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Any, cast

from extractor.quantity.expressions import running_text, whole_cell
from extractor.quantity.model import Comparator, Kind

_BELOW = re.compile(r"[/(]")
_SCALED_UNIT = re.compile("([百千佰仟]?[个個]?[万亿萬億]+|[百千佰仟])(.*)", re.DOTALL)


@dataclass(frozen=True, slots=True, eq=False)
class Lexicon:
    """Words and compiled expressions; build it once with `lexicon` and pass it on.

    `percents` gives what one of a rate is in per cent, `currencies` how much of which base unit each
    money unit is, and each sign before a number. `running` and `whole` share their group names.
    """

    kinds: Mapping[str, Kind]
    percents: Mapping[str, Decimal]
    currencies: Mapping[str, tuple[Decimal, str]]
    spelled: frozenset[str]
    never_one: frozenset[str]
    before: Mapping[str, Comparator]
    after: Mapping[str, Comparator]
    rough: frozenset[str]
    not_units: frozenset[str]
    running: re.Pattern[str]
    whole: re.Pattern[str]


def lexicon(data: Mapping[str, object]) -> Lexicon:
    """The lexicon that `data`, the parsed `patterns/units.toml`, describes."""
    words = cast("Mapping[str, Any]", data)
    units = words["units"]
    return Lexicon(
        kinds=_kinds(units),
        percents={word: Decimal(factor) for word, factor in units["rate"].items() if Decimal(factor)},
        currencies={word: _base(base) for word, base in {**units["currency"], **units["money"]}.items()},
        spelled=frozenset(words["spelled"]["units"]),
        never_one=frozenset(words["spelled"]["never_one"]),
        before=_comparators(words["before"]),
        after=_comparators(words["after"]),
        rough=frozenset(words["approximate"]["comparators"]),
        not_units=frozenset(words["not_units"]["words"]),
        running=re.compile(running_text(words)),
        whole=re.compile(whole_cell(words)),
    )


def _kinds(units: Mapping[str, Any]) -> dict[str, Kind]:
    kinds: dict[str, Kind] = dict.fromkeys(units["count"]["words"], "count")
    kinds |= dict.fromkeys(units["duration"]["words"], "duration")
    kinds |= dict.fromkeys(units["rate"], "rate")
    return kinds | dict.fromkeys(units["money"], "money")


def _base(written: str) -> tuple[Decimal, str]:
    """0.1元 as 0.1 and 元, 元 as 1 and 元."""
    unit = written.lstrip("0123456789.")
    return Decimal(written.removesuffix(unit) or 1), unit


def _comparators(table: Mapping[str, Any]) -> dict[str, Comparator]:
    return {word: cast("Comparator", sign) for sign, words in table.items() for word in words}


def kind_of(unit: str | None, lexicon: Lexicon) -> Kind:
    """What a unit measures; a number without unit, or with a scale alone, is a plain number."""
    base = split_scale(unit or "", lexicon)[1]
    if not base:
        return "number"
    return lexicon.kinds.get(base) or lexicon.kinds.get(_BELOW.split(base)[0], "count")


@lru_cache(maxsize=1024)  # documents have few units
def split_scale(unit: str, lexicon: Lexicon) -> tuple[str, str]:
    """A printed unit as scale and base: 万人次 is 万 and 人次, 千米 has no scale."""
    match = _SCALED_UNIT.fullmatch(unit)
    if match is None or unit in lexicon.kinds or _BELOW.split(unit)[0] in lexicon.kinds:
        return "", unit
    return match[1], match[2]
