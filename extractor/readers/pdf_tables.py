"""Cell boxes on pages -> grids; a table that goes on over pages becomes one.

Rows and columns follow from the boxes' edges, over all pages of the table. A header row printed
again is left out; an empty cell at the top of a page goes on the merged cell above the break; a row
that the break cuts in two is put together.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby, pairwise
from operator import attrgetter, itemgetter

from extractor.document import BBox, quick
from extractor.readers import outline
from extractor.readers.compose import Grid, GridCell, Piece, text_of
from extractor.readers.grid import hull
from extractor.readers.pdf_lines import TextLine, joint
from extractor.readers.pdf_pages import Glyph
from extractor.readers.pdf_turned import lines_of, set_down

_SAME_EDGE = 3.0  # points within which edges of cells are one
_SAME_COLUMN = 2.0  # points within which the columns of two pages are the same
_NUMBER = re.compile(r"[0-9０-９]")
_LABELS = 3  # and more in a row without values: a header that is printed again
_VALUE = re.compile(r"[≥≤><=＞＜+-]?[0-9０-９][0-9０-９.,，]*\D{0,3}")  # 12公里, but not 2022年预算数 or 得分(10分)
_OPEN_NUMBER = re.compile(r"[0-9０-９.,，]$")
_AMOUNT = re.compile(r"[\u4e00-\u9fff]{2,}[:：]?[0-9][0-9,]*(?:\.[0-9]+)?[万亿]?元")  # all that a line of a list holds
_WORD = re.compile(r"[（(《“]*(?:[0-9A-Za-z.,%/×*+=~<>≥≤()-]+|.)[，。；、：）)》”%％]*")
_TWO_COLUMNS = 2.5  # of the size: narrower cells hold one column of characters, which are its lines
_SPARE = 2.2  # of the size: room, beside the next word, that shows a line to end on purpose
_SPARE_AFTER_SENTENCE = 1.5

# What a cell holds: the fields of each `Piece`. They wait for the end of the file, hundreds to a page, and in plain
# tuples Python's search for cycles passes over them.
_Text = tuple[tuple[str, int, float, float, tuple[float, ...]], ...]


@dataclass(frozen=True)
class PageGrid:
    """The part of a table that stands on one page, in `box`: its cells' boxes, from top to bottom, and what each holds.

    `inferred` where no rules show its cells.
    """

    page: int
    box: BBox
    boxes: tuple[BBox, ...]
    texts: tuple[_Text, ...]
    inferred: bool = False

    @cached_property
    def columns(self) -> list[float]:
        """x coordinates of all vertical borders."""
        return _positions({box[0] for box in self.boxes} | {box[2] for box in self.boxes})


def page_grid(
    boxes: Sequence[BBox], glyphs: Iterable[Glyph], page: int, *, inferred: bool = False
) -> tuple[PageGrid, list[Glyph]]:
    """The table of `boxes` on that page, with the text of `glyphs`, and the glyphs that stand in none of them.

    Each character is taken by one cell at most.
    """
    ordered = tuple(sorted(sorted(boxes, key=itemgetter(0)), key=itemgetter(1)))  # quicker than by both at once
    places = _Places(ordered)
    by_cell = places.parted(glyphs)
    texts = [_cell_text(by_cell[place], box, page) if place in by_cell else () for place, box in enumerate(ordered)]
    return PageGrid(page, places.hull, ordered, tuple(texts), inferred), by_cell.get(None, [])


_Found = tuple[float, float, float, int | None]  # a box: its upper, lower and right border, and its index
_OUTSIDE: _Found = (0.0, 0.0, -math.inf, None)


class _Places:
    """Finds the box that a point stands in."""

    def __init__(self, boxes: Sequence[BBox]) -> None:
        self.hull = hull(boxes)
        by_left = defaultdict[float, list[_Found]](list)
        for place, (x0, top, x1, bottom) in enumerate(boxes):
            by_left[x0].append((top, bottom, x1, place))
        self._lefts = sorted(by_left)
        columns = [sorted(by_left[left]) for left in self._lefts]
        self._columns = [([found[0] for found in column], column) for column in columns]

    def parted(self, glyphs: Iterable[Glyph]) -> dict[int | None, list[Glyph]]:
        """The glyphs that stand in each box, by its index, cut where they reach over more than one; None: in no box."""
        held = defaultdict[int | None, list[Glyph]](list)
        _, upper, _, lower = self.hull
        for glyph in glyphs:
            _, _, top, _, bottom, _, edges, _ = glyph
            y, borders = (top + bottom) / 2, edges or glyph.borders
            if not upper <= y <= lower:
                held[None].append(glyph)
                continue
            x, last_x = (borders[0] + borders[1]) / 2, (borders[-2] + borders[-1]) / 2
            begun, last_begun = bisect_right(self._lefts, x), bisect_right(self._lefts, last_x)
            _, _, right, place = found = self._find(begun, x, y)
            is_alone = begun == last_begun and x <= last_x <= right  # no box begins under the glyph
            if is_alone or self._find(last_begun, last_x, y) is found:
                held[place].append(glyph)
            else:
                for place, part in self._cut(glyph, y):
                    held[place].append(part)
        return held

    def _cut(self, glyph: Glyph, y: float) -> Iterator[tuple[int | None, Glyph]]:
        """The stretches of `glyph` that stand in one box each, or in none, and that box's index."""
        middles = [(left + right) / 2 for left, right in pairwise(glyph.borders)]
        places = [self._find(bisect_right(self._lefts, middle), middle, y)[-1] for middle in middles]
        for place, group in groupby(range(len(places)), key=places.__getitem__):
            inside = list(group)
            yield place, glyph.part(inside[0], inside[-1] + 1)

    def _find(self, begun: int, x: float, y: float) -> _Found:
        """The box that begins furthest to the right, if several hold the point; `begun` columns begin left of it."""
        for left in range(begun - 1, -1, -1):
            tops, below = self._columns[left]
            after = bisect_right(tops, y)
            if after:
                found = below[after - 1]
                if y <= found[1] and x <= found[2]:
                    return found
        return _OUTSIDE


