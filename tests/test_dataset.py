"""Which inputs make a dataset, and that it reads back as it was written."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from extractor import dataset
from extractor.errors import InputError
from extractor.report import Report, Warning

Make = Callable[..., Report]


@pytest.mark.parametrize("code", ["page_without_text", "page_unreadable", "unknown_characters", "encoding"])
def test_a_document_with_text_that_could_not_be_read_is_partial(make_report: Make, code: str) -> None:
    unread = Warning(code=code, message="第2页没有文字", evidence=None)

    outcome = dataset.extracted("a.pdf", (make_report(warnings=(unread,)),))

    assert (outcome.status, outcome.message) == ("partial", "第2页没有文字")


def test_rows_stand_by_path_whatever_the_order_of_work(tmp_path: Path, make_report: Make) -> None:
    outcomes = [dataset.extracted(name, (make_report(name),)) for name in ("b.txt", "a/c.txt", "a.txt")]

    dataset.write_outcomes(outcomes, tmp_path / "one")
    dataset.write_outcomes(outcomes[::-1], tmp_path / "other")

    one, other = ({file.name: file.read_bytes() for file in (tmp_path / name).iterdir()} for name in ("one", "other"))
    assert one == other
    assert sorted(one) == [
        "checks.csv",
        "datapackage.json",
        "documents.csv",
        "funds.csv",
        "indicators.csv",
        "reports.jsonl",
        "results.csv",
        "warnings.csv",
    ]


def test_a_dataset_loads_with_its_types(tmp_path: Path, make_report: Make) -> None:
    dataset.write_outcomes([dataset.extracted("a.txt", (make_report(),))], tmp_path)

    tables = dataset.load(tmp_path)

    indicator = tables["indicators"].iloc[0]
    assert indicator["target_value"] == Decimal(400)
    assert indicator["score"] == Decimal("9.5")
    assert indicator["fiscal_year"] == 2022
    assert indicator["met"] is True or indicator["met"] == True  # noqa: E712  a nullable boolean of numpy
    assert indicator["actual_comparator"] == "="
    assert indicator["deviation_reason"] == "=原因"
    assert tables["indicators"]["program"].isna().all()


def test_dates_load_as_dates(tmp_path: Path, make_report: Make) -> None:
    fund = make_report().funds[0].model_copy(update={"as_of": datetime.date(2022, 12, 31)})
    dataset.write_outcomes([dataset.extracted("a.txt", (make_report(funds=(fund,)),))], tmp_path)

    loaded = dataset.load(tmp_path)["funds"]["as_of"]

    assert loaded.dt.date.tolist() == [datetime.date(2022, 12, 31)]


def test_an_empty_table_loads_with_its_columns(tmp_path: Path, make_report: Make) -> None:
    dataset.write_outcomes([dataset.extracted("a.txt", (make_report(checks=()),))], tmp_path)

    table = dataset.load(tmp_path)["checks"]

    assert table.empty
    assert table.columns[:3].tolist() == ["path", "part", "sha256"]


def test_a_folder_without_a_dataset_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"documents.csv is missing; name the folder of a dataset"):
        dataset.load(tmp_path)


def test_a_table_with_other_columns_is_refused(tmp_path: Path) -> None:
    (tmp_path / "documents.csv").write_text("path,size\r\n", encoding="utf-8")

    with pytest.raises(InputError, match=r"documents.csv has other columns than this version writes; extract again"):
        dataset.load(tmp_path)
