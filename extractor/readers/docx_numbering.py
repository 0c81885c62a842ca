"""Automatic numbers of DOCX paragraphs -> the labels that Word prints: 一、 （一） 1. ①.

Source: ECMA-376 part 1, 17.9 (numbering) and 17.18.59 (number formats). Word counts by abstract
definition, not by list; a list's start override holds once; deeper levels begin again.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from extractor.readers.xml_elements import Element, child, children, is_on, number_of, value_of

LEVELS = 9

_ONES = "零一二三四五六七八九"
_LEGAL = str.maketrans("零一二三四五六七八九十百千", "零壹贰叁肆伍陆柒捌玖拾佰仟")
_UNITS = ((1000, "千"), (100, "百"), (10, "十"))
_ROMAN = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"),
    (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Level:
    """How one level of a list counts: `start`, number format, text template and the style bound to it.

    `restart_after` is the level (from 1) whose step begins this one again; 0 never, None any higher one.
    """

    start: int = 1
    number_format: str = "decimal"
    template: str = ""
    style: str | None = None
    legal: bool = False
    restart_after: int | None = None


@dataclass(frozen=True, slots=True)
class List:
    """A list that paragraphs refer to: its abstract definition and the starts that it overrides."""

    abstract: str
    levels: Mapping[int, Level]
    start_overrides: Mapping[int, int]


@dataclass
class Numbering:
    """All lists of a document, and how far each has counted; labels must be asked for in text order."""

    lists: Mapping[str, List]
    _counts: dict[str, list[int | None]] = field(default_factory=dict)
    _used_overrides: set[tuple[str, int]] = field(default_factory=set)

    def level_of_style(self, list_id: str, style: str) -> int | None:
        """Level of the list that is bound to the paragraph style, if any."""
        found = self.lists.get(list_id)
        if found is None:
            return None
        return next((index for index, level in found.levels.items() if level.style == style), None)

    def next_label(self, list_id: str, level_index: int) -> str:
        """Label of the next paragraph of that list and level; empty where it has none."""
        numbered = self.lists.get(list_id)
        if numbered is None or level_index not in numbered.levels:
            return ""
        counts = self._counts.setdefault(numbered.abstract, [None] * LEVELS)
        counts[level_index] = self._next_count(list_id, numbered, level_index, counts[level_index])
        for deeper in range(level_index + 1, LEVELS):
            if _restarts(numbered.levels.get(deeper), level_index):
                counts[deeper] = None
        return _label(numbered.levels, level_index, counts)

    def _next_count(self, list_id: str, numbered: List, index: int, count: int | None) -> int:
        override = numbered.start_overrides.get(index)
        if override is not None and (list_id, index) not in self._used_overrides:
            self._used_overrides.add((list_id, index))
            return override
        return numbered.levels[index].start if count is None else count + 1


def read_numbering(root: Element | None, style_lists: Mapping[str, str]) -> Numbering:
    """Lists of the numbering part `root`; `style_lists` gives the list of each numbering style."""
    abstracts = {value_of(item, "abstractNumId") or "": item for item in children(root, "abstractNum")}
    numbers = {value_of(item, "numId") or "": item for item in children(root, "num")}
    lists: dict[str, List] = {}
    for list_id, item in numbers.items():
        abstract_id = _abstract_of(item, abstracts, numbers, style_lists)
        lists[list_id] = _read_list(item, abstract_id, abstracts.get(abstract_id))
    return Numbering(lists)


def _abstract_of(
    item: Element, abstracts: Mapping[str, Element], numbers: Mapping[str, Element], style_lists: Mapping[str, str]
) -> str:
    """Abstract definition of a list, through one link by a numbering style."""
    abstract_id = value_of(child(item, "abstractNumId")) or ""
    style = value_of(child(abstracts.get(abstract_id), "numStyleLink"))
    linked = numbers.get(style_lists.get(style or "", ""))
    if linked is None:
        return abstract_id
    return value_of(child(linked, "abstractNumId")) or abstract_id


def _read_list(item: Element, abstract_id: str, abstract: Element | None) -> List:
    levels = {number_of(level, "ilvl", default=0): _read_level(level) for level in children(abstract, "lvl")}
    starts: dict[int, int] = {}
    for override in children(item, "lvlOverride"):
        index = number_of(override, "ilvl", default=0)
        replaced = child(override, "lvl")
        if replaced is not None:
            levels[index] = _read_level(replaced)
        if child(override, "startOverride") is not None:
            starts[index] = number_of(child(override, "startOverride"), default=1)
    return List(abstract_id, {index: level for index, level in levels.items() if 0 <= index < LEVELS}, starts)


def _read_level(level: Element) -> Level:
    number_format = child(level, "numFmt")
    if number_format is None:  # a custom format stands beside its plain fallback
        number_format = child(level, "AlternateContent", "Fallback", "numFmt")
    restart = child(level, "lvlRestart")
    return Level(
        start=number_of(child(level, "start"), default=0),
        number_format=value_of(number_format) or "decimal",
        template=value_of(child(level, "lvlText")) or "",
        style=value_of(child(level, "pStyle")),
        legal=is_on(child(level, "isLgl")),
        restart_after=None if restart is None else number_of(restart, default=0),
    )


def _restarts(level: Level | None, stepped: int) -> bool:
    if level is None or level.restart_after is None:
        return True
    return stepped < level.restart_after


def _label(levels: Mapping[int, Level], index: int, counts: list[int | None]) -> str:
    own = levels[index]
    if own.number_format == "bullet":
        return "•"

    def number(match: re.Match[str]) -> str:
        place = int(match[1]) - 1
        level = levels.get(place, Level())
        count = counts[place]
        number_format = "decimal" if own.legal else level.number_format
        return format_number(level.start if count is None else count, number_format)

    return re.sub(r"%([1-9])", number, own.template)


def format_number(number: int, number_format: str) -> str:
    """`number` as the format writes it; decimal for formats that Chinese documents do not use."""
    writer = _FORMATS.get(number_format)
    return str(number) if writer is None or number < 1 else writer(number)


def _chinese(number: int) -> str:
    """Chinese numeral as lists print it: 十一, 一百零五."""
    written = _full_chinese(number)
    return written[1:] if written.startswith("一十") else written


def _full_chinese(number: int) -> str:
    """Chinese numeral with every digit: 一十一. Beyond 9999 plain digits."""
    if number > 9999:
        return str(number)
    written, rest = "", number
    for size, unit in _UNITS:
        digit, rest = divmod(rest, size)
        if digit:
            written += _ONES[digit] + unit
        elif written and rest and not written.endswith("零"):
            written += "零"
    return written + (_ONES[rest] if rest else "")


def _chinese_digits(number: int) -> str:
    return "".join("〇一二三四五六七八九"[int(digit)] for digit in str(number))


def _roman(number: int) -> str:
    written = ""
    for size, letters in _ROMAN:
        count, number = divmod(number, size)
        written += letters * count
    return written


def _letters(number: int) -> str:
    """a … z, then aa, bb, cc."""
    count, place = divmod(number - 1, 26)
    return chr(ord("a") + place) * min(count + 1, 9)


def _from(first: str, last: int) -> Callable[[int], str]:
    """Writer of single characters that follow each other in Unicode; decimal beyond `last`."""
    return lambda number: chr(ord(first) + number - 1) if number <= last else str(number)


def _circled(number: int) -> str:
    for first, low, high in (("①", 1, 20), ("㉑", 21, 35), ("㊱", 36, 50)):
        if low <= number <= high:
            return chr(ord(first) + number - low)
    return str(number)


def _one_of(characters: str) -> Callable[[int], str]:
    return lambda number: characters[number - 1] if number <= len(characters) else str(number)


def _full_width(number: int) -> str:
    return "".join(chr(ord(digit) + 0xFEE0) for digit in str(number))


_FORMATS: Mapping[str, Callable[[int], str]] = {
    "none": lambda number: "",
    "chineseCounting": _chinese,
    "chineseCountingThousand": _chinese,
    "taiwaneseCounting": _chinese,
    "taiwaneseCountingThousand": _chinese,
    "japaneseCounting": _chinese,
    "ideographDigital": _chinese_digits,
    "japaneseDigitalTenThousand": _chinese_digits,
    "taiwaneseDigital": _chinese_digits,
    "chineseLegalSimplified": lambda number: _full_chinese(number).translate(_LEGAL),
    "decimalZero": lambda number: f"{number:02d}",
    "decimalFullWidth": _full_width,
    "decimalFullWidth2": _full_width,
    "decimalEnclosedCircle": _circled,
    "decimalEnclosedCircleChinese": _circled,
    "decimalEnclosedParen": _from("⑴", 20),
    "decimalEnclosedFullstop": _from("⒈", 20),
    "ideographEnclosedCircle": _from("㊀", 10),
    "ideographTraditional": _one_of("甲乙丙丁戊己庚辛壬癸"),
    "ideographZodiac": _one_of("子丑寅卯辰巳午未申酉戌亥"),
    "lowerLetter": _letters,
    "upperLetter": lambda number: _letters(number).upper(),
    "lowerRoman": lambda number: _roman(number).lower(),
    "upperRoman": _roman,
}
