"""Names in list items and sentences."""

from __future__ import annotations

import pytest

from extractor.items import label_of, list_item, name_text
from extractor.outline import Sentence, sentences
from extractor.quantity import find
from tests.documents import LIBRARY, page


def only(text: str) -> Sentence:
    (sentence,) = sentences(page(text), LIBRARY, [])
    return sentence


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("（2）培训人数：300人。", ("培训人数", "2")),
        ("1.步道长度：8公里。", ("步道长度", "1")),
        ("①步道长度：8公里。", ("步道长度", None)),
        ("绩效目标（3）步道长度：8公里。", ("步道长度", None)),
        ("1.步道长度8公里", None),
        ("培训人数：300人", None),
        ("1.数量指标：8公里", None),
    ],
)
def test_the_label_before_the_colon_is_the_name(text: str, label: tuple[str, str | None] | None) -> None:
    sentence = only(text)
    found = label_of(sentence)
    if found is None:
        assert label is None
        return

    (start, end), number = found
    assert (sentence.view.text[sentence.start + start : sentence.start + end], number) == label


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("2、油菜籽保险：承保3万亩。", "油菜籽保险"),
        ("（2）油菜籽保险：承保3万亩。", "油菜籽保险"),
        ("①油菜籽保险：承保3万亩。", "油菜籽保险"),
        ("1.数量指标：8公里", None),
        ("油菜籽保险：承保3万亩。", None),
    ],
)
def test_a_list_item_has_a_subject(text: str, subject: str | None) -> None:
    sentence = only(text)
    found = list_item(sentence)

    assert (found[0] if found else None) == subject
    assert found is None or sentence.view.document.text[slice(*found[1])] == subject


@pytest.mark.parametrize(
    ("text", "name", "printed"),
    [
        ("对受威胁的20人实施搬迁", (1, 12), "受威胁的实施搬迁"),
        ("培训 人数300人", (0, 4), "培训人数"),
    ],
)
def test_a_name_is_printed_without_the_value_inside(text: str, name: tuple[int, int], printed: str) -> None:
    sentence = only(text)
    (quantity,) = find(sentence.text, LIBRARY.lexicon)

    assert name_text(sentence, quantity, name) == printed
