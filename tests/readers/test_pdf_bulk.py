"""Calls of a C library for many things at once."""

from __future__ import annotations

import ctypes
from threading import Thread
from typing import Any

import pytest

from extractor.readers import pdf_bulk as bulk

HANDLE = [bulk.Handle(1)] * 3


@ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_int, ctypes.POINTER(ctypes.c_float))
def point(handle: int, place: int, target: Any) -> int:
    """Writes the place and its double, but of even places nothing."""
    if place % 2:
        target[0], target[1] = place, 2 * place
    return place % 2


@ctypes.CFUNCTYPE(
    ctypes.c_int, ctypes.c_void_p, ctypes.c_int, ctypes.POINTER(ctypes.c_double), ctypes.POINTER(ctypes.c_double)
)
def box(handle: int, place: int, first: Any, second: Any) -> int:
    first[0], second[0] = place, -place
    return 1


def test_all_first_numbers_come_together_and_so_on() -> None:
    assert bulk.filled(point, ("f", 2), HANDLE, [1, 3, 5]) == [(1, 3, 5), (2, 6, 10)]
    assert bulk.spread(box, ("d", 2), HANDLE, [1, 3, 5]) == [(1, 3, 5), (-1, -3, -5)]


def test_what_a_call_does_not_answer_is_nothing_and_not_the_answer_before() -> None:
    bulk.filled(point, ("f", 2), HANDLE, [7, 7, 7])

    assert bulk.filled(point, ("f", 2), HANDLE, [1, 2, 3]) == [(1, 0, 3), (2, 0, 6)]


def test_answers_of_one_call_stay_when_the_next_is_made() -> None:
    first = bulk.filled(point, ("f", 2), HANDLE, [1, 3, 5])
    bulk.filled(point, ("f", 2), HANDLE, [7, 7, 7])

    assert first == [(1, 3, 5), (2, 6, 10)]


@pytest.mark.parametrize("count", [0, 3, 40_000])
def test_any_number_of_calls_is_answered(count: int) -> None:
    found = bulk.filled(point, ("f", 2), [bulk.Handle(1)] * count, [1] * count)

    assert found == [(1,) * count, (2,) * count]


def test_threads_do_not_write_into_each_others_answers() -> None:
    found: list[list[bulk.Numbers]] = []

    @ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_int, ctypes.POINTER(ctypes.c_float))
    def interrupted(handle: int, place: int, target: Any) -> int:
        target[0] = place
        if place == 3:
            other = Thread(target=lambda: found.append(bulk.filled(point, ("f", 2), HANDLE, [7, 7, 7])))
            other.start()
            other.join()
        return 1

    assert bulk.filled(interrupted, ("f", 2), HANDLE, [1, 3, 5]) == [(1, 3, 5), (0, 0, 0)]
    assert found == [[(7, 7, 7), (14, 14, 14)]]
