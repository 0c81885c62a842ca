"""A page's paths and pictures, by PDFium -> straight lines, and how much of the page pictures cover.

Coordinates are the page's own: points upwards from its origin, before any rotation. Curves and lines
at an angle are left out; what forms (drawings within the drawing) hold is found where it shows.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, islice, repeat
from typing import Any, NamedTuple

from extractor.document import BBox

Line = tuple[float, float, float, float]  # from x, y to x, y
Affine = tuple[float, float, float, float, float, float]  # x' = a x + c y + e, y' = b x + d y + f

_SAME: Affine = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
_MAX_DEPTH = 12  # of forms in forms; nothing honest goes beyond 4
_MAX_OBJECTS = 60_000  # on a page or in a form; a map of a city has fewer
_MAX_LINES = 8_000  # on a page; `grid` gives up above half of that
_LEVEL = 0.5  # points that the ends of an upright or level line may be off
_THIN = 1.5  # points up to which a filled box is a line
_COVERING = 0.8  # of the page: from which a picture lies under or over all of it
_BURIED = 0.9  # of the texts: under the picture, from which all are
_CORNERS = (4, 5)  # segments of a box, closed or not


class _Kind:
    TEXT, PATH, PICTURE, FORM = 1, 2, 3, 5


class _Drawn(NamedTuple):
    """Objects of one kind painted one after the other, and how their coordinates become the page's."""

    kind: int
    handles: Sequence[Any]
    place: Affine


@dataclass(frozen=True, slots=True)
class Drawing:
    """Straight lines; the share of the page, 0 to 1, that pictures cover; how many texts are set, and whether
    an opaque picture lies over them; whether nothing is drawn at all.
    """

    lines: tuple[Line, ...]
    pictured: float
    texts: int
    buried: bool
    blank: bool


def read_drawing(page: Any, box: BBox) -> Drawing:
    """What is drawn on a loaded `page` whose visible box is (left, bottom, right, top)."""
    from pypdfium2 import raw

    lines: list[Line] = []
    covered, texts, buried = 0.0, 0, 0
    blank = True
    for kind, handles, place in _painted(raw.FPDFPage_GetObject, page, raw.FPDFPage_CountObjects(page), _SAME):
        blank = False
        if kind == _Kind.TEXT:
            texts += len(handles)
        elif kind == _Kind.PATH:
            lines += islice((line for handle in handles for line in _lines(handle, place)), _MAX_LINES - len(lines))
        elif kind == _Kind.PICTURE:
            shares = [_share(handle, place, box) for handle in handles]
            covered += sum(shares)
            if any(share >= _COVERING and _is_opaque(one) for share, one in zip(shares, handles, strict=True)):
                buried = texts
    return Drawing(tuple(lines), min(covered, 1.0), texts, buried > 0 and buried >= _BURIED * texts, blank)


def holds_its_fonts(page: Any) -> bool:
    """Whether all text on a loaded `page` is set in fonts that the file holds."""
    from pypdfium2 import raw

    painted = _painted(raw.FPDFPage_GetObject, page, raw.FPDFPage_CountObjects(page), _SAME)
    texts = (handle for kind, handles, _ in painted if kind == _Kind.TEXT for handle in handles)
    return all(raw.FPDFFont_GetIsEmbedded(raw.FPDFTextObj_GetFont(text)) == 1 for text in texts)


def _painted(get: Any, holder: Any, count: int, place: Affine, depth: int = 0) -> Iterator[_Drawn]:
    """Objects in the order in which they are painted, those in forms at their form's place."""
    from pypdfium2 import raw

    handles = list(map(get, repeat(holder), range(min(count, _MAX_OBJECTS))))
    kinds = list(map(raw.FPDFPageObj_GetType, handles))
    for kind, places in groupby(range(len(kinds)), key=kinds.__getitem__):
        painted = [handles[index] for index in places]
        if kind != _Kind.FORM:
            yield _Drawn(kind, painted, place)
            continue
        for form in painted if depth < _MAX_DEPTH else ():
            inner = raw.FPDFFormObj_CountObjects(form)
            yield from _painted(raw.FPDFFormObj_GetObject, form, inner, _joined(_matrix(form), place), depth + 1)


