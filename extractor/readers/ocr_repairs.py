"""Signs that the engine takes for others -> what is printed; what it said stays on the line."""

from __future__ import annotations

import re
from dataclasses import replace

from extractor.readers.ocr_page import OcrLine

# 0.8%0, never the end of a number; or the whole cell of a unit.
_PER_MILLE = re.compile(r"(?<=[0-9０-９])[%％][0oO〇°](?![0-9０-９.%％])|^[%％][0oO〇°]$")
_PAGE_NUMBER = re.compile(r"[-—–]?\s*[0-9]{1,4}\s*[一−]|[一−]\s*[0-9]{1,4}\s*[-—–一−]")
# A number that is all of its line, with a comma where no thousands end: 3,82万人. Not 1,2季度, an enumeration.
_COMMA = re.compile(
    r"([≥≤＞＜><=]?[0-9]{1,4})[,，]([0-9]{1,2}(?:[%％‰]|(?![季月日号级类条款项])[\u4e00-\u9fff][^0-9]{0,5})?)"
)
_DOUBTED = 0.8  # score of what might be another number, one with a digit lost
_DASHES = str.maketrans("一−", "——")


def repaired(line: OcrLine) -> OcrLine:
    """The line with ‰, which the engine does not know, for %0 or %o behind a digit or alone.

    Also with dashes around page numbers, and with a decimal point for a comma that parts no thousands.
    """
    if _PER_MILLE.search(line.text):
        second = {found.start() + 1 for found in _PER_MILLE.finditer(line.text)}
        middles = tuple(middle for place, middle in enumerate(line.middles) if place not in second)
        return replace(line, text=_PER_MILLE.sub("‰", line.text), middles=middles, as_read=line.text)
    comma = _COMMA.fullmatch(line.text)
    if comma is not None:
        score = min(line.score, _DOUBTED)
        return replace(line, text=f"{comma[1]}.{comma[2]}", as_read=line.text, score=score)
    if _PAGE_NUMBER.fullmatch(line.text):
        return replace(line, text=line.text.translate(_DASHES), as_read=line.text)
    return line
