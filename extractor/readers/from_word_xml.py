"""Word 2003 XML, which report programs write and call .doc -> `Document`, by way of DOCX.

The two formats name most things alike. What differs is renamed: sections, merged cells, tracked changes. Numbers of
lists, which stand in the file as printed, become text; footnotes go to the end.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractor.document import Document, Source
from extractor.readers import from_docx
from extractor.readers.docx_package import packed, parse, serialized
from extractor.readers.limits import ReadOptions
from extractor.readers.xml_elements import Element, child, children, local, value_of

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PICTURES = re.compile(rb"<w:binData\b[^>]*>[^<]*</w:binData>")
_RENAMED = {
    "sect": "customXml",
    "sub-section": "customXml",
    "content": "customXml",
    "vmerge": "vMerge",
    "hmerge": "hMerge",
}
_CHANGES = {"Word.Insertion": "ins", "Word.Deletion": "del"}


def read(data: bytes, source: Source, *, options: ReadOptions) -> Document:
    """The file `data` as read; it has no pages.

    Raises: InputError as `from_docx` does.
    """
    root = parse(_PICTURES.sub(b"", data), "Word 2003 XML")
    for element in list(root.iter()):
        _rename(element)
    body = child(root, "body")
    if body is not None:
        _take_out_notes(body)
    return from_docx.read(packed(dict(_parts(root))), source, options=options)


def _rename(element: Element) -> None:
    name = local(element)
    if name == "annotation":
        element.tag = _W + _CHANGES.get(value_of(element, "type") or "", "bookmarkEnd")
    elif name in _RENAMED:
        element.tag = _W + _RENAMED[name]
    elif name == "listPr":
        _write_number(element)


def _write_number(properties: Element) -> None:
    """Writes the printed number of a list item before the text of its paragraph."""
    number = value_of(child(properties, "t"))
    owner = properties.getparent()
    paragraph = None if owner is None else owner.getparent()
    if number is None or paragraph is None or local(paragraph) != "p":
        return
    run = properties.makeelement(f"{_W}r", None, None)
    text = properties.makeelement(f"{_W}t", None, None)
    text.text = number + " " if number[-1:].isascii() else number
    run.append(text)
    paragraph.insert(1, run)


def _take_out_notes(body: Element) -> None:
    for note in [element for element in body.iter() if local(element) in ("footnote", "endnote")]:
        body.extend(list(children(note, "p", "tbl")))
        owner = note.getparent()
        if owner is not None:
            owner.remove(note)


def _parts(root: Element) -> Iterator[tuple[str, bytes]]:
    yield "_rels/.rels", _relations("officeDocument", "word/document.xml")
    yield "word/document.xml", serialized(root)
    styles = child(root, "styles")
    if styles is not None:
        yield "word/_rels/document.xml.rels", _relations("styles", "styles.xml")
        yield "word/styles.xml", serialized(styles)


def _relations(kind: str, target: str) -> bytes:
    relation = f'<Relationship Id="r1" Type="{_OFFICE}/{kind}" Target="{target}"/>'
    return f'<Relationships xmlns="{_RELATIONS}">{relation}</Relationships>'.encode()
