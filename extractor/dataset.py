"""The dataset folder: what became of each input, writing and reading it back.

A dataset is the reports of one run on disk. Everything in it is ordered by path, then part, and is the
same bytes for the same input. Reading and extracting are not done here.
"""

from __future__ import annotations

import csv
import importlib.util
import json
from collections.abc import Collection, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from extractor.errors import InputError
from extractor.writers import csv_cells, to_csv, to_datapackage, to_duckdb, to_jsonl, to_parquet, to_xlsx
from extractor.writers import split as parts
from extractor.writers.columns import CellType
from extractor.writers.record import Record, record_of
from extractor.writers.tables import TABLES, Outcome, Table

if TYPE_CHECKING:
    import pandas

    from extractor.report import Report

Format = Literal["parquet", "xlsx", "duckdb"]

# What is written on request, and the library that it needs.
FORMATS: dict[Format, str] = {"parquet": "pyarrow", "xlsx": "xlsxwriter", "duckdb": "duckdb"}
# Warnings which say that text of the document could not be read: its status is then `partial`.
UNREAD = frozenset({"encoding", "page_unreadable", "page_without_text", "unknown_characters"})
PANDAS_TYPES: dict[CellType, str] = {
    "string": "string",
    "integer": "Int64",
    "number": "object",
    "boolean": "boolean",
    "date": "datetime64[s]",
}


def extracted(name: str, reports: tuple[Report, ...]) -> Outcome:
    """The outcome of a document that gave `reports` (at least one)."""
    source = reports[0].source
    unread = next((warning for report in reports for warning in report.warnings if warning.code in UNREAD), None)
    return Outcome(
        path=name,
        status="partial" if unread else "ok",
        sha256=source.sha256,
        message=unread.message if unread else None,
        media_type=source.media_type,
        bytes=source.bytes,
        pages=source.pages,
        ocr_pages=source.ocr_pages,
        reports=reports,
    )


def require(formats: Collection[Format]) -> None:
    """Refuse `formats` whose library is not installed, before any work is done. Raises: InputError."""
    for one in formats:
        if importlib.util.find_spec(FORMATS[one]) is None:
            problem = f"the format {one} needs {FORMATS[one]}, which is not installed"
            raise InputError("unsupported", problem, f"run: pip install 'jixiao[{one}]'")


def write(
    records: Iterable[Record], folder: Path, *, formats: Collection[Format] = (), split: parts.By | None = None
) -> None:
    """Write the dataset of `records` into `folder`, which is made if need be.

    `records` must be ordered by path and can be gone through again and again: each file format makes one
    pass and holds few records at a time. Formats and parts that an earlier run wrote and that are not asked
    for any more are removed, since they would tell of other inputs.
    Raises: OSError, InputError where the library of a format is not installed.
    """
    require(formats)
    folder.mkdir(parents=True, exist_ok=True)
    to_jsonl.write(records, folder)
    to_csv.write(records, folder)
    _remove_stale(folder, formats, split)
    omitted = {
        **(to_parquet.write(records, folder) if "parquet" in formats else {}),
        **(to_xlsx.write(records, folder) if "xlsx" in formats else {}),
        **(to_duckdb.write(folder) if "duckdb" in formats else {}),
    }
    if split:
        parts.write(records, folder, split)
    to_datapackage.write(folder, omitted)


def write_outcomes(outcomes: Iterable[Outcome], folder: Path, *, formats: Collection[Format] = ()) -> None:
    """Write the dataset of `outcomes`, given in any order, into `folder`. Raises: as `write`."""
    ordered = sorted(outcomes, key=lambda outcome: outcome.path)
    write([record_of(outcome) for outcome in ordered], folder, formats=formats)


def description(folder: Path) -> dict[str, Any]:
    """What `datapackage.json` of the dataset in `folder` says. Raises: OSError, ValueError."""
    described: dict[str, Any] = json.loads((folder / to_datapackage.NAME).read_text(encoding="utf-8"))
    return described


def load(folder: Path) -> dict[str, pandas.DataFrame]:
    """The tables of the dataset in `folder`, by name, with the types that `datapackage.json` states.

    Numbers are Decimal, whole numbers and true/false pandas' nullable types, text is as it was before
    it was made safe for spreadsheets.
    Raises: InputError where a table is missing or was written with other columns.
    """
    return {table.name: _frame(table, folder / f"{table.name}.csv") for table in TABLES}


def _remove_stale(folder: Path, formats: Collection[Format], split: parts.By | None) -> None:
    files: dict[Format, list[str]] = {
        "parquet": [to_parquet.name(table) for table in TABLES],
        "xlsx": [to_xlsx.NAME],
        "duckdb": [to_duckdb.NAME],
    }
    for one, names in files.items():
        if one not in formats:
            for name in names:
                (folder / name).unlink(missing_ok=True)
    for by, name in parts.FOLDERS.items():
        if by != split:
            parts.remove(folder / name)


def _frame(table: Table[Any], path: Path) -> pandas.DataFrame:
    import pandas

    header, *rows = _lines(path)
    names = [column.name for column in table.columns]
    if header != names:
        raise InputError("corrupt", f"{path.name} has other columns than this version writes", "extract again")
    columns = zip(*rows, strict=True) if rows else ([] for _ in names)
    return pandas.DataFrame(
        {
            column.name: pandas.Series(
                [csv_cells.parsed(text, column.type) for text in cells], dtype=PANDAS_TYPES[column.type]
            )
            for column, cells in zip(table.columns, columns, strict=True)
        }
    )


def _lines(path: Path) -> list[list[str]]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            return list(csv.reader(file, strict=True)) or [[]]
    except FileNotFoundError as error:
        raise InputError("not_found", f"{path.name} is missing", "name the folder of a dataset") from error
