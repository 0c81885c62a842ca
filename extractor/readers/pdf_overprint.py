"""Characters printed over each other -> what is to be read: bold and shadow once, large watermarks not at all."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from operator import attrgetter
from statistics import median

from extractor.readers.pdf_pages import Glyph

_SAME = 1.0  # points by which a second print is shifted, at most
_SAME_SIZE = 0.5  # points
_LARGE = 2.0  # of the usual size: from which a character may be a watermark; titles lie across nothing
_INSET = 0.15  # of the size: what two lines may overlap without lying across each other
_BESIDE = 60  # stretches at one height; no honest line has more
_LAP = 0.3  # of the size: by which stretches beside each other may overlap


def without_overprint(glyphs: Sequence[Glyph]) -> tuple[Glyph, ...]:
    """`glyphs` in their order, without those that repeat an earlier one at its place."""
    suspects = _overlapping(glyphs)
    if not suspects:
        return tuple(glyphs)
    seen: dict[tuple[str, int, int], list[Glyph]] = {}
    kept: list[Glyph] = []
    for place, glyph in enumerate(glyphs):
        if place not in suspects:
            kept.append(glyph)
            continue
        for char in _characters(glyph):
            if not any(_is_same(char, other) for key in _around(char) for other in seen.get(key, ())):
                seen.setdefault(_around(char)[0], []).append(char)
                kept.append(char)
    return tuple(kept)


def without_watermark(glyphs: Sequence[Glyph]) -> tuple[Glyph, ...]:
    """`glyphs` without large ones that lie across smaller text."""
    sizes = [glyph.size for glyph in glyphs]
    if not sizes or max(sizes) < _LARGE * min(sizes):
        return tuple(glyphs)
    usual = median(glyph.size for glyph in glyphs for _ in glyph.text)
    small = [glyph for glyph in glyphs if glyph.size <= _LARGE * usual / 2]
    return tuple(glyph for glyph in glyphs if glyph.size < _LARGE * usual or not _lies_across(glyph, small))


def _lies_across(large: Glyph, small: Sequence[Glyph]) -> bool:
    """Whether the large glyph stands over the middle of a line of small ones."""
    inset = _INSET * large.size
    return any(
        large.top + inset < (glyph.top + glyph.bottom) / 2 < large.bottom - inset
        and large.x0 < glyph.x1 - inset
        and glyph.x0 < large.x1 - inset
        for glyph in small
        if not glyph.text.isspace()
    )


def _around(char: Glyph) -> list[tuple[str, int, int]]:
    """Where a character is kept, and where those near to it are."""
    column, row = round(char.x0 / _SAME), round(char.top / _SAME)
    return [(char.text, column + aside, row + below) for aside in (0, -1, 1) for below in (0, -1, 1)]


def _overlapping(glyphs: Sequence[Glyph]) -> set[int]:
    """Places of glyphs that lie over another one at the same height."""
    return {place for level in _doubtful_levels(glyphs) for place in _overlapping_on(level, glyphs)}


def _doubtful_levels(glyphs: Sequence[Glyph]) -> Iterator[list[int]]:
    """Places of glyphs about as high as each other, from top to bottom, where one reaches back over those before."""
    level, reach, is_doubtful = list[int](), 0.0, False
    last = -math.inf
    for place in sorted(range(len(glyphs)), key=[glyph.top for glyph in glyphs].__getitem__):
        _, x0, top, x1, _, size, _, _ = glyphs[place]
        if top - last > _SAME:
            if is_doubtful:
                yield level
            level, reach, is_doubtful = [], -math.inf, False
        is_doubtful = is_doubtful or x0 < reach - _LAP * size
        reach, last = max(reach, x1), top
        level.append(place)
    if is_doubtful:
        yield level


def _overlapping_on(places: Sequence[int], glyphs: Sequence[Glyph]) -> set[int]:
    found: set[int] = set()
    window: list[int] = []
    for place in places:
        glyph = glyphs[place]
        window = [other for other in window[-_BESIDE:] if glyph.top - glyphs[other].top <= _SAME]
        lap = _LAP * glyph.size
        for other in window:
            if glyphs[other].x0 < glyph.x1 - lap and glyph.x0 < glyphs[other].x1 - lap:
                found |= {place, other}
        window.append(place)
    return found


def _characters(glyph: Glyph) -> Iterable[Glyph]:
    return (glyph.part(place, place + 1) for place in range(len(glyph.text)))


_CORNER = attrgetter("x0", "top")


def _is_same(one: Glyph, other: Glyph) -> bool:
    shifts = (abs(a - b) for a, b in zip(_CORNER(one), _CORNER(other), strict=True))
    return max(shifts) <= _SAME and abs(one.size - other.size) <= _SAME_SIZE
