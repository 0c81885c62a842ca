"""The pattern library: declared ways in which figures are stated, read from `patterns/*.toml`.

Each `[[pattern]]` entry carries its own examples (`hits`, `misses`), which run as tests. Inside the
wheel the files stand in `extractor/_patterns`, in a checkout beside the package. A user's own folder adds
entries and overrides those with the same id.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from extractor.errors import PatternError
from extractor.pattern_folder import folder
from extractor.pattern_safety import why_unsafe
from extractor.quantity import Lexicon, lexicon
from extractor.quick import quick

_UNITS_FILE = "units.toml"
_WORDS_FILE = "words.toml"
# Finders whose fields and values are not limited to those that ship: what tells names apart, and units.
_OPEN = frozenset({"contrast", "unit", "count"})


_Fit = Callable[[str], re.Match[str] | None]
Match = Literal["full", "start", "search"]
# What a group's name or number may mean elsewhere in an expression: then it cannot be joined with others.
_REFERENCE = re.compile(r"\\\d|\(\?P=|(?<!\\)(?:\\\\)*\(\?\(")  # \(?( is an optional bracket
# What looks at the text behind a match: without it, what matches a piece of a text matches at its start in the whole.
_AHEAD = re.compile(r"(?<!\\)(?:\\\\)*\(\?|\$|\\[bBZ]|[*+?}]\+")
_GROUP = re.compile(r"\(\?(?::|P<\w+>)")
_NAME = re.compile(r"(?<!\\)\(\?P<\w+>")


class Example(BaseModel):
    """A text that a pattern must match, with the named groups that it must give."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    text: str
    groups: dict[str, str] = {}


