"""PDF bytes -> the content of each page, by PDFium: the parser that is asked first.

Characters that stand side by side on a line come out as one stretch. Slanted ones (watermarks) are
counted and left out, invisible ones kept apart, pages whose text is turned are set upright. Pages are
released as soon as they are read.
"""

from __future__ import annotations

import ctypes
import math
from collections import Counter, deque
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import repeat
from typing import TYPE_CHECKING, Any, NamedTuple

from extractor.document import BBox
from extractor.errors import InputError
from extractor.readers.grid import Edge, edge
from extractor.readers.limits import ReadOptions, refuse_more
from extractor.readers.pdf_drawing import Line, read_drawing
from extractor.readers.pdf_glyphs import UNKNOWN, Content, Glyph
from extractor.readers.symbols import is_private, shown

if TYPE_CHECKING:
    from PIL.Image import Image

_SLANT = 3  # degrees off a quarter turn from which text is slanted
_GAP = 0.2  # of the height: up to which the next character stands beside the last one
_LAP = 0.3  # of the height: by which it may reach back over it
_UNEVEN = 0.05  # of the size: by which the height of a box may differ from it
_DESCENT = 0.14  # of the size: below the baseline, for fonts that do not say
_BLANKS = frozenset(" \u00a0\u3000\t\r\n")
_INVISIBLE = frozenset({3, 7})  # text rendering modes; ISO 32000-1, table 106
_MAX_CHARACTERS = 200_000  # on a page; nothing honest has 20 000
_MAX_POINTS = 14_400.0  # sides of a page; ISO 32000-1, annex C
_FAR = 1e6  # points: beyond which a coordinate means nothing
_A4 = (0.0, 0.0, 595.0, 842.0)
_INCH = 72.0  # points
_PASSWORD, _SECURITY = 4, 5  # FPDF_ERR_PASSWORD, FPDF_ERR_SECURITY


@dataclass(frozen=True, slots=True)
class _Stretch:
    """Characters side by side, in the page's own coordinates; `angle` of writing in degrees counterclockwise."""

    text: str
    borders: tuple[float, ...]
    bottom: float
    top: float
    size: float
    angle: float
    hidden: bool


class _View(NamedTuple):
    """How a page is looked at: its visible box, and how far it is turned, in degrees clockwise."""

    box: BBox
    turn: int

    def size(self) -> tuple[float, float]:
        """Width and height as seen."""
        wide, high = self.box[2] - self.box[0], self.box[3] - self.box[1]
        return (high, wide) if self.turn % 180 else (wide, high)

    def point(self, x: float, y: float) -> tuple[float, float]:
        """The point from the top left corner as seen."""
        left, bottom, right, top = self.box
        if self.turn == 0:
            return (x - left, top - y)
        if self.turn == 90:
            return (y - bottom, x - left)
        return (right - x, y - bottom) if self.turn == 180 else (top - y, right - x)


class Pdfium:
    """An opened file."""

    def __init__(self, data: bytes, password: str | None) -> None:
        import pypdfium2

        self._document = pypdfium2.PdfDocument(data, password=password)

    def __len__(self) -> int:
        return len(self._document)

    def close(self) -> None:
        """Let go of the file."""
        self._document.close()

    def read(self, index: int) -> Content | None:
        """Content of the page `index`; None where PDFium cannot load it.

        Raises: InputError `too_large`.
        """
        with _page(self._document, index) as page:
            return _content(page) if page else None

    def picture(self, index: int, dpi: float, options: ReadOptions) -> Image:
        """The page as it looks, at `dpi` or as much of that as the limit of pixels allows."""
        page = self._document[index]
        try:
            wide, high = page.get_size()
            most = math.sqrt(options.max_pixels / max(wide * high, 1.0))
            picture: Image = page.render(scale=min(dpi / _INCH, most), may_draw_forms=False).to_pil()
            return picture
        finally:
            page.close()


def open_pdfium(data: bytes, options: ReadOptions) -> Pdfium | None:
    """The file `data`, opened; None where PDFium finds no page in it.

    Raises: InputError `encrypted`.
    """
    import pypdfium2

    try:
        opened = Pdfium(data, options.password)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) in (_PASSWORD, _SECURITY):
            raise _encrypted(options) from error
        return None
    if len(opened):
        return opened
    opened.close()
    return None


def _encrypted(options: ReadOptions) -> InputError:
    if options.password:
        return InputError("encrypted", "the PDF's password is another one", "give the right one with --password")
    return InputError(
        "encrypted", "the PDF is protected by a password", "give it with --password, or save an unprotected copy"
    )


@contextmanager
def _page(document: Any, index: int) -> Iterator[Any]:
    from pypdfium2 import raw

    page = raw.FPDF_LoadPage(document, index)
    try:
        yield page
    finally:
        if page:
            raw.FPDF_ClosePage(page)


def _content(page: Any) -> Content:
    from pypdfium2 import raw

    box, rotation = _visible_box(page), raw.FPDFPage_GetRotation(page) * 90
    drawing = read_drawing(page, box)
    stretches = list(_text_of(page))
    straight = [one for one in stretches if not _is_slanted(one.angle)]
    turn = (_main_angle(straight) - rotation) % 360
    view = _View(box, (rotation + turn) % 360)
    glyphs = [(one.hidden or drawing.buried, glyph) for one in straight for glyph in _glyphs(one, view)]
    width, height = view.size()
    return Content(
        width=width,
        height=height,
        glyphs=tuple(glyph for hidden, glyph in glyphs if not hidden),
        hidden=tuple(glyph for hidden, glyph in glyphs if hidden),
        edges=tuple(_edge(line, view) for line in drawing.lines),
        slanted=sum(len(one.text) for one in stretches) - sum(len(one.text) for one in straight),
        turned=turn,
        pictured=drawing.pictured,
        blank=drawing.blank,
    )


