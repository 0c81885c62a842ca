"""Which lines of a PDF are footnotes: small print at the foot of a page, behind a mark that stands in its text too."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from extractor.readers.pdf_lines import TextLine

_SMALLER = 0.92  # of the size of the page's longest line: up to which print is small
_MARK = re.compile(r"[①-⑳⑴-⒇]|\[\d{1,2}\]|［\d{1,2}］|〔\d{1,2}〕|[¹²³⁴⁵⁶⁷⁸⁹]|[*＊※]")


def footnotes(pages: Sequence[Sequence[TextLine]], furniture: Collection[int]) -> set[int]:
    """`id` of the lines, among those of all pages, that are footnotes; `furniture` is the `id` of what stands outside.

    A sentence that runs over the page goes on behind them.
    """
    return {id(line) for lines in pages for line in _of_page([one for one in lines if id(one) not in furniture])}


def _of_page(lines: Sequence[TextLine]) -> Iterator[TextLine]:
    """The small lines at the end of a page, from the first one on whose mark stands above them."""
    if not lines:
        return
    size = max(lines, key=lambda line: len(line.text)).size * _SMALLER
    small = len(lines)
    while small and lines[small - 1].size <= size:
        small -= 1
    text = "".join(line.text for line in lines[:small])
    for first, line in enumerate(lines[small:], start=small):
        mark = _MARK.match(line.text)
        if mark and mark.group() in text:
            yield from lines[first:]
            return
