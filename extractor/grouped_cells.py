"""Cells of a flattened table that stand column by column: the names of several rows, then all their targets, and so on.

A form that lists several indicators in one cell (指标1:… 指标2:…) has their values below each other in the cells beside
it, and text taken from it has 指标1:甲 指标2:乙 22人 11人 22人 10人. Read row by row values go to wrong names.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from extractor.align import Scorer
from extractor.segment import Piece
from extractor.stream import Stream

_MARK = re.compile(r"指标(\d{1,2})[:.、](?=[\u4e00-\u9fff\d“(])")
_POINTS = ("weight", "score")
_COLUMNS = frozenset({"target", "actual", *_POINTS})
_NO_COLUMNS = frozenset({"level1", "level2", "name", "reason", "ignored", "caption"})
_Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class _Group:
    """Names in a row with the values behind the last of them: spans in the stream."""

    names: tuple[_Span, ...]
    values: tuple[_Span, ...]


def with_groups(text: Stream, body: _Span, roles: tuple[str, ...], scorer: Scorer, pieces: list[Piece]) -> list[Piece]:
    """`pieces` of the rows in `body`, those of cells that stand column by column put in their rows.

    Where it is not certain which value is whose, all of them stand in one row of several names, which
    `extractor.torn_rows` leaves out with a warning.
    """
    columns = [role for role in roles if role not in _NO_COLUMNS]
    by_row: dict[int, list[Piece]] = {}
    for piece in pieces:
        by_row.setdefault(piece.row, []).append(piece)
    found = list(by_row.values())
    for group, rows in _grouped(text, body, columns, scorer) if "name" in roles and columns else ():
        apart = [[piece for piece in row if not _overlap(piece, group)] for row in found]
        found = [*filter(None, apart), *rows]
    found.sort(key=lambda row: row[0].start)
    return [replace(piece, row=number) for number, row in enumerate(found) for piece in row]


def _grouped(
    text: Stream, body: _Span, columns: Sequence[str], scorer: Scorer
) -> Iterator[tuple[_Group, list[list[Piece]]]]:
    """The groups of `body` with their rows; names without numbers count only where the values are certain."""
    for group in _groups(text, body, scorer):
        if len(group.values) > len(columns):
            yield group, _rows(text, group, columns, scorer) or [_undecided(group)]
    for group in _unnumbered(text, body, scorer):
        rows = _rows(text, group, columns, scorer)
        if rows:
            yield group, rows


def _unnumbered(text: Stream, body: _Span, scorer: Scorer) -> Iterator[_Group]:
    """Two or more cells without a number that may be names, with the values behind the last one."""
    names: tuple[_Span, ...] = ()
    for kind, run in groupby(text.cells(*body), key=lambda cell: _kind(text, cell, scorer)):
        cells = tuple(run)
        if kind == "value" and len(names) > 1:
            yield _Group(names, cells)
        names = cells if kind == "name" else ()


def _kind(text: Stream, cell: _Span, scorer: Scorer) -> str:
    if _is_level(text, cell, scorer) or _MARK.match(text.text, *cell):
        return "level"
    return "value" if _is_value(text, cell, scorer) else "name"


def _groups(text: Stream, body: _Span, scorer: Scorer) -> Iterator[_Group]:
    """Two or more names, numbered on, without a value between them, with the values behind the last one."""
    marks = list(_MARK.finditer(text.text, *body))
    names: list[_Span] = []
    expected = 0
    ends = [*(mark.start() for mark in marks), body[1]][1:]
    for mark, end in zip(marks, ends, strict=True):
        names = names if int(mark[1]) == expected else []
        cells = text.cells(mark.start(), end)
        values = [_is_value(text, cell, scorer) for cell in cells]
        first = values.index(True) if True in values else len(cells)
        last = values.index(False, first) if False in values[first:] else len(cells)
        names.append((mark.start(), cells[max(first, 1) - 1][1]))
        if len(names) > 1 and last > first:
            yield _Group(tuple(names), tuple(cells[first:last]))
        ended = last > first or any(_is_level(text, cell, scorer) for cell in cells)
        expected = 0 if ended else int(mark[1]) + 1


def _is_value(text: Stream, cell: _Span, scorer: Scorer) -> bool:
    seen = scorer.features(text.text[slice(*cell)])
    return seen.quantity is not None or seen.bare is not None or seen.dash or seen.stock or seen.judgement


def _is_level(text: Stream, cell: _Span, scorer: Scorer) -> bool:
    seen = scorer.features(text.text[slice(*cell)])
    return seen.level1 or seen.level2


def _overlap(piece: Piece, group: _Group) -> bool:
    return piece.start < group.values[-1][1] and piece.end > group.names[0][0]


def _undecided(group: _Group) -> list[Piece]:
    """One row of all names and values, where these may be another's."""
    values = Piece(0, "target", group.values[0][0], group.values[-1][1])
    return [Piece(0, "name", group.names[0][0], group.names[-1][1]), values]


def _rows(text: Stream, group: _Group, columns: Sequence[str], scorer: Scorer) -> list[list[Piece]]:
    """The rows of a group; none where its values may be another's."""
    count, width = len(group.names), len(columns)
    words = [text.text[slice(*value)] for value in group.values]
    if len(words) != count * width or not _COLUMNS.issuperset(columns):
        return []
    by_column = [dict(zip(columns, words[row::count], strict=True)) for row in range(count)]
    by_row = [dict(zip(columns, words[row * width : (row + 1) * width], strict=True)) for row in range(count)]
    if not _fit(by_column, scorer) or _fit(by_row, scorer):
        return []
    return [
        [
            Piece(0, "name", *name),
            *(Piece(0, role, *value) for role, value in zip(columns, group.values[row::count], strict=True)),
        ]
        for row, name in enumerate(group.names)
    ]


def _fit(rows: Sequence[Mapping[str, str]], scorer: Scorer) -> bool:
    """Whether all values fit their columns, both values of a row are of one unit and no score is above its weight."""
    return all(_fits(row, scorer) for row in rows)


def _fits(row: Mapping[str, str], scorer: Scorer) -> bool:
    seen = {role: scorer.features(text) for role, text in row.items()}
    units = {one.quantity.unit if one.quantity else None for role, one in seen.items() if role not in _POINTS}
    weight, score = (seen[role].bare if role in seen else None for role in _POINTS)
    within = weight is None or score is None or score <= weight
    return within and len(units) == 1 and all(scorer.score(text, role) > 0 for role, text in row.items())
