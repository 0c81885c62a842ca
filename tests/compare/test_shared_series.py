"""What is reached on the evaluation programmes stays reached."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from extractor import pipeline, readers
from extractor.accuracy import series
from extractor.compare import to_json
from extractor.compare.build import compare

FLOORS = tomllib.loads((Path(__file__).parent.parent / "floors" / "series.toml").read_text(encoding="utf-8"))
PROGRAMMES = {"专利转化运用专项资金": "s1", "职业技能培训补助资金": "s2"}


@pytest.mark.parametrize("programme", PROGRAMMES)
def test_series_hold_their_floors(programme: str, shared: Path) -> None:
    folder = shared / "series"
    files = sorted((folder / PROGRAMMES[programme]).iterdir())
    reports = [report for file in files for report in pipeline.extract(readers.read_file(file, name=file.name))]

    scored = series.score(
        series.read_gold(folder / "series.json")[programme], series.read_comparison(to_json.dump(compare(reports)))
    )

    assert scored.forbidden == ()
    assert scored.links.f1 >= FLOORS["series.links"]
    assert scored.flags.f1 >= FLOORS["series.flags"]


def test_programmes_are_kept_apart(shared: Path) -> None:
    files = sorted(file for name in PROGRAMMES.values() for file in (shared / "series" / name).iterdir())
    reports = [
        report
        for file in files
        for report in pipeline.extract(readers.read_file(file, name=f"{file.parent.name}/{file.name}"))
    ]

    found = compare(reports)

    assert [(one.program, [year.fiscal_year for year in one.years]) for one in found.programmes] == [
        ("专利转化运用专项资金", [2021, 2022, 2023]),
        ("职业技能培训补助资金", [2020, 2021, 2022, 2023]),
    ]
    assert {series.program for series in found.series if len({p.report[:2] for p in series.points}) > 1} == set()
