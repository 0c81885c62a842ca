"""attainment.overall — completion as a whole is not claimed as good while a target is missed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from extractor.alike import missed
from extractor.relations import undecidable
from extractor.report import Cited, Evidence, Finding, Indicator, Report
from extractor.width import fold, squeeze

RULE: Final = "attainment.overall"

_GOOD = re.compile(
    r"(?:较好|很好|圆满|全面|全部|均已?|顺利|超额)地?(?:按时|按期|按计划|保质保量)?"
    r"(?:完成|实现|达到|达成)了?[^，。；,;]{0,30}?(?:目标|任务|指标)"
    r"|(?:目标|任务|指标)(?:任务|指标)?(?:已|均|都|已经)*(?:较好|圆满|全面|全部|顺利|超额)(?:完成|实现|达到|达成)"
    r"|(?:总体|整体|绩效)[^，。；,;]{0,10}完成情况(?:较好|良好|优秀|很好)"
)
# Characters before the claim in which an exception to it may stand: 除……外均完成.
_BEFORE = 20
_NOT_ALL = re.compile(r"除[^，。]{0,40}外|基本|大部分|多数|未")


def check(report: Report) -> Iterator[Finding]:
    """A finding where the report judges its completion as a whole and the targets can be compared."""
    claim = next(_claims(report), None)
    decided = [one for one in report.indicators if missed(one) or one.attainment.met is True]
    if claim is None or not decided:
        yield undecidable(RULE, "没有对总体完成情况的评价，或没有可与目标值比较的指标")
        return
    yield _finding(claim, [one for one in decided if missed(one)], decided)


def _claims(report: Report) -> Iterator[tuple[str, Evidence]]:
    achieved = [goal.achieved for goal in report.goals if goal.achieved]
    for cited in (*achieved, *report.problems, *report.measures):
        words = _claim(cited)
        if words:
            yield words, cited.evidence[0]


def _claim(cited: Cited) -> str | None:
    text = squeeze(fold(cited.text)).text
    found = _GOOD.search(text)
    if found is None or _NOT_ALL.search(text, max(found.start() - _BEFORE, 0), found.end()):
        return None
    return found[0]


def _finding(claim: tuple[str, Evidence], failed: list[Indicator], decided: list[Indicator]) -> Finding:
    words, evidence = claim
    told = "、".join(f"“{one.name}”（目标{_text(one, 'target')}，实际{_text(one, 'actual')}）" for one in failed)
    about = failed or decided
    return Finding(
        rule=RULE,
        status="violated" if failed else "ok",
        message=f"报告称“{words}”，而{told}未达到目标"
        if failed
        else f"报告称“{words}”，可比较的{len(decided)}项目标均已达到",
        stated=words,
        expected=f"{len(decided)}项中{len(decided) - len(failed)}项达到目标",
        tolerance=None,
        facts=tuple(one.key for one in about),
        evidence=(evidence, *(one.actual.evidence[0] for one in failed if one.actual)),
    )


def _text(indicator: Indicator, side: str) -> str:
    value = indicator.target if side == "target" else indicator.actual
    return value.text if value else ""
