"""The notebook runs from top to bottom and shows what its headings say."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("duckdb", reason="the notebook needs duckdb")


def test_the_notebook_runs(checkout: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(checkout)
    cells = json.loads((checkout / "docs" / "compare.ipynb").read_text(encoding="utf-8"))["cells"]
    known: dict[str, Any] = {}

    exec("\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "code"), known)

    assert [(row[0], row[2]) for row in known["missed"]] == [("2021", "≥120场"), ("2022", "≥120场")]
    assert known["again"]["fiscal_year"].tolist() == [2021, 2022, 2023]
