"""Rows of tables whose rows are not all of one width: which cell plays which role, by what it holds.

Merged cells are left out there, so that cells stand under other labels than their own; one printed line may hold
several rows, and the line of the header its first rows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import accumulate

from extractor.align import Scorer, align
from extractor.document import Cell, Document, Table
from extractor.header_grid import Header
from extractor.reading import text_at
from extractor.segment import Cut, segment

_FEWEST_CELLS = 3
_WHOLE_CELL = 20.0
_MOST_LEFT_OUT = 2
_FREE = frozenset({"ignored", "reason"})


def lines_below(document: Document, table: Table, header: Header, last: int) -> Iterator[tuple[list[Cell], int]]:
    """The filled cells of each line below `header`, with its number; first those behind a header of the same line."""
    behind = max(column for column, role in enumerate(header.columns) if role) + 1
    own = [cell for cell in table.row_cells(header.first) if cell.column >= behind and cell.end > cell.start]
    shared = table.ragged and header.last == header.first + 1 and len(own) >= _FEWEST_CELLS
    if shared and re.search(r"\d", text_at(document, own[0].start, own[-1].end)):
        yield own, header.first
    for row in range(header.last, last):
        yield [cell for cell in table.row_cells(row) if cell.end > cell.start], row


def cells_by_content(cells: list[Cell], texts: list[str], header: Header, scorer: Scorer) -> list[dict[str, Cell]]:
    """Cells by role for each row of one line of a ragged table; more cells than columns are several rows."""
    roles = header.roles
    held = _with_empty_cells(cells, texts, header, scorer)
    if held is not None:
        return [held]
    if _is_named_as_a_level(cells, texts, header, scorer):
        return [{role: cell for cell in cells if (role := header.columns[cell.column])}]
    if len(cells) <= len(roles):
        places = align(texts, roles, scorer)
        return [{roles[place]: cell for cell, place in zip(cells, places, strict=True) if place is not None}]
    starts = list(accumulate(map(len, texts), initial=0))
    pieces = segment("".join(texts), [Cut(start, 0.0, _WHOLE_CELL) for start in starts], roles, scorer)
    rows: dict[int, dict[str, Cell]] = {}
    for piece in pieces:
        rows.setdefault(piece.row, {})[piece.role] = cells[starts.index(piece.start)]
    return list(rows.values())


def has_moved_cells(cells: list[Cell], texts: list[str], header: Header, scorer: Scorer) -> bool:
    """Whether a row of a ragged table has empty cells between filled ones and fits its labels at no shift.

    `cells_by_content` then goes by what the cells hold alone.
    """
    gaps = bool(cells) and cells[-1].column - cells[0].column + 1 > len(cells)
    return gaps and _with_empty_cells(cells, texts, header, scorer) is None


def _with_empty_cells(cells: list[Cell], texts: list[str], header: Header, scorer: Scorer) -> dict[str, Cell] | None:
    """Cells by role of a row with empty cells between its filled ones (5 | 1份 | | 0): these keep their columns.

    All must fit the labels that they stand under, or those up to two further right where the row leaves out the first.
    """
    if not cells or cells[-1].column - cells[0].column + 1 == len(cells):
        return None
    for shift in range(_MOST_LEFT_OUT + 1):
        columns = (*header.columns[shift:], *(None for _ in cells))
        places = [(columns[cell.column] if cell.column < len(columns) else None, cell) for cell in cells]
        fits = (
            role and (role in _FREE or scorer.score(text, role) > 0)
            for (role, _), text in zip(places, texts, strict=True)
        )
        if all(fits) and any(role == "name" for role, _ in places):
            return {role: cell for role, cell in reversed(places) if role}
    return None


def _is_named_as_a_level(cells: list[Cell], texts: list[str], header: Header, scorer: Scorer) -> bool:
    """Whether a name that is a level's too (患者满意度) leads a row whose cells all stand under their own labels.

    Only where names have the first column and an explanation the next, which else would be held for the name.
    """
    if header.columns[:2] != ("name", "ignored") or cells[-1].column >= len(header.columns) or cells[0].column:
        return False
    if not scorer.features(texts[0]).level2 or texts[0].endswith("指标"):
        return False
    places = [(header.columns[cell.column], text) for cell, text in zip(cells[1:], texts[1:], strict=True)]
    return all(role == "ignored" or (role and scorer.score(text, role) > 0) for role, text in places)
