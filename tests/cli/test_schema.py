"""`jixiao schema`."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from jsonschema import Draft202012Validator, ValidationError

from extractor.report import Report

Run = Callable[..., Result]


@pytest.fixture
def schema(run: Run) -> dict[str, Any]:
    """The printed schema."""
    printed: dict[str, Any] = json.loads(run("schema").stdout)
    return printed


def test_the_schema_is_one(schema: dict[str, Any]) -> None:
    Draft202012Validator.check_schema(schema)


def test_it_knows_every_field_of_a_report(schema: dict[str, Any]) -> None:
    fields = [field.serialization_alias or name for name, field in Report.model_fields.items()]

    assert list(schema["properties"]) == fields


def test_a_report_fits_it(run: Run, schema: dict[str, Any], report: Path) -> None:
    Draft202012Validator(schema).validate(json.loads(run("extract", report).stdout))


def test_a_fact_without_evidence_does_not(run: Run, schema: dict[str, Any], report: Path) -> None:
    data = json.loads(run("extract", report).stdout)
    data["indicators"][0]["evidence"] = []

    with pytest.raises(ValidationError):
        Draft202012Validator(schema).validate(data)


def test_the_kind_can_be_named(run: Run) -> None:
    assert run("schema", "report").stdout == run("schema").stdout
