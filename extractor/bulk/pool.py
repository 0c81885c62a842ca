"""A supervised pool of worker processes: every order is answered exactly once, whatever documents do.

One thread a worker hands it orders and waits; one clock ends workers whose document has had its time. A
document over which a worker ended is tried again alone, in a worker of its own with nothing beside it,
after all others: what was its neighbour's doing, or the machine's, does not stick to it.
"""

from __future__ import annotations

import queue
import threading
import time
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from extractor.bulk.orders import Answer, Order
from extractor.bulk.process import WORKER, Death, Worker, WorkerUnusable
from extractor.bulk.settings import Settings
from extractor.errors import PatternError

_TICK = 0.1  # seconds between looks at the clock
# Attempts that a document gets. SIGKILL comes from outside as often as not (the system for want of memory, a
# person), so it takes more of them before the document is blamed.
_ATTEMPTS, _ATTEMPTS_KILLED = 2, 6
# Workers in a row that may end before they are ready: by themselves, and killed from outside.
_STARTS, _STARTS_KILLED = 3, 100


class PoolBroken(Exception):
    """Workers cannot be started at all; the message is what the last one said."""


@dataclass(frozen=True, slots=True)
class Done:
    """An order and its answer; `attempts` it took, `longest` of them in seconds, and what a worker said last
    that ended over it."""

    order: Order
    answer: Answer
    attempts: int = 1
    said: str = ""
    longest: float = 0.0


@dataclass(frozen=True, slots=True)
class _Batch:
    """Orders for one worker, in order; `alone`: for a new one, with nothing else in any other's hands.

    Without orders there is to be a worker that could take some.
    """

    orders: Sequence[Order]
    alone: bool = False


@dataclass(frozen=True, slots=True)
class _Try:
    """An order and what came of handing it to a worker, None where nobody did; `last` of its batch."""

    order: Order
    result: Answer | Death | None
    last: bool
    seconds: float = 0.0


class Pool:
    """Workers that read documents; started as they are needed, ended with the pool. A context manager."""

    def __init__(self, settings: Settings, workers: int, command: Sequence[str] = WORKER) -> None:
        self.settings, self.command = settings, command
        self.stopping = threading.Event()
        self.closed = threading.Event()
        self.batches: queue.Queue[_Batch | None] = queue.Queue()
        self.results: queue.Queue[_Try | BaseException | None] = queue.Queue()
        self._hands = [_Hand(self) for _ in range(workers)]
        self._clock = threading.Thread(target=self._watch, daemon=True, name="clock")

    def prepare(self) -> None:
        """Have one worker ready before there is anything to do, to see whether it can use the patterns.

        Raises: PatternError, PoolBroken; the pool is of no more use then.
        """
        self._give(_Batch(()), 0)
        told = self.results.get()
        if isinstance(told, BaseException):
            self._end()
            raise told

    def __enter__(self) -> Pool:
        self._clock.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._end()
        self._clock.join()

    def _end(self) -> None:
        self.kill()
        for _hand in self._hands:
            self.batches.put(None)
        for hand in self._hands:
            hand.wait()

    def stop(self) -> None:
        """Let workers finish what they have in hand, and give them nothing new."""
        self.stopping.set()

    def kill(self) -> None:
        """End all workers at once; what they have in hand stays unanswered."""
        self.stopping.set()
        self.closed.set()
        for hand in self._hands:
            hand.kill()

    def busy(self) -> list[tuple[str, float]]:
        """Names of the documents in hand and for how many seconds, longest first."""
        now = time.monotonic()
        held = [held for hand in self._hands if (held := hand.held) is not None]
        return sorted(((order.name, now - since) for order, since in held), key=lambda one: -one[1])

    def run(self, batches: Iterable[Sequence[Order]]) -> Iterator[Done]:
        """The answers to all orders, as they come; orders of one batch go to one worker, in order.

        Batches are taken when workers need them. After `stop` unanswered orders are left out.
        Raises: PoolBroken.
        """
        suspects: deque[_Suspect] = deque()
        for tried in self._tries(_Batch(batch) for batch in batches):
            yield from _settled(_Suspect(tried.order), tried, suspects)
        while suspects and not self.stopping.is_set():
            suspect = suspects.popleft()
            for tried in self._tries([_Batch([suspect.order], alone=True)]):
                yield from _settled(suspect, tried, suspects)

    def _tries(self, batches: Iterable[_Batch]) -> Iterator[_Try]:
        """Every order of `batches` once, with at most two batches a worker in hand."""
        feed, open_batches = iter(batches), 0
        while True:
            while open_batches < 2 * len(self._hands) and not self.stopping.is_set():
                batch = next(feed, None)
                if batch is None:
                    break
                if batch.orders:
                    self._give(batch, open_batches)
                    open_batches += 1
            if not open_batches:
                return
            tried = self.results.get()
            if tried is None:
                continue
            if isinstance(tried, BaseException):
                self.kill()
                raise tried
            open_batches -= tried.last
            if tried.result is not None:
                yield tried

    def _give(self, batch: _Batch, others: int) -> None:
        for hand in self._hands[: others + 1]:
            hand.start()
        self.batches.put(batch)

    def _watch(self) -> None:
        while not self.closed.wait(_TICK):
            now = time.monotonic()
            for hand in self._hands:
                hand.end_if_late(now)


