"""The characters of a loaded page, by PDFium -> stretches of them that stand side by side on a line.

What a font does not name is unknown, symbols are what they show, blanks are blanks. Coordinates are the
page's own: points upwards from its origin, before any rotation.
"""

from __future__ import annotations

import ctypes
import math
import re
from collections import deque
from itertools import count as count_from
from itertools import pairwise, repeat
from typing import Any, NamedTuple

from extractor.readers.limits import refuse_more
from extractor.readers.pdf_pages import UNKNOWN
from extractor.readers.symbols import is_private, shown

_GAP = 0.2  # of the height: up to which the next character stands beside the last one
_LAP = 0.3  # of the height: by which it may reach back over it
_DESCENT = 0.14  # of the size: how far Chinese characters reach below the baseline
_BLANK = re.compile(r"[ \u00a0\u3000\t\r\n]")
_INVISIBLE = frozenset({3, 7})  # text rendering modes; ISO 32000-1, table 106
_MAX_CHARACTERS = 200_000  # on a page; nothing honest has 20 000
_FAR = 1e6  # points: beyond which a coordinate means nothing


class Stretch(NamedTuple):
    """Characters side by side, in the page's own coordinates; `angle` of writing in degrees counterclockwise."""

    text: str
    borders: tuple[float, ...]
    bottom: float
    top: float
    size: float
    angle: float
    hidden: bool
    bare: bool


def stretches_of(page: Any) -> list[Stretch]:
    """Text of a loaded `page`, in the order of the file.

    Raises: InputError `too_large`.
    """
    from pypdfium2 import raw

    handle = raw.FPDFText_LoadPage(page)
    if not handle:
        return []
    try:
        count = raw.FPDFText_CountChars(handle)
        refuse_more(count, _MAX_CHARACTERS, "characters on a page")
        return _Text(raw, handle, count).stretches() if count else []
    finally:
        raw.FPDFText_ClosePage(handle)


