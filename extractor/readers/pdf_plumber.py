"""PDF bytes -> the content of each page, by pdfplumber (pdfminer): the second opinion, where PDFium gives none.

Slower by an order of magnitude, but it repairs files and reads text that PDFium does not. What it lets
escape (KeyError, TypeError, struct.error …) is the file's fault and stays here.
"""

from __future__ import annotations

import io
import logging
import math
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from extractor.document import BBox
from extractor.readers.grid import Edge, edge
from extractor.readers.limits import ReadOptions, encrypted
from extractor.readers.pdf_pages import UNKNOWN, Content, Glyph
from extractor.readers.symbols import is_private, shown

if TYPE_CHECKING:
    from pdfplumber.page import Page
    from pdfplumber.pdf import PDF

_SLANT = 3  # degrees off a quarter turn from which text is slanted
_FAR = 1e6  # points: beyond which a coordinate means nothing
_MAX_BYTES = 32 * 1024 * 1024  # of a file: to look through a broken one for its objects takes a second a MiB
_MAX_OBJECTS = 100_000  # in a file
_ENDLESS = re.compile(rb"/(?:Size|(?:Index|W)\s*\[[\d\s]*?)\s*\d{8}")


class Plumber:
    """An opened file."""

    def __init__(self, document: PDF, count: int) -> None:
        self._document = document
        self._count = count

    def __len__(self) -> int:
        return self._count

    def close(self) -> None:
        """Let go of the file."""
        self._document.close()

    def read(self, index: int) -> Content | None:
        """Content of the page `index`; None where it cannot be interpreted."""
        try:
            page = self._document.pages[index]
            content = _content(page)
            page.close()
        except Exception:  # see the file's head
            return None
        return content


def open_plumber(data: bytes, options: ReadOptions) -> Plumber | None:
    """The file `data`, opened; None where pdfplumber finds no page in it either.

    Raises: InputError `encrypted`.
    """
    if len(data) > _MAX_BYTES or data.count(b" obj") > _MAX_OBJECTS or _claims_too_much(data):
        return None
    import pdfplumber
    from pdfminer.pdfdocument import PDFEncryptionError, PDFPasswordIncorrect

    logging.getLogger("pdfminer").setLevel(logging.CRITICAL)  # its remarks on fonts are no one's business
    try:
        document = pdfplumber.open(io.BytesIO(data), password=options.password)
        count = len(document.pages)
    except Exception as error:  # see the file's head
        if any(isinstance(reason, (PDFPasswordIncorrect, PDFEncryptionError)) for reason in (error, *error.args)):
            raise encrypted("the PDF", options) from error
        return None
    return Plumber(document, count) if count else None


def _claims_too_much(data: bytes) -> bool:
    """Whether a table of objects is said to be so long or wide that pdfminer would count for hours."""
    return b"/XRef" in data and _ENDLESS.search(data) is not None


def _content(page: Page) -> Content:
    chars = page.dedupe_chars(tolerance=1).chars
    turn = _main_turn(chars)
    if turn:
        page = _turned(page, turn)
        chars = page.dedupe_chars(tolerance=1).chars
    left, top, right, bottom = _visible_box(page)
    straight = [char for char in chars if not _is_slanted(char)]
    return Content(
        width=right - left,
        height=bottom - top,
        glyphs=tuple(_glyphs(straight, left, top)),
        edges=tuple(_edges(page.edges, left, top)),
        slanted=len(chars) - len(straight),
        turned=turn,
        pictured=1.0 if page.images else 0.0,
        blank=not page.objects,
    )


def _visible_box(page: Page) -> BBox:
    media, crop = page.bbox, page.cropbox
    box = (max(media[0], crop[0]), max(media[1], crop[1]), min(media[2], crop[2]), min(media[3], crop[3]))
    whole = box if box[0] < box[2] and box[1] < box[3] else media
    return (float(whole[0]), float(whole[1]), float(whole[2]), float(whole[3]))


def _angle(char: Mapping[str, Any]) -> float:
    """Direction of writing in degrees, counterclockwise, 0 to 360."""
    right, up = char["matrix"][:2]
    return math.degrees(math.atan2(up, right)) % 360


def _is_slanted(char: Mapping[str, Any]) -> bool:
    off = _angle(char) % 90
    return min(off, 90 - off) > _SLANT


def _quarter(char: Mapping[str, Any]) -> int:
    return round(_angle(char) / 90) * 90 % 360


def _main_turn(chars: Sequence[Mapping[str, Any]]) -> int:
    """Quarter turn, in degrees clockwise, that sets most of the text upright."""
    straight = Counter(_quarter(char) for char in chars if not _is_slanted(char))
    return straight.most_common(1)[0][0] if straight else 0


def _turned(page: Page, turn: int) -> Page:
    """The page as if its own rotation were `turn` degrees more."""
    from pdfplumber.page import Page

    source = page.page_obj
    source.rotate = (source.rotate + turn) % 360
    source.attrs["Rotate"] = source.rotate
    return Page(page.pdf, source, page.page_number, 0)


def _glyphs(chars: Sequence[Mapping[str, Any]], left: float, top: float) -> Iterator[Glyph]:
    for char in chars:
        text = "".join(_letters(str(char["text"]), str(char["fontname"])))
        x0, x1 = sorted((float(char["x0"]) - left, float(char["x1"]) - left))
        upper, lower, size = float(char["top"]) - top, float(char["bottom"]) - top, float(char["size"])
        if text and 0 < size < _FAR and all(abs(side) < _FAR for side in (x0, upper, x1, lower)):
            yield Glyph(text, x0, upper, x1, lower, size, turn=_quarter(char))


def _letters(text: str, font: str) -> Iterator[str]:
    """Characters that a glyph shows: blanks as such, no control characters, ticks for symbol fonts."""
    if text.startswith("(cid:"):
        yield UNKNOWN
        return
    for letter in text:
        if letter.isspace():
            yield " "
        elif letter >= " ":
            yield shown(ord(letter), font) if is_private(ord(letter)) else letter


def _edges(lines: Sequence[Mapping[str, Any]], left: float, top: float) -> Iterator[Edge]:
    for line in lines:
        if line["orientation"] and all(abs(line[side]) < _FAR for side in ("x0", "top", "x1", "bottom")):
            yield edge(line["x0"] - left, line["top"] - top, line["x1"] - left, line["bottom"] - top)
