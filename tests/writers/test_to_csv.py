"""The tables as CSV files."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

import pytest

from extractor.report import Indicator, Report
from extractor.writers import to_csv
from extractor.writers.record import record_of
from extractor.writers.tables import Outcome

Make = Callable[..., Report]


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file, strict=True))


def test_file_opens_with_a_byte_order_mark_and_ends_its_lines_as_rfc_4180_says(
    tmp_path: Path, make_report: Make
) -> None:
    to_csv.write([record_of(Outcome("a.txt", "ok", reports=(make_report(),)))], tmp_path)

    content = (tmp_path / "warnings.csv").read_bytes()
    assert content.startswith(b"\xef\xbb\xbfpath,part,sha256,")
    assert content.count(b"\r\n") == 2
    assert content.count(b"\n") == 2


def test_quotes_commas_and_line_breaks_stay_in_their_cell(
    tmp_path: Path, make_report: Make, make_indicator: Callable[..., Indicator]
) -> None:
    name = '培训"骨干",\r\n人数'
    reports = (make_report(indicators=(make_indicator(name=name),)),)

    to_csv.write([record_of(Outcome("a.txt", "ok", reports=reports))], tmp_path)

    assert _rows(tmp_path / "indicators.csv")[0]["name"] == name


def test_an_indicator_makes_one_row_with_document_first_and_evidence_last(tmp_path: Path, make_report: Make) -> None:
    to_csv.write([record_of(Outcome("a.txt", "ok", reports=(make_report(),)))], tmp_path)

    (row,) = _rows(tmp_path / "indicators.csv")
    assert list(row)[:6] == ["path", "part", "sha256", "fiscal_year", "organization", "program"]
    assert list(row)[-5:] == [f"actual_evidence_{name}" for name in ("page", "start", "end", "text", "pattern")]
    filled = {name: text for name, text in row.items() if text}
    assert filled == {
        "path": "a.txt",
        "part": "1",
        "sha256": "00",
        "fiscal_year": "2022",
        "organization": "云泽市教育局",
        "key": "i1",
        "id": "1",
        "name": "培训人数",
        "level1": "产出指标",
        "level2": "数量指标",
        "target_comparator": ">=",
        "target_value": "400",
        "target_unit": "人",
        "target_basis": "level",
        "target_text": "≥400.00人",
        "target_base_value": "400",
        "target_base_unit": "人",
        "target_approximate": "false",
        "target_confidence": "1",
        "actual_comparator": "=",
        "actual_value": "426",
        "actual_unit": "人",
        "actual_basis": "level",
        "actual_text": "426人",
        "actual_base_value": "426",
        "actual_base_unit": "人",
        "actual_approximate": "false",
        "actual_confidence": "1",
        "related": "3场",
        "met": "true",
        "ratio": "1.065",
        "claimed": "已完成",
        "agrees": "true",
        "weight": "10",
        "score": "9.5",
        "deviation_reason": "'=原因",
        "evidence_start": "0",
        "evidence_end": "4",
        "evidence_text": "培训人数",
        "evidence_pattern": "test.rule",
        "target_evidence_start": "100",
        "target_evidence_end": "108",
        "target_evidence_text": "≥400.00人",
        "target_evidence_pattern": "test.rule",
        "actual_evidence_start": "100",
        "actual_evidence_end": "104",
        "actual_evidence_text": "426人",
        "actual_evidence_pattern": "test.rule",
    }


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        ("funds", {"item": "年初预算数", "role": "initial_budget", "source": "total", "amount_value": "1000"}),
        ("results", {"name": "惠及群众", "value_value": "-5", "value_text": "'-5人", "growth_value": ""}),
        ("checks", {"rule": "score.sum", "status": "violated", "facts": "i1 f1", "evidence_start": ""}),
        ("warnings", {"code": "unit_inferred", "message": "单位由目标推断", "evidence_text": "42此"}),
        ("documents", {"path": "a.txt", "status": "ok", "indicators": "1", "warnings": "1", "error": ""}),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_every_table_has_its_facts(tmp_path: Path, make_report: Make, table: str, expected: dict[str, str]) -> None:
    to_csv.write([record_of(Outcome("a.txt", "ok", reports=(make_report(),)))], tmp_path)

    (row,) = _rows(tmp_path / f"{table}.csv")
    assert {name: row[name] for name in expected} == expected
