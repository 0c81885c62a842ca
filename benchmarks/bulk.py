"""Runs over generated archives: what a second worker, a second run and changed patterns cost, and how memory grows.

    python benchmarks/bulk.py [throughput] [again] [patterns] [memory] [--scale N]

Without names all four are measured. `--scale` divides the numbers of documents (200, 1000, 1000, 2000 and 10000).
The package is compiled first, as it is where pip has installed it.
Times are of the wall where the machine's use is the question, of the processors where the work is. Linux only.
"""

from __future__ import annotations

import argparse
import compileall
import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))  # for `benchmarks`

import extractor
from benchmarks import processes
from benchmarks.chaos import JIXIAO
from benchmarks.corpus import make_corpus

MEBIBYTE = 1024 * 1024
OWN_PATTERN = """[[pattern]]
id = "own.cue"
finder = "cue"
field = "stage"
value = "executed"
labels = ["花去了"]
source = "measurement"
hits = [{ text = "花去了" }, { text = "共花去了3万元" }]
misses = ["花园"]
"""


@dataclass(frozen=True)
class Cost:
    """What a run took: seconds of the wall, seconds of processors in all its processes, memory of its main process."""

    wall: float
    processors: float
    main_bytes: int


def run(archive: Path, out: Path, *others: str) -> Cost:
    """One run of `jixiao extract`. Raises: CalledProcessError."""
    before, started, most = os.times(), time.monotonic(), 0
    command = [*JIXIAO, "extract", str(archive), "-o", str(out), *others]
    process = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    while process.poll() is None:
        most = max(most, processes.peak_bytes(process.pid))
        time.sleep(0.02)
    wall, after = time.monotonic() - started, os.times()
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    used = after.children_user + after.children_system - before.children_user - before.children_system
    return Cost(wall, used, most)


def throughput(folder: Path, scale: int) -> None:
    """One worker against two."""
    count = 200 // scale
    make_corpus(folder / "in", count, ("pdf",))
    one, two = (run(folder / "in", folder / f"out{workers}", "--workers", str(workers)) for workers in (1, 2))
    print(f"{count} PDFs: 1 worker {one.wall:.1f} s, 2 workers {two.wall:.1f} s, {one.wall / two.wall:.2f} times")


def again(folder: Path, scale: int) -> None:
    """A second run over what has not changed."""
    count = 1000 // scale
    make_corpus(folder / "in", count, ("pdf",))
    first, second = (run(folder / "in", folder / "out", "--workers", "2") for _ in range(2))
    print(f"{count} PDFs: first run {first.wall:.1f} s, again {second.wall:.2f} s, 1/{first.wall / second.wall:.0f}")


def patterns(folder: Path, scale: int) -> None:
    """Changed patterns against the extraction alone of the same documents."""
    count = 1000 // scale
    make_corpus(folder / "in", count, ("pdf",))
    (folder / "own").mkdir()
    (folder / "own" / "own.toml").write_text(OWN_PATTERN, encoding="utf-8")
    run(folder / "in", folder / "out", "--workers", "2")
    changed = run(folder / "in", folder / "out", "--workers", "2", "--patterns", str(folder / "own"))
    alone = _extraction_alone(folder / "in", folder / "own")
    print(f"{count} PDFs: changed patterns {changed.processors:.1f} CPU s, extraction alone {alone:.1f} CPU s")
    print(f"ratio: {changed.processors / alone:.2f}")


def memory(folder: Path, scale: int) -> None:
    """The main process over a small archive and one five times as large."""
    peaks = []
    for count in (2000 // scale, 10_000 // scale):
        make_corpus(folder / f"in{count}", count, ("txt",))
        cost = run(folder / f"in{count}", folder / f"out{count}", "--workers", "2")
        peaks.append(cost.main_bytes)
        print(f"{count} texts: {cost.wall:.0f} s, main process {cost.main_bytes / MEBIBYTE:.0f} MiB")
    print(f"growth: {(peaks[1] / peaks[0] - 1) * 100:.0f} %")


def _extraction_alone(archive: Path, own: Path) -> float:
    """Seconds of processor that one worker's desk, warm already, takes to extract from all documents as kept."""
    from extractor.bulk.desk import Desk
    from extractor.bulk.orders import Order
    from extractor.bulk.settings import Settings

    reading, extracting = Desk(Settings()), Desk(Settings(patterns=str(own)))
    extracting.warm()
    used = 0.0
    for path in sorted(archive.iterdir()):
        kept = reading.answer(Order(path.name, str(path), "")).document
        started = time.process_time()
        extracting.answer(Order(path.name, str(path), "", document=kept))
        used += time.process_time() - started
    return used


MEASUREMENTS = {one.__name__: one for one in (throughput, again, patterns, memory)}


def main() -> None:
    """Measure what is named."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", choices=[[], *MEASUREMENTS], default=[])
    parser.add_argument("--scale", type=int, default=1)
    wanted = parser.parse_args()
    compileall.compile_dir(extractor.__path__[0], quiet=1)
    for name in wanted.names or MEASUREMENTS:
        with tempfile.TemporaryDirectory() as folder:
            MEASUREMENTS[name](Path(folder), wanted.scale)


if __name__ == "__main__":
    main()
