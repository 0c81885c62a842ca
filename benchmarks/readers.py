"""Side by side on generated reports: this reader, pdfplumber's text and tables, PDFium's bare text.

    python benchmarks/readers.py [PAGES ...]

Prints CPU time a page (the best of several runs, each reader in turn), its ratio to this reader's, the
growth of memory while reading, and whether the tables are those that were drawn; and how much memory the
`Document` itself keeps, which grows with the text. Each figure comes from a process of its own. Needs
reportlab, which is among the extras for development.
"""

from __future__ import annotations

import gc
import io
import json
import random
import resource
import subprocess
import sys
import time
import tracemalloc
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from extractor.document import Document

PAGES = (10, 50, 200)
ROUNDS = 3  # best of; other work on the machine disturbs single runs
FONT, SIZE, SMALL = "Made-up", 12, 9
WIDTH, HEIGHT, LEFT, TOP = 595, 842, 78, 760
COLUMNS = (60, 120, 180, 310, 385, 455, 490, 520)
ROWS = 18
COMMON = bytes(byte for high in range(0xB0, 0xB8) for low in range(0xA1, 0xFF) for byte in (high, low)).decode("gb2312")
Table = list[list[str]]

WORDS = (
    "困难群众救助补助资金", "城乡居民基本养老保险", "农村危房改造项目", "义务教育薄弱环节改善", "高标准农田建设",
    "生态环境保护专项", "按照年初设定的绩效目标", "组织实施并开展自评", "及时足额拨付到位", "经第三方机构抽样核查",
    "严格执行国库集中支付制度", "较上年同期有所增长", "受疫情防控影响进度偏慢", "已全部完成竣工验收",
    "建立健全长效管护机制", "服务对象满意度调查", "加强部门协同与信息共享", "压实乡镇主体责任",
    "未发生截留挤占挪用", "形成固定资产并登记入账", "下一步将优化支出结构",
)  # fmt: skip


class Drawn(NamedTuple):
    """A generated report: the file, and the tables on it as they were drawn."""

    data: bytes
    tables: list[Table]


def draw(pages: int) -> Drawn:
    """A report of so many pages: prose and tables with merged cells by turns, the same on every run."""
    from reportlab.pdfgen.canvas import Canvas

    register_font("".join(WORDS) + COMMON + _FIXED)
    choose, target, tables = random.Random(pages), io.BytesIO(), list[Table]()
    canvas = Canvas(target, pagesize=(WIDTH, HEIGHT))
    for number in range(1, pages + 1):
        _line(canvas, TOP, f"（{number}）项目实施及绩效情况", SIZE + 2)
        if number % 2:
            _prose(canvas, choose, rows=28)
        else:
            _prose(canvas, choose, rows=6)
            tables.append(_table(canvas, choose))
        _line(canvas, 40, f"— {number} —", SMALL, left=285)
        canvas.showPage()
    canvas.save()
    return Drawn(target.getvalue(), tables)


def register_font(characters: str) -> None:
    """An embedded font with ToUnicode, as word processors write them; its Chinese characters look like letters."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    font = TTFont(FONT, "Vera.ttf", asciiReadable=False)
    for char in sorted(set(characters)):
        font.face.charToGlyph[ord(char)] = 40 + ord(char) % 200
        font.face.charWidths[ord(char)] = 1000
    pdfmetrics.registerFont(font)


_FIXED = "（）项目实施及绩效情况，。：；一级二三指标名称年度值际完成分得产出数量质时成本满意救助对象人第类万元≥—"


def _line(canvas: object, top: float, text: str, size: int, left: float = LEFT) -> None:
    canvas.setFont(FONT, size)  # type: ignore[attr-defined]
    canvas.drawString(left, top, text)  # type: ignore[attr-defined]


def _prose(canvas: object, choose: random.Random, rows: int) -> None:
    for row in range(rows):
        place = "".join(choose.sample(COMMON, 12))
        amount, share = f"{choose.uniform(1, 2000):,.2f}万元", f"占{choose.random():.1%}。"
        text = f"{place}{choose.choice(WORDS)}{amount}，{choose.choice(WORDS)}，{share}"
        indent = 0 if row % 5 else 2
        _line(canvas, TOP - 24 - 22 * row, text[: 36 - indent], SIZE, LEFT + indent * SIZE)


def _table(canvas: object, choose: random.Random) -> Table:
    """Draws the indicators' table; an empty string stands where a merged cell covers."""
    rows = [["一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分"]]
    for row in range(ROWS):
        goal = choose.randint(3, 400)
        done = goal + choose.randint(0, 40)
        first = "产出指标" if row % 6 == 0 else ""
        second = "数量指标" if row % 3 == 0 else ""
        rows.append(
            [first, second, f"救助对象人数第{row}类", f"≥{goal}人", f"{done}人", "5", f"{choose.uniform(4, 5):.1f}"]
        )
    top, high = 570, 22
    for row in range(len(rows) + 1):
        left = COLUMNS[0] if row < 2 or (row - 1) % 6 == 0 else COLUMNS[1] if (row - 1) % 3 == 0 else COLUMNS[2]
        canvas.line(left, top - high * row, COLUMNS[-1], top - high * row)  # type: ignore[attr-defined]
    for column in COLUMNS:
        canvas.line(column, top, column, top - high * len(rows))  # type: ignore[attr-defined]
    for row, cells in enumerate(rows):
        for left, text in zip(COLUMNS, cells, strict=False):
            _line(canvas, top - high * row - 15, text, SMALL, left + 3)
    return rows


