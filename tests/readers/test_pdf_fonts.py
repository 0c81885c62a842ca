"""A PDF that does not hold its fonts is read the same whatever fonts the machine has, and drawn with those."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from extractor.readers.limits import DEFAULTS
from extractor.readers.pdf_pdfium import open_pdfium

CHECKOUT = Path(__file__).parent.parent.parent

_READ = """
import sys
from pathlib import Path
from extractor.readers import read

for path in sys.argv[2:]:
    document = read(Path(path).read_bytes(), path="report.pdf")
sys.stdout.buffer.write(repr((document.text, document.blocks, document.tables, document.runs, document.notes)).encode())
"""
_WITH_FONTS_OF_FOLDER = """
import ctypes, sys
from pypdfium2 import raw

raw.FPDF_DestroyLibrary()
folders = (ctypes.c_char_p * 2)(sys.argv[1].encode(), None)
paths = ctypes.cast(folders, ctypes.POINTER(ctypes.POINTER(ctypes.c_char)))
raw.FPDF_InitLibraryWithConfig(raw.FPDF_LIBRARY_CONFIG(version=2, m_pUserFontPaths=paths))
"""


def _turned(canvas: Any) -> None:
    canvas.saveState()
    canvas.translate(300, 400)
    canvas.rotate(90)
    canvas.drawString(0, 0, "附表一（续）")
    canvas.restoreState()


def _in_other_fonts(canvas: Any) -> None:
    for place, font in enumerate(("Helvetica", "Times-Bold", "Courier", "Symbol")):
        canvas.setFont(font, 12)
        canvas.drawString(72, 700 - 20 * place, "Budget 12.5% (1)")


def _read_apart(program: str, folder: Path, *files: Path) -> str:
    command = [sys.executable, "-c", program, str(folder), *map(str, files)]
    return subprocess.run(command, capture_output=True, check=True, cwd=CHECKOUT).stdout.decode()


@pytest.fixture(scope="module")
def files(pdf: Callable[..., bytes], write: Any, grid: Any, tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """A report with text, a table and a turned line in a font that it does not hold, and another file."""
    folder = tmp_path_factory.mktemp("pdf")
    table = grid([72, 172, 272], [150, 175, 200], [["项目", "金额"], ["厕所改造", "12.5万元"]])
    for name, pages in {
        "report": [write((72, 100, "一、概况“甲”i，l。")), table, _turned],
        "other": [_in_other_fonts],
    }.items():
        (folder / f"{name}.pdf").write_bytes(pdf(*pages))
    return [folder / "report.pdf", folder / "other.pdf"]


def test_document_does_not_depend_on_the_fonts_of_the_machine(files: list[Path], tmp_path: Path) -> None:
    report, _ = files

    with_fonts = _read_apart(_READ, tmp_path, report)
    without = _read_apart(_WITH_FONTS_OF_FOLDER + _READ, tmp_path, report)

    assert "附表一（续）" in with_fonts
    assert without == with_fonts


def test_document_does_not_depend_on_what_was_read_before(files: list[Path], tmp_path: Path) -> None:
    report, other = files

    assert _read_apart(_READ, tmp_path, other, report, other, report) == _read_apart(_READ, tmp_path, report)


def test_missing_fonts_are_drawn_as_letters(pdf: Callable[..., bytes]) -> None:
    opened = open_pdfium(pdf(_wide_letter), DEFAULTS)
    picture = opened.picture(0, 72.0, DEFAULTS) if opened else None

    assert picture is not None
    left, _, right, _ = picture.image.convert("L").point(lambda shade: 255 * (shade < 128)).getbbox() or (0, 0, 0, 0)
    assert right - left > 50


def _wide_letter(canvas: Any) -> None:
    canvas.setFont("STSong-Light", 100)
    canvas.drawString(72, 400, "W")
