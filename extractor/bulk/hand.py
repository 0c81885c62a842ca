"""The thread that works with one worker at a time: hands it orders, waits, and replaces it when it ends."""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field

from extractor.bulk.orders import Answer, Order
from extractor.bulk.process import Death, Worker, WorkerUnusable
from extractor.bulk.staff import Staff
from extractor.errors import PatternError

# Workers in a row that may end before they are ready: by themselves, and killed from outside.
_STARTS, _STARTS_KILLED = 3, 100


class PoolBroken(Exception):
    """Workers cannot be started at all; the message is what the last one said."""


@dataclass(frozen=True, slots=True)
class Batch:
    """Orders for one worker, in order; `alone`: for a new one, with nothing else in any other's hands.

    Without orders there is to be a worker that could take some.
    """

    orders: Sequence[Order]
    alone: bool = False


@dataclass(frozen=True, slots=True)
class Try:
    """An order and what came of handing it to a worker, None where nobody did; `last` of its batch."""

    order: Order
    result: Answer | Death | None
    last: bool
    seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class Desks:
    """What hands share: where work comes from and goes to, who makes workers, and whether it is to go on.

    A result of None says that a hand can take orders.
    """

    staff: Staff
    reads_ahead: bool = False
    batches: queue.Queue[Batch | None] = field(default_factory=queue.Queue)
    results: queue.Queue[Try | BaseException | None] = field(default_factory=queue.Queue)
    stopping: threading.Event = field(default_factory=threading.Event)
    closed: threading.Event = field(default_factory=threading.Event)


class Hand:
    """One of the threads; the `first` has the workers' process loaded before there is anything to do.

    While it waits for that, the others have documents read by workers that know no patterns.
    """

    def __init__(self, shared: Desks, *, first: bool) -> None:
        self._shared, self._first = shared, first
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
            self._wake()
            while (batch := self._shared.batches.get()) is not None:
                self._do(batch)
        except BaseException as error:  # told where the answers are taken
            self._shared.results.put(error)
        finally:
            self._let_go()

    def _wake(self) -> None:
        """Have a worker before there is an order: one that can extract, or that reads until such can be made."""
        if self._first:
            with suppress(WorkerUnusable, PatternError):  # told when there is an order
                self._worker = self._shared.staff.worker()
            self._shared.results.put(None)
        elif self._shared.reads_ahead and self._shared.staff.is_loading:
            self._worker = self._shared.staff.reader()

    def _do(self, batch: Batch) -> None:
        if batch.alone:
            self._let_go()
        if not batch.orders:
            self._result(None, ahead=False)
            self._shared.results.put(None)
        for number, order in enumerate(batch.orders, start=1):
            result = None if self._shared.stopping.is_set() else self._attempt(order, ahead=not batch.alone)
            self._shared.results.put(Try(order, result, number == len(batch.orders), self._seconds))

    def _attempt(self, order: Order, *, ahead: bool) -> Answer | Death | None:
        """What came of the order, which may be read `ahead`; None where the pool was ended over it."""
        self.held = (order, time.monotonic())
        try:
            result = self._result(order, ahead=ahead and order.document is None and order.quoted is None)
        finally:
            self.held = None
        if isinstance(result, Death):
            self._let_go()
            return None if self._shared.closed.is_set() else result
        return result

    def _result(self, order: Order | None, *, ahead: bool) -> Answer | Death | None:
        ended = killed = 0
        while not self._shared.closed.is_set():
            try:
                return self._handed(order, ahead=ahead)
            except PatternError as error:
                if order is None:
                    raise
                raise PoolBroken(str(error)) from error
            except WorkerUnusable as error:
                self._let_go()
                ended, killed = ended + (not error.killed), killed + error.killed
                if ended >= _STARTS or killed >= _STARTS_KILLED:
                    raise PoolBroken(str(error)) from error
        return None

    def _handed(self, order: Order | None, *, ahead: bool) -> Answer | Death | None:
        worker = self._usable(ahead=ahead)
        try:
            worker.await_ready()
            return None if order is None or self._shared.closed.is_set() else worker.work(order)
        finally:
            self._seconds = worker.seconds

    def _usable(self, *, ahead: bool) -> Worker:
        staff = self._shared.staff
        ahead = ahead and staff.is_loading and self._shared.reads_ahead
        if self._worker is not None and (self._worker.is_worn or (self._worker.reads_only and not ahead)):
            self._let_go()
        if self._worker is None:
            self._worker = staff.reader() if ahead else staff.worker()
        return self._worker

    def _let_go(self) -> None:
        worker, self._worker = self._worker, None
        if worker is not None:
            worker.close()
