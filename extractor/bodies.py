"""Names of bodies and regions: how they end, where they stand in titles and sentences, and their fullest form."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

ORG_END = (
    r"(?:人民政府|政府|委员会|联合会|红十字会|工商联|文联|科协|社科联|办公室|[局厅院所馆站处]"
    r"|(?:公路|养护|管理|工务|机务)段|中心|大学|学校|中学|小学|幼儿园|残联|妇联|侨联|政协|供销社"
    r"|(?<!行业)协会|研究会|商会|基金会|促进会|计生协|关工委"
    r"|总工会|支队|大队|总队|街道|卫健委|卫计委|卫生健康委|发改委|国资委|经信委|住建委|农工委|农委|纪委监委|监委|纪委"
    r"|组织部|宣传部|统战部|武装部|政法委|扶贫办|文明办|信访办|人防办|网信办|编办|党校|管委会|党工委"
    r"|指挥部|电视台|林场|农场|监狱|合作社|公司|[镇乡])"
)
_STRONG_END = (
    r"(?:人民政府|委员会|管理局|检察院|人民法院|中心(?:小学|学校|幼儿园|敬老院)|卫生院|人民医院|中心医院"
    r"|第[一二三四五六七八九十]{1,2}(?:中学|小学|幼儿园|医院)|[省市县区州旗盟][\u4e00-\u9fff]{2,10}[局厅])"
)
# A masked name: **县, X市, 某镇.
_HAN = r"[\u4e00-\u9fff_*()×○A-Z]"
TITLE_ORG = re.compile(
    rf"({_HAN}{{2,28}}?{ORG_END})(?=关于|\d{{4}}|20[x*_]|二[〇○零]|部门|单位|\(?本级|整体|专项资金|项目支出"
    rf"|项目绩效|预算项目|的|$)|({_HAN}{{2,24}}?{_STRONG_END})(?=[\u4e00-\u9fff])"
)
# Words of a form or sentence, which no name holds.
_NO_NAME = r"(?![我该]|名称|主管部门|实施单位)"
ORG_AT_START = re.compile(rf"(?:{_NO_NAME}{_HAN}){{1,30}}{ORG_END}")
_NO_BODY = r"(?!我|本|该|由|对|经|根据|按照?|依据|为|以)"
_WORDS = rf"(?:{_NO_NAME}[\u4e00-\u9fff]){{2,20}}?"
BODY_ORG = re.compile(
    rf"(?:^|[,。、:;]|日,|求,|要求,|作,)({_NO_BODY}{_WORDS}{ORG_END})(?:会同[\u4e00-\u9fff]{{2,12}}?)?"
    rf"(?:高度重视|组织|开展|对(?!地方)|就)[^。]{{0,60}}?(?:自评|评价)"
    rf"|^({_NO_BODY}{_WORDS}{ORG_END})(?:今年|20\d\d年度?)?在[^,。]{{0,12}}决算中(?:反映|公开)"
    rf"|(?:^|[,。)])({_NO_BODY}{_WORDS}(?:人民政府|局|厅|委员会|中心|医院|学院|学校))"
    rf"(?=\d{{4}}年|20xx年|(?:负责|组织|具体)?(?:实施|承担|承办|牵头))"
    rf"|(?<=\d{{4}}年)({_NO_BODY}{_WORDS}(?:人民政府|局|厅|委员会|中心|医院|学院|学校))"
    rf"(?=(?:负责|组织|具体)?(?:实施|承担|承办|牵头))"
)
REGION = re.compile(
    r"(?:(?:(?![局厅])[\u4e00-\u9fff*_×○A-Z]){1,6}?"
    r"(?:省|自治区|自治州|自治县|(?<![省市县区州旗镇]城)(?<!^城)市|州(?!市)|盟|县|(?<![灌景社片库林牧])区|旗|镇"
    r"|(?<!城)乡))+"
)
# 现公示某某市2021年度…: whose report an opening announces.
ANNOUNCED = re.compile(rf"现(?:将|就|公示|公布)(?P<region>{REGION.pattern})(?=20\d\d年)")
# Words that a name may stand behind without a border (拨付给某某县司法局).
_TAKING = frozenset("给由对向与和经从自让将为")
_LOCAL = frozenset("省市县区州旗盟镇乡")
_LONGEST_REGION = 14


def fuller(name: str, text: str, begins: Sequence[int]) -> tuple[int, int] | None:
    """Where folded `text` names the body `name` in full; None if nowhere.

    A name that begins in the middle of a region is filled up (县司法局: 某某县司法局), and the name of a town with the
    body that governs it (某某镇: 某某镇人民政府). `begins` is not 0 where layout stood before
    a character. The form that stands there most often is taken, the first of several.
    """
    if name[-1] in "镇乡道":
        return _government(name, text)
    if name[0] not in _LOCAL:
        return None
    places = [match.start() for match in re.finditer(re.escape(name), text)]
    found = [(start, place) for place in places for start in _starts(text, place, begins)]
    if not found:
        return None
    often = Counter(text[start:place] for start, place in found)
    start, place = max(found, key=lambda one: (often[text[one[0] : one[1]]], -one[0]))
    return start, place + len(name)


def _government(name: str, text: str) -> tuple[int, int] | None:
    found = re.search(rf"{re.escape(name)}(?:人民政府|办事处)(?!办公室|关于)", text)
    return found.span() if found else None


def _starts(text: str, place: int, begins: Sequence[int]) -> Iterator[int]:
    """Where the region before `place` begins: behind a border, a mark or a word that takes a body."""
    for start in range(place - 2, max(-1, place - _LONGEST_REGION), -1):
        if any(begins[start + 1 : place + 1]):  # the region would go over a border
            return
        free = start == 0 or begins[start] or not re.match(r"[\u4e00-\u9fff]", text[start - 1])
        free = free and text[start] != "年"  # 2022年度县文化馆: the year goes on, no region begins
        if (free or text[start - 1] in _TAKING) and REGION.fullmatch(text, start, place + 1):
            yield start
            return
