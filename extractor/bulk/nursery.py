"""Workers as copies: one process loads tokenizer and patterns, and each worker is forked from it.

A start takes a second, a copy some milliseconds, and what was loaded lies in memory once. The process that is
copied opens no document, so a copy is as clean as a program started anew. Linux alone: elsewhere libraries do not
all bear it, and every worker is a program of its own.

Both ends of what is said stand here. A request for a copy is three descriptors (orders, answers, what it says
beside), answered by its process id; a request for how a copy ended is its id, answered by status and kilobytes.
"""

from __future__ import annotations

import json
import os
import signal
import socket
import sys
import tempfile
import threading
from collections.abc import Sequence
from typing import Any, BinaryIO, cast

from extractor.bulk import guards
from extractor.bulk.process import Worker
from extractor.bulk.program import End, Program
from extractor.bulk.settings import Settings

AVAILABLE = sys.platform == "linux"
_COPY = b"copy"
_LONGEST = 256  # bytes of a message


class Nursery:
    """The process that is copied. Who makes it must live until it is ready."""

    def __init__(self, settings: Settings, command: Sequence[str]) -> None:
        self._settings = settings
        self._channel, there = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with there:
            program = Program([*command, settings.to_json(), str(os.getpid()), str(there.fileno())], [there.fileno()])
        self._first = Worker(program, settings)
        self._lock = threading.Lock()

    @property
    def is_ready(self) -> bool:
        """Whether it has loaded all."""
        return self._first.is_ready

    def worker(self) -> Worker:
        """A new worker, as soon as one can be made.

        Raises: WorkerUnusable where the process has ended, PatternError where it refuses the patterns.
        """
        with self._lock:
            self._first.await_ready()
        return Worker(_Copy(self), self._settings)

    def ask(self, message: bytes, streams: Sequence[int] = ()) -> Any:
        """What it answers to a message; None where it has ended."""
        try:
            with self._lock:
                socket.send_fds(self._channel, [message], streams)
                answer = self._channel.recv(_LONGEST)
        except OSError:
            return None
        return json.loads(answer) if answer else None

    def copy(self, streams: Sequence[int]) -> int:
        """The process id of a new copy with these streams. Raises: WorkerUnusable."""
        pid = self.ask(_COPY, streams)
        if pid is None:
            raise self._first.unusable()
        return int(pid)

    def kill(self) -> None:
        """End it at once, and with it all copies."""
        self._first.kill()

    def close(self) -> None:
        """End it and let go of its pipes."""
        self.kill()
        with self._lock:
            self._first.close()
            self._channel.close()


class _Copy:
    """A `Process` that is a copy."""

    def __init__(self, nursery: Nursery) -> None:
        self._nursery = nursery
        said = tempfile.TemporaryFile()  # noqa: SIM115  lives as long as the process
        its_orders, orders = os.pipe()
        answers, its_answers = os.pipe()
        try:
            self.streams = (os.fdopen(orders, "wb"), os.fdopen(answers, "rb"), cast(BinaryIO, said))
            self.pid = nursery.copy((its_orders, its_answers, said.fileno()))
        except BaseException:
            for stream in self.streams:
                stream.close()
            raise
        finally:
            os.close(its_orders)
            os.close(its_answers)

    def look(self) -> End | None:
        """See `Process`."""
        ended = self._nursery.ask(str(self.pid).encode())
        if ended is None:  # the nursery is gone, and took it along
            return End(-signal.SIGKILL)
        return End.of(*ended) if ended else None

    def kill(self) -> None:
        """See `Process`."""
        try:
            os.killpg(self.pid, signal.SIGKILL)
        except ProcessLookupError:  # it has no session of its own yet
            os.kill(self.pid, signal.SIGKILL)


def serve(channel: socket.socket, memory_bytes: int) -> bool:
    """Make copies of this process for as long as somebody asks for them.

    Returns in each copy, with its streams for those of this process: True; and False when nobody asks any more.
    """
    guards.stay()
    this = os.getpid()
    while True:
        message, streams, _, _ = socket.recv_fds(channel, _LONGEST, 3)
        if not message:
            return False
        if message != _COPY:
            channel.send(json.dumps(_ended(int(message))).encode())
            continue
        pid = os.fork()
        if not pid:
            channel.close()
            _stand_alone(streams)
            guards.enter(this, memory_bytes)
            return True
        for stream in streams:
            os.close(stream)
        channel.send(json.dumps(pid).encode())


def _ended(pid: int) -> tuple[int, ...]:
    pid, status, usage = os.wait4(pid, os.WNOHANG)
    return (status, usage.ru_maxrss) if pid else ()


def _stand_alone(streams: Sequence[int]) -> None:
    """Be a process like one that was started: with a session of its own, and `streams` for its standard ones."""
    os.setsid()
    for number, stream in enumerate(streams):
        os.dup2(stream, number)
        os.close(stream)
