"""identity.sum — two sums of money add up to a third one, beyond chance, whether or not the report says so."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from extractor.figures import money
from extractor.identities import sums
from extractor.relations import finding, terms_in_words
from extractor.report import Finding, Report

RULE: Final = "identity.sum"


def check(report: Report) -> Iterator[Finding]:
    """A finding for every identity that chance does not explain, by size."""
    for relation in sums(money(report.funds)):
        yield finding(relation, f"{terms_in_words(relation)}＝{relation.result.printed}，几个数可以互相印证")
