"""A page's paths and pictures, by PDFium -> straight lines, and how much of the page pictures cover.

Coordinates are the page's own: points upwards from its origin, before any rotation. Curves and lines
at an angle are left out; what forms (drawings within the drawing) hold is found where it shows.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, groupby, islice, repeat
from operator import itemgetter
from typing import Any, NamedTuple

from extractor.document import BBox
from extractor.readers import pdf_bulk as bulk

Line = tuple[float, float, float, float]  # from x, y to x, y
Affine = tuple[float, float, float, float, float, float]  # x' = a x + c y + e, y' = b x + d y + f

_SAME: Affine = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
_MAX_DEPTH = 12  # of forms in forms; nothing honest goes beyond 4
_MAX_OBJECTS = 60_000  # on a page or in a form; a map of a city has fewer
_MAX_LINES = 8_000  # on a page; `grid` gives up above half of that
_BATCH = 8_000  # strokes that are asked for at a time
_LEVEL = 0.5  # points that the ends of an upright or level line may be off
_THIN = 1.5  # points up to which a filled box is a line
_COVERING = 0.8  # of the page: from which a picture lies under or over all of it
_BURIED = 0.9  # of the texts: under the picture, from which all are
_CORNERS = (4, 5)  # segments of a box, closed or not
INVISIBLE = frozenset({3, 7})  # text rendering modes; ISO 32000-1, table 106
_LINE_TO, _MOVE_TO = 0, 2  # FPDF_SEGMENT_LINETO, FPDF_SEGMENT_MOVETO


class _Kind:
    TEXT, PATH, PICTURE, FORM = 1, 2, 3, 5


_IN_ORDER = frozenset({_Kind.PICTURE, _Kind.FORM})  # objects whose order among the others matters


class _Drawn(NamedTuple):
    """Objects painted one after the other, pictures or texts and paths, and how their coordinates become the page's."""

    place: Affine
    texts: Sequence[bulk.Handle] = ()
    paths: Sequence[bulk.Handle] = ()
    pictures: Sequence[bulk.Handle] = ()
    is_too_deep: bool = False  # what a form too deep in others holds is not looked at


@dataclass(frozen=True, slots=True)
class Drawing:
    """Straight lines; the share of the page, 0 to 1, that pictures cover; how many texts are set, whether any of
    them may be set invisible, and whether an opaque picture lies over them; whether nothing is drawn at all.
    """

    lines: tuple[Line, ...]
    pictured: float
    texts: int
    unseen: bool
    buried: bool
    blank: bool


def read_drawing(page: Any, box: BBox) -> Drawing:
    """What is drawn on a loaded `page` whose visible box is (left, bottom, right, top)."""
    lines: list[Line] = []
    covered, texts, buried = 0.0, 0, 0
    unseen, blank = False, True
    for drawn in _on_page(page):
        blank = False
        texts += len(drawn.texts)
        unseen = unseen or drawn.is_too_deep or _are_unseen(drawn.texts)
        lines += islice(_lines(drawn.paths, drawn.place), _MAX_LINES - len(lines))
        shares = [_share(bounds, drawn.place, box) for bounds in _bounds(drawn.pictures)]
        covered += sum(shares)
        if any(share >= _COVERING and _is_opaque(one) for share, one in zip(shares, drawn.pictures, strict=True)):
            buried = texts
    is_buried = buried > 0 and buried >= _BURIED * texts
    return Drawing(tuple(lines), min(covered, 1.0), texts, unseen, is_buried, blank)


def holds_its_fonts(page: Any) -> bool:
    """Whether all text on a loaded `page` is set in fonts that the file holds."""
    from pypdfium2 import raw

    texts = [text for drawn in _on_page(page) for text in drawn.texts]
    fonts = bulk.handles(raw.FPDFTextObj_GetFont, texts)
    return all(held == 1 for held in bulk.answers(raw.FPDFFont_GetIsEmbedded, fonts))


def _are_unseen(texts: Sequence[bulk.Handle]) -> bool:
    from pypdfium2 import raw

    return not INVISIBLE.isdisjoint(bulk.answers(raw.FPDFTextObj_GetTextRenderMode, texts))


def _on_page(page: Any) -> Iterator[_Drawn]:
    from pypdfium2 import raw

    return _painted(raw.FPDFPage_GetObject, bulk.address(page), raw.FPDFPage_CountObjects(page), _SAME)


def _painted(get: Any, holder: bulk.Handle, count: int, place: Affine, depth: int = 0) -> Iterator[_Drawn]:
    """Objects in the order in which they are painted, those in forms at their form's place."""
    from pypdfium2 import raw

    objects = bulk.handles(get, repeat(holder), range(min(count, _MAX_OBJECTS)))
    kinds = bulk.answers(raw.FPDFPageObj_GetType, objects)
    ordered = [kind if kind in _IN_ORDER else 0 for kind in kinds]
    for kind, group in groupby(zip(ordered, objects, kinds, strict=True), key=itemgetter(0)):
        painted = [(one, its) for _, one, its in group]
        if kind == _Kind.PICTURE:
            yield _Drawn(place, pictures=[one for one, _ in painted])
        elif kind == _Kind.FORM:
            yield from chain.from_iterable(_inside(form, place, depth + 1) for form, _ in painted)
        else:
            texts, paths = ([one for one, its in painted if its == of] for of in (_Kind.TEXT, _Kind.PATH))
            yield _Drawn(place, texts, paths)


