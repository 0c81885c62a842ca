"""`jixiao schema`: the JSON Schema of the report JSON, from the models themselves."""

from __future__ import annotations

import json
import sys

import click

DIALECT = "https://json-schema.org/draft/2020-12/schema"


@click.command()
@click.argument("of", type=click.Choice(["report"]), default="report", metavar="[report]")
def command(of: str) -> None:
    """Print the JSON Schema of what jixiao writes.

    \b
    Example:
      jixiao schema > report.schema.json
    """
    from extractor.report import Report

    schema = {"$schema": DIALECT, **Report.model_json_schema(by_alias=True, mode="serialization")}
    text = json.dumps(schema, ensure_ascii=False, indent=2)
    sys.stdout.buffer.write(f"{text}\n".encode())
