"""`reports.jsonl`: every report whole, one a line, in the form of the report JSON."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Final

from extractor.writers import whole_file

if TYPE_CHECKING:
    from extractor.writers.record import Record

NAME = "reports.jsonl"
# `extractor.report.SCHEMA`, said again: a process that writes records does not load the models.
SCHEMA: Final = "jixiao/report/1"


def write(records: Iterable[Record], folder: Path) -> None:
    """Write the reports of `records` into `folder`, in their order. Raises: OSError."""
    whole_file.replace(folder / NAME, (record.lines() for record in records))
