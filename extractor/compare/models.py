"""What a comparison says: series of indicators and fund figures over years, how they were joined, what changed.

These models are the source of truth of the comparison JSON (`jixiao schema comparison` prints them).
They are slotted dataclasses, a fifth of the size of pydantic models, because a comparison holds a
million points; pydantic writes, checks and describes them all the same (`adapter`).
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Annotated, ClassVar, Final, Literal

from pydantic import ConfigDict, Field, TypeAdapter

from extractor.report import Basis, Comparator, FundRole, FundSource, Grade, Number

if TYPE_CHECKING:
    import pandas

SCHEMA: Final = "jixiao/comparison/1"

# The first twelve are those of the contract; `docs/compare.md` explains each.
Flag = Literal[
    "new",
    "dropped",
    "gap",
    "renamed",
    "split",
    "merged",
    "unit_changed",
    "basis_changed",
    "target_raised",
    "target_lowered",
    "restated",
    "missed_again",
    "moved",
    "lowered_after_miss",
    "already_exceeded",
    "program_renamed",
    "organization_changed",
]
# Why two years of a series are not compared.
Why = Literal[
    "no_target",
    "no_actual",
    "qualitative",
    "basis_differs",
    "unit_differs",
    "unit_unknown",
    "range",
    "target_form_differs",
]
WarningCode = Literal["no_year", "same_year_twice", "program_uncertain", "link_unknown", "no_indicators"]
_STRICT = ConfigDict(extra="forbid")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a value stands: page (from 1, or None), half-open range of the canonical text of its document."""

    __pydantic_config__: ClassVar[ConfigDict] = _STRICT

    page: int | None
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Stated:
    """A value of a report, as in its Measure. `amount` and `high_amount` are in `base_unit` (元, %, 人 …)."""

    __pydantic_config__: ClassVar[ConfigDict] = _STRICT

    comparator: Comparator
    value: Number | None
    high: Number | None
    unit: str | None
    basis: Basis
    text: str
    amount: Number | None
    high_amount: Number | None
    base_unit: str | None
    date: datetime.date | None
    evidence: Place


@dataclass(frozen=True, slots=True)
class Point:
    """One year of a series: the indicator `indicator` of `report` (path, with #part from the second on)."""

    __pydantic_config__: ClassVar[ConfigDict] = _STRICT

    fiscal_year: int
    report: str
    indicator: str
    name: str
    level1: str | None
    level2: str | None
    target: Stated | None
    actual: Stated | None
    related: tuple[Stated, ...]
    met: bool | None
    ratio: Number | None
    weight: Number | None
    score: Number | None
    evidence: Place


@dataclass(frozen=True, slots=True)
class Change:
    """What happened between two points of a series that follow each other.

    Changes are in the base unit of the two points, growths in per cent of the earlier value (two
    decimals); None where the two must not be compared, and then `why` says why.
    """

    __pydantic_config__: ClassVar[ConfigDict] = _STRICT

    from_year: int
    to_year: int
    flags: tuple[Flag, ...]
    target_change: Number | None
    target_growth: Number | None
    actual_change: Number | None
    actual_growth: Number | None
    comparable: bool
    why: tuple[Why, ...]


@dataclass(frozen=True, slots=True)
class Link:
    """Why a point belongs to what came before it: keys (`report:indicator`), score 0..1, reasons (`name 0.83`,
    `same_unit`, `implied_base` …, `person` where a person decided): `docs/compare.md` lists them."""

    __pydantic_config__: ClassVar[ConfigDict] = _STRICT

    from_: Annotated[str, Field(alias="from")]
    to: str
    score: Number
    reason: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Lineage:
    """Other series that this one was split from or into, or merged from or into, by key."""

    __pydantic_config__: ClassVar[ConfigDict] = _STRICT

    kind: Literal["split_from", "split_into", "merged_from", "merged_into"]
    series: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Series:
    """One indicator over the years. Name, unit, basis and levels are those of its latest point."""

    __pydantic_config__: ClassVar[ConfigDict] = _STRICT

    key: str
    organization: str | None
    program: str | None
    name: str
    unit: str | None
    basis: Basis | None
    level1: str | None
    level2: str | None
    points: tuple[Point, ...]
    changes: tuple[Change, ...]
    flags: tuple[Flag, ...]
    match: tuple[Link, ...]
    lineage: tuple[Lineage, ...] = ()


