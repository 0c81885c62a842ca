"""Fund figures in tables: rows by source of money, columns by stage (预算, 到位, 执行, 执行率)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from extractor.align import is_dash
from extractor.amounts import assign
from extractor.document import Cell, Document, Span, Table
from extractor.facts import Context, FundDraft, PointsDraft, measure, with_inferred
from extractor.fund_rows import item_of, role_of, source_of, unit_in
from extractor.headers import Header, fund_headers, indicator_headers
from extractor.patterns import Library
from extractor.quantity import find, parse
from extractor.reading import label_text, view
from extractor.report import FundSource, Measure, Normalized

FINDER = "fund_tables"
_AMOUNTS = ("initial_budget", "budget", "received", "executed", "rate", "remaining", "carryover")
_STAGES = (*_AMOUNTS, "by_row")
_OF_WHICH = re.compile(r"^其中[:,]?")
_END = re.compile(
    r"(?:年度)?(?:总体|绩效)目标|年度目标|绩效指标|一级指标|情况说明|资金管理|预期目标|目标1|注:|备注|预算绩效管理|说明:"
)
_CAPTION_LENGTH = 80
# A rate up to here may be a fraction; further from the amounts than this it is none.
_MOST_FRACTION, _NEARLY = Decimal("1.5"), Decimal("0.006")
_FLATTENED_REACH = 300
_TOLD_ABOVE = 160
_YEAR_COLUMN = re.compile(r"(\d{4})年")


@dataclass(frozen=True, slots=True)
class _Row:
    """One row of a fund block: its label cell and its figures by column."""

    label: Cell
    figures: tuple[_Figure, ...]


@dataclass(frozen=True, slots=True)
class _Figure:
    """A figure under the header's column; `label` is what its own cell says before it (地方配套 680万元)."""

    column: int
    span: Span
    cell: Cell
    label: str = ""


def find_funds(
    document: Document, library: Library, tables: tuple[Table, ...], default: FundSource | None
) -> Iterator[FundDraft | PointsDraft]:
    """Drafts of all fund figures in `tables`, and of the points of their execution rates."""
    for table in tables:
        blocks = fund_headers(document, table, library)
        stops = [header.first for header in (*indicator_headers(document, table, library), *blocks)]
        for header in blocks:
            last = min((stop for stop in stops if stop > header.first), default=table.row_count)
            block = _Block(document, library, table, header, default)
            for row in block.rows(last):
                yield from block.drafts(row)


