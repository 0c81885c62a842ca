"""What recognition gives for the picture of a page, and the form in which a cache keeps it."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass

from extractor.document import BBox

Affine = tuple[float, float, float, float, float, float]
"""x' = a x + b y + c, y' = d x + e y + f."""

SAME: Affine = (1.0, 0.0, 0.0, 0.0, 1.0, 0.0)


@dataclass(frozen=True, slots=True)
class OcrLine:
    """A line as recognised: its text, its box, and the mean score of its characters, 0 to 1.

    `middles` are the places of its characters along the line, as shares of its length, empty where
    they are not known. `down`: its characters stand below each other.
    `as_read` is what the engine said where the text departs from that.
    """

    text: str
    box: BBox
    score: float
    middles: tuple[float, ...] = ()
    down: bool = False
    as_read: str = ""


@dataclass(frozen=True, slots=True)
class OcrPage:
    """What was recognised on a page set upright and level; all boxes in points from its top left corner.

    `rules`, (x0, top, x1, bottom) without thickness, frame cells; `free_rules` are horizontal ones on
    their own. `turn` is how far the picture was turned clockwise, `skew` how far its lines then still
    sloped downwards, in degrees. `page_width` and `page_height` are those of the page as turned, at its
    stated resolution; `to_page` takes points of this page there. `unread` counts lines that could not
    be read at all, `missed` figures of the size of characters in which no line was found.
    """

    width: float
    height: float
    lines: tuple[OcrLine, ...] = ()
    rules: tuple[BBox, ...] = ()
    free_rules: tuple[BBox, ...] = ()
    turn: int = 0
    skew: float = 0.0
    page_width: float = 0.0
    page_height: float = 0.0
    to_page: Affine = SAME
    unread: int = 0
    missed: int = 0
    seals: int = 0


def to_bytes(page: OcrPage) -> bytes:
    """The page as a cache keeps it."""
    return json.dumps(asdict(page), ensure_ascii=False, sort_keys=True).encode()


def from_bytes(kept: bytes | None) -> OcrPage | None:
    """The page that was kept; None where nothing was, or it is not to be understood."""
    if kept is None:
        return None
    try:
        fields = json.loads(kept)
        lines = tuple(OcrLine(**{**line, **_tuples(line, "box", "middles")}) for line in fields["lines"])
        rules = {name: tuple(tuple(rule) for rule in fields[name]) for name in ("rules", "free_rules")}
        return OcrPage(**{**fields, **rules, "lines": lines, "to_page": tuple(fields["to_page"])})
    except (ValueError, TypeError, KeyError):
        return None


def _tuples(line: dict[str, list[float]], *names: str) -> dict[str, tuple[float, ...]]:
    return {name: tuple(line[name]) for name in names}
