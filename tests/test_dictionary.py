"""jieba's dictionary taken in piece by piece: the same words as with the whole of it."""

from __future__ import annotations

import marshal
import tempfile
from functools import lru_cache
from pathlib import Path

import jieba
import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.dictionary import Segmenter, dictionary, ordinary_words, total_of

ADDED = ("全年执行数", "资金到位率", "·项目", "B超室")


@lru_cache(maxsize=1)
def whole() -> jieba.Tokenizer:
    """jieba with its whole dictionary, as it makes it itself, and the added words."""
    tokenizer = jieba.Tokenizer()
    tokenizer.FREQ, tokenizer.total = tokenizer.gen_pfdict(tokenizer.get_dict_file())
    tokenizer.initialized = True
    for word in ADDED:
        tokenizer.add_word(word)
    return tokenizer


@lru_cache(maxsize=1)
def words_of_jieba() -> list[str]:
    return [word for word, frequency in whole().FREQ.items() if frequency]


def test_all_that_can_be_taken_in_is_what_jieba_makes_of_its_dictionary() -> None:
    table, total = jieba.Tokenizer.gen_pfdict(whole().get_dict_file())
    taken = {word: count for first in dictionary().places for word, count in dictionary().words(first).items()}

    assert taken == {word: frequency for word, frequency in table.items() if frequency}
    assert dictionary().total == total_of(dictionary().file) == total


@given(st.lists(st.sampled_from(words_of_jieba()) | st.text(max_size=3), max_size=12).map("".join))
def test_text_is_cut_as_with_the_whole_dictionary(text: str) -> None:
    segmenter = Segmenter(ADDED)

    assert list(segmenter.cut(text)) == list(whole().cut(text))
    assert list(segmenter.cut_for_search(text)) == list(whole().cut_for_search(text, HMM=False))


def test_what_was_taken_in_for_one_text_serves_the_next() -> None:
    segmenter = Segmenter()

    assert list(segmenter.cut("预算执行")) == list(segmenter.cut("预算执行")) == ["预算", "执行"]


@pytest.mark.parametrize(("word", "known"), [("预算", True), ("预算数额", False), ("李明", False)])
def test_ordinary_words_are_no_names(word: str, known: bool) -> None:
    assert (word in ordinary_words()) is known


def test_words_never_come_from_a_file_in_the_temporary_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "jieba.cache").write_bytes(marshal.dumps(({"预算": 0, "预": 0}, 1)))
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))

    assert list(Segmenter().cut("预算执行")) == ["预算", "执行"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["jieba.cache"]
