"""The fonts that PDFium finds in place of those that a file does not hold: the same ones on every machine.

Left alone, PDFium puts fonts of the system in place of missing ones, and boxes, order and even the characters
of a text follow from their shapes: the same file would be read differently from machine to machine. Here it
finds one font alone, in which every character is the same upright bar. Where a character stands and how wide
it is, the file itself says (ISO 32000-1, 9.7.4.3). The 14 standard fonts, whose widths a file may leave out, are
left to PDFium, which has their shapes built in.

What is drawn for the eye is not drawn in this process, then: `pdf_draw.py`.
"""

from __future__ import annotations

import ctypes
import struct
from functools import cache
from typing import Any

# PDFium asks for any of these names, and for those that it takes for others of them: ISO 32000-1, 9.6.2.2
_STANDARD = (b"helvetica", b"arial", b"times", b"courier", b"symbol", b"zapfdingbats")
_NAME = b"bars\0"
_BAR = (50, -80, 150, 700)  # of 1000: no wider than the narrowest letter, as high as most
_ASCENT, _DESCENT = 880, -120
_ADVANCE = 500  # of 1000: for letters whose width the file should have said
_HANDLE = 1  # any but 0, which is no font
_CHINESE = 134  # FXFONT_GB2312_CHARSET


@cache
def install() -> tuple[Any, ...]:
    """What PDFium calls from now on, in this process, to find fonts; to be kept as long as that."""
    from pypdfium2 import raw

    answers = {
        "MapFont": lambda _, weight, italic, charset, pitch, face, exact: _mapped(face),
        "GetFont": lambda _, face: None,
        "GetFontData": lambda _, font, table, target, size: 0 if table else _copied(bars(), target, size),
        "GetFaceName": lambda _, font, target, size: _copied(_NAME, target, size),
        "GetFontCharset": lambda _, font: _CHINESE,
        "DeleteFont": lambda _, font: None,
    }
    info, types = raw.FPDF_SYSFONTINFO(version=1), dict(raw.FPDF_SYSFONTINFO._fields_)
    calls = {name: types[name](answer) for name, answer in answers.items()}
    for name, call in calls.items():
        setattr(info, name, call)
    raw.FPDF_SetSystemFontInfo(info)
    return info, calls


def _mapped(face: Any) -> int | None:
    """The font to take in place of the one named `face`; None for one that PDFium has itself."""
    name = ctypes.cast(face, ctypes.c_char_p).value or b""
    return None if name.lower().startswith(_STANDARD) else _HANDLE


def _copied(content: bytes, target: Any, size: int) -> int:
    """Length of `content`, which is put at the address `target` if there is room for it."""
    if target and size >= len(content):
        ctypes.memmove(target, content, len(content))
    return len(content)


@cache
def bars() -> bytes:
    """A TrueType font that has the same upright bar for every character."""
    outline = _outline()
    tables = {
        b"cmap": struct.pack(">HHHHI HHIII III", 0, 1, 3, 10, 12, 13, 0, 28, 0, 1, 0x20, 0x10FFFF, 1),  # many to one
        b"glyf": outline * 2,
        b"head": struct.pack(">4I2H2Q4h2H3h", 1 << 16, 1 << 16, 0, 0x5F0F3CF5, 3, 1000, 0, 0, *_BAR, 0, 8, 2, 1, 0),
        b"hhea": struct.pack(">I3hH11hH", 1 << 16, _ASCENT, _DESCENT, 0, _ADVANCE, *([0] * 11), 2),
        b"hmtx": struct.pack(">HhHh", *(_ADVANCE, _BAR[0]) * 2),
        b"loca": struct.pack(">3I", 0, len(outline), 2 * len(outline)),
        b"maxp": struct.pack(">I14H", 1 << 16, 2, 4, 1, 0, 0, 1, *([0] * 8)),
        b"post": struct.pack(">I2h6I", 3 << 16, *([0] * 8)),
    }
    start, body, entries = 12 + 16 * len(tables), b"", b""
    for tag, table in tables.items():
        entries += tag + struct.pack(">3I", 0, start + len(body), len(table))
        body += table + bytes(-len(table) % 4)
    return struct.pack(">I4H", 1 << 16, len(tables), 128, 3, 0) + entries + body


def _outline() -> bytes:
    """The bar: four corners, each by its steps from the one before."""
    left, bottom, right, top = _BAR
    steps = (left, 0, right - left, 0, bottom, top - bottom, 0, bottom - top)
    drawn = struct.pack(">5h2H4B8h", 1, *_BAR, 3, 0, 1, 1, 1, 1, *steps)
    return drawn + bytes(-len(drawn) % 4)
