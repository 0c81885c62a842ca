"""The engine for runs on many machines: shards out, parts in, whatever library carries them.

An executor knows how to have `run_shard` called somewhere and when that has ended, nothing else. Here are
shards cut, lost ones given out again, parts verified and taken in; the coordinator alone writes the catalogue.
"""

from __future__ import annotations

import hashlib
import shutil
import socket
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, suppress
from dataclasses import dataclass, replace
from itertools import chain, islice
from pathlib import Path
from typing import NamedTuple, Protocol

from extractor.bulk import shards
from extractor.bulk.keys import keys_of
from extractor.bulk.orders import Order
from extractor.bulk.pool import Done
from extractor.bulk.shards import Means, Report, WrongPart

_TICK = 0.2  # seconds between looks at the clock
_ATTEMPTS = 4  # that a shard gets: the first, and three where it is lost
_INFLIGHT = 2  # shards a slot that are given out: one is worked on, one waits
# What a shard may take more than the sum of its documents' limits before it is given up: starting processes, waiting.
_PATIENCE = 600.0  # seconds


class Outcome(NamedTuple):
    """How an attempt at a shard ended: with a report (JSON), or lost for the reason that `lost` gives."""

    shard: str
    report: str | None
    lost: str = ""


class EngineLost(Exception):
    """The engine cannot be reached, or loses a shard again and again; the run can be resumed."""


class ShardExecutor(Protocol):
    """Has shards worked on somewhere. A context manager: it connects, or starts what it needs, and ends it.

    Raises: EngineLost where its other side cannot be reached, here and in each method.
    """

    def __enter__(self) -> object:
        """Ready to take shards."""

    def __exit__(self, *_: object) -> None:
        """End all that is still worked on."""

    @property
    def slots(self) -> int:
        """Shards that can be worked on at the same time."""

    def submit(self, shard: str, path: Path) -> None:
        """Have `run_shard` called with `path` somewhere; `shard` is what its outcome will be known by."""

    def wait(self, seconds: float) -> list[Outcome]:
        """What has ended since, after at most so many seconds."""

    def cancel(self, shard: str) -> None:
        """End the attempt at a shard by force; it has no outcome."""


@dataclass(frozen=True, slots=True)
class _Flight:
    """A shard that is given out, with its orders but for their documents; `attempt` from 1, `due` on the clock."""

    shard: str
    orders: tuple[Order, ...]
    due: float
    attempt: int = 1


def parts_folder(dataset: Path, shared: Path | None) -> Path:
    """Where the shards of a run on `dataset` lie: in it, or in a folder that all machines see."""
    if shared is None:
        return dataset.absolute() / ".shards"
    place = hashlib.sha256(f"{socket.gethostname()} {dataset.absolute()}".encode()).hexdigest()[:16]
    return shared.absolute() / f"jixiao-{place}"


class Cluster:
    """Answers orders through `executor` by way of files in `folder`, which is gone at the end. A context manager."""

    def __init__(self, means: Means, executor: ShardExecutor, folder: Path, *, size: int = shards.SIZE) -> None:
        self._means, self._executor, self._folder, self._size = means, executor, folder, size
        self._keys = keys_of(means.settings)
        self._seconds = means.settings.seconds
        self._open: dict[str, _Flight] = {}
        self._stopping = False
        self._stack = ExitStack()

    def begin(self) -> None:
        """Nothing: machines are asked when there is work."""

    def prepare(self) -> None:
        """See whether the patterns can be used, before any machine is asked. Raises: PatternError."""
        from extractor import pattern_tests

        pattern_tests.refuse_failing(self._means.settings.library())

    def __enter__(self) -> Cluster:
        with ExitStack() as stack:
            stack.callback(shutil.rmtree, self._folder, ignore_errors=True)
            stack.enter_context(self._executor)
            shutil.rmtree(self._folder, ignore_errors=True)  # of a run that was killed
            self._folder.mkdir(mode=0o700, parents=True)
            self._stack = stack.pop_all()
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End all that was started; nothing where the cluster has been left."""
        self._stack.close()

    def stop(self) -> None:
        """Let workers finish the documents that they have in hand, and give them nothing new."""
        self._stopping = True
        with suppress(OSError):
            (self._folder / shards.STOP).touch()

    def kill(self) -> None:
        """Wait for nothing any more; what is in hand is ended when the engine is left."""
        self.stop()

    def busy(self) -> list[tuple[str, float]]:
        """Nothing: which documents other machines have in hand is not known here."""
        return []

    def run(self, batches: Iterable[Sequence[Order]]) -> Iterator[Done]:
        """The answers to all orders, shard by shard as they come. After `stop` unanswered ones are left out.

        Raises: EngineLost, OSError.
        """
        orders = chain.from_iterable(batches)
        while True:
            self._give_out(orders)
            if not self._open:
                return
            for outcome in self._executor.wait(_TICK):
                yield from self._taken_in(outcome)
            self._end_late(time.monotonic())

    def _give_out(self, orders: Iterator[Order]) -> None:
        """Give out shards as long as there is room; the same orders make the same shards however much there is."""
        while not self._stopping and len(self._open) < _INFLIGHT * self._executor.slots:
            some = tuple(islice(orders, self._size))
            if not some:
                return
            shard = shards.shard_id(self._keys, some)
            shards.write_shard(self._file(shard), self._means, some)
            self._submit(_Flight(shard, tuple(replace(order, document=None) for order in some), 0.0))

    def _submit(self, flight: _Flight) -> None:
        seconds = len(flight.orders) * self._seconds * _INFLIGHT + _PATIENCE
        self._open[flight.shard] = replace(flight, due=time.monotonic() + seconds)
        self._executor.submit(flight.shard, self._file(flight.shard))

    def _taken_in(self, outcome: Outcome) -> Iterator[Done]:
        flight = self._open.pop(outcome.shard)
        try:
            report = self._verified(flight, outcome)
        except (WrongPart, OSError, ValueError, TypeError, KeyError) as error:
            self._once_more(flight, str(error))
            return
        yield from shards.answers(self._folder, report, flight.orders)
        shards.remove(self._folder, flight.shard)

    def _verified(self, flight: _Flight, outcome: Outcome) -> Report:
        if outcome.report is None:
            raise WrongPart(outcome.lost)
        report = Report.from_json(outcome.report)
        shards.verify(self._folder, report, flight.orders)
        if report.count < len(flight.orders) and not self._stopping:
            raise WrongPart(f"only {report.count} of its {len(flight.orders)} documents were answered")
        return report

    def _once_more(self, flight: _Flight, why: str) -> None:
        """Give a lost shard out again, unless the run is to end anyway."""
        if self._stopping:
            return
        if flight.attempt == _ATTEMPTS:
            first = flight.orders[0].name
            raise EngineLost(f"the shard that begins with {first} was lost {_ATTEMPTS} times, last because: {why}")
        self._submit(replace(flight, attempt=flight.attempt + 1))

    def _end_late(self, now: float) -> None:
        for flight in [flight for flight in self._open.values() if now > flight.due]:
            self._executor.cancel(flight.shard)
            del self._open[flight.shard]
            self._once_more(flight, "it took longer than all its documents may")

    def _file(self, shard: str) -> Path:
        return self._folder / f"{shard}.shard"
