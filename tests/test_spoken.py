"""The indicator that sentences are speaking of, until it is closed."""

from __future__ import annotations

import pytest

from extractor.document import Document, Span
from extractor.facts import Context, measure
from extractor.outline import sentences
from extractor.quantity import find
from extractor.report import Deviation, Measure
from extractor.spoken import Spoken, as_target, closed, span_in
from extractor.told_reasons import comment
from tests.documents import LIBRARY, page, stated


def values(document: Document, context: Context) -> list[Measure]:
    """All values of a text without layout."""
    return [
        measure(context, quantity, Span(quantity.start, quantity.end), field="actual")
        for quantity in find(document.text, LIBRARY.lexicon)
    ]


def told(text: str) -> tuple[Spoken, Context]:
    """The indicator whose first value is the target and whose other values are said of it."""
    document = page(text)
    context = Context(document, LIBRARY.lexicon, "test")
    sentence = sentences(document, LIBRARY, [])[0]
    target, *rest = values(document, context)
    known = Spoken(
        name="培训人数",
        order=0,
        block=0,
        sentence=sentence,
        number="2",
        evidence=(context.evidence(Span(0, 4), "name"),),
        target=target,
        values=rest,
    )
    return known, context


def test_a_closed_indicator_keeps_the_answer_and_what_is_beside_it() -> None:
    known, _ = told("培训人数≥300人,办班3场,培训320人。")

    draft = closed(known, "narrative")
    assert (draft.name, draft.number, stated(draft.target), stated(draft.actual)) == (
        "培训人数",
        "2",
        ">= 300 人",
        "= 320 人",
    )
    assert [stated(value) for value in draft.related] == ["= 3 场"]
    assert draft.deviation is None


@pytest.mark.parametrize(
    ("verdict", "claimed"),
    [("已完成既定目标。", "已完成既定目标"), ("未完成目标。", "未完成目标"), ("效果良好。", None)],
)
def test_the_reports_own_verdict_is_kept(verdict: str, claimed: str | None) -> None:
    known, context = told(f"培训人数≥300人,培训320人,{verdict}")
    comment(known, context, known.sentence, spoken=True)

    assert closed(known, "narrative").claimed == claimed


def test_a_verdict_without_a_value_is_none() -> None:
    known, context = told("培训人数≥300人,已完成既定目标。")
    comment(known, context, known.sentence, spoken=True)

    assert closed(known, "narrative").claimed is None


def commented(*remarks: str) -> Deviation | None:
    """The deviation of an indicator with `remarks` behind it."""
    text = "培训人数≥300人,培训280人。"
    known, _ = told(text)
    document = page(text + "".join(remarks))
    context = Context(document, LIBRARY.lexicon, "test")
    for sentence in sentences(document, LIBRARY, [])[1:]:
        comment(known, context, sentence, spoken=False)
    return closed(known, "narrative").deviation


def test_reason_and_measures_are_told_apart() -> None:
    found = commented("主要原因是雨季较长。", "下一步将提前开班。")

    assert found is not None and found.reason is not None and found.measures is not None
    assert (found.reason.text, found.measures.text) == ("主要原因是雨季较长。", "下一步将提前开班。")


def test_reasons_that_adjoin_are_one_passage() -> None:
    found = commented("一方面由于雨季较长。", "另一方面由于师资不足。")

    assert found is not None and found.reason is not None and found.measures is None
    assert found.reason.text == "一方面由于雨季较长。另一方面由于师资不足。"


def test_other_sentences_comment_nothing() -> None:
    assert commented("课程分三个阶段。") is None


def test_a_value_as_target_only_changes_its_field() -> None:
    known, _ = told("培训人数≥300人,培训320人。")

    turned = as_target(known.values[0])
    assert (stated(turned), turned.evidence[0].field, turned.evidence[0].text) == ("= 320 人", "target", "320人")


def test_spans_are_those_of_the_document() -> None:
    document = page("说明。\n培训 人数。")
    sentence = sentences(document, LIBRARY, [])[-1]

    assert document.text[slice(*span_in(sentence, 0, 4))] == "培训 人数"
