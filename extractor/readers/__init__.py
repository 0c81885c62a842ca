"""A file -> `Document`: its kind is found from its content, then `from_<kind>.py` reads it.

The name of a reader's file is its registration; each has `read(data, source, *, options) -> Document`.
Nothing but `InputError` (or `UnsupportedFormat`) leaves a reader, whatever the bytes.
"""

from __future__ import annotations

import importlib
import importlib.util
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import file_digest, sha256
from pathlib import Path
from typing import Protocol

from extractor.document import Document, Source
from extractor.errors import InputError
from extractor.readers.limits import DEFAULTS, ReadOptions, refuse_more
from extractor.readers.sniff import Kind, kind_of, unsupported


class Reader(Protocol):
    """What every `from_<kind>.read` is."""

    def __call__(self, data: bytes, source: Source, *, options: ReadOptions) -> Document:
        """The file `data` as read, within the limits of `options`."""


def read(data: bytes, *, path: str, options: ReadOptions = DEFAULTS) -> Document:
    """The file `data` as read; `path` is what its source is called.

    Raises: InputError for a file that cannot be read, UnsupportedFormat for one of a kind that has
    no reader.
    """
    refuse_more(len(data), options.max_bytes, "bytes")
    kind = kind_of(data, path)
    source = Source(path=path, sha256=sha256(data).hexdigest(), media_type=kind.media_type, bytes=len(data))
    return reader_of(kind)(data, source, options=options)


def read_file(path: Path, *, name: str | None = None, options: ReadOptions = DEFAULTS) -> Document:
    """The file at `path` as read; `name` is what its source is called, else the path as given.

    Raises: InputError, also `not_found` and `unreadable` (a folder, no permission).
    """
    return read(bytes_of(path, options), path=str(path) if name is None else name, options=options)


def bytes_of(path: Path, options: ReadOptions = DEFAULTS) -> bytes:
    """Bytes of the file at `path`.

    Raises: InputError `not_found`, `unreadable` (a folder, no permission) and `too_large`.
    """
    with _telling():
        refuse_more(path.stat().st_size, options.max_bytes, "bytes")
        return path.read_bytes()


def digest_of(path: Path, options: ReadOptions = DEFAULTS) -> str:
    """SHA-256 of the file at `path`, in hex digits, without holding it. Raises: as `bytes_of`."""
    with _telling():
        refuse_more(path.stat().st_size, options.max_bytes, "bytes")
        with path.open("rb") as file:
            return file_digest(file, "sha256").hexdigest()


@contextmanager
def _telling() -> Iterator[None]:
    """What the system says of a file that cannot be read, told as an InputError."""
    try:
        yield
    except FileNotFoundError as error:
        raise InputError("not_found", "no such file", "check the path") from error
    except IsADirectoryError as error:
        raise InputError("unreadable", "this is a folder", "name the files in it") from error
    except PermissionError as error:
        raise InputError("unreadable", "no permission to read it", "check the file's access rights") from error
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise InputError("unreadable", f"it cannot be read ({reason})", "check the path and the disk") from error


def reader_of(kind: Kind) -> Reader:
    """The reader of the files of a kind. Raises: UnsupportedFormat where there is none."""
    name = f"{__name__}.from_{kind.name}"
    if importlib.util.find_spec(name) is None:
        raise unsupported(kind)
    reader: Reader = importlib.import_module(name).read
    return reader
