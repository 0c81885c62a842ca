"""How long the alignment of generated programmes takes, how much memory it needs, and how many links are right.

    python benchmarks/compare.py [REPORTS_A_YEAR [YEARS [INDICATORS]]]

Every programme has one report a year. From year to year a fifth of its indicators is reworded, one in twenty is
dropped and replaced, some change from 人 to 万人, and all are shuffled; the generator knows which belong together.
"""

from __future__ import annotations

import random
import resource
import sys
import time
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from extractor.compare.build import compare_sheets
from extractor.compare.gather import Sheet
from extractor.compare.models import Comparison, Place, Point, Stated

PLACES = [
    "云泽",
    "栖霖",
    "临沅",
    "柏溪",
    "青岚",
    "松澜",
    "河源",
    "安岭",
    "秀川",
    "北屿",
    "南塘",
    "东篱",
    "西渚",
    "平湖",
    "长汀",
    "宁坡",
    "金坪",
    "石湾",
    "白鹭",
    "红枫",
]
SUBJECTS = [
    "职业技能培训",
    "农村公路养护",
    "老旧小区改造",
    "公共文化服务",
    "基本公共卫生",
    "学生营养改善",
    "高标准农田",
    "水库移民",
    "森林防火",
    "地质灾害防治",
    "科技成果转化",
    "专利转让许可",
    "全民健身赛事",
    "养老服务设施",
    "残疾人康复",
    "就业创业服务",
    "食品安全抽检",
    "城市绿化管护",
    "污水处理设施",
    "大气污染防治",
    "乡村旅游",
    "非遗保护",
    "图书馆开放",
    "校舍维修",
    "疫苗接种",
    "妇幼保健",
    "法律援助",
    "社区矫正",
    "应急物资储备",
    "消防设施",
]
WHOM = [
    "在册人员",
    "重点企业",
    "受益群众",
    "基层单位",
    "示范村",
    "项目学校",
    "服务对象",
    "乡镇卫生院",
    "合作社",
    "个体工商户",
]
MEASURES = (
    ("人数", "人"),
    ("数量", "个"),
    ("场次", "场"),
    ("合格率", "%"),
    ("覆盖率", "%"),
    ("面积", "平方米"),
    ("里程", "公里"),
    ("满意度", "%"),
)
REWORDED, DROPPED, RESCALED = 0.2, 0.05, 0.05
DEFAULTS = (1000, 5, 20)
NOWHERE = Place(None, 0, 1)


def main() -> None:
    """Run the measurement and print it."""
    given = [int(word) for word in sys.argv[1:]]
    reports, years, indicators = (*given, *DEFAULTS[len(given) :])
    chance = random.Random(7)
    sheets = [sheet for number in range(reports) for sheet in _programme(number, years, indicators, chance)]
    print(f"{len(sheets)} reports, {sum(len(sheet.points) for sheet in sheets)} indicators; generated", _memory())
    start = time.perf_counter()
    comparison = compare_sheets(sheets)
    print(f"aligned in {time.perf_counter() - start:.1f} s, {len(comparison.series)} series", _memory())
    print("precision {:.4f}, recall {:.4f}".format(*_right(comparison, sheets)))


def _programme(number: int, years: int, indicators: int, chance: random.Random) -> Iterator[Sheet]:
    place = f"{PLACES[number % len(PLACES)]}{number // len(PLACES)}"
    subject = SUBJECTS[number % len(SUBJECTS)]
    combinations = [(s, w, m) for s in SUBJECTS for w in WHOM for m in MEASURES]
    facts = dict(enumerate(chance.sample(combinations, indicators)))
    names = {key: _name(fact, 0) for key, fact in facts.items()}
    amounts = {key: chance.randint(20, 90) for key in facts}
    for year in range(years):
        if year:
            names = {
                k: _name(facts[k], chance.randint(1, 3)) if chance.random() < REWORDED else v for k, v in names.items()
            }
            for key in [key for key in facts if chance.random() < DROPPED]:
                new = max(facts) + 1
                facts[new], amounts[new] = chance.choice(combinations), chance.randint(20, 90)
                names[new] = _name(facts[new], 0)
                del facts[key], names[key]
        keys = list(facts)
        chance.shuffle(keys)
        report = f"{number}/{2019 + year}.txt"
        points = tuple(
            _point((report, 2019 + year), key, (names[key], facts[key][2][1], amounts[key]), chance) for key in keys
        )
        yield Sheet(report, 2019 + year, f"{place}市{subject}局", f"{subject}专项资金", None, f"{place}市", points)


def _name(fact: tuple[str, str, tuple[str, str]], form: int) -> str:
    subject, whom, (measure, _) = fact
    return (
        f"{subject}{whom}{measure}",
        f"开展{subject}{whom}{measure}",
        f"{whom}{subject}{measure}",
        f"{subject}的{whom}{measure}",
    )[form]


def _point(sheet: tuple[str, int], key: int, fact: tuple[str, str, int], chance: random.Random) -> Point:
    (report, year), (name, unit, amount) = sheet, fact
    target, actual = Decimal(amount), Decimal(amount + chance.randint(-2, 8))
    printed = "万人" if unit == "人" and chance.random() < RESCALED else unit
    return Point(
        year,
        report,
        f"i{key}",
        name,
        None,
        None,
        _stated(target, printed, unit, ">="),
        _stated(actual, printed, unit, "="),
        (),
        actual >= target,
        None,
        None,
        None,
        NOWHERE,
    )


def _stated(amount: Decimal, printed: str, unit: str, comparator: str) -> Stated:
    basis = "share" if unit == "%" else "level"
    return Stated(comparator, amount, None, printed, basis, f"{amount}{printed}", amount, None, unit, None, NOWHERE)


def _right(comparison: Comparison, sheets: list[Sheet]) -> tuple[float, float]:
    """Precision and recall of the links between points that follow each other."""
    found = {
        (one.report, one.indicator, other.report, other.indicator)
        for series in comparison.series
        for one, other in pairwise(series.points)
    }
    wanted = {
        (one.report, key, other.report, key)
        for one, other in pairwise(sheets)
        if one.report.partition("/")[0] == other.report.partition("/")[0]
        for key in {point.indicator for point in one.points} & {point.indicator for point in other.points}
    }
    right = len(found & wanted)
    return right / max(len(found), 1), right / max(len(wanted), 1)


def _memory() -> str:
    return f"(peak {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MiB)"


if __name__ == "__main__":
    main()
