"""`datapackage.json`: what the files of a dataset hold, as a Frictionless Data Package.

Written last: where it stands, all the files that it names stand too.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

from extractor.writers import to_csv, to_jsonl, whole_file
from extractor.writers.tables import TABLES, Table

NAME = "datapackage.json"
DIALECT = {"delimiter": ",", "lineTerminator": "\r\n", "quoteChar": '"', "doubleQuote": True, "header": True}


def write(folder: Path) -> None:
    """Describe the files that stand in `folder`, with their sizes and hashes. Raises: OSError."""
    package = {
        "profile": "data-package",
        "name": "jixiao-dataset",
        "title": "绩效自评报告数据集",
        "resources": [_reports(folder), *(_table(table, folder) for table in TABLES)],
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
        "profile": "tabular-data-resource",
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
    return {"fields": fields, "missingValues": [""], **key}


def _fingerprint(path: Path) -> dict[str, Any]:
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return {"bytes": path.stat().st_size, "hash": f"sha256:{digest}"}
