"""Waiting for what other processes do."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TypeVar

Seen = TypeVar("Seen")


def comes_true(what: Callable[[], Seen], seconds: float = 60.0) -> Seen | None:
    """What `what` gives as soon as that is true, None where it does not become so in time."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if seen := what():
            return seen
        time.sleep(0.05)
    return None