def _lines(handle: Any, place: Affine) -> Iterator[Line]:
    """Level and upright lines of a path that is painted at all."""
    from pypdfium2 import raw

    fill, stroke = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(handle, fill, stroke)
    segments = raw.FPDFPath_CountSegments(handle)
    if fill.value and not stroke.value and segments in _CORNERS and place == _SAME:
        yield from _sides(_bounds(handle))
    elif fill.value or stroke.value:
        own = _joined(_matrix(handle), place)
        yield from (line for line in _strokes(handle, segments, own) if _is_straight(line))


def _sides(box: BBox) -> list[Line]:
    """Sides of a filled box; one line where it is as thin as a line."""
    left, bottom, right, top = box
    if top - bottom <= _THIN < right - left:
        middle = (top + bottom) / 2
        return [(left, middle, right, middle)]
    if right - left <= _THIN < top - bottom:
        middle = (left + right) / 2
        return [(middle, bottom, middle, top)]
    level = [(left, y, right, y) for y in (bottom, top)]
    return [*level, *((x, bottom, x, top) for x in (left, right))]


def _strokes(handle: Any, segments: int, place: Affine) -> Iterator[Line]:
    """Straight strokes of a path, those that close its figures included."""
    from pypdfium2 import raw

    x, y = ctypes.c_float(), ctypes.c_float()
    start = last = (0.0, 0.0)
    for index in range(min(segments, _MAX_LINES)):
        segment = raw.FPDFPath_GetPathSegment(handle, index)
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        point = _moved(x.value, y.value, place)
        kind = raw.FPDFPathSegment_GetType(segment)
        if kind == raw.FPDF_SEGMENT_MOVETO:
            start = point
        elif kind == raw.FPDF_SEGMENT_LINETO:
            yield (*last, *point)
        last = point
        if raw.FPDFPathSegment_GetClose(segment):
            yield (*last, *start)


def _is_straight(line: Line) -> bool:
    return abs(line[0] - line[2]) <= _LEVEL or abs(line[1] - line[3]) <= _LEVEL


def _share(handle: Any, place: Affine, box: BBox) -> float:
    """Share of the page's `box` that the picture covers."""
    left, bottom, right, top = _bounds(handle)
    corners = [_moved(x, y, place) for x in (left, right) for y in (bottom, top)]
    xs, ys = [x for x, _ in corners], [y for _, y in corners]
    wide = min(max(xs), box[2]) - max(min(xs), box[0])
    high = min(max(ys), box[3]) - max(min(ys), box[1])
    area = (box[2] - box[0]) * (box[3] - box[1])
    return wide * high / area if wide > 0 and high > 0 and area > 0 else 0.0


def _is_opaque(handle: Any) -> bool:
    from pypdfium2 import raw

    return not raw.FPDFPageObj_HasTransparency(handle)


def _bounds(handle: Any) -> BBox:
    from pypdfium2 import raw

    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    raw.FPDFPageObj_GetBounds(handle, left, bottom, right, top)
    return (left.value, bottom.value, right.value, top.value)


def _matrix(handle: Any) -> Affine:
    from pypdfium2 import raw

    matrix = raw.FS_MATRIX(*_SAME)
    raw.FPDFPageObj_GetMatrix(handle, matrix)
    return (matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f)


def _joined(first: Affine, then: Affine) -> Affine:
    """What `first` and `then` do one after the other."""
    a, b, c, d, e, f = first
    return (*_turned(a, b, then), *_turned(c, d, then), *_moved(e, f, then))


def _turned(x: float, y: float, by: Affine) -> tuple[float, float]:
    return (by[0] * x + by[2] * y, by[1] * x + by[3] * y)


def _moved(x: float, y: float, by: Affine) -> tuple[float, float]:
    return (by[0] * x + by[2] * y + by[4], by[1] * x + by[3] * y + by[5])
