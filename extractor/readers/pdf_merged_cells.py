"""Places of a grid that belong together -> the cells that they make: rectangles, grown until none cuts another."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product

Place = tuple[int, int]  # row and column
Corners = tuple[int, int, int, int]  # first row, first column, last row, last column, both ends included


class Groups:
    """Places of a grid that belong together, grown to rectangles."""

    def __init__(self, rows: int, columns: int) -> None:
        self.rows, self.columns = rows, columns
        self._leader: dict[Place, Place] = {}  # of places that belong to others; most stand alone

    def join(self, one: Place, other: Place) -> None:
        """Put two places into one group."""
        self._leader[self._find(one)] = self._find(other)

    def _find(self, place: Place) -> Place:
        leader = self._leader.setdefault(place, place)
        while leader != place:
            place, leader = leader, self._leader[leader]
        return place

    def rectangles(self) -> list[Corners]:
        """Rectangles, in reading order."""
        groups = self._groups()
        while cut := [corners for places, corners in groups if len(places) != _size(corners)]:
            for corners in cut:
                self._fill(corners)
            groups = self._groups()
        alone = (place for place in product(range(self.rows), range(self.columns)) if place not in self._leader)
        return sorted([*(corners for _, corners in groups), *(place + place for place in alone)])

    def _groups(self) -> list[tuple[list[Place], Corners]]:
        groups: dict[Place, list[Place]] = {}
        for place in self._leader:
            groups.setdefault(self._find(place), []).append(place)
        return [(places, _corners(places)) for places in groups.values()]

    def _fill(self, corners: Corners) -> None:
        """Take all that lies in the rectangle into one group."""
        first_row, first_column, last_row, last_column = corners
        for place in product(range(first_row, last_row + 1), range(first_column, last_column + 1)):
            self.join(place, (first_row, first_column))


def _corners(places: Sequence[Place]) -> Corners:
    """The rectangle around `places`."""
    rows, columns = zip(*places, strict=True)
    return (min(rows), min(columns), max(rows), max(columns))


def _size(corners: Corners) -> int:
    return (corners[2] - corners[0] + 1) * (corners[3] - corners[1] + 1)
