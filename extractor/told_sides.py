"""Which side a statement tells where its own words leave it open: by its list, its sentence and its section."""

from __future__ import annotations

from collections.abc import Sequence

from extractor.background import money_counts, tells_goals
from extractor.outline import Sentence
from extractor.sides import Side, is_bound
from extractor.statements import Statement

_SILENT = frozenset({"application", "management", "reasons", "funds", "funds_received", "funds_executed"})


class ToldSides:
    """The sides that the words of one paragraph have opened so far: `mode` is that of the list being told."""

    def __init__(self) -> None:
        self.mode: Side | None = None
        self._promising: Sentence | None = None

    def side_of(
        self, sentence: Sentence, statement: Statement, rest: Sequence[Statement], *, opened: bool
    ) -> Side | None:
        """The side of a statement that may stand in an indicator, None for background.

        `rest` are the statements behind it in its sentence; `opened` whether the paragraph speaks of an indicator.
        """
        if _is_mere_money(sentence, statement, listed=self.mode is not None or _is_goal_of(statement, rest)):
            return None
        if sentence.kind == "reasons" and statement.number is None:
            return None
        if len(statement.names) > 1 and statement.quantity.comparator == "=" and statement.side != "target":
            return "actual"
        if statement.side is not None:
            return self._stated(sentence, statement, statement.side, opened=opened)
        return self.mode or self._usual(sentence, statement)

    def _stated(self, sentence: Sentence, statement: Statement, side: Side, *, opened: bool) -> Side | None:
        """The side that a word tells, which goes for the list that the word opens."""
        content = "建设内容" in sentence.text or (sentence.kind in _SILENT and side == "actual")
        if statement.led and not statement.explicit and not content:
            self.mode = side if side != "both" else "actual"
        if side == "actual" and statement.quantity.comparator == "=" and _is_silent(sentence):
            return "actual" if opened else None
        self._promising = sentence if side == "target" else None
        return side

    def _usual(self, sentence: Sentence, statement: Statement) -> Side | None:
        """The side of a statement that no word tells: that of its section."""
        promised = tells_goals(sentence) or (sentence.level2 and sentence.kind == "targets")
        if promised and statement.names and statement.relation == "level":
            return "target"
        if self._promising is sentence and sentence.kind != "results":
            return "target"
        if sentence.level1 or sentence.level2 or sentence.kind in {"results", "overall"} or len(statement.names) > 1:
            return "actual"
        return None


def _is_mere_money(sentence: Sentence, statement: Statement, *, listed: bool) -> bool:
    """Whether an amount of money is no indicator's: handed out, or bounded where the section tells of the funds."""
    if statement.quantity.kind != "money":
        return False
    hidden = _is_silent(sentence) and is_bound(statement.quantity) and not statement.explicit
    return hidden or not money_counts(sentence, statement, listed=listed)


def _is_silent(sentence: Sentence) -> bool:
    return sentence.kind in _SILENT and not sentence.level2


def _is_goal_of(statement: Statement, following: Sequence[Statement]) -> bool:
    """Whether the money told next is called the target of this (发放贷款8600万元,超过8000万元的年度目标)."""
    for later in following:
        if later.relation in {"growth", "share"} and not later.names:
            continue
        alike = later.quantity.kind == statement.quantity.kind or later is not following[0]
        return later.explicit and later.side == "target" and not later.names and alike
    return False
