"""Parquet, XLSX and DuckDB hold the same cells as CSV, with their types."""

from __future__ import annotations

import datetime
import importlib.util
import re
import zipfile
from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import openpyxl
import pyarrow.parquet
import pytest
from openpyxl.utils.escape import unescape

from extractor import dataset
from extractor.errors import InputError
from extractor.report import FundFigure, Indicator, Report
from extractor.writers import exact, to_csv, to_duckdb, to_parquet, to_xlsx, workbook
from extractor.writers.record import Record, record_of
from extractor.writers.tables import TABLES, Outcome, Table

Make = Callable[..., Report]


@pytest.fixture
def records(make_report: Make, make_indicator: Callable[..., Indicator]) -> list[Record]:
    """Two reports with what is hard about cells, and a file that failed."""
    day: FundFigure = make_report().funds[0].model_copy(update={"as_of": datetime.date(2022, 12, 31)})
    hard = make_indicator(key="i2", name='=1+1,"甲"\r\n乙', level1="'产出指标")
    one = make_report(indicators=(make_indicator(), hard), funds=(day,))
    return [
        record_of(Outcome("a.txt", "ok", bytes=9, reports=(one, make_report(part=2)))),
        record_of(Outcome("b.txt", "failed", code="empty", message="no text; look at it")),
    ]


@pytest.fixture
def folder(tmp_path: Path, records: list[Record]) -> Path:
    """A dataset of `records` in all formats."""
    dataset.write(records, tmp_path, formats=("parquet", "xlsx", "duckdb"))
    return tmp_path


def _expected(records: Iterable[Record], table: Table[Any]) -> list[tuple[Any, ...]]:
    return [row for record in records for row in record.rows(table.name)]


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_parquet_gives_every_cell_back(folder: Path, records: list[Record], table: Table[Any]) -> None:
    read = pyarrow.parquet.read_table(folder / f"{table.name}.parquet")

    assert read.column_names == [column.name for column in table.columns]
    assert [tuple(row.values()) for row in read.to_pylist()] == _expected(records, table)


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_duckdb_gives_every_cell_back(folder: Path, records: list[Record], table: Table[Any]) -> None:
    with duckdb.connect(str(folder / "dataset.duckdb"), read_only=True) as database:
        rows = database.execute(f"SELECT * FROM {table.name}").fetchall()

    assert rows == _expected(records, table)


def test_a_workbook_holds_text_as_text_and_numbers_as_numbers(folder: Path) -> None:
    sheet = openpyxl.load_workbook(folder / "dataset.xlsx")["绩效指标"]
    header, _, row, *_ = [list(line) for line in sheet.iter_rows()]
    cells = dict(zip([cell.value for cell in header], row, strict=True))

    assert (unescape(cells["指标"].value), cells["指标"].data_type) == ('=1+1,"甲"\r\n乙', "s")
    assert (cells["目标数值"].value, cells["目标数值"].data_type) == (400, "n")
    assert cells["达标"].value is True


def test_a_workbook_holds_dates_as_dates(folder: Path) -> None:
    sheet = openpyxl.load_workbook(folder / "dataset.xlsx")["资金"]
    header, row = list(sheet.iter_rows(values_only=True))[:2]

    assert dict(zip(header, row, strict=True))["截至"] == datetime.datetime(2022, 12, 31)


def test_the_same_records_give_the_same_bytes(tmp_path: Path, records: list[Record]) -> None:
    for name in ("one", "other"):
        dataset.write(records, tmp_path / name, formats=("parquet", "xlsx"), split="year")

    one, other = (
        {path.relative_to(root): path.read_bytes() for path in root.rglob("*") if path.is_file()}
        for root in (tmp_path / "one", tmp_path / "other")
    )
    assert one == other
    assert len(one) == 31


