"""Footnotes in the running text: paragraphs that explain a mark of it (…亿元②。 and ② 数据来源…).

A list (①新建…;②改造…) opens its items with the same signs; a footnote's mark is told apart by the place that
refers to it, behind a word and before a stop.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

_MARK = r"[①-⑳]|\[\d{1,2}\]|〔\d{1,2}〕|\*{1,3}"
_OPENING = re.compile(rf"(?P<mark>{_MARK})(?![,。;:、)*])|※")
_BEHIND_A_WORD = r"(?<=[\u4e00-\u9fff\d%)”》])"
# A page may end right before the mark, so that a line begins with it.
_REFERENCE = re.compile(rf"(?:^|{_BEHIND_A_WORD})(?:{_MARK})(?=[,。;、)]|$)")
_MENTION = re.compile(rf"{_BEHIND_A_WORD}(?P<mark>{_MARK})|^(?P<first>{_MARK})(?=[,。;、)])")


def marks_referred_to(texts: Iterable[str]) -> frozenset[str]:
    """The marks that the folded `texts` refer to: none, unless one at least stands where no list goes on."""
    lines = list(texts)
    if not any(_REFERENCE.search(text) for text in lines):
        return frozenset()
    return frozenset(found["mark"] or found["first"] for text in lines for found in _MENTION.finditer(text))


def is_footnote(text: str, marks: frozenset[str]) -> bool:
    """Whether a paragraph explains one of the `marks` of the text, or opens with the sign of a remark (※)."""
    opening = _OPENING.match(text)
    return opening is not None and (opening["mark"] is None or opening["mark"] in marks)
