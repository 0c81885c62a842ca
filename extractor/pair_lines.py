"""Lines that tell one indicator together: its name on a line of its own, target and result on those right below.

(1)道路硬化里程
年初目标值≥12公里,实际完成值12.5公里。
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

_NAME = re.compile(
    r"(?:[-—–●■◆▲★※·•]+|\(?\d{1,2}[.、)]|[①-⑳]|指标\d{1,2}[:.、]|指标名称[:.])?"
    r"(?:[\u4e00-\u9fff]|[“”\"、A-Za-z()]|\d{1,2}(?=-\d|[级岁])){3,36}:?"
)
# What heads a section, a class of indicators or a list, and names none.
_NO_NAME = re.compile(
    r"(?:情况|分析|如下|方面|指标|问题|措施|目标|概况|内容|说明|结果|总体|评价|效益|数量|质量|时效|成本):?$"
)
_GOAL = r"(?:年度|年初|全年|预期|预定|设定|绩效)*(?:目标|指标|计划)"
_TARGET = re.compile(rf"{_GOAL}(?:[值数](?:为|是|:)?|:|为|是)(?!的|设定|情况)\S")
_RESULT = re.compile(r"(?:全年|年末|年终)?(?:实际(?:完成|实现)?|完成)(?:[值数](?:为|是|:)?|情况(?:为|是|:)|:|为|是)\S")
_BOTH = re.compile(rf"{_TARGET.pattern}[^。]*?{_RESULT.pattern}")
_LONGEST = 80


def pair_lines(lines: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Half-open ranges of folded `lines` that tell an indicator each: its name, its target, its result."""
    position = 0
    while position + 1 < len(lines):
        stop = _stop(lines, position)
        if stop is not None:
            yield position, stop
        position = stop or position + 1


def _stop(lines: Sequence[str], position: int) -> int | None:
    """Where the lines end that tell what the line at `position` names; None where it names nothing."""
    name, below = lines[position], lines[position + 1]
    if not _NAME.fullmatch(name) or _NO_NAME.search(name) or len(below) > _LONGEST:
        return None
    if _BOTH.match(below):
        return position + 2
    answered = position + 2 < len(lines) and _RESULT.match(lines[position + 2]) and len(lines[position + 2]) <= _LONGEST
    return position + 3 if _TARGET.match(below) and answered else None
