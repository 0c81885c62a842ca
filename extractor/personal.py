"""Where a document names persons and how to reach them: telephone and other numbers, and names.

Numbers are told by their form, or by a label before them, beside them or over them. Names are told by a label, or by
a title or verb beside a surname; what jieba's dictionary has as an ordinary word is no name there. All wordings
are `privacy` entries of the patterns. A name without any of these is not found.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from extractor.dictionary import ordinary_words
from extractor.document import Cell, Document, Span, Table
from extractor.patterns import Library
from extractor.reading import label_text
from extractor.width import Folded, fold, squeeze

Kind = Literal["number", "name"]
FINDER = "privacy"
HAN = "\u3400-\u9fff〇"
# Behind a label: digits with what parts them. Shorter ones are years, ages and numbers of rooms.
FEWEST_DIGITS = 6
LABELLED = re.compile(r"\+?\(?\d[\d()\-—–― ]{3,34}[\dXx](?:转 ?\d{1,6})?")
BETWEEN = re.compile(r"[ \t]*[:|]?[ \t]*")
# An account is often told behind its bank.
BANK = re.compile(rf"[ \t]*[:|]?[ \t]*[{HAN}()]{{4,30}}")
MORE = re.compile(r"[ \t]*[、,;/或和|][ \t]*")
# Names behind one label: lists of a working group are the longest.
MOST_NAMES = 30
OTHER_PIECE = re.compile(rf"[{HAN}A-Za-z()]{{1,20}}")
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)  # GB 11643-1999, 4.4
CHECKS = "10X98765432"


@dataclass(frozen=True, slots=True)
class Private:
    """Something about a person, and where it stands."""

    start: int
    end: int
    kind: Kind


@dataclass(frozen=True, slots=True)
class _Line:
    """One line, or one cell, folded; `base` is where it begins in the document."""

    folded: Folded
    base: int

    @property
    def text(self) -> str:
        return self.folded.text

    def private(self, start: int, end: int, kind: Kind) -> Private:
        first, last = self.folded.source(start, end)
        return Private(self.base + first, self.base + last, kind)


def private(document: Document, library: Library) -> tuple[Private, ...]:
    """Numbers and names of persons in `document`, in text order; they may overlap."""
    lines = list(_lines(document))
    found = [*_numbers(document, library, lines), *_names(document, library, lines)]
    return tuple(sorted(set(found), key=lambda one: (one.start, one.end)))


def _lines(document: Document) -> Iterator[_Line]:
    base = 0
    for line in document.text.split("\n"):
        yield _Line(fold(line), base)
        base += len(line) + 1


def _numbers(document: Document, library: Library, lines: list[_Line]) -> Iterator[Private]:
    for line in lines:
        for pattern in library.of(FINDER, "number"):
            for match in pattern.regex.finditer(line.text):
                if _is_private_number(match, pattern.value, library) and not _is_amount_in_table(
                    document, line, match, library
                ):
                    yield line.private(*match.span(), "number")
        for pattern in library.of(FINDER, "number_label"):
            for match in pattern.regex.finditer(line.text):
                bank = BANK.match(line.text, match.end()) if pattern.value == "account" else None
                yield from _labelled_numbers(line, bank.end() if bank else match.end(), library)
    for value, _ in _beside(document, library, lines, "number_label"):
        yield from _labelled_numbers(value, 0, library, most=MOST_NAMES)


def _is_private_number(match: re.Match[str], kind: str, library: Library) -> bool:
    text, digits = match.string, re.sub(r"[^\dXx]", "", match[0])
    match kind:
        case "identity":
            return _checks_as_identity(digits.upper())
        case "card":
            return _checks_as_card(digits)
        case "phone":
            is_amount = library.classify(FINDER, "amount_behind", text[match.end() :])
            is_code = library.classify(FINDER, "amount_before", text[: match.start()])
            return not is_amount and not is_code
        case _:
            return True


def _is_amount_in_table(document: Document, line: _Line, match: re.Match[str], library: Library) -> bool:
    """Whether the column or row of the number says that it is money or a code."""
    if not match[0].isdigit():
        return False
    place = line.private(*match.span(), "number")
    table = document.table_of(place.start, place.end)
    if table is None:
        return False
    cell = next((cell for cell in table.cells if cell.start <= place.start and place.end <= cell.end), None)
    heads = (table.grid[0][cell.column], table.grid[cell.row][0]) if cell else ()
    return any(head and library.classify(FINDER, "amount_head", document.cell_text(head)) for head in heads)


def _checks_as_identity(digits: str) -> bool:
    total = sum(int(digit) * weight for digit, weight in zip(digits[:17], WEIGHTS, strict=True))
    return CHECKS[total % 11] == digits[17]


def _checks_as_card(digits: str) -> bool:
    """Whether the last digit is that of ISO/IEC 7812-1, annex B."""
    doubled = [int(digit) * (1 + place % 2) for place, digit in enumerate(reversed(digits))]
    return sum(number - 9 if number > 9 else number for number in doubled) % 10 == 0


def _labelled_numbers(line: _Line, start: int, library: Library, most: int = 4) -> Iterator[Private]:
    """The numbers that stand at `start` of `line`, behind a label and perhaps a name."""
    at = _behind(line.text, start)
    named = _name_at(line.text, at, library)
    if named and _is_name(named[0], library):
        behind = re.compile(r"[\s,(:、/;]*").match(line.text, named.end())
        at = behind.end() if behind else named.end()
    for _ in range(most):
        match = LABELLED.match(line.text, at)
        if not match or sum(map(str.isdigit, match[0])) < FEWEST_DIGITS:
            return
        if library.classify(FINDER, "amount_behind", line.text[match.end() :]):
            return
        yield line.private(*match.span(), "number")
        more = MORE.match(line.text, match.end())
        if not more:
            return
        at = more.end()


def _behind(text: str, at: int) -> int:
    """Where the value of a label begins that ends at `at`."""
    between = BETWEEN.match(text, at)
    return between.end() if between else at


def _names(document: Document, library: Library, lines: list[_Line]) -> Iterator[Private]:
    found = [*_labelled_names(document, library, lines), *_told_names(library, lines)]
    yield from found
    yield from _again(document, library, lines, {document.text[one.start : one.end] for one in found})


def _labelled_names(document: Document, library: Library, lines: list[_Line]) -> Iterator[Private]:
    for line in lines:
        for pattern in library.of(FINDER, "name_label"):
            for match in pattern.regex.finditer(line.text):
                at = _behind(line.text, match.end())
                is_parted = any(mark in line.text[match.end() : at] for mark in ":|")
                if is_parted or pattern.value == "name":
                    yield from _listed(line, at, library, is_strict=not is_parted or pattern.value == "signed")
    for value, is_below in _beside(document, library, lines, "name_label"):
        yield from _listed(value, 0, library, is_strict=is_below)


def _listed(line: _Line, at: int, library: Library, *, is_strict: bool) -> Iterator[Private]:
    """The names in a list that begins at `at`; what is no name is passed over. Behind the first, all need surnames."""
    for number in range(MOST_NAMES):
        match = _name_at(line.text, at, library)
        if match and _is_name(match[0], library, is_strict=is_strict or number > 0):
            yield line.private(*match.span(), "name")
        else:
            match = OTHER_PIECE.match(line.text, at)
        more = MORE.match(line.text, match.end() if match else at)
        if not more:
            return
        at = more.end()


def _told_names(library: Library, lines: list[_Line]) -> Iterator[Private]:
    """Names in sentences: a surname between a title and what persons do, or before a form of address."""
    name = _told_name(library)
    for line in lines:
        at = 0
        while match := name.search(line.text, at):
            length = _told_length(match, library)
            if length:
                yield line.private(match.start(), match.start() + length, "name")
            at = match.start() + (length or 1)


def _told_length(match: re.Match[str], library: Library) -> int | None:
    text, start = match.string, match.start()
    if {text[start - 1 : start + 1], text[start - 1 : start + 2]} & ordinary_words():
        return None  # 由…经费: the surname is the end of another word
    is_titled = library.classify(FINDER, "title_before", text[:start][-12:]) is not None
    for end in range(match.end(), start + 1, -1):
        behind = f"{text[end : end + 8]}\n"
        is_addressed = library.classify(FINDER, "title_behind", behind) is not None
        does = is_titled and library.classify(FINDER, "does", behind) is not None
        if (is_addressed or does) and _is_name(text[start:end], library, is_strict=True):
            return end - start
    return None


def _again(document: Document, library: Library, lines: list[_Line], known: set[str]) -> Iterator[Private]:
    """Where names that were found stand again; those of two characters only where they are no part of a place."""
    ordinary = ordinary_words()
    names = {squeeze(fold(name)).text for name in known}
    wanted = sorted(name for name in names if len(name) > 2 or (len(name) == 2 and name not in ordinary))
    if not wanted:
        return
    any_of = re.compile("|".join(re.escape(name) for name in sorted(wanted, key=len, reverse=True)))
    for line in lines:
        for match in any_of.finditer(line.text):
            if len(match[0]) > 2 or not library.classify(FINDER, "place_behind", line.text[match.end() :]):
                yield line.private(*match.span(), "name")


def _beside(document: Document, library: Library, lines: list[_Line], field: str) -> Iterator[tuple[_Line, bool]]:
    """The cells beside and below those that hold a label alone, and the lines below such lines; with whether below."""
    for table in document.tables:
        yield from _beside_cells(document, library, table, field)
    waiting = False
    for line in lines:
        text = squeeze(line.folded).text.strip(":|")
        if waiting and text:
            yield line, True
        waiting = bool(text and library.classify(FINDER, field, text)) or (waiting and not text)


def _beside_cells(document: Document, library: Library, table: Table, field: str) -> Iterator[tuple[_Line, bool]]:
    for row in range(table.row_count):
        cells = table.row_cells(row)
        for cell, following in zip(cells, [*cells[1:], None], strict=True):
            if cell.row != row or not library.classify(FINDER, field, label_text(document, cell.start, cell.end)):
                continue
            if following:
                yield _of_cell(document, following), False
            for below in _below(table, cell):
                yield _of_cell(document, below), True


def _below(table: Table, head: Cell) -> Iterable[Cell]:
    rows = range(head.row + head.row_span, table.row_count)
    return [cell for row in rows if (cell := table.grid[row][head.column]) and cell.row == row]


def _of_cell(document: Document, cell: Cell) -> _Line:
    return _Line(fold(document.text[cell.start : cell.end]), cell.start)


def _name_at(text: str, at: int, library: Library) -> re.Match[str] | None:
    return _name(library).match(text, at)


def _is_name(printed: str, library: Library, *, is_strict: bool = False) -> bool:
    """Whether `printed` can be a name where a label asks for one; strictly, where none does."""
    name = re.sub(r"\s", "", printed)
    if library.classify(FINDER, "no_name", name):
        return False
    if "·" in name:
        return True
    surname = library.classify(FINDER, "surname", name)
    length = len(surname.regex.match(name)[0]) if surname else 0  # type: ignore[index]
    ordinary = ordinary_words()
    has_length = 0 < length < len(name) <= length + 2
    if is_strict:
        return has_length and name not in ordinary and (length > 1 or name[:2] not in ordinary)
    return has_length or (len(name) <= 3 and name not in ordinary)


@lru_cache(maxsize=4)
def _name(library: Library) -> re.Pattern[str]:
    """A name at the front: with dots, parted by blanks, or two to four characters that end where no other follows."""
    cut = "|".join(pattern.regex.pattern for pattern in library.of(FINDER, "cut"))
    end = rf"(?=\s*(?:$|[^{HAN}·]|{cut}))"
    dotted = rf"[{HAN}]{{1,8}}(?:[·•・][{HAN}]{{1,8}}){{1,3}}"
    parted = rf"[{HAN}][ \u3000]{{1,4}}[{HAN}](?:[ \u3000]{{1,4}}[{HAN}])?"
    return re.compile(rf"(?:{dotted}|[{HAN}]{{2,4}}?|{parted}){end}")


@lru_cache(maxsize=4)
def _told_name(library: Library) -> re.Pattern[str]:
    surname = "|".join(pattern.regex.pattern for pattern in library.of(FINDER, "surname"))
    return re.compile(rf"(?:{surname})[{HAN}]{{1,2}}")


def spans(found: Iterable[Private]) -> tuple[Span, ...]:
    """The places of `found`, joined where they overlap."""
    joined: list[Span] = []
    for one in sorted(found, key=lambda one: one.start):
        if joined and one.start < joined[-1].end:
            joined[-1] = Span(joined[-1].start, max(joined[-1].end, one.end))
        else:
            joined.append(Span(one.start, one.end))
    return tuple(joined)
