"""Titles of reports, and the names of bodies: where they stand, and which part of a title names what.

A title reads: body, year, programme, words of reporting (某局2022年度某项目支出绩效自评报告), in this order or with the
year first; any of them may be missing. It may be broken over two lines, or printed twice.
"""

from __future__ import annotations

import re

from extractor.bodies import ORG_AT_START, REGION, TITLE_ORG
from extractor.document import Document
from extractor.patterns import Library
from extractor.reading import View, text_at, view

# A year, also one that was blanked: 20xx年, 20**年.
_SPELLED = "二[〇○零][一二三][〇○零一二三四五六七八九]"
_ANY_YEAR = rf"(?:20(?:\d{{2}}|[xX*_×○]{{2}})|{_SPELLED})"
LEADING_YEAR = re.compile(rf"(?:{_ANY_YEAR}年?度?(?:[和、至—-](?=20))?)+")
TITLE_YEAR = re.compile(rf"(20\d{{2}}|{_SPELLED})-?年?(?:度|财政(?=支出|项目|专项|资金|预算|重点))?")
YEAR = re.compile(rf"{_ANY_YEAR}-?年?(?:度|财政(?=支出|项目|专项|资金|预算|重点))?")
_TAIL = re.compile(
    r"(?:支出|实施|预算执行|执行情况|转移支付区域|区域)?(?:部门|单位)?(?:绩效|整体)?(?:目标)?"
    r"(?:完成情况|管理使用情况|资金使用情况|申报|绩效|自评|评价|自我).*$"
)
_GENERIC = re.compile(
    r"(?:年度?|财政|本级|部门|单位|预算|项目|支出|专项|资金|政策|的|绩效|转移支付|中央对地方|省级|市级|县级|区级"
    r"|上级|[省市县]对下|通用\d*篇|实施|工作|情况|执行|重点|及|领域|中央)*"
)
# Also the page mark of a file that a library site took apart: 1、某局2022年度….
_LABELLED = re.compile(
    r"(?:\d{1,2}、)?(?:(?:文章|信息|文件|报告)?(?:标题|题名|名称)|附件[\d一二三四五六七八九十]*)[:.]?|\d{1,2}、"
)
# A code of the body too: 219001-某镇人民政府2022年度….
_IN_FRONT = re.compile(r"(?:附件[\d一二三四五六七八九十]*[:.、]?|《|\d{1,2}、|\d{3,}[-—_](?!\d))+")
_REPORTING = re.compile(r"(?:部门|本级|单位)?(?:关于)?(?:报送|上报|印发|开展|公布|公开|公示|对|《)*")
_QUOTED = re.compile(r"(《)[^《》]+》")
_PAGE_HEAD = re.compile(r"索引号|发布日期|公开目录|发布机构|首页|当前位置|下载|会员|http")
_DAY = rf"{_ANY_YEAR}(?:年[^年月日]{{1,3}}月[^年月日]{{1,3}}日|[-./]\d{{1,2}}[-./]\d{{1,2}}(?!\d))"
# A line that is no part of a title: a sentence, or the day on which the letter before it was signed.
_NO_PART = re.compile(rf"[:。,>|]|^{_DAY}$")
_SIGNED_ON = re.compile(_DAY)
_NOT_A_TITLE = re.compile(r"[《〈按根为接依对]")
# How a text begins that goes on behind its title on the same line.
_BODY_BEHIND = re.compile(r"[(:为]|\d|一、|1、|(?:根据|按照?|依据|遵照|现[将就]|我[省市县区镇乡局院校单]|近年)")
_LONGEST = 70
_LONGEST_LINE = 46
_MOST_LINES = 3
# How a line of a title ends that goes on below.
_BROKEN = re.compile(r"(?:绩效|支出|项目|资金|经费|补助|补贴|工程|专项|年度?)$")


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
            return _with_lines_above(document, rank, title)
    return None


def _title_in(seen: View, library: Library) -> View | None:
    label = _LABELLED.match(seen.text) or _QUOTED.fullmatch(seen.text)
    first = _behind_day(seen, label.end(label.lastindex or 0) if label else 0)
    found = library.of("title", "title")[0].regex.search(seen.text, first)
    if found is None or found.end() - first > _LONGEST or _NOT_A_TITLE.match(seen.text, first):
        return None
    behind = seen.text[found.end() :]
    if len(seen.text) > 80 and len(behind) > 12 and not _BODY_BEHIND.match(behind):
        return None
    words = seen.text[first : found.end()]
    if "。" in words or ">" in words or _PAGE_HEAD.search(seen.text[: found.end()]):
        return None
    stop = found.end() if len(seen.text) - first > _LONGEST else len(seen.text)
    if seen.text[first - 1 : first] == "《":
        stop = min(stop, found.end())
    half = (stop - first) // 2
    if seen.text[first : first + half] == seen.text[first + half : stop]:
        stop = first + half
    return view(seen.document, *seen.span(first, stop))


