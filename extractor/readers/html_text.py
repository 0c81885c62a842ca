"""Inline content of an element -> the lines that a browser shows.

Blanks and line ends of the source are one blank, or none beside Chinese characters; `<br>` breaks a line.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from extractor.readers.symbols import is_private, is_symbol_font, raised, shown

BREAK = "\v"  # stands for `<br>` until the text is whole; never part of what a page says

_WIDE = r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f“”‘’—…]"
_SOURCE_BREAK = re.compile(rf"(?<={_WIDE})[ \t\r\f]*\n[ \t\r\n\f]*|[ \t\r\f]*\n[ \t\r\n\f]*(?={_WIDE})")
_BLANKS = re.compile(r"[ \t\r\n\f]+")
_NO_WIDTH = str.maketrans({"\ufeff": None, "\u200b": None, "\u2060": None, "\xad": None, "\0": None, "\xa0": " "})
_FONT = re.compile(r"font-family\s*:\s*[\"']?\s*((?:wingdings|symbol)[^;,\"']*)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Look:
    """How text looks where it stands: its symbol font if it has one, raised or not, line ends kept or not."""

    font: str | None = None
    is_raised: bool = False
    is_preformatted: bool = False


def look_in(tag: str, style: str, face: str, outer: Look) -> Look:
    """The look inside an element, from its tag, its `style` and `face` attributes, and the look around it."""
    named = _FONT.search(style)
    font = named[1].strip() if named else face if is_symbol_font(face) else outer.font
    plain_again = named is None and ("font-family" in style.lower() or (face and not is_symbol_font(face)))
    raising = tag == "sup" or re.search(r"vertical-align\s*:\s*super", style, re.IGNORECASE) is not None
    return Look(None if plain_again else font, outer.is_raised or raising, outer.is_preformatted or tag == "pre")


def source_text(text: str, look: Look, before: str) -> str:
    """Characters of a text node as they look, still with the source's blanks; `before` is what was written already."""
    clean = text.replace(BREAK, " ").translate(_NO_WIDTH)
    if look.font or any(is_private(ord(char)) for char in clean):
        clean = "".join(_pictured(char, look.font) for char in clean)
    if look.is_preformatted:
        clean = clean.replace("\r\n", "\n").replace("\n", BREAK)
    return raised(clean, before) if look.is_raised else clean


def lines_in(written: str) -> list[str]:
    """Lines of what was written, without blanks around them and without empty ones."""
    text = _BLANKS.sub(" ", _SOURCE_BREAK.sub("", written))
    return [line for line in (line.strip() for line in text.split(BREAK)) if line]


def _pictured(char: str, font: str | None) -> str:
    return shown(ord(char), font) if (font and not char.isspace()) or is_private(ord(char)) else char
