"""Kills runs over an archive again and again, and compares what comes out in the end with an undisturbed run.

    python benchmarks/chaos.py [--kills 100] [--documents 400] [--seed 0]

Half of the kills (SIGKILL) hit the main process, half another one of the run, at random moments. A run whose main
process was killed is started again. A dataset that is finished before all kills are done is compared and begun anew.
Linux only.
"""

from __future__ import annotations

import argparse
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))  # for `benchmarks`

from benchmarks import processes
from benchmarks.corpus import make_corpus
from extractor.bulk.output import NOT_DETERMINISTIC

JIXIAO = (sys.executable, "-c", "import sys; from extractor.cli import main; sys.argv[0] = 'jixiao'; main()")
SOONEST, LATEST = 0.2, 2.5  # seconds from the start of a run, or from the last kill, to the next one


@dataclass
class Account:
    """What was done: kills of the main process and of workers, runs begun, datasets finished."""

    mains: int = 0
    workers: int = 0
    runs: int = 0
    finished: int = 0

    @property
    def kills(self) -> int:
        """All kills."""
        return self.mains + self.workers


def disturbed(archive: Path, folder: Path, kills: int, seed: int = 0) -> tuple[Account, list[dict[str, bytes]]]:
    """Datasets of `archive` made under so many kills, and an account of them. Raises: CalledProcessError."""
    chance, account, made = random.Random(seed), Account(), list[dict[str, bytes]]()
    while account.kills < kills or not made:
        out = folder / f"out{account.finished}"
        _finish(archive, out, kills, chance, account)
        made.append(files(out))
        account.finished += 1
    return account, made


def files(folder: Path) -> dict[str, bytes]:
    """All that has to be the same however the dataset in `folder` was made."""
    found = (file for file in folder.rglob("*") if file.is_file() and file.name not in NOT_DETERMINISTIC)
    return {str(file.relative_to(folder)): file.read_bytes() for file in found}


def run(archive: Path, out: Path, *others: str) -> None:
    """An undisturbed run. Raises: CalledProcessError."""
    subprocess.run(_command(archive, out, *others), check=True, stderr=subprocess.PIPE)


def _finish(archive: Path, out: Path, kills: int, chance: random.Random, account: Account) -> None:
    """Start runs until one ends by itself."""
    while True:
        account.runs += 1
        process = subprocess.Popen(_command(archive, out), stderr=subprocess.PIPE)
        while account.kills < kills and _still_runs(process, chance.uniform(SOONEST, LATEST)):
            if chance.random() < 0.5:
                process.kill()
                account.mains += 1
                break
            account.workers += _kill_one(sorted(processes.started(process.pid)), chance)
        _, said = process.communicate()
        if process.returncode == 0:
            return
        if process.returncode != -signal.SIGKILL:
            sys.stderr.buffer.write(said)
            raise subprocess.CalledProcessError(process.returncode, process.args, stderr=said)


def _still_runs(process: subprocess.Popen[bytes], seconds: float) -> bool:
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        return True
    return False


def _kill_one(pids: Sequence[int], chance: random.Random) -> bool:
    if not pids:
        return False
    try:
        os.kill(chance.choice(pids), signal.SIGKILL)
    except ProcessLookupError:
        return False
    return True


def _command(archive: Path, out: Path, *others: str) -> list[str]:
    return [*JIXIAO, "extract", str(archive), "-o", str(out), "--workers", "2", *others]


def main() -> int:
    """Do it and say what came of it; 1 if any dataset differs."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--documents", type=int, default=400)
    parser.add_argument("--seed", type=int, default=0)
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        make_corpus(folder / "in", wanted.documents)
        started = time.monotonic()
        run(folder / "in", folder / "undisturbed")
        plain = time.monotonic() - started
        account, made = disturbed(folder / "in", folder, wanted.kills, wanted.seed)
        same = sum(one == files(folder / "undisturbed") for one in made)
    print(f"{wanted.documents} documents, undisturbed in {plain:.1f} s")
    print(f"kills: {account.mains} of the main process, {account.workers} of workers, in {account.runs} runs")
    print(f"datasets finished: {account.finished}, the same as the undisturbed one: {same}")
    return 0 if same == account.finished else 1


if __name__ == "__main__":
    sys.exit(main())
