"""jieba with its own dictionary, of which a process takes in what its texts ask for.

jieba 0.42.1 makes a table of all 349,046 entries before it cuts the first text, in 0.6 s, or takes one from
`jieba.cache` in the temporary folder, where anybody may have put it. Here the file is only looked through for where
the entries with one first character stand; they become entries of the table when a text with that character comes.
"""

from __future__ import annotations

import hashlib
import logging
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Any, NamedTuple

from extractor.held_out import held_out

_RUN = re.compile(rb"([\xc0-\xff][\x80-\xbf]+|.).*\n?(?:\1.*\n?)*")  # lines in a row with one first character
_ENTRY = re.compile(r"^(\S+) (\d+)", re.MULTILINE)
_FREQUENCY = re.compile(rb"^\S+ (\d+)", re.MULTILINE)
# The sum of all frequencies by the file's SHA-256: that of jieba 0.42.1 need not be added up anew in 50 ms.
_KNOWN_TOTALS = {"7197c3211ddd98962b036cdf40324d1ea2bfaa12bd028e68faa70111a88e12a8": 60_101_967}
_ORDINARY = re.compile(r"^(\S{2,3}) \d+ (?!nr)", re.MULTILINE)


class Dictionary(NamedTuple):
    """Lines of word, frequency and part of speech; where those with each first character stand; all frequencies."""

    file: bytes
    places: Mapping[str, list[tuple[int, int]]]
    total: int

    def words(self, first: str) -> dict[str, int]:
        """All words that begin with the character `first`, with their frequencies."""
        found: dict[str, int] = {}
        for start, end in self.places.get(first, ()):
            entries = _ENTRY.findall(self.file[start:end].decode())
            found.update((word, int(frequency)) for word, frequency in entries)
        return found

    def part_of_speech(self, word: str) -> str | None:
        """jieba's tag of `word` (n, v, vn, a …), None for a word that it does not know."""
        for start, end in self.places.get(word[:1], ()):
            tag = re.search(rf"^{re.escape(word)} \d+ (\w+)", self.file[start:end].decode(), re.MULTILINE)
            if tag:
                return tag[1]
        return None


@lru_cache(maxsize=1)
def dictionary() -> Dictionary:
    """jieba's own dictionary, read once in a process."""
    with _jieba().get_dict_file() as opened:
        file: bytes = opened.read()
    places: dict[str, list[tuple[int, int]]] = {}
    for run in _RUN.finditer(file):
        places.setdefault(run[1].decode(), []).append(run.span())
    return Dictionary(file, places, _KNOWN_TOTALS.get(hashlib.sha256(file).hexdigest()) or total_of(file))


def total_of(file: bytes) -> int:
    """The sum of all frequencies in a dictionary's file."""
    return sum(map(int, _FREQUENCY.findall(file)))


@lru_cache(maxsize=1)
def ordinary_words() -> frozenset[str]:
    """The words of two and three characters that the dictionary does not have as names of persons."""
    return frozenset(_ORDINARY.findall(dictionary().file.decode()))


class Segmenter:
    """Cuts text as a `jieba.Tokenizer` does that has the whole dictionary, and `more` words that are to stay whole."""

    def __init__(self, more: Iterable[str] = ()) -> None:
        self._tokenizer = _jieba().Tokenizer()
        self._tokenizer.total = dictionary().total
        self._tokenizer.initialized = True
        self._known: set[str] = set()
        for word in more:
            self._take_in(word)
            self._tokenizer.add_word(word)

    def cut(self, text: str) -> Iterator[str]:
        """The words of `text`, which they join to."""
        self._take_in(text)
        found: Iterator[str] = self._tokenizer.cut(text)
        return found

    def cut_for_search(self, text: str) -> Iterator[str]:
        """The words of `text` and those within them, none that the dictionary does not have."""
        self._take_in(text)
        found: Iterator[str] = self._tokenizer.cut_for_search(text, HMM=False)
        return found

    def _take_in(self, text: str) -> None:
        """Make the table know, of each character in `text`, all words that begin with it, and what they begin with."""
        new = set(text) - self._known
        if not new:
            return
        self._known |= new
        table = self._tokenizer.FREQ
        for first in new:
            words = dictionary().words(first)
            table.update(words)
            beginnings: Iterable[str] = words
            while beginnings := {word[:-1] for word in beginnings if len(word) > 1}:
                for beginning in beginnings:
                    table.setdefault(beginning, 0)


def _jieba() -> Any:
    """jieba, loaded without pkg_resources, which takes a quarter of a second to open one file."""
    with held_out("pkg_resources"):
        import jieba

    jieba.setLogLevel(logging.WARNING)
    return jieba
