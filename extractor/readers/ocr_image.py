"""Pictures of pages: their pixels, turned and straightened, and lines cut out of them.

Pictures are grey, (height, width) of bytes, where the page's colours do not matter; coordinates are
pixels from the top left corner, x before y.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from extractor.readers.ocr_page import Affine

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from PIL.Image import Image

    Pixels = NDArray[np.uint8]
    Quads = NDArray[np.float32]

_WHITE = 255
_PROFILE_SIDE = 1200  # pixels; enough to see a tilt of 0.02 degrees in
_WIDE = 3.0  # width to height from which a line shows how far the page is tilted
_MAX_SKEW = 20.0  # degrees; text that is tilted further is a watermark


def pixels(image: Image | Pixels) -> Pixels:
    """Red, green and blue of `image`, which is a Pillow image or such an array (or a grey one) already."""
    import numpy as np

    array = np.asarray(image.convert("RGB") if hasattr(image, "convert") else image, np.uint8)
    return np.repeat(array[:, :, None], 3, axis=2) if array.ndim == 2 else array[:, :, :3]


def turned(picture: Pixels, turn: int) -> Pixels:
    """The picture turned clockwise by `turn` degrees, a multiple of 90."""
    import numpy as np

    return np.ascontiguousarray(np.rot90(picture, -turn // 90))


def reduced(picture: Pixels, longest: int) -> tuple[Pixels, float]:
    """The picture with sides of at most `longest` pixels, and its scale (1 where it is small enough)."""
    import cv2

    scale = longest / max(picture.shape[:2])
    if scale >= 1:
        return picture, 1.0
    height, width = (max(round(side * scale), 1) for side in picture.shape[:2])
    return _bytes(cv2.resize(picture, (width, height), interpolation=cv2.INTER_AREA)), scale


def enlarged(picture: Pixels, scale: float) -> tuple[Pixels, float]:
    """The picture `scale` times as large, and that scale."""
    import cv2

    larger = cv2.resize(picture, None, fx=scale, fy=scale, interpolation=cv2.INTER_CUBIC)
    return _bytes(larger), scale


def sides(quads: Quads) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Width and height of each of `quads`."""
    import numpy as np

    top, left = quads[:, 1] - quads[:, 0], quads[:, 3] - quads[:, 0]
    return np.hypot(top[:, 0], top[:, 1]), np.hypot(left[:, 0], left[:, 1])


def skew(quads: Quads) -> float:
    """Degrees clockwise by which lines are tilted: the median over wide ones, by their length; else 0."""
    import numpy as np

    widths, heights = sides(quads)
    wide = widths > _WIDE * heights
    if not wide.any():
        return 0.0
    along = quads[wide, 1] - quads[wide, 0] + quads[wide, 2] - quads[wide, 3]
    angles = np.degrees(np.arctan2(along[:, 1], along[:, 0]))
    order = np.argsort(angles)
    reached = np.cumsum(widths[wide][order])
    middle = float(angles[order][np.searchsorted(reached, reached[-1] / 2)])
    return middle if abs(middle) <= _MAX_SKEW else 0.0


def levelling(picture: Pixels, roughly: float) -> float:
    """Degrees clockwise by which the page is tilted, about `roughly`: turned back by them, its rows of dark and
    of light part most sharply.
    """
    small, _ = reduced(picture, _PROFILE_SIDE)
    coarse = max(_around(roughly, 0.1, 8), key=lambda degrees: _contrast(small, degrees))
    return max(_around(coarse, 0.02, 5), key=lambda degrees: _contrast(small, degrees))


def _around(middle: float, step: float, count: int) -> list[float]:
    """Places up to `count` steps from the middle, nearest first: equals are decided for the nearest."""
    return [middle + side * place * step for place in range(count + 1) for side in (1, -1)]


def _contrast(picture: Pixels, degrees: float) -> float:
    import cv2
    import numpy as np

    height, width = picture.shape
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1.0)
    straight = cv2.warpAffine(picture, matrix, (width, height), borderMode=cv2.BORDER_REPLICATE)
    rows = np.asarray(straight, np.float64).mean(axis=1)
    return float(np.square(np.diff(rows)).sum())


def straightened(picture: Pixels, degrees: float) -> tuple[Pixels, Affine]:
    """The picture turned back by `degrees`, whole, on as large a ground as that takes; and where its points went."""
    import cv2
    import numpy as np

    height, width = picture.shape[:2]
    matrix = np.asarray(cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1.0), float)
    cosine, sine = abs(matrix[0, 0]), abs(matrix[0, 1])
    ground = (round(width * cosine + height * sine), round(height * cosine + width * sine))
    matrix[:, 2] += [(ground[0] - width) / 2, (ground[1] - height) / 2]
    straight = cv2.warpAffine(
        picture, matrix, ground, flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_CONSTANT, borderValue=(_WHITE,)
    )
    (a, b, c), (d, e, f) = matrix.tolist()
    return _bytes(straight), (a, b, c, d, e, f)


def moved(quads: Quads, by: Affine) -> Quads:
    """Corners of `quads` where `by` takes them."""
    import numpy as np

    a, b, c, d, e, f = by
    x, y = quads[..., 0], quads[..., 1]
    return np.stack([a * x + b * y + c, d * x + e * y + f], axis=-1).astype(np.float32)


def point(by: Affine, x: float, y: float) -> tuple[float, float]:
    """Where `by` takes the point."""
    a, b, c, d, e, f = by
    return a * x + b * y + c, d * x + e * y + f


def inverse(by: Affine) -> Affine:
    """What takes each point back to where `by` found it."""
    a, b, c, d, e, f = by
    size = a * e - b * d
    return (e / size, -b / size, (b * f - c * e) / size, -d / size, a / size, (c * d - a * f) / size)


def cut_out(picture: Pixels, quad: Quads) -> Pixels:
    """The line within the four corners, upright, in three equal colours as the engine wants them."""
    import cv2
    import numpy as np

    widths, heights = sides(quad[None])
    width, height = max(round(float(widths[0])), 1), max(round(float(heights[0])), 1)
    onto = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    line = cv2.warpPerspective(
        picture,
        cv2.getPerspectiveTransform(quad, onto),
        (width, height),
        flags=cv2.INTER_CUBIC,
        borderMode=cv2.BORDER_REPLICATE,
    )
    return _bytes(cv2.cvtColor(line, cv2.COLOR_GRAY2BGR))


def widened(quad: Quads, share: float) -> Quads:
    """The line longer at both ends by `share` of its height."""
    import numpy as np

    widths, heights = sides(quad[None])
    by = share * float(heights[0]) / max(float(widths[0]), 1.0)
    upper, lower = (quad[1] - quad[0]) * by, (quad[2] - quad[3]) * by
    return np.asarray(quad + np.array([-upper, upper, lower, -lower]), np.float32)


def colours(picture: Pixels) -> Pixels:
    """The grey picture in three equal colours."""
    import cv2

    return _bytes(cv2.cvtColor(picture, cv2.COLOR_GRAY2BGR))


def marked(shape: Sequence[int], boxes: Sequence[tuple[float, float, float, float]]) -> NDArray[np.bool_]:
    """Which pixels of a picture of that shape lie in any of `boxes`."""
    import numpy as np

    mask = np.zeros(shape[:2], np.bool_)
    for x0, top, x1, bottom in boxes:
        mask[max(round(top), 0) : max(round(bottom), 0), max(round(x0), 0) : max(round(x1), 0)] = True
    return mask


def _bytes(array: Any) -> Pixels:
    """What OpenCV gave, which knows no types, as a picture."""
    import numpy as np

    return np.asarray(array, np.uint8)
