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
from extractor.flat_fund_rows import FIGURE, FlatRow, rows_below
from extractor.flat_heads import FlatHead, flat_heads
from extractor.patterns import Library
from extractor.quick import quick
from extractor.stream import Border, Stream, stream

_ANCHOR = quick(
    r"(?:转移支付|全年|年初|当年|本年)?(?:\(?调整后?\)?)?预[算匏](?:数|资金|金额)?|调整后?预算"
    r"|(?:资金)?计划(?:安排|支出|使用|投[资入]|总投资|资金|金额)|(?:下达|批复|核定|安排|批准)(?:预算|资金|金额|数)"
    r"|总投资|(?:实际|资金|已)?到位(?:资金|金额|数)|(?:追加|追减|调增|调减|调整)(?:预算)?(?:数|金额)(?=[全年预])"
    r"|\d{4}年决算数|项目大类|支出内容|行次(?=全年预算数)"
)
_END = re.compile(
    r"年度?总体目标|总体目标|年度目标|绩效目标|绩效指标|一级指标|情况说明|资金管理情况|预期目标|年初设定目标|注:"
    r"|说明:|预算绩效管理|分配科学性"
)
_MOST_BODY = 700
# Three stages in a row (计划安排 | 实际到位 | 实际支出) are a header whatever their words.
_SURE_STAGES = 3
_GOES_ON = re.compile(r"[为达是到约,。;及和与]|:\d|\d[\d.]*%[,。;]")
_AMOUNTS = frozenset({"initial_budget", "budget", "received", "executed", "rate", "remaining"})
_CELL_FIGURE = re.compile(r"\d[\d,]*(?:\.\d+)?|[-—–/]+")
_PART_CELL = quick(r"其中[:,]?[^\d]{2,12}[\u4e00-\u9fff]{2}")
_LONGEST_PART = 20
_MOST_PARTS = 8
_LEDGER_ANCHOR = quick(r"(?:收支)?(?:项目|科目|内容)(?:名称)?(?=[行栏列]次|序号|金额|本年|决算)")
_PART_ANCHOR = quick(r"(?:本年|年度|全年|当年)?(?:收入|支出)(?:合计|总计)|(?:上年|年初)结[转余]")
_WORDS_BEHIND = re.compile(r"(?<=[\d%％元—-])(?!万?元|亿元)[\u4e00-\u9fff(][^\d]{2,}")
# Behind the label and the lower half of one that breaks in its cell.
_FIRST_COLUMN = 2


def restore_fund_tables(document: Document, library: Library, first_index: int) -> tuple[Table, ...]:
    """Fund tables read back from running text, numbered from `first_index`."""
    text = stream(document)
    heads = list(flat_heads(text, library, "fund_column", _ANCHOR, _is_fund_head))
    tables: list[Table] = []
    for number, head in enumerate(heads):
        if _in_a_sentence(text, head):
            continue
        limit = heads[number + 1].start if number + 1 < len(heads) else len(text.text)
        rows = rows_below(text, library, head, _body_end(text, head.body, limit))
        cells = list(_cells(text, head, rows))
        if rows and cells:
            tables.append(_table(text, head, cells, first_index + len(tables)))
    return (*tables, *_tables_of_full_rows(text, library, first_index + len(tables)))


def _tables_of_full_rows(text: Stream, library: Library, index: int) -> Iterator[Table]:
    """Tables whose columns or rows are parts of income and spending: a label and one figure for each column."""
    ledgers = flat_heads(text, library, "fund_ledger", _LEDGER_ANCHOR, _is_head_of_ledger)
    parts = flat_heads(text, library, "fund_part", _PART_ANCHOR, _is_head_of_parts)
    rows = (FlatHead(ledger.labels[1:]) for ledger in ledgers)
    for head in (*rows, *parts, *_heads_beside_stages(text, library)):
        cells = list(_full_rows(text, head))
        if cells:
            yield _table(text, head, cells, index)
            index += 1


def _heads_beside_stages(text: Stream, library: Library) -> Iterator[FlatHead]:
    """Headers whose parts stand behind their stage (计划投资 | 其中:奖补 | 到位资金 | 其中:奖补), cell by cell."""
    borders = [place for place, border in enumerate(text.borders) if border] if _PART_CELL.search(text.text) else []
    labels: list[tuple[str, int, int]] = []
    for start, end in pairwise([*borders, len(text.text)]):
        of_row = _CELL_FIGURE.match(text.text, end) is not None
        label = text.text[start:end] if end - start <= _LONGEST_PART and not of_row else ""
        role = _role_beside(library, label, labels[-1][0] if labels else "", parted=_is_part(text, labels))
        if role:
            labels.append((role, start, end))
            continue
        if len(labels) > 1 and _is_part(text, labels):
            yield FlatHead(tuple(labels))
        labels = []


