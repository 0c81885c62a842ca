"""Rows whose numbers ran together: where else they may be cut, and what the row's figures say to that.

`extractor.segment` takes the best reading of a whole table. Here a row is read once more by itself: where another
reading of the same characters gives other values and is worth nearly as much, both are told. What can tell them apart:
points within their weight and in step with the target, weights that make the usual total of all rows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise

from extractor.align import Scorer
from extractor.document import Cell, Document, Note, Span
from extractor.facts import IndicatorDraft
from extractor.reading import text_at
from extractor.report import Measure
from extractor.segment import BORDER, INSIDE_NUMBER, Cut, is_inside_number, readings

_LABELS = {"target": "目标值", "actual": "实际值", "weight": "分值", "score": "得分"}
_WHOLE = Decimal(100)
_RATE_NAME = re.compile(r"(?<![频速倍利税费功汇长])率$|满意度$")
_LEVELS = frozenset({"level1", "level2"})
_FIGURE = re.compile(r"([≥≤><=]*)(\d+(?:\.\d+)?)[^\d]*")
_WHOLE_CELL = 20.0
# Another reading is nearly as good where it is worth so little less, and as good where nothing tells them apart.
# Measured on made-up tables whose results lie far from their targets: no wrong reading was further ahead.
_NEARLY, _SAME = 1.2, 0.35
# Weights of all rows in the usual form, the execution rate's own 10 points with them or not.
TOTALS = frozenset({Decimal(100), Decimal(90)})
_USUAL_WEIGHT = Decimal(30)


@dataclass(frozen=True, slots=True)
class Fused:
    """A row whose numbers ran together: `cut` are the roles of cells with a border inside digits.

    `taken` and `other` are the two readings by role, `other` None where none comes near; `tied` says that nothing
    tells them apart.
    """

    cut: frozenset[str]
    taken: Mapping[str, str]
    other: Mapping[str, str] | None
    tied: bool

    @property
    def differing(self) -> tuple[str, ...]:
        """Roles of the values in which the readings differ."""
        other = self.taken if self.other is None else self.other
        return tuple(role for role in _LABELS if self.taken.get(role) != other.get(role))


@dataclass(frozen=True, slots=True)
class FusedRows:
    """Reads rows of one table again; `roles` are its columns, `weights` is the sum of all weights as they were read."""

    document: Document
    roles: Sequence[str]
    scorer: Scorer
    weights: Decimal

    def read(self, cells: Mapping[str, Cell]) -> Fused | None:
        """How the row of `cells` was cut; None where every number has borders of its own."""
        ordered = sorted(((role, cell) for role, cell in cells.items() if role not in _LEVELS), key=lambda it: it[1])
        touching = [pair for pair in pairwise(ordered) if self._touch(pair[0][1], pair[1][1])]
        if not touching or "name" not in cells:
            return None
        texts = {role: text_at(self.document, cell.start, cell.end) for role, cell in ordered}
        found = [(worth - _against(values), values) for worth, values in self._readings(ordered, texts)]
        own = max((worth for worth, values in found if values == texts), default=float("-inf"))
        others = [one for one in found if self._may_be(texts, one[1])]
        worth, other = max(others, key=lambda one: one[0], default=(float("-inf"), {}))
        cut = frozenset(role for pair in touching for role, _ in pair)
        if own - worth > _NEARLY:
            return Fused(cut, texts, None, tied=False)
        return Fused(cut, texts, other, tied=own - worth < _SAME)

    def _touch(self, first: Cell, second: Cell) -> bool:
        """Whether the border of two cells is a cut inside digits."""
        return first.end == second.start and is_inside_number(self.document.text, first.end)

    def _readings(
        self, cells: Sequence[tuple[str, Cell]], texts: Mapping[str, str]
    ) -> Iterator[tuple[float, dict[str, str]]]:
        """The best readings of the cells' characters as one row, by role."""
        run = "".join(texts.values())
        columns = [role for role in self.roles if role not in _LEVELS]
        for worth, pieces in readings(run, list(self._cuts(cells, texts)), columns, self.scorer):
            if all(not piece.row for piece in pieces):
                yield worth, {piece.role: run[piece.start : piece.end] for piece in pieces}

    def _cuts(self, cells: Sequence[tuple[str, Cell]], texts: Mapping[str, str]) -> Iterator[Cut]:
        """Borders of the cells, and all places inside of numbers."""
        place = 0
        yield Cut(place, 0.0, 0.0)
        for (role, cell), following in zip(cells, [*(cell for _, cell in cells[1:]), None], strict=True):
            text = texts[role]
            inside = (at for at in range(1, len(text)) if is_inside_number(text, at))
            yield from (Cut(place + at, INSIDE_NUMBER, 0.0) for at in inside if role != "name")
            place += len(text)
            if following is None or following.start > cell.end or role == "name":
                yield Cut(place, 0.0, _WHOLE_CELL)
            else:
                yield Cut(place, INSIDE_NUMBER if self._touch(cell, following) else BORDER, 0.0)

    def _may_be(self, taken: Mapping[str, str], other: Mapping[str, str]) -> bool:
        """Whether another reading gives other values, and no other sum of all weights where that is a usual total."""
        if all(taken.get(role) == other.get(role) for role in _LABELS):
            return False
        return self.weights not in TOTALS or taken.get("weight") == other.get("weight")


