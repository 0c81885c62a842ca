"""Titles of reports, and the names of bodies: where they stand, and which part of a title names what.

A title reads: body, year, programme, words of reporting (某局2022年度某项目支出绩效自评报告), in this order or with the
year first; any of them may be missing. It may be broken over two lines, or printed twice.
"""

from __future__ import annotations

import re

from extractor.document import Block, Document
from extractor.patterns import Library
from extractor.reading import View, view

ORG_END = (
    r"(?:人民政府|政府|委员会|联合会|办公室|[局厅院所馆站处]|中心|大学|学校|中学|小学|幼儿园|残联|妇联|政协|供销社|总工会|支队|大队|街道"
    r"|卫健委|卫生健康委|发改委|合作社|公司|[镇乡])"
)
_STRONG_END = r"(?:人民政府|委员会|管理局|检察院|人民法院|卫生院|[省市县区州旗盟][\u4e00-\u9fff]{2,10}[局厅])"
_HAN = r"[\u4e00-\u9fff_*()]"
TITLE_ORG = re.compile(
    rf"({_HAN}{{2,28}}?{ORG_END})(?=关于|\d{{4}}|20xx|部门|本级|整体|专项资金|的|$)|({_HAN}{{2,24}}?{_STRONG_END})(?=[\u4e00-\u9fff])"
)
ORG_AT_START = re.compile(rf"{_HAN}{{1,30}}{ORG_END}")
BODY_ORG = re.compile(
    rf"(?:^|[,。、:;]|日,|求,|要求,|作,)((?!我|由|对|经|根据|按照?|依据|为|以)[\u4e00-\u9fff]{{2,20}}?{ORG_END})(?:会同[\u4e00-\u9fff]{{2,12}}?)?(?:高度重视|组织|开展|对(?!地方)|就)[^。]{{0,60}}?(?:自评|评价)"
    rf"|(?:^|[,。)])((?!我|由|对|经|根据|按照?|依据|为|以)[\u4e00-\u9fff]{{2,20}}?(?:人民政府|局|厅|委员会|中心|医院|学院|学校))(?=\d{{4}}年|20xx年)"
)
REGION = re.compile(r"(?:[\u4e00-\u9fff]{1,6}?(?:省|自治区|自治州|自治县|市|州|盟|县|区|旗|镇|乡))+")
LEADING_YEAR = re.compile(r"(?:20\d{2}|20xx)年?度?")
TITLE_YEAR = re.compile(r"(20\d{2})-?年?(?:度|财政)?")
_TAIL = re.compile(
    r"(?:支出|实施|预算执行|执行情况|转移支付区域|区域)?(?:部门|单位)?(?:绩效|整体)?(?:目标)?(?:完成情况|管理使用情况|资金使用情况|申报|绩效|自评|评价|自我).*$"
)
_GENERIC = re.compile(
    r"(?:年度?|财政|本级|部门|单位|预算|项目|支出|专项|资金|政策|的|绩效|转移支付|中央对地方|省级|市级|县级|通用\d*篇|实施|工作|情况|执行|重点|及|领域|中央)*"
)
_LABELLED = re.compile(r"(?:标题|名称|附件\d*)[:.]?")
_PAGE_HEAD = re.compile(r"索引号|发布日期|公开目录|发布机构|首页|当前位置|下载|会员|http")
_NOT_A_TITLE = re.compile(r"[《〈按根为接依对]")
_LONGEST = 70
_LONGEST_LINE = 46


def find_title(document: Document, library: Library) -> View | None:
    """The title: the first short line that speaks of self-evaluation, with the line that it continues."""
    blocks = document.blocks
    for rank, block in enumerate(blocks):
        if block.kind == "table":
            continue
        seen = view(document, block.start, block.end)
        if seen.text.startswith("一、") and len(seen.text) < 80:
            return None
        title = _title_in(seen, library)
        if title is not None:
            return _with_line_above(document, blocks[rank - 1] if rank else None, block, title)
    return None


def _title_in(seen: View, library: Library) -> View | None:
    label = _LABELLED.match(seen.text)
    first = label.end() if label else 0
    found = library.of("title", "title")[0].regex.search(seen.text, first)
    if found is None or found.end() - first > _LONGEST or _NOT_A_TITLE.match(seen.text, first):
        return None
    behind = seen.text[found.end() :]
    if len(seen.text) > 80 and len(behind) > 12 and not re.match(r"[(:为]|\d|一、|1、", behind):
        return None
    words = seen.text[first : found.end()]
    if "。" in words or ">" in words or _PAGE_HEAD.search(seen.text[: found.end()]):
        return None
    stop = found.end() if len(seen.text) - first > _LONGEST else len(seen.text)
    half = (stop - first) // 2
    if seen.text[first : first + half] == seen.text[first + half : stop]:
        stop = first + half
    return view(seen.document, *seen.span(first, stop))


def _with_line_above(document: Document, above: Block | None, block: Block, title: View) -> View:
    """The title with the line above it, where it is only the second half of a broken one."""
    if above is None or above.kind == "table" or title.base > block.start + 2:
        return title
    line = view(document, above.start, above.end).text
    if not 3 <= len(line) <= _LONGEST_LINE or re.search(r"[:。,>|]", line) or _PAGE_HEAD.search(line):
        return title
    starts_late = title.text.startswith("关于") and ORG_AT_START.fullmatch(line)
    half = _is_half(title.text) and not _TAIL.search(line) and (LEADING_YEAR.search(line) or ORG_AT_START.match(line))
    if not (
        starts_late
        or half
        or (LEADING_YEAR.search(line) and not TITLE_YEAR.search(title.text) and line[-1:] not in "表")
    ):
        return title
    return view(document, above.start, title.span(0, len(title.text)).end)


def _is_half(title: str) -> bool:
    start, end = topic(title)
    return not TITLE_YEAR.search(title) and (end - start < 3 or is_generic(title[start:end]))


def is_generic(words: str) -> bool:
    """Whether the words name no programme of their own (项目支出, 部门预算)."""
    return _GENERIC.fullmatch(words) is not None


def topic(title: str) -> tuple[int, int]:
    """The part of a title that names the programme: without body, year and the words of reporting."""
    start = _after(re.compile(r"(?:附件\d*[:.、]?|《)+"), title, 0)
    start = _after(LEADING_YEAR, title, start)
    org = TITLE_ORG.match(title, start)
    if org is not None and org.end() < len(title):
        start = org.end()
    start = _after(re.compile(r"(?:部门|本级|单位)?(?:关于)?(?:报送|印发|开展)?"), title, start)
    year = TITLE_YEAR.search(title, start)
    if year is not None and year.start() - start <= 12 and REGION.fullmatch(title[start : year.start()] or "某市"):
        start = year.end()
    tail = _TAIL.search(title, start)
    end = tail.start() if tail else len(title)
    year = TITLE_YEAR.search(title, start, end)
    if year is not None and year.end() >= end - 2:
        end = year.start()
    for word in ("转移支付", "的", "支出"):
        end -= len(word) if title[start:end].endswith(word) else 0
    return start, end


def _after(pattern: re.Pattern[str], text: str, start: int) -> int:
    found = pattern.match(text, start)
    return found.end() if found else start
