"""Whether a page's own text can be relied on, or has to be read from the picture of the page.

A text layer is distrusted where it is not there, where it lies unseen under a scan (someone else's
recognition) or beside the page, and where its fonts do not say which characters they show: digits often survive that
and the words around them do not, which is worse than no text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractor.readers.pdf_pages import UNKNOWN, Content, Distrust, Glyph

_MAX_UNKNOWN = 0.02  # of the characters
_SCAN = 0.5  # of the page: what pictures cover of a scanned one, margins cut off
_FEW_CHINESE = 30  # characters; a stamp, a page number and a header over a scan have fewer
_SAMPLE = 1000  # characters of a page that are looked at for that
_ENOUGH = 20  # characters from which their kinds tell anything
_MAX_ODD = 0.15  # of the characters; English, formulas and code stay below 0.1

_CHINESE = re.compile(r"[\u2e80-\u2fdf\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_ODD = re.compile(r"[!\"#$&'*;<=>?@\\^_`{|}~\u007f-\u00b0\u00b4-\u00ff\ue000-\uf8ff\u0250-\u036f]")


def distrust(content: Content) -> Distrust | None:
    """Why the text of the page is not to be relied on; None where it is, and on a page with nothing on it."""
    text, unseen = inked(content.glyphs), inked(content.hidden)
    if unseen and (not text or (content.pictured >= _SCAN and len(unseen) > len(text))):
        return "hidden_text"
    if not text:
        return None if content.blank else "no_text"
    if text.count(UNKNOWN) > _MAX_UNKNOWN * len(text):
        return "unknown_characters"
    if content.pictured >= _SCAN and not content.edges and len(_CHINESE.findall(text, 0, _SAMPLE)) < _FEW_CHINESE:
        return "little_text"
    return "odd_characters" if not _CHINESE.search(text, 0, _SAMPLE) and _is_odd(text[:_SAMPLE]) else None


def inked(glyphs: Sequence[Glyph]) -> str:
    """Characters of `glyphs` that leave ink."""
    return "".join("".join([glyph.text for glyph in glyphs]).split())


def _is_odd(text: str) -> bool:
    """Whether it is no writing at all: codes of a font that were taken for letters."""
    return len(text) >= _ENOUGH and len(_ODD.findall(text)) > _MAX_ODD * len(text)
