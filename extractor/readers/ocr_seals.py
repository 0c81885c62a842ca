"""Red seals on pages: text beneath them shows best in red light, in which the seal's ink all but vanishes.

Only seals are seen so: red headings would vanish as well. A seal is a red figure about as high as it
is wide, of the size of a stamp, with more paper than ink in it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from extractor.readers.ocr_image import Pixels

Box = tuple[float, float, float, float]

_REDNESS = 45  # levels by which red outshines green and blue
_LEAST = 2e-4  # of the page's pixels
_JOIN = 0.12  # inches over which parts of a seal belong together
_SIDES = (0.5, 2.6)  # inches; official seals measure 38 to 58 mm, oval ones 30 x 45
_OBLONG = 2.2  # at most so much wider than high, or higher than wide
_FILLED = 0.6  # of its box; more is a red field with text in it
_MARGIN = 0.05  # inches around a seal where its ink fades


def without_seals(picture: Pixels, dpi: float) -> tuple[Pixels, int]:
    """The page in grey, seals seen in red light; and how many there are. `picture` has three colours."""
    import cv2
    import numpy as np

    grey = np.asarray(cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY), np.uint8)
    boxes = _seals(picture, dpi)
    margin = round(_MARGIN * dpi)
    for x0, top, x1, bottom in boxes:
        rows, columns = slice(max(top - margin, 0), bottom + margin), slice(max(x0 - margin, 0), x1 + margin)
        grey[rows, columns] = picture[rows, columns, 0]
    return grey, len(boxes)


def _seals(picture: Pixels, dpi: float) -> list[tuple[int, int, int, int]]:
    import cv2
    import numpy as np

    others = np.maximum(picture[:, :, 1], picture[:, :, 2])
    red = np.where(picture[:, :, 0] > others, picture[:, :, 0] - others, 0) > _REDNESS
    if red.mean() < _LEAST:
        return []
    reach = max(round(_JOIN * dpi), 1)
    joined = cv2.morphologyEx(red.astype(np.uint8), cv2.MORPH_CLOSE, np.ones((reach, reach), np.uint8))
    _, _, stats, _ = cv2.connectedComponentsWithStats(joined)
    boxes = ((int(x), int(y), int(x + width), int(y + height)) for x, y, width, height, _ in stats[1:])
    return [box for box in boxes if _is_seal(box, dpi) and _share(red, box) <= _FILLED]


def _is_seal(box: tuple[int, int, int, int], dpi: float) -> bool:
    short, long = sorted(((box[2] - box[0]) / dpi, (box[3] - box[1]) / dpi))
    return _SIDES[0] <= short and long <= _SIDES[1] and long <= _OBLONG * short


def _share(red: object, box: tuple[int, int, int, int]) -> float:
    import numpy as np

    return float(np.asarray(red)[box[1] : box[3], box[0] : box[2]].mean())
