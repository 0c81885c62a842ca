"""Signs that the engine always takes for others -> what is printed; what it said stays on the line."""

from __future__ import annotations

import re
from dataclasses import replace

from extractor.readers.ocr_page import OcrLine

_PER_MILLE = re.compile(r"(?<=[0-9０-９])[%％][0oO〇°](?![0-9０-９.%％])")  # 0.8%0: never the end of a number
_PAGE_NUMBER = re.compile(r"[-—–]?\s*[0-9]{1,4}\s*[一−]|[一−]\s*[0-9]{1,4}\s*[-—–一−]")
_DASHES = str.maketrans("一−", "——")


def repaired(line: OcrLine) -> OcrLine:
    """The line with ‰, which the engine does not know, for %0 or %o behind a digit; and dashes around page numbers."""
    if _PER_MILLE.search(line.text):
        second = {found.start() + 1 for found in _PER_MILLE.finditer(line.text)}
        middles = tuple(middle for place, middle in enumerate(line.middles) if place not in second)
        return replace(line, text=_PER_MILLE.sub("‰", line.text), middles=middles, as_read=line.text)
    if _PAGE_NUMBER.fullmatch(line.text):
        return replace(line, text=line.text.translate(_DASHES), as_read=line.text)
    return line
