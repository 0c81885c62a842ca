"""What becomes of malformed and malicious PDFs, each read in a process of its own: the table of docs/robustness.md.

    python benchmarks/robustness.py

The files are made by tests/readers/hostile_pdf.py. A process may take 8 GiB and 5 minutes here, far more
than reading allows itself, so that whatever goes beyond its own limits is seen.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).parent.parent))  # for `tests`

from extractor.errors import InputError
from extractor.readers import read
from extractor.readers.limits import ReadOptions
from tests.readers.hostile_pdf import KINDS, pdf


class Outcome(NamedTuple):
    """What became of a file: "read", the code of its error, or what must not be; CPU seconds, and MiB of memory."""

    status: str
    seconds: float
    memory: int


def outcome(file: Path) -> Outcome:
    """What becomes of reading `file` in this process, at most 8 GiB and 5 minutes allowed."""
    resource.setrlimit(resource.RLIMIT_AS, (8 << 30, 8 << 30))
    resource.setrlimit(resource.RLIMIT_CPU, (300, 300))
    read(pdf(), path="sound.pdf")
    before, started = _peak(), time.process_time()
    try:
        read(file.read_bytes(), path=file.name, options=ReadOptions(ocr="off"))
        status = "read"
    except InputError as error:
        status = error.code
    except Exception as error:
        status = f"escaped: {type(error).__name__}"
    return Outcome(status, time.process_time() - started, _peak() - before)


def _peak() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def apart(file: Path) -> Outcome:
    """The same in a process of its own."""
    command = [sys.executable, __file__, str(file)]
    done = subprocess.run(command, capture_output=True, text=True)
    return Outcome(*json.loads(done.stdout)) if not done.returncode else Outcome("crashed", 0.0, 0)


def main(arguments: Sequence[str]) -> None:
    """One file, or a line for each kind: how many, what became of them, and the worst of time and memory."""
    if arguments:
        print(json.dumps(outcome(Path(arguments[0]))))
        return
    print("| kind | files | outcome | longest, CPU s | most memory, MiB |\n|---|---|---|---|---|")
    with TemporaryDirectory() as folder:
        for kind, made in KINDS.items():
            seen = []
            for _, data in made():
                file = Path(folder) / "hostile.pdf"
                file.write_bytes(data)
                seen.append(apart(file))
            counts = Counter(one.status for one in seen).most_common()
            ends = ", ".join(f"{count} {status}" for status, count in counts)
            longest, most = max(one.seconds for one in seen), max(one.memory for one in seen)
            print(f"| {kind} | {len(seen)} | {ends} | {longest:.1f} | {most} |", flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
