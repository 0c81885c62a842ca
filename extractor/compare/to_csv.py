"""A comparison as CSV, safe to open in a spreadsheet: long, or wide for a name that ends in `.wide.csv`."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from extractor.compare import tables
from extractor.compare.models import Comparison
from extractor.writers import csv_cells, to_csv, whole_file
from extractor.writers.columns import Cell

WIDE = ".wide.csv"


def write(comparison: Comparison, path: Path) -> None:
    """Write the table of `comparison` that the name of `path` asks for. Raises: OSError."""
    whole_file.replace(path, _encoded(*(_wide if path.name.endswith(WIDE) else _long)(comparison)))


def _long(comparison: Comparison) -> tuple[list[str], Iterator[list[Cell]]]:
    rows = ([column.value(row) for column in tables.LONG] for row in tables.long_rows(comparison))
    return [column.name for column in tables.LONG], rows


def _wide(comparison: Comparison) -> tuple[list[str], Iterator[list[Cell]]]:
    columns = tables.wide(comparison.years)
    rows = ([column.value(series) for column in columns] for series in comparison.series)
    return [column.name for column in columns], rows


def _encoded(header: Sequence[str], rows: Iterable[Sequence[Cell]]) -> Iterator[bytes]:
    yield to_csv.BOM
    yield _line(header)
    for row in rows:
        yield _line([csv_cells.render(cell) for cell in row])


def _line(cells: Sequence[str]) -> bytes:
    buffer = io.StringIO(newline="")
    csv.writer(buffer, lineterminator="\r\n").writerow(cells)
    return buffer.getvalue().encode()
