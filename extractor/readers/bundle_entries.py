"""What all archives have in common: entries, what may be taken out of them, and names to show."""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass
from typing import NamedTuple

from extractor.errors import InputError
from extractor.readers.limits import ReadOptions, is_dense, unsafe

MAX_MEMBERS = 20_000


class Entry(NamedTuple):
    """One file in an archive: its name without ways out of it, and its bytes or why they cannot be had."""

    name: str
    content: bytes | InputError


@dataclass
class Budget:
    """What may still be taken out of an archive and those in it. `spent` once a limit on all of them is passed."""

    options: ReadOptions
    members: int = 0
    taken: int = 0
    spent: bool = False

    def count(self) -> None:
        """One more member, its bytes not yet taken.

        Raises: InputError `unsafe_archive`.
        """
        self.members += 1
        if self.members > MAX_MEMBERS:
            self.spent = True
            raise unsafe(f"the archive holds more than {MAX_MEMBERS} files")

    def take(self, size: int) -> None:
        """So many bytes more, unpacked.

        Raises: InputError `unsafe_archive`.
        """
        self.taken += size
        if self.taken > self.options.max_unpacked_bytes:
            raise self.beyond()

    def beyond(self) -> InputError:
        """The error for more than may be unpacked; nothing else is taken then."""
        self.spent = True
        return unsafe(f"the archive unpacks to more than {self.options.max_unpacked_bytes} bytes")

    def refuse_dense(self, unpacked: int, packed: int) -> None:
        """Nothing, unless the data were packed far more densely than documents ever are.

        Raises: InputError `unsafe_archive`.
        """
        if is_dense(unpacked, packed, self.options.max_ratio):
            raise unsafe(f"packed more than {self.options.max_ratio} times as dense")

    def oversize(self, size: int) -> InputError | None:
        """Why a member of that size is not taken; None where it is."""
        limit = self.options.max_bytes
        if size <= limit:
            return None
        return InputError("too_large", f"it has {size} bytes, more than the limit of {limit}", "split it")


def inner_name(name: str) -> str:
    """`name` as a path within the archive: no root, no drive, no way up, slashes forward.

    Characters that break lines, move a terminal's cursor or turn the direction of writing are escaped (\\x1b). No other
    name becomes the same: it holds no backslash.
    """
    plain = posixpath.normpath(name.replace("\\", "/").replace("\0", ""))
    parts = [part for part in plain.split("/") if part not in ("", ".", "..") and not part.endswith(":")]
    return _UNSEEN.sub(_escaped, "/".join(parts)) or "unnamed"


_UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff]")


def _escaped(match: re.Match[str]) -> str:
    return match.group().encode("unicode_escape").decode("ascii")


def decoded_name(raw: bytes) -> str:
    """A name in UTF-8 or else, as Chinese Windows writes them, GB18030; what fits neither is shown in Latin-1."""
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return raw.decode("latin-1")


def corrupt(reason: str) -> InputError:
    """The error for an archive, or a member of one, that is damaged."""
    return InputError("corrupt", f"the archive is damaged ({reason})", "fetch it again")


def encrypted(reason: str) -> InputError:
    """The error for what cannot be opened without its password."""
    return InputError("encrypted", reason, "give its password (--password), or unpack it yourself")
