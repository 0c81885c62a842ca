"""One file with several self-evaluation tables: a part of the document for each."""

from __future__ import annotations

import pytest

from extractor.document import Document
from extractor.parts import parts
from extractor.pipeline import extract
from tests.documents import LIBRARY, page

FIRST = "项目名称\t步道改造\n三级指标\t年度指标值\n步道长度\t≥8公里\n"
SECOND = "项目名称\t驿站建设\n三级指标\t年度指标值\n驿站数量\t≥3座\n"
TITLE = "项目支出绩效自评表\n"
NOTES = "\n说明一。\n\n说明二。\n\n说明三。\n\n"


def texts(text: str) -> list[list[str]]:
    """Texts of the blocks of each part."""
    document = page(text)
    return [[document.text[block.start : block.end] for block in part.blocks] for part in parts(document, LIBRARY)]


@pytest.mark.parametrize(
    "text",
    [
        "本项目实施顺利。",
        FIRST,
        TITLE + FIRST + NOTES,
        FIRST + NOTES + FIRST,
        FIRST + NOTES + "项目名称\t驿站建设\n负责人\t略\n",
    ],
    ids=["no table", "one form", "one form with notes", "the same programme", "no indicators or funds"],
)
def test_a_document_with_one_report_is_its_only_part(text: str) -> None:
    document = page(text)

    assert parts(document, LIBRARY) == (document,)


def test_each_programme_begins_a_part() -> None:
    assert texts(FIRST + NOTES + SECOND) == [[FIRST.strip(), "说明一。", "说明二。", "说明三。"], [SECOND.strip()]]


def test_the_title_above_a_form_belongs_to_its_part() -> None:
    first, second = texts(TITLE + FIRST + NOTES + TITLE + SECOND)

    assert (first[0], second[0]) == (TITLE.strip(), TITLE.strip())


def test_the_nearest_title_is_the_one_of_the_form() -> None:
    assert texts(TITLE + FIRST + "\n" + TITLE + SECOND) == [
        [TITLE.strip(), FIRST.strip()],
        [TITLE.strip(), SECOND.strip()],
    ]


def test_a_title_above_another_form_is_not_taken_away_from_it() -> None:
    assert texts(TITLE + FIRST + "\n说明。\n\n" + SECOND) == [
        [TITLE.strip(), FIRST.strip(), "说明。"],
        [SECOND.strip()],
    ]


def test_forms_joined_in_one_table_leave_no_part_empty() -> None:
    assert [] not in texts(FIRST + "\n" + SECOND)


def test_parts_share_the_text_and_part_blocks_and_tables() -> None:
    document = page(FIRST + NOTES + SECOND)
    found: tuple[Document, ...] = parts(document, LIBRARY)

    assert {part.text for part in found} == {document.text}
    assert [table.index for part in found for table in part.tables] == [0, 1]
    assert sum(len(part.blocks) for part in found) == len(document.blocks)


def test_each_part_gives_a_report_of_its_own() -> None:
    reports = extract(page(FIRST + NOTES + SECOND))

    assert [report.source.part for report in reports] == [1, 2]
    assert [report.meta.program and report.meta.program.value for report in reports] == ["步道改造", "驿站建设"]
    assert [[fact.name for fact in report.indicators] for report in reports] == [["步道长度"], ["驿站数量"]]
