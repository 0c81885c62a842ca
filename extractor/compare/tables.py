"""A comparison as tables: long (one row per series and year) and wide (one row per series, years in columns).

The columns are declared once, with type, title and meaning, for CSV, XLSX, pandas and `docs/compare.md`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import partial

from extractor.compare import units
from extractor.compare.models import Change, Comparison, Link, Point, Series, Stated
from extractor.patterns import load
from extractor.writers.columns import Cell, CellType, Column


@dataclass(frozen=True, slots=True)
class LongRow:
    """A point of a series, the change that led to it and the link that joined it, if it is not the first."""

    series: Series
    point: Point
    change: Change | None
    link: Link | None


def long_rows(comparison: Comparison) -> Iterator[LongRow]:
    """One row per series and year, in their order."""
    for series in comparison.series:
        changes, links = (None, *series.changes), (None, *series.match)
        for point, change, link in zip(series.points, changes, links, strict=True):
            yield LongRow(series, point, change, link)


def _stated(prefix: str, title: str, read: Callable[[LongRow], Stated | None]) -> tuple[Column[LongRow], ...]:
    def of(part: Callable[[Stated], Cell]) -> Callable[[LongRow], Cell]:
        def cell(row: LongRow) -> Cell:
            stated = read(row)
            return None if stated is None else part(stated)

        return cell

    return (
        Column(f"{prefix}_text", "string", f"{title}原文", "as printed", of(lambda s: s.text)),
        Column(f"{prefix}_comparator", "string", f"{title}比较", "comparator", of(lambda s: s.comparator)),
        Column(f"{prefix}_value", "number", f"{title}数值", "printed number", of(lambda s: s.value)),
        Column(f"{prefix}_high", "number", f"{title}上限", "a range's upper end", of(lambda s: s.high)),
        Column(f"{prefix}_unit", "string", f"{title}计量单位", "unit as printed", of(lambda s: s.unit)),
        Column(f"{prefix}_basis", "string", f"{title}口径", "level, growth, share, qualitative", of(lambda s: s.basis)),
        Column(f"{prefix}_amount", "number", f"{title}基准数值", "value in the base unit", of(lambda s: s.amount)),
        Column(f"{prefix}_base_unit", "string", f"{title}基准单位", "元, %, 人, 个 …", of(lambda s: s.base_unit)),
        Column(f"{prefix}_page", "integer", f"{title}页码", "page of the value, from 1", of(lambda s: s.evidence.page)),
        Column(f"{prefix}_start", "integer", f"{title}起", "its first character", of(lambda s: s.evidence.start)),
        Column(f"{prefix}_end", "integer", f"{title}止", "the character after its last", of(lambda s: s.evidence.end)),
    )


def _change(name: str, kind: CellType, title: str, description: str, read: Callable[[Change], Cell]) -> Column[LongRow]:
    def cell(row: LongRow) -> Cell:
        return None if row.change is None else read(row.change)

    return Column(name, kind, title, description, cell)


LONG: tuple[Column[LongRow], ...] = (
    Column("series", "string", "序列", "key of the series", lambda r: r.series.key),
    Column("organization", "string", "单位", "body, as its latest report names it", lambda r: r.series.organization),
    Column("program", "string", "项目", "programme, as its latest report names it", lambda r: r.series.program),
    Column("series_name", "string", "序列名称", "name in the latest year", lambda r: r.series.name),
    Column("series_flags", "string", "序列变化", "flags, separated by spaces", lambda r: _joined(r.series.flags)),
    Column("fiscal_year", "integer", "年度", "fiscal year", lambda r: r.point.fiscal_year),
    Column("report", "string", "文件", "path of the report", lambda r: r.point.report),
    Column("indicator", "string", "键", "key of the indicator in its report", lambda r: r.point.indicator),
    Column("name", "string", "指标", "name as printed that year", lambda r: r.point.name),
    Column("level1", "string", "一级指标", "first level", lambda r: r.point.level1),
    Column("level2", "string", "二级指标", "second level", lambda r: r.point.level2),
    *_stated("target", "目标", lambda r: r.point.target),
    *_stated("actual", "完成", lambda r: r.point.actual),
    Column("met", "boolean", "达标", "whether actual reaches target; empty if undecidable", lambda r: r.point.met),
    Column("ratio", "number", "完成比", "actual ÷ target", lambda r: r.point.ratio),
    Column("weight", "number", "分值", "points that can be had", lambda r: r.point.weight),
    Column("score", "number", "得分", "points given", lambda r: r.point.score),
    _change("from_year", "integer", "上一年度", "the year before it in the series", lambda c: c.from_year),
    _change("flags", "string", "变化", "flags of the change, separated by spaces", lambda c: _joined(c.flags)),
    _change("target_change", "number", "目标变化", "in the base unit", lambda c: c.target_change),
    _change("target_growth", "number", "目标增长", "in per cent", lambda c: c.target_growth),
    _change("actual_change", "number", "完成变化", "in the base unit", lambda c: c.actual_change),
    _change("actual_growth", "number", "完成增长", "in per cent", lambda c: c.actual_growth),
    _change("comparable", "boolean", "可比", "whether target and actual may both be compared", lambda c: c.comparable),
    _change("why", "string", "不可比原因", "why not, codes separated by spaces", lambda c: _joined(c.why)),
    Column("link_score", "number", "匹配度", "score of the link, 0 to 1", lambda r: r.link.score if r.link else None),
    Column("link_reason", "string", "匹配依据", "reasons of the link", lambda r: _reasons(r.link)),
    Column("page", "integer", "页码", "page of the name, from 1", lambda r: r.point.evidence.page),
    Column("start", "integer", "起", "first character of the name in the text", lambda r: r.point.evidence.start),
    Column("end", "integer", "止", "the character after its last", lambda r: r.point.evidence.end),
)

WIDE_FIXED: tuple[Column[Series], ...] = (
    Column("organization", "string", "单位", "body", lambda s: s.organization),
    Column("program", "string", "项目", "programme", lambda s: s.program),
    Column("level1", "string", "一级指标", "first level", lambda s: s.level1),
    Column("level2", "string", "二级指标", "second level", lambda s: s.level2),
    Column("name", "string", "指标", "name in the latest year", lambda s: s.name),
    Column("unit", "string", "计量单位", "base unit of the numbers in this row", lambda s: base_unit(s)),
    Column("basis", "string", "口径", "level, growth, share, qualitative", lambda s: s.basis),
    Column("flags", "string", "变化", "flags, separated by spaces", lambda s: _joined(s.flags)),
)


def wide(years: Sequence[int]) -> tuple[Column[Series], ...]:
    """The columns of the wide table: the fixed ones, then targets, actual values and verdicts by year."""
    return (
        *WIDE_FIXED,
        *(_of_year("target", "目标", year, partial(_shown, side="target")) for year in years),
        *(_of_year("actual", "完成", year, partial(_shown, side="actual")) for year in years),
        *(_of_year("met", "达标", year, lambda series, point: point.met, "boolean") for year in years),
    )


def base_unit(series: Series) -> str | None:
    """The base unit of the latest point, into which the wide table brings the others."""
    last = series.points[-1].target or series.points[-1].actual
    return last.base_unit if last else None


def in_unit(stated: Stated | None, unit: str | None) -> Decimal | None:
    """The amount of `stated` in `unit`; None where it is no number or a number of another kind."""
    if stated is None or stated.amount is None:
        return None
    factor = units.conversion(stated.base_unit, unit, load())
    return None if factor is None else stated.amount * factor


def _of_year(
    side: str, title: str, year: int, read: Callable[[Series, Point], Cell], kind: CellType = "number"
) -> Column[Series]:
    def cell(series: Series) -> Cell:
        found = [point for point in series.points if point.fiscal_year == year]
        return read(series, found[0]) if found else None

    described = {"target": "target", "actual": "actual value", "met": "whether met"}[side]
    text = f"{described} of {year}; a number in the row's unit, or as printed where that cannot be"
    return Column(f"{side}_{year}", kind, f"{title}{year}", text, cell)


def _shown(series: Series, point: Point, side: str) -> Cell:
    stated = point.target if side == "target" else point.actual
    if stated is None:
        return None
    last = series.points[-1].target or series.points[-1].actual
    same_basis = last is not None and (stated.basis == "growth") == (last.basis == "growth")
    number = in_unit(stated, base_unit(series)) if same_basis and stated.high is None else None
    return stated.text if number is None else number


def _joined(codes: Sequence[str]) -> str | None:
    return " ".join(codes) or None


def _reasons(link: Link | None) -> str | None:
    return " ".join(reason.replace(" ", "=") for reason in link.reason) if link else None
