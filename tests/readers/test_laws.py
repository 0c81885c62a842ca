"""What holds for every document of every reader, and that bad bytes give nothing but InputError."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from extractor.document import Document
from extractor.errors import InputError
from extractor.readers import read
from tests.readers.hostile_files import html, xlsx
from tests.readers.ole_files import doc
from tests.readers.sheet_files import rows, xls

Draw = Callable[..., object]

TEXT = "一、概况\n惠及企业数量为\n\n263 家。\n指标 | 目标 |\n改造 | 4个 |\n\n甲\t\t乙\n丙\t丁\t\n— 3 —\n"
BODY = (
    "<w:p><w:r><w:t>一、概况</w:t></w:r></w:p>"
    "<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val='2'/></w:tcPr><w:p><w:r><w:t>项目</w:t></w:r></w:p></w:tc></w:tr>"
    "<w:tr><w:tc><w:p/></w:tc><w:tc><w:p><w:r><w:t>4个</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
    "<w:p><w:r><w:t>完成。</w:t></w:r></w:p>"
)


@pytest.fixture(scope="module")
def samples(docx: Callable[..., bytes], pdf: Callable[..., bytes], write: Draw, grid: Draw) -> dict[str, bytes]:
    return {
        "text": TEXT.encode(),
        "docx": docx(BODY),
        "pdf": pdf(
            write((72, 100, "一、概况"), (72, 130, "单位 A b   c"), (290, 800, "1")),
            grid([72, 172, 272], [100, 125, 150], [["项目", None], ["", "4个"]]),
        ),
        "html": html(f"<h1>概况</h1><table><tr><td rowspan=2>甲<td>4个<tr><td>{TEXT}</table>"),
        "xlsx": xlsx('<row r="1"><c r="A1" t="inlineStr"><is><t>项目</t></is></c><c r="B1"><v>4</v></c></row>'),
        "rtf": b"{\\rtf1\\ansicpg936\\trowd\\cellx99\\cellx199\\intbl \\u20013 1\\cell 4\\cell\\row\\pard 12\\par}",
        "doc": doc([("概况\r", b""), ("4个\r", b"")]),
        "xls": xls(rows([["项目", "预算"], ["培训", 12.5], ["合计", 3]])),
    }


def check(document: Document) -> None:
    """Blocks follow each other inside the text; cells lie in their tables, tables in their blocks."""
    end = 0
    for block in document.blocks:
        assert end <= block.start < block.end <= len(document.text)
        end = block.end
    for table in document.tables:
        block = next(block for block in document.blocks if block.table == table.index)
        assert (block.start, block.end) == (table.start, table.end)
        assert all(table.start <= cell.start <= cell.end <= table.end for cell in table.cells)
        assert all(cell.row_span >= 1 and cell.column_span >= 1 for cell in table.cells)


@pytest.mark.parametrize("kind", ["text", "docx", "pdf"])
def test_blocks_and_cells_lie_in_order(samples: dict[str, bytes], kind: str) -> None:
    check(read(samples[kind], path="a"))


@pytest.mark.parametrize("kind", ["text", "docx", "pdf"])
def test_blocks_hold_all_characters(samples: dict[str, bytes], kind: str) -> None:
    document = read(samples[kind], path="a")
    inside = {place for block in document.blocks for place in range(block.start, block.end)}

    assert [char for place, char in enumerate(document.text) if place not in inside and not char.isspace()] == []


@pytest.mark.parametrize("kind", ["text", "docx", "pdf"])
def test_same_bytes_give_the_same_document(samples: dict[str, bytes], kind: str) -> None:
    assert read(samples[kind], path="a") == read(samples[kind], path="a")


def test_every_character_of_a_pdf_has_a_place(samples: dict[str, bytes]) -> None:
    document = read(samples["pdf"], path="a")
    placed = {place for run in document.runs for place in range(run.start, run.end)}

    assert [char for place, char in enumerate(document.text) if place not in placed and not char.isspace()] == []
    assert all(len(run.edges) == run.end - run.start + 1 for run in document.runs)
    assert [run.start for run in document.runs] == sorted(run.start for run in document.runs)


@given(st.text(alphabet="一二（）1.、，。|\t\n -—是的目标0件", max_size=200))
def test_any_text_keeps_its_characters(text: str) -> None:
    try:
        document = read(text.encode(), path="a")
    except InputError:
        return

    assert document.text == text
    check(document)


@given(st.binary(max_size=300))
def test_any_bytes_give_a_document_or_an_input_error(data: bytes) -> None:
    try:
        check(read(data, path="a.pdf"))
    except InputError as error:
        assert "\n" not in str(error)


@pytest.mark.usefixtures("no_office")
@pytest.mark.parametrize("kind", ["text", "docx", "pdf", "html", "xlsx", "rtf", "doc", "xls"])
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_damaged_files_give_a_document_or_an_input_error(
    samples: dict[str, bytes], kind: str, data: st.DataObject
) -> None:
    sound = samples[kind]
    damaged = bytearray(sound[: data.draw(st.integers(len(sound) // 2, len(sound)))])
    for place, value in data.draw(
        st.lists(st.tuples(st.integers(0, len(damaged) - 1), st.integers(0, 255)), max_size=12)
    ):
        damaged[place] = value

    try:
        check(read(bytes(damaged), path="a"))
    except InputError as error:
        assert "\n" not in str(error)
