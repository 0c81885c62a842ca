"""A record gives back exactly the lines and cells that went in, and writes a dataset without the models."""

from __future__ import annotations

import pickle
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from extractor.report import Indicator, Report, to_json
from extractor.writers.record import Record, record_of
from extractor.writers.tables import INDICATORS, TABLES, Outcome, Table

Make = Callable[..., Report]
WRITES = """
import pickle, sys
from pathlib import Path
from extractor import dataset
records = pickle.loads(sys.stdin.buffer.read())
dataset.write(records, Path(sys.argv[1]))
print(sorted({name.partition(".")[0] for name in sys.modules} & set(sys.argv[2:])))
"""
HEAVY = ["jieba", "lxml", "numpy", "pandas", "pyarrow", "pydantic", "spacy", "duckdb", "xlsxwriter"]


@pytest.fixture
def outcome(make_report: Make) -> Outcome:
    """A file of two reports."""
    return Outcome("a.txt", "ok", sha256="00", bytes=9, reports=(make_report(part=1), make_report(part=2)))


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_every_cell_comes_back_as_it_was(table: Table[object], outcome: Outcome) -> None:
    cells = [[(type(cell), str(cell)) for cell in row] for row in table.rows([outcome])]

    back = record_of(outcome).rows(table.name)

    assert [[(type(cell), str(cell)) for cell in row] for row in back] == cells
    assert back


@pytest.mark.parametrize(
    "name",
    ["", "培训" * 100_000, "'=1", '甲,"乙"\r\n丙\n', "\x00\u2028"],
    ids=["empty", "long", "guarded", "quoted", "control"],
)
def test_any_text_comes_back(make_report: Make, make_indicator: Callable[..., Indicator], name: str) -> None:
    report = make_report(indicators=(make_indicator(name=name), make_indicator(name="乙")))

    rows = record_of(Outcome("", "ok", reports=(report,))).rows("indicators")

    names = [column.name for column in INDICATORS.columns]
    assert [row[names.index("name")] for row in rows] == [name, "乙"]


def test_what_was_read_under_no_name_takes_that_of_the_record(outcome: Outcome) -> None:
    unnamed = replace(record_of(replace(outcome, path="", reports=())), path="a,b.txt")

    assert unnamed.rows("documents")[0][0] == "a,b.txt"
    assert unnamed.csv()["documents"][0].startswith('"a,b.txt",00,ok,')


def test_lines_are_those_of_the_reports(outcome: Outcome) -> None:
    one, two = outcome.reports

    assert record_of(outcome).lines().decode() == f"{to_json(one)}\n{to_json(two)}\n"


def test_the_zeros_that_a_number_ends_in_are_kept(make_report: Make) -> None:
    record = record_of(Outcome("a.txt", "ok", reports=(make_report(),)))
    (row,) = record.rows("indicators")

    assert [str(cell) for cell in row if isinstance(cell, Decimal)][:2] == ["400.00", "400.00"]


@pytest.mark.parametrize("status", ["failed", "duplicate"])
def test_an_input_without_reports_has_a_row_of_its_own(status: str) -> None:
    record = record_of(Outcome("b.txt", status, message="why"))

    assert record.path == "b.txt"
    assert record.lines() == b""
    assert [len(rows) for rows in record.tables().values()] == [1, 0, 0, 0, 0, 0]


def test_the_same_outcome_gives_the_same_bytes(outcome: Outcome) -> None:
    assert record_of(outcome) == record_of(outcome)


def test_a_dataset_is_written_without_models_and_heavy_libraries(tmp_path: Path, outcome: Outcome) -> None:
    records: list[Record] = [record_of(outcome)]
    done = subprocess.run(
        [sys.executable, "-c", WRITES, str(tmp_path / "out"), *HEAVY],
        input=pickle.dumps(records),
        capture_output=True,
        check=True,
    )

    assert done.stdout.decode().strip() == "[]"
    assert (tmp_path / "out" / "datapackage.json").is_file()
