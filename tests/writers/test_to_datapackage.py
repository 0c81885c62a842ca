"""`datapackage.json` describes what stands beside it."""

from __future__ import annotations

import csv
import datetime
import hashlib
import json
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from extractor import dataset
from extractor.report import Report
from extractor.writers.tables import Outcome

TABLES = ["documents", "indicators", "funds", "results", "checks", "warnings"]
PARSERS: dict[str, Callable[[str], object]] = {
    "string": str,
    "integer": int,
    "number": Decimal,
    "boolean": {"true": True, "false": False}.__getitem__,
    "date": datetime.date.fromisoformat,
}


@pytest.fixture
def written(tmp_path: Path, make_report: Callable[..., Report]) -> Path:
    """A dataset of one report and one failed file."""
    dataset.write_outcomes([Outcome("a.txt", "ok", reports=(make_report(),)), Outcome("b.txt", "failed")], tmp_path)
    return tmp_path


def _resource(folder: Path, name: str) -> dict[str, Any]:
    package = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    return next(resource for resource in package["resources"] if resource["name"] == name)


def test_every_file_of_the_dataset_is_described(written: Path) -> None:
    package = json.loads((written / "datapackage.json").read_text(encoding="utf-8"))

    described = {resource["path"] for resource in package["resources"]}
    assert described == {path.name for path in written.iterdir()} - {"datapackage.json"}


@pytest.mark.parametrize("name", ["reports", *TABLES])
def test_size_and_hash_are_those_of_the_file(written: Path, name: str) -> None:
    resource = _resource(written, name)

    content = (written / resource["path"]).read_bytes()
    assert resource["bytes"] == len(content)
    assert resource["hash"] == f"sha256:{hashlib.sha256(content).hexdigest()}"


@pytest.mark.parametrize("name", TABLES)
def test_the_schema_fits_the_table(written: Path, name: str) -> None:
    resource = _resource(written, name)
    with (written / resource["path"]).open(encoding=resource["encoding"], newline="") as file:
        header, *rows = csv.reader(file, strict=True)

    fields = resource["schema"]["fields"]
    assert header == [field["name"] for field in fields]
    assert len(set(header)) == len(header)
    assert rows
    for field, cells in zip(fields, zip(*rows, strict=True), strict=True):
        assert all(PARSERS[field["type"]](cell) is not None for cell in cells if cell), field["name"]


@pytest.mark.parametrize("name", TABLES)
def test_every_column_has_a_title_and_a_meaning(written: Path, name: str) -> None:
    fields = _resource(written, name)["schema"]["fields"]

    assert all(field["title"] and field["description"] for field in fields)
