"""An element of a page -> its paragraphs and tables in reading order.

Tables that only lay out the page are unwrapped. What the page hides is counted, not read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from extractor.readers import outline
from extractor.readers.cell_text import cell_text
from extractor.readers.compose import Grid, Paragraph, Piece, plain
from extractor.readers.html_tables import is_layout, own_rows, read_grids, title_rows
from extractor.readers.html_text import BREAK, Look, lines_in, look_in, source_text
from extractor.readers.html_tree import HIDDEN, Element
from extractor.readers.limits import ReadOptions

Part = Paragraph | Grid

_INLINE = frozenset(
    {
        "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "dfn", "em", "font", "i", "ins",
        "kbd", "label", "mark", "nobr", "o:p", "q", "rb", "ruby", "s", "samp", "small", "span", "st1:chsdate", "strike",
        "strong", "sub", "sup", "time", "tt", "u", "var", "wbr",
    }
)  # fmt: skip
_REACH = 8  # characters before a raised digit that tell a unit
_HEADING = re.compile(r"h([1-6])")
_NUMBERED = re.compile(r"\s*(?:[0-9０-９]|[（(①-⑳]|[一二三四五六七八九十]+、)")


@dataclass
class Reading:
    """What was met on the way: how much is hidden or deleted."""

    options: ReadOptions
    hidden: int = 0
    deleted: int = 0


def parts_of(element: Element, reading: Reading) -> Iterator[Part]:
    """Paragraphs and tables of `element`, in reading order.

    Raises: InputError `too_large`.
    """
    flow = _Flow(reading)
    flow.take_child(element, Look(), None)
    yield from flow.settled()


@dataclass
class _Flow:
    """Parts so far, and the inline content since the last of them."""

    reading: Reading
    parts: list[Part] = field(default_factory=list)
    written: list[str] = field(default_factory=list)
    label: str = ""

    def settled(self) -> list[Part]:
        """All parts, the last paragraph too."""
        self.end_paragraph(None)
        return self.parts

    def take(self, element: Element, look: Look, level: int | None) -> None:
        """Takes up what `element` holds; `level` is that of the heading around it."""
        items = 0
        for child in element.children:
            if isinstance(child, str):
                before = self.written[-1][-_REACH:] if self.written else ""
                self.written.append(source_text(child, look, before))
            elif child.tag == "li" and element.tag == "ol":
                items += 1
                self._take_item(child, look, number_in(element, items))
            else:
                self.take_child(child, look, level)

    def take_child(self, child: Element, look: Look, level: int | None) -> None:
        """Takes up the element `child` itself."""
        inner = look_in(child.tag, child.attribute("style"), child.attribute("face"), look)
        heading = _HEADING.fullmatch(child.tag)
        if child.tag == HIDDEN:
            self.reading.hidden += 1
        elif child.tag == "del":
            self.reading.deleted += 1
        elif child.tag == "br":
            self.written.append(BREAK)
        elif child.tag in ("input", "option"):
            self.written.append(_field_text(child))
        elif child.tag in _INLINE:
            self.take(child, inner, level)
        elif child.tag == "table":
            self.end_paragraph(level)
            self._take_table(child, inner)
        else:
            self._take_block(child, inner, int(heading[1]) if heading else level)

    def _take_block(self, block: Element, look: Look, level: int | None) -> None:
        self.end_paragraph(None)
        self.take(block, look, level)
        self.end_paragraph(level)

    def _take_item(self, item: Element, look: Look, label: str) -> None:
        self.end_paragraph(None)
        self.label = "" if _NUMBERED.match(item.text) else label
        self.take(item, look, None)
        self.end_paragraph(None)

    def _take_table(self, table: Element, look: Look) -> None:
        if is_layout(table):
            for row in own_rows(table):
                for cell in row.cells:
                    self._take_block(cell, look, None)
            return
        nested: list[Part] = []

        def read_cell(cell: Element) -> tuple[Piece, ...]:
            flow = _Flow(self.reading)
            flow.take(cell, look, None)
            parts = flow.settled()
            nested.extend(part for part in parts if isinstance(part, Grid))
            return plain(cell_text(part.text for part in parts if isinstance(part, Paragraph)))

        for caption in table.children:
            if isinstance(caption, Element) and caption.tag == "caption":
                self._take_block(caption, look, None)
        grid = read_grids(table, read_cell, self.reading.options)
        titles, rest = title_rows(grid)
        self.parts += [Paragraph(plain(title), *outline.shape_of(title)) for title in titles]
        self.parts += [rest, *nested]

    def end_paragraph(self, level: int | None) -> None:
        """Makes paragraphs of the inline content so far."""
        lines, self.written = lines_in("".join(self.written)), []
        if not lines:
            return
        lines[0], self.label = self.label + lines[0], ""
        if level is not None:
            self.parts.append(Paragraph(plain("\n".join(lines)), "heading", level))
            return
        for text in _split(lines):
            self.parts.append(Paragraph(plain(text), *outline.shape_of(text)))


def number_in(items: Element, count: int) -> str:
    """Number that a browser shows before the item `count` (from 1) of a numbered list."""
    start = items.attribute("start")
    number = (int(start) if start.isdecimal() and len(start) < 6 else 1) + count - 1
    style = items.attribute("style").replace(" ", "").lower()
    if "list-style:none" in style or "list-style-type:none" in style:
        return ""
    letters = {"a": "abcdefghijklmnopqrstuvwxyz", "A": "ABCDEFGHIJKLMNOPQRSTUVWXYZ"}.get(items.attribute("type"), "")
    return f"{letters[number - 1]}. " if 0 < number <= len(letters) else f"{number}. "


def _field_text(element: Element) -> str:
    """What a form's field shows: a tick, what was filled in, or the option that was chosen."""
    kind = element.attribute("type").lower()
    if element.tag == "option":
        return element.text if "selected" in element.attributes else ""
    if kind in ("checkbox", "radio"):
        return "☑" if "checked" in element.attributes else "☐"
    return element.attribute("value") if kind in ("", "text", "number", "date") else ""


def _split(lines: Sequence[str]) -> Iterator[str]:
    """Lines broken by hand as paragraphs: apart where a sentence ends or something new starts."""
    whole = lines[0]
    for upper, lower in pairwise(lines):
        if outline.ends_sentence(upper) or outline.shape_of(lower) != outline.PARAGRAPH:
            yield whole
            whole = lower
        else:
            whole += "\n" + lower
    yield whole
