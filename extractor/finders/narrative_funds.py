"""Fund figures told in sentences: amounts with what became of them, whose money, and rates of execution.

The last cue before an amount in its clause says what became of it; a clause without one goes on with what the
sentence said before (其中: 中央…, 省级…), then with what its section is about. Whose money it is stands in the
words before the amount, is taken over inside a list, or is that of the whole transfer.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import cast

from extractor.document import Document
from extractor.facts import Context, FundDraft, measure, with_inferred
from extractor.fund_rows import default_source, item_told
from extractor.language import Analysis, Cue, Language
from extractor.outline import Sentence
from extractor.patterns import Library
from extractor.periods import as_of
from extractor.quantity import Quantity
from extractor.report import FundRole, FundSource

FINDER = "narrative_funds"
_MONEY_UNITS = frozenset({"元", "千元", "万元", "百万元", "千万元", "亿元", "万", "亿", "万亿元"})
_SECTION_STAGE: dict[str, FundRole] = {"funds_received": "received", "funds_executed": "executed"}
_SKIPPED_SECTIONS = frozenset({"application"})
_CLAUSE = re.compile(r"[,。;:!?()、]")
_DONE = re.compile(r"(?:资金|经费|补助|预算)?[^,。;\d]{0,8}?(?:已|现已|均已|全部|足额|悉数|按时|及时|均)")
_TOTAL = re.compile(r"合计|共计|总计|总额|总投资|累计投入|总预算|全部资金|总数|总支出|总收入|共$|共为$|共有$")
_WHOLE = re.compile(r"全年|年度|预算数|执行数|总|累计|整体|年初预算|项目预算|实际支出")
_GRAND_TOTAL = re.compile(r"总额|总投资|总预算|资金总计|预算共")
_BREAKDOWN = re.compile(r"[,;:(。]?[^,;:。\d]{0,12}?(?:分别|其中|包括|包含|由|含|来自|分为|即)")
_NAMED_FUND = re.compile(r"专项资金|补助资金|转移支付|救灾资金|救助资金")
_SHORT = 4
_EARLIER = re.compile(r"上年|上一年|年初|以前|首批|往年|\d{4}年")
_PLANNED = re.compile(r"力争|争取|预计")
_LISTED = frozenset({"initial_budget", "budget", "received", "executed", "carryover", "remaining"})
_ENDS_IN_STAGE = re.compile(r"(?:执行|支付|支出|拨付|到位|使用)(?:了|为|达|约)?$")
_REACH = 24
_PARTS = re.compile(r"其中|包括|包含|分别|内有|含|构成|组成|来自|由")
_YEAR = re.compile(r"(?<!\d)(20\d{2})年")


@dataclass(frozen=True, slots=True)
class _Told:
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


def find_told_funds(
    document: Document, library: Library, language: Language, sentences: Sequence[Sentence]
) -> Iterator[FundDraft]:
    """Drafts of the fund figures in `sentences`, in text order."""
    context = Context(document, library.lexicon, FINDER)
    default = default_source([sentence.text for sentence in sentences])
    before = _Told()
    goes_on = False
    found: list[FundDraft] = []
    unsure: set[int] = set()
    for sentence in sentences:
        if sentence.kind in _SKIPPED_SECTIONS:
            continue
        analysis = language.analyse(sentence.text)
        mixed = any(draft.source not in {None, "total", default} for draft in found)
        teller = _Teller(context, library, sentence, analysis, default, mixed)
        starts_bare = bool(analysis.quantities) and analysis.quantities[0].start == 0
        listed = _PARTS.match(sentence.text) or (goes_on and starts_bare)
        told = before if listed else _Told(rate=goes_on and before.rate)
        goes_on = sentence.text.endswith((";", "；"))
        outside: _Told | None = None
        for quantity in analysis.quantities:
            inside = _in_brackets(sentence.text, quantity.start)
            if inside and outside is None:
                outside = told
            elif not inside and outside is not None:
                told, outside = outside, None
            draft, told = teller.tell(quantity, told)
            if draft is not None:
                found.append(draft)
                if draft.role == "budget" and told.count == 1 and not teller.says_stage(quantity):
                    unsure.add(len(found) - 1)
        before = told
    return _restated(found, unsure)


def _in_brackets(text: str, position: int) -> bool:
    return text.rfind("(", 0, position) > text.rfind(")", 0, position)


def _restated(drafts: list[FundDraft], unsure: set[int]) -> Iterator[FundDraft]:
    """Drafts in order; an amount told again without a word of what became of it means what it meant before."""
    meant = {
        (draft.amount.normalized, draft.source): draft.role for rank, draft in enumerate(drafts) if rank not in unsure
    }
    for rank, draft in enumerate(drafts):
        role = meant.get((draft.amount.normalized, draft.source)) if rank in unsure else None
        yield replace(draft, role=role) if role else draft


@dataclass(frozen=True)
class _Teller:
    """Reads the amounts of one sentence."""

    context: Context
    library: Library
    sentence: Sentence
    analysis: Analysis
    default: FundSource | None
    mixed: bool

    def tell(self, quantity: Quantity, told: _Told) -> tuple[FundDraft | None, _Told]:
        """The fund figure that `quantity` is, if any, and what the sentence has told with it."""
        if (quantity.kind == "money" and quantity.unit in _MONEY_UNITS) or quantity.unit in {"万", "亿"}:
            return self._amount(quantity, told)
        if quantity.unit in {"%", "％"} and quantity.comparator == "=":
            return self._rate(quantity, told)
        return None, told

    def _amount(self, quantity: Quantity, told: _Told) -> tuple[FundDraft | None, _Told]:
        left = self._left(quantity)
        cues = self._cues(left.start, quantity.start)
        if self._is_no_fund(cues, quantity) or quantity.comparator not in {"=", ">", ">="}:
            return None, told
        strong = self._strong(cues, quantity)
        if self.sentence.level2 and not strong:
            return None, told
        if not strong and not any(cue.field == "money" for cue in cues) and not self._in_funds(told):
            return None, told
        stage = self._stage(quantity, strong, told)
        source = self._source(quantity, left.start, told)
        new = _Told(stage, source, (*told.sources, source), told.first or stage)
        return self._draft(quantity, left, stage, source), new

    def says_stage(self, quantity: Quantity) -> bool:
        """Whether words before the amount say what became of it."""
        cues = self._cues(self._left(quantity).start, quantity.start)
        return any(cue.field == "stage" for cue in cues) or self._is_attribute(quantity)

    def _strong(self, cues: list[Cue], quantity: Quantity) -> list[Cue]:
        """Cues that say what became of the amount: a clause that sums up money has to say it itself."""
        strong = [cue for cue in cues if cue.field == "stage" and cue.value != "rate"]
        near = [cue for cue in strong if self._local(quantity, cue)]
        money = any(cue.field == "money" and self._local(quantity, cue) for cue in cues)
        summed = _TOTAL.search(self.sentence.text[max(quantity.start - 6, 0) : quantity.start])
        return near if money and summed else strong

    def _in_funds(self, told: _Told) -> bool:
        """Whether an amount without any cue is about money: a list goes on, or the section is about funds."""
        return told.stage is not None or self.sentence.within("funds", "funds_received", "funds_executed", "basic")

    def _is_no_fund(self, cues: list[Cue], quantity: Quantity) -> bool:
        near = [cue for cue in cues if self._local(quantity, cue)]
        return bool(near) and near[-1].field == "no_fund"

    def _rate(self, quantity: Quantity, told: _Told) -> tuple[FundDraft | None, _Told]:
        if _PLANNED.search(_CLAUSE.split(self.sentence.text[: quantity.start])[-1]):
            return None, told
        if self.sentence.level2 or (self.sentence.level1 and self.sentence.kind == "results"):
            return None, told
        left = self._left(quantity)
        text = self.sentence.text[left.start : quantity.start]
        cues = self._cues(left.start, quantity.start)
        named = any(cue.value == "rate" for cue in cues) or _ENDS_IN_STAGE.search(text) is not None
        goes_on = told.rate and not re.search(r"增|占|比|满意|合格", text)
        if not named and not goes_on:
            return None, told
        source = self._rate_source(left, told)
        return self._draft(quantity, left, "rate", source), replace(told, rate=True)

    def _rate_source(self, left: _Range, told: _Told) -> FundSource | None:
        """Whose money a rate speaks of: the one named, else that of the amounts before it."""
        stated = self._stated_source(self.sentence.text[left.start : left.end])
        return stated or told.source or ("total" if self.mixed else self.default) or "total"

    def _left(self, quantity: Quantity) -> _Range:
        """The words that belong to `quantity`: from the amount before it, or from the start of the sentence."""
        kinds = {"money"} if quantity.kind == "money" else {"money", "rate"}
        previous = [
            other.end for other in self.analysis.quantities if other.end <= quantity.start and other.kind in kinds
        ]
        start = max(previous, default=0)
        stop = max(self.sentence.text.rfind(mark, start, quantity.start) for mark in "。;")
        return _Range(max(start, stop + 1), quantity.start)

    def _cues(self, start: int, end: int) -> list[Cue]:
        return [cue for cue in self.analysis.cues if start <= cue.start and cue.end <= end]

    def _stage(self, quantity: Quantity, strong: list[Cue], told: _Told) -> FundRole:
        behind = self._stage_behind(quantity)
        if behind is not None:
            return behind
        if self._is_attribute(quantity) and not (strong and self._local(quantity, strong[-1])):
            return "budget"
        if strong:
            return self._dated(cast(FundRole, strong[-1].value), quantity)
        if told.stage in _LISTED:
            summed = _TOTAL.search(self.sentence.text[: quantity.start][-6:])
            if summed and told.stage == "carryover":
                return told.first if told.first and told.first != "carryover" else "budget"
            return told.stage or "budget"
        return next(
            (
                _SECTION_STAGE[section.kind]
                for section in reversed(self.sentence.sections)
                if section.kind in _SECTION_STAGE
            ),
            "budget",
        )

    def _dated(self, stage: FundRole, quantity: Quantity) -> FundRole:
        """结转 without a word of an earlier year is what is left at the end of this one."""
        clause = _CLAUSE.split(self.sentence.text[: quantity.start])[-1]
        return "remaining" if stage == "carryover" and not _EARLIER.search(clause) else stage

    def _local(self, quantity: Quantity, cue: Cue) -> bool:
        return not _CLAUSE.search(self.sentence.text, cue.end, quantity.start)

    def _is_attribute(self, quantity: Quantity) -> bool:
        """An amount that only names the money of the next one (1亿元专项资金累计执行7464.5万元)."""
        named = re.compile(r"的?[^,。;\d]{0,10}(?:资金|经费|预算)").match(self.sentence.text, quantity.end)
        return named is not None and any(quantity.end < cue.start for cue in self.analysis.cues if cue.field == "stage")

    def _stage_behind(self, quantity: Quantity) -> FundRole | None:
        """What is said behind the amount (603万元已全部到位), where no other amount follows in the clause."""
        text = self.sentence.text
        stop = re.compile(r"[,。;)]|$").search(text, quantity.end)
        end = stop.start() if stop else len(text)
        if any(quantity.end <= other.start < end for other in self.analysis.quantities):
            return None
        if not _DONE.match(text, quantity.end, end):
            return None
        cues = [cue for cue in self._cues(quantity.end, end) if cue.field == "stage" and cue.value != "rate"]
        return cast(FundRole, cues[-1].value) if cues else None

    def _source(self, quantity: Quantity, start: int, told: _Told) -> FundSource | None:
        text = self.sentence.text[start : quantity.start]
        local = _CLAUSE.split(text)[-1][-_REACH:]
        stated = self._stated_source(local)
        if stated is None and self._says_nothing(quantity, len(local)):
            stated = self._stated_source(text)
        if self._has_parts(quantity):
            return "total"
        if _GRAND_TOTAL.search(local) and stated is None:
            return "total"
        joined = re.search(r"和|与|及|、", local) is not None
        if _TOTAL.search(local) or joined:
            distinct = {self._stated_source(part) for part in re.split(r"和|与|及|、|[,;]", text)} - {None, "total"}
            if len(distinct) > 1 or (_TOTAL.search(local) and joined and distinct):
                return "total"
        if stated is not None and stated != "total":
            return stated
        if _TOTAL.search(local):
            return self._source_of_sum(told)
        if told.source is not None and told.source != "total":
            return told.source
        if self._is_attribute(quantity):
            local = self.sentence.text[quantity.end : quantity.end + 8]
        return self._usual_source(local, told)

    def _says_nothing(self, quantity: Quantity, length: int) -> bool:
        """Whether the clause before the amount holds cue words only (预算金额为680万元): its subject stands before."""
        start = quantity.start - length
        told = sum(cue.end - cue.start for cue in self._cues(start, quantity.start))
        return length - told < _SHORT

    def _has_parts(self, quantity: Quantity) -> bool:
        """Whether the amount is broken down by source right behind it (到账共…万元,分别为:中央…,地方…)."""
        rest = self.sentence.text[quantity.end :]
        if rest.startswith("("):
            rest = rest[: rest.find(")") + 1] or rest
        if not _BREAKDOWN.match(rest):
            return False
        sources = {self._stated_source(part) for part in _CLAUSE.split(rest)} - {None}
        return len(sources) > 1

    def _usual_source(self, local: str, told: _Told) -> FundSource | None:
        """For an amount of which nothing is said: the transfer's, until money of others has been told of."""
        if self.default is None:
            if told.source == "total":
                return "total"
            return "total" if _WHOLE.search(local) or not told.sources else None
        if not self.mixed or _NAMED_FUND.search(local):
            return self.default
        return "total"

    def _source_of_sum(self, told: _Told) -> FundSource | None:
        known = {source for source in told.sources if source != "total"}
        if len(known) == 1:
            return next(iter(known))
        return "total" if known or self.default is None else self.default

    def _stated_source(self, text: str) -> FundSource | None:
        for pattern in self.library.of("fund_row", "source"):
            if pattern.value != "total" and pattern.find(text):
                return None if pattern.value == "null" else cast(FundSource, pattern.value)
        return None

    def _draft(self, quantity: Quantity, left: _Range, role: FundRole, source: FundSource | None) -> FundDraft:
        view, offset = self.sentence.view, self.sentence.start
        span = view.span(offset + quantity.number_start, offset + quantity.number_end)
        amount = measure(self.context, quantity, span, field="amount")
        if quantity.unit in {"万", "亿"}:
            amount = with_inferred(amount, self.context, unit=f"{quantity.unit}元")
        clause = self.sentence.text[: quantity.start]
        day = as_of(clause)
        years = _YEAR.findall(self.sentence.text[left.start : quantity.start])
        return FundDraft(
            item=item_told(self.sentence.text[left.start : quantity.start], self.sentence.text[quantity.end :]),
            role=role,
            source=source,
            amount=amount,
            order=span.start,
            finder=FINDER,
            year=int(years[-1]) if years else None,
            as_of=day.isoformat() if day else None,
        )


@dataclass(frozen=True, slots=True)
class _Range:
    start: int
    end: int
