"""Values behind the labels of a head."""

from __future__ import annotations

import pytest

from extractor.document import Document
from extractor.labels import labelled_values
from extractor.stream import stream
from tests.documents import LIBRARY, grid, page


def read(document: Document | str) -> list[tuple[str, str]]:
    """Field and value of each label."""
    seen = page(document) if isinstance(document, str) else document
    return [(found.field, found.text) for found in labelled_values(seen, stream(seen), LIBRARY)]


HEAD = [("program", "步道建设"), ("department", "云泽市城市管理局"), ("unit", "云泽市公园管理处")]


@pytest.mark.parametrize(
    "text",
    [
        "项目名称：步道建设\n主管部门：云泽市城市管理局\n实施单位：云泽市公园管理处\n",
        "项目名称|步道建设\n主管部门|云泽市城市管理局\n实施单位|云泽市公园管理处\n资金情况",
        "项目名称步道建设主管部门云泽市城市管理局实施单位云泽市公园管理处资金情况",
    ],
    ids=["lines", "bars", "run together"],
)
def test_a_value_stands_behind_its_label(text: str) -> None:
    assert read(text) == HEAD


def test_labels_and_values_may_be_cells() -> None:
    rows = [["项目名称", "步道建设", "主管部门", "云泽市城市管理局"], ["实施单位", "云泽市公园管理处", "", ""]]

    assert read(grid(rows)) == HEAD


def test_a_label_without_value_is_left_out() -> None:
    assert read("项目名称：\n实施单位：云泽市公园管理处") == [("unit", "云泽市公园管理处")]


def test_the_label_is_kept_as_printed_and_the_value_has_its_place() -> None:
    document = page("主管部门及代码：云泽市　城市管理局\n")
    (found,) = labelled_values(document, stream(document), LIBRARY)

    assert (found.label, found.pattern) == ("主管部门及代码", "cover.department")
    assert document.text[slice(*found.span)] == "云泽市　城市管理局"


@pytest.mark.parametrize(
    "text",
    [
        "填报日期：2022年1月",
        "会议纪要\n今天开会。",
        "本项目的实施单位负责验收。",
        "项目名称由财政部门核定。",
    ],
)
def test_words_in_a_sentence_are_no_labels(text: str) -> None:
    assert read(text) == []


def test_the_last_word_of_a_programme_is_no_part_of_the_next_label() -> None:
    text = "项目名称 步道建设项目 主管部门 云泽市城市管理局 实施单位 云泽市公园管理处 项目资金"

    assert read(text)[:2] == [("program", "步道建设项目"), ("department", "云泽市城市管理局")]
