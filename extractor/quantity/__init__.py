"""Quantities stated in Chinese text: exact Decimal values with unit, comparator and span.

`find` takes them out of running text and is strict; `parse` reads a whole table cell and is liberal.
Width must be folded before (`extractor.width.fold`). Which words are units, scales and comparators
stands in `patterns/units.toml`; only the grammar stands here.
"""

from extractor.quantity.lexicon import Lexicon, lexicon
from extractor.quantity.model import Quantity
from extractor.quantity.reading import find, parse, torn
from extractor.quantity.written import normalize, render

__all__ = ["Lexicon", "Quantity", "find", "lexicon", "normalize", "parse", "render", "torn"]
