"""identity.difference — two spendings lie as far apart as two allotments, beyond chance."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from extractor.figures import money
from extractor.identities import differences
from extractor.relations import finding
from extractor.report import Finding, Report

RULE: Final = "identity.difference"


def check(report: Report) -> Iterator[Finding]:
    """A finding for every such identity that chance does not explain."""
    for relation in differences(money(report.funds)):
        given, spent, taken = (term.printed for term in relation.terms)
        yield finding(relation, f"（{given}－{taken}）＋{spent}＝{relation.result.printed}，几个数可以互相印证")
