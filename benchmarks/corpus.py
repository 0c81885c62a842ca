"""Generated reports in several formats, any number of them, no two alike, the same on every run.

    python benchmarks/corpus.py FOLDER COUNT [--kinds txt,html,docx,xlsx,pdf] [--seed N]

Writes FOLDER/000000.txt, FOLDER/000001.html … with the kinds by turns. A report has one to six pages: a table, a
narrative, or both, as the kind of file allows. Bodies, programmes and figures are made up; amounts add up, rates
follow from them, and some targets are missed. What the files look like stands in `corpus_files.py`.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))  # for `benchmarks`

from benchmarks.compare import PLACES, SUBJECTS, WHOM
from benchmarks.corpus_files import WRITERS, Block, Heading, Table, Text, Title

KINDS = tuple(WRITERS)
WIDTHS = (0.1, 0.11, 0.21, 0.13, 0.13, 0.08, 0.08, 0.16)
CENT = Decimal("0.01")

# Level-1 and level-2 names with what is measured there: the measure, its unit, whether more is better.
MEASURES = (
    ("产出指标", "数量指标", (("人数", "人次", True), ("数量", "个", True), ("场次", "场", True))),
    ("产出指标", "质量指标", (("验收合格率", "%", True), ("资料完整率", "%", True))),
    ("产出指标", "时效指标", (("按期完成率", "%", True), ("资金拨付时限", "天", False))),
    ("产出指标", "成本指标", (("单位成本", "万元", False), ("人均补助标准", "元/人", False))),
    ("效益指标", "社会效益指标", (("覆盖率", "%", True), ("知晓率", "%", True), ("受益人数", "万人", True))),
    ("效益指标", "生态效益指标", (("绿化面积", "亩", True),)),
    ("满意度指标", "服务对象满意度指标", (("满意度", "%", True),)),
)  # fmt: skip
FILLERS = (
    "市级财政部门会同主管部门建立了定期调度机制，按季度通报进度，对滞后的单位及时约谈",
    "项目实施单位制定了管理办法，明确了申报、审核、公示、拨付各环节的责任",
    "资金实行专账核算、专款专用，未发现截留、挤占、挪用等情况",
    "委托第三方机构开展了抽样核查，核查结果作为下一年度安排资金的重要依据",
    "各镇街落实属地责任，组织专人入户登记，台账资料完整",
    "受雨季较长等因素影响，部分工程前期进展偏慢，三季度以后加快了施工",
)
REASONS = ("部分标段招标流标，开工推迟", "冬季施工受限，剩余部分顺延至次年", "参加人员因农忙减少", "设备到货延迟")
REMEDIES = ("提前开展招标准备，压实进度责任", "优化施工组织，按月通报进度", "改进组织方式，增加线上服务")
PROBLEMS = (
    "预算编制不够精细，个别项目执行进度偏慢",
    "绩效指标设置与项目内容衔接不够紧密",
    "基层人员力量不足，资料归集不够及时",
)


@dataclass(frozen=True, slots=True)
class Goal:
    """An indicator: its levels and name, what was aimed at and what was reached, its points."""

    level1: str
    level2: str
    name: str
    unit: str
    more: bool
    target: Decimal
    actual: Decimal
    weight: int

    @property
    def met(self) -> bool:
        """Whether the target was reached."""
        return self.actual >= self.target if self.more else self.actual <= self.target

    @property
    def score(self) -> Decimal:
        """The points that were given."""
        return Decimal(self.weight) if self.met else (self.weight * Decimal("0.8")).quantize(Decimal("0.1"))


@dataclass(frozen=True, slots=True)
class Money:
    """Budget and spending in 万元 by who gives it."""

    item: str
    budget: Decimal
    spent: Decimal

    @property
    def rate(self) -> str:
        """The execution rate as it is printed."""
        return f"{100 * self.spent / self.budget:.2f}%" if self.budget else "—"


@dataclass(frozen=True, slots=True)
class Programme:
    """What one report speaks about; `money` begins with the total."""

    place: str
    subject: str
    year: int
    money: tuple[Money, ...]
    goals: tuple[Goal, ...]

    @property
    def body(self) -> str:
        """Who reports."""
        return f"{self.place}{self.subject}服务中心"


def make_corpus(folder: Path, count: int, kinds: Sequence[str] = KINDS, seed: int = 0) -> list[Path]:
    """The files of `count` reports in `folder`, which is made where it does not exist; kinds by turns."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = [folder / f"{number:06}.{kinds[number % len(kinds)]}" for number in range(count)]
    for number, path in enumerate(paths):
        path.write_bytes(report(number, path.suffix[1:], seed))
    return paths


