"""Shards: some hundred orders that go to another machine in one file, and come back as one file of answers.

A shard is written once by the coordinator: settings, then orders. What an engine carries is its path, and
`run_shard` is all that it runs. The part that comes back holds answers alone, by name; what differs from
attempt to attempt (times, memory) is told in the report, so that a repeated attempt writes the same bytes.
Both are frames (`frames.py`). Passwords stand in the shard's file, which its owner alone can read, and in no log.
"""

from __future__ import annotations

import hashlib
import json
import os
import secrets
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from itertools import groupby, takewhile
from pathlib import Path
from typing import Any, BinaryIO

from extractor.bulk import frames
from extractor.bulk.keys import Keys
from extractor.bulk.orders import Answer, Order
from extractor.bulk.pool import Done, Pool
from extractor.bulk.process import WORKER
from extractor.bulk.settings import Settings
from extractor.writers import whole_file

SIZE = 200  # orders of a shard; enough that an engine's milliseconds a task do not count, few enough to lose one
STOP = "stop"  # a file of this name beside the shards tells all of them to finish what they have in hand


@dataclass(frozen=True, slots=True)
class Means:
    """How a shard is worked on: settings, processes, and their program where it is not the usual one."""

    settings: Settings
    workers: int = 1
    command: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """What an attempt at a shard gives: where its part is, its SHA-256, how many answers it holds.

    `beside` has a row an answer, in the part's order: attempts, memory, seconds of both stages, last words.
    """

    part: str
    sha256: str
    count: int
    beside: tuple[tuple[Any, ...], ...]

    def to_json(self) -> str:
        """The report as an engine carries it."""
        return json.dumps(asdict(self))

    @classmethod
    def from_json(cls, text: str) -> Report:
        """What `to_json` wrote. Raises: ValueError, TypeError for anything else."""
        held = json.loads(text)
        return cls(**{**held, "beside": tuple(tuple(row) for row in held["beside"])})


def shard_id(keys: Keys, orders: Iterable[Order]) -> str:
    """Sixteen digits that follow from what is read and how, and not from who reads it or where."""
    documents = sorted((order.name, order.content) for order in orders)
    return hashlib.sha256(json.dumps([keys.read, keys.extract, documents]).encode()).hexdigest()[:16]


def write_shard(path: Path, means: Means, orders: Sequence[Order]) -> None:
    """Write the file of a shard. Raises: OSError."""
    with whole_file.draft(path) as beside, os.fdopen(_own(beside), "wb") as file:
        frames.write(file, asdict(means))
        for order in orders:
            frames.write(file, *order.frame())


def _own(path: Path) -> int:
    """A new file that its owner alone can read."""
    return os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)


def run_shard(path: str) -> str:
    """Work on the shard in the file `path` and write its part beside it; the report, as JSON.

    Where it was told to stop, the part holds what was answered by then.
    Raises: OSError where the folder cannot be reached from here, PoolBroken.
    """
    shard = Path(path)
    means, orders = _read_shard(shard)
    with tempfile.TemporaryFile() as spool:
        answered = _Spool(spool)
        with Pool(means.settings, means.workers, means.command or WORKER) as pool:
            stop = shard.with_name(STOP)
            for done in pool.run(takewhile(lambda _: not stop.exists(), _batches(orders))):
                answered.add(done)
                if stop.exists():  # also within the members of an archive
                    pool.stop()
        return answered.written(shard.with_name(f"{shard.stem}-{secrets.token_hex(4)}.part")).to_json()


def _read_shard(path: Path) -> tuple[Means, Iterator[Order]]:
    """Settings of a shard and its orders, which are read from the file one after the other."""
    file = path.open("rb")
    head = frames.read(file)
    if head is None:
        raise OSError(0, "holds no shard", str(path))
    command = head.head["command"]
    means = Means(Settings(**head.head["settings"]), head.head["workers"], command and tuple(command))
    return means, _orders(file)


def _orders(file: BinaryIO) -> Iterator[Order]:
    with file:
        while (frame := frames.read(file)) is not None:
            yield Order.of(frame)


def _batches(orders: Iterable[Order]) -> Iterator[list[Order]]:
    """Members of one archive together, so that it is opened once; files alone."""
    for _, group in groupby(orders, key=lambda order: order.path):
        yield list(group)


class _Spool:
    """Answers as they come, kept in a file until all are there and can be written by name."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._kept: list[tuple[str, int, tuple[Any, ...]]] = []

    def add(self, done: Done) -> None:
        """Keep an answer."""
        answer = done.answer
        self._kept.append(
            (done.order.name, self._file.tell(), (done.attempts, answer.resident, *answer.seconds, done.said))
        )
        steady = replace(answer, resident=0, seconds=(0.0, 0.0)).frame()
        frames.write(self._file, {"name": done.order.name, **steady.head}, steady.blobs)

    def written(self, part: Path) -> Report:
        """Write all of them into `part`. Raises: OSError."""
        self._kept.sort(key=lambda one: one[0])
        with whole_file.opened(part) as file:
            for _, place, _ in self._kept:
                self._file.seek(place)
                if (frame := frames.read(self._file)) is not None:
                    frames.write(file, *frame)
        return Report(part.name, _digest(part), len(self._kept), tuple(beside for _, _, beside in self._kept))


class WrongPart(Exception):
    """A part that is not what its report says; the message says in which way."""


def verify(folder: Path, report: Report, orders: Sequence[Order]) -> None:
    """Hold a part against its report and the orders that it answers. Raises: WrongPart, OSError."""
    part = folder / report.part
    if part.parent != folder or _digest(part) != report.sha256:
        raise WrongPart("its part is not the one that was written")
    with part.open("rb") as file:
        names = [frame.head.get("name") for frame in iter(lambda: frames.read(file), None)]
    if not len(names) == len(set(names)) == report.count == len(report.beside):
        raise WrongPart(f"its part holds {len(names)} answers and should hold {report.count}")
    if not {order.name for order in orders}.issuperset(names):
        raise WrongPart("its part answers what nobody asked")


def answers(folder: Path, report: Report, orders: Sequence[Order]) -> Iterator[Done]:
    """The answers of a part that was verified, one at a time, by name."""
    by_name = {order.name: order for order in orders}
    with (folder / report.part).open("rb") as file:
        for attempts, resident, reading, extracting, said in report.beside:
            frame = frames.read(file)
            if frame is None:
                raise WrongPart("its part was changed after it had been verified")
            order = by_name[frame.head.pop("name")]
            answer = replace(Answer.of(frame), resident=resident, seconds=(reading, extracting))
            yield Done(order, answer, attempts, said)


def remove(folder: Path, shard: str) -> None:
    """Remove the file of a shard and all its parts."""
    for file in folder.glob(f"{shard}*"):
        with suppress(FileNotFoundError):
            file.unlink()


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
