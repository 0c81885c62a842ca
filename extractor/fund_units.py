"""The unit of the bare amounts of a fund table, and where it is told."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractor.document import Document, Span, Table, remembered
from extractor.facts import Context, with_inferred
from extractor.fund_rows import unit_in
from extractor.header_grid import Header
from extractor.patterns import Library
from extractor.quantity import find
from extractor.reading import view
from extractor.report import Measure

_CAPTION_LENGTH = 80
_FLATTENED_REACH = 300
_TOLD_ABOVE = 160
_DECLARED = re.compile(r"单位[:：]\s*(?:人民币)?\s*(亿元|百万元|万[元兀]|千元|元)")
# A unit as printed, and its place.
Unit = tuple[str, Span]


def unit_at(document: Document, place: Span) -> Unit | None:
    """The unit that a label, header or caption prints."""
    if place.end <= place.start:
        return None
    seen = view(document, *place)
    unit = unit_in(seen.text)
    start = seen.text.rfind(unit) if unit else -1
    return (unit, seen.span(start, start + len(unit))) if unit else None


def in_unit(amount: Measure, context: Context, unit: str, place: Span) -> Measure:
    """A bare amount in the unit that is told at `place`, which is among its evidence then."""
    named = with_inferred(amount, context, unit=unit)
    return named.model_copy(update={"evidence": (*named.evidence, context.evidence(place, "unit"))})


def unit_of_table(document: Document, library: Library, table: Table, header: Header) -> Unit | None:
    """The unit that is told of all rows: in the header, around the table, in a sentence above or a caption before."""
    found = (unit_at(document, place) for place in [*_heads(table, header), *_around(document, table)])
    return (
        next((unit for unit in found if unit is not None), None)
        or _told_above(document, library, table.start)
        or _declared_before(document, table.start)
    )


def _heads(table: Table, header: Header) -> Iterator[Span]:
    for row in range(max(header.first - 1, 0), min(header.last + 1, table.row_count)):
        for cell in table.row_cells(row):
            yield Span(cell.start, cell.end)


def _around(document: Document, table: Table) -> list[Span]:
    """What stands around the table: closely above it, or anywhere near a table that was put together again."""
    reach = _FLATTENED_REACH if table.inferred else _CAPTION_LENGTH
    above = Span(max(table.start - reach, 0), table.start)
    return [above, Span(table.start, min(table.end + reach, len(document.text)))]


def _told_above(document: Document, library: Library, start: int) -> Unit | None:
    """The unit of the last amount in the sentence above a table that names none."""
    first = max(start - _TOLD_ABOVE, 0)
    if first == start:
        return None
    seen = view(document, first, start)
    told = [item for item in find(seen.text, library.lexicon) if item.kind == "money"]
    unit = told[-1].unit if told else None
    if unit not in {"万元", "亿元", "元"}:
        return None
    return unit, seen.span(told[-1].number_end - len(unit), told[-1].number_end)


def _declared_before(document: Document, start: int) -> Unit | None:
    """The unit that the last caption before names for all that follows (单位:万元), on whatever page."""
    return next((unit for place, unit in reversed(_declared(document)) if place < start), None)


@remembered
def _declared(document: Document) -> tuple[tuple[int, Unit], ...]:
    found = _DECLARED.finditer(document.text)
    return tuple((match.start(), (match[1], Span(*match.span(1)))) for match in found)
