"""Comparators that recognition misread: ≥ as 2, 5=, $, ^ or 工 before a number (290% for ≥90%, 26次 for ≥6次).

The printed value stays; what the paired value says is proposed, with a warning, and whether the target was met is
left open. A 2 is suspected only where it makes no sense as a digit: in a share far above 100 % whose other side is
none, or in a target that was missed by far and yet got all its points.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from extractor.report import Indicator, Measure, Proposal, Report, Warning, in_text_order
from extractor.width import fold, squeeze

_MISREAD = re.compile(r"(?P<sign>2|5=|[$^]|工)(?P<number>[1-9]\d*(?:\. ?\d+)?)(?P<unit>[^\d]{0,6})")
_WHOLE = Decimal(100)
_PERCENT = frozenset({"%", "％"})


class _Suspect(NamedTuple):
    """A value whose first characters may be a misread ≥: the side it is on, and the number and unit behind them."""

    field: str
    value: Measure
    number: Decimal
    unit: str
    reason: str


def with_misread_signs(report: Report) -> Report:
    """`report` with proposals for comparators that were misread, a warning each, and no verdict on those targets."""
    suspects = {one.key: found for one in report.indicators if (found := tuple(_suspects(one)))}
    if not suspects:
        return report
    said = [(key, one) for key, found in suspects.items() for one in found]
    return report.model_copy(
        update={
            "indicators": tuple(_undecided(one) if one.key in suspects else one for one in report.indicators),
            "proposals": (*report.proposals, *(_proposal(key, one) for key, one in said)),
            "warnings": in_text_order((*report.warnings, *(_warning(one) for _, one in said))),
        }
    )


def _suspects(indicator: Indicator) -> Iterator[_Suspect]:
    for field, value, other in (
        ("target", indicator.target, indicator.actual),
        ("actual", indicator.actual, indicator.target),
    ):
        match = _MISREAD.fullmatch(squeeze(fold(value.text)).text) if value else None
        if value is None or other is None or match is None or value.comparator not in {"=", "qualitative"}:
            continue
        number = _number(match)
        reason = _reason(indicator, match["sign"], number, (field, value, other))
        if reason:
            yield _Suspect(field, value, number, match["unit"], reason)


def _reason(indicator: Indicator, sign: str, number: Decimal, sides: tuple[str, Measure, Measure]) -> str | None:
    """Why the sign is a misread ≥; None where the printed value may stand."""
    field, value, other = sides
    if sign != "2":
        return f"“{sign}”不是数值的一部分" if field == "target" and _figure(other) is not None else None
    if _is_far_above_all(value) and value.basis == "share" and number <= _WHOLE:
        got = _figure(other)
        return f"比率不应为{value.text}，另一方为{other.text}" if got is not None and got <= _WHOLE else None
    return _reason_of_points(indicator, number) if field == "target" else None


def _number(match: re.Match[str]) -> Decimal:
    """The number behind the sign, without the blank that recognition may leave behind its point."""
    return Decimal(match["number"].replace(" ", ""))


def _figure(value: Measure) -> Decimal | None:
    """The number of a value, without its own 2 where that is no digit either (290% beside 290%)."""
    match = _MISREAD.fullmatch(squeeze(fold(value.text)).text)
    return _number(match) if match and _is_far_above_all(value) else value.value


def _is_far_above_all(value: Measure) -> bool:
    """Whether a value is 200 % or more."""
    return value.value is not None and value.value >= 2 * _WHOLE and value.unit in _PERCENT


def _reason_of_points(indicator: Indicator, number: Decimal) -> str | None:
    """Why a count begins with no 2: all points were given for a result below the printed target, not below the rest."""
    target, actual = indicator.target, indicator.actual
    full = indicator.weight and indicator.weight == indicator.score
    if not full or target is None or actual is None or actual.value is None or actual.unit != target.unit:
        return None
    if indicator.attainment.met is not False or not number <= actual.value <= 2 * number:
        return None
    return f"实际值{actual.text}得满分{indicator.score:f}分，按{target.text}则未完成"


def _undecided(indicator: Indicator) -> Indicator:
    unknown = {"met": None, "ratio": None, "agrees": None}
    return indicator.model_copy(update={"attainment": indicator.attainment.model_copy(update=unknown)})


def _proposal(key: str, suspect: _Suspect) -> Proposal:
    return Proposal(
        fact=key,
        field=suspect.field,
        printed=suspect.value.text,
        proposed=_proposed(suspect),
        reason=f"{suspect.reason}；若“≥”误识，应为{_proposed(suspect)}",
        evidence=suspect.value.evidence[:1],
    )


def _warning(suspect: _Suspect) -> Warning:
    return Warning(
        code="sign_misread",
        message=f"{suspect.value.text}可能是{_proposed(suspect)}的误识：{suspect.reason}，请核对",
        evidence=suspect.value.evidence[0],
    )


def _proposed(suspect: _Suspect) -> str:
    return f"≥{suspect.number:f}{suspect.unit}"