def report(number: int, kind: str, seed: int = 0) -> bytes:
    """The file of report `number`: depends on its arguments alone."""
    chance = random.Random(f"{seed}/{number}")
    programme = _programme(number, chance)
    form = _table_form if kind == "xlsx" else chance.choice((_table_form, _narrative_form, _mixed_form))
    return WRITERS[kind](list(form(programme, chance)))


def _programme(number: int, chance: random.Random) -> Programme:
    place = f"{PLACES[number % len(PLACES)]}{chance.choice('东西南北中')}{chance.choice(('县', '区', '市'))}"
    goals = tuple(_goals(chance.randint(6, 48), chance))
    return Programme(place, chance.choice(SUBJECTS), chance.randint(2019, 2023), tuple(_money(chance)), goals)


def _money(chance: random.Random) -> Iterator[Money]:
    sources = ("中央财政资金", "省级财政资金", "县级财政资金")[: chance.randint(2, 3)]
    parts = [Money(item, (budget := _cents(chance, 20, 3000)), _share(budget, chance)) for item in sources]
    yield Money(
        "年度资金总额", sum((one.budget for one in parts), Decimal()), sum((one.spent for one in parts), Decimal())
    )
    yield from parts


def _cents(chance: random.Random, low: int, high: int) -> Decimal:
    return Decimal(chance.randint(100 * low, 100 * high)) * CENT


def _share(amount: Decimal, chance: random.Random) -> Decimal:
    return amount if chance.random() < 0.4 else (amount * chance.randint(70, 99) / 100).quantize(CENT)


