"""An OFD package -> its pages in order: what is drawn on each, templates included, and the resources it names."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from extractor.errors import InputError
from extractor.readers.limits import refuse_more
from extractor.readers.ofd_package import OfdPackage, corrupt
from extractor.readers.ofd_shapes import box
from extractor.readers.xml_elements import Element, child, children, text_of

_A4 = (0.0, 0.0, 210.0, 297.0)

Area = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Resources:
    """What objects name by number: `drawings` made of several objects, `media` parts of the package."""

    drawings: dict[str, Element] = field(default_factory=dict)
    media: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class OfdPage:
    """One page: its number from 1, its area (x, y, width, height in millimetres), and what is drawn on it.

    `contents` are in drawing order: templates of the background, the page itself, those in front.
    """

    number: int
    area: Area
    contents: tuple[Element, ...]
    resources: Resources
    readable: bool = True


@dataclass(frozen=True, slots=True)
class _Body:
    """One document of the file: its main part and what all its pages share."""

    package: OfdPackage
    part: str
    root: Element
    resources: Resources


def ofd_pages(package: OfdPackage) -> Iterator[OfdPage]:
    """Pages of all documents in the file, numbered through; those whose part is missing or damaged are not `readable`.

    Raises: InputError `corrupt`, `too_large`.
    """
    bodies = list(_bodies(package))
    counted = [len(_page_entries(body)) for body in bodies]
    if not sum(counted):
        raise corrupt("it has no pages")
    refuse_more(sum(counted), package.options.max_pages, "pages")
    number = 0
    for body in bodies:
        for entry in _page_entries(body):
            number += 1
            yield _page_or_none(body, entry, number)


def annotated(package: OfdPackage) -> bool:
    """Whether a document of the file has annotations (stamps, watermarks, remarks) beside its pages."""
    return any(child(body.root, "Annotations") is not None for body in _bodies(package))


def _bodies(package: OfdPackage) -> Iterator[_Body]:
    main = package.root("OFD.xml")
    if main is None:
        raise corrupt("it has no main part")
    for entry in children(main, "DocBody"):
        part = package.find(text_of(child(entry, "DocRoot")))
        root = package.root(part) if part else None
        if part is not None and root is not None:
            yield _Body(package, part, root, _shared(package, part, root))


def _shared(package: OfdPackage, part: str, root: Element) -> Resources:
    resources = Resources()
    for entry in children(child(root, "CommonData"), "PublicRes", "DocumentRes"):
        _add(resources, package, text_of(entry), part)
    return resources


def _page_entries(body: _Body) -> list[Element]:
    return list(children(child(body.root, "Pages"), "Page"))


def _page_or_none(body: _Body, entry: Element, number: int) -> OfdPage:
    """The page; one without content where its part is damaged."""
    try:
        return _page(body, entry, number)
    except InputError as error:
        if error.code != "corrupt":
            raise
        return OfdPage(number, _area(body, ()), (), body.resources, readable=False)


def _page(body: _Body, entry: Element, number: int) -> OfdPage:
    package = body.package
    part = package.find(entry.get("BaseLoc") or "", body.part)
    root = package.root(part) if part else None
    if part is None or root is None:
        return OfdPage(number, _area(body, ()), (), body.resources, readable=False)
    resources = Resources(dict(body.resources.drawings), dict(body.resources.media))
    for named in children(root, "PageRes"):
        _add(resources, package, text_of(named), part)
    behind, before = _templates(body, root)
    return OfdPage(number, _area(body, (root, *behind)), (*behind, root, *before), resources)


def _templates(body: _Body, page: Element) -> tuple[list[Element], list[Element]]:
    """Templates that the page is drawn upon, and those drawn upon it."""
    known = {entry.get("ID"): entry for entry in children(child(body.root, "CommonData"), "TemplatePage")}
    behind: list[Element] = []
    before: list[Element] = []
    for use in children(page, "Template"):
        entry = known.get(use.get("TemplateID"))
        root = None if entry is None else body.package.root(entry.get("BaseLoc") or "", body.part)
        if entry is not None and root is not None:
            order = use.get("ZOrder") or entry.get("ZOrder")
            (before if order == "Foreground" else behind).append(root)
    return behind, before


def _area(body: _Body, roots: tuple[Element, ...]) -> Area:
    """The first area with an extent: of the page, of a template, of the document; else A4."""
    stated = [child(root, "Area") for root in roots] + [child(body.root, "CommonData", "PageArea")]
    boxes = (box(text_of(child(area, "PhysicalBox"))) for area in stated)
    return next((found for found in boxes if found and found[2] > 0 and found[3] > 0), _A4)


def _add(resources: Resources, package: OfdPackage, place: str, base: str) -> None:
    part = package.find(place, base)
    root = package.root(part) if part else None
    if part is None or root is None:
        return
    folder = root.get("BaseLoc") or ""
    for media in children(child(root, "MultiMedias"), "MultiMedia"):
        name = text_of(child(media, "MediaFile"))
        found = package.find(f"{folder}/{name}", part) or package.find(name, part)
        if found:
            resources.media[media.get("ID") or ""] = found
    for unit in children(child(root, "CompositeGraphicUnits"), "CompositeGraphicUnit"):
        resources.drawings[unit.get("ID") or ""] = unit
