"""What extraction costs beside jieba and pdfplumber, on a few reports: `benchmarks/extraction.py` measures it properly.

Other work on the machine disturbs so short a run, therefore the limits are two and a half times the real ones.
"""

from __future__ import annotations

import subprocess
import sys
import time

import pytest

from benchmarks.corpus import report
from benchmarks.extraction import RATIOS, measure
from extractor import pipeline, readers
from extractor.language import language
from tests.documents import LIBRARY

LENIENT = 2.5


@pytest.fixture(scope="module")
def seconds() -> dict[str, float]:
    return measure([report(number, "pdf") for number in range(4)], rounds=2)


@pytest.mark.parametrize(("what", "beside", "most"), RATIOS, ids=[ratio.what for ratio in RATIOS])
def test_work_stays_in_proportion(seconds: dict[str, float], what: str, beside: str, most: float) -> None:
    assert seconds[what] / seconds[beside] < LENIENT * most


# Text without end of each kind, of which all of a report may come in one line or in very many.
ENDLESS = {
    "numbers": "123.4 ",
    "amounts without a pause": "其中中央资金10万元",
    "amounts": "安排资金35.5万元，",
    "targets": "计划培训人数12人，实际13人，",
    "sentences": "计划培训人数12人，实际13人。",
    "brackets": "(1",
    "labels of columns": "预算:",
    "parts of words": "项 ",
    "lines": "数量 12\n",
    "funds": "预算资金100万元，实际支出90万元，执行率90%。\n",
    "rows": "|产出指标|数量指标|培训人数|12人|13人|10|10|\n",
}


@pytest.mark.parametrize("unit", ENDLESS.values(), ids=ENDLESS)
def test_extraction_takes_time_in_proportion_to_the_text(unit: str) -> None:
    head = (
        "|一级指标|二级指标|三级指标|年度指标值|实际完成值|分值|得分|\n|-|-|-|-|-|-|-|\n"
        if unit.startswith("|")
        else ""
    )
    few, many = (_extraction(head + unit * (length // len(unit))) for length in (4_000, 24_000))

    assert many < 14 * few  # 6 times the text; the square of that would be 36


def _extraction(text: str) -> float:
    """Seconds of the processor, but for what is loaded once."""
    language(LIBRARY).analyse("全年预算数10万元")
    document = readers.read(text.encode(), path="a.txt")
    started = time.process_time()
    pipeline.extract(document, LIBRARY)
    return time.process_time() - started


def test_a_worker_is_ready_soon() -> None:
    """Beside spaCy as it loads itself: 1.7 to 1.9 times, and 3.1 with jieba's whole dictionary and spaCy's commands."""
    ready = (
        "from extractor.bulk.desk import Desk; from extractor.bulk.settings import Settings; Desk(Settings()).warm()"
    )

    assert _processor_seconds(ready) / _processor_seconds("import spacy") < 2.7


def _processor_seconds(program: str) -> float:
    """The least of three processes that run `program`."""
    told = f"{program}\nimport time\nprint(time.process_time())"
    runs = [subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, check=True) for _ in range(3)]
    return min(float(run.stdout) for run in runs)
