"""The styles part of an XLSX package -> number format and font of every cell style."""

from __future__ import annotations

from typing import NamedTuple

from extractor.readers.sheet_formats import GENERAL, built_in
from extractor.readers.xml_elements import Element, child, children, number_of, value_of


class CellStyle(NamedTuple):
    """What a cell's style says about its text."""

    code: str
    font: str | None = None


PLAIN = CellStyle(GENERAL)


def read_styles(root: Element | None) -> tuple[CellStyle, ...]:
    """Cell styles in the order in which cells name them."""
    codes = {
        number_of(entry, "numFmtId", default=-1): value_of(entry, "formatCode") or GENERAL
        for entry in children(child(root, "numFmts"), "numFmt")
    }
    fonts = [_font_name(font) for font in children(child(root, "fonts"), "font")]
    styles = []
    for entry in children(child(root, "cellXfs"), "xf"):
        number, font = number_of(entry, "numFmtId", default=0), number_of(entry, "fontId", default=-1)
        name = fonts[font] if 0 <= font < len(fonts) else None
        styles.append(CellStyle(codes.get(number) or built_in(number), name))
    return tuple(styles)


def _font_name(font: Element) -> str | None:
    return value_of(child(font, "name"))
