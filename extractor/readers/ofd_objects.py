"""What is drawn on an OFD page -> characters, straight lines and pictures, in points from its top left corner."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from unicodedata import east_asian_width

from extractor.document import BBox
from extractor.readers.grid import Edge, edge
from extractor.readers.limits import refuse_more
from extractor.readers.ofd_document import OfdPage
from extractor.readers.ofd_shapes import Matrix, box, deltas, matrix, numbers, straight_lines
from extractor.readers.pdf_pages import Glyph
from extractor.readers.xml_elements import Element, child, children, local, text_of

POINTS = 72 / 25.4  # a millimetre

_ASCENT, _DESCENT = 0.86, 0.14  # of the size, above and below the line that characters stand on
_USUAL_SIZE = 3.7  # millimetres; 五号
_LEAST_SIZE = 0.1  # points; nobody sees less
_SLANT = 3.0  # degrees off a quarter turn from which text is slanted
_MAX_DEPTH = 12  # of blocks and drawings in each other
_MAX_OBJECTS = 200_000  # of one page, counting each use of a drawing
_MAX_LETTERS = 200_000  # of one page
_STEEP = 6.0  # how much longer than wide a line is that counts as level or upright
_GROUPS = ("Content", "Layer", "PageBlock", "CompositeGraphicUnit")


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture's part in the package, and what takes its unit square to points of the page."""

    part: str
    place: Matrix


@dataclass
class Drawn:
    """What was found on a page so far. `slanted` counts characters at odd angles, which are left out."""

    glyphs: list[Glyph] = field(default_factory=list)
    edges: list[Edge] = field(default_factory=list)
    pictures: list[Picture] = field(default_factory=list)
    slanted: int = 0
    objects: int = 0


def drawn(page: OfdPage) -> Drawn:
    """Everything visible on the page.

    Raises: InputError `too_large`.
    """
    found = Drawn()
    x, y, _, _ = page.area
    ground = Matrix(POINTS, 0.0, 0.0, POINTS, -x * POINTS, -y * POINTS)
    for content in page.contents:
        for group in children(content, "Content"):
            _draw(group, ground, page, found, 0)
    return found


def _draw(element: Element, ground: Matrix, page: OfdPage, found: Drawn, depth: int) -> None:
    if depth > _MAX_DEPTH or (element.get("Visible") or "").lower() == "false" or element.get("Alpha") == "0":
        return
    found.objects += 1
    refuse_more(found.objects, _MAX_OBJECTS, "objects on a page")
    name = local(element)
    if name in _GROUPS:
        for inner in element:
            _draw(inner, ground, page, found, depth + 1)
        return
    place = _placed(element, ground)
    if name == "TextObject":
        _write(element, place, found)
    elif name == "PathObject":
        found.edges += _rules(element, place)
    elif name == "ImageObject" and page.resources.media.get(element.get("ResourceID") or ""):
        found.pictures.append(Picture(page.resources.media[element.get("ResourceID") or ""], _square(element, ground)))
    elif name == "CompositeObject":
        unit = page.resources.drawings.get(element.get("ResourceID") or "")
        if unit is not None:
            _draw(unit, place, page, found, depth + 1)


def _placed(element: Element, ground: Matrix) -> Matrix:
    """From the object's own millimetres to points of the page."""
    x, y, _, _ = box(element.get("Boundary")) or (0.0, 0.0, 0.0, 0.0)
    return ground.after(Matrix(e=x, f=y)).after(matrix(element.get("CTM")))


def _square(element: Element, ground: Matrix) -> Matrix:
    """From a picture's unit square to points of the page; a picture without CTM fills its boundary."""
    if element.get("CTM"):
        return _placed(element, ground)
    _, _, width, height = box(element.get("Boundary")) or (0.0, 0.0, 0.0, 0.0)
    return _placed(element, ground).after(Matrix(width, 0.0, 0.0, height))