@dataclass(frozen=True)
class _Block:
    """A fund block: a header and the rows below it."""

    document: Document
    library: Library
    table: Table
    header: Header
    default: FundSource | None

    def rows(self, last: int) -> Iterator[_Row]:
        """Rows with at least one figure, down to the first row that belongs to something else."""
        for row in range(self.header.last, last):
            filled = [cell for cell in self.table.row_cells(row) if cell.end > cell.start]
            labels = [label_text(self.document, cell.start, cell.end) for cell in filled]
            if any(_END.match(label) for label in labels[:2]):
                return
            whole = not self.table.ragged or (self.header.parts and len(filled) == len(self.header.columns))
            found = self._by_column(row) if whole else self._ragged(filled) if not self.header.parts else None
            if found is not None and found.figures:
                yield found

    def _by_column(self, row: int) -> _Row | None:
        first = next(index for index, role in enumerate(self.header.columns) if role in _STAGES)
        left = [
            cell
            for column, cell in enumerate(self.table.grid[row][:first])
            if cell and cell.end > cell.start and self.header.columns[column] != "ignored"
        ]
        label = left[-1] if left else None
        if label is None or label.row < self.header.last:
            return None
        figures = []
        for column, role in enumerate(self.header.columns):
            cell = self.table.grid[row][column]
            if role and cell and cell.end > cell.start and cell.column == column:
                part = self.header.parts[column] if self.header.parts else ""
                figures.append(_Figure(column, Span(cell.start, cell.end), cell, _OF_WHICH.sub("", part)))
        return _Row(label, tuple(figures))

    def _ragged(self, filled: list[Cell]) -> _Row | None:
        """A row whose merged or empty cells are left out: its figures by what they are."""
        label = next((cell for cell in filled if not self._is_number(cell)), None)
        if label is None:
            return None
        cells = filled[filled.index(label) + 1 :]
        columns = [index for index, role in enumerate(self.header.columns) if role and role != "label"]
        named: list[_Figure] = []
        while (
            cells
            and not self._is_number(cells[0])
            and not is_dash(view(self.document, cells[0].start, cells[0].end).text)
        ):
            inside = self._named_amounts(cells[0], columns[0])
            named += inside
            label, cells = label if inside else cells[0], cells[1:]
        return _Row(label, (*named, *self._placed(cells, columns[1:] if named else columns)))

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
            joined += view(self.document, cell.start, cell.end).text
            borders.append(len(joined))
        for item in assign(joined, borders, [self.header.columns[index] or "" for index in columns]):
            cell = cells[next(index for index, border in enumerate(borders) if border > item.start)]
            yield _Figure(columns[item.column], Span(cell.start, cell.end), cell)

    def _is_number(self, cell: Cell) -> bool:
        return parse(view(self.document, cell.start, cell.end).text, self.library.lexicon) is not None

    def drafts(self, row: _Row) -> Iterator[FundDraft | PointsDraft]:
        """Fund figures of one row, then the points of its execution rate."""
        label = label_text(self.document, row.label.start, row.label.end)
        context = Context(self.document, self.library.lexicon, f"{FINDER}.row", self.table)
        points: dict[str, tuple[Decimal, Span, Cell]] = {}
        named = {self._source(figure.label) for figure in row.figures if figure.label}
        whole: FundSource | None = "total" if len(named) > 1 else self._source(label)
        for figure in row.figures:
            role = self._stage(figure.column, label)
            if role in _AMOUNTS:
                amount = self._amount(context, figure, role, row)
                if amount is not None:
                    # Percentages are no money: 率 may be missing from a label that is broken or misread (预算执行).
                    role = "rate" if amount.unit == "%" else role
                    yield self._fund(label, role, figure, amount, whole)
            elif role in {"weight", "score"}:
                number = re.fullmatch(r"(\d+(?:\.\d+)?)分?", view(self.document, *figure.span).text)
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

    def _stage(self, column: int, label: str) -> str:
        """The stage of a column, or of the row `label` where the columns are sources."""
        role = self.header.columns[column] or ""
        told = self.library.classify("fund_column", "role", label) if role == "by_row" else None
        return told.value if told else role

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
        rows = [self.table.grid[row] for row in range(self.header.first, self.header.last)]
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
        stated = self._unit(row)
        if stated is None:
            return found
        named = with_inferred(found, context, unit=stated[0].replace("兀", "元"))
        return named.model_copy(update={"evidence": (*named.evidence, context.evidence(stated[1], "unit"))})

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
        found = [parse(view(self.document, *figure.span).text, self.library.lexicon) for figure in cells]
        return [quantity.value for quantity in found if quantity and quantity.value is not None]

    def _unit(self, row: _Row) -> tuple[str, Span] | None:
        """The unit of bare amounts and its place: the row's label, the header, the block's label or the caption."""
        return self._unit_at(Span(row.label.start, row.label.end)) or self._unit_of_all

    @cached_property
    def _unit_of_all(self) -> tuple[str, Span] | None:
        """The unit that is told of all rows."""
        found = (self._unit_at(place) for place in [*self._heads(), *self._around()])
        return next((unit for unit in found if unit is not None), None) or self._unit_told_above()

    def _unit_at(self, place: Span) -> tuple[str, Span] | None:
        if place.end <= place.start:
            return None
        seen = view(self.document, *place)
        unit = unit_in(seen.text)
        start = seen.text.rfind(unit) if unit else -1
        return (unit, seen.span(start, start + len(unit))) if unit else None

    def _unit_told_above(self) -> tuple[str, Span] | None:
        """The unit of the last amount in the sentence above a table that names none."""
        start = max(self.table.start - _TOLD_ABOVE, 0)
        if start == self.table.start:
            return None
        seen = view(self.document, start, self.table.start)
        told = [item for item in find(seen.text, self.library.lexicon) if item.kind == "money"]
        unit = told[-1].unit if told else None
        if unit not in {"万元", "亿元", "元"}:
            return None
        return unit, seen.span(told[-1].number_end - len(unit), told[-1].number_end)

    def _heads(self) -> Iterator[Span]:
        for row in range(max(self.header.first - 1, 0), min(self.header.last + 1, self.table.row_count)):
            for cell in self.table.row_cells(row):
                yield Span(cell.start, cell.end)

    def _around(self) -> list[Span]:
        """What stands around the table: closely above it, or anywhere near a table that was put together again."""
        reach = _FLATTENED_REACH if self.table.inferred else _CAPTION_LENGTH
        above = Span(max(self.table.start - reach, 0), self.table.start)
        return [above, Span(self.table.start, min(self.table.end + reach, len(self.document.text)))]
