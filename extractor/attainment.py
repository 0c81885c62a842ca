"""Whether an actual value reaches its target.

Directions follow the form: output, quality and benefit reach a bare target from above, cost, time and
harm from below; a target with a comparator says so itself. Source: 财预〔2020〕10号, 填表说明 (正向/反向指标).
"""

from __future__ import annotations

import re
from decimal import ROUND_HALF_EVEN, Decimal
from typing import NamedTuple

from extractor.facts import IndicatorDraft
from extractor.measures import scales
from extractor.patterns import Library
from extractor.quantity.lexicon import kind_of
from extractor.report import Attainment, Comparator, Measure, Normalized
from extractor.width import folded

_FOUR_PLACES = Decimal("0.0001")
_MISSED = re.compile(r"未完成|未达|没有完成|偏离|未实现")
_RISE = re.compile(r"增长|增加|上升|提高|提升|增幅|增速")
_FALL = re.compile(r"下降|降低|减少|压减|缩减|削减|降幅")
_FROM = re.compile(r"(?:起|之?后|以来|开始)$")
_ALL = re.compile(r"100%|百分之百")
_NOT = ("不", "未", "无", "没", "没有", "非", "零", "避免", "减少", "防止", "杜绝", "禁止")
_YES_NO = {"是", "否"}
# Units of what happens to people: none of it is wanted where the target is 0.
_INCIDENTS = frozenset({"起", "例", "宗"})
# A result of the first quarter may be one of the year after a target in the last one.
_EARLY, _LATE = 3, 10


def judge(draft: IndicatorDraft, library: Library) -> Attainment:
    """The verdict on the draft's actual value against its target; `met` is None where that cannot be decided."""
    met = None if draft.so_far else _met(draft, library)
    agrees = None if draft.claimed is None or met is None else (not _MISSED.search(draft.claimed)) == met
    return Attainment(met=met, ratio=_ratio(draft.target, draft.actual, library), claimed=draft.claimed, agrees=agrees)


def lower_is_better(name: str, level2: str | None, library: Library) -> bool:
    """Whether a bare target of this indicator is an upper bound (cost, time, harm)."""
    pattern = library.classify("direction", "better", name)
    if pattern is not None and not (pattern.id == "direction.time" and level2 and level2.startswith("数量")):
        return pattern.value == "lower"
    return bool(level2 and "成本" in level2 and not name.endswith("率"))


def _met(draft: IndicatorDraft, library: Library) -> bool | None:
    target, actual = draft.target, draft.actual
    if target is None or actual is None:
        return None
    if target.value is None:
        return _met_in_words(target, actual, library)
    if actual.value is None:
        return _number_met_by_words(target, actual, library)
    sides = _side_by_side(target, actual, library)
    if sides is None:
        return None
    turned = _turned(draft.name, target, actual)
    if turned is not None:
        return turned
    compared = _compared(target.comparator, sides)
    if compared is not None:
        return compared
    lower = not _FALL.search(target.text) and _lower(draft, target, library)
    return sides.best <= sides.low if lower else sides.got >= sides.low


def _lower(draft: IndicatorDraft, target: Measure, library: Library) -> bool:
    """Whether less is better: by the name, else if no incident is wanted, or days or months under 时效指标."""
    if lower_is_better(draft.name, draft.level2, library):
        return True
    if library.classify("direction", "better", draft.name) is not None:
        return False
    if target.value == 0 and target.unit in _INCIDENTS:
        return True
    timed = bool(draft.level2 and draft.level2.startswith("时效"))
    return timed and kind_of(target.unit, library.lexicon) == "duration"


def _turned(name: str, target: Measure, actual: Measure) -> bool | None:
    """The verdict where the result moved the other way than the target wants (下降2% answered by 增长1%)."""
    wanted, got = _movement(target.text) or _movement(name), _movement(actual.text)
    if not wanted or not got or wanted == got:
        return None
    return target.comparator in {"<=", "<"}


def _movement(text: str) -> int:
    """1 for words of growth, -1 for words of decline, 0 for neither or both."""
    return bool(_RISE.search(text)) - bool(_FALL.search(text))


class _Sides(NamedTuple):
    """Target and actual in one unit: the ends of each, equal where it is no range."""

    low: Decimal
    high: Decimal
    got: Decimal
    best: Decimal


