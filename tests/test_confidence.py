"""How sure a value is follows from how it was read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

import pytest

from extractor.confidence import with_confidence
from extractor.document import Cell, Document, Run, Source, Table
from extractor.report import CellPlace, Conflict, Indicator, Measure, Normalized, Proposal, Report

Make = Callable[..., Report]
DOCUMENT = Document(Source("a.txt", "0", "text/plain", 1), "≥15%5.1%" * 20, blocks=())
RESTORED = Table(0, (Cell(0, 0, 0, 1),), 0, 1)


@pytest.fixture
def told(make_report: Make, make_indicator: Callable[..., Indicator]) -> Report:
    """A report of one indicator, told in running text, both sides in plain numbers."""
    return make_report("a.txt", indicators=(make_indicator(),))


def _changed(report: Report, side: str, **changes: object) -> Report:
    (indicator,) = report.indicators
    measure = getattr(indicator, side).model_copy(update=changes)
    return report.model_copy(update={"indicators": (indicator.model_copy(update={side: measure}),)})


def _sure(
    report: Report, side: str = "actual", document: Document = DOCUMENT, restored: tuple[Table, ...] = ()
) -> Decimal:
    (indicator,) = with_confidence(report, document, restored).indicators
    measure: Measure = getattr(indicator, side)
    return measure.confidence


def _in_table(report: Report) -> Report:
    (indicator,) = report.indicators
    assert indicator.actual is not None
    (evidence, *_) = indicator.actual.evidence
    place = evidence.model_copy(update={"table": CellPlace(index=0, row=1, column=1)})
    return _changed(report, "actual", evidence=(place,))


def test_a_table_is_surer_than_one_put_together_again_and_that_than_running_text(told: Report) -> None:
    table = _in_table(told)

    assert _sure(table) > _sure(table, restored=(RESTORED,)) > _sure(told)


def test_a_figure_behind_its_own_label_is_surer_than_one_in_running_text(told: Report) -> None:
    def sure(pattern: str) -> Decimal:
        (figure,) = told.funds
        (evidence, *_) = figure.amount.evidence
        amount = figure.amount.model_copy(update={"evidence": (evidence.model_copy(update={"pattern": pattern}),)})
        report = told.model_copy(update={"funds": (figure.model_copy(update={"amount": amount}),)})
        return with_confidence(report, DOCUMENT, ()).funds[0].amount.confidence

    assert sure("labelled_lines") > sure("narrative_funds")


def test_a_grid_that_the_reader_put_together_counts_as_put_together(told: Report) -> None:
    guessed = replace(DOCUMENT, tables=(replace(RESTORED, inferred=True),))

    assert _sure(_in_table(told), document=guessed) == _sure(_in_table(told), restored=(RESTORED,))


@pytest.mark.parametrize(
    "changes", [{"inferred": ("unit",)}, {"approximate": True}, {"value": None, "comparator": "qualitative"}]
)
def test_what_is_not_plainly_printed_is_less_sure(told: Report, changes: dict[str, object]) -> None:
    assert _sure(_changed(told, "actual", **changes)) < _sure(told)


def test_each_inferred_field_counts(told: Report) -> None:
    one, two = (_changed(told, "actual", inferred=names) for names in (("unit",), ("unit", "comparator")))

    assert _sure(two) < _sure(one)


def test_a_target_without_result_is_less_sure(told: Report) -> None:
    alone = told.model_copy(update={"indicators": (told.indicators[0].model_copy(update={"actual": None}),)})

    assert _sure(alone, "target") < _sure(told, "target")


def test_a_printed_sign_makes_a_target_surer(told: Report) -> None:
    signed = _changed(told, "target", text="≥15%", comparator=">=")
    bare = _changed(told, "target", text="15%", comparator="=")

    assert _sure(signed, "target") > _sure(bare, "target")


@pytest.mark.parametrize(
    ("name", "less"),
    [
        ("完成日期2022年11月底前", True),
        ("年6月验收步道2022", True),
        ("过程管理2、步道完好率", True),
        ("步道养护费每年3月、9月到账", False),
        ("截至2022年底,步道完成比例", False),
        ("年接待游客", False),
        ("小学1.2年级步行率", False),
    ],
)
def test_a_name_with_a_date_or_a_list_number_in_it_is_less_sure(told: Report, name: str, less: bool) -> None:
    fact = told.indicators[0].model_copy(update={"name": name})

    assert (_sure(told.model_copy(update={"indicators": (fact,)})) < _sure(told)) is less


@pytest.mark.parametrize(("unit", "less"), [("元", True), ("元/亩", False), ("亩", False)])
def test_money_where_the_name_asks_for_an_area_is_less_sure(told: Report, unit: str, less: bool) -> None:
    named = told.indicators[0].model_copy(update={"name": "步道绿化面积"})
    report = _changed(
        told.model_copy(update={"indicators": (named,)}), "actual", normalized=Normalized(value=Decimal(5), unit=unit)
    )

    assert (_sure(report) < _sure(told)) is less


@pytest.mark.parametrize(("text", "less"), [("9l.8%", True), ("11月底", False), ("已完成", False)])
def test_words_with_digits_that_are_no_number_are_less_sure(told: Report, text: str, less: bool) -> None:
    words = {"value": None, "comparator": "qualitative", "normalized": None}

    assert (
        _sure(_changed(told, "actual", text=text, **words)) < _sure(_changed(told, "actual", **words, text="好"))
    ) is less


def test_a_printed_sign_makes_a_target_without_result_surer(told: Report) -> None:
    alone = told.model_copy(update={"indicators": (told.indicators[0].model_copy(update={"actual": None}),)})

    signed, bare = (_changed(alone, "target", text=text, comparator=sign) for text, sign in ((">5%", ">"), ("5%", "=")))
    assert _sure(signed, "target") > _sure(bare, "target")


def test_a_line_that_was_hardly_recognised_takes_its_share(told: Report) -> None:
    scan = replace(DOCUMENT, runs=(Run(0, len(DOCUMENT.text), 1, score=0.5),))

    assert _sure(told, document=scan) == pytest.approx(_sure(told) * Decimal("0.5"), abs=Decimal("0.0001"))


def test_a_fact_that_is_disputed_is_less_sure(told: Report) -> None:
    fact = told.indicators[0]
    conflict = Conflict(fact=fact.key, kept="1", other="2", reason="test", evidence=fact.evidence)
    proposal = Proposal(fact=fact.key, field="actual", printed="1", proposed="2", reason="test", evidence=fact.evidence)

    sure = _sure(told)
    assert _sure(told.model_copy(update={"conflicts": (conflict,)})) < sure
    assert _sure(told.model_copy(update={"proposals": (proposal,)})) < sure
    assert _sure(told.model_copy(update={"proposals": (proposal,)}), "target") == _sure(told, "target")


def test_confidence_stays_between_0_and_1(told: Report) -> None:
    report = with_confidence(told, DOCUMENT, ())
    measures = [report.indicators[0].target, report.indicators[0].actual, *(fund.amount for fund in report.funds)]

    assert [measure for measure in measures if measure and not 0 <= measure.confidence <= 1] == []
