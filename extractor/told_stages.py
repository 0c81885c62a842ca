"""What became of an amount of a sentence: the stage that its words say, or that it takes over.

The last word before an amount decides, in its own clause where that names other money (已拨付到单位,自筹资金30万元),
unless it is denied (未支付) or speaks of a paper (收到文件). Then come words behind the amount, the stage of a list
that goes on, and what the section is about.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import cast

from extractor.fund_words import called, end_of_list, name_in_list
from extractor.language import Analysis, Cue
from extractor.outline import Sentence
from extractor.quantity import Quantity
from extractor.report import FundRole
from extractor.told_sources import CLAUSE, TOTAL, FundsSoFar, is_attribute

_SECTION_STAGE: dict[str, FundRole] = {"funds_received": "received", "funds_executed": "executed"}
# What an evaluation covers (开展自评,涉及项目5个,资金80万元): the budget of all projects, wherever it is told.
EVALUATED = re.compile(r"(?:自评|评价)[^。;]{0,12}?涉及[^。;]{0,24}?(?:资金|预算)(?:总额|共计|合计|共|为)?(?=\d)")
_DONE = re.compile(
    r"(?:资金|经费|补助|预算)?(?:[^,。;\d]{0,8}?(?:已|现已|均已|全部|足额|悉数|按时|及时|均|尚?未)"
    r"|于[^,。;]{1,11}(?=到))"
)
# What came of an amount that was planned: 县级配套资金300万元,实际到位180万元.
_DONE_WITH_IT = re.compile(r"[,(]?(?:实际|实)(?:仅|只|已)?(?:到位|到账|拨付|下达|支出|使用|执行)(?:资金)?(?:了|为)?\d")
_EARLIER = re.compile(r"上年|上一年|年初|以前|首批|往年|\d{4}年")
_TO_NEXT_YEAR = re.compile(r"[到至](?:\d{4}年|下|次)")
_LISTED = frozenset({"initial_budget", "budget", "received", "executed", "carryover", "remaining"})
_GIVEN = frozenset({"安排", "投入"})
_RECEIVED = frozenset({"收到", "实际收到", "到账"})
# Money added or taken away is none that was granted: 年中调减预算40万元, 收回财政统筹20万元; but 调减后预算280万元 is.
_CHANGED = frozenset({"调增", "调减", "追减", "核减", "压减", "收回", "上缴", "缴回", "退回"})
# 2021年结转2022年使用资金42万元.
_INTO = re.compile(r"(?:至|到)?(?:\d{4}年度?|本年度?|今年)(?:继续)?")
_MOVED = re.compile(r"(?:调整|调出|调剂|划转)$")
_NOUN_SPENT = re.compile(r"(?:福利|服务|项目|基本|公用|人员|业务|建设|运转|资本性)(?:经费)?支出(?:为)?$")
# A part of a sum, or one behind such a part: 预算120万元,其中基本支出90万元,项目支出30万元.
_PART_SPENT = re.compile(r"其中[^。;]*?[,:]?[^,。;:()、\d]{2,10}$")
# A kind of money among income (收入合计300万元,其中一般公共预算财政拨款250万元): the word 预算 grants nothing there.
_KIND_OF_BUDGET = re.compile(
    r"(?:一般公共|公共财政|政府性基金|国有资本经营)预算(?:财政)?(?:拨款|资金|补助)?(?:收入)?(?:为)?$"
)
_BUDGETED = re.compile(r"预算资金(?:为|是|共)?$")
_OF_THE_YEAR = re.compile(r"本年|当年|新增|年初预算|财政拨款")
_ALL_DONE = re.compile(r"[),]*(?:于[^,。;]{1,11}?)?(?:已|现已)?(?:均|全部|皆|都|足额)")
_CLAUSE_END = re.compile(r"[,。;)]|$")
_PASSED = frozenset({"executed", "received"})
_DENIED = re.compile(r"(?:尚|暂|还|仍|均)?(?:未|没有?)(?!完成|达|来)[^,。;:()\d]{0,8}$")
_DENIED_BEHIND = re.compile(r"(?:资金|经费|款项?)?(?:尚|暂|还|仍|均)*(?:未|没有?)(?!完成|达)[^,。;:()\d]{0,6}$")
# A paper that arrives is no money: 收到文件后.
_PAPER = re.compile(
    r"[^,。;\d]{0,14}(?:文件|通知|批复|批文|指标文|文)(?:的?\d+个?(?:工作)?[日天])?(?:后|之后|以后|[,、])"
)
_MADE_OF_INCOME = re.compile(r"(?:补助|安排的|专项|用于|支持|奖补)")
_OWN_MONEY = re.compile(r"自筹|配套|自有|社会资本")
_HANDED_ON = re.compile(r"(?:将|把)[^,。;:()]*$")
_NEAR = 12
# Using money in parts names no stage: 分三块使用:审计30万元.
_IN_PARTS = re.compile(r"分(?:为|成)?[\d一二三四五六几多]*[块类个批次项部方面分]*$")
_TO_US = re.compile(r"(?:付|给|拨)?(?:给|至|到)?(?:了)?我[局县区市州省校院镇乡街站所中单办委]")
_FROM_ABOVE = re.compile(
    r"(?:(?:中央|[省市州盟县区旗]级?|上级|自治区|本级|(?<!我)[省市县区]财政|财政[部厅局])(?:财政)?"
    r"(?:及时|足额|实际|共|已)?|下达[并和及、])$"
)


@dataclass(frozen=True)
class Stages:
    """The stages of the amounts of one sentence."""

    sentence: Sentence
    analysis: Analysis

    def cues(self, start: int, end: int) -> list[Cue]:
        """Cues that stand in this stretch of the sentence."""
        return [cue for cue in self.analysis.cues if start <= cue.start and cue.end <= end]

    def strong(self, cues: list[Cue], quantity: Quantity) -> list[Cue]:
        """Cues that say what became of the amount: a clause that sums up money has to say it itself."""
        strong = [cue for cue in cues if cue.field == "stage" and cue.value != "rate" and not self._idle(cue)]
        near = [cue for cue in strong if self.local(quantity, cue)]
        money = any(cue.field == "money" and self.local(quantity, cue) for cue in cues)
        summed = TOTAL.search(self.sentence.text[max(quantity.start - 6, 0) : quantity.start])
        own = _OWN_MONEY.search(CLAUSE.split(self.sentence.text[: quantity.start])[-1])
        return near if own or (money and summed) else strong

    def _idle(self, cue: Cue) -> bool:
        """Whether a cue says nothing of any amount: it speaks of a paper, of parts, or names the money (税收入补助)."""
        text = self.sentence.text
        in_parts = _IN_PARTS.search(text[: cue.start]) is not None
        noun = self._word(cue) == "收入" and _MADE_OF_INCOME.match(text, cue.end) is not None
        return in_parts or noun or (cue.value == "received" and _PAPER.match(text, cue.end) is not None)

    def local(self, quantity: Quantity, cue: Cue) -> bool:
        """Whether a cue stands in the amount's own clause."""
        return not CLAUSE.search(self.sentence.text, cue.end, quantity.start)

    def of(self, quantity: Quantity, strong: list[Cue], told: FundsSoFar) -> FundRole:
        """The stage of `quantity`, before which the cues `strong` stand in its sentence."""
        said = self._said(quantity)
        if said is not None:
            return said
        name = name_in_list(self.sentence.text, self.analysis.quantities, quantity)
        own = self._stages_in(*name) if name else []
        if own:
            return cast(FundRole, own[-1].value)
        behind = (
            self._called(quantity)
            or self.behind(quantity)
            or (self._of_list(quantity) if not strong and not told.stage else None)
        )
        if behind is not None:
            return behind
        if is_attribute(self.sentence.text, self.analysis, quantity) and not (
            strong and self.local(quantity, strong[-1])
        ):
            return "budget"
        noun = self._of_noun(quantity, strong, told)
        if noun is not None:
            return noun
        if strong:
            goes_on = told.stage == "received" and self._word(strong[-1]) in _GIVEN
            return "received" if goes_on else self._dated(self._governing(strong), strong[-1], quantity)
        if _DONE_WITH_IT.match(self.sentence.text, quantity.end):
            return "budget"
        return self._taken_over(quantity, told) if told.stage in _LISTED else self.of_section or "budget"

    @property
    def of_section(self) -> FundRole | None:
        """The stage that the innermost heading of received or spent money tells."""
        kinds = [section.kind for section in reversed(self.sentence.sections)]
        return next((_SECTION_STAGE[kind] for kind in kinds if kind in _SECTION_STAGE), None)

    def _taken_over(self, quantity: Quantity, told: FundsSoFar) -> FundRole:
        """The stage of the amounts before, which goes on in a list."""
        text = self.sentence.text[: quantity.start]
        if told.stage == "carryover" and TOTAL.search(text[-6:]):
            return told.first if told.first and told.first != "carryover" else "budget"
        if told.stage == "carryover" and _OF_THE_YEAR.search(CLAUSE.split(text)[-1]):
            return "budget"
        return told.stage or "budget"

    def _said(self, quantity: Quantity) -> FundRole | None:
        """The stage that the words right before an amount leave no doubt of: moved elsewhere, or what was evaluated."""
        if _MOVED.search(self.sentence.text[: quantity.start]):
            return "other"
        evaluated = EVALUATED.search(self.sentence.text)
        return "budget" if evaluated and evaluated.end() == quantity.start else None

    def _called(self, quantity: Quantity) -> FundRole | None:
        """What became of a part that is called money left or carried over (其中40万元为上年结转)."""
        name = called(self.sentence.text, quantity)
        cues = [cue for cue in self.cues(*name) if cue.value in {"carryover", "remaining"}] if name else []
        return cast(FundRole, cues[-1].value) if cues else None

    def _of_noun(self, quantity: Quantity, strong: list[Cue], told: FundsSoFar) -> FundRole | None:
        """支出 that only names the kind of money (预算安排人员支出80万元、公用支出20万元); 预算资金."""
        before = self.sentence.text[: quantity.start]
        if not strong and _BUDGETED.search(before):
            return "budget"
        if told.stage == "received" and _KIND_OF_BUDGET.search(before):
            return "received"
        if not _NOUN_SPENT.search(before):
            return None
        if strong[:-1] and strong[-2].value in {"budget", "initial_budget"}:
            return "budget"
        listed = CLAUSE.search(before[::-1])
        part = _PART_SPENT.search(before) if listed and listed.group() != "、" else listed
        return told.stage if told.stage and part else None

    def _governing(self, strong: Sequence[Cue]) -> FundRole:
        """The cue that rules the clause: money received stays so, whoever gave it (收到上级拨付的资金)."""
        last = strong[-1]
        if last.value in _PASSED and _DENIED.search(self.sentence.text[: last.start]):
            return "remaining"
        for cue in strong[:-1]:
            between = self.sentence.text[cue.end : last.start]
            if cue.value == "executed" and self._word(last) == "剩余" and not between:
                return "executed"
            if cue.value == "carryover" and self._word(last) == "使用" and _INTO.fullmatch(between):
                return "carryover"
            if cue.value == "other" and self._word(cue) in _CHANGED and re.fullmatch(r"[^,。;:!?()、后]*", between):
                return "other"
            given = cue.value == "received" and "拨" in self._word(last) and self._word(cue) in _RECEIVED
            if given and not CLAUSE.search(between):
                return "received"
        return self._from_above(last) or cast(FundRole, last.value)

    def _from_above(self, cue: Cue) -> FundRole | None:
        """Money that a higher body pays is not spent: it has come (财政局拨付我局), or is granted (省级拨付)."""
        text = self.sentence.text
        if "拨" not in self._word(cue):
            return None
        if _TO_US.match(text, cue.end):
            return "received"
        given = cue.value == "executed" and _FROM_ABOVE.search(text[: cue.start])
        return (self.of_section if self.of_section == "received" else "budget") if given else None

    def _word(self, cue: Cue) -> str:
        return self.sentence.text[cue.start : cue.end]

    def _of_list(self, quantity: Quantity) -> FundRole | None:
        """What is said behind the list that the amount stands in (A 300万元、B 160万元,均已到位)."""
        text = self.sentence.text
        end = end_of_list(text, self.analysis.quantities, quantity)
        done = _ALL_DONE.match(text, end)
        if end == quantity.end or done is None:
            return None
        stop = _CLAUSE_END.search(text, done.end())
        found = self._stages_in(done.end(), stop.start() if stop else len(text))
        return cast(FundRole, found[-1].value) if found else None

    def _stages_in(self, start: int, end: int) -> list[Cue]:
        return [cue for cue in self.cues(start, end) if cue.field == "stage" and cue.value != "rate"]

    def _dated(self, stage: FundRole, cue: Cue, quantity: Quantity) -> FundRole:
        """结转 without a word of an earlier year is what is left at the end of this one."""
        clause = CLAUSE.split(self.sentence.text[: cue.start])[-1] + self.sentence.text[cue.start : quantity.start]
        later = _TO_NEXT_YEAR.match(self.sentence.text, cue.end) is not None
        return "remaining" if stage == "carryover" and (later or not _EARLIER.search(clause)) else stage

    def behind(self, quantity: Quantity) -> FundRole | None:
        """What is said behind the amount (603万元已全部到位), where no other amount follows in the clause."""
        text = self.sentence.text
        stop = _CLAUSE_END.search(text, quantity.end)
        end = stop.start() if stop else len(text)
        others = [other for other in self.analysis.quantities if quantity.end <= other.start < end]
        if any(other.kind in {"money", "rate"} for other in others) or not _DONE.match(text, quantity.end, end):
            return self._handed_on(quantity, end)
        cues = [cue for cue in self.cues(quantity.end, end) if cue.field == "stage" and cue.value in _LISTED]
        denied = [cue for cue in cues if _DENIED_BEHIND.fullmatch(text, quantity.end, cue.start)]
        return "remaining" if denied else cast(FundRole, cues[-1].value) if cues else None

    def _handed_on(self, quantity: Quantity, end: int) -> FundRole | None:
        """What somebody does with an amount: 将680万元分解到各县, 把120万元拨付到乡镇."""
        text = self.sentence.text
        if not _HANDED_ON.search(text[: quantity.start]):
            return None
        cues = [cue for cue in self._stages_in(quantity.end, min(end, quantity.end + _NEAR)) if cue.value in _LISTED]
        return cast(FundRole, cues[0].value) if cues else None
