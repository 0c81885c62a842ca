"""What the readers of spreadsheets agree on: sheets of placed texts, before they become a document."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SheetCell:
    """A cell that shows something, with the rows and columns that it covers; both count from 0."""

    row: int
    column: int
    text: str
    row_span: int = 1
    column_span: int = 1

    @property
    def place(self) -> str:
        """The cell's name: C12."""
        return place_name(self.row, self.column)


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: the cells that show something, in row order, and what it hides.

    `valueless` names the cells (C12) whose formula has no stored value, `failed` those that show an
    error with what they show (C12 #DIV/0!); neither are among `cells`.
    """

    name: str
    cells: tuple[SheetCell, ...]
    hidden: bool = False
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    valueless: tuple[str, ...] = ()
    failed: tuple[str, ...] = ()


def place_name(row: int, column: int) -> str:
    """Name of a cell in the manner of spreadsheets, from its row and column (from 0)."""
    letters = ""
    rest = column + 1
    while rest:
        rest, letter = divmod(rest - 1, 26)
        letters = chr(ord("A") + letter) + letters
    return f"{letters}{row + 1}"
