"""PDF bytes -> the content of each page, by PDFium: the parser that is asked first.

Characters that stand side by side on a line come out as one stretch. Slanted ones (watermarks) are
counted and left out, invisible ones kept apart, pages whose text is turned are set upright. Pages are
released as soon as they are read.
"""

from __future__ import annotations

import io
import json
import math
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from itertools import groupby, pairwise
from operator import attrgetter
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from extractor.document import BBox, quick
from extractor.readers import pdf_fonts
from extractor.readers.grid import Edge, edge
from extractor.readers.limits import ReadOptions, encrypted, refuse_more
from extractor.readers.pdf_drawing import Line, holds_its_fonts, read_drawing
from extractor.readers.pdf_pages import Content, Glyph
from extractor.readers.pdf_stretches import Stretch, stretches_of

if TYPE_CHECKING:
    from PIL.Image import Image
_SLANT = 3  # degrees off a quarter turn from which text is slanted
_MAX_POINTS = 14_400.0  # sides of a page; ISO 32000-1, annex C
_A4 = (0.0, 0.0, 595.0, 842.0)
_MAX_TEXTS = 50_000  # on a page; nothing honest has 5000, and PDFium takes the square of their number in time
_INCH = 72.0  # points
_PASSWORD, _SECURITY = 4, 5  # FPDF_ERR_PASSWORD, FPDF_ERR_SECURITY


class Picture(NamedTuple):
    """A page as it looks, and how many pixels of that are an inch."""

    image: Image
    dpi: float


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

        pdf_fonts.install()
        self._data, self._password = data, password
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

    def picture(self, index: int, dpi: float, options: ReadOptions) -> Picture | None:
        """The page as it looks, at `dpi` or as near to that as the limit of pixels allows; None where drawing fails.

        Fonts that the file does not hold are the system's here: such a page is drawn by another process.
        """
        import pypdfium2

        try:
            page = self._document[index]
            wide, high = page.get_size()
            scale = min(dpi / _INCH, math.sqrt(options.max_pixels / max(wide * high, 1.0)))
            if holds_its_fonts(page):
                image = page.render(scale=scale, may_draw_forms=False).to_pil()
            else:
                image = self._drawn_apart(index, scale, options.max_seconds)
            page.close()
        except (pypdfium2.PdfiumError, subprocess.SubprocessError, OSError, MemoryError, ValueError):
            return None
        return Picture(image, scale * _INCH)

    def _drawn_apart(self, index: int, scale: float, seconds: float) -> Image:
        from PIL import Image

        order = json.dumps({"password": self._password, "index": index, "scale": scale}).encode()
        command = [sys.executable, "-P", str(Path(__file__).with_name("pdf_draw.py"))]  # -P: this folder is no library
        done = subprocess.run(
            command, input=order + b"\n" + self._data, capture_output=True, check=True, timeout=seconds
        )
        return Image.open(io.BytesIO(done.stdout))


def open_pdfium(data: bytes, options: ReadOptions) -> Pdfium | None:
    """The file `data`, opened; None where PDFium finds no page in it.

    Raises: InputError `encrypted`.
    """
    import pypdfium2

    # A file that fails without a reason is given that of the failure before, in whichever file: so there is one.
    with suppress(pypdfium2.PdfiumError):
        pypdfium2.PdfDocument(b"%")
    try:
        opened = Pdfium(data, options.password)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) in (_PASSWORD, _SECURITY):
            raise encrypted("the PDF", options) from error
        return None
    if len(opened):
        return opened
    opened.close()
    return None


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
    refuse_more(drawing.texts, _MAX_TEXTS, "texts on a page")
    stretches = stretches_of(page, unseen=drawing.unseen)
    lengths = _lengths(stretches)
    slanted = {angle for angle in lengths if min(angle % 90, 90 - angle % 90) > _SLANT}
    straight = [one for one in stretches if one.angle not in slanted] if slanted else stretches
    left_out = sum([lengths.pop(angle) for angle in slanted])
    turn = (_main_angle(lengths) - rotation) % 360
    view = _View(box, (rotation + turn) % 360)
    width, height = view.size()
    shown, hidden = list[Glyph](), list[Glyph]()
    for unseen, glyph in _glyphs(straight, view):
        _, x0, upper, x1, lower, _, _, _ = glyph
        off = x1 < 0 or x0 > width or lower < 0 or upper > height
        (hidden if unseen or off or drawing.buried else shown).append(glyph)
    return Content(
        width=width,
        height=height,
        glyphs=tuple(shown),
        hidden=tuple(hidden),
        edges=_edges(drawing.lines, view),
        slanted=left_out,
        turned=turn,
        pictured=drawing.pictured,
        blank=drawing.blank,
        doubtful=(drawing.texts > 0 and not stretches) or any(one.bare for one in stretches),
    )


def _visible_box(page: Any) -> BBox:
    from pypdfium2 import raw

    rect = raw.FS_RECTF()
    raw.FPDF_GetPageBoundingBox(page, rect)
    box = (rect.left, rect.bottom, rect.right, rect.top)
    sound = all(map(math.isfinite, box)) and 0 < box[2] - box[0] <= _MAX_POINTS and 0 < box[3] - box[1] <= _MAX_POINTS
    return box if sound else _A4


def _lengths(stretches: Sequence[Stretch]) -> Counter[float]:
    """How many characters are set at each angle."""
    lengths = Counter[float]()
    for angle, group in groupby(stretches, key=attrgetter("angle")):
        lengths[angle] += sum([len(one.text) for one in group])
    return lengths


def _main_angle(lengths: Counter[float]) -> int:
    """Direction of most of the text, in degrees counterclockwise; `lengths` as `_lengths` gives them."""
    seen = Counter[int]()
    for angle, length in lengths.items():
        seen[round(angle / 90) * 90 % 360] += length
    return seen.most_common(1)[0][0] if seen else 0


def _glyphs(stretches: Sequence[Stretch], view: _View) -> Iterator[tuple[bool, Glyph]]:
    """The glyphs of stretches, and whether they are set invisible."""
    left, _, _, upper = view.box
    for one in stretches:
        text, borders, bottom, top, size, angle, hidden, _ = one
        turn = (round(angle / 90) * 90 - view.turn) % 360 if angle or view.turn else 0
        if turn or view.turn:
            yield from ((hidden, glyph) for glyph in _turned(one, view, turn))
        else:
            edges = tuple([border - left for border in borders]) if left else borders
            yield hidden, quick(Glyph, (text, edges[0], upper - top, edges[-1], upper - bottom, size, edges, 0))


def _turned(one: Stretch, view: _View, turn: int) -> Iterator[Glyph]:
    for char, borders in zip(one.text, pairwise(one.borders), strict=True):
        corners = view.point(borders[0], one.bottom), view.point(borders[1], one.top)
        (x0, x1), (upper, lower) = (sorted(values) for values in zip(*corners, strict=True))
        yield Glyph(char, x0, upper, x1, lower, one.size, turn=turn)


def _edges(lines: Sequence[Line], view: _View) -> tuple[Edge, ...]:
    if view.turn == 0:
        left, _, _, top = view.box
        return tuple([edge(x0 - left, top - y0, x1 - left, top - y1) for x0, y0, x1, y1 in lines])
    return tuple([edge(*view.point(x0, y0), *view.point(x1, y1)) for x0, y0, x1, y1 in lines])
