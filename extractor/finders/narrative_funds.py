"""Fund figures told in sentences: amounts with what became of them, whose money, and rates of execution.

The last cue before an amount in its clause says what became of it; a clause without one goes on with what the
sentence said before (其中: 中央…, 省级…), then with what its section is about. Whose money it is stands in the
words before the amount, is taken over inside a list, or is that of the whole transfer.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from extractor.document import Document
from extractor.facts import Context, FundDraft, measure, with_inferred
from extractor.fund_rows import default_source, item_told
from extractor.fund_words import (
    is_difference,
    is_goal,
    is_idle,
    is_standard,
    name_in_list,
    run_of,
    without_recipients,
    words_of,
)
from extractor.language import Analysis, Cue, Language
from extractor.outline import Sentence
from extractor.patterns import Library
from extractor.periods import as_of
from extractor.quantity import Quantity
from extractor.report import FundRole, FundSource
from extractor.told_sources import CLAUSE, GRAND_TOTAL, FundsSoFar, Sources, is_attribute
from extractor.told_stages import EVALUATED, Stages

FINDER = "narrative_funds"
_MONEY_UNITS = frozenset({"元", "千元", "万元", "百万元", "千万元", "亿元", "万", "亿", "万亿元"})
_SKIPPED_SECTIONS = frozenset({"application"})
_PLANNED = re.compile(r"力争|争取|预计")
_ENDS_IN_STAGE = re.compile(
    r"(?:执行|支付|支出|拨付|到位|使用)(?:了|为|达|约"
    r"|[^,。;\d]{0,6}占(?:年度|全年|总)?(?:预算|下达资金|到位资金)(?:总?额|数)?的?)?$"
)
_MEAN = re.compile(r"(?:户均|人均|亩均)[^,。;]{0,6}$")
_PARTS = re.compile(r"其中|包括|包含|分别|内有|含|构成|组成|来自|由")
# The budget is told wherever it stands, also where the report tells how the project came about.
_GRANTED = re.compile(
    r"(?:年初|全年|本年|当年|调整后?|批复)(?:批复|安排)?的?预算(?:数|安排|资金|金额)?(?:为|共)?(?=\d)"
)
# An item of a list that goes on: a name without any verb, and its amount (新建公厕252万元;).
_ITEM = re.compile(r"[^,。;:()\d]{2,24}(?:为|:)?\d[\d,.]*(?:万|亿)?元[;。]?$")
# Behind a sum and one part of it, a rate may be that of the part.
_SUM_AND_PART = 2
_BARE = re.compile(r"\d[\d,.]*[万亿]?元[.。;,]?")
_YEAR = re.compile(r"(?<!\d)(20\d{2})年")


def find_told_funds(
    document: Document, library: Library, language: Language, sentences: Sequence[Sentence]
) -> Iterator[FundDraft]:
    """Drafts of the fund figures in `sentences`, in text order."""
    context = Context(document, library.lexicon, FINDER)
    default = default_source([sentence.text for sentence in sentences])
    before = FundsSoFar()
    goes_on = mixed = parted = False
    found: list[FundDraft] = []
    unsure: set[int] = set()
    for sentence in sentences:
        own = EVALUATED.search(sentence.text) or _GRANTED.search(sentence.text)
        if sentence.kind in _SKIPPED_SECTIONS and not own:
            continue
        analysis = language.glance(sentence.text)
        sources = Sources(sentence.text, analysis, library, default, mixed, parted)
        teller = _Teller(context, sentence, analysis, sources, Stages(sentence, analysis))
        starts_bare = bool(analysis.quantities) and analysis.quantities[0].start == 0
        listed = _PARTS.match(sentence.text) or (goes_on and (starts_bare or _ITEM.match(sentence.text)))
        told = before if listed else FundsSoFar(rate=goes_on and before.rate)
        goes_on = sentence.text.endswith((";", "；"))
        drafts, before = _tell_all(teller, told)
        unsure |= {len(found) + rank for rank, (_, in_doubt) in enumerate(drafts) if in_doubt}
        found += [draft for draft, _ in drafts]
        mixed = mixed or any(draft.source not in {None, "total", default} for draft, _ in drafts)
        parted = parted or ("total" in before.sources and len(set(before.sources) - {"total", None}) > 1)
    return _restated(found, unsure)


def _tell_all(teller: _Teller, told: FundsSoFar) -> tuple[list[tuple[FundDraft, bool]], FundsSoFar]:
    """The drafts of a sentence, each with whether nothing says what became of it; brackets are told aside."""
    found: list[tuple[FundDraft, bool]] = []
    outside: FundsSoFar | None = None
    for quantity in teller.analysis.quantities:
        inside = _in_brackets(teller.sentence.text, quantity.start)
        if inside and outside is None:
            outside = told
        elif not inside and outside is not None:
            told, outside = outside, None
        draft, told = teller.tell(quantity, told)
        if draft is not None:
            found.append((draft, draft.role == "budget" and told.count == 1 and not teller.says_stage(quantity)))
    return found, told


def _in_brackets(text: str, position: int) -> bool:
    return text.rfind("(", 0, position) > text.rfind(")", 0, position)


def _restated(drafts: list[FundDraft], unsure: set[int]) -> Iterator[FundDraft]:
    """Drafts in order; an amount told again without a word of what became of it means what it meant before."""
    meant: dict[object, FundRole] = {}
    for rank, draft in enumerate(drafts):
        figure = (draft.amount.normalized, draft.source)
        role = meant.get(figure) if rank in unsure else None
        if rank not in unsure:
            meant[figure] = draft.role
        yield replace(draft, role=role) if role else draft


@dataclass(frozen=True)
class _Teller:
    """Reads the amounts of one sentence."""

    context: Context
    sentence: Sentence
    analysis: Analysis
    sources: Sources
    stages: Stages

    def tell(self, quantity: Quantity, told: FundsSoFar) -> tuple[FundDraft | None, FundsSoFar]:
        """The fund figure that `quantity` is, if any, and what the sentence has told with it."""
        if (quantity.kind == "money" and quantity.unit in _MONEY_UNITS) or quantity.unit in {"万", "亿"}:
            return self._amount(quantity, told)
        if quantity.unit in {"%", "％"} and quantity.comparator == "=":
            return self._rate(quantity, told)
        return None, told

    def _amount(self, quantity: Quantity, told: FundsSoFar) -> tuple[FundDraft | None, FundsSoFar]:
        left = self._left(quantity)
        cues = self.stages.cues(left.start, quantity.start)
        unusual = quantity.comparator not in {"=", ">", ">="} or is_goal(self.sentence.text, quantity)
        if unusual or self._is_no_fund(cues, quantity):
            return None, told
        if is_difference(self.sentence.text, quantity):
            return self._draft(quantity, left, "other", None) if told.stage else None, told
        if is_standard(self.sentence.text, quantity):
            return self._standard(quantity, left), told
        strong = self.stages.strong(cues, quantity)
        if self.sentence.level2 and not strong:
            return None, told
        about_money = strong or any(cue.field == "money" for cue in cues) or self.stages.behind(quantity)
        if not about_money and not self._in_funds(told):
            return None, told
        since = strong and self.sentence.text[strong[-1].start : strong[-1].end] == "较上年"
        if since and told.stage is None:  # what is compared is no money of the funds: 产值86亿元,较上年的80亿元…
            return None, told
        if not strong and told.stage is None and self._says_nothing(quantity):
            return None, told
        stage = self.stages.of(quantity, strong, told)
        source = self.sources.of(quantity, left.start, told)
        new = FundsSoFar(stage, source, (*told.sources, source), told.first or stage)
        return self._draft(quantity, left, stage, source), new

    def _says_nothing(self, quantity: Quantity) -> bool:
        """Whether a sentence is a bare amount, and no heading says what became of it: its words are lost."""
        return _BARE.fullmatch(self.sentence.text) is not None and quantity.start == 0 and not self.stages.of_section

    def _standard(self, quantity: Quantity, left: _Range) -> FundDraft | None:
        """What one of many is given (197万元,每亩197元): told beside the amount that it makes up, and only there."""
        amounts = [other for other in self.analysis.quantities if other.unit in _MONEY_UNITS - {"元"}]
        mean = _MEAN.search(self.sentence.text[: quantity.start])
        if not amounts or mean or self.sentence.level1 or self.sentence.level2:
            return None
        return self._draft(quantity, left, "other", None)

    def says_stage(self, quantity: Quantity) -> bool:
        """Whether words before the amount say what became of it."""
        cues = self.stages.cues(self._left(quantity).start, quantity.start)
        named = any(cue.field == "stage" or "预算" in self.sentence.text[cue.start : cue.end] for cue in cues)
        return named or is_attribute(self.sentence.text, self.analysis, quantity)

    def _in_funds(self, told: FundsSoFar) -> bool:
        """Whether an amount without any cue is about money: a list goes on, or the section is about funds."""
        return told.stage is not None or self.sentence.within("funds", "funds_received", "funds_executed", "basic")

    def _is_no_fund(self, cues: list[Cue], quantity: Quantity) -> bool:
        near = [cue for cue in cues if self.stages.local(quantity, cue)]
        return (bool(near) and near[-1].field == "no_fund") or is_idle(self.sentence.text, quantity)

    def _rate(self, quantity: Quantity, told: FundsSoFar) -> tuple[FundDraft | None, FundsSoFar]:
        text = self.sentence.text
        if _PLANNED.search(CLAUSE.split(text[: quantity.start])[-1]) or is_goal(text, quantity):
            return None, told
        if self.sentence.level2 or (self.sentence.level1 and self.sentence.kind == "results" and not told.count):
            return None, told
        left = self._left(quantity)
        text = self.sentence.text[left.start : quantity.start]
        cues = self.stages.cues(left.start, quantity.start)
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
        name = name_in_list(self.sentence.text, self.analysis.quantities, quantity)
        words = without_recipients(self.sentence.text[slice(*(name or left))])
        if GRAND_TOTAL.search(CLAUSE.split(words)[-1]):
            return "total"
        stated = self.sources.stated(words)
        several = len(set(told.sources) - {"total", None}) > 1 or self._ends(quantity, told)
        if stated is None and not told.rate and several:
            return "total"
        return stated or told.source or ("total" if self.sources.mixed else self.sources.default) or "total"

    def _ends(self, quantity: Quantity, told: FundsSoFar) -> bool:
        """Whether a rate ends a sentence that told what was spent in all and on several parts: it is the sum's."""
        spent = told.first == told.stage == "executed" and told.count > _SUM_AND_PART
        return spent and told.sources[0] == "total" and self.analysis.quantities[-1] is quantity

    def _left(self, quantity: Quantity) -> _Range:
        """The words that belong to `quantity`: from the amount before it, or from the start of the sentence."""
        kinds = {"money"} if quantity.kind == "money" else {"money", "rate"}
        previous = [
            other.end for other in self.analysis.quantities if other.end <= quantity.start and other.kind in kinds
        ]
        start = max(previous, default=0)
        stop = max(self.sentence.text.rfind(mark, start, quantity.start) for mark in "。;")
        return _Range(max(start, stop + 1), quantity.start)

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
