"""Malformed and malicious PDFs, made up from a sound one: what must never crash, hang or eat the machine.

`benchmarks/robustness.py` reads each in a process of its own and counts what became of them.
"""

from __future__ import annotations

import random
import zlib
from collections.abc import Callable, Iterator, Mapping

Objects = Mapping[int, bytes]

TEXT = b"BT /F1 12 Tf 72 700 Td (Budget 100.00 spent 97.60) Tj 0 -20 Td (Second line 12.5%) Tj ET"
FONT = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"
MEBI = 1024 * 1024


def stream(content: bytes, entries: bytes = b"", *, length: bytes | None = None) -> bytes:
    """A stream object; `length` is what it claims to be long."""
    claimed = str(len(content)).encode() if length is None else length
    return b"<< /Length " + claimed + b" " + entries + b" >>\nstream\n" + content + b"\nendstream"


def page(entries: bytes = b"", box: bytes = b"[0 0 595 842]") -> bytes:
    """A page object over the font 5 and the content 4."""
    return (
        b"<< /Type /Page /Parent 2 0 R /MediaBox " + box + b" /Resources << /Font << /F1 5 0 R >> >> /Contents 4 0 R "
        + entries + b" >>"
    )  # fmt: skip


SOUND: Objects = {
    1: b"<< /Type /Catalog /Pages 2 0 R >>",
    2: b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
    3: page(),
    4: stream(TEXT),
    5: FONT,
}


def pdf(changed: Objects = SOUND, *, trailer: bytes = b"", xref: bool = True) -> bytes:
    """A file of the sound objects with some changed; empty ones are left out."""
    objects = {number: body for number, body in sorted({**SOUND, **changed}.items()) if body}
    body, places = bytearray(b"%PDF-1.7\n"), dict[int, int]()
    for number, content in objects.items():
        places[number] = len(body)
        body += b"%d 0 obj\n" % number + content + b"\nendobj\n"
    start = len(body)
    if xref:
        body += b"xref\n0 %d\n0000000000 65535 f \n" % (max(objects) + 1)
        for number in range(1, max(objects) + 1):
            body += b"%010d 00000 %s \n" % (places.get(number, 0), b"n" if number in places else b"f")
    body += b"trailer\n<< /Size %d /Root 1 0 R %s >>\nstartxref\n%d\n%%%%EOF\n" % (max(objects) + 1, trailer, start)
    return bytes(body)


