"""Chains: the points of one programme, year by year, joined into what becomes its series.

Every year is joined with all chains so far: what a person says first, then names that are the same and
stand once on both sides, then wholes that were split into parts or parts that became one, and the rest by
an optimal one-to-one assignment (scipy's `linear_sum_assignment`). A chain may pass a year over.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache
from typing import Literal

from extractor.compare import wholes
from extractor.compare.evidence import LEAST, LEAST_OVER_GAP, TOLD, Verdict, weigh
from extractor.compare.links import NO_RULES, PERSON, Rules, key_of
from extractor.compare.models import Link, Point
from extractor.compare.names import Names, likeness

# Names of a chain that are compared with a new one: it may return to an earlier name.
NAMES_KEPT = 3
# So small that it only decides between equal scores: the nearer in the order of the reports wins.
_ORDER = 1e-6


@dataclass(frozen=True, slots=True)
class Chain:
    """Points that belong together, by year, and the links that joined them."""

    points: tuple[Point, ...]
    links: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class Parting:
    """A whole and its parts, by the keys of their points."""

    kind: Literal["split", "merged"]
    whole: str
    parts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Aligned:
    """The chains of a programme in order of appearance, its splits and mergers, and by point the nearest miss."""

    chains: tuple[Chain, ...]
    partings: tuple[Parting, ...]
    nearest: Mapping[str, Link]


@dataclass
class _Growing:
    """Chains while they grow: lists that `chains` alone writes."""

    points: list[list[Point]] = field(default_factory=list)
    links: list[list[Link]] = field(default_factory=list)
    partings: list[Parting] = field(default_factory=list)
    nearest: dict[str, Link] = field(default_factory=dict)
    closed: set[int] = field(default_factory=set)

    def miss(self, verdict: Verdict, earlier: Point, later: Point) -> None:
        """Remember a pair that was not joined, if it is the nearest so far for one of the two."""
        decided = PERSON in verdict.reasons
        if verdict.score < TOLD and not decided:
            return
        link = _link(earlier, later, verdict)
        for one in (key_of(earlier), key_of(later)):
            if decided or one not in self.nearest or self.nearest[one].score < link.score:
                self.nearest[one] = link


@dataclass(frozen=True, slots=True)
class _Step:
    """A year about to be joined with the chains so far; `last_year` is that of the report before it."""

    growing: _Growing
    fresh: Sequence[Point]
    last_year: int | None
    names: Names
    rules: Rules


# For each index of the fresh points that continues a chain: the chain and why.
Joined = dict[int, tuple[int, Verdict]]


def chains(years: Sequence[Sequence[Point]], names: Names, rules: Rules = NO_RULES) -> Aligned:
    """The chains through `years`, each the points of one report (at least one), the earliest first."""
    growing = _Growing()
    last_year = None
    for fresh in years:
        joined = _joined(_Step(growing, fresh, last_year, names, rules))
        for index, point in enumerate(fresh):
            _grow(growing, point, joined.get(index))
        last_year = fresh[0].fiscal_year
    made = tuple(Chain(tuple(p), tuple(link)) for p, link in zip(growing.points, growing.links, strict=True))
    return Aligned(made, tuple(growing.partings), growing.nearest)


def _grow(growing: _Growing, point: Point, joined: tuple[int, Verdict] | None) -> None:
    if joined is None:
        growing.points.append([point])
        growing.links.append([])
        return
    chain, verdict = joined
    growing.links[chain].append(_link(growing.points[chain][-1], point, verdict))
    growing.points[chain].append(point)


def _joined(step: _Step) -> Joined:
    found = _by_person(step)
    found |= _by_name(step, found)
    _part(step, found)
    return found | _by_assignment(step, found)


def _by_person(step: _Step) -> Joined:
    rules = step.rules
    if not rules.clusters:
        return {}
    clusters = {
        rules.cluster(key_of(point)): chain for chain, points in enumerate(step.growing.points) for point in points
    }
    verdict = Verdict(1.0, (PERSON,))
    return {
        index: (clusters[cluster], verdict)
        for index, point in enumerate(step.fresh)
        if (cluster := rules.cluster(key_of(point))) is not None and cluster in clusters
    }


def _by_name(step: _Step, found: Joined) -> Joined:
    """Names that are the same but for marks, and stand once on both sides."""
    names, chains_so_far = step.names, step.growing.points
    ends = _once((names.view(chains_so_far[chain][-1].name).name.text, chain) for chain in _open(step, found))
    fresh = _once((names.view(step.fresh[index].name).name.text, index) for index in _rest(step, found))
    same = [(index, ends[text]) for text, index in fresh.items() if text in ends]
    return {
        index: (chain, weigh(chains_so_far[chain][-1], step.fresh[index], names, 1.0))
        for index, chain in same
        if not step.rules.forbid(chains_so_far[chain], step.fresh[index], step.fresh)
    }


def _once(pairs: Iterable[tuple[str, int]]) -> dict[str, int]:
    told = list(pairs)
    counts = Counter(text for text, _ in told)
    return {text: index for text, index in told if counts[text] == 1}


def _open(step: _Step, found: Joined) -> list[int]:
    """The chains that may still be continued."""
    taken = {chain for chain, _ in found.values()} | step.growing.closed
    return [chain for chain in range(len(step.growing.points)) if chain not in taken]


def _rest(step: _Step, found: Joined) -> list[int]:
    """The fresh points that continue no chain yet."""
    return [index for index in range(len(step.fresh)) if index not in found]


def _part(step: _Step, found: Joined) -> None:
    """Note what was split or merged since last year; the chains concerned end here."""
    growing, rest = step.growing, _rest(step, found)
    ends = [chain for chain in _open(step, found) if growing.points[chain][-1].fiscal_year == step.last_year]
    before, after = [growing.points[chain][-1] for chain in ends], [step.fresh[index] for index in rest]
    for whole, parts in wholes.parted(before, after, step.names):
        growing.partings.append(Parting("split", key_of(before[whole]), tuple(key_of(after[part]) for part in parts)))
        growing.closed.add(ends[whole])
    for whole, parts in wholes.parted(after, before, step.names):
        growing.partings.append(Parting("merged", key_of(after[whole]), tuple(key_of(before[part]) for part in parts)))
        growing.closed.update(ends[part] for part in parts)


def _by_assignment(step: _Step, found: Joined) -> Joined:
    growing, fresh = step.growing, step.fresh
    ends, rest = _open(step, found), _rest(step, found)
    verdicts = {
        (row, column): _judged(step, growing.points[chain], fresh[index])
        for row, chain in enumerate(ends)
        for column, index in enumerate(rest)
    }
    least = [LEAST if growing.points[chain][-1].fiscal_year == step.last_year else LEAST_OVER_GAP for chain in ends]
    scores = {place: verdict.strength for place, verdict in verdicts.items() if verdict.score >= least[place[0]]}
    chosen = set(best_pairs(len(ends), len(rest), scores))
    for (row, column), verdict in verdicts.items():
        if (row, column) not in chosen:
            growing.miss(verdict, growing.points[ends[row]][-1], fresh[rest[column]])
    return {rest[column]: (ends[row], verdicts[row, column]) for row, column in sorted(chosen)}


def best_pairs(rows: int, columns: int, scores: Mapping[tuple[int, int], float]) -> Iterator[tuple[int, int]]:
    """The one-to-one pairs with the greatest sum of `scores` (above 0); places without a score stay unpaired."""
    if not scores:
        return
    import numpy
    from scipy.optimize import linear_sum_assignment

    gains = numpy.zeros((rows, columns))
    for (row, column), score in scores.items():
        gains[row, column] = score - _ORDER * abs(row / rows - column / columns)
    for place in zip(*(side.tolist() for side in linear_sum_assignment(gains, maximize=True)), strict=True):
        if place in scores:
            yield place


def _judged(step: _Step, chain: Sequence[Point], point: Point) -> Verdict:
    if step.rules.forbid(chain, point, step.fresh):
        return Verdict(0.0, (PERSON,))
    view = step.names.view(point.name)
    earlier = [step.names.view(name) for name in {one.name for one in chain[-NAMES_KEPT:]}]
    return weigh(chain[-1], point, step.names, max(likeness(one, view) for one in earlier))


def _link(earlier: Point, later: Point, verdict: Verdict) -> Link:
    return Link(key_of(earlier), key_of(later), *_shared(f"{verdict.score:.2f}", verdict.reasons))


@lru_cache(maxsize=1 << 14)
def _shared(score: str, reasons: tuple[str, ...]) -> tuple[Decimal, tuple[str, ...]]:
    """Score and reasons, kept once however many of a million links have them."""
    return Decimal(score), reasons
