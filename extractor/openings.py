"""The programme as the first sentences name it: what was evaluated, what money was given for, the only project."""

from __future__ import annotations

import re

from extractor.titles import LEADING_YEAR, is_generic

_KIND = r"(?:资金|项目|经费|补助|工程|补贴|专项|转移支付)"
_WHOSE = (
    r"(?:我(?:街道|单位|部门|中心|[省市县区镇乡州盟旗厅局院校所站馆办委])|本(?:单位|部门|级)"
    r"|(?:[\u4e00-\u9fff]{2,9}[省市县区镇乡州旗盟]))?"
)
_YEAR = r"(?:20(?:\d{2}|xx)年度?)?"
_EVALUATED = re.compile(
    rf"(?:对|就|围绕)(?:我[省市县区镇州盟旗厅局])?(?P<program>[^,。;:《》]{{4,50}}?{_KIND}+(?:\([^()]{{1,20}}\))?)"
    rf"(?:的?[^,。]{{0,14}}?)(?:,[^。]{{0,60}}?)?"
    r"(?:进行|开展|组织|实施)了?(?:全面)?(?:的)?(?:绩效)?(?:自评|自我评价|评价)"
)
# 现将我镇2022年度某资金绩效自评情况报告如下
_REPORTED = re.compile(
    rf"现(?:将|就|公示|公布){_WHOSE}{_YEAR}(?P<program>[^,。;:《》]{{4,50}}?)(?:支出|使用)?(?:的)?(?:区域)?"
    rf"(?:绩效|自评)(?:目标)?(?:自评|评价|完成)?(?:工作)?(?:有关|的)?(?:情况|结果|报告)"
)
_HEADING = re.compile(
    r"一、((?=.*(?:资金|补助|经费|专项))(?!.*(?:情况|目标|分析|概况|问题))[\u4e00-\u9fff]{2,30}"
    r"(?:\([^()]{2,30}\))?[\u4e00-\u9fff]{0,10})$"
)
_FUNDED = re.compile(
    rf"(?:下达|安排|拨付|获得?|共安排|实施|收到|投向)+(?:我[省市县区镇局]|专项)?{_YEAR}"
    rf"(?P<program>[\u4e00-\u9fff“”()]{{4,24}}?(?:等\d+个[\u4e00-\u9fff]{{0,6}})?"
    r"(?:专项资金|补助资金|资金|经费|转移支付(?=\d)|项目|工程))(?=[\d,。预共壹贰叁肆伍陆柒捌玖拾一二三四五六七八九十])"
)
_ONLY_ONE = re.compile(
    rf"(?:项目|专项)(?:共|只有|为)?[一1]个[:,]?(?:即|为|是)?(?P<program>[\u4e00-\u9fff“”]{{3,24}}?{_KIND}+)"
    rf"(?=[,。;(]|$)"
)
_APPROVED = re.compile(
    rf"(?:^|[,。:)])(?P<program>[\u4e00-\u9fff“”]{{4,30}}?{_KIND})(?:由[^,。;]{{2,20}}|经(?:[^,。;]{{2,20}})?)"
    rf"(?:批准|批复|核准)"
)
# 某某中心2023年某某补助经费绩效目标: … : whose goals are set out.
_GOALS_OF = re.compile(
    rf"(?:^|[。;:])[^,，。;:《》]{{0,20}}20(?:\d{{2}}|xx)年度?(?P<program>[\u4e00-\u9fff“”]{{3,24}}?{_KIND}+)"
    rf"(?:年度|总体|整体)?绩效目标(?:为|是|:|如下)"
)
_VAGUE = re.compile(r"该|本级?(?:单位|部门)|我[省市县区镇局]|各|上述|以下|下列")
_LONGEST_HEADING = 60


def evaluated(text: str) -> tuple[int, int] | None:
    """Where folded `text` names the programme that was evaluated (对某某项目开展了自评, 现将某某资金自评情况…)."""
    for expression in (_EVALUATED, _REPORTED):
        found = expression.search(text)
        if found and not is_generic(found["program"]) and not _VAGUE.search(found["program"]):
            return _without_year(text, found.span("program"))
    return None


def heading(text: str) -> tuple[int, int] | None:
    """The programme in a first heading that names nothing else (一、某某补助资金)."""
    found = _HEADING.match(text) if len(text) < _LONGEST_HEADING else None
    return found.span(1) if found and found[1] else None


def approved(text: str) -> tuple[int, int] | None:
    """Where folded `text` names the project whose approval it tells (某某治理项目经批复立项)."""
    found = _APPROVED.search(text)
    return _without_year(text, found.span("program")) if found and not is_generic(found["program"]) else None


def told(text: str) -> tuple[int, int] | None:
    """Where folded `text` says what the money is for: what was evaluated, the only project, whose
    goals are set out, what was funded."""
    for expression in (_EVALUATED, _ONLY_ONE, _GOALS_OF, _FUNDED):
        found = expression.search(text)
        if found and not is_generic(found["program"]):
            return _without_year(text, found.span("program"))
    return None


def _without_year(text: str, span: tuple[int, int]) -> tuple[int, int]:
    year = LEADING_YEAR.match(text, span[0])
    return (year.end() if year and year.end() < span[1] else span[0]), span[1]
