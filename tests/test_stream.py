"""Text without layout that remembers where layout stood."""

from __future__ import annotations

from itertools import pairwise

import pytest

from extractor.document import Block, Document
from extractor.stream import Border, stream
from tests.documents import grid, page


@pytest.mark.parametrize(
    ("between", "border"),
    [
        ("", Border.NONE),
        (" ", Border.BLANK),
        ("\u3000", Border.BLANK),
        ("\n", Border.LINE),
        ("|", Border.BAR),
        (" |\n", Border.BAR),
    ],
)
def test_the_strongest_layout_between_two_characters_counts(between: str, border: Border) -> None:
    found = stream(page(f"甲{between}乙"))

    assert (found.text, found.borders) == ("甲乙", (Border.TABLE, border))


def test_a_table_is_left_out_and_leaves_a_border() -> None:
    found = stream(grid([["表"]], before="前", after="后"))

    assert (found.text, found.borders) == ("前后", (Border.TABLE, Border.TABLE))


def test_furniture_is_left_out() -> None:
    whole = page("正文")
    document = Document(whole.source, whole.text, (Block("furniture", 0, 1), Block("paragraph", 1, 2)))

    assert stream(document).text == "文"


def test_folded_characters_keep_their_place() -> None:
    document = page("目 标１２")
    found = stream(document)

    assert found.text == "目标12"
    assert document.text[slice(*found.span(0, 2))] == "目 标"
    assert document.text[slice(*found.span(2, 4))] == "１２"


def test_nothing_gives_an_empty_stream() -> None:
    document = page("正文")

    assert stream(Document(document.source, document.text, ())).text == ""


@pytest.mark.parametrize(
    ("line", "cells"),
    [
        ("渠道 36. 4公里 ≥95. 5% 8", ["渠道", "36.4公里", "≥95.5%", "8"]),
        ("得分 8. 25", ["得分", "8.25"]),
        ("12. 5个乡镇", ["12.", "5个乡镇"]),
        ("另有 3. 5个乡镇", ["另有", "3.", "5个乡镇"]),
        ("见表 12. 5.5公里", ["见表", "12.", "5.5公里"]),
        ("渠道 36.  4公里", ["渠道", "36.", "4公里"]),
    ],
    ids=["with units", "bare", "an item of a list", "a low number may be an item", "no decimals", "two blanks"],
)
def test_a_decimal_torn_behind_its_point_is_one_cell(line: str, cells: list[str]) -> None:
    found = stream(page(line))
    places = [*(place for place, border in enumerate(found.borders) if border), len(found.text)]

    assert [found.text[start:end] for start, end in pairwise(places)] == cells