class Pattern(BaseModel):
    """One declared wording.

    `labels` are regular expressions, alternatives of each other, written for folded text without
    white space. `match` says how they must fit: the whole text, its start, or anywhere. `value` is
    what a match means (a column's role, a fund's source); `source` names the form or clause.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    finder: str
    field: str
    value: str = ""
    match: Match = "full"
    labels: tuple[str, ...] = Field(min_length=1)
    source: str = ""
    hits: tuple[Example, ...] = Field(min_length=2)
    misses: tuple[str, ...] = Field(min_length=1)

    @property
    def expression(self) -> str:
        """All labels as one expression."""
        return "|".join(f"(?:{label})" for label in self.labels)

    @cached_property
    def regex(self) -> re.Pattern[str]:
        """The expression, compiled when it is first asked for: a process needs a third of them."""
        return re.compile(self.expression)

    def find(self, text: str) -> re.Match[str] | None:
        """The match of this pattern in folded `text`, or None."""
        return self._fit(text)

    def all_in(self, text: str) -> Iterator[re.Match[str]]:
        """All places of this pattern in folded `text`, however it is to match."""
        return self._quick.finditer(text)

    def may_begin(self, text: str) -> bool:
        """False where nothing that `text` begins with can be this wording as a whole."""
        return self._looks_ahead or self.regex.match(text) is not None

    @cached_property
    def _looks_ahead(self) -> bool:
        return _AHEAD.search(_GROUP.sub("(", self.expression)) is not None

    @cached_property
    def _fit(self) -> _Fit:
        return _way(self._quick if self.match == "search" else self.regex, self.match)

    @cached_property
    def _quick(self) -> re.Pattern[str]:
        return quick(self.expression)


def _way(regex: re.Pattern[str], match: Match) -> _Fit:
    return {"full": regex.fullmatch, "start": regex.match, "search": regex.search}[match]


def _one_of(patterns: Sequence[Pattern]) -> _Fit | None:
    """Says in one go whether any of `patterns` fits a text; None where they cannot be joined to one expression."""
    sources = [_NAME.sub("(?:", pattern.expression) for pattern in patterns]
    if len({pattern.match for pattern in patterns}) != 1 or any(map(_REFERENCE.search, sources)):
        return None
    try:
        joined, match = "|".join(f"(?:{source})" for source in sources), patterns[0].match
        return _way(quick(joined) if match == "search" else re.compile(joined), match)
    except re.error:
        return None


@dataclass(frozen=True, eq=False)
class Library:
    """All patterns, the words for the tokenizer and the lexicon of units, as loaded from one folder or two.

    `files` names the file of each pattern by its id, `own` the ids of those from a user's own folder.
    """

    patterns: tuple[Pattern, ...]
    words: tuple[str, ...]
    lexicon: Lexicon
    files: Mapping[str, str] = field(default_factory=dict)
    own: frozenset[str] = frozenset()

    @cached_property
    def _by_id(self) -> Mapping[str, Pattern]:
        return {pattern.id: pattern for pattern in self.patterns}

    def get(self, pattern_id: str) -> Pattern | None:
        """The pattern with this id, or None."""
        return self._by_id.get(pattern_id)

    @cached_property
    def _by_finder(self) -> Mapping[tuple[str, str], tuple[Pattern, ...]]:
        found: dict[tuple[str, str], list[Pattern]] = {}
        for pattern in self.patterns:
            found.setdefault((pattern.finder, pattern.field), []).append(pattern)
        return {key: tuple(group) for key, group in found.items()}

    @cached_property
    def _joined(self) -> dict[tuple[str, str], _Fit | None]:
        return {}

    def of(self, finder: str, field: str) -> tuple[Pattern, ...]:
        """Patterns of one finder for one field, in the order of the files."""
        return self._by_finder.get((finder, field), ())

    def fits_none(self, finder: str, text: str) -> bool:
        """True where `text` is known to fit no pattern of `finder`, whatever the field."""
        key = (finder, "")
        if key not in self._joined:
            self._joined[key] = _one_of([pattern for pattern in self.patterns if pattern.finder == finder])
        fits = self._joined[key]
        return fits is not None and fits(text) is None

    def classify(self, finder: str, field: str, text: str) -> Pattern | None:
        """The first pattern of `finder` and `field` that fits folded `text`; most texts fit none."""
        key = (finder, field)
        if key not in self._joined:
            self._joined[key] = _one_of(self.of(finder, field))
        fits = self._joined[key]
        if fits is not None and fits(text) is None:
            return None
        for pattern in self.of(finder, field):
            if pattern.find(text):
                return pattern
        return None


@lru_cache(maxsize=4)
def load(path: Path | None = None) -> Library:
    """The library of `path`, by default the one that ships with the package, whose expressions its tests have tried.

    Raises: PatternError, naming file, entry and reason.
    """
    base = path or folder()
    tables = _tables(base)
    if _UNITS_FILE not in tables:
        raise PatternError(_UNITS_FILE, "file", f"not found in {base.name}")
    library = _library(tables, {})
    if path:
        for pattern in library.patterns:
            _refuse_useless(library.files[pattern.id], pattern)
    return library


@lru_cache(maxsize=4)
def merged(own: Path) -> Library:
    """The library that ships with the package, with the entries of the folder `own` added.

    An entry with a known id stands in the place of that one; a new one stands before all others, so that it is
    asked first. Words of `words.toml` are added to the tokenizer's, tables of `units.toml` to the units': lists are
    joined, single values replaced. Expressions that could hang a run are refused.
    Raises: PatternError, naming file, entry and reason.
    """
    if not own.is_dir():
        raise PatternError(own.name, "folder", "there is no such folder")
    tables = _tables(own)
    if not tables:
        raise PatternError(own.name, "folder", "holds no .toml file")
    return _library(_tables(folder()), tables)


def _tables(base: Path) -> dict[str, dict[str, Any]]:
    return {file.name: _read(file) for file in sorted(base.glob("*.toml"))}


def _library(shipped: Mapping[str, dict[str, Any]], own: Mapping[str, dict[str, Any]]) -> Library:
    known = [(name, pattern) for name, data in _of_patterns(shipped) for pattern in _entries(name, data)]
    added = [(name, pattern) for name, data in _of_patterns(own) for pattern in _entries(name, data)]
    for name, pattern in added:
        _refuse_useless(name, pattern)
        _refuse_unsafe(name, pattern)
        _refuse_unasked(name, pattern, [shipped_one for _, shipped_one in known])
    for listed in (known, added):
        _refuse_duplicates(tuple(pattern for _, pattern in listed))
    ids = {pattern.id for _, pattern in known}
    instead = {pattern.id: (name, pattern) for name, pattern in added if pattern.id in ids}
    placed = [entry for entry in added if entry[1].id not in ids] + [instead.get(entry[1].id, entry) for entry in known]
    return Library(
        patterns=tuple(pattern for _, pattern in placed),
        words=tuple(word for tables in (shipped, own) for word in _words(tables.get(_WORDS_FILE, {}))),
        lexicon=_lexicon(shipped[_UNITS_FILE], own.get(_UNITS_FILE, {})),
        files={pattern.id: name for name, pattern in placed},
        own=frozenset(pattern.id for _, pattern in added),
    )


def _of_patterns(tables: Mapping[str, dict[str, Any]]) -> Iterator[tuple[str, dict[str, Any]]]:
    return ((name, data) for name, data in tables.items() if name not in (_UNITS_FILE, _WORDS_FILE))


def _words(data: Mapping[str, Any]) -> list[str]:
    words = data.get("words", [])
    if not isinstance(words, list) or not all(isinstance(word, str) and word for word in words):
        raise PatternError(_WORDS_FILE, "words", "is no list of words")
    return words


def _lexicon(shipped: Mapping[str, Any], own: Mapping[str, Any]) -> Lexicon:
    try:
        return lexicon(_joined(shipped, own))
    except (AttributeError, KeyError, TypeError, ValueError, ArithmeticError, re.error) as error:
        raise PatternError(_UNITS_FILE, "file", f"cannot be used: {type(error).__name__}: {error}") from error


def _joined(base: Mapping[str, Any], more: Mapping[str, Any]) -> dict[str, Any]:
    """`base` with `more` in it: tables joined key by key, lists one behind the other, single values replaced."""
    joined = dict(base)
    for key, value in more.items():
        before = base.get(key)
        if isinstance(before, dict) and isinstance(value, dict):
            joined[key] = _joined(before, value)
        else:
            joined[key] = [*before, *value] if isinstance(before, list) and isinstance(value, list) else value
    return joined


def _read(file: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise PatternError(file.name, "file", f"not valid TOML: {error}") from error
    except (OSError, UnicodeDecodeError) as error:
        raise PatternError(file.name, "file", f"cannot be read as UTF-8 text: {error}") from error


def _entries(name: str, data: Mapping[str, Any]) -> Iterator[Pattern]:
    listed = data.get("pattern", [])
    if data.keys() - {"pattern"} or not isinstance(listed, list):
        raise PatternError(name, "file", "may hold [[pattern]] entries only")
    for number, entry in enumerate(listed, start=1):
        yield _entry(name, number, entry)


def _entry(name: str, number: int, entry: Any) -> Pattern:
    where = str(entry.get("id", f"entry {number}")) if isinstance(entry, dict) else f"entry {number}"
    try:
        return Pattern.model_validate(entry)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"])
        raise PatternError(name, where, f"{place}: {first['msg']}") from error


def _refuse_useless(name: str, pattern: Pattern) -> None:
    try:
        empty = pattern.regex.fullmatch("")
    except (re.error, RecursionError, OverflowError) as error:
        raise PatternError(name, pattern.id, f"bad regular expression: {error}") from error
    if empty:
        raise PatternError(name, pattern.id, "matches the empty text")


def _refuse_unsafe(name: str, pattern: Pattern) -> None:
    for label in pattern.labels:
        reason = why_unsafe(label)
        if reason:
            raise PatternError(name, pattern.id, f"{label}: {reason}")
    reason = why_unsafe(pattern.expression)
    if reason:
        raise PatternError(name, pattern.id, reason)


def _refuse_unasked(name: str, pattern: Pattern, known: Sequence[Pattern]) -> None:
    """An own entry must be one that somebody asks for, and mean something that is understood."""
    fields = {one.field for one in known if one.finder == pattern.finder}
    if not fields:
        listed = ", ".join(sorted({one.finder for one in known}))
        raise PatternError(name, pattern.id, f"there is no finder {pattern.finder!r}; there are {listed}")
    if pattern.finder in _OPEN:
        return
    if pattern.field not in fields:
        listed = ", ".join(sorted(fields))
        raise PatternError(
            name, pattern.id, f"{pattern.finder} asks for no field {pattern.field!r}; it asks for {listed}"
        )
    values = {one.value for one in known if (one.finder, one.field) == (pattern.finder, pattern.field)}
    if pattern.value not in values and "" not in values:
        listed = ", ".join(sorted(values))
        raise PatternError(name, pattern.id, f"value {pattern.value!r} means nothing here; known are {listed}")


def _refuse_duplicates(patterns: tuple[Pattern, ...]) -> None:
    seen: set[str] = set()
    for pattern in patterns:
        if pattern.id in seen:
            raise PatternError("patterns", pattern.id, "id is used twice")
        seen.add(pattern.id)
