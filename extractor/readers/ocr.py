"""The picture of a page -> its lines of text and the rules of its tables. Needs the extra `ocr`.

Turns the page the right way up, levels it, looks through red seals, finds lines and reads each, and
finds rules. Repairs nothing: what was read badly stays with its score, what could not be read at all
is counted. `ocr_glyphs.py` makes of it the same kind of page as a PDF's.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING, Any

from extractor.cache import Cache, NullCache, key_of
from extractor.document import BBox
from extractor.readers import ocr_engine, ocr_image
from extractor.readers.ocr_engine import Reading, available
from extractor.readers.ocr_page import SAME, Affine, OcrLine, OcrPage, from_bytes, to_bytes
from extractor.readers.ocr_repairs import repaired
from extractor.readers.ocr_rules import find_rules, ink_outside, sure_uprights
from extractor.readers.ocr_seals import without_seals

if TYPE_CHECKING:
    from PIL.Image import Image

    from extractor.readers.ocr_image import Pixels, Quads

__all__ = ["RENDER_DPI", "OcrLine", "OcrPage", "available", "read_page", "recognize"]

RENDER_DPI = 200.0  # more buys nothing

_VERSION = "2"  # of what is made of a picture besides what the engine does; part of the key of kept pages
_NO_CACHE = NullCache()
_LONGEST = 3600  # pixels of a page's longer side: A3 at 200 dpi has 3307
_COARSE, _COARSE_DPI, _FINER = 1600, 140.0, 2.0  # pixels and an inch's: below, thin rules fade; times larger they show
_DETECT_DPI = 110  # the finder of lines needs no more, and overlooks faint ones in larger pictures
_DETECT_SIDES = (960, 2000)  # pixels of the longer side
_POINTS = 72.0  # an inch
_PLAUSIBLE = (5.0, 40.0)  # points: sizes of print; beyond them the resolution stated is not the page's
_USUAL = 12.0  # points
_LOOSE = 0.6  # size of print to height of its line's box
_TALL = 1.5  # height to width from which a line may be set downwards
_ONE_HIGH = 1.7  # usual heights: what is lower is one character, however narrow
_SAMPLE = 6  # lines, the longest, that are read to find which way up a page is
_SURE = 0.9  # mean score from which a page is not upside down: 0.97 and more upright, 0.75 and less turned
_UNREAD = 0.5  # score below which a reading says nothing
_LEVEL = 0.05  # degrees of tilt that do no harm
_MARGIN = 0.1  # heights added at both ends of a line, where a thin stroke may have been cut off
_CUT_WITHIN = 0.4  # heights from the ends of a line, where a rule through it is only its cell's border


@dataclass(frozen=True, slots=True)
class _View:
    """A page turned upright and levelled, the corners of its lines, and how it was levelled."""

    picture: Pixels
    quads: Quads
    levelled: Affine = SAME
    skew: float = 0.0


def recognize(image: Image | Pixels, dpi: float = RENDER_DPI) -> list[OcrLine]:
    """Lines of an upright picture, from top to bottom; boxes in its pixels.

    `image` is a Pillow image, or an array of red, green and blue. Lines that say nothing are left out.
    Raises: InputError `no_text` where the extra is not installed.
    """
    ocr_engine.require()
    grey, _ = without_seals(ocr_image.pixels(image), dpi)
    lines = _lines(_View(grey, _quads(grey, dpi)), ())
    return sorted((line for line in lines if line.score >= _UNREAD), key=lambda line: (line.box[1], line.box[0]))


def read_page(image: Image | Pixels, dpi: float = RENDER_DPI, *, cache: Cache = _NO_CACHE) -> OcrPage:
    """What is on the picture of a page, taken at `dpi` pixels an inch; kept in `cache` by its pixels.

    Raises: InputError `no_text` where the extra is not installed.
    """
    ocr_engine.require()
    picture = ocr_image.pixels(image)
    key = key_of("ocr", f"{_VERSION} {ocr_engine.version()} {dpi} {picture.shape}", picture.tobytes())
    page = from_bytes(cache.get(key))
    if page is None:
        page = _read(picture, dpi)
        cache.put(key, to_bytes(page))
    return page


def _read(whole: Pixels, stated_dpi: float) -> OcrPage:
    picture, scale = ocr_image.reduced(whole, _LONGEST)
    if max(picture.shape) < _COARSE and stated_dpi < _COARSE_DPI:
        picture, scale = ocr_image.enlarged(whole, _FINER)
    dpi = stated_dpi * scale
    grey, seals = without_seals(picture, dpi)
    upright, turn, quads = _upright(grey, dpi)
    view = _levelled(upright, quads)
    inch = _inch(view.quads, dpi)
    lines = _lines(view, sure_uprights(view.picture, inch))
    readable = [line for line in lines if line.score >= _UNREAD]
    rules = find_rules(view.picture, lines, inch)
    to_points, stated = _POINTS / inch, _POINTS / dpi
    back = ocr_image.inverse(view.levelled)
    height, width = view.picture.shape
    return OcrPage(
        width=width * to_points,
        height=height * to_points,
        lines=tuple(_scaled(line, to_points) for line in readable),
        rules=tuple(_times(rule, to_points) for rule in rules.framing),
        free_rules=tuple(_times(rule, to_points) for rule in rules.free),
        turn=turn,
        skew=view.skew,
        page_width=upright.shape[1] * stated,
        page_height=upright.shape[0] * stated,
        to_page=_rescaled(back, stated / to_points, stated),
        unread=len(lines) - len(readable),
        missed=ink_outside(view.picture, lines, rules, inch),
        seals=seals,
    )


def _quads(grey: Pixels, dpi: float) -> Quads:
    """Corners of the lines, in pixels of `grey`."""
    small, large = _DETECT_SIDES
    longest = min(max(max(grey.shape) / dpi * _DETECT_DPI, small), large)
    picture, scale = ocr_image.reduced(grey, round(longest))
    return ocr_engine.detect(ocr_image.colours(picture)) / scale


def _upright(grey: Pixels, dpi: float) -> tuple[Pixels, int, Quads]:
    """The page the right way up, how far it was turned for that, and the corners of its lines."""
    picture, turn, quads = grey, 0, _quads(grey, dpi)
    if _lies(quads):
        picture, turn = ocr_image.turned(grey, 90), 90
        quads = _quads(picture, dpi)
    if len(quads) and _is_upside_down(picture, quads):
        picture, turn = ocr_image.turned(picture, 180), turn + 180
        quads = _quads(picture, dpi)
    return picture, turn, quads


def _lies(quads: Quads) -> bool:
    """Whether most of the text runs up or down the page."""
    widths, heights = ocr_image.sides(quads)
    across, down = widths > _TALL * heights, heights > _TALL * widths
    return bool(heights[down].sum() > widths[across].sum())


def _is_upside_down(picture: Pixels, quads: Quads) -> bool:
    widths, _ = ocr_image.sides(quads)
    longest = [ocr_image.cut_out(picture, quads[place]) for place in widths.argsort()[::-1][:_SAMPLE]]
    upright = sum(ocr_engine.read(line).score for line in longest) / len(longest)
    if upright >= _SURE:
        return False
    return sum(ocr_engine.read(ocr_image.turned(line, 180)).score for line in longest) / len(longest) > upright


def _levelled(picture: Pixels, quads: Quads) -> _View:
    skew = ocr_image.levelling(picture, ocr_image.skew(quads)) if len(quads) else 0.0
    if abs(skew) <= _LEVEL:
        return _View(picture, quads)
    straight, how = ocr_image.straightened(picture, skew)
    return _View(straight, ocr_image.moved(quads, how), how, skew)


def _inch(quads: Quads, dpi: float) -> float:
    """Pixels of an inch: as stated, unless that makes the print too small or large to be true."""
    if not len(quads):
        return dpi
    widths, heights = ocr_image.sides(quads)
    size = _LOOSE * median([min(pair) for pair in zip(widths.tolist(), heights.tolist(), strict=True)])
    small, large = _PLAUSIBLE
    return dpi if small <= size / dpi * _POINTS <= large else size * _POINTS / _USUAL


def _lines(view: _View, uprights: Sequence[BBox]) -> list[OcrLine]:
    """Each line read; one that a vertical rule runs through, read as two."""
    widths, heights = ocr_image.sides(view.quads)
    across = heights[widths >= heights]
    usual = median(across.tolist()) if len(across) else 0.0
    parts = [ocr_image.widened(part, _MARGIN) for quad in view.quads for part in _cut(quad, uprights)]
    return [_line(view.picture, part, usual) for part in parts]


def _cut(quad: Quads, uprights: Sequence[BBox]) -> Iterator[Quads]:
    """The line's parts between the vertical rules that cross it."""
    import numpy as np

    x0, top, x1, bottom = _box(quad)
    margin, middle = _CUT_WITHIN * (bottom - top), (top + bottom) / 2
    crossing = {round(rule[0]) for rule in uprights if rule[1] <= middle <= rule[3]}
    places = [x0, *sorted(x for x in crossing if x0 + margin < x < x1 - margin), x1]
    for left, right in pairwise(places):
        shares = np.array([(left - x0), (right - x0)], np.float32) / max(x1 - x0, 1.0)
        upper, lower = quad[1] - quad[0], quad[2] - quad[3]
        corners = [quad[0] + upper * shares[0], quad[0] + upper * shares[1]]
        yield np.array([*corners, quad[3] + lower * shares[1], quad[3] + lower * shares[0]], np.float32)


