"""Characters of symbol fonts -> what they show: ticks, boxes, comparison signs.

Symbol fonts give ordinary codes (or U+F000 plus the code) to their pictures; without the font
they would read as letters: Wingdings 2 "R" is a ticked box.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

_TICKS: Mapping[str, Mapping[int, str]] = {
    "wingdings": {
        0x6C: "●", 0x6E: "■", 0x6F: "☐", 0x70: "☐", 0x71: "☐", 0x72: "☐", 0x75: "◆", 0x76: "❖", 0xA1: "○",
        0xA7: "▪", 0xA8: "☐", 0xD8: "➢", 0xE0: "→", 0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑",
    },
    "wingdings2": {
        0x4F: "✗", 0x50: "✓", 0x51: "☒", 0x52: "☑", 0x53: "☒", 0x54: "☒", 0x2A: "☐", 0xA3: "☐", 0x30: "☐",
        0x98: "●", 0xA2: "■",
    },
    "symbol": {
        0x61: "α", 0x62: "β", 0x6D: "μ", 0xA3: "≤", 0xAE: "→", 0xB0: "°", 0xB1: "±", 0xB3: "≥", 0xB4: "×",
        0xB7: "•", 0xB8: "÷", 0xB9: "≠", 0xBB: "≈", 0xD6: "√", 0xE5: "∑",
    },
}  # fmt: skip
_PRIVATE = 0xF000
_UNIT = re.compile(r"(?:[kchdmµ]?m|公里|千米|米|×\s*10)$", re.IGNORECASE)
_SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def is_symbol_font(font: str | None) -> bool:
    """Whether the font shows pictures instead of letters."""
    return _family(font) in _TICKS


def shown(code: int, font: str | None) -> str:
    """What the character `code` of a symbol font shows; the character itself where that is not known.

    Other fonts that give out symbols' private codes do so for those of Wingdings.
    """
    if not is_private(code):
        return _TICKS.get(_family(font), {}).get(code) or chr(code)
    return _TICKS.get(_family(font), _TICKS["wingdings"]).get(code - _PRIVATE) or chr(code)


def is_private(code: int) -> bool:
    """Whether the code is one that symbol fonts take for their pictures."""
    return _PRIVATE <= code < _PRIVATE + 0x100


def raised(text: str, before: str) -> str:
    """Raised `text` after `before`: digits behind a unit or ×10 are its power (m²), others stay as they are."""
    return text.translate(_SUPERSCRIPTS) if _UNIT.search(before) else text


def _family(font: str | None) -> str:
    """Name of a font without the mark of a subset, blanks and cut: "ABCDEF+Wingdings-Regular" is wingdings."""
    name = (font or "").rpartition("+")[2].lower().replace(" ", "")
    return name.removesuffix("-regular").removesuffix("mt")
