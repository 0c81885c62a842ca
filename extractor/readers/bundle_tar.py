"""TAR archive, packed by gzip, bzip2 or xz or not at all -> its entries; and single files packed so."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import posixpath
import tarfile
import zlib
from collections.abc import Iterator

from extractor.readers.bundle_entries import Budget, Entry, corrupt, decoded_name, inner_name

_Stream = io.BytesIO | gzip.GzipFile | bz2.BZ2File | lzma.LZMAFile
_ENDINGS = (".gz", ".bz2", ".xz")
_MAGIC_AT, _MAGIC = 257, b"ustar"
_BAD = (tarfile.TarError, EOFError, OSError, ValueError, zlib.error, lzma.LZMAError, LookupError)


def tar_entries(data: bytes, path: str, budget: Budget) -> Iterator[Entry]:
    """Files of the archive `data`, in order; a file packed alone is the one entry, called as `path` without its ending.

    Raises: InputError `corrupt` or `unsafe_archive`.
    """
    stream = _Unpacked(data, budget)
    try:
        if not stream.start[_MAGIC_AT:].startswith(_MAGIC):
            yield Entry(inner_name(_alone(path)), stream.read())
            return
        with tarfile.open(fileobj=stream, mode="r|") as archive:
            yield from _files(archive, budget)
    except _BAD as error:
        raise corrupt(str(error) or "it ends too early") from error


def _files(archive: tarfile.TarFile, budget: Budget) -> Iterator[Entry]:
    for member in archive:
        if not member.isreg():
            continue
        budget.count()
        if member.size > budget.options.max_unpacked_bytes:  # tarfile would read on and on to get behind it
            raise budget.beyond()
        name = inner_name(decoded_name(member.name.encode("utf-8", "surrogateescape")))
        too_large = budget.oversize(member.size)
        file = archive.extractfile(member) if too_large is None else None
        yield Entry(name, file.read() if file is not None else too_large or b"")


def _alone(path: str) -> str:
    name = posixpath.basename(path.replace("\\", "/").rpartition("!/")[2])
    ending = next((ending for ending in _ENDINGS if name.lower().endswith(ending)), "")
    return name.removesuffix(name[len(name) - len(ending) :]) if ending else name


def _opened(data: bytes) -> _Stream:
    packed = io.BytesIO(data)
    if data.startswith(b"\x1f\x8b"):
        return gzip.GzipFile(fileobj=packed)
    if data.startswith(b"BZh"):
        return bz2.BZ2File(packed)
    return lzma.LZMAFile(packed) if data.startswith(b"\xfd7zXZ\0") else packed


class _Unpacked(io.RawIOBase):
    """The bytes of `data`, unpacked as they are read, and counted."""

    def __init__(self, data: bytes, budget: Budget) -> None:
        self._file = _opened(data)
        self._budget, self._packed, self._unpacked = budget, len(data), 0
        try:
            self.start = self._next(512)
        except _BAD as error:
            raise corrupt(str(error) or "it ends too early") from error
        self._left = self.start

    def readable(self) -> bool:
        """It is."""
        return True

    def read(self, size: int | None = -1) -> bytes:
        """The next `size` bytes, or all.

        Raises: InputError `unsafe_archive` for more than may be unpacked.
        """
        if size is None or size < 0:
            return b"".join(iter(lambda: self.read(1 << 20), b""))
        taken, self._left = self._left[:size], self._left[size:]
        return taken + self._next(size - len(taken)) if len(taken) < size else taken

    def _next(self, size: int) -> bytes:
        chunk = self._file.read(size)
        self._unpacked += len(chunk)
        self._budget.take(len(chunk))
        self._budget.refuse_dense(self._unpacked, self._packed)
        return chunk
