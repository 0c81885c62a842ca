"""Fund figures that stand behind their label, in lines (中央补助: 668.00) and in pairs of cells.

A label names the stage itself (计划安排资金, 实际到位资金, 执行率), or whose money it is; then the stage is that of the
labels above. Forms with several stages side by side repeat each source once for each stage, in their order.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise
from typing import NamedTuple, cast

from extractor.document import Cell, Document, Span, Table
from extractor.facts import Context, FundDraft, measure, with_inferred
from extractor.fund_blocks import LABELLED, fund_blocks, is_labelled
from extractor.fund_rows import item_of, source_of, unit_in
from extractor.fund_units import in_unit
from extractor.headers import indicator_headers
from extractor.patterns import Library
from extractor.quantity import Quantity, parse
from extractor.reading import View, view
from extractor.report import FundRole, FundSource, Measure
from extractor.stream import Border, Stream, stream

FINDER = "labelled_lines"
_STAGES = frozenset({"initial_budget", "budget", "received", "executed", "rate", "remaining"})
_AS_OF = r"(?:(?:截[至止]|到|至)?(?:\d{4}年(?:\d{1,2}月)?|\d{1,2}月)(?:\d{1,2}日)?[底末]?)?"
_DATED = re.compile(rf"^{_AS_OF}(?=[\u4e00-\u9fff])")
_WHOSE = re.compile(
    r"^(?:中央|省|自治区|市|州|盟|县|区|旗|地方|上级|财政部?|本)(?:本级|级)?(?:财政)?(?:实际)?"
    r"(?=下达|安排|拨|到位|批复)"
)
_LINE = re.compile(r"(?:其中:)?" + _AS_OF + r"(?P<label>[\u4e00-\u9fff“”、]{2,20}(?:\([^()\d]{1,16}\))?)[):]{0,2}$")
_REACH = 250
_CAPTION_LENGTH = 80
_MOST_PARTS = 12
# 资金支出情况 before other labels heads the block; before an amount it names it.
_BESIDE_A_STAGE = re.compile(r"\((?:单位:)?(?:万元|元|亿元)[^()]*\)$|转移支付(?=资金|补助|$)")
_CAPTION = re.compile(r"情况(?:\([^()]*\))*:?$")
_TRANSFER = re.compile(r"转移支付(?:资金|补助(?:资金)?)?$")


class _Pair(NamedTuple):
    """A label with the number behind it; `near` is where the text before it and the label may name the unit."""

    label: str
    value: View
    order: int
    near: Span
    table: Table | None = None
    cell: Cell | None = None


def find_labelled_funds(
    document: Document, library: Library, restored: Sequence[Table], default: FundSource | None
) -> Iterator[FundDraft]:
    """Drafts of fund figures behind their labels, outside of `restored`; `default` is a transfer's source."""
    lines = [pair for pair in _in_lines(document) if not any(_lies_in(pair, table) for table in restored)]
    yield from _Labels(document, library, default).drafts(lines)
    yield from _Labels(document, library, default).drafts(_run_together(document, library))
    blocks = fund_blocks(document, document.tables, library)
    read = {
        (table.start, row)
        for table, header, rows in blocks
        for row in (*range(header.first, header.last), *rows)
        if not is_labelled(document, table, row)
    }
    for table in document.tables:
        heads = indicator_headers(document, table, library)
        above = range(heads[0].first if heads else table.row_count)
        rows = [row for row in above if (table.start, row) not in read]
        yield from _Labels(document, library, default).drafts(_in_cells(document, table, rows))


def _lies_in(pair: _Pair, table: Table) -> bool:
    return table.start <= pair.value.base < table.end


def _in_cells(document: Document, table: Table, rows: Sequence[int]) -> Iterator[_Pair]:
    for row in rows:
        cells = [cell for cell in table.row_cells(row) if cell.row == row]
        for label, value in pairwise([*cells, None]):
            if label is None or label.end <= label.start:
                continue
            seen = view(document, label.start, label.end)
            near = Span(max(table.start, label.start - _REACH), label.end)
            inside = LABELLED.fullmatch(seen.text)
            if inside:
                span = seen.span(*inside.span("number"))
                yield _Pair(inside["label"], view(document, *span), label.start, near, table, label)
            elif value is not None:
                yield _Pair(seen.text, view(document, value.start, value.end), label.start, near, table, value)


