"""Builders of tiny files, by hand: a DOCX from the XML of its body, a PDF from what is drawn on it."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping, Sequence

import pytest
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from extractor.document import Document
from extractor.readers import read

WIDTH, HEIGHT = 595.0, 842.0
FONT = "STSong-Light"

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_NAMESPACES = (
    f'xmlns:w="{_W}" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

Draw = Callable[[Canvas], None]


def _docx_bytes(body: str, parts: Mapping[str, str]) -> bytes:
    relations = "".join(f'<Relationship Id="r{name}" Type="{_OFFICE}/{name}" Target="{name}.xml"/>' for name in parts)
    files = {
        "_rels/.rels": f'<Relationships xmlns="{_RELATIONS}">'
        f'<Relationship Id="r1" Type="{_OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{_RELATIONS}">{relations}</Relationships>',
        "word/document.xml": f"<w:document {_NAMESPACES}><w:body>{body}</w:body></w:document>",
        **{f"word/{name}.xml": f"<w:{name} {_NAMESPACES}>{xml}</w:{name}>" for name, xml in parts.items()},
    }
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return target.getvalue()


def _pdf_bytes(pages: Sequence[Draw], password: str | None = None) -> bytes:
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    target = io.BytesIO()
    encryption = None if password is None else StandardEncryption(password, strength=128)
    canvas = Canvas(target, pagesize=(WIDTH, HEIGHT), encrypt=encryption)
    for draw in pages:
        canvas.setFont(FONT, 12)
        draw(canvas)
        canvas.showPage()
    canvas.save()
    return target.getvalue()


def _write(*lines: tuple[float, float, str]) -> Draw:
    """Draws (x, top, text) lines; `top` counts from the page's upper edge, as in documents."""

    def draw(canvas: Canvas) -> None:
        for x, top, text in lines:
            canvas.drawString(x, HEIGHT - top - 12, text)

    return draw


def _grid(xs: Sequence[float], tops: Sequence[float], texts: Sequence[Sequence[str | None]]) -> Draw:
    """Draws a closed table; None joins a cell with the one to its left."""

    def draw(canvas: Canvas) -> None:
        for top in tops:
            canvas.line(xs[0], HEIGHT - top, xs[-1], HEIGHT - top)
        for row, cells in enumerate(texts):
            for x, text in zip(xs, [*cells, ""], strict=True):
                if text is not None:
                    canvas.line(x, HEIGHT - tops[row], x, HEIGHT - tops[row + 1])
                    canvas.drawString(x + 3, HEIGHT - tops[row] - 15, text)

    return draw


@pytest.fixture(scope="session")
def docx() -> Callable[..., bytes]:
    """DOCX file from the XML of its body; keyword arguments are other parts (`styles`, `numbering`, …)."""
    return lambda body, **parts: _docx_bytes(body, parts)


@pytest.fixture(scope="session")
def read_docx() -> Callable[..., Document]:
    """The same, read."""
    return lambda body, **parts: read(_docx_bytes(body, parts), path="a.docx")


@pytest.fixture(scope="session")
def pdf() -> Callable[..., bytes]:
    """PDF file of pages, each a function that draws on a canvas."""
    return lambda *pages, password=None: _pdf_bytes(pages, password)


@pytest.fixture(scope="session")
def read_pdf() -> Callable[..., Document]:
    """The same, read."""
    return lambda *pages: read(_pdf_bytes(pages), path="a.pdf")


@pytest.fixture(scope="session")
def write() -> Callable[..., Draw]:
    """Page of (x, top, text) lines in 12 point type."""
    return _write


@pytest.fixture(scope="session")
def grid() -> Callable[..., Draw]:
    """Page with a table between the lines x and top; None joins a cell with the one to its left."""
    return _grid


@pytest.fixture(scope="session")
def read_text() -> Callable[[str], Document]:
    """Text read as a file."""
    return lambda text: read(text.encode(), path="a.txt")


@pytest.fixture(scope="session")
def texts() -> Callable[[Document], list[tuple[str, str]]]:
    """Kind and text of every block."""
    return lambda document: [(block.kind, document.text[block.start : block.end]) for block in document.blocks]


@pytest.fixture(scope="session")
def rows() -> Callable[..., list[list[str]]]:
    """Texts of a table's own cells, row by row."""

    def rows_of(document: Document, index: int = 0) -> list[list[str]]:
        table = document.tables[index]
        return [[document.cell_text(cell) for cell in table.cells if cell.row == row] for row in range(table.row_count)]

    return rows_of


@pytest.fixture
def no_office(monkeypatch: pytest.MonkeyPatch) -> None:
    """LibreOffice is not found, whether it is installed or not."""
    monkeypatch.setenv("PATH", "")
