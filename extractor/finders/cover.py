"""What the head of a form or page says: programme, units, departments, publisher, from labels and the title."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import cast

from extractor import openings
from extractor.bodies import ANNOUNCED, BODY_ORG, ORG_AT_START, REGION, TITLE_ORG, fuller
from extractor.citing import cite
from extractor.document import Document, Span
from extractor.labels import WITHOUT_LABEL, Labelled, labelled_values
from extractor.patterns import Library
from extractor.reading import View, view
from extractor.report import CitedText, CitedType, CitedYear, Meta, ReportType
from extractor.stream import Border, Stream, stream
from extractor.titles import LEADING_YEAR, YEAR, behind_lead, find_title, is_generic, title_year, topic, year_of

_YEAR = r"(20\d{2})"
_FORM_YEAR = re.compile(rf"(?:\(|(?<![\d〔\[【﹝])){_YEAR}(?:年度|年\))")
_LABELLED_YEAR = re.compile(rf"(?:(?:预算|绩效|考核|评价|所属|会计|资金)年度:?|年度:){_YEAR}(?!\d)")
_ONLY_YEAR = re.compile(rf"{_YEAR}年?度?")
_PERIOD_YEAR = re.compile(rf"(?<![\d〔\[【(﹝]){_YEAR}年(?=\d{{1,2}}月.{{0,4}}(?:起|至|底))")
_PUBLISHED = re.compile(r"发布|填报日期|日期:|时间:|索引号")
_BODY_YEAR = re.compile(rf"(?<![\d〔\[【(﹝]){_YEAR}年(?:度)?(?!\d{{1,2}}月)")
_OPENING = 12
_DATE_LINE = 40
_IN_BRACKETS = re.compile(r"报告\(([^()]{4,30}?)(?:资金|)\)$")
# What stands before a value and is none of it: a code, the place of a seal.
_CODE = re.compile(r"^(?:\((?:加?盖?公?章|签章|盖章)\)|\d{8,}[A-Z]\d+[-—]?|\[?(?!\d{4}年)\d{3,}\]?[-—]?)")
_REGION_OF_A_TITLE = re.compile(rf"(?!.{{1,4}}对){REGION.pattern}")
_WHOLE = re.compile(r"(?:部门|单位)?整体(?:支出|绩效)")
_SUBTITLE_LENGTH = 40
_SUBTITLE = re.compile(r"\((?!\d|二[〇○]|一九|附|试行|草案|盖章|公章)([^()]{3,30})\)")
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
        organization=cover.organization,
        region=cover.region(),
        department=cover.labelled_as("department"),
        program=cover.program,
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
            told = item.field == field and re.search(r"[\u4e00-\u9fff]{2}", item.text) is not None
            if told and re.search(among, item.label) and not self._is_column(item.text):
                seen = view(self.document, *item.span)
                code = _CODE.match(seen.text)
                start = code.end() if code else 0
                end = _value_of(seen.text, start, field)
                if end > start:
                    return self.cited(seen, "program" if field == WITHOUT_LABEL else field, item.pattern, start, end)
        return None

    def _is_column(self, text: str) -> bool:
        """Whether the label stands in the head of a list (项目名称 | 预算数 | 执行数), with another one behind it."""
        return any(self.library.classify(finder, "role", text) for finder in ("fund_column", "indicator_column"))

    @cached_property
    def program(self) -> CitedText | None:
        """The programme: from its label, else what the title or the first heading is about."""
        stated = self.labelled_as("program") or self._evaluated_or_titled()
        return stated or self.labelled_as(WITHOUT_LABEL) or self._program_in_body()

    def _evaluated_or_titled(self) -> CitedText | None:
        """The programme that the opening says was evaluated, or the title's where it says more or something else."""
        evaluated, titled = self._evaluated_program(), self._program_in_title()
        if not evaluated or not titled or YEAR.search(titled.value):
            return evaluated or titled
        dated = self.title is not None and YEAR.search(self.title.text) is not None
        full = _extends(titled.value, evaluated.value) or (dated and not _extends(evaluated.value, titled.value))
        return titled if full else evaluated

    def _evaluated_program(self) -> CitedText | None:
        for block in self.document.blocks[:_OPENING]:
            seen = view(self.document, block.start, block.end)
            found = openings.evaluated(seen.text)
            if found:
                return self.cited(seen, "program", "body.program", *found)
        return None

    def _program_in_title(self) -> CitedText | None:
        if self.title is None:
            return None
        start, end = topic(self.title.text)
        behind = _IN_BRACKETS.search(self.title.text)
        if behind and is_generic(self.title.text[start:end]):
            return self.cited(self.title, "program", "title.program", *behind.span(1))
        if YEAR.search(self.title.text, start + 1, end):
            return self._program_in_body() or self.cited(self.title, "program", "title.program", start, end)
        if end - start < 3 or is_generic(self.title.text[start:end]) or _WHOLE.search(self.title.text):
            return self._whole_department() or self._subtitle()
        return self.cited(self.title, "program", "title.program", start, end)

    def _whole_department(self) -> CitedText | None:
        found = _WHOLE.search(self.title.text) if self.title else None
        return self.cited(self.title, "program", "title.department", *found.span()) if found and self.title else None

    def _subtitle(self) -> CitedText | None:
        """What stands in brackets under a title that names nothing: (档案数字化加工项目)."""
        if self.title is None:
            return None
        end = self.title.span(0, len(self.title.text)).end
        below = view(self.document, end, min(end + _SUBTITLE_LENGTH, len(self.document.text)))
        found = _SUBTITLE.match(below.text)
        return self.cited(below, "program", "title.subtitle", *found.span(1)) if found else None

    def _program_in_body(self) -> CitedText | None:
        passages = [view(self.document, block.start, block.end) for block in self.document.blocks]
        approved = ((seen, openings.approved(seen.text)) for seen in passages[:_OPENING])
        told = ((seen, openings.heading(seen.text) or openings.told(seen.text)) for seen in passages)
        for seen, found in chain(approved, told):
            if found:
                return self.cited(seen, "program", "body.program", self._behind_body(seen.text, found[0]), found[1])
        return None

    def _behind_body(self, text: str, start: int) -> int:
        """Where a programme begins that is named with the body that carries it out (某某中心实训基地建设项目)."""
        body = self._in_title(TITLE_ORG)
        return start + len(body.value) if body and text.startswith(body.value, start) else start

    @cached_property
    def organization(self) -> CitedText | None:
        """The body that reports, by the fullest name that the text gives it (县司法局: 某某县司法局)."""
        named = self._named_organization()
        found = fuller(named.value, self.text.text, self.text.borders) if named else None
        if named is None or found is None:
            return named
        evidence = cite(self.document, self.text.span(*found), field="organization", pattern="body.organization")
        return CitedText(value=self.text.text[slice(*found)], evidence=(evidence,))

    def _named_organization(self) -> CitedText | None:
        """Labelled, in the title, the publisher, in the first sentences, or the region."""
        return (
            self.labelled_as("unit", "^(?:单位|部门|预算)")
            or self.labelled_as("unit", "实施|使用|承担|项目单位|申报|执行")
            or self.labelled_as("unit")
            or self._in_title(TITLE_ORG)
            or self._signed()
            or self._signed_off()
            or self.labelled_as("publisher")
            or self._publisher()
            or self._org_in_body()
            or self.labelled_as("department", "^(?!中央|国家|省级主管|自治区)")
            or self.labelled_as("finance")
            or self._in_title(_REGION_OF_A_TITLE)
            or self._announced()
            or self.labelled_as("department", "省级主管|自治区")
        )

    def _in_title(self, pattern: re.Pattern[str]) -> CitedText | None:
        if self.title is None:
            return None
        start = behind_lead(self.title.text)
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
            if block.kind == "table" or len(seen.text) > _LONGEST_SIGNED:
                continue
            sealed = _SEALED.search(seen.text)
            end = sealed.start() if sealed else len(seen.text)
            if ORG_AT_START.fullmatch(seen.text, 0, end):
                return self.cited(seen, "organization", "cover.signed", 0, end)
            found = _HEADED.match(seen.text) or _DATED.fullmatch(seen.text)
            if found:
                return self.cited(seen, "organization", "cover.signed", *found.span(1))
        return None

    def _signed_off(self) -> CitedText | None:
        """A body's name above the date that closes the text, or on one line with it."""
        closing = [view(self.document, block.start, block.end) for block in self.document.blocks[-_CLOSING:]]
        for seen, below in zip(closing, [*closing[1:], None], strict=True):
            if len(seen.text) > _LONGEST_SIGNED:
                continue
            dated = _DATED.fullmatch(seen.text)
            above = below is not None and _DATE.fullmatch(below.text) and ORG_AT_START.fullmatch(seen.text)
            if dated or above:
                end = dated.end(1) if dated else len(seen.text)
                return self.cited(seen, "organization", "body.signed", 0, end)
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
                return self.cited(seen, "organization", "body.organization", *found.span(found.lastindex or 0))
        return None

    def _announced(self) -> CitedText | None:
        for block in self.document.blocks[:_OPENING]:
            seen = view(self.document, block.start, block.end)
            found = ANNOUNCED.search(seen.text)
            if found:
                return self.cited(seen, "organization", "body.organization", *found.span("region"))
        return None

    def region(self) -> CitedText | None:
        """The region that the form names, else the one that the organisation's name begins with."""
        labelled = self.labelled_as("region")
        organization = self.organization
        if labelled or organization is None:
            return labelled
        seen = view(self.document, organization.evidence[0].start, organization.evidence[0].end)
        above = _ABOVE.match(seen.text)
        found = REGION.match(seen.text, above.end() if above else 0)
        return self.cited(seen, "region", "organization.region", *found.span()) if found else None

    def fiscal_year(self) -> CitedYear | None:
        """The year reported on: the title's, else the form's (2022年度), else the first in the text that is no date."""
        named = title_year(self.title.text) if self.title else None
        if named is not None and self.title is not None:
            return self._year(self.title.span(*named.span(1)), named[1], "title.year")
        for item in self.labelled:
            year = _ONLY_YEAR.fullmatch(item.text) if item.field == "year" else None
            if year is not None:
                return self._year(view(self.document, *item.span).span(*year.span(1)), year[1], "form.year")
        whole = [view(self.document, block.start, block.end) for block in self.document.blocks]
        for pattern, name in (
            (_LABELLED_YEAR, "form.year"),
            (_FORM_YEAR, "form.year"),
            (_BODY_YEAR, "text.year"),
            (_PERIOD_YEAR, "period.year"),
        ):
            for seen in whole:
                found = pattern.search(seen.text)
                if found and (found.start() >= _DATE_LINE or not _PUBLISHED.search(seen.text[:_DATE_LINE])):
                    return self._year(seen.span(*found.span(1)), found[1], name)
        return None

    def _year(self, span: Span, year: str, pattern: str) -> CitedYear:
        evidence = cite(self.document, span, field="fiscal_year", pattern=pattern)
        return CitedYear(value=year_of(year), evidence=(evidence,))

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
        program = self.program
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


