"""Reports of any number of pages, drawn as PDF for measurements: the same number and kind give the same bytes.

Kinds: `many` characters and `few`, some 900 and some 100 different ones, in an embedded font with ToUnicode as
word processors write it, prose and tables by turns; `foreign`, the same in a font that the file does not hold;
`tables`, where every page is a full table. Needs reportlab, which is among the extras for development.
"""

from __future__ import annotations

import io
import random
from typing import Any, NamedTuple

Table = list[list[str]]

FONT, SIZE, SMALL = "Made-up", 12, 9
WIDTH, HEIGHT, LEFT, TOP = 595, 842, 78, 760
COLUMNS = (60, 120, 180, 310, 385, 455, 490, 520)
ROWS, HIGH = 18, 22
COMMON = bytes(byte for high in range(0xB0, 0xB8) for low in range(0xA1, 0xFF) for byte in (high, low)).decode("gb2312")
FOREIGN = "STSong-Light"
WORDS = (
    "困难群众救助补助资金", "城乡居民基本养老保险", "农村危房改造项目", "义务教育薄弱环节改善", "高标准农田建设",
    "生态环境保护专项", "按照年初设定的绩效目标", "组织实施并开展自评", "及时足额拨付到位", "经第三方机构抽样核查",
    "严格执行国库集中支付制度", "较上年同期有所增长", "受疫情防控影响进度偏慢", "已全部完成竣工验收",
    "建立健全长效管护机制", "服务对象满意度调查", "加强部门协同与信息共享", "压实乡镇主体责任",
    "未发生截留挤占挪用", "形成固定资产并登记入账", "下一步将优化支出结构",
)  # fmt: skip
_FIXED = "（）项目实施及绩效情况，。：；一级二三指标名称年度值际完成分得产出数量质时成本满意救助对象人第类万元≥—"


class Drawn(NamedTuple):
    """A generated report: the file, and the tables on it as they were drawn."""

    data: bytes
    tables: list[Table]


class Kind(NamedTuple):
    """What a report is drawn with: its font, the phrases and characters of its prose, and whether it is all tables.

    Each has a font of its own name, as reportlab knows fonts by that.
    """

    font: str
    words: tuple[str, ...] = WORDS
    characters: str = COMMON
    all_tables: bool = False


KINDS = {
    "many": Kind("Many"),
    "few": Kind("Few", WORDS[:4], COMMON[:24]),
    "foreign": Kind(FOREIGN),
    "tables": Kind("Tables", all_tables=True),
}


class _Pen(NamedTuple):
    """What is drawn on, and with what."""

    canvas: Any
    kind: Kind


def draw(pages: int, kind: str) -> Drawn:
    """A report of so many pages, with what its `KINDS` entry says."""
    from reportlab.pdfgen.canvas import Canvas

    of, target, tables = KINDS[kind], io.BytesIO(), list[Table]()
    _register(of)
    choose = random.Random(pages)
    canvas = Canvas(target, pagesize=(WIDTH, HEIGHT))
    pen = _Pen(canvas, of)
    for number in range(1, pages + 1):
        _line(pen, TOP, f"（{number}）项目实施及绩效情况", SIZE + 2)
        if of.all_tables:
            _prose(pen, choose, rows=1)  # or the pages would be one table
            tables.append(_table(pen, choose, (715, 28)))
        elif number % 2:
            _prose(pen, choose, rows=28)
        else:
            _prose(pen, choose, rows=6)
            tables.append(_table(pen, choose, (570, ROWS)))
        _line(pen, 40, f"— {number} —", SMALL, left=285)
        canvas.showPage()
    canvas.save()
    return Drawn(target.getvalue(), tables)


def _register(kind: Kind) -> None:
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont

    if kind.font == FOREIGN:
        pdfmetrics.registerFont(UnicodeCIDFont(FOREIGN))
    else:
        register_font("".join(kind.words) + kind.characters + _FIXED, kind.font)


def register_font(characters: str, name: str = FONT) -> None:
    """An embedded font with ToUnicode, as word processors write them; its Chinese characters look like letters."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    font = TTFont(name, "Vera.ttf", asciiReadable=False)
    font.face.name = name.encode()  # reportlab 4 takes fonts of the same face for one, with the characters of the first
    for char in sorted(set(characters)):
        font.face.charToGlyph[ord(char)] = 40 + ord(char) % 200
        font.face.charWidths[ord(char)] = 1000
    pdfmetrics.registerFont(font)


def _line(pen: _Pen, top: float, text: str, size: int, left: float = LEFT) -> None:
    pen.canvas.setFont(pen.kind.font, size)
    pen.canvas.drawString(left, top, text)


def _prose(pen: _Pen, choose: random.Random, rows: int) -> None:
    for row in range(rows):
        place = "".join(choose.sample(pen.kind.characters, 12))
        amount, share = f"{choose.uniform(1, 2000):,.2f}万元", f"占{choose.random():.1%}。"
        text = f"{place}{choose.choice(pen.kind.words)}{amount}，{choose.choice(pen.kind.words)}，{share}"
        indent = 0 if row % 5 else 2
        _line(pen, TOP - 24 - 22 * row, text[: 36 - indent], SIZE, LEFT + indent * SIZE)


def _table(pen: _Pen, choose: random.Random, place: tuple[int, int]) -> Table:
    """Draws the indicators' table; an empty string stands where a merged cell covers.

    `place` is its upper edge, and how many rows it has below its head.
    """
    rows = [["一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分"]]
    top, count = place
    for row in range(count):
        goal = choose.randint(3, 400)
        done = goal + choose.randint(0, 40)
        first = "产出指标" if row % 6 == 0 else ""
        second = "数量指标" if row % 3 == 0 else ""
        rows.append(
            [first, second, f"救助对象人数第{row}类", f"≥{goal}人", f"{done}人", "5", f"{choose.uniform(4, 5):.1f}"]
        )
    _rules(pen.canvas, top, len(rows))
    for row, cells in enumerate(rows):
        for left, text in zip(COLUMNS, cells, strict=False):
            _line(pen, top - HIGH * row - 15, text, SMALL, left + 3)
    return rows


def _rules(canvas: Any, top: int, rows: int) -> None:
    for row in range(rows + 1):
        whole = row < 2 or (row - 1) % 6 == 0 or row == rows
        left = COLUMNS[0] if whole else COLUMNS[1] if (row - 1) % 3 == 0 else COLUMNS[2]
        canvas.line(left, top - HIGH * row, COLUMNS[-1], top - HIGH * row)
    for column in COLUMNS:
        canvas.line(column, top, column, top - HIGH * rows)
