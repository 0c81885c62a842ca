"""A person's links: exported, edited, given back, and stronger than the algorithm."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from extractor.compare import links
from extractor.compare.build import compare
from extractor.compare.models import Comparison
from extractor.errors import InputError
from extractor.report import Report
from tests.compare.conftest import MakeYear

HEAD = "decision,kind,from_report,from_indicator,to_report,to_indicator"


@pytest.fixture
def reports(year: MakeYear) -> list[Report]:
    return [
        year(2021, ("培训人数", ">=300人", "316人", True), ("惠民演出", ">=10场", "12场", True)),
        year(2022, ("培训人数", ">=320人", "330人", True), ("文艺下乡", ">=11场", "12场", True)),
    ]


def _written(path: Path, *rows: str) -> Path:
    path.write_text("\n".join([HEAD, *rows]), encoding="utf-8")
    return path


def _names(comparison: Comparison) -> list[list[str]]:
    return [[point.name for point in series.points] for series in comparison.series]


def test_same_joins_what_names_do_not(reports: list[Report], tmp_path: Path) -> None:
    file = _written(tmp_path / "links.csv", "same,indicator,2021.txt,i2,2022.txt,i2")

    found = compare(reports, links.read(file))

    assert _names(found) == [["培训人数", "培训人数"], ["惠民演出", "文艺下乡"]]
    assert [(link.score, link.reason) for link in found.series[1].match] == [(1, ("person",))]


def test_different_parts_what_names_join(reports: list[Report], tmp_path: Path) -> None:
    file = _written(tmp_path / "links.csv", "different,indicator,2021.txt,i1,2022.txt,i1")

    found = compare(reports, links.read(file))

    assert _names(found) == [["培训人数"], ["惠民演出"], ["培训人数"], ["文艺下乡"]]


def test_an_exported_file_comes_back_with_what_was_decided(reports: list[Report], tmp_path: Path) -> None:
    rows = ("same,indicator,2021.txt,i2,2022.txt,i2", "different,indicator,2021.txt,i1,2022.txt,i1")
    decided = links.read(_written(tmp_path / "links.csv", *rows))

    links.write(compare(reports, decided), tmp_path / "again.csv", decided)

    assert links.read(tmp_path / "again.csv") == decided


def test_an_export_lists_joined_links_and_near_misses(reports: list[Report], tmp_path: Path) -> None:
    links.write(compare(reports), tmp_path / "links.csv")

    with (tmp_path / "links.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = [(row["kind"], row["joined"], row["from_name"], row["to_name"]) for row in csv.DictReader(file)]

    assert rows == [
        ("programme", "yes", "培训补助资金", "培训补助资金"),
        ("indicator", "yes", "培训人数", "培训人数"),
    ]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_a_spreadsheet_may_save_it_its_own_way(encoding: str, separator: str, tmp_path: Path) -> None:
    text = f"{HEAD},name\r\nSame,indicator,a.txt,i1,b.txt,i1,培训人数\r\n".replace(",", separator)
    (tmp_path / "links.csv").write_bytes(text.encode(encoding))

    assert links.read(tmp_path / "links.csv").indicators.clusters == {"a.txt:i1": "a.txt:i1", "b.txt:i1": "a.txt:i1"}


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        (["maybe,indicator,a,i1,b,i1"], "row 2: decision is “maybe”"),
        (["same,indicator,a,i1,b,i1", "different,indicator,a,i1,b,i1"], "row 3: a:i1 and b:i1 are different here"),
    ],
    ids=["unknown word", "contradiction"],
)
def test_a_wrong_file_names_its_row(rows: list[str], message: str, tmp_path: Path) -> None:
    with pytest.raises(InputError, match=message):
        links.read(_written(tmp_path / "links.csv", *rows))


def test_two_of_one_year_cannot_be_the_same(reports: list[Report], tmp_path: Path) -> None:
    file = _written(tmp_path / "links.csv", "same,indicator,2021.txt,i1,2021.txt,i2")

    with pytest.raises(InputError, match="both of 2021"):
        compare(reports, links.read(file))


def test_a_link_to_nothing_is_told(reports: list[Report], tmp_path: Path) -> None:
    file = _written(tmp_path / "links.csv", "same,indicator,2021.txt,i9,2022.txt,i1")

    assert [one.code for one in compare(reports, links.read(file)).warnings] == ["link_unknown"]
