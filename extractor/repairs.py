"""Repairs that arithmetic suggests: the one misprint that explains why a relation fails.

Tried on every figure of a failing relation: another digit, a moved point, 万 or 亿 left out or too much, two numbers
printed as one. A figure that another relation confirms is not touched, and what is tried must mend every relation in
which the figure stands. Only where exactly one reading of exactly one figure does, it is proposed; nothing is applied.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from extractor.figures import Figure, Place, money
from extractor.fund_relations import fund_relations
from extractor.identities import sums
from extractor.indicator_relations import score_relations, share_relations, weight_relation
from extractor.intervals import EXACT, plain, point, rounded, scaled
from extractor.relations import Relation, confirmed, expected, holds, terms_in_words, with_figure
from extractor.report import Proposal, Report

# Failing relations beyond these are no misprints but a broken reading of the report.
_MOST = 12
_SHORTEST_HALF, _SHORTEST_FUSED = 3, 7
# Figures of a relation: each reading of each is tried against all others, and no report has tables so long.
_LONGEST = 150
# Awarded points are exact; their totals may have been rounded.
_TOTALS = ("total_score", "self")
_UNITS = tuple(Decimal(10) ** power for power in (4, 8, -4, -8))
_POINTS = tuple(range(-4, 5))
_KINDS = {
    "digit": "一位数字印错",
    "point": "小数点位置有误",
    "unit": "单位漏印或多印“万”“亿”",
    "split": "两个数连印在一起",
}

_Reading = tuple[str, Figure]


def proposals(report: Report) -> tuple[Proposal, ...]:
    """A proposal for each failing relation that has exactly one simple repair, each repair once."""
    relations = _relations(report)
    failing = [one for one in relations if not holds(one)]
    if len(failing) > _MOST or any(len(one.figures) > _LONGEST for one in failing):
        return ()
    settled = confirmed([*relations, *sums(money(report.funds))])
    found = [proposal for one in failing for proposal in _repair(one, failing, settled)]
    first = {(one.fact, one.field, one.printed, one.proposed): one for one in reversed(found)}
    return tuple(dict.fromkeys(first[one.fact, one.field, one.printed, one.proposed] for one in found))


def _relations(report: Report) -> list[Relation]:
    weights = weight_relation(report)
    return [
        *fund_relations(report),
        *share_relations(report),
        *([weights] if weights else []),
        *score_relations(report),
    ]


def _repair(relation: Relation, failing: Sequence[Relation], settled: frozenset[Place]) -> Iterator[Proposal]:
    mended = [
        (figure, kind, reading)
        for figure in relation.figures
        if figure.key and figure.value and figure.evidence and figure.place not in settled
        for kind, reading in _readings(figure)
        if all(holds(with_figure(one, figure, reading)) for one in failing if figure in one.figures)
    ]
    if len({(figure.key, figure.field, reading.value) for figure, _, reading in mended}) == 1:
        yield _proposal(relation, *mended[0])


def _readings(figure: Figure) -> Iterator[_Reading]:
    """Other readings of the printed number, simple misprints first."""
    text = format(figure.number, "f")
    yield from (("digit", _read(figure, other)) for other in _other_digits(text))
    yield from (("point", _read(figure, other)) for other in _moved_points(text))
    if figure.unit == "元":
        yield from (("unit", _in_unit(figure, factor)) for factor in _UNITS)
    yield from (("split", _read(figure, other)) for other in _halves(text))


def _other_digits(text: str) -> Iterator[str]:
    for place, old in enumerate(text):
        for digit in "0123456789" if old.isdigit() else "":
            other = text[:place] + digit + text[place + 1 :]
            if digit != old and not (other.startswith("0") and other[1:2].isdigit()):
                yield other


def _moved_points(text: str) -> Iterator[str]:
    digits, _, decimals = text.partition(".")
    together, place = digits + decimals, len(digits)
    for step in _POINTS:
        if step and 0 < place + step <= len(together):
            moved = f"{together[: place + step]}.{together[place + step :]}".rstrip(".")
            if not (moved.startswith("0") and moved[1:2].isdigit()):
                yield moved


def _halves(text: str) -> Iterator[str]:
    if len(text) < _SHORTEST_FUSED:
        return
    for place in range(_SHORTEST_HALF, len(text) - _SHORTEST_HALF + 1):
        for half in (text[:place], text[place:]):
            if half[0].isdigit() and half[-1].isdigit() and not (half.startswith("0") and half[1:2].isdigit()):
                yield half


def _read(figure: Figure, text: str) -> Figure:
    number = Decimal(text)
    exponent = number.as_tuple().exponent
    own = rounded(number, exponent if isinstance(exponent, int) else 0)
    interval = point(number) if figure.unit == "分" and figure.field not in _TOTALS else scaled(own, figure.scale)
    unit = figure.printed.removeprefix(format(figure.number, "f"))
    return figure._replace(
        number=number, value=EXACT.multiply(number, figure.scale), interval=interval, printed=text + unit
    )


def _in_unit(figure: Figure, factor: Decimal) -> Figure:
    return figure._replace(
        scale=EXACT.multiply(figure.scale, factor),
        value=EXACT.multiply(figure.value, factor),
        interval=scaled(figure.interval, factor),
        printed=f"{figure.number:f}{_unit(EXACT.multiply(figure.scale, factor))}",
    )


def _unit(scale: Decimal) -> str:
    names = {Decimal(1): "元", Decimal(10) ** 4: "万元", Decimal(10) ** 8: "亿元"}
    return names.get(scale.normalize(), f"×{plain(scale)}元")


def _proposal(relation: Relation, figure: Figure, kind: str, reading: Figure) -> Proposal:
    mended = with_figure(relation, figure, reading)
    told = f"{terms_in_words(relation)}应为{expected(relation)}，报告为{relation.result.printed}"
    return Proposal(
        fact=figure.key,
        field=figure.field,
        printed=figure.printed,
        proposed=reading.printed,
        reason=f"{relation.rule}：{told}；若{_KINDS[kind]}，{figure.printed}应为{reading.printed}，"
        f"则{terms_in_words(mended)}与{mended.result.printed}相符，没有其他单处改动能使其成立",
        evidence=figure.evidence[:1],
    )
