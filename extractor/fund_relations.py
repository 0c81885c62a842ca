"""The relations that fund figures should satisfy, by their place in a table, their roles and their order in the text.

A table row ties its rate to its amounts, a column its total to its parts. In running text a figure is tied to others
only where it stands beside them; there a relation that fails is told only where nothing else in the report would fit.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import combinations, islice, pairwise

from extractor.figures import Figure, money, rates
from extractor.intervals import printed_exponent, rounded
from extractor.recall import recalled
from extractor.relations import Relation, holds, holds_as_printed
from extractor.report import FundFigure, FundRole, Report

RATE, PARTS, REMAINING, CARRYOVER = "funds.rate", "funds.parts", "funds.remaining", "funds.carryover"
SHARE = "share.part"

# What a rate divides by what, the usual reading first. Source: 自评表, 执行率(B/A); 到位率 and 支出率 of older forms.
_RATES: tuple[tuple[FundRole, FundRole], ...] = (
    ("executed", "budget"),
    ("executed", "received"),
    ("received", "budget"),
    ("executed", "allocated"),
    ("received", "allocated"),
    ("executed", "initial_budget"),
    ("allocated", "budget"),
    ("executed", "carryover"),
)
_WHOLES = {"budget", "received", "allocated", "initial_budget", "carryover"}
_TOTAL_ROW = re.compile(r"总额|合计|总计|总量|总预算|总资金|资金总|共计")
_TOTAL_WORD = re.compile(r"^(?:共计?|合计|总计|累计|总共|合共)$|(?:共计|合计|总计|合计支出|全年可用资金)$")
_EXECUTION = re.compile(r"执行|支出|使用|支付|完成|拨付")
_LEVELS = {"provincial", "municipal", "county"}
# In running text: how many characters apart figures still speak of each other. A clause with its figure has about 40.
_CLAUSE, _SENTENCE, _PASSAGE = 60, 120, 250
_MOST_PARTS = 8
# A figure of running text is tied to the nearest ones at most; a long report must not try all against all.
_NEAREST = 12
_AROUND = 100  # amounts on either side of a told rate that it may speak of; no report has as many
_SHARE_WORD = re.compile(r"(\d+(?:\.\d+)?)[%％]$")
_WHOLE = Decimal(100)


def fund_relations(report: Report) -> tuple[Relation, ...]:
    """All relations among the fund figures, rule by rule, in text order."""
    return _relations(report.funds)


@recalled(2)  # several checks of one report ask
def _relations(funds: tuple[FundFigure, ...]) -> tuple[Relation, ...]:
    amounts = money(funds)
    told = tuple(one for one in amounts if one.cell is None)
    return (
        *_rates(rates(funds), amounts),
        *_column_parts(amounts),
        *_told_parts(told),
        *_remaining(amounts),
        *_carryover(told),
        *_named_shares(told),
    )


def _rates(stated: Sequence[Figure], amounts: Sequence[Figure]) -> Iterator[Relation]:
    by_row: dict[tuple[int, int], list[Figure]] = defaultdict(list)
    for one in amounts:
        if one.cell is not None:
            by_row[one.cell.index, one.cell.row].append(one)
    ordered = sorted(amounts, key=lambda one: one.start)
    for rate in stated:
        if rate.cell is not None:
            yield from _best(_row_pairs(rate, by_row[rate.cell.index, rate.cell.row]))
        else:
            place = bisect_left(ordered, rate.start, key=lambda one: one.start)
            yield from _told_rate(rate, ordered[max(place - _AROUND, 0) : place + _AROUND])


def _row_pairs(rate: Figure, row: Sequence[Figure]) -> Iterator[Relation]:
    """The quotients of one table row that the rate can mean, the usual one first."""
    for over, under in _RATES:
        wholes = sorted((one for one in row if one.role == under and one.value), key=lambda one: -one.value)
        parts = [one for one in row if one.role == over]
        yield from (Relation(RATE, "share", rate, (part, whole)) for part in parts for whole in wholes)


def _best(candidates: Iterable[Relation]) -> Iterator[Relation]:
    """The first candidate that holds as printed, else the first that can hold, else the first at all."""
    listed = list(candidates)
    fitting = _fitting(listed)
    yield from [fitting] if fitting else listed[:1]


def _fitting(listed: Sequence[Relation]) -> Relation | None:
    return next((one for test in (holds_as_printed, holds) for one in listed if test(one)), None)


def _told_rate(rate: Figure, amounts: Sequence[Figure]) -> Iterator[Relation]:
    before = [one for one in reversed(amounts) if 0 < rate.start - one.start <= _SENTENCE and one.value]
    parts = [one for one in before if one.role in ("executed", "received")]
    nearest = sorted(
        (one for one in amounts if one.value), key=lambda one: (one.role == "executed", abs(one.start - rate.start))
    )
    pairs = [
        Relation(RATE, "share", rate, (part, whole))
        for part in parts
        for whole in nearest
        if whole.value != part.value or rate.value == 100
    ]
    fitting = _fitting(pairs)
    if fitting:
        yield fitting
    elif parts and parts[0].role == "executed" and _EXECUTION.search(rate.item):
        near = [one for one in nearest if one.role in _WHOLES and 0 < rate.start - one.start <= _PASSAGE]
        # More than that was spent: other money, such as what the county matched, is in the whole that the rate is of.
        if len({one.value for one in near}) == 1 and parts[0].value <= near[0].value:
            yield Relation(RATE, "share", rate, (parts[0], near[0]))


def _column_parts(amounts: Sequence[Figure]) -> Iterator[Relation]:
    columns: dict[tuple[int, int], list[Figure]] = defaultdict(list)
    for one in amounts:
        if one.cell is not None:
            columns[one.cell.index, one.cell.column].append(one)
    for place in sorted(columns):
        column = sorted(columns[place], key=lambda one: (one.cell.row if one.cell else 0, one.start))
        yield from _sums_of_column(column)


def _sums_of_column(column: Sequence[Figure]) -> Iterator[Relation]:
    """A total over its parts, or at the foot of the column under them."""
    heads = [index for index, one in enumerate(column) if _is_total(one)]
    if heads == [len(column) - 1]:
        yield from _sum_of(column[-1], column[:-1])
        return
    for head, following in pairwise([*heads, len(column)]):
        yield from _sum_of(column[head], column[head + 1 : following])


def _is_total(one: Figure) -> bool:
    return bool(_TOTAL_ROW.search(one.item))


def _sum_of(total: Figure, parts: Sequence[Figure]) -> Iterator[Relation]:
    """All parts make the total; where some are parts of others, at least two of them do."""
    if not 2 <= len(parts) <= _MOST_PARTS or not any(part.value for part in parts):
        return
    whole = Relation(PARTS, "sum", total, tuple(parts))
    if not holds(whole) and _nested(parts):
        fewer = (Relation(PARTS, "sum", total, chosen) for chosen in _fewer(parts))
        whole = next((one for one in fewer if holds(one)), whole)
    yield whole


def _fewer(parts: Sequence[Figure]) -> Iterator[tuple[Figure, ...]]:
    """Choices of at least two parts: 地方资金 without the rows below it first, then the largest choices first."""
    if "local" in [part.source for part in parts]:
        above = tuple(part for part in parts if part.source not in _LEVELS)
        yield from (above,) if len(above) > 1 else ()
    for size in range(len(parts) - 1, 1, -1):
        yield from combinations(parts, size)


def _nested(parts: Sequence[Figure]) -> bool:
    """Whether some rows may break others down: 地方资金 beside 省级资金, one source twice, many rows."""
    sources = [part.source for part in parts if part.source not in (None, "other")]
    below_local = "local" in sources and bool(_LEVELS & set(sources))
    return below_local or len(sources) != len(set(sources)) or len(parts) > 4 or None in [part.source for part in parts]


def _told_parts(told: Sequence[Figure]) -> Iterator[Relation]:
    for index, total in enumerate(told):
        if _TOTAL_WORD.search(total.item):
            yield from _longest(total, _run(total, list(reversed(told[:index]))))
        after = _run(total, told[index + 1 :])
        found = list(_longest(total, after))
        yield from found or _failed_parts(total, after)


def _run(total: Figure, others: Sequence[Figure]) -> list[Figure]:
    """Figures that follow each other closely, of the role of `total` or carried over, starting beside it."""
    run: list[Figure] = []
    place = total.start
    for one in islice(others, _MOST_PARTS):
        close = abs(one.start - place) <= (_SENTENCE if not run else _CLAUSE)
        if not close or one.role not in (total.role, "carryover") or one.value >= total.value:
            break
        run.append(one)
        place = one.start
    return run


def _longest(total: Figure, run: Sequence[Figure]) -> Iterator[Relation]:
    """The parts beside a total that make it exactly, most of them first."""
    for size in range(len(run), 1, -1):
        relation = Relation(PARTS, "sum", total, tuple(run[:size]))
        if size == 2 and "carryover" in (run[0].role, run[1].role):
            return  # the rule of carried-over money has that
        if holds_as_printed(relation):
            yield relation
            return


def _failed_parts(total: Figure, run: Sequence[Figure]) -> Iterator[Relation]:
    """A total whose parts are told by source, each source once and more than one level: those should be all."""
    parts = [part for part in run if part.source not in (None, "total")]
    shares = [Decimal(found[1]) for part in parts if (found := _SHARE_WORD.search(part.item))]
    if shares and sum(shares) != _WHOLE:
        return  # 中央财政补贴50%、省级财政补贴30%: the rest is paid by others
    sources = {part.source for part in parts}
    if len(parts) == len(run) == len(sources) >= 2 and "central" in sources and total.source in ("total", None):
        yield Relation(PARTS, "sum", total, tuple(parts))


def _remaining(amounts: Sequence[Figure]) -> Iterator[Relation]:
    for rest in amounts:
        if rest.role != "remaining" or not rest.value:
            continue
        nearest = sorted(amounts, key=lambda one, place=rest.start: abs(one.start - place))  # type: ignore[misc]
        spent = [one for one in nearest if one.role == "executed"][:_NEAREST]
        whole = [one for one in nearest if one.role != "remaining" and one.value > rest.value][:_NEAREST]
        pairs = [Relation(REMAINING, "sum", rest, (budget, executed), less=1) for executed in spent for budget in whole]
        fitting = _fitting(pairs)
        if fitting:
            yield fitting
        else:
            yield from _failed_rest(rest, spent, whole)


def _failed_rest(rest: Figure, spent: Sequence[Figure], whole: Sequence[Figure]) -> Iterator[Relation]:
    """The amount left that stands right behind the only spending and the only budget of its passage."""
    just = [one for one in spent if 0 < rest.start - one.start <= _SENTENCE]
    near = [one for one in whole if one.role in _WHOLES and 0 < rest.start - one.start <= _PASSAGE]
    if (
        len({one.value for one in just}) == 1
        and len({one.value for one in near}) == 1
        and near[0].value > just[0].value
    ):
        yield Relation(REMAINING, "sum", rest, (near[0], just[0]), less=1)


def _carryover(told: Sequence[Figure]) -> Iterator[Relation]:
    """What was carried over and what is new make the budget that is told right after or before them."""
    for index, carried in enumerate(told):
        if carried.role != "carryover" or not carried.value:
            continue
        near = [
            one
            for one in told[max(index - 4, 0) : index + 5]
            if one.role not in ("remaining", "carryover") and abs(one.start - carried.start) <= _PASSAGE
        ]
        pairs = [
            Relation(CARRYOVER, "sum", whole, (new, carried))
            for whole in near
            for new in near
            if whole.value > max(new.value, carried.value) and new.role in _WHOLES
        ]
        fitting = [one for one in pairs if holds_as_printed(one)]
        if fitting:
            yield fitting[0]
        else:
            yield from _failed_carryover(carried, told[max(index - 1, 0) : index + 3])


def _failed_carryover(carried: Figure, beside: Sequence[Figure]) -> Iterator[Relation]:
    """One new amount, one carried over, and 共计/合计 right behind the two."""
    totals = [one for one in beside if _TOTAL_WORD.search(one.item) and 0 < one.start - carried.start <= _SENTENCE]
    new = [one for one in beside if one not in totals and one is not carried and one.role in _WHOLES]
    if len(totals) == len(new) == 1 and new[0].start < totals[0].start:
        yield Relation(CARRYOVER, "sum", totals[0], (new[0], carried))


def _named_shares(told: Sequence[Figure]) -> Iterator[Relation]:
    """Amounts whose name says their share of the total told before them: 总保费…，其中中央财政补贴47.5%计614.39万元."""
    for index, part in enumerate(told):
        share = _SHARE_WORD.search(part.item)
        wholes = [one for one in told[max(index - _MOST_PARTS, 0) : index] if one.item.startswith("总")]
        if share is None or not wholes or not 0 < part.start - wholes[-1].start <= _PASSAGE:
            continue
        number = Decimal(share[1])
        interval = rounded(number, printed_exponent(share[1], number))
        stated = part._replace(
            printed=share[0], number=number, scale=Decimal(1), value=number, interval=interval, unit="%"
        )
        yield Relation(SHARE, "share", stated, (part, wholes[-1]))
