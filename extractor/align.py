"""Cells without columns, put back under their headers by what they hold.

When a table was flattened (merged cells left out, one cell a line, cells run together) the order of its
columns is still known from the header. `align` finds the reading of a row, `segment` the reading of
a whole run, that fits the kinds of the columns best: levels by their names, weights and scores as bare
numbers, targets and actual values as quantities or words. The weights below were set on the layouts
that `samples/` and the flattened forms of FIELD NOTES show; they only have to rank readings.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from extractor.patterns import Library
from extractor.quantity import Quantity, find, parse

SKIP_COST = {
    "name": 12.0,
    "target": 1.5,
    "actual": 1.5,
    "so_far": 1.5,
    "forecast": 1.5,
    "weight": 1.0,
    "score": 1.0,
    "comparator": 1.0,
    "direction": 1.0,
    "unit": 1.0,
    "number": 1.0,
}
DEFAULT_SKIP_COST = 0.1
_BAD = -6.0
# Most that one indicator weighs in the usual forms: 产出 50 points in all, 满意度 10 to 40.
_USUAL_POINTS = 40
# A piece of a number, or two of them: 07, .5, 857., 7.57.5 (but a date is none: 2022.6.30).
# What decimals of a number of points take of its fit: 9.5 is usual, 9.125 hardly ever given.
_FINE = (0.0, 0.0, 0.6, 2.5)
_BROKEN_NUMBER = re.compile(r"[≥≤><=]*(?:0\d|[.%,]|.*\d\.$|(?!20\d{2}\.)\d+\.\d+\.\d)")
# What no value is, but two that ran together: 708人次423.
_TWO_NUMBERS = re.compile(r"[≥≤><=]*\d[\d.]*[^\d.,;、~\-]{1,6}\d[\d.]*$")
# A reason does not begin with the end of a number (7.3因雨季较长), but with a date or a list number.
# 4人退出, 2处未动工: so many of those counted, with what became of them.
_RUNS_ON = re.compile(r"\.|\d[\d.]*(?![\d.年月日、个户家]|\.\D|[人名处台座村条所项例份起只头](?:[\u4e00-\u9fff]{2}))")
_NUMERALS = "0123456789."
_MISREAD_TEN = re.compile(r"(?!10)[Il1][O0oQ]")
_LONGEST_UNIT = 6
_LONGEST_COMPOUND = 12  # 元/立方米·月
_SHORTEST_NAME = 2
# The rest of one value and the next one, of the same unit (人次1247人次), is no name.
_UNIT_AROUND_NUMBER = re.compile(r"([^\d]{1,4})\d[\d.]*\1")
_DASHES = re.compile(r"[-—–/－]+|一")
_NUMBERED = re.compile(r"(?:[★☆*]+)?(?:其中:?)?指标\d+[.、:：]?")
# A name that begins with a number (60岁以上老人补贴人数): words behind it, and the end of a name.
_NUMBER_IN_FRONT = re.compile(r"\d[\d.]*(?:[-~]\d+)?[^\d≥≤><=%]{4,}(?:\d+[^\d≥≤><=%]{2,})*")
_NAME_END = re.compile(
    r"(?:率|数|数量|度|情况|性|成本|时间|及时|面积|比例|金额|规模|水平|能力|影响|次|量|额|长|标准|期限|个数|人数|\))$"
)
# What ends a reason; no name goes on behind it.
DELAY = "滞后|延误|延迟|推迟|[不未]到位|较晚|偏慢"
REASON = re.compile(r"原因|措施|加强|加大|加快|由于|因|受.{1,10}影响|继续|下一步|改进|调整|动态|争取|" + DELAY)
JUDGEMENT = re.compile(
    r"(?:较为?|比较|明显|显著|有效|大幅|不断|持续|逐步|逐渐|进一步|稳步|基本|全面|长期|充分|得到|有所)*"
    r"(?:提高|提升|改善|改观|增强|增加|加强|加快|好转|优化|健全|完善|建立|形成|落实|保障|巩固|促进|推动|缓解|遏制|发挥"
    r"|降低|下降|减少|稳定|有效|显著|明显|良好|充分|长期|高|优|好)"
)


@dataclass(frozen=True, slots=True)
class Features:
    """What a cell's text looks like; computed once and scored against every column."""

    text: str
    level1: bool
    level2: bool
    part: bool
    quantity: Quantity | None
    bare: Decimal | None
    comparator: bool
    dash: bool
    stock: bool
    judgement: bool
    numbered: bool
    unit: bool


