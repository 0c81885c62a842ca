"""Reports by hand for the checks: fund tables, sums told one after the other, indicators with weights and scores."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from extractor.checks import findings
from extractor.report import (
    Attainment,
    Cited,
    Comparator,
    Deviation,
    Evidence,
    Finding,
    FundFigure,
    FundRole,
    FundSource,
    Goal,
    Indicator,
    Measure,
    Meta,
    Normalized,
    Report,
    Result,
    Score,
    SourceFile,
)
from extractor.report import CellPlace as Place

_Cell = tuple[int, int] | None
SCALES = {"万元": ("元", 10**4), "亿元": ("元", 10**8), "万人": ("人", 10**4)}


def evidence(text: str, start: int = 0, place: tuple[int, int] | None = None, field: str = "value") -> Evidence:
    """A piece of text at `start`, or in a cell (row, column) of the first table."""
    table = Place(index=0, row=place[0], column=place[1]) if place else None
    return Evidence(
        field=field,
        page=None,
        bbox=None,
        boxes=(),
        start=start,
        end=start + len(text),
        text=text,
        table=table,
        pattern="test.rule",
    )


def measure(
    text: str,
    start: int = 0,
    place: tuple[int, int] | None = None,
    *,
    comparator: Comparator = "=",
    basis: str = "level",
) -> Measure:
    """The measure that `text` states, such as 5352.8万元, 54%, 263家."""
    stated = re.fullmatch(r"(-?[\d.]+)(.*)", text)
    assert stated
    digits, unit = stated[1], stated[2] or None
    base, factor = SCALES.get(unit or "", (unit, 1))
    value = Decimal(digits)
    return Measure(
        comparator=comparator,
        value=value,
        unit=unit,
        basis=basis,  # type: ignore[arg-type]
        text=text,
        normalized=Normalized(value=value * factor, unit=base),
        confidence=Decimal("0.95"),
        evidence=(evidence(text, start, place),),
    )


def fund(key: str, text: str, role: FundRole, *, start: int = 0, place: _Cell = None, **given: object) -> FundFigure:
    """A fund figure: in running text at `start`, or in a cell (row, column); `given` wins over all else."""
    amount = measure(text, start, place)
    fields: dict[str, object] = {
        "key": key,
        "item": "年度资金总额",
        "role": role,
        "source": "total",
        "year": None,
        "as_of": None,
        "amount": amount,
        "evidence": amount.evidence,
    }
    return FundFigure.model_validate({**fields, **given})


ROLES: tuple[FundRole, ...] = ("budget", "executed", "rate")


def fund_table(rows: Sequence[tuple[str, FundSource | None, str, str, str]]) -> tuple[FundFigure, ...]:
    """Rows of item, source, budget, executed, rate; an empty cell is left out. Keys: f.row.role, rows from 0."""
    return tuple(
        fund(
            f"f.{row}.{role}",
            text,
            role,
            item=item,
            source=source,
            start=1000 + 100 * row + column,
            place=(row, column),
        )
        for row, (item, source, *texts) in enumerate(rows)
        for column, (role, text) in enumerate(zip(ROLES, texts, strict=True))
        if text
    )


def told(*figures: tuple[str, FundRole, FundSource | None, str]) -> tuple[FundFigure, ...]:
    """Amounts of one sentence after another: text, role, source, item. Keys: t.0, t.1 …, 30 characters apart."""
    return tuple(
        fund(f"t.{rank}", text, role, source=source, item=item, start=30 * rank)
        for rank, (text, role, source, item) in enumerate(figures)
    )


def indicator(key: str, name: str, target: str = "", actual: str | Measure = "", **given: object) -> Indicator:
    """An indicator whose target is a lower bound, met or missed as the numbers say; `given` wins over all else."""
    start = 3000 + 200 * int(key.rpartition(".")[2])
    wanted = measure(target, start, comparator=">=") if target else None
    got = actual if isinstance(actual, Measure) else measure(actual, start + 20) if actual else None
    met = got.value >= wanted.value if wanted and got and wanted.value is not None and got.value is not None else None
    fields: dict[str, object] = {
        "key": key,
        "id": key,
        "name": name,
        "target": wanted,
        "actual": got,
        "attainment": Attainment(met=met, ratio=None, claimed=None, agrees=None),
        "evidence": (evidence(name, start),),
    }
    return Indicator.model_validate({**fields, **given})


def cited(text: str, start: int = 500) -> Cited:
    """A passage."""
    return Cited(text=text, evidence=(evidence(text, start),))


def deviation(text: str = "汛期延长") -> Deviation:
    """A stated reason."""
    return Deviation(reason=cited(text), measures=None)


def result(key: str, name: str, text: str, start: int) -> Result:
    """Another result of the narrative."""
    value = measure(text, start)
    return Result(key=key, name=name, value=value, evidence=value.evidence)


def achieved(text: str) -> Goal:
    """An overall goal of which only the completion is stated."""
    return Goal(key="goal.1", expected=None, achieved=cited(text))


def report(**parts: object) -> Report:
    """A report of the given parts and nothing else."""
    source = SourceFile(path="a.txt", sha256="00", media_type="text/plain", bytes=1, pages=None, ocr_pages=0, part=1)
    return Report.model_validate({"source": source, "meta": Meta(), "score": Score(), **parts})


def found(stated: Report, rule: str, status: str = "violated") -> list[Finding]:
    """Findings of one rule with the given status."""
    return [one for one in findings(stated) if one.rule == rule and one.status == status]


def violated(stated: Report) -> list[str]:
    """Rules that the report violates, each as often as it does."""
    return [one.rule for one in findings(stated) if one.status == "violated"]
