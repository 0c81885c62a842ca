"""Whether two names differ by a word that was reworded, or by a word that names another thing.

小麦良种补贴面积 and 玉米良种补贴面积 are as alike as a name and its rewording; what tells is that in one place each
has a word of its own, and that the two words do not stand for each other. A word that only one of the names has, or
that each has elsewhere (信息系统验收, 系统建设验收), narrows a name and leaves it the same one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from functools import lru_cache
from typing import Literal

from extractor.dictionary import dictionary
from extractor.name_words import NameWords
from extractor.patterns import Library

# Words that say nothing of what an indicator is about, by the fields of `patterns/series.toml`.
_EMPTY = ("weak_word", "measure_word", "generic_word")
# The same for names of programmes (公共文化服务体系建设, 公共文化服务高质量发展).
OF_PROGRAMMES = (*_EMPTY, "programme_word")
AND = ("和", "及", "与")
_DENIED = re.compile(r"[非未不](?=(\w\w))")


Apart = Literal["part", "denied", "replaced"]


def why_apart(one: NameWords, other: NameWords, library: Library) -> Apart | None:
    """Why two names are of different things however alike they are; None where nothing says so."""
    if _part_of(one, other):
        return "part"
    if _denied(one, other):
        return "denied"
    return "replaced" if replaced(one, other, library) else None


def replaced(one: NameWords, other: NameWords, library: Library, empty: tuple[str, ...] = _EMPTY) -> bool:
    """Whether each of the two names has a word of its own in one place of both, and neither answers to the other.

    `empty` are the fields of `patterns/series.toml` whose words say nothing.
    """
    if misread(one.text, other.text, library):
        return False
    mine, theirs = _own(one, other, library, empty), _own(other, one, library, empty)
    left, right = _unanswered(mine, theirs, library), _unanswered(theirs, mine, library)
    return bool(left and right) and any(
        _touches(one.text, left, change[1:3]) and _touches(other.text, right, change[3:5])
        for change in SequenceMatcher(None, one.text, other.text, autojunk=False).get_opcodes()
        if change[0] == "replace"
    )


def misread(one: str, other: str, library: Library) -> bool:
    """Whether two names of one length differ in nothing but characters that look alike (拨付, 拔付)."""
    if len(one) != len(other):
        return False
    pairs = [first + second for first, second in zip(one, other, strict=True) if first != second]
    return all(library.classify("series", "look_alike", pair) for pair in pairs)


def reworded(one: NameWords, other: NameWords, library: Library) -> bool:
    """Whether each of two names has words of its own, and all of them stand for words of the other (维修, 修缮)."""
    mine, theirs = _own(one, other, library, _EMPTY), _own(other, one, library, _EMPTY)
    return bool(mine and theirs) and not _unanswered(mine, theirs, library) and not _unanswered(theirs, mine, library)


def _denied(one: NameWords, other: NameWords) -> bool:
    """Whether one name says of something what the other says of all but that (非寄宿生, 寄宿生)."""
    return _denies(one.text, other.text) or _denies(other.text, one.text)


def _denies(one: str, other: str) -> bool:
    return any(match[1] in other and match[0] + match[1] not in other for match in _DENIED.finditer(one))


def widened(one: NameWords, other: NameWords, library: Library) -> bool:
    """Whether at least one of the two names has no word of its own: the other one says the same and maybe more."""
    return not _own(one, other, library, _EMPTY) or not _own(other, one, library, _EMPTY)


def _part_of(one: NameWords, other: NameWords) -> bool:
    """Whether one name joins two things of which the other names just one (小学和初中教师, 初中教师).

    Who else was asked is no other satisfaction.
    """
    return _joins_more(one, other) or _joins_more(other, one)


def satisfied(name: NameWords) -> bool:
    """Whether the name is that of a satisfaction."""
    return "satisfied" in name.answers.get("rate", ())


def _joins_more(one: NameWords, other: NameWords) -> bool:
    if any(word in other.words for word in AND) or satisfied(one):
        return False
    words = list(one.words)
    sides = [(words[at - 1], words[at + 1]) for at in range(1, len(words) - 1) if words[at] in AND]
    return any((set(left) <= other.characters) != (set(right) <= other.characters) for left, right in sides)


def _own(one: NameWords, other: NameWords, library: Library, empty: tuple[str, ...]) -> list[str]:
    """The shortest words of `one` that say something and stand in `other` neither whole nor in their characters.

    Numbers are not looked at: they are weighed by themselves.
    """
    return [
        word
        for word in _telling(one, library, empty)
        if not (set(word) <= other.characters or _is_compound(word, one, other, library, empty))
    ]


def _telling(name: NameWords, library: Library, empty: tuple[str, ...]) -> Iterator[str]:
    """The words of a name, without numbers and those that say nothing or fit anybody."""
    anybody = _anybody(name.text, library)
    for word in name.words:
        if not (word[0].isdigit() or word in anybody or _says_nothing(word, library, empty)):
            yield word


@lru_cache(maxsize=1 << 12)
def _anybody(text: str, library: Library) -> str:
    return "".join(match.group() for pattern in library.of("series", "anybody") if (match := pattern.find(text)))


@lru_cache(maxsize=1 << 14)
def _says_nothing(word: str, library: Library, empty: tuple[str, ...]) -> bool:
    return any(library.classify("series", field, word) for field in empty)


def _is_compound(word: str, name: NameWords, other: NameWords, library: Library, empty: tuple[str, ...]) -> bool:
    """Whether a shorter word of the name stands in `word` (图书 in 图书馆): that one is looked at instead.

    Not where the other name has a longer one of it too, and what is before or behind it says something that no word
    tells (冬小麦, 春小麦; but 满意度, 满意率).
    """
    parts = [part for part in name.words if len(part) > 1 and part != word and part in word]
    if not parts or set(word) <= set("".join(parts)):
        return bool(parts)
    shared = [part for part in parts for longer in other.words if part in longer != part]
    return not shared or any(_says_nothing(word.replace(part, ""), library, empty) for part in shared)


def _unanswered(words: Sequence[str], answers: Sequence[str], library: Library) -> list[str]:
    return [word for word in words if not any(_same_meaning(word, answer, library) for answer in answers)]


def _touches(text: str, words: Sequence[str], span: Sequence[int]) -> bool:
    """Whether one of `words` stands in `text` on a character of `span`."""
    starts = [(text.index(word), len(word)) for word in words]
    return any(at < span[1] and span[0] < at + length for at, length in starts)


def _same_meaning(word: str, answer: str, library: Library) -> bool:
    """Whether two words are listed as standing for each other, or one shortens the other, or they are verbs with a
    character in common (培训, 培育)."""
    if _groups(word, library) & _groups(answer, library):
        return True
    if min(len(word), len(answer)) == 1 and (word in answer or answer in word):
        return True
    return bool(set(word) & set(answer)) and _is_verb(word) and _is_verb(answer)


@lru_cache(maxsize=1 << 14)
def _groups(word: str, library: Library) -> frozenset[str]:
    return frozenset(one.value for one in library.of("series", "synonym") if one.value and one.find(word))


@lru_cache(maxsize=1 << 14)
def _is_verb(word: str) -> bool:
    return (dictionary().part_of_speech(word) or "").startswith("v")
