"""Predictions against gold: precision, recall and F1 over all documents together.

Gold and predictions may each be report JSON or the short form (`forms.py`). What counts:

    indicators.name     an indicator of that name was found
    indicators.target   … and the comparator, value and unit of its target are right
    indicators.actual   … and its actual value and unit are right
    indicators.full     … and both, with weight and score where gold states them
    indicators.met      of those that gold decides, the verdict is right
    funds.value         an amount (in 元) or a rate was found
    funds.role          … and its role is right
    funds.full          … and whose money it is, where gold says
    meta, meta.<field>  fiscal year, organization, program, own score and grade, where gold states them

Indicators that gold calls ambiguous neither help nor hurt; nor do repeated fund figures and zeros.
What counts as the same name or value is in `likeness.py`.
"""

from __future__ import annotations

import json
import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from extractor.accuracy import folders, likeness
from extractor.accuracy.forms import Facts
from extractor.errors import InputError


@dataclass(frozen=True, slots=True)
class Figure:
    """Counts behind one metric: right ones, those in gold, those predicted."""

    hits: int
    gold: int
    predicted: int

    @property
    def precision(self) -> Decimal:
        """Share of the predicted that is right; with nothing predicted, 1 if gold has nothing either."""
        return Decimal(self.hits) / self.predicted if self.predicted else Decimal(not self.gold)

    @property
    def recall(self) -> Decimal:
        """Share of gold that was found; 1 where gold has nothing."""
        return Decimal(self.hits) / self.gold if self.gold else Decimal(1)

    @property
    def f1(self) -> Decimal:
        """Harmonic mean of precision and recall."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else Decimal(0)


@dataclass(frozen=True, slots=True)
class Scored:
    """One document: the counts behind each metric, and how many of its facts are right in full."""

    stem: str
    counts: Mapping[str, Figure]
    hits: int
    facts: int


@dataclass(frozen=True, slots=True)
class Evaluation:
    """Figures by metric, documents from the worst on, and predictions that are not there and why."""

    figures: Mapping[str, Figure]
    worst: tuple[Scored, ...]
    missing: tuple[tuple[str, str], ...]


def evaluate(gold_folder: Path, predicted_folder: Path, *, only_present: bool) -> Evaluation:
    """Compare all gold of `gold_folder` with the predictions in `predicted_folder` (`folders.py`).

    A prediction that is missing or no JSON counts as an empty one; with `only_present`, gold
    without any is left out.
    Raises: InputError where there is no gold, or gold that is no JSON.
    """
    pairs = list(folders.compared(gold_folder, predicted_folder, only_present=only_present))
    scored = [score(pair.stem, pair.gold, pair.predicted) for pair in pairs]
    worst = tuple(sorted(scored, key=lambda one: (_share(one), one.facts - one.hits, one.stem)))
    missing = tuple((pair.stem, pair.problem) for pair in pairs if pair.problem)
    return Evaluation(total(scored), worst, missing)


def score(stem: str, gold: Facts, predicted: Facts) -> Scored:
    """Compare one document, called `stem` in what is told about it."""
    items, counts = _items(gold, predicted)
    money, fund_counts = _funds(gold, predicted)
    facts = max(counts["indicators.full"].gold, counts["indicators.full"].predicted) + max(
        fund_counts["funds.full"].gold, fund_counts["funds.full"].predicted
    )
    return Scored(stem, counts | fund_counts | _meta(gold, predicted), items + money, facts)


def total(scored: list[Scored]) -> dict[str, Figure]:
    """The counts of all documents added up, by metric."""
    hits: Counter[str] = Counter()
    gold: Counter[str] = Counter()
    predicted: Counter[str] = Counter()
    names: dict[str, None] = {}
    for one in scored:
        for name, figure in one.counts.items():
            names[name] = None
            hits[name] += figure.hits
            gold[name] += figure.gold
            predicted[name] += figure.predicted
    return {name: Figure(hits[name], gold[name], predicted[name]) for name in names}


def to_json(evaluation: Evaluation) -> str:
    """The figures as a JSON object: metric to precision, recall, f1 and the count in gold."""
    figures = {
        name: {
            "precision": float(figure.precision),
            "recall": float(figure.recall),
            "f1": float(figure.f1),
            "gold": figure.gold,
        }
        for name, figure in evaluation.figures.items()
    }
    return json.dumps(figures, ensure_ascii=False, indent=1)


def read_floors(path: Path) -> dict[str, Decimal]:
    """The least F1 of each metric in a TOML (tables join with a dot) or JSON file. Raises: InputError."""
    text = path.read_text(encoding="utf-8")
    try:
        data = json.loads(text) if path.suffix == ".json" else tomllib.loads(text, parse_float=str)
        return dict(_flat(data, ""))
    except (ValueError, ArithmeticError, AttributeError) as error:
        problem = f"is not a table of metrics and numbers ({error})"
        raise InputError("corrupt", problem, "write lines like funds.value = 0.95") from error


def below(evaluation: Evaluation, floors: Mapping[str, Decimal]) -> list[tuple[str, Decimal, Decimal]]:
    """Metric, F1 and floor of every metric under its floor; one that was not measured counts as 0."""
    reached = {name: evaluation.figures[name].f1 if name in evaluation.figures else Decimal(0) for name in floors}
    return [(name, reached[name], floor) for name, floor in floors.items() if reached[name] < floor]


def _share(scored: Scored) -> Decimal:
    return Decimal(scored.hits) / scored.facts if scored.facts else Decimal(1)


def _items(gold: Facts, predicted: Facts) -> tuple[int, dict[str, Figure]]:
    found = likeness.without_doubtful(gold, predicted)
    pairs = likeness.pair_items(gold.items, found)
    target = [likeness.same_value(one.target, other.target, comparator=True) for one, other in pairs]
    actual = [likeness.same_value(one.actual, other.actual, comparator=False) for one, other in pairs]
    points = [
        likeness.same_points(one.weight, other.weight) and likeness.same_points(one.score, other.score)
        for one, other in pairs
    ]
    full = sum(map(all, zip(target, actual, points, strict=True)))
    hits = {"name": len(pairs), "target": sum(target), "actual": sum(actual), "full": full}
    counts = {f"indicators.{name}": Figure(hit, len(gold.items), len(found)) for name, hit in hits.items()}
    verdicts = [one.met is other.met for one, other in pairs if one.met is not None]
    return full, counts | {"indicators.met": Figure(sum(verdicts), len(verdicts), len(verdicts))}


def _funds(gold: Facts, predicted: Facts) -> tuple[int, dict[str, Figure]]:
    stated, found = likeness.distinct(gold.funds), likeness.distinct(predicted.funds)
    pairs = likeness.pair_funds(stated, found)
    role = [one.role == other.role for one, other in pairs]
    source = [one.source is None or one.source == other.source for one, other in pairs]
    full = sum(map(all, zip(role, source, strict=True)))
    hits = {"value": len(pairs), "role": sum(role), "full": full}
    return full, {f"funds.{name}": Figure(hit, len(stated), len(found)) for name, hit in hits.items()}


def _meta(gold: Facts, predicted: Facts) -> dict[str, Figure]:
    right = {
        name: likeness.same_meta(wanted, predicted.meta.get(name))
        for name, wanted in gold.meta.items()
        if wanted is not None
    }
    fields = {f"meta.{name}": Figure(int(hit), 1, 1) for name, hit in right.items()}
    return {"meta": Figure(sum(right.values()), len(right), len(right)), **fields} if right else {}


def _flat(table: Mapping[str, object], prefix: str) -> Iterator[tuple[str, Decimal]]:
    for name, value in table.items():
        if isinstance(value, Mapping):
            yield from _flat(value, f"{prefix}{name}.")
        else:
            yield f"{prefix}{name}", Decimal(str(value))
