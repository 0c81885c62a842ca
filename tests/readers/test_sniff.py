from __future__ import annotations

import io
import tarfile
import zipfile

import pytest

from extractor.errors import InputError, UnsupportedFormat
from extractor.readers.ole_directory import outer_names
from extractor.readers.sniff import kind_of
from tests.readers.ole_files import ole


def package(*names: str, mimetype: str = "") -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        if mimetype:
            archive.writestr("mimetype", mimetype)
        for name in names:
            archive.writestr(name, "x")
    return target.getvalue()


def tar() -> bytes:
    target = io.BytesIO()
    with tarfile.open(fileobj=target, mode="w") as archive:
        archive.addfile(tarfile.TarInfo("a.txt"))
    return target.getvalue()


PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\1\0\0\0\1\x08\2\0\0\0" + bytes(40)
XML = b'<?xml version="1.0"?>'
ODF = "application/vnd.oasis.opendocument"


@pytest.mark.parametrize(
    ("data", "name", "label"),
    [
        (package("[Content_Types].xml", "word/document.xml"), "docx", "DOCX"),
        (package("[Content_Types].xml", "xl/workbook.xml"), "xlsx", "XLSX"),
        (package("[Content_Types].xml", "xl/workbook.bin"), "xlsb", "XLSB"),
        (package("[Content_Types].xml", "ppt/presentation.xml"), "pptx", "PPTX"),
        (package("word/报告.docx", "xl/表.xlsx"), "zip", "a ZIP archive"),
        (package("OFD.xml", "Doc_0/Document.xml"), "ofd", "OFD"),
        (package("\\ofd.xml"), "ofd", "OFD"),
        (package("content.xml", mimetype=f"{ODF}.spreadsheet"), "ods", "ODS"),
        (package("content.xml", mimetype=f"{ODF}.text"), "odt", "ODT"),
        (package("content.xml", mimetype=f"{ODF}.chart"), "odf", "OpenDocument"),
        (package("a.xhtml", mimetype="application/epub+zip"), "epub", "EPUB"),
        (ole({"WordDocument": b"x"}), "doc", "DOC or WPS"),
        (ole({"Workbook": b"x"}), "xls", "XLS or ET"),
        (ole({"Book": b"x"}), "xls", "XLS or ET"),
        (ole({"PowerPoint Document": b"x"}), "ppt", "PPT or DPS"),
        (ole({"FileHeader": b"x", "\x05HwpSummaryInformation": b"x"}), "hwp", "HWP"),
        (ole({"EncryptedPackage": b"x", "EncryptionInfo": b"x"}), "locked_office", "an Office file with a password"),
        (ole({"__properties_version1.0": b"x"}), "msg", "an Outlook message"),
        (ole({"Something": "WordDocument".encode("utf-16-le")}), "ole", "an OLE2 container"),
        (b"\x09\x08\x10\x00\x00\x06\x05\x00" + bytes(100), "xls", "XLS or ET"),
        (b"junk\n%PDF-1.7\n" + bytes(50), "pdf", "PDF"),
        (b"%\0DF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer << /Root 1 0 R >>", "pdf", "PDF"),
        (b"1 0 obj << /Type /Catalog >> endobj\nstartxref\n0\n%%EOF", "pdf", "PDF"),
        (b"A file begins:\n1 0 obj << >> and goes on", "text", "plain text"),
        (b"x" * 2000 + b"\n1 0 obj << >> endobj\ntrailer", "text", "plain text"),
        (b"<html><body>%PDF-1.7</body></html>", "html", "an HTML page"),
        (b"\r\n" * 5000 + b"<!DOCTYPE html><html>", "html", "an HTML page"),
        ("\ufeff<HTML><BODY>报告".encode("utf-16"), "html", "an HTML page"),
        ("<table><tr><td>项目".encode("gbk"), "html", "an HTML page"),
        (b'<?xml version="1.0"?><html xmlns="x"><body/></html>', "html", "an HTML page"),
        (b"From: x\nMIME-Version: 1.0\nContent-Type: multipart/related\n", "html", "a saved web page (MHTML)"),
        (XML + b'<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">', "excel_xml", "Excel 2003 XML"),
        (XML + b"<w:wordDocument>", "word_xml", "Word 2003 XML"),
        (XML + b"<uof:UOF>", "uof", "UOF"),
        (XML + b"<a/>", "xml", "XML"),
        (rb"{\rtf1\ansi x}", "rtf", "RTF"),
        (PNG, "image", "a PNG image"),
        (b"\xff\xd8\xff\xe0" + bytes(40), "image", "a JPEG image"),
        (b"II*\0" + bytes(40), "image", "a TIFF image"),
        (b"BM" + bytes(40), "image", "a BMP image"),
        (b"RIFF\x10\0\0\0WEBPVP8 " + bytes(40), "image", "a WebP image"),
        (b"\0\0\0\x18ftypheic" + bytes(40), "image", "a HEIC image"),
        (tar(), "archive", "a TAR archive"),
        (b"7z\xbc\xaf\x27\x1c" + bytes(40), "archive", "a 7z archive"),
        (b"Rar!\x1a\x07\x01\x00" + bytes(40), "archive", "a RAR archive"),
        (b"\x1f\x8b\x08" + bytes(40), "archive", "a gzip archive"),
        (b"MZ\x90\0" + bytes(100), "program", "a Windows program"),
        ("BM与7z开头的文字。".encode(), "text", "plain text"),
    ],
)  # fmt: skip
def test_kind_follows_content(data: bytes, name: str, label: str) -> None:
    kind = kind_of(data, "report.pdf")

    assert (kind.name, kind.label) == (name, label)


@pytest.mark.parametrize(
    ("data", "label"), [(b"# Report", "Markdown"), (b"<table><tr><td>x", "Markdown"), (b"<html><p>x", "an HTML page")]
)
def test_name_tells_markdown_from_text_alone(data: bytes, label: str) -> None:
    assert kind_of(data, "a.MD").label == label


def test_unknown_bytes_are_unsupported() -> None:
    with pytest.raises(UnsupportedFormat, match="looks like binary data"):
        kind_of(bytes(range(256)) * 20, "a.doc")


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"),
        (package("word/document.xml")[:60], "corrupt"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(100), "corrupt"),
    ],
)
def test_containers_that_cannot_be_opened(data: bytes, code: str) -> None:
    with pytest.raises(InputError) as caught:
        kind_of(data, "a")

    assert caught.value.code == code


def test_names_of_a_large_compound_file() -> None:
    streams = {f"stream {number}": b"x" for number in range(30)} | {"Large": bytes(8_000_000)}

    assert outer_names(ole(streams)) >= {"stream 0", "stream 29", "Large"}
