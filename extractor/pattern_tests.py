"""The pattern library's own examples, run: what an entry must match, what it must pass over, and which entry wins."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from extractor.errors import PatternError
from extractor.language import language
from extractor.patterns import Library, Pattern
from extractor.width import fold, squeeze

# Finders that ask the entries of one field in order and take the first that fits: there an entry that is asked
# earlier must not take a hit away.
FIRST_WINS = frozenset({"section", "level", "cover_label", "fund_row", "indicator_column", "fund_column"})
# Its labels are whole words of the segmented text, not expressions.
CUE = "cue"


@dataclass(frozen=True, slots=True)
class Case:
    """One example of one entry: `hit` must match with these groups, `miss` must not, `first` must win."""

    pattern: Pattern
    kind: Literal["hit", "miss", "first"]
    text: str
    groups: dict[str, str] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """The case in a word, for lists of results."""
        return f"{self.pattern.id}-{self.kind}-{self.text}"


def cases(library: Library) -> Iterator[Case]:
    """All examples in the order of the entries."""
    for pattern in library.patterns:
        yield from (Case(pattern, "hit", hit.text, hit.groups) for hit in pattern.hits)
        yield from (Case(pattern, "miss", miss) for miss in pattern.misses)
        if pattern.finder in FIRST_WINS:
            yield from (Case(pattern, "first", hit.text) for hit in pattern.hits)


def refuse_failing(library: Library) -> None:
    """Nothing where the examples of a user's own entries hold.

    Raises: PatternError, naming file, entry and the first example that does not hold.
    """
    for case in cases(library):
        reason = failure(library, case) if case.pattern.id in library.own else None
        if reason:
            raise PatternError(library.files[case.pattern.id], case.pattern.id, reason)


def failure(library: Library, case: Case) -> str | None:
    """What is wrong with `case`; None where it holds."""
    if case.kind == "first":
        winner = library.classify(case.pattern.finder, case.pattern.field, case.text)
        taken = winner is not None and winner.id != case.pattern.id
        return f"{winner.id} takes the hit “{case.text}” away" if winner and taken else None
    groups = matched(library, case.pattern, case.text)
    if case.kind == "miss":
        return None if groups is None else f"matches its miss “{case.text}”"
    if groups is None:
        return f"does not match its hit “{case.text}”"
    other = [name for name, value in case.groups.items() if groups.get(name) != value]
    return f"gives other groups for “{case.text}”: {', '.join(other)}" if other else None


def matched(library: Library, pattern: Pattern, text: str) -> dict[str, str | None] | None:
    """The groups that `pattern` gives for folded `text`, or None where it does not match."""
    if pattern.finder == CUE:
        return {} if any(cue.pattern == pattern.id for cue in language(library).analyse(text).cues) else None
    match = pattern.find(text)
    return None if match is None else match.groupdict()


def fires(library: Library, texts: Iterator[str]) -> frozenset[str]:
    """Ids of the patterns that match one of `texts` (cells, lines, sentences as printed)."""
    found: set[str] = set()
    for text in texts:
        plain = squeeze(fold(text)).text.rstrip(":")
        if plain:
            found |= {cue.pattern for cue in language(library).analyse(plain).cues}
            found |= {
                one.id for one in library.patterns if one.finder != CUE and one.id not in found and one.find(plain)
            }
    return frozenset(found)
