"""A comparison as one self-contained page: sortable, filterable table and charts, offline, printable, zh and en.

The page holds the data as JSON and the libraries that draw it (Chart.js, chartjs-chart-matrix, Tabulator, all MIT,
in `assets/vendor`). Its content security policy allows exactly its own scripts, by their hashes, and no
request whatever, so that nothing that stands in a report can run or load.
"""

from __future__ import annotations

import base64
import hashlib
import json
from decimal import Decimal
from pathlib import Path
from typing import Any

from extractor.compare import tables
from extractor.compare.labels import ASSETS, labels
from extractor.compare.models import Comparison, Programme, Series, Stated
from extractor.writers import whole_file

VENDOR = ("chart.umd.min.js", "chartjs-chart-matrix.min.js", "tabulator.min.js")
LICENCES = ("LICENSE-chart.js.txt", "LICENSE-chartjs-chart-matrix.txt", "LICENSE-tabulator.txt")
# Characters that could end the script element or begin a comment in it, as JSON may write them.
ESCAPED = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}


def write(comparison: Comparison, path: Path) -> None:
    """Write the page of `comparison`. Raises: OSError."""
    whole_file.replace(path, [page(comparison).encode()])


def page(comparison: Comparison) -> str:
    """The whole page."""
    scripts = [(ASSETS / "vendor" / name).read_text(encoding="utf-8") for name in VENDOR]
    scripts.append((ASSETS / "page.js").read_text(encoding="utf-8"))
    styles = [(ASSETS / "vendor" / "tabulator.min.css"), ASSETS / "page.css"]
    parts = {
        "policy": _policy(scripts),
        "licences": "\n".join((ASSETS / "vendor" / name).read_text(encoding="utf-8") for name in LICENCES),
        "styles": "\n".join(style.read_text(encoding="utf-8") for style in styles),
        "data": _embedded(_data(comparison)),
        "scripts": "\n".join(f"<script>{script}</script>" for script in scripts),
    }
    template = (ASSETS / "page.html").read_text(encoding="utf-8")
    head, *rest = template.split("{{")
    return head + "".join(parts[name] + text for name, _, text in (piece.partition("}}") for piece in rest))


def _policy(scripts: list[str]) -> str:
    hashes = " ".join(f"'sha256-{base64.b64encode(_digest(script)).decode()}'" for script in scripts)
    return f"default-src 'none'; script-src {hashes}; style-src 'unsafe-inline'; img-src data:"


def _digest(text: str) -> bytes:
    return hashlib.sha256(text.encode()).digest()


def _embedded(data: dict[str, Any]) -> str:
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return "".join(ESCAPED.get(character, character) for character in text)


def _data(comparison: Comparison) -> dict[str, Any]:
    owners = {year.report: number for number, one in enumerate(comparison.programmes) for year in one.years}
    return {
        "labels": labels(),
        "years": comparison.years,
        "programmes": [_programme(one) for one in comparison.programmes],
        "series": [_series(one, owners[one.points[0].report]) for one in comparison.series],
        "warnings": [f"{one.report or ''} {one.message}".strip() for one in comparison.warnings],
    }


def _programme(one: Programme) -> dict[str, Any]:
    return {
        "organization": one.organization or "",
        "program": one.program or "",
        "years": [
            {
                "year": year.fiscal_year,
                "report": year.report,
                "budget": _number(year.budget),
                "executed": _number(year.executed),
                "rate": _number(year.execution_rate if year.execution_rate is not None else year.computed_rate),
                "score": _number(year.score),
                "met": year.met,
                "missed": year.missed,
                "undecided": year.undecided,
            }
            for year in one.years
        ],
    }


def _series(one: Series, programme: int) -> dict[str, Any]:
    unit, last = tables.base_unit(one), one.points[-1].target or one.points[-1].actual
    changes = {change.to_year: change for change in one.changes}
    links = {point.fiscal_year: link for point, link in zip(one.points[1:], one.match, strict=True)}
    points = []
    for point in one.points:
        change, link = changes.get(point.fiscal_year), links.get(point.fiscal_year)
        points.append(
            {
                "year": point.fiscal_year,
                "name": point.name,
                "target": _shown(point.target, last, unit),
                "actual": _shown(point.actual, last, unit),
                "met": point.met,
                "page": point.evidence.page,
                "report": point.report,
                "growth": _number(change.actual_growth) if change else None,
                "why": list(change.why) if change else [],
                "flags": list(change.flags) if change else [],
                "link": [_number(link.score), *link.reason] if link else [],
            }
        )
    return {
        "programme": programme,
        "name": one.name,
        "unit": unit or "",
        "basis": one.basis or "",
        "level1": one.level1 or "",
        "level2": one.level2 or "",
        "flags": list(one.flags),
        "points": points,
    }


def _shown(stated: Stated | None, last: Stated | None, unit: str | None) -> dict[str, Any] | None:
    """Text as printed, and the number in the unit of the row where it is of one kind with the latest."""
    if stated is None:
        return None
    same = last is not None and (stated.basis == "growth") == (last.basis == "growth") and stated.high is None
    return {"text": stated.text, "number": _number(tables.in_unit(stated, unit)) if same else None}


def _number(value: Decimal | None) -> int | float | None:
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)
