"""7z and RAR archives -> their entries, by libarchive, where it and its Python binding are installed.

Both are optional: there is no reader of these formats in the standard library, and none under a
permissive licence that is only Python. (libarchive: BSD-2-Clause; libarchive-c: CC0.)
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from extractor.errors import InputError
from extractor.readers.bundle_entries import Budget, Entry, corrupt, decoded_name, encrypted, inner_name
from extractor.readers.sniff import Kind

_REMEDY = "unpack it, or pack it as ZIP; or install libarchive and: pip install libarchive-c"
_LOCKED = ("passphrase", "encrypt", "password")


def other_entries(data: bytes, kind: Kind, budget: Budget) -> Iterator[Entry]:
    """Files of the archive `data`, in order.

    Raises: InputError `unsupported` where libarchive is not installed, `corrupt`, `encrypted`, `unsafe_archive`.
    """
    library = _library()
    if library is None:
        raise InputError("unsupported", f"what opens {kind.label} is not installed", _REMEDY)
    try:
        with library.memory_reader(data, passphrase=budget.options.password, header_codec="utf-8") as archive:
            for entry in archive:
                if entry.isfile:
                    budget.count()
                    yield Entry(inner_name(_name(entry)), _content(entry, len(data), budget))
    except library.exception.ArchiveError as error:
        raise _problem(error) from error


def _library() -> Any | None:
    """The binding, None where it or the library that it binds is missing."""
    try:
        import libarchive
    except (ImportError, OSError, AttributeError, TypeError):  # the last three: no shared library, or too old a one
        return None
    return libarchive


def _name(entry: Any) -> str:
    name = entry.pathname
    return decoded_name(name) if isinstance(name, bytes) else str(name)


def _content(entry: Any, packed: int, budget: Budget) -> bytes | InputError:
    too_large = budget.oversize(entry.size or 0)
    if too_large is not None:
        return too_large
    blocks, size = [], 0
    for block in entry.get_blocks():
        size += len(block)
        budget.take(len(block))
        budget.refuse_dense(size, packed)
        blocks.append(bytes(block))
    return b"".join(blocks)


def _problem(error: Exception) -> InputError:
    words = str(error).lower()
    return encrypted("it is protected by a password") if any(word in words for word in _LOCKED) else corrupt(str(error))
