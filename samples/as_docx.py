"""DOCX from a definition: real merged cells, automatic heading numbers 一、（一）1. and tracked changes.

The numbers stand in numbering.xml alone. `{-old-}` in a text is a tracked deletion, `{+new+}` a tracked insertion.
"""

from __future__ import annotations

import io
import re
import zipfile
from typing import Any

from docx import Document
from docx.document import Document as DocumentObject
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt
from docx.table import Table
from docx.text.paragraph import Paragraph
from merged import merged_cells

CHANGE = re.compile(r"(\{-.*?-\}|\{\+.*?\+\})")
CHANGED_BY = 'w:id="{id}" w:author="审核" w:date="2023-03-01T09:00:00Z"'
EPOCH = (2000, 1, 1, 0, 0, 0)
LEFT_OUT = ("docProps/thumbnail.jpeg", "word/stylesWithEffects.xml")
TABLE_STYLE = "Table Grid"
NUMBERING = 90
LEVELS = (("chineseCounting", "%1、"), ("chineseCounting", "（%2）"), ("decimal", "%3."))


def docx_bytes(definition: dict[str, Any]) -> bytes:
    """The definition as a DOCX file, A4, in 宋体."""
    document = Document()
    _set_up(document)
    for block in definition["block"]:
        if "rows" in block:
            _add_table(document, block)
        else:
            _add_paragraph(document, block)
    _number_changes(document)
    written = io.BytesIO()
    document.save(written)
    return _repacked(written.getvalue())


def _set_up(document: DocumentObject) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(13)
    style = document.styles["Normal"]
    style.font.name, style.font.size = "Times New Roman", Pt(10.5)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), "宋体")
    document.core_properties.author = ""
    document.core_properties.comments = ""
    _drop_unused_table_styles(document)
    _add_numbering(document)


def _drop_unused_table_styles(document: DocumentObject) -> None:
    """Leave out most of python-docx's template, which would be 0.8 MB in every uncompressed file."""
    for style in list(document.styles):
        if style.type == WD_STYLE_TYPE.TABLE and style.name not in {"Normal Table", TABLE_STYLE}:
            style.delete()


def _add_numbering(document: DocumentObject) -> None:
    levels = "".join(
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:suff w:val="nothing"/>'
        f'<w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/></w:lvl>'
        for depth, (form, text) in enumerate(LEVELS)
    )
    numbering = document.part.numbering_part.element
    first_use = numbering.find(qn("w:num"))
    first_use.addprevious(
        parse_xml(
            f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{NUMBERING}">'
            f'<w:multiLevelType w:val="multilevel"/>{levels}</w:abstractNum>'
        )
    )
    numbering.append(
        parse_xml(f'<w:num {nsdecls("w")} w:numId="{NUMBERING}"><w:abstractNumId w:val="{NUMBERING}"/></w:num>')
    )


def _add_paragraph(document: DocumentObject, block: dict[str, Any]) -> None:
    paragraph = document.add_paragraph()
    text = next(block[kind] for kind in ("title", "centred", "heading", "text") if kind in block)
    _fill(paragraph, text)
    if "title" in block or "centred" in block:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    if "title" in block:
        paragraph.runs[0].font.size = Pt(18)
    if "text" in block:
        paragraph.paragraph_format.first_line_indent = Pt(21)
    if "heading" in block:
        _number(paragraph, block["level"] - 1)


def _number(paragraph: Paragraph, depth: int) -> None:
    paragraph._p.get_or_add_pPr().append(
        parse_xml(
            f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{depth}"/><w:numId w:val="{NUMBERING}"/></w:numPr>',
        )
    )


def _fill(paragraph: Paragraph, text: str) -> None:
    for piece in filter(None, CHANGE.split(text)):
        if not CHANGE.fullmatch(piece):
            paragraph.add_run(piece)
            continue
        tag, leaf = ("del", "delText") if piece[1] == "-" else ("ins", "t")
        paragraph._p.append(
            parse_xml(
                f"<w:{tag} {nsdecls('w')} {CHANGED_BY.format(id=0)}>"
                f"<w:r><w:{leaf}>{piece[2:-2]}</w:{leaf}></w:r></w:{tag}>"
            )
        )


def _number_changes(document: DocumentObject) -> None:
    for number, change in enumerate(document.element.body.iter(qn("w:ins"), qn("w:del")), start=1):
        change.set(qn("w:id"), str(number))


def _add_table(document: DocumentObject, block: dict[str, Any]) -> None:
    rows = block["rows"]
    table = document.add_table(len(rows), len(rows[0]), style=TABLE_STYLE)
    table.alignment, table.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    for column, width in zip(table.columns, block["widths"], strict=True):
        column.width = Mm(width)
    for cell in merged_cells(rows):
        target = table.cell(cell.top, cell.left).merge(table.cell(cell.bottom, cell.right))
        _fill(target.paragraphs[0], cell.text)
    for row in table.rows[: block.get("header_rows", 0)]:
        row._tr.get_or_add_trPr().append(parse_xml(f"<w:tblHeader {nsdecls('w')}/>"))
    _set_widths(table, block["widths"])


def _set_widths(table: Table, widths: list[float]) -> None:
    for row in table._tbl.tr_lst:
        for cell in row.tc_lst:
            covered = widths[cell.grid_offset : cell.grid_offset + cell.grid_span]
            cell.width = Mm(sum(covered))


def _repacked(package: bytes) -> bytes:
    """The package without times, compression and `LEFT_OUT`, so that its bytes depend on its parts alone."""
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as old, zipfile.ZipFile(written, "w") as new:
        for name in old.namelist():
            if name not in LEFT_OUT:
                new.writestr(zipfile.ZipInfo(name, EPOCH), _without_left_out(old.read(name)))
    return written.getvalue()


def _without_left_out(part: bytes) -> bytes:
    for name in LEFT_OUT:
        leaf = re.escape(name.rpartition("/")[2].encode())
        part = re.sub(rb"<(Relationship|Override) [^>]*" + leaf + rb"[^>]*/>", b"", part)
    return part
