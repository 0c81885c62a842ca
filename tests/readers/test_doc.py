"""Word 97 files written by hand, and how LibreOffice is asked where it is there."""

from __future__ import annotations

import os
import shutil
import stat
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest

from extractor.errors import InputError, UnsupportedFormat
from extractor.readers import read
from extractor.readers.limits import DEFAULTS
from tests.readers.ole_files import IN_TABLE, doc, ole, row_end
from tests.waiting import comes_true

ROW = row_end([2000, 3000])
FORM = [
    ("某局绩效自评报告\r", b""),
    ("项目\x07", IN_TABLE),
    ("预算\x07", IN_TABLE),
    ("\x07", ROW),
    ("培训\x07", IN_TABLE),
    ("12.5\x07", IN_TABLE),
    ("\x07", ROW),
    ("完成。\r", b""),
]
OLD = doc(FORM, ident=0xA5DC)  # of Word 6, which only LibreOffice reads


def test_paragraphs_and_tables_are_read() -> None:
    document = read(doc(FORM), path="a.wps")

    assert document.text == "某局绩效自评报告\n项目\t预算\n培训\t12.5\n完成。"
    assert [block.kind for block in document.blocks] == ["paragraph", "table", "paragraph"]
    assert document.source.media_type == "application/msword"


def test_signs_of_drawings_are_no_text() -> None:
    assert read(doc([("甲\x08乙。\r", b"")]), path="a.doc").text == "甲乙。"


@pytest.mark.usefixtures("no_office")
@pytest.mark.parametrize(
    ("data", "code", "message"),
    [
        (
            doc(FORM, flags=0x0100),
            "encrypted",
            "the document is protected by a password; give the password, or remove it",
        ),
        (
            OLD,
            "unsupported",
            "not a supported format (looks like a document of Word 6 or 95); open it in Word or WPS and save it as"
            " DOCX, or install LibreOffice, which is then asked",
        ),
        (
            ole({"WordDocument": b"\xec\xa5"}),
            "corrupt",
            "the DOC file is damaged, or not of Word 97 to 2003; open it in Word or WPS and save it as DOCX, or install"
            " LibreOffice, which is then asked",
        ),
    ],
    ids=["password", "word 6", "damaged"],
)
def test_what_cannot_be_read_says_so(data: bytes, code: str, message: str) -> None:
    with pytest.raises(InputError) as caught:
        read(data, path="a.doc")

    assert (caught.value.code, str(caught.value)) == (code, message)


def test_a_wrong_password_says_so() -> None:
    data = doc(FORM, flags=0x8100)

    with pytest.raises(InputError, match="the password does not open the document; check the password"):
        read(data, path="a.doc", options=replace(DEFAULTS, password="falsch"))


def _office(folder: Path, monkeypatch: pytest.MonkeyPatch, script: str) -> None:
    """Puts a program called soffice in the search path."""
    program = folder / "soffice"
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}/usr/bin{os.pathsep}/bin")


@pytest.mark.skipif(os.name != "posix", reason="the stand-in for LibreOffice is a shell script")
def test_libreoffice_is_asked_for_what_nothing_else_reads(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, docx: Callable[..., bytes]
) -> None:
    (tmp_path / "made.docx").write_bytes(docx("<w:p><w:r><w:t>转换所得。</w:t></w:r></w:p>"))
    outcome = f'while [ "$1" != --outdir ]; do shift; done; mkdir -p "$2"; cp {tmp_path}/made.docx "$2/in.docx"'
    _office(tmp_path, monkeypatch, outcome)

    document = read(OLD, path="a.doc")

    assert document.text == "转换所得。"
    assert [note.code for note in document.notes] == ["converted"]


@pytest.mark.skipif(os.name != "posix", reason="the stand-in for LibreOffice is a shell script")
def test_libreoffice_that_hangs_is_ended_in_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _office(tmp_path, monkeypatch, "sleep 60 & sleep 60")

    with pytest.raises(InputError) as caught:
        read(OLD, path="a.doc", options=replace(DEFAULTS, max_seconds=0.2))

    assert str(caught.value) == "LibreOffice took more than 0.2 s for it; save it as DOCX by hand"


@pytest.mark.skipif(os.name != "posix", reason="the stand-in for LibreOffice is a shell script")
def test_libreoffice_that_fails_leaves_the_first_refusal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _office(tmp_path, monkeypatch, "exit 1")

    with pytest.raises(UnsupportedFormat):
        read(OLD, path="a.doc")


@pytest.mark.skipif(os.name != "posix", reason="the stand-in for LibreOffice is a shell script")
def test_want_of_room_is_not_put_down_to_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _office(tmp_path, monkeypatch, "exit 1")
    monkeypatch.setattr(shutil, "disk_usage", lambda _: SimpleNamespace(free=4096))

    with pytest.raises(OSError, match="No space left"):
        read(OLD, path="a.doc")


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
def test_libreoffice_ends_with_the_process_that_asked_for_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _office(tmp_path, monkeypatch, f"sleep 300 & echo $! > {tmp_path}/begun; wait")
    asks = "from extractor.readers import soffice; soffice.to_docx(b'', '.doc', 300)"
    asking = subprocess.Popen([sys.executable, "-c", asks])
    assert comes_true(lambda: (tmp_path / "begun").exists() and (tmp_path / "begun").read_text() != "")

    asking.kill()
    asking.wait()

    assert comes_true(lambda: not Path("/proc", (tmp_path / "begun").read_text().strip()).exists())
