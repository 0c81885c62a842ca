"""Names of indicators, freed of what forms print around them.

List numbers (指标1:, 1., （1）, ①), stars, 其中: and template comparators with their unit ((≥**人), (≥台)) are
not part of the name; the template's comparator and unit belong to the target. Source: 自评表, 三级指标栏.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from extractor.document import Document, Span
from extractor.quantity import Lexicon, find
from extractor.quick import quick
from extractor.reading import DIGITS_OF_NAME, View, view
from extractor.report import Comparator

_PREFIX = re.compile(
    r"(?:[★☆●▲■◆*]+)?(?:其中[:,]?)?(?:(?:绩效)?(?:指标|目标)(?P<number>\d+)[.、:,]?"
    rf"|(?P<list>\d{{1,2}})(?:、|\.(?!\d)|\.(?={DIGITS_OF_NAME}))"
    r"|[(]?(?P<bracket>\d{1,2})[)]|[①-⑳])?(?:[★☆●▲*]+)?(?:其中[:,]?)?"
)
_SIGN = r"(?P<sign>≥|≤|>|<|=)?=?"
_TEMPLATE = quick(
    rf"\(?{_SIGN}(?:\*{{2,}}|_{{2,}})(?:[-~]\*{{2,}})?(?P<unit>[^\d*()]{{0,8}})\)?(?:——.*)?$"
    rf"|\((?P<sign2>[≥≤><])=?(?P<unit2>[^\d*()]{{1,6}})\)$"
)
_COMPARATORS: dict[str, Comparator] = {"≥": ">=", "≤": "<=", ">": ">", "<": "<", "=": "="}
_POINTS = re.compile(r"\((\d{1,2}(?:\.\d+)?)分\)$")
_BRACKETS = re.compile(r"(.+)\(([^()\d]{1,5})\)")
_NO_NAME = re.compile(r"[…./\-—:：、]*")


class Named(NamedTuple):
    """A name with the span that it stands at, the report's own number, and what a template adds to the target."""

    text: str
    span: Span
    number: str | None
    comparator: Comparator | None
    unit: str | None
    weight: tuple[str, Span] | None = None


def indicator_name(seen: View) -> Named | None:
    """The indicator's name in a cell; None where the cell names nothing (……, 指标2:)."""
    prefix = _PREFIX.match(seen.text)
    start = prefix.end() if prefix else 0
    template = _TEMPLATE.search(seen.text, start)
    end = template.start() if template else len(seen.text)
    while end > start and seen.text[end - 1] in ":;,、":
        end -= 1
    points = _POINTS.search(seen.text, start, end)
    if points is not None and points.start() > start:
        end = points.start()
    text = seen.text[start:end]
    if _NO_NAME.fullmatch(text):
        return None
    sign = (template["sign"] or template["sign2"]) if template else None
    unit = (template["unit"] or template["unit2"]) if template else None
    number = next((found for found in prefix.groups() if found), None) if prefix else None
    return Named(
        text=seen.printed(start, end),
        span=seen.span(start, end),
        number=number,
        comparator=_COMPARATORS[sign] if sign else None,
        unit=unit or None,
        weight=(points[1], seen.span(*points.span(1))) if points and points.start() == end else None,
    )


def unit_behind(named: Named, document: Document, lexicon: Lexicon) -> Named:
    """`named` with the unit that stands in brackets behind the name (修缮面积(㎡)), if there is one."""
    seen = view(document, *named.span)
    found = _BRACKETS.fullmatch(seen.text)
    if found is None or named.unit or not (read := find(f"1{found[2]}", lexicon)) or read[0].unit != found[2]:
        return named
    return named._replace(text=seen.printed(0, found.end(1)), span=seen.span(0, found.end(1)), unit=found[2])
