"""`reports.jsonl`: every report whole, one a line, in the form of the report JSON."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from extractor.report import to_json
from extractor.writers import whole_file
from extractor.writers.tables import Outcome

NAME = "reports.jsonl"


def write(outcomes: Iterable[Outcome], folder: Path) -> None:
    """Write the reports of `outcomes` into `folder`, in their order. Raises: OSError."""
    lines = (f"{to_json(report)}\n".encode() for outcome in outcomes for report in outcome.reports)
    whole_file.replace(folder / NAME, lines)
