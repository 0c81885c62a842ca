"""Names as words: without marks, cut by jieba, with the numbers in them and the answers that keep two names apart."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from extractor.dictionary import Segmenter
from extractor.patterns import Library, Pattern
from extractor.width import fold, squeeze

_YEAR, _NUMBER = re.compile(r"(?:19|20)\d\d(?=年)"), re.compile(r"\d+")
_MARKS = re.compile(r"[^\w%≥≤]+")


@dataclass(frozen=True, slots=True)
class NameWords:
    """A name without marks: its words, its characters, the numbers in it, its answers by question.

    Numbers are all but years (产后42天 is not 产后7天); questions are those of `patterns/contrasts.toml`.
    """

    text: str
    words: tuple[str, ...]
    characters: frozenset[str]
    numbers: frozenset[str]
    answers: Mapping[str, frozenset[str]]


@lru_cache(maxsize=1024)  # each name of a report is held against others
def words_of(name: str, library: Library) -> NameWords:
    """What stands in `name` as printed, short forms spelled out (规上企业, 规模以上企业)."""
    printed = plain(name)
    text = _spelled_out(printed, library)
    return NameWords(
        text=text,
        words=tuple(dict.fromkeys(_segmenter(library).cut_for_search(text))),
        characters=frozenset(text),
        numbers=frozenset(_NUMBER.findall(_YEAR.sub("", text))),
        answers=_answers(printed, library),
    )


@lru_cache(maxsize=1 << 16)
def plain(name: str) -> str:
    """`name` in half width, without white space, brackets and other marks."""
    return _MARKS.sub("", squeeze(fold(name)).text)


def _spelled_out(text: str, library: Library) -> str:
    for pattern in library.of("series", "short_form"):
        if match := pattern.find(text):
            text = text.replace(match.group(), pattern.value)
    return text


def _answers(text: str, library: Library) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for pattern in _contrasts(library):
        if pattern.find(text):
            found.setdefault(pattern.field, set()).add(pattern.value)
    return {question: frozenset(answers) for question, answers in found.items()}


def contrast(one: NameWords, other: NameWords) -> str | None:
    """The first question to which the two names give answers that exclude each other (城市, 农村), or None."""
    for question, answers in one.answers.items():
        others = other.answers.get(question)
        if others and not answers & others:
            return question
    return None


@lru_cache(maxsize=2)
def _contrasts(library: Library) -> tuple[Pattern, ...]:
    return tuple(pattern for pattern in library.patterns if pattern.finder == "contrast")


@lru_cache(maxsize=2)
def _segmenter(library: Library) -> Segmenter:
    """jieba with the words of the library, built once in a process."""
    return Segmenter(library.words)
