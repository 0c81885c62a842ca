"""What the head of a form or page says: programme, units, departments, publisher, from labels and the title."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import cast

from extractor.document import Cell, Document, Span, Table
from extractor.patterns import Library
from extractor.reading import View, label_text, view
from extractor.report import CitedText, CitedType, CitedYear, Meta, ReportType, cite
from extractor.stream import Border, Stream, stream

_FIELDS = ("program", "unit", "department", "finance", "region", "publisher", "ignored")
_HEAD_LENGTH = 2500
_LONGEST_VALUE = 60
_NEAR = 90
_ORG_END = (
    r"(?:人民政府|政府|委员会|管理委员会|联合会|办公室|管理局|总局|分局|[局厅院所馆站处]|中心|大学|学院|学校|中学|小学|幼儿园"
    r"|残联|妇联|政协|总工会|支队|大队|街道|卫健委|卫生健康委|发改委|医院|[镇乡])"
)
_TITLE_ORG = re.compile(rf"([\u4e00-\u9fff()（）]{{2,28}}?{_ORG_END})(?=关于|\d{{4}}|部门|本级|整体|的|\s|$)")
_BODY_ORG = re.compile(
    rf"(?:^|[,。、:;]|日,|求,|要求,|作,)((?!我)[\u4e00-\u9fff]{{2,20}}?{_ORG_END})(?:会同[\u4e00-\u9fff]{{2,12}}?)?(?:高度重视|组织|开展|对(?!地方)|就)[^。]{{0,60}}?(?:自评|评价)"
)
_REGION = re.compile(r"(?:[\u4e00-\u9fff]{1,6}?(?:省|自治区|自治州|自治县|市|州|盟|县|区|旗|镇|乡))+")
_YEAR = r"(20\d{2})"
_TITLE_YEAR = re.compile(rf"{_YEAR}-?年?(?:度|财政)?")
_FORM_YEAR = re.compile(rf"(?:\(|(?<![\d〔\[【﹝])){_YEAR}(?:年度|年\))")
_PERIOD_YEAR = re.compile(rf"(?<![\d〔\[【(﹝]){_YEAR}年(?=\d{{1,2}}月.{{0,4}}(?:起|至|底))")
_PUBLISHED = re.compile(r"发布|填报日期|日期:|时间:|索引号")
_BODY_YEAR = re.compile(rf"(?<![\d〔\[【(﹝]){_YEAR}年(?:度)?(?!\d{{1,2}}月)")
_TITLE_TAIL = re.compile(
    r"(?:专项资金)?(?:项目)?(?:支出|实施|预算执行|执行情况|转移支付区域|区域)?(?:部门|单位)?(?:绩效|整体)?(?:目标)?(?:完成情况|管理使用情况|资金使用情况|申报|绩效|自评|评价|自我).*$"
)
_TITLE_NOISE = re.compile(r"^(?:附件\d*[:：.、]?|关于|报送|《)+|(?:的)?(?:报告|\.docx?|\.xlsx?|\.pdf)$")
_BODY_PROGRAM = re.compile(
    r"(?:对|就|围绕)(?:我[省市县区镇局])?(?P<program>[^,。;:《》]{4,50}?(?:资金|项目|经费|补助|工程|补贴|专项)(?:\([^()]{1,20}\))?)(?:的?[^,。]{0,14}?)(?:,[^。]{0,60}?)?(?:进行|开展|组织|实施)了?(?:全面)?(?:的)?(?:绩效)?(?:自评|自我评价|评价)"
)
_HEADING_PROGRAM = re.compile(
    r"一、((?:[\u4e00-\u9fff]{2,30}(?:资金|补助|专项|经费))?(?:[(（][^()（）]{2,30}[)）]){0,1}(?:[\u4e00-\u9fff]{0,8}资金)?)$"
)
_GENERIC = re.compile(
    r"(?:年度?|财政|本级|部门|单位|预算|项目|支出|专项|资金|政策|的|绩效|转移支付|中央对地方|省级|市级|县级|通用\d*篇|实施|工作|情况)*"
)
_CODE = re.compile(r"^(?:\[?\d{3,}\]?[-—]?|\d{10,}[A-Z]?\d*[-—]?)")
_CITED = re.compile(r"[\u4e00-\u9fff]{1,10}[〔\[【(﹝](?:20\d{2}|20xx)[〕\]】)﹞]第?\d{1,5}号")


@dataclass(frozen=True, slots=True)
class _Labelled:
    """A value behind a label, with the field and the label's words."""

    field: str
    label: str
    span: Span
    text: str
    pattern: str


