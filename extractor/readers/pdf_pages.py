"""What is printed on a page, whoever read it: characters, straight lines, cells, pictures.

`Content` is what a parser gives, `RawPage` what is made of it; recognised scans give a `RawPage` too.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal, NamedTuple

from extractor.document import BBox
from extractor.readers.grid import Edge, Rule

Distrust = Literal["no_text", "little_text", "hidden_text", "unknown_characters", "odd_characters"]
UNKNOWN = "\ufffd"  # a glyph whose font does not say which character it shows


class Glyph(NamedTuple):
    """One printed character, or a stretch of them on one line without gaps; box in points from the page's top left.

    `edges` are the borders of a stretch's characters, one more than those; without them they are evenly
    wide. `turn` is how far the page has to be turned, in degrees clockwise, to set the glyph upright: a
    glyph that is not upright is one character.
    """

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    size: float
    edges: tuple[float, ...] = ()
    turn: int = 0

    @property
    def box(self) -> BBox:
        """The box as (x0, top, x1, bottom)."""
        return (self.x0, self.top, self.x1, self.bottom)

    @property
    def borders(self) -> tuple[float, ...]:
        """x coordinates of the characters' borders, one more than the characters."""
        if self.edges:
            return self.edges
        step = (self.x1 - self.x0) / len(self.text)
        return (*(self.x0 + place * step for place in range(len(self.text))), self.x1)

    def part(self, start: int, end: int) -> Glyph:
        """The stretch of its characters `start`..`end`."""
        if start == 0 and end == len(self.text):
            return self
        edges = self.borders[start : end + 1]
        return Glyph(self.text[start:end], edges[0], self.top, edges[-1], self.bottom, self.size, edges, self.turn)


def beyond(glyphs: Sequence[Glyph], width: float, height: float) -> int:
    """How many characters lie outside of a page of that size."""
    out = [one for one in glyphs if one.x0 < 0 or one.x1 > width or one.top < 0 or one.bottom > height]
    middles = [
        ((left + right) / 2, (one.top + one.bottom) / 2)
        for one in out
        for char, (left, right) in zip(one.text, pairwise(one.borders), strict=True)
        if not char.isspace()
    ]
    return sum(not (0 <= x <= width and 0 <= y <= height) for x, y in middles)


def length_of(glyphs: Sequence[Glyph]) -> int:
    """How many characters there are."""
    return sum([len(glyph.text) for glyph in glyphs])


@dataclass(frozen=True, slots=True)
class Content:
    """A page as a parser gives it, set upright as the page and most of its text ask for.

    `hidden` are characters that do not show: set invisible, or under a picture. `turned` is how far the
    text was turned beyond the page's own rotation, in degrees; `slanted` counts characters at other
    angles, which are left out. `pictured` is the share of the page that pictures cover; `blank` tells a
    page on which nothing is drawn at all, `doubtful` one on which text may be set that the parser left out.
    """

    width: float
    height: float
    glyphs: tuple[Glyph, ...] = ()
    hidden: tuple[Glyph, ...] = ()
    edges: tuple[Edge, ...] = ()
    slanted: int = 0
    turned: int = 0
    pictured: float = 0.0
    blank: bool = False
    doubtful: bool = False


@dataclass(frozen=True, slots=True)
class RawPage:
    """What is printed on a page. `tables` are the cell boxes of each table that rules close in;
    `rules` are the horizontal lines outside those. `turned` is how far the text was turned, in degrees.
    `slanted` and `stamped` count characters left out as watermarks: at an angle, and large across the text.
    `crowded` tells a drawing of so many lines that tables were not looked for; `hidden` counts characters
    that do not show, `cut` those that reach beyond the page's edge. `distrust` says why the page's own text is not
    to be relied on, `recognized` that the page was read as a picture for that, `second` that it took the second
    parser to read it, `mended` that the file had lost its first line or its end.
    """

    number: int
    width: float
    height: float
    glyphs: tuple[Glyph, ...] = ()
    tables: tuple[tuple[BBox, ...], ...] = ()
    rules: tuple[Rule, ...] = ()
    slanted: int = 0
    stamped: int = 0
    turned: int = 0
    crowded: bool = False
    readable: bool = True
    hidden: int = 0
    cut: int = 0
    blank: bool = False
    distrust: Distrust | None = None
    recognized: bool = False
    second: bool = False
    mended: bool = False
