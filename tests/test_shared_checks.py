"""What the checks find on the evaluation material, and what they leave alone."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from extractor import pipeline, readers
from extractor.checks import findings
from extractor.report import Finding, Report

# The gold's names of what is planted, and the rules that find it.
RULES = {
    "score_sum": "score.sum",
    "score_above_weight": "score.limit",
    "execution_rate": "funds.rate",
    "funds_sum": "funds.parts",
    "claimed_met": "attainment.claimed",
    "narrative_table_conflict": "figure.restated",
}
FORMATS = ("docx", "pdf")
DOCUMENTS = tuple(f"d{number:02}.{ending}" for number in range(1, 9) for ending in FORMATS)

# Identities that a careful reader finds in the seed report, by the values that they tie, the result first.
IDENTITIES = [
    ("8445", "5000", "3445"),
    ("3144.5", "680", "2464.5"),
    ("55.4", "3144.5", "5680"),
    ("76.3", "8144.5", "10680"),
    ("2535.5", "5000", "2464.5"),
    ("8144.5", "680", "7464.5"),
    ("5352.8", "5000", "3797.8", "3445"),
    ("54", "5352.8", "1"),
]


def _violated(report: Report) -> list[str]:
    return [one.rule for one in findings(report) if one.status == "violated"]


@pytest.mark.parametrize("name", DOCUMENTS)
def test_what_is_planted_is_found_and_nothing_else(name: str, shared: Path) -> None:
    path = shared / "docs" / name
    if not path.exists():
        pytest.skip("the document has not this format")
    gold = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    planted = [RULES[one["rule"]] for one in gold.get("violations", [])]
    (report,) = pipeline.extract(readers.read_file(path))

    assert _violated(report) == planted


def _seed(shared: Path) -> Report:
    (path,) = (shared / "seed").glob("*.txt")
    (report,) = pipeline.extract(readers.read_file(path))
    return report


def test_the_contradictions_of_the_seed_are_found_and_nothing_else(shared: Path) -> None:
    assert _violated(_seed(shared)) == ["figure.restated", "unit.misprint", "attainment.overall"]


@pytest.mark.parametrize("values", IDENTITIES, ids=" ".join)
def test_the_identities_of_the_seed_are_found(values: tuple[str, ...], shared: Path) -> None:
    assert sorted(values) in [sorted(one) for one in _tied(_seed(shared))]


def _tied(report: Report) -> Iterator[tuple[str, ...]]:
    """The printed values that each finding of arithmetic ties together."""
    funds = {one.key: f"{one.amount.value}" for one in report.funds}
    for finding in _arithmetic(report):
        yield tuple(funds[key] for key in finding.facts if key in funds)


def _arithmetic(report: Report) -> list[Finding]:
    return [one for one in findings(report) if one.status == "ok" and one.rule.startswith(("identity", "funds"))]


def test_a_share_of_the_seed_is_tied_to_its_levels(shared: Path) -> None:
    told = [one.message for one in findings(_seed(shared)) if one.rule == "identity.ratio"]

    assert "258家÷263家＝98.1%，几个数可以互相印证" in told
