"""Footnotes of a PDF: small print at the foot of a page stands behind the paragraph that the page break cuts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from extractor.document import Document

ReadPdf = Callable[..., Document]
Draw = Callable[..., Any]
Texts = Callable[[Document], list[tuple[str, str]]]

FULL = "本年度全县财政安排困难群众救助资金共计一千二百万元，其中中央资"  # 31 characters: 72 to 444 points
CUT = FULL[:-3] + "②资金"


def _small(canvas: Any, size: float, text: str) -> None:
    canvas.saveState()
    canvas.setFont("STSong-Light", size)
    canvas.drawString(72, 842 - 740 - size, text)
    canvas.restoreState()


@pytest.mark.parametrize(
    ("small", "behind"),
    [
        ((9, "② 依照县民政局的台账。"), True),
        ((12, "② 依照县民政局的台账。"), False),
        ((9, "③ 依照县民政局的台账。"), False),
        ((9, "依照县民政局的台账。"), False),
    ],
    ids=["a note", "large print", "a mark that no text has", "no mark"],
)
def test_a_sentence_goes_on_behind_footnotes(
    read_pdf: ReadPdf, write: Draw, texts: Texts, small: tuple[float, str], behind: bool
) -> None:
    def first(canvas: Any) -> None:
        write((96, 680, FULL[:-2]), (72, 700, CUT))(canvas)
        _small(canvas, *small)

    found = [text for _, text in texts(read_pdf(first, write((72, 100, "已经下达。"))))]
    assert (found == [FULL[:-2] + CUT + "已经下达。", small[1]]) == behind
