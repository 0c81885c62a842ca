"""The header of a table as it was found, and the labels that a header may be made of."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from extractor.document import Cell, Document, Table, remembered
from extractor.patterns import Library, Pattern
from extractor.reading import label_text

_UNIT = re.compile(r"\((?:单位:)?(?:万元|元|亿元|千元)\)$")
# What a form tells the one who fills it in: 预期指标值(含数字及文字描述). A letter, a unit or a formula is none.
REMARK = r"\((?=[^()]*(?:描述|说明|填写|填列|包[含括]|含|注明|文字|数字|单位))[\u4e00-\u9fff、,;:/]{3,24}\)"
_REMARK = re.compile(rf"{REMARK}$")
# How a column follows from others: (C=A-B), (3=2/1).
_FORMULA = re.compile(r"\([A-H1-9]=[A-H1-9+*/×%0\-]+\)$")
# Labels that say no more only in a cell of their own; in running text they are the beginning of others.
_BARE = {
    "指标": "caption",
    "目标": "target",
    "计划": "target",
    "实际": "actual",
    "完成": "actual",
    "执行情况": "actual",
}
_CAPTION = re.compile(r"情况(?:\([^()]*\))*$")
NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?(?:%|万元|元|亿元)?")
AMOUNT_ROLES = frozenset(
    {"initial_budget", "budget", "received", "executed", "rate", "remaining", "carryover", "by_row"}
)
# A column of labels, each of which names the amounts right of it.
BESIDE = "beside"


class Header(NamedTuple):
    """A header in rows `first`..`last` (half-open); `columns` gives the role of each column, or None.

    `parts` names the part of the money that each column holds, where columns do (收入合计 | 财政拨款 | 项目支出, or
    中央 | 省 | 市 below each stage); the role `by_row` is then told by the label of the row. `so_far`: what it calls
    actual was reached in a part of the year.
    """

    first: int
    last: int
    columns: tuple[str | None, ...]
    pattern: str
    parts: tuple[str, ...] = ()
    above: tuple[Table, int, int] | None = None
    so_far: bool = False

    def place(self, table: Table) -> tuple[Table, int, int]:
        """The table and rows where the header stands: those `above` of a block that goes on, else its own."""
        return self.above or (table, self.first, self.last)

    def column(self, role: str) -> int | None:
        """First column that plays `role`."""
        return self.columns.index(role) if role in self.columns else None

    @property
    def roles(self) -> tuple[str, ...]:
        """Roles from left to right, each once but those of other numbers."""
        columns = enumerate(self.columns)
        return tuple(role for column, role in columns if role and (role == "number" or self.column(role) == column))


# Rows of columns: the label of every place, and whether another cell than in the row above stands there.
Labels = tuple[tuple[tuple[str, bool], ...], ...]


@remembered
def labels_of(document: Document, table: Table) -> Labels:
    """The labels of all rows of `table`."""
    above: tuple[Cell | None, ...] = (None,) * table.column_count
    rows = []
    for cells in table.grid:
        labels = ["" if cell is None else label_text(document, cell.start, cell.end) for cell in cells]
        fresh = [cell is not over for cell, over in zip(cells, above, strict=True)]
        rows.append(tuple(zip(labels, fresh, strict=True)))
        above = cells
    return tuple(rows)


@dataclass(frozen=True, slots=True)
class Grid:
    """The labels of a table, and what those that were asked about mean to `finder`."""

    table: Table
    labels: Labels
    library: Library
    finder: str
    known: dict[str, str | None]

    def role(self, label: str) -> str | None:
        """The role of a column with this label, its unit left out."""
        if label not in self.known:
            plain = _UNIT.sub("", label) if label.endswith(")") else label
            readings = (plain, _REMARK.sub("", label), _FORMULA.sub("", plain))
            pattern = next(filter(None, map(self._pattern, readings)), None)
            bare = _BARE.get(label) if self.finder == "indicator_column" else None
            self.known[label] = pattern.value if pattern else bare
        return self.known[label]

    def _pattern(self, label: str) -> Pattern | None:
        return self.library.classify(self.finder, "role", label) if label else None

    def single(self, row: int) -> tuple[str | None, ...]:
        """Roles of the columns by the labels of one row."""
        return self._without_caption([self.role(label) for label, _ in self.labels[row]], row)

    def double(self, row: int) -> tuple[str | None, ...]:
        """Roles of the columns by the labels of `row` and the next; a cell that covers both counts once."""
        pairs = list(zip(self.labels[row], self.labels[row + 1], strict=True))
        joined = [self.role(upper + lower if fresh else upper) for (upper, _), (lower, fresh) in pairs]
        below = [self.role(lower) if fresh and any(joined) else None for _, (lower, fresh) in pairs]
        roles = [whole or alone for whole, alone in zip(joined, below, strict=True)]
        return self._without_caption(roles, row)

    def _without_caption(self, roles: Sequence[str | None], row: int) -> tuple[str | None, ...]:
        """`roles`, the first left out where its label only heads the block (支出(万元) | 预算数 | 执行数)."""
        caption = _CAPTION.search(self.labels[row][0][0]) and roles[0] in roles[1:] if self.table.ragged else True
        return (None, *roles[1:]) if caption and roles[0] in AMOUNT_ROLES else tuple(roles)


def holds_numbers(labels: tuple[tuple[str, bool], ...]) -> bool:
    """Whether a row has labels with their figures (计划安排资金 | 1088.00): it is no header."""
    return any(fresh and NUMBER.fullmatch(label) for label, fresh in labels)
