"""Inputs in remote stores (`s3://`, `oss://`, `https://` …), through fsspec: listed, and fetched one by one.

The network is used for addresses that were named and for nothing else. Workers get neither it nor any
credentials: what is to be read is fetched into a file first, by threads of the coordinator.
"""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from extractor.bulk.rows import Found, draw_of
from extractor.errors import InputError
from extractor.inputs import Chosen
from extractor.readers.limits import refuse_more

_MARK = "://"


def is_remote(address: str) -> bool:
    """Whether `address` names something in a store, and no file here."""
    return _MARK in address


def find(address: str, chosen: Chosen) -> Iterator[Found]:
    """The files under `address` (a file, or a folder to its bottom), called by their addresses without the scheme.

    Raises: InputError `not_found`, `unreadable`, or `unsupported` where the library for the store is missing.
    """
    scheme = address.partition(_MARK)[0]
    store, path = _opened(address)
    try:
        listed: dict[str, Any] = store.find(path, detail=True) or {path: store.info(path)}
    except FileNotFoundError as error:
        raise InputError("not_found", "nothing is there", "check the address") from error
    except OSError as error:
        raise InputError("unreadable", f"the store says: {error}", "check address, network and access") from error
    for place in sorted(listed):
        name = place.partition(_MARK)[2] if _MARK in place else place.strip("/")
        if chosen.holds(name):
            yield _found(name, f"{scheme}{_MARK}{place}" if _MARK not in place else place, listed[place])


def fetch(address: str, folder: Path, most: int) -> Path:
    """A file under `folder` with what is at `address`, of at most so many bytes. Raises: InputError."""
    store, path = _opened(address)
    copy = folder / hashlib.sha256(address.encode()).hexdigest()
    try:
        refuse_more(int(store.info(path).get("size") or 0), most, "bytes")
        with store.open(path, "rb") as stream, copy.open("wb") as file:
            shutil.copyfileobj(stream, file)
    except FileNotFoundError as error:
        raise InputError("not_found", "it is not in the store any more", "check the address") from error
    except OSError as error:
        raise InputError(
            "unreadable", f"the store says: {error}", "check network and access, then run again"
        ) from error
    return copy


def _opened(address: str) -> tuple[Any, str]:
    try:
        from fsspec.core import url_to_fs

        return url_to_fs(address)  # type: ignore[no-any-return]
    except ImportError as error:
        problem = f"{address.partition(_MARK)[0]}:// needs a library that is not installed"
        raise InputError("unsupported", problem, "run: pip install 'jixiao[remote]'") from error
    except ValueError as error:
        raise InputError("unsupported", f"no such kind of store ({error})", "name a file, or s3://, oss://") from error


def _found(name: str, address: str, facts: dict[str, Any]) -> Found:
    """The input, with what the store says of its state in place of a time."""
    told = [str(facts.get(one, "")) for one in ("ETag", "etag", "LastModified", "mtime", "created", "size")]
    changed = int(hashlib.sha256("\n".join(told).encode()).hexdigest()[:15], 16)
    draw = draw_of(name)
    return Found(name, address, facts.get("size"), changed, None, draw)
