"""What extraction costs beside jieba and pdfplumber: generated PDF reports, everything in one run.

    python benchmarks/extraction.py [REPORTS]

CPU time, the best of several rounds in which each takes its turn; what is paid once in a process (dictionary, spaCy,
patterns) is paid before. Needs reportlab, which is among the extras for development.
"""

from __future__ import annotations

import io
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import jieba

sys.path.insert(0, str(Path(__file__).parent.parent))  # for `benchmarks`

from benchmarks.corpus import report
from extractor.bulk.desk import collect_seldom
from extractor.language import language, words
from extractor.outline import sentences
from extractor.patterns import load
from extractor.pipeline import extract
from extractor.quantity.reading import quantities, whole
from extractor.readers import read

if TYPE_CHECKING:
    from extractor.document import Document

REPORTS = 40
ROUNDS = 3  # best of; other work on the machine disturbs single runs
Run = Callable[[Sequence[bytes]], float]


class Ratio(NamedTuple):
    """Two of `RUNS`, and how many times the second the first may cost."""

    what: str
    beside: str
    most: float


def jieba_alone(files: Sequence[bytes]) -> float:
    """CPU seconds of jieba's words of the running text, from its whole dictionary with the same words added."""
    texts = [text for data in files for text in _texts(_document(data))]
    tokenizer = _jieba_itself()
    return _seconds(lambda: [list(tokenizer.cut(text)) for text in texts])


@lru_cache(maxsize=1)
def _jieba_itself() -> jieba.Tokenizer:
    tokenizer = jieba.Tokenizer()
    tokenizer.FREQ, tokenizer.total = tokenizer.gen_pfdict(tokenizer.get_dict_file())
    tokenizer.initialized = True
    for word in words(load()):
        tokenizer.add_word(word)
    return tokenizer


def segmentation_and_matching(files: Sequence[bytes]) -> float:
    """CPU seconds of words, quantities and cues of the same text."""
    pipeline = language(load())
    texts = [text for data in files for text in _texts(_document(data))]
    _forget()
    return _seconds(lambda: [pipeline.analyse(text) for text in texts])


def _forget() -> None:
    """Else the rounds after the first would find the same sentences and cells known."""
    quantities.cache_clear()
    whole.cache_clear()


def _texts(document: Document) -> list[str]:
    return [sentence.text for sentence in sentences(document, load(), [])]


def extraction(files: Sequence[bytes]) -> float:
    """CPU seconds from the documents as read to their reports; each document is seen for the first time."""
    documents = [_document(data) for data in files]
    _forget()
    return _seconds(lambda: [extract(document) for document in documents])


def reading(files: Sequence[bytes]) -> float:
    """CPU seconds from the bytes to the documents."""
    return _seconds(lambda: [_document(data) for data in files])


def pdf_to_report(files: Sequence[bytes]) -> float:
    """CPU seconds from the bytes to the reports."""
    _forget()
    return _seconds(lambda: [extract(_document(data)) for data in files])


def pdfplumber_alone(files: Sequence[bytes]) -> float:
    """CPU seconds of pdfplumber's text and tables of every page."""
    return _seconds(lambda: [_plumb(data) for data in files])


def _plumb(data: bytes) -> None:
    import pdfplumber

    with pdfplumber.open(io.BytesIO(data)) as document:
        for page in document.pages:
            page.extract_text()
            page.extract_tables()
            page.close()


def _document(data: bytes) -> Document:
    return read(data, path="report.pdf")


def _seconds(work: Callable[[], object]) -> float:
    started = time.process_time()
    work()
    return time.process_time() - started


RUNS: dict[str, Run] = {
    "jieba alone": jieba_alone,
    "segmentation and matching": segmentation_and_matching,
    "reading": reading,
    "extraction": extraction,
    "PDF to report": pdf_to_report,
    "pdfplumber alone": pdfplumber_alone,
}
RATIOS = (
    Ratio("segmentation and matching", "jieba alone", 3.0),
    Ratio("PDF to report", "pdfplumber alone", 1 / 3),
)


def measure(files: Sequence[bytes], rounds: int = ROUNDS) -> dict[str, float]:
    """CPU seconds of each of `RUNS` on `files`, the best of so many rounds."""
    for run in RUNS.values():
        run(files[:1])
    collect_seldom()  # as a worker does when it has loaded everything
    each = [{name: run(files) for name, run in RUNS.items()} for _ in range(rounds)]
    return {name: min(one[name] for one in each) for name in RUNS}


def lines(seconds: dict[str, float], reports: int) -> Iterator[str]:
    """The table of figures, as Markdown."""
    yield "| run | CPU ms a report | to jieba | to pdfplumber |"
    yield "| --- | ---: | ---: | ---: |"
    for name, spent in seconds.items():
        ratios = [spent / seconds[beside] for beside in ("jieba alone", "pdfplumber alone")]
        yield f"| {name} | {1000 * spent / reports:.2f} | {ratios[0]:.2f} | {ratios[1]:.3f} |"


def main(arguments: Sequence[str]) -> None:
    """Measure and print."""
    reports = int(arguments[0]) if arguments else REPORTS
    files = [report(number, "pdf") for number in range(reports)]
    seconds = measure(files)
    print("\n".join(lines(seconds, reports)))
    for what, beside, most in RATIOS:
        print(f"{what} costs {seconds[what] / seconds[beside]:.2f} times {beside}; the limit is {most:.2f}")


if __name__ == "__main__":
    main(sys.argv[1:])
