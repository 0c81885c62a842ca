"""Archives of documents: what they are made of, names, limits, and what is damaged in them."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import sys
import tarfile
import zipfile
from collections.abc import Callable, Mapping
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.errors import InputError
from extractor.readers.bundle import is_bundle, iter_members
from extractor.readers.bundle_entries import MAX_MEMBERS, inner_name
from extractor.readers.limits import ReadOptions


def zipped(files: Mapping[str, bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return target.getvalue()


def tarred(files: Mapping[str, bytes]) -> bytes:
    target = io.BytesIO()
    with tarfile.open(fileobj=target, mode="w") as archive:
        for name, content in files.items():
            info = tarfile.TarInfo(name)
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content))
    return target.getvalue()


def named_in(raw: bytes) -> bytes:
    """A ZIP whose one file is called by the bytes `raw`, with nothing said of their encoding."""
    placeholder = "N" * len(raw)
    return zipped({placeholder: b"text"}).replace(placeholder.encode(), raw)


def members(data: bytes, path: str = "a.zip", **limits: object) -> list[tuple[str, bytes | str]]:
    """Paths of members with their bytes, or the code of what is wrong with them."""
    found = iter_members(data, path, ReadOptions(**limits))  # type: ignore[arg-type]
    return [(path, content.code if isinstance(content, InputError) else content) for path, content in found]


FILES = {"县/自评.txt": b"text", "b.txt": b"more"}


@pytest.mark.parametrize(
    ("pack", "path"),
    [
        (zipped, "a.zip"),
        (tarred, "a.tar"),
        (lambda files: gzip.compress(tarred(files)), "a.tar.gz"),
        (lambda files: bz2.compress(tarred(files)), "a.tbz"),
        (lambda files: lzma.compress(tarred(files)), "a.txz"),
    ],
    ids=["zip", "tar", "gz", "bz2", "xz"],
)
def test_members_are_called_by_their_place(pack: Callable[[Mapping[str, bytes]], bytes], path: str) -> None:
    assert members(pack(FILES), path) == [(f"{path}!/县/自评.txt", b"text"), (f"{path}!/b.txt", b"more")]


def test_a_file_packed_alone_is_called_without_the_ending() -> None:
    assert members(gzip.compress(b"text" * 9), "县/自评.txt.gz") == [("县/自评.txt.gz!/自评.txt", b"text" * 9)]


@pytest.mark.parametrize(
    ("raw", "name"),
    [
        ("自评.txt".encode("gbk"), "自评.txt"),
        ("自评.txt".encode(), "自评.txt"),
        ("材料\\自评.txt".encode("gbk"), "材料/自评.txt"),
        (b"report.txt", "report.txt"),
        (b"\xff\xff.txt", "ÿÿ.txt"),
    ],
    ids=["GBK", "UTF-8", "backslash", "ASCII", "neither"],
)
def test_names_without_an_encoding_are_put_right(raw: bytes, name: str) -> None:
    assert members(named_in(raw)) == [(f"a.zip!/{name}", b"text")]


def test_the_name_in_the_unicode_field_wins() -> None:
    info = zipfile.ZipInfo("x.txt")
    stated = b"\x01" + bytes(4) + "自评.txt".encode()
    info.extra = b"\x75\x70" + len(stated).to_bytes(2, "little") + stated
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr(info, b"text")

    assert members(target.getvalue()) == [("a.zip!/自评.txt", b"text")]


@pytest.mark.parametrize(
    ("name", "inside"),
    [
        ("../../etc/passwd", "etc/passwd"),
        ("/etc/passwd", "etc/passwd"),
        ("C:\\Windows\\a.txt", "Windows/a.txt"),
        ("a/./b/../c.txt", "a/c.txt"),
        ("..", "unnamed"),
    ],
)
def test_no_name_leads_outside(name: str, inside: str) -> None:
    assert inner_name(name) == inside


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("自评\x1b[2J.txt", r"自评\x1b[2J.txt"),
        ("a\r\nb.txt", r"a\r\nb.txt"),
        ("自评\u202etxt.exe", r"自评\u202etxt.exe"),
    ],
)
def test_what_would_not_be_seen_of_a_name_is_escaped(name: str, shown: str) -> None:
    assert inner_name(name) == shown


def test_litter_and_folders_are_passed_over() -> None:
    litter = {"__MACOSX/._a.txt": b"1", "x/.DS_Store": b"1", "Thumbs.db": b"1", "~$自评.docx": b"1", "空/": b""}

    assert members(zipped({**litter, "a.txt": b"text"})) == [("a.zip!/a.txt", b"text")]


def test_archives_in_archives_are_opened_once() -> None:
    deepest = zipped({"d.txt": b"deep"})
    inner = zipped({"c.txt": b"text", "deepest.zip": deepest})

    assert members(tarred({"b.zip": inner}), "a.tar") == [
        ("a.tar!/b.zip!/c.txt", b"text"),
        ("a.tar!/b.zip!/deepest.zip", "unsafe_archive"),
    ]


def test_a_member_that_claims_more_than_there_is_ends_the_archive() -> None:
    claims = tarfile.TarInfo("b.txt")
    claims.size = 1 << 60

    with pytest.raises(InputError, match="unpacks to more than") as caught:
        members(tarred({"a.txt": b"text"})[:1024] + claims.tobuf(tarfile.GNU_FORMAT), "a.tar")

    assert caught.value.code == "unsafe_archive"


def test_a_damaged_archive_inside_does_not_keep_the_rest_away() -> None:
    torn = gzip.compress(Random(1).randbytes(5000))[:3000]

    assert members(zipped({"b.gz": torn, "c.txt": b"text"})) == [("a.zip!/b.gz", "corrupt"), ("a.zip!/c.txt", b"text")]


def test_documents_that_are_archives_are_no_bundles(docx: Callable[..., bytes]) -> None:
    assert not is_bundle(docx("<w:p/>"), "a.zip")
    assert is_bundle(zipped({"a.docx": docx("<w:p/>")}), "a.docx")
    assert members(zipped({"a.docx": docx("<w:p/>")})) == [("a.zip!/a.docx", docx("<w:p/>"))]


def test_a_member_with_a_password_says_so() -> None:
    assert members(LOCKED) == [("a.zip!/a.txt", "encrypted")]
    assert members(LOCKED, password="wrong") == [("a.zip!/a.txt", "encrypted")]


def test_a_password_opens_members() -> None:
    assert members(LOCKED, password="secret") == [("a.zip!/a.txt", b"text")]


# One file of four bytes, stored, with the traditional encryption of ZIP (APPNOTE 6.1), password "secret".
LOCKED = bytes.fromhex(
    "504b030414000100000000002100c7a78b3b100000000400000005000000612e747874c888c2bf0de3a403f41532e24a"
    "1584ff504b0102140014000100000000002100c7a78b3b10000000040000000500000000000000000000000000000000"
    "00612e747874504b0506000000000100010033000000330000000000"
)


@pytest.mark.parametrize(
    ("data", "limits"),
    [
        (zipped({"a": bytes(1000), "b": bytes(1000)}), {"max_unpacked_bytes": 1999}),
        (tarred({"a": bytes(1000), "b": bytes(1000)}), {"max_unpacked_bytes": 1999}),
        (gzip.compress(Random(1).randbytes(3000)), {"max_unpacked_bytes": 1999}),
        (zipped({"b.zip": zipped({"a": Random(1).randbytes(1500)})}), {"max_unpacked_bytes": 1999}),
        (gzip.compress(Random(1).randbytes(1000) + bytes(9_000_000)), {"max_ratio": 100}),
    ],
    ids=["zip", "tar", "gz", "nested", "dense"],
)
def test_bombs_are_left_at_once(data: bytes, limits: dict[str, int]) -> None:
    with pytest.raises(InputError) as caught:
        members(data, **limits)

    assert caught.value.code == "unsafe_archive"


def test_a_dense_member_is_left_out() -> None:
    assert members(zipped({"a": bytes(9_000_000), "b.txt": b"text"}), max_ratio=100) == [
        ("a.zip!/a", "unsafe_archive"),
        ("a.zip!/b.txt", b"text"),
    ]


def test_a_large_member_is_left_out() -> None:
    assert members(zipped({"a": b"12345", "b": b"1234"}), max_bytes=4) == [
        ("a.zip!/a", "too_large"),
        ("a.zip!/b", b"1234"),
    ]


def test_too_many_members_are_refused() -> None:
    with pytest.raises(InputError, match=f"more than {MAX_MEMBERS} files"):
        members(zipped({str(number): b"" for number in range(MAX_MEMBERS + 1)}))


SEVEN = bytes.fromhex("377abcaf271c")


def test_seven_zip_needs_a_library(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "libarchive", None)

    with pytest.raises(InputError, match="pack it as ZIP") as caught:
        members(SEVEN + bytes(26), "a.7z")

    assert caught.value.code == "unsupported"


def test_seven_zip_is_read_where_the_library_is() -> None:
    libarchive = pytest.importorskip("libarchive", exc_type=(ImportError, OSError, AttributeError, TypeError))
    packed = bytearray()
    with libarchive.custom_writer(lambda block: packed.extend(block) or len(block), "7zip") as archive:
        archive.add_file_from_memory("县/自评.txt", 4, b"text")

    assert members(bytes(packed), "a.7z") == [("a.7z!/县/自评.txt", b"text")]


@given(st.binary(max_size=200), st.sampled_from([zipped(FILES), tarred(FILES), gzip.compress(tarred(FILES))]))
def test_any_bytes_give_members_or_an_input_error(noise: bytes, sound: bytes) -> None:
    for data in (noise, sound[: len(noise) * 3] + noise + sound[len(noise) * 4 :]):
        try:
            members(data)
        except InputError as error:
            assert "\n" not in str(error)
