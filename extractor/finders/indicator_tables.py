"""Indicators in tables whose header names the columns (三级指标, 年度指标值, 实际完成值, 分值, 得分 …)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise
from typing import NamedTuple, cast

from extractor.align import Scorer, is_dash
from extractor.citing import cite
from extractor.document import Cell, Document, Note, Span, Table, remembered
from extractor.facts import (
    GROWTH_NAME,
    SHARE_NAME,
    Context,
    IndicatorDraft,
    PointsDraft,
    deviation,
    measure,
    qualitative,
    stated_value,
    with_inferred,
)
from extractor.fused_rows import FusedRows, both_readings, parted
from extractor.headers import indicator_headers
from extractor.indicator_rows import Row, indicator_rows
from extractor.names import Named, indicator_name, unit_behind
from extractor.patterns import Library
from extractor.quantity import Quantity, find
from extractor.reading import View, text_at, view
from extractor.report import Comparator, Evidence, Measure
from extractor.statements import Relation, statements
from extractor.torn_rows import is_parted, is_torn
from extractor.turned_lists import with_turned

FINDER = "indicator_tables"
_EQUAL = re.compile(r"\s*(?:[=＝]|等于)")
_SIGNS = frozenset({">=", "<=", ">", "<", "="})
_LONGEST_VALUE_CELL = 60
_BORDER = re.compile(r"[\s|]")
_POINTS = re.compile(r"(\d+(?:\.\d+)?)(?:分|%)?")
_EXECUTION_ROW = re.compile(r"(?:预算|资金)?执行(?:率|情况)?(?:得分)?(?:\(\d+分\))?")
_EXECUTION_RATE = re.compile(r"(?:预算|资金)?执行率(?:得分)?(?:\(\d+分\))?")


def find_indicators(
    document: Document, library: Library, tables: tuple[Table, ...]
) -> Iterator[IndicatorDraft | PointsDraft | Note]:
    """Drafts of all indicators in `tables`, in table and row order; a Note for each row that cannot be read."""
    tables = with_turned(document, tables, library)
    rows = tuple(indicator_rows(document, tables, library))
    yield from _within_the_year(document, tables, library)
    again = {table.index: _rows_again(document, table, rows, library) for table in tables if table.inferred}
    for row in rows:
        unreadable = _unreadable(document, row) if row.table.inferred else None
        draft = unreadable or _read(document, library, row)
        if isinstance(draft, IndicatorDraft) and row.table.index in again:
            yield from _parted(draft, row, again[row.table.index])
        elif draft is not None:
            yield draft
        if isinstance(draft, IndicatorDraft):
            yield from _unread(document, row, draft)
            if row.guessed:
                message = f"“{draft.name}”一行有空单元格，各值按内容归入各列，请核对"
                yield Note("cells_moved", message, row.span)


def _within_the_year(document: Document, tables: Sequence[Table], library: Library) -> Iterator[Note]:
    """A Note for each list whose results were reached before the year was over."""
    for table in tables:
        for header in indicator_headers(document, table, library):
            cell = table.grid[header.last - 1][header.columns.index("actual")] if header.so_far else None
            if cell is not None:
                label = text_at(document, cell.start, cell.end)
                message = f"“{label}”是年度中的完成情况，读作实际值，不据此判断是否完成；全年预计数未提取"
                yield Note("within_the_year", message, Span(cell.start, cell.end))


def _rows_again(document: Document, table: Table, rows: Sequence[Row], library: Library) -> FusedRows:
    """What reads rows of `table` again in which numbers ran together."""
    cells = [row.cells["weight"] for row in rows if row.table.index == table.index and "weight" in row.cells]
    weights = (_POINTS.fullmatch(text_at(document, cell.start, cell.end)) for cell in cells)
    headers = indicator_headers(document, table, library)
    roles = headers[0].roles if headers else ()
    return FusedRows(document, roles, Scorer(library), sum((Decimal(one[1]) for one in weights if one), Decimal(0)))


def _parted(draft: IndicatorDraft, row: Row, again: FusedRows) -> Iterator[IndicatorDraft | Note]:
    """`draft` as sure as its row's numbers can be told apart, and a Note where two readings remain."""
    fused = again.read(row.cells)
    if fused is None:
        yield draft
        return
    yield parted(draft, fused)
    if fused.other is not None:
        yield both_readings(draft.name, fused, row.span)


def _unread(document: Document, row: Row, draft: IndicatorDraft) -> Iterator[Note]:
    """Notes of cells that hold two numbers, or one that is parted by a blank: no value is read from them."""
    for role, value in (("target", draft.target), ("actual", draft.actual)):
        cell = row.cells.get(role)
        text = text_at(document, cell.start, cell.end) if cell and value is None else ""
        if cell and is_parted(text):
            message = f"“{draft.name}”的“{text}”不是一个可以确定的数，未提取"
            yield Note("value_unreadable", message, Span(cell.start, cell.end))