def test_a_workbook_knows_nothing_of_the_clock(folder: Path) -> None:
    with zipfile.ZipFile(folder / "dataset.xlsx") as parts:
        assert {part.date_time for part in parts.infolist()} == {(1980, 1, 31, 0, 0, 0)}
        assert set(re.findall(rb"\d{4}-\d\d-\d\dT", parts.read("docProps/core.xml"))) == {b"2000-01-01T"}


def test_the_schema_of_an_empty_table_is_that_of_a_full_one(tmp_path: Path, folder: Path) -> None:
    dataset.write([], tmp_path / "empty", formats=("parquet",))

    for table in TABLES:
        full, empty = (
            pyarrow.parquet.read_schema(one / f"{table.name}.parquet") for one in (folder, tmp_path / "empty")
        )
        assert full == empty


@pytest.mark.parametrize(
    ("number", "fits"),
    [
        ("1E+4", "10000"),
        ("98.33333333333333", "98.33333333333333"),
        ("-0.000000000000000001", "-0.000000000000000001"),
        ("99999999999999999999", "99999999999999999999"),
        ("100000000000000000000", None),
        ("0.1234567890123456789", None),
        ("1.50000000000000000000000", "1.5"),
    ],
)
def test_a_fixed_decimal_holds_all_digits_or_nothing(number: str, fits: str | None) -> None:
    assert exact.fixed(Decimal(number)) == (Decimal(fits) if fits else None)


@pytest.mark.parametrize(
    ("number", "double"),
    [("0.1", 0.1), ("9.50", 9.5), ("123456789012.34", 123456789012.34), ("12345678901234567891", None)],
)
def test_a_double_is_taken_only_where_it_prints_as_the_number(number: str, double: float | None) -> None:
    assert exact.double(Decimal(number)) == double


def test_a_number_with_too_many_digits_is_left_out_and_counted(
    tmp_path: Path, make_report: Make, make_indicator: Callable[..., Indicator]
) -> None:
    long = make_indicator(score=Decimal("123456789012345678901.5"))
    dataset.write(
        [record_of(Outcome("a.txt", "ok", reports=(make_report(indicators=(long,)),)))],
        tmp_path,
        formats=("parquet", "xlsx", "duckdb"),
    )

    resources = dataset.description(tmp_path)["resources"]
    assert pyarrow.parquet.read_table(tmp_path / "indicators.parquet")["score"].to_pylist() == [None]
    assert {one["path"]: one["omitted"] for one in resources if "omitted" in one} == {
        "indicators.parquet": 1,
        "dataset.duckdb": 1,
    }
    sheet = openpyxl.load_workbook(tmp_path / "dataset.xlsx")["绩效指标"]
    assert "123456789012345678901.5" in [cell.value for cell in sheet[2]]