def find_meta(document: Document, library: Library, *, start: int = 0) -> Meta:
    """Metadata of the report that begins at `start`; what it does not state is None."""
    text = stream(document)
    labelled = [*_in_tables(document, library), *_in_text(document, text, library)]
    title = _title(document, library, start)
    cover = _Cover(document, text, library, labelled, title)
    return Meta(
        title=cover.cited(title, "title", "title.report") if title else None,
        fiscal_year=cover.fiscal_year(),
        organization=cover.organization(),
        region=cover.region(),
        department=cover.labelled_as("department"),
        program=cover.program(),
        report_type=cover.report_type(),
        documents_cited=cover.documents_cited(),
    )


def _in_tables(document: Document, library: Library) -> Iterator[_Labelled]:
    for table in document.tables:
        for row in range(min(table.row_count, 14)):
            cells = [cell for cell in table.row_cells(row) if cell.end > cell.start]
            yield from _pairs(document, library, table, cells)


def _pairs(document: Document, library: Library, table: Table, cells: list[Cell]) -> Iterator[_Labelled]:
    labels = [label_text(document, cell.start, cell.end) for cell in cells]
    kinds = [_field_of(library, label) for label in labels]
    for index in range(len(cells) - 1):
        if kinds[index] and kinds[index + 1] is None and cells[index].row == cells[index + 1].row:
            value = cells[index + 1]
            yield _Labelled(
                kinds[index] or "", labels[index], Span(value.start, value.end), labels[index + 1], "cover.table"
            )


def _field_of(library: Library, label: str) -> str | None:
    return next((field for field in _FIELDS if library.classify("cover_label", field, label)), None)


def _in_text(document: Document, text: Stream, library: Library) -> Iterator[_Labelled]:
    marks = list(_marks(text, library))
    for number, (field, start, end) in enumerate(marks):
        if field == "ignored":
            continue
        following = marks[number + 1][1] if number + 1 < len(marks) else len(text.text)
        last = _value_end(text, end, following)
        first = end + 1 if text.text[end : end + 1] == ":" else end
        if last > first and last - first <= _LONGEST_VALUE:
            value = text.text[first:last].strip(":,、")
            yield _Labelled(field, text.text[start:end], text.span(first, last), value, f"cover.{field}")


def _marks(text: Stream, library: Library) -> Iterator[tuple[str, int, int]]:
    """Labels in the head of the text as (field, start, end), from left to right, not overlapping."""
    head = text.text[:_HEAD_LENGTH]
    found: list[tuple[int, int, str]] = []
    for field in _FIELDS:
        for pattern in library.of("cover_label", field):
            found += [(match.start(), -match.end(), field) for match in pattern.regex.finditer(head)]
    strict = [mark for mark in found if _stands_as_label(text, mark[0], -mark[1], mark[2])]
    found = [mark for mark in found if mark in strict or _stands_in_a_form(text, mark, found)]
    for match in _STOP.finditer(head):
        found.append((match.start(), -match.end(), "ignored"))
    position = 0
    for start, negative, field in sorted(found):
        if start >= position:
            position = -negative
            yield field, start, position


_STOP = re.compile(
    r"(?:年初|全年|调整后?)预[算匏](?:数|将)?|资金情况|资金投入情况|项目资金|预算执行情况|年度资金总额|年度金额|年度总体|基本支出|年度目标|绩效目标|指标解释|填报日期|联系人|填报人|自评得分|索引号|\d{4}年\d{1,2}月\d{1,2}日|一级指标|点击数"
)


def _stands_as_label(text: Stream, start: int, end: int, field: str) -> bool:
    colon = text.text[end : end + 1] == ":"
    bordered = start == 0 or text.borders[start] != Border.NONE
    if field == "publisher":
        return colon or (bordered and end < len(text.text) and text.borders[end] != Border.NONE)
    closed = colon or (end < len(text.text) and text.borders[end] != Border.NONE)
    return bordered and closed


def _stands_in_a_form(text: Stream, mark: tuple[int, int, str], marks: list[tuple[int, int, str]]) -> bool:
    """A label without borders counts where others stand near it in the same sentence: a form that has run together."""
    start, end = mark[0], -mark[1]
    if end - start < 4 or mark[2] == "publisher":
        return False
    near = {
        text.text[other[0] : -other[1]]
        for other in marks
        if abs(other[0] - start) <= _NEAR and "。" not in text.text[min(start, other[0]) : max(start, other[0])]
    }
    return len(near) >= 3


def _value_end(text: Stream, start: int, following: int) -> int:
    for position in range(start + 1, following):
        if text.borders[position] >= Border.LINE or text.text[position] in "。；":
            return position if position > start + 1 or text.text[start] != ":" else start
    return following


