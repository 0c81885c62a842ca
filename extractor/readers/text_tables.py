"""Runs of lines with bars or tabs -> tables; every physical line is one row.

Takes Markdown tables, pipe rows as converters leave them (outer bars or not, merged cells left
out) and tab-separated rows. Tables printed one cell a line, closed by a bar or not, are left alone.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extractor.document import Cell, Span, Table
from extractor.readers import outline
from extractor.readers.paragraphs import Line

_RULE = re.compile(r"[-—–─=_:：|+\s]+")
_FIGURES_ONLY = re.compile(r"(?:\|[\s\d.,%％—–\-/]*){3,}")
_MAX_LABEL = 30  # characters of a row's label on a line of its own
_SENTENCE_ENDS = ("。", ":", "：", ";", "；")
_MAX_PIECE = 40  # characters of a line without bars that is the rest of a cell


@dataclass(frozen=True, slots=True)
class Run:
    """Lines `first`..`last` (half-open) that form one table parted by `separator`."""

    first: int
    last: int
    separator: str


def find_runs(lines: Sequence[Line]) -> list[Run]:
    """Tables among `lines`, in order and apart from each other; each has two rows or more."""
    runs: list[Run] = []
    index, refused = 0, 0
    while index < len(lines):
        run = _run_at(lines, index, inside=index < refused)
        if run is None and index >= refused and "|" in lines[index].text:
            refused = _last_of_bars(lines, index)
        if run is not None:
            runs.append(run)
        index = index + 1 if run is None else run.last
    return runs


def to_table(lines: Sequence[Line], run: Run, index: int) -> Table:
    """The table number `index` of the document that `run` holds.

    Ragged where rows have different numbers of cells (trailing empty ones not counted): their
    merged cells are left out. Rules of dashes give no row.
    """
    rows = _rows(lines, run)
    widths = {len(row) for row in rows}
    filled = [_without_trailing_empty(row) for row in rows]
    ruled = run.separator == "|" and any(map(_is_rule, lines[run.first : run.last]))
    # Where a row begins with an empty cell, merged cells were kept as empty ones: every cell has its column.
    # Not so where first cells stand on lines of their own: bars at the ends of rows only fill these up.
    kept_empty = any(row and row[0].end == row[0].start for row in filled)
    kept_empty = kept_empty and not any(_is_first_cell(lines, run.first, place) for place in range(run.first, run.last))
    regular = (ruled or kept_empty) and len(widths) == 1
    kept = rows if regular else filled
    cells = tuple(
        Cell(row_index, column, span.start, span.end)
        for row_index, row in enumerate(kept)
        for column, span in enumerate(row)
    )
    ragged = not regular and len({len(row) for row in filled}) > 1
    return Table(index, cells, lines[run.first].start, lines[run.last - 1].end, ragged=ragged)


def _rows(lines: Sequence[Line], run: Run) -> list[list[Span]]:
    """The cells of every row; a label on the line before its figures is the row's first cell."""
    places = [place for place in range(run.first, run.last) if not _is_rule(lines[place])]
    labels = {place + 1: lines[place] for place in places if _is_label(lines, place)}
    labels |= {place + 1: lines[place] for place in places if _is_first_cell(lines, run.first, place)}
    own = [place for place in places if place + 1 not in labels]
    rows = _without_outer_bar([_split(lines[place], run.separator) for place in own], [lines[place] for place in own])
    return [
        _labelled(labels[place], row, lines[place]) if place in labels else row
        for place, row in zip(own, rows, strict=True)
    ]


def _labelled(label: Line, row: list[Span], line: Line) -> list[Span]:
    """`row` of `line` behind its label, which stands for the empty cell that words follow."""
    empty = row[0].end == row[0].start and _FIGURES_ONLY.fullmatch(line.text) is None
    return [Span(label.start, label.end), *(row[1:] if empty else row)]


def _is_label(lines: Sequence[Line], index: int) -> bool:
    """Whether the line is the label of the row below, which has bars and figures but no words."""
    text = lines[index].text
    if "|" in text or len(text) > _MAX_LABEL or text.endswith("。") or index + 1 >= len(lines):
        return False
    below = lines[index + 1]
    return not below.blank_before and _FIGURES_ONLY.fullmatch(below.text) is not None and not _is_rule(below)


