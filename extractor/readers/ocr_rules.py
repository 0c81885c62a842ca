"""The rules of tables on a straightened page, in pixels.

What is long and thin once the text is taken out, closed in by rules across; lines on their own (under
a heading, above a footnote, of a table open at its sides) are given apart.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from extractor.document import BBox

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from extractor.readers.ocr_image import Pixels
    from extractor.readers.ocr_page import OcrLine

_NEIGHBOURHOOD = 0.25  # inches around a pixel whose mean it must be darker than
_DARKER = 14  # levels; paper noise of scans stays below
_TEXT_HEIGHT = 0.72  # of a line's box, which the finder of lines draws too large
_ACROSS, _DOWN = 0.28, 0.17  # inches: the shortest rules
_STROKE = 0.6  # of an upright within a line of text: more is a stroke of a character
_HALF = 0.3  # a character's half to the height of its line's box
_SURE = 0.6  # inches: longer than any stroke of a character
_GAP = 0.03  # inches of a rule that may be worn away
_THICK = 0.1  # inches: from which it is a bar
_MEETS = 0.05  # inches within which a rule's end meets another rule
_CHARACTER = (0.08, 0.4)  # inches: sides of characters
_INKED = 0.25  # of a character's box, at least
_FREE = 1.0  # inches: the shortest line that means something on its own


class Rules(NamedTuple):
    """Rules as (x0, top, x1, bottom), without thickness: those that frame cells, and horizontal ones on their own."""

    framing: tuple[BBox, ...]
    free: tuple[BBox, ...]


def find_rules(picture: Pixels, lines: Sequence[OcrLine], inch: float) -> Rules:
    """Rules on the page; `lines` are its text, boxes in pixels, `inch` is its scale in pixels."""
    dark = _dark(picture, inch)
    bare = _without_text(dark, [line.box for line in lines])
    across, down = _lines(dark, bare, inch, down=False), _lines(dark, bare, inch, down=True)
    framed, uprights = _closed(across, [line for line in down if not _is_stroke(line, lines)], _MEETS * inch)
    free = [rule for rule in across if rule not in framed and rule[2] - rule[0] >= _FREE * inch]
    return Rules((*framed, *uprights), tuple(free))


def _lines(dark: NDArray[np.uint8], bare: NDArray[np.uint8], inch: float, *, down: bool) -> list[BBox]:
    short = _segments(_healed(bare, inch, down=down), _DOWN if down else _ACROSS, inch, down=down)
    return _united(short, _sure(dark, inch, down=down), inch)


def _is_stroke(upright: BBox, lines: Sequence[OcrLine]) -> bool:
    """Whether most of the upright stands within the characters of one line."""
    x, top, _, bottom = upright
    return any(
        min(line.box[3], bottom) - max(line.box[1], top) >= _STROKE * (bottom - top)
        for line in lines
        if line.middles and not line.down and _inked(line)[0] < x < _inked(line)[1]
    )


def _inked(line: OcrLine) -> tuple[float, float]:
    """Where the characters of the line begin and end; its box is a little larger."""
    x0, top, x1, bottom = line.box
    half = _HALF * (bottom - top)
    return x0 + line.middles[0] * (x1 - x0) - half, x0 + line.middles[-1] * (x1 - x0) + half


def sure_uprights(picture: Pixels, inch: float) -> list[BBox]:
    """Vertical rules too long to be strokes of characters, whatever text there is."""
    return _sure(_dark(picture, inch), inch, down=True)


def ink_outside(picture: Pixels, lines: Sequence[OcrLine], rules: Rules, inch: float) -> int:
    """Figures of the size of characters that stand in no line and on no rule."""
    import cv2
    import numpy as np

    dark = _dark(picture, inch)
    for x0, top, x1, bottom in [line.box for line in lines]:
        dark[max(round(top), 0) : max(round(bottom), 0), max(round(x0), 0) : max(round(x1), 0)] = 0
    width = _MEETS * inch / 2
    for x0, top, x1, bottom in (*rules.framing, *rules.free):
        rows = slice(max(round(top - width), 0), max(round(bottom + width), 0))
        dark[rows, max(round(x0 - width), 0) : max(round(x1 + width), 0)] = 0
    joined = cv2.morphologyEx(dark, cv2.MORPH_CLOSE, np.ones((round(_GAP * inch) + 1,) * 2, np.uint8))
    _, _, stats, _ = cv2.connectedComponentsWithStats(np.asarray(joined, np.uint8))
    low, high = (side * inch for side in _CHARACTER)
    return sum(1 for _, _, w, h, ink in stats[1:] if low <= w <= high and low <= h <= high and ink >= _INKED * w * h)


def _dark(picture: Pixels, inch: float) -> NDArray[np.uint8]:
    import cv2
    import numpy as np

    size = max(round(_NEIGHBOURHOOD * inch), 3) | 1
    smooth = cv2.blur(picture, (3, 3))
    dark = cv2.adaptiveThreshold(smooth, 1, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, size, _DARKER)
    return np.asarray(dark, np.uint8)


def _without_text(dark: NDArray[np.uint8], lines: Sequence[BBox]) -> NDArray[np.uint8]:
    bare = dark.copy()
    for x0, top, x1, bottom in lines:
        shrink = (1 - _TEXT_HEIGHT) / 2 * min(bottom - top, x1 - x0)
        rows = slice(max(round(top + shrink), 0), max(round(bottom - shrink), 0))
        bare[rows, max(round(x0 + shrink), 0) : max(round(x1 - shrink), 0)] = 0
    return bare


def _sure(dark: NDArray[np.uint8], inch: float, *, down: bool) -> list[BBox]:
    """Lines longer than strokes, with the text still there: gaps stay open, lest characters touch each other."""
    return _segments(dark, _SURE, inch, down=down)


def _healed(dark: NDArray[np.uint8], inch: float, *, down: bool) -> NDArray[np.uint8]:
    """The picture with the gaps of worn lines closed."""
    import cv2
    import numpy as np

    gap = max(round(_GAP * inch), 1)
    return np.asarray(cv2.morphologyEx(dark, cv2.MORPH_CLOSE, _along(gap, down=down)), np.uint8)


def _segments(dark: NDArray[np.uint8], shortest: float, inch: float, *, down: bool) -> list[BBox]:
    """Long thin dark figures, as lines through their middle."""
    import cv2
    import numpy as np

    length = max(round(shortest * inch), 2)
    opened = cv2.morphologyEx(dark, cv2.MORPH_OPEN, _along(length, down=down))
    _, _, stats, _ = cv2.connectedComponentsWithStats(np.asarray(opened, np.uint8))
    found = [(float(x), float(y), float(width), float(height)) for x, y, width, height, _ in stats[1:]]
    return [_line(box, down=down) for box in found if box[2 if down else 3] <= _THICK * inch]


def _along(length: int, *, down: bool) -> NDArray[np.uint8]:
    import numpy as np

    return np.ones((length, 1) if down else (1, length), np.uint8)


def _line(box: tuple[float, float, float, float], *, down: bool) -> BBox:
    x, y, width, height = box
    middle = x + width / 2 if down else y + height / 2
    return (middle, y, middle, y + height) if down else (x, middle, x + width, middle)


def _united(some: Sequence[BBox], others: Sequence[BBox], inch: float) -> list[BBox]:
    """Lines of both, without those of `some` that lie on a longer one of `others`."""
    near = 2 * _GAP * inch
    return [*others, *(line for line in some if not any(_lies_on(line, other, near) for other in others))]


def _lies_on(line: BBox, other: BBox, near: float) -> bool:
    beside = line[0] >= other[0] - near and line[2] <= other[2] + near
    return beside and line[1] >= other[1] - near and line[3] <= other[3] + near


def _closed(across: Sequence[BBox], down: Sequence[BBox], near: float) -> tuple[list[BBox], list[BBox]]:
    """Rules across that at least two uprights meet, and uprights from the first to the last rule that they meet."""
    rules, uprights = list(across), list(down)
    while True:
        kept = [line for line in (_between(line, rules, near) for line in uprights) if line is not None]
        framed = [rule for rule in rules if sum(_meet(rule, line, near) for line in kept) >= 2]
        if (kept, framed) == (uprights, rules):
            return framed, kept
        rules, uprights = framed, kept


def _between(upright: BBox, rules: Sequence[BBox], near: float) -> BBox | None:
    """The upright without what reaches beyond the rules that it meets: strokes of characters that touch it."""
    met = [rule[1] for rule in rules if _meet(rule, upright, near)]
    if not met or max(met) - min(met) <= near:
        return None
    return (upright[0], min(met), upright[0], max(met))


def _meet(rule: BBox, upright: BBox, near: float) -> bool:
    x, y = upright[0], rule[1]
    return rule[0] - near <= x <= rule[2] + near and upright[1] - near <= y <= upright[3] + near
