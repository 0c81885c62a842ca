"""`jixiao schema`: the JSON Schema of the report JSON and the comparison JSON, from the models themselves."""

from __future__ import annotations

import json
import sys
from typing import Any

import click

DIALECT = "https://json-schema.org/draft/2020-12/schema"


@click.command()
@click.argument("of", type=click.Choice(["report", "comparison"]), default="report", metavar="[report or comparison]")
def command(of: str) -> None:
    """Print the JSON Schema of what jixiao writes.

    \b
    Examples:
      jixiao schema > report.schema.json
      jixiao schema comparison > comparison.schema.json
    """
    schema = {"$schema": DIALECT, **(_comparison() if of == "comparison" else _report())}
    text = json.dumps(schema, ensure_ascii=False, indent=2)
    sys.stdout.buffer.write(f"{text}\n".encode())


def _report() -> dict[str, Any]:
    from extractor.report import Report

    return Report.model_json_schema(by_alias=True, mode="serialization")


def _comparison() -> dict[str, Any]:
    from extractor.compare import to_json

    return to_json.schema()
