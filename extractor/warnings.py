"""What a report's reader must know about how its facts were read: guesses, repairs, and what was left out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extractor.citing import cite
from extractor.document import Document, Note, Span, Table
from extractor.report import Evidence, FundFigure, Indicator, Measure, Warning, in_text_order
from extractor.resolve import Resolved
from extractor.width import PARTED_DECIMAL

_UNREADABLE_UNIT = re.compile(r"\s*([\u4e00-\u9fff])(?=[,，。;；、\s]|$)")


def warnings_of(
    document: Document, facts: Resolved, restored: Sequence[Table], notes: Sequence[Note]
) -> tuple[Warning, ...]:
    """Warnings in text order: notes of reader and finders, tables put together again, fields that were inferred."""
    found = [
        *(_from_note(document, note) for note in (*document.notes, *notes)),
        *(_from_table(document, table) for table in restored),
        *(warning for fact in facts.indicators for warning in _about_indicator(document, fact)),
        *(warning for fact in facts.funds for warning in _about_fund(fact)),
    ]
    return in_text_order(found)


def _from_note(document: Document, note: Note) -> Warning:
    evidence = _cite(document, note.span, note.code) if note.span and note.span.end > note.span.start else None
    return Warning(code=note.code, message=note.message, evidence=evidence)


def _from_table(document: Document, table: Table) -> Warning:
    first = table.cells[0]
    return Warning(
        code="table_restored",
        message="表格的行列已丢失，按表头顺序和内容重新排列，请核对",
        evidence=_cite(document, Span(first.start, first.end), "table_restored"),
    )


def _about_indicator(document: Document, fact: Indicator) -> Iterator[Warning]:
    for side, value in (("目标值", fact.target), ("实际值", fact.actual)):
        if value is not None and _RATE_NAME.search(fact.name) and _is_count(value):
            yield Warning(
                code="rate_as_count",
                message=f"“{fact.name}”是比率，{side}{value.text}却是数量，请核对是否错行",
                evidence=value.evidence[0],
            )
        if value is not None and _is_joined(value):
            yield _decimal_joined(fact.name, value)
        if value is not None and _MISREAD_DASH.fullmatch(value.text):
            yield Warning(
                code="value_unreadable",
                message=f"“{fact.name}”{side}{value.text}无法辨认（“一”可能是横线），未作为数值提取",
                evidence=value.evidence[0],
            )
        if value is None or "unit" not in value.inferred:
            continue
        misprint = _misprint(document, value)
        if misprint is not None:
            yield Warning(
                code="unit_misprint",
                message=f"“{fact.name}”{side}{value.text}后的“{misprint}”不是单位，按目标值的单位“{value.unit}”读取",
                evidence=value.evidence[0],
            )


_MISREAD_DASH = re.compile(r"\s*\d[\d.]*\s*一\s*")
_RATE_NAME = re.compile(r"(?:率|比例|比重|满意度)$")
_COUNTS = re.compile(r"[万亿千百]?[个人户例件次项处台套家名座]")


def _is_count(value: Measure) -> bool:
    """Whether a value is a plain count of things: 6.5次/10万公顷 is a rate."""
    return value.value is not None and _COUNTS.fullmatch(value.unit or "") is not None


def _misprint(document: Document, value: Measure) -> str | None:
    """A single character behind a number where its unit should stand (42 此)."""
    place = value.evidence[0]
    if place.table is not None:
        return None
    inside = re.search(r"[\d\s]([\u4e00-\u9fff])$", value.text)
    behind = _UNREADABLE_UNIT.match(document.text, place.end)
    return inside[1] if inside else behind[1] if behind else None


def _decimal_joined(name: str, value: Measure) -> Warning:
    """What tells of a number that recognition tore behind its point."""
    return Warning(
        code="decimal_joined",
        message=f"“{name}”的{value.text}小数点后有空格，按{value.value:f}读取，请核对",
        evidence=value.evidence[0],
    )


def _is_joined(value: Measure) -> bool:
    return value.value is not None and PARTED_DECIMAL.search(value.text) is not None


def _about_fund(fact: FundFigure) -> Iterator[Warning]:
    if _is_joined(fact.amount):
        yield _decimal_joined(fact.item, fact.amount)
    if fact.amount.unit is None:
        yield Warning(
            code="unit_missing",
            message=f"“{fact.item}”的金额{fact.amount.text}没有写明单位",
            evidence=fact.amount.evidence[0],
        )


def _cite(document: Document, span: Span, code: str) -> Evidence:
    return cite(document, span, field="text", pattern=f"warning.{code}")
