"""What the system says of running processes: whom they have started, and how much memory they have held. Linux only."""

from __future__ import annotations

from pathlib import Path


def children(pid: int) -> set[int]:
    """Processes that `pid` has started itself and that have not ended."""
    found: set[int] = set()
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        try:
            found.update(map(int, task.read_text().split()))
        except OSError:  # the thread has ended
            continue
    return found


def started(pid: int) -> set[int]:
    """Processes that `pid` has started, those that these have, and so on."""
    own = children(pid)
    return own.union(*map(started, own))


def peak_bytes(pid: int) -> int:
    """The most memory that `pid` has held; 0 where it has ended."""
    try:
        lines = Path(f"/proc/{pid}/status").read_text(encoding="ascii").splitlines()
    except OSError:
        return 0
    kilobytes = (line.split()[1] for line in lines if line.startswith("VmHWM:"))
    return int(next(kilobytes, "0")) * 1024
