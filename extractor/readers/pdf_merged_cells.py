"""Places of a grid that belong together -> the cells that they make: rectangles, grown until none cuts another."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product


class Groups:
    """Places of a grid that belong together, grown to rectangles."""

    def __init__(self, rows: int, columns: int) -> None:
        self.rows, self.columns = rows, columns
        self._leader = {(row, column): (row, column) for row in range(rows) for column in range(columns)}

    def join(self, one: tuple[int, int], other: tuple[int, int]) -> None:
        """Put two places into one group."""
        self._leader[self._find(one)] = self._find(other)

    def _find(self, place: tuple[int, int]) -> tuple[int, int]:
        while self._leader[place] != place:
            place = self._leader[place]
        return place

    def rectangles(self) -> list[tuple[int, int, int, int]]:
        """Rectangles (first row, first column, last row, last column), both ends included, in reading order."""
        found = self._groups()
        while self._fill(found):
            found = self._groups()
        return sorted(map(_corners, found))

    def _groups(self) -> list[list[tuple[int, int]]]:
        groups: dict[tuple[int, int], list[tuple[int, int]]] = {}
        for place in self._leader:
            groups.setdefault(self._find(place), []).append(place)
        return list(groups.values())

    def _fill(self, groups: Sequence[Sequence[tuple[int, int]]]) -> bool:
        """Take into each group what lies in its rectangle; whether that changed anything."""
        changed = False
        for places in groups:
            first_row, first_column, last_row, last_column = _corners(places)
            rows, columns = range(first_row, last_row + 1), range(first_column, last_column + 1)
            if len(places) == len(rows) * len(columns):
                continue
            for place in product(rows, columns):
                if self._find(place) != self._find(places[0]):
                    self.join(place, places[0])
                    changed = True
        return changed


def _corners(places: Sequence[tuple[int, int]]) -> tuple[int, int, int, int]:
    """The rectangle around `places`: first row, first column, last row, last column."""
    if len(places) == 1:
        return (*places[0], *places[0])
    rows, columns = zip(*places, strict=True)
    return (min(rows), min(columns), max(rows), max(columns))
