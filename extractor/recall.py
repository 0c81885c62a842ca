"""Answers kept for objects that are asked about several times in a row, told apart by identity.

Not by equality: facts that are equal may be printed differently (1 and 1.0 are one Decimal), and to hash all
facts of a report takes longer than most answers.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import update_wrapper
from typing import TypeVar

_Asked = TypeVar("_Asked")
_Answer = TypeVar("_Answer")


def recalled(most: int) -> Callable[[Callable[[_Asked], _Answer]], Callable[[_Asked], _Answer]]:
    """Makes a function of one frozen object keep its last answers, `most` at a time, with the objects themselves."""

    def decorate(function: Callable[[_Asked], _Answer]) -> Callable[[_Asked], _Answer]:
        kept: dict[int, tuple[_Asked, _Answer]] = {}

        def again(asked: _Asked, /) -> _Answer:
            known = kept.get(id(asked))
            if known is not None:
                return known[1]
            answer = function(asked)
            if len(kept) >= most:
                kept.clear()
            kept[id(asked)] = asked, answer
            return answer

        update_wrapper(again, function)
        return again

    return decorate
