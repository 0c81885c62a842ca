"""Messages between a run and its worker processes: JSON, and the bytes that belong to it.

A frame is the length of its head (four bytes, big-endian), the head (JSON, which names the lengths of
the bytes behind it) and these bytes. Never pickle: a worker that a document has taken over can send
wrong data, but no code.
"""

from __future__ import annotations

import json
import struct
from collections.abc import Sequence
from typing import Any, BinaryIO, NamedTuple

_LENGTH = struct.Struct(">I")
_LONGEST_HEAD = 256 * 1024 * 1024  # bytes; the members of the largest archive take some megabytes
_LONGEST_BLOB = 1024 * 1024 * 1024  # bytes; the reports of a document take some hundred kilobytes


class Frame(NamedTuple):
    """One message: its head, and the bytes that belong to it."""

    head: dict[str, Any]
    blobs: tuple[bytes, ...] = ()


def write(stream: BinaryIO, head: dict[str, Any], blobs: Sequence[bytes] = ()) -> None:
    """Send one frame. Raises: OSError where nobody listens any more."""
    text = json.dumps({**head, "blobs": [len(blob) for blob in blobs]}, ensure_ascii=True).encode()
    stream.write(_LENGTH.pack(len(text)))
    stream.write(text)
    for blob in blobs:
        stream.write(blob)
    stream.flush()


def read(stream: BinaryIO) -> Frame | None:
    """The next frame; None at the end, also within a frame, and where what comes is none."""
    length = _exactly(stream, _LENGTH.size)
    if length is None:
        return None
    (size,) = _LENGTH.unpack(length)
    text = _exactly(stream, size) if size <= _LONGEST_HEAD else None
    if text is None:
        return None
    try:
        head = json.loads(text)
        sizes = [int(size) for size in head.pop("blobs")]
    except (ValueError, KeyError, TypeError, AttributeError):
        return None
    if any(not 0 <= size <= _LONGEST_BLOB for size in sizes):
        return None
    blobs = [_exactly(stream, size) for size in sizes]
    whole = tuple(blob for blob in blobs if blob is not None)
    return Frame(head, whole) if len(whole) == len(sizes) else None


def _exactly(stream: BinaryIO, size: int) -> bytes | None:
    data = stream.read(size)
    return data if len(data) == size else None