def _visible_box(page: Any) -> BBox:
    from pypdfium2 import raw

    rect = raw.FS_RECTF()
    raw.FPDF_GetPageBoundingBox(page, rect)
    box = (rect.left, rect.bottom, rect.right, rect.top)
    sound = all(map(math.isfinite, box)) and 0 < box[2] - box[0] <= _MAX_POINTS and 0 < box[3] - box[1] <= _MAX_POINTS
    return box if sound else _A4


def _text_of(page: Any) -> Iterator[_Stretch]:
    from pypdfium2 import raw

    text = raw.FPDFText_LoadPage(page)
    if not text:
        return
    try:
        count = raw.FPDFText_CountChars(text)
        refuse_more(count, _MAX_CHARACTERS, "characters on a page")
        yield from _stretches(text, count)
    finally:
        raw.FPDFText_ClosePage(text)


def _stretches(text: Any, count: int) -> Iterator[_Stretch]:
    """Characters in the order of the file; the blanks that PDFium adds have no height and are left out."""
    from pypdfium2 import raw

    boxes = (raw.FS_RECTF * count)()
    deque(map(raw.FPDFText_GetLooseCharBox, repeat(text), range(count), boxes), maxlen=0)
    numbers = iter((ctypes.c_float * (4 * count)).from_buffer(boxes)) if count else iter(())
    characters = _characters(text, count)
    first, borders, end, level = 0, list[float](), 0.0, (0.0, 0.0)
    for place, left, top, right, bottom in zip(range(count), numbers, numbers, numbers, numbers, strict=False):
        height = top - bottom
        if not (0 < height < _FAR and abs(left) < _FAR and abs(right) < _FAR):
            continue
        beside = level == (top, bottom) and -_LAP * height < left - end < _GAP * height
        if borders and not (beside and first + len(borders) == place and characters[place] not in _BLANKS):
            yield _stretch(text, characters, first, (*borders, end), level)
            borders = []
        if not borders:
            first, level = place, (top, bottom)
        borders.append(left)
        end = right
        if characters[place] in _BLANKS:
            yield _stretch(text, characters, first, (*borders, end), level)
            borders = []
    if borders:
        yield _stretch(text, characters, first, (*borders, end), level)


def _characters(text: Any, count: int) -> list[str]:
    """The page's characters; those that a font does not name are unknown."""
    from pypdfium2 import raw

    codes = map(raw.FPDFText_GetUnicode, repeat(text), range(count))
    unnamed = map(raw.FPDFText_HasUnicodeMapError, repeat(text), range(count))
    return [
        UNKNOWN if error == 1 or not 0 < code < 0x110000 else chr(code)
        for code, error in zip(codes, unnamed, strict=True)
    ]


def _stretch(
    text: Any, characters: Sequence[str], first: int, borders: tuple[float, ...], level: tuple[float, float]
) -> _Stretch:
    from pypdfium2 import raw

    matrix = raw.FS_MATRIX()
    raw.FPDFText_GetMatrix(text, first, matrix)
    printed = raw.FPDFText_GetTextObject(text, first)
    top, bottom = level
    scale = raw.FPDFText_GetFontSize(text, first)
    angle = math.degrees(math.atan2(scale * matrix.b, scale * matrix.a)) % 360
    size = abs(scale) * math.hypot(matrix.c, matrix.d) or top - bottom
    if angle == 0 and abs(top - bottom - size) > _UNEVEN * size:
        bottom = _baseline(text, first) - _DESCENT * size
        top = bottom + size
    read = "".join(characters[first : first + len(borders) - 1])
    if not read.isprintable():
        read = _readable(read, printed)
    hidden = raw.FPDFTextObj_GetTextRenderMode(printed) in _INVISIBLE
    return _Stretch(read, borders, bottom, top, size, angle, hidden)


def _baseline(text: Any, place: int) -> float:
    from pypdfium2 import raw

    x, y = ctypes.c_double(), ctypes.c_double()
    raw.FPDFText_GetCharOrigin(text, place, x, y)
    return y.value


def _readable(text: str, printed: Any) -> str:
    """The characters with blanks as such, symbols for what they show, and no control characters."""
    return "".join(_shown(char, printed) for char in text)


def _shown(char: str, printed: Any) -> str:
    if char in _BLANKS or char.isspace():
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


def _is_slanted(angle: float) -> bool:
    off = angle % 90
    return min(off, 90 - off) > _SLANT


def _main_angle(stretches: Sequence[_Stretch]) -> int:
    """Direction of most of the text, in degrees counterclockwise."""
    seen = Counter[int]()
    for one in stretches:
        seen[round(one.angle / 90) * 90 % 360] += len(one.text)
    return seen.most_common(1)[0][0] if seen else 0


def _glyphs(one: _Stretch, view: _View) -> Iterator[Glyph]:
    turn = (round(one.angle / 90) * 90 - view.turn) % 360
    if view.turn == 0 and turn == 0:
        left, _, _, top = view.box
        edges = tuple([border - left for border in one.borders])
        yield Glyph(one.text, edges[0], top - one.top, edges[-1], top - one.bottom, one.size, edges)
        return
    for place, char in enumerate(one.text):
        corners = view.point(one.borders[place], one.bottom), view.point(one.borders[place + 1], one.top)
        (x0, x1), (upper, lower) = (sorted(values) for values in zip(*corners, strict=True))
        yield Glyph(char, x0, upper, x1, lower, one.size, turn=turn)


def _edge(line: Line, view: _View) -> Edge:
    return edge(*view.point(line[0], line[1]), *view.point(line[2], line[3]))
