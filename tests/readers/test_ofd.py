"""OFD files made by hand: parts of a ZIP container, millimetres, characters on their base lines."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from extractor.document import Document
from extractor.errors import InputError
from extractor.readers import ocr, read
from extractor.readers.limits import ReadOptions
from extractor.readers.ofd_shapes import Matrix, deltas, straight_lines
from tests.readers.hostile_files import zipped

PICTURE = Path(__file__).parent / "pictures" / "report.png"
SPACE = 'xmlns:ofd="http://www.ofdspec.org/2016"'
MAIN = f"<ofd:OFD {SPACE}><ofd:DocBody><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>"
LINE = '<ofd:TextObject Boundary="20 30 100 10" Size="5"><ofd:TextCode X="0" Y="5" DeltaX="g 3 5">养护里程</ofd:TextCode></ofd:TextObject>'  # noqa: E501

Rows = Callable[[Document], list[list[str]]]


def ofd(*pages: str, common: str = "", parts: Mapping[str, str | bytes] | None = None) -> bytes:
    """A file of pages, each told by what is in its `Content` layer or by a whole `ofd:Page`."""
    entries = "".join(f'<ofd:Page ID="{n}" BaseLoc="Pages/Page_{n}/Content.xml"/>' for n in range(len(pages)))
    contents = [page if page.startswith("<ofd:Page ") else page_of(page) for page in pages]
    return zipped(
        {
            "OFD.xml": MAIN,
            "Doc_0/Document.xml": f"<ofd:Document {SPACE}><ofd:CommonData><ofd:PageArea><ofd:PhysicalBox>0 0 200 100"
            f"</ofd:PhysicalBox></ofd:PageArea>{common}</ofd:CommonData><ofd:Pages>{entries}</ofd:Pages></ofd:Document>",
            **{f"Doc_0/Pages/Page_{n}/Content.xml": content for n, content in enumerate(contents)},
            **(parts or {}),
        }
    )


def page_of(layer: str, before: str = "") -> str:
    return f"<ofd:Page {SPACE}>{before}<ofd:Content><ofd:Layer>{layer}</ofd:Layer></ofd:Content></ofd:Page>"


def text(shown: str, x: float, y: float, more: str = "") -> str:
    return (
        f'<ofd:TextObject Boundary="{x} {y} 80 6" Size="4" {more}><ofd:TextCode X="0" Y="4" '
        f'DeltaX="g {len(shown)} 4">{shown}</ofd:TextCode></ofd:TextObject>'
    )


def path(data: str, more: str = "") -> str:
    return f'<ofd:PathObject Boundary="0 0 200 100" {more}><ofd:AbbreviatedData>{data}</ofd:AbbreviatedData></ofd:PathObject>'  # noqa: E501


def shown(data: bytes) -> str:
    return read(data, path="a.ofd").text


def test_characters_stand_in_points_from_the_top_left() -> None:
    document = read(ofd(LINE), path="a.ofd")
    [run] = document.runs

    assert document.text == "养护里程"
    assert [(page.width, page.height) for page in document.pages] == [
        (pytest.approx(566.93, abs=0.01), pytest.approx(283.46, abs=0.01))
    ]
    assert run.edges == pytest.approx((56.69, 70.87, 85.04, 99.21, 113.39), abs=0.01)  # 20, 25 … 40 mm
    assert (run.top, run.bottom) == pytest.approx((87.02, 101.2), abs=0.01)  # around the base line at 35 mm


@pytest.mark.parametrize(
    ("stated", "count", "steps"),
    [
        ("g 3 2.5", 5, [2.5, 2.5, 2.5]),
        ("1 g 2 3 4", 9, [1, 3, 3, 4]),
        ("g 999999999 1", 2, [1, 1]),
        ("g", 4, []),
        ("g x 1 2", 4, [2]),
        (None, 4, []),
    ],
)
def test_steps_between_characters_may_be_counted(stated: str | None, count: int, steps: list[float]) -> None:
    assert deltas(stated, count) == steps


def test_transformations_follow_each_other() -> None:
    assert Matrix(2, 0, 0, 2, 10, 0).after(Matrix(e=1, f=3)).point(1, 1) == (14, 8)


def test_curves_only_move_the_pen() -> None:
    lines = list(straight_lines("M 0 0 L 10 0 Q 1 1 10 5 L 0 5 C"))

    assert lines == [((0, 0), (10, 0)), ((10, 5), (0, 5)), ((0, 5), (0, 0))]


@pytest.mark.parametrize(
    "layer",
    [
        f"<ofd:PageBlock><ofd:PageBlock>{text('完成', 20, 30)}</ofd:PageBlock></ofd:PageBlock>",
        text("完成", 20, 30) + text("隐藏", 20, 50, 'Visible="false"'),
        text("完成", 20, 30) + text("水印", 20, 60, 'CTM="0.7 0.7 -0.7 0.7 0 0"'),
        text("完成", 0, 0, 'CTM="1 0 0 1 20 30"'),
        '<ofd:TextObject Boundary="20 30 9 9" Size="4"><ofd:TextCode X="0" Y="4">完</ofd:TextCode>'
        '<ofd:TextCode X="4" Y="4">成</ofd:TextCode></ofd:TextObject>',
    ],
    ids=["blocks", "hidden", "slanted", "moved", "two codes"],
)
def test_what_is_seen_is_read(layer: str) -> None:
    assert shown(ofd(layer)) == "完成"


def test_slanted_characters_are_counted() -> None:
    document = read(ofd(LINE + text("水印", 20, 60, 'CTM="0.7 0.7 -0.7 0.7 0 0"')), path="a.ofd")

    assert [(note.code, note.message) for note in document.notes] == [
        ("watermark", "第 1 页有 2 个倾斜的字符（水印）未读取")
    ]


def test_templates_and_drawings_are_part_of_the_page() -> None:
    common = (
        '<ofd:TemplatePage ID="7" BaseLoc="Tpls/T.xml"/><ofd:PublicRes>Res.xml</ofd:PublicRes>'
        "<ofd:DocumentRes>missing.xml</ofd:DocumentRes>"
    )
    unit = (
        f'<ofd:CompositeGraphicUnit ID="9"><ofd:Content>{text("签收", 0, 0)}</ofd:Content></ofd:CompositeGraphicUnit>'
    )
    parts = {
        "Doc_0/Tpls/T.xml": page_of(text("表头", 20, 10)),
        "Doc_0/Res.xml": f"<ofd:Res {SPACE}><ofd:CompositeGraphicUnits>{unit}</ofd:CompositeGraphicUnits></ofd:Res>",
    }
    used = '<ofd:CompositeObject ResourceID="9" Boundary="20 60 50 10"/>'
    page = page_of(text("正文", 20, 30) + used, before='<ofd:Template TemplateID="7" ZOrder="Background"/>')

    assert shown(ofd(page, common=common, parts=parts)) == "表头正文签收"


@pytest.mark.parametrize("place", ["/Doc_0/P/A.xml", "p\\a.XML", "./x/../P/A.xml", "Doc_0/P/A.xml"])
def test_parts_are_found_by_the_names_that_writers_use(place: str) -> None:
    whole = {
        "OFD.xml": MAIN.replace("http://www.ofdspec.org/2016", "http://www.ofdspec.org"),
        "Doc_0/Document.xml": f'<ofd:Document {SPACE}><ofd:Pages><ofd:Page BaseLoc="{place}"/></ofd:Pages>'
        "</ofd:Document>",
        "Doc_0/P/A.xml": page_of(LINE),
    }

    assert shown(zipped(whole)) == "养护里程"


def test_paths_close_cells_in(rows: Rows) -> None:
    lines = "".join(
        [
            path("M 20 20 L 120 20 L 120 44 L 20 44 C"),
            path("M 0 0 L 100 0.2", 'CTM="1 0 0 1 20 32"'),
            path("M 70 20 L 70.5 20 L 70.5 44 L 70 44 C", 'Stroke="false" Fill="true"'),
            path("M 20 20 L 120 44"),
            path("M 40 20 L 40 44", 'Stroke="false"'),
        ]
    )
    cells = text("指标", 25, 23) + text("目标值", 75, 23) + text("里程", 25, 36) + text("120公里", 75, 36)

    assert rows(read(ofd(lines + cells), path="a.ofd")) == [["指标", "目标值"], ["里程", "120公里"]]


@pytest.mark.skipif(not ocr.available(), reason="the extra `ocr` is not installed")
def test_a_page_that_is_a_picture_is_recognised() -> None:
    common = "<ofd:PublicRes>Res.xml</ofd:PublicRes>"
    parts: dict[str, str | bytes] = {
        "Doc_0/Res.xml": f'<ofd:Res {SPACE} BaseLoc="Res"><ofd:MultiMedias><ofd:MultiMedia ID="5" Type="Image">'
        "<ofd:MediaFile>scan.png</ofd:MediaFile></ofd:MultiMedia></ofd:MultiMedias></ofd:Res>",
        "Doc_0/Res/scan.png": PICTURE.read_bytes(),
    }
    picture = '<ofd:ImageObject ResourceID="5" Boundary="-10 -10 190 154" CTM="190 0 0 154 0 0"/>'

    document = read(ofd(LINE, picture, common=common, parts=parts), path="a.ofd")

    assert document.source.ocr_pages == 1
    assert "江川市农村道路养护项目绩效自评报告" in document.text
    assert {run.page for run in document.runs if run.score < 1} == {2}


def test_pictures_of_unknown_kinds_are_noted() -> None:
    common = "<ofd:PublicRes>Res.xml</ofd:PublicRes>"
    parts: dict[str, str | bytes] = {
        "Doc_0/Res.xml": f'<ofd:Res {SPACE}><ofd:MultiMedias><ofd:MultiMedia ID="5">'
        "<ofd:MediaFile>a.jb2</ofd:MediaFile></ofd:MultiMedia></ofd:MultiMedias></ofd:Res>",
        "Doc_0/a.jb2": b"\x97JB2",
    }
    picture = '<ofd:ImageObject ResourceID="5" Boundary="0 0 100 100"/>'

    document = read(ofd(LINE, picture, common=common, parts=parts), path="a.ofd")

    expected = ["page_without_text", *(["picture_unreadable"] if ocr.available() else [])]
    assert [note.code for note in document.notes] == expected


@pytest.mark.parametrize("damaged", [b"", b"no XML at all"])
def test_a_damaged_page_does_not_keep_the_others_away(damaged: bytes) -> None:
    document = read(ofd(LINE, LINE, parts={"Doc_0/Pages/Page_1/Content.xml": damaged}), path="a.ofd")

    assert document.text == "养护里程"
    assert [note.message for note in document.notes] == ["第 2 页损坏，未能读取"]


def test_annotations_are_noted() -> None:
    with zipfile.ZipFile(io.BytesIO(ofd(LINE))) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    document = parts["Doc_0/Document.xml"].replace(
        b"</ofd:Document>", b"<ofd:Annotations>A.xml</ofd:Annotations></ofd:Document>"
    )

    assert [note.code for note in read(zipped({**parts, "Doc_0/Document.xml": document}), path="a").notes] == [
        "annotations"
    ]


LOOP = (
    f'<ofd:Res {SPACE}><ofd:CompositeGraphicUnits><ofd:CompositeGraphicUnit ID="9"><ofd:Content>'
    + '<ofd:CompositeObject ResourceID="9" Boundary="0 0 9 9"/>' * 60
    + "</ofd:Content></ofd:CompositeGraphicUnit></ofd:CompositeGraphicUnits></ofd:Res>"
)


@pytest.mark.parametrize(
    ("data", "options", "code"),
    [
        (ofd(), ReadOptions(), "corrupt"),
        (zipped({"OFD.xml": "<a/>"}), ReadOptions(), "corrupt"),
        (zipped({"OFD.xml": MAIN}), ReadOptions(), "corrupt"),
        (ofd(path("M 0 0 L 10 0")), ReadOptions(), "no_text"),
        (ofd(LINE, LINE), ReadOptions(max_pages=1), "too_large"),
        (ofd(LINE), ReadOptions(max_unpacked_bytes=100), "unsafe_archive"),
        (
            ofd(
                '<ofd:CompositeObject ResourceID="9" Boundary="0 0 9 9"/>',
                common="<ofd:PublicRes>R.xml</ofd:PublicRes>",
                parts={"Doc_0/R.xml": LOOP},
            ),
            ReadOptions(),
            "too_large",
        ),
        (ofd(LINE, parts={"bomb": b"0" * 8_000_000}), ReadOptions(max_unpacked_bytes=1_000_000), "unsafe_archive"),
    ],
    ids=["no pages", "other XML", "no document", "no text", "pages", "unpacked", "loop", "bomb"],
)
def test_files_are_refused(data: bytes, options: ReadOptions, code: str) -> None:
    with pytest.raises(InputError) as caught:
        read(data, path="a.ofd", options=options)

    assert caught.value.code == code


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_damaged_parts_give_a_document_or_an_input_error(data: st.DataObject) -> None:
    sound = bytearray(page_of(LINE + text("完成", 20, 50) + path("M 0 0 L 10 0")).encode())
    for place, value in data.draw(
        st.lists(st.tuples(st.integers(0, len(sound) - 1), st.integers(32, 126)), max_size=9)
    ):
        sound[place] = value

    try:
        read(ofd("<ofd:Page " + sound.decode(errors="replace").removeprefix("<ofd:Page ")), path="a.ofd")
    except InputError as error:
        assert "\n" not in str(error)
