"""Which quantities of a sentence may be values: no dates, ages, settings, points, counts of indicators.

Pure grammar of one sentence.
"""

from __future__ import annotations

import re

from extractor.quantity import Quantity
from extractor.sides import is_goal_behind

CLAUSE_MARK = re.compile(r"[,。;!?]|(?<!\d):")


def is_value(text: str, quantity: Quantity) -> bool:
    """Whether a quantity may be a value: no date, year, length of time, no number of a title or name."""
    before = text[: quantity.start]
    if _in_title(text, quantity.start) or _is_grade(text, quantity):
        return False
    if (quantity.kind == "rate" or quantity.unit == "倍") and _OF_THE_TARGET.search(before):
        return False
    if _WAS.search(before) or (_IN_QUOTES.search(before) and text[quantity.end : quantity.end + 1] == "”"):
        return False
    if quantity.kind == "date":
        return True
    if (
        _WHY.search(before)
        or _IN_A_REASON.search(before)
        or _POINTS_OF.search(before)
        or _INDICATORS.match(text, quantity.end)
        or (quantity.unit is None and _NUMBER_OF_A_NAME.match(text, quantity.end))
        or _is_setting(text, quantity)
    ):
        return False
    if quantity.kind == "duration" and quantity.comparator in {"=", "range"}:
        opened = quantity.unit in _DAYS and _KEPT_OPEN.search(before) is not None
        return opened or _TIMED.search(before) is not None
    if _CONTENTS.search(text[max(quantity.start - 8, 0) : quantity.start]):
        return False
    return not (quantity.unit is None and re.fullmatch(r"(?:19|20)\d{2}", text[quantity.start : quantity.end]))


def _in_title(text: str, position: int) -> bool:
    return text.rfind("《", 0, position) > text.rfind("》", 0, position)


def is_of_the_review(text: str, quantity: Quantity) -> bool:
    """Whether a quantity is of the review itself: points, a rule of scoring, a count of parts, goals or indicators."""
    before = text[: quantity.start]
    if quantity.unit == "分":
        return _POINTS.search(before) is not None or (
            _SCORE.search(before) is not None and _SHARE_OF_POINTS.search(before) is not None
        )
    if _DIVIDED.search(before) and quantity.unit in _PIECES:
        return True
    if quantity.comparator != "=" and _SCORED.match(text, quantity.end):
        return True
    return quantity.unit in _PIECES and _OF_GOALS.search(before) is not None


_POINTS = re.compile(r"[得评总]分?[^,。]*$")
_SCORE = re.compile(r"得分|满分|总分|分值")
# 满分100分,其中过程20分、产出指标50分.
_SHARE_OF_POINTS = re.compile(r"(?:投入|决策|过程|管理|产出|效果|效益|满意度|执行率)(?:指标|情况)?(?:为|占|:)?$")
_SCORED = re.compile(r"(?:以上|以下|\(含[^()]*\))*的?(?:得|扣|计)\d")
_PIECES = frozenset({"个", "项", "条", "类", "期", "批", "段"})
_DIVIDED = re.compile(r"(?<![得评部])分(?:为|成)?$")  # 工程分3个标段
# 共设置绩效目标33个,其中产出指标23个: but 年度目标为14个, 新建站点绩效目标14个 promise something.
_CLASS = r"(?:产出|效益|满意度|数量|质量|时效|成本|[一二三]级|约束性|预期性|个性|共性)"
_OF_GOALS = re.compile(
    rf"(?:(?:^|[,。;:、(\d个项])(?:其中)?{_CLASS}+"
    rf"|(?:设置?|设定|下达|包括|包含|涉及|其中|[共有含])(?:年度|总体|绩效|{_CLASS})+)(?:目标|指标)(?:共|有)?$"
)


def _is_setting(text: str, quantity: Quantity) -> bool:
    """Whether time tells when something is done, not how long: 灾后12小时内群众得到救助; 较近5年均值下降22%."""
    if _NEAR.search(text[: quantity.number_start]) and text[quantity.number_end : quantity.number_end + 1] in _PERIODS:
        return True
    if quantity.kind != "duration" or quantity.comparator == "=" or not _HAN.match(text, quantity.end):
        return False
    if is_goal_behind(text[quantity.end :]):
        return False
    return _TIMES.search(CLAUSE_MARK.split(text[: quantity.start])[-1]) is None


_TIMED = re.compile(r"时间|用时|时限|期限|时长|天数|工期|周期|[\u4e00-\u9fff]日(?:[由从为达降]|缩短)")
# 全年免费开放268天: days that are counted, not the time of something.
_KEPT_OPEN = re.compile(r"(?:开放|开馆|营业|供餐|供水|供暖|运行)(?:了|达)?$")
_DAYS = frozenset({"天", "小时"})
_HAN = re.compile(r"(?!的)[\u4e00-\u9fff]")
_TIMES = re.compile(r"时间|时限|期限|用时|工期|周期|时长|天数")
_NEAR = re.compile(r"(?:[近前]|过去|连续|未来)$")
_PERIODS = frozenset("年个月天周")
_POINTS_OF = re.compile(r"(?:分值|得分|权重)[:为]?$")
# 因13户外出务工….
_WHY = re.compile(r"(?:因|由于|因为)$")
# 未完成原因是2家企业停产; 主要受春季3次沙尘影响: until the clause ends or turns to the result (受雨季影响实际…).
_IN_A_REASON = re.compile(
    r"(?:原因(?:是|为|在于|:)|主要(?:受|由于|是由于|是?因为?))(?:(?!实际|[仅只]|完成|目标|计划|指标)[^,。;:])*$"
)
# 12345热线按期办结率; 目标1完成情况.
_NUMBER_OF_A_NAME = re.compile(r"[\u4e00-\u9fff]{0,4}(?:热线|服务台|报警|急救)|的?(?:实际)?(?:完成|实现)情况")
# 共设置11个三级指标.
_INDICATORS = re.compile(r"(?:[一二三]级|数量|质量|绩效)*指标(?!值)")
_WAS = re.compile(r"(?:由|从)(?:上一?年度?|去年|\d{4}年度?|年初|原来)?的?$")
_IN_QUOTES = re.compile(r"“$")
_OF_THE_TARGET = re.compile(r"(?:目标|任务|计划)(?:任务)?(?:值|数)?的(?:\d[\d.]*%[、,和及与])*$")
_CONTENTS = re.compile(r"[.…]{4,} ?$")


def _is_grade(text: str, quantity: Quantity) -> bool:
    """Digits of a name: ages, grades of disability, months of life (0-6岁, 1-4级)."""
    return (
        _GRADE.match(text, quantity.number_end) is not None
        or _GRADE.search(text[quantity.start : quantity.end]) is not None
    )


_GRADE = re.compile(r"[”\"]?(?:周?岁|月龄|(?<!等)级(?!指标))")
