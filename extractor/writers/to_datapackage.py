"""`datapackage.json`: what the files of a dataset hold, as a Data Package (https://datapackage.org, version 2).

Written last: where it stands, all the files that it names stand too.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from extractor.writers import to_csv, to_duckdb, to_jsonl, to_parquet, to_xlsx, whole_file
from extractor.writers.tables import TABLES, Table

NAME = "datapackage.json"
PROFILES = "https://datapackage.org/profiles/2.0"
DIALECT = {
    "$schema": f"{PROFILES}/tabledialect.json",
    "delimiter": ",",
    "lineTerminator": "\r\n",
    "quoteChar": '"',
    "doubleQuote": True,
    "header": True,
}


def write(folder: Path, omitted: Mapping[str, int] | None = None) -> None:
    """Describe the files that stand in `folder`, with their sizes and hashes.

    `omitted` says how many cells a file could not hold as they are. Raises: OSError.
    """
    package = {
        "$schema": f"{PROFILES}/datapackage.json",
        "name": "jixiao-dataset",
        "title": "绩效自评报告数据集",
        "resources": [
            _reports(folder),
            *(_table(table, folder) for table in TABLES),
            *(_described(resource, folder, omitted or {}) for resource in _others(folder)),
        ],
    }
    text = json.dumps(package, ensure_ascii=False, indent=1) + "\n"
    whole_file.replace(folder / NAME, [text.encode()])


def _reports(folder: Path) -> dict[str, Any]:
    return {
        "name": "reports",
        "path": to_jsonl.NAME,
        "title": "报告全文数据",
        "description": f"Every report whole, a JSON object a line, of the schema {to_jsonl.SCHEMA}.",
        "format": "jsonl",
        "mediatype": "application/jsonl",
        "encoding": "utf-8",
        **_fingerprint(folder / to_jsonl.NAME),
    }


def _table(table: Table[Any], folder: Path) -> dict[str, Any]:
    path = to_csv.name(table)
    return {
        "$schema": f"{PROFILES}/dataresource.json",
        "type": "table",
        "name": table.name,
        "path": path,
        "title": table.title,
        "description": table.description,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8-sig",
        "dialect": DIALECT,
        "schema": _schema(table),
        **_fingerprint(folder / path),
    }


def _schema(table: Table[Any]) -> dict[str, Any]:
    fields = [
        {"name": column.name, "type": column.type, "title": column.title, "description": column.description}
        for column in table.columns
    ]
    key = {"primaryKey": list(table.key)} if table.key else {}
    return {"$schema": f"{PROFILES}/tableschema.json", "fields": fields, "missingValues": [""], **key}


def _others(folder: Path) -> list[dict[str, Any]]:
    """The files that were written on request."""
    parquet = [
        {
            "name": f"{table.name}-parquet",
            "path": to_parquet.name(table),
            "title": table.title,
            "description": f"{table.description} The columns are those of {to_csv.name(table)}.",
            "format": "parquet",
            "mediatype": "application/vnd.apache.parquet",
        }
        for table in TABLES
    ]
    xlsx = {
        "name": "workbook",
        "path": to_xlsx.NAME,
        "title": "工作簿",
        "description": "Every table as a sheet.",
        "format": "xlsx",
        "mediatype": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    }
    duckdb = {
        "name": "database",
        "path": to_duckdb.NAME,
        "title": "数据库",
        "description": "Every table, and views over them. Its bytes differ from run to run, its content does not.",
        "format": "duckdb",
        "mediatype": "application/vnd.duckdb",
    }
    return [resource for resource in [*parquet, xlsx, duckdb] if (folder / str(resource["path"])).is_file()]


def _described(resource: dict[str, Any], folder: Path, omitted: Mapping[str, int]) -> dict[str, Any]:
    path = resource["path"]
    # DuckDB writes a random identifier: a hash of it would make this file differ from run to run too.
    fingerprint = {} if path == to_duckdb.NAME else _fingerprint(folder / path)
    return {**resource, **fingerprint, **({"omitted": omitted[path]} if omitted.get(path) else {})}


def _fingerprint(path: Path) -> dict[str, Any]:
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return {"bytes": path.stat().st_size, "hash": f"sha256:{digest}"}
