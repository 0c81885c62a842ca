"""Fund figures in tables: rows by source of money, columns by stage (预算, 到位, 执行, 执行率)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

from extractor.align import is_dash
from extractor.amounts import Placed, assign, is_decided, may_be_several
from extractor.document import Cell, Document, Note, Span, Table
from extractor.facts import Context, FundDraft, PointsDraft, measure, with_inferred
from extractor.fund_blocks import fund_blocks, is_labelled, pairs_of
from extractor.fund_rows import item_of, role_of, source_of
from extractor.fund_units import Unit, in_unit, unit_at, unit_of_table
from extractor.headers import BESIDE, SIDE_TOTAL, Header
from extractor.patterns import Library
from extractor.quantity import find, parse
from extractor.reading import label_text, plain_label, text_at, view
from extractor.report import FundSource, Measure, Normalized

FINDER = "fund_tables"
_AMOUNTS = ("initial_budget", "budget", "received", "executed", "rate", "remaining", "carryover", "other")
_STAGES = (*_AMOUNTS, "by_row")
_OF_WHICH = re.compile(r"^其中[:,]?")
# A rate up to here may be a fraction; further from the amounts than this it is none.
_MOST_FRACTION, _NEARLY = Decimal("1.5"), Decimal("0.006")
_YEAR_COLUMN = re.compile(r"(\d{4})年")


class _Row(NamedTuple):
    """One row of a fund block: its label cell, that of a broken label's lower half, and its figures by column."""

    label: Cell
    figures: tuple[_Figure, ...]
    below: Cell | None = None
    stage: str = ""


class _Figure(NamedTuple):
    """A figure under the header's column; `label` is what its own cell says before it (地方配套 680万元)."""

    column: int
    span: Span
    cell: Cell
    label: str = ""


def _row(label: Cell, cells: list[tuple[int, Cell]]) -> _Row:
    return _Row(label, tuple(_Figure(column, Span(cell.start, cell.end), cell) for column, cell in cells))


def find_funds(
    document: Document, library: Library, tables: tuple[Table, ...], default: FundSource | None
) -> Iterator[FundDraft | PointsDraft | Note]:
    """Drafts of all fund figures in `tables` and of the points of their execution rates, notes of what is not sure."""
    for table, header, rows in fund_blocks(document, tables, library):
        block = _Block(document, library, table, header, default)
        for row in block.rows(rows):
            fused = block.undecided(row) if table.inferred else None
            yield from [fused] if fused else block.drafts(row)
        yield from block.unread(rows)


