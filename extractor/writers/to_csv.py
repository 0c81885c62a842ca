"""The tables as CSV: RFC 4180, UTF-8 with BOM, safe to open in a spreadsheet.

A spreadsheet runs a cell that begins with `=`, `+`, `-`, `@` (or a full-width form, a tab or a line
break before one) as a formula. Such text gets an apostrophe in front, and so does text that begins
with an apostrophe itself: to have the text back, take one leading apostrophe off every text cell that
has one. A sign alone (the comparator =, a dash) is no formula and stays as it is. Only text cells are
treated; numbers, dates and true/false are written plainly. An empty cell is a missing value.
"""

from __future__ import annotations

import csv
import datetime
import io
from collections.abc import Callable, Iterable
from contextlib import ExitStack
from decimal import Decimal
from pathlib import Path
from typing import Any

from extractor.writers import whole_file
from extractor.writers.columns import Cell
from extractor.writers.record import Record
from extractor.writers.tables import TABLES, Table

GUARD = "'"
GUARDED = frozenset({"=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", "\n", GUARD})
SIGNS_ALONE = frozenset({"=", "+", "-", "@"})
BOM = b"\xef\xbb\xbf"


def write(records: Iterable[Record], folder: Path) -> None:
    """Write one `<table>.csv` for each table into `folder`, in one pass. Raises: OSError."""
    with ExitStack() as stack:
        files = {table.name: stack.enter_context(whole_file.opened(folder / name(table))) for table in TABLES}
        for table in TABLES:
            files[table.name].write(head(table))
        for record in records:
            for table_name, rows in record.tables().items():
                files[table_name].write(lines(rows))


def name(table: Table[Any]) -> str:
    """What the file of `table` is called."""
    return f"{table.name}.csv"


def head(table: Table[Any]) -> bytes:
    """What the file of `table` begins with: byte order mark and header."""
    return BOM + lines([[column.name for column in table.columns]])


def lines(rows: Iterable[Iterable[Cell]]) -> bytes:
    """`rows` as lines of a CSV file."""
    buffer = io.StringIO(newline="")
    # Most cells are empty: the writer knows what to make of them.
    rendered = ([cell if cell is None else _RENDERED[type(cell)](cell) for cell in row] for row in rows)
    csv.writer(buffer, lineterminator="\r\n").writerows(rendered)
    return buffer.getvalue().encode()


def guard(text: str) -> str:
    """`text` as it may stand in a spreadsheet; `unguard` undoes it."""
    return GUARD + text if text[:1] in GUARDED and text not in SIGNS_ALONE else text


def unguard(text: str) -> str:
    """The text that `guard` was given."""
    return text.removeprefix(GUARD)


def render(cell: Cell) -> str:
    """`cell` as it stands in a CSV file; numbers without exponent and without zeros at the end."""
    return "" if cell is None else _RENDERED[type(cell)](cell)


def plain(number: Decimal) -> str:
    """`number` in digits: 100.00 as 100, 1.50 as 1.5, 1E+4 as 10000."""
    digits = f"{number:f}"
    if "." in digits:
        digits = digits.rstrip("0").rstrip(".")
    return "0" if digits == "-0" else digits


_RENDERED: dict[type, Callable[[Any], str]] = {
    bool: lambda truth: "true" if truth else "false",
    datetime.date: datetime.date.isoformat,
    Decimal: plain,
    int: str,
    str: guard,
}
