"""Whether a value in a sentence is said of an indicator that was spoken of before it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractor.answers import answers, overlap
from extractor.outline import Sentence
from extractor.sides import Side
from extractor.spoken import Spoken
from extractor.statements import Statement
from extractor.subjects import Range

_OF_WHICH = re.compile(r"[,;:(、]*其中[:,]?")
_COMPLETION = re.compile(r"完成(?:率|比例|进度)$")


def awaiting(told: Sequence[Spoken], sentence: Sentence, statement: Statement, name: Range) -> Spoken | None:
    """The indicator of the sentence that has the name, a target of the value's unit, and no result yet."""
    text = sentence.text[slice(*name)]
    for known in told:
        if known.sentence != sentence or known.target is None or known.values:
            continue
        same = known.name_range == name or text in known.name or known.name in text
        if same and answers(known.target, statement.quantity.unit):
            return known
    return None


def is_beside(known: Spoken | None, sentence: Sentence, statement: Statement, rest: Sequence[Statement]) -> bool:
    """A count between a rate's target and its result (占比≥30%,现有66家,占33%): a related value."""
    if known is None or known.target is None or known.values[0:1] or known.sentence != sentence:
        return False
    if known.target.unit != "%" or statement.quantity.kind == "rate" or statement.number is not None:
        return False
    return not statement.explicit and statement.quantity.comparator == "=" and _answered_by(known, rest)


def _answered_by(known: Spoken, rest: Sequence[Statement]) -> bool:
    for later in rest:
        if later.quantity.comparator != "=" or later.explicit:
            return False
        if later.quantity.kind == "rate":
            named = known.sentence.text[slice(*later.names[0])] if later.names else ""
            return later.relation in {"growth", "share"} or not named or overlap(named, known.name)
    return False


def is_part(known: Spoken | None, sentence: Sentence, statement: Statement, *, within: bool) -> bool:
    """Whether a value is a part of the one before it (7处,其中省级2处、市级5处)."""
    left = statement.left
    if known is None or known.sentence != sentence or statement.quantity.kind == "rate":
        return False
    if not (_OF_WHICH.match(left) or (within and left.startswith(("、", ",", "和")))):
        return False
    whole = known.target or (known.values[-1] if known.values else None)
    return whole is not None and whole.unit == statement.quantity.unit and statement.quantity.comparator == "="


def belongs(known: Spoken | None, sentence: Sentence, statement: Statement, side: Side | None) -> bool:
    """Whether a value is said of the open indicator."""
    if known is None or statement.number is not None:
        return False
    if statement.relation in {"growth", "share", "whole"}:
        return True
    named = sentence.text[slice(*statement.names[0])] if statement.names else ""
    if known.sentence == sentence and _COMPLETION.search(named) and known.values:
        return True
    if known.target is None:
        return False
    said = known.sentence == sentence and statement.side != "target" and not known.values
    if said and known.explicit and _answers(known, statement):
        return True
    if side == "target":
        return False
    if statement.quantity.kind == "money" and not _is_money(known):
        return False
    fits = known.number is not None or known.target.unit == "%" or answers(known.target, statement.quantity.unit)
    if fits and statement.says_actual and not known.values and not statement.names[1:]:
        return True
    return known.number is not None or (fits and not named) or overlap(named, known.name)


def _answers(known: Spoken, statement: Statement) -> bool:
    """A value of the target's unit in the same sentence answers it, whatever it is called (问卷调查结果为92.6%)."""
    unit = statement.quantity.unit
    return (
        known.target is not None
        and unit is not None
        and unit == known.target.unit
        and statement.quantity.comparator == "="
        and not statement.explicit
    )


def _is_money(known: Spoken) -> bool:
    unit = known.target.normalized.unit if known.target and known.target.normalized else None
    return (unit or "").startswith("元") or (known.target is not None and known.target.basis == "growth")
