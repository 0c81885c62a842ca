"""Tables without vertical rules -> the cell boxes that their horizontal rules and their text imply.

Rows lie between rules; where no rule parts two rows in a column, the cell covers both. Columns
follow from the gaps between texts and from where rules begin and end. A text that reaches over a
column's border, or that is centred over several columns, covers them.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import NamedTuple

from extractor.document import BBox
from extractor.readers.grid import Rule, hull
from extractor.readers.pdf_lines import box_of, rows_of, segments
from extractor.readers.pdf_merged_cells import Groups
from extractor.readers.pdf_pages import Glyph, length_of

_SAME = 3.0  # points within which two coordinates are one
_MIN_SHARE = 0.4  # of the page's width: what a table's rules must reach over
_MIN_RULES = 3
_TOP_AND_END = 2
_MIN_TEXT_COLUMNS = 3
_MIN_TEXT_ROWS = 3
_MAX_FEW_RULES = 4  # a table with more rules than that has one between any two rows
_MOST_ON_A_PAGE = 5  # three-line tables of one width
_CENTRED = 4.0  # points by which a centred text may miss the middle
_MAX_COLUMNS = 40
_ALIKE = 10.0  # points by which borders found from text may differ between pages
_FEW_ROWS = 3

Interval = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Frame:
    """The rules of one table: where rows part, and over which stretches of x."""

    x0: float
    x1: float
    ys: tuple[float, ...]
    stretches: tuple[tuple[Interval, ...], ...]

    def unparted(self, row: int, xs: Sequence[float]) -> list[int]:
        """Places of those of `xs` at which no rule parts `row` from the one after it."""
        rules = [(left - _SAME, right + _SAME) for left, right in self.stretches[row + 1]]
        parted = {place for left, right in rules for place, x in enumerate(xs) if left <= x <= right}
        return [place for place in range(len(xs)) if place not in parted]


class OpenTable(NamedTuple):
    """Cell boxes of a table; `ruled` tells one with horizontal rules from one of text alone."""

    boxes: tuple[BBox, ...]
    ruled: bool


def open_tables(
    rules: Sequence[Rule], glyphs: Sequence[Glyph], page_width: float, known: Sequence[float] = ()
) -> list[OpenTable]:
    """Tables that `rules` and `glyphs` show, top table first.

    `known` are the column borders of a table on the page before, which a short rest of it repeats.
    """
    tables = []
    ruled = [part for frame in _frames(rules, page_width) for part in _parted(frame, glyphs)]
    taken = {id(glyph) for frame in ruled for glyph in _inside(glyphs, frame)}
    free = [glyph for glyph in glyphs if id(glyph) not in taken]
    for frame in sorted([*ruled, *_unruled_frames(free)], key=lambda frame: frame.ys[0]):
        inside = [glyph for glyph in _inside(glyphs, frame) if not glyph.text.isspace()]
        split = _with_text_rows(frame, inside)
        bands = [_texts_of(band) for band in _bands(inside, split.ys)]
        columns = _column_borders(split, bands)
        if _repeats(split, columns, known):
            columns = [*known]
        if not 2 < len(columns) <= _MAX_COLUMNS or len(split.ys) <= 2:
            continue
        boxes = tuple(_cell_boxes(split, columns, bands))
        if not _is_prose(boxes, inside, columns):
            tables.append(OpenTable(boxes, frame in ruled))
    return tables


def _repeats(frame: Frame, columns: Sequence[float], known: Sequence[float]) -> bool:
    """Whether the table has the columns that are known; a rest of few rows shows too little of its own."""
    if len(known) < len(columns) or not known:
        return False
    if not _is_same(known[0], frame.x0) or not _is_same(known[-1], frame.x1):
        return False
    alike = all(min(abs(border - other) for other in known) <= _ALIKE for border in columns)
    return alike or len(frame.ys) <= _FEW_ROWS + 1


def _is_prose(boxes: Sequence[BBox], glyphs: Sequence[Glyph], columns: Sequence[float]) -> bool:
    """Whether most of the text runs over all columns: rules between paragraphs, not rows."""
    wide = [box for box in boxes if box[0] == columns[0] and box[2] == columns[-1]]
    if not wide:
        return False
    over_all = [glyph for glyph in glyphs if any(box[1] <= (glyph.top + glyph.bottom) / 2 <= box[3] for box in wide)]
    return length_of(over_all) > length_of(glyphs) / 2


def _is_same(one: float, other: float) -> bool:
    return abs(one - other) <= _SAME


def _frames(rules: Sequence[Rule], page_width: float) -> Iterator[Frame]:
    """Groups of rules that begin or end together; a group ends where a whole rule has none like it below."""
    levels = _levels(rules)
    while levels:
        first = levels[0]
        x0, x1 = first[1][0][0], first[1][-1][1]
        group = [level for level in levels if _fits(level[1], x0, x1)]
        whole = [index for index, level in enumerate(group) if _is_whole(level[1], x0, x1)]
        group = group[: whole[-1] + 1] if whole else group[:1]
        if len(group) >= _MIN_RULES and x1 - x0 >= _MIN_SHARE * page_width:
            yield Frame(x0, x1, tuple(y for y, _ in group), tuple(stretches for _, stretches in group))
        taken = {y for y, _ in group} | {first[0]}
        levels = [level for level in levels if level[0] not in taken]


def _parted(frame: Frame, glyphs: Sequence[Glyph]) -> list[Frame]:
    """The three-line tables of one width whose rules make up `frame`, with text between them; or the frame itself.

    One of two rules, at its top and its end, has its rows between them.
    """
    if not 4 <= len(frame.ys) <= _MOST_ON_A_PAGE * _MAX_FEW_RULES:
        return [frame]
    bands = [_lines(band) for band in _bands((glyph for glyph in glyphs if not glyph.text.isspace()), frame.ys)]
    between = [place for place, band in enumerate(bands) if _runs_on(band)]
    borders = [0, *(place + 1 for place in between), len(frame.ys)]
    open_between = [last - first == _TOP_AND_END and _has_rows(bands[first]) for first, last in pairwise(borders)]
    few = [_MIN_RULES <= last - first <= _MAX_FEW_RULES for first, last in pairwise(borders)]
    if not between or not all(map(any, zip(open_between, few, strict=True))):
        return [frame]
    return [Frame(frame.x0, frame.x1, frame.ys[a:b], frame.stretches[a:b]) for a, b in pairwise(borders)]


def _has_rows(lines: Sequence[Sequence[Sequence[Glyph]]]) -> bool:
    """Whether lines are rows of a table that no rule parts: each is set in columns."""
    return len(lines) >= _MIN_TEXT_ROWS and all(len(line) >= _MIN_TEXT_COLUMNS for line in lines)


def _runs_on(lines: Sequence[Sequence[Sequence[Glyph]]]) -> bool:
    """Whether most of some lines are one stretch of text each; a caption may hold a wide blank."""
    return 2 * sum(len(line) == 1 for line in lines) > len(lines)


def _unruled_frames(glyphs: Sequence[Glyph]) -> Iterator[Frame]:
    """Frames around lines that follow each other and are each set in three columns or more."""
    lines = [segments(row) for row in rows_of(glyph for glyph in glyphs if not glyph.text.isspace())]
    for columned, group in groupby(lines, key=lambda line: len(line) >= _MIN_TEXT_COLUMNS):
        rows = list(group)
        if not columned or len(rows) < _MIN_TEXT_ROWS:
            continue
        boxes = [box_of([glyph for part in line for glyph in part]) for line in rows]
        words = [length_of(part) > 1 for line in rows for part in line]
        if sum(words) > len(words) / 2:  # else upright text
            x0, top, x1, bottom = hull(boxes)
            inner = [(upper[3] + lower[1]) / 2 for upper, lower in pairwise(boxes)]
            ys = (top - 1, *inner, bottom + 1)
            yield Frame(x0 - 1, x1 + 1, ys, (((x0 - 1, x1 + 1),),) * len(ys))


def _levels(rules: Sequence[Rule]) -> list[tuple[float, tuple[Interval, ...]]]:
    """Rules at the same height, joined where they touch, from top to bottom."""
    heights: list[list[Rule]] = []
    for rule in sorted(rules, key=lambda rule: rule.y):
        if heights and rule.y - heights[-1][0].y <= _SAME:
            heights[-1].append(rule)
        else:
            heights.append([rule])
    return [(level[0].y, _joined([(rule.x0, rule.x1) for rule in level])) for level in heights]


def _joined(intervals: Sequence[Interval]) -> tuple[Interval, ...]:
    joined: list[Interval] = []
    for left, right in sorted(intervals):
        if joined and left - joined[-1][1] <= _SAME:
            joined[-1] = (joined[-1][0], max(joined[-1][1], right))
        else:
            joined.append((left, right))
    return tuple(joined)


def _fits(stretches: Sequence[Interval], x0: float, x1: float) -> bool:
    inside = stretches[0][0] >= x0 - _SAME and stretches[-1][1] <= x1 + _SAME
    return inside and (abs(stretches[0][0] - x0) <= _SAME or abs(stretches[-1][1] - x1) <= _SAME)


def _is_whole(stretches: Sequence[Interval], x0: float, x1: float) -> bool:
    return abs(stretches[0][0] - x0) <= _SAME and abs(stretches[-1][1] - x1) <= _SAME and len(stretches) == 1


def _inside(glyphs: Sequence[Glyph], frame: Frame) -> list[Glyph]:
    left, right, top, bottom = frame.x0 - _SAME, frame.x1 + _SAME, frame.ys[0], frame.ys[-1]
    high = [glyph for glyph in glyphs if top <= (glyph.top + glyph.bottom) / 2 <= bottom]
    return [glyph for glyph in high if left <= (glyph.x0 + glyph.x1) / 2 <= right]


def _with_text_rows(frame: Frame, glyphs: Sequence[Glyph]) -> Frame:
    """The frame of a three-line table with rules added between its lines of text, which are rows there."""
    if len(frame.ys) > _MAX_FEW_RULES:
        return frame
    ys, stretches = [frame.ys[0]], [frame.stretches[0]]
    for inside, bottom, rule in zip(_bands(glyphs, frame.ys), frame.ys[1:], frame.stretches[1:], strict=True):
        band = _lines(inside)
        if all(len(line) > 1 for line in band):
            for upper, lower in pairwise([box_of([glyph for part in line for glyph in part]) for line in band]):
                ys.append((upper[3] + lower[1]) / 2)
                stretches.append(((frame.x0, frame.x1),))
        ys.append(bottom)
        stretches.append(rule)
    return Frame(frame.x0, frame.x1, tuple(ys), tuple(stretches))


def _bands(glyphs: Iterable[Glyph], ys: Sequence[float]) -> list[list[Glyph]]:
    """The glyphs between each two of the heights `ys`, which rise; those on a height stand in no band."""
    bands: list[list[Glyph]] = [[] for _ in ys]
    for glyph in glyphs:
        middle = (glyph.top + glyph.bottom) / 2
        place = bisect_left(ys, middle)
        if 0 < place < len(ys) and middle != ys[place]:
            bands[place].append(glyph)
    return bands[1:]


def _lines(band: Sequence[Glyph]) -> list[list[list[Glyph]]]:
    """Lines of the band, each as its stretches of text."""
    return [segments(row) for row in rows_of(band)]


def _column_borders(frame: Frame, texts: Sequence[Sequence[Interval]]) -> list[float]:
    """x coordinates that part columns, outer ones included: ends of rules, and gaps between texts."""
    ends = sorted({x for stretches in frame.stretches for stretch in stretches for x in stretch})
    bands = [[text for text in band if not _is_between(ends, text)] for band in texts]
    most = max(map(len, bands), default=0)
    columns: list[Interval] = []
    for band in sorted(bands, key=len, reverse=True):
        if len(band) >= max(2, 0.6 * most):
            columns = _extended(columns, band)
    gaps = [(left[1], right[0]) for left, right in pairwise(columns)]
    inner = [(left + right) / 2 for left, right in gaps if not any(left - _SAME < end < right + _SAME for end in ends)]
    return _apart(sorted([frame.x0, frame.x1, *ends, *inner])) if columns else []


def _is_between(ends: Sequence[float], text: Interval) -> bool:
    """Whether any of `ends`, which rise, lies within the text."""
    after = bisect_right(ends, text[0])
    return after < len(ends) and ends[after] < text[1]


def _apart(positions: Sequence[float]) -> list[float]:
    """Positions, those left out that are the same as the one before."""
    kept: list[float] = []
    for position in positions:
        if not kept or not _is_same(position, kept[-1]):
            kept.append(position)
    return kept


def _texts_of(band: Sequence[Glyph]) -> list[Interval]:
    """Stretches of x that hold text in the band, over all its lines."""
    ends = [(part[0].x0, max([glyph.x1 for glyph in part])) for line in _lines(band) for part in line]
    joined: list[Interval] = []
    for left, right in sorted(ends):
        if joined and left <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(joined[-1][1], right))
        else:
            joined.append((left, right))
    return joined


def _extended(columns: Sequence[Interval], texts: Sequence[Interval]) -> list[Interval]:
    """Columns with the texts taken in: a text in one column may widen it, one beside all is a new one."""
    wider = list(columns)
    for left, right in texts:
        touched = [place for place, column in enumerate(wider) if left < column[1] and right > column[0]]
        if not touched:
            wider.append((left, right))
        elif len(touched) == 1:
            column = wider[touched[0]]
            wider[touched[0]] = (min(left, column[0]), max(right, column[1]))
    return sorted(wider)


def _cell_boxes(frame: Frame, columns: Sequence[float], texts: Sequence[Sequence[Interval]]) -> Iterator[BBox]:
    """Boxes of the cells, merged ones whole."""
    groups = Groups(len(frame.ys) - 1, len(columns) - 1)
    middles = [(left + right) / 2 for left, right in pairwise(columns)]
    for row in range(groups.rows - 1):
        for column in frame.unparted(row, middles):
            groups.join((row, column), (row + 1, column))
    reach = [left + _SAME for left in columns[:-1]], [right - _SAME for right in columns[1:]]
    for row, band in enumerate(texts):
        for first, last in _covered(band, columns, [_reached(text, *reach) for text in band]):
            if first != last:
                groups.join((row, first), (row, last))
    for first_row, first_column, last_row, last_column in groups.rectangles():
        yield (columns[first_column], frame.ys[first_row], columns[last_column + 1], frame.ys[last_row + 1])


def _covered(
    texts: Sequence[Interval], columns: Sequence[float], reached: Sequence[tuple[int, int]]
) -> Iterator[tuple[int, int]]:
    """First and last column that each text of a row covers: those it has `reached`, or is centred over."""
    for place, (text, (first, last)) in enumerate(zip(texts, reached, strict=True)):
        free_from = min(reached[place - 1][1] + 1, first) if place else 0
        free_to = max(reached[place + 1][0] - 1, last) if place + 1 < len(reached) else len(columns) - 2
        if free_from == first and free_to == last:
            yield first, last
        else:
            yield _centred(text, columns, range(free_from, first + 1), range(last, free_to + 1))


def _reached(text: Interval, lefts: Sequence[float], rights: Sequence[float]) -> tuple[int, int]:
    """First and last column, of those between `lefts` and `rights`, that the text reaches into; (0, 0) for none."""
    first, last = bisect_right(rights, text[0]), bisect_left(lefts, text[1]) - 1
    return (first, last) if first <= last else (0, 0)


def _centred(text: Interval, columns: Sequence[float], firsts: range, lasts: range) -> tuple[int, int]:
    """The free columns over whose middle the text stands; those it reaches where it stands over none.

    A text that fits both its own column and more of them takes all where it has room on both sides.
    """
    middle = sum(text) / 2
    fitting = [
        (first, last)
        for first in firsts
        for last in lasts
        if abs((columns[first] + columns[last + 1]) / 2 - middle) <= _CENTRED
    ]
    own = (firsts[-1], lasts[0])
    roomy = len(firsts) > 1 and len(lasts) > 1
    if not fitting or (own in fitting and not roomy):
        return own
    return max(fitting, key=lambda cover: cover[1] - cover[0])