def _read(document: Document, library: Library, row: Row) -> IndicatorDraft | PointsDraft | None:
    cell = row.cells.get("name", row.cells.get("level2"))
    named = indicator_name(view(document, cell.start, cell.end)) if cell else None
    if cell is None or named is None:
        return None
    reader = _Reader(Context(document, library.lexicon, f"{FINDER}.row", row.table), library, row, named.text)
    if _is_execution_row(row, named.text):
        return _points(reader, cell)
    return None if _is_header_word(named.text, library) else _draft(reader, cell, named)


def _draft(reader: _Reader, cell: Cell, named: Named) -> IndicatorDraft | None:
    context, row = reader.context, reader.row
    with_unit = unit_behind(named, context.document, context.lexicon)
    if with_unit is not named and not reader.says_unit():
        named = with_unit
    name, target = named.text, reader.target(named.comparator, named.unit)
    inline = _target_in_name(context, cell, named.span) if "target" not in row.cells else None
    if inline is not None:
        name, target = inline
    actual = reader.actual(target)
    weight, score = reader.points("weight") or reader.points_in_name(named, cell), reader.points("score")
    if target is None and actual is None and weight is None and score is None:
        return None
    reason = row.cells.get("reason")
    return IndicatorDraft(
        name=name,
        order=cell.start,
        finder=FINDER,
        number=named.number,
        level1=row.level1,
        level2=row.level2 if row.cells.get("level2") is not cell else None,
        target=target,
        actual=actual,
        related=reader.related(),
        weight=weight[0] if weight else None,
        score=score[0] if score else None,
        so_far=row.so_far,
        deviation=deviation(context.at(reason), view(context.document, reason.start, reason.end)) if reason else None,
        evidence=(
            context.at(cell).evidence(named.span, "name"),
            *(points[1] for points in (weight, score) if points),
            *(
                _of_level(context.document, row.table, level, role)
                for role, level in row.levels.items()
                if level is not cell
            ),
        ),
    )


@remembered  # one cell holds for many rows
def _of_level(document: Document, table: Table, level: Cell, role: str) -> Evidence:
    span = Span(level.start, level.end)
    return cite(document, span, field=role, pattern=f"{FINDER}.row", cell=(table, level))


def _unreadable(document: Document, row: Row) -> Note | None:
    """A row put together again from misread characters (290$290%): dropped, and said so."""
    texts = {role: text_at(document, cell.start, cell.end) for role, cell in row.cells.items()}
    values = [texts[role] for role in ("target", "actual") if role in texts]
    name = texts.get("name", "")
    cells = sorted(row.cells.values(), key=lambda cell: cell.start)
    free = [cell for cell in cells if cell not in row.levels.values()]
    if not is_torn(name, values) and not _leaves_characters_out(document, free):
        return None
    return Note("row_unreadable", f"“{name}”一行的数值无法辨认，未提取", row.span)


def _leaves_characters_out(document: Document, cells: list[Cell]) -> bool:
    """Whether characters that touch both neighbours belong to no cell: the run was not understood (80%^|80%)."""
    between = (document.text[cell.end : following.start] for cell, following in pairwise(cells))
    return any(gap and not _BORDER.search(gap) for gap in between)


def _points(reader: _Reader, cell: Cell) -> PointsDraft:
    """Weight and score of the execution rate, which has the row of `cell` for its own."""
    weight, score = reader.points("weight"), reader.points("score")
    evidence = tuple(points[1] for points in (weight, score) if points)
    return PointsDraft(cell.start, evidence, weight[0] if weight else None, score[0] if score else None)


def _is_header_word(name: str, library: Library) -> bool:
    return library.classify("indicator_column", "role", name) is not None


def _is_execution_row(row: Row, name: str) -> bool:
    """The row of the execution rate's own points is no indicator. Source: 自评表, 预算执行率 10 分."""
    bare = "target" not in row.cells
    # A second level that stands for the name (过程 | 预算执行 | 20 | 18) is an indicator unless it says 率.
    words = _EXECUTION_ROW if "name" in row.cells else _EXECUTION_RATE
    return (
        words.fullmatch(name) is not None
        and (bare or (row.level1 or "").startswith("预算执行"))
        and (row.level2 is None or row.level2.startswith(("预算", "资金")))
    )


