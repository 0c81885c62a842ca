"""The checked-in comparison of the three sample years is what the tool makes of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from extractor import pipeline, readers
from extractor.compare import to_csv, to_json
from extractor.compare.build import compare
from extractor.compare.models import Comparison

SOURCES = ("fitness-2021/source.txt", "fitness-2022/source.docx", "fitness-2023/source.pdf")


@pytest.fixture(scope="module")
def comparison(checkout: Path) -> Comparison:
    samples = checkout / "samples"
    return compare(
        report for name in SOURCES for report in pipeline.extract(readers.read_file(samples / name, name=name))
    )


@pytest.mark.parametrize(("name", "write"), [("comparison.json", to_json.write), ("comparison.wide.csv", to_csv.write)])
def test_it_is_made_again_byte_for_byte(
    name: str, write: object, comparison: Comparison, checkout: Path, tmp_path: Path
) -> None:
    assert callable(write)
    write(comparison, tmp_path / name)

    assert (tmp_path / name).read_bytes() == (checkout / "samples" / "fitness-comparison" / name).read_bytes()


@pytest.mark.parametrize(
    ("name", "years", "flags"),
    [
        ("举办全民健身赛事活动场次", 3, {"renamed", "missed_again"}),
        ("全民健身赛事活动参与人数", 3, {"renamed", "unit_changed", "target_raised", "already_exceeded"}),
        ("健身指导员培训人数", 3, {"renamed", "target_raised", "already_exceeded"}),
        ("学校体育场馆对外开放数量", 2, {"dropped", "already_exceeded"}),
        ("智能健身步道建成里程", 1, {"new"}),
    ],
)
def test_it_tells_what_happened(name: str, years: int, flags: set[str], comparison: Comparison) -> None:
    (found,) = [series for series in comparison.series if series.name == name]

    assert len(found.points) == years
    assert set(found.flags) == flags
