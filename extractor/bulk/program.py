"""A worker's process as the system sees it: a program in a session of its own, with pipes to it and from it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import BinaryIO, Protocol, cast

_LOOK = 0.002  # seconds between looks at a process that is about to end
_PEAK_UNIT = 1024 if sys.platform == "linux" else 1  # bytes; getrusage(2) counts differently from system to system
# numpy's library of linear algebra starts a thread a core when it is loaded, which nothing here ever uses.
_ENVIRONMENT = {"OPENBLAS_NUM_THREADS": "1"}


@dataclass(frozen=True, slots=True)
class End:
    """How a process ended: its exit code, negative for a signal, and the most bytes of memory that it held."""

    code: int
    peak: int = 0

    @classmethod
    def of(cls, status: int, peak: int) -> End:
        """From what `wait4` says of a process."""
        return cls(os.waitstatus_to_exitcode(status), peak * _PEAK_UNIT)


class Process(Protocol):
    """A process that takes orders and gives answers. Its pipes are held by nobody else, so that its end is seen."""

    @property
    def pid(self) -> int:
        """Its process id, and that of its session."""

    @property
    def streams(self) -> tuple[BinaryIO, BinaryIO, BinaryIO]:
        """Where it takes orders, where it gives answers, and the file that holds what it says beside."""

    def look(self) -> End | None:
        """How it ended, None where it has not."""

    def kill(self) -> None:
        """End it at once, with all that it started. Raises: OSError where it has ended."""


class Program:
    """A `Process` that is started as a program, with file descriptors that it `shares` with this one."""

    def __init__(self, command: Sequence[str], shares: Sequence[int] = ()) -> None:
        said = tempfile.TemporaryFile()  # noqa: SIM115  lives as long as the process
        self._process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=said,
            start_new_session=os.name == "posix",
            pass_fds=shares,
            env={**os.environ, **_ENVIRONMENT},
        )
        orders, answers = cast(BinaryIO, self._process.stdin), cast(BinaryIO, self._process.stdout)
        self.pid, self.streams = self._process.pid, (orders, answers, cast(BinaryIO, said))

    def look(self) -> End | None:
        """See `Process`."""
        if not hasattr(os, "wait4"):
            code = self._process.poll()
            return None if code is None else End(code)
        try:
            pid, status, usage = os.wait4(self.pid, os.WNOHANG)
        except ChildProcessError:  # somebody else has waited for it
            return End(0)
        if not pid:
            return None
        end = End.of(status, usage.ru_maxrss)
        self._process.returncode = end.code
        return end

    def kill(self) -> None:
        """See `Process`."""
        if os.name == "posix":
            os.killpg(self.pid, signal.SIGKILL)
        else:
            self._process.kill()


def waited(look: Callable[[], End | None], seconds: float | None = None) -> End | None:
    """What `look` finds in the end, None where it has found nothing after so many seconds."""
    until = None if seconds is None else time.monotonic() + seconds
    while (end := look()) is None and (until is None or time.monotonic() < until):
        time.sleep(_LOOK)
    return end
