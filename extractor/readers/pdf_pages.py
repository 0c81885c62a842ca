"""PDF bytes -> glyphs and rules of each page: the one place that touches pdfplumber.

Overprinted glyphs are one glyph, slanted ones (watermarks) are dropped and counted, pages whose
text is turned are turned upright. Another source of glyphs has to give the same `RawPage`.
"""

from __future__ import annotations

import io
import logging
import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from extractor.document import BBox
from extractor.errors import InputError
from extractor.readers.symbols import is_private, shown

if TYPE_CHECKING:
    from pdfplumber.page import Page
    from pdfplumber.pdf import PDF

Edge = dict[str, Any]  # a line or a side of a rectangle, as pdfplumber describes it
UNKNOWN = "\ufffd"  # a glyph whose font does not say which character it shows

_SLANT = 3  # degrees off a quarter turn from which text is slanted
_SIDE = 10.0  # points by which rules reach beyond a table that is open at the side
_MAX_EDGES = 4000  # a page of a table with 60 rows and 12 columns, each cell framed apart, has 3000
_TOLERANCE = 3.0  # points; pdfplumber's own for snapping and joining rules


@dataclass(frozen=True, slots=True)
class Glyph:
    """One printed character (seldom two: ligatures); box in points from the page's top left corner."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    size: float


@dataclass(frozen=True, slots=True)
class Rule:
    """A horizontal line."""

    x0: float
    x1: float
    y: float


@dataclass(frozen=True, slots=True)
class RawPage:
    """What is printed on a page. `tables` are the cell boxes of each table that rules close in;
    `rules` are the horizontal lines outside those. `turned` is how far the text was turned, in degrees.
    `crowded` tells a drawing of so many lines that tables were not looked for.
    """

    number: int
    width: float
    height: float
    glyphs: tuple[Glyph, ...] = ()
    tables: tuple[tuple[BBox, ...], ...] = ()
    rules: tuple[Rule, ...] = ()
    slanted: int = 0
    turned: int = 0
    crowded: bool = False
    readable: bool = True


def read_pages(data: bytes) -> Iterator[RawPage]:
    """Pages of the PDF file `data`, in order, each released before the next is read.

    A page that cannot be interpreted comes back without content and `readable` off.
    Raises: InputError `corrupt` or `encrypted`.
    """
    logging.getLogger("pdfminer").setLevel(logging.CRITICAL)  # its remarks on fonts are no one's business
    document = _open(data)
    for index in range(_page_count(document)):
        yield _read_page(document, index)


def _open(data: bytes) -> PDF:
    import pdfplumber
    from pdfminer.pdfdocument import PDFEncryptionError, PDFPasswordIncorrect

    try:
        return pdfplumber.open(io.BytesIO(data))
    except Exception as error:  # pdfminer lets anything through: KeyError, TypeError, struct.error …
        reasons = (error, *error.args)
        if any(isinstance(reason, (PDFPasswordIncorrect, PDFEncryptionError)) for reason in reasons):
            raise InputError(
                "encrypted", "the PDF is protected by a password", "remove the password, or save an unprotected copy"
            ) from error
        raise _corrupt() from error


def _page_count(document: PDF) -> int:
    try:
        count = len(document.pages)
    except Exception as error:  # as in _open
        raise _corrupt() from error
    if not count:
        raise _corrupt()
    return count


def _corrupt() -> InputError:
    return InputError("corrupt", "the PDF is damaged", "fetch it again, or print it to a new PDF")


def _read_page(document: PDF, index: int) -> RawPage:
    try:
        page = document.pages[index]
        raw = _content(page)
        page.close()
    except Exception:  # as in _open; the other pages may be sound
        return RawPage(index + 1, 0.0, 0.0, readable=False)
    return raw


def _content(page: Page) -> RawPage:
    chars = page.dedupe_chars(tolerance=1).chars
    turn = _main_turn(chars)
    if turn:
        page = _turned(page, turn)
        chars = page.dedupe_chars(tolerance=1).chars
    left, top, right, bottom = _visible_box(page)
    straight = [char for char in chars if not _is_slanted(char)]
    glyphs = [_glyph(char, left, top) for char in straight]
    drawn = _worthwhile(page.edges)
    edges = [_moved(edge, left, top) for edge in drawn]
    tables = _closed_tables(edges)
    return RawPage(
        number=page.page_number,
        width=right - left,
        height=bottom - top,
        glyphs=tuple(glyph for glyph in glyphs if glyph is not None),
        tables=tuple(tables),
        rules=tuple(_free_rules(edges, tables)),
        slanted=len(chars) - len(straight),
        turned=turn,
        crowded=bool(page.edges) and not drawn,
    )


def _visible_box(page: Page) -> BBox:
    media, crop = page.bbox, page.cropbox
    box = (max(media[0], crop[0]), max(media[1], crop[1]), min(media[2], crop[2]), min(media[3], crop[3]))
    whole = box if box[0] < box[2] and box[1] < box[3] else media
    return (float(whole[0]), float(whole[1]), float(whole[2]), float(whole[3]))


def _angle(char: Mapping[str, Any]) -> float:
    """Direction of writing in degrees, counterclockwise, 0 to 360."""
    right, up = char["matrix"][:2]
    return math.degrees(math.atan2(up, right)) % 360


def _is_slanted(char: Mapping[str, Any]) -> bool:
    off = _angle(char) % 90
    return min(off, 90 - off) > _SLANT


def _main_turn(chars: Sequence[Mapping[str, Any]]) -> int:
    """Quarter turn, in degrees clockwise, that sets most of the text upright."""
    straight = Counter(round(_angle(char) / 90) * 90 % 360 for char in chars if not _is_slanted(char))
    return straight.most_common(1)[0][0] if straight else 0


def _turned(page: Page, turn: int) -> Page:
    """The page as if its own rotation were `turn` degrees more."""
    from pdfplumber.page import Page

    source = page.page_obj
    source.rotate = (source.rotate + turn) % 360
    source.attrs["Rotate"] = source.rotate
    return Page(page.pdf, source, page.page_number, 0)


def _glyph(char: Mapping[str, Any], left: float, top: float) -> Glyph | None:
    text = "".join(_letters(str(char["text"]), str(char["fontname"])))
    if not text:
        return None
    x0, x1 = sorted((float(char["x0"]) - left, float(char["x1"]) - left))
    return Glyph(text, x0, float(char["top"]) - top, x1, float(char["bottom"]) - top, float(char["size"]))


def _letters(text: str, font: str) -> Iterator[str]:
    """Characters that a glyph shows: blanks as such, no control characters, ticks for symbol fonts."""
    if text.startswith("(cid:"):
        yield UNKNOWN
        return
    for letter in text:
        if letter.isspace():
            yield " "
        elif letter >= " ":
            yield shown(ord(letter), font) if is_private(ord(letter)) else letter


def _moved(edge: Mapping[str, Any], left: float, top: float) -> Edge:
    shifts = {"x0": left, "x1": left, "top": top, "bottom": top}
    return {**edge, **{name: float(edge[name]) - shift for name, shift in shifts.items()}}


def _worthwhile(edges: list[Edge]) -> list[Edge]:
    """Edges that may be rules of a table; none where a drawing has so many that solving would not end."""
    if len(edges) <= _MAX_EDGES:
        return edges
    long_enough = [edge for edge in edges if max(edge["width"], edge["height"]) >= _SIDE]
    return long_enough if len(long_enough) <= _MAX_EDGES else []


def _closed_tables(edges: Sequence[Edge]) -> list[tuple[BBox, ...]]:
    """Cell boxes of each table, top table first; sides that are left open are closed before."""
    tables = _solve(edges)
    sides = [side for cells in tables for side in _open_sides(cells, edges)]
    return _solve([*edges, *sides]) if sides else tables


def _solve(edges: Sequence[Edge]) -> list[tuple[BBox, ...]]:
    from pdfplumber import table as grid
    from pdfplumber.utils.geometry import filter_edges

    merged = grid.merge_edges(
        list(filter_edges(list(edges), min_length=1)), _TOLERANCE, _TOLERANCE, _TOLERANCE, _TOLERANCE
    )
    long_enough = list(filter_edges(merged, min_length=_TOLERANCE))
    crossings = grid.edges_to_intersections(long_enough, _TOLERANCE, _TOLERANCE)
    groups = grid.cells_to_tables(grid.intersections_to_cells(crossings))
    tables = [tuple((float(a), float(b), float(c), float(d)) for a, b, c, d in cells) for cells in groups]
    return sorted((cells for cells in tables if _has_columns(cells)), key=lambda cells: min(cell[1] for cell in cells))


def _has_columns(cells: Sequence[BBox]) -> bool:
    """Whether cells stand beside each other; frames around text do not make a table."""
    return max(cell[0] for cell in cells) - min(cell[0] for cell in cells) > _TOLERANCE


def _open_sides(cells: Sequence[BBox], edges: Sequence[Edge]) -> Iterator[Edge]:
    """Vertical edges where most rules of a table end beyond its outermost vertical lines."""
    x0, top, x1, bottom = hull(cells)
    rules = [edge for edge in edges if _is_rule(edge) and top - 1 <= edge["top"] <= bottom + 1]
    rows = {round(cell[1]) for cell in cells}
    for side, name, beyond in ((x0, "x0", -_SIDE), (x1, "x1", _SIDE)):
        reaching = [edge[name] for edge in rules if (edge[name] - side) * beyond > _SIDE * _SIDE]
        ends = Counter(round(end) for end in reaching).most_common(1)
        if ends and len(reaching) > len(rows) / 2:
            end = float(ends[0][0])
            yield {
                "x0": end, "x1": end, "top": top, "bottom": bottom, "width": 0.0, "height": bottom - top,
                "orientation": "v", "object_type": "line",
            }  # fmt: skip


def _free_rules(edges: Sequence[Edge], tables: Sequence[Sequence[BBox]]) -> Iterator[Rule]:
    hulls = [hull(cells) for cells in tables]
    for edge in edges:
        if _is_rule(edge) and not any(box[1] - 1 <= edge["top"] <= box[3] + 1 for box in hulls):
            yield Rule(edge["x0"], edge["x1"], edge["top"])


def _is_rule(edge: Edge) -> bool:
    return edge["orientation"] == "h" and float(edge["x1"] - edge["x0"]) > _TOLERANCE


def hull(boxes: Sequence[BBox]) -> BBox:
    """Smallest box around all of `boxes`."""
    return (
        min(box[0] for box in boxes),
        min(box[1] for box in boxes),
        max(box[2] for box in boxes),
        max(box[3] for box in boxes),
    )
