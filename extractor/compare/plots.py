"""Charts of a comparison as PNG and SVG: target against actual by programme, execution rates, attainment.

Chinese labels need a font with Chinese characters: the first installed one of `FONTS` is taken, and without any
the drawing is refused rather than full of empty boxes.
"""

from __future__ import annotations

import io
import math
import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from extractor.compare import tables
from extractor.compare.labels import label
from extractor.compare.models import Comparison, Programme, Series
from extractor.errors import InputError
from extractor.writers import whole_file

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

FONTS = (
    "Noto Sans CJK SC",
    "Noto Sans SC",
    "Source Han Sans SC",
    "Source Han Sans CN",
    "WenQuanYi Zen Hei",
    "WenQuanYi Micro Hei",
    "Microsoft YaHei",
    "PingFang SC",
    "Heiti SC",
    "SimHei",
    "SimSun",
    "Noto Sans CJK JP",
    "Noto Serif CJK SC",
    "Arial Unicode MS",
)
TARGET, ACTUAL = "#9db4c8", "#33658a"
SHADES = {True: "#5aa469", False: "#d1495b", None: "#c7ccd1"}
# Most rows and programmes in one picture, and most characters of a label.
ROWS, PROGRAMMES, LABEL = 60, 12, 24
COLUMNS = 3
# Fixed, so that the same comparison gives the same SVG.
SETTINGS: dict[Any, Any] = {"svg.hashsalt": "jixiao", "svg.fonttype": "path", "axes.unicode_minus": False}


def write(comparison: Comparison, folder: Path) -> None:
    """Write the charts of `comparison` into `folder`. Raises: OSError; InputError where there is no font."""
    folder.mkdir(parents=True, exist_ok=True)
    import matplotlib

    with matplotlib.rc_context(SETTINGS | {"font.family": [font()]}):
        for name, figure in _figures(comparison):
            for kind, metadata in (("png", {"Software": None}), ("svg", {"Date": None})):
                buffer = io.BytesIO()
                figure.savefig(buffer, format=kind, dpi=150, metadata=metadata)
                whole_file.replace(folder / f"{name}.{kind}", [buffer.getvalue()])


def font(wanted: Sequence[str] = FONTS) -> str:
    """The first of `wanted` that is installed. Raises: InputError."""
    from matplotlib import font_manager

    installed = {entry.name for entry in font_manager.fontManager.ttflist}
    found = next((name for name in wanted if name in installed), None)
    if found is None:
        hint = "install one, for example the Debian package fonts-noto-cjk, and run the command again"
        raise InputError("unsupported", "no font with Chinese characters is installed", hint)
    return found


def _figures(comparison: Comparison) -> Iterator[tuple[str, Figure]]:
    if any(year.execution_rate or year.computed_rate for one in comparison.programmes for year in one.years):
        yield "execution-rates", _rates(comparison)
    for number, one in enumerate(comparison.programmes[:PROGRAMMES], start=1):
        reports = {year.report for year in one.years}
        series = [found for found in comparison.series if found.points[0].report in reports]
        years = [year.fiscal_year for year in one.years]
        if series:
            yield f"attainment-{number}-{_file_name(one)}", _attainment(one, series[:ROWS], years)
        followed = [found for found in series if len(found.points) > 1 and _numbers(found, "target")]
        if followed:
            yield f"targets-{number}-{_file_name(one)}", _targets(one, followed[:ROWS], years)


def _file_name(one: Programme) -> str:
    return re.sub(r"[^\w-]+", "_", one.program or one.organization or "programme")[:40]


def _rates(comparison: Comparison) -> Figure:
    from matplotlib.figure import Figure

    figure = Figure(figsize=(9, 4.5), layout="constrained")
    axes = figure.subplots()
    shown = comparison.programmes[:PROGRAMMES]
    width = 0.8 / len(shown)
    for number, one in enumerate(shown):
        rates = {
            y.fiscal_year: y.execution_rate if y.execution_rate is not None else y.computed_rate for y in one.years
        }
        found = [(place, rates[year]) for place, year in enumerate(comparison.years) if rates.get(year) is not None]
        bars = axes.bar(
            [place + (number - (len(shown) - 1) / 2) * width for place, _ in found],
            [float(rate) for _, rate in found if rate is not None],
            width,
            label=_cut(one.program or one.organization or ""),
        )
        axes.bar_label(bars, fmt="%.1f", fontsize=8)
    axes.set_xticks(range(len(comparison.years)), [str(year) for year in comparison.years])
    axes.set_title(label("words", "execution_rate"))
    axes.legend(fontsize=8)
    return figure


def _attainment(one: Programme, series: Sequence[Series], years: Sequence[int]) -> Figure:
    from matplotlib.figure import Figure
    from matplotlib.patches import Rectangle

    figure = Figure(figsize=(3.5 + 1.2 * len(years), 1.2 + 0.32 * len(series)), layout="constrained")
    axes = figure.subplots()
    for row, found in enumerate(series):
        for point in found.points:
            place = (years.index(point.fiscal_year) - 0.48, row - 0.45)
            axes.add_patch(Rectangle(place, 0.96, 0.9, color=SHADES[point.met]))
    axes.set_xlim(-0.5, len(years) - 0.5)
    axes.set_ylim(len(series) - 0.5, -0.5)
    axes.set_xticks(range(len(years)), [str(year) for year in years])
    axes.set_yticks(range(len(series)), [_cut(found.name) for found in series], fontsize=8)
    handles = [Rectangle((0, 0), 1, 1, color=shade) for shade in SHADES.values()]
    figure.legend(
        handles, [label("words", word) for word in ("met", "missed", "undecided")], loc="outside lower center", ncols=3
    )
    axes.set_title(_cut(one.program or one.organization or ""))
    return figure


def _targets(one: Programme, series: Sequence[Series], years: Sequence[int]) -> Figure:
    from matplotlib.figure import Figure

    lines = math.ceil(len(series) / COLUMNS)
    figure = Figure(figsize=(12, 2.6 * lines + 0.5), layout="constrained")
    grid = figure.subplots(lines, COLUMNS, squeeze=False)
    for place, axes in enumerate(grid.flat):
        if place < len(series):
            _small(axes, series[place], years)
        else:
            axes.axis("off")
    figure.suptitle(_cut(one.program or one.organization or ""))
    return figure


def _small(axes: Axes, found: Series, years: Sequence[int]) -> None:
    target, actual = _numbers(found, "target"), _numbers(found, "actual")
    places = range(len(years))
    axes.bar(places, [target.get(year, math.nan) for year in years], color=TARGET, width=0.6)
    axes.plot(places, [actual.get(year, math.nan) for year in years], "o-", color=ACTUAL)
    axes.set_xticks(places, [str(year) for year in years])
    axes.set_xlim(-0.6, len(years) - 0.4)
    axes.set_title(f"{_cut(found.name)}（{tables.base_unit(found) or ''}）", fontsize=9)
    axes.tick_params(labelsize=8)


def _numbers(found: Series, side: str) -> dict[int, float]:
    unit = tables.base_unit(found)
    stated = {point.fiscal_year: point.target if side == "target" else point.actual for point in found.points}
    numbers: dict[int, Decimal | None] = {
        year: tables.in_unit(one, unit) for year, one in stated.items() if one and one.basis == found.basis
    }
    return {year: float(number) for year, number in numbers.items() if number is not None}


def _cut(text: str) -> str:
    """`text` short enough for a label, its dollar signs not read as formulas."""
    short = text if len(text) <= LABEL else f"{text[: LABEL - 1]}…"
    return short.replace("$", r"\$")
