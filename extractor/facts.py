"""Drafts of facts: what finders hand to `resolve`, and how a stated value becomes a Measure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from extractor.citing import built, cite
from extractor.document import Cell, Document, Span, Table
from extractor.quantity import Lexicon, Quantity, find, normalize, parse
from extractor.reading import View
from extractor.report import (
    Basis,
    Cited,
    Comparator,
    Deviation,
    Evidence,
    FundRole,
    FundSource,
    Measure,
    Normalized,
)
from extractor.width import PARTED_DECIMAL

_GROWTH = re.compile(r"增幅|增长|增速|增加|提高|提升|下降|降低|减少|同比")
_SHARE = re.compile(r"占|率|比例|比重|度")
GROWTH_NAME = re.compile(r"(?:增幅|增速|增长率?|提高率?|下降率?|减少率?|降低率?|增长幅度|降幅|同比)$")
SHARE_NAME = re.compile(r"占.*比|比例$|比重$|占比$|率$")


class Context(NamedTuple):
    """What is needed to turn a place of the document into evidence: by which pattern, in which cell of a table."""

    document: Document
    lexicon: Lexicon
    pattern: str
    table: Table | None = None
    cell: Cell | None = None

    def at(self, cell: Cell) -> Context:
        """The same for a place in `cell` of the table."""
        return Context(self.document, self.lexicon, self.pattern, self.table, cell)

    def evidence(self, span: Span, field: str) -> Evidence:
        """Evidence for `span`, which supports `field`."""
        place = (self.table, self.cell) if self.table is not None and self.cell is not None else None
        return cite(self.document, span, field=field, pattern=self.pattern, cell=place)


@dataclass(frozen=True, slots=True)
class IndicatorDraft:
    """One indicator as one finder saw it; `number` is the report's own number, `order` its place in the text.

    `apart` is the place of another indicator that the same words tell apart from it (甲村目标…,乙村实际…).
    `so_far`: the actual value was reached in a part of the year, and answers no target.
    """

    name: str
    order: int
    finder: str
    evidence: tuple[Evidence, ...]
    number: str | None = None
    level1: str | None = None
    level2: str | None = None
    target: Measure | None = None
    actual: Measure | None = None
    related: tuple[Measure, ...] = ()
    weight: Decimal | None = None
    score: Decimal | None = None
    claimed: str | None = None
    deviation: Deviation | None = None
    apart: int | None = None
    so_far: bool = False


@dataclass(frozen=True, slots=True)
class FundDraft:
    """One fund figure as one finder saw it."""

    item: str
    role: FundRole
    source: FundSource | None
    amount: Measure
    order: int
    finder: str
    year: int | None = None
    as_of: str | None = None


@dataclass(frozen=True, slots=True)
class PointsDraft:
    """Weight and score of the execution rate, or the report's own totals, score and grade."""

    order: int
    evidence: tuple[Evidence, ...]
    weight: Decimal | None = None
    score: Decimal | None = None


@dataclass(frozen=True, slots=True)
class ResultDraft:
    """Another quantified result of the narrative."""

    name: str
    value: Measure
    growth: Measure | None
    order: int


def measure(context: Context, quantity: Quantity, span: Span, *, field: str, name: str = "") -> Measure:
    """The Measure of `quantity`, which stands at `span`. `name` helps to tell growth and share from level."""
    text = context.document.text[span.start : span.end]
    return built(
        Measure,
        comparator=quantity.comparator,
        value=quantity.value,
        high=quantity.high,
        unit=quantity.unit,
        basis=basis_of(quantity, text, name),
        text=text,
        normalized=_normalized(quantity.value, quantity.high, quantity.unit, context.lexicon),
        inferred=("value",) if PARTED_DECIMAL.search(text) else (),
        confidence=Decimal("0.95"),
        approximate=quantity.approximate,
        date=None,
        evidence=(context.evidence(span, field),),
    )


def qualitative(context: Context, span: Span, *, field: str) -> Measure:
    """A value in words, or a date: no number is claimed for it."""
    text = context.document.text[span.start : span.end]
    quantity = parse(re.sub(r"\s+", "", text), context.lexicon)
    return Measure(
        comparator="qualitative",
        value=None,
        unit=None,
        basis="qualitative",
        text=text,
        normalized=None,
        confidence=Decimal("0.9"),
        date=quantity.date if quantity and quantity.kind == "date" else None,
        evidence=(context.evidence(span, field),),
    )


