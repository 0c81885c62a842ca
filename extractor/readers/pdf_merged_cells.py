"""Places of a grid that belong together -> the cells that they make: rectangles, grown until none cuts another."""

from __future__ import annotations

Corners = tuple[int, int, int, int]  # first row, first column, last row, last column, both ends included


class Groups:
    """Places of a grid that belong together, grown to rectangles."""

    def __init__(self, rows: int, columns: int) -> None:
        self.rows, self.columns = rows, columns
        self._leader = list(range(rows * columns))  # of each place, row by row

    def join(self, one: tuple[int, int], other: tuple[int, int]) -> None:
        """Put two places into one group."""
        self._join(one[0] * self.columns + one[1], other[0] * self.columns + other[1])

    def _join(self, one: int, other: int) -> None:
        self._leader[self._find(one)] = self._find(other)

    def _find(self, place: int) -> int:
        while self._leader[place] != place:
            place = self._leader[place]
        return place

    def rectangles(self) -> list[Corners]:
        """Rectangles, in reading order."""
        while True:
            groups = self._groups()
            cut = [corners for places, corners in groups if len(places) != _size(corners)]
            if not cut:
                return sorted(corners for _, corners in groups)
            for corners in cut:
                self._fill(corners)

    def _groups(self) -> list[tuple[list[int], Corners]]:
        groups: dict[int, list[int]] = {}
        for place in range(len(self._leader)):
            groups.setdefault(self._find(place), []).append(place)
        return [(places, self._corners(places)) for places in groups.values()]

    def _fill(self, corners: Corners) -> None:
        """Take all that lies in the rectangle into one group."""
        first_row, first_column, last_row, last_column = corners
        first = first_row * self.columns + first_column
        for start in range(first, last_row * self.columns + first_column + 1, self.columns):
            for place in range(start, start + last_column - first_column + 1):
                self._join(place, first)

    def _corners(self, places: list[int]) -> Corners:
        """The rectangle around `places`, which are in order."""
        first_row, last_row = places[0] // self.columns, places[-1] // self.columns
        columns = [place % self.columns for place in places]
        return (first_row, min(columns), last_row, max(columns))


def _size(corners: Corners) -> int:
    return (corners[2] - corners[0] + 1) * (corners[3] - corners[1] + 1)
