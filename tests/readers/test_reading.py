"""What `read` and `read_file` do with files of any kind, sound or not."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

import pytest

import extractor.readers
from extractor.errors import InputError, UnsupportedFormat
from extractor.readers import read, read_file
from extractor.readers.limits import ReadOptions

READERS = sorted(path.stem for path in Path(str(extractor.readers.__file__)).parent.glob("from_*.py"))


@pytest.mark.parametrize("name", READERS)
def test_each_reader_has_one_public_function(name: str) -> None:
    module = import_module(f"extractor.readers.{name}")
    own = [
        key
        for key, value in vars(module).items()
        if getattr(value, "__module__", "") == module.__name__
        and not key.startswith("_")
        and not isinstance(value, type)
    ]

    assert own == ["read"]


def test_source_tells_path_digest_size_and_kind(tmp_path: Path) -> None:
    path = tmp_path / "自评.md"
    path.write_bytes("# 自评报告\n".encode())

    source = read_file(path, name="in/自评.md").source

    assert source.path == "in/自评.md"
    assert source.media_type == "text/markdown"
    assert source.bytes == 15
    assert source.sha256 == "6698a809166d01ee8865390651b8758738f7eab77b1154beade7cd0da80a6eb3"
    assert source.pages is None


def test_type_follows_content_not_name(docx: Callable[..., bytes]) -> None:
    data = docx("<w:p><w:r><w:t>一</w:t></w:r></w:p>")

    assert read(data, path="a.pdf").source.media_type.endswith("wordprocessingml.document")


def _zip(**parts: str) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/"), content)
    return target.getvalue()


@pytest.mark.parametrize(
    ("data", "code", "message"),
    [
        (b"", "empty", "the file is empty; check that it was copied or downloaded completely"),
        (b" \n\t\n", "empty", "the file holds nothing but blanks; check that it is the right file"),
        (
            bytes(range(256)) * 20,
            "unsupported",
            "not a supported format (looks like binary data); give a PDF, DOCX, XLSX, HTML, text or Markdown file",
        ),
        (
            b"%PDF-1.7\nnothing",
            "corrupt",
            "the PDF is damaged; fetch it again, or print it to a new PDF",
        ),
        (
            _zip(word__document="x")[:40],
            "corrupt",
            "the ZIP container (DOCX?) is damaged or cut off; fetch or save the file again",
        ),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            "corrupt",
            "the Office file is encrypted and damaged (NotOleFileError); fetch or save the file again",
        ),
        (
            b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\1\0\0\0\1\x08\2\0\0\0" + bytes(40),
            "corrupt",
            "the picture is damaged or cut off; fetch it or scan it again",
        ),
        (
            _zip(a="x"),
            "unsupported",
            "not a supported format (looks like a ZIP archive); "
            "unpack it, or read its members with jixiao extract -o DIR",
        ),
    ],
    ids=["empty", "blanks", "random", "pdf", "cut zip", "shut", "png", "zip"],
)
def test_bad_input_is_named_in_one_line(data: bytes, code: str, message: str) -> None:
    with pytest.raises(InputError) as caught:
        read(data, path="a.pdf")

    assert (caught.value.code, str(caught.value)) == (code, message)


def test_kind_without_reader_is_unsupported() -> None:
    with pytest.raises(UnsupportedFormat) as caught:
        read(b"SQLite format 3\0" + bytes(99), path="a.doc")

    assert caught.value.seems == "an SQLite database"


def test_encrypted_pdf_asks_for_the_password_to_be_removed(
    pdf: Callable[..., bytes], write: Callable[..., object]
) -> None:
    with pytest.raises(InputError, match="remove the password, or save an unprotected copy") as caught:
        read(pdf(write((72, 72, "保密")), password="x"), path="a.pdf")

    assert caught.value.code == "encrypted"


def test_pdf_without_text_is_taken_for_a_scan(pdf: Callable[..., bytes]) -> None:
    with pytest.raises(InputError, match="holds no text") as caught:
        read(pdf(lambda canvas: canvas.rect(100, 100, 50, 50)), path="a.pdf")

    assert caught.value.code == "no_text"


def test_docx_without_text_is_taken_for_a_scan(docx: Callable[..., bytes]) -> None:
    with pytest.raises(InputError, match="there is no text in it") as caught:
        read(docx("<w:p/>"), path="a.docx")

    assert caught.value.code == "no_text"


def _table_of(rows: int) -> str:
    row = "<w:tr>" + "<w:tc><w:p><w:r><w:t>甲</w:t></w:r></w:p></w:tc>" * 5 + "</w:tr>"
    return f"<w:tbl>{row * rows}</w:tbl>"


@pytest.mark.parametrize("kind", ["docx", "text", "html", "rtf"])
@pytest.mark.parametrize(("rows", "refused"), [(4, False), (5, True)])
def test_a_table_may_have_so_many_cells(docx: Callable[..., bytes], kind: str, rows: int, refused: bool) -> None:
    cells = {
        "docx": docx(_table_of(rows)),
        "text": ("甲\t乙\t丙\t丁\t戊\n" * rows).encode(),
        "html": f"<table>{('<tr>' + '<td>甲</td>' * 5) * rows}</table>".encode(),
        "rtf": b"{\\rtf1" + (b"\\pard\\intbl " + b"1\\cell " * 5 + b"\\row") * rows + b"}",
    }
    options = ReadOptions(max_cells=20)

    if refused:
        with pytest.raises(InputError, match="more than the limit of 20") as caught:
            read(cells[kind], path="a", options=options)
        assert caught.value.code == "too_large"
    else:
        assert len(read(cells[kind], path="a", options=options).tables) == 1


def test_docx_with_broken_xml_is_corrupt(docx: Callable[..., bytes]) -> None:
    with pytest.raises(InputError, match="its XML is damaged") as caught:
        read(docx("<w:p>"), path="a.docx")

    assert caught.value.code == "corrupt"


def test_docx_that_unpacks_to_too_much_is_refused(docx: Callable[..., bytes]) -> None:
    with pytest.raises(InputError, match="unpacks to far more") as caught:
        read(docx(f"<w:p><w:r><w:t>{'零' * 3_000_000}</w:t></w:r></w:p>"), path="a.docx")

    assert caught.value.code == "unsafe_archive"


def test_text_that_is_left_to_entities_is_neither_fetched_nor_left_out_in_silence(
    docx: Callable[..., bytes], tmp_path: Path
) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("机密")
    data = _zip(
        **{
            "word/document.xml": f'<!DOCTYPE d [<!ENTITY e SYSTEM "{secret.as_uri()}">]>'
            '<w:document xmlns:w="urn:w"><w:body><w:p><w:r><w:t>公开&e;</w:t></w:r></w:p></w:body></w:document>'
        },
    )

    with pytest.raises(InputError, match="leaves text to entities") as caught:
        read(data, path="a.docx")

    assert caught.value.code == "corrupt"


@pytest.mark.parametrize(
    ("name", "code", "message"),
    [
        ("missing.txt", "not_found", "no such file; check the path"),
        (".", "unreadable", "this is a folder; name the files in it"),
    ],
)
def test_unreachable_paths(tmp_path: Path, name: str, code: str, message: str) -> None:
    with pytest.raises(InputError) as caught:
        read_file(tmp_path / name)

    assert (caught.value.code, str(caught.value)) == (code, message)


def test_nul_in_path_is_unreadable() -> None:
    with pytest.raises(InputError) as caught:
        read_file(Path("a\0b"))

    assert caught.value.code in ("unreadable", "not_found")
