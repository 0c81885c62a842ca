"""Members of archives, one at a time and without unpacking: listed once, then fetched in their order."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

from extractor.errors import InputError
from extractor.readers import bundle
from extractor.readers.bundle import Member
from extractor.readers.limits import ReadOptions
from extractor.readers.sniff import name_hint

Listed = tuple[str, str, str | None]


def list_members(data: bytes, options: ReadOptions) -> tuple[list[Listed], InputError | None]:
    """Each member of the archive `data`, and why the list ends too early, if it does.

    A member is its name (which begins with `!/`), the id of its content and None; or its name with code and
    message of why it cannot be had.
    """
    listed: list[Listed] = []
    try:
        for member in bundle.iter_members(data, "", options):
            listed.append(_listed(member))
        if not listed:
            raise InputError("empty", "the archive holds no files", "check that it was made to its end")
    except InputError as error:
        return listed, error
    return listed, None


def content_id(sha256: str, name: str) -> str:
    """What tells the contents of documents apart: the hash of the bytes, and all of the name that reading heeds."""
    return sha256 + name_hint(name)


def _listed(member: Member) -> Listed:
    if isinstance(member.content, InputError):
        return member.path, member.content.code, str(member.content)
    return member.path, content_id(hashlib.sha256(member.content).hexdigest(), member.path), None


class OpenArchive:
    """One archive from which members are taken; forwards at no cost, backwards by beginning again."""

    def __init__(self, path: str, options: ReadOptions) -> None:
        self.path = path
        self._options = options
        self._data = _bytes(path, options)
        self._next = 0
        self._members = self._begin()

    def member(self, number: int) -> bytes:
        """Bytes of the member `number`, from 0.

        Raises: InputError where it cannot be had, `not_found` where the archive has no such member any more.
        """
        if number < self._next:
            self._members, self._next = self._begin(), 0
        for member in self._members:
            self._next += 1
            if self._next > number:
                if isinstance(member.content, InputError):
                    raise member.content
                return member.content
        raise InputError("not_found", "the archive does not hold it any more", "run the same command again")

    def _begin(self) -> Iterator[Member]:
        return iter(bundle.iter_members(self._data, "", self._options))


def _bytes(path: str, options: ReadOptions) -> bytes:
    from extractor import readers

    return readers.bytes_of(Path(path), options)
