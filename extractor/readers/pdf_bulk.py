"""Calls of PDFium for many things at once: each answers for one character or object, and a page has thousands of them.

To check, wrap and convert the arguments of such a call takes ctypes longer than PDFium takes for the answer, so
functions are called by their bare addresses, their arguments made ready before, and answers go into arrays.
Arguments are handles as `address` or `handles` give them, and small whole numbers.
"""

from __future__ import annotations

import ctypes
import threading
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from itertools import pairwise, repeat
from struct import unpack_from
from typing import Any

Numbers = tuple[float, ...]

_WORD = 8  # bytes
_KEPT = 8192  # words: places of 4000 characters
_OWN = threading.local()


class Handle(ctypes.c_void_p):
    """What PDFium knows a page, an object or a segment by; a type of its own, or ctypes would make numbers of them."""


def address(pointer: Any) -> Any:
    """A pointer as an argument that needs no conversion; it does not keep alive what it points to."""
    return ctypes.c_void_p.from_param(ctypes.cast(pointer, ctypes.c_void_p).value or 0)


def answers(function: Any, *arguments: Iterable[Any], kind: Any = ctypes.c_int) -> list[Any]:
    """What `function` gives, as a value of the C type `kind`, for the first of all `arguments`, for the second …"""
    return list(map(_bare(function, kind), *arguments))


def handles(function: Any, *arguments: Iterable[Any]) -> list[Handle]:
    """What a `function` that gives a handle does so, to be handed on."""
    return answers(function, *arguments, kind=Handle)


def filled(function: Any, shape: tuple[str, int], *arguments: Sequence[Any] | repeat[Any]) -> list[Numbers]:
    """Numbers that `function(*arguments, target)` writes, for each of the arguments: all first ones, all second ones …

    `shape` is the code of their C type and how many there are, one behind the other. The last arguments are counted.
    """
    code, count = shape
    return _lists(function, arguments, (code, count, count))


def spread(function: Any, shape: tuple[str, int], *arguments: Sequence[Any] | repeat[Any]) -> list[Numbers]:
    """The same of a `function(*arguments, first, second, …)` with a target for every number."""
    return _lists(function, arguments, (*shape, 1))


def _lists(function: Any, arguments: Sequence[Any], layout: tuple[str, int, int]) -> list[Numbers]:
    code, count, each = layout
    size, calls = ctypes.sizeof(_TYPES[code]), len(arguments[-1])
    slot, blocks = -(-each * size // _WORD), count // each
    ends = [block * calls * slot for block in range(blocks + 1)]
    room = _room(ends[-1])
    targets = [room.places[start:end:slot] for start, end in pairwise(ends)]
    deque(map(_bare(function, ctypes.c_int), *arguments, *targets), maxlen=0)
    words = _WORD // size
    numbers = unpack_from(f"{ends[-1] * words}{code}", room.target)
    return [
        numbers[start * words + at : end * words : slot * words] for start, end in pairwise(ends) for at in range(each)
    ]


class _Room:
    """Memory for answers, and the places in it as arguments: to make those takes longer than to use them."""

    def __init__(self, words: int) -> None:
        self.target = (ctypes.c_uint64 * words)()
        self.places = [ctypes.byref(self.target, at) for at in range(0, _WORD * words, _WORD)]


def _room(words: int) -> _Room:
    """Empty memory of that many words at least; a thread keeps what nearly every page can do with."""
    if words > _KEPT:
        return _Room(words)
    room: _Room | None = getattr(_OWN, "room", None)
    if room is None:
        room = _OWN.room = _Room(_KEPT)
    ctypes.memset(room.target, 0, _WORD * words)  # what a call does not answer is 0, not the answer before
    return room


def _bare(function: Any, kind: Any) -> Callable[..., Any]:
    """The function without checks of what it is given; it keeps the interpreter's lock."""
    place = ctypes.c_void_p.from_address(ctypes.addressof(function)).value  # `ctypes.cast` takes five times as long
    bare: Callable[..., Any] = _prototype(kind)(place)
    return bare


@cache
def _prototype(kind: Any) -> Any:
    """The type of functions that give a `kind`; ctypes makes a new one whenever it is asked."""
    return ctypes.PYFUNCTYPE(kind)


_TYPES: dict[str, Any] = {"f": ctypes.c_float, "d": ctypes.c_double, "i": ctypes.c_int}
