"""Lines on a page -> the cell boxes of its tables: one solver for PDF, OFD and scans.

The geometry is that of pdfplumber's table finder, step by step and with its tolerances, so that its
tables come out (a test holds the two together); only the search is another, since pdfplumber's takes
longer than all the rest of a page. Sides left open are closed first; frames around text make no table.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import NamedTuple

from extractor.document import BBox

_SIDE = 10.0  # points by which rules reach beyond a table that is open at the side
_UPRIGHTS = 3  # of a row that is open at its end: its sides, and one between
_MAX_EDGES = 4000  # a page of a table with 60 rows and 12 columns, each cell framed apart, has 3000
_MAX_CROSSINGS = 12_000  # possible ones, of merged lines: 100 by 120; a page cannot show more cells
_MAX_NESTING = 600  # cells of a table in which others are looked for
_FULL = 1.001  # of the table: what cells cover that do not lie over each other
_TOLERANCE = 3.0  # points; pdfplumber's own for snapping and joining rules
_SHORTEST = 1.0  # points

Point = tuple[float, float]
_Stroke = tuple[float, float, float]  # what a `_Line` holds, of a line as it is drawn


class Edge(NamedTuple):
    """A straight line from (x0, top) to (x1, bottom), in points; `level` or upright."""

    x0: float
    top: float
    x1: float
    bottom: float
    level: bool


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


class _Line(NamedTuple):
    """A merged line: its height (an upright one's x), and from where to where it goes."""

    at: float
    start: float
    end: float


class _Table(NamedTuple):
    """The smallest box around a table, and its cells."""

    box: BBox
    cells: tuple[BBox, ...]


def edge(x0: float, top: float, x1: float, bottom: float) -> Edge:
    """The line between two points, whichever comes first; upright unless it is wider than high."""
    left, right = (x0, x1) if x0 <= x1 else (x1, x0)
    upper, lower = (top, bottom) if top <= bottom else (bottom, top)
    return Edge(left, upper, right, lower, right - left > lower - upper)


def ruled(edges: Sequence[Edge]) -> Ruled:
    """Tables and free rules among `edges`, boxes in the same units (points)."""
    drawn = _worthwhile(edges)
    upright, level = _merged(drawn)
    if (edges and not drawn) or len(upright) * len(level) > _MAX_CROSSINGS:
        return Ruled(crowded=True)
    tables = _solved(upright, level)
    sides = [side for table in tables for side in (*_open_sides(table, drawn), *_open_ends(table, upright, tables))]
    if sides:
        tables = _solved(*_merged([*drawn, *sides]))
    return Ruled(tuple([table.cells for table in tables]), tuple(_free_rules(drawn, tables)))


def hull(boxes: Sequence[BBox]) -> BBox:
    """Smallest box around all of `boxes`."""
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return (min(lefts), min(tops), max(rights), max(bottoms))


def _worthwhile(edges: Sequence[Edge]) -> list[Edge]:
    """Edges that may be rules of a table; none where a drawing has so many that solving would not end."""
    if len(edges) <= _MAX_EDGES:
        return list(edges)
    long_enough = [edge for edge in edges if max(edge.x1 - edge.x0, edge.bottom - edge.top) >= _SIDE]
    return long_enough if len(long_enough) <= _MAX_EDGES else []


def _merged(edges: Iterable[Edge]) -> tuple[list[_Line], list[_Line]]:
    """Upright and level lines, snapped to each other and joined; short ones left out."""
    lines = list(edges)
    upright = [(x0, top, bottom) for x0, top, _, bottom, is_level in lines if not is_level]
    level = [(top, x0, x1) for x0, top, x1, _, is_level in lines if is_level]
    return list(_joined(_snapped(upright))), list(_joined(_snapped(level)))


def _snapped(strokes: Iterable[_Stroke]) -> Iterator[tuple[float, list[_Stroke]]]:
    """Strokes that stand so near to each other that they are one line, and where that stands: in their middle."""
    near: list[_Stroke] = []
    for stroke in sorted(stroke for stroke in strokes if stroke[2] - stroke[1] >= _SHORTEST):
        if near and stroke[0] > near[-1][0] + _TOLERANCE:
            yield sum(at for at, _, _ in near) / len(near), near
            near = []
        near.append(stroke)
    if near:
        yield sum(at for at, _, _ in near) / len(near), near


def _joined(groups: Iterable[tuple[float, list[_Stroke]]]) -> Iterator[_Line]:
    """Lines of the strokes at each place, those joined that nearly touch."""
    for at, strokes in groups:
        start, end = 0.0, -_TOLERANCE - 1
        for _, first, last in sorted(strokes, key=itemgetter(1)):
            if end < start:
                start, end = first, last
            elif first <= end + _TOLERANCE:
                end = max(end, last)
            else:
                if end - start >= _TOLERANCE:
                    yield _Line(at, start, end)
                start, end = first, last
        if end - start >= _TOLERANCE:
            yield _Line(at, start, end)


def _solved(upright: Sequence[_Line], level: Sequence[_Line]) -> list[_Table]:
    """Tables, top table first."""
    connected = _connected(_cells(upright, level))
    tables = [table for cells in connected for table in _unnested(_Table(hull(cells), cells))]
    return sorted(filter(_has_columns, tables), key=lambda table: table.box[1])


def _cells(upright: Sequence[_Line], level: Sequence[_Line]) -> list[BBox]:
    """The smallest rectangle that lines close in to the right of and below each crossing, if any."""
    down, across = _ways(upright, level), _ways(level, upright)
    xs, ys, columns = list(down), list(across), list(down.values())
    cells = list[BBox]()
    for column, x in enumerate(xs):
        aside = [ways[column] for ways in across.values()]
        for row, lower in enumerate(columns[column]):
            corner = _corner(columns, aside, row, lower) if lower else None
            if corner is not None:
                cells.append((x, ys[row], xs[corner[0]], ys[corner[1]]))
    return cells


def _ways(lines: Sequence[_Line], crossing: Sequence[_Line]) -> dict[float, list[int]]:
    """Of each place at which `lines` stand: to which crossings further on they lead from each crossing, as bits."""
    places = {at: place for place, at in enumerate(sorted({line.at for line in crossing}))}
    others = [(places[line.at], line.at, line.start - _TOLERANCE, line.end + _TOLERANCE) for line in crossing]
    ways: dict[float, list[int]] = {}
    for at, start, end in lines:
        first, last = start - _TOLERANCE, end + _TOLERANCE
        met = {place for place, where, left, right in others if first <= where <= last and left <= at <= right}
        own, further = ways.setdefault(at, [0] * len(places)), 0
        for place in sorted(met, reverse=True):
            own[place] |= further
            further |= 1 << place
    return ways


def _corner(columns: Sequence[list[int]], aside: Sequence[int], row: int, lowers: int) -> tuple[int, int] | None:
    """The crossing that closes a rectangle with the first of the crossings below, `lowers`, and of those to the right.

    `aside` are the ways to the right from each row of the column that the rectangle begins in.
    """
    while lowers:
        nearest = lowers & -lowers
        lower = nearest.bit_length() - 1
        others = aside[row] & aside[lower]
        while others:
            other = (others & -others).bit_length() - 1
            if columns[other][row] & nearest:
                return other, lower
            others &= others - 1
        lowers ^= nearest
    return None


def _connected(cells: Sequence[BBox]) -> list[tuple[BBox, ...]]:
    """Cells in groups that hang together by their corners."""
    leaders, by_corner = list(range(len(cells))), dict[Point, int]()
    for place, (x0, top, x1, bottom) in enumerate(cells):
        own = place
        for corner in ((x0, top), (x0, bottom), (x1, top), (x1, bottom)):
            other = by_corner.setdefault(corner, place)
            if leaders[other] != own:
                leader = _leader(leaders, other)
                leaders[own] = own = leader
    groups: dict[int, list[BBox]] = {}
    for place, cell in enumerate(cells):
        groups.setdefault(_leader(leaders, place), []).append(cell)
    return [tuple(group) for group in groups.values()]


def _leader(leaders: list[int], place: int) -> int:
    """The cell that leads the group of the cell `place`; the way to it becomes shorter."""
    while leaders[place] != place:
        leaders[place] = leaders[leaders[place]]
        place = leaders[place]
    return place


def _unnested(table: _Table) -> list[_Table]:
    """The table without cells that stand inside another one, and these in groups: tables within a cell."""
    cells = table.cells
    if len(cells) > _MAX_NESTING or sum(map(_area, cells)) <= _FULL * _area(table.box):
        return [table]
    inner = [cell for cell in cells if any(_area(cell) < _area(other) and _holds(other, cell) for other in cells)]
    outer = tuple(cell for cell in cells if cell not in inner)
    return [_Table(hull(group), group) for group in (outer, *_connected(inner))] if inner else [table]


def _area(box: BBox) -> float:
    return (box[2] - box[0]) * (box[3] - box[1])


def _holds(box: BBox, other: BBox) -> bool:
    return box[0] <= other[0] and box[1] <= other[1] and box[2] >= other[2] and box[3] >= other[3]


def _has_columns(table: _Table) -> bool:
    """Whether cells stand beside each other; frames around text do not make a table."""
    return max([cell[0] for cell in table.cells]) - table.box[0] > _TOLERANCE


def _open_sides(table: _Table, edges: Sequence[Edge]) -> Iterator[Edge]:
    """Upright edges where most rules of a table end beyond its outermost upright lines."""
    (x0, top, x1, bottom), cells = table
    rules = [edge for edge in edges if _is_rule(edge) and top - 1 <= edge.top <= bottom + 1]
    left = [rule.x0 for rule in rules if rule.x0 < x0 - _SIDE]
    right = [rule.x1 for rule in rules if rule.x1 > x1 + _SIDE]
    for reaching in (left, right):
        ends = Counter(round(end) for end in reaching).most_common(1)
        if ends and len(reaching) > len({round(cell[1]) for cell in cells}) / 2:
            yield edge(float(ends[0][0]), top, float(ends[0][0]), bottom)


def _open_ends(table: _Table, upright: Sequence[_Line], tables: Sequence[_Table]) -> Iterator[Edge]:
    """Level edges where a page break left cells open that go on over it.

    The row at an end of the table shows in upright lines, the outermost among them, that end together beyond it;
    cells beside all rows in lines, of no other table, that are as long as its other side; single cells of the last
    row in a rule that does not reach from side to side.
    """
    x0, top, x1, bottom = table.box
    inside = [line for line in upright if x0 - _TOLERANCE <= line.at <= x1 + _TOLERANCE]
    above = [(line.at, line.start) for line in inside if line.start < top - _SIDE and line.end >= top - _TOLERANCE]
    below = [(line.at, line.end) for line in inside if line.end > bottom + _SIDE and line.start <= bottom + _TOLERANCE]
    first, last = _common_end(above, x0, x1), _common_end(below, x0, x1)
    whole = _Line(0.0, top if first is None else first, bottom if last is None else last)
    outer = [line for line in inside if min(abs(line.at - x0), abs(line.at - x1)) <= _TOLERANCE]
    beside = [
        line.at
        for line in upright
        if _is_beside(line, whole, table) and any(_as_long(line, side) for side in outer)
        if not _in_another(line.at, table, tables)
    ]
    left, right = min([x0, *beside]), max([x1, *beside])
    starts, stops = (not _is_closed(table, place) for place in (1, 3))
    for end, place, is_open in ((first, whole.start, starts), (last, whole.end, stops)):
        if beside or end is not None or is_open:
            yield edge(left, place, right, place)


def _is_closed(table: _Table, place: int) -> bool:
    """Whether cells lie along the whole of a table's upper (1) or lower (3) border."""
    (x0, _, x1, _), cells = table
    missing, border = x1 - x0 - _SIDE, table.box[place]
    for cell in cells if place == 1 else reversed(cells):  # most often the first ones, or the last, are all of them
        if abs(cell[place] - border) <= _TOLERANCE:
            missing -= cell[2] - cell[0]
            if missing <= 0:
                return True
    return False


def _common_end(reaching: Sequence[tuple[float, float]], x0: float, x1: float) -> float | None:
    """Where upright lines that reach beyond a table end, if they do together and its sides are among them."""
    ends = [end for _, end in reaching]
    if len(ends) < _UPRIGHTS or max(ends) - min(ends) > _TOLERANCE:
        return None
    return ends[0] if reaching[0][0] <= x0 + _TOLERANCE and reaching[-1][0] >= x1 - _TOLERANCE else None


def _is_beside(line: _Line, whole: _Line, table: _Table) -> bool:
    """Whether the line stands outside the table and passes all of it."""
    passes = line.start <= whole.start + _TOLERANCE and line.end >= whole.end - _TOLERANCE
    return passes and not table.box[0] - _SIDE <= line.at <= table.box[2] + _SIDE


def _as_long(one: _Line, other: _Line) -> bool:
    return abs(one.start - other.start) <= _TOLERANCE and abs(one.end - other.end) <= _TOLERANCE


def _in_another(x: float, table: _Table, tables: Sequence[_Table]) -> bool:
    return any(one is not table and one.box[0] - _SIDE <= x <= one.box[2] + _SIDE for one in tables)


def _free_rules(edges: Sequence[Edge], tables: Sequence[_Table]) -> Iterator[Rule]:
    for line in edges:
        if _is_rule(line) and not any(box[1] - 1 <= line.top <= box[3] + 1 for box, _ in tables):
            yield Rule(line.x0, line.x1, line.top)


def _is_rule(line: Edge) -> bool:
    return line.level and line.x1 - line.x0 > _TOLERANCE
