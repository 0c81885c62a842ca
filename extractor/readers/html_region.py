"""A page -> the element that holds its article, and what stands before it.

Editing systems mark their article by well-known names. Without such a name it is the smallest element with nearly
all text that is no link. Navigation, link lists and share bars inside it are taken out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extractor.readers.html_tables import is_layout
from extractor.readers.html_tree import HIDDEN, Element, Node, with_children

# Names that editing systems of government sites give to the article (TRS, JCMS, UCAP, …), surest first.
_NAMES = (
    ("trs_editor", "trs_ueditor", "trs_preappend", "trs_word", "zoom", "ucap-content", "pages_content", "zhengwen"),
    ("article-content", "article_content", "articlecontent", "article-con", "article_con", "xxgk_content", "con_text",
     "news_content", "newscontent", "detail-content", "view-content", "bt-content", "conten", "text-content"),
    ("content", "article", "detail", "main-content", "maincontent", "con"),
)  # fmt: skip
_SHARE_OF_NAME = (0.4, 0.5, 0.7)  # of the page's text that is no link, which the element of such a name must hold
_SHARE_OF_CHILD = 0.8
_FURNITURE = re.compile(
    r"(?:^|[-_ ])(?:nav|navbar|menu|crumbs?|breadcrumbs?|location|dqwz|share|bdsharebuttonbox|fenxiang|print|footer"
    r"|foot|copyright|related|sidebar|side|toolbar|pagination|qrcode|ewm|erweima|comments?|login|search|banner|logo"
    r"|prevnext)(?:$|[-_ ])"
)
_FURNITURE_TAGS = frozenset({"nav", "footer", "aside"})
_MAX_FURNITURE = 0.2  # of the text around it; what holds more is no furniture, whatever its name
_LINK_SHARE = 0.7
_MIN_LINKS = 3
_CONTAINERS = frozenset({"body", "div", "td", "th", "section", "article", "main", "form", "center", "font", "span"})
_STEPS = frozenset({"table", "tbody", "tr"})


@dataclass(frozen=True, slots=True)
class Region:
    """The article's elements in document order, and the elements of the page that stand before the first of them.

    `rest` counts the characters outside the article, links left out.
    """

    article: tuple[Element, ...]
    before: tuple[Element, ...]
    rest: int


def region_of(body: Element) -> Region:
    """Where the page's article is; the whole body where nothing tells it from the rest."""
    clean = without_furniture(body)
    found = _named(clean) or (_dense(clean),)
    return Region(found, tuple(_before(clean, found[0])), _mass(clean) - sum(map(_mass, found)))


def without_furniture(element: Element) -> Element:
    """The element without navigation, link lists and the like in it."""
    children: list[Node] = []
    for child in element.children:
        if isinstance(child, str):
            children.append(child)
        elif not _is_furniture(child, element.length):
            children.append(without_furniture(child))
    return with_children(element, children)


def _is_furniture(element: Element, around: int) -> bool:
    if element.tag == HIDDEN or element.length > max(_MAX_FURNITURE * around, 40):
        return False
    if element.tag in _FURNITURE_TAGS or any(_FURNITURE.search(name) for name in _names_of(element)):
        return True
    links = sum(1 for inner in element.walk() if inner.tag == "a") if element.linked else 0
    return links >= _MIN_LINKS and element.linked > _LINK_SHARE * element.length and element.tag != "p"


def _names_of(element: Element) -> list[str]:
    return [*element.attribute("class").lower().split(), element.attribute("id").lower()]


def _named(body: Element) -> tuple[Element, ...]:
    """Outermost elements with a name for articles, if they hold enough of the page; the surest names first."""
    text = max(_mass(body), 1)
    for names, share in zip(_NAMES, _SHARE_OF_NAME, strict=True):
        found = tuple(element for element in _outermost(body, frozenset(names)) if _mass(element))
        if sum(_mass(element) for element in found) >= share * text:
            return found
    return ()


def _outermost(element: Element, names: frozenset[str]) -> Iterator[Element]:
    if not names.isdisjoint(_names_of(element)):
        yield element
        return
    for child in element.children:
        if isinstance(child, Element):
            yield from _outermost(child, names)


def _dense(body: Element) -> Element:
    """The smallest container that holds nearly all of the text that is no link."""
    found = current = body
    while True:
        inner = [child for child in current.children if isinstance(child, Element)]
        best = max(inner, key=_mass, default=None)
        if best is None or _mass(best) < _SHARE_OF_CHILD * max(_mass(current), 1):
            return found
        if best.tag == "table" and not is_layout(best):
            return found
        if best.tag not in _CONTAINERS | _STEPS:
            return found
        current = best
        found = best if best.tag in _CONTAINERS else found


def _mass(element: Element) -> int:
    return element.length - element.linked


def _before(root: Element, target: Element) -> Sequence[Element]:
    """What stands before `target` in document order, in pieces as large as possible."""
    pieces: list[Element] = []
    current = root
    while current is not target:
        for child in current.children:
            if isinstance(child, Element):
                if any(inner is target for inner in child.walk()):
                    current = child
                    break
                pieces.append(child)
        else:
            return ()
    return pieces