def _line(picture: Pixels, quad: Quads, usual: float) -> OcrLine:
    line = ocr_image.cut_out(picture, quad)
    height, width = line.shape[:2]
    if height < _TALL * width or height < _ONE_HIGH * usual:
        return _as_line(ocr_engine.read(line), quad)
    return _as_line(ocr_engine.read(ocr_image.turned(line, 270)), quad, down=True)


def _as_line(reading: Reading, quad: Quads, *, down: bool = False) -> OcrLine:
    return repaired(OcrLine(reading.text, _box(quad), round(reading.score, 4), reading.middles, down))


def _box(quad: Any) -> BBox:
    """Upright box through the middles of the quad's sides: no larger than the line where that slopes a little."""
    (x0, y0), (x1, y1), (x2, y2), (x3, y3) = quad.tolist()
    return ((x0 + x3) / 2, (y0 + y1) / 2, (x1 + x2) / 2, (y2 + y3) / 2)


def _scaled(line: OcrLine, scale: float) -> OcrLine:
    return replace(line, box=_times(line.box, scale))


def _times(box: BBox, scale: float) -> BBox:
    return (box[0] * scale, box[1] * scale, box[2] * scale, box[3] * scale)


def _rescaled(by: Affine, scale: float, unit: float) -> Affine:
    """`by` for pixels, as one from points of the levelled page to points of the page as stated."""
    a, b, c, d, e, f = by
    return (a * scale, b * scale, c * unit, d * scale, e * scale, f * unit)
