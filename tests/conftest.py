"""What all tests share: how much the property tests try, the evaluation folder, and hand-made reports."""

from __future__ import annotations

import os
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import settings

from extractor.report import (
    Attainment,
    Cited,
    CitedText,
    CitedYear,
    Deviation,
    Evidence,
    Finding,
    FundFigure,
    Indicator,
    Measure,
    Meta,
    Normalized,
    Report,
    Result,
    SourceFile,
    Warning,
)

# The same cases in every run, so that a red test is red for everybody; `make fuzz` looks for new ones.
settings.register_profile("fixed", derandomize=True, deadline=None, database=None)
settings.register_profile("fuzz", max_examples=2000, deadline=None, print_blob=True)
settings.load_profile("fixed")

CHECKOUT = Path(__file__).parent.parent


@pytest.fixture(scope="session")
def checkout() -> Path:
    """The project's folder."""
    return CHECKOUT


@pytest.fixture(scope="session")
def shared() -> Path:
    """The evaluation material, which lies outside of the project."""
    folder = os.environ.get("JIXIAO_SHARED")
    if not folder:
        pytest.skip("needs the evaluation material: set JIXIAO_SHARED")
    return Path(folder) / "eval"


@pytest.fixture
def make_report() -> Callable[..., Report]:
    """Makes the report of `path`: one indicator, fund figure, result, finding and warning, or what is given."""
    return _report


@pytest.fixture
def make_indicator() -> Callable[..., Indicator]:
    """Makes an indicator with every field filled, or with what is given."""
    return _indicator


def _evidence(text: str, start: int = 0) -> Evidence:
    return Evidence(
        field="value",
        page=None,
        bbox=None,
        boxes=(),
        start=start,
        end=start + len(text),
        text=text,
        table=None,
        pattern="test.rule",
    )


def _measure(value: str, unit: str, text: str, comparator: str = "=") -> Measure:
    return Measure(
        comparator=comparator,
        value=Decimal(value),
        unit=unit,
        basis="level",
        text=text,
        normalized=Normalized(value=Decimal(value), unit=unit),
        evidence=(_evidence(text, 100),),
    )


def _cited(text: str) -> Cited:
    return Cited(text=text, evidence=(_evidence(text, 200),))


def _indicator(**given: object) -> Indicator:
    fields: dict[str, object] = {
        "key": "i1",
        "id": "1",
        "name": "培训人数",
        "level1": "产出指标",
        "level2": "数量指标",
        "target": _measure("400.00", "人", "≥400.00人", ">="),
        "actual": _measure("426", "人", "426人"),
        "related": (_measure("3", "场", "3场"),),
        "attainment": Attainment(met=True, ratio=Decimal("1.065"), claimed="已完成", agrees=True),
        "weight": Decimal(10),
        "score": Decimal("9.50"),
        "deviation": Deviation(reason=_cited("=原因"), measures=None),
        "evidence": (_evidence("培训人数"),),
    }
    return Indicator(**{**fields, **given})


def _report(path: str = "a.txt", part: int = 1, sha256: str = "00", **given: object) -> Report:
    fields: dict[str, object] = {
        "source": SourceFile(
            path=path, sha256=sha256, media_type="text/plain", bytes=9, pages=None, ocr_pages=0, part=part
        ),
        "meta": Meta(
            fiscal_year=CitedYear(value=2022, evidence=(_evidence("2022年"),)),
            organization=CitedText(value="云泽市教育局", evidence=(_evidence("云泽市教育局"),)),
        ),
        "indicators": (_indicator(),),
        "funds": (
            FundFigure(
                key="f1",
                item="年初预算数",
                role="initial_budget",
                source="total",
                year=2022,
                as_of=None,
                amount=_measure("1E+3", "万元", "1,000万元"),
                evidence=(_evidence("年初预算数"),),
            ),
        ),
        "results": (
            Result(key="r1", name="惠及群众", value=_measure("-5", "人", "-5人"), evidence=(_evidence("惠及"),)),
        ),
        "checks": (
            Finding(
                rule="score.sum",
                status="violated",
                message="合计不符",
                stated="98",
                expected="97",
                tolerance=None,
                facts=("i1", "f1"),
            ),
        ),
        "warnings": (Warning(code="unit_inferred", message="单位由目标推断", evidence=_evidence("42此")),),
    }
    return Report(**{**fields, **given})
