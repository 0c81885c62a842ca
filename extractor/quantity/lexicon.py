"""The words of quantities, compiled: units, scales, comparators, from the data of `patterns/units.toml`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal, cast

from extractor.quantity.numerals import DIGIT_CHARACTERS, TEN_CHARACTERS, DIGITS, SPELLED, SPELLED_FRACTION

Kind = Literal["money", "rate", "count", "number", "date", "duration"]
Comparator = Literal[">=", "<=", ">", "<", "=", "range"]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Words and compiled expressions; build it once with `lexicon` and pass it on."""

    scales: Mapping[str, int]
    kinds: Mapping[str, Kind]
    percents: Mapping[str, Decimal]
    spelled: frozenset[str]
    never_one: frozenset[str]
    before: Mapping[str, Comparator]
    after: Mapping[str, Comparator]
    not_units: frozenset[str]
    vague: str
    running: re.Pattern[str]
    whole: re.Pattern[str]


def lexicon(data: Mapping[str, object]) -> Lexicon:
    """The lexicon that `data`, the parsed `patterns/units.toml`, describes."""
    words = cast("Mapping[str, Any]", data)
    scales = {str(word): int(factor) for word, factor in words["scales"].items()}
    units = words["units"]
    unit = _unit(words, scales)
    liberal = rf"(?:{unit}|[^\W\d_]{{1,5}}(?:\([^\W\d_]{{1,3}}\))?)"
    return Lexicon(
        scales=scales,
        kinds=_kinds(units),
        percents={str(word): Decimal(str(factor)) for word, factor in units["rate"].items() if factor},
        spelled=frozenset(words["spelled"]["units"]),
        never_one=frozenset(words["spelled"]["never_one"]),
        before=_comparators(words["before"]),
        after=_comparators(words["after"]),
        not_units=frozenset(words["not_units"]["words"]),
        vague="".join(words["approximate"]["inside"]),
        running=re.compile(f"(?=[{_first(words)}])(?:{_SKIP}|{_DATE}|{_quantity(words, unit, scales)})"),
        whole=re.compile(rf"\s*(?:{_DATE}|{_quantity(words, liberal, scales)})\s*[。;,]?\s*"),
    )


def _kinds(units: Mapping[str, Any]) -> dict[str, Kind]:
    kinds: dict[str, Kind] = dict.fromkeys(units["count"]["words"], "count")
    kinds |= dict.fromkeys(units["duration"]["words"], "duration")
    kinds |= dict.fromkeys(units["rate"], "rate")
    return kinds | dict.fromkeys(units["money"], "money")


def _comparators(table: Mapping[str, Any]) -> dict[str, Comparator]:
    return {
        word: cast("Comparator", sign) for sign, words in table.items() if sign != "between" and sign != "reaching"
        for word in words
    }


def _any(words: Iterable[str]) -> str:
    """An expression for any of `words`, the longest first."""
    return "(?:" + "|".join(re.escape(word) for word in sorted(set(words), key=lambda word: (-len(word), word))) + ")"


def _guarded(words: Iterable[str], guards: Mapping[str, str]) -> str:
    """Like `_any`, each word with the characters that must not follow it; Latin units end at a word's end."""
    parts = []
    for word in sorted(set(words), key=lambda word: (-len(word), word)):
        guard = f"(?![{guards[word]}])" if word in guards else ""
        parts.append(re.escape(word) + guard + ("(?![A-Za-z])" if word[-1].isascii() and word[-1].isalpha() else ""))
    return "(?:" + "|".join(parts) + ")"


def _unit(words: Mapping[str, Any], scales: Mapping[str, int]) -> str:
    units, guards = words["units"], words["not_before"]
    scale = _any(scales)
    measures = [*units["count"]["words"], *units["duration"]["words"], *units["money"]]
    base = _guarded([*measures, *units["rate"]], guards)
    below = _any([*measures, *words["denominators"]["words"]])
    listed = _any(words["denominators"]["listed"])
    over = rf"(?:/\d*{scale}?{below}(?:[·*×•.]{below}|、{listed})?)"
    return rf"{scale}?(?:{base}(?:\({below}\))?{over}*|\({scale}?{base}\))"


def _first(words: Mapping[str, Any]) -> str:
    """Characters that a quantity, or what must be skipped, can begin with."""
    fronts = [word for listed in words["before"].values() for word in listed] + words["approximate"]["before"]
    spelled = DIGIT_CHARACTERS + TEN_CHARACTERS + "万"
    return r"\dA-Za-z+\-−¥人负(〔\[【第附表图指目任问项原措" + spelled + "".join(re.escape(word[0]) for word in fronts)


