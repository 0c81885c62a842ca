"""One worker process as its supervisor sees it: given orders, asked for answers, ended by force.

A worker stands in a session of its own, with a pipe to it and one from it that nobody else holds: its end is
seen at once, and what it started itself is ended with it.
"""

from __future__ import annotations

import contextlib
import os
import re
import signal
import sys
import tempfile
import threading
import time
from dataclasses import dataclass
from typing import Literal

from extractor.bulk import frames
from extractor.bulk.orders import OUT_OF_MEMORY, Answer, Order, Stage, failed
from extractor.bulk.program import End, Process, waited
from extractor.bulk.settings import Settings
from extractor.errors import PatternError

Cause = Literal["timeout", "killed", "memory", "crash"]

_LEAVING = 1.0  # seconds that a process may take from closing its pipe to its end
_TAIL = 4000  # bytes of what a worker said last
_MEMORY_ENDED = re.compile(r"bad_alloc|out of memory|cannot allocate memory|MemoryError", re.IGNORECASE)
_NEAR = 0.8  # share of its memory from which a worker's sudden end is put down to memory
WORKER = (sys.executable, "-P", "-m", "extractor.bulk.worker")
READING = "reading"  # the role of a worker that knows no patterns: its answers are documents as read


class WorkerUnusable(Exception):
    """A worker process that ended before it could take an order; the message is what it said.

    `killed` where it was not its own doing, but a SIGKILL from outside.
    """

    def __init__(self, said: str, *, killed: bool) -> None:
        super().__init__(said)
        self.killed = killed


class NoRoom(OSError):
    """A worker found no room for temporary files; no document is to be blamed for that."""


@dataclass(frozen=True, slots=True)
class Death:
    """How a worker ended with a document in its hands.

    `cause` `killed` is a SIGKILL from outside: somebody, or the system for want of memory. `detail` says
    it in words, `stage` how far the document was, `said` is what the worker said last.
    """

    cause: Cause
    detail: str
    stage: Stage = "read"
    said: str = ""

    def answer(self) -> Answer:
        """What the document is recorded as where no further attempt is made."""
        if self.cause == "timeout":
            return failed("timeout", f"{self.detail}; split it, or allow more time", self.stage)
        if self.cause == "memory":
            return failed("out_of_memory", OUT_OF_MEMORY, self.stage)
        problem = f"reading it ends the worker process ({self.detail}); save it anew, or report it"
        return failed("crashed", problem, self.stage)


class Worker:
    """A worker process. To be made by the thread that works with it: on Linux a program ends when that thread does."""

    def __init__(self, process: Process, settings: Settings, *, reads_only: bool = False) -> None:
        self._process, self._settings, self.reads_only = process, settings, reads_only
        self._orders, self._answers, self._said = process.streams
        self._lock = threading.Lock()
        self._end: End | None = None
        self._late = False
        self._deadline: float | None = None
        self._done = self._resident = 0
        self.is_ready = False  # whether it can take orders
        self.seconds = 0.0  # from the last order to its answer, or to the worker's end

    @property
    def is_worn(self) -> bool:
        """Whether it should make way for a new one before the next document."""
        return self._done >= self._settings.recycle_after or self._resident > self._settings.recycle_bytes

    def work(self, order: Order) -> Answer | Death:
        """The answer to `order`, or how the worker ended over it; it is of no more use then.

        Raises: NoRoom, and as `await_ready`.
        """
        self.await_ready()
        began = time.monotonic()
        self._deadline = began + self._settings.seconds
        stage: Stage = "read"
        try:
            frames.write(self._orders, *order.frame())
            while (frame := frames.read(self._answers)) is not None:
                if "status" in frame.head:
                    answer = Answer.of(frame)
                    self._done, self._resident = self._done + 1, answer.resident
                    return answer
                if "no_room" in frame.head:
                    number = frame.head["no_room"]
                    raise NoRoom(number, os.strerror(number), tempfile.gettempdir())
                stage = "extract"
        except NoRoom:
            raise
        except (OSError, TypeError, ValueError):
            pass  # it has ended, or what it sends is no answer; its end says more
        finally:
            self._deadline = None
            self.seconds = time.monotonic() - began
        return self._death(stage)

    def end_if_late(self, now: float) -> None:
        """End it if its document has had its time. For another thread to call."""
        deadline = self._deadline
        if deadline is not None and now > deadline:
            self._late = True
            self.kill()

    def kill(self) -> None:
        """End it at once, with all that it started. For any thread to call."""
        with self._lock, contextlib.suppress(OSError):
            if self._end is None:
                self._process.kill()

    def close(self) -> None:
        """End it and let go of its pipes."""
        self.kill()
        self._ended()
        for stream in self._process.streams:
            with contextlib.suppress(OSError):
                stream.close()

    def await_ready(self) -> None:
        """Wait until it can take orders.

        Raises: WorkerUnusable where it ended before it got that far, PatternError where it refuses the patterns.
        """
        if self.is_ready:
            return
        frame = None
        with contextlib.suppress(OSError, ValueError):  # where another thread has closed it meanwhile
            frame = frames.read(self._answers)
        if frame is None:
            raise self.unusable()
        if "refused" in frame.head:
            raise PatternError(*frame.head["refused"])
        self.is_ready = True

    def unusable(self) -> WorkerUnusable:
        """What is to be told of it where it has closed its pipes without an order in its hands."""
        by_itself = self._ended(_LEAVING)
        self.kill()
        self._ended()
        code = by_itself and by_itself.code
        killed = os.name == "posix" and code == -signal.SIGKILL
        return WorkerUnusable(self._last_words() or f"it ended with {code}", killed=killed)

    def _death(self, stage: Stage) -> Death:
        self.kill()
        end = self._ended() or End(0)
        said = self._last_words()
        if self._late or end.code == -getattr(signal, "SIGALRM", 0):
            seconds = f"{self._settings.read_options().max_seconds:g}"
            return Death("timeout", f"reading took more than {seconds} s", stage, said)
        if _MEMORY_ENDED.search(said) or end.peak > _NEAR * self._settings.memory_bytes:
            return Death("memory", "it ran out of memory", stage, said)
        if os.name == "posix" and end.code == -signal.SIGKILL:
            return Death("killed", "SIGKILL", stage, said)
        return Death("crash", _named(end.code), stage, said)

    def _ended(self, seconds: float | None = None) -> End | None:
        """How it ended; None where it has not after so many seconds."""
        with self._lock:
            if self._end is None:
                self._end = waited(self._process.look, seconds)
            return self._end

    def _last_words(self) -> str:
        try:
            size = self._said.seek(0, os.SEEK_END)
            self._said.seek(max(size - _TAIL, 0))
            return self._said.read().decode(errors="replace").strip()
        except (OSError, ValueError):
            return ""


def _named(code: int) -> str:
    try:
        return signal.Signals(-code).name
    except ValueError:
        return f"exit code {code}"
