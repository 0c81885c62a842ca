"""Indicators told in sentences: targets, results, or both, in one sentence or in two sections.

The side of a statement follows from its words (计划, 目标, ≥ … against 实际, 完成), else from its section. A value that
says no name of its own, or repeats the name, belongs to the indicator that was opened before it in the paragraph. A
growth target is answered by the growth, a share by the share, a level by the level; the other values are related.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from extractor.answers import overlap
from extractor.document import Document
from extractor.facts import Context, IndicatorDraft, ResultDraft, measure, qualitative, with_inferred
from extractor.items import label_of, list_item, name_text
from extractor.outline import Sentence
from extractor.patterns import Library
from extractor.quantity import find
from extractor.report import Measure
from extractor.spoken import Spoken, as_target, closed, comment, span_in
from extractor.statements import Side, Statement, statements

FINDER = "narrative"
_SILENT = frozenset({"application", "management", "reasons", "funds", "funds_received", "funds_executed"})
_BACKGROUND = re.compile(
    r"建筑|编制|内设|下辖|户籍|周岁|设立|共设|三级|第$|文件|批次$|分值|满分|招标|开标|工期|投资|总分|^涉及|(?:到|给|向|等|付|等\d+|中|中有|中已有?)$|指标\d|联系|电话"
)
_COUNTED = re.compile(
    r"(?:(?:数量|质量|时效|成本|经济效益|社会效益|生态效益|可持续影响|服务对象满意度|满意度|[一二三1-3]级)(?:指标)?|.{0,6}指标|(?:实际)?完成值|新建|铺设|购置|对?其中)"
)
_FUND_RATE = re.compile(r"(?:执行|支付|支出|到位|使用|拨付)(?:率|进度)|资金执行|完成预算|发放率$")
_SAYS_BOTH = re.compile(r"目标值|指标值|目标(?:为|是)|任务数|计划(?!和|与)[^,。]{0,6}\d|应(?:达|控制|不)")
_SHORT_NAME = 4
_GOAL = re.compile(r"目标\d+[:.、]")
_MONEY_TALK = re.compile(
    r"预算|下达|支付|支出|到位|拨付|执行|经费|补助|补贴|安排|财政|配套|资金(?!放大)|奖补|划出|投资|保费|保险计|总额|付款|工程款|尾款|费用|标准"
)
_RESULT_SECTIONS = frozenset({"overall", "results", "basic", None})


@dataclass(frozen=True, slots=True)
class Told:
    """What the sentences tell: indicators, and other quantified results."""

    indicators: tuple[IndicatorDraft, ...]
    results: tuple[ResultDraft, ...]


def find_told_indicators(document: Document, library: Library, told: Sequence[Sentence]) -> Told:
    """Drafts of indicators and results in the sentences `told`, in text order."""
    teller = _Teller(Context(document, library.lexicon, FINDER), library)
    for sentence in told:
        teller.hear(sentence)
    return Told(tuple(teller.finish()), tuple(teller.results))


class _Teller:
    """Goes through the sentences and keeps the indicator that is being spoken of."""

    def __init__(self, context: Context, library: Library) -> None:
        self._context = context
        self._library = library
        self._done: list[IndicatorDraft] = []
        self._open: Spoken | None = None
        self._mode: Side | None = None
        self._block = -1
        self._promising: Sentence | None = None
        self._named: dict[tuple[int, int], int] = {}
        self.results: list[ResultDraft] = []

    def finish(self) -> list[IndicatorDraft]:
        """All indicators that were told."""
        self._close()
        return self._done

    def hear(self, sentence: Sentence) -> None:
        """Take in the next sentence."""
        if sentence.block != self._block:
            self._close()
            self._mode, self._block = None, sentence.block
        if sentence.kind == "application" or _GOAL.match(sentence.text):
            return
        self._named = {}
        self._label(sentence)
        spoken = False
        for statement in statements(sentence.text, find(sentence.text, self._library.lexicon)):
            spoken = self._take(sentence, statement) or spoken
        if self._open is not None:
            comment(self._open, self._context, sentence, spoken=spoken)

    def _label(self, sentence: Sentence) -> None:
        """Open the indicator that a list item names before its colon (（2）培训人次:目标值…,实际…)."""
        item = label_of(sentence)
        if item is None or not _SAYS_BOTH.search(sentence.text):
            return
        name, number = item
        if _BACKGROUND.search(sentence.view.text[sentence.start + name[0] : sentence.start + name[1]]):
            return
        self._close()
        self._open = self._opened(sentence, name, number=number, whole=True)

    # --- one statement

    def _take(self, sentence: Sentence, statement: Statement) -> bool:
        if self._open is not None and self._open.whole:
            self._fill(self._open, sentence, statement)
            return True
        if statement.quantity.kind == "date":
            return False
        side = self._side(sentence, statement)
        self._turn_into_target(sentence, statement)
        self._told_again(sentence, statement)
        if self._belongs(sentence, statement, side):
            self._answer(sentence, statement)
            return True
        if side is None or not statement.names or statement.relation in {"share", "whole"}:
            self._result(sentence, statement)
            return False
        names = [name for name in statement.names if self._may_be_named(sentence, statement, name)]
        for name in names:
            self._begin(sentence, statement, name, side)
        return bool(names)

    def _fill(self, known: Spoken, sentence: Sentence, statement: Statement) -> None:
        """A value told of the item that the paragraph is about."""
        target = known.target is None and (statement.side == "target" or statement.quantity.comparator != "=")
        if statement.quantity.kind == "date":
            self._fill_date(known, sentence, statement, target=target)
        elif target and statement.relation == "level":
            known.target = self._measure(sentence, statement, "target", known.name)
        else:
            self._answer(sentence, statement)

    def _fill_date(self, known: Spoken, sentence: Sentence, statement: Statement, *, target: bool) -> None:
        quantity = statement.quantity
        span = span_in(sentence, quantity.start, quantity.end)
        if target and statement.side == "target":
            known.target = qualitative(self._context, span, field="target")
        elif statement.side == "actual" and known.target is not None and known.target.value is None:
            known.values.append(qualitative(self._context, span, field="actual"))

    def _told_again(self, sentence: Sentence, statement: Statement) -> None:
        """7.验收合格率100%。2021年验收合格率为100%: a numbered item that the next sentence answers was the target."""
        known = self._open
        if known is None or known.target is not None or len(known.values) != 1 or known.number is None:
            return
        named = sentence.text[slice(*statement.names[0])] if statement.names else ""
        if known.sentence != sentence and statement.number is None and overlap(named, known.name):
            known.target = as_target(known.values.pop())

    def _may_be_named(self, sentence: Sentence, statement: Statement, name: tuple[int, int]) -> bool:
        """Whether a name is one of an indicator: no background, no count of indicators, no rate of the money."""
        text = sentence.text[slice(*name)]
        if _BACKGROUND.search(text) or "建设内容" in sentence.text[: name[0]] or _COUNTED.fullmatch(text):
            return False
        return bool(sentence.level2) or not _FUND_RATE.search(text)

    def _side(self, sentence: Sentence, statement: Statement) -> Side | None:
        """The side of a statement that may stand in an indicator, None for background."""
        if statement.quantity.kind == "money" and not self._money_counts(sentence, statement):
            return None
        if sentence.kind == "reasons" and statement.number is None:
            return None
        if len(statement.names) > 1 and statement.quantity.comparator == "=" and statement.side != "target":
            return "actual"
        if statement.side is not None:
            if statement.led:
                self._mode = statement.side if statement.side != "both" else "actual"
            if statement.side == "actual" and statement.quantity.comparator == "=" and self._silent(sentence):
                return None if self._open is None else "actual"
            self._promising = sentence if statement.side == "target" else None
            return statement.side
        if self._mode is not None:
            return self._mode
        if self._promising is sentence and sentence.kind != "results":
            return "target"
        if sentence.level1 or sentence.level2 or sentence.kind == "results" or len(statement.names) > 1:
            return "actual"
        return None

    def _silent(self, sentence: Sentence) -> bool:
        return sentence.kind in _SILENT and not sentence.level2

    def _money_counts(self, sentence: Sentence, statement: Statement) -> bool:
        """Whether money may be an indicator's value: promised or reached, not handed out."""
        if _MONEY_TALK.search(statement.left):
            return False
        promised = statement.side is not None or statement.quantity.comparator != "="
        return promised or self._mode is not None or bool(sentence.level1 or sentence.level2)

    def _belongs(self, sentence: Sentence, statement: Statement, side: Side | None) -> bool:
        """Whether a value is said of the open indicator."""
        known = self._open
        if known is None or statement.number is not None:
            return False
        if statement.relation in {"growth", "share", "whole"}:
            return True
        if known.target is None:
            return False
        if known.explicit and known.sentence == sentence and not known.values and self._answers(known, statement):
            return True
        if side == "target":
            return False
        if statement.quantity.kind == "money" and not self._is_money(known):
            return False
        if statement.says_actual and not known.values and not statement.names[1:]:
            return True
        named = sentence.text[slice(*statement.names[0])] if statement.names else ""
        return known.number is not None or not named or overlap(named, known.name)

    def _answers(self, known: Spoken, statement: Statement) -> bool:
        """A value of the target's unit in the same sentence answers it, whatever it is called (问卷调查结果为92.6%)."""
        unit = statement.quantity.unit
        return (
            known.target is not None
            and unit is not None
            and unit == known.target.unit
            and statement.quantity.comparator == "="
            and not statement.explicit
        )

    def _turn_into_target(self, sentence: Sentence, statement: Statement) -> None:
        """租用直升机数量8架,实际租用7架: what was told first in the sentence is the target when 实际 follows."""
        known = self._open
        if known is None or known.target is not None or len(known.values) != 1 or known.sentence != sentence:
            return
        if (
            statement.left.lstrip(",:").startswith("实际")
            and statement.relation == "level"
            and statement.number is None
        ):
            known.target = as_target(known.values.pop())

    def _is_money(self, known: Spoken) -> bool:
        unit = known.target.normalized.unit if known.target and known.target.normalized else None
        return unit == "元" or (known.target is not None and known.target.basis == "growth")

    def _begin(self, sentence: Sentence, statement: Statement, name: tuple[int, int], side: Side) -> None:
        place = self._named.get(name)
        if side == "actual" and place is not None:
            self._complete(place, sentence, statement)
            return
        self._close()
        known = self._opened(sentence, name, number=statement.number)
        known.name = name_text(sentence, statement.quantity, name)
        item = list_item(sentence) if len(known.name) <= _SHORT_NAME else None
        if item:
            known.name = item[0] + known.name
            known.evidence = (self._context.evidence(item[1], "name"), *known.evidence)
        known.explicit = statement.explicit
        self._named[name] = len(self._done)
        if side in {"target", "both"}:
            known.target = self._measure(sentence, statement, "target", known.name)
        if side in {"actual", "both"}:
            known.values.append(self._measure(sentence, statement, "actual", known.name))
        self._open = known
        if known.target is not None and sentence.text[statement.quantity.end : statement.quantity.end + 1] == ":":
            self._mode = "actual"

    def _opened(self, sentence: Sentence, name: tuple[int, int], *, number: str | None, whole: bool = False) -> Spoken:
        span = span_in(sentence, *name)
        return Spoken(
            name=sentence.view.printed(sentence.start + name[0], sentence.start + name[1]),
            order=span.start,
            block=sentence.block,
            sentence=sentence,
            number=number,
            whole=whole,
            evidence=(self._context.evidence(span, "name"),),
        )

    def _complete(self, place: int, sentence: Sentence, statement: Statement) -> None:
        """The result of an indicator that the sentence named before (…实际完成值分别为…)."""
        if place == len(self._done):
            self._answer(sentence, statement)
            return
        draft = self._done[place]
        value = self._measure(sentence, statement, "actual", draft.name)
        self._done[place] = replace(draft, actual=draft.actual or value)

    def _answer(self, sentence: Sentence, statement: Statement) -> None:
        known = self._open
        if known is None:
            return
        value = self._measure(sentence, statement, "actual", known.name)
        if statement.relation in {"growth", "share"}:
            value = value.model_copy(update={"basis": statement.relation})
        elif known.target is not None and not value.unit and known.target.unit:
            value = with_inferred(value, self._context, unit=known.target.unit)
        known.values.append(value)

    def _measure(self, sentence: Sentence, statement: Statement, side: str, name: str) -> Measure:
        quantity = statement.quantity
        start = quantity.start
        growth = re.search(r"(?:同比|环比)(?:增长|增加|提高|下降|减少)(?:了|约)?$", sentence.text[:start])
        if growth:
            start = growth.start()
        return measure(self._context, quantity, span_in(sentence, start, quantity.end), field=side, name=name)

    def _result(self, sentence: Sentence, statement: Statement) -> None:
        """Keep a quantified result that belongs to no indicator: named, in a section about results, no money moved."""
        if sentence.kind not in _RESULT_SECTIONS or not sentence.sections:
            return
        if statement.relation == "growth" and self.results and self.results[-1].growth is None:
            last = self.results[-1]
            if last.value.evidence[0].end > span_in(sentence, 0, 1).start:
                grown = self._measure(sentence, statement, "growth", last.name).model_copy(update={"basis": "growth"})
                self.results[-1] = replace(last, growth=grown)
            return
        if statement.relation != "level" or not statement.names or statement.quantity.comparator != "=":
            return
        name = statement.names[0]
        if _BACKGROUND.search(sentence.text[slice(*name)]) or _MONEY_TALK.search(statement.left):
            return
        text = sentence.view.printed(sentence.start + name[0], sentence.start + name[1])
        value = self._measure(sentence, statement, "value", text)
        self.results.append(ResultDraft(name=text, value=value, growth=None, order=value.evidence[0].start))

    def _close(self) -> None:
        known, self._open = self._open, None
        if known is not None:
            self._done.append(closed(known, FINDER))
