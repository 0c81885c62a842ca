"""Documents of other formats that a DOCX file takes in whole (`w:altChunk`): web pages made DOCX by a program."""

from __future__ import annotations

from collections.abc import Iterator

from extractor.errors import InputError
from extractor.readers.compose import Grid, Paragraph
from extractor.readers.html_flow import Reading, parts_of
from extractor.readers.html_source import pages_in
from extractor.readers.html_tree import parse
from extractor.readers.limits import ReadOptions, deadline
from extractor.readers.sniff import HTML, kind_of

Part = Paragraph | Grid


def parts_in(content: bytes, options: ReadOptions) -> Iterator[Part] | None:
    """Paragraphs and tables of the web page `content`; None for anything else.

    Raises: InputError as the web page's reader does.
    """
    try:
        kind = kind_of(content, "")
    except InputError:
        return None
    return _parts(content, options) if kind.name == HTML.name else None


def _parts(content: bytes, options: ReadOptions) -> Iterator[Part]:
    time, reading = deadline(options), Reading(options)
    for text, _ in pages_in(content):
        yield from parts_of(parse(text, time).body, reading)
