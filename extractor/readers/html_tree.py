"""Characters of a page -> a light tree of what it may show, by Lexbor.

Scripts, styles, comments and the like are gone; what the page itself hides stays as an empty
`hidden` element, so that it can be counted. The tree is never deep: what is nested deeper than a page can mean is
unwrapped.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import count as count_from
from typing import TYPE_CHECKING, TypeAlias

from extractor.readers.html_guard import refuse_explosive
from extractor.readers.limits import Deadline

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser, LexborNode

HIDDEN = "hidden"

_DROPPED = frozenset(
    {
        "applet", "audio", "button", "canvas", "datalist", "embed", "head", "iframe", "link", "map", "marquee", "math",
        "meta", "noscript", "object", "rp", "rt", "script", "style", "svg", "template", "title", "video", "xml",
    }
)  # fmt: skip
_HIDING = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|mso-hide\s*:\s*all)", re.IGNORECASE)
_BLOCKS = frozenset({"p", "div", "tr", "li", "table", "br", "h1", "h2", "h3", "h4", "h5", "h6"})
_MAX_DEPTH = 120  # elements inside each other; real pages stay below 60
_CHECK_EVERY = 5000  # nodes


@dataclass(frozen=True, slots=True)
class Element:
    """An element with what it holds. `length` counts its characters without blanks, `linked` those in links."""

    tag: str
    attributes: Mapping[str, str]
    children: tuple[Element | str, ...]
    length: int
    linked: int

    def attribute(self, name: str) -> str:
        """The attribute's value; empty where there is none."""
        return self.attributes.get(name, "")

    def walk(self) -> Iterator[Element]:
        """The element and all elements in it, in document order."""
        yield self
        for child in self.children:
            if isinstance(child, Element):
                yield from child.walk()

    @property
    def text(self) -> str:
        """All characters in it, one after the other."""
        return "".join(child if isinstance(child, str) else child.text for child in self.children)


Node: TypeAlias = Element | str


@dataclass(frozen=True, slots=True)
class Page:
    """A page: its body, the `<title>`, and the title that its editing system states, else empty; `cut`: too deep."""

    body: Element
    title: str
    stated_title: str
    cut: bool


def parse(text: str, time: Deadline) -> Page:
    """The page that `text` describes, however broken.

    Raises: InputError `timeout`, `too_large`.
    """
    from selectolax.lexbor import LexborHTMLParser

    refuse_explosive(text)
    tree = LexborHTMLParser(text)
    building = _Building(time)
    body = building.build(tree.body) if tree.body is not None else Element("body", {}, (), 0, 0)
    title = tree.css_first("title")
    return Page(body, "" if title is None else title.text(), _stated_title(tree), building.cut)


def _stated_title(tree: LexborHTMLParser) -> str:
    for meta in tree.css("meta"):
        if (meta.attributes.get("name") or "").lower() == "articletitle":
            return meta.attributes.get("content") or ""
    return ""


class _Open:
    """An element whose end has not come yet."""

    __slots__ = ("attributes", "children", "tag")

    def __init__(self, tag: str, attributes: Mapping[str, str]) -> None:
        self.tag = tag
        self.attributes = attributes
        self.children: list[Node] = []

    def closed(self) -> Element:
        length, linked = 0, 0
        for child in self.children:
            if isinstance(child, str):
                length += len("".join(child.split()))
            else:
                length += child.length
                linked += child.linked
        linked = length if self.tag == "a" and self.attributes.get("href") is not None else linked
        return Element(self.tag, self.attributes, tuple(self.children), length, linked)


class _Building:
    """Walks Lexbor's nodes without recursion; `cut` tells whether something was unwrapped."""

    def __init__(self, time: Deadline) -> None:
        self.time = time
        self.cut = False
        self.stack: list[_Open] = []

    def build(self, root: LexborNode) -> Element:
        """The element `root`, with all that it holds."""
        self.stack = [_Open("body", _attributes(root))]
        path = [(root, True)]
        node = root.first_child
        for count in count_from(1):
            if count % _CHECK_EVERY == 0:
                self.time.check()
            if node is not None:
                opened = self._enter(node)
                if opened is not None:
                    path.append((node, opened))
                node = node.next if opened is None else node.first_child
                continue
            left, opened = path.pop()
            if not path:
                break
            if opened:
                self._close()
            node = left.next
        return self.stack[0].closed()

    def _enter(self, node: LexborNode) -> bool | None:
        """Takes the node up. Whether it is an element of its own; None for one that is not entered."""
        tag = node.tag or "-other"
        inside = self.stack[-1].children
        if tag == "-text":
            inside.append(node.text_content or "")
            return None
        if tag.startswith("-") or tag in _DROPPED:
            return None
        attributes = _attributes(node)
        if _is_hidden(attributes):
            inside.append(Element(HIDDEN, {}, (), 0, 0))
            return None
        if len(self.stack) < _MAX_DEPTH:
            self.stack.append(_Open(tag, attributes))
            return True
        self.cut = True
        if tag in _BLOCKS:
            inside.append(Element("br", {}, (), 0, 0))
        return False

    def _close(self) -> None:
        element = self.stack.pop().closed()
        self.stack[-1].children.append(element)


def _attributes(node: LexborNode) -> dict[str, str]:
    return {name.lower(): value or "" for name, value in node.attributes.items()}


def _is_hidden(attributes: Mapping[str, str]) -> bool:
    if "hidden" in attributes or attributes.get("type", "").lower() == "hidden":
        return True
    return _HIDING.search(attributes.get("style", "")) is not None
