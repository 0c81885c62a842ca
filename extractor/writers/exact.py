"""Numbers where a format has no endless decimals: which of them it holds with every digit.

Parquet and DuckDB get decimal(38, 18), the widest fixed decimal that pandas, DuckDB, Polars, Spark (whose own
default it is) and Arrow read alike: 20 digits before the point and 18 behind it. Spreadsheets have binary
doubles alone.
"""

from __future__ import annotations

import re
from decimal import Decimal

from extractor.writers.csv_cells import plain

PRECISION, SCALE = 38, 18
# What fits, as `csv_cells.plain` writes it; a regular expression that Python and DuckDB read alike.
FITS = rf"^-?[0-9]{{1,{PRECISION - SCALE}}}(\.[0-9]{{1,{SCALE}}})?$"
_FITS = re.compile(FITS)


def fixed(number: Decimal) -> Decimal | None:
    """`number` without exponent; None where decimal(38, 18) cannot hold all its digits."""
    digits = plain(number)
    return Decimal(digits) if _FITS.match(digits) else None


def double(number: Decimal) -> float | None:
    """The double that is printed as `number`; None where `number` has more digits than any double."""
    nearest = float(number)
    return nearest if Decimal(repr(nearest)) == number else None
