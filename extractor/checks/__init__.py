"""Checks: what a report says, held against what else it says. One file, one rule; the file's name is its registration.

`run` gives the report with its findings, proposals and the confidence that they lend to the figures.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from importlib import import_module

from extractor.checks._confidence import with_confidence
from extractor.repairs import proposals
from extractor.report import Finding, Report

Check = Callable[[Report], Iterator[Finding]]

# In the order in which findings are told: money, indicators, scores, words, and what ties the figures together.
NAMES = (
    "funds_rate",
    "funds_parts",
    "funds_remaining",
    "funds_carryover",
    "funds_restated",
    "share_part",
    "growth_previous",
    "figure_restated",
    "unit_slip",
    "unit_misprint",
    "weight_sum",
    "score_sum",
    "score_limit",
    "score_missed",
    "attainment_claimed",
    "attainment_overall",
    "attainment_reason",
    "indicator_duplicate",
    "date_order",
    "identity_sum",
    "identity_difference",
    "identity_ratio",
    "identity_alone",
)


def run(report: Report) -> Report:
    """The report with findings, check by check, with proposals, and with the confidence that they lend to figures."""
    found = findings(report)
    repaired = tuple(dict.fromkeys((*report.proposals, *proposals(report))))
    return with_confidence(report, found).model_copy(update={"checks": found, "proposals": repaired})


def findings(report: Report) -> tuple[Finding, ...]:
    """All findings, check by check."""
    return tuple(finding for check in _checks() for finding in check(report))


@cache
def _checks() -> tuple[Check, ...]:
    return tuple(import_module(f"{__name__}.{name}").check for name in NAMES)
