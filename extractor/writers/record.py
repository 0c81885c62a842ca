"""What is written of one input, packed: its report lines and its rows, without the models that they came from.

Worker processes return records and a catalogue keeps them; a process that writes a dataset from records
needs no models and no library from outside. Rows are kept as the lines of CSV that every dataset has, so that
workers make them, many at a time, and not the one process that writes; other formats make cells of them again.
"""

from __future__ import annotations

import csv
import json
import sys
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from extractor.writers import csv_cells
from extractor.writers.columns import Cell, Row
from extractor.writers.tables import TABLES, Outcome, Table
from extractor.writers.to_jsonl import SCHEMA

if TYPE_CHECKING:
    from extractor.report import Report

# Level 1 packs a report's line to a seventh; level 6 takes three times as long for a tenth less.
LEVEL = 1
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

    def csv(self) -> dict[str, list[str]]:
        """The rows of every table as lines of its CSV file, in the order of the tables."""
        front = "".join(csv_cells.lines([[self.path]])).removesuffix("\r\n")
        return {
            name: [f"{front}{line}" if line.startswith(",") else line for line in lines]
            for name, (lines, _) in self._packed()["tables"].items()
        }

    def content(self) -> Content:
        """Its reports and the rows of all tables, in the order of the tables; exactly the cells that went in."""
        packed = self._packed()
        tables = {name: _rows(_TABLES[name], kept, self.path) for name, kept in packed["tables"].items()}
        return Content(tuple(Part(*part) for part in packed["parts"]), tables)

    def _packed(self) -> dict[str, Any]:
        packed: dict[str, Any] = json.loads(zlib.decompress(self.packed_rows))
        return packed

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
    tables = {table.name: _kept(list(table.rows([outcome]))) for table in TABLES}
    content = {"parts": [_part(report) for report in outcome.reports], "tables": tables}
    packed = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    return Record(outcome.path, zlib.compress(lines.encode(), LEVEL), zlib.compress(packed.encode(), LEVEL))


def _part(report: Report) -> tuple[int, int | None, str | None]:
    year, organization = report.meta.fiscal_year, report.meta.organization
    return report.source.part, year.value if year else None, organization.value if organization else None


def _kept(rows: Sequence[Row]) -> tuple[list[str], list[tuple[int, int, str]]]:
    """`rows` as lines of CSV; and row, column and text of the cells that these do not give back as they were."""
    changed = [
        (at, column, str(cell))
        for at, row in enumerate(rows)
        for column, cell in enumerate(row[1:], start=1)  # before them stands the path
        if cell == "" or (type(cell) is Decimal and csv_cells.plain(cell) != str(cell))
    ]
    return csv_cells.lines(rows), changed


def _rows(table: Table[Any], kept: tuple[list[str], list[tuple[int, int, str]]], path: str) -> list[Row]:
    """What `_kept` was given; `path` stands in rows without one."""
    lines, changed = kept
    kinds = [column.type for column in table.columns]
    with _cells_of_any_length():
        rows: list[list[Cell]] = [
            [csv_cells.parsed(text, kind) for text, kind in zip(cells, kinds, strict=True)]
            for cells in csv.reader(lines, strict=True)
        ]
    for at, column, text in changed:
        rows[at][column] = Decimal(text) if text else text
    return [(row[0] or path, *row[1:]) for row in rows]


@contextmanager
def _cells_of_any_length() -> Iterator[None]:
    limit = csv.field_size_limit(min(sys.maxsize, 2**31 - 1))
    try:
        yield
    finally:
        csv.field_size_limit(limit)