def _in_lines(document: Document) -> Iterator[_Pair]:
    text = stream(document)
    borders = [place for place, border in enumerate(text.borders) if border] + [len(text.text)]
    lines = [place for place in borders[:-1] if text.borders[place] >= Border.LINE] + [len(text.text)]
    told = [_SENTENCE.search(text.text, first, last) is not None for first, last in pairwise(lines)]
    for start, end in pairwise(borders):
        if end - start > _LONGEST_CELL or told[bisect_right(lines, start) - 1]:  # in a sentence a blank parts no cells
            continue
        inside = LABELLED.fullmatch(text.text, start, end)
        if inside:
            yield _pair(document, text, inside.span("label"), inside.span("number"))
        elif end < len(text.text) and _LINE.match(text.text, start, end):
            first, last = _value_cell(text, borders, end)
            if last > first and not _goes_on(text, first, last):
                yield _pair(document, text, (start, end), (first, last))


_LONGEST_CELL = 40


_SENTENCE = re.compile(r"[,。;](?!\d)|\d,[\u4e00-\u9fff]")


def _goes_on(text: Stream, first: int, last: int) -> bool:
    """Whether more figures follow in the line of a figure: then it is a row of a table, and of no sure column."""
    one = _FIGURE.fullmatch(text.text, first, last)
    more = _FIGURE.match(text.text, last) if last < len(text.text) and text.borders[last] == Border.BLANK else None
    return bool(one and more and (more.end() == len(text.text) or text.borders[more.end()]))


_FIGURE = re.compile(r"\d[\d,]*(?:\.\d+)?(?:%|万元|亿元|元|万)?")


def _value_cell(text: Stream, borders: list[int], start: int) -> tuple[int, int]:
    """The cell behind a label, past a cell that only holds the label's unit."""
    rank = bisect_right(borders, start)
    end = borders[rank]
    if _UNIT_CELL.fullmatch(text.text, start, end) and end < len(text.text):
        return end, borders[rank + 1]
    return start, end


_UNIT_CELL = re.compile(r"\((?:单位:)?(?:万元|元|亿元)\)")


def _run_together(document: Document, library: Library) -> Iterator[_Pair]:
    """Labels and amounts without any border between them (年度金额:208万元中央财政165万元), in lines full of them."""
    text = stream(document)
    columns = [pattern for pattern in library.of("fund_column", "role") if pattern.value in _STAGES]
    stages = "|".join(f"(?:{label})" for pattern in columns for label in pattern.labels)
    sources = library.of("fund_label", "label")[0].regex.pattern
    stage = re.compile(rf"(?<!转移)(?P<label>(?:{stages})(?:\(万元\))?)(?:合计)?:(?P<number>{_AMOUNT})")
    source = re.compile(rf"(?<=[元)%])(?P<label>{sources}):?(?P<number>{_AMOUNT})")
    staged = stage.finditer(text.text) if _BEHIND_A_COLON.search(text.text) else ()
    found = {match.start(): match for match in (*source.finditer(text.text), *staged)}
    for _, match in sorted(found.items()):
        if not any(text.borders[match.start() + 1 : match.end()]):
            yield _pair(document, text, match.span("label"), match.span("number"))


_BEHIND_A_COLON = re.compile(r":\d")
_AMOUNT = r"\d[\d,]*(?:\.\d+)?(?:万元|亿元|元)"


def _pair(document: Document, text: Stream, label: tuple[int, int], value: tuple[int, int]) -> _Pair:
    span = text.span(*value)
    near = Span(max(0, span.start - _REACH), span.start)
    return _Pair(text.text[slice(*label)], view(document, *span), text.span(*label).start, near)


