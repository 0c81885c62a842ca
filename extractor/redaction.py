"""A document without telephone numbers and names: masked before anything is extracted, so that no output has them.

Every character of a number or name gives way to one `＊`, so that offsets, pages and boxes stay as they are and no
figure can be read from what was there. `personal.py` says what is found, and what cannot be.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from extractor import personal
from extractor.document import Document, Note, Span
from extractor.patterns import Library

MASK = "＊"


def redacted(document: Document, library: Library) -> Document:
    """`document` with its numbers and names masked, and a note that says how many; as it is where there are none.

    The path of its file stays, and may name a person.
    """
    found = personal.private(document, library)
    if not found:
        return document
    spans = personal.spans(found)
    secrets = sorted({document.text[start:end] for start, end in spans}, key=lambda secret: (-len(secret), secret))
    tables = tuple(replace(table, title=_without(table.title, secrets)) for table in document.tables)
    notes = tuple(replace(note, message=_without(note.message, secrets) or "") for note in document.notes)
    return replace(
        document,
        text=_masked(document.text, spans),
        tables=tables,
        notes=(*notes, _note(found)),
    )


def _masked(text: str, spans: Sequence[Span]) -> str:
    pieces, done = [], 0
    for start, end in spans:
        pieces += [text[done:start], _stars(text[start:end])]
        done = end
    return "".join([*pieces, text[done:]])


def _without(text: str | None, secrets: Sequence[str]) -> str | None:
    for secret in secrets if text else ():
        text = text.replace(secret, _stars(secret)) if text else text
    return text


def _stars(text: str) -> str:
    return re.sub(r"\S", MASK, text)


def _note(found: Sequence[personal.Private]) -> Note:
    numbers, names = (len(personal.spans(one for one in found if one.kind == kind)) for kind in ("number", "name"))
    return Note("redacted", f"已隐去{numbers}处号码、{names}处姓名，以同样字数的{MASK}代替")
