"""A comparison against gold: which indicators of several years are one, and what is said about them.

    links   a link is any pair of points of one series; right if gold has the two in one series
    flags   right if gold says the same of that series, or of that step of it (flag and later year)

Points are matched to gold by year and by name, as `likeness.py` sees names, series by the points they share
most. A pair that gold has not is a forbidden join. Flags beyond the contract's are not counted; series that
gold does not list are not looked at, but for their links.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import Any

from extractor.accuracy import Figure, likeness

# Flags that the contract lists: the ones that gold may speak of.
FLAGS = frozenset(
    {"new", "dropped", "gap", "renamed", "split", "merged", "unit_changed", "basis_changed"}
    | {"target_raised", "target_lowered", "restated", "missed_again"}
)
Name = tuple[int, str]


@dataclass(frozen=True, slots=True)
class Followed:
    """One series in gold or in a comparison: names by year, flags, and flags by the later year of each step."""

    names: Mapping[int, str]
    flags: frozenset[str]
    steps: frozenset[tuple[int, str]]


@dataclass(frozen=True, slots=True)
class Scored:
    """Counts behind links and flags, and the joins that gold forbids and the links of gold that are missing."""

    links: Figure
    flags: Figure
    forbidden: tuple[tuple[Name, Name], ...]
    missing: tuple[tuple[Name, Name], ...]


def read_gold(path: Path) -> dict[str, tuple[Followed, ...]]:
    """The series of each programme in a `series.json`."""
    data = json.loads(path.read_text(encoding="utf-8"))
    return {programme["program"]: tuple(_gold(one) for one in programme["series"]) for programme in data["programs"]}


def read_comparison(text: str | bytes) -> tuple[Followed, ...]:
    """The series of a comparison JSON."""
    return tuple(_found(one) for one in json.loads(text)["series"])


def score(gold: Sequence[Followed], found: Sequence[Followed]) -> Scored:
    """Compare the series of one programme with gold."""
    renamed = _in_gold_words(found, gold)
    wanted, made = set(_links(gold)), set(_links(renamed))
    counts = [_flags(one, _partner(one, renamed)) for one in gold]
    hits, stated, told = (sum(part) for part in zip(*counts, strict=True))
    return Scored(
        links=Figure(len(wanted & made), len(wanted), len(made)),
        flags=Figure(hits, stated, told),
        forbidden=tuple(sorted(made - wanted)),
        missing=tuple(sorted(wanted - made)),
    )


def _gold(one: Mapping[str, Any]) -> Followed:
    steps = frozenset((int(year), flag) for year, flags in one["changes"].items() for flag in flags)
    return Followed({int(year): name for year, name in one["points"].items()}, frozenset(one["flags"]), steps)


def _found(one: Mapping[str, Any]) -> Followed:
    names = {point["fiscal_year"]: point["name"] for point in one["points"]}
    steps = frozenset((change["to_year"], flag) for change in one["changes"] for flag in change["flags"])
    return Followed(names, frozenset(one["flags"]) & FLAGS, frozenset(step for step in steps if step[1] in FLAGS))


def _in_gold_words(found: Sequence[Followed], gold: Sequence[Followed]) -> list[Followed]:
    """The series found, their points called as gold calls them, each name of gold given once a year."""
    called = {
        (year, mine): name
        for year in sorted({year for one in gold for year in one.names})
        for mine, name in _paired([f.names[year] for f in found if year in f.names], _of_year(gold, year)).items()
    }
    return [
        Followed({year: called.get((year, name), name) for year, name in one.names.items()}, one.flags, one.steps)
        for one in found
    ]


def _of_year(gold: Sequence[Followed], year: int) -> list[str]:
    return [one.names[year] for one in gold if year in one.names]


def _paired(mine: Sequence[str], names: Sequence[str]) -> dict[str, str]:
    """Which of `mine` is which of gold's `names`: the most alike first, each once."""
    alike = sorted(((likeness.likeness(one, name), one, name) for one in mine for name in names), reverse=True)
    found: dict[str, str] = {}
    for similar, one, name in alike:
        if similar >= likeness.SAME_NAME and one not in found and name not in found.values():
            found[one] = name
    return found


def _links(series: Sequence[Followed]) -> Iterator[tuple[Name, Name]]:
    for one in series:
        yield from combinations(sorted(one.names.items()), 2)


def _partner(one: Followed, found: Sequence[Followed]) -> Followed:
    """The series that shares most points with `one`; an empty one where none does."""
    shared = Counter({index: len(one.names.items() & other.names.items()) for index, other in enumerate(found)})
    index, count = max(shared.items(), key=lambda entry: (entry[1], -entry[0]), default=(0, 0))
    return found[index] if count else Followed({}, frozenset(), frozenset())


def _flags(gold: Followed, found: Followed) -> tuple[int, int, int]:
    """Right ones, those in gold, those told: of the series and of its steps."""
    hits = len(gold.flags & found.flags) + len(gold.steps & found.steps)
    return hits, len(gold.flags) + len(gold.steps), len(found.flags) + len(found.steps)
