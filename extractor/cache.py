"""Where the results of slow stages (a recognised page, a document) are kept between runs: bytes by key.

A key names everything that the result follows from, the content and the version of the stage alike,
so that nothing in a cache ever has to be thrown away for being out of date.
"""

from __future__ import annotations

import contextlib
import os
import tempfile
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Protocol

_CHECK = 32  # bytes: the SHA-256 of what follows


class Cache(Protocol):
    """A store of bytes by key; what it loses or refuses is computed again."""

    def get(self, key: str) -> bytes | None:
        """What was put under `key`; None where nothing was, or it is damaged."""

    def put(self, key: str, data: bytes) -> None:
        """Keep `data` under `key`."""


@dataclass(frozen=True, slots=True)
class NullCache:
    """A cache that keeps nothing."""

    def get(self, key: str) -> bytes | None:
        """None."""
        return None

    def put(self, key: str, data: bytes) -> None:
        """Nothing is kept."""


@dataclass(frozen=True, slots=True)
class FolderCache:
    """A cache of files in `folder`, which several processes may use at once; made when first written to.

    A disk that is full or not writable makes it forget, never fail.
    """

    folder: Path

    def get(self, key: str) -> bytes | None:
        """What was put under `key`; None where nothing was, or the file is damaged."""
        try:
            kept = self._path(key).read_bytes()
        except OSError:
            return None
        check, data = kept[:_CHECK], kept[_CHECK:]
        return data if sha256(data).digest() == check else None

    def put(self, key: str, data: bytes) -> None:
        """Keep `data` under `key`: whole or not at all."""
        path = self._path(key)
        with contextlib.suppress(OSError):
            path.parent.mkdir(parents=True, exist_ok=True)
            _replace(path, sha256(data).digest() + data)

    def _path(self, key: str) -> Path:
        name = sha256(key.encode()).hexdigest()
        return self.folder / name[:2] / name[2:]


def key_of(stage: str, version: str, content: bytes) -> str:
    """Key for what `stage`, at `version` of all that it is made of, makes of `content`."""
    return f"{stage}/{version}/{sha256(content).hexdigest()}"


def _replace(path: Path, data: bytes) -> None:
    """Write through a file beside it, so that nobody reads half of it."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        os.replace(name, path)
    except OSError:
        Path(name).unlink(missing_ok=True)
        raise
