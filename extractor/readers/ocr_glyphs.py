"""A recognised page -> the characters, cell boxes and rules that a text page of a PDF gives.

Each character gets a box around its place in the line. The sizes of print follow from the pitch of
Chinese characters, since boxes of lines differ by what happens to be in them; lines whose sizes
differ by less than they are measured are of one print.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median
from unicodedata import east_asian_width

from extractor.readers.grid import edge, ruled
from extractor.readers.ocr_page import OcrLine, OcrPage
from extractor.readers.pdf_pages import Glyph, RawPage

_LOOSE = 0.62  # size of print to height of its line's box, where no line of the page tells
_SAME_PRINT = 0.12  # of a size: by how much it is measured wrong, at most
_APART = 0.75  # of the size: from which two characters have a blank between them
_PITCH_FROM = 3  # pairs of Chinese characters from which a line tells its size
_MARKS = "(),;:!?"
_HAN = re.compile(r"[\u4e00-\u9fff]")


def raw_page(page: OcrPage, number: int) -> RawPage:
    """The page as page `number`, in the points of the recognised, levelled page."""
    found = ruled([edge(*rule) for rule in (*page.rules, *page.free_rules)])
    sized = zip(page.lines, _sizes(page.lines), strict=True)
    return RawPage(
        number=number,
        width=page.width,
        height=page.height,
        glyphs=tuple(glyph for line, size in sized for glyph in _glyphs(line, size)),
        tables=found.tables,
        rules=found.rules,
        turned=page.turn,
        crowded=found.crowded,
    )


def _sizes(lines: Sequence[OcrLine]) -> list[float]:
    """Size of print of each line, in points."""
    pitches = [_pitch(line) for line in lines]
    loose = [pitch / _thickness(line) for line, pitch in zip(lines, pitches, strict=True) if pitch]
    share = median(loose) if loose else _LOOSE
    sizes = [pitch or share * _thickness(line) for line, pitch in zip(lines, pitches, strict=True)]
    return _snapped(sizes, [len(line.text) for line in lines])


def _pitch(line: OcrLine) -> float | None:
    """Distance of Chinese characters that follow each other; None where too few do."""
    placed = list(zip(line.text, line.middles, strict=False))
    steps = [
        after - before for (one, before), (other, after) in pairwise(placed) if _HAN.match(one) and _HAN.match(other)
    ]
    return median(steps) * _length(line) if len(steps) >= _PITCH_FROM else None


def _snapped(sizes: Sequence[float], weights: Sequence[int]) -> list[float]:
    """Sizes, those near to each other taken for one: the one that most characters have, first."""
    left = sorted(zip(sizes, weights, strict=True))
    prints: list[float] = []
    while left:
        usual = _weighted_median(left) if not prints else max(left, key=lambda pair: pair[1])[0]
        near = [size for size, _ in left if abs(size - usual) <= _SAME_PRINT * usual]
        prints.append(median(near))
        left = [pair for pair in left if pair[0] not in near]
    return [min(prints, key=lambda size: abs(size - own)) for own in sizes]


def _weighted_median(pairs: Sequence[tuple[float, int]]) -> float:
    half, reached = sum(weight for _, weight in pairs) / 2, 0
    for value, weight in pairs:
        reached += weight
        if reached >= half:
            break
    return value


def _glyphs(line: OcrLine, size: float) -> Iterator[Glyph]:
    x0, top, x1, bottom = line.box
    if line.down:
        middle = (x0 + x1) / 2
        for char, upper, lower in _borders(line, size):
            yield Glyph(char, middle - size / 2, top + upper, middle + size / 2, top + lower, size)
        return
    middle = (top + bottom) / 2
    for char, left, right in _borders(line, size):
        yield Glyph(char, x0 + left, middle - size / 2, x0 + right, middle + size / 2, size)


def _borders(line: OcrLine, size: float) -> list[tuple[str, float, float]]:
    """Each character with where it begins and ends on the line, in points from the line's start.

    Characters touch each other, unless there is so much room between them that it must be blank.
    """
    length = _length(line)
    middles = [share * length for share in line.middles or _even(line.text)]
    halves = [_width(char) * size / 2 for char in line.text]
    starts, ends = [max(middles[0] - halves[0], 0.0)], []
    for place, (one, other) in enumerate(pairwise(middles)):
        room = other - one - halves[place] - halves[place + 1]
        apart = room > _APART * size
        ends.append(one + halves[place] if apart else (one + other) / 2)
        starts.append(other - halves[place + 1] if apart else (one + other) / 2)
    ends.append(max(min(middles[-1] + halves[-1], length), starts[-1]))
    return list(zip(line.text, starts, ends, strict=True))


def _even(text: str) -> list[float]:
    """Middles of characters that share a line by their usual widths."""
    widths = [_width(char) for char in text]
    return [(sum(widths[:place]) + width / 2) / sum(widths) for place, width in enumerate(widths)]


def _width(char: str) -> float:
    """Usual width of a character, in sizes of print; Chinese marks are often read as their narrow forms."""
    return 1.0 if east_asian_width(char) in "WFA" or char in _MARKS else 0.5


def _length(line: OcrLine) -> float:
    return line.box[3] - line.box[1] if line.down else line.box[2] - line.box[0]


def _thickness(line: OcrLine) -> float:
    return line.box[2] - line.box[0] if line.down else line.box[3] - line.box[1]
