from __future__ import annotations

from decimal import Decimal

from extractor.recall import recalled


def test_an_object_that_was_asked_about_is_not_asked_about_again() -> None:
    asked: list[list[int]] = []

    @recalled(2)
    def total(numbers: list[int]) -> int:
        asked.append(numbers)
        return sum(numbers)

    one, other = [1, 2], [3]

    assert [total(one), total(other), total(one), total(other)] == [3, 3, 3, 3]
    assert asked == [one, other]


def test_equal_objects_are_told_apart() -> None:
    shown = recalled(8)(str)

    assert [shown(Decimal("1")), shown(Decimal("1.0"))] == ["1", "1.0"]


def test_no_more_answers_are_kept_than_allowed() -> None:
    calls: list[str] = []

    @recalled(2)
    def length(text: str) -> int:
        calls.append(text)
        return len(text)

    words = ["甲" * size for size in (1, 2, 3)]
    for word in (*words, words[2], words[0]):
        length(word)

    assert [len(word) for word in calls] == [1, 2, 3, 1]
