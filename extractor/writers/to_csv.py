"""The tables as CSV: UTF-8 with BOM; how cells are written, `csv_cells.py` says."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from extractor.writers import csv_cells, whole_file
from extractor.writers.record import Record
from extractor.writers.tables import TABLES, Table

BOM = b"\xef\xbb\xbf"


def write(records: Iterable[Record], folder: Path) -> None:
    """Write one `<table>.csv` for each table into `folder`, in one pass. Raises: OSError."""
    with ExitStack() as stack:
        files = {table.name: stack.enter_context(whole_file.opened(folder / name(table))) for table in TABLES}
        for table in TABLES:
            files[table.name].write(head(table))
        for record in records:
            for table_name, lines in record.csv().items():
                files[table_name].write("".join(lines).encode())


def name(table: Table[Any]) -> str:
    """What the file of `table` is called."""
    return f"{table.name}.csv"


def head(table: Table[Any]) -> bytes:
    """What the file of `table` begins with: byte order mark and header."""
    return BOM + "".join(csv_cells.lines([[column.name for column in table.columns]])).encode()