def with_inferred(
    base: Measure, context: Context, *, unit: str | None = None, comparator: Comparator | None = None
) -> Measure:
    """`base` with a unit or comparator that its text does not print, named in `inferred`."""
    changes: dict[str, object] = {}
    if unit is not None and unit != base.unit:
        changes["unit"] = unit
        changes["normalized"] = _normalized(base.value, base.high, unit, context.lexicon)
    if comparator is not None and comparator != base.comparator:
        changes["comparator"] = comparator
    inferred = tuple(name for name in ("comparator", "unit") if name in changes)
    if not inferred:
        return base
    changes["inferred"] = (*base.inferred, *inferred)
    changes["confidence"] = base.confidence * Decimal("0.9")
    return base.model_copy(update=changes)


def cited(context: Context, span: Span, *, field: str) -> Cited:
    """The text at `span` with its evidence."""
    evidence = context.evidence(span, field)
    return Cited(text=evidence.text, evidence=(evidence,))


def deviation(context: Context, view: View) -> Deviation | None:
    """Reason and measures in a cell or passage that may hold both; None where it says that there are none."""
    text = view.text.strip()
    if not text or _NOTHING.fullmatch(text):
        return None
    cut = _MEASURES.search(view.text)
    if cut is None:
        return Deviation(reason=cited(context, view.span(0, len(view.text)), field="reason"), measures=None)
    measures = cited(context, view.span(cut.start(), len(view.text)), field="measures")
    if not cut.start():
        return Deviation(reason=None, measures=measures)
    return Deviation(reason=cited(context, view.span(0, cut.start()), field="reason"), measures=measures)


_NOTHING = re.compile(r"[-—/无.。、…]+|(?:无|没有|不存在)偏差[。.]?")
_MEASURES = re.compile(r"(?:下一步|改进措施|整改措施|今后|下步|将进一步|措施[:：]|拟采取|我们将|加大|加强|加快)")


def basis_of(quantity: Quantity, text: str, name: str) -> Basis:
    """Whether a value is a level, a growth or a share, by its unit and the words about it."""
    unit = quantity.unit or ""
    if not (unit in {"%", "％", "‰", "百分点", "个百分点", "百分比", "倍"} or quantity.kind == "rate"):
        return "level"
    if _GROWTH.search(text) or GROWTH_NAME.search(name):
        return "growth"
    return "share" if "倍" not in unit and _SHARE.search(text + name) else "level"


def stated_value(view: View, lexicon: Lexicon) -> Quantity | None:
    """The one quantity that a table cell states, alone or among words (完成447户, 实际满意度为90%, 培训人数为320人).

    None where the cell holds words, a date, several quantities or a template (≥**人).
    """
    if "*" in view.text and re.search(r"\*\*", view.text):
        return None
    whole = parse(view.text, lexicon)
    if whole is not None:
        return whole if whole.kind != "date" else None
    found = [quantity for quantity in find(view.text, lexicon) if quantity.kind != "date"]
    if len(found) != 1:
        return None
    before, behind = view.text[: found[0].start], view.text[found[0].end :]
    named = _NAME_AND_VERB.fullmatch(before) is not None and not behind.strip("。;；")
    return found[0] if named or _WORDS_ABOUT_A_VALUE.fullmatch(before + behind) else None


_NAME_AND_VERB = re.compile(r"[\u4e00-\u9fff]{2,16}(?<!由)(?<!不)(?:为|达到?)")
_WORDS_ABOUT_A_VALUE = re.compile(
    r"(?:实际|已|共|共计|累计|全年|年度|完成|达到?|为|均|约|按|目标|指标|值|绩效|任务|数|计划|预计|应|需|全部|发放"
    r"|完成率|满意度|率|同比|较上年|比上年|增长|增加|上升|下降|降低|提高|提升|减少|压[降减缩]"
    r"|缩短|控制|[降升增减](?=[到至])|[到至在]|保持|稳定|[,，。;；、:：()（）])*"
)


def _normalized(value: Decimal | None, high: Decimal | None, unit: str | None, lexicon: Lexicon) -> Normalized | None:
    base, base_high, base_unit = normalize(value, high, unit, lexicon)
    if base is None:
        return None
    return built(Normalized, value=base, high=base_high, unit=base_unit)
