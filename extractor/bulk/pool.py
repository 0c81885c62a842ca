"""A supervised pool of worker processes: every order is answered exactly once, whatever documents do.

One thread a worker hands it orders and waits; one clock ends workers whose document has had its time. A
document over which a worker ended is tried again alone, in a worker of its own with nothing beside it,
after all others: what was its neighbour's doing, or the machine's, does not stick to it.
"""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from extractor.bulk.hand import Batch, Desks, Hand, PoolBroken, Try
from extractor.bulk.orders import Answer, Order
from extractor.bulk.process import WORKER, Death
from extractor.bulk.settings import Settings
from extractor.bulk.staff import Staff

__all__ = ["Done", "Pool", "PoolBroken"]

_TICK = 0.1  # seconds between looks at the clock
# Attempts that a document gets. SIGKILL comes from outside as often as not (the system for want of memory, a
# person), so it takes more of them before the document is blamed.
_ATTEMPTS, _ATTEMPTS_KILLED = 2, 6


@dataclass(frozen=True, slots=True)
class Done:
    """An order and its answer; `attempts` it took, `longest` of them in seconds, and what a worker said last
    that ended over it."""

    order: Order
    answer: Answer
    attempts: int = 1
    said: str = ""
    longest: float = 0.0


class Pool:
    """Workers that read documents; started as they are needed, ended with the pool. A context manager.

    One that `reads_ahead` answers orders with the status `read` for as long as nobody can extract: who asked keeps
    the document, and orders its extraction later.
    """

    def __init__(
        self, settings: Settings, workers: int, command: Sequence[str] = WORKER, *, reads_ahead: bool = False
    ) -> None:
        self._staff = Staff(settings, command)
        self._shared = Desks(self._staff, reads_ahead)
        self._hands = [Hand(self._shared, first=number == 0) for number in range(workers)]
        self._clock = threading.Thread(target=self._watch, daemon=True, name="clock")

    def begin(self) -> None:
        """Let what workers need be loaded, since there will be work. `close` ends it, wherever the run ends."""
        for hand in self._hands[:2]:  # one loads, one reads meanwhile; more when there is work for them
            hand.start()

    def prepare(self) -> None:
        """Have one worker ready before there is anything to do, to see whether it can use the patterns.

        Raises: PatternError, PoolBroken; the pool is of no more use then.
        """
        self._give(Batch(()), 0)
        for _ in range(2):  # the first hand is awake, and has a worker
            told = self._shared.results.get()
            if isinstance(told, BaseException):
                self.close()
                raise told

    def __enter__(self) -> Pool:
        self._clock.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
        self._clock.join()

    def close(self) -> None:
        """End all workers and what makes them; nothing where that has been done."""
        self.kill()
        for _hand in self._hands:
            self._shared.batches.put(None)
        for hand in self._hands:
            hand.wait()
        self._staff.close()

    def stop(self) -> None:
        """Let workers finish what they have in hand, and give them nothing new."""
        self._shared.stopping.set()

    def kill(self) -> None:
        """End all workers at once; what they have in hand stays unanswered."""
        self._shared.stopping.set()
        self._shared.closed.set()
        self._staff.kill()
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
        for tried in self._tries(Batch(batch) for batch in batches):
            yield from _settled(_Suspect(tried.order), tried, suspects)
        while suspects and not self._shared.stopping.is_set():
            suspect = suspects.popleft()
            for tried in self._tries([Batch([suspect.order], alone=True)]):
                yield from _settled(suspect, tried, suspects)

    def _tries(self, batches: Iterable[Batch]) -> Iterator[Try]:
        """Every order of `batches` once."""
        feed, open_batches, ended = iter(batches), 0, False
        while True:
            while open_batches < self._room() and not ended and not self._shared.stopping.is_set():
                batch = next(feed, None)
                ended = batch is None
                if batch is not None and batch.orders:
                    self._give(batch, open_batches)
                    open_batches += 1
            if not open_batches and (ended or self._shared.stopping.is_set()):
                return
            tried = self._shared.results.get()
            if tried is None:
                continue
            if isinstance(tried, BaseException):
                self.kill()
                raise tried
            open_batches -= tried.last
            if tried.result is not None:
                yield tried

    def _room(self) -> int:
        """Batches that may be in hand at once: two for each worker that can take orders, one before any can."""
        return 2 * (len(self._hands) - self._staff.is_loading) or 1

    def _give(self, batch: Batch, others: int) -> None:
        for hand in self._hands[: others + 1]:
            hand.start()
        self._shared.batches.put(batch)

    def _watch(self) -> None:
        while not self._shared.closed.wait(_TICK):
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


def _settled(before: _Suspect, tried: Try, suspects: deque[_Suspect]) -> Iterator[Done]:
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
