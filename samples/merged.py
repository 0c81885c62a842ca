"""The cells of a table that a definition gives as rows of strings, where "<" joins left and "^" joins above."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple


class MergedCell(NamedTuple):
    """A cell with the first and last row and column that it covers, all from 0 and included."""

    text: str
    top: int
    left: int
    bottom: int
    right: int


def merged_cells(rows: Sequence[Sequence[str]]) -> list[MergedCell]:
    """Cells in row order. Raises ValueError where "<" or "^" has no neighbour to join, or a row has another length."""
    cells: dict[tuple[int, int], MergedCell] = {}
    owners: dict[tuple[int, int], tuple[int, int]] = {}
    for row, column, text in _places(rows):
        owner = _owner(owners, row, column, text)
        owners[row, column] = owner
        first = cells.get(owner, MergedCell(text, row, column, row, column))
        cells[owner] = first._replace(bottom=row, right=max(first.right, column))
    return list(cells.values())


def _places(rows: Sequence[Sequence[str]]) -> list[tuple[int, int, str]]:
    if len({len(row) for row in rows}) > 1:
        raise ValueError(f"rows of different lengths: {[len(row) for row in rows]}")
    return [(r, c, text) for r, row in enumerate(rows) for c, text in enumerate(row)]


def _owner(owners: dict[tuple[int, int], tuple[int, int]], row: int, column: int, text: str) -> tuple[int, int]:
    neighbour = {"<": (row, column - 1), "^": (row - 1, column)}.get(text)
    if neighbour is None:
        return (row, column)
    if neighbour not in owners:
        raise ValueError(f"row {row}, column {column}: {text!r} has no neighbour to join")
    return owners[neighbour]