@dataclass(frozen=True)
class _Cover:
    """All that is known about the head, asked field by field."""

    document: Document
    text: Stream
    library: Library
    labelled: list[_Labelled]
    title: View | None

    def cited(self, seen: View, field: str, pattern: str, start: int = 0, end: int | None = None) -> CitedText:
        """The text `start`..`end` of `seen` as metadata value."""
        stop = len(seen.text) if end is None else end
        span = seen.span(start, stop)
        evidence = cite(self.document, span, field=field, pattern=pattern)
        return CitedText(value=seen.printed(start, stop), evidence=(evidence,))

    def labelled_as(self, field: str, among: str = "") -> CitedText | None:
        """The first value behind a label of `field` whose words hold `among`."""
        for item in self.labelled:
            if item.field == field and re.search(among, item.label) and re.search(r"[\u4e00-\u9fff]{2}", item.text):
                seen = view(self.document, *item.span)
                code = _CODE.match(seen.text)
                start = code.end() if code else 0
                end = _cut(seen.text, field)
                if end > start:
                    return self.cited(seen, field, item.pattern, start, end)
        return None

    def program(self) -> CitedText | None:
        """The programme: from its label, else what the title or the first heading is about."""
        return self.labelled_as("program") or self._program_in_title() or self._program_in_body()

    def _program_in_title(self) -> CitedText | None:
        if self.title is None:
            return None
        start, end = _topic(self.title.text)
        if end - start < 3 or _GENERIC.fullmatch(self.title.text[start:end]):
            return self._whole_department()
        return self.cited(self.title, "program", "title.program", start, end)

    def _whole_department(self) -> CitedText | None:
        found = re.search(r"(?:部门|单位)?整体支出", self.title.text) if self.title else None
        return self.cited(self.title, "program", "title.department", *found.span()) if found and self.title else None

    def _program_in_body(self) -> CitedText | None:
        for block in self.document.blocks:
            seen = view(self.document, block.start, block.end)
            heading = _HEADING_PROGRAM.match(seen.text) if len(seen.text) < 60 else None
            if heading and heading[1]:
                return self.cited(seen, "program", "heading.program", *heading.span(1))
            found = _BODY_PROGRAM.search(seen.text)
            if found:
                start, end = found.span("program")
                year = _LEADING_YEAR.match(seen.text, start)
                return self.cited(seen, "program", "body.program", year.end() if year else start, end)
        return None

    def organization(self) -> CitedText | None:
        """The body that reports: labelled, in the title, the publisher, in the first sentences, or the region."""
        return (
            self.labelled_as("unit", "^(?:单位|部门|预算)")
            or self.labelled_as("unit", "实施|使用|承担|项目单位|申报|执行")
            or self.labelled_as("unit")
            or self._in_title(_TITLE_ORG)
            or self.labelled_as("publisher")
            or self._org_in_body()
            or self.labelled_as("finance")
            or self.labelled_as("department", "^(?!中央|国家|省级|自治区)")
            or self._in_title(_REGION)
        )

    def _in_title(self, pattern: re.Pattern[str]) -> CitedText | None:
        if self.title is None:
            return None
        lead = _TITLE_NOISE.match(self.title.text)
        start = lead.end() if lead and lead.group() and not lead.group().endswith("报告") else 0
        year = _LEADING_YEAR.match(self.title.text, start)
        found = pattern.match(self.title.text, year.end() if year else start)
        if found is None:
            return None
        group = 1 if pattern.groups else 0
        return self.cited(self.title, "organization", "title.organization", *found.span(group))

    def _org_in_body(self) -> CitedText | None:
        for block in self.document.blocks[:30]:
            seen = view(self.document, block.start, block.end)
            found = _BODY_ORG.search(seen.text)
            if found:
                return self.cited(seen, "organization", "body.organization", *found.span(1))
        return None

    def region(self) -> CitedText | None:
        """The region that the form names, else the one that the organisation's name begins with."""
        labelled = self.labelled_as("region")
        organization = self.organization()
        if labelled or organization is None:
            return labelled
        seen = view(self.document, organization.evidence[0].start, organization.evidence[0].end)
        found = _REGION.match(seen.text)
        return self.cited(seen, "region", "organization.region", *found.span()) if found else None

    def fiscal_year(self) -> CitedYear | None:
        """The year reported on: the title's, else the form's (2022年度), else the first in the text that is no date."""
        if self.title is not None:
            found = _TITLE_YEAR.search(self.title.text)
            if found:
                return self._year(self.title.span(*found.span(1)), found[1], "title.year")
        whole = [view(self.document, block.start, block.end) for block in self.document.blocks]
        for pattern, name in ((_FORM_YEAR, "form.year"), (_BODY_YEAR, "text.year"), (_PERIOD_YEAR, "period.year")):
            for seen in whole:
                found = None if _PUBLISHED.search(seen.text[:40]) else pattern.search(seen.text)
                if found:
                    return self._year(seen.span(*found.span(1)), found[1], name)
        return None

    def _year(self, span: Span, year: str, pattern: str) -> CitedYear:
        evidence = cite(self.document, span, field="fiscal_year", pattern=pattern)
        return CitedYear(value=int(year), evidence=(evidence,))

    def report_type(self) -> CitedType | None:
        """The kind of report, by the words of title and programme."""
        for seen in (self.title, self._program_view()):
            for pattern in self.library.of("report_type", "type") if seen else ():
                found = pattern.find(seen.text) if seen else None
                if found and seen:
                    evidence = cite(self.document, seen.span(*found.span()), field="report_type", pattern=pattern.id)
                    return CitedType(value=cast(ReportType, pattern.value), evidence=(evidence,))
        return None

    def _program_view(self) -> View | None:
        program = self.program()
        return view(self.document, program.evidence[0].start, program.evidence[0].end) if program else None

    def documents_cited(self) -> tuple[CitedText, ...]:
        """Document numbers (财监〔2023〕1号), each once, in text order."""
        found: dict[str, CitedText] = {}
        for match in _CITED.finditer(self.text.text):
            evidence = cite(
                self.document, self.text.span(*match.span()), field="documents_cited", pattern="cover.document_number"
            )
            found.setdefault(match.group(), CitedText(value=match.group(), evidence=(evidence,)))
        return tuple(found.values())


