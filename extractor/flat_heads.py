"""Headers of flattened tables: column labels that follow each other in a stream of text."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, partial
from itertools import islice

from extractor.header_grid import REMARK
from extractor.patterns import Library, Pattern
from extractor.stream import Border, Stream

# A colon before a number is that of a label with its own figure.
_OWN_FIGURES = re.compile(r":\d")
_GAP = re.compile(rf"(?:\([^()]{{1,6}}\)|{REMARK}|(?!:\d)[:,、;\d]{{1,3}})?")
# How the label of a column ends, not that of a caption (预算资金, 资金使用情况).
_ENDS_AS_COLUMN = re.compile(
    r"(?:[数率值分]|权重|原因|实际支出|到位资金|安排资金|结余|年初预算|调整后?预算|\([A-Z]\)|\([^()]*[%％/*×][^()]*\))$"
)
_MOST_LABEL = 24
_LONGEST_LINE = 120
_FEWEST_WORDS = 3
_MOST_LABELS = 60  # of a header; no form has 30
LabelsFrom = Callable[[int], list[tuple[str, int]]]

# A column's role, and where its label starts and ends.
_Label = tuple[str, int, int]


@dataclass(frozen=True, slots=True)
class FlatHead:
    """A header in a stream: its labels as (role, start, end), in the order of the columns.

    `body_start` is where the rows begin when that is not behind the last label; `below` holds the lower halves of
    labels that break inside their cells, as (column, start, end).
    """

    labels: tuple[_Label, ...]
    body_start: int | None = None
    below: tuple[tuple[int, int, int], ...] = ()

    @property
    def body(self) -> int:
        """Where the rows begin."""
        return self.end if self.body_start is None else self.body_start

    @property
    def start(self) -> int:
        """Where the first label starts."""
        return self.labels[0][1]

    @property
    def end(self) -> int:
        """Where the last label ends."""
        return self.labels[-1][2]

    @property
    def roles(self) -> tuple[str, ...]:
        """Roles of the labels, in order."""
        return tuple(role for role, _, _ in self.labels)

    def of_one_list(self) -> FlatHead:
        """The labels of the first of lists that stand beside each other: the cells of each row repeat their order."""
        roles, count = self.roles, len(self.roles)
        sizes = (size for size in range(2, count // 2 + 1) if roles[:size] * (count // size) == roles)
        size = next(sizes, count)
        return self if self.below or size == count else FlatHead(self.labels[:size], self.body)

    def is_fused(self, text: Stream) -> bool:
        """Whether no border stands between any of its labels: the rows below then have none either."""
        return not any(text.borders[start] for _, start, _ in self.labels[1:])


def flat_heads(
    text: Stream, library: Library, finder: str, anchor: re.Pattern[str], good: Callable[[frozenset[str], str], bool]
) -> Iterator[FlatHead]:
    """Headers of `finder`'s columns that begin where `anchor` matches and whose roles and words are `good`."""
    labels_from = cache(partial(_labels_from, text.text, library.of(finder, "role")))
    position = 0
    for match in anchor.finditer(text.text):
        start = _cell_start(text, anchor, match)
        if start < position:
            continue
        lines = _Lines(text, library, finder)
        head = (
            lines.from_upper(start)
            or lines.from_lower(start)
            or lines.in_one(start)
            or FlatHead(_without_caption(text, tuple(islice(_labels(text, labels_from, start), _MOST_LABELS))))
        )
        head = replace(head, labels=(*_labels_before(text, labels_from, head, position), *head.labels))
        if head.labels and good(frozenset(head.roles), text.text[head.start : head.end]):
            yield head
            position = head.body


def _cell_start(text: Stream, anchor: re.Pattern[str], match: re.Match[str]) -> int:
    """Where the label begins, not in the cell before it whose end reads on into it (…资金 before 计划安排资金)."""
    inside = (place for place in range(match.start() + 1, match.end()) if text.borders[place])
    own = (place for place in inside if anchor.match(text.text, place))
    return match.start() if text.borders[match.start()] else next(own, match.start())


