"""Side by side on generated reports: this reader, pdfplumber's text and tables, PDFium's bare text.

    python benchmarks/readers.py [KIND ...] [PAGES ...]

Reports are of the four kinds of `drawn_reports.py`, all of them where none is named. Prints CPU time a page (the
best of several runs, each reader in turn), its ratio to this reader's, the growth of memory while reading, and
whether the tables are those that were drawn; and how much memory the `Document` itself keeps, which grows with
the text. Each figure comes from a process of its own. Needs reportlab, which is among the extras for development.
"""

from __future__ import annotations

import gc
import io
import json
import resource
import subprocess
import sys
import time
import tracemalloc
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, NamedTuple

sys.path.insert(0, str(Path(__file__).parent.parent))  # for `benchmarks`

from benchmarks.drawn_reports import KINDS, Table, draw

if TYPE_CHECKING:
    from extractor.document import Document

PAGES = (10, 50, 200)
ROUNDS = 3  # best of; other work on the machine disturbs single runs


def document_of(data: bytes) -> Document:
    """The whole `Document`: text, places, blocks, tables."""
    from extractor.readers import read

    return read(data, path="report.pdf")


def with_this_reader(data: bytes) -> list[Table]:
    """Tables of the `Document`."""
    document = document_of(data)
    tables: list[Table] = []
    for table in document.tables:
        rows = [[""] * table.column_count for _ in range(table.row_count)]
        for cell in table.cells:
            rows[cell.row][cell.column] = document.cell_text(cell)
        tables.append(rows)
    return tables


def with_pdfplumber(data: bytes) -> list[Table]:
    """Text and tables of every page, each page let go afterwards."""
    import pdfplumber

    tables: list[Table] = []
    with pdfplumber.open(io.BytesIO(data)) as document:
        for page in document.pages:
            page.extract_text()
            for table in page.extract_tables():
                tables.append([[(text or "").replace("\n", "") for text in row] for row in table])
            page.close()
    return tables


def with_pdfium(data: bytes) -> list[Table]:
    """Bare text: no places, no tables."""
    import pypdfium2

    document = pypdfium2.PdfDocument(data)
    for index in range(len(document)):
        page = document[index]
        text = page.get_textpage()
        text.get_text_range()
        text.close()
        page.close()
    document.close()
    return []


READERS: dict[str, Callable[[bytes], list[Table]]] = {
    "this reader": with_this_reader,
    "pdfplumber": with_pdfplumber,
    "PDFium text": with_pdfium,
}


class Measured(NamedTuple):
    """One run: CPU seconds, bytes of memory at the peak beyond those of a small file, and the tables found."""

    seconds: float
    peak: int
    tables: list[Table]


def measure(name: str, file: Path, small: Path) -> Measured:
    """One run of the reader `name` on `file`, after one on the `small` file that loads all there is to load."""
    READERS[name](small.read_bytes())
    data, before = file.read_bytes(), _peak()
    started = time.process_time()
    tables = READERS[name](data)
    return Measured(time.process_time() - started, _peak() - before, tables)


def _peak() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def turn_pages(file: Path, small: Path) -> int:
    """Bytes by which memory grows while all pages are read one by one and none is kept."""
    from extractor.readers.limits import DEFAULTS
    from extractor.readers.pdf_reading import PdfReading

    document_of(small.read_bytes())
    data, before = file.read_bytes(), _peak()
    for _ in PdfReading(data, DEFAULTS).pages():
        pass
    return _peak() - before


def weigh(file: Path, small: Path) -> int:
    """Bytes that the `Document` of `file` keeps."""
    document_of(small.read_bytes())
    data = file.read_bytes()
    tracemalloc.start()
    document = document_of(data)
    gc.collect()
    kept, _ = tracemalloc.get_traced_memory()
    return kept if document.text else 0


def _in_own_process(*arguments: str | Path) -> Any:
    command = [sys.executable, __file__, *map(str, arguments)]
    return json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def compare(kinds: Sequence[str], counts: Sequence[int]) -> Iterator[str]:
    """Lines of the table of figures."""
    yield f"{'kind':<8} {'pages':>5}  {'reader':<12} {'ms/page':>8} {'ratio':>6} {'memory MB':>10}  tables"
    for kind in kinds:
        yield from _compare(kind, counts)


def _compare(kind: str, counts: Sequence[int]) -> Iterator[str]:
    with TemporaryDirectory() as folder:
        small = Path(folder) / "small.pdf"
        small.write_bytes(draw(2, kind).data)
        for pages in counts:
            file, drawn = Path(folder) / f"{pages}.pdf", draw(pages, kind)
            file.write_bytes(drawn.data)
            runs = [
                {name: Measured(*_in_own_process("--measure", name, file, small)) for name in READERS}
                for _ in range(ROUNDS)
            ]
            yield from (f"{kind:<8} {line}" for line in _lines(pages, runs, drawn.tables))
            kept, turned = (_in_own_process(what, file, small) / 1e6 for what in ("--weigh", "--turn"))
            yield f"{'':14}  this reader's Document keeps {kept:.1f} MB; pages read and dropped: {turned:.1f} MB"


def _lines(pages: int, runs: Sequence[dict[str, Measured]], drawn: list[Table]) -> Iterator[str]:
    ours = min(run["this reader"].seconds for run in runs)
    for name in READERS:
        seconds, peak = min(run[name].seconds for run in runs), max(run[name].peak for run in runs)
        found = runs[0][name].tables
        same = "-" if not found else "as drawn" if found == drawn else "DIFFERENT"
        yield f"{pages:>5}  {name:<12} {1000 * seconds / pages:8.2f} {seconds / ours:6.2f} {peak / 1e6:10.1f}  {same}"


def main(arguments: Sequence[str]) -> None:
    """One measurement, or all of them."""
    if arguments[:1] == ["--measure"]:
        print(json.dumps(measure(arguments[1], Path(arguments[2]), Path(arguments[3]))))
    elif arguments[:1] in (["--weigh"], ["--turn"]):
        of = weigh if arguments[0] == "--weigh" else turn_pages
        print(of(Path(arguments[1]), Path(arguments[2])))
    else:
        kinds, counts = [one for one in arguments if one in KINDS], [int(one) for one in arguments if one.isdigit()]
        for line in compare(kinds or list(KINDS), counts or PAGES):
            print(line, flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
