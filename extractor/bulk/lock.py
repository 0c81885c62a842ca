"""One run on a dataset at a time: a lock that the system lets go of when its process ends, however it does."""

from __future__ import annotations

import contextlib
import hashlib
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path


class Held(Exception):
    """Another run has the dataset."""


@contextlib.contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Hold the lock of the dataset in `folder`, which must exist; nothing is left in it.

    Raises: Held, OSError.
    """
    handle = _opened(folder)
    try:
        _lock(handle)
        yield
    finally:
        os.close(handle)


def is_held(folder: Path) -> bool:
    """Whether a run has the dataset in `folder`. Raises: OSError."""
    try:
        with locked(folder):
            return False
    except Held:
        return True


def _opened(folder: Path) -> int:
    if os.name == "posix":
        return os.open(folder, os.O_RDONLY)
    name = hashlib.sha256(str(folder.resolve()).encode()).hexdigest()[:32]  # Windows locks no folders
    return os.open(Path(tempfile.gettempdir(), f"jixiao-{name}.lock"), os.O_RDWR | os.O_CREAT)


def _lock(handle: int) -> None:
    try:
        if os.name == "posix":
            import fcntl

            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        else:
            import msvcrt

            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined]
    except (BlockingIOError, PermissionError) as error:
        raise Held from error