def _labels_before(text: Stream, labels_from: LabelsFrom, head: FlatHead, position: int) -> tuple[_Label, ...]:
    """Labels of other columns in cells in front of the first one that a header is known by (执行数(B) | 预算数(A))."""
    if head.below or not head.labels or not text.borders[head.start]:
        return ()
    found: list[_Label] = []
    start = head.start
    while start > position:
        first = next((place for place in range(start - 1, position - 1, -1) if text.borders[place]), position)
        roles = [role for role, end in labels_from(first) if end == start]
        if not roles or not _ENDS_AS_COLUMN.search(text.text, first, start):
            break
        found, start = [(roles[0], first, start), *found], first
    return tuple(found)


def _labels(text: Stream, labels_from: LabelsFrom, start: int) -> Iterator[_Label]:
    seen: set[str] = set()
    label = _label_at(text, labels_from, start, seen)
    while label is not None:
        role, end = label
        if seen and _OWN_FIGURES.match(text.text, end):
            return
        seen.add(role)
        yield role, start, end
        gap = _GAP.match(text.text, end)
        start, label = end, _label_at(text, labels_from, end, seen)
        if label is None and gap is not None and gap.group():
            start, label = gap.end(), _label_at(text, labels_from, gap.end(), seen)


def _without_caption(text: Stream, labels: tuple[_Label, ...]) -> tuple[_Label, ...]:
    """`labels` without those of the words that only head the block (预算执行情况(万元) | 预算数 | 执行数)."""
    for count in (1, 2):
        heads = labels[:count] and text.text[: labels[:count][-1][2]].endswith("情况")
        if heads and {role for role, _, _ in labels[:count]} <= {role for role, _, _ in labels[count:]}:
            return labels[count:]
    return labels


