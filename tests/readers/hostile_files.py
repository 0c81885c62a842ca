"""Files of all formats but PDF that ask for more than there is, name what is not theirs, or are not what they say."""

from __future__ import annotations

import gzip
import io
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterable, Mapping

from tests.readers.hostile_pdf import MEBI

TEXT = "仓前镇2023年绩效自评。宣传活动场次目标值≥12场，实际完成13场。"
_HUGE = 1 << 30
_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_S = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_DECLARED = '<?xml version="1.0" encoding="UTF-8"?>'
_P = f"<w:p><w:r><w:t>{TEXT}</w:t></w:r></w:p>"


def laughs(text: str = "ha") -> str:
    """A document type whose `&a9;` is `text` 10^9 times."""
    entities = "".join(f'<!ENTITY a{level + 1} "{f"&a{level};" * 10}">' for level in range(9))
    return f'<!DOCTYPE x [<!ENTITY a0 "{text}">{entities}]>'


def zipped(parts: Mapping[str, str | bytes]) -> bytes:
    """A ZIP archive."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return target.getvalue()


def _related(target: str, kind: str = "officeDocument") -> str:
    relation = f'<Relationship Id="r1" Type="{_OFFICE}/{kind}" Target="{target}"/>'
    return f'{_DECLARED}<Relationships xmlns="{_PACKAGE}/relationships">{relation}</Relationships>'


def docx(body: str, before: str = "", **parts: str | bytes) -> bytes:
    """A DOCX with `body`; `before` stands in front of its root."""
    document = f"{_DECLARED}{before}<w:document {_W}><w:body>{body}</w:body></w:document>"
    return zipped({"_rels/.rels": _related("word/document.xml"), "word/document.xml": document, **parts})


def _large_docx(unit: bytes, mebi: int) -> bytes:
    """A DOCX whose document is so many MiB of `unit`, packed in pieces that are copied."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        archive.writestr("_rels/.rels", _related("word/document.xml"))
        with archive.open("word/document.xml", "w", force_zip64=True) as part:
            part.write(f"{_DECLARED}<w:document {_W}><w:body>".encode())
            chunk = unit * (MEBI // len(unit))
            for _ in range(mebi):
                part.write(chunk)
            part.write(b"</w:body></w:document>")
    return target.getvalue()


def xlsx(rows: str, after: str = "", strings: str | bytes = "") -> bytes:
    """An XLSX with one sheet of `rows`; `after` follows them."""
    sheet = f"{_DECLARED}<worksheet {_S}><sheetData>{rows}</sheetData>{after}</worksheet>"
    listed = f'<sheets><sheet name="a" sheetId="1" r:id="r1" xmlns:r="{_OFFICE}"/></sheets>'
    return zipped(
        {
            "_rels/.rels": _related("xl/workbook.xml"),
            "xl/workbook.xml": f"{_DECLARED}<workbook {_S}>{listed}</workbook>",
            "xl/_rels/workbook.xml.rels": _related("worksheets/sheet1.xml", "worksheet"),
            "xl/worksheets/sheet1.xml": sheet,
            "xl/sharedStrings.xml": strings or f"{_DECLARED}<sst {_S}/>",
        }
    )


def _cell(place: str, text: str = TEXT) -> str:
    return f'<row><c r="{place}" t="inlineStr"><is><t>{text}</t></is></c></row>'


def _ods(table: str) -> bytes:
    spaces = ("office", "table", "text")
    names = "".join(f' xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in spaces)
    body = f"<office:body><office:spreadsheet><table:table>{table}</table:table></office:spreadsheet></office:body>"
    content = f"{_DECLARED}<office:document-content{names}>{body}</office:document-content>"
    return zipped({"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": content})


def _ofd(before: str = "") -> bytes:
    root = f'{_DECLARED}{before}<OFD xmlns="http://www.ofdspec.org/2016"><DocBody><DocRoot>OFD.xml</DocRoot></DocBody></OFD>'
    return zipped({"OFD.xml": root})


def html(body: str) -> bytes:
    """A page."""
    return f"<!DOCTYPE html><html><head><meta charset='utf-8'></head><body>{body}</body></html>".encode()


def _overlapping(count: int) -> bytes:
    """A ZIP whose directory names one file many times."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("0.txt", TEXT + " " * MEBI)
        (only,) = archive.filelist
        for number in range(1, count):
            again = zipfile.ZipInfo(f"{number}.txt")
            for name in ("compress_type", "compress_size", "file_size", "header_offset", "CRC", "flag_bits"):
                setattr(again, name, getattr(only, name))
            archive.filelist.append(again)
    return target.getvalue()


def _renamed(name: bytes) -> bytes:
    """A ZIP of one text file whose name is these bytes."""
    made = zipped({"x" * len(name): TEXT})
    return made.replace(b"x" * len(name), name)


def _lying(size: int) -> bytes:
    """A ZIP whose member is said to be `size` bytes long, and is not."""
    made = bytearray(zipped({"a.txt": TEXT + "x" * 100}))
    struct.pack_into("<L", made, made.index(b"PK\1\2") + 24, size)
    return bytes(made)


def _tar(members: Iterable[tuple[str, bytes, str]]) -> bytes:
    """A TAR of members: name, type, and what it links to."""
    target = io.BytesIO()
    with tarfile.open(fileobj=target, mode="w") as archive:
        for name, kind, link in members:
            info = tarfile.TarInfo(name)
            info.type, info.linkname = kind, link
            info.size = len(TEXT.encode()) if kind == tarfile.REGTYPE else 0
            archive.addfile(info, io.BytesIO(TEXT.encode()))
    return target.getvalue()


def _endless_tar() -> bytes:
    info = tarfile.TarInfo("a.txt")
    info.size = 1 << 60
    return info.tobuf(tarfile.GNU_FORMAT) + b"x" * 1024


def _nested_zip(depth: int, width: int) -> bytes:
    data = zipped({"a.txt": TEXT + "0" * MEBI})
    for _ in range(depth):
        data = zipped({f"{number}.zip": data for number in range(width)})
    return data


def _png(width: int, height: int) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">L", len(data)) + kind + data + struct.pack(">L", zlib.crc32(kind + data))

    head = struct.pack(">LLBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0" * 9999)) + chunk(b"IEND", b"")
    )


def _ole(sector: int) -> bytes:
    """A compound file whose chains of sectors all lead to `sector`."""
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 16 + struct.pack("<HHHHH6x", 62, 3, 0xFFFE, 9, 6)
    head += struct.pack("<LLLLLLLLLL", 0, 1, 1, 0, 4096, 2, 1, 0xFFFFFFFE, 0, 0) + b"\xff" * (4 * 108)
    name = "WordDocument".encode("utf-16-le").ljust(64, b"\0")
    entry = name + struct.pack("<HBBLLL16x4x8x8xLQ", 26, 2, 1, 0, 0, 0, 0, _HUGE)
    return head.ljust(512, b"\0") + struct.pack("<128L", *[sector] * 128) + entry * 4 + b"\0" * 512


_LOCAL_ENTITY = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]>'
_PARTS = _P.replace(TEXT, f"{TEXT}甲&e;乙")
_FILE, _LINK, _PIPE = tarfile.REGTYPE, tarfile.SYMTYPE, tarfile.FIFOTYPE

FILES: Mapping[str, Callable[[], bytes]] = {
    "document of 1 GiB.docx": lambda: _large_docx(b"<w:p><w:r><w:t>0</w:t></w:r></w:p>", 1024),
    "document of blanks.docx": lambda: _large_docx(b" ", 1024),
    "laughs.docx": lambda: docx(_P.replace(TEXT, "&a9;"), laughs()),
    "external entity.docx": lambda: docx(_PARTS, _LOCAL_ENTITY),
    "tables 20 000 deep.docx": lambda: docx("<w:tbl><w:tr><w:tc>" * 20_000 + _P + "</w:tc></w:tr></w:tbl>" * 20_000),
    "span of 10^9.docx": lambda: docx(
        f'<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="1000000000"/></w:tcPr>{_P}</w:tc></w:tr></w:tbl>'
    ),
    "style based on itself.docx": lambda: docx(
        _P.replace("<w:r>", '<w:pPr><w:pStyle w:val="a"/></w:pPr><w:r>'),
        **{"word/styles.xml": f'<w:styles {_W}><w:style w:styleId="a"><w:basedOn w:val="a"/></w:style></w:styles>'},
    ),
    "10 001 parts.docx": lambda: docx(_P, **{f"word/{number}.xml": "" for number in range(10_001)}),
    "last cell.xlsx": lambda: xlsx(_cell("XFD1048576")),
    "cell beyond all.xlsx": lambda: xlsx(_cell("ZZZZZZ99999999999")),
    "merge of all.xlsx": lambda: xlsx(_cell("A1"), '<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'),
    "laughing strings.xlsx": lambda: xlsx(
        '<row><c r="A1" t="s"><v>0</v></c></row>', strings=f"{_DECLARED}{laughs()}<sst {_S}><si><t>&a9;</t></si></sst>"
    ),
    "string number 10^18.xlsx": lambda: xlsx(f'<row><c r="A1" t="s"><v>{10**18}</v></c></row>' + _cell("A2")),
    "number of a million digits.xlsx": lambda: xlsx(f'<row><c r="A1"><v>{"9" * MEBI}</v></c></row>' + _cell("A2")),
    "number with exponent 10^9.xlsx": lambda: xlsx('<row><c r="A1"><v>1e999999999</v></c></row>' + _cell("A2")),
    "repeated 10^9 times.ods": lambda: _ods(
        f'<table:table-row table:number-rows-repeated="{10**9}">'
        f'<table:table-cell table:number-columns-repeated="{10**9}"><text:p>{TEXT}</text:p></table:table-cell>'
        "</table:table-row>"
    ),
    "blanks 10^9 times.ods": lambda: _ods(
        f'<table:table-row><table:table-cell><text:p>{TEXT}<text:s text:c="{10**9}"/></text:p></table:table-cell>'
        "</table:table-row>"
    ),
    "root in itself.ofd": lambda: _ofd(),
    "laughs.ofd": lambda: _ofd(laughs()),
    "200 000 deep.html": lambda: html("<div>" * 200_000 + TEXT + "</div>" * 200_000),
    "tables 5 000 deep.html": lambda: html("<table><tr><td>" * 5_000 + TEXT),
    "span of 10^9.html": lambda: html(f"<table><tr><td colspan=1000000000 rowspan=1000000000>{TEXT}</td></tr></table>"),
    "attribute of 50 MB.html": lambda: html(f"<p title='{'x' * 50_000_000}'>{TEXT}</p>"),
    "a million cells.html": lambda: html("<table>" + "<tr>" + "<td>1" * 1_000_000 + "</table>" + TEXT),
    "a million opened tags.html": lambda: html(TEXT + "<" * 1_000_000),
    "laughs.xml": lambda: f"{_DECLARED}{laughs()}<x>&a9;</x>".encode(),
    "laughing workbook.xml": lambda: (
        f"{_DECLARED}{laughs()}<Workbook xmlns='urn:schemas-microsoft-com:office:spreadsheet'>&a9;</Workbook>".encode()
    ),
    "groups 200 000 deep.rtf": lambda: b"{\\rtf1\\ansicpg936 " + b"{" * 200_000 + b"12" + b"}" * 200_001,
    "binary of 2^31 bytes.rtf": lambda: b"{\\rtf1\\ansicpg936 12\\bin2147483647 34}",
    "unicode skip of 2^31.rtf": lambda: b"{\\rtf1\\uc2147483647\\u20013 ab 12}",
    "chain in a circle.doc": lambda: _ole(0),
    "chain to nowhere.xls": lambda: _ole(0x7FFFFFFF),
    "65 000 by 65 000.png": lambda: _png(65_000, 65_000),
    "2^31 by 1.png": lambda: _png(2**31 - 1, 1),
    "line of 20 MB.txt": lambda: ("1" * 20 * MEBI).encode(),
    "digits and signs.txt": lambda: ("≥1,000.00%／（" * 60_000).encode(),
    "brackets 300 000 deep.txt": lambda: ("（" * 300_000 + TEXT).encode(),
    "zeros.txt": lambda: b"\0" * MEBI,
    "table of 100 000 columns.md": lambda: ("| 1 " * 100_000 + "|\n" + "|---" * 100_000 + "|\n" + TEXT).encode(),
    "parts in parts.mhtml": lambda: (
        b"MIME-Version: 1.0\r\n" + b'Content-Type: multipart/related; boundary="a"\r\n\r\n--a\r\n' * 5_000
    ),
    "overlapping.zip": lambda: _overlapping(20_000),
    "bomb of 1 GiB.zip": lambda: zipped({"a.txt": b"0" * _HUGE}),
    "zips in zips.zip": lambda: _nested_zip(6, 10),
    "claims 4 GiB.zip": lambda: _lying(0xFFFFFFFE),
    "names upwards.zip": lambda: zipped(
        {"../../a.txt": TEXT, "/b.txt": TEXT + "一", "..\\c.txt": TEXT + "二", "C:\\d.txt": TEXT + "三"}
    ),
    "name in GBK.zip": lambda: _renamed("二〇二三年自评.txt".encode("gb18030")),
    "name of control characters.zip": lambda: _renamed(b"\x1b]0;x\x07\n\r\t=cmd.txt"),
    "same name twice.zip": lambda: _renamed(b"a.txt") + _renamed(b"a.txt"),
    "links and pipes.tar": lambda: _tar(
        [("../a.txt", _FILE, ""), ("b.txt", _LINK, "/etc/hostname"), ("c", _PIPE, ""), ("/d.txt", _FILE, "")]
    ),
    "member of 2^60 bytes.tar": _endless_tar,
    "bomb of 1 GiB.txt.gz": lambda: gzip.compress(b"0" * MEBI, 9, mtime=0) * 1024,
    "nothing at all.docx": lambda: b"",
}
