"""The pattern library: declared ways in which figures are stated, read from `patterns/*.toml`.

Each `[[pattern]]` entry carries its own examples (`hits`, `misses`), which run as tests. Inside the
wheel the files stand in `extractor/_patterns`, in a checkout beside the package.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from extractor.errors import PatternError
from extractor.quantity import Lexicon, lexicon

_PACKAGED = Path(__file__).parent / "_patterns"
_CHECKOUT = Path(__file__).parent.parent / "patterns"
_UNITS_FILE = "units.toml"
_WORDS_FILE = "words.toml"


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
    match: Literal["full", "start", "search"] = "full"
    labels: tuple[str, ...] = Field(min_length=1)
    source: str = ""
    hits: tuple[Example, ...] = Field(min_length=2)
    misses: tuple[str, ...] = Field(min_length=1)

    @cached_property
    def regex(self) -> re.Pattern[str]:
        """All labels as one expression."""
        return re.compile("|".join(f"(?:{label})" for label in self.labels))

    def find(self, text: str) -> re.Match[str] | None:
        """The match of this pattern in folded `text`, or None."""
        if self.match == "full":
            return self.regex.fullmatch(text)
        if self.match == "start":
            return self.regex.match(text)
        return self.regex.search(text)


@dataclass(frozen=True, eq=False)
class Library:
    """All patterns, the words for the tokenizer and the lexicon of units, as loaded from one folder."""

    patterns: tuple[Pattern, ...]
    words: tuple[str, ...]
    lexicon: Lexicon

    @cached_property
    def _by_finder(self) -> Mapping[tuple[str, str], tuple[Pattern, ...]]:
        found: dict[tuple[str, str], list[Pattern]] = {}
        for pattern in self.patterns:
            found.setdefault((pattern.finder, pattern.field), []).append(pattern)
        return {key: tuple(group) for key, group in found.items()}

    def of(self, finder: str, field: str) -> tuple[Pattern, ...]:
        """Patterns of one finder for one field, in the order of the files."""
        return self._by_finder.get((finder, field), ())

    def classify(self, finder: str, field: str, text: str) -> Pattern | None:
        """The first pattern of `finder` and `field` that fits folded `text`."""
        for pattern in self.of(finder, field):
            if pattern.find(text):
                return pattern
        return None


def folder() -> Path:
    """The folder that holds the pattern files of this installation."""
    return _PACKAGED if _PACKAGED.is_dir() else _CHECKOUT


@lru_cache(maxsize=4)
def load(path: Path | None = None) -> Library:
    """The library of `path`, by default the one that ships with the package.

    Raises: PatternError, naming file, entry and reason.
    """
    base = path or folder()
    tables = {file.name: _read(file) for file in sorted(base.glob("*.toml"))}
    if _UNITS_FILE not in tables:
        raise PatternError(_UNITS_FILE, "file", f"not found in {base.name}")
    units = tables.pop(_UNITS_FILE)
    words = tables.pop(_WORDS_FILE, {}).get("words", [])
    patterns = tuple(pattern for name, data in tables.items() for pattern in _entries(name, data))
    _refuse_duplicates(patterns)
    return Library(patterns=patterns, words=tuple(words), lexicon=lexicon(units))


def _read(file: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise PatternError(file.name, "file", f"not valid TOML: {error}") from error


def _entries(name: str, data: Mapping[str, Any]) -> Iterator[Pattern]:
    for number, entry in enumerate(data.get("pattern", []), start=1):
        where = str(entry.get("id", f"entry {number}"))
        try:
            pattern = Pattern.model_validate(entry)
            empty = pattern.regex.fullmatch("")
        except ValidationError as error:
            first = error.errors()[0]
            place = ".".join(str(part) for part in first["loc"])
            raise PatternError(name, where, f"{place}: {first['msg']}") from error
        except re.error as error:
            raise PatternError(name, where, f"bad regular expression: {error}") from error
        if empty:
            raise PatternError(name, where, "matches the empty text")
        yield pattern


def _refuse_duplicates(patterns: tuple[Pattern, ...]) -> None:
    seen: set[str] = set()
    for pattern in patterns:
        if pattern.id in seen:
            raise PatternError("patterns", pattern.id, "id is used twice")
        seen.add(pattern.id)