class _Reader(NamedTuple):
    """Reads the value cells of one row."""

    context: Context
    library: Library
    row: Row
    name: str

    def target(self, comparator: Comparator | None, unit: str | None) -> Measure | None:
        """The target, with comparator and unit from cells of their own or from a template in the name."""
        cell = self.row.cells.get("target_adjusted") or self.row.cells.get("target")
        if cell is None:
            return None
        found = self._measure(cell, "target")
        if found is None or found.value is None:
            return found
        stated = None if _EQUAL.match(found.text) else self._sign() or comparator
        stated_unit = found.unit or self._cell_text("unit") or unit
        return with_inferred(
            found, self.context, unit=stated_unit, comparator=stated if found.comparator == "=" else None
        )

    def says_unit(self) -> bool:
        """Whether a value of the row is printed with its unit, or the unit has a cell of its own."""
        cells = [self.row.cells[role] for role in ("target", "actual") if role in self.row.cells]
        values = [
            stated_value(view(self.context.document, cell.start, cell.end), self.context.lexicon) for cell in cells
        ]
        return "unit" in self.row.cells or not any(value and not value.unit for value in values)

    def related(self) -> tuple[Measure, ...]:
        """The other values of an actual cell that states several."""
        cell = self.row.cells.get("actual")
        if cell is None:
            return ()
        seen = view(self.context.document, cell.start, cell.end)
        if stated_value(seen, self.context.lexicon) is not None:
            return ()
        return tuple(self._read(seen, quantity, cell, "related", kind) for quantity, kind in self._several(seen)[1:])

    def actual(self, target: Measure | None) -> Measure | None:
        """The actual value; a bare number takes the unit of its target."""
        cell = self.row.cells.get("actual")
        if cell is None:
            return None
        found = self._measure(cell, "actual")
        if found is None or found.value is None or found.unit:
            return found
        unit = self._cell_text("unit") or (target.unit if target and target.value is not None else None)
        return with_inferred(found, self.context, unit=unit)

    def points(self, role: str) -> tuple[Decimal, Evidence] | None:
        """Weight or score with its evidence."""
        cell = self.row.cells.get(role)
        if cell is None:
            return None
        text = text_at(self.context.document, cell.start, cell.end)
        found = _POINTS.fullmatch(text)
        if found is None:
            return None
        span = Span(cell.start, cell.end)
        return Decimal(found[1]), self.context.at(cell).evidence(span, role)

    def points_in_name(self, named: Named, cell: Cell) -> tuple[Decimal, Evidence] | None:
        """The weight that a form prints behind the name (契合性(5分))."""
        if named.weight is None:
            return None
        text, span = named.weight
        return Decimal(text), self.context.at(cell).evidence(span, "weight")

    def _sign(self) -> Comparator | None:
        """The comparator in a cell of its own (≥, 大于等于), or else its direction (反向); None where neither says."""
        for cell in filter(None, map(self._cell_text, ("comparator", "direction"))):
            pattern = self.library.classify("comparator_cell", "sign", cell)
            if pattern and pattern.value in _SIGNS:
                return cast(Comparator, pattern.value)
        return None

    def _cell_text(self, role: str) -> str | None:
        cell = self.row.cells.get(role)
        return text_at(self.context.document, cell.start, cell.end) if cell else None

    def _measure(self, cell: Cell, field: str) -> Measure | None:
        seen = view(self.context.document, cell.start, cell.end)
        if not seen.text or is_dash(seen.text) or "**" in seen.text:
            return None
        quantity = stated_value(seen, self.context.lexicon) or self._beside_the_name(seen)
        if quantity is None and field == "actual":
            several = self._several(seen)
            if several:
                return self._read(seen, several[0][0], cell, field, several[0][1])
        if quantity is None:
            if is_parted(seen.text):
                return None
            return qualitative(self.context.at(cell), Span(cell.start, cell.end), field=field)
        return self._read(seen, quantity, cell, field, "level")

    def _beside_the_name(self, seen: View) -> Quantity | None:
        """The one value of a cell that repeats the indicator's name before it (培训人数为320人)."""
        found = [item for item in find(seen.text, self.context.lexicon) if item.kind != "date"]
        if len(found) != 1 or found[0].end != len(seen.text):
            return None
        words = re.sub(r"实际|完成|达到?|为|共|已|[:,]", "", seen.text[: found[0].start])
        return found[0] if words and words in self.name else None

    def _several(self, seen: View) -> list[tuple[Quantity, Relation]]:
        """Values of a cell that states a level beside its growth (412.8亿元,同比增长11.6%), the one asked for first."""
        found = [
            (item.quantity, item.relation) for item in statements(seen.text, find(seen.text, self.context.lexicon))
        ]
        if not any(relation in {"growth", "share"} for _, relation in found) or len(seen.text) > _LONGEST_VALUE_CELL:
            return []
        wanted = "growth" if GROWTH_NAME.search(self.name) else "share" if SHARE_NAME.search(self.name) else "level"
        return sorted(found, key=lambda item: item[1] != wanted)

    def _read(self, seen: View, quantity: Quantity, cell: Cell, field: str, relation: Relation) -> Measure:
        value = measure(
            self.context.at(cell), quantity, seen.span(quantity.start, quantity.end), field=field, name=self.name
        )
        return value if relation in {"level", "whole"} else value.model_copy(update={"basis": relation})


def _target_in_name(context: Context, cell: Cell, name: Span) -> tuple[str, Measure] | None:
    """Name and target where the name prints it at its end (年度资金支付率100%) and its own cell is empty."""
    seen = view(context.document, name.start, name.end)
    found = find(seen.text, context.lexicon)
    if not found or found[-1].end != len(seen.text) or found[-1].kind == "date" or not found[-1].unit:
        return None
    if not found[-1].start:
        return None
    span = seen.span(found[-1].start, found[-1].end)
    return seen.printed(0, found[-1].start), measure(context.at(cell), found[-1], span, field="target")