class _Text:
    """The characters of a loaded page, in the order of the file."""

    def __init__(self, raw: Any, handle: Any, count: int) -> None:
        self._raw, self._handle = raw, handle
        self._text = self._characters(count)
        boxes = (raw.FS_RECTF * count)()
        _box_all(raw.FPDFText_GetLooseCharBox, handle, boxes)
        numbers = (ctypes.c_float * (4 * count)).from_buffer(boxes)[:]
        self._lefts, self._tops, self._rights, self._bottoms = (numbers[place::4] for place in range(4))
        self._matrix, self._x, self._y = raw.FS_MATRIX(), ctypes.c_double(), ctypes.c_double()
        self._sides = tuple(ctypes.c_double() for _ in range(4))

    def stretches(self) -> list[Stretch]:
        """Stretches of characters side by side, blanks by themselves.

        The blanks that PDFium adds have no height and are left out.
        """
        starts = [0, *self._breaks(), len(self._text)]
        return [self._stretch(first, end) for first, end in pairwise(starts) if self._is_sound(first)]

    def _characters(self, count: int) -> str:
        """One character for each place."""
        codes = (ctypes.c_ushort * (count + 1))()
        written = self._raw.FPDFText_GetText(self._handle, 0, count, codes)
        characters = bytes(codes)[: 2 * max(written - 1, 0)].decode("utf-16-le", "surrogatepass")
        if len(characters) == count:
            return characters
        numbers = map(self._raw.FPDFText_GetUnicode, repeat(self._handle), range(count))  # some have no character
        return "".join(chr(number) if 0 < number < 0x110000 else UNKNOWN for number in numbers)

    def _breaks(self) -> list[int]:
        """Places of characters that do not stand beside the one before.

        Boxes are as high as the font and the character together, so that heights on a line differ a little.
        """
        blanks = {place for found in _BLANK.finditer(self._text) for place in found.span()}
        pairs = zip(
            count_from(1), self._rights, self._lefts[1:], self._tops, self._tops[1:], self._bottoms, self._bottoms[1:],
            strict=False,
        )  # fmt: skip
        apart = [
            place
            for place, right, left, top, next_top, bottom, next_bottom in pairs
            if not (
                -_LAP * (high := top - bottom) < left - right < (gap := _GAP * high)
                and -gap < next_top - top < gap
                and -gap < next_bottom - bottom < gap
            )
        ]
        return sorted(blanks.union(apart) - {0, len(self._text)})

    def _is_sound(self, place: int) -> bool:
        height = self._tops[place] - self._bottoms[place]
        return 0 < height < _FAR and abs(self._lefts[place]) < _FAR and abs(self._rights[place]) < _FAR

    def _stretch(self, first: int, end: int) -> Stretch:
        raw, handle, matrix = self._raw, self._handle, self._matrix
        raw.FPDFText_GetMatrix(handle, first, matrix)
        printed = raw.FPDFText_GetTextObject(handle, first)
        scale = raw.FPDFText_GetFontSize(handle, first)
        size = abs(scale) * math.hypot(matrix.c, matrix.d)
        if not 0 < size < _FAR:
            size = self._tops[first] - self._bottoms[first]
        angle = math.degrees(math.atan2(scale * matrix.b, scale * matrix.a)) % 360
        bottom, top = self._bottoms[first], self._tops[first]
        if angle == 0:
            raw.FPDFText_GetCharOrigin(handle, first, self._x, self._y)
            bottom = self._y.value - _DESCENT * size
            top = bottom + size
        hidden = raw.FPDFTextObj_GetTextRenderMode(printed) in _INVISIBLE
        borders = (*self._lefts[first:end], self._rights[end - 1])
        return Stretch(self._read(first, end, printed), borders, bottom, top, size, angle, hidden, self._is_bare(first))

    def _is_bare(self, place: int) -> bool:
        """Whether the character has no shape, though it is no blank: its font is neither embedded nor at hand."""
        left, right, bottom, top = self._sides
        self._raw.FPDFText_GetCharBox(self._handle, place, left, right, bottom, top)
        flat = left.value >= right.value or bottom.value >= top.value
        return flat and not self._text[place].isspace()

    def _read(self, first: int, end: int, printed: Any) -> str:
        """The characters of a stretch as they show; those that their font does not name are unknown."""
        unnamed, handle, read = self._raw.FPDFText_HasUnicodeMapError, self._handle, self._text[first:end]
        if unnamed(handle, first) == 1 or unnamed(handle, end - 1) == 1:
            read = "".join(UNKNOWN if unnamed(handle, place) == 1 else self._text[place] for place in range(first, end))
        return read if read.isprintable() else _readable(read, printed)


def _box_all(loose_box: Any, handle: Any, boxes: Any) -> None:
    """Put the box of each character into its place of the array `boxes`.

    By bare addresses: to check and wrap an argument takes ctypes longer than PDFium takes for the box.
    """
    call = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_int, ctypes.c_void_p)
    bare = call(_address(loose_box))
    start, each = ctypes.addressof(boxes), ctypes.sizeof(boxes) // len(boxes)
    places = range(start, start + ctypes.sizeof(boxes), each)
    deque(map(bare, repeat(_address(handle)), range(len(boxes)), places), maxlen=0)


def _address(pointer: Any) -> int:
    return ctypes.cast(pointer, ctypes.c_void_p).value or 0


def _readable(text: str, printed: Any) -> str:
    """The characters with blanks as such, symbols for what they show, and no control characters."""
    return "".join(_shown(char, printed) for char in text)


def _shown(char: str, printed: Any) -> str:
    if char.isspace():
        return " "
    if char in "\x02\ufffe":  # what PDFium makes of a hyphen at the end of a line
        return "-"
    if is_private(ord(char)):
        return shown(ord(char), _font_name(printed))
    return UNKNOWN if char < " " or "\ud800" <= char <= "\udfff" else char


def _font_name(printed: Any) -> str:
    from pypdfium2 import raw

    font = raw.FPDFTextObj_GetFont(printed)
    if not font:
        return ""
    name = ctypes.create_string_buffer(256)
    raw.FPDFFont_GetBaseFontName(font, name, len(name))
    return name.value.decode("utf-8", "replace")
