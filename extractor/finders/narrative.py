"""Indicators told in sentences: targets, results, or both, in one sentence or in two sections.

The side of a statement follows from its words (计划, 目标, ≥ … against 实际, 完成), else from its section. A value that
says no name of its own, or repeats the name, belongs to the indicator that was opened before it in the paragraph. A
growth target is answered by the growth, a share by the share, a level by the level; the other values are related.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from extractor.answers import same_unit
from extractor.background import is_fund_rate, may_be_named, speaks_of_money
from extractor.belonging import (
    awaiting_all,
    belongs,
    has_own_subject,
    is_adjusted,
    is_answered,
    is_aside,
    is_beside,
    is_doubled,
    is_more_of,
    is_no_value,
    is_part,
    is_unnamed_goal,
    names_part,
    promised,
    was_target,
)
from extractor.comparands import ends_before
from extractor.document import Document, Note
from extractor.facts import Context, IndicatorDraft, ResultDraft, qualitative
from extractor.measured import span_in, stated_measure
from extractor.outline import Sentence
from extractor.patterns import Library
from extractor.quantity import find
from extractor.report import Measure
from extractor.sides import Side, is_bound
from extractor.spoken import (
    Spoken,
    adjust,
    as_target,
    closed,
    completed,
    done_in_words,
    hold_against,
    opened,
    say,
    with_points,
)
from extractor.statements import Statement, statements
from extractor.subjects import Range
from extractor.told_days import answer_day, told_day
from extractor.told_goals import Paragraph, doubled_note, guessed, is_bare, with_goals
from extractor.told_items import begun, fill, item_told
from extractor.told_reasons import comment, with_comments
from extractor.told_results import as_results, compared_only, is_compared_only, with_result
from extractor.told_sides import ToldSides
from extractor.worded import Worded, goes_on, worded_pairs

FINDER = "narrative"
_LIST = 2  # indicators told in a paragraph before the next is one of a list
_GOAL = re.compile(r"(?:[^,。;]{0,8}(?:目标|完成情况):)?目标\d+[:.、]")
_REPORTED = re.compile(r"(?:目标|指标)?(?:实际)?完成情况:")
_GROWTH_GOAL = re.compile(
    r"(?:目标|计划|任务)值?[:为是]?(?:增长|增加|提高|提升|上升|下降|降低|减少)(?:率|幅度)?[为约]?$"
)
# What is to be done later, or is attached.
_PLANNED = re.compile(r"(?:下一步|下一年度?|今后|接下来|明年)|附件\d*[:.、]")


@dataclass(frozen=True, slots=True)
class Told:
    """What the sentences tell: indicators, other quantified results, and notes on what was guessed."""

    indicators: tuple[IndicatorDraft, ...]
    results: tuple[ResultDraft, ...]
    notes: tuple[Note, ...]


def find_told_indicators(document: Document, library: Library, told: Sequence[Sentence]) -> Told:
    """Drafts of indicators and results in the sentences `told`, in text order."""
    teller = _Teller(Context(document, library.lexicon, FINDER), library)
    for sentence in told:
        teller.hear(sentence)
    return Told(tuple(teller.finish()), teller.results, teller.notes)


class _Teller:
    """Goes through the sentences and keeps the indicators that its paragraph has spoken of, the last one open."""

    def __init__(self, context: Context, library: Library) -> None:
        self._context = context
        self._library = library
        self._paragraphs: list[Paragraph] = []
        self._told: list[Spoken] = []
        self._open: Spoken | None = None
        self._sides = ToldSides()
        self._block = -1
        self._before: Sentence | None = None
        self._nameless: Measure | None = None
        self._within = self._aside = False
        self._weak: set[int] = set()
        self.results: tuple[ResultDraft, ...] = ()
        self.notes: tuple[Note, ...] = ()

    def finish(self) -> list[IndicatorDraft]:
        """All indicators that were told; parts and contents of a whole only where they are told of twice."""
        self._close()
        done = list(with_goals(self._paragraphs))
        self.notes += tuple(guessed(self._paragraphs, done))
        parts = [draft for draft in done if draft.order in self._weak and not completed(draft, done)]
        self.results += as_results(parts)
        return [draft for draft in done if not any(draft is part for part in parts)]

    def hear(self, sentence: Sentence) -> None:
        """Take in the next sentence."""
        if sentence.block != self._block:
            self._close()
            self._sides, self._block, self._nameless = ToldSides(), sentence.block, None
        if sentence.kind == "application":
            return
        if _GOAL.match(sentence.text):
            if not _REPORTED.match(sentence.view.text, sentence.end):
                return
            self._sides.mode = "target"
        self._within = self._aside = spoken = False
        pairs = worded_pairs(sentence.text)
        self._label(sentence, pairs)
        planned = _PLANNED.match(sentence.text)
        found = [] if planned else list(statements(sentence.text, find(sentence.text, self._library.lexicon)))
        for rank, statement in enumerate(found):
            spoken = self._take(sentence, statement, found[rank + 1 :]) or spoken
            if self._open is not None:
                done_in_words(self._open, self._context, sentence, statement)
        self._in_words(sentence, pairs)
        self._over_two(sentence)
        if self._open is not None:
            comment(self._open, self._context, sentence, spoken=spoken)

    def _in_words(self, sentence: Sentence, pairs: Sequence[Worded]) -> None:
        """Indicators whose target and result are words."""
        for pair in pairs:
            known = self._opened(sentence, pair.name, number=None) if pair.name else self._open
            if known is not None and known.target is None and not known.values:
                known.target = qualitative(self._context, span_in(sentence, *pair.target), field="target")
                known.values.append(qualitative(self._context, span_in(sentence, *pair.actual), field="actual"))

    def _over_two(self, sentence: Sentence) -> None:
        """The pair that the sentence before began (村容村貌:目标值明显改善;完成值:明显改善)."""
        before, self._before = self._before, sentence
        if before is None or before.block != sentence.block or not goes_on(sentence.text):
            return
        both = replace(before, end=sentence.end)
        self._in_words(
            both, [pair for pair in worded_pairs(both.text) if _is_over(pair, sentence.start - before.start)]
        )

    def _label(self, sentence: Sentence, pairs: Sequence[Worded]) -> None:
        """Open the indicator that a list item names before its colon (（2）培训人次:目标值…,实际…)."""
        item = item_told(sentence, worded=bool(pairs))
        if item is not None:
            self._open = self._opened(sentence, item[0], number=item[1], whole=True)

    # --- one statement

    def _take(self, sentence: Sentence, statement: Statement, rest: Sequence[Statement]) -> bool:
        if self._open is not None and self._open.whole:
            fill(self._open, self._context, sentence, statement)
            return True
        if statement.quantity.kind == "date":
            return self._take_date(sentence, statement, rest)
        if is_no_value(self._told, sentence, statement):
            return False
        side = self._sides.side_of(sentence, statement, rest, opened=self._open is not None)
        doubled = self._open is not None and is_doubled(self._open, sentence, statement)
        if self._open is not None and (doubled or was_target(self._open, sentence, statement)):
            self._open.target = as_target(self._open.values.pop())
            self.notes += (doubled_note(self._open.name, self._open.target),) if doubled else ()
        if self._open is not None and is_adjusted(self._open, sentence, statement):
            adjust(self._open, self._measure(sentence, statement, "target", self._open.name))
            return True
        self._within = is_part(self._open, sentence, statement, rest, within=self._within)
        if is_beside(self._open, sentence, statement, rest):
            self._answer(sentence, statement)
            return True
        return self._repeats(sentence, statement) or self._take_value(sentence, statement, side)

    def _take_value(self, sentence: Sentence, statement: Statement, side: Side | None) -> bool:
        before = sentence.text[: statement.quantity.start]
        own = statement.relation == "level" or (statement.relation == "growth" and _GROWTH_GOAL.search(before))
        if statement.side == "target" and own and is_unnamed_goal(self._told, sentence, statement):
            return self._promise(sentence, statement)
        aside = (self._aside and is_more_of(statement)) or (
            self._within and names_part(self._open, sentence, statement)
        )
        if belongs(self._open, sentence, statement, side) and not aside:
            self._answer(sentence, statement)
            return True
        if side is None or not statement.names or is_aside(self._open, sentence, statement):
            self._aside = bool(statement.names) or self._aside
            self._result(sentence, statement)
            return False
        self._aside = False
        listed = len(self._told) >= _LIST
        names = [name for name in statement.names if may_be_named(sentence, statement, name, listed=listed)]
        for name in names:
            self._begin(sentence, statement, name, side)
        if not names and statement.relation == "growth":
            self._result(sentence, statement)
        return bool(names)

    def _promise(self, sentence: Sentence, statement: Statement) -> bool:
        """A target without a name: of what the sentence told before it (…86人,计划80人), else of what it tells next."""
        if statement.quantity.kind == "money" and speaks_of_money(statement.left):
            return False
        known, *others = promised(self._told, self._open, sentence, statement)
        wanted = self._measure(sentence, statement, "target", known.name if known else "")
        if known is None or known.sentence != sentence:
            self._nameless = wanted
            return False
        for answered in (*others, known):
            if answered is not None and answered.target is None and is_answered(answered, wanted):
                hold_against(answered, self._context, wanted)
                self._open = answered
        return True

    def _repeats(self, sentence: Sentence, statement: Statement) -> bool:
        """The result of what the sentence promised under the same names (计划A、B各…,实际A…、B…)."""
        if statement.relation != "level" or statement.explicit or is_bound(statement.quantity):
            return False
        if sentence.kind == "targets" and not statement.says_actual and statement.side != "actual":
            return False
        found = awaiting_all(self._told, sentence, statement)
        if not found or None in found:
            return False
        for known in found:
            if known is not None:
                say(known, self._context, sentence, statement)
                self._open = known
        return True

    def _take_date(self, sentence: Sentence, statement: Statement, rest: Sequence[Statement]) -> bool:
        """A deadline and the day on which it was met (完成时限为11月底前,实际10月完成)."""
        if self._open is not None and answer_day(self._open, self._context, sentence, statement):
            return True
        known = told_day(self._context, sentence, statement, rest)
        if known is None:
            return False
        self._told.append(known)
        if not known.weak:
            self._open = known
        return not known.weak

    def _begin(self, sentence: Sentence, statement: Statement, name: Range, side: Side) -> None:
        ends = ends_before(sentence.text, name) if side == "actual" else None
        known = begun(self._context, sentence, statement, (name[0], ends) if ends else name)
        known.apart = self._apart(known, sentence, statement)
        known.bare = statement.side is None and self._sides.mode is None
        among_funds = side == "actual" and not sentence.level2 and is_fund_rate(known.name)
        known.weak = known.weak or self._within or among_funds
        self._told.append(known)
        if side in {"target", "both"}:
            known.target = self._measure(sentence, statement, "target", known.name)
        if side in {"actual", "both"}:
            (known.beside if ends else known.values).append(self._measure(sentence, statement, "actual", known.name))
        answered = self._nameless is not None and bool(known.values) and same_unit(self._nameless, known.values[0])
        if known.target is None and answered:
            known.target = self._nameless
        self._nameless = None
        self._open = self._open if self._within else known
        if known.target is not None and sentence.text[statement.quantity.end : statement.quantity.end + 1] == ":":
            self._sides.mode = "actual"

    def _apart(self, known: Spoken, sentence: Sentence, statement: Statement) -> int | None:
        """The place of the indicator right before, where the sentence says that `known` is another."""
        before = self._open
        told_apart = before is not None and before.sentence.block == known.block
        return before.order if before and told_apart and has_own_subject(before, sentence, statement) else None

    def _opened(self, sentence: Sentence, name: Range, *, number: str | None, whole: bool = False) -> Spoken:
        spoken = opened(self._context, sentence, name, number=number, whole=whole)
        self._told.append(spoken)
        return spoken

    def _answer(self, sentence: Sentence, statement: Statement) -> None:
        if self._open is not None:
            say(self._open, self._context, sentence, statement)

    def _measure(self, sentence: Sentence, statement: Statement, side: str, name: str) -> Measure:
        return stated_measure(self._context, sentence, statement, side, name)

    def _result(self, sentence: Sentence, statement: Statement) -> None:
        self.results = with_result(self.results, self._context, sentence, statement)

    def _close(self) -> None:
        self.results += compared_only(self._told)
        self._told = [known for known in self._told if not is_compared_only(known)]
        told = list(with_comments(list(with_points(self._told, self._context)), self._context))
        self._weak |= {known.order for known in told if known.weak or _is_summed_up(known)}
        if told:
            bare = frozenset(known.order for known in told if is_bare(known))
            drafts = tuple(closed(known, FINDER) for known in told)
            self._paragraphs.append(Paragraph(drafts, bare, told[-1].sentence.sections))
        self._told, self._open = [], None


def _is_summed_up(known: Spoken) -> bool:
    """Whether a result is but told in the summary."""
    return known.sentence.kind == "overall" and known.target is None


def _is_over(pair: Worded, end: int) -> bool:
    """Whether one side of a pair stands before `end` and the other behind it."""
    return min(pair.target, pair.actual) < (end, end) <= max(pair.target, pair.actual)
