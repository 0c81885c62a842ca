"""The inputs of a run with what tells that a file was changed: found by name, nothing opened."""

from __future__ import annotations

import hashlib
import os
import shutil
import stat
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from extractor.bulk import remote
from extractor.bulk.rows import Found, draw_of
from extractor.errors import InputError
from extractor.inputs import STDIN, Chosen, Input, find


def found(arguments: Sequence[str], leave_out: Path, chosen: Chosen, spool: Path) -> Iterator[Found]:
    """The files that `arguments` mean, in no order. Standard input and pipes are first kept in files under `spool`.

    A store that cannot be listed is an input itself, so that its failure is told.
    """
    here = [one for one in arguments if not remote.is_remote(one)]
    for item in find(here, leave_out=leave_out, chosen=chosen):
        yield _found(item, spool)
    for address in arguments:
        if remote.is_remote(address):
            yield from _in_store(address, chosen)


def _in_store(address: str, chosen: Chosen) -> Iterator[Found]:
    try:
        yield from remote.find(address, chosen)
    except InputError:
        yield Found(address, address, None, None, None, "")


def _found(item: Input, spool: Path) -> Found:
    draw = draw_of(item.name)
    try:
        path = _spooled(item, spool) if _is_stream(item.path) else item.path
        seen = path.stat()
    except OSError:  # told when its bytes are wanted
        return Found(item.name, os.path.abspath(item.path), None, None, None, draw)
    return Found(item.name, os.path.abspath(path), seen.st_size, seen.st_mtime_ns, seen.st_ino, draw)


def _is_stream(path: Path) -> bool:
    return str(path) == STDIN or stat.S_ISFIFO(path.stat().st_mode)


def _spooled(item: Input, spool: Path) -> Path:
    copy = spool / hashlib.sha256(item.name.encode()).hexdigest()
    with copy.open("wb") as file:
        if item.name == STDIN:
            shutil.copyfileobj(sys.stdin.buffer, file)
        else:
            with item.path.open("rb") as stream:
                shutil.copyfileobj(stream, file)
    return copy
