"""Bytes of a text file -> its characters, by a small rule of our own.

A byte order mark decides; then UTF-16 by the parity of its bytes, strict UTF-8, and last GB18030
against Big5 (and a damaged UTF-8) by the share of common characters. General detectors are far
worse on short Chinese texts. A declared encoding is not looked at here.
"""

from __future__ import annotations

import codecs
from typing import NamedTuple

from extractor.document import Note

REPLACEMENT = "\ufffd"

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (b"\x84\x31\x95\x33", "gb18030"),
)
_SAMPLE_BYTES = 65536
_PLAUSIBLE_UTF16 = 0.9  # a GB18030 text read as UTF-16 stays below 0.5
_COMMON = frozenset(
    "的一是在不了有和人这中大为上个国我以要时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定"
    "行学法所民得经十三之进着等部度家电力里如水化高自二理起小物现实加量都两体制机当使点从业本去把性好应开它合还因由"
    "其些然前外政四日社义事平形相全表间样与关各重新线内数正心明看原利比或但质气第向道变条只没结解问意建月公无系情者"
    "最立代已通并提题党程展五果料员位入常文总次品式活设及管特件长求基资流路级少统接知较将组见计别期根论运农指几区强"
    "放决做必任取据处金项目标完况析专评报告绩效预算财支执率省市县局元万亿预付拨款投补助贫困乡镇村街道服务保障单八六"
    "七九百千〇零满意益社责這為個國時來們於對會發動過說產種後學經進電裡現實兩體業應開還義間樣與關線數質氣變條沒結問"
    "無軍黨員總設長資級統較將組見計別論運農區強決據處項標況專評報績預財執縣萬億撥貧鄉鎮務單滿責，。、；：（）《》“"
    "”—〔〕％！？　"
)


class Decoded(NamedTuple):
    """Characters of a file, the encoding they were read in, and how many bytes could not be read."""

    text: str
    encoding: str
    replaced: int

    @property
    def notes(self) -> tuple[Note, ...]:
        """A note where bytes were unreadable, else nothing."""
        if not self.replaced:
            return ()
        return (Note("encoding", f"{self.replaced} 处字节无法按 {self.encoding} 解码，已用 {REPLACEMENT} 代替"),)


def decode(data: bytes) -> Decoded:
    """Characters of `data` without a byte order mark; unreadable bytes become U+FFFD and are counted.

    A last character that is cut in two is dropped in UTF-8 and counts as one replaced place.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _decode_as(data[len(mark) :], encoding)
    return _decode_as(data, _guess(data[:_SAMPLE_BYTES]))


def _guess(sample: bytes) -> str:
    wide = _wide_encoding(sample)
    if b"\0" in sample and wide is not None:
        return wide
    if _is_utf8(sample):
        return "utf-8"
    if wide is not None:
        return wide
    return max(("gb18030", "big5hkscs", "utf-8"), key=lambda encoding: _likeness(sample, encoding))


def _is_utf8(sample: bytes) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        decoder.decode(sample, final=False)
    except UnicodeDecodeError:
        return False
    return True


def _wide_encoding(sample: bytes) -> str | None:
    """UTF-16 in the byte order that gives plausible characters, or None."""
    even = sample[: len(sample) // 2 * 2]
    if not even:
        return None
    shares = {encoding: _plausible_share(even, encoding) for encoding in ("utf-16-le", "utf-16-be")}
    best = max(shares, key=lambda encoding: shares[encoding])
    return best if shares[best] >= _PLAUSIBLE_UTF16 else None


def _plausible_share(sample: bytes, encoding: str) -> float:
    text = sample.decode(encoding, errors="replace")
    return sum(map(_is_plausible, text)) / len(text)


def _is_plausible(char: str) -> bool:
    return " " <= char <= "~" or char in "\t\r\n" or "\u4e00" <= char <= "\u9fff" or char in _COMMON


def _likeness(sample: bytes, encoding: str) -> float:
    """Share of common characters among those outside ASCII, less the share of unreadable ones."""
    foreign = [char for char in sample.decode(encoding, errors="replace") if char > "\x7f"]
    if not foreign:
        return 0.0
    unreadable = foreign.count(REPLACEMENT)
    return (sum(char in _COMMON for char in foreign) - 2 * unreadable) / len(foreign)


def _decode_as(data: bytes, encoding: str) -> Decoded:
    text = data.decode(encoding, errors="replace")
    mark = REPLACEMENT.encode(encoding, errors="ignore")
    stated = data.count(mark) if mark else 0  # printed in the source itself
    return Decoded(text, encoding, max(text.count(REPLACEMENT) - stated, 0))
