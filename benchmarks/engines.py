"""What a coordinator can do: documents that take no time, through catalogue and shards; and a machine that is lost.

    python benchmarks/engines.py [load] [node] [--documents N]

`load` gives N documents (200,000) to an engine that answers at once with records of the usual size, and measures
what remains, also by tenths: taking inputs in, cutting shards, verifying parts, settling. Hashing and reading are left
out.
`node` reads with Ray on two nodes of this machine, kills one of them with all its processes, and compares the files
with those of an undisturbed run. Linux only.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import resource
import secrets
import signal
import sys
import tempfile
import threading
import time
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice, pairwise
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))  # for `benchmarks`

from benchmarks import chaos
from benchmarks.corpus import make_corpus
from extractor.bulk import shards
from extractor.bulk.catalogue import Catalogue
from extractor.bulk.cluster import Cluster, Outcome
from extractor.bulk.keys import Keys, keys_of
from extractor.bulk.looking import Lookout
from extractor.bulk.orders import Answer, Order
from extractor.bulk.pool import Done
from extractor.bulk.rows import Found
from extractor.bulk.settings import Settings
from extractor.bulk.shards import Means, run_shard

MEBIBYTE = 1024 * 1024
REPORTS, ROWS = 11_000, 6_000  # bytes of the packed parts of an ordinary record, as runs over PDF reports gave them
_TAKEN_IN = 1000  # inputs a transaction, as in a run


class NoWork:
    """Stands for the pool of a machine: answers at once, with records of the usual size that hold nothing."""

    def __init__(self, *_: object) -> None:
        self._filling = os.urandom(REPORTS + ROWS)

    def __enter__(self) -> NoWork:
        return self

    def __exit__(self, *_: object) -> None:
        return None

    def stop(self) -> None:
        """There is nothing in hand."""

    def run(self, batches: Iterable[Sequence[Order]]) -> Iterator[Done]:
        """An answer to each order."""
        facts = {"media_type": "application/pdf", "bytes": 250_000, "pages": 12, "indicators": 20, "funds": 6}
        for order in (order for batch in batches for order in batch):
            reports, rows = self._filling[:REPORTS], self._filling[REPORTS:]
            yield Done(order, Answer("ok", "extract", order.content, facts=facts, reports=reports, rows=rows))


class AtOnce:
    """An executor without machines: a shard is worked on when its outcome is asked for."""

    slots = 64

    def __init__(self) -> None:
        self._waiting: list[tuple[str, Path]] = []
        self.seconds = 0.0

    def __enter__(self) -> AtOnce:
        return self

    def __exit__(self, *_: object) -> None:
        return None

    def submit(self, shard: str, path: Path) -> None:
        """Keep it."""
        self._waiting.append((shard, path))

    def wait(self, seconds: float) -> list[Outcome]:
        """The first that was kept. What other machines would do is timed, to be taken off."""
        shard, path = self._waiting.pop(0)
        started = time.process_time()
        report = run_shard(str(path))
        self.seconds += time.process_time() - started
        return [Outcome(shard, report)]

    def cancel(self, shard: str) -> None:
        """Nothing is worked on."""


def load(documents: int) -> None:
    """Print what a coordinator does with so many documents a second, and what it needs for that."""
    shards.Pool = NoWork  # type: ignore[assignment,misc]
    settings = Settings()
    keys, executor = keys_of(settings), AtOnce()
    with tempfile.TemporaryDirectory() as folder, Catalogue(Path(folder)) as catalogue:
        catalogue.begin(keys)
        before = time.process_time()
        _take_in(catalogue, documents)
        taken_in = time.process_time() - before
        lookout = Lookout(catalogue, keys, settings.read_options(), Path(folder))
        with Cluster(Means(settings), executor, Path(folder) / "parts") as cluster:
            answers = cluster.run(lookout.batches(catalogue.pending(keys)))
            marks = [(0, 0.0, time.monotonic()), *_carried(catalogue, keys, answers, executor, documents // 10)]
        size = sum(file.stat().st_size for file in Path(folder).iterdir())
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    print(f"{documents} documents in shards of {shards.SIZE}, {2 * AtOnce.slots} of them given out")
    print(f"taken in     {documents / taken_in:10.0f} a second of the coordinator's processor")
    settled, wall = marks[-1][1], marks[-1][2] - marks[0][2]
    print(f"carried      {documents / settled:10.0f} a second: shards cut, parts verified, answers settled")
    print(f"by tenths    {' '.join(f'{_rate(*pair):.0f}' for pair in pairwise(marks))}")
    print(
        f"wall         {wall:10.0f} seconds, of which other machines' work took {executor.seconds:.0f} of the processor"
    )
    print(f"written      {_written() / documents:10.0f} bytes a document, shards and parts included")
    print(f"memory       {most / MEBIBYTE:10.0f} MiB")
    print(f"catalogue    {size / documents:10.0f} bytes a document, {size / MEBIBYTE:.0f} MiB")


_Mark = tuple[int, float, float]  # documents, seconds of the coordinator's processor, seconds of the wall


def _carried(
    catalogue: Catalogue, keys: Keys, answers: Iterator[Done], executor: AtOnce, every: int
) -> Iterator[_Mark]:
    """Settles all answers; how far it was after every so many."""
    before = time.process_time()
    for count, done in enumerate(answers, start=1):
        catalogue.settle(done, done.order.content, keys, keep_document=False)
        if count % every == 0:
            yield count, time.process_time() - before - executor.seconds, time.monotonic()


def _rate(before: _Mark, after: _Mark) -> float:
    return (after[0] - before[0]) / (after[1] - before[1])


def _written() -> int:
    """Bytes that this process has had written to a disk."""
    lines = Path("/proc/self/io").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("write_bytes:"))


def _take_in(catalogue: Catalogue, documents: int) -> None:
    numbers = iter(range(documents))
    while some := list(islice(numbers, _TAKEN_IN)):
        names = [f"{number // 1000:05}/{number:08}.pdf" for number in some]
        digests = [hashlib.sha256(name.encode()).hexdigest() for name in names]
        found = (
            Found(name, f"/archive/{name}", 250_000, 1, number, digest[:16])
            for name, number, digest in zip(names, some, digests, strict=True)
        )
        catalogue.found(found)
        catalogue.identified([(name, f"{digest}.pdf") for name, digest in zip(names, digests, strict=True)], [])


def node(documents: int) -> None:
    """Read with Ray on two nodes, kill one, and compare what comes out. Raises: SystemExit where it differs."""
    os.environ.update(RAY_AUTH_MODE="token", RAY_AUTH_TOKEN=secrets.token_hex(32), RAY_USAGE_STATS_ENABLED="0")
    from ray.cluster_utils import Cluster as Nodes

    with tempfile.TemporaryDirectory() as folder:
        archive, peace, loss = (Path(folder) / name for name in ("archive", "peace", "loss"))
        archive.mkdir()
        make_corpus(archive, documents, ("txt",))
        chaos.run(archive, peace)
        nodes = Nodes(initialize_head=True, head_node_args={"num_cpus": 1, "include_dashboard": False})
        second = nodes.add_node(num_cpus=1)
        started = time.monotonic()
        killer = threading.Thread(target=_kill_when_it_works, args=(second, loss), daemon=True)
        killer.start()
        chaos.run(archive, loss, "--engine", "ray", "--address", nodes.address)
        killer.join()
        nodes.shutdown()
        same = chaos.files(peace) == chaos.files(loss)
        print(f"a node of two killed: {time.monotonic() - started:.0f} s, files {'the same' if same else 'OTHERS'}")
        if not same:
            sys.exit(1)


def _kill_when_it_works(second: object, out: Path) -> None:
    """Kill a node's raylet, and with it all its workers, when the first shards are out."""
    while not any(out.glob(".shards/*.shard")):
        time.sleep(0.05)
    time.sleep(3.0)
    (raylet,) = second.all_processes["raylet"]  # type: ignore[attr-defined]
    os.kill(raylet.process.pid, signal.SIGKILL)


def main() -> None:
    """Measure what is asked for."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("parts", nargs="*", choices=["load", "node", []])
    parser.add_argument("--documents", type=int)
    given = parser.parse_args()
    parts = given.parts or ["load", "node"]
    if "load" in parts:
        load(given.documents or 200_000)
    if "node" in parts:
        node(given.documents or 1_000)


if __name__ == "__main__":
    main()
