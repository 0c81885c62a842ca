"""Tiny OLE2 compound files, and in them a document of Word 97: its text, paragraph by paragraph."""

from __future__ import annotations

import struct
from collections.abc import Mapping, Sequence
from itertools import pairwise

_SECTOR = 512
_NUMBERS = 128  # in a sector
_LISTED = 109  # sectors of the allocation table that the header names
_FREE, _LAST, _TABLE, _LIST = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD, 0xFFFFFFFC
_LARGE = 4096  # bytes from which a stream has sectors of its own


def ole(streams: Mapping[str, bytes]) -> bytes:
    """A compound file of `streams`, each padded so that it needs no small sectors."""
    chains = [_padded(content.ljust(_LARGE, b"\0")) for content in streams.values()]
    starts = [sum(map(len, chains[:number])) // _SECTOR for number in range(len(chains) + 1)]
    chains.append(_padded(_folder(list(streams), starts, [len(chain) for chain in chains])))
    table: list[int] = []
    for chain in chains:
        table += [*range(len(table) + 1, len(table) + len(chain) // _SECTOR), _LAST]
    at = len(table)
    sectors = next(count for count in range(1, 1000) if count * _NUMBERS >= at + count + _lists(count))
    lists = _lists(sectors)
    table += [_TABLE] * sectors + [_LIST] * lists
    table += [_FREE] * (sectors * _NUMBERS - len(table))
    named = [*range(at, at + sectors)]
    first_list = at + sectors if lists else _LAST
    header = struct.pack("<8s16x5H6x9I", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 0x3E, 3, 0xFFFE, 9, 6,
                         0, sectors, starts[-1], 0, _LARGE, _LAST, 0, first_list, lists)  # fmt: skip
    header += struct.pack(f"<{_LISTED}I", *(named + [_FREE] * _LISTED)[:_LISTED])
    body = b"".join(chains) + struct.pack(f"<{len(table)}I", *table)
    for number in range(lists):
        following = first_list + number + 1 if number + 1 < lists else _LAST
        rest = (named[_LISTED + number * (_NUMBERS - 1) :] + [_FREE] * _NUMBERS)[: _NUMBERS - 1]
        body += struct.pack(f"<{_NUMBERS}I", *rest, following)
    return header + body


def _lists(sectors: int) -> int:
    return -(-max(sectors - _LISTED, 0) // (_NUMBERS - 1))


def _padded(content: bytes) -> bytes:
    return content.ljust(-(-len(content) // _SECTOR) * _SECTOR, b"\0")


def _folder(names: Sequence[str], starts: Sequence[int], sizes: Sequence[int]) -> bytes:
    entries = [_entry("Root Entry", 5, (_FREE, 1), _LAST, 0)]
    for number, name in enumerate(names, start=1):
        brother = number + 1 if number < len(names) else _FREE
        entries.append(_entry(name, 2, (brother, _FREE), starts[number - 1], sizes[number - 1]))
    return b"".join(entries)


def _entry(name: str, kind: int, links: tuple[int, int], start: int, size: int) -> bytes:
    """An entry of the directory; `links` are the brother that follows and the first child."""
    written = (name + "\0").encode("utf-16-le")
    return written.ljust(64, b"\0") + struct.pack("<HBB3I36xIQ", len(written), kind, 1, _FREE, *links, start, size)


def doc(paragraphs: Sequence[tuple[str, bytes]], *, flags: int = 0, ident: int = 0xA5EC) -> bytes:
    """A Word 97 file of paragraphs, each with its ending mark and the properties (sprms) that it has."""
    text = "".join(content for content, _ in paragraphs)
    start = 2048
    ends = [start]
    for content, _ in paragraphs:
        ends.append(ends[-1] + 2 * len(content))
    page = _paragraph_page(ends, [properties for _, properties in paragraphs])
    pieces = struct.pack("<IIHIH", 0, len(text), 0, start, 0)
    clx = struct.pack("<BI", 2, len(pieces)) + pieces
    bins = struct.pack("<III", start, ends[-1], 3)  # the properties stand in the page of 512 bytes number 3
    table = clx + bins
    places = {33: (0, len(clx)), 13: (len(clx), len(bins))}
    fib = struct.pack("<HHHHHHHIBBHHII", ident, 0xC1, 0, 0x804, 0, 0x0200 | flags, 0xBF, 0, 0, 0, 0, 0, start, ends[-1])
    fib += struct.pack("<H28x", 14)
    counts = [ends[-1], 0, 0, len(text), *[0] * 18]
    fib += struct.pack("<H22I", 22, *counts)
    pairs = [number for index in range(93) for number in places.get(index, (0, 0))]
    fib += struct.pack("<H186IH", 93, *pairs, 0)
    content = fib.ljust(1536, b"\0") + page + text.encode("utf-16-le")
    return ole({"WordDocument": content, "1Table": table})


def _paragraph_page(ends: Sequence[int], properties: Sequence[bytes]) -> bytes:
    """The page that gives each stretch of text its paragraph properties."""
    page = bytearray(_SECTOR)
    struct.pack_into(f"<{len(ends)}I", page, 0, *ends)
    at = _SECTOR - 2
    for number, sprms in enumerate(properties):
        written = struct.pack("<H", 0) + sprms
        written += b"\0" * ((len(written) + 1) % 2)
        stored = bytes([(len(written) + 1) // 2]) + written
        at = (at - len(stored)) // 2 * 2
        page[at : at + len(stored)] = stored
        page[4 * len(ends) + 13 * number] = at // 2
    page[-1] = len(properties)
    return bytes(page)


IN_TABLE = struct.pack("<HB", 0x2416, 1)


def row_end(widths: Sequence[int]) -> bytes:
    """Properties of the mark that ends a table row of cells with these widths, in twips."""
    edges = [sum(widths[:count]) for count in range(len(widths) + 1)]
    assert all(left < right for left, right in pairwise(edges))
    definition = struct.pack(f"<B{len(edges)}h", len(widths), *edges) + bytes(20) * len(widths)
    return IN_TABLE + struct.pack("<HBHH", 0x2417, 1, 0xD608, len(definition) + 1) + definition