def _is_first_cell(lines: Sequence[Line], first: int, index: int) -> bool:
    """Whether the line is the first cell of the row below, which begins with a bar while the table's rows do not."""
    text = lines[index].text
    if "|" in text or len(text) > _MAX_LABEL or text.endswith(_SENTENCE_ENDS) or lines[index].blank_before:
        return False
    if not first < index < len(lines) - 1 or lines[first].text.startswith("|"):
        return False
    above, below = lines[index - 1], lines[index + 1]
    return "|" in above.text and below.text.startswith("|") and not below.blank_before and not _is_rule(below)


def _run_at(lines: Sequence[Line], index: int, *, inside: bool) -> Run | None:
    """The table that begins at a line; `inside` a run that was no table, its end is one only without single cells."""
    if "|" in lines[index].text:
        return _bar_run(lines, index, inside=inside)
    return _tab_run(lines, index) if _is_tab_row(lines[index]) else None


def _last_of_bars(lines: Sequence[Line], first: int) -> int:
    last = first + 1
    while last < len(lines) and not lines[last].blank_before and _belongs(lines, first, last):
        last += 1
    return last


def _bar_run(lines: Sequence[Line], first: int, *, inside: bool) -> Run | None:
    last = _last_of_bars(lines, first)
    within = [line for line in lines[first:last] if not _is_rule(line)]
    rows = sum(_filled_count(line) >= 2 for line in within)
    alone = sum(_is_alone(line) for line in within)
    return Run(first, last, "|") if rows >= 2 and rows >= alone and not (inside and alone) else None


def _belongs(lines: Sequence[Line], first: int, index: int) -> bool:
    """Whether the line goes on a run of bar rows: it has bars, or is the rest of a broken cell."""
    if "|" in lines[index].text:
        return True
    if _is_label(lines, index) or _is_first_cell(lines, first, index):
        return True
    open_cell = not lines[index - 1].text.endswith("|") and "|" in lines[index - 1].text
    goes_on = index + 1 < len(lines) and "|" in lines[index + 1].text and not lines[index + 1].blank_before
    short = len(lines[index].text) <= _MAX_PIECE and outline.shape_of(lines[index].text).kind != "heading"
    return open_cell and goes_on and short


def _is_alone(line: Line) -> bool:
    """A cell on a line of its own, closed by one bar, or bars and nothing else."""
    return not line.text.strip("| ") or (line.text.endswith("|") and line.text.count("|") == 1)


def _filled_count(line: Line) -> int:
    return sum(bool(piece.strip()) for piece in line.text.split("|"))


def _tab_run(lines: Sequence[Line], first: int) -> Run:
    last = first + 1
    for index in range(first + 1, len(lines)):
        if _is_tab_row(lines[index]):
            last = index + 1
        elif not _is_rule(lines[index]):
            break
    return Run(first, last, "\t")


def _is_tab_row(line: Line) -> bool:
    return "\t" in line.text and not _is_rule(line)


def _is_rule(line: Line) -> bool:
    return _RULE.fullmatch(line.text) is not None and any(char in line.text for char in "-—–─=_")


def _split(line: Line, separator: str) -> list[Span]:
    spans: list[Span] = []
    start = line.start
    for piece in line.text.split(separator):
        stripped = piece.strip()
        begin = start + (len(piece) - len(piece.lstrip()) if stripped else 0)
        spans.append(Span(begin, begin + len(stripped)))
        start += len(piece) + 1
    return spans


def _without_outer_bar(rows: list[list[Span]], lines: Sequence[Line]) -> list[list[Span]]:
    """Rows without the empty piece that a bar at the start or the end of every line leaves."""
    texts = [line.text for line in lines]
    left = all(text.startswith("|") for text in texts)
    right = left and all(text.endswith("|") for text in texts)
    return [row[1 if left else 0 : -1 if right else None] for row in rows]


def _without_trailing_empty(row: list[Span]) -> list[Span]:
    filled = [place for place, span in enumerate(row) if span.end > span.start]
    return row[: filled[-1] + 1] if filled else []
