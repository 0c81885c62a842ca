"""`jixiao evaluate`."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from extractor.report import Report, to_json

Run = Callable[..., Result]


@pytest.fixture
def folders(tmp_path: Path, make_report: Callable[..., Report]) -> tuple[Path, Path]:
    """Gold of two documents, and a prediction of one."""
    for name in ("gold/a.json", "gold/b.json", "predicted/a.json"):
        file = tmp_path / name
        file.parent.mkdir(exist_ok=True)
        file.write_text(to_json(make_report()), encoding="utf-8")
    return tmp_path / "gold", tmp_path / "predicted"


def test_figures_are_a_table(run: Run, folders: tuple[Path, Path]) -> None:
    result = run("evaluate", *folders)

    assert result.stdout.splitlines() == [
        "2 documents",
        "                               P       R      F1   gold",
        "indicators.name            1.000   0.500   0.667      2",
        "indicators.target          1.000   0.500   0.667      2",
        "indicators.actual          1.000   0.500   0.667      2",
        "indicators.full            1.000   0.500   0.667      2",
        "indicators.met             1.000   1.000   1.000      1",
        "funds.value                1.000   0.500   0.667      2",
        "funds.role                 1.000   0.500   0.667      2",
        "funds.full                 1.000   0.500   0.667      2",
        "meta                       0.500   0.500   0.500      4",
        "meta.fiscal_year           0.500   0.500   0.500      2",
        "meta.organization          0.500   0.500   0.500      2",
        "worst: b 0/2, a 2/2",
    ]
    assert result.stderr == f"jixiao: {folders[1] / 'b.json'}: no prediction\n"
    assert result.exit_code == 0


def test_figures_can_be_json(run: Run, folders: tuple[Path, Path]) -> None:
    result = run("evaluate", *folders, "--json", "--only-present")

    assert json.loads(result.stdout)["funds.value"] == {"precision": 1.0, "recall": 1.0, "f1": 1.0, "gold": 1}
    assert result.stderr == ""


@pytest.mark.parametrize(("floor", "code"), [("0.66", 0), ("0.67", 1)])
def test_a_figure_below_its_floor_is_1(
    run: Run, folders: tuple[Path, Path], tmp_path: Path, floor: str, code: int
) -> None:
    (tmp_path / "floors.toml").write_text(f"[funds]\nvalue = {floor}\n", encoding="utf-8")

    result = run("evaluate", *folders, "--floors", tmp_path / "floors.toml")

    assert result.exit_code == code
    assert ("jixiao: funds.value: 0.6667 is below its floor 0.67\n" in result.stderr) is bool(code)


def test_a_folder_without_gold_is_one_line(run: Run, tmp_path: Path) -> None:
    result = run("evaluate", tmp_path, tmp_path)

    assert result.stderr == (f"jixiao: {tmp_path}: holds no gold (*.json or */gold.json); name the folder that does\n")
    assert result.exit_code == 1


def test_floors_that_are_no_numbers_are_one_line(run: Run, folders: tuple[Path, Path], tmp_path: Path) -> None:
    floors = tmp_path / "floors.toml"
    floors.write_text("funds = []", encoding="utf-8")

    result = run("evaluate", *folders, "--floors", floors)

    (line,) = result.stderr.splitlines()
    assert line.startswith(f"jixiao: {floors}: is not a table of metrics and numbers (")
    assert result.exit_code == 1