@dataclass(frozen=True)
class _Block:
    """A fund block: a header and the rows below it."""

    document: Document
    library: Library
    table: Table
    header: Header
    default: FundSource | None

    def rows(self, rows: range) -> Iterator[_Row]:
        """Those of the block's `rows` that have a figure at least, with the stage that their labels tell."""
        side = ""
        for row in rows:
            if is_labelled(self.document, self.table, row):
                continue
            filled = [cell for cell in self.table.row_cells(row) if cell.end > cell.start]
            if BESIDE in self.header.columns:
                found: list[_Row | None] = [_row(*pair) for pair in pairs_of(self.table, self.header, row)]
            elif not self.table.ragged or self._lines_up(row):
                found = [self._by_column(row)]
            else:
                found = [] if self.header.parts else [self._ragged(cells) for cells in self._rows_in_line(filled)]
            for read in found:
                if read is not None and read.figures:
                    own, side = self._told_by(plain_label(self._label(read.label)), side)
                    yield read._replace(stage=own)

    def unread(self, rows: range) -> Iterator[Note]:
        """Rows of a restored table that had more figures than columns: none of these stands in a column."""
        first = self.header.columns.index(self.header.roles[0])
        for row in rows if self.table.inferred else ():
            cells = self.table.row_cells(row)
            if all(cell.column < first for cell in cells):
                message = f"“{self._label(cells[0])}”一行的金额无法与表头各列对应，未提取"
                yield Note("row_unreadable", message, Span(cells[0].start, cells[-1].end))

    def _lines_up(self, row: int) -> bool:
        """Whether a row that may lack cells has as many as the header, which begins with the labels as the row does."""
        single = self.header.last - self.header.first == 1 and self.header.columns[0] not in _STAGES
        as_many = self._printed(row) == self._printed(self.header.last - 1)
        return single and as_many and not self._is_figure(self.table.row_cells(row)[0])

    def _printed(self, row: int) -> int:
        """How many cells a row has; below parts of the money with the empty ones at its end that only bars show."""
        cells = self.table.row_cells(row)
        if not self.header.parts:
            return len(cells)
        rest = self.document.text[cells[-1].end : self.document.text.find("\n", cells[-1].end)]
        return len(cells) + max(rest.count("|") - 1, 0)

    def _rows_in_line(self, filled: list[Cell]) -> Iterator[list[Cell]]:
        """The rows that stand in one line: each begins with a source of money behind the figures of another."""
        starts = [0] + [
            index
            for index in range(2, len(filled) - 1)
            if self._is_figure(filled[index - 1])
            and self._is_figure(filled[index + 1])
            and self.library.classify("fund_row", "source", self._label(filled[index]))
            and self._label(filled[index]) != self._label(filled[0])
        ]
        for first, last in pairwise([*starts, len(filled)]):
            yield filled[first:last]

    def _by_column(self, row: int) -> _Row | None:
        first = next(index for index, role in enumerate(self.header.columns) if role in _STAGES)
        left = [
            cell
            for column, cell in enumerate(self.table.grid[row][:first])
            if cell and cell.end > cell.start and self.header.columns[column] in {None, "label"}
        ]
        halves = left if self.table.inferred else left[-1:]
        if not halves or halves[0].row < self.header.last:
            return None
        figures = []
        for column, role in enumerate(self.header.columns):
            cell = self.table.grid[row][column]
            if role and cell and cell.end > cell.start and cell.column == column:
                part = self.header.parts[column] if self.header.parts else ""
                figures.append(_Figure(column, Span(cell.start, cell.end), cell, _OF_WHICH.sub("", part)))
        return _Row(halves[0], tuple(figures), halves[1] if halves[1:] else None)

    def _ragged(self, filled: list[Cell]) -> _Row | None:
        """A row whose merged or empty cells are left out: its figures by what they are."""
        label = next((cell for cell in filled if not self._is_number(cell)), None)
        if label is None:
            return None
        cells = filled[filled.index(label) + 1 :]
        columns = self._figure_columns()
        named: list[_Figure] = []
        while cells and not self._is_figure(cells[0]):
            inside = self._named_amounts(cells[0], columns[0])
            named += inside
            label, cells = label if inside else cells[0], cells[1:]
        return _Row(label, (*named, *self._placed(cells, columns[1:] if named else columns)))

    def _figure_columns(self) -> list[int]:
        """Columns of figures, from the first stage on: one of unknown meaning holds its own figures too."""
        first = next(index for index, role in enumerate(self.header.columns) if role in _STAGES)
        labelled = [index for index, cell in enumerate(self.table.grid[self.header.last - 1]) if cell is not None]
        known = [index for index, role in enumerate(self.header.columns) if role and role != "label"]
        single = self.header.last - self.header.first == 1
        return sorted({*known, *(index for index in labelled if single and index > first)})

    def _named_amounts(self, cell: Cell, column: int) -> list[_Figure]:
        """Amounts with words of their own inside one cell."""
        seen = view(self.document, cell.start, cell.end)
        figures, position = [], 0
        for quantity in find(seen.text, self.library.lexicon):
            if quantity.kind == "money":
                words = seen.text[position : quantity.start].strip(",:、;")
                figures.append(_Figure(column, seen.span(quantity.start, quantity.end), cell, words))
                position = quantity.end
        return figures

    def _placed(self, cells: list[Cell], columns: list[int]) -> Iterator[_Figure]:
        borders, joined = [], ""
        for cell in cells:
            joined += text_at(self.document, cell.start, cell.end)
            borders.append(len(joined))
        for item in assign(joined, borders, [self.header.columns[index] or "" for index in columns]):
            cell = cells[next(index for index, border in enumerate(borders) if border > item.start)]
            yield _Figure(columns[item.column], Span(cell.start, cell.end), cell)

    def _label(self, cell: Cell) -> str:
        return label_text(self.document, cell.start, cell.end)

    def _is_number(self, cell: Cell) -> bool:
        return parse(text_at(self.document, cell.start, cell.end), self.library.lexicon) is not None

    def _is_figure(self, cell: Cell) -> bool:
        return is_dash(text_at(self.document, cell.start, cell.end)) or self._is_number(cell)

    def undecided(self, row: _Row) -> Note | None:
        """What is said of a row whose amounts ran together, where they do not tell themselves how to be parted."""
        columns, text = self._figure_columns(), ""
        figures = sorted((one for one in row.figures if one.column in columns), key=lambda figure: figure.span)
        placed, borders = [], []
        for figure, following in zip(figures, [*figures[1:], None], strict=True):
            number = text_at(self.document, *figure.span)
            placed.append(Placed(columns.index(figure.column), len(text), len(text) + len(number)))
            text += number
            if following is None or following.span.start > figure.span.end or not text[-1].isdigit():
                borders.append(len(text))
        roles = [self.header.columns[column] or "" for column in columns]
        alone = len(figures) == 1 and figures[0].span.start == row.label.end and may_be_several(text, roles)
        if not alone and (len(borders) == len(figures) or is_decided(text, borders, roles, placed)):
            return None
        message = f"“{self._label(row.label)}”一行的金额连在一起，无法判断在何处分开，未提取"
        return Note("cells_ambiguous", message, Span(figures[0].span.start, figures[-1].span.end))

    def drafts(self, row: _Row) -> Iterator[FundDraft | PointsDraft]:
        """Fund figures of one row, then the points of its execution rate."""
        label = "".join(label_text(self.document, half.start, half.end) for half in (row.label, row.below) if half)
        context = Context(self.document, self.library.lexicon, f"{FINDER}.row", self.table)
        points: dict[str, tuple[Decimal, Span, Cell]] = {}
        named = {self._source(figure.label) for figure in row.figures if figure.label}
        whole: FundSource | None = "total" if len(named) > 1 else self._source(label)
        for figure in row.figures:
            role = self.header.columns[figure.column] or ""
            role = row.stage if role == "by_row" else role
            if role in _AMOUNTS:
                amount = self._amount(context, figure, role, row)
                if amount is not None:
                    # Percentages are no money: 率 may be missing from a label that is broken or misread (预算执行).
                    role = "rate" if amount.unit == "%" else role
                    yield self._fund(label, role, figure, amount, whole)
            elif role in {"weight", "score"}:
                number = re.fullmatch(r"(\d+(?:\.\d+)?)分?", text_at(self.document, *figure.span))
                if number:
                    points[role] = (Decimal(number[1]), figure.span, figure.cell)
        if points and source_of(label, self.library) in {"total", None}:
            yield PointsDraft(
                weight=points["weight"][0] if "weight" in points else None,
                score=points["score"][0] if "score" in points else None,
                evidence=tuple(
                    context.at(cell).evidence(span, f"execution_{role}") for role, (_, span, cell) in points.items()
                ),
                order=row.label.start,
            )

    def _told_by(self, label: str, side: str) -> tuple[str, str]:
        """The stage that a row tells, and the side that the rows below stand on: that of the sum above them."""
        if "by_row" not in self.header.columns:
            return "", side
        part = self.library.classify("fund_part", "role", label)
        stage = self.library.classify("fund_column", "role", label) if part is None else None
        told = part.value if part else stage.value if stage and stage.value in _AMOUNTS else side
        if part and told in {"budget", "executed"} and SIDE_TOTAL.search(label):
            side = "received" if told == "budget" else told
        return ("received" if part and told == "budget" else told), side

    def _fund(self, label: str, role: str, figure: _Figure, amount: Measure, whole: FundSource | None) -> FundDraft:
        stage = role_of(label, role, self.library)
        header = self._header_text(figure.column)
        year = _YEAR_COLUMN.search(header)
        if stage == "executed" and year and int(year[1]) < self._latest_year():
            stage = "other"
        return FundDraft(
            item=item_of(label) + figure.label,
            role=stage,
            source=self._source(figure.label) if figure.label else whole,
            amount=amount,
            order=figure.span.start,
            finder=FINDER,
            year=int(year[1]) if year else None,
        )

    def _source(self, label: str) -> FundSource | None:
        """Whose money a label names; where it names a purpose only, that of the transfer that the report is about."""
        stated = source_of(label, self.library)
        return stated or (self.default if self.library.classify("fund_row", "source", label) is None else None)

    def _latest_year(self) -> int:
        years = [
            _YEAR_COLUMN.search(self._header_text(index)) for index, role in enumerate(self.header.columns) if role
        ]
        return max((int(year[1]) for year in years if year), default=0)

    def _header_text(self, column: int) -> str:
        table, first, last = self.header.place(self.table)
        rows = [table.grid[row] for row in range(first, last)]
        cells = [row[column] for row in rows if column < len(row)]
        return "".join(
            label_text(self.document, cell.start, cell.end) for cell in cells if cell and cell.end > cell.start
        )

    def _amount(self, context: Context, figure: _Figure, role: str, row: _Row) -> Measure | None:
        seen = view(self.document, *figure.span)
        quantity = None if is_dash(seen.text) else parse(seen.text, self.library.lexicon)
        if quantity is None or quantity.value is None or quantity.kind == "date":
            return None
        found = measure(context.at(figure.cell), quantity, seen.span(quantity.start, quantity.end), field="amount")
        if role == "rate" and found.unit in {"万元", "元", "亿元", "万"}:
            return None
        if found.unit is not None and not (role != "rate" and found.unit == "万"):
            return found
        if role == "rate":
            return self._bare_rate(found, context, row)
        if found.unit == "万":
            return with_inferred(found, context, unit="万元")
        stated = self._unit(row, figure.column)
        if stated is None:
            return found
        return in_unit(found, context, stated[0].replace("兀", "元"), stated[1])

    def _bare_rate(self, found: Measure, context: Context, row: _Row) -> Measure:
        """A rate without %: as printed, or a fraction (0.945) where the row's amounts say so."""
        rate = with_inferred(found, context, unit="%")
        if found.value is None or found.value > _MOST_FRACTION or not self._is_fraction(found.value, row):
            return rate
        percent = Decimal(format(found.value.scaleb(2), "f"))
        return rate.model_copy(
            update={
                "value": percent,
                "normalized": Normalized(value=percent, high=None, unit="%"),
                "inferred": ("value", *rate.inferred),
            }
        )

    def _is_fraction(self, rate: Decimal, row: _Row) -> bool:
        spent = self._numbers(row, {"executed", "received"})
        given = self._numbers(row, {"initial_budget", "budget"})
        return any(abs(part / whole - rate) <= _NEARLY for part in spent for whole in given if whole)

    def _numbers(self, row: _Row, roles: set[str]) -> list[Decimal]:
        cells = [figure for figure in row.figures if self.header.columns[figure.column] in roles]
        found = [parse(text_at(self.document, *figure.span), self.library.lexicon) for figure in cells]
        return [quantity.value for quantity in found if quantity and quantity.value is not None]

    def _unit(self, row: _Row, column: int) -> Unit | None:
        """The unit of a bare amount and its place: in its column's header, its row's label, or told of all rows."""
        table, first, last = self.header.place(self.table)
        heads = [rows[column] for rows in table.grid[first:last]]
        places = [cell for cell in (*heads, row.label) if cell is not None]
        own = (unit_at(self.document, Span(cell.start, cell.end)) for cell in places)
        return next((unit for unit in own if unit is not None), None) or self._unit_of_all

    @cached_property
    def _unit_of_all(self) -> Unit | None:
        table, first, last = self.header.place(self.table)
        return unit_of_table(self.document, self.library, table, self.header._replace(first=first, last=last))
