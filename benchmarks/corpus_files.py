"""The generated reports as files: TXT with rows between bars, HTML, DOCX, XLSX, PDF with an embedded font.

Each writer takes the blocks of a report and gives the bytes of a file, the same bytes for the same blocks. In a table
"<" joins a cell to the one on its left and "^" to the one above.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from html import escape
from typing import Any

from benchmarks.drawn_reports import FONT, HEIGHT, LEFT, WIDTH, register_font
from samples.merged import merged_cells

EPOCH = (2000, 1, 1, 0, 0, 0)
BODY, CELL = 12, 9  # points
LINE, BOTTOM, TOP = 22, 60, 780
CHARACTERS = "".join(
    bytes((high, low)).decode("gb2312", "ignore") for high in range(0xA1, 0xF8) for low in range(0xA1, 0xFF)
)


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph."""

    text: str


class Title(Text):
    """The title."""


class Heading(Text):
    """A heading with its number in the text."""


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of equal length, and the share of the width that each column takes."""

    rows: tuple[tuple[str, ...], ...]
    widths: tuple[float, ...]


Block = Text | Table


def txt(blocks: Sequence[Block]) -> bytes:
    """UTF-8 text; a table row is a line between bars, joined cells are empty."""
    return "".join(f"{line}\n" for block in blocks for line in _lines(block)).encode()


def _lines(block: Block) -> Iterator[str]:
    if isinstance(block, Text):
        yield block.text
        return
    for row in block.rows:
        yield f"| {' | '.join('' if text in ('<', '^') else text for text in row)} |"


def html(blocks: Sequence[Block]) -> bytes:
    """A page with joined cells as such."""
    body = "".join(_element(block) for block in blocks)
    return f'<!doctype html><html><head><meta charset="utf-8"></head><body>{body}</body></html>'.encode()


def _element(block: Block) -> str:
    if isinstance(block, Text):
        tag = {Title: "h1", Heading: "h2"}.get(type(block), "p")
        return f"<{tag}>{escape(block.text)}</{tag}>\n"
    rows: list[list[str]] = [[] for _ in block.rows]
    for cell in merged_cells(block.rows):
        spans = f'rowspan="{cell.bottom - cell.top + 1}" colspan="{cell.right - cell.left + 1}"'
        rows[cell.top].append(f"<td {spans}>{escape(cell.text)}</td>")
    lines = "\n".join(f"<tr>{''.join(row)}</tr>" for row in rows)
    return f"<table>{lines}</table>\n"


def xlsx(blocks: Sequence[Block]) -> bytes:
    """One sheet, block below block."""
    import xlsxwriter

    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True})
    book.set_properties({"created": datetime(*EPOCH)})
    sheet, row = book.add_worksheet("自评表"), 0
    for block in blocks:
        if isinstance(block, Text):
            sheet.write_string(row, 0, block.text)
            row += 1
            continue
        for cell in merged_cells(block.rows):
            sheet.write_string(row + cell.top, cell.left, cell.text)
            if (cell.top, cell.left) != (cell.bottom, cell.right):
                sheet.merge_range(row + cell.top, cell.left, row + cell.bottom, cell.right, cell.text)
        row += len(block.rows)
    book.close()
    return target.getvalue()


_OFFICE = "http://schemas.openxmlformats.org"
_WORD = f'xmlns:w="{_OFFICE}/wordprocessingml/2006/main"'
_DOCX_PARTS = {
    "[Content_Types].xml": f'<Types xmlns="{_OFFICE}/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/word/document.xml" ContentType='
    '"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>',
    "_rels/.rels": f'<Relationships xmlns="{_OFFICE}/package/2006/relationships"><Relationship Id="r1" '
    f'Type="{_OFFICE}/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>',
}


def docx(blocks: Sequence[Block]) -> bytes:
    """The least that Word opens: paragraphs and tables, no styles."""
    target = io.BytesIO()
    body = "".join(_word(block) for block in blocks)
    parts = {**_DOCX_PARTS, "word/document.xml": f"<w:document {_WORD}><w:body>{body}<w:sectPr/></w:body></w:document>"}
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        for name, part in parts.items():
            package.writestr(zipfile.ZipInfo(name, EPOCH), part)
    return target.getvalue()


def _word(block: Block) -> str:
    if isinstance(block, Text):
        return _word_paragraph(block.text)
    grid = "".join(f'<w:gridCol w:w="{int(width * 9000)}"/>' for width in block.widths)
    rows = "".join(
        f"<w:tr>{''.join(_word_cells(row, block.rows[index + 1 :]))}</w:tr>" for index, row in enumerate(block.rows)
    )
    return f"<w:tbl><w:tblPr/><w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>"


def _word_paragraph(text: str) -> str:
    return f"<w:p><w:r><w:t>{escape(text)}</w:t></w:r></w:p>"


def _word_cells(row: Sequence[str], below: Sequence[Sequence[str]]) -> Iterator[str]:
    for column, text in enumerate(row):
        if text == "<":
            continue
        wide = 1 + next((n for n, other in enumerate(row[column + 1 :]) if other != "<"), len(row) - column - 1)
        joined = '<w:vMerge w:val="restart"/>' if below and below[0][column] == "^" else ""
        joined, inside = ("<w:vMerge/>", "") if text == "^" else (joined, text)
        form = f'<w:tcPr><w:gridSpan w:val="{wide}"/>{joined}</w:tcPr>'
        yield f"<w:tc>{form}{_word_paragraph(inside)}</w:tc>"


def pdf(blocks: Sequence[Block]) -> bytes:
    """A4 pages with a page number, ruled tables that go on over pages, an embedded font with ToUnicode."""
    from reportlab.pdfgen.canvas import Canvas

    register_font(CHARACTERS)
    target = io.BytesIO()
    pen = _Pen(Canvas(target, pagesize=(WIDTH, HEIGHT), invariant=1))
    for block in blocks:
        if isinstance(block, Table):
            pen.table(block)
        else:
            pen.paragraph(block)
    pen.turn_page()
    pen.canvas.save()
    return target.getvalue()


class _Pen:
    """Where the next line of the page goes."""

    def __init__(self, canvas: Any) -> None:
        self.canvas, self.top, self.page = canvas, TOP, 1

    def turn_page(self) -> None:
        self.write(WIDTH / 2 - 12, 36, f"— {self.page} —", CELL)
        self.canvas.showPage()
        self.top, self.page = TOP, self.page + 1

    def write(self, left: float, top: float, text: str, size: int) -> None:
        self.canvas.setFont(FONT, size)
        self.canvas.drawString(left, top, text)

    def paragraph(self, block: Text) -> None:
        size = BODY + 4 if isinstance(block, Title) else BODY
        indent = 0 if isinstance(block, Title) else 2 * size
        for line in _wrapped(block.text, WIDTH - 2 * LEFT, size, indent):
            if self.top < BOTTOM:
                self.turn_page()
            self.write(LEFT + indent, self.top, line, size)
            self.top, indent = self.top - LINE, 0
        self.top -= 4

    def table(self, table: Table) -> None:
        full = WIDTH - 80
        borders = [40 + full * sum(table.widths[:index]) for index in range(len(table.widths) + 1)]
        first = True
        for row in table.rows:
            cells = list(_drawn_cells(row, borders))
            high = max(len(lines) for _, _, lines, _ in cells) * (CELL + 3) + 8
            if self.top - high < BOTTOM:
                self._rule(borders[0], borders[-1])
                self.turn_page()
                first = True
            for left, right, lines, joined in cells:
                self._cell((left, right, high), lines, ruled=first or not joined)
            self.canvas.line(borders[-1], self.top, borders[-1], self.top - high)
            self.top, first = self.top - high, False
        self._rule(borders[0], borders[-1])
        self.top -= LINE

    def _rule(self, left: float, right: float) -> None:
        self.canvas.line(left, self.top, right, self.top)

    def _cell(self, place: tuple[float, float, int], lines: Sequence[str], *, ruled: bool) -> None:
        left, right, high = place
        self.canvas.line(left, self.top, left, self.top - high)
        if ruled:
            self._rule(left, right)
        for rank, line in enumerate(lines):
            self.write(left + 3, self.top - (CELL + 3) * (rank + 1), line, CELL)


def _drawn_cells(row: Sequence[str], borders: Sequence[float]) -> Iterator[tuple[float, float, list[str], bool]]:
    """Left and right border, lines, and whether the cell goes on from the row above."""
    starts = [column for column, text in enumerate(row) if text != "<"]
    for column, end in zip(starts, [*starts[1:], len(row)], strict=True):
        left, right = borders[column], borders[end]
        joined = row[column] == "^"
        yield left, right, list(_wrapped("" if joined else row[column], right - left - 6, CELL)), joined


def _wrapped(text: str, width: float, size: int, indent: float = 0) -> Iterator[str]:
    """Lines of `text` that fit into `width`; a number is not cut, the first line is shorter by `indent`."""
    line, room = "", width - indent
    for piece in _pieces(text):
        needed = sum(size if char > "\u00ff" else 0.64 * size for char in piece)
        if needed > room and line:
            yield line
            line, room = "", width
        line, room = line + piece, room - needed
    yield line


def _pieces(text: str) -> Iterator[str]:
    """Single characters, digits and signs of one number together."""
    piece = ""
    for char in text:
        if piece and not (char.isascii() and piece[-1].isascii()):
            yield piece
            piece = ""
        piece += char
    yield piece


WRITERS: dict[str, Callable[[Sequence[Block]], bytes]] = {
    "txt": txt,
    "html": html,
    "docx": docx,
    "xlsx": xlsx,
    "pdf": pdf,
}