def test_row_groups_do_not_depend_on_the_records(
    tmp_path: Path, records: list[Record], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(to_parquet, "GROUP", 2)
    to_parquet.write(records, tmp_path)

    read = pyarrow.parquet.ParquetFile(tmp_path / "indicators.parquet")
    assert [read.metadata.row_group(at).num_rows for at in range(read.num_row_groups)] == [2, 1]


def test_a_full_sheet_goes_on_in_another(
    tmp_path: Path, records: list[Record], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workbook, "ROWS", 3)
    to_xlsx.write(records, tmp_path)

    book = openpyxl.load_workbook(tmp_path / "dataset.xlsx")
    assert (book["绩效指标"].max_row, book["绩效指标 (2)"].max_row) == (3, 2)


def test_text_beyond_a_cell_is_cut_and_counted(
    tmp_path: Path, make_report: Make, make_indicator: Callable[..., Indicator]
) -> None:
    long = make_indicator(name="长" * 40_000)
    made = to_xlsx.write([record_of(Outcome("a.txt", "ok", reports=(make_report(indicators=(long,)),)))], tmp_path)

    assert made == {"dataset.xlsx": 1}


def test_views_answer_what_is_asked_most(tmp_path: Path, make_report: Make) -> None:
    def of(year: int, actual: str) -> Report:
        report = make_report(path=f"{year}.txt")
        year_of = report.meta.fiscal_year.model_copy(update={"value": year})  # type: ignore[union-attr]
        (indicator,) = report.indicators
        number = indicator.actual.normalized.model_copy(update={"value": Decimal(actual)})  # type: ignore[union-attr]
        measure = indicator.actual.model_copy(update={"normalized": number})  # type: ignore[union-attr]
        return report.model_copy(
            update={
                "meta": report.meta.model_copy(update={"fiscal_year": year_of}),
                "indicators": (indicator.model_copy(update={"actual": measure}),),
            }
        )

    reports = [of(2021, "400"), of(2022, "426"), of(2024, "500")]
    dataset.write(
        [record_of(Outcome(one.source.path, "ok", reports=(one,))) for one in reports], tmp_path, formats=("duckdb",)
    )

    with duckdb.connect(str(tmp_path / "dataset.duckdb"), read_only=True) as database:
        years = database.execute("SELECT fiscal_year, actual, change FROM indicators_by_year ORDER BY 1").fetchall()
        funds = database.execute("SELECT role, figures, lowest, highest FROM funds_by_role").fetchall()
        documents = database.execute("SELECT path, document_status FROM indicators_with_documents").fetchall()
    assert years == [(2021, 400, None), (2022, 426, 26), (2024, 500, None)]
    assert funds == [("initial_budget", 1, 1000, 1000)] * 3
    assert documents == [("2021.txt", "ok"), ("2022.txt", "ok"), ("2024.txt", "ok")]


def test_two_indicators_of_one_name_are_not_followed(
    tmp_path: Path, make_report: Make, make_indicator: Callable[..., Indicator]
) -> None:
    twice = make_report(indicators=(make_indicator(), make_indicator(key="i2")))
    dataset.write([record_of(Outcome("a.txt", "ok", reports=(twice,)))], tmp_path, formats=("duckdb",))

    with duckdb.connect(str(tmp_path / "dataset.duckdb"), read_only=True) as database:
        assert database.execute("SELECT count(*) FROM indicators_by_year").fetchone() == (0,)


def test_a_database_of_a_killed_run_is_not_added_to(tmp_path: Path, records: list[Record]) -> None:
    to_csv.write(records, tmp_path)
    with duckdb.connect(str(tmp_path / ".dataset.duckdb.part")) as database:
        database.execute("CREATE TABLE documents (x INTEGER)")

    to_duckdb.write(tmp_path)

    assert (tmp_path / "dataset.duckdb").is_file()


@pytest.mark.parametrize(
    ("one", "library"), [("parquet", "pyarrow"), ("xlsx", "xlsxwriter"), ("duckdb", "duckdb")], ids=lambda name: name
)
def test_a_missing_library_is_told_with_what_to_install(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, one: Any, library: str
) -> None:
    found = importlib.util.find_spec
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None if name == library else found(name))

    with pytest.raises(InputError, match=f"needs {library}, which is not installed; run: pip install 'jixiao.{one}.'"):
        dataset.write([], tmp_path / "out", formats=(one,))
    assert not (tmp_path / "out").exists()


def test_formats_that_are_not_asked_for_any_more_are_removed(folder: Path, records: list[Record]) -> None:
    dataset.write(records, folder)

    assert sorted(path.suffix for path in folder.iterdir()) == [*[".csv"] * 6, ".json", ".jsonl"]


def test_each_format_goes_through_the_records_once(tmp_path: Path, records: list[Record]) -> None:
    class Counted:
        passes = 0

        def __iter__(self) -> Iterator[Record]:
            self.passes += 1
            return iter(records)

    counted = Counted()
    dataset.write(counted, tmp_path, formats=("parquet", "xlsx", "duckdb"), split="organization")

    assert counted.passes == 5
