"""What stands before a page's article -> its title and the lines that say who published it, and when.

Counters, font sizes and buttons are no part of these lines.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from extractor.readers.compose import Grid, Paragraph, plain, text_of

Part = Paragraph | Grid

_LABEL = (
    r"(?:索\s?引\s?号|发布(?:机构|单位|部门|日期|时间)|发文(?:机关|单位|字号|日期)|公[开布](?:日期|时间|责任部门)"
    r"|成文日期"
    r"|生成日期|印发日期|文\s?号|文件编号|(?:信息|文章|稿件|内容)?来源|作\s?者|主题分类|名\s?称|标\s?题|有效性"
    r"|日\s?期|时\s?间)"
)
_LABELLED = re.compile(rf"{_LABEL}\s*[:：]?")
_HAS_LABEL = re.compile(rf"{_LABEL} ?[:：]")
_DATED = re.compile(r"20[0-9]{2}[-/.年][0-9]{1,2}[-/.月][0-9]{1,2}日?(?: [0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?)?(?=$|\s)")
_NOISE = re.compile(
    r"(?:浏览|访问|点击|阅读)(?:次数|数|量|率)? ?[:：] ?[0-9]* ?次?"
    r"|字(?: ?体|体大小| ?号) ?[:：]? ?[【\[(（] ?(?:(?:特?大|中|小|默认) ?){2,5}[】\])）]"
    r"|字(?: ?体|体大小| ?号) ?[:：] ?(?:(?:特?大|中|小|默认) ?){1,5}"
    r"|[【\[(（] ?(?:打印|关闭|收藏|返回|我要纠错|纠错)(?:窗口|本页|此页|顶部|上页)? ?[】\])）]"
)
_BUTTONS = frozenset(
    {
        "打印", "打印本页", "打印此页", "关闭", "关闭窗口", "关闭本页", "收藏", "返回", "返回顶部", "繁體", "简体",
        "分享", "分享到", "微信", "微博", "QQ空间", "纠错", "我要纠错",
    }
)  # fmt: skip
_PARTING = re.compile(r"[\s:：、|｜]+")
_FURNITURE_LINE = re.compile(
    r"分享到|上一[篇条][:：]|下一[篇条][:：]|扫一扫在手机|责任编辑[:：]|您?(?:现在|当前)所?在?的?位置[:：]"
    r"|相关(?:阅读|链接|文章|新闻|稿件)[:：]?$"
)
_MAX_LINE = 160  # characters
_SITE = re.compile(r"\s*[-_|—–－>]+\s*")
_MIN_TITLE = 6  # characters
_LONGEST_TITLE = 60
_TOP = 4  # blocks of the article among which its title and its publication lines stand


def head_parts(before: Iterable[Part], article: Sequence[Part], title: str, stated_title: str) -> Iterator[Paragraph]:
    """The page's title, unless the article begins with it, then its lines with labels, in the order of the page."""
    lines = [line for part in before for line in _lines(part)]
    known = {_folded(name) for name in (stated_title, *_titles(title)) if len(_folded(name)) >= _MIN_TITLE}
    inside = {_folded(part.text) for part in article[:_TOP] if isinstance(part, Paragraph)}
    printed = [line for line in lines if _folded(line) in known]
    if not known & inside:
        shown = [*reversed(printed), stated_title.strip(), *([] if _begins_with_title(article) else _titles(title))]
        chosen = next((text for text in shown if len(_folded(text)) >= _MIN_TITLE), None)
        if chosen is not None:
            yield Paragraph(plain(chosen), "heading", 1)
    for line in lines:
        cleaned = publication_line(line) if line not in printed else None
        if cleaned:
            yield Paragraph(plain(cleaned))


def _begins_with_title(article: Sequence[Part]) -> bool:
    first = article[0] if article else None
    return isinstance(first, Paragraph) and len(first.text) <= _LONGEST_TITLE and first.text[-1] not in "。；：:"


def article_parts(parts: Iterable[Part]) -> Iterator[Part]:
    """Parts of the article without lines of buttons and links to other pages, publication lines at its top cleaned."""
    for rank, part in enumerate(parts):
        if isinstance(part, Grid) or len(part.text) > _MAX_LINE or part.kind == "heading":
            yield part
            continue
        cleaned = publication_line(part.text) if rank < _TOP else None
        if cleaned is not None:
            yield Paragraph(plain(cleaned), part.kind, part.level)
        elif not _FURNITURE_LINE.match(part.text) and not _is_noise(part.text):
            yield part


def publication_line(line: str) -> str | None:
    """`line` without counters, font sizes and buttons; None where it is no line of labels or of a date."""
    text = " ".join(line.split())
    found = _HAS_LABEL.search(text)
    if len(text) > _MAX_LINE or (found is None and not _DATED.match(text)):
        return None
    if found is not None and found.start() > 0 and not _DATED.match(text) and not _NOISE.match(text):
        return None
    return " ".join(_HAS_LABEL.sub(r" \g<0>", _NOISE.sub(" ", text)).split())


def _is_noise(line: str) -> bool:
    rest = _NOISE.sub(" ", " ".join(line.split()))
    return all(word in _BUTTONS for word in _PARTING.split(rest) if word)


def _lines(part: Part) -> Iterator[str]:
    """Lines of a part; a table's rows are lines of labels and values."""
    if isinstance(part, Paragraph):
        yield part.text.strip()
        return
    for row in range(part.row_count):
        texts = [text_of(cell.pieces).strip() for cell in part.cells if cell.row == row]
        yield " ".join(_with_colon(text) for text in texts if text).replace("： ", "：")


def _with_colon(text: str) -> str:
    return text.rstrip(":：") + "：" if _LABELLED.fullmatch(text) else text


def _titles(title: str) -> list[str]:
    """What a `<title>` may call the article: what comes before the names of column and site, and all of it."""
    whole = " ".join(title.split())
    first = _SITE.split(whole)[0]
    return [first] if first == whole else [first, whole]


def _folded(text: str) -> str:
    return "".join(text.split())
