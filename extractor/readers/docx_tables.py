"""A DOCX table element -> a grid of cells with the rows and columns that they really cover.

Source: ECMA-376 part 1, 17.4 (gridSpan, vMerge, gridBefore). A cell that goes on a vertical merge
is no cell of its own; one that goes on nothing is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from extractor.readers.compose import Grid, GridCell, Piece
from extractor.readers.xml_elements import Element, child, local, number_of, value_of

_MAX_SPAN = 63  # columns; Word's own limit
_WRAPPERS = frozenset({"sdt", "sdtContent", "customXml", "ins", "moveTo"})

ReadCell = Callable[[Element], tuple[Piece, ...]]


def read_grid(table: Element, read_cell: ReadCell) -> Grid:
    """Grid of the table element; `read_cell` gives the text of a cell element and is called in text order."""
    cells: list[GridCell] = []
    open_merges: dict[int, int] = {}
    for row, element in enumerate(_kept(table, "tr", "trPr", "del")):
        for column, span, cell in _placed_cells(element):
            merge = _merge_of(cell, "vMerge")
            above = open_merges.get(column)
            if merge == "continue" and above is not None and _ends_above(cells[above], row):
                cells[above] = replace(cells[above], row_span=row + 1 - cells[above].row)
                continue
            if _merge_of(cell, "hMerge") == "continue" and cells and cells[-1].row == row:
                cells[-1] = replace(cells[-1], column_span=cells[-1].column_span + span)
                continue
            open_merges.pop(column, None)
            if merge is not None:
                open_merges[column] = len(cells)
            cells.append(GridCell(row, column, read_cell(cell), column_span=span))
    return Grid(tuple(cells))


def _placed_cells(row: Element) -> Iterator[tuple[int, int, Element]]:
    """Cell elements of a row with their first column and the columns they cover."""
    column = max(number_of(child(row, "trPr", "gridBefore"), default=0), 0)
    for cell in _kept(row, "tc", "tcPr", "cellDel"):
        span = number_of(child(cell, "tcPr", "gridSpan"), default=1)
        span = min(max(span, 1), _MAX_SPAN)
        yield min(column, _MAX_SPAN), span, cell
        column += span


def _kept(parent: Element, name: str, properties: str, deletion: str) -> Iterator[Element]:
    """Elements of that name below `parent`, also inside content controls; deleted ones left out."""
    for element in parent:
        found = local(element)
        if found == name and child(element, properties, deletion) is None:
            yield element
        elif found in _WRAPPERS:
            yield from _kept(element, name, properties, deletion)


def _merge_of(cell: Element, name: str) -> str | None:
    """ "restart" or "continue" (which may go without saying); None for a cell that is not merged."""
    merge = child(cell, "tcPr", name)
    return None if merge is None else value_of(merge) or "continue"


def _ends_above(cell: GridCell, row: int) -> bool:
    return cell.row + cell.row_span == row
