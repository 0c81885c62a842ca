"""Elements of a container's XML parts (DOCX, XLSX, ODS, OFD), matched by their local names.

The strict and the transitional forms of a format, and versions of it, differ in namespaces only.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from lxml.etree import _Element

Element: TypeAlias = "_Element"


def local(element: Element) -> str:
    """Name of `element` without its namespace; empty for comments and the like."""
    tag: object = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def has_entities(element: Element) -> bool:
    """Whether text is missing in `element` where it names entities: they are never looked up."""
    from lxml import etree

    return next(element.iter(etree.Entity), None) is not None


def value_of(element: Element | None, name: str = "val") -> str | None:
    """Value of the attribute `name`, whatever its namespace; None without it."""
    if element is None:
        return None
    for key, value in element.attrib.items():
        if str(key).rpartition("}")[2] == name:
            return str(value)
    return None


def children(element: Element | None, *names: str) -> Iterator[Element]:
    """Children with one of the local `names`, in order."""
    if element is not None:
        yield from (inner for inner in element if local(inner) in names)


def child(element: Element | None, *path: str) -> Element | None:
    """First child along the path of local names, or None."""
    for name in path:
        element = next(children(element, name), None)
    return element


def text_of(element: Element | None) -> str:
    """Text of the element without blanks around it; empty without one."""
    return (element.text or "").strip() if element is not None else ""


def is_on(element: Element | None) -> bool:
    """Whether a switch element (`w:vanish`, `w:b`) is there and not turned off."""
    return element is not None and value_of(element) not in ("0", "false", "off")


def number_of(element: Element | None, name: str = "val", *, default: int) -> int:
    """The attribute `name` as a number; `default` where it is missing or no number."""
    try:
        return int(value_of(element, name) or "")
    except ValueError:
        return default
