"""Text that does not run from left to right over the whole page: turned, set downwards, in columns."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from extractor.document import Document

ReadPdf = Callable[..., Document]
Draw = Callable[..., object]
Texts = Callable[[Document], list[tuple[str, str]]]
Rows = Callable[..., list[list[str]]]

HEIGHT = 842
COLUMN = "本年度全县安排困难群众救助补助资金共计"  # 19 characters: 228 points


def _down(x: float, top: float, text: str) -> Callable[[Any], None]:
    def draw(canvas: Any) -> None:
        for place, char in enumerate(text):
            canvas.drawString(x, HEIGHT - top - 12 * (place + 1), char)

    return draw


def _turned(x: float, top: float, degrees: int, text: str) -> Callable[[Any], None]:
    def draw(canvas: Any) -> None:
        canvas.saveState()
        canvas.translate(x, HEIGHT - top)
        canvas.rotate(degrees)
        canvas.drawString(0, 0, text)
        canvas.restoreState()

    return draw


def _all(*draws: Callable[[Any], Any]) -> Callable[[Any], None]:
    def draw(canvas: Any) -> None:
        for one in draws:
            one(canvas)

    return draw


def test_characters_below_each_other_are_read_downwards_right_column_first(read_pdf: ReadPdf) -> None:
    document = read_pdf(_all(_down(300, 100, "绩效目标完成情况说明一"), _down(276, 100, "级指标")))

    assert document.text == "绩效目标完成情况说明一级指标"


def test_every_character_set_downwards_keeps_its_place(read_pdf: ReadPdf) -> None:
    document = read_pdf(_down(300, 100, "绩效目标"))

    tops = [place.bbox[1] for place in document.places(0, 4) if place.bbox]
    assert [round(top - tops[0]) for top in tops] == [0, 12, 24, 36]


def test_vertical_font_is_read_downwards(read_pdf: ReadPdf) -> None:
    def draw(canvas: Any) -> None:
        from reportlab.pdfbase import pdfmetrics
        from reportlab.pdfbase.cidfonts import UnicodeCIDFont

        font = UnicodeCIDFont("STSong-Light", isVertical=True)
        pdfmetrics.registerFont(font)
        canvas.setFont(font.fontName, 12)
        canvas.drawString(300, 700, "绩效目标完成情况")

    assert read_pdf(draw).text == "绩效目标完成情况"


@pytest.mark.parametrize("degrees", [90, 270])
def test_turned_text_on_an_upright_page_is_read_in_its_own_direction(
    read_pdf: ReadPdf, write: Draw, texts: Texts, degrees: int
) -> None:
    page = _all(write((72, 100, "一、项目概况"), (72, 130, "本项目已完成。")), _turned(500, 400, degrees, "附表1第2页"))

    assert texts(read_pdf(page)) == [
        ("heading", "一、项目概况"),
        ("paragraph", "本项目已完成。"),
        ("paragraph", "附表1第2页"),
    ]


def test_turned_text_in_a_cell_is_read_in_its_own_direction(read_pdf: ReadPdf, grid: Draw, rows: Rows) -> None:
    table = grid([72, 112, 272, 372], [100, 200, 230], [["", "改造农村卫生厕所", "40座"], ["合计", "", "40座"]])

    document = read_pdf(_all(table, _turned(96, 190, 90, "产出指标")))

    assert rows(document) == [["产出指标", "改造农村卫生厕所", "40座"], ["合计", "", "40座"]]


def test_two_columns_are_read_one_after_the_other(read_pdf: ReadPdf, write: Draw, texts: Texts) -> None:
    left = [(72, 100 + 20 * row, COLUMN) for row in range(4)]
    right = [(320, 100 + 20 * row, COLUMN[::-1]) for row in range(4)]

    document = read_pdf(write((200, 60, "自评报告"), *left, (72, 180, "万元。"), *right, (72, 240, "特此报告。")))

    assert texts(document) == [
        ("paragraph", "自评报告"),
        ("paragraph", COLUMN * 4 + "万元。"),
        ("paragraph", COLUMN[::-1] * 4),
        ("paragraph", "特此报告。"),
    ]


def test_labels_beside_values_are_no_columns(read_pdf: ReadPdf, write: Draw, texts: Texts) -> None:
    pairs = [
        ("填报单位：", "某县财政局"),
        ("负责人：", "张某"),
        ("电话：", "无"),
        ("日期：", "2023年3月"),
        ("年度：", "2022年"),
    ]
    lines = [
        (x, 100 + 20 * row, text) for row, pair in enumerate(pairs) for x, text in zip((72, 320), pair, strict=True)
    ]

    document = read_pdf(write(*lines))

    assert document.text.startswith("填报单位： 某县财政局")
