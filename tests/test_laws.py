"""The laws of the house that hold for any document: places, determinism, no crash, nothing planted is lost.

Folding: `test_width.py`; quantities: `test_quantity_laws.py`; readers: `readers/test_laws.py`.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from pydantic import BaseModel, ValidationError

from extractor.document import Document
from extractor.errors import InputError
from extractor.pipeline import extract
from extractor.readers import read, read_file
from extractor.report import Cited, CitedText, Evidence, Measure, Report, to_json
from tests.documents import page, report

CHECKOUT = Path(__file__).parent.parent
SAMPLES = sorted((CHECKOUT / "samples").glob("*/source.*"))
FILES = [path for path in SAMPLES if path.suffix != ".toml"]
ON_PAGES = [path for path in FILES if path.suffix == ".pdf"]


def evidence_of(node: object) -> Iterator[Evidence]:
    """All evidence anywhere in a model."""
    if isinstance(node, Evidence):
        yield node
    elif isinstance(node, BaseModel):
        for _, value in node:
            yield from evidence_of(value)
    elif isinstance(node, tuple):
        for value in node:
            yield from evidence_of(value)


def misplaced(document: Document, found: Report) -> list[Evidence]:
    """Evidence whose slice of the text is not what it quotes."""
    return [item for item in evidence_of(found) if document.text[item.start : item.end] != item.text]


# --- law 1: every value stands where its evidence says


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.parent.name)
def test_evidence_of_a_sample_is_a_slice_of_its_text(path: Path) -> None:
    document = read_file(path)
    reports = extract(document)

    assert [misplaced(document, found) for found in reports] == [[]] * len(reports)
    assert any(evidence_of(found) for found in reports)


@pytest.mark.parametrize("path", ON_PAGES, ids=lambda path: path.parent.name)
def test_boxes_lie_on_the_pages_of_the_document(path: Path) -> None:
    document = read_file(path)
    sizes = {place.number: (place.width, place.height) for place in document.pages}
    found = [item for one in extract(document) for item in evidence_of(one)]
    boxes = [(item.page, item.bbox) for item in found] + [(box.page, box.bbox) for item in found for box in item.boxes]

    assert all(page_number in sizes and box is not None for page_number, box in boxes)
    assert [
        box
        for number, box in boxes
        if number
        and box
        and not (0 <= box[0] <= box[2] <= sizes[number][0] and 0 <= box[1] <= box[3] <= sizes[number][1])
    ] == []


def _inside(box: tuple[float, float, float, float], size: tuple[float, float]) -> bool:
    left, top, right, bottom = box
    return 0 <= left <= right <= size[0] and 0 <= top <= bottom <= size[1]


@pytest.mark.parametrize(
    ("model", "fields"),
    [
        (Cited, {"text": "甲", "evidence": ()}),
        (CitedText, {"value": "甲", "evidence": ()}),
        (
            Measure,
            {
                "comparator": "=",
                "value": 1,
                "unit": None,
                "basis": "level",
                "text": "1",
                "normalized": None,
                "evidence": (),
            },
        ),
    ],
    ids=["a passage", "a word of the cover", "a measure"],
)
def test_a_fact_without_evidence_cannot_be_built(model: type[BaseModel], fields: dict[str, object]) -> None:
    with pytest.raises(ValidationError, match="evidence"):
        model.model_validate(fields)


@pytest.mark.parametrize(("start", "end", "text"), [(0, 0, ""), (0, 3, "甲"), (-1, 0, "甲")])
def test_evidence_without_a_place_of_its_length_cannot_be_built(start: int, end: int, text: str) -> None:
    with pytest.raises(ValidationError):
        Evidence(
            field="name", page=None, bbox=None, boxes=(), start=start, end=end, text=text, table=None, pattern="test"
        )


# --- planted answers: what a generated report states is found, at its place

NAMES = ("步道修建", "驿站新建", "护栏更换", "苗木补植", "路灯安装", "座椅添置", "标识设置", "厕所改建")
UNITS = ("公里", "座", "处", "株", "盏", "张", "块", "个")
FILLER = (
    "项目实施单位高度重视绩效管理工作。",
    "各项制度健全，档案资料完整。",
    "资金使用符合有关规定。",
    "群众反映良好。",
)


@dataclass(frozen=True)
class Planted:
    """A generated report: its text, and name, target and actual value of each indicator as printed."""

    text: str
    indicators: tuple[tuple[str, str, str], ...]
    funds: tuple[str, ...]


@st.composite
def planted(draw: st.DrawFn) -> Planted:
    """Small reports with known indicators and amounts, in one of the forms."""
    ranks = draw(st.lists(st.sampled_from(range(len(NAMES))), min_size=3, max_size=6, unique=True))
    facts = []
    for rank in ranks:
        target, actual = draw(st.integers(101, 999)), draw(st.integers(101, 999))
        facts.append((f"{NAMES[rank]}数量", f"≥{target}{UNITS[rank]}", f"{actual}{UNITS[rank]}"))
    budget, spent = draw(st.integers(1001, 9999)), draw(st.integers(1001, 9999))
    separator = draw(st.sampled_from(["|", "\t"]))
    form = draw(st.sampled_from([_table, _sentences, _cells_on_lines]))
    filler = draw(st.lists(st.sampled_from(FILLER), max_size=3))
    text = (
        f"云泽市公园管理局2022年度步道建设项目绩效自评报告\n一、资金情况\n下达资金{budget}万元，累计支出{spent}万元。\n"
        f"二、绩效指标完成情况\n{''.join(filler)}\n\n{form(facts, separator)}"
    )
    return Planted(text, tuple(facts), (f"{budget}万元", f"{spent}万元"))


def _table(facts: list[tuple[str, str, str]], separator: str) -> str:
    rows = [("三级指标", "年度指标值", "实际完成值"), *facts]
    return "\n".join(separator.join(row) for row in rows) + "\n"


def _sentences(facts: list[tuple[str, str, str]], _separator: str) -> str:
    return "\n".join(f"{name}{target}，实际完成{actual}。" for name, target, actual in facts) + "\n"


def _cells_on_lines(facts: list[tuple[str, str, str]], _separator: str) -> str:
    return "\n".join(["三级指标", "年度指标值", "实际完成值", *(cell for fact in facts for cell in fact)]) + "\n"


@given(planted())
@settings(max_examples=60)
def test_what_is_planted_is_found_at_its_place(case: Planted) -> None:
    found = report(case.text)
    facts = [
        (fact.name, fact.target.evidence[0].text, fact.actual.evidence[0].text)
        for fact in found.indicators
        if fact.target and fact.actual
    ]

    assert sorted(facts) == sorted(case.indicators)
    assert [figure.amount.evidence[0].text for figure in found.funds] == list(case.funds)
    assert misplaced(page(case.text), found) == []


# --- law 4: same bytes, same report


@given(planted())
@settings(max_examples=10)
def test_the_same_bytes_give_the_same_report(case: Planted) -> None:
    data = case.text.encode()

    assert [to_json(one) for one in extract(read(data, path="a"))] == [
        to_json(one) for one in extract(read(data, path="a"))
    ]


def test_another_process_gives_the_same_reports() -> None:
    here = [to_json(one) for path in FILES for one in extract(read_file(path, name=path.parent.name))]

    assert _in_another_process("1") == here


def _in_another_process(hash_seed: str) -> list[str]:
    """Reports of all samples from a fresh interpreter."""
    program = (
        "import sys\nfrom pathlib import Path\nfrom extractor.pipeline import extract\n"
        "from extractor.readers import read_file\nfrom extractor.report import to_json\n"
        "for path in map(Path, sys.argv[1:]):\n"
        "    for one in extract(read_file(path, name=path.parent.name)):\n"
        "        sys.stdout.buffer.write(to_json(one).encode() + b'\\n')\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, *map(str, FILES)],
        capture_output=True,
        check=True,
        cwd=CHECKOUT,
        env={**os.environ, "PYTHONHASHSEED": hash_seed},
    )
    return done.stdout.decode().splitlines()


# --- law 5: whatever the text, there are reports and no crash

VISIBLE = """
一级指标 三级指标 指标名称 年度指标值 实际完成值 分值 得分 偏差原因 年初预算数 全年预算数 全年执行数 执行率 年度资金总额
其中：中央财政资金 上年结转资金 其他资金 产出指标 数量指标 满意度指标 培训人数 合格率 成本 达成预期指标 未完成 均为 实际
计划 同比增长 占 其中 中央 下达 支出 结余 执行 2022年12月底 2022年13月 三百五十万元 百分之九十 零 十 两 项目名称
主管部门 （万元） 自评得分 总分 优 2022年度绩效自评报告 一、 （一） 1. （1） 指标1： 42此 〔2020〕83号 备注： 下一步
主要原因 ≥ ≤ = ≥95% 100% 10 0 007 12 1.5 . 1,000 万元 亿 人 ‰ — / ** ≥**人 202010100.00%10 １２．５％ ㎡ ㈠ ①
$\\geq15\\%$ ， 。 ； ： （ ） 《 ” --- #
"""
WORDS = (*VISIBLE.split(), "|", " | ", "\t", "\n", "\n\n", " ", "\u200b", "\u3000", "\xa0")
LETTERS = "一二十百万亿零两0123456789.,%‰≥≤><=~-—/()（）|\t\n \u3000\u200b、，。；：:指标目完成率资金元人预算执行"
words = st.lists(st.sampled_from(WORDS), max_size=60).map("".join)
rows = st.lists(st.lists(st.sampled_from(WORDS), max_size=8), max_size=12)
ragged = st.builds(lambda lines, mark: "\n".join(mark.join(line) for line in lines), rows, st.sampled_from("|\t \n"))

# Lines of forms in any order: headers above rows that are not theirs, tables that go on without one, shifted cells.
LINES = """
绩效指标 | 一级指标 | 二级指标 | 三级指标 | 指标值 | 全年实际完成值 | 未完成原因和改进措施 |
| 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 |
三级指标 分值 年度指标值 全年实际值 得分
三级指标 | 指标性质 | 指标值 | 度量单位 | 完成值 | 权重 | 得分
项目资金（万元） | 年初预算数 | 全年预算数（A） | 全年执行数（B） | 分值 | 执行率（B/A） | 得分
资金来源 | 计划安排 | 实际到位 | 实际支出 | 结余 |
项目 | 行次 | 金额
产出指标
产出指标 | 数量指标 | 培训人数 | ≥30人 | 34人 | 10 | 10 | |
| 数量指标 | 培训人数 | ≥30人 | 34人 | |
| | 合格率 | ≥95% | 96% | 雨季停工1次 |
质量指标 合格率 95% 96% 10 9.5
培训人数 | ≥ | 30 | 人 | 34 | 10 | 10
培训人数≥30人34人1010
10 合格率 ≥95%96%10
年度资金总额 | 500 | 520 | 515 | 10 | 99.04% | 9.9
其中：中央财政资金 300 300 290 - 96.67% -
预算数: 300 执行数: 290
省级 | 100 | 1 | — | |
515515515100%
总分 | 100 | 98 | 优
项目名称：乙项目
一、项目资金情况
培训人数目标为30人，实际完成34人；合格率达到96%。
"""
forms = st.lists(st.sampled_from(["", *LINES.strip().splitlines()]), max_size=14).map("\n".join)


@given(st.one_of(words, ragged, forms, st.text(alphabet=LETTERS, max_size=120), st.text(max_size=60)))
@settings(max_examples=400)
@example(
    "（万元） | | 全年预算数 | 全年执行数 | 执行率 |\n"
    "绩效指标 | 一级指标 | 二级指标 | 三级指标 | 指标值 | 全年实际完成值 | 原因 |\n产出指标\n"
    "| 数量指标 | 培训人数 | ≥30人 | 34人 | |\n| | 合格率 | ≥95% | 96% | 雨季停工1次 |"
)
@example(
    "项目名称：乙项目\n10 合格率 ≥95%96%10\n三级指标 | 指标性质 | 指标值 | 度量单位 | 完成值 | 权重 | 得分\n\n"
    "培训人数 | ≥ | 30 | 人 | 34 | 10 | 10\n质量指标 合格率 95% 96% 10 9.5\n"
    "项目资金（万元） | 年初预算数 | 全年预算数（A） | 全年执行数（B） | 分值 | 执行率（B/A） | 得分\n"
    "产出指标 | 数量指标 | 培训人数 | ≥30人 | 34人 | 10 | 10 | |\n其中：中央财政资金 300 300 290 - 96.67% -\n"
    "项目名称：乙项目\n质量指标 合格率 95% 96% 10 9.5\n资金来源 | 计划安排 | 实际到位 | 实际支出 | 结余 |\n"
    "预算数: 300 执行数: 290\n总分 | 100 | 98 | 优\n质量指标 合格率 95% 96% 10 9.5\n一、项目资金情况"
)
@example("项目名称\t甲\n三级指标\t分值\n\n项目名称\t乙\n三级指标\t分值")
def test_any_text_gives_reports_whose_evidence_is_in_place(text: str) -> None:
    try:
        document = read(text.encode("utf-8", "replace"), path="a.txt")
    except InputError:
        return

    reports = extract(document)
    assert len(reports) >= 1
    assert [misplaced(document, found) for found in reports] == [[]] * len(reports)
    assert all(to_json(found) for found in reports)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("三级指标|得分\n|际|\u200b", id="a cell of zero-width characters"),
        pytest.param("年初预算|全年预算|分值|执行|得分\n结余\n均|007", id="a header that goes on past the last column"),
    ],
)
def test_texts_that_stopped_the_work(text: str) -> None:
    assert misplaced(page(text), report(text)) == []
