"""Indicator tables that a converter flattened into text, put together again as tables.

The header's words tell the order of the columns; the cells behind it are read back into rows by what they
hold. Works on cells parted by lines, blanks or bars, and on cells that run together without any border.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain, pairwise

from extractor.align import DELAY, JUDGEMENT, Scorer
from extractor.document import Cell, Document, Table
from extractor.flat_heads import FlatHead, flat_heads
from extractor.grouped_cells import with_groups
from extractor.patterns import Library
from extractor.quantity import find
from extractor.segment import BORDER, INSIDE_NUMBER, Cut, Piece, segment
from extractor.stream import Border, Stream, stream
from extractor.turned_lists import turned_in_text

_END = re.compile(
    r"(?:资金(?:投入|执行|使用)?情况\(万?元\))?(?:年初|全年|当年)预算数|资金(?:投入|执行|使用)情况\(万?元\)|总分"
    r"|…+总分|得分合计|合计得分|总计|自评总?得?分(?!析)|注:|备注:?\d|说明:|偏差大或|偏差大|其他需要说明|联系人"
    r"|[上下]一[篇条][:：]|责任编辑[:：]|关闭(?:本页|窗口)|打印本页"
    r"|填表人|评价等[次级]|^[一二三四五六七八九]、"
)
_HEADING = re.compile(r"[一二三四五六七八九]、|\([一二三四五六七八九]\)")
_ANCHOR = re.compile(r"[一二三]级指标|指标名称|指标内容|具体指标")
_STOCK = re.compile(
    r"[Il][O0oQ]|达成预期指标|达成年度指标|已完成|基本达到|基本完成|未完成|完成(?=[\d.]|$)|[二三一]级指标"
    r"|指标\d+[.:、：]"
)
_DASH = re.compile(r"(?<=\d)[-—一](?=[\u4e00-\u9fff])|(?<=\d)[—一](?=\d)")
_TRANSITION = re.compile(
    r"(?<=[\u4e00-\u9fff)）])(?=[\d≥≤><=])|(?<=[%％\u4e00-\u9fff)）])(?=[≥≤><=])"
    r"|(?<=[\d%％‰])(?=[\u4e00-\u9fff≥≤><=★])|(?<=[%％‰\u4e00-\u9fff])(?=\d)|(?<=\d)(?=\d)|(?<=[\d.])(?=[\d])"
)
# A judgement in words that no name goes on behind: figures, a stock phrase or nothing.
_JUDGEMENT_CELL = re.compile(rf"(?:{JUDGEMENT.pattern})(?=[\d≥≤><=-]|$|{_STOCK.pattern})")
_JUDGED_TWICE = re.compile(rf"({JUDGEMENT.pattern})\1")
_UNTIL_NUMBER = re.compile(r"([^\d≥≤><=]{1,12})(?=[\d≥≤><=]|$)")
_UNIT_TWICE = re.compile(r"([^\d≥≤><=]{1,12})[≥≤><=]?\d[\d.,]*\1")
# The cell of a sign in front of the cell of its number or unit.
_SIGN_CELL = re.compile(r"[≥≤><=]+|(?:大于|小于)?等于|大于|小于|[正反]向(?:指标)?|定[性量](?:指标)?")
# A number with its unit, twice: behind the second one a cell ends (352棚位352棚位|维护渠道).
_AGAIN = re.compile(r"\d([^\d≥≤><=%,。;]{1,6})[≥≤><=]?\d[\d.,]*\1(?=[\u4e00-\u9fff])")
# A cell that says that there is nothing to say; 无害化处理率 is a name.
_NONE = re.compile(r"无(?![害障线人烟偿毒菌土纸])(?=[\u4e00-\u9fff]|$)")
# The end of a row's reason, right before the name of the next row.
_DELAYED = re.compile(rf"(?:{DELAY})(?=[\u4e00-\u9fff]{{2}})")
# A reason of which no mark tells the end, and the deed that the name behind it begins with.
_HINDERED = re.compile(
    r"(?:受[^\d,。;]{1,8}影响|由于|(?<!原)因(?!素))[^\d,。;]{2,16}?(?<![未不无没])(?<!取消)(?<!推迟)(?<!暂停)(?<!减少)"
    r"(?=(?:资助|培训|新建|新增|举办|开展|组织|购置|采购|改造|维修|修建|发放|救助|实施|编制|宣传|安装|配备|扶持|接待)"
    r"[\u4e00-\u9fff]{2})"
)
_NAMED = re.compile(r"[\u4e00-\u9fff]{2}")
_LONGEST_UNIT = 4
_MOST_BODY = 6000
_FUSED_LINE = 30
_A_CELL = 6
# What makes a name of a level: 数量指标完成率.
_OF_LEVEL = re.compile(r"完成|达标|达成|实现|控制|设置|设定|明确|合理|量化|得分|[^\u4e00-\u9fffA-Za-z]")
_SHORTEST_NAME = 4
_SIGNED = frozenset({"comparator", "direction"})
_VALUES = frozenset({"target", "actual", "so_far", "score"})


def restore_indicator_tables(document: Document, library: Library) -> tuple[Table, ...]:
    """Tables read back from running text, numbered behind those of the document."""
    text = stream(document)
    scorer = Scorer(library)
    found = flat_heads(text, library, "indicator_column", _ANCHOR, _is_indicator_head)
    heads = [head.of_one_list() for head in found]
    heads = heads or list(_numbered_rows(text))
    tables: list[Table] = []
    for number, head in enumerate(heads):
        limit = heads[number + 1].start if number + 1 < len(heads) else len(text.text)
        last = _body_end(text, head.body, limit)
        cuts = _cuts(text, _Body(head.body, last, head.roles, head.is_fused(text)), scorer)
        if len(cuts) < 3:
            continue
        pieces = segment(text.text, cuts, head.roles, scorer)
        pieces = with_groups(text, (head.body, last), head.roles, scorer, _with_own_levels(text.text, pieces, scorer))
        index = len(document.tables) + len(tables)
        if pieces:
            tables.append(_table(text, head, pieces, index))
    return (*tables, *turned_in_text(text, scorer, len(document.tables) + len(tables)))


def _with_own_levels(text: str, pieces: Sequence[Piece], scorer: Scorer) -> list[Piece]:
    """`pieces`, where the last of several second levels in front of a name is that of its row.

    Those before it are of rows that the form has and the report left empty (经济效益指标 | 社会效益指标 | 受益户数).
    """
    found: list[Piece] = []
    for piece in pieces:
        level = _LEVEL.match(text, piece.start, piece.end) if piece.role == "name" else None
        if level and found and (found[-1].role, found[-1].end) == ("level2", piece.start):
            goes_on = _OF_LEVEL.match(text, level.end()) is None and piece.end - level.end() >= _SHORTEST_NAME
            if goes_on and scorer.features(level.group()).level2:
                found[-1] = replace(found[-1], start=level.start(), end=level.end())
                piece = replace(piece, start=level.end())
        found.append(piece)
    return found


_NUMBERED_ROW = re.compile(r"指标\d{1,2}[:.、](?=[\u4e00-\u9fff\d“(])")
_SCATTERED = (
    ("name", re.compile(r"三级指标")),
    ("target", re.compile(r"(?:指标|目标)值")),
    ("actual", re.compile(r"(?:实际)?完成值|全年实际值")),
    ("weight", re.compile(r"分值")),
    ("score", re.compile(r"得分")),
)
_FEW_ROWS = 4


def _numbered_rows(text: Stream) -> Iterator[FlatHead]:
    """A header whose words a converter scattered among the rows 指标1: … 指标n:, in the order of the form."""
    rows = [match.start() for match in _NUMBERED_ROW.finditer(text.text)]
    if len(rows) < _FEW_ROWS:
        return
    labels = []
    for role, pattern in _SCATTERED:
        match = pattern.search(text.text)
        if match:
            labels.append((role, *match.span()))
    if {"target", "actual"} <= {role for role, _, _ in labels}:
        yield FlatHead(tuple(labels), rows[0])


def _is_indicator_head(roles: frozenset[str], _words: str) -> bool:
    return len(roles) >= 3 and bool(roles & {"name", "level2"}) and bool(roles & _VALUES)


def _body_end(text: Stream, start: int, limit: int) -> int:
    limit = min(limit, start + _MOST_BODY)
    for position in range(start, limit):
        if position > start and text.borders[position] == Border.TABLE:
            return position
        if text.borders[position] >= Border.LINE and _HEADING.match(text.text, position):
            return position
        if _END.match(text.text, position):
            return position
    return limit


@dataclass(frozen=True, slots=True)
class _Body:
    """The rows of a flattened table: their range, the columns, and whether the header ran together."""

    start: int
    end: int
    roles: tuple[str, ...]
    fused: bool


def _cuts(text: Stream, body: _Body, scorer: Scorer) -> list[Cut]:
    start, end = body.start, body.end
    barred = sum(border == Border.BAR for border in text.borders[start:end]) >= 5
    soft = set() if barred else _soft_cuts(text, body, scorer)
    cuts = []
    for position in range(start, end):
        border = text.borders[position]
        if position == start:
            cuts.append(Cut(position, 0.0, 0.0))
        elif border:
            cuts.append(_hard_cut(position, border, barred=barred))
        elif position in soft:
            cuts.append(Cut(position, _price(text.text, position, body.roles, scorer), 0.0))
    cuts.append(Cut(end, 0.0, 0.0))
    return cuts


def _price(text: str, position: int, roles: tuple[str, ...], scorer: Scorer) -> float:
    """What a border without a mark costs: dear inside a number, dearest between a number and its unit."""
    if not text[position - 1].isdigit():
        return BORDER
    if text[position].isdigit():
        return INSIDE_NUMBER
    return 2.5 if "unit" not in roles and _is_unit_between_numbers(text, position, scorer) else BORDER


def _is_unit_between_numbers(text: str, position: int, scorer: Scorer) -> bool:
    """Whether the words at `position`, up to the next number or sign, are a unit: a known one, or printed twice."""
    words = _UNTIL_NUMBER.match(text, position)
    return words is not None and (scorer.features(words[1]).unit or _UNIT_TWICE.match(text, position) is not None)


def _hard_cut(position: int, border: Border, *, barred: bool) -> Cut:
    if border >= Border.BAR:
        return Cut(position, 0.0, 20.0)
    if barred:
        return Cut(position, 2.0, 0.2)
    return Cut(position, 0.0, 1.5 if border == Border.BLANK else 1.0)


def _soft_cuts(text: Stream, body: _Body, scorer: Scorer) -> set[int]:
    """Places inside lines without blanks where one cell may end and the next begin."""
    found: set[int] = set()
    lines = text.cells(body.start, body.end)
    fused = body.fused or _rows_ran_together([text.text[start:end] for start, end in lines], scorer)
    for line, end in lines:
        words = text.text[line:end]
        if fused or _is_long_run(words) or _looks_fused(words):
            found |= _cuts_in_line(text.text, line, end)
            found |= _cuts_at_values(words, line, scorer)
            if not _SIGNED.isdisjoint(body.roles):
                found |= _cuts_at_signs(text.text, line, end, scorer)
            if "reason" in body.roles:
                ends = chain(*(one.finditer(text.text, line, end - 1) for one in (_DELAYED, _HINDERED)))
                found |= {match.end() for match in ends}
    return found


def _rows_ran_together(lines: Sequence[str], scorer: Scorer) -> bool:
    """Whether most lines with figures hold a name with two values behind it: rows without any border."""
    told = [line for line in lines if re.search(r"\d", line)]
    return sum(_holds_two_values(line, scorer) for line in told) * 2 > len(told)


def _holds_two_values(line: str, scorer: Scorer) -> bool:
    if _NAMED.match(line) is None:
        return False
    values = [item for item in find(line, scorer.library.lexicon) if item.kind != "date"]
    return any(one.end == other.start for one, other in pairwise(values))


def _cuts_at_values(words: str, line: int, scorer: Scorer) -> set[int]:
    """Borders of the values in the line `words`, with their comparators in words; those in brackets belong to names."""
    values = [item for item in find(words, scorer.library.lexicon) if item.kind != "date"]
    free = [item for item in values if words[item.start - 1 : item.start] != "("]
    none = (match.end() for item in free if (match := _NONE.match(words, item.end)))
    borders = (*none, *(place for item in free for place in (item.start, item.end)))
    return {line + place for place in borders if words[place : place + 1] != "·"}  # 元/平方米|·季: the unit goes on


def _cuts_at_signs(text: str, start: int, end: int, scorer: Scorer) -> set[int]:
    """Borders of signs that have a cell of their own, and of the unit's cell before them (人|≥|300)."""
    found: set[int] = set()
    for match in _SIGN_CELL.finditer(text, start, end):
        found |= set(match.span())
        before = range(max(start, match.start() - _LONGEST_UNIT), match.start())
        found |= {place for place in before if scorer.features(text[place : match.start()]).unit}
    return found


