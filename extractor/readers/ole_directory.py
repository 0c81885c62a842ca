"""The directory of an OLE2 compound file -> names of its outermost streams and storages.

Only the outermost entries tell what a file is: what is embedded in it has streams of the same names.
Source: MS-CFB 2.2-2.6.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator

OLE_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

_HEADER_BYTES = 512
_ENTRY_BYTES = 128
_DIFAT_AT = 76
_LAST_SECTOR = 0xFFFFFFFA  # larger numbers are marks
_MAX_ENTRIES = 20_000


def outer_names(data: bytes) -> frozenset[str]:
    """Names of the entries of the root storage; empty where the directory cannot be followed."""
    if len(data) < _HEADER_BYTES:
        return frozenset()
    size = 1 << min(int.from_bytes(data[30:32], "little"), 16)
    entries = list(_entries(data, size)) if size >= _ENTRY_BYTES else []
    if not entries:
        return frozenset()
    names = set()
    waiting = [_child(entries[0])]
    seen: set[int] = set()
    while waiting:
        number = waiting.pop()
        if number >= len(entries) or number in seen:
            continue
        seen.add(number)
        names.add(_name(entries[number]))
        waiting += _brothers(entries[number])
    return frozenset(names)


def _entries(data: bytes, size: int) -> Iterator[bytes]:
    sector: int = int.from_bytes(data[48:52], "little")
    table = list(_table_sectors(data, size))
    seen: set[int] = set()
    while sector < _LAST_SECTOR and sector not in seen and len(seen) * size < _MAX_ENTRIES * _ENTRY_BYTES:
        seen.add(sector)
        content = _sector(data, sector, size)
        yield from (content[at : at + _ENTRY_BYTES] for at in range(0, len(content) - _ENTRY_BYTES + 1, _ENTRY_BYTES))
        sector = _next(data, sector, size, table)


def _table_sectors(data: bytes, size: int) -> Iterator[int]:
    """Sectors of the allocation table: those that the header lists, then those in the sectors that it chains."""
    listed = data[_DIFAT_AT:_HEADER_BYTES]
    following = int.from_bytes(data[68:72], "little")
    seen: set[int] = set()
    while True:
        yield from (number for (number,) in struct.iter_unpack("<I", listed) if number < _LAST_SECTOR)
        if following >= _LAST_SECTOR or following in seen:
            return
        seen.add(following)
        content = _sector(data, following, size)
        if len(content) < size:
            return
        listed, following = content[:-4], int.from_bytes(content[-4:], "little")


def _next(data: bytes, sector: int, size: int, table: list[int]) -> int:
    """The sector that follows, by the allocation table that the header names; a mark behind the last."""
    which, place = divmod(sector, size // 4)
    if which >= len(table):
        return _LAST_SECTOR
    content = _sector(data, table[which], size)[place * 4 : place * 4 + 4]
    return int.from_bytes(content, "little") if len(content) == 4 else _LAST_SECTOR


def _sector(data: bytes, number: int, size: int) -> bytes:
    start = (number + 1) * size
    return data[start : start + size]


def _name(entry: bytes) -> str:
    length = min(int.from_bytes(entry[64:66], "little"), 64)
    return entry[: max(length - 2, 0)].decode("utf-16-le", errors="replace")


def _child(entry: bytes) -> int:
    return int.from_bytes(entry[76:80], "little")


def _brothers(entry: bytes) -> tuple[int, int]:
    left, right = struct.unpack_from("<2I", entry, 68)
    return left, right
