"""Hostile documents of all kinds in one run with good ones: what becomes of each kind, and whether the promise holds.

    python benchmarks/hostile.py [--good 50] [--seconds 10] [--memory 1536]

The files are made by tests/readers/hostile_*.py. Ends with 1 where a law is broken: each input in one status,
each attempt within its time and 3 seconds, each worker within its memory, good documents as without the bad ones, no
text left out of a PDF in which PDFium or pdfplumber alone finds some: characters that have a size and a place, in a
font that says which they are. The parsers alone take a minute at most for a file. Linux only.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import subprocess
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))  # for `benchmarks` and `tests`

from benchmarks import chaos, processes
from benchmarks.corpus import make_corpus
from tests.readers.hostile_files import FILES
from tests.readers.hostile_giants import GIANTS
from tests.readers.hostile_pdf import KINDS

STATUSES = {"ok", "partial", "failed", "duplicate"}
PATIENCE = 3.0  # seconds behind the limit after which an attempt has to have ended
_MIB = 1024 * 1024
_ALONE_SECONDS = 20  # of a processor; they hang over some for ever
_NAMELESS = "do not say which characters"  # in the message of a PDF whose text cannot be known
# Characters that each parser alone finds, at most 4 GiB and some seconds allowed.
_ALONE = """
import resource, sys
resource.setrlimit(resource.RLIMIT_AS, (4 << 30, 4 << 30))
resource.setrlimit(resource.RLIMIT_CPU, (int(sys.argv[3]),) * 2)
if sys.argv[1] == "pdfium":
    import pypdfium2
    document = pypdfium2.PdfDocument(sys.argv[2])
    found = "".join(document[n].get_textpage().get_text_range() for n in range(min(len(document), 5)))
else:
    import pdfplumber
    pages = [page.filter(lambda one: abs(one.get("top", 0)) < 1e6 and 0 < one.get("size", 1) < 1e6)
             for page in pdfplumber.open(sys.argv[2]).pages[:5]]
    found = "".join(char["text"] for page in pages for char in page.chars if char["upright"])
