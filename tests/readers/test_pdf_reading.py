"""Which text of a PDF is relied on, who reads it, and what is said about it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from reportlab.lib.utils import ImageReader

from extractor.document import Document
from extractor.errors import InputError
from extractor.readers import read
from extractor.readers.limits import ReadOptions
from extractor.readers.pdf_pages import UNKNOWN, Content, Glyph
from extractor.readers.pdf_trust import distrust
from tests.readers.hostile_pdf import bombs
from tests.readers.hostile_pdf import pdf as plain_pdf

Bytes = Callable[..., bytes]
ReadPdf = Callable[..., Document]
Draw = Callable[..., object]

OFF = ReadOptions(ocr="off")
GREY = b"P5 2 2 255 \x80\x80\x80\x80"


def _codes(document: Document) -> list[str]:
    return [note.code for note in document.notes]


def _picture(canvas: Any, width: float = 595, height: float = 842) -> None:
    import io

    canvas.drawImage(ImageReader(io.BytesIO(GREY)), 0, 0, width, height)


def _invisible(canvas: Any, text: str) -> None:
    line = canvas.beginText(72, 700)
    line.setTextRenderMode(3)
    line.textLine(text)
    canvas.drawText(line)


def _glyphs(text: str) -> tuple[Glyph, ...]:
    return (Glyph(text, 0, 0, 10.0 * len(text), 10, 10),)


def test_invisible_text_on_a_text_page_is_left_out_and_noted(read_pdf: ReadPdf) -> None:
    def draw(canvas: Any) -> None:
        canvas.drawString(72, 730, "执行率98.5%")
        _invisible(canvas, "草稿")

    document = read_pdf(draw)

    assert document.text == "执行率98.5%"
    assert _codes(document) == ["hidden_text"]


@pytest.mark.parametrize("depth", [1, 14])
def test_invisible_text_in_forms_is_left_out_however_deep_they_lie(read_pdf: ReadPdf, depth: int) -> None:
    def draw(canvas: Any) -> None:
        canvas.drawString(72, 730, "执行率98.5%")
        for level in range(depth):
            canvas.beginForm(f"form{level}")
            canvas.setFont("STSong-Light", 12)
            canvas.doForm(f"form{level - 1}") if level else _invisible(canvas, "草稿")
            canvas.endForm()
        canvas.doForm(f"form{depth - 1}")

    document = read_pdf(draw)

    assert document.text == "执行率98.5%"
    assert _codes(document) == ["hidden_text"]


def test_text_hidden_under_a_scan_is_noted_as_such_where_it_cannot_be_recognised(pdf: Bytes) -> None:
    def draw(canvas: Any) -> None:
        _picture(canvas)
        _invisible(canvas, "本年度预算执行率98.5%")

    document = read(pdf(draw), path="a.pdf", options=OFF)

    assert document.text == "本年度预算执行率98.5%"
    assert _codes(document) == ["hidden_text"]


def test_text_under_a_picture_of_the_whole_page_is_hidden(pdf: Bytes, write: Draw) -> None:
    text: Any = write((72, 100, "本年度预算执行率98.5%"))

    def draw(canvas: Any) -> None:
        text(canvas)
        _picture(canvas)

    assert _codes(read(pdf(draw), path="a.pdf", options=OFF)) == ["hidden_text"]


def test_text_over_a_picture_is_no_hidden_text(pdf: Bytes) -> None:
    def draw(canvas: Any) -> None:
        _picture(canvas)
        canvas.setFont("STSong-Light", 12)
        canvas.drawString(72, 700, "本年度安排困难群众救助补助资金一千二百万元，其中中央资金八百万元。")

    assert _codes(read(pdf(draw), path="a.pdf", options=OFF)) == []


def test_scan_with_a_page_number_set_on_it_is_no_text_page(pdf: Bytes, write: Draw) -> None:
    def scan(canvas: Any) -> None:
        _picture(canvas)
        canvas.setFont("STSong-Light", 12)
        canvas.drawString(290, 40, "第3页")

    document = read(pdf(write((72, 100, "正文。")), scan), path="a.pdf", options=OFF)

    assert [note.message for note in document.notes] == ["第 2 页是图像，文字层只有 3 个字符"]


def test_blank_page_is_not_noted(read_pdf: ReadPdf, write: Draw) -> None:
    document = read_pdf(write((72, 100, "正文。")), lambda canvas: None)

    assert _codes(document) == []
    assert document.source.pages == 2


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (Content(595, 842, _glyphs("本年度预算执行率98.5%")), None),
        (Content(595, 842, blank=True), None),
        (Content(595, 842, pictured=1.0), "no_text"),
        (Content(595, 842, _glyphs("2022" + UNKNOWN * 2)), "unknown_characters"),
        (Content(595, 842, _glyphs("！#*$+=<;&@\"!'#^`{}~|2022")), "odd_characters"),
        (Content(595, 842, _glyphs("Annual budget execution rate: 98.5% (as of 31 December 2022)")), None),
        (Content(595, 842, _glyphs("第3页"), pictured=0.9), "little_text"),
        (Content(595, 842, _glyphs("第3页"), hidden=_glyphs("本年度预算"), pictured=0.9), "hidden_text"),
    ],
    ids=["text", "blank", "scan", "no names", "junk", "English", "stamped scan", "layer under a scan"],
)
def test_text_layer_is_distrusted_for_a_reason(content: Content, why: str | None) -> None:
    assert distrust(content) == why


def test_text_beside_the_page_is_left_out(read_pdf: ReadPdf, write: Draw) -> None:
    document = read_pdf(write((72, 100, "得分96分"), (700, 100, "裁切线外")))

    assert document.text == "得分96分"


def test_text_that_the_edge_of_the_page_cuts_is_read_and_noted(read_pdf: ReadPdf, write: Draw) -> None:
    document = read_pdf(write((72, 100, "自评得分"), (559, 100, "96.25分整")))

    assert (document.text, _codes(document)) == ("自评得分 96.25分整", ["text_cut"])


def test_word_printed_twice_within_a_line_is_one(read_pdf: ReadPdf, write: Draw) -> None:
    assert read_pdf(write((72, 100, "总得分96分"), (108.3, 100, "96"))).text == "总得分96分"


def test_characters_repeated_on_purpose_stay(read_pdf: ReadPdf, write: Draw) -> None:
    assert read_pdf(write((72, 100, "人人11.11%"))).text == "人人11.11%"


def test_large_watermark_across_the_text_is_left_out_and_noted(read_pdf: ReadPdf, write: Draw) -> None:
    text: Any = write(*((72, 300 + 20 * row, f"第{row}项指标已完成，执行率98.5%。") for row in range(4)))

    def draw(canvas: Any) -> None:
        text(canvas)
        canvas.setFont("STSong-Light", 60)
        canvas.drawString(80, 485, "内部资料")

    document = read_pdf(draw)

    assert "内" not in document.text
    assert [note.message for note in document.notes] == ["第 1 页有 4 个压在正文上的大字（水印）未读取"]


def test_large_title_over_the_text_stays(read_pdf: ReadPdf, write: Draw) -> None:
    text: Any = write((72, 300, "一、项目概况"), (72, 320, "本项目已完成。"))

    def draw(canvas: Any) -> None:
        text(canvas)
        canvas.setFont("STSong-Light", 36)
        canvas.drawString(120, 600, "自评报告")

    assert read_pdf(draw).text.startswith("自评报告")


def test_password_opens_an_encrypted_file(pdf: Bytes, write: Draw) -> None:
    data = pdf(write((72, 100, "保密")), password="x")

    assert read(data, path="a.pdf", options=ReadOptions(password="x")).text == "保密"


def test_wrong_password_is_said_to_be_wrong(pdf: Bytes, write: Draw) -> None:
    with pytest.raises(InputError, match="another password than the one given") as caught:
        read(pdf(write((72, 100, "保密")), password="x"), path="a.pdf", options=ReadOptions(password="y"))

    assert caught.value.code == "encrypted"


def test_file_that_one_parser_does_not_open_is_read_by_the_other() -> None:
    data = plain_pdf({2: b"<< /Type /Pages /Kids (3 0 R) /Count 1 >>"})

    document = read(data, path="a.pdf", options=OFF)

    assert document.text.startswith("Budget 100.00")
    assert _codes(document) == ["second_parser"]


def test_file_that_lost_its_end_is_read_as_far_as_it_goes(pdf: Bytes, write: Draw) -> None:
    data = plain_pdf()

    document = read(data[: data.index(b"xref")], path="a.pdf", options=OFF)

    assert document.text.startswith("Budget 100.00")
    assert _codes(document) == ["mended_file"]


@pytest.mark.parametrize("first", [b"", b"%\0DF-1.7\n", b"%P\n", b"junk of some length\n"])
def test_file_that_lost_its_first_line_is_read(first: bytes) -> None:
    document = read(first + plain_pdf().partition(b"\n")[2], path="a.pdf", options=OFF)

    assert document.text.startswith("Budget 100.00")
    assert _codes(document) == ["mended_file"]


def test_file_without_its_first_line_is_looked_at_before_it_is_read() -> None:
    harmful = dict(bombs())["content packed twice, 2 GiB"]

    with pytest.raises(InputError, match="memory"):
        read(harmful.partition(b"\n")[2], path="a.pdf", options=ReadOptions(ocr="off", max_unpacked_bytes=1 << 26))


def test_hyphen_at_the_end_of_a_line_stays(read_pdf: ReadPdf, write: Draw) -> None:
    assert "self-" in read_pdf(write((72, 100, "self-"), (72, 120, "evaluation"))).text


def test_page_is_read_as_turned_as_it_is_shown(pdf: Bytes) -> None:
    def draw(canvas: Any) -> None:
        canvas.setPageRotation(90)
        canvas.rotate(90)
        canvas.drawString(72, -100, "横向表格页513个")

    document = read(pdf(draw), path="a.pdf", options=OFF)

    assert document.text == "横向表格页513个"
    assert (document.pages[0].width, document.pages[0].height) == (595, 842)  # of a sheet of 842 by 595
    assert _codes(document) == []