def _against(values: Mapping[str, str]) -> float:
    """What speaks against a reading: a share above 100 %, a weight hardly ever given, points that go with no result."""
    actual, weight, score = (_figure(values.get(role)) for role in ("actual", "weight", "score"))
    against = 1.5 if actual and actual[1] > _WHOLE and _RATE_NAME.search(values.get("name", "")) else 0.0
    if weight is not None and (weight[1] > _USUAL_WEIGHT or weight[1] % Decimal("0.5")):
        against += 0.6
    if weight is None or score is None:
        return against
    reached, full = _is_reached(values), score[1] == weight[1]
    if (reached and not full) or not score[1]:
        return against + 0.8
    return against + (0.3 if full and reached is False else 0.0)


def _is_reached(values: Mapping[str, str]) -> bool | None:
    target, actual = _figure(values.get("target")), _figure(values.get("actual"))
    if target is None or actual is None:
        return None
    sign, wanted = target
    if actual[1] == wanted:
        return True
    return None if not sign else actual[1] > wanted if "≥" in sign or ">" in sign else actual[1] < wanted


def _figure(text: str | None) -> tuple[str, Decimal] | None:
    match = _FIGURE.fullmatch(text or "")
    return (match[1], Decimal(match[2])) if match else None


def parted(draft: IndicatorDraft, fused: Fused) -> IndicatorDraft:
    """`draft` with its cut values marked as inferred, without points in doubt, and without all that is tied."""
    doubted = frozenset(fused.differing)
    lost = doubted if fused.tied else doubted - {"target", "actual"}
    return replace(
        draft,
        target=None if "target" in lost else _inferred(draft.target, "target" in fused.cut | doubted),
        actual=None if "actual" in lost else _inferred(draft.actual, "actual" in fused.cut | doubted),
        weight=None if "weight" in lost else draft.weight,
        score=None if "score" in lost else draft.score,
    )


def _inferred(value: Measure | None, cut: bool) -> Measure | None:
    if value is None or value.value is None or not cut:
        return value
    return value.model_copy(update={"inferred": ("value", *value.inferred)})


def both_readings(name: str, fused: Fused, span: Span) -> Note:
    """The warning that names both readings of the row at `span`."""
    taken, other = (
        "、".join(f"{_LABELS[role]}{values.get(role) or '空'}" for role in fused.differing)
        for values in (fused.taken, fused.other or {})
    )
    left = "无法判断，未提取" if fused.tied else "按前者读取，请核对"
    return Note("cells_ambiguous", f"“{name}”一行数字连在一起，可读作{taken}，也可读作{other}，{left}", span)
