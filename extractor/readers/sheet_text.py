"""Pieces of a cell's text in their fonts -> the text that they show."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from extractor.readers.cell_text import cell_text
from extractor.readers.symbols import is_private, is_symbol_font, raised, shown

_BLANKS = str.maketrans({"\xa0": " ", "\r": None, "\v": "\n", "\ufeff": None, "\u200b": None, "\x00": None})


@dataclass(frozen=True, slots=True)
class Inline:
    """A piece of text in one font; `font` None: that of the cell."""

    text: str
    font: str | None = None
    is_raised: bool = False


def text_in(inlines: Iterable[Inline], font: str | None) -> str:
    """The text that the pieces show in a cell whose font is `font`, each of its lines without blanks around it."""
    written = ""
    for inline in inlines:
        text = _in_font(inline.text, inline.font or font)
        written += raised(text, written) if inline.is_raised else text
    return cell_text([written.replace("\r\n", "\n").translate(_BLANKS)])


def _in_font(text: str, font: str | None) -> str:
    pictured = is_symbol_font(font)
    return "".join(shown(ord(char), font) if pictured or is_private(ord(char)) else char for char in text)
