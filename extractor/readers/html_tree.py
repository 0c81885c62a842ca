"""Characters of a page -> a light tree of what it may show, by Lexbor.

Scripts, styles, comments and the like are gone; what the page itself hides stays as an empty
`hidden` element, so that it can be counted. An article that is hidden until a script shows it is shown. The tree is
never deep: what is nested deeper than a page can mean is unwrapped.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
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
_CELL_DEPTH = 4  # from a table to its cells; text that stands between them would not be seen
_REVEALED = 0.75  # of the page's characters; copies of the article for telephones make half of it
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
_UNSEEN = Element(HIDDEN, {}, (), 0, 0)


def with_children(element: Element, children: Sequence[Node]) -> Element:
    """The element with other `children`, its characters counted again."""
    length, linked = 0, 0
    for child in children:
        length += len("".join(child.split())) if isinstance(child, str) else child.length
        linked += 0 if isinstance(child, str) else child.linked
    linked = length if element.tag == "a" and "href" in element.attributes else linked
    return replace(element, children=tuple(children), length=length, linked=linked)


@dataclass(frozen=True, slots=True)
class Page:
    """A page: its body, the `<title>`, and the title that its editing system states, else empty.

    `cut`: it was too deep. `revealed`: nearly all of it is hidden until a script shows it.
    """

    body: Element
    title: str
    stated_title: str
    cut: bool
    revealed: bool


def parse(text: str, time: Deadline) -> Page:
    """The page that `text` describes, however broken.

    Raises: InputError `timeout`, `too_large`.
    """
    from selectolax.lexbor import LexborHTMLParser

    refuse_explosive(text)
    tree = LexborHTMLParser(text)
    building = _Building(time)
    whole = building.build(tree.body) if tree.body is not None else Element("body", {}, (), 0, 0)
    article = _REVEALED * whole.length
    revealed = any(_is_hidden(element.attributes) and element.length > article for element in whole.walk())
    title = tree.css_first("title")
    named = "" if title is None else title.text()
    return Page(_without_hidden(whole, article), named, _stated_title(tree), building.cut, revealed)


def _without_hidden(element: Element, article: float) -> Element:
    """The element without what is hidden in it, unless that has more than `article` characters."""
    children: list[Node] = []
    for child in element.children:
        if isinstance(child, str):
            children.append(child)
        elif _is_hidden(child.attributes) and child.length <= article:
            children.append(_UNSEEN)
        else:
            children.append(_without_hidden(child, article))
    return with_children(element, children)


def _stated_title(tree: LexborHTMLParser) -> str:
    stated: dict[str, str] = {}
    for meta in tree.css("meta"):
        name = meta.attributes.get("name") or meta.attributes.get("property") or ""
        stated.setdefault(name.lower(), meta.attributes.get("content") or "")
    return stated.get("articletitle") or stated.get("og:title") or ""


class _Open:
    """An element whose end has not come yet."""

    __slots__ = ("attributes", "children", "tag")

    def __init__(self, tag: str, attributes: Mapping[str, str]) -> None:
        self.tag = tag
        self.attributes = attributes
        self.children: list[Node] = []

    def closed(self) -> Element:
        return with_children(Element(self.tag, self.attributes, (), 0, 0), self.children)


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
        if len(self.stack) < _MAX_DEPTH - (_CELL_DEPTH if tag == "table" else 0):
            self.stack.append(_Open(tag, attributes))
            return True
        if _is_hidden(attributes):
            inside.append(_UNSEEN)
            return None
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
