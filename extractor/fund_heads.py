"""Headers of fund blocks whose columns are more than stages: parts of the money, pairs, or one of all amounts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extractor.header_grid import AMOUNT_ROLES, BESIDE, NUMBER, Grid, Header, holds_numbers
from extractor.reading import plain_label

_OF_WHICH = re.compile(r"其中[:,]?.")
SIDE_TOTAL = re.compile(r"(?:收入|支出)(?:合计|总计|总额)")
_FEWEST_PARTS = 2
_FEWEST_SIDES = 3
_WORDS = re.compile(r"[\u4e00-\u9fff]{2}")
_LONGEST_PART = 14
# What a column of a part of the money is: its role and the part's label.
_Part = tuple[str, str]


def fund_head(grid: Grid, row: int) -> Header | None:
    """The header in `row` whose columns are more than stages; None where it is none of these."""
    return _side_by_side(grid, row) or _by_parts(grid, row) or _of_ledger(grid, row)


def _by_parts(grid: Grid, row: int) -> Header | None:
    """A header whose columns hold parts of the money; None where they do not.

    One row names parts of income and spending, or sources alone; of two rows the upper one names stages or sides.
    """
    labels = [label for label, _ in grid.labels[row]]
    single = [_part_of(grid, "", label) for label in labels]
    if sum(part is not None for part in single) >= _FEWEST_PARTS and any(map(SIDE_TOTAL.search, labels)):
        return _parted(grid, row, row + 1, single)
    beside = list(_beside_stages(grid, labels))
    if any(part is not None and _OF_WHICH.match(part[1]) for part in beside):
        return _parted(grid, row, row + 1, beside)
    if row + 1 >= grid.table.row_count:
        return None
    sources = [("by_row", label) if _is_source(grid, label) else None for label in labels]
    below = {grid.role(label) for label, _ in grid.labels[row + 1][:_FEWEST_PARTS]}
    if sum(part is not None for part in sources) >= _FEWEST_PARTS and below & AMOUNT_ROLES:
        return _parted(grid, row, row + 1, [None, *sources[1:]])
    if grid.table.ragged or holds_numbers(grid.labels[row + 1]):
        return None
    double = list(_two_rows(grid, row))
    parts = [part for part in double if part is not None and part[1]]
    return _parted(grid, row, row + 2, double) if len(parts) >= _FEWEST_PARTS else None


def _two_rows(grid: Grid, row: int) -> Iterator[_Part | None]:
    """Role and label of each column by the part in the lower row and the stage over it, at its place or left of it."""
    stage = ""
    for (upper, _), (lower, fresh) in zip(grid.labels[row], grid.labels[row + 1], strict=True):
        stage = upper or stage
        whole = None if fresh else grid.role(upper)
        yield (whole, "") if whole in AMOUNT_ROLES else _part_of(grid, stage, lower) if fresh and stage else None


def _beside_stages(grid: Grid, labels: Sequence[str]) -> Iterator[_Part | None]:
    """Role and label of each column where parts stand behind their stage (到位资金 | 其中:财政奖补 | 自筹资金)."""
    stage, parted = "", False
    for label in labels:
        role = grid.role(label) or ""
        if role in AMOUNT_ROLES:
            stage, parted = role, False
            yield stage, ""
            continue
        parted = bool(stage) and (_OF_WHICH.match(label) is not None or (parted and _is_source(grid, label)))
        stage = stage if parted else ""
        yield (stage, label) if parted else (role, "") if role else None


def _part_of(grid: Grid, stage: str, label: str) -> _Part | None:
    """The role of a column that holds the part `label` of the money, below `stage` where one stands over it."""
    own = grid.library.classify("fund_part", "role", label)
    if not stage:
        return (own.value, label) if own else None
    side = grid.library.classify("fund_side", "role", stage)
    role = side.value if side else grid.role(stage)
    if own and own.value in {"carryover", "remaining"}:
        role = own.value
    return (role, label) if role in AMOUNT_ROLES and (own or _is_source(grid, label)) else None


def _is_source(grid: Grid, label: str) -> bool:
    named = grid.library.classify("fund_row", "source", label) if 0 < len(label) <= _LONGEST_PART else None
    return named is not None and grid.role(label) is None


def _parted(grid: Grid, first: int, last: int, columns: Sequence[_Part | None]) -> Header:
    roles = tuple(part[0] if part else None for part in columns)
    return Header(first, last, roles, grid.finder, tuple(part[1] if part else "" for part in columns))


def _side_by_side(grid: Grid, row: int) -> Header | None:
    """A header of stages over pairs of label and amount (计划安排 | | 实际到位 | | over 合计 | 95 | 合计 | 90)."""
    if row + 1 >= grid.table.row_count or grid.table.ragged:
        return None
    labels = [label for label, _ in grid.labels[row + 1]]
    figures = [NUMBER.fullmatch(label) is not None for label in labels]
    names = [label for label, figure in zip(labels, figures, strict=True) if label and not figure]
    if len(names) < _FEWEST_PARTS or len(set(names)) > 1 or not _is_source(grid, names[0]) or labels[0] != names[0]:
        return None
    columns, stage = list[str | None](), ""
    for (upper, _), label, figure in zip(grid.labels[row], labels, figures, strict=True):
        stage = grid.role(upper) or "" if upper else stage
        columns.append(stage if figure else BESIDE if label else None)
    told = [role for role in columns if role and role != BESIDE]
    sure = len(told) == len(set(told)) >= len(names) and set(told) <= AMOUNT_ROLES
    return Header(row, row + 1, tuple(columns), grid.finder) if sure else None


def _of_ledger(grid: Grid, row: int) -> Header | None:
    """A header of one column of amounts over rows of income and spending (项目 | 行次 | 金额), which tell the stage."""
    found = [grid.library.classify("fund_ledger", "role", label) for label, _ in grid.labels[row]]
    roles = [pattern.value if pattern else None for pattern in found]
    if roles.count("by_row") != 1 or roles[0] == "by_row":
        return None
    below = [next((label for label, _ in labels if _WORDS.search(label)), "") for labels in grid.labels[row + 1 :]]
    sides = [label for label in below if grid.library.classify("fund_part", "role", plain_label(label))]
    if len(sides) < _FEWEST_SIDES or not any(map(SIDE_TOTAL.search, sides)):
        return None
    return _parted(grid, row, row + 1, [(role, "") if role else None for role in roles])