def bomb(mebi: int, unit: bytes = b"0 0 m 1 1 l S\n") -> bytes:
    """So many MiB of a repeated unit, deflated to about a thousandth."""
    packer, chunk = zlib.compressobj(9), (unit * (MEBI // len(unit) + 1))[:MEBI]
    first, again = (packer.compress(chunk) + packer.flush(zlib.Z_FULL_FLUSH) for _ in range(2))
    return first + again * (mebi - 1) + packer.flush()


def truncated() -> Iterator[tuple[str, bytes]]:
    """A sound file cut off at every tenth."""
    sound = pdf()
    yield from ((f"cut at {tenth}0 %", sound[: len(sound) * tenth // 10]) for tenth in range(1, 10))


def wrong_xref() -> Iterator[tuple[str, bytes]]:
    """Cross-reference tables that point nowhere, into themselves or in circles."""
    sound = pdf()
    start = sound.rindex(b"startxref\n") + 10
    for name, value in (("zero", b"0"), ("huge", b"99999999999999999999"), ("negative", b"-5"), ("words", b"here")):
        yield f"startxref {name}", sound[:start] + value + b"\n%%EOF\n"
    yield "no startxref", sound[: start - 10]
    yield "no table", pdf(xref=False)
    yield "every offset wrong", sound.replace(b" 00000 n", b" 00000 f")
    yield "offsets shifted", sound.replace(b"%PDF-1.7\n", b"%PDF-1.7\n%" + b"x" * 99 + b"\n")
    yield "previous table is this one", pdf(trailer=b"/Prev %d" % sound.index(b"xref\n"))
    yield "previous table beyond the end", pdf(trailer=b"/Prev 999999999")
    yield "size of a billion", sound.replace(b"/Size 6", b"/Size 1000000000")
    yield "table of a billion entries", sound.replace(b"xref\n0 6", b"xref\n0 1000000000")
    yield "objects twice", sound + sound
    yield "no header", sound[9:]
    yield "junk before the header", b"\0" * 900 + sound
    yield "no trailer", sound[: sound.index(b"trailer")]


def wrong_tree() -> Iterator[tuple[str, bytes]]:
    """Page trees that loop, lie about their size, or end nowhere."""
    yield "kid is its own parent", pdf({2: b"<< /Type /Pages /Kids [2 0 R] /Count 1 >>"})
    yield (
        "two nodes hold each other",
        pdf({2: b"<< /Type /Pages /Kids [6 0 R] /Count 1 >>", 6: b"<< /Type /Pages /Kids [2 0 R 3 0 R] /Count 1 >>"}),
    )
    yield "page among its own kids", pdf({3: page(b"/Kids [3 0 R]")})
    yield "parent loop", pdf({2: b"<< /Type /Pages /Kids [3 0 R] /Count 1 /Parent 3 0 R >>"})
    yield "missing kid", pdf({2: b"<< /Type /Pages /Kids [3 0 R 99 0 R] /Count 2 >>"})
    yield "no kids", pdf({2: b"<< /Type /Pages /Kids [] /Count 0 >>"})
    yield "no tree", pdf({2: b""})
    yield "no catalogue", pdf({1: b""})
    yield "catalogue is a number", pdf({1: b"7"})
    yield "kids are a string", pdf({2: b"<< /Type /Pages /Kids (3 0 R) /Count 1 >>"})
    for count in (b"-1", b"0", b"1000000000", b"(many)", b"3.7"):
        yield f"count {count.decode()}", pdf({2: b"<< /Type /Pages /Kids [3 0 R] /Count " + count + b" >>"})
    same = b"3 0 R " * 5000
    yield "5000 times the same page", pdf({2: b"<< /Type /Pages /Kids [" + same + b"] /Count 5000 >>"})
    pages = {number: page() for number in range(6, 3006)}
    kids = b" ".join(b"%d 0 R" % number for number in pages)
    yield "3000 pages", pdf({2: b"<< /Type /Pages /Kids [" + kids + b"] /Count 3000 >>", **pages})
    chain = {number: b"<< /Type /Pages /Kids [%d 0 R] /Count 1 >>" % (number + 1) for number in range(6, 4006)}
    yield "tree 4000 deep", pdf({2: b"<< /Type /Pages /Kids [6 0 R] /Count 1 >>", **chain, 4006: page()})


def wrong_boxes() -> Iterator[tuple[str, bytes]]:
    """Pages of impossible sizes, coordinates and turns."""
    for box in (
        "0 0 1e9 1e9",
        "0 0 1e30 1e30",
        "0 0 -5 -5",
        "0 0 0 0",
        "a b c d",
        "0 0",
        "9 9 9 9 9 9",
        "1e38 1e38 -1e38 0",
    ):
        yield f"box [{box}]", pdf({3: page(box=f"[{box}]".encode())})
    yield "no box", pdf({3: b"<< /Type /Page /Parent 2 0 R /Contents 4 0 R >>"})
    yield "crop box elsewhere", pdf({3: page(b"/CropBox [5000 5000 6000 6000]")})
    for turn in ("45", "1000000007", "-90", "(x)"):
        yield f"turn {turn}", pdf({3: page(f"/Rotate {turn}".encode())})
    yield "user unit of a billion", pdf({3: page(b"/UserUnit 1000000000")})


def wrong_numbers() -> Iterator[tuple[str, bytes]]:
    """Content with numbers beyond sense."""
    for name, numbers in (
        ("matrix 1e38", b"1e38 0 0 1e38 0 0 cm"),
        ("matrix zero", b"0 0 0 0 0 0 cm"),
        ("matrix of digits", b"9" * 400 + b" 0 0 1 0 0 cm"),
        ("skewed", b"1 1e9 1e9 1 0 0 cm"),
    ):
        yield name, pdf({4: stream(numbers + b"\n" + TEXT)})
    for size in (b"0", b"-12", b"1e30", b"1e-30", b"99999999999999999999999"):
        yield f"size {size.decode()}", pdf({4: stream(TEXT.replace(b"12 Tf", size + b" Tf"))})
    yield "scaled to nothing", pdf({4: stream(b"BT 0 Tz " + TEXT[3:])})
    yield "spaced by 1e20", pdf({4: stream(b"BT 1e20 Tc " + TEXT[3:])})
    yield "lines to infinity", pdf({4: stream(TEXT + b" -1e38 5 m 1e38 5 l S 5 -1e38 m 5 1e38 l S 0 0 1e38 1e38 re S")})


def bombs() -> Iterator[tuple[str, bytes]]:
    """Small files that want to be large."""
    flate = b"/Filter /FlateDecode"
    yield "content of 300 MiB", pdf({4: stream(bomb(300), flate)})
    yield "content of blanks, 1 GiB", pdf({4: stream(bomb(1024, b" "), flate)})
    yield "content of text, 100 MiB", pdf({4: stream(bomb(100, TEXT + b"\n"), flate)})
    twice = zlib.compress(bomb(2048, b" "))
    yield "content packed twice, 2 GiB", pdf({4: stream(twice, b"/Filter [/FlateDecode /FlateDecode]")})
    yield (
        "content packed thrice, 2 GiB",
        pdf({4: stream(zlib.compress(twice), b"/Filter [" + b"/FlateDecode " * 3 + b"]")}),
    )
    yield "300 filters", pdf({4: stream(TEXT, b"/Filter [" + b"/ASCIIHexDecode " * 300 + b"]")})
    yield (
        "predictor of a billion columns",
        pdf(
            {4: stream(zlib.compress(TEXT), flate + b" /DecodeParms << /Predictor 15 /Columns 1000000000 /Colors 4 >>")}
        ),
    )
    image = b"/Type /XObject /Subtype /Image /Width 60000 /Height 60000 /ColorSpace /DeviceRGB /BitsPerComponent 8 "
    shown = page(b"").replace(b"/Font <<", b"/XObject << /I 6 0 R >> /Font <<")
    yield (
        "image of 3.6 gigapixels",
        pdf({3: shown, 4: stream(b"595 0 0 842 0 0 cm /I Do"), 6: stream(bomb(64, b"\0"), image + flate)}),
    )
    yield (
        "many images of one",
        pdf(
            {3: shown, 4: stream(b"595 0 0 842 0 0 cm " + b"/I Do " * 20000), 6: stream(bomb(64, b"\0"), image + flate)}
        ),
    )
    font = FONT[:-2] + b"/ToUnicode 6 0 R >>"
    yield (
        "character map of 200 MiB",
        pdf({5: font, 6: stream(bomb(200, b"1 begincodespacerange <00> <ff> end\n"), flate)}),
    )
    wide = (
        b"/CIDInit /ProcSet findresource begin begincmap 1 beginbfrange <00000000> <ffffffff> <4e00> endbfrange endcmap"
    )
    yield "character range of 4 billion", pdf({5: font, 6: stream(wide)})
    yield "same content 2000 times", pdf({3: page().replace(b"4 0 R", b"[" + b"4 0 R " * 2000 + b"]")})


def crowds() -> Iterator[tuple[str, bytes]]:
    """Pages with far too much on them."""
    flate = b"/Filter /FlateDecode"
    lines = b"".join(b"0 %d m 595 %d l %d 0 m %d 842 l S\n" % (at, at, at, at) for at in range(0, 800))
    yield "grid of 800 by 800 lines", pdf({4: stream(zlib.compress(lines * 3), flate)})
    cells = b"".join(b"%d %d 9 9 re S\n" % (x, y) for x in range(0, 590, 10) for y in range(0, 840, 10))
    yield "5000 boxes", pdf({4: stream(zlib.compress(cells + TEXT), flate)})
    comb = b"".join(b"%d 0 m %d 842 l S 0 %d m 4 %d l S\n" % (5 * n, 5 * n, 7 * n, 7 * n) for n in range(1, 110))
    yield "combs of 110 teeth", pdf({4: stream(comb + b"0 0 m 595 0 l S\n")})
    letters = b"BT /F1 1 Tf 1 0 0 1 5 5 Tm (" + b"12.5% " * 300_000 + b") Tj ET"
    yield "2 million characters", pdf({4: stream(zlib.compress(letters), flate)})
    apart = b"".join(b"BT /F1 3 Tf %d %d Td (7) Tj ET\n" % (x, y) for x in range(0, 590, 4) for y in range(0, 840, 4))
    yield "30 000 texts apart", pdf({4: stream(zlib.compress(apart), flate)})
    for count in (10_000, 60_000):
        stacked = b"BT /F1 9 Tf 72 700 Td " + b"(ab) Tj -9 0 Td " * count + b"ET"
        yield f"{count} texts in one place", pdf({4: stream(stacked)})
    hollow = b"".join(b"q 1 0 0 1 %d 0 cm Q " % at for at in range(200_000))
    yield "200 000 states", pdf({4: stream(zlib.compress(hollow + TEXT), flate)})


def nested() -> Iterator[tuple[str, bytes]]:
    """Things within themselves, and far too deep."""
    for name, before, after in (("arrays", b"[", b"]"), ("dictionaries", b"<< /A ", b" >>"), ("strings", b"(", b")")):
        deep = before * 100_000 + b"1" + after * 100_000
        yield f"100 000 {name} in an object", pdf({6: deep, 3: page(b"/Thing 6 0 R")})
        yield f"100 000 {name} in the content", pdf({4: stream(deep + b" 0 d\n" + TEXT)})
    yield "200 000 saved states", pdf({4: stream(b"q " * 200_000 + TEXT)})
    form = b"/Type /XObject /Subtype /Form /BBox [0 0 595 842] "
    with_form = page().replace(b"/Font <<", b"/XObject << /X 6 0 R >> /Font <<")
    own = form + b"/Resources << /XObject << /X 6 0 R >> >>"
    yield "form within itself", pdf({3: with_form, 4: stream(TEXT + b" /X Do"), 6: stream(b"/X Do /X Do", own)})
    tower = {
        6 + level: stream(b"/X Do " * 10, form + b"/Resources << /XObject << /X %d 0 R >> >>" % (7 + level))
        for level in range(12)
    }
    last = {18: stream(TEXT, form + b"/Resources << /Font << /F1 5 0 R >> >>")}
    yield "ten forms in ten forms, twelve deep", pdf({3: with_form, 4: stream(b"/X Do"), **tower, **last})
    yield "length is its own length", pdf({4: stream(TEXT, length=b"4 0 R")})
    yield "filter is its own filter", pdf({4: stream(TEXT, b"/Filter 4 0 R")})
    yield "references in a circle", pdf({5: b"6 0 R", 6: b"7 0 R", 7: b"5 0 R"})
    shape = b"/Type /Font /Subtype /Type3 /FontBBox [0 0 9 9] /FontMatrix [1 0 0 1 0 0] /FirstChar 32 /LastChar 126 "
    drawn = b"/Encoding << /Differences [65 /A] >> /CharProcs << /A 4 0 R >> "
    own_font = b"<< " + shape + drawn + b"/Resources << /Font << /F1 5 0 R >> >> /Widths [" + b"9 " * 95 + b"] >>"
    yield "font of its own characters", pdf({5: own_font, 4: stream(TEXT.replace(b"Budget", b"AAAA"))})
    many = b"<< /Type /ObjStm /N 1 /First 4 /Length 10 /Extends 6 0 R >>\nstream\n7 0 (abcde)\nendstream"
    yield "object stream that extends itself", pdf({6: many})


def missing() -> Iterator[tuple[str, bytes]]:
    """References to nothing, and things of the wrong kind."""
    yield "no font", pdf({5: b""})
    yield "font is a page", pdf({5: page()})
    yield "no content", pdf({4: b""})
    yield "content is a number", pdf({4: b"42"})
    yield "content is the page", pdf({3: page().replace(b"4 0 R", b"3 0 R")})
    yield "no resources", pdf({3: b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R >>"})
    yield "length of zero", pdf({4: stream(TEXT, length=b"0")})
    yield "length of a billion", pdf({4: stream(TEXT, length=b"1000000000")})
    yield "negative length", pdf({4: stream(TEXT, length=b"-7")})
    yield "unknown filter", pdf({4: stream(TEXT, b"/Filter /Secret")})
    yield "broken deflate", pdf({4: stream(zlib.compress(TEXT)[:-9] + b"\xff" * 9, b"/Filter /FlateDecode")})
    yield "unended content", pdf({4: stream(b"BT /F1 12 Tf 72 700 Td (never ended " + b"a" * 999)})
    yield "operators without operands", pdf({4: stream(b"Tj TJ Td Tm cm re l m c Do BT ET Q Q Q ' \" d0 sh")})
    yield "unknown operators", pdf({4: stream(b"xyzzy plugh " * 9999 + TEXT)})
    yield "unended inline image", pdf({4: stream(b"BI /W 9999 /H 9999 /BPC 8 ID " + b"\0" * 99)})
    yield "external content", pdf({4: b"<< /Length 0 /F (/etc/passwd) /FFilter /FlateDecode >>\nstream\n\nendstream"})
    yield (
        "script at opening",
        pdf({1: b"<< /Type /Catalog /Pages 2 0 R /OpenAction << /S /JavaScript /JS (while(1);) >> >>"}),
    )
    for handler in (
        b"/Standard /V 5 /R 99",
        b"/Nobody /V 1 /R 2",
        b"/Standard /V 1 /R 2 /O (x) /U (y) /P -4 /Length 4000000000",
    ):
        yield (
            f"locked by {handler[1:9].decode()}…",
            pdf(trailer=b"/Encrypt << /Filter " + handler + b" >> /ID [(a) (b)]"),
        )


def damaged(count: int = 60) -> Iterator[tuple[str, bytes]]:
    """A sound file with bytes changed, put in or taken out anywhere."""
    sound = pdf()
    for seed in range(count):
        choose, data = random.Random(seed), bytearray(sound)
        for _ in range(choose.randint(1, 30)):
            at = choose.randrange(len(data))
            data[at : at + choose.choice((0, 1, 1, 5))] = choose.randbytes(choose.choice((0, 1, 1, 4)))
        yield f"damage {seed}", bytes(data)


def garbage() -> Iterator[tuple[str, bytes]]:
    """Bytes that begin like a PDF."""
    yield "header alone", b"%PDF-1.7"
    for seed in range(5):
        yield f"random bytes {seed}", b"%PDF-1.7\n" + random.Random(seed).randbytes(50_000)
    yield "header a million times", b"%PDF-1.7\n" * 1_000_000
    yield "a million objects begun", b"%PDF-1.7\n" + b"1 0 obj\n" * 1_000_000
    yield "a million brackets", b"%PDF-1.7\ntrailer " + b"<<" * 1_000_000


KINDS: Mapping[str, Callable[[], Iterator[tuple[str, bytes]]]] = {
    "truncated": truncated,
    "wrong xref": wrong_xref,
    "page tree": wrong_tree,
    "boxes": wrong_boxes,
    "numbers": wrong_numbers,
    "bombs": bombs,
    "crowds": crowds,
    "nesting": nested,
    "missing parts": missing,
    "damaged bytes": damaged,
    "garbage": garbage,
}
