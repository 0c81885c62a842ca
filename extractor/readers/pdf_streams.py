"""The bytes of a PDF -> its streams and what stands between them, without a parser: enough to see harm coming.

Looks at what is written in the open; objects in compressed streams are looked at unpacked. Encrypted
files show nothing of themselves here.
"""

from __future__ import annotations

import base64
import re
import zlib
from collections.abc import Iterator
from typing import NamedTuple

_HEAD = 4096  # bytes before a stream in which its dictionary begins; those with many entries have 1000
_CHUNK = 1024 * 1024
_NUMBER = re.compile(rb"(\d+)\s+\d+$")
_FILTERS = re.compile(rb"/(FlateDecode|Fl|LZWDecode|LZW|RunLengthDecode|RL|ASCII85Decode|A85|ASCIIHexDecode|AHx)\b")
_PLAIN = frozenset({b"ASCII85Decode", b"A85", b"ASCIIHexDecode", b"AHx"})  # make things longer, not shorter
_FLATE = frozenset({b"FlateDecode", b"Fl"})
_DENSEST = {b"LZWDecode": 1366, b"LZW": 1366, b"RunLengthDecode": 64, b"RL": 64, b"FlateDecode": 1032, b"Fl": 1032}


class Stream(NamedTuple):
    """A stream: its object's number (0 if that is not to be seen), its dictionary, and where its bytes stand."""

    number: int
    head: bytes
    start: int
    end: int

    @property
    def is_picture(self) -> bool:
        """Whether it holds a picture, which is unpacked only to be drawn."""
        return b"/Image" in self.head

    @property
    def packing(self) -> list[bytes]:
        """Names of the filters that make it shorter."""
        return [name for name in _FILTERS.findall(self.head) if name not in _PLAIN]


class Unpacked(NamedTuple):
    """What a stream holds: its bytes as far as they were kept, and how many they are, or may be at most."""

    content: bytes
    size: int


def streams_of(data: bytes) -> Iterator[Stream]:
    """Streams in the order of the file."""
    at = data.find(b"stream")
    while at >= 0:
        start = at + 6
        if data[at - 3 : at] == b"end" or data[start : start + 1] not in b"\r\n":
            at = data.find(b"stream", start)
            continue
        start += 2 if data[start : start + 2] == b"\r\n" else 1
        end = data.find(b"endstream", start)
        end = len(data) if end < 0 else end
        begin = data.rfind(b" obj", max(at - _HEAD, 0), at)
        number = _NUMBER.search(data[max(begin - 20, 0) : begin]) if begin >= 0 else None
        yield Stream(
            int(number[1]) if number else 0, data[begin + 4 if begin >= 0 else max(at - _HEAD, 0) : at], start, end
        )
        at = data.find(b"stream", end + 9)


def unpacked(data: bytes, stream: Stream, most: int) -> Unpacked:
    """What the stream holds, up to about `most` bytes.

    Where it cannot hold more than `most`, or is packed in another way than deflate alone, its bytes are
    not kept and its size is the largest that it can have.
    """
    packed, names = data[stream.start : stream.end], _FILTERS.findall(stream.head)
    packing = stream.packing
    if not packing:
        return Unpacked(packed, len(packed))
    size = len(packed)
    for name in packing:
        size = min(size * _DENSEST[name], 1 << 62)
    if packing[0] not in _FLATE or len(packing) > 1 or len(names) > 2 or (len(names) == 2 and size <= most):
        return Unpacked(b"", size)
    return _inflated(_in_bytes(packed, names[0]), most)


def _in_bytes(packed: bytes, name: bytes) -> bytes:
    """What the filter `name`, if it only spells bytes in letters, stands for; the rest of it where it is damaged."""
    try:
        if name in (b"ASCII85Decode", b"A85"):
            return base64.a85decode(packed.partition(b"~")[0].removeprefix(b"<~"))
        if name in (b"ASCIIHexDecode", b"AHx"):
            return bytes.fromhex(packed.partition(b">")[0].decode("ascii", "ignore"))
    except ValueError:
        return b""
    return packed


def _inflated(packed: bytes, most: int) -> Unpacked:
    unpacker, parts, size = zlib.decompressobj(), list[bytes](), 0
    try:
        while packed and size <= most and not unpacker.eof:
            part = unpacker.decompress(packed, _CHUNK)
            packed = unpacker.unconsumed_tail
            parts.append(part)
            size += len(part)
    except zlib.error:
        pass  # damaged from here on; what came before is what a parser gets, too
    return Unpacked(b"".join(parts), size)
