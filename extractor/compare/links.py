"""A person's say on what belongs together: a CSV that `--export-links` writes and `--links` reads.

One row a link: the two points by `report` and `indicator` (programmes by `report` alone), and `decision`: `same`,
`different`, or nothing, which leaves it to the algorithm. The other columns are there for the reader. A
spreadsheet may save it with commas, semicolons or tabs, in UTF-8 or GB18030.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Final, Literal

from extractor.compare.models import Comparison, Link, Point
from extractor.errors import InputError
from extractor.writers import csv_cells, to_csv, whole_file

PERSON: Final = "person"
COLUMNS = (
    "decision",
    "kind",
    "joined",
    "score",
    "reason",
    "organization",
    "program",
    "from_year",
    "from_name",
    "from_target",
    "to_year",
    "to_name",
    "to_target",
    "from_report",
    "from_indicator",
    "to_report",
    "to_indicator",
)
NEEDED = ("decision", "kind", "from_report", "from_indicator", "to_report", "to_indicator")
Kind = Literal["indicator", "programme"]


@dataclass(frozen=True, slots=True)
class Rules:
    """What a person decided: keys that belong together carry the same cluster, and pairs that must stay apart."""

    clusters: Mapping[str, str] = field(default_factory=dict)
    apart: frozenset[tuple[str, str]] = frozenset()

    def cluster(self, key: str) -> str | None:
        """The cluster of `key`, None where nobody said anything on it."""
        return self.clusters.get(key)

    def parted(self, one: str, other: str) -> bool:
        """Whether a person keeps the two apart."""
        return (one, other) in self.apart

    def forbid(self, chain: Sequence[Point], point: Point, fresh: Sequence[Point]) -> bool:
        """Whether `point` must not join `chain`: kept apart, or the chain waits for another point of `fresh`."""
        if not self.clusters and not self.apart:
            return False
        key = key_of(point)
        if any(self.parted(key_of(one), key) for one in chain):
            return True
        mine = self.cluster(key)
        promised = {self.cluster(key_of(one)) for one in chain} - {None}
        waiting = {self.cluster(key_of(one)) for one in fresh if one is not point} - {None, mine}
        return bool(promised & waiting)


@dataclass(frozen=True, slots=True)
class Links:
    """The decisions of a link file, for indicators (`report:indicator`) and for programmes (`report`)."""

    indicators: Rules = Rules()
    programmes: Rules = Rules()

    @property
    def keys(self) -> frozenset[str]:
        """All keys of indicators and reports that it speaks of."""
        rules = (self.indicators, self.programmes)
        return frozenset(key for rule in rules for key in (*rule.clusters, *(one for one, _ in rule.apart)))


NO_RULES: Final = Rules()
NO_LINKS: Final = Links()


def key_of(point: Point) -> str:
    """The key of a point: `report:indicator`."""
    return _key_of(point.report, point.indicator)


@lru_cache(maxsize=1 << 12)
def _key_of(report: str, indicator: str) -> str:
    return f"{report}:{indicator}"


def read(path: Path) -> Links:
    """The decisions in the link file at `path`. Raises: InputError, naming the row."""
    rows = list(_rows(path))
    return Links(_rules(rows, "indicator"), _rules(rows, "programme"))


def write(comparison: Comparison, path: Path, decided: Links | None = None) -> None:
    """Write all links of `comparison`, the nearest misses, and what was `decided` before. Raises: OSError."""
    rows = {_pair(row): row for row in (*_parted(comparison, decided or NO_LINKS), *_export(comparison))}
    lines = [",".join(COLUMNS), *(_line(row) for row in rows.values())]
    whole_file.replace(path, [to_csv.BOM, "".join(f"{line}\r\n" for line in lines).encode()])


@dataclass(frozen=True, slots=True)
class _Decision:
    number: int
    kind: str
    same: bool
    one: str
    other: str


def _rows(path: Path) -> Iterator[_Decision]:
    text = _text(path)
    separator = max(",;\t", key=text.partition("\n")[0].count)
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=separator)
    missing = [name for name in NEEDED if name not in (reader.fieldnames or ())]
    if missing:
        raise InputError("corrupt", f"has no column {missing[0]}", "start from a file of --export-links")
    for number, row in enumerate(reader, start=2):
        decision = (row["decision"] or "").strip().lower()
        if not decision:
            continue
        if decision not in ("same", "different") or row["kind"] not in ("indicator", "programme"):
            raise InputError("corrupt", f"row {number}: decision is “{decision}”", "write same, different or nothing")
        yield _Decision(number, row["kind"], decision == "same", _key(row, "from"), _key(row, "to"))


def _text(path: Path) -> str:
    try:
        content = path.read_bytes()
    except OSError as error:
        raise InputError("unreadable", f"cannot be read ({error.strerror})", "name a link file") from error
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise InputError("corrupt", "is no text in UTF-8 or GB18030", "save it as CSV UTF-8")


def _key(row: Mapping[str, str | None], side: str) -> str:
    report, indicator = (csv_cells.unguard((row[f"{side}_{what}"] or "").strip()) for what in ("report", "indicator"))
    return f"{report}:{indicator}" if row["kind"] == "indicator" else report


def _rules(rows: Iterable[_Decision], kind: Kind) -> Rules:
    mine = [row for row in rows if row.kind == kind]
    clusters: dict[str, str] = {}
    for row in mine:
        if row.same:
            one, other = clusters.get(row.one, row.one), clusters.get(row.other, row.other)
            clusters |= {key: one for key, root in clusters.items() if root == other} | {row.one: one, row.other: one}
    for row in mine:
        if not row.same and row.one in clusters and clusters[row.one] == clusters.get(row.other):
            problem = f"row {row.number}: {row.one} and {row.other} are different here and the same by other rows"
            raise InputError("corrupt", problem, "take one of them back")
    apart = {pair for row in mine if not row.same for pair in ((row.one, row.other), (row.other, row.one))}
    roots = {clusters.get(one, one): None for pair in apart for one in pair}
    wide = {
        (one, other) for left, right in apart for one in _members(clusters, left) for other in _members(clusters, right)
    }
    return Rules(dict(sorted(clusters.items())), frozenset(wide) if roots else frozenset())


def _members(clusters: Mapping[str, str], key: str) -> list[str]:
    root = clusters.get(key)
    return [key] if root is None else [one for one, other in clusters.items() if other == root]


def _export(comparison: Comparison) -> Iterator[dict[str, str]]:
    for programme in comparison.programmes:
        years = {year.report: year for year in programme.years}
        for link in programme.match:
            yield {
                **_common(link, "programme", programme.organization, programme.program, joined=True),
                "from_year": str(years[link.from_].fiscal_year),
                "from_name": years[link.from_].program or "",
                "to_year": str(years[link.to].fiscal_year),
                "to_name": years[link.to].program or "",
                "from_report": link.from_,
                "to_report": link.to,
            }
    points = {key_of(point): point for series in comparison.series for point in series.points}
    for series in comparison.series:
        for link in series.match:
            yield _indicators(link, points, series.organization, series.program, joined=True)
    owners = {series.key: series for series in comparison.series}
    told: set[tuple[str, str]] = set()
    for one in comparison.unmatched:
        miss, owner = one.nearest, owners[one.series]
        if miss is not None and (miss.from_, miss.to) not in told:
            told.add((miss.from_, miss.to))
            yield _indicators(miss, points, owner.organization, owner.program, joined=False)


def _pair(row: Mapping[str, str]) -> tuple[str, ...]:
    names = ("kind", "from_report", "from_indicator", "to_report", "to_indicator")
    return tuple(row.get(name, "") for name in names)


def _parted(comparison: Comparison, decided: Links) -> Iterator[dict[str, str]]:
    """What a person keeps apart, so that an exported file holds all that was decided."""
    points = {key_of(point): (point, series) for series in comparison.series for point in series.points}
    for pair in sorted(decided.indicators.apart):
        if all(key in points for key in pair):
            (one, series), (other, _) = sorted((points[key] for key in pair), key=lambda found: found[0].fiscal_year)
            link = Link(key_of(one), key_of(other), Decimal(0), (PERSON,))
            only = {key: point for key, (point, _) in points.items() if key in pair}
            yield _indicators(link, only, series.organization, series.program, joined=False)
    for one_report, other_report in sorted(decided.programmes.apart):
        if one_report < other_report:
            link = Link(one_report, other_report, Decimal(0), (PERSON,))
            sides = {"from_report": one_report, "to_report": other_report}
            yield _common(link, "programme", None, None, joined=False) | sides


def _indicators(
    link: Link, points: Mapping[str, Point], organization: str | None, program: str | None, *, joined: bool
) -> dict[str, str]:
    one, other = points[link.from_], points[link.to]
    return {
        **_common(link, "indicator", organization, program, joined=joined),
        "from_year": str(one.fiscal_year),
        "from_name": one.name,
        "from_target": one.target.text if one.target else "",
        "from_report": one.report,
        "from_indicator": one.indicator,
        "to_year": str(other.fiscal_year),
        "to_name": other.name,
        "to_target": other.target.text if other.target else "",
        "to_report": other.report,
        "to_indicator": other.indicator,
    }


def _common(link: Link, kind: Kind, organization: str | None, program: str | None, *, joined: bool) -> dict[str, str]:
    decided = PERSON in link.reason
    return {
        "decision": ("same" if joined else "different") if decided else "",
        "kind": kind,
        "joined": "yes" if joined else "no",
        "score": csv_cells.plain(link.score),
        "reason": " ".join(reason.replace(" ", "=") for reason in link.reason),
        "organization": organization or "",
        "program": program or "",
    }


def _line(row: Mapping[str, str]) -> str:
    buffer = io.StringIO(newline="")
    csv.writer(buffer, lineterminator="").writerow(csv_cells.guard(row.get(name, "")) for name in COLUMNS)
    return buffer.getvalue()