def _behind_day(seen: View, start: int) -> int:
    """Behind the day on which a letter was signed, where a page break alone parts the title from it."""
    day = _SIGNED_ON.match(seen.text, start)
    if day is None or day.end() == len(seen.text):
        return start
    apart = seen.span(start, day.end()).end < seen.span(day.end(), day.end() + 1).start
    return day.end() if apart or _is_half(seen.text[day.end() :]) else start


def _with_lines_above(document: Document, rank: int, title: View) -> View:
    """The title with the lines above it, where it is only the last part of a broken one."""
    for number in range(rank, max(0, rank - _MOST_LINES), -1):
        above, block = document.blocks[number - 1], document.blocks[number]
        if above.kind == "table" or title.base > block.start + 2:
            return title
        line = text_at(document, above.start, above.end)
        if not _goes_on(line, title.text):
            return title
        title = view(document, above.start, title.span(0, len(title.text)).end)
    return title


def _goes_on(line: str, title: str) -> bool:
    """Whether a title goes on from the line above it: a body alone, a body or year before words that name nothing."""
    if not 3 <= len(line) <= _LONGEST_LINE or _NO_PART.search(line) or _PAGE_HEAD.search(line):
        return False
    if _BROKEN.search(line) and _TAIL.match(title):
        return True
    starts_late = title.startswith("关于") and ORG_AT_START.fullmatch(line)
    half = _is_half(title) and not _TAIL.search(line) and (LEADING_YEAR.search(line) or ORG_AT_START.match(line))
    dated = LEADING_YEAR.search(line) and not TITLE_YEAR.search(title) and line[-1:] not in "表"
    return bool(starts_late or half or dated)


def title_year(title: str) -> re.Match[str] | None:
    """The year that a title reports on: of several the one called 年度, since the other may be that of publication.

    Of a span of years the last one (2020-2022年), which is the one that was evaluated.
    """
    years = list(TITLE_YEAR.finditer(title))
    called = [year for year in years if "年度" in year.group()]
    if not called and years[1:] and _TO.fullmatch(title, years[0].end(1), years[1].start()):
        return years[1]
    return next(iter(called or years), None)


_TO = re.compile(r"年?[-—–~～至到]")


def year_of(written: str) -> int:
    """A year in digits or numerals (二〇二二) as a number."""
    return int(written.translate(_NUMERALS))


_NUMERALS = str.maketrans("〇○零一二三四五六七八九", "000123456789")


def _is_half(title: str) -> bool:
    start, end = topic(title)
    return not TITLE_YEAR.search(title) and (end - start < 3 or is_generic(title[start:end]))


def behind_lead(title: str) -> int:
    """Where a title begins to name body, year or programme: behind 附件1, a code, 关于公开…."""
    return _after(_REPORTING, title, _after(_IN_FRONT, title, _after(_LABELLED, title, 0)))


def is_generic(words: str) -> bool:
    """Whether the words name no programme of their own (项目支出, 部门预算)."""
    return _GENERIC.fullmatch(words) is not None


def topic(title: str) -> tuple[int, int]:
    """The part of a title that names the programme: without body, year and the words of reporting."""
    start = _after(_LABELLED, title, _after(_IN_FRONT, title, 0))
    start = _after(LEADING_YEAR, title, start)
    org = TITLE_ORG.match(title, start)
    if org is not None and org.end() < len(title):
        start = org.end()
    start = _after_year(title, _after_year(title, start))
    tail = _TAIL.search(title, start)
    end = tail.start() if tail else len(title)
    start = _behind_kind(title, start, end)
    year = YEAR.search(title, start, end)
    if year is not None and year.end() >= end - 2:
        end = year.start()
    for word in ("转移支付", "的", "支出"):
        end -= len(word) if title[start:end].endswith(word) else 0
    return start, end


def _behind_kind(title: str, start: int, end: int) -> int:
    """Behind the kind of the money, where the programme is named after it (中央对地方转移支付|河道疏浚项目)."""
    kind = _after(_TRANSFER, title, start)
    return kind if end - kind >= _SHORTEST and not is_generic(title[kind:end]) else start


_TRANSFER = re.compile(r"中央对地方(?:专项|一般性|共同财政事权)*转移支付")
_SHORTEST = 4


def _after_year(title: str, start: int) -> int:
    """Behind words of reporting, and a year with or without a region before it."""
    start = _after(_REPORTING, title, start)
    year = YEAR.search(title, start)
    if year is None or year.start() - start > 12 or not REGION.fullmatch(title[start : year.start()] or "某市"):
        return start
    return max(year.end(), _after(LEADING_YEAR, title, year.start()))


def _after(pattern: re.Pattern[str], text: str, start: int) -> int:
    found = pattern.match(text, start)
    return found.end() if found else start
