"""A comparison as a pandas DataFrame."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extractor.compare import tables
from extractor.compare.models import Comparison

if TYPE_CHECKING:
    import pandas

TYPES = {"string": "string", "integer": "Int64", "number": "object", "boolean": "boolean", "date": "datetime64[s]"}


def to_frame(comparison: Comparison) -> pandas.DataFrame:
    """One row per series and year, with the columns of the long CSV; numbers are Decimal."""
    import pandas

    rows = list(tables.long_rows(comparison))
    return pandas.DataFrame(
        {
            column.name: pandas.Series([column.value(row) for row in rows], dtype=TYPES[column.type])
            for column in tables.LONG
        }
    )