def _write(element: Element, place: Matrix, found: Drawn) -> None:
    size = _size(element)
    if size * place.scale < _LEAST_SIZE:
        return
    angle = (place.angle + next(iter(numbers(element.get("CharDirection"))), 0.0)) % 360
    letters = list(_letters(element, size))
    if abs((angle + 45) % 90 - 45) > _SLANT:
        found.slanted += sum(not text.isspace() for text, *_ in letters)
        return
    refuse_more(len(found.glyphs) + len(letters), _MAX_LETTERS, "characters on a page")
    turn = round((360 - angle) / 90) % 4 * 90
    for text, x, y, width in letters:
        x0, top, x1, bottom = _hull(place, (x, y - _ASCENT * size, x + width, y + _DESCENT * size))
        found.glyphs.append(Glyph(text, x0, top, x1, bottom, size * place.scale, turn=turn))


def _size(element: Element) -> float:
    """Size of print in millimetres: as stated, else as high as the object's box, else usual."""
    _, _, _, height = box(element.get("Boundary")) or (0.0, 0.0, 0.0, 0.0)
    stated = next(iter(numbers(element.get("Size"))), 0.0)
    return next((size for size in (stated, height) if size > 0), _USUAL_SIZE)


def _letters(element: Element, size: float) -> Iterator[tuple[str, float, float, float]]:
    """Each character with its point on the line and its width, in the object's millimetres."""
    stretch = next(iter(numbers(element.get("HScale"))), 1.0)
    x = y = 0.0
    for code in children(element, "TextCode"):
        text = "".join(char for char in code.text or "" if char >= " ")
        x = next(iter(numbers(code.get("X"))), x)
        y = next(iter(numbers(code.get("Y"))), y)
        right, down = _steps(code, "DeltaX", text), _steps(code, "DeltaY", text)
        level, at, height = not down or bool(right), x, y
        for place, char in enumerate(text):
            usual = _width(char) * size * stretch
            step = (right[place] if place < len(right) else usual) if level else 0.0
            yield " " if char.isspace() else char, at, height, _advance(step, usual, size * stretch)
            at += step
            height += down[place] if place < len(down) else 0.0


def _steps(code: Element, name: str, text: str) -> list[float]:
    """Steps behind the characters but the last; the last one stated goes on where too few are."""
    steps = deltas(code.get(name), len(text))
    return steps + steps[-1:] * (len(text) - 1 - len(steps)) if steps else []


def _advance(step: float, usual: float, em: float) -> float:
    """Width of a character: up to the next one, unless that stands so far away that room lies between."""
    return step if 0 < step <= em else usual


def _width(char: str) -> float:
    return 1.0 if east_asian_width(char) in "WFA" else 0.5


def _hull(place: Matrix, corners: BBox) -> BBox:
    x0, top, x1, bottom = corners
    points = [place.point(x, y) for x in (x0, x1) for y in (top, bottom)]
    across, down = [x for x, _ in points], [y for _, y in points]
    return (min(across), min(down), max(across), max(down))


def _rules(element: Element, place: Matrix) -> Iterator[Edge]:
    """Level and upright strokes of a path; sides of a field that is only filled count too, unless it is white."""
    stroked = (element.get("Stroke") or "true").lower() != "false"
    filled = (element.get("Fill") or "false").lower() == "true"
    if not stroked and (not filled or _is_white(child(element, "FillColor"))):
        return
    for (x, y), (other_x, other_y) in straight_lines(text_of(child(element, "AbbreviatedData"))):
        (left, top), (right, bottom) = place.point(x, y), place.point(other_x, other_y)
        wide, high = abs(right - left), abs(bottom - top)
        if wide > _STEEP * high:
            yield edge(left, (top + bottom) / 2, right, (top + bottom) / 2)
        elif high > _STEEP * wide:
            yield edge((left + right) / 2, top, (left + right) / 2, bottom)


def _is_white(colour: Element | None) -> bool:
    return colour is not None and numbers(colour.get("Value")) == [255.0, 255.0, 255.0]
