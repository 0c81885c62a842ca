"""Folded views of a document, mapped back to it."""

from __future__ import annotations

import pytest

from extractor.reading import View, label_text, view
from tests.documents import page

TEXT = "步道 长度\u3000８公里"


def seen(text: str = TEXT, start: int = 0) -> View:
    document = page(text)
    return view(document, start, len(document.text))


def test_a_view_is_folded_and_without_layout() -> None:
    assert seen().text == "步道长度8公里"


def test_words_of_letters_stay_apart() -> None:
    assert seen("Park Road 3").text == "Park Road 3"


@pytest.mark.parametrize(
    ("start", "end", "quote", "printed"),
    [(0, 4, "步道 长度", "步道长度"), (4, 7, "８公里", "８公里"), (2, 5, "长度\u3000８", "长度８")],
)
def test_what_is_quoted_is_the_slice_of_the_source(start: int, end: int, quote: str, printed: str) -> None:
    found = seen()

    assert found.document.text[slice(*found.span(start, end))] == quote
    assert found.printed(start, end) == printed


def test_spans_of_a_later_piece_are_those_of_the_document() -> None:
    assert seen(start=3).span(0, 2) == (3, 5)


@pytest.mark.parametrize(("position", "offset"), [(0, 0), (2, 2), (3, 2), (6, 4), (99, 7)])
def test_a_place_of_the_document_is_found_in_the_view(position: int, offset: int) -> None:
    assert seen().offset(position) == offset


@pytest.mark.parametrize("text", ["项目名称：", "项目 名称", "项目名称::"])
def test_a_label_loses_blanks_and_its_colon(text: str) -> None:
    document = page(text)

    assert label_text(document, 0, len(document.text)) == "项目名称"
