"""What a caller may ask of a reader, and how far reading may go: size, unpacked size, pages, time.

Every limit has a default that no honest report comes near; a file beyond one gives an `InputError`,
never a document that was cut short in silence. Readers ask here, so that one number rules all formats.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import Literal

from extractor.cache import Cache, NullCache
from extractor.errors import InputError

OcrMode = Literal["auto", "off", "force"]

_MIB = 1024 * 1024
_SMALL = 4 * _MIB


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """How a file is to be read.

    `password` opens encrypted files. `ocr`: "auto" reads the pages as images that have no text of
    use, "off" none, "force" all. `cache` keeps recognised pages. The rest are limits, upper bounds
    included:
    `max_bytes` of the file; `max_pages`; `max_pixels` of one image, decoded or drawn;
    `max_unpacked_bytes` of all parts of a container together, and of one compressed stream;
    `max_ratio` unpacked to packed, for parts that are not small; `max_nesting` containers inside
    each other, the file itself being the first; `max_cells` of one table; `max_span` rows or columns
    of one cell; `max_seconds` a document.
    """

    password: str | None = field(default=None, repr=False)
    ocr: OcrMode = "auto"
    cache: Cache = field(default=NullCache(), repr=False, compare=False)
    max_bytes: int = 512 * _MIB
    max_pages: int = 2000
    max_pixels: int = 64_000_000  # an A0 sheet at 200 dpi has 62 million
    max_unpacked_bytes: int = 512 * _MIB
    max_ratio: int = 300  # Word's own XML stays below 60, a blank scan at 200 dpi below 250
    max_nesting: int = 2
    max_cells: int = 200_000
    max_span: int = 1000  # what browsers allow a `colspan`
    max_seconds: float = 600.0


DEFAULTS = ReadOptions()


@dataclass(frozen=True, slots=True)
class Deadline:
    """The moment at which reading one document has to be over, on the monotonic clock."""

    at: float
    seconds: float

    def check(self) -> None:
        """Nothing while there is time.

        Raises: InputError `timeout`.
        """
        if time.monotonic() > self.at:
            raise InputError("timeout", f"reading took more than {self.seconds:g} s", "split it, or allow more time")


def deadline(options: ReadOptions) -> Deadline:
    """Deadline of a document whose reading begins now."""
    return Deadline(time.monotonic() + options.max_seconds, options.max_seconds)


def is_dense(unpacked: int, packed: int, ratio: int) -> bool:
    """Whether so many bytes were packed more than `ratio` times as dense; few bytes may be as dense as they like."""
    return unpacked > _SMALL and unpacked > ratio * max(packed, 1)


def refuse_more(count: int, limit: int, what: str) -> None:
    """Nothing up to `limit`; `what` names what is counted ("pages", "bytes").

    Raises: InputError `too_large`.
    """
    if count > limit:
        raise InputError("too_large", f"it has {count} {what}, more than the limit of {limit}", "split it")


def unsafe(what: str) -> InputError:
    """The error for a container or stream that is built to do harm; `what` says how."""
    return InputError("unsafe_archive", what, "do not open it; ask for another copy")


def encrypted(what: str, options: ReadOptions) -> InputError:
    """The error for a file that its password keeps shut; `what` names it ("the PDF")."""
    if options.password:
        return InputError("encrypted", f"{what} has another password than the one given", "give the right --password")
    remedy = "give it (--password), remove the password, or save an unprotected copy"
    return InputError("encrypted", f"{what} is protected by a password", remedy)
