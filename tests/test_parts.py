"""One file with several self-evaluation tables: a part of the document for each."""

from __future__ import annotations

import pytest

from extractor.document import Document
from extractor.parts import parts
from extractor.pipeline import extract
from tests.documents import LEFT, LIBRARY, grid, page

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


@pytest.mark.parametrize(
    ("lead", "goes_on"),
    [
        ("（二）驿站建设自评综述：全年执行数3万元。", False),
        ("与驿站建设一并实施，效果良好。", True),
        ("其他情况：与上述驿站建设一并实施。", True),
    ],
)
def test_a_paragraph_that_begins_with_the_programme_of_the_next_form_is_of_its_part(lead: str, goes_on: bool) -> None:
    first, second = texts(f"{FIRST}\n{lead}\n\n{SECOND}")

    assert (lead in first, lead in second) == (goes_on, not goes_on)


def test_a_title_above_another_form_is_not_taken_away_from_it() -> None:
    assert texts(TITLE + FIRST + "\n说明。\n\n" + SECOND) == [
        [TITLE.strip(), FIRST.strip(), "说明。"],
        [SECOND.strip()],
    ]


def test_forms_joined_in_one_table_leave_no_part_empty() -> None:
    assert [] not in texts(FIRST + "\n" + SECOND)


def test_a_programme_may_be_named_on_a_line_above_its_table() -> None:
    form = "\n三级指标\t年度指标值\n步道长度\t≥8公里\n\n"
    reports = extract(page(f"项目名称：步道改造{form}项目名称：驿站建设{form.replace('步道', '驿站')}"))

    assert [[fact.name for fact in report.indicators] for report in reports] == [["步道长度"], ["驿站长度"]]


def test_forms_in_one_table_are_divided_between_its_rows() -> None:
    title = ["项目支出绩效自评表", LEFT, LEFT]
    rows = [
        [title, ["项目名称", name, LEFT], ["三级指标", "年度指标值", "分值"], [f"{name}长度", "≥8公里", "90"]]
        for name in ("步道", "水渠", "围栏")
    ]
    document = grid([row for form in rows for row in form])

    first, second, third = extract(document)
    assert [report.meta.program and report.meta.program.value for report in (first, second, third)] == [
        "步道",
        "水渠",
        "围栏",
    ]
    assert [fact.name for fact in second.indicators] == ["水渠长度"]
    assert [item.table and item.table.row for item in second.indicators[0].evidence][:1] == [7]
    assert [len(part.blocks) for part in parts(document, LIBRARY)] == [1, 1, 1]


@pytest.mark.parametrize(
    "row",
    ["项目名称\t预算数\t执行数", "指标名称\t年度指标值\t得分", "项目名称\t指标值\t三级指标"],
    ids=["money", "points", "names"],
)
def test_a_label_of_a_column_names_no_programme(row: str) -> None:
    document = page(f"{FIRST}{row}\n驿站\t3\t4\n{SECOND}")

    assert len(parts(document, LIBRARY)) == 2


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
