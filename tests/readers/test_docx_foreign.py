"""What a DOCX file holds that is no text of its own: web pages taken in whole, scans pasted into it."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping

import pytest
from PIL import Image

from extractor.document import Document
from extractor.errors import InputError
from extractor.readers import ocr, read
from extractor.readers.limits import DEFAULTS, ReadOptions
from extractor.readers.ocr_page import OcrLine, OcrPage

_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_ID = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" r'
OFF = ReadOptions(ocr="off")
WEB_PAGE = "<html><body><p>支出12万元。</p><table><tr><td>项目</td><td>预算</td></tr></table></body></html>".encode()
SAVED = (
    b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=X\n\n--X\n"
    b"Content-Type: text/html; charset=utf-8\n\n" + WEB_PAGE + b"\n--X--\n"
)


def _png() -> bytes:
    target = io.BytesIO()
    Image.new("RGB", (40, 60), "white").save(target, "PNG")
    return target.getvalue()


def _with_parts(docx: bytes, parts: Mapping[str, bytes]) -> bytes:
    """The DOCX with `parts` in it, to which relations of the same name lead."""
    relations = "".join(f'<Relationship Id="{name}" Type="x/other" Target="{name}"/>' for name in parts)
    target = io.BytesIO(docx)
    with zipfile.ZipFile(io.BytesIO(docx)) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            if not name.endswith("document.xml.rels"):
                new.writestr(name, old.read(name))
        linked = f'<Relationships xmlns="{_RELATIONS}">{relations}</Relationships>'
        new.writestr("word/_rels/document.xml.rels", linked)
        for name, content in parts.items():
            new.writestr(f"word/{name}", content)
    return target.getvalue()


def _paragraph(inner: str) -> str:
    return f"<w:p><w:r>{inner}</w:r></w:p>"


def _words(text: str) -> str:
    return _paragraph(f"<w:t>{text}</w:t>")


def _drawing(name: str, millimetres: int) -> str:
    side = millimetres * 36000
    inner = f'<extent cx="{side}" cy="{side}"/><graphic><blip {_ID}:embed="{name}"/></graphic>'
    return _paragraph(f"<w:drawing><inline>{inner}</inline></w:drawing>")


def _vml(name: str, style: str) -> str:
    return _paragraph(f'<w:pict><v:shape style="{style}"><v:imagedata {_ID}:id="{name}"/></v:shape></w:pict>')


@pytest.fixture
def read_with(docx: Callable[..., bytes]) -> Callable[..., Document]:
    """Document of a DOCX's body and the parts that it names."""

    def read_it(body: str, options: ReadOptions = DEFAULTS, **parts: bytes) -> Document:
        return read(_with_parts(docx(body), parts), path="a.docx", options=options)

    return read_it


@pytest.fixture
def recognized(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every picture says the same."""
    line = OcrLine("绩效自评", (72.0, 95.0, 136.0, 121.0), 0.99, (0.125, 0.375, 0.625, 0.875))
    page = OcrPage(595.0, 842.0, (line,), page_width=595.0, page_height=842.0)
    monkeypatch.setattr(ocr, "read_page", lambda *_, **__: page)
    monkeypatch.setattr("extractor.readers.picture_pages.require", lambda: None)


@pytest.mark.parametrize("content", [WEB_PAGE, SAVED], ids=["HTML", "MHTML"])
def test_a_web_page_taken_in_whole_stands_in_its_place(
    read_with: Callable[..., Document], rows: Callable[..., list[list[str]]], content: bytes
) -> None:
    document = read_with(_words("前文。") + f'<w:altChunk {_ID}:id="page"/>' + _words("后文。"), page=content)

    assert document.text == "前文。\n支出12万元。\n项目\t预算\n后文。"
    assert rows(document) == [["项目", "预算"]]


@pytest.mark.parametrize("parts", [{"page": b"\x89PNG"}, {"page": b""}, {}], ids=["picture", "empty", "missing"])
def test_what_is_taken_in_and_cannot_be_read_is_noted(
    read_with: Callable[..., Document], parts: Mapping[str, bytes]
) -> None:
    document = read_with(_words("前文。") + f'<w:altChunk {_ID}:id="page"/>', **parts)

    assert [note.code for note in document.notes] == ["not_converted"]


@pytest.mark.usefixtures("recognized")
@pytest.mark.parametrize(
    "picture", [_drawing("scan", 160), _vml("scan", "width:420pt;height:594.5pt")], ids=["drawing", "VML"]
)
def test_a_file_of_scans_is_recognised(read_with: Callable[..., Document], picture: str) -> None:
    document = read_with(_words("附件") + picture, scan=_png())

    assert document.text == "绩效自评"
    assert (len(document.pages), document.source.path) == (1, "a.docx")
    assert ("text_beside", "图片以外的文字未读取：附件") in [(note.code, note.message) for note in document.notes]


@pytest.mark.parametrize(
    ("picture", "codes"),
    [(_drawing("scan", 160), ["pictures_unread"]), (_drawing("scan", 40), []), (_vml("scan", "width:1in"), [])],
    ids=["page", "stamp", "unknown size"],
)
def test_pictures_of_pages_beside_text_are_noted(
    read_with: Callable[..., Document], picture: str, codes: list[str]
) -> None:
    document = read_with(_words("2022年度共支出12万元，完成年度预算的98.5%。" * 3) + picture, scan=_png())

    assert [note.code for note in document.notes] == codes


def test_a_caption_is_read_where_its_scan_cannot_be(read_with: Callable[..., Document]) -> None:
    document = read_with(_words("附件") + _drawing("scan", 160), OFF, scan=_png())

    assert (document.text, [note.code for note in document.notes]) == ("附件", ["pictures_unread"])


@pytest.mark.parametrize("body", [_drawing("scan", 160), ""], ids=["scan", "nothing"])
def test_a_file_without_text_is_refused(read_with: Callable[..., Document], body: str) -> None:
    with pytest.raises(InputError) as caught:
        read_with(body, OFF, scan=_png())

    assert caught.value.code == "no_text"


@pytest.mark.parametrize(
    ("program", "codes"),
    [
        ("Equation.3", ["formulas_unread"]),
        ("Equation.DSMT4", ["formulas_unread"]),
        ("Excel.Sheet.12", ["objects_unread"]),
    ],
)
def test_objects_of_other_programs_are_noted(
    read_with: Callable[..., Document], program: str, codes: list[str]
) -> None:
    document = read_with(_words("95%") + _paragraph(f'<w:object><OLEObject ProgID="{program}"/></w:object>'))

    assert [note.code for note in document.notes] == codes
