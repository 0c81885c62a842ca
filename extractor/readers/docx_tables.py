"""A DOCX table element -> a grid of cells with the rows and columns that they really cover.

Source: ECMA-376 part 1, 17.4 (gridSpan, vMerge, gridBefore). A cell that goes on a vertical merge
is no cell of its own; one that goes on nothing is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from extractor.readers.compose import Grid, GridCell, Piece
from extractor.readers.xml_elements import Element, child, children, local, number_of, value_of

_MAX_SPAN = 63  # columns; Word's own limit
_UNSEEN = frozenset({"bookmarkStart", "bookmarkEnd", "proofErr", "permStart", "permEnd"})
_WRAPPERS = frozenset({"sdt", "sdtContent", "customXml", "ins", "moveTo"})

ReadCell = Callable[[Element], tuple[Piece, ...]]


def adjoining(table: Element) -> list[Element]:
    """The table element and those that go on it: nothing between them, the same columns. Word shows them as one."""
    tables = [table]
    for element in table.itersiblings():
        if local(element) in _UNSEEN:
            continue
        if local(element) != "tbl" or not _continues(element, table):
            break
        tables.append(element)
    return tables


def _continues(table: Element, upper: Element) -> bool:
    floating = child(table, "tblPr", "tblpPr") is not None or child(upper, "tblPr", "tblpPr") is not None
    columns = _columns_of(table)
    return not floating and len(columns) > 1 and columns == _columns_of(upper)


def _columns_of(table: Element) -> list[int]:
    return [number_of(column, "w", default=0) for column in children(child(table, "tblGrid"), "gridCol")]


def read_grid(tables: Sequence[Element], read_cell: ReadCell) -> Grid:
    """Grid of table elements that follow each other without anything between them.

    `read_cell` gives the text of a cell element and is called in text order.
    """
    cells: list[GridCell] = []
    open_merges: dict[int, int] = {}
    rows = (row for table in tables for row in _kept(table, "tr", "trPr", "del"))
    for row, element in enumerate(rows):
        for column, span, cell in _placed_cells(element):
            merge = _merge_of(cell, "vMerge")
            above = open_merges.get(column)
            if merge == "continue" and above is not None and _ends_above(cells[above], row):
                cells[above] = cells[above]._replace(row_span=row + 1 - cells[above].row)
                continue
            if _merge_of(cell, "hMerge") == "continue" and cells and cells[-1].row == row:
                cells[-1] = cells[-1]._replace(column_span=cells[-1].column_span + span)
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
