"""How far the stated confidence can be trusted: on gold, the share of values that are right, by stated confidence.

    python benchmarks/confidence.py GOLD_DIR [--each]

GOLD_DIR holds documents, each with its gold in a JSON file of the same stem (report JSON, or the short form that
`jixiao evaluate` takes). A target is right with its comparator, a result and an amount without. Values of indicators
that gold calls ambiguous are left out, as are repeated amounts and zeros. With --each, every wrong value is listed.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

from extractor import readers
from extractor.accuracy import forms, likeness
from extractor.accuracy.forms import Facts
from extractor.pipeline import extract
from extractor.report import Measure, Report, to_json

# Lower ends of the bins; each reaches up to the next one.
BINS = (0.0, 0.6, 0.85, 0.92, 0.95, 0.98)
FEW = 20


@dataclass(frozen=True, slots=True)
class Value:
    """One value that was read: what it is, how sure it claims to be, and whether it is right."""

    document: str
    kind: str
    text: str
    confidence: float
    right: bool


@dataclass(frozen=True, slots=True)
class Bin:
    """The values whose confidence is at least `low` and below `high` (1 included)."""

    low: float
    high: float
    values: tuple[Value, ...]

    @property
    def stated(self) -> float:
        """Their mean confidence."""
        return sum(value.confidence for value in self.values) / len(self.values)

    @property
    def right(self) -> float:
        """The share of them that is right."""
        return sum(value.right for value in self.values) / len(self.values)


def values(gold_file: Path, document_file: Path) -> Iterator[Value]:
    """The values of one document, compared with its gold."""
    gold = forms.read(gold_file)
    reports = extract(readers.read_file(document_file))
    predicted = forms.facts([json.loads(to_json(one), parse_float=Decimal, parse_int=Decimal) for one in reports])
    yield from _of_indicators(document_file.stem, gold, predicted, reports)
    yield from _of_funds(document_file.stem, gold, predicted, reports)


def _of_indicators(document: str, gold: Facts, predicted: Facts, reports: Sequence[Report]) -> Iterator[Value]:
    read = [indicator for report in reports for indicator in report.indicators]
    meant = {id(other): item for item, other in likeness.pair_items(gold.items, predicted.items)}
    counted = {id(item) for item in likeness.without_doubtful(gold, predicted)}
    for indicator, item in zip(read, predicted.items, strict=True):
        if id(item) not in counted:
            continue
        wanted = meant.get(id(item))
        sides = (("target", indicator.target, item.target), ("actual", indicator.actual, item.actual))
        for kind, measure, value in sides:
            if measure is not None:
                stated = getattr(wanted, kind) if wanted else None
                right = stated is not None and likeness.same_value(stated, value, comparator=kind == "target")
                yield _value(document, kind, measure, right)


def _of_funds(document: str, gold: Facts, predicted: Facts, reports: Sequence[Report]) -> Iterator[Value]:
    read = [fund.amount for report in reports for fund in report.funds]
    amounts = {id(fund): amount for fund, amount in zip(predicted.funds, read, strict=True)}
    listed = likeness.distinct(predicted.funds)
    right = {id(other) for _, other in likeness.pair_funds(likeness.distinct(gold.funds), listed)}
    yield from (_value(document, "fund", amounts[id(fund)], id(fund) in right) for fund in listed)


def _value(document: str, kind: str, measure: Measure, right: bool) -> Value:
    return Value(document, kind, measure.text, float(measure.confidence), right)


def bins(found: Sequence[Value]) -> Iterator[Bin]:
    """The bins that hold values, from the least sure on."""
    for low, high in pairwise((*BINS, 1.01)):
        inside = tuple(value for value in found if low <= value.confidence < high)
        if inside:
            yield Bin(low, min(high, 1.0), inside)


def table(found: Sequence[Value]) -> Iterator[str]:
    """The reliability table, a bin a line, as Markdown."""
    yield "| stated confidence | values | mean stated | right | apart |"
    yield "| --- | ---: | ---: | ---: | ---: |"
    for one in bins(found):
        few = "" if len(one.values) >= FEW else " (few)"
        span = f"{one.low:.2f} to {one.high:.2f} | {len(one.values)}{few}"
        yield f"| {span} | {one.stated:.3f} | {one.right:.3f} | {one.right - one.stated:+.3f} |"


def main() -> None:
    """Print the table for the folder that the command line names."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path, metavar="GOLD_DIR")
    parser.add_argument("--each", action="store_true", help="list the wrong values")
    arguments = parser.parse_args()
    found: list[Value] = []
    for file in sorted(arguments.gold.glob("*.json")):
        documents = [other for other in sorted(file.parent.glob(f"{file.stem}.*")) if other != file]
        found += (value for document in documents for value in values(file, document))
    for value in found if arguments.each else ():
        if not value.right:
            print(f"{value.document} {value.kind} {value.confidence:.2f} {value.text!r}")
    print(f"{len(found)} values\n")
    print("\n".join(table(found)))


if __name__ == "__main__":
    main()
