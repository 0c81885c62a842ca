"""A stored number and its number format -> the text that a spreadsheet shows for it.

Formats carry meaning: 0.976 under `0.0%` is 97.6%, 45026 under a date format is 2023年4月10日. Works on
decimals, never on binary fractions. Colours and widths are left out, so are filling characters.
Source: ECMA-376 part 1, 18.8.30 and 18.8.31.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal
from fractions import Fraction
from functools import lru_cache

from extractor.readers.sheet_dates import date_text, is_date
from extractor.readers.sheet_numerals import digits_in_han, numeral
from extractor.readers.sheet_tokens import Section, Token, sections_of

GENERAL = "General"

# Formats that files name by number only; 27-36 and 50-58 are those of Chinese systems.
_BUILT_IN = {
    1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 5: '"¥"#,##0;\\-"¥"#,##0', 6: '"¥"#,##0;\\-"¥"#,##0',
    7: '"¥"#,##0.00;\\-"¥"#,##0.00', 8: '"¥"#,##0.00;\\-"¥"#,##0.00', 9: "0%", 10: "0.00%", 11: "0.00E+00",
    12: "# ?/?", 13: "# ??/??", 14: "yyyy/m/d", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 18: "h:mm AM/PM",
    19: "h:mm:ss AM/PM", 20: "h:mm", 21: "h:mm:ss", 22: "yyyy/m/d h:mm", 27: 'yyyy"年"m"月"', 28: 'm"月"d"日"',
    29: 'm"月"d"日"', 30: "m-d-yy", 31: 'yyyy"年"m"月"d"日"', 32: 'h"时"mm"分"', 33: 'h"时"mm"分"ss"秒"',
    34: '上午/下午h"时"mm"分"', 35: '上午/下午h"时"mm"分"ss"秒"', 36: 'yyyy"年"m"月"', 37: "#,##0;\\-#,##0",
    38: "#,##0;\\-#,##0", 39: "#,##0.00;\\-#,##0.00", 40: "#,##0.00;\\-#,##0.00", 41: '#,##0;\\-#,##0;"-"',
    42: '"¥"#,##0;\\-"¥"#,##0;"-"', 43: '#,##0.00;\\-#,##0.00;"-"', 44: '"¥"#,##0.00;\\-"¥"#,##0.00;"-"',
    45: "mm:ss", 46: "[h]:mm:ss", 47: "mmss.0", 48: "##0.0E+0", 49: "@", 50: 'yyyy"年"m"月"', 51: 'm"月"d"日"',
    52: 'yyyy"年"m"月"', 53: 'm"月"d"日"', 54: 'm"月"d"日"', 55: '上午/下午h"时"mm"分"',
    56: '上午/下午h"时"mm"分"ss"秒"', 57: 'yyyy"年"m"月"', 58: 'm"月"d"日"',
}  # fmt: skip
_SIGNIFICANT = Context(prec=15, rounding=ROUND_HALF_UP)  # digits that a spreadsheet keeps of a number
_WIDE = Context(prec=400)  # the largest number has 309 digits before its point
_MAX_DECIMALS = 30


@dataclass(frozen=True, slots=True)
class Parts:
    """Placeholders of a section around its decimal point, literals among them, and the scale in powers of ten."""

    whole: tuple[Token, ...]
    decimals: tuple[Token, ...]
    scale: int
    grouped: bool


def built_in(number: int) -> str:
    """Format that files name only by `number`, as a Chinese system shows it; General where there is none."""
    return _BUILT_IN.get(number, GENERAL)


def number_in(text: str) -> Decimal | None:
    """The stored number `text`, exact as by `exact`; None where it is no finite number."""
    try:
        number = float(text)
    except ValueError:
        return None
    return exact(number) if math.isfinite(number) else None


def exact(value: float) -> Decimal:
    """`value` without the noise of binary fractions: 15.3 for 15.300000000000001."""
    return _SIGNIFICANT.create_decimal(repr(float(value)))


def general(value: Decimal) -> str:
    """`value` as it stands under the format General, but never shortened to fit a column."""
    if not value:
        return "0"
    if -10 < value.adjusted() < 21:
        text = format(value, "f")
        return text.rstrip("0").rstrip(".") if "." in text else text
    return str(value.normalize())


def shown(value: Decimal, code: str, *, from_1904: bool = False) -> str:
    """Text of the number `value` under the format `code`; a date's epoch is 1900 or 1904."""
    sections = _sections(code or GENERAL)
    section, unsigned = _choose(value, sections)
    if is_date(section.tokens):
        return date_text(value, section, from_1904=from_1904) or general(value)
    text = _number_text(abs(value), section)
    negative = (
        value < 0 and not unsigned and any(char in "123456789一二三四五六七八九壹贰叁肆伍陆柒捌玖" for char in text)
    )
    return ("-" if negative else "") + text.strip()


def shown_text(text: str, code: str) -> str:
    """`text` of a cell under the format `code`, which may add to it (`@"元"`)."""
    if "@" not in code or code == "@":
        return text
    section = _sections(code)[-1]
    if not any(token.kind == "text" for token in section.tokens):
        return text
    return "".join(text if token.kind == "text" else token.text for token in section.tokens)


@lru_cache(maxsize=512)
def _sections(code: str) -> tuple[Section, ...]:
    return sections_of(code)


