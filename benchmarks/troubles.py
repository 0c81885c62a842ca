"""One document of each kind of trouble among many good ones: the run that `tests/bulk/test_hostile.py` makes in small.

    python benchmarks/troubles.py [--good 200]

An endless loop, an allocation of 8 GiB, a crash in a parser, a file without permission (these four are what workers do
that obey their document), 100,000 pages, a ZIP bomb, an encrypted file, garbage, nothing at all. Prints how each ended
and ends with 1 where a good document is not read, a bad one has not its code, or an attempt took too long.
"""

from __future__ import annotations

import argparse
import csv
import json
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))  # for `tests`

from tests.bulk.test_hostile import PATIENCE, SECONDS, TROUBLES, ran, trouble


def main() -> int:
    """Do it and say what came of it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--good", type=int, default=200)
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        started = time.monotonic()
        out = ran(Path(name), trouble(), wanted.good).folder
        seconds = time.monotonic() - started
        with (out / "documents.csv").open(encoding="utf-8-sig", newline="") as file:
            rows = {row["path"]: row for row in csv.DictReader(file)}
        events = map(json.loads, (out / "run.jsonl").read_bytes().splitlines())
        took = {event["path"]: event for event in events if event["event"] == "document"}
    print("| document | code | attempts | longest, s |\n| --- | --- | ---: | ---: |")
    for path in TROUBLES:
        told = took.get(path, {"attempts": 0, "longest": 0.0})
        print(f"| {path} | `{rows[path]['error']}` | {told['attempts']} | {told['longest']:.1f} |")
    good = [row for path, row in rows.items() if path not in TROUBLES]
    read = sum(row["status"] == "ok" for row in good)
    print(f"\n{read} of {wanted.good} good ones read; {seconds:.0f} s in all")
    late = [path for path, event in took.items() if event["longest"] > SECONDS + PATIENCE]
    kept = read == len(good) == wanted.good and not late
    return 0 if kept and all(rows[path]["error"] == code for path, code in TROUBLES.items()) else 1


if __name__ == "__main__":
    sys.exit(main())
