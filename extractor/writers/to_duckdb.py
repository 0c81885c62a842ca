"""`dataset.duckdb`: the tables and some views in one file, for SQL. Filled from the CSV files beside it.

The content follows from the input alone. The bytes do not: DuckDB writes a random identifier into every file.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from extractor.writers import csv_cells, exact, to_csv, whole_file
from extractor.writers.columns import CellType, Column
from extractor.writers.tables import TABLES, Table

if TYPE_CHECKING:
    import duckdb

NAME = "dataset.duckdb"
TYPES: dict[CellType, str] = {
    "string": "VARCHAR",
    "integer": "BIGINT",
    "number": f"DECIMAL({exact.PRECISION}, {exact.SCALE})",
    "boolean": "BOOLEAN",
    "date": "DATE",
}
# Bytes: a line holds several cells of evidence, each as long as a paragraph or a table can be.
LONGEST_LINE = 16 << 20
# One thread, so that rows stand in the order of the files; memory that does not grow with them.
CONFIG: dict[str, str | bool | int | float | list[str]] = {"threads": "1", "memory_limit": "512MB"}
VIEWS = {
    "indicators_with_documents": """
        SELECT indicators.*, documents.status AS document_status, media_type, pages, ocr_pages
        FROM indicators LEFT JOIN documents ON indicators.path = documents.path""",
    "funds_by_role": """
        SELECT path, part, organization, program, coalesce(year, fiscal_year) AS year, role, source,
            amount_base_unit AS unit, count(*) AS figures,
            min(amount_base_value) AS lowest, max(amount_base_value) AS highest
        FROM funds GROUP BY ALL""",
    "indicators_by_year": """
        WITH alone AS (
            SELECT * FROM indicators WHERE organization IS NOT NULL AND fiscal_year IS NOT NULL
            QUALIFY count(*) OVER (PARTITION BY organization, program, name, fiscal_year) = 1
        )
        SELECT this.organization, this.program, this.name, this.fiscal_year, this.path, this.part,
            this.actual_base_unit AS unit, this.actual_basis AS basis,
            this.target_base_value AS target, this.actual_base_value AS actual, this.met,
            previous.target_base_value AS previous_target, previous.actual_base_value AS previous_actual,
            previous.met AS previous_met, this.actual_base_value - previous.actual_base_value AS change
        FROM alone this LEFT JOIN alone previous
            ON this.organization = previous.organization AND this.program IS NOT DISTINCT FROM previous.program
            AND this.name = previous.name AND this.fiscal_year = previous.fiscal_year + 1
            AND this.actual_base_unit IS NOT DISTINCT FROM previous.actual_base_unit
            AND this.actual_basis IS NOT DISTINCT FROM previous.actual_basis""",
}


def write(folder: Path) -> Mapping[str, int]:
    """Write the database of the CSV files in `folder`; gives how many numbers it leaves out for their many digits.

    Raises: OSError, ModuleNotFoundError without duckdb.
    """
    import duckdb

    with whole_file.draft(folder / NAME) as beside:
        beside.unlink(missing_ok=True)  # of a run that was killed: it would be opened and added to
        try:
            with duckdb.connect(str(beside), config=CONFIG) as database:
                omitted = sum(_fill(database, table, folder) for table in TABLES)
                for view, query in VIEWS.items():
                    database.execute(f"CREATE VIEW {view} AS {query}")
        except duckdb.IOException as error:
            raise OSError(str(error)) from error
    return {NAME: omitted}


def _fill(database: duckdb.DuckDBPyConnection, table: Table[Any], folder: Path) -> int:
    """Make `table`; gives how many of its numbers do not fit."""
    columns = ", ".join(f'"{column.name}" {TYPES[column.type]}' for column in table.columns)
    cells = ", ".join(map(_cell, table.columns))
    lost = " + ".join(["0", *(_misfits(column) for column in table.columns if column.type == "number")])
    source, path = _source(table), str(folder / to_csv.name(table))
    database.execute(f"CREATE TABLE {table.name} ({columns})")
    database.execute(f"INSERT INTO {table.name} SELECT {cells} FROM {source}", [path])
    for column in table.columns:
        database.execute(f'COMMENT ON COLUMN {table.name}."{column.name}" IS {_quoted(column.title)}')
    counted = database.execute(f"SELECT count(*), {lost} FROM {source}", [path]).fetchone()
    return int(counted[1]) if counted else 0


def _source(table: Table[Any]) -> str:
    """The CSV file of `table`, as texts: nothing is left for DuckDB to guess."""
    columns = ", ".join(f"{_quoted(column.name)}: 'VARCHAR'" for column in table.columns)
    return (
        f"read_csv(?, auto_detect = false, header = true, delim = ',', quote = '\"', escape = '\"', nullstr = '',"
        f" max_line_size = {LONGEST_LINE}, columns = {{{columns}}})"
    )


def _cell(column: Column[Any]) -> str:
    """The expression that reads `column` from its text in the CSV file."""
    text = f'"{column.name}"'
    match column.type:
        case "string":
            guarded = f"starts_with({text}, {_quoted(csv_cells.GUARD)})"
            return f"CASE WHEN {guarded} THEN substr({text}, 2) ELSE {text} END"
        case "number":
            return f"CASE WHEN {_fits(column)} THEN {text}::{TYPES['number']} END"
        case _:
            return f"{text}::{TYPES[column.type]}"


def _fits(column: Column[Any]) -> str:
    return f'regexp_matches("{column.name}", {_quoted(exact.FITS)})'


def _misfits(column: Column[Any]) -> str:
    return f"count(*) FILTER (NOT {_fits(column)})"


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
