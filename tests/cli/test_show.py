"""`jixiao show`."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from click.testing import Result

Run = Callable[..., Result]


def test_a_report_is_shown_with_its_facts_indicators_and_funds(run: Run, report: Path) -> None:
    shown = run("show", report).stdout

    assert "organization  霁州市应急管理局" in shown
    row = next(line for line in shown.splitlines() if "组织应急演练场次" in line)
    assert row.split() == ["2", "组织应急演练场次", "≥24场", "22场", "NO", "7", "6.42"]


def test_a_missing_file_is_one_line(run: Run) -> None:
    result = run("show", "none.txt")

    assert result.stderr == "jixiao: none.txt: no such file; check the path\n"
    assert result.exit_code == 1