def _goals(count: int, chance: random.Random) -> Iterator[Goal]:
    names = chance.sample([subject + whom for subject in SUBJECTS for whom in WHOM], count)
    for rank, name in enumerate(names):
        level1, level2, measures = MEASURES[rank * len(MEASURES) // count]
        measure, unit, more = chance.choice(measures)
        target = Decimal(chance.randint(80, 98) if unit == "%" else chance.randint(3, 400))
        better = 1 if more else -1
        away = Decimal(chance.randint(-3, 2 if unit == "%" else 12)) * target / 100
        actual = (target + better * away).quantize(Decimal("0.1") if unit in {"%", "万人", "万元"} else Decimal(1))
        yield Goal(level1, level2, name + measure, unit, more, target, actual, 90 // count + (rank < 90 % count))


def _table_form(programme: Programme, chance: random.Random) -> Iterator[Block]:
    yield Title("项目支出绩效自评表")
    yield Text(f"（{programme.year}年度）")
    yield _self_evaluation(programme, chance)


def _self_evaluation(programme: Programme, chance: random.Random) -> Table:
    """The usual form: head, money, goals in words, indicators, the sum of the points, all in one table."""
    rows = [
        ("项目名称", f"{programme.subject}专项资金", *"<<<<<<"),
        ("主管部门", f"{programme.place}财政局", "<", "<", "实施单位", programme.body, "<", "<"),
        ("项目资金（万元）", "", "年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分"),
    ]
    for rank, one in enumerate(programme.money):
        points = ("—", "10", "9.5")[1 if rank == 0 else 0], ("—", "9.5")[rank == 0]
        label = f"其中：{one.item}" if rank == 1 else one.item
        rows.append(("^", label, str(one.budget), str(one.budget), str(one.spent), points[0], one.rate, points[1]))
    rows += [
        ("年度总体目标", "预期目标", "<", "<", "实际完成情况", "<", "<", "<"),
        ("^", chance.choice(FILLERS) + "。", "<", "<", chance.choice(FILLERS) + "。", "<", "<", "<"),
        ("一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分", "偏差原因分析及改进措施"),
        *_indicator_rows(programme.goals, chance),
    ]
    total = sum((goal.score for goal in programme.goals), Decimal("9.5"))
    rows.append(("总分", *"<<<<", str(10 + sum(goal.weight for goal in programme.goals)), str(total), ""))
    return Table(tuple(rows), WIDTHS)


def _indicator_rows(goals: Sequence[Goal], chance: random.Random) -> Iterator[tuple[str, ...]]:
    before = ("", "")
    for goal in goals:
        level1 = "^" if goal.level1 == before[0] else goal.level1
        level2 = "^" if level1 == "^" and goal.level2 == before[1] else goal.level2
        reason = "" if goal.met else f"{chance.choice(REASONS)}。{chance.choice(REMEDIES)}。"
        figures = (_target(goal), f"{goal.actual}{goal.unit}", str(goal.weight), str(goal.score))
        yield level1, level2, goal.name, *figures, reason
        before = (goal.level1, goal.level2)


def _target(goal: Goal) -> str:
    return f"{'≥' if goal.more else '≤'}{goal.target}{goal.unit}"


def _narrative_form(programme: Programme, chance: random.Random) -> Iterator[Block]:
    yield from _opening(programme, chance)
    yield Heading("（二）绩效目标设定情况")
    spoken = [f"{goal.name}{'不低于' if goal.more else '不超过'}{goal.target}{goal.unit}" for goal in programme.goals]
    for start in range(0, len(spoken), 6):
        yield Text(f"{chance.choice(FILLERS)}。本年度目标为：{'，'.join(spoken[start : start + 6])}。")
    yield Heading("二、绩效目标完成情况分析")
    yield from _results(programme, chance)
    yield from _closing(programme, chance)


def _mixed_form(programme: Programme, chance: random.Random) -> Iterator[Block]:
    yield from _opening(programme, chance)
    yield Heading("二、绩效目标完成情况")
    for filler in chance.sample(FILLERS, 3):
        yield Text(filler + "。")
    yield from _closing(programme, chance)
    yield Text("附件")
    yield from _table_form(programme, chance)


def _opening(programme: Programme, chance: random.Random) -> Iterator[Block]:
    yield Title(f"{programme.place}{programme.year}年度{programme.subject}专项资金绩效自评报告")
    yield Text(programme.body)
    yield Heading("一、项目基本情况")
    yield Text("。".join(chance.sample(FILLERS, 3)) + "。")
    yield Heading("（一）资金安排和使用情况")
    total, *parts = programme.money
    listed = "，".join(f"{one.item}{one.budget}万元" for one in parts)
    yield Text(
        f"{programme.year}年，{programme.subject}专项资金全年预算数{total.budget}万元，其中：{listed}。"
        f"截至{programme.year}年12月31日，累计支出{total.spent}万元，预算执行率{total.rate}。"
    )
    for one in parts:
        yield Text(f"{one.item}支出{one.spent}万元，执行率{one.rate}。{chance.choice(FILLERS)}。")


def _results(programme: Programme, chance: random.Random) -> Iterator[Block]:
    before = ("", "")
    for number, goal in enumerate(programme.goals, start=1):
        if goal.level1 != before[0]:
            yield Heading(f"{goal.level1}完成情况")
        if goal.level2 != before[1]:
            yield Heading(f"{goal.level2}")
        before = (goal.level1, goal.level2)
        verdict = "完成年度目标。" if goal.met else f"未完成年度目标。偏差原因：{chance.choice(REASONS)}。"
        yield Text(f"（{number}）{goal.name}：目标值{_target(goal)}，实际完成值{goal.actual}{goal.unit}，{verdict}")


def _closing(programme: Programme, chance: random.Random) -> Iterator[Block]:
    yield Heading("三、存在的问题及改进措施")
    yield Text(f"一是{'。二是'.join(chance.sample(PROBLEMS, 2))}。")
    yield Text(f"下一步，{'；'.join(chance.sample(REMEDIES, 2))}。")
    yield Heading("四、自评结论")
    points = sum((goal.score for goal in programme.goals), Decimal("9.5"))
    yield Text(f"经自评，{programme.subject}专项资金得分{points}分，自评等级为{'优' if points >= 90 else '良'}。")


def main() -> None:
    """Write the corpus that the command line names."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, metavar="FOLDER")
    parser.add_argument("count", type=int, metavar="COUNT")
    parser.add_argument("--kinds", default=",".join(KINDS), help="which formats, by turns (default: %(default)s)")
    parser.add_argument("--seed", type=int, default=0, help="another number, other reports")
    given = parser.parse_args()
    kinds = given.kinds.split(",")
    unknown = set(kinds) - set(KINDS)
    if unknown:
        parser.error(f"unknown kinds: {', '.join(sorted(unknown))}; known are {', '.join(KINDS)}")
    print(f"{len(make_corpus(given.folder, given.count, kinds, given.seed))} reports in {given.folder}")


if __name__ == "__main__":
    main()
