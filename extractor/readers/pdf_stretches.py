"""The characters of a loaded page, by PDFium -> stretches of them that stand side by side on a line.

What a font does not name is unknown, symbols are what they show, blanks are blanks. Coordinates are the
page's own: points upwards from its origin, before any rotation.
"""

from __future__ import annotations

import ctypes
import math
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, pairwise, repeat
from operator import ge, or_
from typing import Any, NamedTuple

from extractor.document import quick
from extractor.readers import pdf_bulk as bulk
from extractor.readers.limits import refuse_more
from extractor.readers.pdf_drawing import INVISIBLE
from extractor.readers.pdf_pages import UNKNOWN
from extractor.readers.symbols import is_private, shown

_GAP = 0.2  # of the height: up to which the next character stands beside the last one
_LAP = 0.3  # of the height: by which it may reach back over it
_DESCENT = 0.14  # of the size: how far Chinese characters reach below the baseline
_BLANK = re.compile(r"([ \u00a0\u3000\t\r\n])")
_MAX_CHARACTERS = 200_000  # on a page; nothing honest has 20 000
_FAR = 1e6  # points: beyond which a coordinate means nothing

# How a character is set: its size, the first four numbers of its matrix, where its baseline is, if it has no shape.
_Setting = tuple[float, float, float, float, float, float, bool]


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


def stretches_of(page: Any, *, unseen: bool) -> list[Stretch]:
    """Text of a loaded `page`, in the order of the file; `unseen` tells that some of it may be set invisible.

    Raises: InputError `too_large`.
    """
    from pypdfium2 import raw

    handle = raw.FPDFText_LoadPage(page)
    if not handle:
        return []
    try:
        count = raw.FPDFText_CountChars(handle)
        refuse_more(count, _MAX_CHARACTERS, "characters on a page")
        return _Text(raw, handle, count).stretches(unseen) if count else []
    finally:
        raw.FPDFText_ClosePage(handle)


