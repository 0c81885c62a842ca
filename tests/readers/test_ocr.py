"""Pictures of pages. The one under `pictures/` is drawn: half a page, 150 dots an inch, in black and white.

Each recognition takes a second: what can be told without one is in `test_ocr_pages.py`.
"""

from __future__ import annotations

import io
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageDraw

from extractor.document import Document
from extractor.errors import InputError
from extractor.readers import ocr, read
from extractor.readers.limits import ReadOptions
from extractor.readers.ocr_page import OcrPage

DPI = 150
PICTURE = Path(__file__).parent / "pictures" / "report.png"
PROSE = (0, 80, 1239, 460)  # pixels of the picture above the table
TITLE = "江川市农村道路养护项目绩效自评报告"
TABLE = [
    ["一级指标", "三级指标", "年度指标值", "实际完成值"],
    ["产出指标", "养护里程", "≥120公里", "132.4公里"],
    ["桥梁检修座数", "15座", "14座"],
    ["效益指标", "道路事故率", "≤0.8‰", "0.6‰"],
]

pytestmark = pytest.mark.skipif(not ocr.available(), reason="the extra `ocr` is not installed")


class Kept(dict[str, bytes]):
    """A cache in memory."""

    def put(self, key: str, data: bytes) -> None:
        self[key] = data


@pytest.fixture(scope="module")
def picture() -> Image.Image:
    return Image.open(PICTURE).convert("RGB")


@pytest.fixture(scope="module")
def document() -> Document:
    return read(PICTURE.read_bytes(), path="report.png")


@pytest.fixture(scope="module")
def upright(picture: Image.Image) -> OcrPage:
    return ocr.read_page(picture.crop(PROSE), DPI)


def text_of(page: OcrPage) -> str:
    return "".join(line.text for line in sorted(page.lines, key=lambda line: round(line.box[1])))


def box_of(document: Document, text: str) -> tuple[float, ...] | None:
    start = document.text.index(text)
    return document.places(start, start + len(text))[0].bbox


def tiff(*pages: Image.Image) -> bytes:
    target = io.BytesIO()
    pages[0].save(target, "TIFF", save_all=True, append_images=pages[1:], dpi=(DPI, DPI))
    return target.getvalue()


def test_a_picture_gives_paragraphs(document: Document, texts: Callable[[Document], list[tuple[str, str]]]) -> None:
    assert texts(document)[:3] == [
        ("paragraph", TITLE),
        ("heading", "一、项目概况"),
        (
            "paragraph",
            "本项目全年预算数为1,280.50万元，全年执行数为1,263.75万元，预算执行率98.69%。"
            "养护里程达到132.4公里，事故率控制在0.6‰以内。",
        ),
    ]


def test_a_picture_gives_tables(document: Document, rows: Callable[[Document], list[list[str]]]) -> None:
    assert rows(document) == TABLE
    assert [cell.row_span for cell in document.tables[0].cells if document.cell_text(cell) == "产出指标"] == [2]


def test_boxes_are_points_of_the_page(document: Document) -> None:
    assert [(page.width, page.height) for page in document.pages] == [
        (pytest.approx(594.7, abs=0.1), pytest.approx(480, abs=0.1))
    ]
    assert box_of(document, "15座") == pytest.approx((296, 317, 322, 330), abs=6)


def test_lines_keep_their_scores(document: Document) -> None:
    assert document.source.ocr_pages == 1
    assert all(0.8 < run.score <= 1 for run in document.runs)
    assert any(run.score < 1 for run in document.runs)


def test_a_repaired_sign_is_noted_where_it_stands(document: Document) -> None:
    notes = [note for note in document.notes if note.code == "ocr_repaired" and note.span]

    assert [document.text[note.span.start : note.span.end] for note in notes if note.span] == [
        "制在0.6‰以内。",
        "≤0.8‰",
        "0.6‰",
    ]


@pytest.mark.parametrize("turn", [90, 180])
def test_a_page_is_turned_upright(picture: Image.Image, upright: OcrPage, turn: int) -> None:
    page = ocr.read_page(picture.crop(PROSE).rotate(turn, expand=True), DPI)

    assert page.turn == turn
    assert text_of(page) == text_of(upright)


