"""Styles of a DOCX file: what a paragraph inherits through its style and the styles that this is based on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from extractor.readers.xml_elements import Element, child, children, is_on, number_of, value_of

_BODY_TEXT = 9  # outline level of text that is no heading; ECMA-376 part 1, 17.3.1.20
_MAX_CHAIN = 20  # styles that a style may be based on; ends circles


@dataclass(frozen=True, slots=True)
class Styles:
    """All styles by id, and the id of the paragraph style that holds where none is named."""

    by_id: Mapping[str, Element] = field(default_factory=dict)
    default: str = ""

    def chain(self, style: str | None) -> Iterator[tuple[str, Element]]:
        """The style and those that it is based on, nearest first; the default style where None."""
        for _ in range(_MAX_CHAIN):
            element = self.by_id.get(style or self.default)
            if element is None:
                return
            yield style or self.default, element
            style = value_of(child(element, "basedOn"))
            if style is None:
                return

    def outline_level(self, style: str | None) -> int | None:
        """Heading depth, from 1, that the style gives; None for text."""
        for _, element in self.chain(style):
            level = child(element, "pPr", "outlineLvl")
            if level is not None:
                return depth_of(level)
        return None

    def is_contents(self, style: str | None) -> bool:
        """Whether the style is that of a line in a table of contents."""
        names = (value_of(child(element, "name")) or "" for _, element in self.chain(style))
        return any(name.lower().startswith(("toc ", "目录 ")) for name in names)

    def is_hidden(self, style: str | None) -> bool:
        """Whether the style hides its text."""
        switches = (child(element, "rPr", "vanish") for _, element in self.chain(style))
        found = next((switch for switch in switches if switch is not None), None)
        return is_on(found)


def depth_of(level: Element) -> int | None:
    """Heading depth, from 1, of an outline level element; None for body text."""
    depth = number_of(level, default=_BODY_TEXT)
    return depth + 1 if 0 <= depth < _BODY_TEXT else None


def read_styles(root: Element | None) -> Styles:
    """Styles of the styles part `root`."""
    by_id: dict[str, Element] = {}
    default = ""
    for element in children(root, "style"):
        style = value_of(element, "styleId") or ""
        by_id[style] = element
        if value_of(element, "type") == "paragraph" and value_of(element, "default") in ("1", "true", "on"):
            default = style
    return Styles(by_id, default)


def lists_of_styles(styles: Styles) -> dict[str, str]:
    """The list that each style names, by style id."""
    named = {style: value_of(child(element, "pPr", "numPr", "numId")) for style, element in styles.by_id.items()}
    return {style: list_id for style, list_id in named.items() if list_id is not None}
