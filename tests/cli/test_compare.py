"""`jixiao compare`: what it reads, prints, writes and says."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from extractor.report import to_json
from tests.cli.conftest import Run
from tests.compare.conftest import MakeYear, _report


@pytest.fixture
def years(tmp_path: Path) -> list[Path]:
    files = []
    make: MakeYear = _report
    for number in (2021, 2022):
        path = tmp_path / f"{number}.json"
        path.write_text(to_json(make(number, ("培训人数", f">={number}人", "2100人", True))), encoding="utf-8")
        files.append(path)
    return files


@pytest.fixture
def here(years: list[Path], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(years[0].parent)


def test_it_prints_a_table(run: Run, years: list[Path]) -> None:
    result = run("compare", *years)

    assert result.exit_code == 0
    assert "2021:>=2021人 2022:>=2022人" in result.stdout
    assert "target raised" in result.stdout


def test_a_dataset_folder_is_a_source(run: Run, years: list[Path], tmp_path: Path) -> None:
    lines = [path.read_text(encoding="utf-8") for path in years]
    (tmp_path / "dataset").mkdir()
    (tmp_path / "dataset" / "reports.jsonl").write_text("\n".join(lines), encoding="utf-8")

    result = run("compare", tmp_path / "dataset", "-o", tmp_path / "a.json")

    assert (result.exit_code, result.stdout) == (0, "")
    assert json.loads((tmp_path / "a.json").read_text(encoding="utf-8"))["years"] == [2021, 2022]


@pytest.mark.parametrize("name", ["a.json", "a.csv", "a.wide.csv", "a.xlsx", "a.html"])
def test_the_ending_says_what_is_written(name: str, run: Run, years: list[Path], tmp_path: Path) -> None:
    result = run("compare", *years, "-o", tmp_path / "new" / name)

    assert result.exit_code == 0
    assert (tmp_path / "new" / name).stat().st_size > 0


def test_links_go_out_and_come_back(run: Run, years: list[Path], tmp_path: Path) -> None:
    assert run("compare", *years, "--export-links", tmp_path / "links.csv").exit_code == 0
    text = (tmp_path / "links.csv").read_text(encoding="utf-8-sig").replace("\n,indicator", "\ndifferent,indicator")
    (tmp_path / "links.csv").write_text(text, encoding="utf-8")

    result = run("compare", *years, "--links", tmp_path / "links.csv", "-o", tmp_path / "a.json")

    assert result.exit_code == 0
    assert len(json.loads((tmp_path / "a.json").read_text(encoding="utf-8"))["series"]) == 2


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (["no-such.json"], 1, "jixiao: no-such.json: does not exist"),
        (["2021.json", "-o", "a.docx"], 2, "must end in .json, .csv, .xlsx, .html"),
        (["bad.json"], 1, "jixiao: bad.json: line 1 is no report JSON of this version"),
        (["2021.json", "--links", "bad.json"], 1, "jixiao: bad.json: has no column decision"),
    ],
)
def test_what_is_wrong_is_one_line(arguments: list[str], code: int, message: str, run: Run, here: None) -> None:
    Path("bad.json").write_text("{}", encoding="utf-8")

    result = run("compare", *arguments)

    assert result.exit_code == code
    assert message in result.stderr


def test_the_schema_of_a_comparison_is_printed(run: Run) -> None:
    result = run("schema", "comparison")

    assert json.loads(result.stdout)["$defs"].keys() >= {"Series", "Change", "Point", "FundSeries"}


def test_a_missing_library_says_what_to_install(
    run: Run, years: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "xlsxwriter", None)

    result = run("compare", *years, "-o", tmp_path / "a.xlsx")

    assert result.exit_code == 1
    assert "xlsxwriter: is not installed; run: pip install 'jixiao[compare]'" in result.stderr
