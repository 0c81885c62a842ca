"""A whole run, from what the user named to the dataset: the order of work. The tour of `bulk` begins here.

found → looked at (hashes) → ordered → answered by workers → settled in the catalogue → written, by path

Archives give members when they have been opened: then there is a second round. A run that ends before
its time, however it does, is continued by the next one on the same folder.
"""

from __future__ import annotations

import json
import logging
import tempfile
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Protocol

from extractor.bulk import listing, memory, output
from extractor.bulk.archives import content_id
from extractor.bulk.catalogue import GIVEN_UP_AFTER, Catalogue
from extractor.bulk.finding import found
from extractor.bulk.journal import Journal
from extractor.bulk.keys import keys_of, means_of
from extractor.bulk.listing import Tally
from extractor.bulk.lock import locked
from extractor.bulk.looking import Lookout
from extractor.bulk.orders import Order, failed
from extractor.bulk.pool import Done
from extractor.bulk.request import Request
from extractor.bulk.rows import Pending

log = logging.getLogger(__name__)

_BATCH = 1000  # inputs taken into the catalogue at a time
_MEANS = "means"
_GIVEN_UP = f"{GIVEN_UP_AFTER} runs ended while it was being read; look at run.jsonl, and at the file"


class Engine(Protocol):
    """What answers orders: a pool of processes here, or a cluster. A context manager."""

    def begin(self) -> None:
        """Start what takes time, since there will be work. `close` ends it, wherever the run ends."""

    def prepare(self) -> None:
        """See whether the patterns can be used, before anything is written. Raises: PatternError."""

    def __enter__(self) -> object:
        """Ready to run."""

    def __exit__(self, *_: object) -> None:
        """End all that was started."""

    def run(self, batches: Iterable[Sequence[Order]]) -> Iterator[Done]:
        """The answers to all orders, as they come. After `stop` unanswered ones are left out."""

    def stop(self) -> None:
        """Finish what is in hand, take nothing new."""

    def kill(self) -> None:
        """Finish nothing any more. May be called while another method waits."""

    def close(self) -> None:
        """End all that was started, where the engine was not entered too. May be called again."""

    def busy(self) -> list[tuple[str, float]]:
        """Names of documents in hand and for how many seconds, longest first."""


class Watcher(Protocol):
    """Who is told how a run goes on."""

    def found(self, count: int) -> None:
        """So many inputs are known by now."""

    def answered(self, done: Done) -> None:
        """A document is done."""

    @property
    def stopped(self) -> bool:
        """Whether the run is to end early."""


@dataclass(frozen=True, slots=True)
class Ended:
    """How a run ended: totals, whether it was stopped early, how many documents it read and whether it wrote."""

    tally: Tally
    stopped: bool
    answered: int
    written: bool


def run(request: Request, engine: Engine, watcher: Watcher) -> Ended:
    """Carry out `request` with `engine`.

    Raises: lock.Held, sqlite3.Error, OSError, PoolBroken, EngineLost.
    """
    request.folder.mkdir(parents=True, exist_ok=True)
    with ExitStack() as stack:
        stack.enter_context(locked(request.folder))
        catalogue = stack.enter_context(Catalogue(request.folder, durable=request.durable))
        journal = stack.enter_context(Journal(request.folder))
        return _Run(request, engine, watcher, catalogue, journal).carried_out()


