"""Digits -> the Chinese numerals that number formats ask for: [DBNum1] 一百二十三, [DBNum2] 壹佰贰拾叁.

[DBNum3] shows full-width digits.
"""

from __future__ import annotations

from unicodedata import digit

_DIGITS = {1: "〇一二三四五六七八九", 2: "零壹贰叁肆伍陆柒捌玖", 3: "０１２３４５６７８９"}
_PLACES = {1: ("", "十", "百", "千"), 2: ("", "拾", "佰", "仟")}
_GROUPS = ("", "万", "亿", "万亿")
_GROUP = 4  # digits to one of 万, 亿
_MAX_DIGITS = len(_GROUPS) * _GROUP


def digits_in_han(text: str, style: int) -> str:
    """`text` with each digit in the numerals of `style` (1, 2 or 3)."""
    return "".join(_DIGITS[style][digit(char)] if char.isascii() and char.isdigit() else char for char in text)


def numeral(number: str, style: int) -> str:
    """The unsigned `number` with its places named; decimals, and what is too long, digit by digit."""
    whole, point, decimals = number.partition(".")
    if style not in _PLACES or not whole.isdigit() or len(whole) > _MAX_DIGITS:
        return digits_in_han(number, style)
    return _whole(whole, style) + point + digits_in_han(decimals, style)


def _whole(digits: str, style: int) -> str:
    zero = "零" if style == 2 else "〇"
    groups = [digits[max(end - _GROUP, 0) : end] for end in range(len(digits), 0, -_GROUP)]
    written, open_gap = "", False
    for rank in reversed(range(len(groups))):
        named = _group(groups[rank].rjust(_GROUP, "0"), style, zero)
        if named and written and not open_gap and not groups[rank].startswith("0"):
            written += named + _GROUPS[rank]
        elif named:
            written += (zero if written else "") + named + _GROUPS[rank]
        open_gap = not named
    return written.removeprefix("一") if written.startswith("一十") else written or zero


def _group(digits: str, style: int, zero: str) -> str:
    """Four digits with their places; a gap of zeros inside is named once, zeros around them are not."""
    written, gap = "", False
    for place, char in enumerate(digits):
        if char != "0":
            written += (zero if gap else "") + _DIGITS[style][int(char)] + _PLACES[style][len(digits) - place - 1]
        gap = char == "0" and bool(written)
    return written
