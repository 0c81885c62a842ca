"""A document made ready for the finders: folded views of its text, each mapped back to the source.

Finders match on views only; what they quote is always the slice of the document that `View.span` gives.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from extractor.document import Document, Span, Table, remembered
from extractor.width import Folded, fold, squeeze

# Digits that begin a name, also behind a list number: 2.0-6岁儿童, 5.2型糖尿病.
DIGITS_OF_NAME = r"[\d-]+(?:周?岁|月龄|型)"
_LIST_NUMBER = re.compile(r"^(?:[一二三四五六七八九十]{1,3}、|\([一二三四五六七八九十\d]{1,3}\)|\d{1,2}[.、](?!\d))")
_LAYOUT_BLANK = re.compile(r"\s+(?![A-Za-z0-9])|(?<![A-Za-z0-9.,;:!?%)])\s+")
_MOST_BETWEEN = 30


class View(NamedTuple):
    """A piece of a document, folded and without white space, with a map to the document's offsets."""

    document: Document
    folded: Folded
    base: int

    @property
    def text(self) -> str:
        """The folded text."""
        return self.folded.text

    def span(self, start: int, end: int) -> Span:
        """The document's span of `text[start:end]`, which must not be empty."""
        first, last = self.folded.source(start, end)
        return Span(self.base + first, self.base + last)

    def printed(self, start: int, end: int) -> str:
        """`text[start:end]` as the document prints it, without the breaks and blanks of the layout."""
        span = self.span(start, end)
        return _LAYOUT_BLANK.sub("", self.document.text[span.start : span.end])

    def offset(self, position: int) -> int:
        """Index in `text` of the first character that stands at or behind the document's `position`."""
        wanted = position - self.base
        starts = self.folded.starts
        low, high = 0, len(starts)
        while low < high:
            middle = (low + high) // 2
            if starts[middle] < wanted:
                low = middle + 1
            else:
                high = middle
        return low


def view(document: Document, start: int, end: int) -> View:
    """The view of `document.text[start:end]`."""
    return View(document, _folded(document, start, end), start)


@remembered
def _folded(document: Document, start: int, end: int) -> Folded:
    return squeeze(fold(document.text[start:end]))


def text_at(document: Document, start: int, end: int) -> str:
    """The text of the view of `document.text[start:end]`."""
    return _folded(document, start, end).text


def closely_above(document: Document, before: Table, table: Table) -> bool:
    """Whether a table may go on in the next one: no more than a page's foot, 续表 or a caption stands between them."""
    return before.end <= table.start and len(text_at(document, before.end, table.start)) <= _MOST_BETWEEN


def label_text(document: Document, start: int, end: int) -> str:
    """Folded text of a label without white space and without its closing colon."""
    return _folded(document, start, end).text.rstrip(":")


def plain_label(label: str) -> str:
    """A folded label without the list number before it: 收入合计 of 一、收入合计 or (二)收入合计."""
    return _LIST_NUMBER.sub("", label)
