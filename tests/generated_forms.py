"""Forms of made-up indicators and funds whose truth is known: any order of columns, any layout.

Headers are the variants of the ministry's and the provinces' forms. The same seed gives the same form.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from random import Random

from extractor.document import Document
from tests.documents import ABOVE, grid, page

Rows = list[list[str]]

INDICATOR_HEADERS = (
    "三级指标:name 年度指标值:target 实际完成值:actual 分值:weight 得分:score 偏差原因分析及改进措施:reason",
    "三级指标:name 分值:weight 年度指标值:target 全年实际值:actual 得分:score 未完成原因及拟采取的改进措施:reason",
    "三级指标:name 年初目标值（A）:target 实际完成值（B）:actual 得分:score",
    "三级指标:name 指标性质:sign 指标值:number 度量单位:unit 完成值:bare 权重:weight 得分:score",
    "指标名称:name 计量单位:unit 指标性质:sign 指标值:number 指标权重（分）:weight 全年完成值:bare 指标得分:score",
    "绩效内容:name 计划数:target 实际数:actual",
)
FUND_HEADERS = (
    "年初预算数:initial_budget 全年预算数（A）:budget 全年执行数（B）:executed 分值:weight 执行率:rate 得分:score",
    "预算数（A）:budget 执行数（B）:executed 执行率（B/A）:rate",
    "计划安排资金:budget 实际到位资金:received 实际支出:executed 结余:remaining",
    "年初预算数:initial_budget 全年（调整）预算数:budget 全年执行数:executed 执行率:rate 执行率得分:score",
)
FUND_ROWS = {
    "年度资金总额": "total",
    "其中：中央财政资金": "central",
    "省级财政资金": "provincial",
    "县级资金": "county",
    "地方资金": "local",
    "本年财政拨款": "-",
    "其他资金": "other",
}
LEVELS = (("产出指标", "数量指标"), ("产出指标", "质量指标"), ("效益指标", "社会效益指标"))
_THINGS = ("步道", "水渠", "驿站", "苗圃", "书屋", "围栏", "机井", "护林员", "药箱", "球场")
_KINDS = (("数量", ("座", "套", "万个")), ("面积", ("平方米", "亩")), ("长度", ("公里", "米")), ("合格率", ("%",)))
_SIGNS = ("≥", "≤", "=", "")


@dataclass(frozen=True)
class Form:
    """The rows of a table, its header first, and what extraction must find, a line a fact."""

    rows: Rows
    truth: list[str]


def indicator_form(seed: int, *, merged: str) -> Form:
    """Indicators below their levels; `merged` stands where the level of the row above holds on."""
    random = Random(seed)
    columns = _columns(random, INDICATOR_HEADERS)
    rows: Rows = [["一级指标", "二级指标", *(label for label, _ in columns)]]
    roles = {role for _, role in columns}
    truth, above = [], ("", "")
    for rank, thing in enumerate(random.sample(_THINGS, 7)):
        levels = LEVELS[rank * len(LEVELS) // 7]
        cells = _indicator(random, thing)
        held = (above[0] == levels[0], above == levels)
        shown = [merged if same else name for name, same in zip(levels, held, strict=True)]
        rows.append([*shown, *(cells[role] for _, role in columns)])
        points = [cells[role] if role in roles else "-" for role in ("weight", "score")]
        truth.append(" ".join([*levels, cells["name"], cells["truth"], *points]))
        above = levels
    return Form(rows, truth)


def _columns(random: Random, headers: Sequence[str]) -> list[tuple[str, str]]:
    """Labels and roles of a header; columns other than the first in any order."""
    pairs = [(label, role) for label, _, role in (pair.partition(":") for pair in random.choice(headers).split())]
    first = pairs[:1] if pairs[0][1] == "name" else []
    rest = pairs[len(first) :]
    random.shuffle(rest)
    return [*first, *rest]


def _indicator(random: Random, thing: str) -> dict[str, str]:
    kind, units = random.choice(_KINDS)
    unit, sign = random.choice(units), random.choice(_SIGNS)
    wanted, reached = _number(random), _number(random)
    weight = random.choice(["4", "8", "10", "15"])
    comparator = {"≥": ">=", "≤": "<="}.get(sign, "=")
    return {
        "name": f"{random.choice(['新建', '改造', '管护'])}{thing}{kind}",
        "target": f"{sign}{wanted}{unit}",
        "actual": f"{reached}{unit}",
        "sign": sign or "=",
        "number": wanted,
        "unit": unit,
        "bare": reached,
        "weight": weight,
        "score": random.choice([weight, str(Decimal(weight) - Decimal("0.5"))]),
        "reason": random.choice(["", "受汛期影响工期推迟"]),
        "truth": f"{comparator} {wanted} {unit} | = {reached} {unit} |",
    }


def _number(random: Random) -> str:
    return random.choice([str(random.randint(2, 99)), f"{random.randint(2, 99)}.{random.randint(1, 9)}"])


def fund_form(seed: int) -> Form:
    """Amounts by source and stage that no arithmetic ties together."""
    random = Random(seed)
    columns = _columns(random, FUND_HEADERS)
    rows: Rows = [["项目资金（万元）", *(label for label, _ in columns)]]
    truth = []
    for label in ["年度资金总额", *random.sample(list(FUND_ROWS)[1:], 3)]:
        cells = []
        for _, role in columns:
            points = {"weight": "10", "score": "9.5"}.get(role)
            amount = f"{random.randint(60, 99)}.{random.randint(10, 99)}" if role == "rate" else _amount(random)
            cells.append((points if label == "年度资金总额" else "-") if points else amount + "%" * (role == "rate"))
            if not points:
                unit = "%" if role == "rate" else "万元"
                truth.append(f"{role} {FUND_ROWS[label]} {amount.replace(',', '')} {unit}")
        rows.append([label, *cells])
    return Form(rows, truth)


def _amount(random: Random) -> str:
    whole = random.choice([str(random.randint(2, 9999)), f"{random.randint(1, 99)},{random.randint(100, 999)}"])
    return whole + random.choice(["", f".{random.randint(1, 9)}", f".{random.randint(100000, 999999)}"])


def _text(line: Callable[[list[str]], str]) -> Callable[[Rows], Document]:
    def written(rows: Rows) -> Document:
        cells = [["" if cell == ABOVE else cell for cell in row] for row in rows]
        return page("\n".join(["自评表", *map(line, cells), ""]))

    return written


# Each layout of a table, as a document that was read.
LAYOUTS: dict[str, Callable[[Rows], Document]] = {
    "grid": grid,
    "pipe rows": _text(lambda row: f"| {' | '.join(row)} |"),
    "pipe rows without merged cells": _text(lambda row: " | ".join(filter(None, row)) + " |"),
    "blanks": _text(lambda row: " ".join(filter(None, row))),
    "a cell a line": _text(lambda row: "\n".join(filter(None, row))),
    "a bar behind each cell": _text(lambda row: "\n".join(f"{cell} |" for cell in row)),
}