class _Text:
    """The characters of a loaded page, in the order of the file."""

    def __init__(self, raw: Any, handle: Any, count: int) -> None:
        self._raw, self._handle = raw, repeat(bulk.address(handle))
        self._text = self._characters(handle, count)
        boxes = bulk.filled(raw.FPDFText_GetLooseCharBox, ("f", 4), self._handle, range(count))
        self._lefts, self._tops, self._rights, self._bottoms = boxes

    def stretches(self, unseen: bool) -> list[Stretch]:
        """Stretches of characters side by side, blanks by themselves.

        The blanks that PDFium adds have no height and are left out.
        """
        spans = self._spans()
        firsts = [first for first, _ in spans]
        hidden = self._hidden(firsts) if unseen else repeat(False)
        found = list[Stretch]()
        for (first, end), text, is_hidden, setting in zip(
            spans, self._texts(spans), hidden, self._settings(firsts), strict=False
        ):
            scale, a, b, c, d, baseline, flat = setting
            bottom, top = self._bottoms[first], self._tops[first]
            size = abs(scale) * math.hypot(c, d)
            if not 0 < size < _FAR:
                size = top - bottom
            angle = 0.0 if b == 0 and scale * a > 0 else math.degrees(math.atan2(scale * b, scale * a)) % 360
            if angle == 0:
                bottom = baseline - _DESCENT * size
                top = bottom + size
            borders = self._lefts[first:end] + self._rights[end - 1 : end]
            bare = flat and not self._text[first].isspace()
            found.append(quick(Stretch, (text, borders, bottom, top, size, angle, is_hidden, bare)))
        return found

    def _characters(self, handle: Any, count: int) -> str:
        """One character for each place."""
        codes = bytearray(2 * (count + 1))  # no ctypes array: its type would be a new one for each length
        written = self._raw.FPDFText_GetText(handle, 0, count, ctypes.byref(ctypes.c_ushort.from_buffer(codes)))
        characters = codes[: 2 * max(written - 1, 0)].decode("utf-16-le", "surrogatepass")
        if len(characters) == count:
            return characters
        numbers = bulk.answers(self._raw.FPDFText_GetUnicode, self._handle, range(count))  # some have no character
        return "".join(chr(number) if 0 < number < 0x110000 else UNKNOWN for number in numbers)

    def _spans(self) -> list[tuple[int, int]]:
        """From where to where characters stand beside each other; each blank by itself, boxes without sense left out.

        Boxes are as high as the font and the character together, so that heights on a line differ a little.
        """
        lefts, rights, tops, bottoms = self._lefts, self._rights, self._tops, self._bottoms
        pairs = zip(rights, lefts[1:], tops, tops[1:], bottoms, bottoms[1:], strict=False)
        apart = [
            place
            for place, (right, left, top, next_top, bottom, next_bottom) in enumerate(pairs, start=1)
            if not (
                -_LAP * (high := top - bottom) < left - right < (gap := _GAP * high)
                and (top == next_top or -gap < next_top - top < gap)
                and (bottom == next_bottom or -gap < next_bottom - bottom < gap)
            )
        ]
        ends = sorted({0, *accumulate(map(len, _BLANK.split(self._text))), *apart})
        return [
            (first, end)
            for first, end in pairwise(ends)
            if 0 < tops[first] - bottoms[first] < _FAR and abs(lefts[first]) < _FAR and abs(rights[first]) < _FAR
        ]

    def _settings(self, firsts: Sequence[int]) -> Iterator[_Setting]:
        """How the characters at these places are set."""
        raw, handle = self._raw, self._handle
        scales = bulk.answers(raw.FPDFText_GetFontSize, handle, firsts, kind=ctypes.c_double)
        matrices = bulk.filled(raw.FPDFText_GetMatrix, ("f", 6), handle, firsts)
        _, baselines = bulk.spread(raw.FPDFText_GetCharOrigin, ("d", 2), handle, firsts)
        lefts, rights, bottoms, tops = bulk.spread(raw.FPDFText_GetCharBox, ("d", 4), handle, firsts)
        flat = map(or_, map(ge, lefts, rights), map(ge, bottoms, tops))
        return zip(scales, *matrices[:4], baselines, flat, strict=True)

    def _hidden(self, firsts: Iterable[int]) -> list[bool]:
        """Whether the characters at these places are set invisible."""
        printed = bulk.handles(self._raw.FPDFText_GetTextObject, self._handle, firsts)
        return [mode in INVISIBLE for mode in bulk.answers(self._raw.FPDFTextObj_GetTextRenderMode, printed)]

    def _texts(self, spans: Sequence[tuple[int, int]]) -> list[str]:
        """The characters of each stretch as they show; those that their font does not name are unknown."""
        ends = [first for first, _ in spans], [end - 1 for _, end in spans]
        errors = [bulk.answers(self._raw.FPDFText_HasUnicodeMapError, self._handle, places) for places in ends]
        texts = [self._text[first:end] for first, end in spans]
        if "".join(texts).isprintable() and not any(map(or_, *errors)):
            return texts
        return [self._read(text, span, 1 in error) for text, span, *error in zip(texts, spans, *errors, strict=True)]

    def _read(self, text: str, span: tuple[int, int], doubtful: bool) -> str:
        if doubtful:
            errors = bulk.answers(self._raw.FPDFText_HasUnicodeMapError, self._handle, range(*span))
            text = "".join(UNKNOWN if error == 1 else char for char, error in zip(text, errors, strict=True))
        if text.isprintable():
            return text
        (printed,) = bulk.handles(self._raw.FPDFText_GetTextObject, self._handle, [span[0]])
        return "".join(_shown(char, printed) for char in text)


def _shown(char: str, printed: bulk.Handle) -> str:
    """A blank as such, a symbol for what it shows, and no control character."""
    if char.isspace():
        return " "
    if char in "\x02\ufffe":  # what PDFium makes of a hyphen at the end of a line
        return "-"
    if is_private(ord(char)):
        return shown(ord(char), _font_name(printed))
    return UNKNOWN if char < " " or "\ud800" <= char <= "\udfff" else char


def _font_name(printed: bulk.Handle) -> str:
    from pypdfium2 import raw

    font = raw.FPDFTextObj_GetFont(ctypes.cast(printed, raw.FPDF_PAGEOBJECT))
    if not font:
        return ""
    name = ctypes.create_string_buffer(256)
    raw.FPDFFont_GetBaseFontName(font, name, len(name))
    return name.value.decode("utf-8", "replace")