@dataclass(frozen=True, slots=True)
class _Suspect:
    """A document to be tried again; how often it was tried, for how long at most, and what its worker said last."""

    order: Order
    attempts: int = 0
    said: str = ""
    longest: float = 0.0


def _settled(before: _Suspect, tried: _Try, suspects: deque[_Suspect]) -> Iterator[Done]:
    """The answer that `tried` comes to; none where the document is put among the `suspects`."""
    result, attempts = tried.result, before.attempts + 1
    if result is None:
        return
    said = before.said if isinstance(result, Answer) else result.said or before.said
    longest = max(before.longest, tried.seconds)
    if attempts < _allowed(result):
        suspects.append(_Suspect(tried.order, attempts, said, longest))
        return
    answer = result if isinstance(result, Answer) else result.answer()
    yield Done(tried.order, answer, attempts, said, longest)


def _allowed(result: Answer | Death) -> int:
    """Attempts after which `result` stands."""
    if isinstance(result, Answer):
        return _ATTEMPTS if result.code == "out_of_memory" else 1  # the documents before it may have taken the memory
    if result.cause == "timeout":
        return 1
    return _ATTEMPTS_KILLED if result.cause == "killed" else _ATTEMPTS


class _Hand:
    """The thread that works with one worker at a time."""

    def __init__(self, pool: Pool) -> None:
        self._pool = pool
        self._thread = threading.Thread(target=self._work, daemon=True, name="hand")
        self._worker: Worker | None = None
        self._started = False
        self._seconds = 0.0  # that the last attempt took
        self.held: tuple[Order, float] | None = None

    def start(self) -> None:
        """Begin to work, unless it has."""
        if not self._started:
            self._started = True
            self._thread.start()

    def wait(self) -> None:
        """Wait until it has ended."""
        if self._started:
            self._thread.join()

    def kill(self) -> None:
        """End its worker at once."""
        worker = self._worker
        if worker is not None:
            worker.kill()

    def end_if_late(self, now: float) -> None:
        """End its worker if its document has had its time."""
        worker = self._worker
        if worker is not None:
            worker.end_if_late(now)

    def _work(self) -> None:
        try:
            while (batch := self._pool.batches.get()) is not None:
                self._do(batch)
        except BaseException as error:  # told where the answers are taken
            self._pool.results.put(error)
        finally:
            self._let_go()

    def _do(self, batch: _Batch) -> None:
        if batch.alone:
            self._let_go()
        if not batch.orders:
            self._result(None)
            self._pool.results.put(None)
        for number, order in enumerate(batch.orders, start=1):
            result = None if self._pool.stopping.is_set() else self._attempt(order)
            self._pool.results.put(_Try(order, result, number == len(batch.orders), self._seconds))

    def _attempt(self, order: Order) -> Answer | Death | None:
        """What came of the order; None where the pool was ended over it."""
        self.held = (order, time.monotonic())
        try:
            result = self._result(order)
        finally:
            self.held = None
        if isinstance(result, Death):
            self._let_go()
            return None if self._pool.closed.is_set() else result
        return result

    def _result(self, order: Order | None) -> Answer | Death | None:
        ended = killed = 0
        while not self._pool.closed.is_set():
            worker = self._usable()
            try:
                worker.await_ready()
                return None if order is None or self._pool.closed.is_set() else worker.work(order)
            except PatternError as error:
                if order is None:
                    raise
                raise PoolBroken(str(error)) from error
            except WorkerUnusable as error:
                self._let_go()
                ended, killed = ended + (not error.killed), killed + error.killed
                if ended >= _STARTS or killed >= _STARTS_KILLED:
                    raise PoolBroken(str(error)) from error
            finally:
                self._seconds = worker.seconds
        return None

    def _usable(self) -> Worker:
        if self._worker is not None and self._worker.is_worn:
            self._let_go()
        if self._worker is None:
            self._worker = Worker(self._pool.settings, self._pool.command)
        return self._worker

    def _let_go(self) -> None:
        worker, self._worker = self._worker, None
        if worker is not None:
            worker.close()
