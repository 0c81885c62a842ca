"""Archives of documents (ZIP, TAR, 7z, RAR) -> their members, one by one, without ever unpacking to disk.

A member is called archive.zip!/inner/name.pdf. Archives in an archive are opened too, as deep as the
limits allow. What cannot be read of one member does not keep the others from being read; an archive
that is built to do harm is left at once. Litter of operating systems is passed over.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from extractor.errors import InputError
from extractor.readers.bundle_entries import Budget, Entry
from extractor.readers.bundle_other import other_entries
from extractor.readers.bundle_tar import tar_entries
from extractor.readers.bundle_zip import zip_entries
from extractor.readers.limits import DEFAULTS, ReadOptions, unsafe
from extractor.readers.sniff import Kind, kind_of

_KINDS = ("zip", "archive")
_LITTER = re.compile(r"(?:^|/)(?:__MACOSX/|\.DS_Store$|Thumbs\.db$|desktop\.ini$|\._[^/]*$|~\$[^/]*$)", re.IGNORECASE)


class Member(NamedTuple):
    """One file of an archive: what it is called, and its bytes or why they cannot be had."""

    path: str
    content: bytes | InputError


def is_bundle(data: bytes, path: str) -> bool:
    """Whether `data` is an archive of files, and no document that happens to be one (DOCX, OFD …)."""
    return _bundle_kind(data, path) is not None


def iter_members(data: bytes, path: str, options: ReadOptions = DEFAULTS) -> Iterator[Member]:
    """Members of the archive `data`, called `path`, in the order in which they are stored.

    Raises: InputError `corrupt`, `unsafe_archive`, `encrypted`, or `unsupported` where what opens it is not
    installed; also after some members, when a limit on all of them is passed.
    """
    kind = _bundle_kind(data, path)
    if kind is None:
        raise InputError("unsupported", "it is no archive of files", "read it as a document")
    yield from _members(data, path, kind, 1, Budget(options))


def _members(data: bytes, path: str, kind: Kind, depth: int, budget: Budget) -> Iterator[Member]:
    for entry in _entries(data, path, kind, budget):
        if _LITTER.search(entry.name):
            continue
        inner = f"{path}!/{entry.name}"
        nested = _bundle_kind(entry.content, entry.name) if isinstance(entry.content, bytes) else None
        if nested is None or isinstance(entry.content, InputError):
            yield Member(inner, entry.content)
        elif depth >= budget.options.max_nesting:
            yield Member(inner, unsafe(f"archives lie in each other more than {depth} deep"))
        else:
            yield from _nested(entry.content, inner, nested, depth + 1, budget)


def _nested(data: bytes, path: str, kind: Kind, depth: int, budget: Budget) -> Iterator[Member]:
    """Members of an archive in another one; what is wrong with it is its own affair."""
    try:
        yield from _members(data, path, kind, depth, budget)
    except InputError as error:
        if budget.spent:
            raise
        yield Member(path, error)


def _entries(data: bytes, path: str, kind: Kind, budget: Budget) -> Iterator[Entry]:
    if kind.name == "zip":
        return zip_entries(data, budget)
    if kind.media_type in ("application/vnd.rar", "application/x-7z-compressed", "application/zstd"):
        return other_entries(data, kind, budget)
    return tar_entries(data, path, budget)


def _bundle_kind(data: bytes, path: str) -> Kind | None:
    try:
        kind = kind_of(data, path)
    except InputError:
        return None
    return kind if kind.name in _KINDS else None
