"""Header rows of tables, found by their words: which column plays which role."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from extractor.document import Cell, Document, Table, remembered
from extractor.patterns import Library, Pattern
from extractor.reading import label_text, plain_label

_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?(?:%|万元|元|亿元)?")
_UNIT = re.compile(r"\((?:单位:)?(?:万元|元|亿元|千元)\)$")
# What a form tells the one who fills it in: 预期指标值(含数字及文字描述). A letter, a unit or a formula is none.
_REMARK = re.compile(
    r"\((?=[^()]*(?:描述|说明|填写|填列|包[含括]|含|注明|文字|数字|单位))[\u4e00-\u9fff、,;:/]{3,24}\)$"
)
_CAPTION = re.compile(r"情况(?:\([^()]*\))*$")
AMOUNT_ROLES = frozenset(
    {"initial_budget", "budget", "received", "executed", "rate", "remaining", "carryover", "by_row"}
)
# A column of labels, each of which names the amounts right of it.
BESIDE = "beside"
_NAMES = frozenset({"level1", "level2", "name"})
_OF_WHICH = re.compile(r"其中[:,]?.")
# 执行, 支出 and the like say it as well: nothing but money is executed or paid.
_MONEY = re.compile(
    r"预[算匏]|资金|金额|经费|费用|[支执][出付行]|到[位账]|结[余转]|投[资入]|拨[付款入]|决算|收入|[万亿]?元"
)
SIDE_TOTAL = re.compile(r"(?:收入|支出)(?:合计|总计|总额)")
_FEWEST_PARTS = 2
_FEWEST_SIDES = 3
_FEWEST_LABELS = 4
_WORDS = re.compile(r"[\u4e00-\u9fff]{2}")
_LONGEST_PART = 14
# What a column of a part of the money is: its role and the part's label.
_Part = tuple[str, str]


class Header(NamedTuple):
    """A header in rows `first`..`last` (half-open); `columns` gives the role of each column, or None.

    `parts` names the part of the money that each column holds, where columns do (收入合计 | 财政拨款 | 项目支出, or
    中央 | 省 | 市 below each stage); the role `by_row` is then told by the label of the row.
    """

    first: int
    last: int
    columns: tuple[str | None, ...]
    pattern: str
    parts: tuple[str, ...] = ()
    above: tuple[Table, int, int] | None = None

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


@remembered
def indicator_headers(document: Document, table: Table, library: Library) -> tuple[Header, ...]:
    """Headers of indicator lists in `table`, from top to bottom."""
    return tuple(_headers(document, table, library, "indicator_column"))


@remembered
def fund_headers(document: Document, table: Table, library: Library) -> tuple[Header, ...]:
    """Headers of fund blocks in `table`, from top to bottom; 计划数 | 实际数 beside names of indicators is none."""
    lists = {header.first for header in indicator_headers(document, table, library)}
    return tuple(one for one in _headers(document, table, library, "fund_column") if one.first not in lists)


def _headers(document: Document, table: Table, library: Library, finder: str) -> Iterator[Header]:
    good = _is_indicator_header if finder == "indicator_column" else _is_fund_header
    grid = _Grid(table, _labels(document, table), library, finder, {})
    row = 0
    while row < table.row_count:
        header = _before_rows(grid, row) if _holds_numbers(grid.labels[row]) else _header_at(grid, row)
        header = header and _settled(header)
        if header is not None and good(grid, header):
            yield header
            row = header.last
        else:
            row += 1


def _before_rows(grid: _Grid, row: int) -> Header | None:
    """A header of indicators with its first rows on the same line (… | 分值 | 得分 | 产出指标 | 数量指标 | …)."""
    if grid.finder != "indicator_column" or not grid.table.ragged:
        return None
    columns = grid.single(row)
    first = next((place for place, role in enumerate(columns) if role), 0)
    last = next((place for place in range(first, len(columns)) if columns[place] is None), len(columns))
    if last - first < _FEWEST_LABELS or _holds_numbers(grid.labels[row][:last]):
        return None
    return Header(row, row + 1, (*columns[:last], *(None for _ in columns[last:])), grid.finder)


def _settled(header: Header) -> Header:
    """`header` with what its labels mean beside each other.

    绩效指标 names the indicators where no other column does, else it is a caption; of several weights the one behind
    the names is that of the indicators, those of the levels stand before.
    """
    columns = list(header.columns)
    if "caption" in columns:
        place = columns.index("caption")
        is_name = "name" not in columns and "level2" not in columns[place:]
        columns = ["ignored" if role == "caption" else role for role in columns]
        columns[place] = "name" if is_name else "ignored"
    if "name" in columns and "weight" in columns[columns.index("name") :]:
        names = columns.index("name")
        columns[:names] = ["number" if role == "weight" else role for role in columns[:names]]
    return header._replace(columns=tuple(columns))


def _holds_numbers(labels: tuple[tuple[str, bool], ...]) -> bool:
    """A row of labels with their figures (计划安排资金 | 1088.00) is no header."""
    return any(fresh and _NUMBER.fullmatch(label) for label, fresh in labels)


# Rows of columns: the label of every place, and whether another cell than in the row above stands there.
_Labels = tuple[tuple[tuple[str, bool], ...], ...]


@remembered
def _labels(document: Document, table: Table) -> _Labels:
    above: tuple[Cell | None, ...] = (None,) * table.column_count
    rows = []
    for cells in table.grid:
        labels = ["" if cell is None else label_text(document, cell.start, cell.end) for cell in cells]
        fresh = [cell is not over for cell, over in zip(cells, above, strict=True)]
        rows.append(tuple(zip(labels, fresh, strict=True)))
        above = cells
    return tuple(rows)


@dataclass(frozen=True, slots=True)
class _Grid:
    """The labels of a table, and what those that were asked about mean to `finder`."""

    table: Table
    labels: _Labels
    library: Library
    finder: str
    known: dict[str, str | None]

    def role(self, label: str) -> str | None:
        """The role of a column with this label, its unit left out."""
        if label not in self.known:
            plain = _UNIT.sub("", label) if label.endswith(")") else label
            pattern = self._pattern(plain) or self._pattern(_REMARK.sub("", label))
            self.known[label] = pattern.value if pattern else None
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


def _by_parts(grid: _Grid, row: int) -> Header | None:
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
    if grid.table.ragged or _holds_numbers(grid.labels[row + 1]):
        return None
    double = list(_two_rows(grid, row))
    parts = [part for part in double if part is not None and part[1]]
    return _parted(grid, row, row + 2, double) if len(parts) >= _FEWEST_PARTS else None


def _two_rows(grid: _Grid, row: int) -> Iterator[_Part | None]:
    """Role and label of each column by the part in the lower row and the stage over it, at its place or left of it."""
    stage = ""
    for (upper, _), (lower, fresh) in zip(grid.labels[row], grid.labels[row + 1], strict=True):
        stage = upper or stage
        whole = None if fresh else grid.role(upper)
        yield (whole, "") if whole in AMOUNT_ROLES else _part_of(grid, stage, lower) if fresh and stage else None


def _beside_stages(grid: _Grid, labels: Sequence[str]) -> Iterator[_Part | None]:
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


def _part_of(grid: _Grid, stage: str, label: str) -> _Part | None:
    """The role of a column that holds the part `label` of the money, below `stage` where one stands over it."""
    own = grid.library.classify("fund_part", "role", label)
    if not stage:
        return (own.value, label) if own else None
    side = grid.library.classify("fund_side", "role", stage)
    role = side.value if side else grid.role(stage)
    if own and own.value in {"carryover", "remaining"}:
        role = own.value
    return (role, label) if role in AMOUNT_ROLES and (own or _is_source(grid, label)) else None


def _is_source(grid: _Grid, label: str) -> bool:
    named = grid.library.classify("fund_row", "source", label) if 0 < len(label) <= _LONGEST_PART else None
    return named is not None and grid.role(label) is None


def _parted(grid: _Grid, first: int, last: int, columns: Sequence[_Part | None]) -> Header:
    roles = tuple(part[0] if part else None for part in columns)
    return Header(first, last, roles, grid.finder, tuple(part[1] if part else "" for part in columns))


def _header_at(grid: _Grid, row: int) -> Header:
    if grid.finder != "fund_column":
        return _best_header(grid, row)
    return _side_by_side(grid, row) or _by_parts(grid, row) or _of_ledger(grid, row) or _best_header(grid, row)


def _side_by_side(grid: _Grid, row: int) -> Header | None:
    """A header of stages over pairs of label and amount (计划安排 | | 实际到位 | | over 合计 | 95 | 合计 | 90)."""
    if row + 1 >= grid.table.row_count or grid.table.ragged:
        return None
    labels = [label for label, _ in grid.labels[row + 1]]
    figures = [_NUMBER.fullmatch(label) is not None for label in labels]
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


def _of_ledger(grid: _Grid, row: int) -> Header | None:
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


def _best_header(grid: _Grid, row: int) -> Header:
    single = Header(row, row + 1, grid.single(row), grid.finder)
    if row + 1 >= grid.table.row_count:
        return single
    if grid.table.ragged:
        return _continued(grid, single)
    double = () if _holds_numbers(grid.labels[row + 1]) else grid.double(row)
    if double and double.count(None) < single.columns.count(None):
        return Header(row, row + 2, double, grid.finder)
    return single


def _continued(grid: _Grid, header: Header) -> Header:
    """`header` with the rows that go on with it: rows of captions and what they head, or one row in pieces."""
    while header.roles and header.last < grid.table.row_count:
        new = [role for role in grid.single(header.last) if role]
        filled = [cell for cell in grid.table.row_cells(header.last) if cell.end > cell.start]
        columns = _joined(header.roles, new)
        if len(new) < len(filled) or not new or columns is None:
            break
        header = Header(header.first, header.last + 1, columns, grid.finder)
    return header


def _joined(upper: Sequence[str], lower: Sequence[str]) -> tuple[str, ...] | None:
    """Columns of two rows: below the caption 绩效指标 the names and levels, below a repeated role the values it heads.

    None where more is repeated: the lower row is a header of its own.
    """
    repeated = set(upper) & set(lower)
    if len(repeated) > 1:
        return None
    names = [role for role in lower if role in _NAMES] if "caption" in upper else []
    values = [role for role in lower if role not in names]
    heads = {"caption": names, **dict.fromkeys(repeated, values)}
    return (*(new for role in upper for new in heads.get(role, [role])), *([] if repeated else values))


def _is_indicator_header(_: _Grid, header: Header) -> bool:
    roles = set(header.roles)
    named = "name" in roles or "level2" in roles
    return named and bool(roles & {"target", "actual", "score", "weight"})


def _is_fund_header(grid: _Grid, header: Header) -> bool:
    return _speaks_of_money(grid, header) and (
        bool(header.parts) or len(set(header.roles) & AMOUNT_ROLES) >= (1 if "label" in header.roles else 2)
    )


def _speaks_of_money(grid: _Grid, header: Header) -> bool:
    """Whether a label says that amounts stand below: 计划数 | 实际数 | 完成率 may count anything."""
    rows = grid.labels[header.first : header.last]
    return any(_MONEY.search(label) for row in rows for label, _ in row)