def _is_long_run(line: str) -> bool:
    """A long line of cells; a sentence of a goal or a reason has marks, and few numbers."""
    return len(line) > _FUSED_LINE and (len(re.findall(r"\d+(?:\.\d+)?", line)) > 3 or not re.search(r"[,。;]", line))


def _looks_fused(line: str) -> bool:
    """Whether a line holds several cells without blanks: a value behind a value, or a level with more behind it."""
    values = re.search(r"[\u4e00-\u9fff]{3}.*?\d+(?:\.\d+)?%\d", line)
    level = _LEVEL.match(line)
    return values is not None or (level is not None and "指标" in level.group() and len(line) - level.end() >= _A_CELL)


def _cuts_in_line(text: str, start: int, end: int) -> set[int]:
    found = {match.start() for match in _TRANSITION.finditer(text, start, end)}
    for match in _DASH.finditer(text, start, end):
        found |= {match.start(), match.end()}
    for match in _STOCK.finditer(text, start, end):
        found |= {match.start(), match.end()}
    for match in _JUDGEMENT_CELL.finditer(text, start, end):
        found |= {match.start(), match.end()}
    for match in _NONE.finditer(text, start + 1, end):
        if text[match.start() - 1] in "0123456789%":
            found |= {match.start(), match.end()}
    found |= {match.end() for match in _AGAIN.finditer(text, start, end)}
    found |= set(_level_borders(text, start, end))
    found |= set(_halves(text, start, end))
    return {position for position in found if start < position < end}


