"""The report's own score, grade and totals, from sentences and from the total row of its table."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple, cast

from extractor.citing import cite
from extractor.document import Cell, Document, Span
from extractor.facts import PointsDraft
from extractor.patterns import Library, Pattern
from extractor.reading import text_at, view
from extractor.report import Evidence, Grade, Score
from extractor.stream import Border, Stream, stream

_MOST = Decimal(150)


class _Row(NamedTuple):
    """The cells of a table row as one text."""

    text: str
    cells: Sequence[Cell]
    document: Document

    def span(self, start: int, end: int) -> Span:
        """The document's span of `text[start:end]`, which must not be empty."""
        return Span(self._place(start).start, self._place(end - 1).end)

    def _place(self, position: int) -> Span:
        for cell in self.cells:
            seen = view(self.document, cell.start, cell.end)
            if position < len(seen.text):
                break
            position -= len(seen.text)
        return seen.span(position, position + 1)


_Passage = _Row | Stream


def find_score(document: Document, library: Library, execution: list[PointsDraft]) -> Score:
    """Score and grade that the report gives itself; `execution` are the points of its execution rate."""
    passages = list(_passages(document))
    own = _first(document, library, "self", passages)
    total = _first(document, library, "total", passages)
    grade = _first(document, library, "grade", passages)
    values = _numbers(own[0] if own else None, total[0] if total else None)
    evidence = tuple(item for found in (own, total, grade) if found for item in found[1])
    if "self" not in values and (row := next(_total_rows(document), None)):
        values |= row.values
        evidence += row.evidence
    points = execution[0] if execution else None
    return Score(
        self=values.get("self"),
        grade=cast(Grade, _group(grade[0], "value")) if grade else None,
        total_weight=values.get("total_weight"),
        total_score=values.get("total_score"),
        execution_weight=points.weight if points else None,
        execution_score=points.score if points else None,
        evidence=(*evidence, *(points.evidence if points else ())),
    )


class _Total(NamedTuple):
    """What a row of totals states, and where."""

    values: dict[str, Decimal]
    evidence: tuple[Evidence, ...]


def _total_rows(document: Document) -> Iterator[_Total]:
    """Rows of the total with cells of full marks before the score (总分 | 100 | | 100 | 93)."""
    for table in document.tables:
        for row in range(table.row_count):
            cells = [cell for cell in table.row_cells(row) if cell.end > cell.start]
            label, *texts = [text_at(document, cell.start, cell.end) for cell in cells] or [""]
            texts = texts[:-1] if texts and _GRADE.fullmatch(texts[-1]) else texts
            if not texts or not _TOTAL.fullmatch(label) or not all(map(_POINTS.fullmatch, texts)):
                continue
            *full, score = [Decimal(text.removesuffix("分")) for text in texts]
            sure = len(set(full)) == 1 if full else score not in _FULL_MARKS
            if sure and _FULL_MARKS.issuperset(full) and score <= _MOST:
                evidence = cite(document, Span(cells[0].start, cells[len(texts)].end), field="self", pattern=_BY_CELLS)
                marks = {"total_weight": full[0]} if full else {}
                yield _Total({"self": score, "total_score": score, **marks}, (evidence,))


_TOTAL = re.compile(r"(?:自评|评价|综合)?总(?:得)?分:?")
_GRADE = re.compile(r"[优良中差](?:秀|好|等)?")
_POINTS = re.compile(r"\d{1,3}(?:\.\d{1,2})?分?")
_FULL_MARKS = frozenset(map(Decimal, (100, 110, 120, 150)))
_BY_CELLS = "score.total"


def _numbers(own: re.Match[str] | None, total: re.Match[str] | None) -> dict[str, Decimal]:
    found: dict[str, Decimal] = {}
    stated = _group(own, "value") if own else None
    weight = (_group(total, "weight") or _group(total, "bracket")) if total else None
    score = _group(total, "score") if total else None
    if total is not None and score is None and total.groupdict().get("weight") and total.group().endswith("分"):
        weight, score = None, weight
    if weight is not None:
        found["total_weight"] = Decimal(weight)
    if score is not None:
        found["total_score"] = Decimal(score)
    if stated is not None or score is not None:
        found["self"] = Decimal(stated or score or "")
    return {key: value for key, value in found.items() if value <= _MOST}


def _group(match: re.Match[str], name: str) -> str | None:
    """What the first of the groups `name`, `name2` … that took part holds."""
    found = (text for key, text in match.groupdict().items() if text and key.rstrip("0123456789") == name)
    return next(found, None)


def _first(
    document: Document, library: Library, field: str, passages: list[_Passage]
) -> tuple[re.Match[str], tuple[Evidence, ...]] | None:
    for pattern in library.of("score", field):
        for passage in passages:
            match = _whole(_own(pattern, passage), passage)
            if match:
                return match, (_evidence(document, passage, match, field, pattern),)
    return None


def _own(pattern: Pattern, passage: _Passage) -> re.Match[str] | None:
    """The first match that is no score of one indicator (目标值≥80%,完成值83.6%,自评得分5分) or another year."""
    if isinstance(passage, _Row):
        return pattern.find(passage.text)
    found = pattern.regex.finditer(passage.text)
    return next((match for match in found if not _OF_OTHERS.search(passage.text[: match.start()][-_REACH:])), None)


_REACH = 60
_OF_OTHERS = re.compile(
    r"(?:目标|指标|计划)(?:值|数)?(?:为|:)?[≥≤]?\d[^。;]{0,30}(?:实际|完成)[^。;\d]{0,10}\d[\d.]*[^。;\d]{0,8}[,、;]$"
    r"|(?:上年|去年|上一年|往年|财政重点|财政评价|第三方)[^,。;\d]{0,8}$"
)


def _whole(match: re.Match[str] | None, passage: _Passage) -> re.Match[str] | None:
    """`match`, shortened where a number of it goes on in the next line (98.2, and 2、 behind the line's end)."""
    if match is None or isinstance(passage, _Row):
        return match
    numbers = (match.span(number) for number in range(1, match.re.groups + 1))
    inside = (place for start, end in numbers for place in range(start + 1, end))
    broken = next((place for place in inside if passage.borders[place] >= Border.LINE), match.end())
    return match if broken == match.end() else match.re.search(match.string, match.start(), broken)


def _evidence(document: Document, passage: _Passage, match: re.Match[str], field: str, pattern: Pattern) -> Evidence:
    return cite(document, passage.span(*match.span()), field=field, pattern=pattern.id)


def _passages(document: Document) -> Iterator[_Passage]:
    """Rows of all tables, then the running text."""
    for table in document.tables:
        for row in range(table.row_count):
            cells = table.row_cells(row)
            text = "".join([text_at(document, cell.start, cell.end) for cell in cells])
            if text:
                yield _Row(text, cells, document)
    yield stream(document)
