from __future__ import annotations

import pytest

from extractor.readers import outline


@pytest.mark.parametrize(
    ("line", "kind", "level"),
    [
        ("# 自评报告", "heading", 1),
        ("### 资金", "heading", 3),
        ("第一部分 项目概况", "heading", 1),
        ("一、绩效目标分解下达情况", "heading", 1),
        ("十二、其他", "heading", 1),
        ("（一）资金投入情况分析。", "heading", 2),
        ("(二) 总体绩效目标完成情况分析", "heading", 2),
        ("1. 项目资金执行情况分析", "heading", 3),
        ("（1）数量指标", "heading", 4),
        ("1.产出指标完成情况分析。", "list_item", None),
        ("（2）质量指标。抽检合格率为97.6%，完成目标。", "list_item", None),
        ("一、收入8445万元，支出3797万元", "list_item", None),
        ("①任务完成率98.5%", "list_item", None),
        ("- 按时完成", "list_item", None),
        ("1、持续性项目 □", "list_item", None),
        ("1.2024年度预算测算的有关材料。", "list_item", None),
        ("1.5万元用于培训", "paragraph", None),
        ("一是加强领导。", "paragraph", None),
        ("— 3 —", "furniture", None),
        ("第 3 页 共 9 页", "furniture", None),
        ("一、项目概况............3", "furniture", None),
        ("30", "paragraph", None),
    ],
)
def test_shape_of_a_line(line: str, kind: str, level: int | None) -> None:
    assert outline.shape_of(line) == (kind, level)


@pytest.mark.parametrize("line", ["完成目标。", "如下：", "其一；", "他说“好。”", "(注:由图片识别)", "拨付资金."])
def test_sentence_ends(line: str) -> None:
    assert outline.ends_sentence(line)


@pytest.mark.parametrize("line", ["数量为", "我局在 2023", "预算执行率", "（财监〔2023〕1 号）"])
def test_sentence_goes_on(line: str) -> None:
    assert not outline.ends_sentence(line[1:] if line.startswith("（") else line)


@pytest.mark.parametrize(
    "line", ["附件1", "表2 资金情况", "联系人：某某", "其中：中央资金", "目标1：完成改造", "2023年5月18日"]
)
def test_loose_starts_of_paragraphs(line: str) -> None:
    assert outline.starts_paragraph(line)
