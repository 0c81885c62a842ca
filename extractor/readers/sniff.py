"""Bytes -> what kind of file they are, by their content alone: names and extensions lie.

Knows more kinds than there are readers, so that an unreadable file can be named for what it is.
Does not decide whether the content is sound: that is the reader's work.
"""

from __future__ import annotations

import io
import re
import zipfile
from typing import NamedTuple

from extractor.errors import InputError, UnsupportedFormat
from extractor.readers.encoding import REPLACEMENT, decode
from extractor.readers.ole_directory import OLE_MAGIC, outer_names


class Kind(NamedTuple):
    """A kind of file: `name` as in `from_<name>`, its media type, and what it is called in messages."""

    name: str
    media_type: str
    label: str


_OFFICE = "application/vnd.openxmlformats-officedocument"
_ODF = "application/vnd.oasis.opendocument"

TEXT = Kind("text", "text/plain", "plain text")
MARKDOWN = Kind("text", "text/markdown", "Markdown")
PDF = Kind("pdf", "application/pdf", "PDF")
DOCX = Kind("docx", f"{_OFFICE}.wordprocessingml.document", "DOCX")
DOC = Kind("doc", "application/msword", "DOC or WPS")
XLSX = Kind("xlsx", f"{_OFFICE}.spreadsheetml.sheet", "XLSX")
XLS = Kind("xls", "application/vnd.ms-excel", "XLS or ET")
ODS = Kind("ods", f"{_ODF}.spreadsheet", "ODS")
OFD = Kind("ofd", "application/ofd", "OFD")
HTML = Kind("html", "text/html", "an HTML page")
MHTML = Kind("html", "multipart/related", "a saved web page (MHTML)")
RTF = Kind("rtf", "application/rtf", "RTF")
ZIP = Kind("zip", "application/zip", "a ZIP archive")
_XLSB = Kind("xlsb", "application/vnd.ms-excel.sheet.binary.macroenabled.12", "XLSB")
_OLE_KIND = Kind("ole", "application/x-ole-storage", "an OLE2 container")
_XML = Kind("xml", "application/xml", "XML")

_BY_MAGIC = (
    (b"\x89PNG", Kind("image", "image/png", "a PNG image")),
    (b"\xff\xd8\xff", Kind("image", "image/jpeg", "a JPEG image")),
    (b"GIF8", Kind("image", "image/gif", "a GIF image")),
    (b"II*\0", Kind("image", "image/tiff", "a TIFF image")),
    (b"MM\0*", Kind("image", "image/tiff", "a TIFF image")),
    (b"BM", Kind("image", "image/bmp", "a BMP image")),
    (b"\0\0\0\x0cjP  ", Kind("image", "image/jp2", "a JPEG 2000 image")),
    (b"Rar!\x1a\x07", Kind("archive", "application/vnd.rar", "a RAR archive")),
    (b"7z\xbc\xaf\x27\x1c", Kind("archive", "application/x-7z-compressed", "a 7z archive")),
    (b"\x1f\x8b", Kind("archive", "application/gzip", "a gzip archive")),
    (b"BZh", Kind("archive", "application/x-bzip2", "a bzip2 archive")),
    (b"\xfd7zXZ\0", Kind("archive", "application/x-xz", "an xz archive")),
    (b"\x28\xb5\x2f\xfd", Kind("archive", "application/zstd", "a Zstandard archive")),
    (b"\x09\x08\x10\x00\x00\x06\x05\x00", XLS),  # the workbook stream without its container
    (b"\x09\x08\x08\x00\x00\x05", XLS),
    (b"\x09\x04\x06\x00", XLS),
    (b"\x09\x02\x06\x00", XLS),
    (b"\x09\x00\x04\x00", XLS),
    (b"AT&TFORM", Kind("djvu", "image/vnd.djvu", "DjVu")),
    (b"CAJ", Kind("caj", "application/x-caj", "CAJ")),
    (b"Founder CEB", Kind("ceb", "application/x-ceb", "CEB")),
    (b"MZ", Kind("program", "application/x-msdownload", "a Windows program")),
    (b"SQLite format 3\0", Kind("sqlite", "application/vnd.sqlite3", "an SQLite database")),
    (b"\xdb\xa5-\0", Kind("word", "application/msword", "a document of Word 2 or older")),
)
_TAR = Kind("archive", "application/x-tar", "a TAR archive")
_TAR_MAGIC = b"ustar"
_TAR_MAGIC_AT = 257
_BOXED = {
    b"heic": Kind("image", "image/heic", "a HEIC image"),
    b"mif1": Kind("image", "image/heif", "a HEIF image"),
    b"avif": Kind("image", "image/avif", "an AVIF image"),
}
_VIDEO = Kind("video", "video/mp4", "a video")
_RIFF = {b"WEBP": Kind("image", "image/webp", "a WebP image"), b"WAVE": Kind("audio", "audio/wav", "a sound file")}

