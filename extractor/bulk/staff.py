"""Where workers come from: copies of one process where the system can make them, else programs that load all anew."""

from __future__ import annotations

import os
import threading
from collections.abc import Sequence

from extractor.bulk import nursery
from extractor.bulk.nursery import Nursery
from extractor.bulk.process import READING, Worker, WorkerUnusable
from extractor.bulk.program import Program
from extractor.bulk.settings import Settings


class Staff:
    """Makes workers. A nursery that has ended is replaced when the next worker is wanted."""

    def __init__(self, settings: Settings, command: Sequence[str]) -> None:
        self._settings, self._command = settings, command
        self._nursery: Nursery | None = None
        self._awaited = nursery.AVAILABLE  # the first worker is wanted as soon as there is work
        self._closed = False
        self._lock = threading.Lock()

    @property
    def is_loading(self) -> bool:
        """Whether workers cannot be made yet, and somebody waits for the first."""
        copied = self._nursery
        return self._awaited and (copied is None or not copied.is_ready)

    def worker(self) -> Worker:
        """A new worker, as soon as one can be made. Raises: WorkerUnusable, PatternError."""
        if not nursery.AVAILABLE:
            return Worker(self._program(), self._settings)
        copied = self._begun()
        try:
            return copied.worker()
        except WorkerUnusable:
            self._replace(copied)
            raise

    def reader(self) -> Worker:
        """A worker that knows no patterns, and starts in a fraction of the time. Raises: WorkerUnusable."""
        return Worker(self._program(READING), self._settings, reads_only=True)

    def kill(self) -> None:
        """Make no more workers; who waits for one is told so."""
        with self._lock:
            self._closed = True
            if self._nursery is not None and not self._nursery.is_ready:
                self._nursery.kill()

    def close(self) -> None:
        """Let go of all that it holds. To be called when there are no workers any more."""
        self.kill()
        if self._nursery is not None:
            self._nursery.close()

    def _program(self, *role: str) -> Program:
        return Program([*self._command, self._settings.to_json(), str(os.getpid()), *role])

    def _begun(self) -> Nursery:
        with self._lock:
            if self._closed:
                raise WorkerUnusable("no workers are wanted any more", killed=True)
            if self._nursery is None:
                self._nursery, self._awaited = Nursery(self._settings, self._command), True
            return self._nursery

    def _replace(self, ended: Nursery) -> None:
        with self._lock:
            if self._nursery is ended:
                self._nursery, self._awaited = None, False
                ended.close()