@dataclass(frozen=True, slots=True)
class FundPoint:
    """One year of a fund series: the figure `fund` of `report`; `amount.amount` is in 元, for a rate in %."""

    __pydantic_config__: ClassVar[ConfigDict] = _STRICT

    fiscal_year: int
    report: str
    fund: str
    item: str
    amount: Stated


@dataclass(frozen=True, slots=True)
class FundChange:
    """The change of a fund figure in 元 (a rate's in percentage points) and in per cent of the earlier figure."""

    __pydantic_config__: ClassVar[ConfigDict] = _STRICT

    from_year: int
    to_year: int
    flags: tuple[Flag, ...]
    change: Number | None
    growth: Number | None
    comparable: bool
    why: tuple[Why, ...]


@dataclass(frozen=True, slots=True)
class FundSeries:
    """One kind of fund figure of a programme over the years."""

    __pydantic_config__: ClassVar[ConfigDict] = _STRICT

    key: str
    organization: str | None
    program: str | None
    role: FundRole
    source: FundSource | None
    points: tuple[FundPoint, ...]
    changes: tuple[FundChange, ...]
    flags: tuple[Flag, ...]


@dataclass(frozen=True, slots=True)
class Year:
    """One report of a programme in figures.

    `budget` and `executed` are totals in 元; `execution_rate` is stated, `computed_rate` executed ÷ budget
    in per cent (two decimals). `met`, `missed`, `undecided` count indicators.
    """

    __pydantic_config__: ClassVar[ConfigDict] = _STRICT

    fiscal_year: int
    report: str
    organization: str | None
    program: str | None
    indicators: int
    met: int
    missed: int
    undecided: int
    budget: Number | None
    executed: Number | None
    execution_rate: Number | None
    computed_rate: Number | None
    score: Number | None
    grade: Grade | None


@dataclass(frozen=True, slots=True)
class Programme:
    """One programme of one body over the years; name and body are the latest that are stated."""

    __pydantic_config__: ClassVar[ConfigDict] = _STRICT

    key: str
    organization: str | None
    program: str | None
    region: str | None
    years: tuple[Year, ...]
    flags: tuple[Flag, ...]
    match: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Unit:
    """One body's value in a ranking; `rank` from 1, greatest first, equal values share it."""

    __pydantic_config__: ClassVar[ConfigDict] = _STRICT

    organization: str | None
    region: str | None
    program: str | None
    report: str
    indicator: str
    target: Number | None
    actual: Number
    met: bool | None
    rank: int


@dataclass(frozen=True, slots=True)
class Across:
    """The same indicator of one year over several bodies, in the base unit `unit`; quartiles are interpolated."""

    __pydantic_config__: ClassVar[ConfigDict] = _STRICT

    key: str
    fiscal_year: int
    name: str
    unit: str | None
    basis: Basis
    least: Number
    first_quartile: Number
    median: Number
    third_quartile: Number
    greatest: Number
    mean: Number
    units: tuple[Unit, ...]


@dataclass(frozen=True, slots=True)
class Unmatched:
    """An indicator that no other year continues, though there are others; `nearest` is the link that came closest."""

    __pydantic_config__: ClassVar[ConfigDict] = _STRICT

    series: str
    fiscal_year: int
    report: str
    indicator: str
    name: str
    nearest: Link | None


@dataclass(frozen=True, slots=True)
class Warning:
    """A report left out, or something that a person should decide; `report` where it is about one."""

    __pydantic_config__: ClassVar[ConfigDict] = _STRICT

    code: WarningCode
    message: str
    report: str | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """Reports of several years (and bodies) side by side."""

    __pydantic_config__: ClassVar[ConfigDict] = _STRICT

    schema: Literal["jixiao/comparison/1"]
    years: tuple[int, ...]
    programmes: tuple[Programme, ...]
    series: tuple[Series, ...]
    funds: tuple[FundSeries, ...]
    across: tuple[Across, ...]
    unmatched: tuple[Unmatched, ...]
    warnings: tuple[Warning, ...]

    def to_frame(self) -> pandas.DataFrame:
        """One row per series and year, with the columns of the long CSV (`docs/compare.md`)."""
        from extractor.compare.frame import to_frame

        return to_frame(self)


@lru_cache(maxsize=1)
def adapter() -> TypeAdapter[Comparison]:
    """Writes, reads and describes comparisons; built at the first call."""
    return TypeAdapter(Comparison)
