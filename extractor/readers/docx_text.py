"""One DOCX paragraph -> its characters as Word prints them with all tracked changes accepted.

Kept: insertions, field results, content controls, links, ticks of symbol fonts. Left out: deletions,
field instructions, hidden text, notes' reference marks, pictures. Text boxes are handed over apart.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from extractor.readers.docx_styles import Styles
from extractor.readers.symbols import is_symbol_font, raised, shown
from extractor.readers.xml_elements import Element, child, children, is_on, local, number_of, value_of

_LEFT_OUT = frozenset({"pPr", "rPr", "sdtPr", "sdtEndPr", "tcPr", "rt", "instrText", "delText", "delInstrText"})
_REMOVED = frozenset({"del", "moveFrom"})
_MARKS = {"tab": "\t", "ptab": "\t", "cr": "\n", "br": "\n", "noBreakHyphen": "-", "softHyphen": ""}


@dataclass
class Story:
    """What reading a text has met so far: open fields (which may span paragraphs), and what was left out.

    `fields` holds one entry per open field: whether its instruction still runs.
    """

    styles: Styles
    fields: list[bool] = field(default_factory=list)
    changes: int = 0
    hidden: int = 0
    notes: list[tuple[str, str]] = field(default_factory=list)


@dataclass
class Inline:
    """Text of one paragraph, growing, with the text boxes that are anchored in it."""

    story: Story
    text: str = ""
    boxes: list[Element] = field(default_factory=list)

    def add(self, text: str) -> None:
        """Append characters, unless they belong to a field's instruction."""
        if not any(self.story.fields):
            self.text += text

    def take(self, element: Element) -> None:
        """Append what the children of `element` show."""
        for inner in element:
            name = local(inner)
            if name in _REMOVED:
                self.story.changes += 1
            elif name == "r":
                self._take_run(inner)
            elif name == "AlternateContent":
                self._take_alternative(inner)
            elif name == "txbxContent":
                self.boxes.append(inner)
            elif name not in _LEFT_OUT:
                self.story.changes += name in ("ins", "moveTo")
                self._take_leaf(name, inner)

    def _take_leaf(self, name: str, element: Element) -> None:
        if name == "t":
            self.add(element.text or "")
        else:
            self.take(element)

    def _take_alternative(self, element: Element) -> None:
        chosen = child(element, "Choice")
        self.take(element if chosen is None else chosen)

    def _take_run(self, run: Element) -> None:
        if _is_hidden(run, self.story.styles):
            self.story.hidden += 1
            return
        for inner in run:
            name = local(inner)
            show = _SHOWING.get(name)
            if show is not None:
                self.add(show(run, inner, self.text))
            elif name in _MARKS:
                self.add(_MARKS[name])
            elif name == "fldChar":
                self._take_field_mark(inner)
            elif name == "footnoteReference" or name == "endnoteReference":
                self.story.notes.append((name.removesuffix("Reference"), value_of(inner, "id") or ""))
            elif name not in _LEFT_OUT:
                self.take_one(inner)

    def take_one(self, element: Element) -> None:
        """Append what `element` itself shows: an alternative, a picture's text boxes, a group."""
        if local(element) == "AlternateContent":
            self._take_alternative(element)
        else:
            self.take(element)

    def _take_field_mark(self, mark: Element) -> None:
        kind, fields = value_of(mark, "fldCharType"), self.story.fields
        if kind == "begin":
            box = child(mark, "ffData", "checkBox")
            if box is not None:
                self.add(_ticked(box))
            fields.append(True)
        elif kind == "separate" and fields:
            fields[-1] = False
        elif kind == "end" and fields:
            fields.pop()


def _is_hidden(run: Element, styles: Styles) -> bool:
    properties = child(run, "rPr")
    own = child(properties, "vanish")
    if own is not None:
        return is_on(own)
    style = value_of(child(properties, "rStyle"))
    return style is not None and styles.is_hidden(style)


def _shown_text(run: Element, element: Element, before: str) -> str:
    text = element.text or ""
    font = _font_of(run)
    if is_symbol_font(font):
        return "".join(shown(ord(char), font) for char in text)
    return raised(text, before) if value_of(child(run, "rPr", "vertAlign")) == "superscript" else text


def _shown_symbol(run: Element, element: Element, before: str) -> str:
    try:
        code = int(value_of(element, "char") or "", 16)
    except ValueError:
        return ""
    return shown(code, value_of(element, "font")) if 0 < code < 0x110000 else ""


def _font_of(run: Element) -> str | None:
    fonts = child(run, "rPr", "rFonts")
    return value_of(fonts, "ascii") or value_of(fonts, "hAnsi")


def _ticked(box: Element) -> str:
    state = child(box, "checked")
    if state is None:
        state = child(box, "default")
    return "☑" if is_on(state) else "☐"


_SHOWING: dict[str, Callable[[Element, Element, str], str]] = {"t": _shown_text, "sym": _shown_symbol}


def is_mark_deleted(paragraph: Element) -> bool:
    """Whether the paragraph's end was deleted, so that the next paragraph goes on in it."""
    marks = child(paragraph, "pPr", "rPr")
    return child(marks, "del") is not None or child(marks, "moveFrom") is not None


def paragraphs_of_notes(root: Element | None, references: list[tuple[str, str]], kind: str) -> Iterator[Element]:
    """The notes of that kind ("footnote", "endnote") in the part `root`, in the order of `references`."""
    by_id = {value_of(note, "id"): note for note in children(root, kind)}
    for reference_kind, note_id in references:
        note = by_id.get(note_id)
        if reference_kind == kind and note is not None and number_of(note, "id", default=0) > 0:
            yield note
