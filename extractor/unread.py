"""What stands in the tables of the form and was not read, and that is said: unknown columns, rows that gave nothing."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import islice, pairwise

from extractor.document import Block, Cell, Document, Note, Span, Table
from extractor.header_grid import AMOUNT_ROLES, NUMBER, Header
from extractor.headers import fund_headers, indicator_headers
from extractor.outline import Sentence
from extractor.patterns import Library, Pattern
from extractor.quantity import torn
from extractor.reading import label_text
from extractor.report import Evidence, Measure, Report

_NAMES = frozenset({"name", "level2"})
_PLAIN = re.compile(r"\d+(?:\.\d+)?")
_OF_FORM = {"level1", "level2", "name", "target", "actual"}


def unread_columns(document: Document, tables: Sequence[Table], library: Library) -> Iterator[Note]:
    """A Note `column_unknown` for each such column that stands behind the names or the first amounts and has values."""
    for table in (table for table in tables if not table.ragged):
        lists = [(header, _NAMES) for header in indicator_headers(document, table, library)]
        blocks = [(header, AMOUNT_ROLES) for header in fund_headers(document, table, library)]
        found = sorted([*lists, *blocks], key=lambda pair: pair[0].first)
        ends = [*(header.first for header, _ in found), table.row_count][1:]
        for (header, begin), last in zip(found, ends, strict=True):
            yield from _unread(document, table, header, (begin, last))


def _unread(document: Document, table: Table, header: Header, reach: tuple[frozenset[str], int]) -> Iterator[Note]:
    """The columns of `header` behind the first of the roles in `reach`, by the rows down to its second part."""
    begin, last = reach
    first = next(column for column, role in enumerate(header.columns) if role in begin)
    for column in range(first + 1, table.column_count):
        cell = table.grid[header.last - 1][column]
        label = "" if cell is None else label_text(document, cell.start, cell.end)
        if cell is None or not label or header.columns[column] or cell.column != column:
            continue
        filled = sum(_has_value(table, row, column, first) for row in range(header.last, last))
        if filled:
            message = f"“{label}”一列含义不明，其中 {filled} 行未提取"
            yield Note("column_unknown", message, Span(cell.start, cell.end))


def _has_value(table: Table, row: int, column: int, first: int) -> bool:
    """Whether a value of its own stands in the column, in a row that is named."""
    cell, name = table.grid[row][column], table.grid[row][first]
    return bool(
        cell is not None
        and name is not None
        and (cell.row, cell.column, cell.column_span) == (row, column, 1)
        and name.end > name.start
        and cell.end > cell.start
    )


def unread_numbers(told: Sequence[Sentence], library: Library) -> Iterator[Note]:
    """A Note `value_unreadable` for each number of the sentences `told` that blanks part, which no finder reads."""
    for sentence in told:
        for start, end in torn(sentence.text, library.lexicon):
            message = f"“{sentence.text[start:end]}”不是一个可以确定的数，未提取"
            yield Note("value_unreadable", message, sentence.view.span(sentence.start + start, sentence.start + end))


def unread_rows(document: Document, library: Library, report: Report, told: Sequence[Note]) -> Iterator[Note]:
    """A Note `rows_unread` for each table of the form in which rows with values gave nothing to `report`.

    Values that the report has from elsewhere are no loss, and rows of which one of the notes `told` are told already.
    """
    starts = sorted({*_evidence_starts(report), *(note.span.start for note in told if note.span)})
    known = {text for measure in _measures(report) for text in _PLAIN.findall(measure.text)}
    for table in document.tables:
        rows = [cells for row in range(table.row_count) if (cells := _own_cells(table, row))]
        left = [
            cells for cells in rows if not _is_cited(cells, starts) and _tells_values(document, library, cells, known)
        ]
        first = _first_of_form(document, library, table) if left else None
        left = [cells for cells in left if first is not None and cells[0].row >= first]
        if left:
            name = label_text(document, left[0][0].start, left[0][0].end)
            message = f"表中有 {len(left)} 行含有数值而未提取，第一行为“{name}”，请核对"
            yield Note("rows_unread", message, Span(left[0][0].start, left[0][-1].end))


def _own_cells(table: Table, row: int) -> list[Cell]:
    return [cell for cell in table.row_cells(row) if cell.row == row and cell.end > cell.start]


def _is_cited(cells: Sequence[Span | Cell], starts: Sequence[int]) -> bool:
    """Whether evidence begins in a row, by the sorted beginnings of all evidence."""
    place = bisect_left(starts, cells[0].start)
    return place < len(starts) and starts[place] < cells[-1].end


def _tells_values(document: Document, library: Library, cells: Sequence[Cell], known: set[str]) -> bool:
    """Whether the row holds several new values, or one that is more than a bare number."""
    texts = [label_text(document, cell.start, cell.end) for cell in cells]
    matches = [(text, library.lexicon.whole.fullmatch(text)) for text in texts]
    values = [
        text for text, match in matches if match and match["amount1"] and not known.issuperset(_PLAIN.findall(text))
    ]
    return len(values) > 1 or any(_PLAIN.fullmatch(text) is None for text in values)


def _first_of_form(document: Document, library: Library, table: Table) -> int | None:
    """The first row with a level or a column of indicators, or columns of amounts; what stands above is of no form."""
    for cell in table.cells:
        label = label_text(document, cell.start, cell.end)
        if label and any(found.value in _OF_FORM for found in _kinds(library, label)):
            return cell.row
    money = (header.first for header in fund_headers(document, table, library))
    named = (row for row in range(table.row_count) if _names_money(document, library, _own_cells(table, row)))
    return min((*money, *islice(named, 1)), default=None)


def _names_money(document: Document, library: Library, cells: Sequence[Span | Cell]) -> bool:
    """Whether the cells of a line are labels alone, of which two at least name money (下达资金 | 中央 | 县级配套)."""
    labels = [label_text(document, cell.start, cell.end) for cell in cells]
    kinds = (("fund_column", "role"), ("fund_row", "source"))
    named = [label for label in labels if any(library.classify(finder, field, label) for finder, field in kinds)]
    return len(named) > 1 and not any(map(NUMBER.fullmatch, labels))


def unread_lines(document: Document, library: Library, report: Report) -> Iterator[Note]:
    """A Note `rows_unread` for each line of bare figures below as many labels of money that gave `report` nothing."""
    starts = sorted(_evidence_starts(report))
    lines = [_in_blanks(document, block) for block in document.blocks if block.kind != "table"]
    for labels, figures in pairwise(line for cells in lines for line in cells):
        bare = len(labels) == len(figures) and all(
            NUMBER.fullmatch(label_text(document, one.start, one.end)) for one in figures
        )
        if bare and _names_money(document, library, labels) and not _is_cited(figures, starts):
            message = f"“{document.text[labels[0].start : labels[0].end]}”等标签下一行的数值未提取，请核对"
            yield Note("rows_unread", message, Span(figures[0].start, figures[-1].end))


def _in_blanks(document: Document, block: Block) -> Iterator[list[Span]]:
    """The words of each line of a block, parted by blanks."""
    for line in re.finditer(r"[^\n]+", document.text[block.start : block.end]):
        first = block.start + line.start()
        yield [Span(first + word.start(), first + word.end()) for word in re.finditer(r"[^\s|]+", line.group())]


def _kinds(library: Library, label: str) -> Iterator[Pattern]:
    for finder, field in (("level", "level1"), ("level", "level2"), ("indicator_column", "role")):
        found = library.classify(finder, field, label)
        if found:
            yield found


def _evidence_starts(report: Report) -> Iterator[int]:
    cited: list[Evidence] = [*report.score.evidence]
    for indicator in report.indicators:
        cited += indicator.all_evidence()
    for fund in report.funds:
        cited += fund.all_evidence()
    for texts in (report.problems, report.measures):
        cited += [evidence for text in texts for evidence in text.evidence]
    cited += [evidence for fact in report.results for evidence in fact.evidence]
    cited += [evidence for conflict in report.conflicts for evidence in conflict.evidence]
    for text in (text for goal in report.goals for text in (goal.expected, goal.achieved) if text):
        cited += text.evidence
    meta = report.meta
    for named in (meta.title, meta.fiscal_year, meta.organization, meta.department, meta.program, meta.report_type):
        cited += named.evidence if named else ()
    return (evidence.start for evidence in cited)


def _measures(report: Report) -> Iterator[Measure]:
    yield from (fund.amount for fund in report.funds)
    for indicator in report.indicators:
        yield from (measure for measure in (indicator.target, indicator.actual, *indicator.related) if measure)
