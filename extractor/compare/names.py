"""Names as alignment sees them: weighted words, pairs of characters, and the answers that keep two names apart.

A word weighs what jieba's own table of inverse document frequencies gives it, so rare words count more
and the weight does not depend on what else is compared; weak words (开展, 数量 …) weigh next to nothing.
"""

from __future__ import annotations

import re
import statistics
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from extractor.dictionary import Segmenter
from extractor.patterns import Library, Pattern
from extractor.width import fold, squeeze

WEAK_WEIGHT = 0.5
# Share of the words in the likeness of two names, the rest being the pairs of characters: words tell
# what is meant, pairs bridge words that are cut differently (参训人员, 培训).
WORDS_SHARE = 0.5
_YEAR, _NUMBER = re.compile(r"(?:19|20)\d\d(?=年)"), re.compile(r"\d+")
_MARKS = re.compile(r"[^\w%≥≤]+")


@dataclass(frozen=True, slots=True)
class NameView:
    """A name: without marks, its words with weights, its characters and pairs of them, its answers by question.

    `numbers` are those that stand in it, years excepted (产后42天 is not 产后7天).
    """

    text: str
    words: Mapping[str, float]
    weight: float
    pairs: frozenset[str]
    characters: frozenset[str]
    answers: Mapping[str, frozenset[str]]
    numbers: frozenset[str]


@dataclass
class Names:
    """Views of names, each made once."""

    library: Library
    _views: dict[str, NameView] = field(default_factory=dict)

    def view(self, name: str) -> NameView:
        """The view of `name` as printed."""
        if name not in self._views:
            self._views[name] = self._seen(name)
        return self._views[name]

    def _seen(self, name: str) -> NameView:
        text = plain(name)
        words = {word: self._weight(word) for word in segmenter(self.library).cut_for_search(text)}
        return NameView(
            text=text,
            words=words,
            weight=sum(words.values()),
            pairs=frozenset(text[start : start + 2] for start in range(len(text) - 1)),
            characters=frozenset(text),
            answers=self._answers(text),
            numbers=frozenset(_NUMBER.findall(_YEAR.sub("", text))),
        )

    def _weight(self, word: str) -> float:
        if self.library.classify("series", "weak_word", word):
            return WEAK_WEIGHT
        known, usual = rarities()
        return known.get(word, usual)

    def _answers(self, text: str) -> dict[str, frozenset[str]]:
        found: dict[str, set[str]] = {}
        for pattern in contrasts(self.library):
            if pattern.find(text):
                found.setdefault(pattern.field, set()).add(pattern.value)
        return {question: frozenset(answers) for question, answers in found.items()}


@lru_cache(maxsize=1 << 16)
def plain(name: str) -> str:
    """`name` in half width, without white space, brackets and other marks."""
    return _MARKS.sub("", squeeze(fold(name)).text)


def likeness(one: NameView, other: NameView) -> float:
    """How alike two names are, from 0 to 1; 1 for the same words."""
    if one.text == other.text:
        return 1.0
    shared = sum(weight for word, weight in one.words.items() if word in other.words)
    words = 2 * shared / (one.weight + other.weight) if shared else 0.0
    pairs = _dice(one.pairs, other.pairs)
    # Characters alone, a little discounted, carry names whose words were turned round (参与…人数, …参与人数).
    return max(WORDS_SHARE * words + (1 - WORDS_SHARE) * pairs, 0.9 * _dice(one.characters, other.characters))


def contrast(one: NameView, other: NameView) -> str | None:
    """The first question to which the two names give answers that exclude each other, or None."""
    for question, answers in one.answers.items():
        others = other.answers.get(question)
        if others and not answers & others:
            return question
    return None


def covered(whole: NameView, part: NameView) -> float:
    """Share of the weight of `part` that stands in `whole` too; 小学教师 stands where 小学 and 教师 do."""
    inside = sum(weight for word, weight in part.words.items() if _stands_in(whole, word))
    return inside / part.weight if part.weight else 0.0


def _stands_in(whole: NameView, word: str) -> bool:
    said = whole.words
    return word in said or any(word[:at] in said and word[at:] in said for at in range(1, len(word)))


def _dice(one: frozenset[str], other: frozenset[str]) -> float:
    both = len(one) + len(other)
    return 2 * len(one & other) / both if both else 0.0


@lru_cache(maxsize=2)
def contrasts(library: Library) -> tuple[Pattern, ...]:
    """The entries of `patterns/contrasts.toml`."""
    return tuple(pattern for pattern in library.patterns if pattern.finder == "contrast")


@lru_cache(maxsize=2)
def segmenter(library: Library) -> Segmenter:
    """jieba with the words of the library, built once in a process."""
    return Segmenter(library.words)


@lru_cache(maxsize=1)
def rarities() -> tuple[Mapping[str, float], float]:
    """Inverse document frequency of words, and the one to take for unknown words (their median).

    The table is the one that jieba ships for its own keyword extraction, read here because jieba 0.42.1
    leaves the file open.
    """
    import jieba

    text = Path(jieba.__file__).with_name("analyse").joinpath("idf.txt").read_text(encoding="utf-8")
    known = {word: float(rarity) for word, rarity in (line.split(" ") for line in text.splitlines())}
    return known, statistics.median_high(known.values())
