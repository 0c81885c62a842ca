"""RTF, which is often called .doc -> `Document`: what Word prints with all tracked changes accepted."""

from __future__ import annotations

from collections.abc import Iterator

from extractor.document import Document, Note, Source
from extractor.errors import InputError
from extractor.readers.compose import compose
from extractor.readers.docx_flow import settle
from extractor.readers.limits import ReadOptions
from extractor.readers.rtf_text import Writing
from extractor.readers.rtf_tokens import tokens_of


def read(data: bytes, source: Source, *, options: ReadOptions) -> Document:
    """The RTF file `data` as read; it has no pages.

    Raises: InputError `no_text`, `too_large`, `timeout`.
    """
    writing = Writing(options)
    parts = writing.take(tokens_of(data))
    composed = compose(list(settle([*parts, *writing.notes])), options)
    if not composed.text:
        raise InputError("no_text", "there is no text in the RTF file", "open it in Word and save it as DOCX or PDF")
    return Document(source, composed.text, composed.blocks, composed.tables, notes=tuple(_notes(writing)))


def _notes(writing: Writing) -> Iterator[Note]:
    if writing.changes:
        yield Note("tracked_changes", f"文档有 {writing.changes} 处修订，按接受全部修订读取")
    if writing.hidden:
        yield Note("hidden_text", f"{writing.hidden} 处隐藏文字未读取")