def test_a_tilted_page_is_levelled(picture: Image.Image, rows: Callable[[Document], list[list[str]]]) -> None:
    tilted = picture.rotate(-1.5, Image.Resampling.BICUBIC, fillcolor="white")

    document = read(tiff(tilted), path="tilted.tif")

    assert rows(document) == TABLE
    assert box_of(document, "15座") == pytest.approx((294, 318, 320, 331), abs=6)  # where it is on the tilted page


def test_text_under_a_red_seal_is_read_and_a_red_title_too(picture: Image.Image, upright: OcrPage) -> None:
    sealed = picture.copy()
    ImageDraw.Draw(sealed).rectangle((150, 100, 1000, 170), fill="white")
    red = Image.merge("RGB", [Image.new("L", picture.size, 200), *(picture.split()[1:])])
    sealed.paste(ImageChops.lighter(picture, red).crop((150, 100, 1000, 170)), (150, 100))
    seal = Image.new("RGB", picture.size, "white")
    pen = ImageDraw.Draw(seal)
    pen.ellipse((500, 270, 720, 490), outline=(215, 40, 40), width=9)
    pen.line((540, 340, 680, 400), fill=(215, 40, 40), width=7)

    page = ocr.read_page(ImageChops.multiply(sealed, seal).crop(PROSE), DPI)

    assert page.seals == 1
    assert text_of(page) == text_of(upright)


def test_a_page_is_recognised_once(picture: Image.Image) -> None:
    kept = Kept()
    line = picture.crop((0, 80, 1239, 200))

    first = ocr.read_page(line, DPI, cache=kept)
    kept.update((key, data.replace(TITLE.encode(), "甲".encode())) for key, data in list(kept.items()))

    assert [line.text for line in first.lines] == [TITLE]
    assert [line.text for line in ocr.read_page(line, DPI, cache=kept).lines] == ["甲"]


def test_lines_of_a_cropped_picture_have_boxes_in_its_pixels(picture: Image.Image) -> None:
    [line] = ocr.recognize(picture.crop((0, 80, 1239, 200)), DPI)

    assert line.text == TITLE
    assert line.box == pytest.approx((190, 30, 980, 90), abs=15)


def test_nothing_is_fetched() -> None:
    program = (
        "import socket, sys\n"
        "def refused(*_, **__): raise RuntimeError('network')\n"
        "socket.socket.connect = socket.create_connection = socket.getaddrinfo = refused\n"
        "from PIL import Image\n"
        "from extractor.readers import ocr\n"
        "print([line.text for line in ocr.recognize(Image.open(sys.argv[1]).crop((0, 80, 1239, 200)))])"
    )

    done = subprocess.run([sys.executable, "-c", program, str(PICTURE)], capture_output=True, text=True, check=True)

    assert done.stdout == f"['{TITLE}']\n"


def test_an_empty_page_has_no_text() -> None:
    with pytest.raises(InputError, match="no text was found") as caught:
        read(tiff(Image.new("L", (400, 300), 255)), path="empty.tif")

    assert caught.value.code == "no_text"


def pages_with_limits() -> Iterator[tuple[bytes, ReadOptions, str]]:
    page = Image.new("L", (40, 30), 255)
    yield tiff(page, page), ReadOptions(max_pages=1), "too_large"
    yield tiff(page), ReadOptions(max_pixels=1000), "too_large"
    yield tiff(page), ReadOptions(ocr="off"), "no_text"
    yield tiff(page)[:60], ReadOptions(), "corrupt"


@pytest.mark.parametrize(
    ("data", "options", "code"), list(pages_with_limits()), ids=["pages", "pixels", "off", "cut off"]
)
def test_pictures_are_refused(data: bytes, options: ReadOptions, code: str) -> None:
    with pytest.raises(InputError) as caught:
        read(data, path="a.tif", options=options)

    assert caught.value.code == code


def test_without_the_extra_the_command_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "rapidocr", None)

    with pytest.raises(InputError, match=r"pip install 'jixiao\[ocr\]'") as caught:
        read(PICTURE.read_bytes(), path="report.png")

    assert caught.value.code == "no_text"
