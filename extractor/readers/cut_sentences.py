"""Paragraphs of which a sentence was cut in two by a line or page break of an earlier format -> whole ones."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extractor.readers.compose import Paragraph, Piece
from extractor.readers.paragraphs import Line, continuations


def joined(paragraphs: Sequence[Paragraph]) -> list[Paragraph]:
    """Paragraphs in order; one that goes on the sentence before it is appended to it on a new line."""
    lines = [Line(0, len(paragraph.text), paragraph.text) for paragraph in paragraphs]
    whole: list[Paragraph] = []
    for paragraph, goes_on in zip(paragraphs, continuations(lines), strict=True):
        if goes_on and paragraph.kind == "paragraph" and whole[-1].kind in ("paragraph", "list_item"):
            whole[-1] = replace(whole[-1], pieces=(*whole[-1].pieces, Piece("\n"), *paragraph.pieces))
        else:
            whole.append(paragraph)
    return whole
