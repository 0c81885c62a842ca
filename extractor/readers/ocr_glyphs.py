"""A recognised page -> the characters, cell boxes and rules that a text page of a PDF gives.

Each character gets a box around its place in the line. The sizes of print follow from the pitch of
Chinese characters, since boxes of lines differ by what happens to be in them; lines whose sizes
differ by less than they are measured are of one print.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import fmean, median
from unicodedata import east_asian_width

from extractor.readers.grid import edge, ruled
from extractor.readers.ocr_page import OcrLine, OcrPage
from extractor.readers.pdf_pages import Glyph, RawPage

_LOOSE = 0.62  # size of print to height of its line's box, where no line of the page tells
_SAME_PRINT = 0.12  # of a size: by how much it is measured wrong, at most
_PRECISE_FROM, _PRECISE = 6, 0.05  # the same for lines that tell it well
_ALIKE = 0.4  # the same for lines with too few Chinese characters to measure more than their box
_STEP = 0.5  # points, in which sizes of print are counted
_APART = 0.75  # of the size: from which two characters have a blank between them
_PITCH_FROM = 3  # pairs of Chinese characters from which a line tells its size
_MARKS, _BROAD = "(),;:!?", "%@MWmw"
_OPENING, _CLOSING = "（《〈「『【〔(", "，。、；：）》〉」』】〕,;:)"
_BLANK = 0.25  # of the size: how far the ink of such a mark stands off the middle of its width
_GAP = 1.75  # times the least distance of characters: from which there is a gap between them
_SPREAD_FROM = 4  # characters from which their usual widths tell a size
_HAN = re.compile(r"[\u4e00-\u9fff]")
_CHINESE = re.compile(r"[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]")


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
    pitches = [_pitch(line, _PITCH_FROM) for line in lines]
    loose = [pitch / _thickness(line) for line, pitch in zip(lines, pitches, strict=True) if pitch]
    share = median(loose) if loose else _LOOSE
    prints = _all_prints(lines)
    return [_size(line, prints, share) for line in lines]


def _all_prints(lines: Sequence[OcrLine]) -> list[float]:
    """Sizes that the page is printed in: those of long lines, which measure well, then those that short ones add."""
    counted = [(line, len(line.text)) for line in lines]
    precise = [(size, count) for line, count in counted if (size := _pitch(line, _PRECISE_FROM))]
    prints = _prints(precise, _PRECISE)
    rough = [(size, count) for line, count in counted if (size := _pitch(line, _PITCH_FROM))]
    new = [pair for pair in rough if not any(_is_near(pair[0], known, _SAME_PRINT) for known in prints)]
    return prints + _prints(new, _SAME_PRINT)


def _size(line: OcrLine, prints: Sequence[float], share: float) -> float:
    """The print nearest to what the line's characters, or else its box, measure; what they measure if none is near."""
    own = _pitch(line, 1) or _spread(line) or share * _thickness(line)
    nearest = min(prints, key=lambda size: abs(size - own), default=own)
    tolerance = _SAME_PRINT if _pitch(line, _PITCH_FROM) else _ALIKE
    return nearest if _is_near(own, nearest, tolerance) else max(round(own / _STEP), 1) * _STEP


def _pitch(line: OcrLine, least: int) -> float | None:
    """Mean distance of Chinese characters that follow each other, gaps set aside; None where fewer than `least` do.

    Characters below each other tell nothing: they are often set apart.
    """
    placed = [] if line.down else list(zip(line.text, line.middles, strict=False))
    steps = [
        after - before for (one, before), (other, after) in pairwise(placed) if _HAN.match(one) and _HAN.match(other)
    ]
    close = [step for step in steps if step <= _GAP * min(steps)]
    return fmean(close) * _length(line) if len(close) >= least else None


def _spread(line: OcrLine) -> float | None:
    """Size by the usual widths of all characters, those of digits and letters being rough.

    None for few, for characters below each other, and where gaps make more of it than the line is high.
    """
    if len(line.middles) < _SPREAD_FROM or line.down:
        return None
    widths = [_width(char) for char in line.text]
    size = (line.middles[-1] - line.middles[0]) * _length(line) / (sum(widths) - (widths[0] + widths[-1]) / 2)
    return size if size <= _thickness(line) else None


def _prints(measured: Sequence[tuple[float, int]], tolerance: float) -> list[float]:
    """Sizes of print behind `measured` sizes and the characters of each; the commonest first."""
    left, prints = list(measured), list[float]()
    while left:
        weights = [sum(count for other, count in left if _is_near(other, size, tolerance)) for size, _ in left]
        usual = left[weights.index(max(weights))][0]
        near = [size for size, _ in left if _is_near(size, usual, tolerance)]
        prints.append(max(round(median(near) / _STEP), 1) * _STEP)
        left = [pair for pair in left if pair[0] not in near]
    return prints


def _is_near(one: float, other: float, tolerance: float) -> bool:
    return abs(one - other) <= tolerance * other


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

    Characters touch each other, unless there is so much room between them that it must be blank. The
    blanks that were recognised beside Chinese are left out: room decides.
    """
    length = _length(line)
    placed = list(_without_blanks(line.text, [share * length for share in line.middles or _even(line.text)]))
    halves = [_width(char) * size / 2 for char, _ in placed]
    starts, ends = [placed[0][1] - halves[0] - _blank_side(placed[0][0], _OPENING) * size], []
    for place, ((_, one), (_, other)) in enumerate(pairwise(placed)):
        apart = other - one - halves[place] - halves[place + 1] > _APART * size
        ends.append(one + halves[place] if apart else (one + other) / 2)
        starts.append(other - halves[place + 1] if apart else (one + other) / 2)
    ends.append(max(placed[-1][1] + halves[-1] + _blank_side(placed[-1][0], _CLOSING) * size, starts[-1]))
    return [(char, start, end) for (char, _), start, end in zip(placed, starts, ends, strict=True)]


def _blank_side(char: str, kind: str) -> float:
    """How much further than half its width a Chinese mark reaches from its ink, in sizes of print."""
    return _BLANK if char in kind else 0.0


def _without_blanks(text: str, middles: Sequence[float]) -> Iterator[tuple[str, float]]:
    for place, (char, middle) in enumerate(zip(text, middles, strict=True)):
        if not char.isspace() or not _CHINESE.search(text[place - 1 : place + 2]):
            yield char, middle


def _even(text: str) -> list[float]:
    """Middles of characters that share a line by their usual widths."""
    widths = [_width(char) for char in text]
    return [(sum(widths[:place]) + width / 2) / sum(widths) for place, width in enumerate(widths)]


def _width(char: str) -> float:
    """Usual width of a character, in sizes of print; Chinese marks are often read as their narrow forms."""
    if char in _BROAD:
        return 0.8
    return 1.0 if east_asian_width(char) in "WFA" or char in _MARKS else 0.5


def _length(line: OcrLine) -> float:
    return line.box[3] - line.box[1] if line.down else line.box[2] - line.box[0]


def _thickness(line: OcrLine) -> float:
    return line.box[2] - line.box[0] if line.down else line.box[3] - line.box[1]
