"""Whether an actual value reaches its target.

Directions follow the form: output, quality and benefit reach a bare target from above, cost, time and
harm from below; a target with a comparator says so itself. Source: 财预〔2020〕10号, 填表说明 (正向/反向指标).
"""

from __future__ import annotations

import re
from decimal import ROUND_HALF_EVEN, Decimal

from extractor.answers import comparable
from extractor.facts import IndicatorDraft
from extractor.patterns import Library
from extractor.report import Attainment, Measure
from extractor.width import fold, squeeze

_FOUR_PLACES = Decimal("0.0001")
_MISSED = re.compile(r"未完成|未达|没有完成|偏离|未实现")


def judge(draft: IndicatorDraft, library: Library) -> Attainment:
    """The verdict on the draft's actual value against its target; `met` is None where that cannot be decided."""
    met = _met(draft, library)
    agrees = None if draft.claimed is None or met is None else (not _MISSED.search(draft.claimed)) == met
    return Attainment(met=met, ratio=_ratio(draft.target, draft.actual), claimed=draft.claimed, agrees=agrees)


def lower_is_better(name: str, level2: str | None, library: Library) -> bool:
    """Whether a bare target of this indicator is an upper bound (cost, time, harm)."""
    if level2 and level2.startswith(("成本", "经济成本")) and not re.search(r"率$", name):
        return True
    return any(pattern.find(name) for pattern in library.of("direction", "lower"))


def _met(draft: IndicatorDraft, library: Library) -> bool | None:
    target, actual = draft.target, draft.actual
    if target is None or actual is None:
        return None
    if target.value is None:
        return _met_in_words(target, actual, library)
    if actual.value is None:
        return _number_met_by_words(target, actual, library)
    if not _comparable(target, actual):
        return None
    return _compare(target, actual, lower=lower_is_better(draft.name, draft.level2, library))


def _comparable(target: Measure, actual: Measure) -> bool:
    wanted, got = target.normalized, actual.normalized
    if wanted is None or got is None:
        return False
    return comparable(target, actual) or not wanted.unit or not got.unit


def _compare(target: Measure, actual: Measure, *, lower: bool) -> bool | None:
    wanted, got = target.normalized, actual.normalized
    if wanted is None or got is None:
        return None
    low, value, best = wanted.value, got.value, got.high or got.value
    match target.comparator:
        case ">=":
            return value >= low
        case ">":
            return value > low
        case "<=":
            return best <= low
        case "<":
            return best < low
        case "range":
            high = wanted.high if wanted.high is not None else low
            return low <= value <= high or (actual.comparator == "range" and low <= value and best <= high)
        case _:
            return best <= low if lower else value >= low


def _met_in_words(target: Measure, actual: Measure, library: Library) -> bool | None:
    wanted, got = _plain(target.text), _plain(actual.text)
    if target.date and actual.date:
        return actual.date <= target.date
    months = _month(wanted), _month(got)
    if months[0] and months[1]:
        return months[1] <= months[0]
    if library.classify("qualitative", "partly", got):
        return None
    if library.classify("qualitative", "reached", got) or wanted == got or (len(got) >= 2 and got in wanted):
        return True
    if actual.value == 100 and actual.unit in {"%", "％"}:
        return True
    return None


def _number_met_by_words(target: Measure, actual: Measure, library: Library) -> bool | None:
    got = _plain(actual.text)
    if library.classify("qualitative", "absent", got):
        return True if target.comparator in {"<", "<="} or target.value == 0 else None
    if library.classify("qualitative", "reached", got):
        return True
    return None


def _plain(text: str) -> str:
    return squeeze(fold(text)).text.rstrip("。;；,，")


def _month(text: str) -> int | None:
    found = re.fullmatch(r"(?:\d{4}年)?(\d{1,2})月(?:份|底|末|前|底前|\d{1,2}日)*(?:前|完成)?", text)
    return int(found[1]) if found else None


def _ratio(target: Measure | None, actual: Measure | None) -> Decimal | None:
    if target is None or actual is None or target.normalized is None or actual.normalized is None:
        return None
    if target.high is not None or not target.normalized.value or not _comparable(target, actual):
        return None
    return (actual.normalized.value / target.normalized.value).quantize(_FOUR_PLACES, ROUND_HALF_EVEN)
