"""A command line to call, and files that cannot be read."""

from __future__ import annotations

import io
import random
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from extractor.cli import jixiao

Run = Callable[..., Result]


@pytest.fixture
def run() -> Run:
    """Calls `jixiao` with these arguments, and bytes on standard input if there are any."""

    def call(*arguments: object, stdin: bytes | None = None) -> Result:
        return CliRunner().invoke(jixiao, [str(one) for one in arguments], input=stdin, prog_name="jixiao")

    return call


@pytest.fixture
def report(checkout: Path) -> Path:
    """A report that can be read."""
    return checkout / "samples" / "department-table" / "source.md"


@pytest.fixture
def bad(tmp_path: Path) -> Path:
    """A folder of files that cannot be read."""
    folder = tmp_path / "bad"
    folder.mkdir()
    (folder / "cut.docx").write_bytes(_cut_off_archive())
    (folder / "empty.txt").write_bytes(b"")
    (folder / "locked.pdf").write_bytes(_encrypted_pdf())
    (folder / "random.pdf").write_bytes(random.Random(1).randbytes(3000))
    return folder


def _cut_off_archive() -> bytes:
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>" * 50)
        archive.writestr("word/document.xml", "<w:document/>" * 50)
    return whole.getvalue()[:400]


def _encrypted_pdf() -> bytes:
    from reportlab.pdfgen.canvas import Canvas

    content = io.BytesIO()
    canvas = Canvas(content, encrypt="secret", invariant=True)
    canvas.drawString(72, 720, "locked")
    canvas.save()
    return content.getvalue()
