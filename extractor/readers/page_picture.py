"""A page of a document as a picture, with frames around what was read: for looking at what a reader saw."""

from __future__ import annotations

import io
from collections.abc import Iterable
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from extractor.document import BBox, Document
from extractor.readers.limits import ReadOptions
from extractor.readers.sniff import kind_of

if TYPE_CHECKING:
    from PIL.Image import Image

_DPI = 144.0
_INCH = 72.0
_NEAR = 0.02  # of a side: PDFium rounds a page's size to whole pixels


class Frame(NamedTuple):
    """A box to draw, in points from the page's top left corner, its colour and how thick its line is."""

    bbox: BBox
    color: str
    width: int = 1


def draw(data: bytes, document: Document, number: int, marks: Iterable[Frame], options: ReadOptions) -> bytes:
    """PNG of page `number` (from 1, must exist) of `document`, which was read from `data`, with `marks` on it.

    Where the page's look cannot be had (OFD), or the reader turned the page, the frames stand on white.
    """
    from PIL import Image, ImageDraw

    page = document.pages[number - 1]
    size = (max(round(page.width / _INCH * _DPI), 1), max(round(page.height / _INCH * _DPI), 1))
    look = _look(data, document, number, options)
    if look is None or not _same_shape(look.size, size):
        canvas = Image.new("RGB", size, "white")
    else:
        canvas = look.convert("RGB").resize(size)
    pen = ImageDraw.Draw(canvas)
    for mark in marks:
        box = tuple(edge / _INCH * _DPI for edge in mark.bbox)
        pen.rectangle(box, outline=mark.color, width=mark.width)
    file = io.BytesIO()
    canvas.save(file, "PNG")
    return file.getvalue()


def _look(data: bytes, document: Document, number: int, options: ReadOptions) -> Image | None:
    kind = kind_of(data, document.source.path).name
    if kind == "pdf":
        return _of_pdf(data, number, options)
    if kind == "image":
        from extractor.readers.pictures import frames

        return next((frame.image for frame in islice(frames(data, options), number - 1, None)), None)
    return None


def _of_pdf(data: bytes, number: int, options: ReadOptions) -> Image | None:
    from extractor.readers.pdf_pdfium import open_pdfium

    opened = open_pdfium(data, options)
    if opened is None:
        return None
    try:
        picture = opened.picture(number - 1, _DPI, options)
        return picture.image if picture else None
    finally:
        opened.close()


def _same_shape(one: tuple[int, int], other: tuple[int, int]) -> bool:
    """Whether two sizes have sides in the same proportion."""
    return abs(one[0] * other[1] - one[1] * other[0]) <= _NEAR * one[0] * other[1]
