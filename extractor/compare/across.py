"""One year over many bodies: the same indicator of the same programme, ranked and spread out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from extractor.compare.gather import Sheet
from extractor.compare.models import Across, Point, Unit
from extractor.compare.names import Names
from extractor.compare.programmes import stripped
from extractor.name_words import plain
from extractor.report import Basis

# Fewest bodies that make a ranking.
FEWEST = 3
# Name of indicator, programme, year, basis, base unit.
Kind = tuple[int, str, str, Basis, str]


def across(sheets: Iterable[Sheet], names: Names) -> Iterator[Across]:
    """The rankings, by year, programme and name, of what at least three bodies state under one name and unit."""
    found: dict[Kind, list[tuple[Sheet, Point]]] = {}
    for sheet in sheets:
        program = stripped(sheet.program, names.library) if sheet.program else ""
        for point in sheet.points:
            if point.actual is not None and point.actual.amount is not None:
                name, actual = plain(point.name), point.actual
                kind = (sheet.year, program, name, actual.basis, actual.base_unit or "")
                found.setdefault(kind, []).append((sheet, point))
    for kind in sorted(found):
        entries = _one_each(found[kind])
        if len(entries) >= FEWEST:
            yield _ranking(kind, entries)


def _one_each(entries: Sequence[tuple[Sheet, Point]]) -> list[tuple[Sheet, Point]]:
    """The first entry of each body; bodies without a name do not count."""
    by_body = {sheet.organization: (sheet, point) for sheet, point in reversed(entries) if sheet.organization}
    return [entry for entry in entries if entry in by_body.values()] if len(by_body) >= FEWEST else []


def _ranking(kind: Kind, entries: Sequence[tuple[Sheet, Point]]) -> Across:
    valued = [(sheet, point, _amount(point)) for sheet, point in entries]
    valued.sort(key=lambda entry: (-entry[2], entry[0].organization or "", entry[0].report))
    values = sorted(value for _, _, value in valued)
    least, first, median, third, greatest = (quantile(values, Decimal(part) / 4) for part in range(5))
    return Across(
        key=":".join(str(part) for part in kind),
        fiscal_year=kind[0],
        name=valued[0][1].name,
        unit=kind[4] or None,
        basis=kind[3],
        least=least,
        first_quartile=first,
        median=median,
        third_quartile=third,
        greatest=greatest,
        mean=round(sum(values, Decimal(0)) / len(values), 4),
        units=tuple(_unit(sheet, point, value, values) for sheet, point, value in valued),
    )


def quantile(values: Sequence[Decimal], share: Decimal) -> Decimal:
    """The value below which `share` of the sorted `values` lie, interpolated linearly, four decimals."""
    place = share * (len(values) - 1)
    low = int(place)
    high = min(low + 1, len(values) - 1)
    return round(values[low] + (values[high] - values[low]) * (place - low), 4)


def _unit(sheet: Sheet, point: Point, value: Decimal, values: Sequence[Decimal]) -> Unit:
    target = point.target.amount if point.target else None
    rank = 1 + sum(1 for other in values if other > value)
    return Unit(
        sheet.organization, sheet.region, sheet.program, sheet.report, point.indicator, target, value, point.met, rank
    )


def _amount(point: Point) -> Decimal:
    return point.actual.amount if point.actual and point.actual.amount is not None else Decimal(0)
