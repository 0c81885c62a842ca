"""The grammar of quantities as regular expressions, put together from the words of `patterns/units.toml`.

Both expressions give the groups `date…` or `amount1` with its companions; in running text a match with neither
is something to pass over, such as a document number. Amounts are atomic groups: there is no way back into a
number, so matching stays linear. White space is gone before, but for single blanks between ASCII words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from extractor.quantity.numerals import (
    DIGIT_CHARACTERS,
    DIGITS,
    INDEFINITE,
    MYRIAD_CHARACTERS,
    ROUND,
    SPELLED,
    TEN_CHARACTERS,
    VAGUE,
)

Words = Mapping[str, Any]

_HAN = r"\u4e00-\u9fff"
_YEAR = r"(?:19|20)\d{2}"
_TO = "-~—–−至到"
_SCALE = f"(?:[百千佰仟]?[个個]?[{MYRIAD_CHARACTERS}]+|[百千佰仟](?![米克瓦伏卡帕焦分字]))"
# Never amounts. Those in front hold what looks like a date, the others what is left when dates are out.
_PASSED_BEFORE_DATES = (
    # 财监〔2023〕1号, 〔2020165号, 财建〔20203265000万元: a run that has lost its bracket or 号 goes as a whole
    rf"[〔\[【]{_YEAR}(?:[〕\]】](?:[\d、.\-]*\d)?号?|\d{{1,4}}号|\d{{5,}}[万亿]*元?)|\({_YEAR}\)\d+号",
    r"(?:https?://|www\.)[!-~]+",
    rf"第(?:\d+(?:[{_TO}、]第?\d+)*|[{DIGIT_CHARACTERS}{TEN_CHARACTERS}]+)(?!季度)",
    r"T?(?<!\d)\d{2}:\d{2}(?::\d{2})?(?!\d)",
    r"(?:电话|手机|传真|邮编)[:号码]{0,3}\d[\d\-]*",
    # periods: 1-12月, 2021-2023年
    rf"\d{{1,2}}月?[{_TO}]\d{{1,2}}月(?![{VAGUE}])|{_YEAR}年?[{_TO}、]+{_YEAR}(?=年)",
    # 指标12021年11月30日: the list number before a date
    rf"(?<!\d)\d(?={_YEAR}年\d{{1,2}}月)",
)
_PASSED = (
    # telephone numbers, 3.2.1, and 64.864.864.8100%, of which nobody can tell where its numbers end
    r"(?<![\d.])(?:0\d{2,3}-\d{7,8}|1[3-9]\d{9}|\d+(?:-\d+){2,}|\d+(?:\.\d+){2,}%?)(?!\d)",
    # project and index codes: 51000021R0001, 226001-安陵市, 保财教202060, M-26, P1.5LED
    rf"\d{{4,}}[A-Za-z]+[\dA-Za-z/\-]*|\d{{3,}}-(?=[{_HAN}])|财[{_HAN}]{{1,3}}{_YEAR}\d{{1,4}}(?![\d.万亿元])",
    r"(?<![A-Za-z])(?!(?:RMB|CNY|USD|EUR) ?\d)[A-Za-z]++[-–]?\d[\dA-Za-z.\-]*",
    # 12/15 (but 18/10万 is a rate), “6•26”, 1:3
    rf"(?:[+\-−负]|\d+又)?\d+(?:/(?!10万)\d+)+|\d+[•·]\d+|(?<![\d.])\d{{1,2}}:\d{{1,2}}(?![\d.%‰{_HAN}])",
    # list marks: (1)  1.加强  1、  指标1:  附件2  3.2022届
    rf"\(\d{{1,2}}\)|(?<![\d.])\d{{1,2}}(?:\.(?=[{_HAN}]|20\d\d[年届])|、(?!\d))|20\d\d届|(?:附件|附表)\d+",
    r"(?:指标|目标|任务|问题|原因|措施)\d{1,2}(?=[:、]|\.(?!\d))",
    # ages, grades, types, vouchers: 0-6岁, 1-4级, 2型, 33号, 27、28号
    # but a life expectancy of 79.2岁 is an amount
    rf"(?!\d+\.\d+岁)\d+(?:\.\d+)?(?:[{_TO}]\d+(?:\.\d+)?)?[”’\"]?(?:周?岁|月龄|级|号|#|型(?!号))"
    r"|(?:\d{1,3}、){1,30}\d{1,3}号|\d{5,}[日月年]",
)
_ONES = "一二三四五六七八九壹贰叁肆伍陆柒捌玖"
_DIGIT = rf"[{DIGIT_CHARACTERS}\d]"
_APART = rf"(?![{_HAN}\d%‰]|[.,]\d)"  # nothing behind that could make another number of the last digit
_COINS = (
    rf"(?<=[元圆块蚊])(?:零?{_DIGIT}[角毛毫](?:{_DIGIT}(?:分|{_APART}))?|零?{_DIGIT}分(?![{_HAN}]))"
    rf"|(?<=斤){_DIGIT}[两兩]"
    rf"|(?<=成)[{_ONES}\d](?:(?=以[上下]|左右)|{_APART})"
)
_SHORT_COINS = rf"(?<=[元圆块蚊])(?:{_DIGIT}[角毛毫]{_DIGIT}|零?[{DIGIT_CHARACTERS}])|(?<=[角毛成])[{_ONES}]"
_DIGIT_TAIL = r"零?\d{1,4}(?=元|圆|块钱)"
_ANY_TAIL = rf"零?\d{{1,4}}(?![.,\d%‰十拾]|{_SCALE})"
_MONTH = r"(?:1[0-2]|0?[1-9])"
_DAY = r"(?:3[01]|[12]\d|0?[1-9])"
_PART_OF_YEAR = (
    rf"(?:{_MONTH}(?:月(?:{_DAY}[日号])?)?[{_TO}]{{1,2}})?(?P<month>{_MONTH}|[一二三四五六七八九十]{{1,2}})月份?"
    r"(?!初[一二三四五六七八九十])"  # a day of the lunar calendar
    rf"(?:(?P<day>{_DAY}|[一二三四五六七八九十廿卅]{{1,3}})[日号]|[上中下]旬)?"
    r"|第?(?P<quarter>[一二三四1-4])季度|(?P<half>[上下])半年"
)
_YEARLESS = (
    rf"(?<!\d)(?<!\d\.){_MONTH}月份?(?:{_DAY}[日号]|[上中下]旬)?|{_DAY}[日号](?=之?前|以前)"
    r"|第[一二三四1-4]季度|(?<!第)[一二三四]季度|[上下]半年"
)
_ANY_YEAR = rf"(?:{_YEAR}|[{DIGIT_CHARACTERS}]{{4}})"
# 2021年1月1日至 before 2021年12月31日, 二〇二一年至 before 二〇二三年: a period gives its last day.
_FROM = (
    rf"{_ANY_YEAR}(?:[-./]{_MONTH}[-./]{_DAY}日?|年度?(?:{_MONTH}月(?:{_DAY}[日号])?)?)?"
    rf"(?:[{_TO}]{{1,2}}|[与和](?={_ANY_YEAR}年之?间))(?={_ANY_YEAR}[-./年])"
)
_DATE = (
    rf"(?P<limit>不得?[晚迟]于)?(?P<date>(?:{_FROM})?(?:(?P<year>{_ANY_YEAR})"
    rf"(?:[-./](?P<month_number>{_MONTH})[-./](?P<day_number>{_DAY})(?!\d)[日号]?|年度?(?:{_PART_OF_YEAR})?)"
    rf"|(?P<yearless>{_YEARLESS}))"
    r"(?P<edge>年?[底末初])?(?:[或及](?=之|以))?(?P<when>之前|以前|前|之后|以后|后|以?内|以?来|起|开始)?(?:之?间)?)"
)


def running_text(words: Words) -> str:
    """Expression that finds the next quantity, date, or number to pass over in running text."""
    early, late = "|".join(_PASSED_BEFORE_DATES), "|".join(_PASSED)
    unit = rf"(?:{_unit(words)}|(?:(?<=\.\d)|(?<=\.\d\d))岁)"
    side = _Side(amount=_amount(_DIGIT_TAIL), unit=unit, coins=_COINS)
    return f"(?=[{_first(words)}])(?:{early}|{_DATE}|{late}|{_quantity(words, side)})"


def whole_cell(words: Words) -> str:
    """Expression for a text that is one quantity or date and nothing else; short unknown units are taken too."""
    free = (  # but 3家企业 is no unit: there `find` gives 3家, and the 一 of 0一 is a misread dash
        rf"(?![{VAGUE}半至到]|一(?![{_HAN}])|{_unit(words)}[{_HAN}]{{2}})"
        rf"(?:(?!以[上下内外]|[及或含]以|左右|之?内|之间)[^\W\d_]){{1,6}}"
        + r"(?:\([^\W\d_]{1,3}\))?(?:[/·*][^\W\d_]{1,4})*"
    )
    side = _Side(
        amount=rf"(?:半|[百千万萬](?=[{_ONES}])[{_ONES}]|\.\d+|{_amount(_ANY_TAIL)})",
        unit=rf"(?:{_unit(words)}|周?岁|(?<=[\d {VAGUE}{MYRIAD_CHARACTERS}]){free})",
        coins=f"{_COINS}|{_SHORT_COINS}",
    )
    return rf"(?:[从自由在]?{_DATE}|{_quantity(words, side)})[。;,.]?"


class _Side(NamedTuple):
    """Parts of one end of a range: number, unit, and what is written behind the unit (元角分)."""

    amount: str
    unit: str
    coins: str

    def named(self, number: int) -> str:
        bare = rf"(?P<bare_vague{number}>[{VAGUE}](?![{_HAN}]))?(?![A-Za-z\d]|周?岁|月龄)"
        no_rooms = "(?(pair)(?!间))" if number == 2 else ""  # 10与20间 are no 20 rooms
        unit = (
            rf"{no_rooms}(?P<vague{number}>[{VAGUE}])?[ ]?(?P<unit{number}>{self.unit})"
            rf"(?P<more{number}>[余多餘](?![{_HAN}]))?(?P<coins{number}>{self.coins})?"
            rf"(?P<and_half{number}>半(?![数径截天]))?"
        )
        return rf"(?P<amount{number}>(?>{self.amount}))(?:{unit}|{bare})"


def _quantity(words: Words, side: _Side) -> str:
    comparators = _any(word for listed in words["before"].values() for word in listed)
    after = _guarded((word for listed in words["after"].values() for word in listed), words["after_not_before"])
    noted = r"(?:\(含[^()]{0,3}\))?"
    return (
        rf"(?P<before>{comparators}{_any(words['between']['words'])}?{comparators}?"
        rf"|{_any(words['reaching']['words'])}(?=[^,，。;]{{1,12}}(?:以[上下内]|之?内)))?"
        rf"(?P<about>{_guarded_before(words['approximate']['before'], words['approximate_not_after'])})?"
        rf"(?:(?P<currency>{_any(words['units']['currency'])})[ ]?)?"
        rf"(?!{_YEAR}年){side.named(1)}"
        rf"(?:{noted}(?P<to>[{_TO}]{{1,2}}|(?P<pair>[和与])(?=[^,，。;]{{1,15}}之?间)){side.named(2)})?"
        rf"(?:(?<=[元圆角分])[整正])?(?P<number>)(?(to)(?P<within>之?间)?)"
        rf"{noted}(?P<around>{_any(words['approximate']['after'])})?(?P<after>{after})?"
    )


def _amount(tail: str) -> str:
    """`tail` is a last part without scale (3万4000) and what must follow it."""
    scaled = rf"(?:零?\d{{1,4}}[千百十]?{_SCALE})+"
    mixed = f"(?<=[{MYRIAD_CHARACTERS}])(?=零?[{_ONES}两][{TEN_CHARACTERS}]){SPELLED}"  # 100万三千
    digits = rf"{DIGITS}(?:[{VAGUE}]?{_SCALE}(?:[{VAGUE}]?{_SCALE}|{scaled}(?:{tail})?|{mixed}|{tail})?)?"
    myriads = f"[{MYRIAD_CHARACTERS}]+"
    spelled = f"(?:{INDEFINITE}|{ROUND}|{SPELLED})(?:[{VAGUE}]?[个個]?{myriads})?(?:[{VAGUE}]{myriads})?"
    number = rf"(?:{SPELLED}|{DIGITS}万?|[{TEN_CHARACTERS}{MYRIAD_CHARACTERS}]{{1,4}})"
    fraction = rf"(?:{number}又)?{number}分之[负負]?(?:{number}|百)"
    return rf"(?:负|負|零下|(?<![\w)%‰.])[+\-−]|(?<=[{_HAN}])[+\-−](?=[\d.]+[%‰]))?(?:{fraction}|{digits}|{spelled})"


def _unit(words: Words) -> str:
    units = words["units"]
    measures = [*units["count"]["words"], *units["duration"]["words"], *units["money"]]
    base = _guarded([*measures, *units["rate"]], words["not_before"])
    below = _guarded([*measures, *words["denominators"]["words"]], {})
    over = rf"/每?\d*{_SCALE}?{below}(?:[·*×•.]{below}|、{_any(words['denominators']['listed'])})?"
    return rf"(?:个半(?:小时|月)|{base}(?:\({below}\))?(?:{over})*(?:(?<!\))\({below}\))?|\({_SCALE}?{base}\))"


def _any(words: Iterable[str]) -> str:
    """An expression for any of `words`, the longest first."""
    return "(?:" + "|".join(re.escape(word) for word in _longest_first(words)) + ")"


def _guarded(words: Iterable[str], guards: Mapping[str, str]) -> str:
    """Like `_any`, each word with what must not follow it; a Latin word ends where its letters end.

    What must not follow is said word by word: as one set of characters it takes many times as long to compile.
    """
    parts = []
    for word in _longest_first(words):
        guard = "".join(f"(?!{behind})" for behind in guards.get(word, "").split())
        parts.append(re.escape(word) + guard + ("(?![A-Za-z])" if re.search("[A-Za-z]$", word) else ""))
    return "(?:" + "|".join(parts) + ")"


def _guarded_before(words: Iterable[str], guards: Mapping[str, str]) -> str:
    parts = [
        (f"(?<![{guards[word[0]]}])" if word[0] in guards else "") + re.escape(word) for word in _longest_first(words)
    ]
    return "(?:" + "|".join(parts) + ")"


def _longest_first(words: Iterable[str]) -> list[str]:
    return sorted(set(words), key=lambda word: (-len(word), word))


def _first(words: Words) -> str:
    """Characters that a quantity, or what must be passed over, can begin with."""
    fronts = [word for listed in words["before"].values() for word in listed]
    fronts += [*words["approximate"]["before"], *words["reaching"]["words"], *words["units"]["currency"]]
    numerals = DIGIT_CHARACTERS + TEN_CHARACTERS + MYRIAD_CHARACTERS + "几幾数數上下负負"
    passed = "(〔[【第附财指目任问原措电手传邮"
    letters = {word[0] for word in fronts} | set(numerals + passed)
    return r"\dA-Za-z+\-−" + "".join(sorted(re.escape(letter) for letter in letters))
