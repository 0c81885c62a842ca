"""Lines and tables of a PDF's pages, in reading order -> paragraphs and grids.

A paragraph goes on while its lines reach the right edge and the next one is not indented, over
page breaks too; furniture and footnotes that stand in between come after it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby, pairwise
from statistics import median

from extractor.readers import outline
from extractor.readers.compose import Grid, Paragraph, Piece
from extractor.readers.cut_sentences import joined
from extractor.readers.pdf_lines import TextLine, joint
from extractor.readers.pdf_tables import PageGrid, goes_on, to_grid

_INDENT = 1.2  # of the size: from which a line is indented
_SLACK = 1.6  # of the size: what a full line may leave free at the right, beside the next word
_CENTRED = 3.0  # points by which the middles of centred lines may differ
_TITLE_PITCH = 2.0  # of the size: how far the lines of a title may be apart
_PITCH = 1.5  # of the usual distance of lines: from which a gap parts paragraphs
_SAME_SIZE = 1.12  # ratio of sizes up to which two lines are in the same print
_UNBREAKABLE = re.compile(r"[^\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]*[\u4e00-\u9fff]?[，。；：、？！）》”’％]*")
_CONTINUED = re.compile(r"[（(]?续表?[0-9一二三四五六七八九十]*[）)]?")

Item = TextLine | PageGrid
Part = Paragraph | Grid


@dataclass(frozen=True, slots=True)
class Measure:
    """Where the text of pages begins and ends, how far its lines are apart and how large it is, in points;
    and whether its paragraphs begin with an indent.
    """

    left: float
    right: float
    pitch: float
    size: float
    indents: bool


@dataclass
class Flow:
    """What is open: the lines of a paragraph or the pages of a table; and how often tables were repaired so far."""

    measure: Measure
    furniture: set[int]
    footnotes: set[int] = field(default_factory=set)
    repairs: Counter[str] = field(default_factory=Counter)
    _lines: list[TextLine] = field(default_factory=list)
    _grids: list[PageGrid] = field(default_factory=list)
    _waiting: list[TextLine] = field(default_factory=list)

    def parts(self, items: Iterable[Item]) -> Iterator[Part]:
        """What `items`, in reading order, make up, each part as soon as it is closed."""
        for item in items:
            yield from self._add(item)
        yield from self._close()

    def _add(self, item: Item) -> Iterator[Part]:
        if isinstance(item, PageGrid):
            if self._lines or (self._grids and not goes_on(self._grids[-1], item)):
                yield from self._close()
            self._grids.append(item)
        elif id(item) in self.furniture or (self._grids and _CONTINUED.fullmatch(item.text)):
            self._waiting.append(item)
            if not self._lines and not self._grids:
                yield from self._close()
        elif id(item) in self.footnotes and (self._lines or self._grids):
            self._waiting.append(item)
        else:
            if self._grids or (self._lines and not continues(self._lines[-1], item, self.measure)):
                yield from self._close()
            self._lines.append(item)

    def _close(self) -> Iterator[Part]:
        """The open paragraph or table, which ends here; the furniture and footnotes that wait come after it."""
        if self._lines:
            yield _paragraph(self._lines)
        if self._grids:
            grid, repairs = to_grid(self._grids)
            self.repairs.update(repairs)
            yield grid
        for line in self._waiting:
            yield _paragraph([line]) if id(line) in self.footnotes else Paragraph(line.pieces, "furniture")
        self._lines, self._grids, self._waiting = [], [], []


def flow(items: Sequence[Item], furniture: set[int], footnotes: set[int]) -> tuple[Iterator[Part], Counter[str]]:
    """Parts in reading order, and how often tables were repaired at page breaks, by code: counted when all are taken.

    `furniture` and `footnotes` hold the `id` of lines that are such. Parts are made as they are taken, so that not
    all of them are held at once.
    """
    lines = [item for item in items if isinstance(item, TextLine) and id(item) not in furniture]
    flowing = Flow(measure(lines), furniture, footnotes)
    return _with_whole_sentences(flowing.parts(items)), flowing.repairs


def measure(lines: Sequence[TextLine]) -> Measure:
    """Measure of the text that `lines` are set in."""
    if not lines:
        return Measure(0.0, 0.0, 0.0, 0.0, True)
    longest = sorted(line.x1 for line in lines)[min(int(0.95 * len(lines)), len(lines) - 1)]
    wide = [line for line in lines if line.x1 - line.x0 > 0.4 * longest] or list(lines)
    starts = Counter(round(line.x0) for line in wide)
    left = min(start for start, count in starts.items() if count >= 0.3 * starts.most_common(1)[0][1])
    steps = Counter(round(lower.top - upper.top) for upper, lower in pairwise(lines) if upper.page == lower.page)
    usual = next((step for step, _ in steps.most_common() if step > 0), 0)
    indented = sum(_INDENT <= (line.x0 - left) / line.size <= 3 for line in lines)
    size = median(line.size for line in wide)
    return Measure(left, longest, float(usual), size, indented >= 2)


def continues(upper: TextLine, lower: TextLine, measure: Measure) -> bool:
    """Whether `lower` goes on the paragraph that `upper` stands in."""
    if upper.spots or lower.spots:  # not upright: put together before
        return False
    if not 1 / _SAME_SIZE <= upper.size / lower.size <= _SAME_SIZE:
        return False
    if _is_title(upper, lower, measure):
        return True
    if upper.page == lower.page and (upper.column is None) != (lower.column is None):
        return False
    below = upper.page == lower.page and upper.column == lower.column
    if below and not 0 < lower.top - upper.top <= _PITCH * max(measure.pitch, upper.size):
        return False
    if _is_indented(lower, _own(lower, measure)) and not _is_block(upper, lower, _own(upper, measure)):
        return False
    if not _is_full(upper, lower, _own(upper, measure)):
        return False
    if not outline.ends_sentence(upper.text):
        return True
    return measure.indents and outline.shape_of(lower.text).kind not in ("heading", "furniture")


def _own(line: TextLine, measure: Measure) -> Measure:
    """The measure of the column that the line is set in."""
    return replace(measure, left=line.column[0], right=line.column[1]) if line.column else measure


def _is_title(upper: TextLine, lower: TextLine, measure: Measure) -> bool:
    """Whether both lines belong to a title: centred over each other, in large print or at the start."""
    if abs((upper.x0 + upper.x1) - (lower.x0 + lower.x1)) > 2 * _CENTRED:
        return False
    inside = min(upper.x0, lower.x0) > measure.left and max(upper.x0, lower.x0) > measure.left + 2 * upper.size
    near = upper.page == lower.page and 0 < lower.top - upper.top <= _TITLE_PITCH * upper.size
    shown = upper.page == 1 or min(upper.size, lower.size) > _SAME_SIZE * measure.size
    if not (inside and near and shown):
        return False
    return not outline.ends_sentence(lower.text) and not outline.starts_paragraph(lower.text)


def _is_indented(line: TextLine, measure: Measure) -> bool:
    return line.x0 - measure.left > _INDENT * line.size


def _is_block(upper: TextLine, lower: TextLine, measure: Measure) -> bool:
    """Whether both lines begin at the same place inside the margins, in the middle of a sentence."""
    wide = upper.x1 - upper.x0 > (measure.right - measure.left) / 2
    together = abs(upper.x0 - lower.x0) <= 0.5 * lower.size and wide
    return together and not outline.ends_sentence(upper.text) and not outline.starts_paragraph(lower.text)


def _is_full(upper: TextLine, lower: TextLine, measure: Measure) -> bool:
    """Whether the next word would not have had room behind `upper`."""
    word = _UNBREAKABLE.match(lower.text)
    columns = len(word[0]) if word else 0
    wide = lower.edges[min(columns, len(lower.edges) - 1)] - lower.x0
    return measure.right - upper.x1 <= _SLACK * upper.size + wide


def _paragraph(lines: Sequence[TextLine]) -> Paragraph:
    pieces: list[Piece] = [*lines[0].pieces]
    for upper, lower in pairwise(lines):
        between = joint(upper.text, lower.text)
        pieces += [Piece(between), *lower.pieces] if between else lower.pieces
    shape = outline.shape_of("".join(piece.text for piece in pieces))
    return Paragraph(tuple(pieces), shape.kind, shape.level)


def _with_whole_sentences(parts: Iterable[Part]) -> Iterator[Part]:
    for is_grid, group in groupby(parts, key=lambda part: isinstance(part, Grid)):
        if is_grid:
            yield from group
        else:
            yield from _joined_around_furniture([part for part in group if isinstance(part, Paragraph)])


def _joined_around_furniture(paragraphs: Sequence[Paragraph]) -> Iterator[Paragraph]:
    """Cut sentences joined, page furniture between them set behind the joined paragraph."""
    body = [paragraph for paragraph in paragraphs if paragraph.kind != "furniture"]
    after: list[tuple[int, Paragraph]] = []
    seen = 0
    for paragraph in paragraphs:
        if paragraph.kind == "furniture":
            after.append((seen, paragraph))
        else:
            seen += 1
    cut = any(paragraph.kind != "heading" and not outline.ends_sentence(paragraph.text) for paragraph in body[:-1])
    yield from _merged(joined(body) if cut else body, after)


def _merged(whole: Sequence[Paragraph], after: Sequence[tuple[int, Paragraph]]) -> Iterator[Paragraph]:
    """`whole` with furniture put in again; each stands after so many paragraphs as there were before it."""
    waiting = list(after)
    count = 0
    for paragraph in whole:
        while waiting and waiting[0][0] <= count:
            yield waiting.pop(0)[1]
        yield paragraph
        count += 1 + sum(piece.text == "\n" for piece in paragraph.pieces)
    yield from (paragraph for _, paragraph in waiting)
