"""Targets that no word calls so: bare values among paragraphs of targets, which later paragraphs answer one by one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from typing import NamedTuple

from extractor.document import Note, Span
from extractor.facts import IndicatorDraft
from extractor.outline import Section
from extractor.report import Measure
from extractor.spoken import Spoken, as_target, completed

# Words in the clause of a value that tell it as a result.
_RESULT = re.compile(r"已|实际|共|累计|全年|了|现有|超额|[年月]底|[年月]末")


class Paragraph(NamedTuple):
    """What a paragraph told, under which headings; `bare` are the places of values whose words tell no side."""

    drafts: tuple[IndicatorDraft, ...]
    bare: frozenset[int]
    sections: tuple[Section, ...]

    def sure(self) -> list[IndicatorDraft]:
        """The drafts whose side was told."""
        return [draft for draft in self.drafts if draft.order not in self.bare]

    def is_of_goals(self) -> bool:
        """Whether all that it calls by its side is a target without a result."""
        return all(draft.target and not draft.actual for draft in self.sure())


def is_bare(known: Spoken) -> bool:
    """Whether nothing tells that the one value said of an indicator is its result."""
    if not known.bare or known.target is not None or len(known.values) != 1 or known.weak:
        return False
    if known.sentence.kind == "overall" or known.values[0].comparator != "=":
        return False
    clause = re.split(r"[,。;:]", known.sentence.text[: max(known.name_range[0], 0)])[-1]
    return _RESULT.search(clause + known.name) is None


def with_goals(paragraphs: Sequence[Paragraph]) -> Iterator[IndicatorDraft]:
    """All drafts; a bare value is a target where later paragraphs answer it, and the targets told beside it."""
    seen = 0
    for (_, of_goals), group in groupby(paragraphs, key=lambda one: (one.sections, one.is_of_goals())):
        run = list(group)
        seen += len(run)
        later = [draft for paragraph in paragraphs[seen:] for draft in paragraph.drafts]
        answered = of_goals and any(completed(draft, later) for paragraph in run for draft in paragraph.sure())
        for paragraph in run:
            for draft in paragraph.drafts:
                goal = _as_goal(draft) if answered and draft.order in paragraph.bare else draft
                yield goal if goal is not draft and completed(goal, later) else draft


def guessed(paragraphs: Sequence[Paragraph], drafts: Sequence[IndicatorDraft]) -> Iterator[Note]:
    """Notes on the bare values that were taken for targets."""
    bare = {place for paragraph in paragraphs for place in paragraph.bare}
    for draft in drafts:
        if draft.order in bare and draft.target is not None:
            yield _note(draft.name, draft.target, "没有写明是目标，因与目标并列、后文另有结果，按目标读取")


def doubled_note(name: str, target: Measure) -> Note:
    """Note on the first of two values that stand side by side, which was taken for the target."""
    return _note(name, target, "后紧接另一个数，按先目标、后实际读取")


def _note(name: str, target: Measure, why: str) -> Note:
    place = target.evidence[0]
    return Note("side_guessed", f"“{name}”的{target.text}{why}，请核对", Span(place.start, place.end))


def _as_goal(draft: IndicatorDraft) -> IndicatorDraft:
    return replace(draft, target=as_target(draft.actual) if draft.actual else None, actual=None)
