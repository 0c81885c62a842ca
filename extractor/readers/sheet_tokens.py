"""A number format's code -> its sections, each a sequence of placeholders and literals.

Takes what spreadsheets write: quoted and escaped literals, [colours], [>=100] conditions,
[$¥-804] currencies, [DBNum1] numerals, [h] elapsed times, padding (`_x`) and filling (`*x`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import NamedTuple

_MAX_CODE = 1024  # characters; spreadsheets allow 255
_LONG_DATE = 'yyyy"年"m"月"d"日"'
_LONG_TIME = "h:mm:ss"
_CONDITION = re.compile(r"(<=|>=|<>|<|>|=)\s*(-?[0-9.]+(?:E[-+]?[0-9]+)?)$", re.IGNORECASE)
_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"?'
    r"|[\\!](?P<escaped>.)"
    r"|_(?P<padding>.)"
    r"|\*(?P<filling>.)"
    r"|\[(?P<bracket>[^\]]*)\]"
    r"|(?P<general>General|G/通用格式)"
    r"|(?P<exponent>E[-+])"
    r"|(?P<half>AM/PM|A/P|上午/下午)"
    r"|(?P<date>y+|m+|d+|h+|s+|a{3,4}|e+)"
    r"|(?P<digit>[0#?])"
    r"|(?P<char>.)",
    re.IGNORECASE | re.DOTALL,
)
_SINGLE = {".": "point", ",": "comma", "%": "percent", "@": "text", "/": "slash"}


class Token(NamedTuple):
    """A piece of a section: its kind, and its text (a placeholder's own sign, a literal's characters).

    Kinds: digit, point, comma, percent, exponent, fraction, general, text, literal; year, month,
    day, weekday, hour, minute, second, half (of the day), elapsed.
    """

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Section:
    """One of the parts that semicolons separate; `numerals` as in [DBNum1], 0 without."""

    tokens: tuple[Token, ...]
    condition: tuple[str, Decimal] | None = None
    numerals: int = 0

    @property
    def is_text(self) -> bool:
        """Whether the section is for texts: it shows them, and no number."""
        kinds = {token.kind for token in self.tokens}
        return "text" in kinds and not kinds & {"digit", "general"}

    def accepts(self, value: Decimal) -> bool:
        """Whether the section's condition holds for `value`; without one it does."""
        if self.condition is None:
            return True
        sign, bound = self.condition
        return {
            "<": value < bound, "<=": value <= bound, ">": value > bound, ">=": value >= bound,
            "=": value == bound, "<>": value != bound,
        }[sign]  # fmt: skip


def sections_of(code: str) -> tuple[Section, ...]:
    """Sections of the format `code`, at least one."""
    return tuple(_section(part) for part in _split(code[:_MAX_CODE]))


def _split(code: str) -> list[str]:
    """Parts of `code` between semicolons that are neither quoted nor escaped."""
    parts = [""]
    for found in _TOKEN.finditer(code):
        if found["char"] == ";":
            parts.append("")
        else:
            parts[-1] += found[0]
    return parts


def _section(code: str) -> Section:
    numerals, condition = 0, None
    tokens: list[Token] = []
    for found in _TOKEN.finditer(code):
        bracket = found["bracket"]
        if bracket is None:
            tokens += _plain(found)
            continue
        numerals = int(bracket[5]) if re.fullmatch(r"DBNum[123]", bracket, re.IGNORECASE) else numerals
        condition = _condition(bracket) or condition
        if bracket.upper().startswith(("$-F800", "$-X-SYSDATE")):
            return _section(_LONG_DATE)
        if bracket.upper().startswith(("$-F400", "$-X-SYSTIME")):
            return _section(_LONG_TIME)
        tokens += _bracketed(bracket)
    return Section(tuple(_settled(tokens)), condition, numerals)


def _plain(found: re.Match[str]) -> Iterator[Token]:
    kind, text = found.lastgroup or "", found[0]
    if kind in ("quoted", "escaped"):
        yield Token("literal", found[kind])
    elif kind == "padding":
        yield Token("literal", " ")
    elif kind == "char":
        yield Token(_SINGLE.get(text, "literal"), text)
    elif kind == "date":
        yield Token(_date_kind(text), text.lower())
    elif kind != "filling":
        yield Token(kind, text)


def _date_kind(text: str) -> str:
    letter = text[0].lower()
    names = {"y": "year", "e": "year", "m": "month", "d": "day", "h": "hour", "s": "second", "a": "weekday"}
    return "weekday" if letter == "d" and len(text) > 2 else names[letter]


def _bracketed(bracket: str) -> Iterator[Token]:
    if bracket.startswith("$"):
        yield Token("literal", bracket[1:].partition("-")[0])
    elif re.fullmatch(r"h+|m+|s+", bracket, re.IGNORECASE):
        yield Token("elapsed", bracket.lower())


def _condition(bracket: str) -> tuple[str, Decimal] | None:
    found = _CONDITION.match(bracket)
    try:
        return None if found is None else (found[1], Decimal(found[2]))
    except InvalidOperation:
        return None


def _settled(tokens: list[Token]) -> Iterator[Token]:
    """Tokens with what neighbours decide: m beside hours or seconds is minutes, a slash among digits a fraction."""
    for place, token in enumerate(tokens):
        if token.kind == "month" and len(token.text) <= 2 and _beside_time(tokens, place):
            yield Token("minute", token.text)
        elif token.kind == "slash":
            digits = place > 0 and tokens[place - 1].kind == "digit"
            yield Token("fraction" if digits else "literal", "/")
        else:
            yield token


def _beside_time(tokens: list[Token], place: int) -> bool:
    dated = ("year", "month", "day", "weekday", "hour", "second", "elapsed")
    before = next((token.kind for token in reversed(tokens[:place]) if token.kind in dated), "")
    after = next((token.kind for token in tokens[place + 1 :] if token.kind in dated), "")
    return before in ("hour", "elapsed") or after == "second"
