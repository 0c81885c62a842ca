"""Where the rows of a flattened fund block stand: their labels and their figures in a stream of text.

Known labels (年度资金总额, 其中:中央财政资金 …) begin a row wherever they stand. Where cells are parted, other words do
as well, if exactly one figure for each column follows them. A label that breaks inside its cell has its figures
between its halves.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from extractor.flat_heads import FlatHead
from extractor.patterns import Library
from extractor.reading import plain_label
from extractor.stream import Border, Stream

_NEAR = 14
_AMOUNT_FOLLOWS = re.compile(r":\d[\d,]*(?:\.\d+)?")
FIGURE = re.compile(r"\d[\d,]*(?:\.\d+)?(?:%|万元|亿元|元|万)?|[-—–/]+")
_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?%?")
_WORDS = re.compile(r"[\u4e00-\u9fff]{2}")
_CAPTION = re.compile(r"\((?:单位:)?(?:万元|元|亿元)\)$")
_DIGIT = re.compile(r"\d")
_DASH = re.compile(r"[-—–/]")
_LONGEST_LABEL = 30

Range = tuple[int, int]


class FlatRow(NamedTuple):
    """A row: where its label stands, where its figures, and the lower half of a label that they break in two."""

    label: Range
    figures: Range
    below: Range | None = None


def rows_below(text: Stream, library: Library, head: FlatHead, end: int) -> list[FlatRow]:
    """Rows of the block below `head`, which ends at `end`."""
    pattern = library.of("fund_label", "label")[0].regex
    known = [match.span() for match in pattern.finditer(text.text, head.body, end)]
    ends = [start for start, stop in known if _has_its_own_amount(text, stop)]
    known = [span for span in known if span[0] not in ends]
    cells = text.cells(head.body, end)
    ahead = [] if head.is_fused(text) else _rows_ahead(text, head, cells)
    if ahead:
        return ahead
    broken = [] if head.is_fused(text) else list(_broken(text, pattern, cells))
    sure = sorted([*known, *(row.label for row in broken)])
    rows = _until(sure, [*ends, end], broken)
    if not any(_is_bare(text, row) for row in rows) and not head.is_fused(text):
        rows = _until(sorted([*sure, *_others(text, head, cells, sure)]), [*ends, end], broken)
    if any(text.text[slice(*one.label)] == text.text[slice(*other.label)] for one, other in pairwise(rows)):
        return []  # each source once for every stage: no row, but labels with their amounts side by side
    if not rows:
        return list(_row_labelled_before(text, pattern, head, end))
    return _with_figures_ahead(text, library, head.body, rows)


def _until(labels: Sequence[Range], ends: Sequence[int], broken: Sequence[FlatRow]) -> list[FlatRow]:
    """Rows that begin with `labels` and reach to the next label or end."""
    borders = sorted([*(start for start, _ in labels), *ends])
    starts = [next(border for border in borders if border > start) for start, _ in labels]
    rows = [FlatRow((start, stop), (stop, after)) for (start, stop), after in zip(labels, starts, strict=True)]
    halves = {row.label: row for row in broken}
    return [halves.get(row.label, row) for row in rows]


def _others(text: Stream, head: FlatHead, cells: Sequence[Range], sure: Sequence[Range]) -> Iterator[Range]:
    """Labels that no pattern knows: with a full row of figures; in a block without known ones, with any number."""
    full = _full_rows(text, head, cells, sure)
    found = full if sure else dict.fromkeys([*full, *_labels_before_numbers(text, cells)])
    return (span for span in found if not any(_overlap(span, place) for place in sure))


def _broken(text: Stream, pattern: re.Pattern[str], cells: Sequence[Range]) -> Iterator[FlatRow]:
    """Labels whose lower half stands behind their figures, in the next line (其中:当年财 85 71.42 / 政拨款)."""
    for index, (start, stop) in enumerate(cells):
        figures = 0
        while index + 1 + figures < len(cells) and FIGURE.fullmatch(text.text, *cells[index + 1 + figures]):
            figures += 1
        rest = cells[index + 1 + figures] if figures and index + 1 + figures < len(cells) else None
        if rest is None or text.borders[rest[0]] < Border.LINE:
            continue
        upper, lower = text.text[start:stop], text.text[slice(*rest)]
        if pattern.fullmatch(upper + lower) and not (pattern.fullmatch(upper) or pattern.fullmatch(lower)):
            yield FlatRow((start, stop), (stop, rest[0]), rest)


def _rows_ahead(text: Stream, head: FlatHead, cells: Sequence[Range]) -> list[FlatRow]:
    """Rows of a block of nothing but full rows of figures, each with its label behind it; none in other blocks."""
    widths = {sum(role not in left_out for role in head.roles) for left_out in ({"label"}, {"label", "ignored"})}
    rows: list[FlatRow] = []
    figures: list[Range] = []
    for cell in cells:
        if FIGURE.fullmatch(text.text, *cell):
            figures.append(cell)
        elif rows or figures or not _CAPTION.search(text.text, *cell):
            if len(figures) not in widths or not _is_label(text, *cell):
                return []
            rows.append(FlatRow(cell, (figures[0][0], figures[-1][1])))
            figures = []
    return [] if figures else rows


def _full_rows(text: Stream, head: FlatHead, cells: Sequence[Range], sure: Sequence[Range]) -> Iterator[Range]:
    """Cells of words with exactly one figure for each column behind them, as long as such rows follow each other.

    A line of words alone may come between: a row that was left empty.
    """
    width = sum(role != "label" for role in head.roles)
    figures = [FIGURE.fullmatch(text.text, *cell) is not None for cell in cells]
    goes_on = True
    for index, (start, stop) in enumerate(cells):
        if figures[index]:
            continue
        behind = figures[index + 1 : index + 1 + width + 1]
        full = len(behind) >= width and all(behind[:width]) and not any(behind[width:])
        known = any(_overlap((start, stop), place) for place in sure)
        if full and goes_on and not known and _is_label(text, start, stop):
            yield start, stop
        goes_on = known or (goes_on and (full or _is_line(text, start, stop)))


def _labels_before_numbers(text: Stream, cells: Sequence[Range]) -> Iterator[Range]:
    """Cells of words that a cell with a number follows, where every cell has a line of its own."""
    for (start, stop), (_, behind) in pairwise(cells):
        apart = _is_line(text, start, stop) and _is_line(text, stop, behind)
        if apart and _is_label(text, start, stop) and _NUMBER.fullmatch(text.text, stop, behind):
            yield start, stop


def _is_line(text: Stream, start: int, stop: int) -> bool:
    """Whether a cell stands on a line of its own."""
    return text.borders[start] >= Border.LINE and (stop >= len(text.text) or text.borders[stop] >= Border.LINE)


def _is_label(text: Stream, start: int, stop: int) -> bool:
    return stop - start <= _LONGEST_LABEL and _WORDS.search(text.text, start, stop) is not None


def _overlap(one: Range, other: Range) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _with_figures_ahead(text: Stream, library: Library, start: int, rows: list[FlatRow]) -> list[FlatRow]:
    """`rows`, where figures before the first label are those of the total, or each label stands behind its own.

    A line of their own that begins with words is a row by itself, read where the words name the total (合计 | 96 | 88).
    """
    before = (start, rows[0].label[0])
    digit = _DIGIT.search(text.text, *before)
    if digit is None:
        return rows
    lines = (place for place in range(digit.start(), start - 1, -1) if text.borders[place] >= Border.LINE)
    line = next(lines, digit.start())
    label = text.text[line : digit.start()]
    if _WORDS.search(label) and not _CAPTION.search(label):
        source = library.classify("fund_row", "source", plain_label(label))
        total = source is not None and source.value == "total"
        return [FlatRow((line, digit.start()), (digit.start(), before[1])), *rows] if total else rows
    bare = [index for index, row in enumerate(rows) if not row.below and _is_bare(text, row)]
    wholes = [index for index in bare if "总额" in text.text[slice(*rows[index].label)]]
    if wholes:
        rows[wholes[-1]] = FlatRow(rows[wholes[-1]].label, before)
    elif bare and bare[0]:
        figures = [before, *(row.figures for row in rows[: bare[0]])]
        return [FlatRow(row.label, place) for row, place in zip(rows, figures, strict=False)]
    return rows


def _is_bare(text: Stream, row: FlatRow) -> bool:
    first, last = row.figures
    near = min(last, first + _NEAR)
    return _DIGIT.search(text.text, first, near) is None and _DASH.match(text.text, first, near) is None


def _row_labelled_before(text: Stream, label: re.Pattern[str], head: FlatHead, end: int) -> Iterator[FlatRow]:
    """The only row of a block whose label stands in front of the header (年度资金总额|预算数|执行数|60|60)."""
    starts = [match.start() for match in label.finditer(text.text, max(0, head.start - _NEAR), head.start)]
    before = [start for start in starts if "总额" in text.text[start : head.start]]
    whole = before and label.fullmatch(text.text, before[-1], head.start)
    if whole and _DIGIT.match(text.text, head.body):
        yield FlatRow((before[-1], head.start), (head.body, end))


def _has_its_own_amount(text: Stream, end: int) -> bool:
    """A label whose amount stands in its own cell (一般公共预算:1325.68) is no row of the table."""
    found = _AMOUNT_FOLLOWS.match(text.text, end)
    if found is None or text.borders[end + 1] != Border.NONE:
        return False
    return found.end() == len(text.text) or text.borders[found.end()] >= Border.LINE
