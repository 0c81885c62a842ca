"""Whose money an amount of a sentence is: stated before it, taken over inside a list, or that of the whole transfer."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import cast

from extractor.fund_words import called, name_in_list, without_notices
from extractor.language import Analysis, Cue
from extractor.patterns import Library
from extractor.quantity import Quantity
from extractor.report import FundRole, FundSource

CLAUSE = re.compile(r"[,。;:!?()、]")
TOTAL = re.compile(r"合计|共计|总计|总额|总投资|累计投入|总预算|全部资金|总数|总支出|总收入|共$|共为$|共有$")
_WHOLE = re.compile(r"全年|年度|预算数|执行数|总|累计|整体|年初预算|项目预算|实际支出")
GRAND_TOTAL = re.compile(r"总额|总投资|总预算|资金总计|预算共")
_BREAKDOWN = re.compile(r"[,;:(。]?[^,;:。\d]{0,12}?(?:分别|其中|包括|包含|由|含|来自|分为|即)")
_NAMED_FUND = re.compile(r"专项资金|补助资金|转移支付|救灾资金|救助资金")
# A batch is one of the transfer's own, also where its money has been broken down (第二批专项资金剩余…).
_BATCH = re.compile(rf"(?:首|第[一二三四五六\d])批(?:次)?[^,。;\d和与及]{{0,4}}(?:{_NAMED_FUND.pattern})")
# Money of a list whose level is not that of the part before it (县级安排300万元、上级补助200万元).
_LEVEL_OPEN = re.compile(r"上级|(?:上年|年初|以前年度)(?:结转|结余)|财政拨款|一般公共预算|政府性基金|国有资本")
# Those who get money do not say whose it is: 下达各县(区)5600万元.
_RECIPIENT = re.compile(
    r"(?:下达|拨付?|分配|分解|下拨|转拨|安排|[到至给])+各[省市县区旗州乡镇、()]+(?![级本财])[^,。;:、]{0,8}$"
    r"|(?:下达|拨付?|分配|分解)[到至给][^,。;:、]{2,12}(?:,?其中[:,]?[^,。;:、]{0,12})?$"
)
_BY_NATURE = re.compile(r"(?:其中)?(?:一般公共预算|政府性基金|国有资本)")
# Of a sum that was told: 全年支出90万元,其中基本支出60万元.
_BY_SPENDING = re.compile(r"(?:其中)?(?:(?:基本|项目|人员|公用)(?:经费)?支出|(?:人员|公用|运转)经费)")
_MONEY_BEHIND = re.compile(r"的?[^,。;\d为是]{0,10}(?:资金|经费|预算)")
_COMES_FROM = re.compile(
    r"[,(](?:资金|经费)来源(?:均|全部|主要)?(?:为|是|于|:)(?P<source>[^,。;、和与及\d]{2,16})(?=[,。;)]|$)"
)
_SHORT = 4
_REACH = 24
_SPENT = re.compile(r"(?:全年|累计|项目|共|已)*(?:实际|累计)(?:支出|执行|使用|支付)")
_PAYER = re.compile(r"[市县区旗镇]财政[局所](?:实际|已|及时|足额|共)*(?:拨付|拨入|拨款)")
_OF_THE_WHOLE = re.compile(r"(?:当前|全年)?(?:执行数|预算执行率|实际支出|实际执行)")


@dataclass(frozen=True, slots=True)
class FundsSoFar:
    """What a sentence has said so far: the stage and source of its last amount, and all its sources."""

    stage: FundRole | None = None
    source: FundSource | None = None
    sources: tuple[FundSource | None, ...] = ()
    first: FundRole | None = None
    rate: bool = False

    @property
    def count(self) -> int:
        """How many amounts the sentence has told."""
        return len(self.sources)


@dataclass(frozen=True)
class Sources:
    """Whose money the amounts of one sentence are.

    `default` is the source of the whole transfer; `mixed` whether money of others was told of before,
    `parted` whether the whole was broken down into them.
    """

    text: str
    analysis: Analysis
    library: Library
    default: FundSource | None
    mixed: bool
    parted: bool = False

    def of(self, quantity: Quantity, start: int, told: FundsSoFar) -> FundSource | None:
        """Whose money `quantity` is, whose words begin at `start`; None where its level is not stated."""
        name = name_in_list(self.text, self.analysis.quantities, quantity)
        own = self.stated(self.text[slice(*name)]) if name else None
        if own is None and called(self.text, quantity):
            return self._of_part(quantity, told)
        return own or self._of_clause(quantity, start, told)

    def _of_part(self, quantity: Quantity, told: FundsSoFar) -> FundSource | None:
        """Whose money a part is that is named behind its amount (500万元为中央资金,40万元为上年结转)."""
        words = self.text[slice(*(called(self.text, quantity) or (0, 0)))]
        single = {source for source in told.sources if source != "total"}
        return self.stated(words) or (None if _LEVEL_OPEN.search(words) or len(single) != 1 else single.pop())

    def _of_clause(self, quantity: Quantity, start: int, told: FundsSoFar) -> FundSource | None:
        text = without_notices(self.text[start : quantity.start])
        local = CLAUSE.split(text)[-1][-_REACH:]
        if _RECIPIENT.search(text):
            return self._source_of_sum(told)
        stated = self.stated(local)
        if stated is None and self._says_nothing(quantity, len(local)):
            stated = self.stated(text)
        if self._has_parts(quantity) or (GRAND_TOTAL.search(local) and stated is None):
            return "total"
        if self._is_joint(text, local):
            return "total"
        if stated is not None and stated != "total":
            return stated
        if self._told_behind or TOTAL.search(local):
            return self._told_behind or self._source_of_sum(told)
        if self._is_open(local, told, parted="其中" in self.text[: quantity.start]):
            return None
        if told.source is not None and told.source != "total" and not self._is_spent_of_paid(local, quantity):
            return told.source
        if is_attribute(self.text, self.analysis, quantity):
            local = self.text[quantity.end : quantity.end + 8]
        return self._usual_source(local, told)

    @cached_property
    def _told_behind(self) -> FundSource | None:
        """The source that the sentence names for all its amounts (年初预算650万元,资金来源为县级财政资金)."""
        found = _COMES_FROM.search(self.text)
        return self.stated(found["source"]) if found else None

    def _is_open(self, local: str, told: FundsSoFar, *, parted: bool) -> bool:
        """Whether an amount of a list is named by something else than a level (县级300万元、上级补助200万元)."""
        if told.source is None or told.source == "total":
            kinds = _BY_NATURE.match(local) or (parted and _BY_SPENDING.match(local))
            return bool(told.count and told.stage != "carryover" and kinds)
        return told.source != self.default and _LEVEL_OPEN.match(local) is not None

    def _is_spent_of_paid(self, local: str, quantity: Quantity) -> bool:
        """Whether all that was spent is told behind who paid it (县财政局拨付180万元,实际支出172万元): no source.

        So is spending of more than the amounts before it (县财政资金160万元已拨付,实际支出171万元).
        """
        if _SPENT.match(local) is None:
            return False
        before = [one for one in self.analysis.quantities if one.kind == "money" and one.end <= quantity.start]
        known = [one.value for one in before if one.value is not None and one.unit == quantity.unit]
        more = known and len(known) == len(before) and quantity.value is not None and quantity.value > sum(known)
        return bool(more) or _PAYER.search(self.text, 0, quantity.start) is not None

    def _is_joint(self, text: str, local: str) -> bool:
        """Whether several sources are named for one amount (省级和市级共安排…)."""
        joined = re.search(r"和|与|及|、", local) is not None
        summed = TOTAL.search(local) is not None
        if not (summed or joined):
            return False
        distinct = {self.stated(part) for part in re.split(r"和|与|及|、|[,;]", text)} - {None, "total"}
        return len(distinct) > 1 or (summed and joined and bool(distinct))

    def _says_nothing(self, quantity: Quantity, length: int) -> bool:
        """Whether the clause before the amount holds cue words only (预算金额为680万元): its subject stands before."""
        start = quantity.start - length
        told = sum(cue.end - cue.start for cue in _cues(self.analysis, start, quantity.start))
        return length - told < _SHORT

    def _has_parts(self, quantity: Quantity) -> bool:
        """Whether the amount is broken down by source right behind it (到账共…万元,分别为:中央…,地方…)."""
        rest = without_notices(self.text[quantity.end :])
        if rest.startswith("("):
            rest = rest[: rest.find(")") + 1] or rest
        if not _BREAKDOWN.match(rest):
            return False
        sources = {self.stated(part) for part in CLAUSE.split(rest)} - {None}
        return len(sources) > 1

    def _usual_source(self, local: str, told: FundsSoFar) -> FundSource | None:
        """For an amount of which nothing is said: the transfer's, until money of others has been told of."""
        several = len(set(told.sources) - {"total", None}) > 1
        if told.source == "total" and (several or (told.count and _OF_THE_WHOLE.match(local))):
            return "total"
        if self.default is None:
            if told.source == "total":
                return "total"
            return "total" if _WHOLE.search(local) or not told.sources else None
        if not self.mixed or _BATCH.search(local) or (_NAMED_FUND.search(local) and not self.parted):
            return self.default
        return "total"

    def _source_of_sum(self, told: FundsSoFar) -> FundSource | None:
        known = {source for source in told.sources if source != "total"}
        if told.first == "carryover" and "total" in told.sources:
            return "total"
        if len(known) == 1 and set(told.sources) == known:
            return next(iter(known))
        return "total" if known or self.default is None else self.default

    def stated(self, text: str) -> FundSource | None:
        """The source that words name, by `patterns/funds.toml`; None where they name none or leave its level open."""
        for pattern in self.library.of("fund_row", "source"):
            if pattern.value != "total" and pattern.find(text):
                return None if pattern.value == "null" else cast(FundSource, pattern.value)
        return None


def _cues(analysis: Analysis, start: int, end: int) -> list[Cue]:
    return [cue for cue in analysis.cues if start <= cue.start and cue.end <= end]


def is_attribute(text: str, analysis: Analysis, quantity: Quantity) -> bool:
    """An amount that only names the money of the next one (1亿元专项资金累计执行7464.5万元)."""
    named = _MONEY_BEHIND.match(text, quantity.end)
    return named is not None and any(quantity.end < cue.start for cue in analysis.cues if cue.field == "stage")
