"""What extraction costs beside jieba and pdfplumber, on a few reports: `benchmarks/extraction.py` measures it properly.

Other work on the machine disturbs so short a run, therefore the limits are two and a half times the real ones.
"""

from __future__ import annotations

import pytest

from benchmarks.corpus import report
from benchmarks.extraction import RATIOS, measure

LENIENT = 2.5


@pytest.fixture(scope="module")
def seconds() -> dict[str, float]:
    return measure([report(number, "pdf") for number in range(4)], rounds=2)


@pytest.mark.parametrize(("what", "beside", "most"), RATIOS, ids=[ratio.what for ratio in RATIOS])
def test_work_stays_in_proportion(seconds: dict[str, float], what: str, beside: str, most: float) -> None:
    assert seconds[what] / seconds[beside] < LENIENT * most
