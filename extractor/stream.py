"""A document's text as one stream of characters without layout, which remembers where layout stood.

Tables that a converter flattened stand in such text cell after cell: parted by line breaks, by blanks, by
bars, or by nothing at all. The stream holds the folded text without any of them, and how strong a border
stood before each character.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import IntEnum
from itertools import pairwise

from extractor.document import Document, Span, remembered
from extractor.width import PARTED_DECIMAL, Folded, fold

_STRETCH = re.compile(r"[^\s|]+")
# A decimal that recognition tore, between other cells of a line; at the start of a line 12. may number an item.
_TORN = re.compile(rf"(?<=[ |])(?=(?P<point>[≥≤><=\d]*\. )){PARTED_DECIMAL.pattern}(?![^\s|])")


class Border(IntEnum):
    """What stood between two characters of the stream, the stronger the greater."""

    NONE = 0
    BLANK = 1
    LINE = 2
    BAR = 3
    TABLE = 4


@dataclass(frozen=True, slots=True)
class Stream:
    """Text without layout; `starts`/`ends` are source offsets, `borders[i]` what stood before `text[i]`."""

    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    borders: tuple[Border, ...]

    def span(self, start: int, end: int) -> Span:
        """The document's span of `text[start:end]`, which must not be empty."""
        return Span(self.starts[start], self.ends[end - 1])

    def cells(self, start: int, end: int) -> list[tuple[int, int]]:
        """The stretches of `text[start:end]` between borders, from left to right; none where that is empty."""
        borders = (place for place in range(start + 1, end) if self.borders[place])
        return list(pairwise((start, *borders, end))) if start < end else []


@remembered
def stream(document: Document) -> Stream:
    """The stream of all blocks of `document` that are neither table nor furniture."""
    kept = _Kept([], [], [], [])
    border = Border.TABLE
    for block in document.blocks:
        if block.kind == "table":
            border = Border.TABLE
        if block.kind in {"table", "furniture"}:
            continue
        border = max(border, Border.LINE) if kept.text else Border.TABLE
        border = kept.add(fold(document.text[block.start : block.end]), block.start, border)
    return Stream("".join(kept.text), tuple(kept.starts), tuple(kept.ends), tuple(kept.borders))


@dataclass(slots=True)
class _Kept:
    text: list[str]
    starts: list[int]
    ends: list[int]
    borders: list[Border]

    def add(self, folded: Folded, base: int, border: Border) -> Border:
        """Take in a block, stretch by stretch; the border that stands behind it."""
        done = 0
        torn = {match.end("point") for match in _TORN.finditer(folded.text)}
        for match in _STRETCH.finditer(folded.text):
            start, end = match.span()
            border = max(border, *map(_border_of, folded.text[done:start])) if start > done else border
            border = Border.NONE if start in torn else border
            self.text.append(match.group())
            self.starts += map(base.__add__, folded.starts[start:end])
            self.ends += map(base.__add__, folded.ends[start:end])
            self.borders += [border, *(Border.NONE,) * (end - start - 1)]
            border, done = Border.NONE, end
        return max(border, *map(_border_of, folded.text[done:])) if done < len(folded.text) else border


def _border_of(character: str) -> Border:
    if character == "|":
        return Border.BAR
    return Border.LINE if character == "\n" else Border.BLANK
