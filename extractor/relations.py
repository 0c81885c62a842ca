"""Relations between figures: sums and shares that must hold, and whether they can, given the printed digits."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import Literal, NamedTuple

from extractor.figures import Figure, Place
from extractor.intervals import EXACT, Interval, is_share, negated, percentage, plain
from extractor.intervals import total as added
from extractor.recall import recalled
from extractor.report import Evidence, Finding, FindingStatus

Form = Literal["sum", "share"]
_PERCENT = Decimal(100)


class Relation(NamedTuple):
    """A sum: `result` is all `terms`, the last `less` of them taken away. A share: `result` % is first ÷ second."""

    rule: str
    form: Form
    result: Figure
    terms: tuple[Figure, ...]
    less: int = 0

    @property
    def figures(self) -> tuple[Figure, ...]:
        """Everything that the relation ties together, the result first."""
        return (self.result, *self.terms)

    @property
    def keys(self) -> tuple[str, ...]:
        """Keys of the facts, each once, the result first; a total that no fact states has none."""
        return tuple(dict.fromkeys(figure.key for figure in self.figures if figure.key))


@recalled(512)  # several checks of one report ask
def holds(relation: Relation) -> bool:
    """Whether values inside the rounding intervals satisfy the relation."""
    return _can_hold(relation)


def _can_hold(relation: Relation) -> bool:
    if relation.form == "share":
        part, whole = relation.terms
        return is_share(part.interval, whole.interval, relation.result.interval)
    return relation.result.interval.meets(added(_signed(relation)))


def holds_as_printed(relation: Relation) -> bool:
    """Whether the printed values themselves satisfy it: the result is what rounding their sum or share gives."""
    exact = tuple(term._replace(interval=Interval(term.value, term.value, True, True)) for term in relation.terms)
    return _can_hold(Relation(relation.rule, relation.form, relation.result, exact, relation.less))


def confirmed(relations: Iterable[Relation]) -> frozenset[Place]:
    """Places of the figures that at least one of the relations supports: those in one that holds, but for zeros."""
    return frozenset(figure.place for one in relations if holds(one) for figure in one.figures if figure.value)


def expected(relation: Relation) -> str:
    """What the terms as printed give, in the unit of the result."""
    result = relation.result
    if relation.form == "share":
        part, whole = relation.terms
        return f"{percentage(part.value, whole.value, _places(result)):f}%" if whole.value else "—"
    values = _with_signs(relation, [term.value for term in relation.terms])
    exact = Decimal(0)
    for value in values:
        exact = EXACT.add(exact, value)
    return plain(EXACT.divide(exact, result.scale)) + result.printed.removeprefix(format(result.number, "f"))


def tolerance(relation: Relation) -> str:
    """The values that the result's own digits stand for, and those that the terms allow."""
    result = relation.result
    unit = result.printed.removeprefix(format(result.number, "f"))
    if relation.form == "share":
        return f"{_in_units(result.interval, result)}{unit}，按各数的进位区间计算为{_quotients(*relation.terms)}{unit}"
    return f"{_in_units(result.interval, result)}{unit}，各项之和为{_in_units(added(_signed(relation)), result)}{unit}"


def _quotients(part: Figure, whole: Figure) -> str:
    """The shares that the intervals allow, in per cent, rounded outwards."""
    if whole.interval.low <= 0:
        return "任意值"
    low = _rounded_share(part.interval.low, whole.interval.high, ROUND_FLOOR)
    high = _rounded_share(part.interval.high, whole.interval.low, ROUND_CEILING)
    return f"[{plain(low)}, {plain(high)}]"


def _rounded_share(part: Decimal, whole: Decimal, rounding: str) -> Decimal:
    quotient = EXACT.divide(EXACT.multiply(part, _PERCENT), whole)
    return quotient.quantize(Decimal("0.0001"), rounding, EXACT)


def _in_units(interval: Interval, figure: Figure) -> str:
    return str(
        Interval(
            EXACT.divide(interval.low, figure.scale),
            EXACT.divide(interval.high, figure.scale),
            interval.low_closed,
            interval.high_closed,
        )
    )


def finding(relation: Relation, message: str, *, status: FindingStatus | None = None) -> Finding:
    """The finding of a relation: its verdict unless `status` says another, and all facts that it rests on."""
    return Finding(
        rule=relation.rule,
        status=status or ("ok" if holds(relation) else "violated"),
        message=message,
        stated=relation.result.printed,
        expected=expected(relation),
        tolerance=tolerance(relation),
        facts=relation.keys,
        evidence=evidence_of(relation.figures),
    )


def undecidable(rule: str, message: str) -> Finding:
    """What a check says that lacks its facts."""
    return Finding(rule=rule, status="undecidable", message=message, stated=None, expected=None, tolerance=None)


def evidence_of(figures: Iterable[Figure]) -> tuple[Evidence, ...]:
    """The first evidence of each figure, each place once."""
    first = [figure.evidence[0] for figure in figures if figure.evidence]
    places = {(one.start, one.end, one.field, one.pattern): None for one in first}
    return tuple(first) if len(places) == len(first) else tuple(dict.fromkeys(first))


def terms_in_words(relation: Relation) -> str:
    """The terms as printed: 5000万元＋3445万元, 3144.5万元÷5680万元."""
    if relation.form == "share":
        return "÷".join(term.printed for term in relation.terms)
    plus = "＋".join(term.printed for term in relation.terms[: len(relation.terms) - relation.less])
    return plus + "".join(f"－{term.printed}" for term in relation.terms[len(relation.terms) - relation.less :])


def with_figure(relation: Relation, old: Figure, new: Figure) -> Relation:
    """The relation with one figure read otherwise."""
    return relation._replace(
        result=new if relation.result == old else relation.result,
        terms=tuple(new if term == old else term for term in relation.terms),
    )


def _signed(relation: Relation) -> list[Interval]:
    kept = len(relation.terms) - relation.less
    return [term.interval if index < kept else negated(term.interval) for index, term in enumerate(relation.terms)]


def _with_signs(relation: Relation, values: list[Decimal]) -> list[Decimal]:
    kept = len(values) - relation.less
    return [value if index < kept else -value for index, value in enumerate(values)]


def _places(figure: Figure) -> int:
    exponent = figure.number.as_tuple().exponent
    return exponent if isinstance(exponent, int) else 0
