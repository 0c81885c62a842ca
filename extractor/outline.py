"""Sentences of the running text, each with the sections that it stands in.

Headings are known by their numbering (一、 （一） 1. （1）) and their words (`patterns/sections.toml`), as blocks of
their own or at the start of a paragraph; level-1 and level-2 names of indicators (产出指标, 数量指标) count too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

from extractor.document import Block, Document, Note, Span
from extractor.footnotes import is_footnote, marks_referred_to
from extractor.pair_lines import pair_lines
from extractor.patterns import Library
from extractor.reading import DIGITS_OF_NAME, View, view

_NUMBERINGS = (
    re.compile(r"[一二三四五六七八九十]{1,3}、"),
    re.compile(r"[(（]?[一二三四五六七八九十]{1,3}[)）]"),
    re.compile(rf"\d{{1,2}}(?:[.、](?!\d)|[.、](?=20\d\d[年届]|{DIGITS_OF_NAME})|(?=[^\d.%]{{2,14}}(?:情况|指标)))"),
    re.compile(r"[(（]?\d{1,2}[)）]|[①-⑳]"),
)
_INLINE_HEADING = re.compile(
    r"(?<=[^、,::])(?=[一二三四五六七八九]、[^,。;]{2,36}(?:情况|概况|分析|目标|问题|措施|说明|建议))"
    r"|(?<=[^第、])(?=\([一二三四五六七八九]\)[^,。;]{2,40}(?:情况|概况|分析|目标))"
)
# A name of the second level that opens a sentence of a paragraph: …120台;质量指标:…, …9座。质量指标方面,….
_INLINE_LEVEL = re.compile(r"(?<=[。;；])(?=[\u4e00-\u9fff]{2,6}指标(?:完成情况|方面)?[:：,，])")
# What follows the results of a project in one paragraph: 发现的主要问题及原因:…。下一步改进措施:….
_REASONS = re.compile(
    r"(?:(?:发现|存在)的?(?:主要)?问题(?:[及和与]其?原因)?(?:分析)?|下一步(?:拟采取的)?(?:改进)?(?:措施|打算))[:：]"
)
_INLINE_REASONS = re.compile(rf"(?<=[。;；])(?={_REASONS.pattern})")
_INLINE = (_INLINE_HEADING, _INLINE_LEVEL, _INLINE_REASONS)
_SENTENCE_END = re.compile(r"[。;!?；！？](?![)）”\"])")
_NOTES = re.compile(r"\(?(?:备注|附?注释?|填表说明|说明)[\d①-⑳]{0,2}:")
_PAGE_HEAD = re.compile(r"索\s*引\s*号|发布机构|组配分类|公开目录|当前位置")
_LONGEST_PAGE_HEAD = 120
_LONGEST_HEADING = 44
# Characters of a sentence. Of 2700 in reports the longest has 900; lists, and tables that lost their lines, have more.
_LONGEST_SENTENCE = 2000
_PAUSE = re.compile(r"[;、 ]|[,:](?!\d)")
_BOTH_LEVELS = frozenset({"满意度指标", "成本指标"})
_HEADING_TAIL = re.compile(r"(?:(?:情况)?(?:完成情况)?(?:说明)?(?:分析)?(?:如下)?[。.::]?|方面[:,])")


class Section(NamedTuple):
    """One open heading: its depth from 1, its kind (`patterns/sections.toml`) or None, its text."""

    depth: int
    kind: str | None
    text: str


@dataclass(frozen=True)
class Sentence:
    """A sentence as the range `start`..`end` of a block's view, with the headings above it.

    `block` is the rank of the block in the document, `number` the list number that it begins with.
    """

    view: View
    start: int
    end: int
    block: int
    sections: tuple[Section, ...]
    level1: str | None
    level2: str | None

    @cached_property
    def text(self) -> str:
        """Folded text of the sentence."""
        return self.view.text[self.start : self.end]

    def within(self, *kinds: str) -> bool:
        """Whether one of the headings above is of one of `kinds`."""
        return any(section.kind in kinds for section in self.sections)

    @cached_property
    def kind(self) -> str | None:
        """Kind of the innermost heading that has one."""
        return next((section.kind for section in reversed(self.sections) if section.kind), None)


def sentences(document: Document, library: Library, excluded: Sequence[Span]) -> tuple[Sentence, ...]:
    """Sentences of all blocks that are no table, no furniture and do not lie in `excluded`."""
    state = _State((), None, None)
    found: list[Sentence] = []
    lines = list(_lines(document, excluded))
    marks = marks_referred_to(seen.text for _, seen, _ in lines)
    for rank, seen, whole in lines:
        state = state._replace(sections=_lasting(state))
        if is_footnote(seen.text, marks):
            state = state._replace(sections=(*state.sections, Section(_IN_PARAGRAPH, "application", "注")))
            found.append(Sentence(seen, 0, len(seen.text), rank, state.sections, None, None))
            continue
        if whole:
            found.append(Sentence(seen, 0, len(seen.text), rank, state.sections, state.level1, state.level2))
            continue
        for start, end in _parts(seen.text):
            state, body = _enter(state, seen.text, start, end, library)
            found += [
                Sentence(seen, first, last, rank, state.sections, state.level1, state.level2)
                for first, last in _split(seen.text, body, end)
            ]
    return tuple(found)


def _lines(document: Document, excluded: Sequence[Span]) -> Iterator[tuple[int, View, bool]]:
    """The running text, lines that tell one indicator as one: with its rank, and whether it is such a one."""
    running = list(_running(document, excluded))
    position = 0
    for start, stop in pair_lines([seen.text for _, seen in running]):
        yield from ((rank, seen, False) for rank, seen in running[position:start])
        last = running[stop - 1][1]
        yield running[start][0], view(document, running[start][1].base, last.span(0, len(last.text)).end), True
        position = stop
    yield from ((rank, seen, False) for rank, seen in running[position:])


def overlong(document: Document, excluded: Sequence[Span]) -> Iterator[Note]:
    """Notes on text that goes on for so long without a full stop that `sentences` cuts it, or leaves some out."""
    for _, seen in _running(document, excluded):
        for start, end in _ended(seen.text, 0, len(seen.text)):
            if end - start > _LONGEST_SENTENCE:
                lost = end - start - sum(last - first for first, last in _paused(seen.text, start, end))
                left_out = f"，其中 {lost} 个字没有停顿，未读取" if lost else ""
                message = f"连续 {end - start} 个字没有句号，按停顿分开读取{left_out}，请核对"
                yield Note("long_sentence", message, seen.span(start, end))


def _running(document: Document, excluded: Sequence[Span]) -> Iterator[tuple[int, View]]:
    """The running text outside `excluded`, with the rank of the block that each piece stands in."""
    for rank, block in enumerate(document.blocks):
        if block.kind not in {"table", "furniture"} and not _is_page_head(document, block):
            yield from ((rank, seen) for seen in _uncovered(document, block, excluded))


def _is_page_head(document: Document, block: Block) -> bool:
    short = block.end - block.start <= _LONGEST_PAGE_HEAD
    return short and _PAGE_HEAD.search(document.text, block.start, block.end) is not None


def _uncovered(document: Document, block: Block, excluded: Sequence[Span]) -> Iterator[View]:
    """The pieces of `block` that lie outside `excluded`."""
    position = block.start
    for span in sorted(excluded):
        if span.end <= position or span.start >= block.end:
            continue
        if span.start > position:
            yield view(document, position, span.start)
        position = max(position, span.end)
    if position < block.end:
        yield view(document, position, block.end)


class _State(NamedTuple):
    sections: tuple[Section, ...]
    level1: str | None
    level2: str | None
    level1_depth: int = 0


def _parts(text: str) -> Iterator[tuple[int, int]]:
    """Ranges of `text` between headings that were run into it."""
    inside = {match.start() for mark in _INLINE for match in mark.finditer(text)}
    for start, end in pairwise([0, *sorted(inside), len(text)]):
        if end > start:
            yield start, end


def _enter(state: _State, text: str, start: int, end: int, library: Library) -> tuple[_State, int]:
    """The state behind a heading at `start`, and where the text below it begins."""
    if _NOTES.match(text, start, end):
        return _State((Section(1, "application", text[start : start + 2]),), None, None), start
    reasons = _REASONS.match(text, start, end)
    if reasons is not None:
        return _with_reasons(state, reasons), reasons.end()
    depth, position = _numbering(text, start)
    level = _level(text, position, end, library)
    if level is not None:
        return _enter_level(_with_level(state, level[0], level[1], depth), text, (level[2], end), library)
    heading_end = _heading_end(text, position, end, numbered=depth > 0)
    if heading_end is None:
        return state, start
    words = text[position:heading_end]
    pattern = library.classify("section", "kind", words)
    inside = next((section.kind for section in reversed(state.sections) if section.kind), None)
    if pattern is None and (depth == 0 or inside == "reasons"):
        return state, start
    depth = depth or (state.sections[-1].depth + 1 if state.sections else 1)
    above = tuple(section for section in state.sections if section.depth < depth)
    section = Section(depth, pattern.value if pattern else None, words)
    keep = bool(pattern and pattern.value == "results" and state.level1 and depth > 2)
    new = _State((*above, section), state.level1 if keep else None, None)
    return new, heading_end + len(_punctuation(text, heading_end))


def _with_reasons(state: _State, label: re.Match[str]) -> _State:
    """The state behind a label of reasons inside a paragraph, which holds to its end."""
    return state._replace(sections=(*_lasting(state), Section(_IN_PARAGRAPH, "reasons", label.group()[:-1])))


def _lasting(state: _State) -> tuple[Section, ...]:
    """The open headings that hold beyond their paragraph."""
    return tuple(section for section in state.sections if section.depth < _IN_PARAGRAPH)


_IN_PARAGRAPH = 9  # deeper than any heading


def _enter_level(state: _State, text: str, rest: tuple[int, int], library: Library) -> tuple[_State, int]:
    """The state with the second level that stands right behind the first (产出指标完成情况:数量指标方面,…)."""
    inner = _level(text, *rest, library)
    if inner is None or inner[1] != "level2":
        return state, rest[0]
    return _with_level(state, inner[0], inner[1], 0), inner[2]


def _numbering(text: str, start: int) -> tuple[int, int]:
    for depth, pattern in enumerate(_NUMBERINGS, start=1):
        match = pattern.match(text, start)
        if match:
            return depth, match.end()
    return 0, start


def _level(text: str, position: int, end: int, library: Library) -> tuple[str, str, int] | None:
    """A level name at `position` as (name, level1 or level2, where its text begins)."""
    for role in ("level2", "level1"):
        for pattern in library.of("level", role):
            match = pattern.regex.match(text, position, end)
            if match is None or _NAMED_VALUE.match(text, match.end() - len("满意度指标"), end):
                continue
            tail = _HEADING_TAIL.match(text, match.end(), end)
            stop = tail.end() if tail else match.end()
            closed = stop == end or text[stop - 1] in "。.::" or "指标" in match.group()
            if closed and match.end() - position >= 3:
                return re.sub(r"\(.*\)$", "", match.group()), role, stop
    return None


# 村民满意度指标值≥90%: the words before 值 are a name, no heading.
_NAMED_VALUE = re.compile("满意度指标值")


def _with_level(state: _State, name: str, role: str, depth: int) -> _State:
    sections = state.sections
    if depth:
        above = tuple(section for section in sections if section.depth < depth)
        sections = (*above, Section(depth, "targets" if _tells_targets(above) else "results", name))
    new = state._replace(sections=sections)
    beside = role == "level2" and depth and depth <= state.level1_depth and name in _BOTH_LEVELS
    if role == "level1" or beside:
        return new._replace(level1=name, level2=None, level1_depth=depth)
    return new._replace(level2=name)


def _tells_targets(sections: Sequence[Section]) -> bool:
    """Whether the innermost heading of a kind is one of targets alone (年度绩效目标, but not 目标完成情况)."""
    kind = next((section for section in reversed(sections) if section.kind), None)
    return kind is not None and kind.kind == "targets"


# Numbers of a heading that are no values: its year, a range, the points behind its name.
_NO_VALUES = re.compile(r"\d{4}年|\d+[-~]\d+|\(\d{1,3}(?:\.\d)?分\)$")
_VALUE = re.compile(r"[≥≤><,]|\d(?!\d*(?:年|级|岁|号|\.\d*年))")
_HEADING_WORD = re.compile(r"情况|分析|目标|概况|概述")
_HEADING_STOP = re.compile(r"[。:：]|(?<=情况分析),")


def _heading_end(text: str, position: int, end: int, *, numbered: bool) -> int | None:
    """Where a heading at `position` ends: at its full stop or colon, or with the block."""
    match = _HEADING_STOP.search(text, position, end)
    stop = match.start() if match else end
    if stop - position > _LONGEST_HEADING or stop == position:
        return None
    words = text[position:stop]
    if _VALUE.search(_NO_VALUES.sub("", words)):
        return None
    if not numbered and not (match is None and _HEADING_WORD.search(words)):
        return None
    return stop


def _punctuation(text: str, position: int) -> str:
    return text[position] if position < len(text) and text[position] in "。:," else ""


def _split(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    for first, last in _ended(text, start, end):
        if last - first <= _LONGEST_SENTENCE:
            yield first, last
        else:
            yield from _paused(text, first, last)


def _ended(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Ranges that end with a full stop."""
    position = start
    for match in _SENTENCE_END.finditer(text, start, end):
        if match.end() > position + 1:
            yield position, match.end()
        position = match.end()
    if end > position:
        yield position, end


def _paused(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Ranges of a sentence that is too long to be one, cut at its pauses; what holds no pause is left out."""
    while end - start > _LONGEST_SENTENCE:
        within = [pause.end() for pause in _PAUSE.finditer(text, start, start + _LONGEST_SENTENCE)]
        if within:
            yield start, within[-1]
            start = within[-1]
            continue
        beyond = _PAUSE.search(text, start + _LONGEST_SENTENCE, end)
        start = beyond.end() if beyond else end
    if end > start:
        yield start, end
