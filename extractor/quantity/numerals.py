"""Amounts as written, in digits or Chinese numerals, read into exact Decimals."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from typing import NamedTuple

# Which characters count as digits and powers of ten; their values come from Unicode where it has them right.
DIGIT_CHARACTERS = "零〇一二三四五六七八九兩两壹贰貳叁參参肆伍陆陸柒捌玖弌弍弎幺○"
TEN_CHARACTERS = "十拾百佰千仟廿卅卌"
MYRIAD_CHARACTERS = "万萬亿億兆"
_NOT_IN_UNICODE = {"○": 0, "两": 2}


def _value_of(character: str) -> int:
    if character in _NOT_IN_UNICODE:
        return _NOT_IN_UNICODE[character]
    return int(unicodedata.numeric(character))


_DIGITS = {character: _value_of(character) for character in DIGIT_CHARACTERS}
_TENS = {character: _value_of(character) for character in TEN_CHARACTERS}
_MYRIADS = {character: _value_of(character) for character in MYRIAD_CHARACTERS}
_POWERS = _TENS | _MYRIADS

# Groups of three after a comma, some commas perhaps left out (1,234567.89). A full width comma between half
# width digits mostly parts two clauses; it groups only where the number goes on like one (82，225.00元).
_GROUPS = r"\d{1,3}(?:,(?:\d{3})+)+(?![\d,]|\.\d*,)"
_FULL_GROUPS = r"\d{1,3}(?:[,，]\d{3})+(?=\.\d|[万亿]?元)"
DIGITS = rf"(?:(?:{_FULL_GROUPS}|{_GROUPS}|\d+)(?:\.\d+)?)"
# Inside a numeral 两 stands before a power of ten (in 二两 it is a measure), and no ten directly behind another
# one (一百千瓦 are a hundred kilowatts).
_INNER_DIGITS = DIGIT_CHARACTERS.replace("两", "").replace("兩", "") + "廿卅卌" + MYRIAD_CHARACTERS
_INNER_TENS = "(?<![十拾])[十拾]|(?<![十拾百佰千仟])[百佰千仟]"
SPELLED = (
    f"[{DIGIT_CHARACTERS}十拾廿卅卌](?:[{_INNER_DIGITS}]|[两兩](?=[百千万萬亿億])|{_INNER_TENS}){{0,40}}"
    f"(?:[点點][{DIGIT_CHARACTERS}]+[{MYRIAD_CHARACTERS}]*)?"
)
VAGUE = "余餘多来几幾"
INDEFINITE = f"[几幾数數上](?:[{TEN_CHARACTERS}][{MYRIAD_CHARACTERS}]*|[{MYRIAD_CHARACTERS}]+)"
# 百余人, 万余元, 百十人: a power of ten alone, with how much more left open.
ROUND = f"(?<![{DIGIT_CHARACTERS}{TEN_CHARACTERS}{MYRIAD_CHARACTERS}])(?:[百千万萬亿億](?=[余餘多来])|百十)"
_VAGUE = re.compile(f"[{VAGUE}]")
_PLAIN = re.compile(r"[0-9]+(?:\.[0-9]+)?")  # most amounts of a report
_ASCII_DIGIT = re.compile("[0-9]")
_INDEFINITE = re.compile(INDEFINITE)
_LONE = tuple("百千万萬亿億")
_MINUS = "-−负負"
_TRAILING_MYRIADS = re.compile(f"[{MYRIAD_CHARACTERS}]+$")
_SPELLED_TAIL = re.compile(f"(.*[{MYRIAD_CHARACTERS}])([{DIGIT_CHARACTERS}]{{1,2}}[{TEN_CHARACTERS}].*)")
# 3万2 is 3万2千, as it is spoken; 3万零2 is not.
_SPOKEN_TAIL = re.compile(r"(.*\d[百千万亿])([1-9])")
_MOST_DIGITS = 28  # that Decimals are reckoned with; more would be rounded in silence
_PART = re.compile(r"(\d[\d,，]*(?:\.\d+)?|\.\d+)([^\d.]*)")
_SHARES = {"百": "%", "佰": "%", "千": "‰", "仟": "‰", "万": "‱", "萬": "‱"}


class Amount(NamedTuple):
    """A number as written: `value` times the written `scale` (万, 亿, 千万 or nothing).

    `share` is the sign of 百分之, 千分之, 万分之 (% ‰ ‱), else empty.
    """

    value: Decimal
    scale: str = ""
    share: str = ""
    spelled: bool = False
    vague: bool = False


def scale_factor(scale: str) -> int:
    """What a written scale multiplies by: 万 10 000, 千万 10 000 000; 1 for the empty scale."""
    factor = 1
    for character in scale:
        factor *= _POWERS.get(character, 1)
    return factor


def read_amount(text: str) -> Amount | None:
    """The amount that `text` writes; None for strings of numerals that are no number (十四五, 一二三, 29 digits).

    A single scale at the end stays apart (1.25万亿 is 1.25 with 万亿); inner scales go into the value.
    """
    if len(text) <= _MOST_DIGITS and _PLAIN.fullmatch(text):
        return Amount(Decimal(text))
    if sum(map(str.isdigit, text)) > _MOST_DIGITS:
        return None
    if "分之" in text:
        return _read_fraction(text)
    body = text.removeprefix("零下").lstrip(_MINUS + "+")
    sign = -1 if text[: len(text) - len(body)].strip("+") else 1
    plain = _VAGUE.sub("", "一" + body[1:] if _INDEFINITE.match(body) else body)  # 几十万: its lower bound
    if body[:1] in _LONE:
        plain = "一" + plain.replace("百十", "百")  # 百余, 百十: a hundred and more
    vague, body = plain != body, plain
    if body == "半":
        return Amount(sign * Decimal("0.5"), spelled=True)
    amount = _read_digits(body) if _ASCII_DIGIT.search(body) else _read_spelled(body)
    if amount is None:
        return None
    value, scale, spelled = amount
    return Amount(sign * value, scale, spelled=spelled, vague=vague)


def _read_digits(text: str) -> tuple[Decimal, str, bool] | None:
    mixed = _SPELLED_TAIL.fullmatch(text)
    if mixed:
        return _read_mixed(mixed[1], mixed[2])
    spoken = _SPOKEN_TAIL.fullmatch(text)
    if spoken:
        text = f"{spoken[1]}{int(spoken[2]) * scale_factor(spoken[1][-1]) // 10}"
    parts = [(_decimal(number), scale.strip("零个")) for number, scale in _PART.findall(text)]
    if len(parts) == 1:
        return *parts[0], False
    myriads = _TRAILING_MYRIADS.search(parts[-1][1])
    if myriads and not any(_TRAILING_MYRIADS.search(scale) for _, scale in parts[:-1]):
        parts[-1] = parts[-1][0], parts[-1][1][: myriads.start()]  # 1千2百万: both below one 万
    else:
        myriads = None
    total, last = Decimal(0), None
    for number, scale in parts:
        factor = scale_factor(scale)
        if last is not None and factor >= last:
            return None
        total, last = total + number * factor, factor
    return total, myriads[0] if myriads else "", False


def _read_mixed(digits: str, numeral: str) -> tuple[Decimal, str, bool] | None:
    """100万三千: what stands behind a scale in numerals is less than the scale."""
    front, rest = _read_digits(digits), read_numeral(numeral)
    if front is None or rest is None or rest >= scale_factor(front[1]):
        return None
    return front[0] * scale_factor(front[1]) + rest, "", False


def _decimal(digits: str) -> Decimal:
    return Decimal(digits.replace(",", "").replace("，", ""))


def _read_spelled(text: str) -> tuple[Decimal, str, bool] | None:
    tail = _TRAILING_MYRIADS.search(text)
    head = text[: tail.start()] if tail else ""
    head = head.rstrip("个個")
    if tail and head and not any(character in _MYRIADS for character in head):
        value, scale = read_numeral(head), tail[0]
    else:
        value, scale = read_numeral(text), ""
    return None if value is None else (value, scale, True)


def _read_fraction(text: str) -> Amount | None:
    """百分之五, 三分之二, 三又二分之一. A tenth of a thousand stays a share; other fractions are divided out."""
    plain = re.sub(r"\s", "", text)
    body = plain.replace("负", "").replace("負", "").lstrip("-−")
    sign = -1 if (len(plain) - len(body)) % 2 else 1
    whole, _, fraction = body.rpartition("又")
    below, _, above = fraction.partition("分之")
    numbers = [_number(part) for part in (whole or "零", below, above)]
    if any(number is None for number in numbers) or not numbers[1]:
        return None
    spelled = not above.isascii()
    if below in _SHARES and not whole:
        return Amount(sign * (numbers[2] or Decimal(0)), share=_SHARES[below], spelled=spelled)
    value = (numbers[0] or 0) + (numbers[2] or 0) / numbers[1]
    return Amount(sign * Decimal(value), spelled=spelled)


def _number(text: str) -> Decimal | None:
    """One side of a fraction: digits or a numeral, its scale multiplied out."""
    if not text:
        return None
    read = _read_digits(text) if _ASCII_DIGIT.search(text) else _read_spelled(text)
    return read[0] * scale_factor(read[1]) if read else None


def read_numeral(text: str) -> Decimal | None:
    """Value of a Chinese numeral: 一百二十三, 叁拾万玖仟, 二〇二三, 三点五, 一万二. None if it is not one."""
    whole, _, fraction = text.replace("點", "点").partition("点")
    scale = _TRAILING_MYRIADS.search(fraction)
    digits = fraction[: scale.start()] if scale else fraction
    value = _read_positional(whole) if _is_positional(whole) else _read_powers(whole)
    if value is None or not all(character in _DIGITS for character in digits):
        return None
    decimals = "".join(str(_DIGITS[character]) for character in digits)
    return Decimal(f"{value}.{decimals or 0}" if decimals else value) * (scale_factor(scale[0]) if scale else 1)


def _is_positional(text: str) -> bool:
    return bool(text) and all(character in _DIGITS for character in text)


def _read_positional(text: str) -> int:
    return int("".join(str(_DIGITS[character]) for character in text))


def _read_powers(text: str) -> int | None:
    """A numeral with powers of ten: `total` above the last myriad, `section` below it, `digit` still open."""
    if not text:
        return None
    total = section = 0
    digit: int | None = None
    above = 1
    for character in text:
        if character in _DIGITS:
            if digit:
                return None
            digit = _DIGITS[character]
            above = 1 if digit == 0 else above
        elif character in _TENS:
            section, digit, above = _add_ten(section, digit, character), None, _TENS[character]
        elif character in _MYRIADS:
            above = _MYRIADS[character]
            total, section, digit = _add_myriad(total, section + (digit or 0), above), 0, None
        else:
            return None
    return total + section + _last_digit(digit, above)


def _add_ten(section: int, digit: int | None, character: str) -> int:
    if character in "廿卅卌":
        return section + _TENS[character]
    return section + (digit or 1) * _TENS[character]


def _add_myriad(total: int, section: int, myriad: int) -> int:
    """一万亿: a bigger myriad multiplies all that stands before it."""
    if total and myriad >= total:
        return (total + section) * myriad
    return total + (section or 1) * myriad


def _last_digit(digit: int | None, above: int) -> int:
    """三万五 is 35 000: a last digit without its own ten stands one place below the power before it."""
    if not digit:
        return 0
    return digit * above // 10 if above >= 100 else digit
