"""How a long run is shown on stderr, and how Ctrl-C ends it: one bar on a terminal, a line now and then elsewhere."""

from __future__ import annotations

import signal
import sys
import time
from collections import Counter
from contextlib import ExitStack
from types import FrameType, TracebackType
from typing import TYPE_CHECKING, Protocol

import click

from extractor.cli import _terminal

if TYPE_CHECKING:
    from extractor.bulk.pool import Done

EVERY = 30.0  # seconds between lines where there is no terminal
_SLOW = 10.0  # seconds in hand from which a document is named
_SHOWN = 2  # slow documents that are named
_NAME = 32  # characters of a name that is shown


class Work(Protocol):
    """What does the work and can be ended early: see `extractor.bulk.runner.Engine`."""

    def stop(self) -> None:
        """Finish what is in hand."""

    def kill(self) -> None:
        """End at once."""

    def busy(self) -> list[tuple[str, float]]:
        """Documents in hand, and for how many seconds."""


class Progress:
    """Watches a run. A context manager; within it, the first Ctrl-C stops `work` and the second kills it."""

    def __init__(self, work: Work) -> None:
        self._work = work
        self._stack = ExitStack()
        self._bar: _terminal.Bar | None = None
        self._begun = self._told = time.monotonic()
        self._known = 0
        self._statuses: Counter[str] = Counter()
        self.stopped = False

    def __enter__(self) -> Progress:
        for one in (signal.SIGINT, signal.SIGTERM):
            before = signal.signal(one, self._interrupt)
            self._stack.callback(signal.signal, one, before)
        if sys.stderr.isatty():
            self._bar = self._stack.enter_context(_terminal.Bar(self._said))
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stack.close()

    def found(self, count: int) -> None:
        """So many inputs are known by now."""
        self._known = count
        self._show()

    def answered(self, done: Done) -> None:
        """A document is done."""
        self._statuses[done.answer.status] += 1
        self._show()

    def _show(self) -> None:
        done = self._statuses.total()
        if self._bar is not None:
            self._bar.show(done, self._known)
        elif time.monotonic() > self._told + EVERY:
            self._told = time.monotonic()
            click.echo(f"jixiao: {self._line(done)}", err=True)

    def _line(self, done: int) -> str:
        left = (self._known - done) / self._rate(done) if done else 0
        return f"{done} of {self._known} documents, about {left:.0f} s left, {self._said()}"

    def _said(self) -> str:
        """The rate, counts by status, and what takes long."""
        done = self._statuses.total()
        counts = [f"{self._statuses[status]} {status}" for status in ("partial", "failed") if self._statuses[status]]
        slow = [f"{name[-_NAME:]} {seconds:.0f} s" for name, seconds in self._work.busy()[:_SHOWN] if seconds > _SLOW]
        return ", ".join([f"{self._rate(done):.1f} a second", *counts, *slow])

    def _rate(self, done: int) -> float:
        return done / max(time.monotonic() - self._begun, 0.001)

    def _interrupt(self, number: int, frame: FrameType | None) -> None:
        if self.stopped:
            self._work.kill()
            raise KeyboardInterrupt
        self.stopped = True
        self._work.stop()
        click.echo("jixiao: finishing what is in hand; once more stops at once", err=True)
