"""Fund figures in tables: rows by source of money, columns by stage (预算, 到位, 执行, 执行率)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from extractor.document import Document, Note, Span, Table
from extractor.facts import Context, FundDraft, PointsDraft, measure, with_inferred
from extractor.fund_blocks import fund_blocks
from extractor.fund_cells import amount_in, is_misread_points, is_unread_amount
from extractor.fund_grid import AMOUNTS, FundBlock, FundRow, RowFigure
from extractor.fund_rows import item_of, role_of, source_of
from extractor.fund_units import Unit, in_unit, unit_at, unit_of_table
from extractor.patterns import Library
from extractor.quantity import parse
from extractor.reading import label_text, plain_label, text_at, view
from extractor.report import FundSource, Measure, Normalized

FINDER = "fund_tables"
# A rate up to here may be a fraction; further from the amounts than this it is none.
_MOST_FRACTION, _NEARLY = Decimal("1.5"), Decimal("0.006")
_MOST_SHOWN = 20
_YEAR_COLUMN = re.compile(r"(\d{4})年")


def find_funds(
    document: Document, library: Library, tables: tuple[Table, ...], default: FundSource | None
) -> Iterator[FundDraft | PointsDraft | Note]:
    """Drafts of all fund figures in `tables` and of the points of their execution rates, notes of what is not sure."""
    for table, header, rows in fund_blocks(document, tables, library):
        block = FundBlock(document, library, table, header)
        meanings = _Meanings(block, default)
        points: list[tuple[str, PointsDraft]] = []
        for row in block.rows(rows):
            fused = block.undecided(row) if table.inferred else None
            yield from [fused] if fused else meanings.drafts(row)
            points += [] if fused else meanings.points(row)
        yield from _of_report(points, library)
        yield from block.unread(rows)


def _of_report(points: list[tuple[str, PointsDraft]], library: Library) -> Iterator[PointsDraft]:
    """Those `points`, by the label of their row, that the report's execution rate has: not those of one programme.

    Rows of other names than those of money are programmes, each with a score of its own, where there are several of
    them or a score stands without its weight (项目名称 | 预算数 | 执行数 | 执行率 | 自评得分).
    """
    money = [library.classify("fund_row", "source", plain_label(label)) is not None for label, _ in points]
    for known, (_, draft) in zip(money, points, strict=True):
        if known or (draft.weight is not None and len(points) - sum(money) == 1):
            yield draft


@dataclass(frozen=True)
class _Meanings:
    """What the figures of a block's rows mean: their stage, whose money they are, and their unit."""

    block: FundBlock
    default: FundSource | None

    def drafts(self, row: FundRow) -> Iterator[FundDraft | Note]:
        """Fund figures of one row and notes of cells that are not read."""
        label, context = self._label(row), self._context()
        named = {self._source(figure.label) for figure in row.figures if figure.label}
        whole: FundSource | None = "total" if len(named) > 1 else self._source(label)
        for figure in row.figures:
            role = self._role(figure, row)
            if role in AMOUNTS:
                amount = self._amount(context, figure, role, row)
                if amount is None:
                    yield from self._unread(label, figure, is_unread_amount)
                else:
                    # Percentages are no money: 率 may be missing from a label that is broken or misread (预算执行).
                    role = "rate" if amount.unit == "%" else role
                    yield self._fund(label, role, figure, amount, whole)
            elif role in {"weight", "score"} and self._point(figure) is None:
                yield from self._unread(label, figure, is_misread_points)

    def points(self, row: FundRow) -> Iterator[tuple[str, PointsDraft]]:
        """The label and the points of a row that may be those of the execution rate: none of a part of the money."""
        label, context = self._label(row), self._context()
        found = {
            role: (number, figure)
            for figure in row.figures
            if (role := self._role(figure, row)) in {"weight", "score"} and (number := self._point(figure)) is not None
        }
        if found and source_of(label, self.block.library) in {"total", None}:
            evidence = tuple(
                context.at(figure.cell).evidence(figure.span, f"execution_{role}")
                for role, (_, figure) in found.items()
            )
            weight, score = (found[role][0] if role in found else None for role in ("weight", "score"))
            yield label, PointsDraft(order=row.label.start, evidence=evidence, weight=weight, score=score)

    def _label(self, row: FundRow) -> str:
        halves = (half for half in (row.label, row.below) if half)
        return "".join(label_text(self.block.document, half.start, half.end) for half in halves)

    def _context(self) -> Context:
        return Context(self.block.document, self.block.library.lexicon, f"{FINDER}.row", self.block.table)

    def _role(self, figure: RowFigure, row: FundRow) -> str:
        role = self.block.header.columns[figure.column] or ""
        return row.stage if role == "by_row" else role

    def _point(self, figure: RowFigure) -> Decimal | None:
        number = re.fullmatch(r"(\d+(?:\.\d+)?)分?", text_at(self.block.document, *figure.span))
        return Decimal(number[1]) if number else None

    def _unread(self, label: str, figure: RowFigure, is_figure: Callable[[str], bool]) -> Iterator[Note]:
        text = text_at(self.block.document, *figure.span)
        if is_figure(text):
            message = f"“{label.rstrip(':')}”一行的“{text[:_MOST_SHOWN]}”不是一个可以确定的数，未提取"
            yield Note("value_unreadable", message, figure.span)

    def _fund(self, label: str, role: str, figure: RowFigure, amount: Measure, whole: FundSource | None) -> FundDraft:
        stage = role_of(label, role, self.block.library)
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
        stated = source_of(label, self.block.library)
        return stated or (self.default if self.block.library.classify("fund_row", "source", label) is None else None)

    def _latest_year(self) -> int:
        years = [
            _YEAR_COLUMN.search(self._header_text(index))
            for index, role in enumerate(self.block.header.columns)
            if role
        ]
        return max((int(year[1]) for year in years if year), default=0)

    def _header_text(self, column: int) -> str:
        table, first, last = self.block.header.place(self.block.table)
        rows = [table.grid[row] for row in range(first, last)]
        cells = [row[column] for row in rows if column < len(row)]
        return "".join(
            label_text(self.block.document, cell.start, cell.end) for cell in cells if cell and cell.end > cell.start
        )

    def _amount(self, context: Context, figure: RowFigure, role: str, row: FundRow) -> Measure | None:
        seen = view(self.block.document, *figure.span)
        quantity, start = amount_in(seen.text, role, self.block.library.lexicon) or (None, 0)
        if quantity is None or quantity.value is None or quantity.kind == "date":
            return None
        span = seen.span(start + quantity.start, start + quantity.end)
        found = measure(context.at(figure.cell), quantity, span, field="amount")
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

    def _bare_rate(self, found: Measure, context: Context, row: FundRow) -> Measure:
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

    def _is_fraction(self, rate: Decimal, row: FundRow) -> bool:
        spent = self._numbers(row, {"executed", "received"})
        given = self._numbers(row, {"initial_budget", "budget"})
        return any(abs(part / whole - rate) <= _NEARLY for part in spent for whole in given if whole)

    def _numbers(self, row: FundRow, roles: set[str]) -> list[Decimal]:
        cells = [figure for figure in row.figures if self.block.header.columns[figure.column] in roles]
        found = [parse(text_at(self.block.document, *figure.span), self.block.library.lexicon) for figure in cells]
        return [quantity.value for quantity in found if quantity and quantity.value is not None]

    def _unit(self, row: FundRow, column: int) -> Unit | None:
        """The unit of a bare amount and its place: in its column's header, its row's label, or told of all rows."""
        table, first, last = self.block.header.place(self.block.table)
        heads = [rows[column] for rows in table.grid[first:last]]
        places = [cell for cell in (*heads, row.label) if cell is not None]
        own = (unit_at(self.block.document, Span(cell.start, cell.end)) for cell in places)
        return next((unit for unit in own if unit is not None), None) or self._unit_of_all

    @cached_property
    def _unit_of_all(self) -> Unit | None:
        table, first, last = self.block.header.place(self.block.table)
        return unit_of_table(
            self.block.document, self.block.library, table, self.block.header._replace(first=first, last=last)
        )
