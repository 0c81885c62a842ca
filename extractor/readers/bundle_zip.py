"""ZIP archive -> its entries, names put right: many come from Chinese Windows, which says nothing of its encoding."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Iterator

from extractor.errors import InputError
from extractor.readers.bundle_entries import Budget, Entry, corrupt, decoded_name, encrypted, inner_name
from extractor.readers.zip_container import BAD_ZIP, is_locked

_UTF8 = 0x800  # general purpose flag; APPNOTE 4.4.4
_UNICODE_PATH = 0x7075  # extra field; APPNOTE 4.6.9
_AES = 99  # compression method of WinZip's encryption


def zip_entries(data: bytes, budget: Budget) -> Iterator[Entry]:
    """Files of the ZIP archive `data`, in the order of its directory.

    Raises: InputError `corrupt` or `unsafe_archive`.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except BAD_ZIP as error:
        raise corrupt("its directory cannot be read") from error
    with archive:
        files = [info for info in archive.infolist() if not info.is_dir()]
        for _ in files:
            budget.count()
        budget.take(sum(info.file_size for info in files))
        for info in files:
            yield Entry(inner_name(_name(info)), _content(archive, info, budget))


def _content(archive: zipfile.ZipFile, info: zipfile.ZipInfo, budget: Budget) -> bytes | InputError:
    too_large = budget.oversize(info.file_size)
    if too_large is not None:
        return too_large
    try:
        budget.refuse_dense(info.file_size, info.compress_size)
    except InputError as error:
        return error
    return _read(archive, info, budget.options.password)


def _read(archive: zipfile.ZipFile, info: zipfile.ZipInfo, password: str | None) -> bytes | InputError:
    locked = is_locked(info)
    if locked and info.compress_type == _AES:
        return encrypted("it is encrypted in a way (AES) that is not supported")
    if locked and password is None:
        return encrypted("it is protected by a password")
    tried = [(password or "").encode(encoding) for encoding in ("utf-8", "gb18030")] if locked else [None]
    for secret in tried:
        try:
            with archive.open(info, pwd=secret) as file:
                return file.read(info.file_size)
        except RuntimeError:  # a wrong password, says zipfile
            continue
        except BAD_ZIP as error:
            if not locked:
                return corrupt(str(error) or "a file in it cannot be unpacked")
    return encrypted("the password does not open it")


def _name(info: zipfile.ZipInfo) -> str:
    stated = _unicode_path(info.extra)
    if stated is not None:
        return stated
    if info.flag_bits & _UTF8:
        return info.orig_filename
    try:
        return decoded_name(info.orig_filename.encode("cp437"))
    except UnicodeEncodeError:  # decoded already
        return info.orig_filename


def _unicode_path(extra: bytes) -> str | None:
    """The name that an extra field states in UTF-8, if one does."""
    place = 0
    while place + 4 <= len(extra):
        field, size = struct.unpack_from("<HH", extra, place)
        if field == _UNICODE_PATH and size > 5:
            try:
                return extra[place + 9 : place + 4 + size].decode("utf-8")
            except UnicodeDecodeError:
                return None
        place += 4 + size
    return None