def goes_on(upper: PageGrid, lower: PageGrid) -> bool:
    """Whether `lower` has the columns of `upper` and stands on the next page."""
    if lower.page != upper.page + 1:
        return False
    one, other = upper.columns, lower.columns
    if upper.inferred or lower.inferred:
        return upper.inferred == lower.inferred and len(one) == len(other)
    ends = max(abs(one[0] - other[0]), abs(one[-1] - other[-1]))
    few, many = sorted((one, other), key=len)
    shared = sum(any(abs(x - y) <= _SAME_COLUMN for y in many) for x in few)
    return ends <= _SAME_COLUMN and shared >= len(few) - 1


def to_grid(parts: Sequence[PageGrid]) -> tuple[Grid, list[str]]:
    """The table of all its `parts`, in page order, and codes of what was done to join them.

    Codes: `repeated_header`, `joined_cell`, `joined_row`.
    """
    columns = _all_columns(parts)
    first = cells = _placed(parts[0], columns)
    done: list[str] = []
    for part in parts[1:]:
        rows_before = max([cell.row + cell.row_span for cell in cells], default=0)
        placed, dropped = _without_header(_placed(part, columns), first)
        cells, placed, joined = _across_break(cells, placed)
        done += dropped + joined
        cells += [cell._replace(row=cell.row + rows_before) for cell in placed]
    ordered = sorted(cells, key=attrgetter("row", "column"))
    return Grid(tuple(ordered), inferred=any(part.inferred for part in parts)), done


def _positions(values: Iterable[float]) -> list[float]:
    kept: list[float] = []
    for value in sorted(values):
        if not kept or value - kept[-1] > _SAME_EDGE:
            kept.append(value)
    return kept


def _all_columns(parts: Sequence[PageGrid]) -> list[float]:
    if parts[0].inferred:  # columns of text alone lie a little differently on every page
        return parts[0].columns
    return _positions(x for part in parts for x in part.columns)


