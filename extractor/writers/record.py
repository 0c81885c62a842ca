"""What is written of one input, packed: its report lines and its rows, without the models that they came from.

Worker processes return records and a catalogue keeps them; a process that writes a dataset from records
needs no models and no library from outside.
"""

from __future__ import annotations

import datetime
import json
import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from extractor.writers.columns import Cell, CellType, Row
from extractor.writers.tables import TABLES, Outcome, Table
from extractor.writers.to_jsonl import SCHEMA

if TYPE_CHECKING:
    from extractor.report import Report

# Level 1 packs a report's line to a seventh; level 6 takes three times as long for a tenth less.
LEVEL = 1
# JSON has neither exact numbers nor dates: they are kept as text and made again by the type of their column.
MADE_AGAIN: dict[CellType, Callable[[str], Cell]] = {"number": Decimal, "date": datetime.date.fromisoformat}
_NAMELESS = f'{{"schema":"{SCHEMA}","source":{{"path":""'.encode()  # how the line of a report without a path begins
_TABLES = {table.name: table for table in TABLES}


@dataclass(frozen=True, slots=True)
class Part:
    """One report of an input: its number, from 1, and what datasets are split by."""

    number: int
    fiscal_year: int | None
    organization: str | None


@dataclass(frozen=True, slots=True)
class Content:
    """A record's reports, in the order of its lines, and the rows of every table by its name."""

    parts: tuple[Part, ...]
    tables: dict[str, list[Row]]


@dataclass(frozen=True, slots=True)
class Record:
    """One input as written: `packed_reports` its lines of `reports.jsonl`, `packed_rows` its rows of all tables.

    What was packed of an outcome without a path takes that of the record: several files may have one content.
    """

    path: str
    packed_reports: bytes
    packed_rows: bytes

    def lines(self) -> bytes:
        """The JSON of each report, each ended by a line feed; empty where there is none."""
        lines = zlib.decompress(self.packed_reports)
        if not lines.startswith(_NAMELESS):
            return lines
        named = _NAMELESS[:-2] + json.dumps(self.path, ensure_ascii=False).encode()
        return b"".join(named + line.removeprefix(_NAMELESS) for line in lines.splitlines(keepends=True))

    def content(self) -> Content:
        """Its reports and the rows of all tables, in the order of the tables; exactly the cells that went in."""
        packed = json.loads(zlib.decompress(self.packed_rows))
        for rows in packed["tables"].values():
            for row in rows:
                row[0] = row[0] or self.path
        tables = {name: _restored(_TABLES[name], rows) for name, rows in packed["tables"].items()}
        return Content(tuple(Part(*part) for part in packed["parts"]), tables)

    def tables(self) -> dict[str, list[Row]]:
        """The rows of every table by its name."""
        return self.content().tables

    def rows(self, table: str) -> list[Row]:
        """The rows of one table."""
        return self.tables()[table]


def record_of(outcome: Outcome) -> Record:
    """The record of `outcome`; the same bytes for the same outcome."""
    from extractor.report import to_json

    lines = "".join(f"{to_json(report)}\n" for report in outcome.reports)
    tables = {table.name: list(table.rows([outcome])) for table in TABLES}
    content = {"parts": [_part(report) for report in outcome.reports], "tables": tables}
    packed = json.dumps(content, ensure_ascii=False, separators=(",", ":"), default=str)
    return Record(outcome.path, zlib.compress(lines.encode(), LEVEL), zlib.compress(packed.encode(), LEVEL))


def _part(report: Report) -> tuple[int, int | None, str | None]:
    year, organization = report.meta.fiscal_year, report.meta.organization
    return report.source.part, year.value if year else None, organization.value if organization else None


def _restored(table: Table[Any], rows: Sequence[list[Any]]) -> list[Row]:
    made = [(at, MADE_AGAIN[column.type]) for at, column in enumerate(table.columns) if column.type in MADE_AGAIN]
    for row in rows:
        for at, make in made:
            if row[at] is not None:
                row[at] = make(row[at])
    return [tuple(row) for row in rows]
