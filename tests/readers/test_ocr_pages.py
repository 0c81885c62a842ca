"""What is made of recognised lines and rules, without any recognition."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PIL import Image, ImageDraw

from extractor.document import Block, BlockKind, Document, Page, Run, Source
from extractor.readers.ocr_alignment import aligned
from extractor.readers.ocr_glyphs import raw_page
from extractor.readers.ocr_marks import marked
from extractor.readers.ocr_page import OcrLine, OcrPage, from_bytes, to_bytes
from extractor.readers.ocr_repairs import repaired

SOURCE = Source("a.png", "0" * 64, "image/png", 1)
GRID = ((50, 200, 250, 200), (50, 230, 250, 230), (50, 200, 50, 230), (150, 200, 150, 230), (250, 200, 250, 230))


def line(text: str, x0: float, top: float, size: float, *, score: float = 1.0) -> OcrLine:
    """A line of evenly set Chinese characters, boxed as recognition does."""
    middles = tuple((place + 0.5) / len(text) for place in range(len(text)))
    return OcrLine(text, (x0, top - 0.3 * size, x0 + size * len(text), top + 1.3 * size), score, middles)


def page(*lines: OcrLine, rules: tuple[tuple[float, float, float, float], ...] = ()) -> OcrPage:
    return OcrPage(595.0, 842.0, lines, rules, page_width=595.0, page_height=842.0)


def text(shown: str, page_number: int, kind: BlockKind = "paragraph") -> Document:
    run = Run(0, len(shown), page_number, 100.0, 116.0, tuple(80.0 + 16 * place for place in range(len(shown) + 1)))
    blocks = (Block(kind, 0, len(shown)),)
    return Document(SOURCE, shown, blocks, pages=(Page(page_number, 600.0, 800.0),), runs=(run,))


def test_a_page_survives_the_cache() -> None:
    found = page(line("绩效", 72, 100, 16, score=0.9), rules=GRID)

    assert from_bytes(to_bytes(found)) == found


@pytest.mark.parametrize("kept", [None, b"", b"{}", b"[1]", b"\xff", b'{"lines": [{}]}'])
def test_what_a_cache_garbled_is_none(kept: bytes | None) -> None:
    assert from_bytes(kept) is None


def test_characters_stand_where_they_were_recognised() -> None:
    glyphs = raw_page(page(line("全年预算数", 72, 100, 16)), 3).glyphs

    assert [glyph.text for glyph in glyphs] == ["全", "年", "预", "算", "数"]
    assert [round(glyph.x0) for glyph in glyphs] == [72, 88, 104, 120, 136]
    assert [(round(glyph.top), round(glyph.bottom), glyph.size) for glyph in glyphs[:1]] == [(100, 116, 16.0)]


def test_lines_that_measure_nearly_the_same_are_of_one_size() -> None:
    lines = (line("项目全年执行数为一千", 72, 100, 16), line("项目绩效情况", 72, 130, 16.7), line("完成", 72, 160, 18))

    assert {glyph.size for glyph in raw_page(page(*lines), 1).glyphs} == {16.0}


def test_a_wide_gap_in_a_line_stays_open() -> None:
    apart = OcrLine("单位元", (70, 95, 230, 121), 1.0, (0.05, 0.15, 0.95))

    glyphs = raw_page(page(line("项目全年执行数", 72, 160, 16), apart), 1).glyphs

    assert glyphs[-1].x0 - glyphs[-2].x1 > 90


def test_characters_below_each_other_have_boxes_below_each_other() -> None:
    down = OcrLine("绩效", (60, 100, 84, 148), 1.0, (0.25, 0.75), down=True)

    glyphs = raw_page(page(line("项目全年执行数", 72, 200, 16), down), 1).glyphs[-2:]

    assert [(glyph.text, round(glyph.top)) for glyph in glyphs] == [("绩", 104), ("效", 124)]


def test_rules_close_cells_in() -> None:
    assert raw_page(page(rules=GRID), 1).tables == (((50, 200, 150, 230), (150, 200, 250, 230)),)


@pytest.mark.parametrize(
    ("read", "printed"),
    [
        ("≤0.8%0", "≤0.8‰"),
        ("0.6%o以内", "0.6‰以内"),
        ("%0", "‰"),
        ("95%", "95%"),
        ("5%03", "5%03"),
        ("-8一", "-8—"),
        ("一", "一"),
        ("10一20", "10一20"),
        ("3,82万人", "3.82万人"),
        ("≥95，5%", "≥95.5%"),
        ("1,234", "1,234"),
        ("1,2季度", "1,2季度"),
        ("支出3,82万元", "支出3,82万元"),
    ],
)
def test_signs_that_the_engine_does_not_know_are_repaired(read: str, printed: str) -> None:
    found = repaired(line(read, 72, 100, 16))

    assert found.text == printed
    assert len(found.middles) == len(printed)
    assert found.as_read == ("" if read == printed else read)


def test_a_comma_for_a_point_is_doubted() -> None:
    assert repaired(line("3,82万人", 72, 100, 16)).score == 0.8


@pytest.mark.parametrize(("shown", "codes"), [("[860", ["ocr_stroke"]), ("912.5|", ["ocr_stroke"]), ("[860]", [])])
def test_a_stroke_beside_a_number_is_noted(shown: str, codes: list[str]) -> None:
    found = marked(text(shown, 1), {1: page(line(shown, 80, 100, 16))})

    assert [note.code for note in found.notes] == codes


def test_a_slipped_page_is_laid_under_the_one_before() -> None:
    header = "江川市交通运输局"
    before = page(line(header, 72, 40, 10), rules=GRID)
    slipped = tuple((x0 + 9, top + 4, x1 + 9, bottom + 4) for x0, top, x1, bottom in GRID)

    moved = aligned(page(line(header, 81, 44, 10), line("4个", 81, 300, 12), rules=slipped), before)

    assert [round(value, 6) for rule in moved.rules for value in rule] == [value for rule in GRID for value in rule]
    assert moved.lines[0].box == pytest.approx(before.lines[0].box)
    a, b, c, d, e, f = moved.to_page
    assert (a * 50 + b * 200 + c, d * 50 + e * 200 + f) == pytest.approx((59, 204))


def test_a_page_with_another_table_stays_where_it_is() -> None:
    other = page(rules=tuple((x0 * 1.5, top, x1 * 1.5, bottom) for x0, top, x1, bottom in GRID))

    assert aligned(other, page(rules=GRID)) == other


def test_runs_get_the_scores_and_places_of_the_scan() -> None:
    shrunk = replace(page(line("预算", 80, 100, 16, score=0.75)), to_page=(0.5, 0.0, 10.0, 0.0, 0.5, 20.0))

    document = marked(text("预算", 2), {2: shrunk})

    assert document.runs == (Run(0, 2, 2, 70.0, 78.0, (50.0, 58.0, 66.0), 0.75),)
    assert document.pages == (Page(2, 595.0, 842.0),)


def test_an_unsure_line_is_noted_unless_it_is_furniture() -> None:
    unsure = {1: page(line("预算", 80, 100, 16, score=0.75))}

    assert [note.code for note in marked(text("预算", 1), unsure).notes] == ["ocr_low_score"]
    assert marked(text("预算", 1, "furniture"), unsure).notes == ()


def test_what_was_not_read_is_noted() -> None:
    lacking = {1: replace(page(), unread=2, missed=30, seals=1)}

    assert [note.code for note in marked(text("预算", 1), lacking).notes] == ["seal", "ocr_unread", "ocr_missed"]


def test_pages_that_were_no_pictures_stay_as_they_are() -> None:
    assert marked(text("预算", 1), {}) == text("预算", 1)
    assert marked(text("预算", 1), {2: page()}).runs == text("预算", 1).runs


def drawn(*lines: tuple[int, int, int, int]) -> Image.Image:
    picture = Image.new("L", (700, 500), 250)
    pen = ImageDraw.Draw(picture)
    for ends in lines:
        pen.line(ends, fill=60, width=2)
    return picture


def test_rules_are_found_on_a_picture() -> None:
    np = pytest.importorskip("numpy")
    pytest.importorskip("cv2")
    from extractor.readers.ocr_rules import find_rules

    table = [(100, 100, 600, 100), (100, 200, 600, 200), (100, 100, 100, 200), (600, 100, 600, 200)]
    stroke, underline = (300, 300, 300, 400), (100, 450, 500, 450)

    rules = find_rules(np.asarray(drawn(*table, stroke, underline)), [], 200)

    assert sorted(tuple(round(value, -1) for value in rule) for rule in rules.framing) == sorted(table)
    assert [tuple(round(value, -1) for value in rule) for rule in rules.free] == [underline]
