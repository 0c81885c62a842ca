"""Bytes -> what kind of file they are, by their content alone: names and extensions lie.

Knows more kinds than there are readers, so that an unreadable file can be named for what it is.
Does not decide whether the content is sound: that is the reader's work.
"""

from __future__ import annotations

import io
import zipfile
from typing import NamedTuple

from extractor.errors import InputError, UnsupportedFormat
from extractor.readers.encoding import REPLACEMENT, decode


class Kind(NamedTuple):
    """A kind of file: `name` as in `from_<name>`, its media type, and what it is called in messages."""

    name: str
    media_type: str
    label: str


_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_SLIDES = "application/vnd.openxmlformats-officedocument.presentationml.presentation"

TEXT = Kind("text", "text/plain", "plain text")
MARKDOWN = Kind("text", "text/markdown", "Markdown")
PDF = Kind("pdf", "application/pdf", "PDF")
DOCX = Kind("docx", _WORD, "DOCX")
HTML = Kind("html", "text/html", "an HTML page")
ZIP = Kind("zip", "application/zip", "a ZIP archive")

_BY_MAGIC = (
    (b"{\\rtf", Kind("rtf", "application/rtf", "RTF")),
    (b"\x89PNG", Kind("image", "image/png", "a PNG image")),
    (b"\xff\xd8\xff", Kind("image", "image/jpeg", "a JPEG image")),
    (b"GIF8", Kind("image", "image/gif", "a GIF image")),
    (b"II*\0", Kind("image", "image/tiff", "a TIFF image")),
    (b"MM\0*", Kind("image", "image/tiff", "a TIFF image")),
    (b"BM", Kind("image", "image/bmp", "a BMP image")),
    (b"Rar!", Kind("archive", "application/vnd.rar", "a RAR archive")),
    (b"7z\xbc\xaf\x27\x1c", Kind("archive", "application/x-7z-compressed", "a 7z archive")),
    (b"\x1f\x8b", Kind("archive", "application/gzip", "a gzip archive")),
)
_BY_ZIP_PART = (
    ("word/", DOCX),
    ("xl/", Kind("xlsx", _SHEET, "XLSX")),
    ("ppt/", Kind("pptx", _SLIDES, "PPTX")),
    ("OFD.xml", Kind("ofd", "application/ofd", "OFD")),
    ("content.xml", Kind("odf", "application/vnd.oasis.opendocument", "OpenDocument")),
)
_BY_OLE_STREAM = (
    ("WordDocument", Kind("doc", "application/msword", "DOC or WPS")),
    ("Workbook", Kind("xls", "application/vnd.ms-excel", "XLS or ET")),
    ("Book", Kind("xls", "application/vnd.ms-excel", "XLS or ET")),
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OLE_KIND = Kind("ole", "application/x-ole-storage", "an OLE2 container")
_UNKNOWN_REMEDY = "give a PDF, DOCX, text or Markdown file"
_PDF_HEADER_WITHIN = 1024  # bytes; ISO 32000-1, note 13 of annex H.3
_SAMPLE_BYTES = 65536
_MAX_UNPRINTABLE = 0.1  # random bytes give 0.16 and more; a text with 1 % of its bytes damaged 0.05


def kind_of(data: bytes, path: str) -> Kind:
    """Kind of the file `data`; `path` only tells Markdown from plain text.

    Raises: InputError `empty`, `corrupt` (a ZIP container cut off) or `encrypted` (an Office file
    with a password); UnsupportedFormat for bytes that are no known kind.
    """
    if not data:
        raise InputError("empty", "the file is empty", "check that it was copied or downloaded completely")
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _kind_of_zip(data)
    if data.startswith(_OLE):
        return _kind_of_ole(data)
    if b"%PDF-" in data[:_PDF_HEADER_WITHIN]:
        return PDF
    for magic, kind in _BY_MAGIC:
        if data.startswith(magic) and not _is_text(data):
            return kind
    return _kind_of_text(data, path)


def unsupported(kind: Kind) -> UnsupportedFormat:
    """The error for a kind that no reader takes."""
    return UnsupportedFormat(kind.label, "save it as PDF or DOCX and read that")


def _kind_of_zip(data: bytes) -> Kind:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = archive.namelist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as error:
        raise InputError(
            "corrupt", "the ZIP container (DOCX?) is damaged or cut off", "fetch or save the file again"
        ) from error
    for part, kind in _BY_ZIP_PART:
        if any(name.startswith(part) for name in names):
            return kind
    return ZIP


def _kind_of_ole(data: bytes) -> Kind:
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise InputError(
            "encrypted",
            "the Office file is protected by a password",
            "remove the password, or save an unprotected copy",
        )
    for stream, kind in _BY_OLE_STREAM:
        if stream.encode("utf-16-le") in data:
            return kind
    return _OLE_KIND


def _kind_of_text(data: bytes, path: str) -> Kind:
    if not _is_text(data):
        raise UnsupportedFormat("binary data", _UNKNOWN_REMEDY)
    start = decode(data[:2048]).text.lstrip().lower()
    if start.startswith(("{\\rtf",)):
        return _BY_MAGIC[0][1]
    if start.startswith("<!doctype html") or "<html" in start or "<body" in start:
        return HTML
    return MARKDOWN if path.lower().endswith((".md", ".markdown")) else TEXT


def _is_text(data: bytes) -> bool:
    sample = decode(data[:_SAMPLE_BYTES]).text
    unprintable = sum(char == REPLACEMENT or (char < " " and char not in "\t\n\r\f\v") for char in sample)
    return unprintable <= _MAX_UNPRINTABLE * len(sample) + 1
