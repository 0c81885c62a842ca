"""Bytes of a picture -> its frames, decoded one by one within limits: the one place that touches Pillow."""

from __future__ import annotations

import io
import math
import warnings
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from extractor.errors import InputError
from extractor.readers.limits import ReadOptions, refuse_more

if TYPE_CHECKING:
    from PIL.Image import Image

_T = TypeVar("_T")

_FORMATS = ("PNG", "JPEG", "TIFF", "BMP", "GIF", "WEBP")
_USUAL_DPI = 200.0
_STATED = (50.0, 2400.0)  # pixels an inch; resolutions beyond are not meant


class Frame(NamedTuple):
    """One page of a picture file, upright as its camera says; `dpi` as stated, else 200."""

    image: Image
    dpi: float


def frames(data: bytes, options: ReadOptions) -> Iterator[Frame]:
    """Frames of the picture `data`, in order, in red, green and blue.

    Raises: InputError `corrupt`, or `too_large` for more pages or pixels than allowed.
    """
    picture = _decoded(partial(_opened, data))
    count = _decoded(lambda: int(getattr(picture, "n_frames", 1)))
    refuse_more(count, options.max_pages, "pages")
    for index in range(count):
        yield _decoded(partial(_frame, picture, index, options))


def first_frame(data: bytes, options: ReadOptions) -> Image:
    """The picture `data`, or the first of its frames.

    Raises: InputError as `frames`.
    """
    for frame in frames(data, options):
        return frame.image
    raise _corrupt()


def onto(size: tuple[int, int], pictures: Sequence[tuple[Image, Sequence[float]]]) -> Image:
    """A white picture of `size` with `pictures` on it; each is told where its unit square goes.

    The six numbers are those of a transformation of OFD or PDF: x' = a x + c y + e, y' = b x + d y + f.
    """
    from PIL import Image

    ground = Image.new("RGB", size, "white")
    for whole, place in pictures:
        picture = whole.reduce(_shrink(whole, place))
        back = _inverse(picture, place)
        if back is not None:
            how = (Image.Transform.AFFINE, back, Image.Resampling.BICUBIC)
            seen = picture.transform(size, *how, fillcolor="white")
            mask = Image.new("L", picture.size, 255).transform(size, *how, fillcolor=0)
            ground.paste(seen, (0, 0), mask)
    return ground


def _shrink(picture: Image, place: Sequence[float]) -> int:
    """How many pixels of the picture, each way, come to lie on one of the ground; 1 where it grows."""
    a, b, c, d, _, _ = place
    across, down = math.hypot(a, b), math.hypot(c, d)
    return max(int(min(picture.width / max(across, 1), picture.height / max(down, 1))), 1)


def _inverse(picture: Image, place: Sequence[float]) -> tuple[float, ...] | None:
    """From pixels of the ground to those of the picture, row by row; None where it has no extent."""
    a, b, c, d, e, f = place
    area = a * d - b * c
    if abs(area) < 1:
        return None
    across, down = picture.width / area, picture.height / area
    return (
        d * across, -c * across, (c * f - d * e) * across,
        -b * down, a * down, (b * e - a * f) * down,
    )  # fmt: skip


def _opened(data: bytes) -> Image:
    from PIL import Image

    return Image.open(io.BytesIO(data), formats=_FORMATS)


def _frame(picture: Image, index: int, options: ReadOptions) -> Frame:
    if index:
        picture.seek(index)
    refuse_more(picture.width * picture.height, options.max_pixels, "pixels")
    return Frame(_upright(picture), _dpi(picture))


def _decoded(decode: Callable[[], _T]) -> _T:
    """What `decode` gives, without Pillow's remarks on metadata and sizes.

    Raises: InputError `corrupt` or `too_large`.
    """
    from PIL import Image

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            return decode()
        except InputError:
            raise
        except Image.DecompressionBombError as error:
            raise InputError("too_large", "the picture has too many pixels", "scan it at a lower resolution") from error
        except Exception as error:  # Pillow's decoders let anything through: struct.error, SyntaxError …
            raise _corrupt() from error


def _upright(frame: Image) -> Image:
    """The frame turned as its EXIF says, on white where it is transparent."""
    from PIL import Image, ImageOps

    turned = ImageOps.exif_transpose(frame)
    if not turned.has_transparency_data:
        return turned.convert("RGB")
    whole = turned.convert("RGBA")
    ground = Image.new("RGBA", whole.size, "white")
    return Image.alpha_composite(ground, whole).convert("RGB")


def _dpi(frame: Image) -> float:
    stated = frame.info.get("dpi") or (0, 0)
    try:
        dpi = float(stated[0])
    except (TypeError, ValueError, IndexError, ZeroDivisionError, OverflowError):
        return _USUAL_DPI
    return dpi if _STATED[0] <= dpi <= _STATED[1] else _USUAL_DPI


def _corrupt() -> InputError:
    return InputError("corrupt", "the picture is damaged or cut off", "fetch it or scan it again")
