"""PDFs of some kilobytes, or some megabytes, that ask a parser for more time or memory than there is: 32 kinds.

Each has broken a parser somewhere. `hostile_pdf.py` holds what they are made of and the malformed ones.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Mapping

from tests.readers.hostile_pdf import FONT, MEBI, TEXT, bomb, page, pdf, stream

FLATE = b"/Filter /FlateDecode"
MANY = b"2147483648"
_MAPPED = FONT[:-2] + b"/ToUnicode 6 0 R >>"
_SHOWS = page().replace(b"/Font <<", b"/XObject << /X 6 0 R >> /Font <<")
_FORM = b"/Type /XObject /Subtype /Form /BBox [0 0 595 842] "


def _packed(content: bytes) -> bytes:
    return pdf({4: stream(zlib.compress(content, 9), FLATE)})


def _twice() -> bytes:
    return pdf({4: stream(zlib.compress(bomb(1024, b" "), 9), b"/Filter [/FlateDecode /FlateDecode]")})


def _unicode_range() -> bytes:
    return pdf({5: _MAPPED, 6: stream(b"begincmap 1 beginbfrange <00000000> <ffffffff> <4e00> endbfrange endcmap")})


def _code_range() -> bytes:
    codes = b"begincmap 1 begincidrange <00000000> <ffffffff> 0 endcidrange endcmap"
    font = b"<< /Type /Font /Subtype /Type0 /BaseFont /X /Encoding 6 0 R /DescendantFonts [7 0 R] /ToUnicode 6 0 R >>"
    inner = b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /X >>"
    return pdf({5: font, 6: stream(codes, b"/Type /CMap /CMapName /X"), 7: inner})


def _wide_font() -> bytes:
    font = b"<< /Type /Font /Subtype /Type0 /BaseFont /X /Encoding /Identity-H /DescendantFonts [6 0 R] >>"
    order = b"/CIDSystemInfo << /Registry (A) /Ordering (I) /Supplement 0 >> /W [0 " + MANY + b" 500]"
    return pdf({5: font, 6: b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /X " + order + b" >>"})


def _fan_out() -> bytes:
    inner = b"/Resources << /XObject << /X %d 0 R >> >>"
    tower = {6 + level: stream(b"/X Do " * 10, _FORM + inner % (7 + level)) for level in range(10)}
    return pdf({3: _SHOWS, 4: stream(b"/X Do"), **tower, 16: stream(TEXT, _FORM)})


def _xref_stream(entries: bytes, content: bytes) -> bytes:
    start = b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n"
    table = b"9 0 obj\n" + stream(content, b"/Type /XRef /Root 1 0 R /W [1 2 1] " + entries) + b"\nendobj\n"
    return start + table + b"startxref\n%d\n%%%%EOF\n" % len(start)


def _pages(count: int) -> bytes:
    pages = dict.fromkeys(range(6, 6 + count), b"<< /Type /Page /Parent 2 0 R >>")
    kids = b" ".join(b"%d 0 R" % number for number in pages)
    return pdf({2: b"<< /Type /Pages /MediaBox [0 0 595 842] /Kids [%b] /Count %d >>" % (kids, count), **pages})


def _kids(count: int) -> bytes:
    return pdf({2: b"<< /Type /Pages /Kids [" + b"3 0 R " * count + b"] /Count %d >>" % count})


def _own_previous() -> bytes:
    return pdf(trailer=b"/Prev %d" % pdf(trailer=b"/Prev 999").index(b"xref\n"))


def _updates(count: int) -> bytes:
    data = bytearray(pdf())
    before = data.rindex(b"xref\n0 ")
    for _ in range(count):
        start = len(data)
        data += b"xref\n0 0\ntrailer\n<< /Size 6 /Root 1 0 R /Prev %d >>\nstartxref\n%d\n%%%%EOF\n" % (before, start)
        before = start
    return bytes(data)


def lzw(mebi: int) -> bytes:
    """So many MiB of one letter, packed as LZW: every code stands for a text longer by one than the one before."""
    bits, table = list[str](), 3837 * 3838 // 2
    for _ in range(mebi * MEBI // table + 1):
        codes = [256, 32, *range(258, 4094)]
        size, known = 9, 258
        for code in codes:
            bits.append(f"{code:0{size}b}")
            known += code != 256 and code != 32
            size = min(12, max(9, (known + 1).bit_length()))
        bits.append(f"{257:012b}")
    joined = "".join(bits)
    joined += "0" * (-len(joined) % 8)
    return int(joined, 2).to_bytes(len(joined) // 8, "big")


def _objects(count: bytes, extends: bytes = b"") -> bytes:
    held = b"/Type /ObjStm /N " + count + b" /First 8 " + extends
    return pdf({5: b"", 6: stream(b"5 0 7 0 " + FONT, held)})


def _pattern() -> bytes:
    shown = page().replace(b"/Font <<", b"/Pattern << /P 6 0 R >> /Font <<")
    tile = b"/Type /Pattern /PatternType 1 /PaintType 1 /TilingType 1 /BBox [0 0 1 1] /XStep 1e-9 /YStep 1e-9 "
    own = tile + b"/Resources << /Pattern << /P 6 0 R >> >>"
    paint = b"/Pattern cs /P scn 0 0 595 842 re f "
    return pdf({3: shown, 4: stream(paint + TEXT), 6: stream(paint, own)})


def _shading() -> bytes:
    shown = page().replace(b"/Font <<", b"/Shading << /S 6 0 R >> /Font <<")
    samples = b"/FunctionType 0 /Domain [0 1 0 1] /Range [0 1] /Size [65536 65536] /BitsPerSample 32 " + FLATE
    shade = b"<< /ShadingType 1 /ColorSpace /DeviceGray /Function 7 0 R >>"
    return pdf({3: shown, 4: stream(b"/S sh " + TEXT), 6: shade, 7: stream(bomb(32, b"\0"), samples)})


def _picture(entries: bytes, content: bytes = b"\0" * 99) -> bytes:
    image = b"/Type /XObject /Subtype /Image /Width 2147483647 /Height 2147483647 /ColorSpace /DeviceRGB "
    return pdf({3: _SHOWS, 4: stream(TEXT + b" /X Do"), 6: stream(content, image + entries)})


def _annotations(count: int) -> bytes:
    note = b"<< /Subtype /Stamp /Rect [0 0 9 9] /AP << /N 6 0 R >> >> "
    return pdf({3: page(b"/Annots [" + note * count + b"]"), 6: stream(TEXT, _FORM)})


def _outline() -> bytes:
    catalogue = b"<< /Type /Catalog /Pages 2 0 R /Outlines 6 0 R /Names << /Dests 7 0 R >> >>"
    entry = b"<< /First 6 0 R /Next 6 0 R /Prev 6 0 R /Parent 6 0 R /Count 2147483647 /Title (x) >>"
    return pdf({1: catalogue, 6: entry, 7: b"<< /Kids [7 0 R 7 0 R] >>"})


def _self_drawn() -> bytes:
    shape = b"<< /Type /Font /Subtype /Type3 /FontBBox [0 0 9 9] /FontMatrix [1 0 0 1 0 0] /FirstChar 65 /LastChar 65 "
    drawn = b"/Encoding << /Differences [65 /A] >> /CharProcs << /A 6 0 R >> /Resources << /Font << /F1 5 0 R >> >> "
    glyphs = stream(b"9 0 0 0 9 9 d1 BT /F1 1 Tf (" + b"A" * 1000 + b") Tj ET")
    return pdf({4: stream(b"BT /F1 9 Tf (AAAA) Tj ET"), 5: shape + drawn + b"/Widths [9] >>", 6: glyphs})


def _form_laughs() -> bytes:
    names = b"".join(b'<!ENTITY a%d "%b">' % (n + 1, b"&a%d;" % n * 10) for n in range(10))
    laughs = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a0 "ha">' + names + b"]><x>&a10;</x>"
    catalogue = b"<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [] /XFA 6 0 R >> /Metadata 6 0 R >>"
    return pdf({1: catalogue, 6: stream(laughs)})


def _locked() -> bytes:
    lock = b"/Encrypt << /Filter /Standard /V 4 /R 4 /Length 2147483640 /P -4 /O <%b> /U <%b> /StmF /X /StrF /X " % (
        (b"00" * 32,) * 2
    )
    return pdf(trailer=lock + b"/CF << /X << /CFM /AESV2 /Length 999999 >> >> >> /ID [(a) (a)]")


GIANTS: Mapping[str, Callable[[], bytes]] = {
    "content of 1 GiB": lambda: pdf({4: stream(bomb(1024, b" "), FLATE)}),
    "content of 1 GiB packed twice": _twice,
    "a million texts": lambda: _packed(b"BT /F1 9 Tf " + b"1 0 0 1 72 700 Tm (12.5) Tj " * 1_000_000 + b"ET"),
    "two million pieces of a text": lambda: _packed(b"BT /F1 9 Tf 72 700 Td [" + b"(1)-9 " * 2_000_000 + b"] TJ ET"),
    "two million lines": lambda: _packed(b"72 72 m 500 700 l S " * 2_000_000 + TEXT),
    "character map of 2^32": _unicode_range,
    "character codes of 2^32": _code_range,
    "character map that uses itself": lambda: pdf(
        {5: _MAPPED, 6: stream(b"/X usecmap", b"/CMapName /X /UseCMap 6 0 R")}
    ),
    "widths of 2^31 characters": _wide_font,
    "forms in forms 10^10": _fan_out,
    "predictor of 2^31 columns": lambda: pdf(
        {4: stream(zlib.compress(TEXT), FLATE + b" /DecodeParms << /Predictor 12 /Columns " + MANY + b" >>")}
    ),
    "table stream of 2^31 entries": lambda: _xref_stream(b"/Size 9 /Index [0 " + MANY + b"]", b"\1\0\11\0" * 2),
    "table stream with wide entries": lambda: _xref_stream(b"/Size " + MANY + b" /W [2147483647 2 1]", b"\1\0\11\0"),
    "50 MB of zeros": lambda: b"%PDF-1.7\n" + b"\0" * 50_000_000,
    "a million objects begun": lambda: b"%PDF-1.7\n" + b"1 0 obj " * 1_000_000,
    "table before is itself": _own_previous,
    "20 000 updates": lambda: _updates(20_000),
    "100 000 pages": lambda: _pages(100_000),
    "a million kids that are one page": lambda: _kids(1_000_000),
    "content of 512 MiB as LZW": lambda: pdf({4: stream(lzw(512), b"/Filter /LZWDecode")}),
    "content of 512 MiB as runs": lambda: pdf(
        {4: stream(b"\x81 " * (4 * MEBI) + b"\x80", b"/Filter /RunLengthDecode")}
    ),
    "object stream of 2^31 objects": lambda: _objects(MANY),
    "object stream that goes on in itself": lambda: _objects(b"2", b"/Extends 6 0 R"),
    "tiles of nothing in tiles": _pattern,
    "shading of 4 billion samples": _shading,
    "picture of 2^62 pixels": lambda: _picture(b"/BitsPerComponent 8 /Filter /JPXDecode"),
    "picture masked by itself": lambda: _picture(b"/BitsPerComponent 16 /SMask 6 0 R /Mask 6 0 R"),
    "100 000 stamps": lambda: _annotations(100_000),
    "outline and names in circles": _outline,
    "characters drawn with themselves": _self_drawn,
    "form data that laughs": _form_laughs,
    "lock with a key of 2^31 bits": _locked,
}
