"""Lines of plain text -> paragraph, heading and list item blocks.

A sentence that a hard line break or a page break cuts is put together again: its lines become one
block. Text is never changed, only grouped; lines of which nothing says that they belong together
stay blocks of their own (titles on two lines, tables printed one cell a line).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import quantiles
from unicodedata import east_asian_width

from extractor.document import Block
from extractor.readers import outline

_LONG = 30  # characters from which a line may have been cut by its length
_CLAUSE = 15  # characters from which a line without a comma may be a part of a sentence
_SHORT = 12  # characters up to which a line may be a table cell
_NEIGHBOURS = 4  # lines before and after that show whether cells are printed one a line
_CELLULAR = 0.6
_FULL = 0.85  # of the text's line width
_ITEM_LEVEL = 2  # headings below it (1. (1)) look like the items of a list
_MAX_BLANK_LINES = 1  # more than one blank line never stands inside a sentence


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a text, without the blanks around it.

    `indent` counts the blanks before it in half-width columns, `blank_before` the empty lines.
    """

    start: int
    end: int
    text: str
    indent: int = 0
    blank_before: int = 0

    @property
    def width(self) -> int:
        """Printed width in half-width columns, indentation included."""
        return self.indent + columns(self.text)


class _Widths(dict[str, int]):
    """Half-width columns of each character, worked out when it is met first: lines are measured over and over."""

    def __missing__(self, char: str) -> int:
        self[char] = 2 if east_asian_width(char) in "WFA" else 1
        return self[char]


_WIDTHS = _Widths()


def columns(text: str) -> int:
    """Printed width of `text` in half-width columns."""
    return sum(map(_WIDTHS.__getitem__, text))


def split_lines(text: str) -> list[Line]:
    """Lines of `text` that hold more than blanks, in order."""
    lines: list[Line] = []
    start, blank = 0, 0
    for raw in text.split("\n"):
        stripped = raw.strip()
        if stripped:
            left = len(raw) - len(raw.lstrip())
            begin = start + left
            lines.append(Line(begin, begin + len(stripped), stripped, columns(raw[:left]), blank))
        blank = 0 if stripped else blank + 1
        start += len(raw) + 1
    return lines


def to_blocks(lines: Sequence[Line]) -> list[Block]:
    """Blocks of `lines`, which must be in text order and hold no tables."""
    blocks: list[Block] = []
    for line, goes_on in zip(lines, continuations(lines), strict=True):
        if goes_on:
            kind = "list_item" if blocks[-1].kind == "heading" else blocks[-1].kind
            blocks[-1] = blocks[-1]._replace(end=line.end, kind=kind, level=None)
        else:
            shape = outline.shape_of(line.text)
            blocks.append(Block(shape.kind, line.start, line.end, level=shape.level))
    return blocks


def continuations(lines: Sequence[Line]) -> list[bool]:
    """Of every line, whether it goes on the sentence of the line before it; the first never does."""
    width = wrap_width(lines)
    return [index > 0 and _continues(lines, index, width) for index in range(len(lines))]


def wrap_width(lines: Sequence[Line]) -> int | None:
    """Width at which the text breaks its lines, in half-width columns; None if it does not.

    Wrapped: at least 5 and 40 % of the longer lines end within a tenth of the same width.
    """
    longer = [width for width in (line.width for line in lines) if width >= 2 * _LONG]
    if len(longer) < 5:
        return None
    edge = quantiles(longer, n=10)[-1]
    full = sum(0.9 * edge <= width <= 1.05 * edge for width in longer)
    return round(edge) if full >= 5 and full >= 0.4 * len(longer) else None


def _continues(lines: Sequence[Line], index: int, width: int | None) -> bool:
    upper, lower = lines[index - 1], lines[index]
    if lower.blank_before > _MAX_BLANK_LINES or lower.indent > upper.indent + 1:
        return False
    if outline.ends_sentence(upper.text) or outline.shape_of(upper.text).kind == "furniture":
        return False
    if outline.shape_of(upper.text).kind == "heading":
        return _is_cut_item(upper.text, lower.text)
    if outline.shape_of(lower.text) != outline.PARAGRAPH or _among_cells(lines, index):
        return False
    if outline.ends_open(upper.text):
        return outline.is_prose(upper.text) or len(upper.text) >= _CLAUSE
    if outline.starts_paragraph(lower.text) or not _carries_on(lower, width):
        return False
    said = outline.is_prose(upper.text) or outline.is_prose(lower.text) or outline.ends_sentence(lower.text)
    broken_number = outline.parts_number(upper.text, lower.text) and said
    return broken_number or _is_full(upper, width)


def _is_cut_item(upper: str, lower: str) -> bool:
    """Whether what looks like a heading is an item of a list that is cut before its number (3.完好率为, 97.2%;)."""
    level = outline.shape_of(upper).level or 0
    said = outline.is_prose(lower) or outline.ends_sentence(lower)
    plain = outline.shape_of(lower) == outline.PARAGRAPH
    return level > _ITEM_LEVEL and said and plain and outline.parts_number(upper, lower)


def _carries_on(line: Line, width: int | None) -> bool:
    """Whether the line reads like the rest of a sentence, not like a title or a cell."""
    return outline.is_prose(line.text) or outline.ends_sentence(line.text) or _is_full(line, width)


def _is_full(line: Line, width: int | None) -> bool:
    if width is not None:
        return line.width >= _FULL * width
    return len(line.text) >= _LONG and outline.is_prose(line.text)


def _among_cells(lines: Sequence[Line], index: int) -> bool:
    around = lines[max(index - _NEIGHBOURS, 0) : index + _NEIGHBOURS]
    cells = sum(map(_is_cell, around))
    return cells >= _CELLULAR * len(around)


def _is_cell(line: Line) -> bool:
    """Whether the line may be a table cell: short, and neither a sentence's end nor a part of one with a comma."""
    return len(line.text) <= _SHORT and not outline.ends_sentence(line.text) and not outline.is_prose(line.text)
