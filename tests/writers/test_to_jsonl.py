"""`reports.jsonl`."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from extractor.report import SCHEMA, Report
from extractor.writers import to_jsonl
from extractor.writers.record import record_of
from extractor.writers.tables import Outcome


def test_every_report_is_a_line_in_the_order_given(tmp_path: Path, make_report: Callable[..., Report]) -> None:
    outcomes = [
        Outcome("b.txt", "ok", reports=(make_report("b.txt", 1), make_report("b.txt", 2))),
        Outcome("c.txt", "failed"),
        Outcome("a.txt", "ok", reports=(make_report("a.txt"),)),
    ]

    to_jsonl.write(map(record_of, outcomes), tmp_path)

    lines = (tmp_path / "reports.jsonl").read_text(encoding="utf-8").split("\n")
    sources = [json.loads(line)["source"] for line in lines[:-1]]
    assert [(source["path"], source["part"]) for source in sources] == [("b.txt", 1), ("b.txt", 2), ("a.txt", 1)]
    assert lines[-1] == ""


def test_a_line_break_inside_a_value_does_not_break_the_line(
    tmp_path: Path, make_report: Callable[..., Report], make_indicator: Callable[..., object]
) -> None:
    report = make_report(indicators=(make_indicator(name="培训\n人数"),))

    to_jsonl.write([record_of(Outcome("a.txt", "ok", reports=(report,)))], tmp_path)

    assert (tmp_path / "reports.jsonl").read_bytes().count(b"\n") == 1


def test_the_schema_is_that_of_the_models() -> None:
    assert to_jsonl.SCHEMA == SCHEMA