def _role_beside(library: Library, label: str, stage: str, *, parted: bool) -> str:
    """The role of a column: that of its own label, or that of the stage before the part that it names."""
    if not label or _CELL_FIGURE.match(label):
        return ""
    if label.startswith("其中"):
        return stage
    own = library.classify("fund_column", "role", label)
    if own:
        return own.value if own.value in _AMOUNTS else ""
    named = library.classify("fund_row", "source", label) if parted else None
    return stage if named and named.value != "total" else ""


def _is_part(text: Stream, labels: list[tuple[str, int, int]]) -> bool:
    """Whether the labels since the last stage name parts of it."""
    stage = labels[-1][0] if labels else ""
    names = [text.text[start:end] for role, start, end in labels[1:] if role == stage]
    return any(name.startswith("其中") for name in names[-_MOST_PARTS:])


def _is_head_of_parts(roles: frozenset[str], words: str) -> bool:
    return roles >= {"budget", "executed"} and re.search(r"(?:合计|总计).*(?:合计|总计)", words) is not None


def _is_head_of_ledger(roles: frozenset[str], words: str) -> bool:
    return roles >= {"label", "by_row"} and not words.startswith("金额")


def _full_rows(text: Stream, head: FlatHead) -> Iterator[Cell]:
    """Cells of the rows behind `head`, down to the first one that has not exactly one figure for each column."""
    cells = iter(text.cells(head.body, len(text.text)))
    for number in count(1):
        row = list(islice(cells, len(head.labels) + 1))
        figures = [_CELL_FIGURE.fullmatch(text.text, *place) for place in row[1:]]
        if len(figures) < len(head.labels) or not all(figures) or _CELL_FIGURE.fullmatch(text.text, *row[0]):
            return
        columns = (0, *range(_FIRST_COLUMN, _FIRST_COLUMN + len(row) - 1))
        yield from (Cell(number, column, *text.span(*place)) for column, place in zip(columns, row, strict=True))


def _is_fund_head(roles: frozenset[str], words: str) -> bool:
    """Two stages at least, in the words of a form (…数, …率, (A)): 预算安排执行 in a sentence is no header."""
    stages = len(roles & _AMOUNTS)
    return stages >= _SURE_STAGES or (
        stages >= (1 if "label" in roles else 2) and re.search(r"[数率(匏]|资金$|金额", words) is not None
    )


def _in_a_sentence(text: Stream, head: FlatHead) -> bool:
    """Labels that a sentence goes on behind (预算执行率为91%。其中:…) are no header."""
    return _GOES_ON.match(text.text, head.body) is not None


def _body_end(text: Stream, start: int, limit: int) -> int:
    limit = min(limit, start + _MOST_BODY)
    for position in range(start, limit):
        if text.borders[position] == Border.TABLE or _END.match(text.text, position):
            return position
    return limit


def _cells(text: Stream, head: FlatHead, rows: list[FlatRow]) -> Iterator[Cell]:
    for number, (label, (first, last), below) in enumerate(rows, start=1):
        tail = text.text[first : _figures_end(text.text, first, last)]
        last = first + len(tail)
        borders = [place - first for place in range(first + 1, last) if text.borders[place]] + [last - first]
        amounts = [role for role in head.roles if role != "label"]
        placed = assign(tail, borders, amounts)
        if not placed:
            continue
        fits = _fits(tail, borders, amounts)
        yield Cell(number, 0, *text.span(*label))
        if below or not fits:
            yield Cell(number, 1, *text.span(*(below or (first, last))))
        for item in placed if fits else ():
            column = item.column + (head.roles.index("label") < item.column + 1 if "label" in head.roles else 0)
            yield Cell(number, column + _FIRST_COLUMN, *text.span(first + item.start, first + item.end))


def _fits(tail: str, borders: list[int], amounts: list[str]) -> bool:
    """Whether the header has a column for each figure: else one of its columns is not known, and none is sure."""
    cells = [tail[start:end] for start, end in pairwise([0, *borders])]
    return len(cells) <= len(amounts) or not all(map(FIGURE.fullmatch, cells))


def _figures_end(text: str, first: int, last: int) -> int:
    """Where words go on behind the figures of a row, which belong to something else."""
    words = _WORDS_BEHIND.search(text, first, last)
    return words.start() if words else last


def _table(text: Stream, head: FlatHead, cells: list[Cell], index: int) -> Table:
    below = {column: text.span(start, end) for column, start, end in head.below}
    header = [
        Cell(0, column + _FIRST_COLUMN, *text.span(start, end), 2 if below and column not in below else 1)
        for column, (_, start, end) in enumerate(head.labels)
    ]
    header += [Cell(1, column + _FIRST_COLUMN, *span) for column, span in below.items()]
    first = 2 if below else 1
    rows = {row: rank for rank, row in enumerate(sorted({cell.row for cell in cells}), start=first)}
    placed = (*header, *(Cell(rows[cell.row], cell.column, cell.start, cell.end) for cell in cells))
    return Table(index, placed, min(cell.start for cell in placed), max(cell.end for cell in placed), inferred=True)
