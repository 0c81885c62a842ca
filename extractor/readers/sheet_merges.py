"""Texts of single cells and merged areas -> the cells that a sheet shows.

What stands below a merged area, other than in its first cell, is not shown.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from extractor.readers.limits import Deadline
from extractor.readers.sheet_model import SheetCell


class Area(NamedTuple):
    """A merged area: its first row and column (from 0), and the rows and columns behind its last ones."""

    top: int
    left: int
    bottom: int
    right: int


def merged(texts: Mapping[tuple[int, int], str], areas: Iterable[Area], time: Deadline) -> Iterator[SheetCell]:
    """Cells in row order, from their texts by row and column.

    Raises: InputError `timeout`.
    """
    waiting = sorted(areas, reverse=True)
    active: list[Area] = []
    row_done = -1
    for (row, column), text in sorted(texts.items()):
        if row != row_done:
            time.check()
            active = [area for area in active if area.bottom > row]
            while waiting and waiting[-1].top <= row:
                area = waiting.pop()
                active += [area] if area.bottom > row else []
            row_done = row
        area = next(
            (area for area in active if area.left <= column < area.right), Area(row, column, row + 1, column + 1)
        )
        if (area.top, area.left) == (row, column):
            yield SheetCell(row, column, text, area.bottom - area.top, area.right - area.left)