def _extends(words: str, title: str) -> bool:
    """Whether `words` hold all characters of `title` in order: the title's programme, named in full."""
    rest = iter(words)
    return len(words) > len(title) and all(character in rest for character in title)


def _value_of(text: str, start: int, field: str) -> int:
    """End of the value proper: a body's name ends like one, before a person or a second name behind it."""
    if field in {"program", WITHOUT_LABEL, "region"}:
        return len(text)
    found = ORG_AT_START.match(text, start)
    if found is None:
        return start
    bracket = text.find("(", start, found.end())
    return bracket if bracket > start + 3 and field == "publisher" else found.end()


# What a name begins with that is above its region: 中共某市委组织部, 国家税务总局某县税务局.
_ABOVE = re.compile(r"(?:中国共产党|中共|国家税务总局|国家统计局)+")
_LONGEST_SIGNED = 30
_SEALED = re.compile(r"\((?:加?盖?公?章|签章|盖章)\)$")
_CLOSING = 4
_NUMERAL = r"[\d一二三四五六七八九十]{1,3}"
_DATE = re.compile(rf"(?:20\d\d|二[〇○零][〇○零一二三四五六七八九]{{2}})[-年./]{_NUMERAL}[-月./](?:{_NUMERAL}日?)?")
_DATED = re.compile(rf"({ORG_AT_START.pattern}){_DATE.pattern}")
# A line that a body heads: 某某局部门决算公开.
_HEADED = re.compile(rf"({ORG_AT_START.pattern})(?=部门|单位|本级|20\d\d年)(?!.*(?:通知|要求|意见|办法))")
_DATELINE = re.compile(rf"({ORG_AT_START.pattern})(?:发布)?(?:时间|日期):")
