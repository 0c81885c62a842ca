"""The stated confidence is the share of values that are right, on the evaluation material."""

from __future__ import annotations

import importlib.util
import sys
from itertools import pairwise
from pathlib import Path
from types import ModuleType

import pytest

APART = 0.05


@pytest.fixture(scope="module")
def benchmark() -> ModuleType:
    """`benchmarks/confidence.py`, which is no part of the package."""
    path = Path(__file__).parent.parent / "benchmarks" / "confidence.py"
    spec = importlib.util.spec_from_file_location("confidence_benchmark", path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def test_values_are_as_often_right_as_their_confidence_says(benchmark: ModuleType, shared: Path) -> None:
    values = [
        value
        for file in sorted((shared / "dev").glob("*.json"))
        for value in benchmark.values(file, file.with_suffix(".txt"))
    ]
    filled = [one for one in benchmark.bins(values) if len(one.values) >= benchmark.FEW]

    assert [one for one in filled if abs(one.right - one.stated) > APART] == []
    assert [pair for pair in pairwise(one.right for one in filled) if pair[0] > pair[1]] == []
