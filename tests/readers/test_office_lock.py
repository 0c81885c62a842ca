"""Office files with a password: opened with it, or with the one that all programs know; else said to be shut."""

from __future__ import annotations

import hashlib
import io
import struct
from collections.abc import Callable
from dataclasses import replace

import docx
import olefile
import openpyxl
import pytest
from msoffcrypto import OfficeFile
from msoffcrypto.method.rc4 import DocumentRC4

from extractor.errors import InputError
from extractor.readers import read
from extractor.readers.limits import DEFAULTS
from tests.readers.ole_files import ole
from tests.readers.sheet_files import rows, xls

EVERYBODYS = "VelvetSweatshop"
PASSWORD = "口令2023"
_WITH_PASSWORD = replace(DEFAULTS, password=PASSWORD)
_BOUND_SHEET, _FILE_PASS, _RC4 = 0x85, 0x2F, 1


def locked(package: bytes, password: str = PASSWORD) -> bytes:
    """A DOCX or XLSX file shut with a password."""
    shut = io.BytesIO()
    OfficeFile(io.BytesIO(package)).encrypt(password, shut)
    return shut.getvalue()


def locked_xls(password: str = PASSWORD) -> bytes:
    """An XLS file of one cell shut with a password by RC4 (MS-XLS 2.2.10), which is its own inverse."""
    salt, verifier = bytes(range(16)), bytes(range(16, 32))
    ciphered = DocumentRC4.decrypt(password, salt, io.BytesIO(verifier + hashlib.md5(verifier).digest())).read()
    mark = struct.pack("<HHHHH", _FILE_PASS, 54, _RC4, 1, 1) + salt + ciphered
    stream = _plain_stream()
    begun = 4 + struct.unpack_from("<H", stream, 2)[0]
    stream = _moved(stream, len(mark))
    spare = -(len(stream) + len(mark)) % 4  # behind the last record stands whole records of nothing
    stream += struct.pack("<HH", 0, spare) + bytes(spare)
    book = ole({"Workbook": stream[:begun] + mark + stream[begun:]})
    shut = OfficeFile(io.BytesIO(book))
    shut.load_key(password=password)
    opened = io.BytesIO()
    shut.decrypt(opened)
    ciphered = olefile.OleFileIO(opened).openstream("Workbook").read()
    return ole({"Workbook": ciphered[:begun] + mark + ciphered[begun + len(mark) :]})


def _plain_stream() -> bytes:
    return olefile.OleFileIO(io.BytesIO(xls(rows([["培训人数"]])))).openstream("Workbook").read()


def _moved(stream: bytes, by: int) -> bytes:
    """The workbook's stream with the places of its sheets `by` bytes further on."""
    moved, at = bytearray(stream), 0
    while at < len(moved):
        number, size = struct.unpack_from("<HH", moved, at)
        if number == _BOUND_SHEET:
            struct.pack_into("<I", moved, at + 4, struct.unpack_from("<I", moved, at + 4)[0] + by)
        at += 4 + size
    return bytes(moved)


def _docx() -> bytes:
    target = io.BytesIO()
    form = docx.Document()
    form.add_paragraph("培训人数120人")
    form.save(target)
    return target.getvalue()


def _xlsx() -> bytes:
    target = io.BytesIO()
    book = openpyxl.Workbook()
    book.worksheets[0]["A1"] = "培训人数"
    book.save(target)
    return target.getvalue()


@pytest.mark.parametrize(
    ("package", "text", "kind"),
    [(_docx, "培训人数120人", "wordprocessingml.document"), (_xlsx, "培训人数", "spreadsheetml.sheet")],
)
def test_the_password_opens_a_package(package: Callable[[], bytes], text: str, kind: str) -> None:
    data = locked(package())

    document = read(data, path="a", options=_WITH_PASSWORD)

    assert document.text == text
    assert document.source.media_type.endswith(kind)
    assert (document.source.sha256, document.source.bytes) == (hashlib.sha256(data).hexdigest(), len(data))


def test_the_password_opens_an_xls_file() -> None:
    document = read(locked_xls(), path="a", options=_WITH_PASSWORD)

    assert (document.text, document.source.media_type) == ("培训人数", "application/vnd.ms-excel")


@pytest.mark.parametrize("data", [locked(_xlsx(), EVERYBODYS), locked_xls(EVERYBODYS)], ids=["xlsx", "xls"])
def test_the_password_that_all_programs_know_need_not_be_given(data: bytes) -> None:
    assert read(data, path="a").text == "培训人数"


@pytest.mark.parametrize(
    ("data", "what"), [(locked(_docx()), "the Office file"), (locked_xls(), "the spreadsheet")], ids=["docx", "xls"]
)
@pytest.mark.parametrize(
    ("password", "told"),
    [
        ("", "is protected by a password; give it (--password), remove the password, or save an unprotected copy"),
        ("falsch", "has another password than the one given; give the right --password"),
    ],
    ids=["none", "wrong"],
)
def test_without_the_right_password_it_is_said_to_be_shut(data: bytes, what: str, password: str, told: str) -> None:
    with pytest.raises(InputError) as caught:
        read(data, path="a", options=replace(DEFAULTS, password=password))

    assert (caught.value.code, str(caught.value)) == ("encrypted", f"{what} {told}")


@pytest.mark.parametrize(
    ("found", "instead", "code"),
    [
        (b'spinCount="100000"', b'spinCount="9999999"', "unsafe_archive"),
        (b'spinCount="100000"', b'spinCount="1000x0"', "corrupt"),
        (b"\x04\x00\x04\x00\x40\x00\x00\x00", b"\x04\x00\x03\x00\x40\x00\x00\x00", "encrypted"),
    ],
    ids=["a minute of work", "damaged", "unknown method"],
)
def test_what_is_said_of_the_encryption_is_not_believed(found: bytes, instead: bytes, code: str) -> None:
    data = locked(_docx())
    assert found in data

    with pytest.raises(InputError) as caught:
        read(data.replace(found, instead), path="a", options=_WITH_PASSWORD)

    assert caught.value.code == code
