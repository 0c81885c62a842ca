"""Text that does not run from left to right: turned by quarters, or set downwards -> lines all the same.

Such text is looked at with the page turned until it runs from left to right; columns of characters set
downwards then stand below each other, the right one first. Every character keeps its box on the page.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby, pairwise

from extractor.document import BBox
from extractor.readers.pdf_lines import TextLine, joint, rows_of, to_lines
from extractor.readers.pdf_pages import Glyph

_DOWN = 270  # degrees: the turn that sets downward text from left to right
_LEAST = 4  # characters below each other from which they are set downwards
_STEP = (0.8, 1.35)  # of the size: how far they are apart, least and most
_ASIDE = 0.25  # of the size: by which columns may begin at different heights
_WIDEST = 1.2  # of the size: a character, at most
_SAME_SIZE = 0.1  # of the size
_LEADING = 2.5  # of the size: up to which columns belong together
_FULL = 1.6  # of the size: what a full line may leave free at its end

_CHINESE = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff]")
_ENDS = re.compile(r"[。！？；：.!?;:]$")
_UPRIGHT_MARKS = str.maketrans(
    "︐︑︒︓︔︕︖︗︘︙︵︶︷︸︹︺︻︼︽︾︿﹀﹁﹂﹃﹄", "，、。：；！？〖〗…（）｛｝〔〕【】《》〈〉「」『』"
)

_Box = Callable[[BBox], BBox]


def set_down(glyphs: Sequence[Glyph]) -> list[Glyph]:
    """`glyphs`, in the order of the file, those set downwards marked as turned."""
    if sum([len(glyph.text) == 1 for glyph in glyphs]) < _LEAST:
        return list(glyphs)
    chains = list(_chains(glyphs))
    columns = [chain for chain in chains if len(chain) >= _LEAST and _is_chinese(chain)]
    if not columns:
        return list(glyphs)
    return [
        _down(glyph) if chain in columns or _is_beside(chain, columns) else glyph for chain in chains for glyph in chain
    ]


def _is_chinese(chain: Sequence[Glyph]) -> bool:
    return 2 * sum(bool(_CHINESE.match(glyph.text)) for glyph in chain) > len(chain)


def _is_beside(chain: Sequence[Glyph], columns: Sequence[Sequence[Glyph]]) -> bool:
    """Whether a short chain is the last column of text set downwards: begins where one beside it begins."""
    head = chain[0]
    if len(head.text) > 1 or head.turn or head.text.isspace() or len(chain) >= _LEAST:
        return False
    return any(
        abs(head.top - column[0].top) <= _ASIDE * head.size
        and 0 < column[0].x0 - head.x0 <= _LEADING * head.size
        and abs(head.size - column[0].size) <= _SAME_SIZE * head.size
        for column in columns
    )


def _down(glyph: Glyph) -> Glyph:
    return glyph._replace(text=glyph.text.translate(_UPRIGHT_MARKS), turn=_DOWN)


def blocks_of(glyphs: Iterable[Glyph], page: int) -> list[list[TextLine]]:
    """Lines in blocks, from top to bottom: upright ones each by itself, turned ones with those beside them."""
    glyphs = list(glyphs)
    if not any(glyph.turn for glyph in glyphs):
        return [[line] for line in to_lines(glyphs, page)]
    by_turn = {turn: list(group) for turn, group in groupby(sorted(glyphs, key=_turn), key=_turn)}
    blocks = [[line] for line in to_lines(by_turn.pop(0, ()), page)]
    for turn, group in by_turn.items():
        blocks += _turned_blocks(group, turn, page)
    return sorted(blocks, key=lambda block: min(line.top for line in block))


def lines_of(glyphs: Iterable[Glyph], page: int) -> list[TextLine]:
    """All lines, from top to bottom."""
    glyphs = list(glyphs)
    if not any(glyph.turn for glyph in glyphs):
        return to_lines(glyphs, page)
    return [line for block in blocks_of(glyphs, page) for line in block]


def _turn(glyph: Glyph) -> int:
    return glyph.turn


def _chains(glyphs: Sequence[Glyph]) -> Iterator[list[Glyph]]:
    """Glyphs that follow each other downwards, others each by itself."""
    chain: list[Glyph] = []
    for glyph in glyphs:
        if chain and not _goes_down(chain[0], chain[-1], glyph):
            yield chain
            chain = []
        chain.append(glyph)
    if chain:
        yield chain


def _goes_down(first: Glyph, upper: Glyph, lower: Glyph) -> bool:
    """Whether `lower` stands below `upper` in the column that `first` begins; marks stand at a column's side."""
    if len(upper.text) > 1 or len(lower.text) > 1 or upper.turn or lower.turn:
        return False
    size = upper.size
    inside = first.x0 <= (lower.x0 + lower.x1) / 2 <= first.x1 and lower.x1 - lower.x0 <= _WIDEST * size
    step = _STEP[0] * size <= lower.top - upper.top <= _STEP[1] * size
    return step and inside and abs(lower.size - size) <= _SAME_SIZE * size


def _turned_blocks(glyphs: Sequence[Glyph], turn: int, page: int) -> Iterator[list[TextLine]]:
    there, back = _views(turn)
    rows: list[list[Glyph]] = []
    for row in rows_of(_moved(glyph, there(glyph.box)) for glyph in glyphs):
        if rows and row[0].top - rows[-1][0].bottom > _LEADING * row[0].size:
            yield _block(rows, page, back)
            rows = []
        rows.append(row)
    if rows:
        yield _block(rows, page, back)


def _block(rows: Sequence[Sequence[Glyph]], page: int, back: _Box) -> list[TextLine]:
    """Lines of a block on the page, those joined that go on each other."""
    lines = [line for row in rows for line in to_lines(row, page)]
    end = max((line.x1 for line in lines), default=0.0)
    groups: list[list[TextLine]] = []
    for line in lines:
        if groups and end - groups[-1][-1].x1 <= _FULL * line.size and not _ENDS.search(groups[-1][-1].text):
            groups[-1].append(line)
        else:
            groups.append([line])
    return [_placed(group, back) for group in groups]


def _placed(lines: Sequence[TextLine], back: _Box) -> TextLine:
    """One line of them all, its characters at their places on the page."""
    text, spots = "", list[BBox]()
    for line in lines:
        between = joint(text, line.text)
        boxes = [back((x0, line.top, x1, line.bottom)) for x0, x1 in pairwise(line.edges)]
        text += between + line.text
        spots += [*boxes[: len(between)], *boxes]
    x0, top = min(spot[0] for spot in spots), min(spot[1] for spot in spots)
    x1, bottom = max(spot[2] for spot in spots), max(spot[3] for spot in spots)
    return TextLine(text, (x0, x1), lines[0].page, top, bottom, lines[0].size, tuple(spots))


def _moved(glyph: Glyph, box: BBox) -> Glyph:
    return Glyph(glyph.text, *box, glyph.size)


def _views(turn: int) -> tuple[_Box, _Box]:
    """How boxes move when the page is turned clockwise by `turn`, and how they move back."""
    if turn == 90:
        return (lambda box: (-box[3], box[0], -box[1], box[2])), (lambda box: (box[1], -box[2], box[3], -box[0]))
    if turn == _DOWN:
        return (lambda box: (box[1], -box[2], box[3], -box[0])), (lambda box: (-box[3], box[0], -box[1], box[2]))
    return _opposite, _opposite


def _opposite(box: BBox) -> BBox:
    return (-box[2], -box[3], -box[0], -box[1])
