"""Reports of several years, made by hand: what an indicator is called, its target and its actual value."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal

import pytest

from extractor.report import (
    Attainment,
    CitedText,
    CitedYear,
    Evidence,
    FundFigure,
    Indicator,
    Measure,
    Meta,
    Normalized,
    Report,
    SourceFile,
)

SCALES = {"万": 10_000, "亿": 100_000_000}
# name, target, actual, met
Stated = tuple[str, str, str, bool | None]
MakeYear = Callable[..., Report]


@pytest.fixture
def year() -> MakeYear:
    """Makes the report of a fiscal year from its indicators: `("培训人数", ">=300人", "316人", True)`."""
    return _report


def _report(
    fiscal_year: int,
    *indicators: Stated,
    program: str | None = "培训补助资金",
    organization: str | None = "云泽市教育局",
    path: str | None = None,
    funds: Sequence[tuple[str, str | None, str]] = (),
) -> Report:
    name = path or f"{fiscal_year}.txt"
    return Report(
        source=SourceFile(path=name, sha256="00", media_type="text/plain", bytes=9, pages=None, ocr_pages=0, part=1),
        meta=Meta(
            fiscal_year=CitedYear(value=fiscal_year, evidence=_evidence(f"{fiscal_year}年")),
            organization=CitedText(value=organization, evidence=_evidence(organization)) if organization else None,
            program=CitedText(value=program, evidence=_evidence(program)) if program else None,
            region=CitedText(value=organization[:3], evidence=_evidence(organization)) if organization else None,
        ),
        indicators=tuple(_indicator(number, *one) for number, one in enumerate(indicators, start=1)),
        funds=tuple(_fund(number, *one) for number, one in enumerate(funds, start=1)),
    )


def _indicator(number: int, name: str, target: str, actual: str, met: bool | None) -> Indicator:
    actuals = [_measure(text) for text in actual.split("|") if text]
    return Indicator(
        key=f"i{number}",
        id=str(number),
        name=name,
        level1="产出指标",
        level2="数量指标",
        target=_measure(target) if target else None,
        actual=actuals[0] if actuals else None,
        related=tuple(actuals[1:]),
        attainment=Attainment(met=met, ratio=None, claimed=None, agrees=None),
        evidence=_evidence(name),
    )


def _fund(number: int, role: str, source: str | None, amount: str) -> FundFigure:
    return FundFigure(
        key=f"f{number}",
        item=role,
        role=role,
        source=source,
        year=None,
        as_of=None,
        amount=_measure(amount),
        evidence=_evidence(role),
    )


def _measure(text: str) -> Measure:
    """`>=300人`, `12%`, `+14.6%` (a growth), `0.04万人`, `逐步提高`."""
    sign = next((one for one in (">=", "<=") if text.startswith(one)), "=")
    rest = text.removeprefix(sign)
    digits = "".join(character for character in rest if character.isdigit() or character == ".")
    if not digits:
        return Measure(
            comparator="qualitative",
            value=None,
            unit=None,
            basis="qualitative",
            text=text,
            normalized=None,
            evidence=_evidence(text),
        )
    unit = rest.lstrip("+").removeprefix(digits)
    scale, base = SCALES.get(unit[:1], 1), unit[1:] if unit[:1] in SCALES else unit
    return Measure(
        comparator=sign,
        value=Decimal(digits),
        unit=unit or None,
        basis="growth" if rest.startswith("+") else "share" if unit == "%" else "level",
        text=text,
        normalized=Normalized(value=Decimal(digits) * scale, unit=base or None),
        evidence=_evidence(text),
    )


def _evidence(text: str) -> tuple[Evidence, ...]:
    return (
        Evidence(
            field="value",
            page=None,
            bbox=None,
            boxes=(),
            start=0,
            end=len(text),
            text=text,
            table=None,
            pattern="test.rule",
        ),
    )
