"""Fund figures told in sentences: amounts with what became of them, whose money, and rates of execution.

The last cue before an amount in its clause says what became of it; a clause without one goes on with what the
sentence said before (其中: 中央…, 省级…), then with what its section is about. Whose money it is stands in the
words before the amount, is taken over inside a list, or is that of the whole transfer.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple, cast

from extractor.document import Document
from extractor.facts import Context, FundDraft, measure, with_inferred
from extractor.fund_rows import default_source, item_told
from extractor.fund_words import called, end_of_list, is_goal, is_standard, name_in_list, run_of, was_before, words_of
from extractor.language import Analysis, Cue, Language
from extractor.outline import Sentence
from extractor.patterns import Library
from extractor.periods import as_of
from extractor.quantity import Quantity
from extractor.report import FundRole, FundSource
from extractor.told_sources import CLAUSE, TOTAL, FundsSoFar, Sources, is_attribute

FINDER = "narrative_funds"
_MONEY_UNITS = frozenset({"元", "千元", "万元", "百万元", "千万元", "亿元", "万", "亿", "万亿元"})
_SECTION_STAGE: dict[str, FundRole] = {"funds_received": "received", "funds_executed": "executed"}
# What an evaluation covers (开展自评,涉及项目5个,资金80万元): the budget of all projects, wherever it is told.
_EVALUATED = re.compile(r"(?:自评|评价)[^。;]{0,12}?涉及[^。;]{0,24}?(?:资金|预算)(?:总额|共计|合计|共|为)?(?=\d)")
_SKIPPED_SECTIONS = frozenset({"application"})
_DONE = re.compile(
    r"(?:资金|经费|补助|预算)?(?:[^,。;\d]{0,8}?(?:已|现已|均已|全部|足额|悉数|按时|及时|均|尚?未)|于[^,。;]{1,11}(?=到))"
)
_EARLIER = re.compile(r"上年|上一年|年初|以前|首批|往年|\d{4}年")
_PLANNED = re.compile(r"力争|争取|预计")
_LISTED = frozenset({"initial_budget", "budget", "received", "executed", "carryover", "remaining"})
_ENDS_IN_STAGE = re.compile(r"(?:执行|支付|支出|拨付|到位|使用)(?:了|为|达|约)?$")
_GIVEN = frozenset({"安排", "投入"})
_RECEIVED = frozenset({"收到", "实际收到", "到账"})
# Money added or taken away is none that was granted: 年中调减预算40万元, 收回财政统筹20万元; but 调减后预算280万元 is.
_CHANGED = frozenset({"调增", "调减", "追减", "核减", "压减", "收回", "上缴", "缴回", "退回"})
_MOVED = re.compile(r"(?:调整|调出|调剂|划转)$")
_MEAN = re.compile(r"(?:户均|人均|亩均)[^,。;]{0,6}$")
_NOUN_SPENT = re.compile(r"(?:福利|服务|项目|基本|公用|人员|业务|建设|运转|资本性)(?:经费)?支出(?:为)?$")
_BUDGETED = re.compile(r"预算资金(?:为|是|共)?$")
_OF_THE_YEAR = re.compile(r"本年|当年|新增|年初预算|财政拨款")
_ALL_DONE = re.compile(r"[),]*(?:已|现已)?(?:均|全部|皆|都|足额)")
_CLAUSE_END = re.compile(r"[,。;)]|$")
_PARTS = re.compile(r"其中|包括|包含|分别|内有|含|构成|组成|来自|由")
_YEAR = re.compile(r"(?<!\d)(20\d{2})年")


def find_told_funds(
    document: Document, library: Library, language: Language, sentences: Sequence[Sentence]
) -> Iterator[FundDraft]:
    """Drafts of the fund figures in `sentences`, in text order."""
    context = Context(document, library.lexicon, FINDER)
    default = default_source([sentence.text for sentence in sentences])
    before = FundsSoFar()
    goes_on = False
    found: list[FundDraft] = []
    unsure: set[int] = set()
    for sentence in sentences:
        if sentence.kind in _SKIPPED_SECTIONS and not _EVALUATED.search(sentence.text):
            continue
        analysis = language.glance(sentence.text)
        mixed = any(draft.source not in {None, "total", default} for draft in found)
        teller = _Teller(context, sentence, analysis, Sources(sentence.text, analysis, library, default, mixed))
        starts_bare = bool(analysis.quantities) and analysis.quantities[0].start == 0
        listed = _PARTS.match(sentence.text) or (goes_on and starts_bare)
        told = before if listed else FundsSoFar(rate=goes_on and before.rate)
        goes_on = sentence.text.endswith((";", "；"))
        outside: FundsSoFar | None = None
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
    sentence: Sentence
    analysis: Analysis
    sources: Sources

    def tell(self, quantity: Quantity, told: FundsSoFar) -> tuple[FundDraft | None, FundsSoFar]:
        """The fund figure that `quantity` is, if any, and what the sentence has told with it."""
        if (quantity.kind == "money" and quantity.unit in _MONEY_UNITS) or quantity.unit in {"万", "亿"}:
            return self._amount(quantity, told)
        if quantity.unit in {"%", "％"} and quantity.comparator == "=":
            return self._rate(quantity, told)
        return None, told

    def _amount(self, quantity: Quantity, told: FundsSoFar) -> tuple[FundDraft | None, FundsSoFar]:
        left = self._left(quantity)
        cues = self._cues(left.start, quantity.start)
        unusual = quantity.comparator not in {"=", ">", ">="} or is_goal(self.sentence.text, quantity)
        if unusual or self._is_no_fund(cues, quantity):
            return None, told
        if is_standard(self.sentence.text, quantity):
            return self._standard(quantity, left), told
        strong = self._strong(cues, quantity)
        if self.sentence.level2 and not strong:
            return None, told
        if not strong and not any(cue.field == "money" for cue in cues) and not self._in_funds(told):
            return None, told
        stage = self._stage(quantity, strong, told)
        source = self.sources.of(quantity, left.start, told)
        new = FundsSoFar(stage, source, (*told.sources, source), told.first or stage)
        return self._draft(quantity, left, stage, source), new

    def _standard(self, quantity: Quantity, left: _Range) -> FundDraft | None:
        """What one of many is given (197万元,每亩197元): told beside the amount that it makes up, and only there."""
        amounts = [other for other in self.analysis.quantities if other.unit in _MONEY_UNITS - {"元"}]
        mean = _MEAN.search(self.sentence.text[: quantity.start])
        if not amounts or mean or self.sentence.level1 or self.sentence.level2:
            return None
        return self._draft(quantity, left, "other", None)

    def says_stage(self, quantity: Quantity) -> bool:
        """Whether words before the amount say what became of it."""
        cues = self._cues(self._left(quantity).start, quantity.start)
        return any(cue.field == "stage" for cue in cues) or is_attribute(self.sentence.text, self.analysis, quantity)

    def _strong(self, cues: list[Cue], quantity: Quantity) -> list[Cue]:
        """Cues that say what became of the amount: a clause that sums up money has to say it itself."""
        strong = [cue for cue in cues if cue.field == "stage" and cue.value != "rate"]
        near = [cue for cue in strong if self._local(quantity, cue)]
        money = any(cue.field == "money" and self._local(quantity, cue) for cue in cues)
        summed = TOTAL.search(self.sentence.text[max(quantity.start - 6, 0) : quantity.start])
        return near if money and summed else strong

    def _in_funds(self, told: FundsSoFar) -> bool:
        """Whether an amount without any cue is about money: a list goes on, or the section is about funds."""
        return told.stage is not None or self.sentence.within("funds", "funds_received", "funds_executed", "basic")

    def _is_no_fund(self, cues: list[Cue], quantity: Quantity) -> bool:
        near = [cue for cue in cues if self._local(quantity, cue)]
        return (bool(near) and near[-1].field == "no_fund") or was_before(self.sentence.text, quantity)

    def _rate(self, quantity: Quantity, told: FundsSoFar) -> tuple[FundDraft | None, FundsSoFar]:
        if _PLANNED.search(CLAUSE.split(self.sentence.text[: quantity.start])[-1]):
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
        source = self._rate_source(quantity, left, told)
        return self._draft(quantity, left, "rate", source), replace(told, rate=True)

    def _rate_source(self, quantity: Quantity, left: _Range, told: FundsSoFar) -> FundSource | None:
        """Whose money a rate speaks of: the one named, else that of the amounts before it, in a list one by one."""
        run = run_of(self.sentence.text, self.analysis.quantities, quantity)
        if len(run) > 1 and "分别" in self.sentence.text[: run[0].start][-4:] and len(told.sources) >= len(run):
            return told.sources[run.index(quantity) - len(run)]
        stated = self.sources.stated(self.sentence.text[left.start : left.end])
        return stated or told.source or ("total" if self.sources.mixed else self.sources.default) or "total"

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

    def _stage(self, quantity: Quantity, strong: list[Cue], told: FundsSoFar) -> FundRole:
        said = self._stage_said(quantity)
        if said is not None:
            return said
        name = name_in_list(self.sentence.text, self.analysis.quantities, quantity)
        own = [cue for cue in self._cues(*name) if cue.field == "stage" and cue.value != "rate"] if name else []
        if own:
            return cast(FundRole, own[-1].value)
        behind = (
            self._stage_called(quantity)
            or self._stage_behind(quantity)
            or (self._stage_of_list(quantity) if not strong and not told.stage else None)
        )
        if behind is not None:
            return behind
        if is_attribute(self.sentence.text, self.analysis, quantity) and not (
            strong and self._local(quantity, strong[-1])
        ):
            return "budget"
        noun = self._stage_of_noun(quantity, strong, told)
        if noun is not None:
            return noun
        if strong:
            goes_on = told.stage == "received" and self._word(strong[-1]) in _GIVEN
            return "received" if goes_on else self._dated(self._governing(strong), quantity)
        if told.stage in _LISTED:
            summed = TOTAL.search(self.sentence.text[: quantity.start][-6:])
            if summed and told.stage == "carryover":
                return told.first if told.first and told.first != "carryover" else "budget"
            if told.stage == "carryover" and _OF_THE_YEAR.search(
                CLAUSE.split(self.sentence.text[: quantity.start])[-1]
            ):
                return "budget"
            return told.stage or "budget"
        return next(
            (
                _SECTION_STAGE[section.kind]
                for section in reversed(self.sentence.sections)
                if section.kind in _SECTION_STAGE
            ),
            "budget",
        )

    def _stage_said(self, quantity: Quantity) -> FundRole | None:
        """The stage that the words right before an amount leave no doubt of: moved elsewhere, or what was evaluated."""
        if _MOVED.search(self.sentence.text[: quantity.start]):
            return "other"
        evaluated = _EVALUATED.search(self.sentence.text)
        return "budget" if evaluated and evaluated.end() == quantity.start else None

    def _stage_called(self, quantity: Quantity) -> FundRole | None:
        """What became of a part that is called money left or carried over (其中40万元为上年结转)."""
        name = called(self.sentence.text, quantity)
        cues = [cue for cue in self._cues(*name) if cue.value in {"carryover", "remaining"}] if name else []
        return cast(FundRole, cues[-1].value) if cues else None

    def _stage_of_noun(self, quantity: Quantity, strong: list[Cue], told: FundsSoFar) -> FundRole | None:
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

    def _stage_of_list(self, quantity: Quantity) -> FundRole | None:
        """What is said behind the list that the amount stands in (A 300万元、B 160万元,均已到位)."""
        text = self.sentence.text
        end = end_of_list(text, self.analysis.quantities, quantity)
        done = _ALL_DONE.match(text, end)
        if end == quantity.end or done is None:
            return None
        stop = _CLAUSE_END.search(text, done.end())
        cues = self._cues(done.end(), stop.start() if stop else len(text))
        found = [cue for cue in cues if cue.field == "stage" and cue.value != "rate"]
        return cast(FundRole, found[-1].value) if found else None

    def _dated(self, stage: FundRole, quantity: Quantity) -> FundRole:
        """结转 without a word of an earlier year is what is left at the end of this one."""
        clause = CLAUSE.split(self.sentence.text[: quantity.start])[-1]
        return "remaining" if stage == "carryover" and not _EARLIER.search(clause) else stage

    def _local(self, quantity: Quantity, cue: Cue) -> bool:
        return not CLAUSE.search(self.sentence.text, cue.end, quantity.start)

    def _stage_behind(self, quantity: Quantity) -> FundRole | None:
        """What is said behind the amount (603万元已全部到位), where no other amount follows in the clause."""
        text = self.sentence.text
        stop = _CLAUSE_END.search(text, quantity.end)
        end = stop.start() if stop else len(text)
        if any(quantity.end <= other.start < end and other.kind != "date" for other in self.analysis.quantities):
            return None
        if not _DONE.match(text, quantity.end, end):
            return None
        cues = [cue for cue in self._cues(quantity.end, end) if cue.field == "stage" and cue.value in _LISTED]
        return cast(FundRole, cues[-1].value) if cues else None

    def _draft(self, quantity: Quantity, left: _Range, role: FundRole, source: FundSource | None) -> FundDraft:
        view, offset = self.sentence.view, self.sentence.start
        span = view.span(offset + quantity.number_start, offset + quantity.number_end)
        amount = measure(self.context, quantity, span, field="amount")
        if quantity.unit in {"万", "亿"}:
            amount = with_inferred(amount, self.context, unit=f"{quantity.unit}元")
        clause = self.sentence.text[: quantity.start]
        day = as_of(clause)
        years = _YEAR.findall(self.sentence.text[left.start : quantity.start])
        before = words_of(self.sentence.text, self.analysis.quantities, quantity, left.start)
        return FundDraft(
            item=item_told(before, self.sentence.text[quantity.end :]),
            role=role,
            source=source,
            amount=amount,
            order=span.start,
            finder=FINDER,
            year=int(years[-1]) if years else None,
            as_of=day.isoformat() if day else None,
        )


class _Range(NamedTuple):
    start: int
    end: int
