"""What is said of an indicator besides its values: the report's verdict, why it was missed, what will be done."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from extractor.document import Document, Span
from extractor.facts import Context, cited
from extractor.measured import span_in
from extractor.outline import Sentence
from extractor.patterns import Library
from extractor.quick import quick
from extractor.report import Cited, Deviation, Indicator
from extractor.spoken import Spoken
from extractor.subjects import Range

_CLAIM = quick(
    r"(?:超额|圆满|基本|较好|顺利|全面|全部|均已?|已)?(?:完成|实现|达到|达成)了?(?:既定|预期|年度|全年|预定|绩效)*"
    r"(?:目标|任务|指标)(?:任务)?(?![值的\d任])|超额完成"
)
_MISSED = quick(r"(?:指标|目标)?未(?:完成|达到?|达成|实现)(?:既定|预期|年度|全年|预定|绩效)*(?:目标|任务|指标)?")
# The words that give a cause, up to its end: 主要原因是…, 是因为…, 系…所致, 受…影响.
_CAUSE = (
    r"(?:(?:其|主要)*原因(?:主要)?(?:是|为|:|在于)|(?:其|主要)*是?由于|是?因为|主要是?因(?!此)|是因(?!此))[^。;()]{2,}"
    r"|系[^,。;()]{3,}(?:所致|导致|造成|引起)"
    r"|(?:主要)?(?:是|因)?受(?!益|理|训|助|让|众|损)[^,。;()]{2,24}(?:影响|制约|限制)"
)
# Why a target was missed, told beside its values: 因招标流标,仅完成26辆; …, 主要原因是用地未批.
_WHY = re.compile(
    r"[,;(]?(?P<first>(?:因|由于|受)(?!此)[^,。;\d]{2,30}),(?=(?:仅|只|未|尚|暂|实际))"
    rf"|[,;(](?:未(?:完成|达标|达到|实现)(?:[^,。;]{{0,6}}[,的])?)?(?P<late>{_CAUSE})"
    r"|[,;(](?P<rest>(?:另有|其余|剩余|余下|其中)?(?:\d[\d.]*[\u4e00-\u9fff]{1,3})?因(?!此)[^,。;()]{2,20}"
    r"(?:[尚仍]?未|推迟|延期|延迟|滞后|暂缓|取消)[^,。;()]{0,8})"
)
_REASON = re.compile(rf"{_CAUSE}|主要(?:受|是|由于|原因)|由于|因.{{2,20}},|另一方面|一方面")
_MEASURES = re.compile(r"下一步|今后|将(?:进一步|继续|加大|加强|加快)|改进措施|拟采取")
# Words of a result that fell short, where its target is told elsewhere.
_SHORT = re.compile(r"[少差缺欠]\d|未(?:能)?(?:完成|达|实现)|不足|低于|偏低|仅|只(?:有|完成|达)")


def comment(known: Spoken, context: Context, sentence: Sentence, *, spoken: bool) -> None:
    """Take in what a sentence says of the indicator that it spoke of last, from that one's name on."""
    own = _from_name(known, sentence)
    if spoken:
        _take_verdict(known, context, sentence, (own, len(sentence.text)))
        return
    if known.target is None:
        return
    whole = span_in(sentence, 0, len(sentence.text))
    if _MEASURES.search(sentence.text):
        known.measures = _longer(context, known.measures, whole, "measures")
    elif _REASON.search(sentence.text):
        known.reason = _longer(context, known.reason, whole, "reason")


def with_comments(told: Sequence[Spoken], context: Context) -> Iterator[Spoken]:
    """The indicators of a paragraph, each with what its sentence says of it before the name of the next one."""
    for known, following in pairwise((*told, None)):
        if known is not None and following is not None and following.sentence == known.sentence:
            _take_verdict(known, context, known.sentence, (known.name_range[1], following.name_range[0]))
        if known is not None:
            yield known


def _take_verdict(known: Spoken, context: Context, sentence: Sentence, place: Range) -> None:
    """The verdict and the cause in a range of a sentence, where the indicator has none so far."""
    words = sentence.text[slice(*place)]
    claim = _MISSED.search(words) or _CLAIM.search(words)
    if claim and known.target is not None and known.values:
        known.claimed = known.claimed or claim.group()
    why = _WHY.search(words) if known.reason is None else None
    if why is not None and (known.target is not None or _SHORT.search(words[: why.start()])):
        first, last = why.span(why.lastgroup or "late")
        known.reason = cited(context, span_in(sentence, place[0] + first, place[0] + last), field="reason")


def _from_name(known: Spoken, sentence: Sentence) -> int:
    return max(known.name_range[1], 0) if known.sentence == sentence and not known.whole else 0


def _longer(context: Context, before: Cited | None, span: Span, name: str) -> Cited:
    """`before` continued by the sentence at `span`: one passage where they adjoin."""
    start = before.evidence[0].start if before else span.start
    return cited(context, Span(start, span.end), field=name)


def explained(
    indicators: Sequence[Indicator], document: Document, library: Library, told: Sequence[Sentence]
) -> tuple[Indicator, ...]:
    """The indicators, each missed target with the reason that a sentence gives under its name, if none is known."""
    context = Context(document, library.lexicon, "remarks.reason")
    return tuple(_explained(one, context, told) for one in indicators)


def _explained(one: Indicator, context: Context, told: Sequence[Sentence]) -> Indicator:
    known = one.deviation or Deviation(reason=None, measures=None)
    reason = _reason_of(one.name, context, told) if one.attainment.met is False and known.reason is None else None
    return one.model_copy(update={"deviation": known.model_copy(update={"reason": reason})}) if reason else one


def _reason_of(name: str, context: Context, told: Sequence[Sentence]) -> Cited | None:
    """The cause in the clauses behind a name that say that it was missed (…未完成,是因为…), or in the next sentence."""
    if len(name) < _SHORTEST:
        return None
    for before, sentence in pairwise((None, *told)):
        why = _BEGINS.match(sentence.text) if sentence and _is_missed(name, _before(before, sentence)) else None
        place = sentence.text.find(name) if sentence else -1
        if why is None and sentence and place >= 0:
            why = _MISSED_FOR.match(sentence.text, place + len(name))
        if why is not None and sentence:
            return cited(context, span_in(sentence, *why.span("why")), field="reason")
    return None


def _before(before: Sentence | None, sentence: Sentence) -> str:
    """The sentence of the same paragraph before one, or the heading that it was read as."""
    if before is not None and before.block == sentence.block:
        return before.text
    return sentence.sections[-1].text if sentence.sections else ""


def _is_missed(name: str, words: str) -> bool:
    """Whether words end by saying that what is named fell short."""
    place = words.find(name)
    return place >= 0 and _MISSED_ALONE.fullmatch(words, place + len(name)) is not None


_SHORTEST = 4
_FELL_SHORT = (
    r"[^,。;\d]{0,8}(?:未(?:能)?(?:按期|如期)?(?:完成|达|实现|足额)|没有完成|偏低|较低|不足|滞后|低于)[^,。;\d]{0,10}"
)
_MISSED_FOR = re.compile(rf"{_FELL_SHORT},?的?(?P<why>{_CAUSE}|主要是[^。;]{{3,}})")
_MISSED_ALONE = re.compile(rf"{_FELL_SHORT}[。;]?")
_BEGINS = re.compile(rf"(?P<why>{_CAUSE})")