_BY_OFFICE_PART = (
    ("word/", DOCX),
    ("xl/workbook.bin", _XLSB),
    ("xl/", XLSX),
    ("ppt/", Kind("pptx", f"{_OFFICE}.presentationml.presentation", "PPTX")),
    ("visio/", Kind("vsdx", "application/vnd.ms-visio.drawing.main+xml", "VSDX")),
)
_BY_MIMETYPE = {
    f"{_ODF}.spreadsheet": ODS,
    f"{_ODF}.spreadsheet-template": ODS,
    f"{_ODF}.text": Kind("odt", f"{_ODF}.text", "ODT"),
    f"{_ODF}.text-template": Kind("odt", f"{_ODF}.text", "ODT"),
    f"{_ODF}.presentation": Kind("odp", f"{_ODF}.presentation", "ODP"),
    "application/epub+zip": Kind("epub", "application/epub+zip", "EPUB"),
}
_BY_OLE_ENTRY = (
    ("EncryptedPackage", Kind("locked_office", "application/x-ole-storage", "an Office file with a password")),
    ("WordDocument", DOC),
    ("Workbook", XLS),
    ("Book", XLS),
    ("PowerPoint Document", Kind("ppt", "application/vnd.ms-powerpoint", "PPT or DPS")),
    ("HwpSummaryInformation", Kind("hwp", "application/x-hwp", "HWP")),
    ("\x05HwpSummaryInformation", Kind("hwp", "application/x-hwp", "HWP")),
    ("VisioDocument", Kind("vsd", "application/vnd.visio", "VSD")),
    ("__properties_version1.0", Kind("msg", "application/vnd.ms-outlook", "an Outlook message")),
    ("MatOST", Kind("works", "application/vnd.ms-works", "a document of Microsoft Works")),
)
_OLE_NAMES = tuple(entry for entry, _ in _BY_OLE_ENTRY)
_BY_XML = (
    ("<w:worddocument", Kind("word_xml", "application/xml", "Word 2003 XML")),
    ("urn:schemas-microsoft-com:office:spreadsheet", Kind("excel_xml", "application/xml", "Excel 2003 XML")),
    ("pkg:package", Kind("flat_opc", "application/xml", "a Word document as one XML file")),
    ("office:document", Kind("flat_odf", "application/xml", "a flat OpenDocument file")),
    ("uof:uof", Kind("uof", "application/xml", "UOF")),
    ("<svg", Kind("svg", "image/svg+xml", "an SVG image")),
)
_PAGE_START = re.compile(r"<(?:!doctype\s+html|html)\b")
_HTML_START = re.compile(r"<(?:head|body|meta|title|table|div|style|frameset)\b")
_HTML_WITHIN = re.compile(r"<html\b|<body\b")
_MHTML_START = re.compile(r"(?:[a-z0-9-]+:[^\n]*\n(?:[ \t][^\n]*\n)*)*?(?:mime-version|content-type):", re.IGNORECASE)
_UNKNOWN_REMEDY = "give a PDF, DOCX, XLSX, HTML, text or Markdown file"
_PDF_HEADER = b"%PDF-"
_PDF_OBJECT = re.compile(rb"^\d{1,9} \d{1,5} obj\b\s*<<", re.MULTILINE)
_PDF_ENDS = (b"startxref", b"%%EOF", b"trailer")  # any of them; ISO 32000-1, 7.5.5
_PDF_HEADER_WITHIN = 1024  # bytes; ISO 32000-1, note 13 of annex H.3
_SAMPLE_BYTES = 65536
_START_CHARS = 2048
_MAX_UNPRINTABLE = 0.1  # random bytes give 0.16 and more; a text with 1 % of its bytes damaged 0.05


def name_hint(path: str) -> str:
    """All that a file's name says of its kind: `.md` for Markdown, else nothing."""
    return ".md" if path.lower().endswith((".md", ".markdown")) else ""


def kind_of(data: bytes, path: str) -> Kind:
    """Kind of the file `data`; `path` only tells Markdown from plain text.

    Raises: InputError `empty` or `corrupt` (a container cut off); UnsupportedFormat for bytes that are no known
    kind.
    """
    if not data:
        raise InputError("empty", "the file is empty", "check that it was copied or downloaded completely")
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _kind_of_zip(data)
    if data.startswith(OLE_MAGIC):
        return _kind_of_ole(data)
    if data.startswith(_PDF_HEADER) or (_PDF_HEADER in data[:_PDF_HEADER_WITHIN] and not _is_markup(data)):
        return PDF
    return _kind_by_magic(data) or (PDF if _is_headless_pdf(data) else _kind_of_text(data, path))


