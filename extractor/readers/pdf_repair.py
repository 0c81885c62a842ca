"""A PDF that lost its first line or its end -> one that a parser opens: the pages that are left, under a new root.

Downloads that broke off lack the table of contents of the file, which stands last. Whatever page
objects stand in the open are put in the order of the file; text is read from them as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

_HEADER = b"%PDF-"
_NEW_HEADER = b"%PDF-1.7\n"
_LONGEST_HEADER = 32  # bytes of a first line that may be a header
_WITHIN = 1024  # bytes in which the header begins; ISO 32000-1, note 13 of annex H.3
_OBJECT = re.compile(rb"\b(\d{1,9})\s{1,9}\d{1,5}\s{1,9}obj\b")
_END = re.compile(rb"endobj|stream|\bobj\b")
_LONGEST = 2000  # bytes of an object that are looked at
_MAX_OBJECTS = 200_000
_CATALOG = re.compile(rb"/Type\s*/Catalog\b")
_PAGE = re.compile(rb"/Type\s*/Page\b")
_TREE = re.compile(rb"/Type\s*/Pages\b")
_MAX_PAGES = 5000


def headed(data: bytes) -> bytes:
    """The file with the line that a parser knows it by; as it is where that stands in its place.

    Of a first line that is damaged the length stays, so that objects stand where the file says.
    """
    if _HEADER in data[:_WITHIN]:
        return data
    first = data[:_LONGEST_HEADER].splitlines(keepends=True)[0] if data else b""
    if len(first) < len(_NEW_HEADER) or not first.endswith((b"\n", b"\r")) or _OBJECT.search(first):
        return _NEW_HEADER + data
    return _NEW_HEADER[:-1].ljust(len(first) - 1) + b"\n" + data[len(first) :]


def repaired(data: bytes) -> bytes | None:
    """The file with a root for the pages in it; None where none are to be seen."""
    objects = list(islice(_objects(data), _MAX_OBJECTS))
    root = next((number for number, body in reversed(objects) if _CATALOG.search(body)), None)
    pages = [number for number, body in objects if _PAGE.search(body) and not _TREE.search(body)][:_MAX_PAGES]
    if not pages:
        return None
    data = headed(data)
    if root is not None and any(_TREE.search(body) for _, body in objects):
        return data + b"\nendobj\ntrailer\n<< /Root %d 0 R >>\n" % root
    tree = max(number for number, _ in objects) + 1
    kids = b" ".join(b"%d 0 R" % number for number in pages)
    added = b"%d 0 obj\n<< /Type /Pages /Kids [%s] /Count %d >>\nendobj\n" % (tree, kids, len(pages))
    added += b"%d 0 obj\n<< /Type /Catalog /Pages %d 0 R >>\nendobj\n" % (tree + 1, tree)
    return data + b"\nendobj\n" + added + b"trailer\n<< /Root %d 0 R >>\n" % (tree + 1)


def _objects(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Number and beginning of each object that stands in the open."""
    for found in _OBJECT.finditer(data):
        body = data[found.end() : found.end() + _LONGEST]
        end = _END.search(body)
        yield int(found[1]), body[: end.start()] if end else body
