"""Predictions against gold, over folders."""

from __future__ import annotations

import json
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from extractor import accuracy, dataset
from extractor.accuracy import Figure
from extractor.errors import InputError
from extractor.report import Report, to_json

GOLD: dict[str, Any] = {
    "meta": {"fiscal_year": 2022, "org": "云泽市教育局", "program": None},
    "indicators": [
        {
            "name": "培训人数",
            "target": {"op": ">=", "value": 400, "unit": "人"},
            "actual": {"value": 426, "unit": "人"},
            "weight": 10,
            "score": 9.5,
            "met": True,
        },
        {"name": "设备购置数量", "target": {"op": "=", "value": 3, "unit": "台"}, "actual": None, "met": None},
    ],
    "funds": [{"item": "预算", "role": "budget", "source": "total", "value": 1000, "unit": "万元"}],
    "ambiguous": [],
}


@pytest.fixture
def folders(tmp_path: Path) -> tuple[Path, Path]:
    """A folder with the gold of `a`, and an empty one for predictions."""
    gold, predicted = tmp_path / "gold", tmp_path / "predicted"
    gold.mkdir()
    predicted.mkdir()
    (gold / "a.json").write_text(json.dumps(GOLD), encoding="utf-8")
    return gold, predicted


def _figures(folders: tuple[Path, Path], *, only_present: bool = False) -> dict[str, Figure]:
    return dict(accuracy.evaluate(*folders, only_present=only_present).figures)


@pytest.mark.parametrize(
    ("figure", "precision", "recall", "f1"),
    [
        (Figure(1, 2, 1), Decimal(1), Decimal("0.5"), Decimal(2) / 3),
        (Figure(0, 2, 0), Decimal(0), Decimal(0), Decimal(0)),
        (Figure(0, 0, 0), Decimal(1), Decimal(1), Decimal(1)),
        (Figure(0, 0, 2), Decimal(0), Decimal(1), Decimal(0)),
    ],
)
def test_figures_follow_from_counts(figure: Figure, precision: Decimal, recall: Decimal, f1: Decimal) -> None:
    assert (figure.precision, figure.recall) == (precision, recall)
    assert abs(figure.f1 - f1) < Decimal("1e-20")


def test_a_report_is_scored_against_the_short_form(
    folders: tuple[Path, Path], make_report: Callable[..., Report]
) -> None:
    (folders[1] / "a.json").write_text(to_json(make_report()), encoding="utf-8")

    assert _figures(folders) == {
        "indicators.name": Figure(1, 2, 1),
        "indicators.target": Figure(1, 2, 1),
        "indicators.actual": Figure(1, 2, 1),
        "indicators.full": Figure(1, 2, 1),
        "indicators.met": Figure(1, 1, 1),
        "funds.value": Figure(1, 1, 1),
        "funds.role": Figure(1, 1, 1),
        "funds.full": Figure(1, 1, 1),
        "meta": Figure(2, 2, 2),
        "meta.fiscal_year": Figure(1, 1, 1),
        "meta.organization": Figure(1, 1, 1),
    }


def test_gold_may_be_report_json_too(folders: tuple[Path, Path], make_report: Callable[..., Report]) -> None:
    for folder in folders:
        (folder / "a.json").write_text(to_json(make_report()), encoding="utf-8")

    assert {figure.f1 for figure in _figures(folders).values()} == {Decimal(1)}


def test_parts_of_a_file_count_together(folders: tuple[Path, Path], make_report: Callable[..., Report]) -> None:
    lines = [to_json(make_report(indicators=())), to_json(make_report(part=2))]
    (folders[1] / "a.json").write_text("\n".join(lines) + "\n", encoding="utf-8")

    assert _figures(folders)["indicators.full"] == Figure(1, 2, 1)