class _Labels:
    """Goes through labels in order and remembers which stages were named."""

    def __init__(self, document: Document, library: Library, default: FundSource | None) -> None:
        self._default = default
        self._document = document
        self._library = library
        self._stages: list[FundRole] = []
        self._places: list[tuple[Cell, FundRole]] = []
        self._last = ""
        self._repeated = 0
        self._ended = True

    def drafts(self, pairs: Iterable[_Pair]) -> Iterator[FundDraft]:
        """Fund figures of `pairs`."""
        listed = list(pairs)
        for rank, pair in enumerate(listed):
            label = re.sub(r"[):]+$", "", pair.label) if pair.label.count("(") < pair.label.count(")") else pair.label
            label = label.rstrip(":")
            stage = self._stage(label)
            source = None if stage else self._source_label(label, pair) or _TRANSFER.search(label)
            quantity = parse(pair.value.text, self._library.lexicon) if pair.value.text else None
            if stage and quantity is None and _CAPTION.search(label):
                continue
            if stage:
                self._named(stage, pair)
            elif source is not None:
                self._sourced(label)
            if quantity is None or quantity.value is None or quantity.kind == "date":
                continue
            role = stage or (self._role_of_source(pair) if source is not None else None)
            if role is not None:
                draft = self._draft(pair, label, quantity, role)
                if draft is not None:
                    yield draft
                    yield from self._parts(draft, listed[rank + 1 : rank + 1 + _MOST_PARTS])

    def _parts(self, whole: FundDraft, pairs: Sequence[_Pair]) -> Iterator[FundDraft]:
        """Parts of an amount that stand below it under names of their own (其中:免疫规划 | 14.5) and make it up."""
        found: list[FundDraft] = []
        for pair in pairs if pairs and pairs[0].label.startswith("其中:") else ():
            quantity = parse(pair.value.text, self._library.lexicon) if pair.value.text else None
            known = self._stage(pair.label.rstrip(":")) or self._source_label(pair.label, pair)
            part = self._draft(pair, pair.label, quantity, whole.role) if quantity and not known else None
            if part is None or part.amount.unit != whole.amount.unit or part.amount.value is None:
                return
            found.append(replace(part, source=self._source_of_part(pair.label, whole)))
            if sum((item.amount.value for item in found if item.amount.value), Decimal(0)) == whole.amount.value:
                yield from found
                return

    def _source_of_part(self, label: str, whole: FundDraft) -> FundSource | None:
        stated = source_of(label, self._library)
        return stated if stated or self._library.classify("fund_row", "source", label) else whole.source

    def _stage(self, label: str) -> FundRole | None:
        plain = _WHOSE.sub("", _DATED.sub("", _BESIDE_A_STAGE.sub("", label)))
        pattern = self._library.classify("fund_column", "role", plain)
        if pattern is not None and pattern.value in _STAGES and len(plain) >= 2:
            return cast(FundRole, pattern.value)
        line = self._library.classify("fund_line", "role", plain)
        return cast(FundRole, line.value) if line else None

    def _source_label(self, label: str, pair: _Pair) -> str | None:
        """The label where it names a source; below stages side by side it may leave 资金 out (其他)."""
        known = self._library.of("fund_label", "label")[0].regex.fullmatch
        plain = label.removeprefix("其中:")
        short = self._over(pair) is not None and known(plain + "资金")
        return plain if known(plain) or known(label) or short else None

    def _named(self, stage: FundRole, pair: _Pair) -> None:
        if pair.cell and pair.table and not pair.table.ragged:
            row = [place for place in self._places if place[0].row == pair.cell.row]
            self._places = [*row, (pair.cell, stage)]
        if self._ended:
            self._stages, self._ended = [], False
        self._stages.append(stage)
        self._last, self._repeated = "", 0

    def _sourced(self, label: str) -> None:
        self._ended = True
        plain = label.removeprefix("其中:")
        self._repeated = self._repeated + 1 if plain == self._last else 0
        self._last = plain

    def _over(self, pair: _Pair) -> FundRole | None:
        """The stage of a cell whose label stands in its row once for each of several stages in one row above."""
        above = [stage for cell, stage in self._places if pair.cell and cell.row < pair.cell.row]
        return above[min(self._repeated, len(above) - 1)] if len(above) > 1 else None

    def _role_of_source(self, pair: _Pair) -> FundRole:
        over = self._over(pair)
        if over or not self._stages:
            return over or "budget"
        return self._stages[min(self._repeated, len(self._stages) - 1)]

    def _draft(self, pair: _Pair, label: str, quantity: Quantity, role: FundRole) -> FundDraft | None:
        context = Context(self._document, self._library.lexicon, FINDER, pair.table, pair.cell)
        span = pair.value.span(quantity.start, quantity.end)
        amount = measure(context, quantity, span, field="amount")
        if role == "rate" and amount.unit is None:
            amount = with_inferred(amount, context, unit="%")
        elif amount.unit == "万":
            amount = with_inferred(amount, context, unit="万元")
        elif amount.unit is None:
            amount = self._with_unit(amount, pair)
        if amount.unit is None or (amount.unit == "%") != (role == "rate"):
            return None
        return FundDraft(
            item=item_of(label),
            role=role,
            source=self._source(label, role),
            amount=amount,
            order=span.start,
            finder=FINDER,
        )

    def _source(self, label: str, role: FundRole) -> FundSource | None:
        stated = source_of(label, self._library)
        if stated or self._library.classify("fund_row", "source", label):
            return stated
        if "转移支付" in label and self._default:
            return self._default
        return "total" if self._stage(label.rstrip(":")) else None

    def _with_unit(self, amount: Measure, pair: _Pair) -> Measure:
        """`amount` in the unit that the label or the text before it names, with the place of that unit."""
        context = Context(self._document, self._library.lexicon, FINDER, pair.table)
        start = pair.table.start if pair.table else 0
        above = Span(max(start - _CAPTION_LENGTH, 0), start)
        for seen in (view(self._document, *place) for place in (pair.near, above)):
            unit = unit_in(pair.label) or unit_in(seen.text)
            found = seen.text.rfind(unit) if unit else -1
            if unit is not None and found >= 0:
                return in_unit(amount, context, unit, seen.span(found, found + len(unit)))
        return amount
