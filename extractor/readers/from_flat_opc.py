"""A Word document as one XML file (flat OPC) -> `Document`: its parts are those of a DOCX file."""

from __future__ import annotations

import binascii
import re
from base64 import b64decode

from extractor.document import Document, Source
from extractor.readers import from_docx
from extractor.readers.docx_package import packed, parse, serialized
from extractor.readers.limits import ReadOptions
from extractor.readers.xml_elements import Element, child, children, value_of

_NAME = re.compile(r"/*([\w\[\]./ -]{0,200}\w)")


def read(data: bytes, source: Source, *, options: ReadOptions) -> Document:
    """The file `data` as read; it has no pages.

    Raises: InputError as `from_docx` does.
    """
    parts = {}
    for part in children(parse(data, "Word XML"), "part"):
        named = _NAME.fullmatch(value_of(part, "name") or "")
        if named is not None:
            parts[named[1]] = _content_of(part)
    return from_docx.read(packed(parts), source, options=options)


def _content_of(part: Element) -> bytes:
    tree, binary = child(part, "xmlData"), child(part, "binaryData")
    if tree is not None and len(tree):
        return serialized(tree[0])
    try:
        return b64decode((binary.text or "") if binary is not None else "")
    except (binascii.Error, ValueError):
        return b""