def test_a_dataset_is_scored_as_it_stands(folders: tuple[Path, Path], make_report: Callable[..., Report]) -> None:
    dataset.write_outcomes([dataset.extracted("a.pdf", (make_report("a.pdf"),))], folders[1])

    assert _figures(folders)["indicators.full"] == Figure(1, 2, 1)


def test_gold_beside_its_document_is_found(tmp_path: Path, make_report: Callable[..., Report]) -> None:
    gold = tmp_path / "gold" / "a" / "gold.json"
    gold.parent.mkdir(parents=True)
    gold.write_text(json.dumps(GOLD), encoding="utf-8")
    dataset.write_outcomes([dataset.extracted("a/source.pdf", (make_report("a/source.pdf"),))], tmp_path / "predicted")

    figures = accuracy.evaluate(tmp_path / "gold", tmp_path / "predicted", only_present=False).figures

    assert figures["indicators.full"] == Figure(1, 2, 1)


def test_a_missing_prediction_is_a_miss_and_is_told(folders: tuple[Path, Path]) -> None:
    evaluation = accuracy.evaluate(*folders, only_present=False)

    assert evaluation.figures["indicators.name"] == Figure(0, 2, 0)
    assert evaluation.missing == (("a", "no prediction"),)


def test_gold_without_prediction_can_be_left_out(folders: tuple[Path, Path]) -> None:
    assert _figures(folders, only_present=True) == {}


def test_a_broken_prediction_is_a_miss_and_is_told(folders: tuple[Path, Path]) -> None:
    (folders[1] / "a.json").write_text("{", encoding="utf-8")

    ((stem, problem),) = accuracy.evaluate(*folders, only_present=True).missing

    assert stem == "a"
    assert problem.startswith("a.json is not report JSON")


def test_the_worst_document_comes_first(folders: tuple[Path, Path], make_report: Callable[..., Report]) -> None:
    for stem in ("b", "c"):
        (folders[0] / f"{stem}.json").write_text(json.dumps(GOLD), encoding="utf-8")
    (folders[1] / "b.json").write_text(to_json(make_report()), encoding="utf-8")

    worst = accuracy.evaluate(*folders, only_present=False).worst

    assert [(one.stem, one.hits, one.facts) for one in worst] == [("a", 0, 3), ("c", 0, 3), ("b", 2, 3)]


def test_a_folder_without_gold_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"holds no gold \(\*\.json or \*/gold\.json\); name the folder that does"):
        accuracy.evaluate(tmp_path, tmp_path, only_present=False)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("floors.toml", "[funds]\nvalue = 0.95\n[meta]\nfiscal_year = 1\n"),
        ("floors.toml", '"funds.value" = 0.95\n"meta.fiscal_year" = 1\n'),
        ("floors.json", '{"funds.value": 0.95, "meta": {"fiscal_year": 1}}'),
    ],
    ids=["tables", "dotted names", "json"],
)
def test_floors_are_metrics_with_numbers(tmp_path: Path, name: str, text: str) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")

    assert accuracy.read_floors(tmp_path / name) == {"funds.value": Decimal("0.95"), "meta.fiscal_year": Decimal(1)}


@pytest.mark.parametrize("text", ["funds.value = 'high'", "funds.value =", "funds = []"])
def test_floors_that_are_no_numbers_are_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "floors.toml").write_text(text, encoding="utf-8")

    with pytest.raises(InputError, match=r"is not a table of metrics and numbers"):
        accuracy.read_floors(tmp_path / "floors.toml")


def test_what_is_below_its_floor_or_was_not_measured_is_named(folders: tuple[Path, Path]) -> None:
    evaluation = accuracy.evaluate(*folders, only_present=False)

    floors = {"indicators.name": Decimal("0.5"), "indicators.met": Decimal(1), "unknown": Decimal("0.1")}
    assert accuracy.below(evaluation, floors) == [
        ("indicators.name", Decimal(0), Decimal("0.5")),
        ("unknown", Decimal(0), Decimal("0.1")),
    ]
