"""Targets and results that a sentence states in words: 目标值为有效保障,实际完成值为有效保障; …12月底前,已完成."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extractor.quick import quick
from extractor.subjects import Range, label_before

# A judgement, or a day that comes again (每月10日前).
_AGAIN = r"每(?:年|季度?|月|周|旬)[\u4e00-\u9fff]{0,3}\d{1,2}[月日号](?:\d{1,2}[日号])?(?:之?前|内)?"
_WORDS = rf"(?:{_AGAIN}|[\u4e00-\u9fff]{{1,14}})"
_FEWEST_WORDS = rf"(?:{_AGAIN}|[\u4e00-\u9fff]{{1,14}}?)"
_GOAL = r"(?:年度|年初|全年|预期|预定|设定|既定|绩效)*(?:目标|指标|计划)"
_RESULT = r"(?:全年|年末|年终|最终)?(?:实际(?:完成|实现)?|完成|实现)(?:值|情况)?"
_PAIR = quick(
    rf"[,:]?{_GOAL}(?:值(?:为|是|:)?|(?:为|是|:))[“\"]?(?P<target>{_FEWEST_WORDS})[”\"]?[,;。]?"
    rf"(?:全年|年末|年终|最终)?(?:(?:实际)?(?:完成|实现)?(?:值|情况)|实际(?:完成)?(?=为|是|:))(?:为|是|:)?[“\"]?"
    rf"(?P<actual>{_WORDS})[”\"]?(?=[,。;]|$)"
)
_AS_LABEL = re.compile(
    rf"(?P<mark>[:,]|^){_GOAL}(?:值|为|是|:)*(?!任务|完成|值|管理|设定|情况|为|是)[“\"]?"
    rf"(?P<target>{_WORDS})[”\"]?[,;。]{_RESULT}(?:为|是|:)*[“\"]?(?P<actual>{_WORDS})[”\"]?(?=[,。;]|$)"
)
_BACKWARDS = re.compile(
    rf"(?P<mark>[:,]|^|(?<=[\u4e00-\u9fff])){_RESULT}(?:为|是|:)*(?!情况)[“\"]?"
    rf"(?P<actual>{_WORDS})[”\"]?[,;。]{_GOAL}(?:值(?:为|是|:)?|(?:为|是|:))[“\"]?(?P<target>{_WORDS})[”\"]?"
    rf"(?=[,。;]|$)"
)
# What was wished for, said of the name itself, and the verdict on it: 村民出行条件明显改善,已达成预期指标.
_CLAIMED = re.compile(
    r"(?<=[\u4e00-\u9fff]{2})(?P<target>(?:得到|有所|有效|明显|显著|稳步|逐步|持续|进一步|不断|大幅|较大)+"
    r"(?:改善|提升|提高|增强|优化|完善|加强|健全|缓解|保障|巩固|发挥|改观|满足)),"
    r"(?P<actual>(?:均?已|基本|全面)?(?:达成|达到|实现|完成)(?:了)?(?:年度|年初|全年|预期|既定|绩效)*(?:指标|目标)"
    r"|(?:指标|目标)(?:均?已)?(?:完成|达成|实现)|(?:均|全部)?已完成)(?=[,。;]|$)"
)
_DONE = re.compile(
    r"[,;](?:实际|目前|现)?(?P<actual>(?:已|均已|全部)?(?:按期|按时|如期)?完成"
    r"|(?:未发生|未出现|未发现|没有|无)[\u4e00-\u9fff]{0,8}"
    r"|(?:均|现)?已(?:全部|按期|按时|如期)?[\u4e00-\u9fff]{2,4}完毕)(?=[,。;]|$)"
)
# What has not come about: …,因供电改造推迟,暂未检测.
_NOT_YET = re.compile(
    r"[,;](?:(?:因|由于|受)[^,。;\d]{2,24},)?(?:目前|现|实际)?"
    r"(?P<actual>(?:(?:尚|暂|仍|还|均)?未|正在|仍在|尚在)(?!发生)[\u4e00-\u9fff]{2,6})(?<!目标)(?<!指标)(?<!任务)"
    r"(?<!计划)(?<!预期)(?=[,。;]|$)"
)
# The result of a standard that was kept to: 每人每月80元,实际按该标准发放.
_KEPT = re.compile(
    r"[,;](?:全年|已)?(?:实际)?(?P<actual>(?:均|已|全部|严格)*(?:按照?|依照|执行)"
    r"(?:该|此|上述|这一|规定|既定|核定|批复)(?:的)?标准(?:[\u4e00-\u9fff]{2,4})?)(?=[,。;]|$)"
)


@dataclass(frozen=True, slots=True)
class Worded:
    """The ranges of a name, its target and its result in a sentence.

    `name` is None where the words before the pair name nothing: it is said of what was spoken of before.
    """

    name: Range | None
    target: Range
    actual: Range


def worded_pairs(text: str) -> tuple[Worded, ...]:
    """Indicators of a sentence whose target and result are both stated in words, from left to right."""
    found = [*_PAIR.finditer(text), *_CLAIMED.finditer(text)]
    labelled = (match for form in (_AS_LABEL, _BACKWARDS) for match in form.finditer(text))
    found += [match for match in labelled if match["mark"] == ":" or _alike(match)]
    return tuple(_apart(text, sorted(found, key=lambda match: match.start("target"))))


def goes_on(text: str) -> bool:
    """Whether a sentence begins with the other side of a pair that the one before began (目标值:健全;完成值:健全)."""
    return _OTHER_SIDE.match(text) is not None


_OTHER_SIDE = re.compile(rf"(?:{_RESULT}|{_GOAL}(?:值|(?=为|是|:)))(?:为|是|:)*[\u4e00-\u9fff]{{1,14}}(?=[,。;]|$)")


def _apart(text: str, found: Sequence[re.Match[str]]) -> Iterator[Worded]:
    """The pairs of `found`, each place of the text once."""
    end = 0
    for match in found:
        if match.start() < end:
            continue
        end = match.end()
        name = label_before(text, match.start())
        if name is not None or not match.start():
            yield Worded(name, match.span("target"), match.span("actual"))


def _alike(match: re.Match[str]) -> bool:
    """Whether target and result share words: 目标有效提升,完成有效提升, but not 目标明确,完成较好."""
    return not set(match["target"]).isdisjoint(match["actual"])


def done_behind(text: str, position: int) -> Range | None:
    """The words right behind a target that say it was met or not (,已完成; ,实际未发生; ,尚未开工)."""
    match = _DONE.match(text, position) or _NOT_YET.match(text, position)
    return match.span("actual") if match else None


def kept_behind(text: str, position: int) -> Range | None:
    """The words right behind a standard that say it was kept to (,实际按该标准执行)."""
    match = _KEPT.match(text, position)
    return match.span("actual") if match else None
