"""Parts of a dataset by year or body: every one a dataset, nothing lost, whatever the names."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor import dataset
from extractor.report import CitedText, CitedYear, Report
from extractor.writers import split
from extractor.writers.record import Record, record_of
from extractor.writers.tables import Outcome

Make = Callable[..., Report]


@pytest.fixture
def of(make_report: Make) -> Callable[..., Report]:
    """Makes the report of a year and a body."""

    def made(path: str, year: int | None, body: str | None, part: int = 1) -> Report:
        report = make_report(path, part)
        meta = report.meta
        assert meta.fiscal_year and meta.organization
        named = {
            "fiscal_year": CitedYear(value=year, evidence=meta.fiscal_year.evidence) if year else None,
            "organization": CitedText(value=body, evidence=meta.organization.evidence) if body else None,
        }
        return report.model_copy(update={"meta": meta.model_copy(update=named)})

    return made


@pytest.fixture
def records(of: Callable[..., Report]) -> list[Record]:
    """Three years, one file of two of them, one that says none, one that failed."""
    return [
        record_of(Outcome("a.txt", "ok", reports=(of("a.txt", 2021, "甲局"), of("a.txt", 2022, "甲局", 2)))),
        record_of(Outcome("b.txt", "failed")),
        record_of(Outcome("c.txt", "ok", reports=(of("c.txt", 2022, "A/B"),))),
        record_of(Outcome("d.txt", "ok", reports=(of("d.txt", None, None),))),
    ]


def _lines(folder: Path) -> dict[str, list[tuple[str, int]]]:
    return {
        path.parent.name: [
            (source["path"], source["part"])
            for source in (json.loads(line)["source"] for line in path.read_text(encoding="utf-8").splitlines())
        ]
        for path in folder.glob("*/reports.jsonl")
    }


def test_a_report_goes_with_its_year(tmp_path: Path, records: list[Record]) -> None:
    dataset.write(records, tmp_path, split="year")

    assert _lines(tmp_path / "by-year") == {
        "2021": [("a.txt", 1)],
        "2022": [("a.txt", 2), ("c.txt", 1)],
        "unknown": [("d.txt", 1)],
    }


def test_rows_go_with_their_report_and_inputs_to_all_of_theirs(tmp_path: Path, records: list[Record]) -> None:
    dataset.write(records, tmp_path, split="year")

    parts = {path.name: dataset.load(path) for path in (tmp_path / "by-year").iterdir()}
    assert {name: tables["documents"]["path"].tolist() for name, tables in parts.items()} == {
        "2021": ["a.txt"],
        "2022": ["a.txt", "c.txt"],
        "unknown": ["b.txt", "d.txt"],
    }
    assert parts["2022"]["indicators"]["part"].tolist() == [2, 1]


def test_every_part_is_described(tmp_path: Path, records: list[Record]) -> None:
    dataset.write(records, tmp_path, split="organization")

    described = {path.name: dataset.description(path)["resources"] for path in (tmp_path / "by-organization").iterdir()}
    assert sorted(described) == ["A_B-998d3ed8", "unknown", "甲局"]
    assert all(
        (tmp_path / "by-organization" / name / one["path"]).is_file() for name in described for one in described[name]
    )


def test_few_files_are_open_however_many_parts_there_are(
    tmp_path: Path, of: Callable[..., Report], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(split, "OPEN_FOLDERS", 1)
    bodies = ["甲局", "乙局", "丙局", "甲局", "乙局"]
    records = [
        record_of(Outcome(f"{at}.txt", "ok", reports=(of(f"{at}.txt", 2022, body),))) for at, body in enumerate(bodies)
    ]

    dataset.write(records, tmp_path, split="organization")

    folder = tmp_path / "by-organization"
    assert dataset.load(folder / "甲局")["documents"]["path"].tolist() == ["0.txt", "3.txt"]
    assert (folder / "乙局" / "funds.csv").read_bytes().count(b"\xef\xbb\xbf") == 1


def test_parts_of_an_earlier_run_are_removed(tmp_path: Path, records: list[Record]) -> None:
    dataset.write(records, tmp_path, split="year")
    dataset.write(records[1:2], tmp_path, split="year")
    assert [path.name for path in (tmp_path / "by-year").iterdir()] == ["unknown"]

    dataset.write(records, tmp_path)
    assert not (tmp_path / "by-year").exists()


def test_files_of_others_are_left_alone(tmp_path: Path, records: list[Record]) -> None:
    (tmp_path / "by-year").mkdir()
    (tmp_path / "by-year" / "notes.txt").write_text("mine")

    with pytest.raises(OSError, match="by-year in it holds files that jixiao did not write"):
        dataset.write(records, tmp_path, split="year")
    assert (tmp_path / "by-year" / "notes.txt").read_text() == "mine"


@pytest.mark.parametrize("name", ["甲局", "云泽市（本级）财政局", "2022"])
def test_a_plain_name_is_its_folder(name: str) -> None:
    assert split.folder_name(name) == name


@pytest.mark.parametrize(
    "name",
    ["A/B", "con", "nul.txt", "unknown", "甲局.", " 甲局", "..", "甲\n局", "ABC", "局" * 300, "?", "", "甲局-998d3ed8"],
)
def test_other_names_are_made_safe(name: str) -> None:
    folder = split.folder_name(name)

    assert folder != name
    assert not set(folder) & set('<>:"/\\|?*\n')
    assert not folder.endswith((".", " "))
    assert len(folder.encode()) <= 255


@given(st.lists(st.text(), min_size=2, max_size=2, unique=True))
def test_no_two_values_share_a_folder(names: list[str]) -> None:
    one, other = (unicodedata.normalize("NFD", split.folder_name(name).casefold()) for name in names)

    assert one != other


def test_what_says_nothing_is_unknown() -> None:
    assert split.folder_name(None) == "unknown"