_Words = list[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class _Lines:
    """Headers whose labels break inside their cells: 年度 实际 分值 in one line, 指标值 完成值 in the next."""

    text: Stream
    library: Library
    finder: str

    def from_upper(self, start: int) -> FlatHead | None:
        """The header whose upper line begins at `start`.

        Each word of the lower line ends, in their order, the label that a word of the upper one begins; all words of
        both lines must be labels then, and one of them must be none without its lower half.
        """
        upper = _words_of_line(self.text, start)
        end = upper[-1][1]
        lower = _words_of_line(self.text, end) if len(upper) >= _FEWEST_WORDS and end < len(self.text.text) else []
        labels: list[_Label] = []
        below: list[tuple[int, int, int]] = []
        rest, broken = lower, False
        for word in upper if lower else ():
            alone, whole = self._role(word), self._role(word, rest[0]) if rest else None
            role = whole or alone
            if role is None:
                return None
            if whole:
                below.append((len(labels), *rest[0]))
                rest = rest[1:]
            labels.append((role, *word))
            broken = broken or alone is None
        return FlatHead(tuple(labels), lower[-1][1], tuple(below)) if broken and not rest else None

    def from_lower(self, start: int) -> FlatHead | None:
        """The header whose lower line begins at `start`, below a line of upper halves and of labels that need none.

        Labels of the upper line alone stand behind the halves before them (年度 实际 分值 over 三级指标 指标值 完成值).
        """
        lower, upper = _words_of_line(self.text, start), _words_above(self.text, start)
        labels: list[_Label] = []
        below: list[tuple[int, int, int]] = []
        for rank, word in enumerate(lower if upper else []):
            while below and upper and not any(self._role(upper[0], other) for other in lower[rank:]):
                labels.append((self._role(upper[0]) or "", *upper[0]))
                upper = upper[1:]
            whole = self._role(upper[0], word) if upper else None
            if whole:
                below.append((len(labels), *word))
            labels.append((whole, *upper[0]) if whole else (self._role(word) or "", *word))
            upper = upper[1:] if whole else upper
        labels += [(self._role(word) or "", *word) for word in upper if below]
        return (
            FlatHead(tuple(labels), lower[-1][1], tuple(below))
            if below and all(role for role, _, _ in labels)
            else None
        )

    def in_one(self, start: int) -> FlatHead | None:
        """The header of one line whose lower halves begin at `start`, behind all upper ones and whole labels.

        年初 全年 全年 分值 执行率 | 预算数 预算数 执行数: from the last on, each ends the label of a word before.
        """
        lower = self._halves_from(start)
        rest, first, broken = list(lower), start, False
        found: list[tuple[_Label, tuple[int, int] | None]] = []
        while lower and (word := _cell_before(self.text, first)):
            alone, whole = self._role(word), self._role(word, rest[-1]) if rest else None
            if not whole and not (alone and _ENDS_AS_COLUMN.search(self.text.text, *word)):
                break
            found.insert(0, ((whole or alone or "", *word), rest.pop() if whole else None))
            first, broken = word[0], broken or alone is None
        if rest or not broken or len(found) < _FEWEST_WORDS:
            return None
        below = tuple((column, *half) for column, (_, half) in enumerate(found) if half)
        return FlatHead(tuple(label for label, _ in found), lower[-1][1], below)

    def _halves_from(self, start: int) -> _Words:
        """Words from `start` on, each a cell of its own and a label where it stands alone."""
        found: _Words = []
        for word in _words_of_line(self.text, start) if self.text.borders[start] else []:
            if self._role(word) is None:
                break
            found.append(word)
        return found

    def _role(self, *words: tuple[int, int]) -> str | None:
        """The role of the label that the words make."""
        pattern = self.library.classify(self.finder, "role", "".join(self.text.text[slice(*word)] for word in words))
        return pattern.value if pattern else None


def _cell_before(text: Stream, end: int) -> tuple[int, int] | None:
    """The word of the same line that ends at `end`, parted by blanks; None where `end` begins a line."""
    if end == 0 or text.borders[end] >= Border.LINE:
        return None
    first = next((place for place in range(end - 1, 0, -1) if text.borders[place]), 0)
    return first, end


def _words_above(text: Stream, start: int, passed: int = 1) -> _Words:
    """The words of the line above `start`, which begins a line; none where it does not.

    A line of one word heads the block, beside the two lines of its cells (项目资金): `passed` of them are passed over.
    """
    if start == 0 or text.borders[start] < Border.LINE:
        return []
    first = start - 1
    while first and text.borders[first] < Border.LINE:
        first -= 1
    words = _words_of_line(text, first)
    return words if len(words) > 1 or not passed else _words_above(text, first, passed=passed - 1)


def _words_of_line(text: Stream, start: int) -> _Words:
    """The words, parted by blanks, from `start` to the end of its line."""
    words, first = [], start
    for place in range(start + 1, min(len(text.text), start + _LONGEST_LINE)):
        if text.borders[place]:
            words.append((first, place))
            first = place
        if text.borders[place] >= Border.LINE:
            return words
    return [*words, (first, min(len(text.text), start + _LONGEST_LINE))]


def _label_at(text: Stream, labels_from: LabelsFrom, start: int, seen: set[str]) -> tuple[str, int] | None:
    """Role and end of the column label that begins at `start`.

    The longest one that crosses no border, else the longest; one that is two labels in a row (执行率得分) is read
    as two as long as the first of them has not been seen, where it has no cell of its own.
    """
    found = labels_from(start)
    if not found:
        return None
    whole = [label for label in found if not _crosses(text, start, label[1])] or found
    role, end = max(whole, key=lambda label: label[1])
    if text.borders[start] and (end == len(text.text) or text.borders[end]):
        return role, end
    for first, border in sorted(found, key=lambda label: -label[1]):
        fresh = border < end and first not in seen and first != role
        if fresh and any(stop == end for _, stop in labels_from(border)):
            return first, border
    return role, end


def _labels_from(text: str, columns: Sequence[Pattern], start: int) -> list[tuple[str, int]]:
    """All labels of `columns` that begin at `start`, as (role, end)."""
    window = text[start : start + _MOST_LABEL]
    return [
        (pattern.value, start + length)
        for pattern in columns
        if pattern.may_begin(window)
        for length in range(2, len(window) + 1)
        if pattern.regex.fullmatch(window, 0, length)
    ]


def _crosses(text: Stream, start: int, end: int) -> bool:
    return any(text.borders[place] and text.text[place] != "(" for place in range(start + 1, end))
