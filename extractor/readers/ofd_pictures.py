"""The pictures of an OFD page -> one picture of the page, for recognition."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from extractor.errors import InputError
from extractor.readers.limits import refuse_more
from extractor.readers.ofd_document import OfdPage
from extractor.readers.ofd_objects import Picture
from extractor.readers.ofd_package import OfdPackage
from extractor.readers.pictures import first_frame, onto

if TYPE_CHECKING:
    from PIL.Image import Image

_INCH = 25.4  # millimetres
_POINTS = 72.0  # an inch


def page_picture(
    page: OfdPage, pictures: Sequence[Picture], package: OfdPackage, dpi: float
) -> tuple[Image | None, list[str]]:
    """The page's `pictures` in their places on white, `dpi` pixels an inch, and names of those that cannot be read.

    None where none of them can. Raises: InputError `too_large`.
    """
    _, _, width, height = page.area
    size = (max(round(width / _INCH * dpi), 1), max(round(height / _INCH * dpi), 1))
    refuse_more(size[0] * size[1], package.options.max_pixels, "pixels")
    placed, lost = [], []
    for picture in pictures:
        try:
            image = first_frame(package.content(picture.part), package.options)
        except InputError as error:
            if error.code != "corrupt":
                raise
            lost.append(picture.part)
            continue
        placed.append((image, [value * dpi / _POINTS for value in picture.place]))
    return onto(size, placed) if placed else None, sorted(set(lost))
