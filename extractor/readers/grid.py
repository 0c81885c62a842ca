"""Lines on a page -> the cell boxes of its tables: one solver for PDF, OFD and scans.

The geometry is pdfplumber's (lines snapped, joined, crossed; the smallest rectangles between
crossings are cells). Sides left open are closed first; frames around text make no table.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from extractor.document import BBox

Edge = dict[str, Any]  # a straight line as pdfplumber describes it

_SIDE = 10.0  # points by which rules reach beyond a table that is open at the side
_MAX_EDGES = 4000  # a page of a table with 60 rows and 12 columns, each cell framed apart, has 3000
_MAX_CROSSINGS = 12_000  # possible ones, of merged lines: 100 lines by 120; a page cannot show more cells
_TOLERANCE = 3.0  # points; pdfplumber's own for snapping and joining rules
_SHORTEST = 1.0  # points


@dataclass(frozen=True, slots=True)
class Rule:
    """A horizontal line."""

    x0: float
    x1: float
    y: float


@dataclass(frozen=True, slots=True)
class Ruled:
    """What lines show: `tables` are the cell boxes of each table that they close in, top table first;
    `rules` are the horizontal lines outside those. `crowded` tells a drawing of so many lines that tables
    were not looked for.
    """

    tables: tuple[tuple[BBox, ...], ...] = ()
    rules: tuple[Rule, ...] = ()
    crowded: bool = False


def edge(x0: float, top: float, x1: float, bottom: float) -> Edge:
    """The line between two points, whichever comes first; upright unless it is wider than high."""
    left, right, upper, lower = min(x0, x1), max(x0, x1), min(top, bottom), max(top, bottom)
    level = right - left > lower - upper
    return {
        "x0": left, "x1": right, "top": upper, "bottom": lower, "width": right - left, "height": lower - upper,
        "orientation": "h" if level else "v", "object_type": "line",
    }  # fmt: skip


def frame(box: BBox) -> list[Edge]:
    """The four sides of `box`."""
    x0, top, x1, bottom = box
    return [edge(x0, top, x1, top), edge(x0, bottom, x1, bottom), edge(x0, top, x0, bottom), edge(x1, top, x1, bottom)]


def ruled(edges: Sequence[Edge]) -> Ruled:
    """Tables and free rules among `edges`, boxes in the same units (points)."""
    drawn = _worthwhile(edges)
    lines = _merged(drawn)
    if (edges and not drawn) or _crossings(lines) > _MAX_CROSSINGS:
        return Ruled(crowded=True)
    tables = _closed_tables(lines, drawn)
    return Ruled(tuple(tables), tuple(_free_rules(drawn, tables)))


def hull(boxes: Sequence[BBox]) -> BBox:
    """Smallest box around all of `boxes`."""
    return (
        min(box[0] for box in boxes),
        min(box[1] for box in boxes),
        max(box[2] for box in boxes),
        max(box[3] for box in boxes),
    )


def _worthwhile(edges: Sequence[Edge]) -> list[Edge]:
    """Edges that may be rules of a table; none where a drawing has so many that solving would not end."""
    if len(edges) <= _MAX_EDGES:
        return list(edges)
    long_enough = [edge for edge in edges if max(edge["width"], edge["height"]) >= _SIDE]
    return long_enough if len(long_enough) <= _MAX_EDGES else []


def _merged(edges: Sequence[Edge]) -> list[Edge]:
    """Lines snapped to each other and joined, those left out that are shorter than what they were snapped by."""
    from pdfplumber.table import merge_edges
    from pdfplumber.utils.geometry import filter_edges

    seen = filter_edges(list(edges), min_length=_SHORTEST)
    return filter_edges(merge_edges(seen, _TOLERANCE, _TOLERANCE, _TOLERANCE, _TOLERANCE), min_length=_TOLERANCE)


def _crossings(lines: Sequence[Edge]) -> int:
    upright = sum(line["orientation"] == "v" for line in lines)
    return upright * (len(lines) - upright)


def _closed_tables(lines: Sequence[Edge], edges: Sequence[Edge]) -> list[tuple[BBox, ...]]:
    """Cell boxes of each table, top table first; sides that are left open are closed before."""
    tables = _solved(lines)
    sides = [side for cells in tables for side in _open_sides(cells, edges)]
    return _solved(_merged([*edges, *sides])) if sides else tables


def _solved(lines: Sequence[Edge]) -> list[tuple[BBox, ...]]:
    from pdfplumber.table import cells_to_tables, edges_to_intersections, intersections_to_cells

    crossings = edges_to_intersections(list(lines), _TOLERANCE, _TOLERANCE)
    groups = cells_to_tables(intersections_to_cells(crossings))
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
            yield edge(end, top, end, bottom)


def _free_rules(edges: Sequence[Edge], tables: Sequence[Sequence[BBox]]) -> Iterator[Rule]:
    hulls = [hull(cells) for cells in tables]
    for line in edges:
        if _is_rule(line) and not any(box[1] - 1 <= line["top"] <= box[3] + 1 for box in hulls):
            yield Rule(line["x0"], line["x1"], line["top"])


def _is_rule(line: Edge) -> bool:
    return bool(line["orientation"] == "h" and line["x1"] - line["x0"] > _TOLERANCE)