def _nearest(value: float, positions: Sequence[float]) -> int:
    after = bisect_left(positions, value)
    if after == 0 or after == len(positions):
        return min(after, len(positions) - 1)
    return after if positions[after] - value < value - positions[after - 1] else after - 1


def _placed(part: PageGrid, columns: Sequence[float]) -> list[GridCell]:
    """Cells of the part with rows from 0, by the borders that they begin and end at."""
    own = part.columns if part.inferred else columns
    lefts, tops, rights, bottoms = map(set, zip(*part.boxes, strict=True))
    rows = _positions(tops | bottoms)
    column_of, row_of = {x: _nearest(x, own) for x in lefts | rights}, {y: _nearest(y, rows) for y in tops | bottoms}
    placed: dict[tuple[int, int], GridCell] = {}
    for (x0, top, x1, bottom), text in zip(part.boxes, part.texts, strict=True):
        pieces = tuple([quick(Piece, fields) for fields in text])
        row, column = place = row_of[top], column_of[x0]
        if place in placed:  # rules drawn twice leave boxes too thin to be cells of their own
            sliver = placed[place]
            placed[place] = sliver._replace(pieces=(*sliver.pieces, *pieces))
        else:
            placed[place] = quick(
                GridCell, (row, column, pieces, row_of[bottom] - row or 1, column_of[x1] - column or 1)
            )
    return list(placed.values())


def _cell_text(glyphs: Sequence[Glyph], box: BBox, page: int) -> _Text:
    """Lines of a cell without separators; those that end early, with room for more, are paragraphs."""
    if len(glyphs) == 1 and not glyphs[0].turn:  # most cells hold no more
        text, _, top, _, bottom, _, edges, _ = glyphs[0]
        return () if text.isspace() else ((text, page, top, bottom, edges or glyphs[0].borders),)
    if glyphs and box[2] - box[0] > _TWO_COLUMNS * glyphs[0].size:
        glyphs = set_down(glyphs)
    lines = lines_of(glyphs, page) if glyphs else []
    pieces: list[Piece] = [*lines[0].pieces] if lines else []
    for upper, lower in pairwise(lines):
        between = "\n" if _ends_paragraph(upper, lower, box[2] - box[0]) else joint(upper.text, lower.text)
        pieces += [Piece(between), *lower.pieces] if between else lower.pieces
    return tuple([(text, number, top, bottom, edges) for text, number, top, bottom, edges in pieces])


def _ends_paragraph(upper: TextLine, lower: TextLine, width: float) -> bool:
    """Whether the next word would have had room behind `upper`, padding of the cell set aside; or both name amounts."""
    if upper.spots or lower.spots:
        return True
    if _OPEN_NUMBER.search(upper.text):
        return False
    if _AMOUNT.fullmatch(upper.text) and _AMOUNT.fullmatch(lower.text):
        return True
    word = _WORD.match(lower.text)
    needed = lower.edges[len(word[0]) if word else 0] - lower.x0
    spare = (_SPARE_AFTER_SENTENCE if outline.ends_sentence(upper.text) else _SPARE) * upper.size
    return width - (upper.x1 - upper.x0) >= needed + spare


def _text(cell: GridCell) -> str:
    return text_of(cell.pieces).strip()


def _row_texts(cells: Sequence[GridCell], row: int) -> dict[int, str]:
    return {cell.column: _text(cell) for cell in cells if cell.row == row}


def _without_header(placed: list[GridCell], first: Sequence[GridCell]) -> tuple[list[GridCell], list[str]]:
    """Cells of a later page without the rows that repeat rows of the `first` one: its first rows, or a later header."""
    begin, repeated = _repeated_row(placed, first), 0
    if begin is None:
        return placed, []
    rows = max(cell.row for cell in placed)
    while repeated < rows and _repeats(_row_texts(placed, repeated), _row_texts(first, begin + repeated), begin):
        repeated += 1
    if any(cell.row < repeated < cell.row + cell.row_span and _text(cell) for cell in placed):
        return placed, []
    kept = [_begun_at(cell, repeated) for cell in placed if cell.row + cell.row_span > repeated]
    return kept, ["repeated_header"] if repeated else []


