"""What an RTF file writes, piece by piece -> paragraphs and tables."""

from __future__ import annotations

from dataclasses import dataclass, field

from extractor.readers import outline
from extractor.readers.cell_text import cell_text
from extractor.readers.compose import Paragraph, plain
from extractor.readers.docx_flow import Part, lines_apart
from extractor.readers.limits import ReadOptions, refuse_more
from extractor.readers.rtf_rows import Definition, Merge, Row, grid_of

_BODY_TEXT = 9  # outline level of text that is no heading
_MAX_HEADING = 80  # characters; whole paragraphs at a heading's level are text


@dataclass
class Flow:
    """Paragraphs and tables so far, the paragraph, cell and row being written, and the texts of its boxes."""

    options: ReadOptions
    parts: list[Part] = field(default_factory=list)
    boxes: list[Part] = field(default_factory=list)
    text: str = ""
    in_table: bool = False
    level: int | None = None
    _texts: list[str] = field(default_factory=list)
    _rows: list[Row] = field(default_factory=list)
    _start: int = 0
    _merge: Merge = "none"
    _definitions: list[Definition] = field(default_factory=list)
    _cells: int = 0

    def define_row(self) -> None:
        """A row's definition begins."""
        self._start, self._merge, self._definitions = 0, "none", []

    def define_start(self, place: int) -> None:
        """Where the row begins."""
        self._start = place

    def define_merge(self, merge: Merge) -> None:
        """How the next cell defined is merged."""
        self._merge = merge

    def define_cell(self, end: int) -> None:
        """The next cell of the row ends there."""
        self._definitions.append(Definition(end, self._merge))
        self._merge = "none"
        refuse_more(len(self._definitions), self.options.max_cells, "cells in one row")

    def end_cell(self) -> None:
        """What was written is a cell."""
        self._texts.append(cell_text([_whole(self.text)]))
        self.text = ""
        self._cells += 1
        refuse_more(self._cells, self.options.max_cells, "cells in one table")

    def end_row(self) -> None:
        """The cells written are a row."""
        if self._texts:
            self._rows.append(Row(tuple(self._texts), self._start, tuple(self._definitions)))
        self._texts = []

    def end_paragraph(self) -> None:
        """What was written is a paragraph, or a line of a cell."""
        if self.in_table:
            self.text += "\n"
            return
        self._end_table()
        written, self.text = _whole(self.text), ""
        indent = written[: len(written) - len(written.lstrip("\t"))]
        for rank, piece in enumerate(lines_apart(written.strip())):
            kind, level = self._shape(piece)
            self.parts.append(Paragraph(plain(piece if rank else indent + piece), kind, level))
        self.parts += self.boxes
        self.boxes = []

    def settled(self) -> list[Part]:
        """All parts, what is still being written too."""
        if self._texts:
            if self.text.strip():
                self.end_cell()
            self.end_row()
        self.in_table = False
        self.end_paragraph()
        return self.parts

    def _end_table(self) -> None:
        self.end_row()
        if self._rows:
            self.parts.append(grid_of(self._rows))
        self._rows, self._cells = [], 0

    def _shape(self, text: str) -> outline.Shape:
        if self.level is not None and self.level < _BODY_TEXT and len(text) <= _MAX_HEADING:
            return outline.Shape("heading", self.level + 1)
        return outline.shape_of(text)


def _whole(text: str) -> str:
    """`text` with characters put together that were written as two halves (surrogates)."""
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
