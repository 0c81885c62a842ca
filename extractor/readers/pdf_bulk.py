"""Calls of PDFium for many characters at once: each answers for one of them, and there are thousands on a page.

To check, wrap and convert the arguments of such a call takes ctypes longer than PDFium takes for the answer, so
functions are called by their bare addresses, their arguments made ready before, and answers go into arrays.
"""

from __future__ import annotations

import ctypes
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from itertools import repeat
from typing import Any

Numbers = list[float]


def address(pointer: Any) -> ctypes.c_void_p:
    """A pointer or function as an argument that needs no conversion."""
    return ctypes.cast(pointer, ctypes.c_void_p)


def answers(function: Any, handle: ctypes.c_void_p, places: Iterable[int], kind: Any = ctypes.c_int) -> list[Any]:
    """What `function(handle, place)` gives for each of `places`, as a value of the C type `kind`."""
    return list(map(_bare(function, kind), repeat(handle), places))


def states(function: Any, handles: Iterable[int]) -> list[int]:
    """What `function(handle)` gives for each of `handles`, which are addresses."""
    return list(map(_bare(function, ctypes.c_int), map(ctypes.c_void_p, handles)))


def filled(function: Any, handle: ctypes.c_void_p, places: Sequence[int], shape: tuple[str, int]) -> list[Numbers]:
    """Numbers that `function(handle, place, target)` writes for each of `places`: a list of each of them.

    `shape` is the code of their C type and how many there are, one behind the other.
    """
    code, count = shape
    return _lists(function, handle, places, (code, count, count))


def spread(function: Any, handle: ctypes.c_void_p, places: Sequence[int], shape: tuple[str, int]) -> list[Numbers]:
    """The same of a `function(handle, place, first, second, …)` with a target for every number."""
    return _lists(function, handle, places, (*shape, 1))


def _lists(
    function: Any, handle: ctypes.c_void_p, places: Sequence[int], layout: tuple[str, int, int]
) -> list[Numbers]:
    code, count, each = layout
    size = ctypes.sizeof(_TYPES[code])
    target = (_TYPES[code] * max(count * len(places), 1))()
    end = size * count * len(places)
    starts = (map(ctypes.byref, repeat(target), range(at * size, end, count * size)) for at in range(0, count, each))
    deque(map(_bare(function, ctypes.c_int), repeat(handle), places, *starts), maxlen=0)
    numbers = memoryview(target).cast("B").cast(code)  # type: ignore[call-overload]
    return [numbers[at : count * len(places) : count].tolist() for at in range(count)]


def _bare(function: Any, kind: Any) -> Callable[..., Any]:
    """The function without checks of what it is given; it keeps the interpreter's lock."""
    return ctypes.PYFUNCTYPE(kind)(address(function).value or 0)


_TYPES: dict[str, Any] = {"f": ctypes.c_float, "d": ctypes.c_double}
