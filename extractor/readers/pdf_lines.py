"""Glyphs -> lines of text with the borders of every character; `pdf_turned.py` does what is not upright."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise
from operator import attrgetter, itemgetter
from statistics import median
from typing import NamedTuple

from extractor.document import BBox
from extractor.readers.compose import Piece
from extractor.readers.grid import hull
from extractor.readers.pdf_pages import Glyph
from extractor.readers.symbols import raised

_SAME_LINE = 0.5  # of the size: how far the middles of glyphs on one line may be apart
_CJK_GAP = 0.6  # of the size, from which a gap beside a Chinese character is a blank
_WORD_GAP = 0.25  # the same between letters and digits
_SMALL = 0.8  # of the size before it: up to which a glyph may be a power or an index
WIDE_GAP = 0.75  # of the size: a gap that parts columns

_CJK = "\u2e80-\u2fdf\u3400-\u9fff\uf900-\ufaff"
_SPACED = re.compile(rf"(?<!\S)[{_CJK}](?: [{_CJK}])+(?!\S)")
_LETTER = re.compile(r"[A-Za-z]")
_IS_CJK = re.compile(rf"[{_CJK}\u3000-\u303f\uff00-\uffef]")


class TextLine(NamedTuple):
    """One line on one page: its characters and their borders (one more), in points.

    `spots` are the boxes of the characters where they do not stand side by side from left to right;
    `edges` are the line's two ends there. `column` holds the ends of the column that a line is set in,
    where the page has several beside each other.
    """

    text: str
    edges: tuple[float, ...]
    page: int
    top: float
    bottom: float
    size: float
    spots: tuple[BBox, ...] = ()
    column: tuple[float, float] | None = None

    @property
    def x0(self) -> float:
        """Left end."""
        return self.edges[0]

    @property
    def x1(self) -> float:
        """Right end."""
        return self.edges[-1]

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """The line as pieces of a paragraph or cell: one, or one a character."""
        if not self.spots:
            return (Piece(self.text, self.page, self.top, self.bottom, self.edges),)
        spots = zip(self.text, self.spots, strict=True)
        return tuple(Piece(char, self.page, top, bottom, (x0, x1)) for char, (x0, top, x1, bottom) in spots)


_LEFT = attrgetter("x0")


def to_lines(glyphs: Iterable[Glyph], page: int) -> list[TextLine]:
    """Lines of upright glyphs from top to bottom, each from left to right; blank lines are left out."""
    return lines_in(rows_of(glyphs), page)


def lines_in(rows: Iterable[Sequence[Glyph]], page: int) -> list[TextLine]:
    """The lines of `rows`, as `rows_of` gives them; blank ones are left out."""
    return [line for line in (_line(row, page) for row in rows) if line.text]


def rows_of(glyphs: Iterable[Glyph]) -> list[list[Glyph]]:
    """Glyphs of each line, from top to bottom, each from left to right.

    Raised and lowered small glyphs belong to the line of the large ones beside them.
    """
    rows: list[list[Glyph]] = []
    middle, size = 0.0, 0.0
    for own, glyph in sorted([((glyph.top + glyph.bottom) / 2, glyph) for glyph in glyphs], key=itemgetter(0)):
        if not rows or own - middle > _SAME_LINE * max(size, glyph.size):
            rows.append([])
            middle, size = own, glyph.size
        elif glyph.size > size:
            middle, size = own, glyph.size
        rows[-1].append(glyph)
    return [sorted(row, key=_LEFT) if len(row) > 1 else row for row in rows]


def segments(row: Sequence[Glyph]) -> list[list[Glyph]]:
    """Stretches of a line that wide gaps part, without blanks at their ends."""
    parts: list[list[Glyph]] = []
    for glyph in row:
        if glyph.text.isspace():
            continue
        if not parts or glyph.x0 - parts[-1][-1].x1 > WIDE_GAP * glyph.size:
            parts.append([])
        parts[-1].append(glyph)
    return parts


def box_of(glyphs: Sequence[Glyph]) -> BBox:
    """Smallest box around `glyphs`."""
    return hull([glyph.box for glyph in glyphs]) if len(glyphs) > 1 else glyphs[0].box


def joint(upper: str, lower: str) -> str:
    """What stands between two lines of one sentence: a blank between letters, nothing in Chinese."""
    return " " if _LETTER.match(upper[-1:]) and _LETTER.match(lower[:1]) else ""


def _middle(glyph: Glyph) -> float:
    return (glyph.top + glyph.bottom) / 2


def _line(row: Sequence[Glyph], page: int) -> TextLine:
    glyph = row[0]
    if len(row) == 1 and not glyph.text.isspace():
        return TextLine(glyph.text, glyph.borders, page, glyph.top, glyph.bottom, glyph.size)
    inked = [glyph for glyph in row if not glyph.text.isspace()]
    if not inked:
        return TextLine("", (0.0,), page, 0.0, 0.0, 0.0)
    text, edges = _characters(inked, {id(after) for before, after in pairwise(row) if before.text.isspace()})
    top, bottom = min([glyph.top for glyph in inked]), max([glyph.bottom for glyph in inked])
    size = median([glyph.size for glyph in inked])
    return _without_letter_spacing(TextLine(text, tuple(edges), page, top, bottom, size))


def _characters(inked: Sequence[Glyph], after_blank: set[int]) -> tuple[str, list[float]]:
    """Characters with their left borders and the last right border; gaps become blanks."""
    text, edges, last = "", list[float](), inked[0]
    for glyph in inked:
        if text and (id(glyph) in after_blank or _is_apart(last, glyph)):
            text += " "
            edges.append(last.x1)
        edges += glyph.borders[:-1]
        text += raised(glyph.text, text) if _is_raised(last, glyph) else glyph.text
        last = glyph
    return text, [*edges, last.x1]


def _is_raised(before: Glyph, glyph: Glyph) -> bool:
    return glyph.size <= _SMALL * before.size and _middle(glyph) < _middle(before) - 0.1 * before.size


def _is_apart(before: Glyph, after: Glyph) -> bool:
    gap, size = after.x0 - before.x1, max(before.size, after.size)
    if gap <= _WORD_GAP * size:
        return False
    chinese = _IS_CJK.match(before.text[-1]) or _IS_CJK.match(after.text[0])
    return not chinese or gap > _CJK_GAP * size


def _without_letter_spacing(line: TextLine) -> TextLine:
    """The line without the blanks of spaced titles: 自 评 报 告."""
    if " " not in line.text:
        return line
    dropped = {
        place
        for found in _SPACED.finditer(line.text)
        if _is_even(line, found.start(), found.end())
        for place in range(found.start() + 1, found.end(), 2)
    }
    if not dropped:
        return line
    text = "".join(char for place, char in enumerate(line.text) if place not in dropped)
    edges = tuple(edge for place, edge in enumerate(line.edges) if place not in dropped)
    return line._replace(text=text, edges=edges)


def _is_even(line: TextLine, start: int, end: int) -> bool:
    """Whether the blanks of a spaced stretch are about as wide as each other, and narrow unless it is all there is."""
    widths = [line.edges[place + 1] - line.edges[place] for place in range(start + 1, end, 2)]
    widest = (4 if (start, end) == (0, len(line.text)) else 2) * line.size
    return max(widths) <= widest and max(widths) - min(widths) <= 0.5 * line.size