def unsupported(kind: Kind) -> UnsupportedFormat:
    """The error for a kind that no reader takes."""
    if kind.name in ("zip", "archive"):
        return UnsupportedFormat(kind.label, "unpack it, or read its members with jixiao extract -o DIR")
    return UnsupportedFormat(kind.label, "save it as PDF or DOCX and read that")


def _kind_by_magic(data: bytes) -> Kind | None:
    if data[_TAR_MAGIC_AT:].startswith(_TAR_MAGIC):
        return _TAR
    if data[4:8] == b"ftyp":
        return _BOXED.get(data[8:12], _VIDEO)
    if data.startswith(b"RIFF"):
        return _RIFF.get(data[8:12])
    kind = next((kind for magic, kind in _BY_MAGIC if data.startswith(magic)), None)
    return None if kind is None or _is_text(data) else kind


def _kind_of_zip(data: bytes) -> Kind:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = archive.namelist()
            mimetype = _mimetype(archive) if "mimetype" in names else ""
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError, EOFError) as error:
        raise InputError(
            "corrupt", "the ZIP container (DOCX?) is damaged or cut off", "fetch or save the file again"
        ) from error
    if mimetype in _BY_MIMETYPE:
        return _BY_MIMETYPE[mimetype]
    if mimetype.startswith(_ODF):
        return Kind("odf", mimetype, "OpenDocument")
    if any(name.replace("\\", "/").lower().lstrip("/") == "ofd.xml" for name in names):
        return OFD
    return _kind_of_package(names) if _is_package(names) else ZIP


def _mimetype(archive: zipfile.ZipFile) -> str:
    """What an OpenDocument or EPUB file says that it is; empty where that cannot be read."""
    try:
        with archive.open("mimetype") as part:
            return part.read(200).decode("ascii", errors="replace").strip()
    except (RuntimeError, zipfile.BadZipFile, OSError, EOFError, NotImplementedError):
        return ""


def _is_package(names: list[str]) -> bool:
    """Whether the names are those of an Office package, rather than of files in folders called so."""
    marks = {"[Content_Types].xml", "_rels/.rels", "word/document.xml", "xl/workbook.xml"}
    return not marks.isdisjoint(names)


def _kind_of_package(names: list[str]) -> Kind:
    for part, kind in _BY_OFFICE_PART:
        if any(name.startswith(part) for name in names):
            return kind
    return ZIP


def _kind_of_ole(data: bytes) -> Kind:
    names = outer_names(data) or frozenset(name for name in _OLE_NAMES if name.encode("utf-16-le") in data)
    if not names:
        raise InputError(
            "corrupt", "the OLE2 container (DOC, XLS?) is damaged or cut off", "fetch or save the file again"
        )
    return next((kind for entry, kind in _BY_OLE_ENTRY if entry in names), _OLE_KIND)


def _kind_of_text(data: bytes, path: str) -> Kind:
    if not _is_text(data):
        raise UnsupportedFormat("binary data", _UNKNOWN_REMEDY)
    start = _start_of(data)
    if start.startswith("{\\rtf"):
        return RTF
    if _MHTML_START.match(start) and ("multipart/" in start or "text/html" in start):
        return MHTML
    markdown = bool(name_hint(path))
    if _PAGE_START.match(start) or (not markdown and (_HTML_START.match(start) or _HTML_WITHIN.search(start))):
        return HTML
    if start.startswith("<?xml"):
        return next((kind for mark, kind in _BY_XML if mark in start), _XML)
    return MARKDOWN if markdown else TEXT


def _is_headless_pdf(data: bytes) -> bool:
    """Whether the file is built like a PDF from the start on, though its first line is damaged or gone."""
    begun = _PDF_OBJECT.search(data, 0, _PDF_HEADER_WITHIN)
    return begun is not None and data.find(b"endobj", begun.end()) >= 0 and any(mark in data for mark in _PDF_ENDS)


def _is_markup(data: bytes) -> bool:
    return _start_of(data).startswith("<")


def _start_of(data: bytes) -> str:
    """The first characters behind blanks, in small letters."""
    sample = data[:_SAMPLE_BYTES]
    if b"\0" not in sample[:4]:
        sample = sample.lstrip(b" \t\r\n")
    return decode(sample[: _START_CHARS * 2]).text.lstrip("\ufeff \t\r\n\0").lower()[:_START_CHARS]


def _is_text(data: bytes) -> bool:
    sample = decode(data[:_SAMPLE_BYTES]).text
    unprintable = sum(char == REPLACEMENT or (char < " " and char not in "\t\n\r\f\v") for char in sample)
    return unprintable <= _MAX_UNPRINTABLE * len(sample) + 1
