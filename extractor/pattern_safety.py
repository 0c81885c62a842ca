"""Whether a regular expression may be given to a matcher that tries every way: why it is refused, or None.

Two looks. The shape: an endless repeat inside an endless repeat, where the same characters can be shared out in many
ways, as in (a+)+. The time: texts made from the expression's own words, growing until they take too long. Neither
proves an expression harmless; together they stop the ones that would hang a run.
"""

from __future__ import annotations

import importlib
import re
import time
from collections.abc import Iterator, Sequence
from typing import Any

# A match that takes longer than this on a text of at most `_LONGEST` characters is no match for thousands of pages.
SECONDS = 0.1
_LONGEST = 1000
_NOTICEABLE = 0.0005  # from here on the text grows slowly, so that the look itself never takes long
_ENDLESS = 20  # repeats with a higher bound count as endless
_MOST_UNITS = 24
_SAMPLES = "0aA 中、。%(（.-_"

# The parse tree of `re` has no public name; it has stood under this one since Python 3.11.
_PARSER: Any = importlib.import_module("re._parser")

_Tree = Sequence[tuple[Any, Any]]


def why_unsafe(expression: str) -> str | None:
    """The reason to refuse `expression`, a valid regular expression; None where there is none."""
    tree = _PARSER.parse(expression)
    if _nested(tree, frozenset(_literals(tree)) | frozenset(_SAMPLES)):
        return "an endless repeat stands inside another one over the same characters, which can take for ever"
    slow = _slow_text(re.compile(expression), tree)
    return f"takes too long on texts like {slow!r}…" if slow else None


def _nested(tree: _Tree, letters: frozenset[str]) -> bool:
    """Whether an endless repeat holds another one that can hand its characters to the next round."""
    for name, body in _repeats(tree):
        if name in ("MAX_REPEAT", "MIN_REPEAT") and _is_endless(body) and _shares(body[2], letters):
            return True
    return False


def _is_endless(repeat: tuple[int, int, _Tree]) -> bool:
    return int(repeat[1]) > _ENDLESS


def _shares(body: _Tree, letters: frozenset[str]) -> bool:
    for first, rest in _endless_parts(body):
        behind = _first(rest, letters) if rest else frozenset()
        if _can_be_empty(rest):
            behind |= _first(body, letters)
        if _first(first, letters) & behind:
            return True
    return False


def _endless_parts(body: _Tree) -> Iterator[tuple[_Tree, _Tree]]:
    """Each endless repeat anywhere in `body`: what it repeats, and what follows it there."""
    for index, (name, argument) in enumerate(body):
        rest = body[index + 1 :]
        if str(name) in ("MAX_REPEAT", "MIN_REPEAT") and _is_endless(argument):
            yield argument[2], rest
        for inner in _inside(str(name), argument):
            yield from ((first, [*after, *rest]) for first, after in _endless_parts(inner))


def _repeats(tree: _Tree) -> Iterator[tuple[str, Any]]:
    for name, argument in tree:
        if str(name).endswith("REPEAT"):
            yield str(name), argument
        for inner in _inside(str(name), argument):
            yield from _repeats(inner)


def _inside(name: str, argument: Any) -> Iterator[_Tree]:
    """The parts of one node that are sequences themselves."""
    if name.endswith("REPEAT"):
        yield argument[2]
    elif name == "SUBPATTERN":
        yield argument[3]
    elif name == "BRANCH":
        yield from argument[1]
    elif name == "ATOMIC_GROUP":
        yield argument
    elif name == "GROUPREF_EXISTS":
        yield from (branch for branch in argument[1:] if branch is not None)


def _can_be_empty(tree: _Tree) -> bool:
    return all(_node_can_be_empty(str(name), argument) for name, argument in tree)


def _node_can_be_empty(name: str, argument: Any) -> bool:
    if name.endswith("REPEAT"):
        return argument[0] == 0 or _can_be_empty(argument[2])
    if name in ("AT", "ASSERT", "ASSERT_NOT"):
        return True
    inner = list(_inside(name, argument))
    return any(_can_be_empty(one) for one in inner) if inner else False


def _first(tree: _Tree, letters: frozenset[str]) -> frozenset[str]:
    """Those of `letters` that a match of `tree` can begin with."""
    found: frozenset[str] = frozenset()
    for name, argument in tree:
        found |= _letters_of(str(name), argument, letters)
        if not _node_can_be_empty(str(name), argument):
            return found
    return found


def _letters_of(name: str, argument: Any, letters: frozenset[str]) -> frozenset[str]:
    match name:
        case "LITERAL":
            return frozenset(letter for letter in letters if ord(letter) == argument)
        case "NOT_LITERAL":
            return frozenset(letter for letter in letters if ord(letter) != argument)
        case "ANY" | "GROUPREF":
            return letters
        case "IN":
            return _in_class(argument, letters)
    return frozenset[str]().union(*(_first(inner, letters) for inner in _inside(name, argument)))


_CATEGORIES = {"DIGIT": r"\d", "SPACE": r"\s", "WORD": r"\w"}


def _in_class(members: _Tree, letters: frozenset[str]) -> frozenset[str]:
    found: set[str] = set()
    for name, argument in members:
        if str(name) == "LITERAL":
            found |= {letter for letter in letters if ord(letter) == argument}
        elif str(name) == "RANGE":
            found |= {letter for letter in letters if argument[0] <= ord(letter) <= argument[1]}
        elif str(name) == "CATEGORY":
            found |= _in_category(str(argument), letters)
    negated = bool(members) and str(members[0][0]) == "NEGATE"
    return letters - found if negated else frozenset(found)


def _in_category(category: str, letters: frozenset[str]) -> set[str]:
    is_not, _, name = category.removeprefix("CATEGORY_").rpartition("NOT_")
    wanted = re.compile(_CATEGORIES[name])
    return {letter for letter in letters if bool(wanted.match(letter)) != bool(is_not)}


def _literals(tree: _Tree) -> Iterator[str]:
    """All characters that the expression names, in classes and ranges too."""
    for one in tree:
        name, argument = str(one[0]), one[1]
        if name in ("LITERAL", "NOT_LITERAL"):
            yield chr(argument)
        elif name == "RANGE":
            yield chr(argument[0])
        elif name == "IN":
            yield from _literals(argument)
        for inner in _inside(name, argument):
            yield from _literals(inner)


def _words(tree: _Tree) -> Iterator[str]:
    """Runs of literal characters, at any depth."""
    word = ""
    for name, argument in tree:
        if str(name) == "LITERAL":
            word += chr(argument)
            continue
        yield word
        word = ""
        for inner in _inside(str(name), argument):
            yield from _words(inner)
    yield word


def _slow_text(pattern: re.Pattern[str], tree: _Tree) -> str | None:
    """A text on which `pattern` takes longer than `SECONDS`, cut short; None if none was found."""
    units = [*dict.fromkeys(word for word in _words(tree) if word), *dict.fromkeys(_literals(tree)), *_SAMPLES]
    slow = (unit for unit in list(dict.fromkeys(units))[:_MOST_UNITS] if _hangs(pattern, unit))
    return next((unit * 3 for unit in slow), None)


def _hangs(pattern: re.Pattern[str], unit: str) -> bool:
    """Whether `unit`, repeated, makes `pattern` take longer than `SECONDS`."""
    times = 4
    while times * len(unit) <= _LONGEST:
        text = unit * times + "\x00"
        started = time.thread_time()
        pattern.search(text)
        taken = time.thread_time() - started
        if taken > SECONDS:
            return True
        times += max(1, times // (16 if taken > _NOTICEABLE else 4))
    return False
