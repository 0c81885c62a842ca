"""Fund blocks that a converter flattened into text, put together again as tables.

Rows begin with the known labels (年度资金总额, 其中:中央财政资金 …); the figures behind a label are read back under the
header's stages. Where the form's first row was moved, its figures stand before the first label, and the label
without figures gets them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import count, islice, pairwise

from extractor.amounts import assign
from extractor.document import Cell, Document, Table
from extractor.flat_heads import FlatHead, flat_heads
from extractor.patterns import Library
from extractor.stream import Border, Stream, stream

_ANCHOR = re.compile(
    r"(?:转移支付|全年|年初|当年|本年)?(?:\(?调整后?\)?)?预[算匏](?:数|资金|金额)?|调整后?预算|计划安排资金|\d{4}年决算数|项目大类|支出内容|行次(?=全年预算数)"
)
_END = re.compile(
    r"年度?总体目标|总体目标|年度目标|绩效目标|绩效指标|一级指标|情况说明|资金管理情况|预期目标|年初设定目标|注:|说明:|预算绩效管理|分配科学性"
)
_MOST_BODY = 700
_NEAR = 14
# Three stages in a row (计划安排 | 实际到位 | 实际支出) are a header whatever their words.
_SURE_STAGES = 3
_GOES_ON = re.compile(r"[为达是到约,。;及和与]|\d[\d.]*%[,。;]")
_AMOUNTS = frozenset({"initial_budget", "budget", "received", "executed", "rate", "remaining"})
_AMOUNT_FOLLOWS = re.compile(r":\d[\d,]*(?:\.\d+)?")
_CELL_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?%?")
_CELL_FIGURE = re.compile(r"\d[\d,]*(?:\.\d+)?|[-—–/]+")
_PART_ANCHOR = re.compile(r"(?:本年|年度|全年|当年)?(?:收入|支出)(?:合计|总计)|(?:上年|年初)结[转余]")
_WORDS_BEHIND = re.compile(r"(?<=[\d%％元—-])(?!万?元|亿元)[\u4e00-\u9fff(][^\d]{2,}")
_DIGIT = re.compile(r"\d")


# A row: where its label starts and ends, where its figures start and end.
_Place = tuple[int, int, int, int]


def restore_fund_tables(document: Document, library: Library, first_index: int) -> tuple[Table, ...]:
    """Fund tables read back from running text, numbered from `first_index`."""
    text = stream(document)
    heads = list(flat_heads(text, library, "fund_column", _ANCHOR, _is_fund_head))
    tables: list[Table] = []
    for number, head in enumerate(heads):
        if _in_a_sentence(text, head):
            continue
        limit = heads[number + 1].start if number + 1 < len(heads) else len(text.text)
        rows = list(_rows(text, library, head, _body_end(text, head.end, limit)))
        cells = list(_cells(text, head, rows))
        if rows and cells:
            tables.append(_table(text, head, cells, first_index + len(tables)))
    return (*tables, *_tables_of_parts(text, library, first_index + len(tables)))


def _tables_of_parts(text: Stream, library: Library, index: int) -> Iterator[Table]:
    """Tables whose columns are parts of income and spending: rows of a label and one figure for each column."""
    for head in flat_heads(text, library, "fund_part", _PART_ANCHOR, _is_head_of_parts):
        cells = list(_full_rows(text, head))
        if cells:
            yield _table(text, head, cells, index)
            index += 1


def _is_head_of_parts(roles: frozenset[str], words: str) -> bool:
    return roles >= {"budget", "executed"} and re.search(r"(?:合计|总计).*(?:合计|总计)", words) is not None


def _full_rows(text: Stream, head: FlatHead) -> Iterator[Cell]:
    """Cells of the rows behind `head`, down to the first one that has not exactly one figure for each column."""
    ends = (place for place in range(head.end + 1, len(text.text)) if text.borders[place])
    cells = pairwise((head.end, *ends, len(text.text)))
    for number in count(1):
        row = list(islice(cells, len(head.labels) + 1))
        figures = [_CELL_FIGURE.fullmatch(text.text, *place) for place in row[1:]]
        if len(figures) < len(head.labels) or not all(figures) or _CELL_FIGURE.fullmatch(text.text, *row[0]):
            return
        yield from (Cell(number, column, *text.span(*place)) for column, place in enumerate(row))


def _is_fund_head(roles: frozenset[str], words: str) -> bool:
    """Two stages at least, in the words of a form (…数, …率, (A)): 预算安排执行 in a sentence is no header."""
    stages = len(roles & _AMOUNTS)
    return stages >= _SURE_STAGES or (
        stages >= (1 if "label" in roles else 2) and re.search(r"[数率(匏]|资金$|金额", words) is not None
    )


def _in_a_sentence(text: Stream, head: FlatHead) -> bool:
    """Labels that a sentence goes on behind (预算执行率为91%。其中:…) are no header."""
    return _GOES_ON.match(text.text, head.end) is not None


def _body_end(text: Stream, start: int, limit: int) -> int:
    limit = min(limit, start + _MOST_BODY)
    for position in range(start, limit):
        if text.borders[position] == Border.TABLE or _END.match(text.text, position):
            return position
    return limit


def _rows(text: Stream, library: Library, head: FlatHead, end: int) -> Iterator[_Place]:
    """Rows as (label start, label end, figures start, figures end)."""
    pattern = library.of("fund_label", "label")[0].regex
    labels = [match.span() for match in pattern.finditer(text.text, head.end, end)]
    ends = [start for start, stop in labels if _has_its_own_amount(text, stop)]
    labels = [span for span in labels if span[0] not in ends]
    labels = labels or list(_labels_before_numbers(text, head, end))
    if not labels:
        yield from _row_labelled_before(text, pattern, head, end)
        return
    borders = sorted([*(start for start, _ in labels), *ends, end])
    starts = [next(border for border in borders if border > start) for start, _ in labels]
    rows = [(start, stop, stop, following) for (start, stop), following in zip(labels, starts, strict=True)]
    before = (head.end, labels[0][0])
    bare = [
        index for index, row in enumerate(rows) if not _DIGIT.search(text.text, row[2], min(row[3], row[2] + _NEAR))
    ]
    ahead = _DIGIT.search(text.text, *before) is not None
    if ahead and bare and "总额" in text.text[slice(*rows[bare[-1]][:2])]:
        rows[bare[-1]] = (*rows[bare[-1]][:2], *before)
    elif ahead and bare and bare[0]:
        rows = _with_figures_before(rows[: bare[0] + 1], before)
    yield from rows


def _row_labelled_before(text: Stream, label: re.Pattern[str], head: FlatHead, end: int) -> Iterator[_Place]:
    """The only row of a block whose label stands in front of the header (年度资金总额|预算数|执行数|60|60)."""
    starts = [match.start() for match in label.finditer(text.text, max(0, head.start - _NEAR), head.start)]
    before = [start for start in starts if "总额" in text.text[start : head.start]]
    whole = before and label.fullmatch(text.text, before[-1], head.start)
    if whole and _DIGIT.match(text.text, head.end):
        yield before[-1], head.start, head.end, end


def _with_figures_before(rows: list[_Place], before: tuple[int, int]) -> list[_Place]:
    """Rows of a block in which every label stands behind its figures, the last with nothing behind it."""
    figures = [before, *((first, last) for _, _, first, last in rows[:-1])]
    return [(start, stop, *place) for (start, stop, _, _), place in zip(rows, figures, strict=True)]


def _has_its_own_amount(text: Stream, end: int) -> bool:
    """A label whose amount stands in its own cell (一般公共预算:1325.68) is no row of the table."""
    found = _AMOUNT_FOLLOWS.match(text.text, end)
    if found is None or text.borders[end + 1] != Border.NONE:
        return False
    return found.end() == len(text.text) or text.borders[found.end()] >= Border.LINE


def _labels_before_numbers(text: Stream, head: FlatHead, end: int) -> Iterator[tuple[int, int]]:
    """Cells of words that a cell with a number follows, where every cell has a line of its own."""
    cells = [head.end, *(place for place in range(head.end + 1, end) if text.borders[place] >= Border.LINE), end]
    for (start, stop), (_, behind) in pairwise(list(pairwise(cells))):
        words = text.text[start:stop]
        if re.search(r"[\u4e00-\u9fff]{2}", words) and _CELL_NUMBER.fullmatch(text.text, stop, behind):
            yield start, stop


def _cells(text: Stream, head: FlatHead, rows: list[_Place]) -> Iterator[Cell]:
    for number, (start, stop, first, last) in enumerate(rows, start=1):
        tail = text.text[first : _figures_end(text.text, first, last)]
        last = first + len(tail)
        borders = [place - first for place in range(first + 1, last) if text.borders[place]] + [last - first]
        amounts = [role for role in head.roles if role != "label"]
        placed = assign(tail, borders, amounts)
        if not placed:
            continue
        yield Cell(number, 0, *text.span(start, stop))
        for item in placed:
            column = item.column + (head.roles.index("label") < item.column + 1 if "label" in head.roles else 0)
            yield Cell(number, column + 1, *text.span(first + item.start, first + item.end))


def _figures_end(text: str, first: int, last: int) -> int:
    """Where words go on behind the figures of a row, which belong to something else."""
    words = _WORDS_BEHIND.search(text, first, last)
    return words.start() if words else last


def _table(text: Stream, head: FlatHead, cells: list[Cell], index: int) -> Table:
    header = [Cell(0, column + 1, *text.span(start, end)) for column, (_, start, end) in enumerate(head.labels)]
    rows = {row: rank for rank, row in enumerate(sorted({0, *(cell.row for cell in cells)}))}
    placed = tuple(Cell(rows[cell.row], cell.column, cell.start, cell.end) for cell in [*header, *cells])
    return Table(index, placed, min(cell.start for cell in placed), max(cell.end for cell in placed), inferred=True)