_LEVEL = re.compile(
    r"(?:产出|效益|满意度|成本|决策|过程|管理|投入|项目(?:决策|管理|产出|效益|效果))(?:指标)?(?:\(\d+分?\))?"
    r"(?=.{0,3}(?:指标|[\u4e00-\u9fff]))"
    r"|(?:数量|质量|时效|经济成本|社会成本|成本|经济效益|社会效益|生态效益|可持续影响|服务对象满意度|满意度)指标"
    r"(?:\(\d+分?\))?"
)


def _level_borders(text: str, start: int, end: int) -> Iterator[int]:
    for match in _LEVEL.finditer(text, start, end):
        if "指标" in match.group() or "(" in match.group():
            yield match.start()
            yield match.end()


def _halves(text: str, start: int, end: int) -> Iterator[int]:
    """Borders of a run of words that is printed twice (明显改善明显改善): target and actual in words."""
    for match in re.finditer(r"([\u4e00-\u9fff、,]{1,24}?)\1(?![\u4e00-\u9fff])", text[start:end]):
        yield from (start + place for place in (match.start(), match.start() + len(match[1]), match.end()))
    for match in _JUDGED_TWICE.finditer(text, start, end):
        yield from (match.start(), match.end(1), match.end())


def _table(text: Stream, head: FlatHead, pieces: list[Piece], index: int) -> Table:
    cells = [Cell(0, column, *text.span(start, end)) for column, (_, start, end) in enumerate(head.labels)]
    roles = head.roles
    cells += [Cell(1, column, *text.span(start, end)) for column, start, end in head.below]
    cells += [Cell(piece.row + 2, roles.index(piece.role), *text.span(piece.start, piece.end)) for piece in pieces]
    rows = {cell.row for cell in cells}
    dense = {row: rank for rank, row in enumerate(sorted(rows))}
    placed = tuple(Cell(dense[cell.row], cell.column, cell.start, cell.end) for cell in cells)
    return Table(index, placed, min(cell.start for cell in cells), max(cell.end for cell in cells), inferred=True)
