"""Libraries imported without what they would load beside themselves and we never ask for."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType


@contextmanager
def held_out(name: str, instead: ModuleType | None = None) -> Iterator[None]:
    """Imports within find `instead` where the module `name` should be, without it they fail as if it were not there.

    Nothing is changed where it is loaded already; afterwards it can be imported as ever.
    """
    if name in sys.modules:
        yield
        return
    sys.modules[name] = instead  # type: ignore[assignment]
    try:
        yield
    finally:
        del sys.modules[name]
