"""A comparison as a workbook for analysts: years in columns, frozen header, number formats, colours, evidence.

Sheets: 对比 (wide; a value links to its row of evidence), 明细 (long; the file links to the report and its page),
资金, 项目, 排名, 提示. All text is written as text: nothing in it can become a formula.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from extractor.compare import tables
from extractor.compare.labels import label
from extractor.compare.models import Comparison, Series, Unit
from extractor.writers import whole_file, workbook
from extractor.writers.columns import Cell
from extractor.writers.workbook import LONGEST_TEXT

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

WIDE, LONG, FUNDS, PROGRAMMES, ACROSS, WARNINGS = "对比", "明细", "资金", "项目", "排名", "提示"
# The file format allows 65,530 links in a sheet and 1,048,576 rows.
LINKS, ROWS = 65_000, workbook.ROWS - 1
LONGEST_LINK = 2_000
WIDTHS = {"name": 36, "series_name": 36, "organization": 20, "program": 24, "flags": 22, "series_flags": 22}
GOOD, BAD, NEUTRAL = "#C6EFCE", "#FFC7CE", "#FFEB9C"


@dataclass(frozen=True, slots=True)
class _Formats:
    header: Format
    number: Format
    text: Format
    good: Format
    bad: Format
    neutral: Format
    link: Format
    met: Format
    missed: Format


def write(comparison: Comparison, path: Path) -> None:
    """Write `comparison` as a workbook. Raises: OSError."""
    buffer = io.BytesIO()
    with workbook.opened(buffer, "绩效指标年度比较") as book:
        formats = _formats(book)
        first_rows = _first_rows(comparison)
        _wide(book.add_worksheet(WIDE), comparison, formats, first_rows)
        _long(book.add_worksheet(LONG), comparison, formats)
        _plain(book.add_worksheet(FUNDS), *_funds(comparison), formats)
        _plain(book.add_worksheet(PROGRAMMES), *_programmes(comparison), formats)
        _plain(book.add_worksheet(ACROSS), *_across(comparison), formats)
        _plain(book.add_worksheet(WARNINGS), *_warnings(comparison), formats)
    whole_file.replace(path, [buffer.getvalue()])


def _formats(book: Workbook) -> _Formats:
    return _Formats(
        header=book.add_format({"bold": True, "bg_color": "#DDE6F0", "border": 1, "text_wrap": True, "valign": "top"}),
        number=book.add_format({"num_format": "#,##0.##;-#,##0.##;0"}),
        text=book.add_format({"num_format": "@"}),
        good=book.add_format({"bg_color": GOOD}),
        bad=book.add_format({"bg_color": BAD}),
        neutral=book.add_format({"bg_color": NEUTRAL}),
        link=book.add_format({"font_color": "#0563C1", "underline": 1}),
        met=book.add_format({"num_format": "#,##0.##;-#,##0.##;0", "bg_color": GOOD}),
        missed=book.add_format({"num_format": "#,##0.##;-#,##0.##;0", "bg_color": BAD}),
    )


def _first_rows(comparison: Comparison) -> dict[tuple[str, int], int]:
    """The row of the sheet 明细, from 1, of each series and year."""
    rows = tables.long_rows(comparison)
    return {(row.series.key, row.point.fiscal_year): number for number, row in enumerate(rows, start=2)}


def _wide(sheet: Worksheet, comparison: Comparison, formats: _Formats, evidence: dict[tuple[str, int], int]) -> None:
    columns = tables.wide(comparison.years)
    fixed, years = len(tables.WIDE_FIXED), len(comparison.years)
    _header(sheet, [(column.title, WIDTHS.get(column.name, 12)) for column in columns], formats, freeze=5)
    links = 0
    for row, series in enumerate(comparison.series[:ROWS], start=1):
        verdicts = {point.fiscal_year: point.met for point in series.points}
        for place, column in enumerate(columns):
            cell = _worded(column.name, column.value(series))
            year = comparison.years[(place - fixed) % years] if place >= fixed else 0
            is_actual = fixed + years <= place < fixed + 2 * years
            shape = _shade(verdicts.get(year), formats) if is_actual else None
            target = evidence.get((series.key, year))
            if is_actual and cell is not None and target and target <= ROWS and links < LINKS:
                sheet.write_url(row, place, f"internal:'{LONG}'!A{target}", shape or formats.link, _text(cell))
                links += 1
            _cell(sheet, (row, place), cell, formats, shape)
    _flag_colours(sheet, comparison.series, formats)
    sheet.autofilter(0, 0, max(len(comparison.series), 1), len(columns) - 1)


def _shade(met: bool | None, formats: _Formats) -> Format | None:
    return None if met is None else formats.met if met else formats.missed


def _flag_colours(sheet: Worksheet, series: Sequence[Series], formats: _Formats) -> None:
    column = next(place for place, one in enumerate(tables.WIDE_FIXED) if one.name == "flags")
    for code, shape in (
        ("missed_again", formats.bad),
        ("lowered_after_miss", formats.bad),
        ("target_lowered", formats.neutral),
        ("target_raised", formats.good),
    ):
        rule = {"type": "text", "criteria": "containing", "value": label("flags", code), "format": shape}
        sheet.conditional_format(1, column, max(len(series), 1), column, rule)


def _long(sheet: Worksheet, comparison: Comparison, formats: _Formats) -> None:
    _header(sheet, [(column.title, WIDTHS.get(column.name, 12)) for column in tables.LONG], formats, freeze=4)
    rows = 0
    for row, line in enumerate(tables.long_rows(comparison), start=1):
        if row > ROWS:
            break
        rows = row
        for place, column in enumerate(tables.LONG):
            cell = _worded(column.name, column.value(line))
            if column.name == "report" and row < LINKS:
                _link(sheet, (row, place), line.point.report, line.point.evidence.page, formats)
            else:
                _cell(sheet, (row, place), cell, formats)
    sheet.autofilter(0, 0, max(rows, 1), len(tables.LONG) - 1)


def _link(sheet: Worksheet, place: tuple[int, int], report: str, page: int | None, formats: _Formats) -> None:
    """The report as a link to its file, relative to the workbook, at the page where it has pages."""
    target = f"external:{quote(report.partition('#')[0])}" + (f"#page={page}" if page else "")
    if len(target) > LONGEST_LINK:
        sheet.write_string(*place, report[:LONGEST_TEXT], formats.text)
        return
    sheet.write_url(*place, target, formats.link, report[:LONGEST_TEXT])


def _header(sheet: Worksheet, titles: Iterable[tuple[str, int]], formats: _Formats, freeze: int) -> None:
    for place, (title, width) in enumerate(titles):
        sheet.set_column(place, place, width)
        sheet.write_string(0, place, title, formats.header)
    sheet.freeze_panes(1, freeze)


def _cell(sheet: Worksheet, place: tuple[int, int], cell: Cell, formats: _Formats, shape: Format | None = None) -> None:
    match cell:
        case None:
            return
        case bool():
            sheet.write_boolean(*place, cell, shape or (formats.good if cell else formats.bad))
        case int() | Decimal():
            sheet.write_number(*place, float(cell), shape or formats.number)
        case _:
            sheet.write_string(*place, str(cell)[:LONGEST_TEXT], shape or formats.text)


def _text(cell: Cell) -> str:
    return str(cell)[:255]


def _worded(column: str, cell: Cell) -> Cell:
    """Codes in the words of the reader: flags, reasons for not comparing, bases."""
    if not isinstance(cell, str):
        return cell
    if column in ("flags", "series_flags"):
        return "、".join(label("flags", code) for code in cell.split())
    if column == "why":
        return "、".join(label("why", code) for code in cell.split())
    return label("basis", cell) if column in ("basis", "target_basis", "actual_basis") else cell


Row = Sequence[Cell]


def _plain(sheet: Worksheet, titles: Sequence[str], rows: Iterable[Row], formats: _Formats) -> None:
    table = list(rows)[:ROWS]
    _header(sheet, [(title, 18) for title in titles], formats, freeze=2)
    for number, row in enumerate(table, start=1):
        for place, cell in enumerate(row):
            _cell(sheet, (number, place), cell, formats)
    sheet.autofilter(0, 0, max(len(table), 1), len(titles) - 1)


def _funds(comparison: Comparison) -> tuple[list[str], list[Row]]:
    titles = ["单位", "项目", "性质", "来源", *(f"{year}（元，率为%）" for year in comparison.years)]
    rows: list[Row] = []
    for one in comparison.funds:
        amounts = {point.fiscal_year: point.amount.amount for point in one.points}
        years: list[Cell] = [amounts.get(year) for year in comparison.years]
        rows.append([one.organization, one.program, one.role, one.source, *years])
    return titles, rows


def _programmes(comparison: Comparison) -> tuple[list[str], list[Row]]:
    titles = ["单位", "项目", "年度", "文件", "指标数", "达标", "未达标", "无法判断"]
    titles += ["预算", "执行", "执行率", "计算执行率", "自评得分", "等级"]
    rows: list[Row] = [
        [
            year.organization or one.organization,
            year.program or one.program,
            year.fiscal_year,
            year.report,
            *(year.indicators, year.met, year.missed, year.undecided),
            *(year.budget, year.executed, year.execution_rate, year.computed_rate, year.score, year.grade),
        ]
        for one in comparison.programmes
        for year in one.years
    ]
    return titles, rows


def _across(comparison: Comparison) -> tuple[list[str], list[Row]]:
    titles = ["年度", "指标", "计量单位", "名次", "单位", "地区", "目标", "完成", "达标", "中位数", "平均数"]
    rows: list[Row] = [
        (one.fiscal_year, one.name, one.unit, *_unit(unit), one.median, one.mean)
        for one in comparison.across
        for unit in one.units
    ]
    return titles, rows


def _unit(unit: Unit) -> Row:
    return unit.rank, unit.organization, unit.region, unit.target, unit.actual, unit.met


def _warnings(comparison: Comparison) -> tuple[list[str], list[Row]]:
    rows: list[Row] = [[one.code, one.report, one.message] for one in comparison.warnings]
    return ["代码", "文件", "说明"], rows
