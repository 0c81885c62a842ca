"""Rows of the catalogue as those who work with it see them."""

from __future__ import annotations

import hashlib
from typing import Any, NamedTuple


class Found(NamedTuple):
    """A file that a run has found. `changed` (nanoseconds) and `inode` tell that its bytes may be others than before.

    `draw` orders inputs by chance, always in the same way, for samples.
    """

    path: str
    source: str
    size: int | None
    changed: int | None
    inode: int | None
    draw: str


class Pending(NamedTuple):
    """An input whose content is unknown, or has no result that holds for this run."""

    path: str
    source: str
    content: str | None
    container: str | None
    member: int | None


class Entry(NamedTuple):
    """An input as the dataset lists it.

    `first` is the first path with its content, `fresh` whether the result holds.
    """

    path: str
    source: str
    content: str | None
    container: str | None
    code: str | None
    message: str | None
    first: str | None
    fresh: bool
    status: str | None
    content_code: str | None
    content_message: str | None
    facts: dict[str, Any]
    extract_key: str | None


def draw_of(name: str) -> str:
    """The lot of the input called `name`: by chance, and always the same."""
    return hashlib.sha256(name.encode("utf-8", "surrogatepass")).hexdigest()[:16]