@dataclass
class Scorer:
    """Scores of a text under each column, remembered by text."""

    library: Library
    _features: dict[str, Features] = field(default_factory=dict)
    _scores: dict[tuple[str, str], float] = field(default_factory=dict)
    _rows: dict[tuple[str, tuple[str, ...]], tuple[float, ...]] = field(default_factory=dict)

    def features(self, text: str) -> Features:
        """Features of folded `text`."""
        if text not in self._features:
            self._features[text] = _look_at(text, self.library)
        return self._features[text]

    def score(self, text: str, role: str) -> float:
        """How well `text` fits the column `role`; below zero is a bad fit."""
        key = (text, role)
        if key not in self._scores:
            self._scores[key] = _SCORES.get(role, _score_ignored)(self.features(text))
        return self._scores[key]

    def scores(self, text: str, roles: tuple[str, ...]) -> tuple[float, ...]:
        """How well `text` fits each of the columns `roles`."""
        key = (text, roles)
        if key not in self._rows:
            self._rows[key] = tuple(self.score(text, role) for role in roles)
        return self._rows[key]


def align(cells: Sequence[str], roles: Sequence[str], scorer: Scorer) -> list[int | None]:
    """For each cell the index of its column in `roles`, None where it fits none; the order is kept."""
    best: list[list[float]] = [[0.0] * (len(roles) + 1) for _ in range(len(cells) + 1)]
    back: dict[tuple[int, int], str] = {}
    for row in range(len(cells) + 1):
        for column in range(len(roles) + 1):
            if row == column == 0:
                continue
            options = []
            if row and column:
                fit = scorer.score(cells[row - 1], roles[column - 1])
                options.append((best[row - 1][column - 1] + fit, "take"))
            if column:
                cost = SKIP_COST.get(roles[column - 1], DEFAULT_SKIP_COST)
                options.append((best[row][column - 1] - cost, "skip"))
            if row:
                options.append((best[row - 1][column] - 2.0, "drop"))
            best[row][column], back[row, column] = max(options)
    return _walk_back(len(cells), len(roles), back)


def _walk_back(row: int, column: int, back: dict[tuple[int, int], str]) -> list[int | None]:
    found: list[int | None] = [None] * row
    while row or column:
        step = back[row, column]
        if step == "take":
            row, column = row - 1, column - 1
            found[row] = column
        elif step == "skip":
            column -= 1
        else:
            row -= 1
    return found


def _look_at(text: str, library: Library) -> Features:
    quantity = parse(text, library.lexicon) if re.search(r"[\d零一二三四五六七八九十百]", text) else None
    if quantity is not None and len(quantity.unit or "") > 2 and not _covers(text, library):
        quantity = None
    bare = Decimal(text) if re.fullmatch(r"\d+(?:\.\d+)?", text) else None
    return Features(
        text=text,
        level1=library.classify("level", "level1", text) is not None,
        level2=any(library.classify("level", field, text) for field in ("level2", "framework")),
        part=library.classify("level", "part", text) is not None,
        quantity=quantity,
        bare=bare,
        comparator=library.classify("comparator_cell", "sign", text) is not None,
        dash=is_dash(text),
        stock=any(library.classify("qualitative", kind, text) for kind in ("reached", "partly")),
        judgement=JUDGEMENT.fullmatch(text) is not None,
        numbered=_NUMBERED.match(text) is not None,
        unit=_is_unit(text, library),
    )


def is_dash(text: str) -> bool:
    """Whether a cell says that there is nothing: dashes, and 一, which recognition makes of one."""
    return _DASHES.fullmatch(text) is not None


def _covers(text: str, library: Library) -> bool:
    """Whether the strict grammar of running text reads the whole text as one quantity: its unit is a known one."""
    found = find(text, library.lexicon)
    return len(found) == 1 and (found[0].start, found[0].end) == (0, len(text))


def _is_unit(text: str, library: Library) -> bool:
    unit = text.rstrip("0123456789.")
    longest = _LONGEST_COMPOUND if "/" in unit else _LONGEST_UNIT
    if not 0 < len(unit) <= longest or unit[0].isdigit():
        return False
    found = find("1" + unit, library.lexicon)
    return bool(found) and found[0].number_end == len(unit) + 1


def _score_level1(cell: Features) -> float:
    if not cell.level1:
        return _BAD
    # 满意度指标 is a first level where it stands alone, 成本指标 a second one.
    return 5.0 if cell.level2 and not cell.text.startswith("满意度") else 6.5


def _score_level2(cell: Features) -> float:
    if cell.level2:
        return 6.0
    if re.search(r"\(\d{1,2}分\)$", cell.text):
        return 1.5
    plain = cell.quantity is None and not cell.level1 and len(cell.text) <= 12 and not cell.numbered
    return -2.0 if plain else _BAD


