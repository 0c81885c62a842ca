"""Pages laid on the scanner a little apart -> what belongs together over pages in the same place on each.

The columns of a table that goes on come to lie under each other, and running headers at one height:
only where those of the page before are the same but for a shift and a trace of size, and without
loss, since `OcrPage.to_page` takes everything back to where it stands.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from extractor.document import BBox
from extractor.readers.grid import edge, ruled
from extractor.readers.ocr_page import OcrPage

_SAME_EDGE = 3.0  # points within which borders of cells are one
_SAME_COLUMN = 3.0  # points by which borders may miss each other when laid over
_STRETCH = 0.03  # by which two scans of the same width differ at most
_SHIFT = 60.0  # points, as far as paper slips
_DIGITS = re.compile(r"[0-9０-９]+")


def aligned(page: OcrPage, before: OcrPage | None) -> OcrPage:
    """`page` moved so that its running lines stand as high as those of `before`, and the columns of its first
    table lie under those of the last table there; as it is where nothing is alike.
    """
    if before is None:
        return page
    return _in_column(_at_height(page, before), before)


def _at_height(page: OcrPage, before: OcrPage) -> OcrPage:
    for outermost in (min, max):
        if not page.lines or not before.lines:
            return page
        mine, other = (outermost(lines, key=lambda line: line.box[1]) for lines in (page.lines, before.lines))
        shift = (other.box[1] + other.box[3] - mine.box[1] - mine.box[3]) / 2
        if _DIGITS.sub("0", mine.text) == _DIGITS.sub("0", other.text) and abs(shift) <= _SHIFT:
            return _moved(page, 1.0, 0.0, shift)
    return page


def _in_column(page: OcrPage, before: OcrPage) -> OcrPage:
    upper, lower = _tables(before), _tables(page)
    if not upper or not lower:
        return page
    above, below = _borders(upper[-1]), _borders(lower[0])
    stretch = (above[-1] - above[0]) / (below[-1] - below[0])
    shift = above[0] - stretch * below[0]
    if abs(stretch - 1) > _STRETCH or abs(shift) > _SHIFT:
        return page
    few, many = sorted((above, [stretch * x + shift for x in below]), key=len)
    fitting = sum(any(abs(x - other) <= _SAME_COLUMN for other in many) for x in few)
    return _moved(page, stretch, shift, 0.0) if fitting >= len(few) - 1 else page


def _tables(page: OcrPage) -> Sequence[Sequence[BBox]]:
    return ruled([edge(*rule) for rule in page.rules]).tables


def _borders(cells: Sequence[BBox]) -> list[float]:
    """x coordinates of the cells' sides, from left to right."""
    borders: list[float] = []
    for x in sorted(x for cell in cells for x in (cell[0], cell[2])):
        if not borders or x - borders[-1] > _SAME_EDGE:
            borders.append(x)
    return borders


def _moved(page: OcrPage, stretch: float, right: float, down: float) -> OcrPage:
    def across(box: BBox) -> BBox:
        return (stretch * box[0] + right, box[1] + down, stretch * box[2] + right, box[3] + down)

    a, b, c, d, e, f = page.to_page
    return replace(
        page,
        lines=tuple(replace(line, box=across(line.box)) for line in page.lines),
        rules=tuple(across(rule) for rule in page.rules),
        free_rules=tuple(across(rule) for rule in page.free_rules),
        to_page=(
            a / stretch, b, c - a * right / stretch - b * down,
            d / stretch, e, f - d * right / stretch - e * down,
        ),
    )  # fmt: skip
