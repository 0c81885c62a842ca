"""The order of work: sheets into programmes, their points into chains, chains into series with what changed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain

from extractor.compare import across, changes, funds
from extractor.compare.align import Aligned, Chain, chains
from extractor.compare.gather import Sheet, sheets
from extractor.compare.links import NO_LINKS, Links, key_of
from extractor.compare.models import (
    SCHEMA,
    Comparison,
    Flag,
    FundSeries,
    Lineage,
    Link,
    Programme,
    Series,
    Unmatched,
    Warning,
)
from extractor.compare.names import Names
from extractor.compare.programmes import Group, group
from extractor.errors import InputError
from extractor.patterns import Library, load
from extractor.report import Report


def compare(reports: Iterable[Report], links: Links = NO_LINKS) -> Comparison:
    """The comparison of `reports`, whatever their order. Raises: InputError where `links` contradict the reports."""
    found = list(sheets(reports))
    undated = sorted(one for one in found if isinstance(one, str))
    told = [Warning("no_year", "没有年度，未参加比较", name) for name in undated]
    return compare_sheets([one for one in found if isinstance(one, Sheet)], links, told)


def compare_sheets(found: Sequence[Sheet], links: Links = NO_LINKS, told: Sequence[Warning] = ()) -> Comparison:
    """The comparison of sheets; `told` are the warnings of what led to them."""
    names = Names(load())
    _check(links, found)
    grouped = group(found, names, links.programmes)
    made = [_programme(one, names, links) for one in grouped.groups]
    kept = [sheet for one in grouped.groups for sheet in one.sheets]
    return Comparison(
        schema=SCHEMA,
        years=tuple(sorted({sheet.year for sheet in kept})),
        programmes=tuple(one[0] for one in made),
        series=tuple(chain.from_iterable(one[1] for one in made)),
        funds=tuple(chain.from_iterable(one[2] for one in made)),
        across=tuple(across.across(kept, names)),
        unmatched=tuple(chain.from_iterable(one[3] for one in made)),
        warnings=(*told, *grouped.warnings, *_empty(kept), *_unknown(links, found)),
    )


def _programme(
    one: Group, names: Names, links: Links
) -> tuple[Programme, tuple[Series, ...], tuple[FundSeries, ...], tuple[Unmatched, ...]]:
    key = one.sheets[0].report
    who = (_latest(sheet.organization for sheet in one.sheets), _latest(sheet.program for sheet in one.sheets))
    years = [sheet.year for sheet in one.sheets]
    aligned = chains([sheet.points for sheet in one.sheets if sheet.points], names, links.indicators)
    programme = Programme(
        key=key,
        organization=who[0],
        program=who[1],
        region=_latest(sheet.region for sheet in one.sheets),
        years=tuple(funds.year(sheet) for sheet in one.sheets),
        flags=_of_programme(one.links),
        match=one.links,
    )
    lineages = _lineages(aligned)
    made = tuple(_series(found, who, years, lineages, names.library) for found in aligned.chains)
    alone = tuple(_unmatched(made, aligned.nearest)) if len(years) > 1 else ()
    return programme, made, tuple(funds.series(one.sheets, key, who, names.library)), alone


def _latest(stated: Iterable[str | None]) -> str | None:
    """The last that is stated."""
    return next((one for one in reversed(tuple(stated)) if one), None)


def _of_programme(links: Sequence[Link]) -> tuple[Flag, ...]:
    reasons = {reason for link in links for reason in link.reason}
    known: tuple[Flag, ...] = ("program_renamed", "organization_changed")
    return tuple(flag for flag in known if flag in reasons)


def _series(
    found: Chain,
    who: tuple[str | None, str | None],
    years: Sequence[int],
    lineages: Mapping[str, tuple[Lineage, ...]],
    library: Library,
) -> Series:
    last, key = found.points[-1], key_of(found.points[0])
    shown = last.target or last.actual
    told = changes.changes(found.points, years, library)
    lineage = lineages.get(key, ())
    parted: set[Flag] = {"split" if one.kind.startswith("split") else "merged" for one in lineage}
    return Series(
        key=key,
        organization=who[0],
        program=who[1],
        name=last.name,
        unit=shown.unit if shown else None,
        basis=shown.basis if shown else None,
        level1=last.level1,
        level2=last.level2,
        points=found.points,
        changes=told,
        flags=changes.ordered({*changes.flags(found.points, years, told), *parted}),
        match=found.links,
        lineage=lineage,
    )


def _lineages(aligned: Aligned) -> dict[str, tuple[Lineage, ...]]:
    """By key of a series, what it was split or merged from or into."""
    if not aligned.partings:
        return {}
    owner = {key_of(point): key_of(one.points[0]) for one in aligned.chains for point in one.points}
    found: dict[str, tuple[Lineage, ...]] = {}
    for parting in aligned.partings:
        whole, parts = owner[parting.whole], tuple(owner[part] for part in parting.parts)
        is_split = parting.kind == "split"
        found[whole] = (*found.get(whole, ()), Lineage("split_into" if is_split else "merged_from", parts))
        for part in parts:
            found[part] = (*found.get(part, ()), Lineage("split_from" if is_split else "merged_into", (whole,)))
    return found


def _unmatched(made: Sequence[Series], nearest: Mapping[str, Link]) -> Iterator[Unmatched]:
    for series in made:
        if len(series.points) == 1:
            (point,) = series.points
            yield Unmatched(
                series.key, point.fiscal_year, point.report, point.indicator, point.name, nearest.get(series.key)
            )


def _empty(kept: Sequence[Sheet]) -> Iterator[Warning]:
    for sheet in kept:
        if not sheet.points:
            yield Warning("no_indicators", "没有读到绩效指标", sheet.report)


def _unknown(links: Links, found: Sequence[Sheet]) -> Iterator[Warning]:
    """A warning for each key of the link file that no report has: a link that binds nothing."""
    if not links.keys:
        return
    known = {key for sheet in found for key in (sheet.report, *(key_of(point) for point in sheet.points))}
    for key in sorted(links.keys - known):
        yield Warning("link_unknown", f"链接文件中的{key}不在所比较的报告中", None)


def _check(links: Links, found: Sequence[Sheet]) -> None:
    """Raises: InputError where a person joins two indicators, or two reports, of the same year."""
    years = [(sheet.report, sheet.year, links.programmes) for sheet in found] if links.programmes.clusters else []
    if links.indicators.clusters:
        years += [(key_of(point), sheet.year, links.indicators) for sheet in found for point in sheet.points]
    seen: dict[tuple[int, str], str] = {}
    for key, year, rules in years:
        cluster = rules.cluster(key)
        if cluster is None:
            continue
        if (year, cluster) in seen:
            problem = f"{seen[year, cluster]} and {key} are both of {year} and cannot be the same"
            raise InputError("corrupt", problem, "take that row out of the link file")
        seen[year, cluster] = key
