"""`<table>.parquet`: the tables with types, for analysis. The schema follows from the columns, never from the data.

Numbers are decimal(38, 18), see `exact.py`; text that is empty is missing, as in CSV.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any

from extractor.writers import exact, whole_file
from extractor.writers.columns import CellType, Row
from extractor.writers.record import Record
from extractor.writers.tables import TABLES, Table

if TYPE_CHECKING:
    import pyarrow

# Rows that are held before they are written: 4,096 indicators with their evidence take some 20 MB.
GROUP = 4096


def write(records: Iterable[Record], folder: Path) -> Mapping[str, int]:
    """Write one file for each table into `folder`, in one pass.

    Gives how many numbers each file leaves out, since they have too many digits.
    Raises: OSError, ModuleNotFoundError without pyarrow.
    """
    with ExitStack() as stack:
        sinks = {table.name: _sink(table, folder, stack) for table in TABLES}
        for record in records:
            for table, rows in record.tables().items():
                sinks[table].add(rows)
        for sink in sinks.values():
            sink.flush()
    return {name(sink.table): sink.omitted for sink in sinks.values()}


def name(table: Table[Any]) -> str:
    """What the file of `table` is called."""
    return f"{table.name}.parquet"


def _sink(table: Table[Any], folder: Path, stack: ExitStack) -> _Sink:
    from pyarrow import parquet

    schema = _schema(table)
    file = stack.enter_context(whole_file.opened(folder / name(table)))
    return _Sink(table, schema, stack.enter_context(parquet.ParquetWriter(file, schema, compression="zstd")))


class _Sink:
    """One file being written: rows are gathered until they make a row group of exactly `GROUP`."""

    def __init__(self, table: Table[Any], schema: pyarrow.Schema, writer: pyarrow.parquet.ParquetWriter) -> None:
        self.table = table
        self.schema = schema
        self.writer = writer
        self.rows: list[Row] = []
        self.omitted = 0

    def add(self, rows: Iterable[Row]) -> None:
        """Take `rows`, and write those that make a group."""
        for row in rows:
            self.rows.append(row)
            if len(self.rows) == GROUP:
                self.flush()

    def flush(self) -> None:
        """Write what is held."""
        import pyarrow

        columns = zip(*self.rows, strict=True) if self.rows else ((),) * len(self.table.columns)
        arrays = [
            pyarrow.array(self._held(column.type, cells), field.type)
            for column, field, cells in zip(self.table.columns, self.schema, columns, strict=True)
        ]
        self.writer.write_table(pyarrow.Table.from_arrays(arrays, schema=self.schema))
        self.rows = []

    def _held(self, kind: CellType, cells: tuple[Any, ...]) -> list[Any]:
        """`cells` as the file can hold them; numbers that it cannot are counted."""
        if kind == "string":
            return [cell or None for cell in cells]
        if kind != "number":
            return list(cells)
        held = [None if cell is None else exact.fixed(cell) for cell in cells]
        self.omitted += held.count(None) - cells.count(None)
        return held


def _schema(table: Table[Any]) -> pyarrow.Schema:
    import pyarrow

    types: dict[CellType, pyarrow.DataType] = {
        "string": pyarrow.string(),
        "integer": pyarrow.int64(),
        "number": pyarrow.decimal128(exact.PRECISION, exact.SCALE),
        "boolean": pyarrow.bool_(),
        "date": pyarrow.date32(),
    }
    return pyarrow.schema(
        [
            pyarrow.field(
                column.name, types[column.type], metadata={"title": column.title, "description": column.description}
            )
            for column in table.columns
        ]
    )