def _score_name(cell: Features) -> float:
    if cell.quantity is not None or cell.comparator or cell.dash:
        return _BAD
    if cell.numbered:
        return 5.0
    if cell.unit or re.search(r"[≥≤><=]\d", cell.text):
        return _BAD
    if cell.text[:1].isdigit():
        return 1.5 if _NUMBER_IN_FRONT.fullmatch(cell.text) else _BAD
    if cell.level1 or cell.level2 or cell.stock or cell.judgement:
        return -3.0
    if not re.search(r"[\u4e00-\u9fff]{2}", cell.text) or cell.text[0] in "≥≤><=":
        return _BAD
    if cell.text[-1] in _NUMERALS:
        return _BAD if cell.text[-1] == "." else -2.0
    if _UNIT_AROUND_NUMBER.match(cell.text):
        return _BAD
    if len(cell.text) <= _SHORTEST_NAME and not _NAME_END.search(cell.text):
        return -1.5
    return 3.5 if _NAME_END.search(cell.text) else 2.0


def _score_value(cell: Features, *, actual: bool) -> float:
    if cell.level1 or cell.level2 or cell.numbered or _BROKEN_NUMBER.match(cell.text):
        return _BAD
    if cell.dash:
        return 0.0
    if cell.quantity is not None:
        return _score_quantity(cell, actual=actual)
    if cell.unit:
        return _BAD
    if cell.stock or cell.judgement:
        return 2.5 if actual else 1.5
    if (_NAME_END.search(cell.text) and len(cell.text) > 4) or _TWO_NUMBERS.match(cell.text):
        return -0.5
    return 1.0 if len(cell.text) <= 30 else 0.0


def _score_quantity(cell: Features, *, actual: bool) -> float:
    quantity = cell.quantity
    if quantity is None or cell.bare is not None:
        return 1.5
    if quantity.comparator != "=":
        return 2.5 if actual else 4.0
    return 3.0


def _score_target(cell: Features) -> float:
    return _score_value(cell, actual=False)


def _score_actual(cell: Features) -> float:
    return _score_value(cell, actual=True)


def _score_points(cell: Features) -> float:
    if _MISREAD_TEN.fullmatch(cell.text):
        return 2.0
    if cell.bare is not None:
        if cell.bare > 100 or _BROKEN_NUMBER.match(cell.text):
            return _BAD
        return 2.5 - (1.0 if cell.bare > _USUAL_POINTS else 0.0) - _FINE[min(len(cell.text.partition(".")[2]), 3)]
    if cell.dash:
        return 1.0
    if re.fullmatch(r"\d{1,3}(?:\.\d+)?分", cell.text):
        return 2.5
    return 0.5 if re.fullmatch(r"\d{1,2}(?:\.\d+)?%", cell.text) else _BAD


def _score_reason(cell: Features) -> float:
    if cell.quantity is not None or cell.level1 or cell.level2 or cell.numbered:
        return _BAD
    if cell.text in {"无", "/"} or cell.dash:
        return 1.5
    if _RUNS_ON.match(cell.text):
        return _BAD
    return 2.5 if REASON.search(cell.text) else -0.5


def _score_comparator(cell: Features) -> float:
    return 5.0 if cell.comparator else _BAD


def _score_unit(cell: Features) -> float:
    if cell.quantity is not None or cell.comparator or cell.level1 or cell.level2 or re.search(r"\d", cell.text):
        return _BAD
    if cell.unit:
        return 3.5
    if cell.stock or cell.judgement or len(cell.text) > _LONGEST_UNIT:
        return _BAD
    return 2.0 if len(cell.text) <= 2 else 0.0


def _score_number(cell: Features) -> float:
    """Fit under a column of other numbers (行次, 得分系数, 复核分)."""
    if cell.dash:
        return 1.0
    plain = cell.bare is not None or (cell.quantity is not None and cell.text.endswith("%"))
    return 2.0 if plain and not _BROKEN_NUMBER.match(cell.text) else _BAD


def _score_ignored(cell: Features) -> float:
    return -0.5


_SCORES = {
    "level1": _score_level1,
    "level2": _score_level2,
    "name": _score_name,
    "target": _score_target,
    "target_adjusted": _score_target,
    "actual": _score_actual,
    "so_far": _score_actual,
    "forecast": _score_actual,
    "weight": _score_points,
    "score": _score_points,
    "reason": _score_reason,
    "comparator": _score_comparator,
    "direction": _score_comparator,
    "unit": _score_unit,
    "number": _score_number,
}
