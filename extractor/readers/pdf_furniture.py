"""Which lines of a PDF are page furniture: running headers and footers, page numbers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from extractor.readers.pdf_lines import TextLine

_OUTER = 0.12  # of the page's height, at the top and the bottom
_PAGES = 3  # on which a line must stand to be furniture; all pages of shorter files
_SAME_HEIGHT = 6.0  # points
_PAGE_NUMBER = re.compile(
    r"[—\-–－·.\s]*(?:第)?\s*[0-9０-９]{1,4}\s*(?:页)?[—\-–－·.\s]*"
    r"|第?\s*[0-9]{1,4}\s*页?\s*[/,，]?\s*共\s*[0-9]{1,4}\s*页?|[0-9]{1,4}\s*/\s*[0-9]{1,4}"
)
_DIGITS = re.compile(r"[0-9０-９]+")


def furniture(pages: Sequence[Sequence[TextLine]], heights: Sequence[float]) -> set[int]:
    """`id` of the lines, among those of all pages, that are furniture; `heights` are the pages' heights.

    Lines in larger print than the page's text are titles even if each page has one.
    """
    outer = [[line for line in lines if _is_outer(line, height)] for lines, height in zip(pages, heights, strict=True)]
    needed = max(min(_PAGES, len(pages)), 2)
    seen = Counter(mark for lines in outer for mark in {_mark(line) for line in lines})
    largest = [_usual_size(lines) for lines in pages]
    return {
        id(line)
        for lines, size in zip(outer, largest, strict=True)
        for line in lines
        if _PAGE_NUMBER.fullmatch(line.text) or (seen[_mark(line)] >= needed and line.size <= size)
    }


def _is_outer(line: TextLine, height: float) -> bool:
    return line.bottom <= _OUTER * height or line.top >= (1 - _OUTER) * height


def _mark(line: TextLine) -> tuple[str, int]:
    """What is the same on all pages: the text without page numbers, and the height."""
    return _DIGITS.sub("0", line.text), round(line.top / _SAME_HEIGHT)


def _usual_size(lines: Sequence[TextLine]) -> float:
    """Size that most characters of the page are printed in, a little more for rounding."""
    sizes = Counter[float]()
    for line in lines:
        sizes[round(line.size, 1)] += len(line.text)
    return 1.05 * sizes.most_common(1)[0][0] if sizes else 0.0
