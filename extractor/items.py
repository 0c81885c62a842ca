"""Names in list items and sentences: the label before a colon, the item's subject, the name around a value."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractor.document import Span
from extractor.outline import Sentence
from extractor.quantity import Quantity
from extractor.subjects import label_before

_ITEM_LABEL = re.compile(
    r"(?:\((?P<number>\d{1,2})\)|\d{1,2}[.、]|[①-⑳]|(?:绩效)?(?:目标|指标)\(?\d{1,2}\)?[.、]?)"
    r"(?P<name>[\u4e00-\u9fff“”()、]{3,40}):"
)
_ITEM = re.compile(r"(?:\d{1,2}[、.]|\(\d{1,2}\)|[①-⑳])([\u4e00-\u9fff]{3,14}):")
_STATES = re.compile(
    r"(?:年度|全年|年初|预期|预定|设定)*(?:绩效)?(?:(?:目标|指标|任务)[值数](?!的)"
    r"|(?:目标|指标|任务|计划)(?:为|是|:|≥|≤|不|(?=\d)|(?=[\u4e00-\u9fff]{2,14},(?:实际|完成))))"
)
# Classes of indicators, which name none: 2.产出质量:设备完好率目标值为….
_CLASS = re.compile(
    r"(?:项目)?(?:产出|效益)?(?:数量|质量|时效|成本|(?:经济|社会|生态)?效益|可持续影响)(?:方面|情况|指标)?"
)
# 满意度:师生满意度95%,家长满意度93%: what stands behind the class are the names.
_OWN_RATING = re.compile(r"[\u4e00-\u9fff]{2,}满意度")
_OWN_NAME = re.compile(r"满意度:[\u4e00-\u9fff]{2,}满意度")
_NUMBER = re.compile(r"(\d{1,2})[)）.、]?$")


def label_of(sentence: Sentence) -> tuple[tuple[int, int], str | None] | None:
    """Range of the name that a list item states before its colon, relative to the sentence, and the item's number.

    The label may open the sentence, or stand before it, as a heading or a sentence (合格率。年初目标值…): then
    the range is negative.
    """
    label = _ITEM_LABEL.match(sentence.text)
    if label is not None and (_names_none(label["name"]) or _OWN_NAME.match(sentence.text, label.start("name"))):
        return None
    if label is not None:
        return label.span("name"), label["number"]
    mark = sentence.view.text[sentence.start - 1] if sentence.start else ""
    if mark in {":", "："}:
        return _headed(sentence)
    if mark == "。" and _STATES.match(sentence.text):
        return _headed(sentence) or _called(sentence)
    return None


def _names_none(label: str) -> bool:
    """Whether a label is a class of indicators or a heading (步道项目绩效自评综述)."""
    return (
        _CLASS.fullmatch(label) is not None
        or label.endswith(("综述", "概况"))
        or label in {"完成情况", "实际完成情况", "指标名称", "三级指标", "指标内容"}
    )


def _called(sentence: Sentence) -> tuple[tuple[int, int], str | None] | None:
    """The name that the sentence before consists of."""
    before = sentence.view.text[: sentence.start]
    name = label_before(before, sentence.start - 1)
    if name is None or _CLASS.fullmatch(before[slice(*name)]):
        return None
    number = _NUMBER.search(before[: name[0]])
    return (name[0] - sentence.start, name[1] - sentence.start), number[1] if number else None


def _headed(sentence: Sentence) -> tuple[tuple[int, int], str | None] | None:
    """The name that was read as the heading right before the sentence."""
    before = sentence.view.text[: sentence.start - 1]
    heading = _heading(sentence, before)
    if heading == "满意度" and _OWN_RATING.match(sentence.text):
        return None
    if (
        not heading
        or _names_none(heading)
        or (sentence.sections and sentence.sections[-1].kind and not heading.endswith("满意度"))
    ):
        return None
    if not before.endswith(heading):
        return None
    number = _NUMBER.search(before[: -len(heading)])
    return (-1 - len(heading), -1), number[1] if number else None


def _heading(sentence: Sentence, before: str) -> str:
    """The heading that `before` may end with: a name of the second level without a number opens no section."""
    if sentence.level2 and before.endswith(sentence.level2):
        return sentence.level2
    return sentence.sections[-1].text if sentence.sections else ""


def list_item(sentence: Sentence) -> tuple[str, Span] | None:
    """The subject that heads a list item (2、油菜籽保险:…): names too short to tell one from another take it."""
    found = _ITEM.match(sentence.view.text)
    if (
        found is None
        or found.end() > sentence.end
        or found[1].endswith(("指标", "综述", "情况"))
        or _names_none(found[1])
    ):
        return None
    return sentence.view.printed(*found.span(1)), sentence.view.span(*found.span(1))


def name_text(sentence: Sentence, quantity: Quantity, name: tuple[int, int]) -> str:
    """The name as printed, without the value that may stand inside it (对受威胁的20人实施搬迁)."""
    start, end = quantity.start, quantity.end
    pieces = [(name[0], start), (end, name[1])] if name[0] < start < name[1] else [name]
    return printed(sentence, pieces)


def printed(sentence: Sentence, pieces: Sequence[tuple[int, int]]) -> str:
    """The text at the ranges `pieces` of a sentence, as printed, in one."""
    return "".join(sentence.view.printed(sentence.start + first, sentence.start + last) for first, last in pieces)
