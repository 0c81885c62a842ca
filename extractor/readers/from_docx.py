"""DOCX -> `Document`, by lxml over the parts: what Word prints with all tracked changes accepted.

Automatic numbers stand in the text (一、 （一） 1. ①), merged cells keep their spans, text boxes
follow the paragraph that holds them, notes stand at the end. Headers and footers are left out. A file of nothing but
scans is read by recognition.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial

from extractor.document import Document, Note, Source
from extractor.errors import InputError
from extractor.readers import outline
from extractor.readers.compose import Grid, Paragraph, Piece, compose, plain
from extractor.readers.docx_chunks import parts_in
from extractor.readers.docx_flow import Part, lines_apart, settle
from extractor.readers.docx_numbering import Numbering, read_numbering
from extractor.readers.docx_package import Package, open_package
from extractor.readers.docx_pictures import embedded, frames_of, page_pictures
from extractor.readers.docx_styles import Styles, depth_of, lists_of_styles, read_styles
from extractor.readers.docx_tables import adjoining, read_grid
from extractor.readers.docx_text import Inline, Story, is_mark_deleted, paragraphs_of_notes
from extractor.readers.limits import DEFAULTS, ReadOptions
from extractor.readers.picture_pages import document_of
from extractor.readers.xml_elements import Element, child, local, number_of, value_of

_TRANSPARENT = frozenset({"sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo"})
_REMOVED = frozenset({"del", "moveFrom"})
_MAX_BESIDE = 40  # characters for each picture of a page: a caption, not a report
_MAX_STYLED_HEADING = 80  # characters; whole paragraphs in a heading style are text

_UPRIGHT = re.compile(r"[\u4e00-\u9fff]{1,2}")


def read(data: bytes, source: Source, *, options: ReadOptions = DEFAULTS) -> Document:
    """The DOCX file `data` as read; it has no pages.

    Raises: InputError `corrupt`, `encrypted`, `unsafe_archive`, `timeout`, or `no_text` where nothing is
    written in it, or only on scans that cannot be recognised.
    """
    try:
        return _read(open_package(data), source, options)
    except RecursionError as error:
        raise InputError(
            "corrupt", "the DOCX file is nested too deeply", "open it in Word and save it again"
        ) from error


def _read(package: Package, source: Source, options: ReadOptions) -> Document:
    styles = read_styles(package.related("styles"))
    numbering = read_numbering(package.related("numbering"), lists_of_styles(styles))
    reading = _Reading(styles, numbering, Story(styles), partial(_chunk_of, package, options))
    root = package.root()
    parts = [*reading.parts_of(child(root, "body")), *_note_parts(package, reading)]
    composed = compose(list(settle(parts)), options)
    pictures = page_pictures(root)
    if pictures and len(composed.text) <= _MAX_BESIDE * len(pictures):
        scanned = _recognized(package, pictures, source, options, composed.text)
        if scanned is not None:
            return scanned
    if not composed.text:
        raise InputError("no_text", "there is no text in it", "check that it is the right file")
    notes = tuple(_notes(reading, root, len(pictures)))
    return Document(source, composed.text, composed.blocks, composed.tables, notes=notes)


def _recognized(
    package: Package, pictures: Sequence[str], source: Source, options: ReadOptions, beside: str
) -> Document | None:
    """The scans in the file as read, the few words `beside` them told in a note; None where those are all there is."""
    try:
        document = document_of(frames_of(package, pictures, options), source, options)
    except InputError as error:
        if error.code != "no_text" or not beside:
            raise
        return None
    if not beside:
        return document
    return replace(document, notes=(*document.notes, Note("text_beside", f"图片以外的文字未读取：{beside}")))


def _chunk_of(package: Package, options: ReadOptions, relation: str) -> Iterator[Part] | None:
    content = package.content(relation)
    return None if content is None else parts_in(content, options)


def _note_parts(package: Package, reading: _Reading) -> Iterator[Part]:
    for kind in ("footnote", "endnote"):
        if any(reference_kind == kind for reference_kind, _ in reading.story.notes):
            root = package.related(f"{kind}s")
            for note in paragraphs_of_notes(root, reading.story.notes, kind):
                yield from reading.parts_of(note)


def _notes(reading: _Reading, root: Element, pictures: int) -> Iterator[Note]:
    story, (formulas, objects) = reading.story, embedded(root)
    if story.changes:
        yield Note("tracked_changes", f"文档有 {story.changes} 处修订，按接受全部修订读取")
    if story.hidden:
        yield Note("hidden_text", f"{story.hidden} 处隐藏文字未读取")
    if reading.unread:
        yield Note("not_converted", f"文档中嵌入的 {reading.unread} 个其他格式的文档未读取")
    if pictures:
        yield Note("pictures_unread", f"文档中有 {pictures} 幅接近整页的图片未读取，其中可能有表格")
    if formulas:
        yield Note("formulas_unread", f"文档中有 {formulas} 个公式对象未读取，其中可能有 ≥ 等符号或数值，请核对")
    if objects:
        yield Note("objects_unread", f"文档中有 {objects} 个嵌入对象（如 Excel 表格）未读取")


@dataclass
class _Reading:
    """State of reading one document in text order: list counters, open fields, text carried over.

    `chunk_of` gives what a document holds that is taken in whole, by its relation's id; `unread` counts
    those of which it gives nothing.
    """

    styles: Styles
    numbering: Numbering
    story: Story
    chunk_of: Callable[[str], Iterator[Part] | None]
    unread: int = 0
    carried: str = ""
    cell_depth: int = 0

    def parts_of(self, container: Element | None) -> Iterator[Part]:
        """Paragraphs and tables of `container` in reading order."""
        joined: set[Element] = set()
        for element in () if container is None else container:
            name = local(element)
            if name == "p":
                yield from self._paragraphs(element)
            elif name == "tbl":
                if element not in joined:
                    tables = adjoining(element)
                    joined.update(tables)
                    yield from self._table(tables)
            elif name in _TRANSPARENT:
                self.story.changes += name in ("ins", "moveTo")
                yield from self.parts_of(element)
            elif name == "AlternateContent":
                chosen = child(element, "Choice")
                yield from self.parts_of(child(element, "Fallback") if chosen is None else chosen)
            elif name in _REMOVED:
                self.story.changes += 1
            elif name == "altChunk":
                yield from self._chunk(value_of(element, "id") or "")

    def _chunk(self, relation: str) -> Iterator[Part]:
        parts = self.chunk_of(relation)
        self.unread += parts is None
        yield from parts or ()

    def _paragraphs(self, element: Element) -> Iterator[Part]:
        inline = Inline(self.story)
        inline.take(element)
        text, self.carried = self.carried + inline.text, ""
        if is_mark_deleted(element):
            self.carried = text
        else:
            yield from self._blocks(element, text)
        for box in inline.boxes:
            yield from self.parts_of(box)

    def _blocks(self, element: Element, text: str) -> Iterator[Paragraph]:
        label = self._label(element)
        stripped = text.strip()
        indent = text[: len(text) - len(text.lstrip("\t"))]
        if not stripped:
            if label and self.cell_depth:  # a column of automatic row numbers
                yield Paragraph(plain(label), "list_item")
            return
        style = value_of(child(element, "pPr", "pStyle"))
        for index, piece in enumerate(lines_apart(stripped)):
            written = label + _gap(label) + piece if index == 0 else piece
            kind, level = self._shape(element, style, written)
            if kind == "paragraph" and label and index == 0:
                kind = "list_item"
            yield Paragraph(plain(written if index or label else indent + written), kind, level)

    def _shape(self, element: Element, style: str | None, text: str) -> outline.Shape:
        if self.styles.is_contents(style):
            return outline.FURNITURE
        own = child(element, "pPr", "outlineLvl")
        level = self.styles.outline_level(style) if own is None else depth_of(own)
        if level is not None and len(text) <= _MAX_STYLED_HEADING:
            return outline.Shape("heading", level)
        return outline.shape_of(text)

    def _label(self, element: Element) -> str:
        """Automatic number of the paragraph, counted whether or not the paragraph holds text."""
        style = value_of(child(element, "pPr", "pStyle"))
        inherited = list(self.styles.chain(style))
        named = [child(element, "pPr", "numPr"), *(child(item, "pPr", "numPr") for _, item in inherited)]
        list_id = next((value_of(child(item, "numId")) for item in named if child(item, "numId") is not None), None)
        if list_id is None:
            return ""
        level = next((child(item, "ilvl") for item in named if child(item, "ilvl") is not None), None)
        bound = (self.numbering.level_of_style(list_id, name) for name, _ in inherited)
        own = next((index for index in bound if index is not None), None) if child(named[0], "ilvl") is None else None
        return self.numbering.next_label(list_id, number_of(level, default=0) if own is None else own)

    def _table(self, tables: Sequence[Element]) -> Iterator[Part]:
        """The table that `tables` make together, then the tables that stand in its cells."""
        nested: list[Part] = []

        def read_cell(cell: Element) -> tuple[Piece, ...]:
            self.cell_depth += 1
            parts = list(self.parts_of(cell))
            self.cell_depth -= 1
            nested.extend(part for part in parts if isinstance(part, Grid))
            return plain(_cell_text([part.text for part in parts if isinstance(part, Paragraph)]))

        yield read_grid(tables, read_cell)
        yield from nested


def _cell_text(paragraphs: Sequence[str]) -> str:
    """Paragraphs of a cell on lines of their own; 绩/效/指/标 set one or two to a line is one word."""
    lines = [line.strip() for paragraph in paragraphs for line in paragraph.split("\n")]
    upright = len(lines) > 1 and all(map(_UPRIGHT.fullmatch, lines))
    return ("" if upright else "\n").join(lines).replace("\t", " ")


def _gap(label: str) -> str:
    """A blank after labels that would run into a number: 1. 5万元."""
    return " " if label and (label[-1].isascii() or label == "•") else ""
