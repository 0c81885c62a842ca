"""Files that appear whole or not at all: written beside their place, flushed to disk, then renamed."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO


def replace(path: Path, chunks: Iterable[bytes]) -> None:
    """Make `path` hold `chunks`; until all of them are on disk it keeps what it held before.

    Raises: OSError where the folder cannot be written or is full; nothing is left behind then.
    """
    with opened(path) as file:
        file.writelines(chunks)


@contextmanager
def opened(path: Path) -> Iterator[BinaryIO]:
    """A file to write to, which takes the place of `path` when the block ends well. Raises: OSError."""
    with draft(path) as beside, beside.open("wb") as file:
        yield file


@contextmanager
def draft(path: Path) -> Iterator[Path]:
    """A name beside `path` for a library to write to, which takes its place when the block ends well.

    Raises: OSError where the folder cannot be written or is full; nothing is left behind then.
    """
    beside = path.with_name(f".{path.name}.part")
    try:
        yield beside
        _flush(beside)
        os.replace(beside, path)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise
    _sync_folder(path.parent)


def _flush(path: Path) -> None:
    with path.open("r+b") as file:
        os.fsync(file.fileno())


def _sync_folder(folder: Path) -> None:
    if os.name == "nt":  # Windows has no handle on a folder; its rename is durable by itself
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