def document_of(data: bytes) -> Document:
    """The whole `Document`: text, places, blocks, tables."""
    from extractor.readers import read

    return read(data, path="report.pdf")


def with_this_reader(data: bytes) -> list[Table]:
    """Tables of the `Document`."""
    document = document_of(data)
    tables: list[Table] = []
    for table in document.tables:
        rows = [[""] * table.column_count for _ in range(table.row_count)]
        for cell in table.cells:
            rows[cell.row][cell.column] = document.cell_text(cell)
        tables.append(rows)
    return tables


def with_pdfplumber(data: bytes) -> list[Table]:
    """Text and tables of every page, each page let go afterwards."""
    import pdfplumber

    tables: list[Table] = []
    with pdfplumber.open(io.BytesIO(data)) as document:
        for page in document.pages:
            page.extract_text()
            for table in page.extract_tables():
                tables.append([[(text or "").replace("\n", "") for text in row] for row in table])
            page.close()
    return tables


def with_pdfium(data: bytes) -> list[Table]:
    """Bare text: no places, no tables."""
    import pypdfium2

    document = pypdfium2.PdfDocument(data)
    for index in range(len(document)):
        page = document[index]
        text = page.get_textpage()
        text.get_text_range()
        text.close()
        page.close()
    document.close()
    return []


READERS: dict[str, Callable[[bytes], list[Table]]] = {
    "this reader": with_this_reader,
    "pdfplumber": with_pdfplumber,
    "PDFium text": with_pdfium,
}


class Measured(NamedTuple):
    """One run: CPU seconds, bytes of memory at the peak beyond those of a small file, and the tables found."""

    seconds: float
    peak: int
    tables: list[Table]


def measure(name: str, file: Path, small: Path) -> Measured:
    """One run of the reader `name` on `file`, after one on the `small` file that loads all there is to load."""
    READERS[name](small.read_bytes())
    data, before = file.read_bytes(), _peak()
    started = time.process_time()
    tables = READERS[name](data)
    return Measured(time.process_time() - started, _peak() - before, tables)


def _peak() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def turn_pages(file: Path, small: Path) -> int:
    """Bytes by which memory grows while all pages are read one by one and none is kept."""
    from extractor.readers.limits import DEFAULTS
    from extractor.readers.pdf_reading import PdfReading

    document_of(small.read_bytes())
    data, before = file.read_bytes(), _peak()
    for _ in PdfReading(data, DEFAULTS).pages():
        pass
    return _peak() - before


def weigh(file: Path, small: Path) -> int:
    """Bytes that the `Document` of `file` keeps."""
    document_of(small.read_bytes())
    data = file.read_bytes()
    tracemalloc.start()
    document = document_of(data)
    gc.collect()
    kept, _ = tracemalloc.get_traced_memory()
    return kept if document.text else 0


def _in_own_process(*arguments: str | Path) -> Any:
    command = [sys.executable, __file__, *map(str, arguments)]
    return json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def compare(counts: Sequence[int]) -> Iterator[str]:
    """Lines of the table of figures."""
    yield f"{'pages':>5}  {'reader':<12} {'ms/page':>8} {'ratio':>6} {'memory MB':>10}  tables"
    with TemporaryDirectory() as folder:
        small = Path(folder) / "small.pdf"
        small.write_bytes(draw(2).data)
        for pages in counts:
            file, drawn = Path(folder) / f"{pages}.pdf", draw(pages)
            file.write_bytes(drawn.data)
            runs = [
                {name: Measured(*_in_own_process("--measure", name, file, small)) for name in READERS}
                for _ in range(ROUNDS)
            ]
            yield from _lines(pages, runs, drawn.tables)
            kept, turned = (_in_own_process(what, file, small) / 1e6 for what in ("--weigh", "--turn"))
            yield f"{'':5}  this reader's Document keeps {kept:.1f} MB; pages read and dropped: {turned:.1f} MB"


def _lines(pages: int, runs: Sequence[dict[str, Measured]], drawn: list[Table]) -> Iterator[str]:
    ours = min(run["this reader"].seconds for run in runs)
    for name in READERS:
        seconds, peak = min(run[name].seconds for run in runs), max(run[name].peak for run in runs)
        found = runs[0][name].tables
        same = "-" if not found else "as drawn" if found == drawn else "DIFFERENT"
        yield f"{pages:>5}  {name:<12} {1000 * seconds / pages:8.2f} {seconds / ours:6.2f} {peak / 1e6:10.1f}  {same}"


def main(arguments: Sequence[str]) -> None:
    """One measurement, or all of them."""
    if arguments[:1] == ["--measure"]:
        print(json.dumps(measure(arguments[1], Path(arguments[2]), Path(arguments[3]))))
    elif arguments[:1] in (["--weigh"], ["--turn"]):
        of = weigh if arguments[0] == "--weigh" else turn_pages
        print(of(Path(arguments[1]), Path(arguments[2])))
    else:
        for line in compare([int(number) for number in arguments] or PAGES):
            print(line, flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
