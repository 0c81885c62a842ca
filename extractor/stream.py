"""A document's text as one stream of characters without layout, which remembers where layout stood.

Tables that a converter flattened stand in such text cell after cell: parted by line breaks, by blanks, by
bars, or by nothing at all. The stream holds the folded text without any of them, and how strong a border
stood before each character.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

from extractor.document import Document, Span
from extractor.width import fold


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


def stream(document: Document) -> Stream:
    """The stream of all text of `document` that stands in no table."""
    folded = fold(document.text)
    kept: list[int] = []
    borders: list[Border] = []
    border = Border.TABLE
    tables = iter(sorted((table.start, table.end) for table in document.tables))
    table = next(tables, None)
    for index, character in enumerate(folded.text):
        while table is not None and folded.starts[index] >= table[1]:
            table, border = next(tables, None), Border.TABLE
        if table is not None and folded.starts[index] >= table[0]:
            continue
        if character.isspace() or character == "|":
            border = max(border, _border_of(character))
            continue
        kept.append(index)
        borders.append(border)
        border = Border.NONE
    return Stream(
        text="".join(folded.text[index] for index in kept),
        starts=tuple(folded.starts[index] for index in kept),
        ends=tuple(folded.ends[index] for index in kept),
        borders=tuple(borders),
    )


def _border_of(character: str) -> Border:
    if character == "|":
        return Border.BAR
    return Border.LINE if character == "\n" else Border.BLANK