def _inside(form: bulk.Handle, place: Affine, depth: int) -> Iterator[_Drawn]:
    from pypdfium2 import raw

    if depth <= _MAX_DEPTH:
        (count,), (own,) = bulk.answers(raw.FPDFFormObj_CountObjects, [form]), _matrices([form])
        yield from _painted(raw.FPDFFormObj_GetObject, form, count, _joined(own, place), depth)
    else:
        yield _Drawn(place, is_too_deep=True)


class _Path(NamedTuple):
    """A painted path: how many segments it has, and whether it is a filled box."""

    handle: bulk.Handle
    segments: int
    is_box: bool


def _lines(paths: Sequence[bulk.Handle], place: Affine) -> Iterator[Line]:
    """Level and upright lines of paths that are painted at all."""
    for batch in _batches(_paths(paths, upright=place == _SAME)):
        if batch[0].is_box:
            yield from chain.from_iterable(map(_sides, _bounds([path.handle for path in batch])))
        else:
            yield from filter(_is_straight, _strokes(batch, place))


def _paths(paths: Sequence[bulk.Handle], *, upright: bool) -> Iterator[_Path]:
    from pypdfium2 import raw

    counts = bulk.answers(raw.FPDFPath_CountSegments, paths)
    modes = bulk.spread(raw.FPDFPath_GetDrawMode, ("i", 2), paths)
    for path, count, fill, stroke in zip(paths, counts, *modes, strict=True):
        if fill or stroke:
            yield _Path(path, min(count, _MAX_LINES), bool(upright and fill and not stroke and count in _CORNERS))


def _batches(paths: Iterable[_Path]) -> Iterator[list[_Path]]:
    """Paths that follow each other and can be asked for at once: all boxes, or none, with not too many segments."""
    batch, segments = list[_Path](), 0
    for path in paths:
        if batch and (segments + path.segments > _BATCH or path.is_box is not batch[0].is_box):
            yield batch
            batch, segments = [], 0
        batch.append(path)
        segments += path.segments
    if batch:
        yield batch


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


def _strokes(paths: Sequence[_Path], place: Affine) -> Iterator[Line]:
    """Strokes of paths that lead straight on, those that close a figure included."""
    segments = _segments(paths)
    matrices = _matrices([path.handle for path in paths])
    ways = {matrix: _joined(matrix, place) for matrix in set(matrices)}
    for path, (a, b, c, d, e, f) in zip(paths, map(ways.__getitem__, matrices), strict=True):
        start = last = (0.0, 0.0)
        for x, y, kind, closes in islice(segments, path.segments):
            point = (a * x + c * y + e, b * x + d * y + f)
            if kind == _MOVE_TO:
                start = point
            elif kind == _LINE_TO:
                yield (*last, *point)
            last = point
            if closes:
                yield (*last, *start)


def _segments(paths: Sequence[_Path]) -> Iterator[tuple[float, float, int, int]]:
    """Of each segment of all paths: to which x and y it leads, how, and whether it closes the figure."""
    from pypdfium2 import raw

    owners = [path.handle for path in paths for _ in range(path.segments)]
    found = bulk.handles(raw.FPDFPath_GetPathSegment, owners, [at for path in paths for at in range(path.segments)])
    points = bulk.spread(raw.FPDFPathSegment_GetPoint, ("f", 2), found)
    kinds, closes = (bulk.answers(ask, found) for ask in (raw.FPDFPathSegment_GetType, raw.FPDFPathSegment_GetClose))
    return zip(*points, kinds, closes, strict=True)


def _is_straight(line: Line) -> bool:
    return abs(line[0] - line[2]) <= _LEVEL or abs(line[1] - line[3]) <= _LEVEL


def _share(bounds: BBox, place: Affine, box: BBox) -> float:
    """Share of the page's `box` that a picture within these bounds covers."""
    left, bottom, right, top = bounds
    corners = [_moved(x, y, place) for x in (left, right) for y in (bottom, top)]
    xs, ys = [x for x, _ in corners], [y for _, y in corners]
    wide = min(max(xs), box[2]) - max(min(xs), box[0])
    high = min(max(ys), box[3]) - max(min(ys), box[1])
    area = (box[2] - box[0]) * (box[3] - box[1])
    return wide * high / area if wide > 0 and high > 0 and area > 0 else 0.0


def _is_opaque(picture: bulk.Handle) -> bool:
    from pypdfium2 import raw

    return bulk.answers(raw.FPDFPageObj_HasTransparency, [picture]) == [0]


def _bounds(objects: Sequence[bulk.Handle]) -> list[BBox]:
    from pypdfium2 import raw

    return list(zip(*bulk.spread(raw.FPDFPageObj_GetBounds, ("f", 4), objects), strict=True))


def _matrices(objects: Sequence[bulk.Handle]) -> list[Affine]:
    from pypdfium2 import raw

    return list(zip(*bulk.filled(raw.FPDFPageObj_GetMatrix, ("f", 6), objects), strict=True))


def _joined(first: Affine, then: Affine) -> Affine:
    """What `first` and `then` do one after the other."""
    a, b, c, d, e, f = first
    return (*_turned(a, b, then), *_turned(c, d, then), *_moved(e, f, then))


def _turned(x: float, y: float, by: Affine) -> tuple[float, float]:
    return (by[0] * x + by[2] * y, by[1] * x + by[3] * y)


def _moved(x: float, y: float, by: Affine) -> tuple[float, float]:
    return (by[0] * x + by[2] * y + by[4], by[1] * x + by[3] * y + by[5])
