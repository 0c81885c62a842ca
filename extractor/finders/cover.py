"""What the head of a form or page says: programme, units, departments, publisher, from labels and the title."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import cast

from extractor.document import Document, Span
from extractor.labels import Labelled, labelled_values
from extractor.patterns import Library
from extractor.reading import View, view
from extractor.report import CitedText, CitedType, CitedYear, Meta, ReportType, cite
from extractor.stream import Border, Stream, stream
from extractor.titles import (
    BODY_ORG,
    LEADING_YEAR,
    ORG_AT_START,
    REGION,
    TITLE_ORG,
    TITLE_YEAR,
    find_title,
    is_generic,
    topic,
)

_YEAR = r"(20\d{2})"
_FORM_YEAR = re.compile(rf"(?:\(|(?<![\d〔\[【﹝])){_YEAR}(?:年度|年\))")
_PERIOD_YEAR = re.compile(rf"(?<![\d〔\[【(﹝]){_YEAR}年(?=\d{{1,2}}月.{{0,4}}(?:起|至|底))")
_PUBLISHED = re.compile(r"发布|填报日期|日期:|时间:|索引号")
_BODY_YEAR = re.compile(rf"(?<![\d〔\[【(﹝]){_YEAR}年(?:度)?(?!\d{{1,2}}月)")
_BODY_PROGRAM = re.compile(
    r"(?:对|就|围绕)(?:我[省市县区镇局])?(?P<program>[^,。;:《》]{4,50}?(?:资金|项目|经费|补助|工程|补贴|专项)(?:\([^()]{1,20}\))?)(?:的?[^,。]{0,14}?)(?:,[^。]{0,60}?)?(?:进行|开展|组织|实施)了?(?:全面)?(?:的)?(?:绩效)?(?:自评|自我评价|评价)"
)
_HEADING_PROGRAM = re.compile(
    r"一、((?=.*(?:资金|补助|经费|专项))(?!.*(?:情况|目标|分析|概况|问题))[\u4e00-\u9fff]{2,30}(?:\([^()]{2,30}\))?[\u4e00-\u9fff]{0,10})$"
)
_FUNDED_PROGRAM = re.compile(
    r"(?:下达|安排|拨付|获得?|共安排|实施)(?:我[省市县区镇局]|专项)?(?:\d{4}年|20xx年)?(?P<program>[\u4e00-\u9fff“”()]{4,24}?(?:专项资金|补助资金|资金|项目|工程))(?=[\d,。预共壹贰叁肆伍陆柒捌玖拾一二三四五六七八九十])"
)
_VAGUE = re.compile(r"该|本级?(?:单位|部门)|我[省市县区镇局]|各|上述|以下|下列|提升项目$|专项资金$")
_OPENING = 12
_IN_BRACKETS = re.compile(r"报告\(([^()]{4,30}?)(?:资金|)\)$")
_CODE = re.compile(r"^(?:\[?(?!\d{4}年)\d{3,}\]?[-—]?|\d{10,}[A-Z]?\d*[-—]?)")
_CITED = re.compile(r"[\u4e00-\u9fff]{1,10}[〔\[【(﹝](?:20\d{2}|20xx)[〕\]】)﹞]第?\d{1,5}号")


def find_meta(document: Document, library: Library) -> Meta:
    """Metadata of the report in `document`; what it does not state is None."""
    text = stream(document)
    labelled = labelled_values(document, text, library)
    title = find_title(document, library)
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


@dataclass(frozen=True)
class _Cover:
    """All that is known about the head, asked field by field."""

    document: Document
    text: Stream
    library: Library
    labelled: list[Labelled]
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
                end = _value_of(seen.text, start, field)
                if end > start:
                    return self.cited(seen, field, item.pattern, start, end)
        return None

    def program(self) -> CitedText | None:
        """The programme: from its label, else what the title or the first heading is about."""
        return self.labelled_as("program") or self._evaluated_or_titled() or self._program_in_body()

    def _evaluated_or_titled(self) -> CitedText | None:
        """The programme that the opening says was evaluated, or the title's where it says more."""
        evaluated, titled = self._evaluated_program(), self._program_in_title()
        if evaluated and titled and evaluated.value in titled.value:
            return titled
        return evaluated or titled

    def _evaluated_program(self) -> CitedText | None:
        """What the opening says was evaluated (对某某项目开展了自评)."""
        for block in self.document.blocks[:_OPENING]:
            seen = view(self.document, block.start, block.end)
            found = _BODY_PROGRAM.search(seen.text)
            if found and not is_generic(found["program"]) and not _VAGUE.search(found["program"]):
                return self.cited(seen, "program", "body.program", *_without_year(seen.text, found.span("program")))
        return None

    def _program_in_title(self) -> CitedText | None:
        if self.title is None:
            return None
        start, end = topic(self.title.text)
        behind = _IN_BRACKETS.search(self.title.text)
        if behind and is_generic(self.title.text[start:end]):
            return self.cited(self.title, "program", "title.program", *behind.span(1))
        if TITLE_YEAR.search(self.title.text, start + 1, end):
            return self._program_in_body() or self.cited(self.title, "program", "title.program", start, end)
        if end - start < 3 or is_generic(self.title.text[start:end]) or "整体支出" in self.title.text:
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
            found = _BODY_PROGRAM.search(seen.text) or _FUNDED_PROGRAM.search(seen.text)
            if found:
                return self.cited(seen, "program", "body.program", *_without_year(seen.text, found.span("program")))
        return None

    def organization(self) -> CitedText | None:
        """The body that reports: labelled, in the title, the publisher, in the first sentences, or the region."""
        return (
            self.labelled_as("unit", "^(?:单位|部门|预算)")
            or self.labelled_as("unit", "实施|使用|承担|项目单位|申报|执行")
            or self.labelled_as("unit")
            or self._in_title(TITLE_ORG)
            or self._signed()
            or self.labelled_as("publisher")
            or self._publisher()
            or self._org_in_body()
            or self.labelled_as("finance")
            or self.labelled_as("department", "^(?!中央|国家|省级主管|自治区)")
            or self._in_title(REGION)
        )

    def _in_title(self, pattern: re.Pattern[str]) -> CitedText | None:
        if self.title is None:
            return None
        lead = re.match(r"(?:关于|报送|《)*", self.title.text)
        start = lead.end() if lead else 0
        year = LEADING_YEAR.match(self.title.text, start)
        found = pattern.match(self.title.text, year.end() if year else start)
        if found is None:
            return None
        group = next((number for number, words in enumerate(found.groups(), start=1) if words), 0)
        return self.cited(self.title, "organization", "title.organization", *found.span(group))

    def _signed(self) -> CitedText | None:
        """A body's name on a line of its own near the title."""
        for block in self.document.blocks[:6]:
            seen = view(self.document, block.start, block.end)
            if block.kind != "table" and len(seen.text) <= 25 and ORG_AT_START.fullmatch(seen.text):
                return self.cited(seen, "organization", "cover.signed", 0, len(seen.text))
        return None

    def _publisher(self) -> CitedText | None:
        """The body in a page's line of the kind 某某局 发布时间:…."""
        for block in self.document.blocks[:30]:
            seen = view(self.document, block.start, block.end)
            found = _DATELINE.match(seen.text)
            if found:
                return self.cited(seen, "organization", "page.publisher", *found.span(1))
        return None

    def _org_in_body(self) -> CitedText | None:
        for block in self.document.blocks[:40]:
            seen = view(self.document, block.start, block.end)
            found = BODY_ORG.search(seen.text)
            if found:
                group = 1 if found[1] else 2
                return self.cited(seen, "organization", "body.organization", *found.span(group))
        return None

    def region(self) -> CitedText | None:
        """The region that the form names, else the one that the organisation's name begins with."""
        labelled = self.labelled_as("region")
        organization = self.organization()
        if labelled or organization is None:
            return labelled
        seen = view(self.document, organization.evidence[0].start, organization.evidence[0].end)
        found = REGION.match(seen.text)
        return self.cited(seen, "region", "organization.region", *found.span()) if found else None

    def fiscal_year(self) -> CitedYear | None:
        """The year reported on: the title's, else the form's (2022年度), else the first in the text that is no date."""
        if self.title is not None:
            found = TITLE_YEAR.search(self.title.text)
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

    def _lead_of_number(self, match: re.Match[str]) -> int:
        """How many characters before a document number do not belong to it (根据…, the line above)."""
        words = re.match(r".*?(?:根据|按照|依据|依照|对照|以|和|及)", match.group().split("〔")[0])
        lead = words.end() if words else 0
        for place in range(match.start() + 1, match.end()):
            if self.text.borders[place] >= Border.LINE and place - match.start() < len(match.group()) - 8:
                lead = max(lead, place - match.start())
        return lead

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
            lead = self._lead_of_number(match)
            span = self.text.span(match.start() + lead, match.end())
            evidence = cite(self.document, span, field="documents_cited", pattern="cover.document_number")
            found.setdefault(evidence.text, CitedText(value=match.group()[lead:], evidence=(evidence,)))
        return tuple(found.values())


def _without_year(text: str, span: tuple[int, int]) -> tuple[int, int]:
    year = LEADING_YEAR.match(text, span[0])
    return (year.end() if year and year.end() < span[1] else span[0]), span[1]


def _value_of(text: str, start: int, field: str) -> int:
    """End of the value proper: a body's name ends like one, before a person or a second name behind it."""
    if field in {"program", "region"}:
        return len(text)
    found = ORG_AT_START.match(text, start)
    if found is None:
        return start
    bracket = text.find("(", start, found.end())
    return bracket if bracket > start + 3 and field == "publisher" else found.end()


_DATELINE = re.compile(rf"({ORG_AT_START.pattern})(?:发布)?(?:时间|日期):")
