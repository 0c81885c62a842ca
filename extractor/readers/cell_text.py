"""Lines of a table cell -> its text."""

from __future__ import annotations

import re
from collections.abc import Iterable

_UPRIGHT = re.compile(r"[\u4e00-\u9fff]{1,2}")


def cell_text(lines: Iterable[str]) -> str:
    """Lines of a cell on lines of their own; 绩/效/指/标 set one or two to a line is one word."""
    stripped = [line.strip() for text in lines for line in text.split("\n")]
    filled = [line for line in stripped if line]
    upright = len(filled) > 1 and all(map(_UPRIGHT.fullmatch, filled))
    return ("" if upright else "\n").join(filled).replace("\t", " ")
