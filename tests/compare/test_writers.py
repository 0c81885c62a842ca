"""The comparison as files: the same bytes every time, readable back, safe to open, complete."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from pathlib import Path
from typing import Any

import jsonschema
import openpyxl
import pytest

from extractor.compare import labels, plots, tables, to_csv, to_json, to_xlsx
from extractor.compare.build import compare
from extractor.compare.models import Comparison
from extractor.errors import InputError
from tests.compare.conftest import MakeYear

DOCUMENTED = (Path(__file__).parent.parent.parent / "docs" / "compare.md").read_text(encoding="utf-8")


@pytest.fixture
def comparison(year: MakeYear) -> Comparison:
    funds = (("budget", "total", "100万元"), ("executed", "total", "90万元"))
    return compare(
        [
            year(
                2021,
                ("=1+1人数", ">=300人", "316人", True),
                ("群众知晓程度", "逐步提高", "逐步提高", True),
                funds=funds,
            ),
            year(2022, ("=1+1人数", ">=0.04万人", "0.03万人", False), funds=funds),
        ]
    )


def test_json_is_read_back(comparison: Comparison, tmp_path: Path) -> None:
    to_json.write(comparison, tmp_path / "a.json")

    assert to_json.read(tmp_path / "a.json") == comparison


def test_json_follows_its_schema(comparison: Comparison) -> None:
    jsonschema.validate(json.loads(to_json.dump(comparison)), to_json.schema())


def test_json_has_the_names_of_the_contract(comparison: Comparison) -> None:
    found: dict[str, Any] = json.loads(to_json.dump(comparison))
    series = found["series"][0]

    assert found["schema"] == "jixiao/comparison/1"
    assert found.keys() >= {"series", "funds", "unmatched", "warnings"}
    assert series.keys() >= {"key", "organization", "program", "name", "unit", "basis", "level1", "level2", "points"}
    assert series["points"][0].keys() >= {"fiscal_year", "report", "indicator", "name", "target", "actual", "met"}
    assert series["changes"][0].keys() >= {"from_year", "to_year", "flags", "target_change", "actual_change", "why"}
    assert series["match"][0].keys() == {"from", "to", "score", "reason"}


@pytest.mark.parametrize("ending", ["json", "csv", "wide.csv", "xlsx"])
def test_the_same_comparison_gives_the_same_bytes(ending: str, comparison: Comparison, tmp_path: Path) -> None:
    write = {"json": to_json.write, "xlsx": to_xlsx.write}.get(ending, to_csv.write)
    write(comparison, tmp_path / f"a.{ending}")
    write(comparison, tmp_path / f"b.{ending}")

    assert (tmp_path / f"a.{ending}").read_bytes() == (tmp_path / f"b.{ending}").read_bytes()


def test_long_csv_has_a_row_for_each_year(comparison: Comparison, tmp_path: Path) -> None:
    to_csv.write(comparison, tmp_path / "a.csv")
    rows = list(csv.DictReader(io.StringIO((tmp_path / "a.csv").read_text(encoding="utf-8-sig"), newline="")))

    assert [(row["name"], row["fiscal_year"], row["target_amount"], row["flags"]) for row in rows] == [
        ("'=1+1人数", "2021", "300", ""),
        ("'=1+1人数", "2022", "400", "unit_changed target_raised"),
        ("群众知晓程度", "2021", "", ""),
    ]


def test_wide_csv_has_years_in_columns(comparison: Comparison, tmp_path: Path) -> None:
    to_csv.write(comparison, tmp_path / "a.wide.csv")
    rows = list(csv.DictReader(io.StringIO((tmp_path / "a.wide.csv").read_text(encoding="utf-8-sig"), newline="")))

    assert [(row["target_2021"], row["target_2022"], row["actual_2022"], row["met_2022"]) for row in rows] == [
        ("300", "400", "300", "false"),
        ("逐步提高", "", "", ""),
    ]


def test_a_workbook_is_what_an_analyst_expects(comparison: Comparison, tmp_path: Path) -> None:
    to_xlsx.write(comparison, tmp_path / "a.xlsx")
    book = openpyxl.load_workbook(tmp_path / "a.xlsx")
    wide = book["对比"]
    heads = [cell.value for cell in wide[1]]
    actual = wide.cell(2, heads.index("完成2022") + 1)

    assert book.sheetnames == ["对比", "明细", "资金", "项目", "排名", "提示"]
    assert wide.freeze_panes == "F2"
    assert (wide["E2"].value, wide["E2"].data_type) == ("=1+1人数", "s")
    assert (actual.value, actual.fill.fgColor.rgb, actual.hyperlink.location) == (300, "FFFFC7CE", "'明细'!A3")
    assert book["明细"]["G2"].hyperlink.target == "2021.txt"


def test_a_workbook_holds_no_formula(comparison: Comparison, tmp_path: Path) -> None:
    to_xlsx.write(comparison, tmp_path / "a.xlsx")

    with zipfile.ZipFile(tmp_path / "a.xlsx") as book:
        sheets = [book.read(name) for name in book.namelist() if name.startswith("xl/worksheets/sheet")]
    assert [b"<f>" in sheet for sheet in sheets] == [False] * 6


def test_a_frame_is_the_long_table(comparison: Comparison) -> None:
    frame = comparison.to_frame()

    assert list(frame.columns) == [column.name for column in tables.LONG]
    assert frame["fiscal_year"].tolist() == [2021, 2022, 2021]
    assert str(frame["met"].dtype) == "boolean"


def test_plots_are_pictures(comparison: Comparison, tmp_path: Path) -> None:
    try:
        plots.font()
    except InputError:
        pytest.skip("needs a font with Chinese characters")
    plots.write(comparison, tmp_path)

    names = ["attainment-1-培训补助资金", "execution-rates", "targets-1-培训补助资金"]
    assert sorted(path.name for path in tmp_path.iterdir()) == [f"{n}.{kind}" for n in names for kind in ("png", "svg")]
    assert all(path.read_bytes().startswith((b"\x89PNG", b"<?xml")) for path in tmp_path.iterdir())


def test_without_a_chinese_font_nothing_is_drawn() -> None:
    with pytest.raises(InputError, match="no font with Chinese characters"):
        plots.font(["No Such Font"])


@pytest.mark.parametrize("group", ["flags", "why", "reasons"])
def test_every_code_is_documented(group: str) -> None:
    assert [code for code in labels.labels()[group] if f"`{code}`" not in DOCUMENTED] == []


@pytest.mark.parametrize("column", [column.name for column in tables.LONG])
def test_every_column_is_documented(column: str) -> None:
    name = (
        column.removeprefix("target_").removeprefix("actual_") if column.startswith(("target_", "actual_")) else column
    )

    assert f"`{name}`" in DOCUMENTED or f"`{column}`" in DOCUMENTED