_SKIP = (
    r"(?P<skip>"
    r"[〔\[【(]\s?(?:19|20)\d{2}\s?[〕\]】)]?[\d、]*\s?号?(?:[十百千万亿]*元)?"  # 财监〔2023〕1号, 财建〔20203265000万元
    r"|第\s?\d+(?:\s?[-~至、]\s?第?\d+)*"
    r"|(?:附件|附表|附|表|图)\s?\d+(?!\d)"
    r"|(?:指标|目标|任务|问题|项目|原因|措施)\d{1,2}(?=[:.、](?!\d))"
    r"|(?<![\d.])\d{3,4}-\d{3,4}-\d{3,4}(?!\d)|(?<![\d.])0\d{2,3}-\d{7,8}(?!\d)"
    r"|\d+(?:/\d+)+|\d+[•·]\d+"
    r"|\(\d{1,2}\)|(?<![\d.])\d{1,2}\.(?=[\u4e00-\u9fff])|(?:(?<=[。;\n:! ])|^)\d{1,2}、"
    r"|[A-Za-z]+[-–]?\d[\dA-Za-z.\-]*"
    r"|\d+(?:\.\d+)?(?:[-~至]\d+(?:\.\d+)?)?(?:周?岁|月龄|级|号|#|(?i:kw(?!h)))"
    r"|(?:19|20)\d{2}(?:[-~—–至]+(?:19|20)\d{2})?年(?!\d{1,2}[月]|年?[底末]|第?[一二三四]季度|[上下]半年)度?"
    r"|\d(?=(?:19|20)\d{2}年\d{1,2}月)"
    r"|\d{5,}[日月年号]\d*日?|\d{8,}(?![\d.,]|[\u4e00-\u9fff])"
    r")"
)
_DATE = (
    r"(?P<date>(?:(?P<year>(?:19|20)\d{2}|[〇零一二三四五六七八九]{4})\s?(?:年度?|[-./](?=\d{1,2}[-./]\d))\s?"
    r"(?:(?P<month>\d{1,2}|[一二三四五六七八九十]{1,2})\s?(?:月份?|[-./](?=\d))\s?(?:(?P<day>\d{1,2}|[一二三四五六七八九十]{1,3})[日号]?|[上中下]旬)?"
    r"|第?(?P<quarter>[一二三四1-4])季度|(?P<half>[上下])半年)?"
    r"|(?P<month2>\d{1,2})月份?(?:(?P<day2>\d{1,2})[日号])?|(?P<day3>\d{1,2})[日号](?=之?前|以前))"
    r"[年月]?[底末初]?(?P<when>之前|以前|前|之后|以后|后|以内)?)"
)


def _quantity(words: Mapping[str, Any], unit: str, scales: Mapping[str, int]) -> str:
    inside = "[" + "".join(words["approximate"]["inside"]) + "]"
    scale = _any(scales) + r"(?![米克瓦伏卡分日])"
    digits = rf"(?:(?<![\w)%‰.])[+\-−])?{DIGITS}(?:\s?{inside}?{scale}(?:{DIGITS}{scale})*(?:\d+(?=元))?)?{inside}?"
    amount = rf"(?:负?{digits}|负?{SPELLED}(?:{SPELLED_FRACTION})?(?:[万亿]+)?{inside}?(?:[万亿]+)?)"
    share = r"[百千万]分之"
    before = _any([word for sign in (">=", "<=", ">", "<", "=") for word in words["before"][sign]])
    between = _any(words["before"]["between"])
    after = _guarded([word for sign in (">=", "<=", ">", "<") for word in words["after"][sign]], words["after_not_before"])
    number = rf"(?P<share{{0}}>{share})?(?P<amount{{0}}>{amount})(?:\s?(?P<unit{{0}}>{unit})(?P<more{{0}}>[余多](?=以|左|,|$))?)?"
    first, second = number.replace("{0}", "1"), number.replace("{0}", "2")
    return (
        rf"(?P<before>(?:{before}\s?)+{between}?\s?|{_any(words['before']['reaching'])}(?=[^,。;]{{1,12}}以[上下内]))?"
        rf"(?P<about>{_any(words['approximate']['before'])}为?)?(?P<currency>¥|人民币)?"
        rf"{first}(?:\s?(?P<to>[-~—–−至到]+)\s?{second})?(?P<whole_yuan>[整正])?(?P<around>{_any(words['approximate']['after'])})?(?P<after>{after})?"
    )
