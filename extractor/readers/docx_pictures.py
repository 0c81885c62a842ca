"""Pictures and objects in a DOCX file that hold text which is not the document's own.

Pictures of whole pages are scans that were pasted into it; smaller ones (stamps, photographs, drawings) are no pages.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extractor.errors import InputError
from extractor.readers.docx_package import Package
from extractor.readers.limits import ReadOptions
from extractor.readers.pictures import Frame, frames
from extractor.readers.xml_elements import Element, child, local, number_of, value_of

_POINT = 12700  # of the units in which DrawingML measures
_A4 = 595 * 842  # square points
_PAGE_SHARE = 0.25  # of an A4 page
_SIDES = re.compile(r"(width|height)\s*:\s*([0-9.]{1,9})\s*(pt|in|cm|mm)")
_POINTS = {"pt": 1.0, "in": 72.0, "cm": 72 / 2.54, "mm": 72 / 25.4}


def page_pictures(root: Element) -> list[str]:
    """Ids of the relations to pictures as large as a page or a good part of it, in the order of the text, each once."""
    found: dict[str, None] = {}
    for element in root.iter("{*}drawing", "{*}pict"):
        name = local(element)
        if name == "drawing" and _drawn_area(element) >= _PAGE_SHARE * _A4:
            found.update((shown, None) for shown in _shown_in(element, "blip", "embed"))
        elif name == "pict" and _vml_area(element) >= _PAGE_SHARE * _A4:
            found.update((shown, None) for shown in _shown_in(element, "imagedata", "id"))
    return list(found)


def embedded(root: Element) -> tuple[int, int]:
    """How many formulas of an editor of their own (MathType), which may hold a ≥, and how many other objects."""
    programs = [value_of(element, "ProgID") or "" for element in root.iter("{*}OLEObject")]
    formulas = sum(program.startswith("Equation") for program in programs)
    return formulas, len(programs) - formulas


def frames_of(package: Package, pictures: Sequence[str], options: ReadOptions) -> Iterator[Frame]:
    """The pictures of those ids, as pages; drawings (EMF, WMF) and damaged ones are left out.

    Raises: InputError `too_large`, and as reading a part does.
    """
    for picture in pictures:
        content = package.content(picture)
        try:
            yield from () if content is None else frames(content, options)
        except InputError as error:
            if error.code != "corrupt":
                raise


def _shown_in(element: Element, name: str, attribute: str) -> Iterator[str]:
    for inner in element.iter():
        shown = value_of(inner, attribute) if local(inner) == name else None
        if shown is not None:
            yield shown


def _drawn_area(drawing: Element) -> float:
    """Square points."""
    for kind in ("inline", "anchor"):
        extent = child(drawing, kind, "extent")
        if extent is not None:
            return number_of(extent, "cx", default=0) / _POINT * number_of(extent, "cy", default=0) / _POINT
    return 0.0


def _vml_area(picture: Element) -> float:
    shape = child(picture, "shape")
    sides = {name: float(size) * _POINTS[unit] for name, size, unit in _SIDES.findall(value_of(shape, "style") or "")}
    return sides.get("width", 0.0) * sides.get("height", 0.0)