def _choose(value: Decimal, sections: Sequence[Section]) -> tuple[Section, bool]:
    """The section that shows `value`, and whether that section shows the sign by itself."""
    numeric = [section for section in sections if not section.is_text] or list(sections[:1])
    if any(section.condition for section in numeric):
        for section in numeric:
            if section.accepts(value):
                return section, False
        return numeric[-1], False
    if value < 0 and len(numeric) > 1:
        return numeric[1], True
    if value == 0 and len(numeric) > 2:
        return numeric[2], True
    return numeric[0], False


def _number_text(value: Decimal, section: Section) -> str:
    kinds = {token.kind for token in section.tokens}
    if "general" in kinds or "text" in kinds:
        written = numeral(general(value), section.numerals) if section.numerals else general(value)
        return "".join(written if token.kind in ("general", "text") else token.text for token in section.tokens)
    if "exponent" in kinds:
        return _scientific(value, section.tokens)
    if "fraction" in kinds:
        return _fraction(value, section.tokens)
    text = _positional(value, _parts(section.tokens))
    return digits_in_han(text, section.numerals) if section.numerals else text


def _parts(tokens: Sequence[Token]) -> Parts:
    point = next((place for place, token in enumerate(tokens) if token.kind == "point"), len(tokens))
    whole, decimals = tokens[:point], tokens[point + 1 :]
    digits = [place for place, token in enumerate(whole) if token.kind == "digit"]
    last = digits[-1] if digits else -1
    commas = [place for place, token in enumerate(whole) if token.kind == "comma"]
    last_decimal = max((place for place, token in enumerate(decimals) if token.kind == "digit"), default=-1)
    thousands = sum(place > last for place in commas)
    thousands += sum(token.kind == "comma" and place > last_decimal for place, token in enumerate(decimals))
    percents = sum(token.kind == "percent" for token in tokens)
    return Parts(
        tuple(token for token in whole if token.kind != "comma"),
        tuple(token for token in decimals if token.kind != "comma"),
        2 * percents - 3 * thousands,
        grouped=bool(digits) and any(digits[0] < place < last for place in commas),
    )


def _positional(value: Decimal, parts: Parts) -> str:
    places = min(sum(token.kind == "digit" for token in parts.decimals), _MAX_DECIMALS)
    scaled = value.scaleb(parts.scale, _WIDE).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP, _WIDE)
    whole, _, decimals = format(scaled, "f").partition(".")
    text = _whole_text(whole.lstrip("0"), parts)
    if parts.decimals:
        tail = _decimals_text(decimals, parts.decimals)
        shows_point = places or not any(token.kind == "digit" for token in parts.decimals)
        text += ("." if shows_point and tail[:1].isdigit() else "") + tail
    return text


def _whole_text(digits: str, parts: Parts) -> str:
    """Digits put into their placeholders from the right; the first placeholder takes all that are left."""
    pending = list(digits)
    left = sum(token.kind == "digit" for token in parts.whole)
    written: list[str] = []
    count = 0
    for token in reversed(parts.whole):
        if token.kind != "digit":
            written.append(token.text)
            continue
        left -= 1
        take = len(pending) if left == 0 else min(1, len(pending))
        taken = [pending.pop() for _ in range(take)] or (["0"] if token.text == "0" else [])
        for digit in taken:
            written.append("," if parts.grouped and count and count % 3 == 0 else "")
            written.append(digit)
            count += 1
    return "".join(reversed(written))


def _decimals_text(digits: str, tokens: Sequence[Token]) -> str:
    kept = len(digits.rstrip("0"))
    written: list[str] = []
    place = 0
    for token in tokens:
        if token.kind != "digit":
            written.append(token.text)
        elif place < len(digits):
            written.append(digits[place] if place < kept or token.text == "0" else "")
            place += 1
    return "".join(written)


def _scientific(value: Decimal, tokens: Sequence[Token]) -> str:
    split = next(place for place, token in enumerate(tokens) if token.kind == "exponent")
    parts = _parts(tokens[:split])
    wide = max(sum(token.kind == "digit" for token in parts.whole), 1)
    power = (value.adjusted() // wide * wide if wide > 1 else value.adjusted()) if value else 0
    mantissa = _positional(value.scaleb(-power), parts)
    width = sum(token.kind == "digit" for token in tokens[split + 1 :])
    sign = "-" if power < 0 else tokens[split].text[1:].replace("-", "")
    return f"{mantissa}E{sign}{abs(power):0{max(width, 1)}d}"


def _fraction(value: Decimal, tokens: Sequence[Token]) -> str:
    slash = next(place for place, token in enumerate(tokens) if token.kind == "fraction")
    below = "".join(token.text for token in tokens[slash + 1 :])
    width = min(sum(token.kind == "digit" for token in tokens[slash + 1 :]), 5)
    fixed = int(below.strip()) if below.strip().isdigit() and below.strip("0 ") else 0
    above = [token.kind for token in tokens[:slash]]
    mixed = "digit" in above[: above.index("literal")] if "literal" in above and "digit" in above else False
    number = Fraction(value)
    whole = int(number) if mixed else 0
    rest = number - whole
    near = Fraction(round(rest * fixed), fixed) if fixed else rest.limit_denominator(10 ** max(width, 1) - 1)
    if near == 1 and mixed:
        whole, near = whole + 1, Fraction(0)
    if not near:
        return str(whole)
    top, bottom = (round(near * fixed), fixed) if fixed else (near.numerator, near.denominator)
    return (f"{whole} " if whole else "") + f"{top}/{bottom}"
