"""A date serial and a format's section -> the date and time as shown.

Serial 1 is 1900-01-01, or 1904-01-02 in files that count from 1904. Source: ECMA-376 part 1, 18.17.4.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal

from extractor.readers.sheet_numerals import digits_in_han, numeral
from extractor.readers.sheet_tokens import Section, Token

_DATED = frozenset({"year", "month", "day", "weekday", "hour", "minute", "second", "half", "elapsed"})
_TIMED = frozenset({"hour", "minute", "second", "half", "elapsed"})
_LAST_SERIAL = 2958465  # 9999-12-31
_LEAP_1900 = 60  # a day that never was: 1900 counts as a leap year
_DAY_SECONDS = 86400
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_HAN_WEEKDAYS = "一二三四五六日"


def is_date(tokens: Sequence[Token]) -> bool:
    """Whether the section shows a date, a time or a duration."""
    return any(token.kind in _DATED for token in tokens) and not any(token.kind == "general" for token in tokens)


def date_text(serial: Decimal, section: Section, *, from_1904: bool) -> str | None:
    """Date of `serial` as `section` shows it; None outside of what spreadsheets can date."""
    if not 0 <= serial <= _LAST_SERIAL:
        return None
    places = _second_places(section.tokens)
    if not any(token.kind in _TIMED for token in section.tokens):
        serial = Decimal(int(serial))
    seconds = (serial * _DAY_SECONDS).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    moment = _moment(seconds, from_1904=from_1904)
    if moment is None:
        return None
    halved = any(token.kind == "half" for token in section.tokens)
    written = "".join(
        _piece(token, moment, seconds, halved=halved, numerals=section.numerals)
        for token in _without_fraction(section.tokens)
    )
    return written.strip()


def _moment(seconds: Decimal, *, from_1904: bool) -> datetime | None:
    days, rest = divmod(seconds, _DAY_SECONDS)
    start = datetime(1904, 1, 1) if from_1904 else datetime(1899, 12, 31 if days < _LEAP_1900 else 30)
    try:
        return start + timedelta(days=int(days), seconds=int(rest))
    except OverflowError:
        return None


def _second_places(tokens: Sequence[Token]) -> int:
    """Decimals of the seconds: zeros behind a point that follows them, at most three."""
    kinds = [token.kind for token in tokens]
    for place, kind in enumerate(kinds):
        if kind == "second" and kinds[place + 1 : place + 3] == ["point", "digit"]:
            rest = kinds[place + 2 :]
            return min(next((count for count, other in enumerate(rest) if other != "digit"), len(rest)), 3)
    return 0


def _without_fraction(tokens: Sequence[Token]) -> list[Token]:
    """Tokens without the placeholders of split seconds, which are written with the seconds."""
    places = _second_places(tokens)
    kept: list[Token] = []
    for token in tokens:
        if token.kind == "second" and places:
            kept.append(Token("second", token.text + "." * places))
        elif not (places and token.kind in ("digit", "point")):
            kept.append(token)
    return kept


def _piece(token: Token, moment: datetime, seconds: Decimal, *, halved: bool, numerals: int) -> str:
    if token.kind not in _DATED:
        return token.text
    if token.kind == "elapsed":
        return _elapsed(token.text, seconds)
    if token.kind == "second":
        return _seconds(token.text, seconds)
    if token.kind == "half":
        return _half(token.text, moment.hour)
    written = _date_piece(token, moment, halved=halved)
    if numerals in (1, 2) and written.isdigit():
        return digits_in_han(written, numerals) if token.kind == "year" else numeral(written, numerals)
    return written


def _date_piece(token: Token, moment: datetime, *, halved: bool) -> str:
    kind, width = token.kind, len(token.text)
    if kind == "year":
        return f"{moment.year % 100:02d}" if token.text in ("y", "yy") else f"{moment.year:04d}"
    if kind == "weekday":
        return _weekday(token.text, moment.weekday())
    if kind == "month" and width > 2:
        name = _MONTHS[moment.month - 1]
        return name[: {3: 3, 5: 1}.get(width, len(name))]
    hour = (moment.hour % 12 or 12) if halved else moment.hour
    number = {"month": moment.month, "day": moment.day, "hour": hour, "minute": moment.minute}[kind]
    return f"{number:02d}" if width > 1 else str(number)


def _weekday(text: str, day: int) -> str:
    if text[0] == "a":
        return ("星期" if len(text) > 3 else "") + _HAN_WEEKDAYS[day]
    return _WEEKDAYS[day][: 3 if len(text) == 3 else None]


def _half(text: str, hour: int) -> str:
    first, _, second = text.partition("/")
    return first if hour < 12 else second


def _seconds(text: str, seconds: Decimal) -> str:
    places = text.count(".")
    whole = seconds % 60
    width = (2 if len(text) - places > 1 else 1) + (places + 1 if places else 0)
    return f"{whole:0{width}.{places}f}"


def _elapsed(text: str, seconds: Decimal) -> str:
    size = {"h": 3600, "m": 60, "s": 1}[text[0]]
    return f"{int(seconds // size):0{len(text)}d}"


def serial_of(text: str, *, from_1904: bool = False) -> Decimal | None:
    """Serial of a date, or date and time, in ISO form; None where it is none."""
    try:
        moment = datetime.fromisoformat(text.removesuffix("Z")).replace(tzinfo=None)
    except ValueError:
        return None
    passed = moment - (datetime(1904, 1, 1) if from_1904 else datetime(1899, 12, 30))
    return Decimal(passed.days) + Decimal(passed.seconds) / _DAY_SECONDS
