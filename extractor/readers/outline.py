"""What a line of a Chinese report looks like by itself: heading, list item, page number, a new
paragraph's start, an unfinished sentence. Knows nothing of the lines around it.

Headings: 一、 is level 1, （一） level 2, a short "1." level 3, a short （1） level 4 (GB/T 9704,
7.3.3); Markdown marks state their own level.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from extractor.document import BlockKind


class Shape(NamedTuple):
    """What a line is; `level` only of headings, from 1."""

    kind: BlockKind
    level: int | None = None


PARAGRAPH = Shape("paragraph")
LIST_ITEM = Shape("list_item")
FURNITURE = Shape("furniture")

_HAN = "一二三四五六七八九十百"
_MARKDOWN = re.compile(r"(#{1,6})\s+\S")
_PART = re.compile(rf"第\s*[{_HAN}]+\s*(?:部分|章|篇)")
_NUMBERS = (
    (re.compile(rf"[{_HAN}]{{1,3}}\s*[、.．]"), 1),
    (re.compile(rf"[（(]\s*[{_HAN}]{{1,3}}\s*[)）]"), 2),
    (re.compile(r"[0-9０-９]{1,2}\s*(?:、|[.．](?![0-9０-９])|[.．](?=20[0-9]{2}\s*年))"), 3),
    (re.compile(r"[（(]\s*[0-9０-９]{1,2}\s*[)）]"), 4),
)
_BULLET = re.compile(r"(?:[-*+]\s+|[•●◆■▪\u2756\uf06c\uf0d8]\s*|[①-⑳]|[0-9]{1,2}[)）])")
_LOOSE_START = re.compile(
    r"[一二三四五六七八九十][是要]"
    r"|附[件表录]|表\s*[0-9一二三四五六七八九十]|备注|注[:：]|说明[:：]"
    r"|(?:指标|目标)\s*[0-9０-９]|[\u4e00-\u9fff]{2,7}指标(?![，。；、为是])"
    r"|[\u4e00-\u9fff]{0,8}[（(][0-9０-９]{1,2}[)）]"
    r"|[^，。；,;\s]{1,10}[:：]"
    r"|其中[:：]?"
    r"|[12][0-9]{3}\s*年\s*[0-9]{1,2}\s*月(?:\s*[0-9]{1,2}\s*日)?$"
    r"|[-=_—─*]{3,}"
    r"|[☑☐□√【]"
)
_PAGE_NUMBER = re.compile(
    r"[—–－\-]+\s*[0-9０-９]{1,4}\s*[—–－\-]+|第\s*[0-9]{1,4}\s*页(?:\s*[,，/]?\s*共\s*[0-9]{1,4}\s*页)?"
)
_CONTENTS_LINE = re.compile(r".*(?:[.．·•]\s?){5,}\s*[0-9]{1,4}|.*…{2,}\s*[0-9]{1,4}")
_CLOSING = "”’」』》〉）)】〕]\"'"
_FINAL = frozenset("。；！？：;!?:…")
_CLAUSE_MARKS = re.compile(r"[，。；,;]")
_OPEN_WORD = re.compile(r"[，、,（(《“‘〔\[的为和与及或至是在对由从于就将按以其即达共约到≥≤]$")
_OPEN_NUMBER = re.compile(r"[0-9０-９]$")
_UNIT_START = re.compile(r"[\u4e00-\u9fff%％‰]")
_VALUE_START = re.compile(r"(?!(?:19|20)[0-9]{2}\s*年)[0-9０-９][0-9０-９.,．，]*\s*[\u4e00-\u9fff%％‰]")
_FULL_STOP = re.compile(r"[\u4e00-\u9fff%）)][.．]$")
_NOT_IN_TITLE = re.compile(r"[。；;！!？?%％≥≤□☐☑√■]|[，,：:](?!$)|[0-9]\s*[万亿]?元")

_LONGEST_CONTENTS_LINE = 200  # characters; longer ones are whole reports on one line
MAX_HEADING = 40  # characters; the longest first and second level headings of public reports
MAX_SHORT_HEADING = 25  # characters, for levels 3 and 4, which more often open a paragraph


def shape_of(line: str) -> Shape:
    """What `line`, stripped of blanks, looks like; a paragraph where nothing says otherwise."""
    if _PAGE_NUMBER.fullmatch(line) or _is_contents(line):
        return FURNITURE
    marked = _MARKDOWN.match(line)
    if marked:
        return Shape("heading", len(marked[1]))
    if _PART.match(line) and _is_title(line, MAX_HEADING):
        return Shape("heading", 1)
    for number, level in _NUMBERS:
        found = number.match(line)
        if found:
            return _numbered(line, line[found.end() :].strip(), level)
    return LIST_ITEM if _BULLET.match(line) else PARAGRAPH


def _is_contents(line: str) -> bool:
    """Whether `line` is one of a table of contents: dots, and the page."""
    if len(line) > _LONGEST_CONTENTS_LINE or not line[-1:].isdigit():
        return False
    return _CONTENTS_LINE.fullmatch(line) is not None


def _numbered(line: str, title: str, level: int) -> Shape:
    if not title:
        return LIST_ITEM
    if level <= 2:
        return Shape("heading", level) if _is_title(title.rstrip("。"), MAX_HEADING) else LIST_ITEM
    closed = line.endswith(tuple(_FINAL - {"：", ":"}))
    return Shape("heading", level) if not closed and _is_title(title, MAX_SHORT_HEADING) else LIST_ITEM


def _is_title(text: str, longest: int) -> bool:
    return len(text) <= longest and not _NOT_IN_TITLE.search(text)


def starts_paragraph(line: str) -> bool:
    """Whether `line` looks like the start of something new rather than the rest of a sentence."""
    return shape_of(line) != PARAGRAPH or _LOOSE_START.match(line) is not None


def ends_sentence(line: str) -> bool:
    """Whether `line` ends in a mark that closes a sentence or a clause, or is a remark in brackets."""
    if line[0] in "（(【" and line[-1] in "）)】":
        return True
    open_end = line.rstrip(_CLOSING) or line
    return open_end[-1] in _FINAL or _FULL_STOP.search(open_end) is not None


def ends_open(line: str) -> bool:
    """Whether `line` stops where no sentence can: after a comma, an open bracket, 的, 为, 和."""
    return _OPEN_WORD.search(line) is not None


def parts_number(upper: str, lower: str) -> bool:
    """Whether the break between the two lines may stand beside a number: before it, or before its unit."""
    if _OPEN_NUMBER.search(upper):
        return _UNIT_START.match(lower) is not None
    return _VALUE_START.match(lower) is not None


def is_prose(line: str) -> bool:
    """Whether `line` holds a comma, semicolon or full stop, as titles and table cells seldom do."""
    return _CLAUSE_MARKS.search(line) is not None