_LEADING_YEAR = re.compile(r"(?:20\d{2}|20xx)年?度?")


def _cut(text: str, field: str) -> int:
    """End of the value proper: before a person's name behind a slash, a bracket of a second name."""
    stops = [text.find("/")] if field in {"unit", "department"} else []
    if field == "publisher":
        stops += [text.find("("), text.find("浏览"), text.find("作者"), text.find("时间")]
    return min((stop for stop in stops if stop > 1), default=len(text))


def _topic(title: str) -> tuple[int, int]:
    """The part of a title that names the programme: without body, year and the words of reporting."""
    start = 0
    lead = re.match(r"(?:附件\d*[:.、]?|《)+", title)
    start = lead.end() if lead else 0
    start = _LEADING_YEAR.match(title, start).end() if _LEADING_YEAR.match(title, start) else start  # type: ignore[union-attr]
    org = _TITLE_ORG.match(title, start)
    if org is not None and org.end() < len(title):
        start = org.end()
    about = re.match(r"(?:部门|本级)?(?:关于)?(?:报送|印发|开展)?", title[start:])
    start += about.end() if about else 0
    year = _TITLE_YEAR.search(title, start)
    if year is not None and year.start() - start <= 12:
        region = title[start : year.start()]
        start = year.end() if not region or _REGION.fullmatch(region) else start
    tail = _TITLE_TAIL.search(title, start)
    end = tail.start() if tail else len(title)
    year = _TITLE_YEAR.search(title, start, end)
    if year is not None and year.end() >= end - 2:
        end = year.start()
    while title[start:end].endswith(("转移支付", "的", "支出")) and end > start:
        end -= next(len(word) for word in ("转移支付", "的", "支出") if title[start:end].endswith(word))
    return start, end


def _title(document: Document, library: Library, start: int) -> View | None:
    """The title: the first short line that speaks of a self-evaluation and does not belong to the page's furniture."""
    for block in document.blocks:
        if block.end <= start or block.kind == "table":
            continue
        seen = view(document, block.start, block.end)
        if re.match(r"一、", seen.text) and len(seen.text) < 80:
            return None
        title = _title_in(seen, library)
        if title is not None:
            return title
    return None


def _title_in(seen: View, library: Library) -> View | None:
    pattern = library.of("title", "title")[0].regex
    cut = re.match(r"(?:标题|名称|附件\d*)[:：.]?", seen.text)
    first = cut.end() if cut else 0
    found = pattern.search(seen.text, first)
    if found is None or found.end() - first > 70 or found.start() - first < 0:
        return None
    if (
        len(seen.text) - found.end() > 12
        and not re.match(r"[(（:：为 ]|\d", seen.text[found.end() :])
        and len(seen.text) > 80
    ):
        return None
    if (
        seen.text[first] in "《〈按根为接依"
        or "。" in seen.text[first : found.end()]
        or ">" in seen.text[: found.end()]
    ):
        return None
    stop = found.end() if len(seen.text) > 70 else len(seen.text)
    span = seen.span(first, stop)
    return view(seen.document, span.start, span.end)
