"""What became of an amount of a sentence: promised, received, spent, carried over, left, or none of these.

The last cue before it in its clause says so; else what the list or section that it stands in is about.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import cast

from extractor.fund_words import called, end_of_list, moved_or_owed, name_in_list
from extractor.language import Analysis, Cue
from extractor.outline import Sentence
from extractor.quantity import Quantity
from extractor.report import FundRole
from extractor.told_sources import CLAUSE, TOTAL, FundsSoFar, is_attribute

_SECTION_STAGE: dict[str, FundRole] = {"funds_received": "received", "funds_executed": "executed"}
_DONE = re.compile(
    r"(?:资金|经费|补助|预算)?(?:[^,。;\d]{0,8}?(?:已|现已|均已|全部|足额|悉数|按时|及时|均|尚?未)|于[^,。;]{1,11}(?=到))"
)
_EARLIER = re.compile(r"上年|上一年|年初|以前|首批|往年|\d{4}年")
_LISTED = frozenset({"initial_budget", "budget", "received", "executed", "carryover", "remaining"})
_GIVEN = frozenset({"安排", "投入"})
_RECEIVED = frozenset({"收到", "实际收到", "到账"})
# Money added or taken away is none that was granted: 年中调减预算40万元, 收回财政统筹20万元; but 调减后预算280万元 is.
_CHANGED = frozenset({"调增", "调减", "追减", "核减", "压减", "收回", "上缴", "缴回", "退回"})
_TAKEN = re.compile(r"[将把]$")
_OWN = re.compile(r"自筹|配套")
_NOUN_SPENT = re.compile(r"(?:福利|服务|项目|基本|公用|人员|业务|建设|运转|资本性)(?:经费)?支出(?:为)?$")
_BUDGETED = re.compile(r"预算资金(?:为|是|共)?$")
_OF_THE_YEAR = re.compile(r"本年|当年|新增|年初预算|财政拨款")
_ALL_DONE = re.compile(r"[),]*(?:已|现已)?(?:均|全部|皆|都|足额)")
_CLAUSE_END = re.compile(r"[,。;)]|$")
# What an evaluation covers (开展自评,涉及项目5个,资金80万元): the budget of all projects, wherever it is told.
EVALUATED = re.compile(r"(?:自评|评价)[^。;]{0,12}?涉及[^。;]{0,24}?(?:资金|预算)(?:总额|共计|合计|共|为)?(?=\d)")


@dataclass(frozen=True)
class Stages:
    """What became of the amounts of one sentence."""

    sentence: Sentence
    analysis: Analysis

    def strong(self, cues: list[Cue], quantity: Quantity) -> list[Cue]:
        """Cues that say what became of the amount: a clause that sums up money has to say it itself."""
        strong = [cue for cue in cues if cue.field == "stage" and cue.value != "rate"]
        near = [cue for cue in strong if self.local(quantity, cue)]
        money = any(cue.field == "money" and self.local(quantity, cue) for cue in cues)
        summed = TOTAL.search(self.sentence.text[max(quantity.start - 6, 0) : quantity.start])
        own = _OWN.search(CLAUSE.split(self.sentence.text[: quantity.start])[-1])
        return near if money and (summed or own) else strong

    def of(self, quantity: Quantity, strong: list[Cue], told: FundsSoFar) -> FundRole:
        """What became of the amount, whose own cues are `strong`, in a sentence that has `told` others before."""
        said = self._said(quantity)
        if said is not None:
            return said
        name = name_in_list(self.sentence.text, self.analysis.quantities, quantity)
        own = [cue for cue in self.cues(*name) if cue.field == "stage" and cue.value != "rate"] if name else []
        if own:
            return cast(FundRole, own[-1].value)
        behind = (
            self._called(quantity)
            or self._behind(quantity)
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
            return "received" if goes_on else self._dated(self._governing(strong), quantity)
        if told.stage in _LISTED:
            return self._taken_over(quantity, told)
        kinds = [section.kind for section in reversed(self.sentence.sections)]
        return next((_SECTION_STAGE[kind] for kind in kinds if kind in _SECTION_STAGE), "budget")

    def _taken_over(self, quantity: Quantity, told: FundsSoFar) -> FundRole:
        """The stage of the amounts before, which a list goes on with; money of the year is none carried over."""
        if told.stage != "carryover":
            return told.stage or "budget"
        before = self.sentence.text[: quantity.start]
        if TOTAL.search(before[-6:]):
            return told.first if told.first and told.first != "carryover" else "budget"
        return "budget" if _OF_THE_YEAR.search(CLAUSE.split(before)[-1]) else told.stage

    def _said(self, quantity: Quantity) -> FundRole | None:
        """The stage that the words right before an amount leave no doubt of: moved elsewhere, or what was evaluated."""
        evaluated = EVALUATED.search(self.sentence.text)
        if evaluated and evaluated.end() == quantity.start:
            return "budget"
        return moved_or_owed(self.sentence.text[: quantity.start])

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
        if not _NOUN_SPENT.search(before):
            return None
        if strong[:-1] and strong[-2].value in {"budget", "initial_budget"}:
            return "budget"
        listed = CLAUSE.search(before[::-1])
        return told.stage if told.stage and listed and listed.group() == "、" else None

    def _governing(self, strong: list[Cue]) -> FundRole:
        """The cue that rules the clause: money received stays so, whoever paid it out (收到上级拨付的资金)."""
        last = strong[-1]
        for cue in strong[:-1]:
            between = self.sentence.text[cue.end : last.start]
            if cue.value == "other" and self._word(cue) in _CHANGED and re.fullmatch(r"[^,。;:!?()、后]*", between):
                return "other"
            paid = cue.value == "received" and "拨" in self._word(last) and self._word(cue) in _RECEIVED
            if paid and not CLAUSE.search(self.sentence.text, cue.end, last.start):
                return "received"
        return cast(FundRole, last.value)

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
        cues = self.cues(done.end(), stop.start() if stop else len(text))
        found = [cue for cue in cues if cue.field == "stage" and cue.value != "rate"]
        return cast(FundRole, found[-1].value) if found else None

    def _dated(self, stage: FundRole, quantity: Quantity) -> FundRole:
        """结转 without a word of an earlier year is what is left at the end of this one."""
        clause = CLAUSE.split(self.sentence.text[: quantity.start])[-1]
        return "remaining" if stage == "carryover" and not _EARLIER.search(clause) else stage

    def local(self, quantity: Quantity, cue: Cue) -> bool:
        """Whether a cue stands in the clause of the amount."""
        return not CLAUSE.search(self.sentence.text, cue.end, quantity.start)

    def _behind(self, quantity: Quantity) -> FundRole | None:
        """What is said behind the amount (603万元已全部到位), where no other amount follows in the clause."""
        text = self.sentence.text
        stop = _CLAUSE_END.search(text, quantity.end)
        end = stop.start() if stop else len(text)
        others = [other for other in self.analysis.quantities if quantity.end <= other.start < end]
        if any(other.kind in {"money", "rate"} for other in others):
            return None
        if not (_DONE.match(text, quantity.end, end) or _TAKEN.search(text[: quantity.start])):
            return None
        cues = [cue for cue in self.cues(quantity.end, end) if cue.field == "stage" and cue.value in _LISTED]
        return cast(FundRole, cues[-1].value) if cues else None

    def cues(self, start: int, end: int) -> list[Cue]:
        """The cues between two places of the sentence."""
        return [cue for cue in self.analysis.cues if start <= cue.start and cue.end <= end]
