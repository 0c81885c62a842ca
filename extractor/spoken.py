"""The indicator that the sentences are speaking of, until it is closed: its name, target, values and comments."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from extractor.answers import answer_among
from extractor.document import Span
from extractor.facts import Context, IndicatorDraft, cited
from extractor.outline import Sentence
from extractor.report import Cited, Deviation, Evidence, Measure

_CLAIM = re.compile(
    r"(?:超额|圆满|基本|较好|顺利|全面|全部|均已?|已)?(?:完成|实现|达到|达成)了?(?:既定|预期|年度|全年|预定|绩效)*(?:目标|任务|指标)(?:任务)?(?![值的])|超额完成"
)
_MISSED = re.compile(r"(?:指标|目标)?未(?:完成|达到?|达成|实现)(?:既定|预期|年度|全年|预定|绩效)*(?:目标|任务|指标)?")
_REASON = re.compile(r"主要(?:受|是|由于|原因)|由于|原因(?:是|为|:)|受.{2,20}影响|因.{2,20},|另一方面|一方面")
_MEASURES = re.compile(r"下一步|今后|将(?:进一步|继续|加大|加强|加快)|改进措施|拟采取")


@dataclass
class Spoken:
    """The indicator that is being spoken of, and the values said of it so far."""

    name: str
    order: int
    block: int
    sentence: Sentence
    number: str | None
    evidence: tuple[Evidence, ...]
    target: Measure | None = None
    values: list[Measure] = field(default_factory=list)
    whole: bool = False
    explicit: bool = False
    claimed: str | None = None
    reason: Cited | None = None
    measures: Cited | None = None


def comment(known: Spoken, context: Context, sentence: Sentence, *, spoken: bool) -> None:
    """Take in what a sentence says about the indicator: the report's own verdict, and why a target was missed."""
    claim = _MISSED.search(sentence.text) or _CLAIM.search(sentence.text)
    if claim and spoken and known.target is not None and known.values:
        known.claimed = known.claimed or claim.group()
    if spoken or known.target is None:
        return
    whole = span_in(sentence, 0, len(sentence.text))
    if _MEASURES.search(sentence.text):
        known.measures = _longer(context, known.measures, whole, "measures")
    elif _REASON.search(sentence.text):
        known.reason = _longer(context, known.reason, whole, "reason")


def closed(known: Spoken, finder: str) -> IndicatorDraft:
    """The draft of an indicator of which nothing more will be said."""
    _bound_is_result(known)
    actual = answer_among(known.target, known.values)
    told = known.reason or known.measures
    return IndicatorDraft(
        name=known.name,
        order=known.order,
        finder=finder,
        number=known.number,
        level1=known.sentence.level1,
        level2=known.sentence.level2,
        target=known.target,
        actual=actual,
        related=tuple(value for value in known.values if value is not actual),
        claimed=known.claimed,
        deviation=Deviation(reason=known.reason, measures=known.measures) if told else None,
        evidence=known.evidence,
    )


def as_target(value: Measure) -> Measure:
    """The same value as a target."""
    evidence = tuple(item.model_copy(update={"field": "target"}) for item in value.evidence)
    return value.model_copy(update={"evidence": evidence})


def _bound_is_result(known: Spoken) -> None:
    """A bound in symbols that stands alone in the section of an indicator's results is the result (不合格比例≤0%)."""
    target = known.target
    if target is None or known.values or not known.sentence.level2 or known.sentence.kind != "results":
        return
    if (
        not known.explicit
        and target.comparator in {">=", "<="}
        and re.match(r"[≥≤≧≦⩾⩽>]", target.text)
        and known.number is None
    ):
        evidence = tuple(item.model_copy(update={"field": "actual"}) for item in target.evidence)
        known.values.append(target.model_copy(update={"evidence": evidence}))
        known.target = None


def span_in(sentence: Sentence, start: int, end: int) -> Span:
    """The document's span of a range of the sentence."""
    return sentence.view.span(sentence.start + start, sentence.start + end)


def _longer(context: Context, before: Cited | None, span: Span, name: str) -> Cited:
    """`before` continued by the sentence at `span`: one passage where they adjoin."""
    start = before.evidence[0].start if before else span.start
    return cited(context, Span(start, span.end), field=name)
