"""Two columns of running text beside each other: which lines stand in them, and in which order.

Columns are told from tables and from pairs of labels by their lines: those of running text fill their
column nearly to its end, one after the other.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from statistics import median
from typing import NamedTuple

from extractor.document import BBox
from extractor.readers.pdf_lines import TextLine, box_of, lines_in, rows_of, segments, to_lines
from extractor.readers.pdf_pages import Glyph
from extractor.readers.pdf_turned import blocks_of

_LEAST_ROWS = 4
_WIDE = 8  # sizes: the least a column of running text is wide
_PITCH = 1.6  # of the distance between the first rows: from which a gap ends the columns
_FULL = 0.75  # of a column: what a full line takes of it
_MOST = 0.6  # of the lines, that are full


class _Row(NamedTuple):
    """A line over the whole page: its glyphs, and the boxes of its stretches between wide gaps."""

    glyphs: tuple[Glyph, ...]
    boxes: tuple[BBox, ...]

    @property
    def top(self) -> float:
        """Upper edge of its first stretch."""
        return self.boxes[0][1] if self.boxes else 0.0


@dataclass(frozen=True, slots=True)
class _Zone:
    """Consecutive rows, parted in two by a gap that all of them leave free: from x to x."""

    rows: tuple[_Row, ...]
    gap: tuple[float, float]


def text_blocks(glyphs: Iterable[Glyph], page: int) -> list[list[TextLine]]:
    """Lines of a page in blocks that are read one after the other, from top to bottom.

    Most blocks are one line; the lines of both columns of a zone are one block, the left column first.
    """
    everything = list(glyphs)
    upright = [glyph for glyph in everything if not glyph.turn]
    rows = rows_of(upright)
    zones = list(_zones(rows)) if len(rows) >= _LEAST_ROWS else []
    if not zones and len(upright) == len(everything):
        return [[line] for line in lines_in(rows, page)]
    taken = {id(glyph) for zone in zones for row in zone.rows for glyph in row.glyphs}
    blocks = blocks_of((glyph for glyph in everything if id(glyph) not in taken), page)
    return blocks + [_read(zone, page) for zone in zones]


def _zones(lines: Iterable[Sequence[Glyph]]) -> Iterator[_Zone]:
    rows, gap = list[_Row](), (0.0, 0.0)
    for row in map(_row, lines):
        narrowed = _gap_of(row) if not rows else _narrowed(gap, row) if _follows(rows, row) else None
        if narrowed is None:
            yield from _accepted(rows, gap)
            rows, narrowed = [], _gap_of(row)
        if narrowed is not None:
            rows.append(row)
            gap = narrowed
    yield from _accepted(rows, gap)


def _follows(rows: Sequence[_Row], row: _Row) -> bool:
    """Whether `row` is no further from the last of `rows` than those are from each other."""
    usual = rows[1].top - rows[0].top if len(rows) > 1 else row.top - rows[0].top
    return row.top - rows[-1].top <= _PITCH * usual


def _row(glyphs: Sequence[Glyph]) -> _Row:
    return _Row(tuple(glyphs), tuple(box_of(part) for part in segments(glyphs)))


def _gap_of(row: _Row) -> tuple[float, float] | None:
    """The gap of a row of two stretches."""
    return (row.boxes[0][2], row.boxes[1][0]) if len(row.boxes) == 2 else None


def _narrowed(gap: tuple[float, float], row: _Row) -> tuple[float, float] | None:
    """What `row` leaves free of the gap; None where it reaches over it, or stands in three parts."""
    own = _gap_of(row)
    if own is None and len(row.boxes) == 1:
        left, _, right, _ = row.boxes[0]
        own = (right, gap[1]) if right < gap[1] else (gap[0], left)
    if own is None:
        return None
    free = (max(gap[0], own[0]), min(gap[1], own[1]))
    return free if free[1] - free[0] >= row.glyphs[0].size / 2 else None


def _accepted(rows: Sequence[_Row], gap: tuple[float, float]) -> Iterator[_Zone]:
    """The zone of `rows`, if both its columns hold running text."""
    paired = [row for row in rows if len(row.boxes) == 2]
    if len(paired) < _LEAST_ROWS:
        return
    size = median(row.glyphs[0].size for row in paired)
    left, right = [row.boxes[0] for row in paired], [row.boxes[1] for row in paired]
    if _is_filled(left, size) and _is_filled(right, size):
        yield _Zone(tuple(rows), gap)


def _is_filled(boxes: Sequence[BBox], size: float) -> bool:
    wide = max(box[2] for box in boxes) - min(box[0] for box in boxes)
    full = sum(box[2] - box[0] >= _FULL * wide for box in boxes)
    return wide >= _WIDE * size and full >= _MOST * len(boxes)


def _read(zone: _Zone, page: int) -> list[TextLine]:
    lines: list[TextLine] = []
    for is_left in (True, False):
        column = [glyph for row in zone.rows for glyph in row.glyphs if (glyph.x0 < zone.gap[0]) is is_left]
        own = to_lines(column, page)
        ends = (min(line.x0 for line in own), max(line.x1 for line in own))
        lines += [line._replace(column=ends) for line in own]
    return lines