print(len("".join(found.split())))
"""


def make_bad(folder: Path) -> None:
    """All hostile files, in a folder for each kind."""
    for kind, made in KINDS.items():
        for number, (_, data) in enumerate(made(), start=1):
            _write(folder / f"PDF, {kind}" / f"{number}.pdf", data)
    for name, make in GIANTS.items():
        _write(folder / "PDF, giants" / f"{name}.pdf", make())
    for name, make in FILES.items():
        _write(folder / name.rpartition(".")[2].upper() / name, make())


def _write(file: Path, data: bytes) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(data)


def run(archive: Path, out: Path, others: Sequence[str]) -> int:
    """Read `archive`; the most memory, in bytes, that one process of the run held. Raises: CalledProcessError."""
    command = [*chaos.JIXIAO, "extract", str(archive), "-o", str(out), "--workers", "2", "--ocr", "off", *others]
    process, peak = subprocess.Popen(command, stderr=subprocess.DEVNULL), 0
    while process.poll() is None:
        peak = max([peak, *map(processes.peak_bytes, processes.started(process.pid))])
        time.sleep(0.2)
    if process.returncode not in (0, 1):
        raise subprocess.CalledProcessError(process.returncode, command)
    return peak


def good_lines(out: Path) -> dict[str, list[bytes]]:
    """Of each file of a dataset the lines on good documents."""
    files = {name: data for name, data in chaos.files(out).items() if name.endswith((".csv", ".jsonl"))}
    return {name: [line for line in data.splitlines() if b"good/" in line] for name, data in files.items()}


def documents(out: Path) -> dict[str, dict[str, str]]:
    """The rows of documents.csv by path."""
    with (out / "documents.csv").open(encoding="utf-8-sig", newline="") as file:
        return {row["path"]: row for row in csv.DictReader(file)}


def longest(out: Path) -> dict[str, float]:
    """Seconds of the longest attempt at each document that was read."""
    events = map(json.loads, (out / "run.jsonl").read_bytes().splitlines())
    return {event["path"]: event["longest"] for event in events if event["event"] == "document"}


def left_out(archive: Path, rows: Mapping[str, Mapping[str, str]]) -> list[str]:
    """PDFs that were told to be without text, or broken, in which a parser alone finds some."""
    silent = [
        path
        for path, row in rows.items()
        if row["error"] in ("no_text", "corrupt") and path.endswith(".pdf") and _NAMELESS not in row["message"]
    ]
    asked = [(path, parser) for path in silent for parser in ("pdfium", "pdfplumber")]
    with ThreadPoolExecutor(os.cpu_count()) as threads:
        found = threads.map(lambda one: _alone(one[1], archive / one[0]), asked)
        return sorted({path for (path, _), count in zip(asked, found, strict=True) if count})


def _alone(parser: str, file: Path) -> int:
    command = [sys.executable, "-c", _ALONE, parser, str(file), str(_ALONE_SECONDS)]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=3 * _ALONE_SECONDS)
    except subprocess.TimeoutExpired:
        return 0
    return int(done.stdout) if not done.returncode else 0


def table(rows: Mapping[str, Mapping[str, str]], took: Mapping[str, float]) -> Iterator[str]:
    """A line for each kind: how many inputs, what became of them, seconds of the longest attempt."""
    kinds = defaultdict[str, list[str]](list)
    for path in rows:
        kinds[path.split("/")[1] if path.startswith("bad/") else "good ones"].append(path)
    yield "| kind | inputs | outcome | longest attempt, s |\n| --- | ---: | --- | ---: |"
    for kind, paths in kinds.items():
        ends = Counter(rows[path]["error"] or rows[path]["status"] for path in paths).most_common()
        said = ", ".join(f"{count} {end}" for end, count in ends)
        yield f"| {kind} | {len(paths)} | {said} | {max(took.get(path, 0.0) for path in paths):.1f} |"


def broken(folder: Path, wanted: argparse.Namespace, peak: int) -> Iterator[str]:
    """The laws that do not hold, in words."""
    rows, took = documents(folder / "out"), longest(folder / "out")
    made = {str(path.relative_to(folder / "in")) for path in (folder / "in").rglob("*") if path.is_file()}
    if (
        not made <= {path.partition("!/")[0] for path in rows}
        or not {row["status"] for row in rows.values()} <= STATUSES
    ):
        yield "inputs without a status"
    yield from (f"{path}: {took[path]:.1f} s" for path in took if took[path] > wanted.seconds + PATIENCE)
    if peak > wanted.memory * _MIB:
        yield f"a process with {peak // _MIB} MiB"
    if good_lines(folder / "out") != good_lines(folder / "undisturbed"):
        yield "good documents that are read differently"
    yield from (f"{path}: text left out" for path in left_out(folder / "in", rows))


def main() -> int:
    """Do it and say what came of it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--good", type=int, default=50)
    parser.add_argument("--seconds", type=int, default=10)
    parser.add_argument("--memory", type=int, default=1536, help="MiB")
    wanted = parser.parse_args()
    others = ["--limit", f"max_seconds={wanted.seconds}", "--limit", f"max_unpacked_bytes={64 * _MIB}"]
    others += ["--memory", str(wanted.memory)]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        make_corpus(folder / "in" / "good", wanted.good)
        run(folder / "in", folder / "undisturbed", others)
        make_bad(folder / "in" / "bad")
        peak = run(folder / "in", folder / "out", others)
        print(*table(documents(folder / "out"), longest(folder / "out")), sep="\n")
        ends = Counter(row["status"] for row in documents(folder / "out").values())
        print(f"\n{ends.total()} inputs: {', '.join(f'{count} {end}' for end, count in sorted(ends.items()))}")
        print(f"most memory of a process: {peak // _MIB} MiB", flush=True)
        faults = list(broken(folder, wanted, peak))
    print(*faults or ["all laws hold"], sep="\n")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
