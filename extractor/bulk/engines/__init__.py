"""The engines that a run can use besides this machine's processes: one file for each library that carries shards."""

from __future__ import annotations

from urllib.parse import urlsplit

_LOOPBACK = ("localhost", "127.0.0.1", "::1")


class Refused(Exception):
    """An engine that is not to be used as things stand: its library is missing, or its cluster is open to anybody."""


def is_loopback(address: str) -> bool:
    """Whether `address` (host:port, or an URL) can only be reached from this machine."""
    return urlsplit(address if "//" in address else f"//{address}").hostname in _LOOPBACK
