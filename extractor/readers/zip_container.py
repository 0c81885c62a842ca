"""A ZIP file as containers of documents use it: opening one, and what can go wrong with its parts."""

from __future__ import annotations

import struct
import zipfile
import zlib

# What zipfile raises for damaged bytes, when the directory or a part is read.
BAD_ZIP = (
    zipfile.BadZipFile, zlib.error, struct.error, EOFError, NotImplementedError, OSError, ValueError, LookupError,
)  # fmt: skip


def is_locked(part: zipfile.ZipInfo) -> bool:
    """Whether the part is encrypted. Source: APPNOTE 4.4.4, bit 0."""
    return bool(part.flag_bits & 0x1)
