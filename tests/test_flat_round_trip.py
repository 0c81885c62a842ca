"""Tables of known values, flattened in every way: what is read is right, or missing, or told to be ambiguous.

Looks at what gold rarely has: levels carried down, points, deviations, other values, and the place of each value.
"""

from __future__ import annotations

import random
from decimal import Decimal
from typing import NamedTuple

import pytest

from extractor.report import Indicator, Measure
from tests.documents import report

LABELS = {
    "level1": "一级指标",
    "level2": "二级指标",
    "name": "三级指标",
    "weight": "分值",
    "target": "年度指标值",
    "actual": "实际完成值",
    "score": "得分",
    "reason": "偏差原因分析及改进措施",
}
FORMS = (
    "level1 level2 name target actual weight score reason",
    "level1 level2 name weight target actual score reason",
    "level1 level2 name target actual weight score",
    "level1 level2 name target actual score",
    "level1 level2 name target actual",
    "name weight target actual score",
)
# How cells and rows are parted, and the labels of the header.
LAYOUTS = {
    "a cell a line": ("\n", "\n", "\n"),
    "blank lines between": ("\n\n", "\n\n", "\n\n"),
    "one line": (" ", " ", " "),
    "a row a line": (" ", "\n", " "),
    "a bar behind each cell": (" |\n", " |\n", " |\n"),
    "nothing between": ("", "", ""),
    "a row a line, nothing between": ("", "\n", ""),
    "nothing between but in the header": ("", "\n", " "),
}
LEVELS = (("产出指标", "数量指标"), ("产出指标", "质量指标"), ("产出指标", "成本指标"), ("效益指标", "社会效益指标"))
THINGS = [
    "苗圃",
    "灶台",
    "书架",
    "晒场",
    "路灯",
    "水窖",
    "候车亭",
    "展柜",
    "渔船",
    "牧道",
    "雨篷",
    "码头",
    "山塘",
    "粮仓",
]
COUNTS = ("新建{}", "维护{}数量", "清洗{}面积"), ["座", "台", "米", "户", "人次", "亩", "公里", "平方米", "株", "万株"]
RATES = ("{}完好率", "{}及时率", "{}使用率"), ["%"]
COSTS = ("{}补助标准", "{}采购成本"), ["元", "万元", "元/亩", "元/座"]


class Line(NamedTuple):
    """A row of a made-up table: its cells as printed, by role, and its target and result as numbers."""

    cells: dict[str, str]
    target: Decimal
    actual: Decimal


def line(dice: random.Random, levels: tuple[str, str], thing: str) -> Line:
    kind = levels[1]
    names, units = RATES if kind[:2] == "质量" else COSTS if kind[:2] == "成本" else COUNTS
    unit, weight = dice.choice(units), Decimal(dice.choice(("3", "5", "7.5", "8", "10", "12", "15")))
    numbers = ("85", "90", "92.5", "100") if unit == "%" else ("1", "6", "24", "87", "352", "4153", "12.5", "60.84")
    target = Decimal(dice.choice(numbers))
    actual = target * Decimal(dice.choice(("1", "1", "0.9", "1.1")))
    actual = actual.quantize(target) if actual.quantize(target) else target
    sign = dice.choice(("≤", "")) if kind[:2] == "成本" else dice.choice(("≥", ""))
    score = weight if dice.random() < 0.7 else (weight * Decimal("0.9")).normalize()
    texts = {
        "level1": levels[0],
        "level2": levels[1],
        "name": dice.choice(names).format(thing),
        "target": f"{sign}{target}{unit}",
        "actual": f"{actual}{unit if dice.random() < 0.9 else ''}",
        "weight": f"{weight}",
        "score": f"{score:f}",
        "reason": dice.choice(("", "", "", "", "无", "受选址调整影响,下一步加快实施")),
    }
    return Line(texts, target, actual)


def flattened(form: list[str], lines: list[Line], layout: str) -> tuple[str, list[dict[str, range]]]:
    """The table without borders, merged levels printed once, and the place of every cell of every row."""
    cell, row, label = LAYOUTS[layout]
    text = label.join(LABELS[role] for role in form) + row
    places: list[dict[str, range]] = []
    above = ("", "")
    for one in lines:
        levels, place = (one.cells["level1"], one.cells["level2"]), {}
        merged = {"level1": levels[0] == above[0], "level2": levels == above}
        shown = [role for role in form if one.cells[role] and not merged.get(role, False)]
        for role in shown:
            place[role] = range(len(text), len(text) + len(one.cells[role]))
            text += one.cells[role] + (cell if role is not shown[-1] else row)
        places.append(place)
        above = levels
    return text, places


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("seed", range(4))
def test_what_is_read_of_a_flattened_table_is_right_missing_or_told(layout: str, seed: int) -> None:
    dice = random.Random(seed)
    form = dice.choice(FORMS).split()
    things = dice.sample(THINGS, 8)
    lines = [
        line(dice, levels, thing) for levels, thing in zip(sorted(LEVELS * 2, key=LEVELS.index), things, strict=True)
    ]
    text, places = flattened(form, lines, layout)

    read = report(text)

    told = [one.message for one in read.warnings if one.code in {"cells_ambiguous", "row_unreadable"}]
    rows = {one.cells["name"]: (one, place) for one, place in zip(lines, places, strict=True)}
    wrong = [problem for found in read.indicators for problem in problems(found, rows, form)]
    assert [one for one in wrong if not any(one[0] in message for message in told)] == []
    assert len(read.indicators) + len(told) >= len(lines)


def problems(
    found: Indicator, rows: dict[str, tuple[Line, dict[str, range]]], form: list[str]
) -> list[tuple[str, str]]:
    """What of an indicator is not as printed, as (name, field)."""
    if found.name not in rows:
        return [(found.name, "name")]
    row, place = rows[found.name]
    facts = {
        "target": right(found.target, row.target, place["target"]),
        "actual": right(found.actual, row.actual, place["actual"]),
        "related": not found.related,
        "deviation": found.deviation is None or "reason" in place,
        **{role: getattr(found, role) in (None, row.cells[role]) for role in ("level1", "level2")},
        **{role: getattr(found, role) in (None, Decimal(row.cells[role])) for role in ("weight", "score")},
        "points": all(role in form or getattr(found, role) is None for role in ("weight", "score")),
    }
    return [(found.name, field) for field, holds in facts.items() if not holds]


def right(measure: Measure | None, value: Decimal, place: range) -> bool:
    """Whether a value is missing, or the printed one, read inside its own cell."""
    if measure is None:
        return True
    evidence = measure.evidence[0]
    return measure.value == value and evidence.start in place and evidence.end - 1 in place
