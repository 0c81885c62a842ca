"""PDF from a definition: ruled tables with merged cells, running header, page numbers such as — 3 —.

A table breaks where its definition says so: the header rows are printed again, and a merged cell that crosses the
break goes on as an empty cell, as word processors print it. Uses the CID font STSong-Light, which needs no font file.
"""

from __future__ import annotations

import io
from itertools import pairwise
from typing import Any
from xml.sax.saxutils import escape

from merged import merged_cells
from reportlab.lib import colors
from reportlab.lib.enums import TA_CENTER
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, PageBreak, Paragraph, SimpleDocTemplate, Spacer, Table

FONT = "STSong-Light"
PADDING = 2.5


def pdf_bytes(definition: dict[str, Any]) -> bytes:
    """The definition as a PDF file, A4, with `size` points as the size of running text."""
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    size = definition["size"]
    written = io.BytesIO()
    template = SimpleDocTemplate(
        written, pagesize=A4, leftMargin=15 * mm, rightMargin=15 * mm, topMargin=26 * mm, bottomMargin=24 * mm,
        pageCompression=0, invariant=1, title="", author="",
    )  # fmt: skip

    def furnish(canvas: Canvas, document: SimpleDocTemplate) -> None:
        canvas.setFont(FONT, 9)
        canvas.drawCentredString(A4[0] / 2, A4[1] - 16 * mm, definition["header"])
        canvas.line(15 * mm, A4[1] - 18 * mm, A4[0] - 15 * mm, A4[1] - 18 * mm)
        canvas.drawCentredString(A4[0] / 2, 14 * mm, f"— {document.page} —")

    story = [piece for block in definition["block"] for piece in _flowables(block, size)]
    template.build(story, onFirstPage=furnish, onLaterPages=furnish)
    return written.getvalue()


def _flowables(block: dict[str, Any], size: float) -> list[Flowable]:
    if "rows" in block:
        return _tables(block, block.get("size", size))
    kind = next(kind for kind in ("title", "centred", "heading", "text") if kind in block)
    return [Paragraph(_marked_up(block[kind]), _style(kind, size))]


def _marked_up(text: str) -> str:
    return escape(text).replace("\n", "<br/>")


def _style(kind: str, size: float) -> ParagraphStyle:
    shape: dict[str, Any] = {
        "title": {"fontSize": 18, "leading": 27, "alignment": TA_CENTER, "spaceAfter": size},
        "centred": {"alignment": TA_CENTER, "spaceAfter": size / 2},
        "heading": {"firstLineIndent": 2 * size, "keepWithNext": 1},
        "text": {"firstLineIndent": 2 * size},
        "cell": {"leading": 1.3 * size, "alignment": TA_CENTER},
    }[kind]
    base = {"fontName": FONT, "fontSize": size, "leading": 1.75 * size, "wordWrap": "CJK"}
    return ParagraphStyle(kind, **base | {"allowWidows": 1, "allowOrphans": 1} | shape)


def _tables(block: dict[str, Any], size: float) -> list[Flowable]:
    rows, header = block["rows"], block.get("header_rows", 0)
    cuts = [0, *block.get("page_breaks", []), len(rows)]
    pieces: list[Flowable] = []
    for start, end in pairwise(cuts):
        part = rows[start:end] if start == 0 else rows[:header] + _continued(rows[start:end])
        pieces += [_table(part, block["widths"], size), PageBreak() if end < len(rows) else Spacer(0, size)]
    return pieces


def _continued(rows: list[list[str]]) -> list[list[str]]:
    """The rows of a table's next page: what a cell of the page before covers starts as an empty cell."""
    return [["" if text == "^" else text for text in rows[0]], *rows[1:]]


def _table(rows: list[list[str]], widths: list[float], size: float) -> Table:
    cells = merged_cells(rows)
    content: list[list[Any]] = [[""] * len(row) for row in rows]
    for cell in cells:
        content[cell.top][cell.left] = Paragraph(_marked_up(cell.text), _style("cell", size))
    table = Table(content, colWidths=[width * mm for width in widths])
    table.setStyle(
        [
            ("GRID", (0, 0), (-1, -1), 0.6, colors.black),
            ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
            *[(f"{side}PADDING", (0, 0), (-1, -1), PADDING) for side in ("LEFT", "RIGHT", "TOP", "BOTTOM")],
            *[("SPAN", (cell.left, cell.top), (cell.right, cell.bottom)) for cell in cells],
        ]
    )
    return table
