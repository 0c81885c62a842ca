"""What keeps a worker process within its bounds, from inside: memory, time, and not outliving its parent.

The parent keeps a clock of its own (`pool.py`); these are the second line, in the kernel where there is
one: they hold even where the parent is gone or the interpreter never gets the word again. Linux has all of them, other
systems some: there the end of the pipe and the parent's clock remain.
"""

from __future__ import annotations

import contextlib
import os
import signal
import sys
from pathlib import Path

ALARM_AFTER = 3.0  # seconds behind the limit of a document at which the kernel ends the worker
_PR_SET_PDEATHSIG = 1  # linux/prctl.h
_LARGEST_FILE = 1024 * 1024 * 1024  # bytes that a worker may write into one file


def enter(parent: int, memory_bytes: int) -> None:
    """Bind this process to its `parent` (a process id) and to so much memory; leaves if the parent is gone already."""
    _die_with(parent)
    _limit(memory_bytes)
    with contextlib.suppress(OSError):
        Path("/proc/self/oom_score_adj").write_text("1000", encoding="ascii")  # the first to go where memory ends


def stay() -> None:
    """Do not end with the thread that started this process: the end of a pipe tells it that its parent has ended."""
    _end_with_parent(0)


def arm(seconds: float) -> None:
    """End this process when a document takes so many seconds and `ALARM_AFTER`; 0 takes that back."""
    if hasattr(signal, "setitimer"):
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        signal.setitimer(signal.ITIMER_REAL, seconds + ALARM_AFTER if seconds else 0)


def resident_bytes() -> int:
    """Memory that this process occupies; 0 where the system does not say."""
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE")
    except (OSError, ValueError, IndexError, AttributeError):
        return 0


def _die_with(parent: int) -> None:
    if sys.platform == "linux":
        _end_with_parent(signal.SIGKILL)
        if os.getppid() != parent:
            os._exit(0)


def _end_with_parent(number: int) -> None:
    """Have the kernel send this process a signal, 0 for none, when the thread that started it ends."""
    import ctypes

    ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_PDEATHSIG, number, 0, 0, 0)


def _limit(memory_bytes: int) -> None:
    try:
        import resource
    except ImportError:  # Windows has no such limits
        return
    for kind, value in (
        (resource.RLIMIT_AS, memory_bytes),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, _LARGEST_FILE),
    ):
        _, most = resource.getrlimit(kind)
        with contextlib.suppress(ValueError, OSError):  # macOS refuses some
            resource.setrlimit(kind, (value if most < 0 else min(value, most), most))
