"""When two names, values or fund figures count as the same, and which belongs to which.

Numbers are compared as Decimal in base units; the likeness of two texts is a number from 0 to 1.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from decimal import ROUND_HALF_EVEN, Decimal
from difflib import SequenceMatcher

from extractor.accuracy.forms import Facts, Item, Money, Value

# Names at least this alike may be the same indicator; words and metadata need this much to agree.
SAME_NAME, SAME_WORDS, SAME_META = 0.78, 0.6, 0.8
# A text that holds the other one whole, both of 4 characters or more and not too different in length.
CONTAINED, CONTAINED_LENGTH, CONTAINED_SHARE = 0.95, 4, 0.6
# What an agreeing target or actual value adds when two indicators are about as alike by name.
AGREEMENT = 0.02
# Relative to gold, or to 1 where gold is smaller.
TOLERANCE = Decimal("1e-6")
FUND_STEP = Decimal("1e-4")

MONEY = {"元": 1, "千元": 10**3, "万元": 10**4, "百万元": 10**6, "千万元": 10**7, "亿元": 10**8}
# The longer ones first: 百万人 is 百万 × 人.
COUNTS = {"百万": 10**6, "千万": 10**7, "十": 10, "百": 100, "千": 1000, "万": 10**4, "亿": 10**8}
PERCENT = frozenset({"%", "\N{FULLWIDTH PERCENT SIGN}", "百分比", "百分之"})
# These begin like a count but are units of their own.
WHOLE = frozenset({"万能", "百分", "千克", "千瓦", "千瓦时", "千米"})
ALIASES = {"㎡": "平方米", "m2": "平方米", "m²": "平方米", "个工作日": "工作日", "公里": "千米", "km": "千米"}


def likeness(one: str, other: str) -> float:
    """How alike two texts are when width, case, spaces and marks are left out, from 0 to 1."""
    short, long = sorted((_folded(one), _folded(other)), key=len)
    if not short:
        return 0.0
    if short == long:
        return 1.0
    if len(short) >= CONTAINED_LENGTH and short in long and len(short) / len(long) > CONTAINED_SHARE:
        return CONTAINED
    return SequenceMatcher(None, _folded(one), _folded(other), autojunk=False).ratio()


def in_base_unit(number: Decimal, unit: str | None) -> tuple[Decimal, str | None]:
    """`number` in 元 for money, plain for counts in 万 and the like, as it is for % and all else."""
    printed = (unit or "").strip()
    name = ALIASES.get(printed, printed)
    if name in PERCENT:
        return number, "%"
    if name in MONEY:
        return number * MONEY[name], "元"
    if name in ("万", "亿"):
        return number * COUNTS[name], None
    prefix = next((count for count in COUNTS if name.startswith(count) and name != count), None)
    if prefix is None or name in WHOLE:
        return number, name or None
    return number * COUNTS[prefix], name.removeprefix(prefix)


def same_value(gold: Value | None, predicted: Value | None, *, comparator: bool) -> bool:
    """Whether the value is right; with `comparator`, its comparator too. No gold wants no number."""
    if gold is None:
        return predicted is None or predicted.number is None
    if predicted is None:
        return False
    if comparator and gold.comparator == "qualitative":
        return predicted.comparator == "qualitative" or predicted.number is None
    if comparator and gold.comparator and gold.comparator != predicted.comparator:
        return False
    if gold.number is None or predicted.number is None:
        return gold.number is predicted.number and likeness(gold.text, predicted.text) > SAME_WORDS
    return _same_quantity(gold, predicted)


def same_points(gold: Decimal | None, predicted: Decimal | None) -> bool:
    """Whether a weight or score is right; right where gold states none."""
    return gold is None or (predicted is not None and _close(gold, predicted))


def same_meta(gold: str | Decimal, predicted: str | Decimal | None) -> bool:
    """Whether a metadata value is right: a number exactly, words by and large."""
    if isinstance(gold, Decimal):
        return isinstance(predicted, Decimal) and _close(gold, predicted)
    return likeness(gold, str(predicted or "")) >= SAME_META


def pair_items(gold: Sequence[Item], predicted: Sequence[Item]) -> list[tuple[Item, Item]]:
    """Indicators of the same name, each at most once; the likest first, agreeing values before others."""
    ranked = sorted(
        (
            (rank, -abs(row - column), row, column)
            for row, one in enumerate(gold)
            for column, other in enumerate(predicted)
            if (rank := _rank(one, other)) is not None
        ),
        reverse=True,
    )
    rows: dict[int, int] = {}
    for _, _, row, column in ranked:
        if row not in rows and column not in rows.values():
            rows[row] = column
    return [(gold[row], predicted[column]) for row, column in rows.items()]


def without_doubtful(gold: Facts, predicted: Facts) -> tuple[Item, ...]:
    """The predicted indicators, less those that pair with nothing but an ambiguous one of gold."""
    taken = {id(other) for _, other in pair_items(gold.items, predicted.items)}
    spare = [item for item in predicted.items if id(item) not in taken]
    excused = {id(other) for _, other in pair_items(gold.doubtful, spare)}
    return tuple(item for item in predicted.items if id(item) not in excused)


def distinct(funds: Sequence[Money]) -> list[Money]:
    """One figure for each amount, role and source, zeros and figures without a number left out."""
    kept: dict[tuple[object, ...], Money] = {}
    for fund in funds:
        key = _fund_key(fund)
        if key and key[1]:
            kept.setdefault((key, fund.role, fund.source), fund)
    return list(kept.values())


def pair_funds(gold: Sequence[Money], predicted: Sequence[Money]) -> list[tuple[Money, Money]]:
    """Figures of the same amount, each at most once; the same role and then the same source preferred."""
    remaining, pairs = list(predicted), []
    for one in gold:
        same = [other for other in remaining if _fund_key(other) == _fund_key(one)]
        if same:
            best = max(same, key=lambda other: (other.role == one.role, other.source == one.source))
            remaining.remove(best)
            pairs.append((one, best))
    return pairs


def _folded(text: str) -> str:
    return re.sub(r"[\s\W_]+", "", unicodedata.normalize("NFKC", text)).lower()


def _close(gold: Decimal, predicted: Decimal) -> bool:
    return abs(gold - predicted) <= TOLERANCE * max(Decimal(1), abs(gold))


def _same_quantity(gold: Value, predicted: Value) -> bool:
    if gold.number is None or predicted.number is None:
        return False
    wanted, wanted_unit = in_base_unit(gold.number, gold.unit)
    found, found_unit = in_base_unit(predicted.number, predicted.unit)
    return _close(wanted, found) and _same_unit(wanted_unit, found_unit) and _same_high(gold, predicted)


def _same_unit(gold: str | None, predicted: str | None) -> bool:
    if gold == "%":
        return predicted == "%"
    return gold is None or predicted is None or gold == predicted or _folded(gold) == _folded(predicted)


def _same_high(gold: Value, predicted: Value) -> bool:
    if gold.high is None:
        return True
    if predicted.high is None:
        return False
    return _close(in_base_unit(gold.high, gold.unit)[0], in_base_unit(predicted.high, predicted.unit)[0])


def _rank(gold: Item, predicted: Item) -> float | None:
    alike = likeness(gold.name, predicted.name)
    if alike < SAME_NAME:
        return None
    target = same_value(gold.target, predicted.target, comparator=True)
    actual = same_value(gold.actual, predicted.actual, comparator=False)
    return alike + AGREEMENT * (target + actual)


def _fund_key(fund: Money) -> tuple[str, Decimal] | None:
    if fund.number is None:
        return None
    unit = {"万": "万元", "亿": "亿元"}.get(fund.unit or "", fund.unit)
    amount, base = in_base_unit(fund.number, unit)
    return ("rate" if base == "%" else "yuan", amount.quantize(FUND_STEP, ROUND_HALF_EVEN))