def _repeated_row(placed: Sequence[GridCell], first: Sequence[GridCell]) -> int | None:
    """The row of the `first` page that the first row of a later one repeats."""
    texts = _row_texts(placed, 0)
    if _repeats(texts, _row_texts(first, 0), 0):
        return 0
    if not _are_labels(texts):
        return None
    rows = range(1, max(cell.row for cell in first) + 1)
    return next((row for row in rows if _repeats(texts, _row_texts(first, row), row)), None)


def _repeats(texts: dict[int, str], above: dict[int, str], row: int) -> bool:
    """Whether a row is printed again; from the second one on only its labels are, not merged cells around them."""
    if not row:
        return texts == above and any(texts.values())
    return _are_labels(texts) and {(column, text) for column, text in texts.items() if text} <= above.items()


def _are_labels(texts: dict[int, str]) -> bool:
    filled = [text for text in texts.values() if text]
    return len(filled) >= _LABELS and not any(map(_VALUE.fullmatch, filled))


def _begun_at(cell: GridCell, row: int) -> GridCell:
    """The cell in rows counted from `row`, cut off where it begins above."""
    above = max(row - cell.row, 0)
    return cell._replace(row=cell.row + above - row, row_span=cell.row_span - above)


def _across_break(above: list[GridCell], below: list[GridCell]) -> tuple[list[GridCell], list[GridCell], list[str]]:
    """Cells before and after a page break, merged cells and cut rows put together; how that was done."""
    last_row = max((cell.row + cell.row_span for cell in above), default=0)
    touching = {cell.column: place for place, cell in enumerate(above) if cell.row + cell.row_span == last_row}
    if _is_cut_row(above, below, touching):
        return *_with_row_joined(above, below, touching), ["joined_row"]
    joined, rest = list(above), list[GridCell]()
    for cell in below:
        place = touching.get(cell.column)
        if cell.row == 0 and place is not None and _is_carried(above[place], cell):
            joined[place] = above[place]._replace(row_span=above[place].row_span + cell.row_span)
        else:
            rest.append(cell)
    return joined, rest, ["joined_cell"] if len(rest) < len(below) else []


def _is_carried(above: GridCell, below: GridCell) -> bool:
    """Whether the empty cell below the break is the rest of the merged cell above it."""
    merged = above.row_span > 1 or below.row_span > 1
    return merged and not _text(below) and bool(_text(above)) and above.column_span == below.column_span


def _is_cut_row(above: Sequence[GridCell], below: Sequence[GridCell], touching: dict[int, int]) -> bool:
    """Whether the first row below the break is the rest of the row above it: only words that go on, no figures."""
    first = [cell for cell in below if cell.row == 0]
    filled = [cell for cell in first if _text(cell)]
    if not filled or len(filled) * 2 > len(first) or any(cell.column not in touching for cell in filled):
        return False
    rests = [(_text(above[touching[cell.column]]), _text(cell)) for cell in filled]
    figures = [above[place] for column, place in touching.items() if _NUMBER.search(_text(above[place]))]
    left_empty = {cell.column for cell in first} - {cell.column for cell in filled}
    words_go_on = all(upper and not outline.ends_sentence(upper) and _is_rest(lower) for upper, lower in rests)
    return words_go_on and any(cell.column in left_empty for cell in figures)


def _is_rest(text: str) -> bool:
    return not outline.starts_paragraph(text) and _NUMBER.match(text) is None


def _with_row_joined(
    above: Sequence[GridCell], below: Sequence[GridCell], touching: dict[int, int]
) -> tuple[list[GridCell], list[GridCell]]:
    joined = list(above)
    for cell in below:
        if cell.row == 0 and cell.column in touching:
            place = touching[cell.column]
            grown = joined[place].row_span + cell.row_span - 1
            joined[place] = joined[place]._replace(pieces=(*joined[place].pieces, *cell.pieces), row_span=grown)
    rest = [cell for cell in below if cell.row > 0 or cell.column not in touching]
    return joined, [cell._replace(row=cell.row - 1) for cell in rest if cell.row > 0]