class _Run:
    """One run; `answered` counts the documents that workers were given."""

    def __init__(
        self, request: Request, engine: Engine, watcher: Watcher, catalogue: Catalogue, journal: Journal
    ) -> None:
        self._request, self._engine, self._watcher = request, engine, watcher
        self._catalogue, self._journal = catalogue, journal
        self._keys = keys_of(request.settings)
        self._answered = 0

    def carried_out(self) -> Ended:
        """Do all of it, or all that could be done before it was stopped."""
        self._journal.tell("run_started", run=self._catalogue.run + 1, inputs=list(self._request.arguments))
        started = time.monotonic()
        self._catalogue.begin(self._keys)
        self._catalogue.note(memory.NAME, memory.to_json(self._request))
        self._forget()
        with tempfile.TemporaryDirectory() as spool:
            lookout = Lookout(self._catalogue, self._keys, self._request.settings.read_options(), Path(spool))
            whole = self._find(Path(spool))
            if whole:
                self._work(lookout)
        self._catalogue.put_back()
        if whole:
            self._catalogue.forget_removed()
        ended = self._end(whole)
        self._journal.tell(
            "run_ended",
            stopped=ended.stopped,
            answered=ended.answered,
            written=ended.written,
            seconds=round(time.monotonic() - started, 3),
            **ended.tally.statuses,
        )
        return ended

    def _forget(self) -> None:
        """Forget failures that are to be tried again: those asked for, and those for want of what there is now."""
        if self._request.forget is not None:
            self._catalogue.forget_failed(self._request.forget)
        before = json.loads(self._catalogue.meta(_MEANS) or "{}")
        means = means_of(self._request.settings)
        changed = [code for code, there_is in means.items() if before.get(code) != there_is]
        if changed:
            self._catalogue.forget_failed(changed)
            self._catalogue.note(_MEANS, json.dumps(means))

    def _find(self, spool: Path) -> bool:
        """Take the inputs in; whether all of them could be."""
        inputs = found(self._request.arguments, self._request.folder, self._request.chosen, spool)
        while some := list(islice(inputs, _BATCH)):
            self._catalogue.found(some, look_again=self._request.look_again)
            self._watcher.found(self._catalogue.count())
            if self._watcher.stopped:
                return False
        if self._request.keep_removed:
            self._catalogue.adopt_removed()
        if self._request.limit is not None:
            self._catalogue.keep_only(self._request.limit, by_chance=False)
        if self._request.sample is not None:
            self._catalogue.keep_only(self._request.sample, by_chance=True)
        self._watcher.found(self._catalogue.count())
        return True

    def _work(self, lookout: Lookout) -> None:
        with self._engine:
            self._answer_all(lookout, members=False)
            while self._catalogue.expand():
                self._watcher.found(self._catalogue.count())
                self._answer_all(lookout, members=True)
            for members in (False, True):
                while self._answer_late(lookout, self._catalogue.pending(self._keys, members=members, late=True)):
                    pass

    def _answer_all(self, lookout: Lookout, *, members: bool) -> None:
        """Have all answered that is open; what was only read comes again, until nothing was."""
        while self._answer(lookout, self._catalogue.pending(self._keys, members=members)):
            pass

    def _answer(self, lookout: Lookout, pending: Iterable[Pending]) -> bool:
        """Have `pending` answered; whether some of it was only read."""
        comes_again = False
        for done in self._engine.run(lookout.batches(pending)):
            comes_again |= not self._settled(done)
            lookout.let_go(done.order)
        return comes_again

    def _answer_late(self, lookout: Lookout, pending: Iterable[Pending]) -> bool:
        """Documents that were in hand when run after run ended: with nothing beside them, and not for ever."""
        comes_again = False
        for batch in lookout.batches(pending, late=True):
            for order in batch:
                if self._watcher.stopped:
                    return False
                if self._catalogue.interruptions(order.content) >= GIVEN_UP_AFTER:
                    self._settle(Done(order, failed("interrupted", _GIVEN_UP)))
                    continue
                for done in self._engine.run([[order]]):
                    comes_again |= not self._settled(done)
        return comes_again

    def _settled(self, done: Done) -> bool:
        """Take in what became of an order; whether that was all."""
        order, answer = done.order, done.answer
        if answer.status != "read":
            self._settle(done)
            return True
        same = answer.sha256 is not None and content_id(answer.sha256, order.name) == order.content
        self._catalogue.put_aside(order, answer.document if same else None, self._keys)
        self._journal.tell("read", path=order.name, content=order.content, reading=round(answer.seconds[0], 3))
        return False

    def _settle(self, done: Done) -> None:
        order, answer = done.order, done.answer
        content = content_id(answer.sha256, order.name) if answer.sha256 else order.content
        self._catalogue.settle(done, content, self._keys, keep_document=self._request.keep_documents)
        self._answered += 1
        log.info("%s: %s", order.name, answer.status)
        reading, extracting = answer.seconds
        self._journal.tell(
            "document",
            path=order.name,
            content=content,
            status=answer.status,
            code=answer.code,
            stage=answer.stage,
            attempts=done.attempts,
            longest=round(done.longest, 3),
            reading=round(reading, 3),
            extracting=round(extracting, 3),
            resident=answer.resident,
            said=done.said or None,
        )
        self._watcher.answered(done)

    def _end(self, whole: bool) -> Ended:
        told = listing.tally(self._catalogue.entries(self._keys))
        written = whole and output.write(self._catalogue, self._request.folder, self._request.form, told)
        return Ended(told, self._watcher.stopped, self._answered, written)
