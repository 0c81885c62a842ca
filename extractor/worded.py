"""Targets and results that a sentence states in words: 目标值为有效保障,实际完成值为有效保障; …12月底前,已完成."""

from __future__ import annotations

import re
from dataclasses import dataclass

from extractor.quick import quick
from extractor.subjects import Range, label_before

_WORDS = r"[\u4e00-\u9fff]{1,14}"
_PAIR = quick(
    rf"[,:]?(?:年度|年初|全年|预期)*(?:目标|指标)(?:值(?:为|是|:)?|(?:为|是|:))(?P<target>{_WORDS}?)[,;]?(?:全年|年末|年终)?(?:(?:实际)?(?:完成|实现)?(?:值|情况)|实际(?:完成)?(?=为|是|:))(?:为|是|:)?(?P<actual>{_WORDS})(?=[,。;]|$)"
)
_AS_LABEL = re.compile(
    rf"(?P<mark>[:,])目标(?!任务|完成|值|管理|设定)(?P<target>{_WORDS}),(?:实际|完成)(?:值|情况)?(?:为|是|:)?(?P<actual>{_WORDS})(?=[,。;]|$)"
)
_DONE = re.compile(
    r"[,;](?:实际|目前|现)?(?P<actual>(?:已|均已|全部)?(?:按期|按时|如期)?完成|未发生|(?:均|现)?已(?:全部|按期|按时|如期)?[\u4e00-\u9fff]{2,4}完毕)(?=[,。;]|$)"
)


@dataclass(frozen=True, slots=True)
class Worded:
    """The ranges of a name, its target and its result in a sentence."""

    name: Range
    target: Range
    actual: Range


def worded_pairs(text: str) -> tuple[Worded, ...]:
    """Indicators of a sentence whose target and result are both stated in words."""
    found = []
    labelled = [match for match in _AS_LABEL.finditer(text) if match["mark"] == ":" or _alike(match)]
    for match in (*_PAIR.finditer(text), *labelled):
        name = label_before(text, match.start())
        if name is not None:
            found.append(Worded(name, match.span("target"), match.span("actual")))
    return tuple(found)


def _alike(match: re.Match[str]) -> bool:
    """Whether target and result share words: 目标有效提升,完成有效提升, but not 目标明确,完成较好."""
    return not set(match["target"]).isdisjoint(match["actual"])


def done_behind(text: str, position: int) -> Range | None:
    """The words right behind a target that say it was met (,已完成; ,实际未发生)."""
    match = _DONE.match(text, position)
    return match.span("actual") if match else None
