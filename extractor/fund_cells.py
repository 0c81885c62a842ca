"""The amount that a cell of a fund column states, where it says more than a number.

A note in brackets behind the amount says how it came about; in a column of money added or taken away the word for
that stands before it. A cell that holds several numbers states none.
"""

from __future__ import annotations

import re

from extractor.align import is_dash
from extractor.quantity import Lexicon, Quantity, parse

_AMOUNT = r"(?P<amount>\d[\d,]*(?:\.\d+)?(?:万元|亿元|千元|元|万)?)"
_NOTED = re.compile(rf"{_AMOUNT}\([^()]*[\u4e00-\u9fff][^()]*\)")
# As in a column of that name: 年中追加30万元, 调减2.
_MOVED = re.compile(
    rf"(?:年中|中期|后|共)?(?:追加|追减|调增|调减|增加|减少|核减|压减|收回|调剂|调整)(?:预算|资金|指标|经费)?"
    rf"(?:了|共|为)?{_AMOUNT}"
)
_DIGITS = re.compile(r"\d")
_MISREAD_POINTS = re.compile(r"[\dIlOo|.]+")


def amount_in(text: str, role: str, lexicon: Lexicon) -> tuple[Quantity, int] | None:
    """The amount that the cell `text` states below the column `role`, and where it begins; None where none is sure."""
    whole = None if is_dash(text) else parse(text, lexicon)
    if whole is not None:
        return whole, 0
    found = _NOTED.fullmatch(text) or (_MOVED.fullmatch(text) if role == "other" else None)
    quantity = parse(found["amount"], lexicon) if found else None
    return (quantity, found.start("amount")) if found and quantity else None


def is_unread_amount(text: str) -> bool:
    """Whether a cell of which no amount was read holds a digit all the same."""
    return _DIGITS.search(text) is not None


def is_misread_points(text: str) -> bool:
    """Whether a cell of points that is no number looks like one (IO for 10)."""
    return _MISREAD_POINTS.fullmatch(text) is not None