def _side_by_side(target: Measure, actual: Measure, library: Library) -> _Sides | None:
    """Both values in one unit; None where they are of different things, or the unit one leaves out is in doubt."""
    wanted, got = target.normalized, actual.normalized
    if wanted is None or got is None:
        return None
    if "%" in (wanted.unit, got.unit) and None in (wanted.unit, got.unit):
        share, bare = (wanted, got) if wanted.unit else (got, wanted)
        return None if 0 < bare.value <= 1 < share.value else _sides(wanted, got, Decimal(1), Decimal(1))
    by = scales(wanted.unit, got.unit, library)
    if by is None or ((target.unit is None) != (actual.unit is None) and _scaled(target, actual)):
        return None
    return _sides(wanted, got, *by)


def _sides(wanted: Normalized, got: Normalized, target_by: Decimal, actual_by: Decimal) -> _Sides:
    return _Sides(
        low=wanted.value * target_by,
        high=(wanted.value if wanted.high is None else wanted.high) * target_by,
        got=got.value * actual_by,
        best=(got.value if got.high is None else got.high) * actual_by,
    )


def _scaled(target: Measure, actual: Measure) -> bool:
    """Whether a unit that stands on one side alone scales its number: 100万元 beside 98 may be 98 or 98万元."""
    stated = target if target.unit else actual
    return stated.normalized is not None and stated.normalized.value != stated.value


def _compared(comparator: Comparator, sides: _Sides) -> bool | None:
    """What the target's comparator says; None where it leaves open which way is better."""
    match comparator:
        case ">=":
            return sides.got >= sides.low
        case ">":
            return sides.got > sides.low
        case "<=":
            return sides.best <= sides.low
        case "<":
            return sides.best < sides.low
        case "range":
            return sides.low <= sides.got and sides.best <= sides.high
        case _:
            return None


def _met_in_words(target: Measure, actual: Measure, library: Library) -> bool | None:
    wanted, got = _plain(target.text), _plain(actual.text)
    dated = _met_in_time(target, actual)
    if dated is not None:
        return dated
    if wanted == got:
        return True
    if wanted in _YES_NO and got in _YES_NO:
        return False
    if library.classify("qualitative", "none", wanted):
        return _met_by_nothing(actual, got, library)
    if library.classify("qualitative", "missed", got):
        return False
    if library.classify("qualitative", "partly", got):
        return None
    reached = library.classify("qualitative", "reached", got) or _in_full(got, wanted)
    if wanted == "否":
        return None
    return True if reached or (actual.value == 100 and actual.unit in {"%", "％"}) else None


def _met_by_nothing(actual: Measure, got: str, library: Library) -> bool | None:
    """A target of nothing (不发生, 零事故) against what happened."""
    if actual.value is not None and actual.unit not in {"%", "％"}:
        return actual.value == 0
    return True if library.classify("qualitative", "absent", got) else None


def _in_full(got: str, wanted: str) -> bool:
    """Whether a result repeats words of the target, 100%及时 those of 及时, and turns none of them (不增加, 增加)."""
    words = _ALL.sub("", got)
    if len(words) < 2 or words not in wanted:
        return False
    return not wanted[: wanted.index(words)].endswith(_NOT)


def _met_in_time(target: Measure, actual: Measure) -> bool | None:
    """Dates by comparison; None where one side is none, or its year is in doubt (12月底前, 2023年1月)."""
    wanted, got = _plain(target.text), _plain(actual.text)
    if target.date and actual.date:
        return actual.date >= target.date if _FROM.search(wanted) else actual.date <= target.date
    months = _month(wanted), _month(got)
    if not (months[0] and months[1]):
        return None
    if actual.date and not target.date and months[1] <= _EARLY and months[0] >= _LATE:
        return None
    return months[1] <= months[0]


def _number_met_by_words(target: Measure, actual: Measure, library: Library) -> bool | None:
    got = _plain(actual.text)
    if library.classify("qualitative", "missed", got):
        return False
    if library.classify("qualitative", "absent", got):
        return True if target.comparator in {"<", "<="} or target.value == 0 else None
    if library.classify("qualitative", "reached", got):
        return True
    return None


def _plain(text: str) -> str:
    return folded(text).rstrip("。;；,，")


def _month(text: str) -> int | None:
    found = re.fullmatch(r"(?:\d{4}年)?(\d{1,2})月(?:份|底|末|前|底前|\d{1,2}日)*(?:前|完成)?", text)
    return int(found[1]) if found else None


def _ratio(target: Measure | None, actual: Measure | None, library: Library) -> Decimal | None:
    if target is None or actual is None:
        return None
    sides = _side_by_side(target, actual, library)
    if target.high is not None or sides is None or not sides.low:
        return None
    return (sides.got / sides.low).quantize(_FOUR_PLACES, ROUND_HALF_EVEN)
