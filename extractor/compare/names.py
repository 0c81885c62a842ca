"""Names as alignment sees them: weighted words and pairs of characters beside what `name_words.py` sees.

A word weighs what jieba's own table of inverse document frequencies gives it, so rare words count more
and the weight does not depend on what else is compared; weak words (开展, 数量 …) weigh next to nothing.
"""

from __future__ import annotations

import statistics
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from extractor.name_words import NameWords, words_of
from extractor.patterns import Library

WEAK_WEIGHT = 0.5
# Share of the words in the likeness of two names, the rest being the pairs of characters: words tell
# what is meant, pairs bridge words that are cut differently (参训人员, 培训).
WORDS_SHARE = 0.5


@dataclass(frozen=True, slots=True)
class NameView:
    """A name with the weight of each word and of all, and the pairs of its characters."""

    name: NameWords
    weights: Mapping[str, float]
    weight: float
    pairs: frozenset[str]


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

    def _seen(self, printed: str) -> NameView:
        name = words_of(printed, self.library)
        weights = {word: self._weight(word) for word in name.words}
        pairs = frozenset(name.text[start : start + 2] for start in range(len(name.text) - 1))
        return NameView(name, weights, sum(weights.values()), pairs)

    def _weight(self, word: str) -> float:
        if self.library.classify("series", "weak_word", word):
            return WEAK_WEIGHT
        known, usual = rarities()
        return known.get(word, usual)


def likeness(one: NameView, other: NameView) -> float:
    """How alike two names are, from 0 to 1; 1 for the same words."""
    if one.name.text == other.name.text:
        return 1.0
    shared = sum(weight for word, weight in one.weights.items() if word in other.weights)
    words = 2 * shared / (one.weight + other.weight) if shared else 0.0
    pairs = _dice(one.pairs, other.pairs)
    # Characters alone, a little discounted, carry names whose words were turned round (参与…人数, …参与人数).
    return max(WORDS_SHARE * words + (1 - WORDS_SHARE) * pairs, 0.9 * _dice(one.name.characters, other.name.characters))


def covered(whole: NameView, part: NameView) -> float:
    """Share of the weight of `part` that stands in `whole` too; 小学教师 stands where 小学 and 教师 do."""
    inside = sum(weight for word, weight in part.weights.items() if _stands_in(whole, word))
    return inside / part.weight if part.weight else 0.0


def _stands_in(whole: NameView, word: str) -> bool:
    said = whole.weights
    return word in said or any(word[:at] in said and word[at:] in said for at in range(1, len(word)))


def _dice(one: frozenset[str], other: frozenset[str]) -> float:
    both = len(one) + len(other)
    return 2 * len(one & other) / both if both else 0.0


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
